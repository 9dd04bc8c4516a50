/**
 * The measure of satisfaction (product.md, "Satisfaction", normative): from counts of voices to rate, interval and
 * verdict. Knows neither clock nor database.
 */

import { type Grade, type SatisfiedFrom, satisfactionRule, type Verdict } from '../catalog/satisfaction.ts'
import { dayOfIso, isoOf } from './hours/days.ts'

/** Counts of voices by grade, grade 1 first. */
export type Distribution = readonly [number, number, number, number, number]

/** What is counted of a scope in a period. */
export interface Tally {
  distribution: Distribution
  /** distinct people among these voices */
  residents: number
  /** voices that staff have not looked at yet; they are in neither of the above */
  held: number
}

export const emptyTally: Tally = { distribution: [0, 0, 0, 0, 0], residents: 0, held: 0 }

/** One community's part in a city or subdistrict. */
export interface CommunityTally {
  code: string
  tally: Tally
  /** people who live there; null where nobody has entered it */
  population: number | null
}

/** Both ends of an interval, as shares of 1. */
export type Interval = readonly [low: number, high: number]

export interface Measure {
  /** share of satisfied voices by the official definition; null without voices */
  rate: number | null
  /** the same counting only grade 4 and up */
  strictRate: number | null
  voices: number
  residents: number
  distribution: Distribution
  /** Wilson score interval of `rate` on `residents` */
  interval: Interval | null
  verdict: Verdict
  heldBack: number
  weighting: 'pooled' | 'population'
}

/**
 * Wilson's score interval (E. B. Wilson, JASA 22, 1927) for a share seen in a sample.
 * @param share from 0 to 1; need not be a whole number of people, because a person may have several voices
 * @param n people asked, above 0
 * @param z standard normal quantile; 95 % by default
 */
export function wilsonInterval(share: number, n: number, z: number = satisfactionRule.quantile): Interval {
  const square = (z * z) / n
  const centre = (share + square / 2) / (1 + square)
  const half = (z / (1 + square)) * Math.sqrt((share * (1 - share)) / n + square / (4 * n))
  // exact at the ends, where centre and half are equal but for rounding
  return [share === 0 ? 0 : Math.max(0, centre - half), share === 1 ? 1 : Math.min(1, centre + half)]
}

/** What can be said against the target, from the interval and the number of residents. */
export function verdictOf(interval: Interval | null, residents: number): Verdict {
  if (!interval || residents < satisfactionRule.verdictFrom) return 'too_few'
  const [low, high] = interval
  if (low >= satisfactionRule.target) return 'met'
  return high < satisfactionRule.target ? 'not_met' : 'undecided'
}

/** All voices of a distribution. */
export function voicesOf(distribution: Distribution): number {
  return distribution.reduce((sum, count) => sum + count, 0)
}

/** The voices of a grade and up. */
export function voicesFrom(distribution: Distribution, from: Grade): number {
  return distribution.slice(from - 1).reduce((sum, count) => sum + count, 0)
}

/**
 * The share of voices of a grade and up.
 * @returns null without voices
 */
export function shareFrom(distribution: Distribution, from: Grade): number | null {
  const all = voicesOf(distribution)
  return all === 0 ? null : voicesFrom(distribution, from) / all
}

/**
 * Weights of communities: their populations, none above {@link satisfactionRule.weightCap} times the mean of all.
 * @returns by code; null when any of them has no population, because nothing may be made up for it
 */
export function populationWeights(
  communities: readonly Pick<CommunityTally, 'code' | 'population'>[],
): ReadonlyMap<string, number> | null {
  const known = communities.flatMap(({ code, population }) =>
    population === null ? [] : [{ code, population }],
  )
  if (known.length === 0 || known.length < communities.length) return null
  const mean = known.reduce((sum, { population }) => sum + population, 0) / known.length
  const most = mean * satisfactionRule.weightCap
  return new Map(known.map(({ code, population }) => [code, Math.min(population, most)]))
}

