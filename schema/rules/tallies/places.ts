/** Which communities stand alone in the open tallies, and which are told together. */

import { satisfactionRule } from '../../catalog/satisfaction.ts'
import { bestRuns, mayTell, type Run, sumsOf } from './runs.ts'
import { spreadDigits } from './spread.ts'

/** A community, or what stands in none, with its voices of each class that the measure parts. */
export interface Counted {
  subdistrict: string | null
  classes: readonly number[]
}

/** Crossing a border costs more than any number of areas is worth. */
const BORDER = 1_000

/**
 * Parts a city into as many areas as can be told: each has no voices of a class or enough. Areas leave a subdistrict
 * only where it cannot be told otherwise.
 * @param places in the order in which neighbours may be told together
 * @param classes how many classes there are
 * @returns null when not even the whole city can be told
 */
export function areasOf(places: readonly Counted[], classes: number): Run[] | null {
  const sums = Array.from({ length: classes }, (_, at) =>
    sumsOf(places.map((place) => place.classes[at] ?? 0)),
  )
  const borders = sumsOf(
    places.map((place, at) => (at > 0 && place.subdistrict !== places[at - 1]?.subdistrict ? 1 : 0)),
  )
  return bestRuns(places.length, (from, to) =>
    sums.every((sum) => mayTell(sum(from, to))) ? 1 - BORDER * borders(from + 1, to) : null,
  )
}

const voicesIn = ({ classes }: Counted) => classes.reduce((sum, count) => sum + count, 0)

/** The places of a run that have voices. */
const speaking = (places: readonly Counted[], [from, to]: Run) =>
  places.slice(from, to).filter((place) => voicesIn(place) > 0)

/** Whether the voices of an area all come from one place, so that its share is told by its cells. */
export function standsAlone(places: readonly Counted[], area: Run): boolean {
  return speaking(places, area).length <= 1
}

function digitsOf(places: readonly Counted[], area: Run): number {
  const members = speaking(places, area)
  const sum = (at: number) => members.reduce((all, { classes }) => all + (classes[at] ?? 0), 0)
  return spreadDigits(members[0]?.classes.map((_, at) => sum(at)) ?? [], members.length)
}

/**
 * Puts areas together until the one share that is told of all that do not stand alone gives no count away: by trying
 * out, too few possibilities would be told apart. The smallest neighbours go together first, within a subdistrict if
 * there are such. At last all is one, and its share the published one.
 */
export function veiled(places: readonly Counted[], areas: readonly Run[]): readonly Run[] {
  const together = areas.filter((area) => !standsAlone(places, area))
  if (together.length === 0) return areas
  const digits = together.reduce((sum, area) => sum + digitsOf(places, area), 0)
  if (digits >= satisfactionRule.spreadDigits) return areas
  const pair = smallestPair(places, areas)
  if (pair === null) return areas
  const merged: Run = [pair[0][0], pair[1][1]]
  return veiled(places, [
    ...areas.filter(([, to]) => to <= merged[0]),
    merged,
    ...areas.filter(([from]) => from >= merged[1]),
  ])
}

/** The two areas with voices, one after the other, that are the smallest together. */
function smallestPair(places: readonly Counted[], areas: readonly Run[]): readonly [Run, Run] | null {
  const heard = areas.filter((area) => speaking(places, area).length > 0)
  const pairs = heard.slice(1).map((second, at) => {
    const first = heard[at] ?? second
    const voices = [first, second]
      .flatMap((area) => speaking(places, area))
      .reduce((sum, place) => sum + voicesIn(place), 0)
    const crosses = places[first[0]]?.subdistrict === places[second[1] - 1]?.subdistrict ? 0 : 1
    return { pair: [first, second] as const, voices, crosses }
  })
  pairs.sort((one, other) => one.crosses - other.crosses || one.voices - other.voices)
  return pairs[0]?.pair ?? null
}
