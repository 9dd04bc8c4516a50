/** The SQL of the assessment: what was counted last, of what, and who is counting. */

import * as v from 'valibot'
import {
  CommunityAssessment,
  GoalDay,
  type GoalsDay,
  StandardVersion,
} from '../../schema/contract/assessment.ts'
import { jsonChunks } from '../../schema/import/statements.ts'
import type { CommunityAssessed } from '../../schema/rules/assessment/assess.ts'
import { type Statement, statement } from '../../schema/statement.ts'
import { rowsAs, runBatch } from '../guard/database.ts'
import { expectThat } from '../guard/expectation.ts'
import { instant } from '../guard/time.ts'
import { notLoaded } from '../places/store.ts'
import { readStandards, type StoredStandard, standardOn, standardsOf } from './standard-store.ts'

/** Seconds after which whoever counts is taken to have died of it. */
const COUNTING_SECONDS = 60

const Counted = v.object({
  revision: v.number(),
  network: v.nullable(v.number()),
  standard: StandardVersion,
  print: v.string(),
  countedAt: v.string(),
})
/** Of what the stored result was counted. */
export type Counted = v.InferOutput<typeof Counted>

const Head = v.object({
  city: v.number(),
  sample: v.number(),
  serial: v.number(),
  counted: v.nullable(Counted),
})

/** What is stored, and whether it is of what there is now. */
export interface Head {
  /** the city's revision now */
  city: number
  sample: boolean
  /** tells stored results apart */
  serial: number
  /** null while nothing was ever counted */
  counted: Counted | null
  /** the standard in force today */
  standard: StoredStandard
}

const selectHead = () =>
  statement(
    `SELECT json_object('city', c.revision, 'sample', c.sample, 'serial', a.serial, 'counted',
        iif(a.counted_at IS NULL, NULL, json_object('revision', a.revision, 'network', a.network,
          'standard', json(a.standard), 'print', a.print, 'countedAt', a.counted_at))) AS json
      FROM city AS c, assessment AS a`,
  )

/**
 * Reads what is known of the stored result.
 * @param today ISO date in Asia/Shanghai
 * @throws ProblemError `not_loaded` without a city
 */
export async function readHead(db: D1Database, today: string): Promise<Head> {
  const [heads, standards] = await runBatch(db, [selectHead(), readStandards()])
  const [head] = rowsAs(Head, heads)
  if (!head) throw notLoaded()
  return { ...head, sample: head.sample === 1, standard: standardOn(standardsOf(standards), today) }
}

/**
 * The stored result: what was counted of every community, in the order of the codes, and of what, read together.
 * @throws ProblemError `not_loaded` where there is none any more
 */
export async function readResult(db: D1Database) {
  const [heads, rows] = await runBatch(db, [
    selectHead(),
    statement('SELECT result AS json FROM assessment_community ORDER BY community'),
  ])
  const [head] = rowsAs(Head, heads)
  if (!head?.counted) throw notLoaded()
  return { serial: head.serial, counted: head.counted, communities: rowsAs(CommunityAssessment, rows) }
}

/** The city's way to its goals, the oldest day first. */
export async function readGoalDays(db: D1Database): Promise<GoalsDay[]> {
  const [rows] = await runBatch(db, [
    statement(
      `SELECT json_object('date', date, 'urban', urban, 'basic', basic, 'exemplary', exemplary) AS json
        FROM goal_day ORDER BY date`,
    ),
  ])
  return rowsAs(GoalDay, rows)
}

/* ── counting ── */

/** Lets one count at a time, where there is a city. @returns whether it is who asks */
export async function beginCounting(db: D1Database, who: string, now: number): Promise<boolean> {
  const [rows] = await runBatch(db, [
    statement(
      `UPDATE assessment SET counting = ?1, counting_until = ?2
        WHERE (counting IS NULL OR counting_until <= ?3) AND EXISTS (SELECT 1 FROM city) RETURNING 1 AS one`,
      who,
      instant(now + COUNTING_SECONDS * 1_000),
      instant(now),
    ),
  ])
  return rows?.length === 1
}

const endCounting = () => statement('UPDATE assessment SET counting = NULL, counting_until = NULL')

/** Fails the batch when somebody else has begun to count, because this one took too long. */
const expectCounting = (who: string) => expectThat('(SELECT counting FROM assessment) IS ?1', who)

/** What was counted is still right of this revision. */
export function confirmResult(who: string, revision: number): Statement[] {
  return [
    expectCounting(who),
    statement(
      'UPDATE assessment SET serial = serial + 1, revision = CAST(?1 AS INTEGER) WHERE counted_at IS NOT NULL',
      revision,
    ),
    endCounting(),
  ]
}

/** Stores a result in the place of the last one, and what it is of the way to the goals. */
export function storeResult(
  who: string,
  { revision, network, standard, print, countedAt }: Counted,
  communities: readonly CommunityAssessed[],
  goals: GoalsDay,
): Statement[] {
  return [
    expectCounting(who),
    statement('DELETE FROM assessment_community'),
    ...jsonChunks(communities).map((chunk) =>
      // A community that is gone since the count began has no result.
      statement(
        `INSERT INTO assessment_community (community, result)
          SELECT value ->> 'code', value FROM json_each(?1) WHERE value ->> 'code' IN (SELECT code FROM community)`,
        chunk,
      ),
    ),
    statement(
      `UPDATE assessment SET serial = serial + 1, revision = CAST(?1 AS INTEGER), network = CAST(?2 AS INTEGER),
        standard = ?3, print = ?4, counted_at = ?5`,
      revision,
      network,
      JSON.stringify(standard),
      print,
      countedAt,
    ),
    storeGoals(goals),
    endCounting(),
  ]
}

/** Keeps a day on which the count differs from that of the last day before it; the day's last count is what is kept. */
function storeGoals({ date, urban, basic, exemplary }: GoalsDay): Statement {
  return statement(
    `INSERT INTO goal_day (date, urban, basic, exemplary, sample)
      SELECT ?1, CAST(?2 AS INTEGER), CAST(?3 AS INTEGER), CAST(?4 AS INTEGER), (SELECT sample FROM city)
      WHERE EXISTS (SELECT 1 FROM goal_day WHERE date = ?1) OR NOT EXISTS (
        SELECT 1 FROM goal_day AS last WHERE last.date = (SELECT max(date) FROM goal_day WHERE date < ?1)
          AND last.urban = ?2 AND last.basic = ?3 AND last.exemplary = ?4)
      ON CONFLICT (date) DO UPDATE SET urban = excluded.urban, basic = excluded.basic,
        exemplary = excluded.exemplary, sample = excluded.sample`,
    date,
    urban,
    basic,
    exemplary,
  )
}
