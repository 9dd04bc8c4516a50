/** The SQL of the open tallies: the counts that triggers keep, of every community and month at once. */

import { asc, eq, inArray } from 'drizzle-orm'
import { rollingPeriod, windowStart } from '../../schema/rules/satisfaction.ts'
import { type Days, monthsWithin } from '../../schema/rules/tallies/rows.ts'
import type { CountedPlace } from '../../schema/rules/tallies/tallies.ts'
import * as tables from '../../schema/tables.ts'
import { type Freshness, reader, runBatch } from '../guard/database.ts'
import { dayAt } from '../guard/time.ts'
import { notLoaded } from '../places/store.ts'
import { distributionOf, type Frame, frameOf, staleOf } from './measure-store.ts'
import { expireVoices } from './store.ts'

const { community, population, subdistrict, tally } = tables

/** What is counted of a scope: voices by grade, and those held back. */
type MonthCounts = CountedPlace['months'][number]

/** The last 365 days of every community, and of what stands in none. */
export interface CountedYear extends Frame, Days {
  months: Days[]
  places: CountedPlace[]
  /** distinct residents; of the city under an empty code */
  residents: ReadonlyMap<string, number>
  subdistricts: string[]
}

type Row = typeof tally.$inferSelect

const none: MonthCounts = { distribution: [0, 0, 0, 0, 0], held: 0 }

const countsOf = (row: Row): MonthCounts => ({ distribution: distributionOf(row), held: row.held })

function add(one: MonthCounts, other: MonthCounts, sign: 1 | -1): MonthCounts {
  const [g1, g2, g3, g4, g5] = one.distribution
  const [o1, o2, o3, o4, o5] = other.distribution
  return {
    distribution: [g1 + sign * o1, g2 + sign * o2, g3 + sign * o3, g4 + sign * o4, g5 + sign * o5],
    held: one.held + sign * other.held,
  }
}

const less = (one: MonthCounts, others: readonly MonthCounts[]) =>
  others.reduce((left, other) => add(left, other, -1), one)

/**
 * The months of a scope within the period. All are whole but the first, of which the period has only the end: that is
 * what the whole period has more than the other months.
 */
function monthsOf(
  counts: ReadonlyMap<string, MonthCounts>,
  [, ...later]: readonly { month: string }[],
): MonthCounts[] {
  const whole = later.map(({ month }) => counts.get(month) ?? none)
  return [less(counts.get(rollingPeriod) ?? none, whole), ...whole]
}

/**
 * Reads the last 365 days. When a day has passed and no act has let the oldest voices go yet, this does.
 * @param now epoch milliseconds
 * @throws ProblemError `not_loaded` when there is no city
 */
export async function readYear(db: D1Database, now: number, freshness?: Freshness): Promise<CountedYear> {
  const read = reader(db, freshness)
  const to = dayAt(now)
  const period = { from: windowStart(to), to }
  const months = monthsWithin(period)
  const [[frame], communities, subdistricts, rows, [stale]] = await read.batch([
    frameOf(read),
    read
      .select({ code: community.code, subdistrict: community.subdistrict, population: population.residents })
      .from(community)
      .leftJoin(population, eq(population.community, community.code))
      .orderBy(asc(community.code)),
    read.select({ code: subdistrict.code }).from(subdistrict).orderBy(asc(subdistrict.code)),
    read
      .select()
      .from(tally)
      .where(inArray(tally.period, [rollingPeriod, ...months.map(({ month }) => month)])),
    staleOf(read, now),
  ])
  if (!frame) throw notLoaded()
  if (stale) {
    await runBatch(db, [expireVoices(now)])
    return readYear(db, now, 'first-primary')
  }
  const within = (scope: Row['scope'], id: string) =>
    monthsOf(
      new Map(
        rows.filter((row) => row.scope === scope && row.id === id).map((row) => [row.period, countsOf(row)]),
      ),
      months,
    )
  const placed = communities.map((one): CountedPlace => ({ ...one, months: within('community', one.code) }))
  const unplaced = within('city', '').map((month, at) =>
    less(
      month,
      placed.map((one) => one.months[at] ?? none),
    ),
  )
  return {
    ...frame,
    ...period,
    months,
    places: [...placed, { code: null, subdistrict: null, population: null, months: unplaced }],
    residents: new Map(
      rows
        .filter((row) => row.period === rollingPeriod && row.scope !== 'outlet')
        .map((row) => [row.id, row.residents]),
    ),
    subdistricts: subdistricts.map(({ code }) => code),
  }
}
