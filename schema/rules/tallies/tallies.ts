/**
 * The open tallies: a table of voices from which anybody works out the city's published measure, and nobody learns what
 * somebody said.
 *
 * **Cells.** The voices of the last 365 days are parted into cells: an area (a community, or several), a run of months, a
 * run of grades. Each voice is in one cell, and each cell has none or at least five. Nothing is blanked: what would be
 * small is put together with its neighbours, so that whatever is added up or taken away is made of whole cells, and no
 * small count comes of it. (Had one small cell been left out under a published sum, the sum would give it away.)
 *
 * **In which order.** First months within a community and a run of grades; then grades, but not across the limits at which
 * voices count as satisfied, because those the measure needs; then communities, of one subdistrict if possible. Each
 * step is the best there is (`runs.ts`): no cell can be parted any further along its row without a small part. It has no
 * hidden choices either: the same voices give the same cells.
 *
 * **Pooled**, the city's rate is a sum of cells over a sum of cells: exactly the published number. **Weighted** by
 * population it needs every community's own share. That of a community which stands alone is in its cells. Of all others
 * only one share is told, of all of them together: what the published rate leaves when those that stand alone are taken
 * out of it, hence no more than is public. But a real number may give counts away to somebody who tries all that there
 * can be, so that communities go together until there are far more possibilities than such numbers (`spread.ts`). Small
 * cities end with one area, and with the published rate itself.
 *
 * **Few voices.** Where the city as a whole has one to four voices on one side of a limit, no cells can tell its rate. Then
 * the table is the city's total, not parted by that limit, by month or by community, and the rate beside it is the one that
 * `GET /api/satisfaction` tells anyway. With one to four voices in all nothing is told. One to four residents are not told
 * as a number, only that they are too few for a verdict.
 *
 * **Held back** voices are parted by the same rule into cells of their own; no sum of one kind contains the other.
 *
 * **What remains.** A cell counts voices, not people: one person may have several, on different outlets. Whoever keeps the
 * table of every day sees single voices come, as in the published measure, which changes with each of them; that is the
 * price of a number that can be worked out at any time. The measure's own API tells more than this table.
 */

import { type Grade, type SatisfiedFrom, satisfactionRule } from '../../catalog/satisfaction.ts'
import { type Distribution, populationWeights, shareFrom, voicesFrom, voicesOf } from '../satisfaction.ts'
import { areasOf, type Counted, standsAlone, veiled } from './places.ts'
import { bestRuns, mayTell, type Run, sumsOf, tellingRuns } from './runs.ts'

/** What is counted of a community, or of the outlets that stand in none, month by month. */
export interface CountedPlace {
  /** null: outlets that stand in no community */
  code: string | null
  subdistrict: string | null
  population: number | null
  /** of each month of the period, the oldest first */
  months: readonly { distribution: Distribution; held: number }[]
}

/** Communities that are told together, and in the cities' rate by this weight; null where their share is in `others`. */
export interface TallyArea {
  communities: string[]
  /** whether outlets that stand in no community are among them */
  unplaced: boolean
  weight: number | null
}

/** Voices of an area (its place in the list), from the first to the last month and grade, both included. */
export interface TallyCell {
  area: number
  months: readonly [first: number, last: number]
  grades: readonly [lowest: Grade, highest: Grade]
  voices: number
}

/** Held-back voices, which are of no grade yet. */
export type HeldCell = Omit<TallyCell, 'grades'>

/** The shares of what does not stand alone, all of it together. */
export interface OtherShares {
  weight: number
  rate: number
  strictRate: number
}

export interface Tallies {
  weighting: 'pooled' | 'population'
  /** null with one to four voices in all */
  counted: { areas: TallyArea[]; cells: TallyCell[]; others: OtherShares | null } | null
  /** null with one to four in all */
  held: { areas: Omit<TallyArea, 'weight'>[]; cells: HeldCell[] } | null
}

const GRADES = 5

