/** The SQL of the measure: counts that triggers keep, and what they are weighed by. No read scans voices. */

import { and, asc, desc, eq, inArray, isNotNull, lt, or, sql } from 'drizzle-orm'
import type { MeasureScope, SatisfiedFrom } from '../../schema/catalog/satisfaction.ts'
import { COMMENTS_A_PAGE } from '../../schema/contract/limits.ts'
import type { Subject } from '../../schema/contract/rating.ts'
import {
  type CommunityTally,
  type Distribution,
  emptyTally,
  rollingPeriod,
  type Tally,
  windowStart,
} from '../../schema/rules/satisfaction.ts'
import * as tables from '../../schema/tables.ts'
import { type Freshness, reader, runBatch } from '../guard/database.ts'
import { dayAt } from '../guard/time.ts'
import { notLoaded } from '../places/store.ts'
import { expireVoices } from './store.ts'

const {
  city,
  community,
  outlet,
  population,
  reply,
  satisfaction,
  subdistrict,
  survey,
  tagTally,
  tally,
  voice,
} = tables

/** Whether what is read is made up, its revision, and the official definition. */
export interface Frame {
  sample: boolean
  revision: number
  satisfiedFrom: SatisfiedFrom
}

/** A scope and its code or identifier; the city's is empty. */
export interface Scope {
  scope: MeasureScope
  id: string
}

/** A tally, and how many of its voices came by a poster. */
export interface CountedTally extends Tally {
  poster: number
}

/** What is counted of a scope in some periods, by the period's name. */
export interface Counted extends Frame {
  /** false for a code or identifier that nothing has */
  exists: boolean
  tallies: ReadonlyMap<string, CountedTally>
  /** of a city or subdistrict: all its communities, by period */
  communities: ReadonlyMap<string, (CommunityTally & { populationSource: string | null })[]>
}

type Counts = Pick<typeof tally.$inferSelect, 'g1' | 'g2' | 'g3' | 'g4' | 'g5'>

/** Counts by grade as the rules take them. */
export function distributionOf({ g1, g2, g3, g4, g5 }: Counts): Distribution {
  return [g1, g2, g3, g4, g5]
}

function tallyOf(row: typeof tally.$inferSelect): CountedTally {
  const { residents, held, poster } = row
  return { distribution: distributionOf(row), residents, held, poster }
}

export type Reader = ReturnType<typeof reader>

/** Reads the {@link Frame}. */
export const frameOf = (read: Reader) =>
  read
    .select({
      sample: city.sample,
      revision: satisfaction.revision,
      satisfiedFrom: satisfaction.satisfiedFrom,
    })
    .from(satisfaction)
    .innerJoin(city, eq(city.id, satisfaction.id))

/** Whether a voice has left the rolling period and is still counted in it; one look at an index. */
export const staleOf = (read: Reader, now: number) =>
  read
    .select({ one: sql<number>`1` })
    .from(voice)
    .where(and(sql`${voice.recent} = 1`, lt(voice.day, windowStart(dayAt(now)))))
    .limit(1)

/**
 * Reads what is counted. When a day has passed and no act has let the oldest voices go yet, this does.
 * @param now epoch milliseconds
 * @throws ProblemError `not_loaded` when there is no city
 */
export async function readCounted(
  db: D1Database,
  { scope, id }: Scope,
  periods: readonly string[],
  now: number,
  freshness: Freshness,
): Promise<Counted> {
  const read = reader(db, freshness)
  const names = [...periods]
  const members =
    scope === 'city' ? undefined : scope === 'subdistrict' ? eq(community.subdistrict, id) : sql`0`
  const [[frame], known, own, communities, parts, [stale]] = await read.batch([
    frameOf(read),
    existing(read, { scope, id }),
    read
      .select()
      .from(tally)
      .where(and(eq(tally.scope, scope), inArray(tally.period, names), eq(tally.id, id))),
    read
      .select({ code: community.code, population: population.residents, populationSource: population.source })
      .from(community)
      .leftJoin(population, eq(population.community, community.code))
      .where(members)
      .orderBy(asc(community.code)),
    read
      .select()
      .from(tally)
      .where(
        and(
          eq(tally.scope, 'community'),
          inArray(tally.period, names),
          members && sql`${tally.id} IN (SELECT ${community.code} FROM ${community} WHERE ${members})`,
        ),
      ),
    staleOf(read, now),
  ])
  if (!frame) throw notLoaded()
  if (stale && periods.includes(rollingPeriod)) {
    await runBatch(db, [expireVoices(now)])
    return readCounted(db, { scope, id }, periods, now, 'first-primary')
  }
  const tallies = new Map(own.map((row) => [row.period, tallyOf(row)]))
  return {
    ...frame,
    exists: known.length > 0,
    tallies,
    communities: new Map(
      names.map((period) => {
        const ofPeriod = new Map(
          parts.filter((row) => row.period === period).map((row) => [row.id, tallyOf(row)]),
        )
        return [period, communities.map((one) => ({ ...one, tally: ofPeriod.get(one.code) ?? emptyTally }))]
      }),
    ),
  }
}

function existing(read: Reader, { scope, id }: Scope) {
  const one = { one: sql<number>`1` }
  switch (scope) {
    case 'city':
      return read.select(one).from(city)
    case 'subdistrict':
      return read.select(one).from(subdistrict).where(eq(subdistrict.code, id))
    case 'community':
      return read.select(one).from(community).where(eq(community.code, id))
    case 'outlet':
      return read.select(one).from(outlet).where(eq(outlet.id, id))
  }
}

/** The surveys that staff have entered, the latest first. */
export async function readSurveys(db: D1Database, freshness?: Freshness) {
  const read = reader(db, freshness)
  const [[frame], surveys] = await read.batch([
    frameOf(read),
    read.select().from(survey).orderBy(desc(survey.date), asc(survey.id)),
  ])
  if (!frame) throw notLoaded()
  return { ...frame, surveys }
}

/** The last comment of the page before. */
export interface Cursor {
  day: string
  id: string
}

/**
 * What everyone may read of the voices on a subject: its tags, and a page of approved comments, each with the
 * merchant's approved reply, and one more, which tells that there is another page.
 */
export async function readVoices(
  db: D1Database,
  { kind, id }: Subject,
  before: Cursor | null,
  freshness: Freshness,
) {
  const read = reader(db, freshness)
  const [[frame], known, tags, comments] = await read.batch([
    frameOf(read),
    existing(read, { scope: kind === 'outlet' ? 'outlet' : 'community', id }),
    read
      .select()
      .from(tagTally)
      .where(and(eq(tagTally.kind, kind), eq(tagTally.subject, id))),
    read
      .select({
        id: voice.id,
        grade: voice.grade,
        tags: voice.tags,
        comment: voice.comment,
        on: voice.day,
        reply: reply.text,
        repliedAt: reply.at,
      })
      .from(voice)
      .leftJoin(reply, and(eq(reply.voice, voice.id), eq(reply.state, 'approved')))
      .where(
        and(
          eq(voice.kind, kind),
          eq(voice.subject, id),
          eq(voice.commentState, 'approved'),
          isNotNull(voice.comment),
          sql`counted = 1`,
          before
            ? or(lt(voice.day, before.day), and(eq(voice.day, before.day), lt(voice.id, before.id)))
            : undefined,
        ),
      )
      .orderBy(desc(voice.day), desc(voice.id))
      .limit(COMMENTS_A_PAGE + 1),
  ])
  if (!frame) throw notLoaded()
  return { ...frame, exists: known.length > 0, tags, comments }
}