/** What can be said of a rate that so many residents gave: its interval, and the verdict. */
export function judge(rate: number | null, residents: number): Pick<Measure, 'interval' | 'verdict'> {
  const interval = rate === null || residents === 0 ? null : wilsonInterval(rate, residents)
  return { interval, verdict: verdictOf(interval, residents) }
}

/** The mean of the communities' shares, by weight; communities without voices have no share and take no part. */
function weightedShare(
  communities: readonly CommunityTally[],
  weights: ReadonlyMap<string, number>,
  from: Grade,
): number | null {
  let sum = 0
  let whole = 0
  for (const { code, tally } of communities) {
    const share = shareFrom(tally.distribution, from)
    if (share === null) continue
    const weight = weights.get(code) ?? 0
    sum += weight * share
    whole += weight
  }
  return whole === 0 ? null : sum / whole
}

/**
 * The measure of a scope.
 * @param tally everything counted in it
 * @param satisfiedFrom which definition is official
 * @param communities of a city or subdistrict, all of them; by these it is weighted when every one has a population.
 * Voices on outlets that stand in no community have no weight then and count only among the voices.
 */
export function measureOf(
  tally: Tally,
  satisfiedFrom: SatisfiedFrom,
  communities: readonly CommunityTally[] = [],
): Measure {
  const { distribution, residents, held } = tally
  const weights = populationWeights(communities)
  const share = (from: Grade) =>
    weights ? weightedShare(communities, weights, from) : shareFrom(distribution, from)
  const rate = share(satisfiedFrom)
  return {
    rate,
    strictRate: share(satisfactionRule.strictFrom),
    voices: voicesOf(distribution),
    residents,
    distribution,
    ...judge(rate, residents),
    heldBack: held,
    weighting: weights ? 'population' : 'pooled',
  }
}

/** Whether a scope's distribution may be shown: of a small outlet it would tell who said what. */
export function showsDistribution(scope: string, residents: number): boolean {
  return scope !== 'outlet' || residents >= satisfactionRule.distributionFrom
}

/** A count of a part of the voices as it may be told: at least so many, in whole {@link satisfactionRule.cellFrom}s. */
export function wholeCells(count: number): number {
  return count - (count % satisfactionRule.cellFrom)
}

/* ── periods ── */

/** The rolling period, named as the API names it. */
export const rollingPeriod = `${satisfactionRule.windowDays}d`

/** A period: `365d`, a quarter such as `2026Q3`, or a month such as `2026-11`; first and last day, both included. */
export interface Period {
  name: string
  /** ISO dates in Asia/Shanghai */
  from: string
  to: string
}

/**
 * Reads a period.
 * @param today ISO date in Asia/Shanghai
 * @returns null for what is none
 */
export function periodOf(name: string, today: string): Period | null {
  if (name === rollingPeriod) return { name, from: windowStart(today), to: today }
  const quarter = /^(\d{4})Q([1-4])$/.exec(name)
  if (quarter) return monthsFrom(name, Number(quarter[1]), Number(quarter[2]) * 3 - 2, 3)
  const month = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(name)
  if (month) return monthsFrom(name, Number(month[1]), Number(month[2]), 1)
  return null
}

function monthsFrom(name: string, year: number, month: number, count: number): Period {
  const first = (y: number, m: number) => new Date(Date.UTC(y, m - 1, 1)).toISOString().slice(0, 10)
  return { name, from: first(year, month), to: isoOf(dayOfIso(first(year, month + count)) - 1) }
}

/** The first day of the rolling period that ends today. */
export function windowStart(today: string): string {
  return isoOf(dayOfIso(today) - satisfactionRule.windowDays + 1)
}

/** The names of the last months, the oldest first and the current one last. */
export function lastMonths(today: string, count: number): string[] {
  const year = Number(today.slice(0, 4))
  const month = Number(today.slice(5, 7))
  return Array.from({ length: count }, (_, at) =>
    new Date(Date.UTC(year, month - count + at, 1)).toISOString().slice(0, 7),
  )
}