/** The limits that the measure needs between grades, as places in a row of them, what it is called by first. */
const limitsOf = (satisfiedFrom: SatisfiedFrom) => [
  ...new Set([satisfiedFrom - 1, satisfactionRule.strictFrom - 1]),
]

/** The runs of grades between some limits. */
function classesBetween(limits: readonly number[]): Run[] {
  const ends = [...limits].sort((one, other) => one - other)
  return [...ends, GRADES].map((to, at): Run => [ends[at - 1] ?? 0, to])
}

const sumOver = (counts: readonly number[], [from, to]: Run) => sumsOf(counts)(from, to)

const gradesOf = ({ months }: CountedPlace): number[] =>
  Array.from({ length: GRADES }, (_, at) =>
    months.reduce((sum, { distribution }) => sum + (distribution[at] ?? 0), 0),
  )

/** The grades of a place over the whole period, as the rules of the measure take them. */
const distributionOf = (place: CountedPlace): Distribution => {
  const [g1 = 0, g2 = 0, g3 = 0, g4 = 0, g5 = 0] = gradesOf(place)
  return [g1, g2, g3, g4, g5]
}

const monthsOf = (
  places: readonly CountedPlace[],
  countIn: (month: CountedPlace['months'][number]) => number,
) =>
  (places[0]?.months ?? []).map((_, at) =>
    places.reduce((sum, { months }) => sum + (months[at] ? countIn(months[at]) : 0), 0),
  )

/**
 * Makes the tallies of a city.
 * @param given its communities in any order, and what stands in none; all with the same months
 * @param satisfiedFrom which definition is official
 */
export function talliesOf(given: readonly CountedPlace[], satisfiedFrom: SatisfiedFrom): Tallies {
  const places = [...given].sort(
    (one, other) => compare(one.subdistrict, other.subdistrict) || compare(one.code, other.code),
  )
  const weights = populationWeights(
    places.flatMap(({ code, population }) => (code === null ? [] : [{ code, population }])),
  )
  return {
    weighting: weights ? 'population' : 'pooled',
    counted: countedOf(places, satisfiedFrom, weights),
    held: heldOf(places),
  }
}

/** By code, what has none last. */
function compare(one: string | null, other: string | null): number {
  if (one === other) return 0
  if (one === null) return 1
  return other === null || one < other ? -1 : 1
}

type Weights = ReadonlyMap<string, number> | null

function countedOf(
  places: readonly CountedPlace[],
  satisfiedFrom: SatisfiedFrom,
  weights: Weights,
): Tallies['counted'] {
  const limits = limitsOf(satisfiedFrom)
  const classes = classesBetween(limits)
  const rows = places.map((place): Counted => {
    const grades = gradesOf(place)
    return { subdistrict: place.subdistrict, classes: classes.map((run) => sumOver(grades, run)) }
  })
  const areas = areasOf(rows, classes.length)
  if (areas === null) return countedInAll(places, satisfiedFrom, weights)
  const told = weights ? veiled(rows, areas) : areas
  const alone = told.map((area) => standsAlone(rows, area))
  const rest = places.filter((_, at) =>
    told.some(([from, to], area) => !alone[area] && from <= at && at < to),
  )
  return {
    areas: told.map((area, at) => ({
      ...areaOf(places.slice(...area)),
      weight: weights && alone[at] ? weightOf(places.slice(...area), weights) : null,
    })),
    cells: told.flatMap((area, at) =>
      cellsOf(places.slice(...area), limits).map((cell) => ({ area: at, ...cell })),
    ),
    others: weights && sharesOf(rest, satisfiedFrom, weights),
  }
}

/** A city of which only the total can be told: without the limits, months and communities of which something is small. */
function countedInAll(
  places: readonly CountedPlace[],
  satisfiedFrom: SatisfiedFrom,
  weights: Weights,
): Tallies['counted'] {
  const grades = Array.from({ length: GRADES }, (_, at) =>
    places.reduce((sum, place) => sum + (gradesOf(place)[at] ?? 0), 0),
  )
  const [official = 0, ...others] = limitsOf(satisfiedFrom)
  const classes = [[official], others, []]
    .map(classesBetween)
    .find((candidate) => candidate.every((run) => mayTell(sumOver(grades, run))))
  if (!classes) return null
  const last = (places[0]?.months.length ?? 1) - 1
  return {
    areas: [{ ...areaOf(places), weight: null }],
    cells: classes.map((run) => ({
      area: 0,
      months: [0, last],
      grades: gradesIn(run),
      voices: sumOver(grades, run),
    })),
    others: sharesOf(places, satisfiedFrom, weights),
  }
}

const areaOf = (places: readonly CountedPlace[]) => ({
  communities: places.flatMap(({ code }) => (code === null ? [] : [code])),
  unplaced: places.some(({ code }) => code === null),
})

/** What the communities of an area weigh that have voices; others have no share and take no part. */
const weightOf = (places: readonly CountedPlace[], weights: ReadonlyMap<string, number>) =>
  places.reduce(
    (sum, place) => sum + (voicesOf(distributionOf(place)) > 0 ? (weights.get(place.code ?? '') ?? 0) : 0),
    0,
  )

/** The shares of some places together: by weight, or pooled where there are none. */
function sharesOf(
  places: readonly CountedPlace[],
  satisfiedFrom: SatisfiedFrom,
  weights: Weights,
): OtherShares | null {
  const weigh = (place: CountedPlace) =>
    weights ? weightOf([place], weights) : voicesOf(distributionOf(place))
  const weight = places.reduce((sum, place) => sum + weigh(place), 0)
  if (weight === 0) return null
  const mean = (from: Grade) => {
    // pooled: of whole numbers, and so the published quotient to the last digit
    if (!weights)
      return places.reduce((sum, place) => sum + voicesFrom(distributionOf(place), from), 0) / weight
    return (
      places.reduce((sum, place) => sum + weigh(place) * (shareFrom(distributionOf(place), from) ?? 0), 0) /
      weight
    )
  }
  return { weight, rate: mean(satisfiedFrom), strictRate: mean(satisfactionRule.strictFrom) }
}

const asGrade = (grade: number): Grade => {
  if (grade === 1 || grade === 2 || grade === 3 || grade === 4) return grade
  return 5
}
const gradesIn = ([from, to]: Run) => [asGrade(from + 1), asGrade(to)] as const

/** The cells of an area: grades first, so that each run of them has months of its own. */
function cellsOf(places: readonly CountedPlace[], limits: readonly number[]): Omit<TallyCell, 'area'>[] {
  const grades = Array.from({ length: GRADES }, (_, at) =>
    places.reduce((sum, place) => sum + (gradesOf(place)[at] ?? 0), 0),
  )
  const sum = sumsOf(grades)
  const crosses = (from: number, to: number) => limits.some((limit) => from < limit && limit < to)
  const runs = bestRuns(GRADES, (from, to) => (!crosses(from, to) && mayTell(sum(from, to)) ? 1 : null)) ?? []
  return runs.flatMap((run) => {
    const months = monthsOf(places, ({ distribution }) => sumOver(distribution, run))
    return monthCells(months).map((cell) => ({ ...cell, grades: gradesIn(run) }))
  })
}

const monthCells = (counts: readonly number[]) =>
  (tellingRuns(counts) ?? []).map(([from, to]) => ({
    months: [from, to - 1] as const,
    voices: sumOver(counts, [from, to]),
  }))

function heldOf(places: readonly CountedPlace[]): Tallies['held'] {
  const heldIn = (own: readonly CountedPlace[]) => monthsOf(own, ({ held }) => held)
  const rows = places.map((place): Counted => {
    const months = heldIn([place])
    return { subdistrict: place.subdistrict, classes: [sumOver(months, [0, months.length])] }
  })
  const areas = areasOf(rows, 1)
  return (
    areas && {
      areas: areas.map((area) => areaOf(places.slice(...area))),
      cells: areas.flatMap((area, at) =>
        monthCells(heldIn(places.slice(...area))).map((cell) => ({ area: at, ...cell })),
      ),
    }
  )
}
