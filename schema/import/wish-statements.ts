/** The SQL that puts the sample's made-up wishes and projects into D1, and takes them out of any. */

import { dayOf, instantOf, isoOf } from '../rules/hours/days.ts'
import type { SampleStep, SampleWish } from '../sample/ledger/wishes.ts'
import { type Statement, statement } from '../statement.ts'
import { jsonChunks } from './statements.ts'

/** Takes away what made-up residents wish; a wish that somebody else supports or that staff have taken up stays. */
export function removeSampleWishesStatements(): Statement[] {
  return [
    statement('DELETE FROM project WHERE sample = 1'),
    statement('DELETE FROM wish_support WHERE sample = 1'),
    statement(
      `DELETE FROM wish WHERE sample = 1 AND supporters = 0 AND NOT EXISTS (SELECT 1 FROM project WHERE project.wish = wish.id)`,
    ),
  ]
}

/**
 * Makes the made-up wishes exactly these.
 * @param at instant of the load, ISO 8601 UTC; days count from its day
 */
export function sampleWishesStatements(wishes: readonly SampleWish[], at: string): Statement[] {
  const today = dayOf(Date.parse(at))
  // At noon of its day, so that it is in the past only where the day is.
  const ago = (days: number) => (days === 0 ? at : new Date(instantOf(today - days, 12 * 60)).toISOString())
  const supports = wishes.flatMap(({ community, want, supports: own }) =>
    own.map(({ daysAgo, ...support }) => ({ ...support, community, want, at: ago(daysAgo) })),
  )
  const firstOf = ({ supports: [first] }: SampleWish) => ago(first?.daysAgo ?? 0)
  return [
    ...removeSampleWishesStatements(),
    statement(
      `INSERT INTO wish (id, community, want, at, sample)
        SELECT r.value ->> 'id', c.code, r.value ->> 'want', r.value ->> 'at', 1
        FROM json_each(?1) AS r JOIN community AS c ON c.code = r.value ->> 'community' WHERE true
        ON CONFLICT DO NOTHING`,
      JSON.stringify(
        wishes.map((wish) => ({
          id: wish.id,
          community: wish.community,
          want: wish.want,
          at: firstOf(wish),
        })),
      ),
    ),
    ...jsonChunks(supports).map((chunk) =>
      statement(
        `INSERT INTO wish_support (id, wish, resident, why, why_state, at, said_at, judged_by, judged_at, sample)
          SELECT r.value ->> 'id', w.id, 'sample-' || (r.value ->> 'id'), r.value ->> 'why',
            CASE WHEN r.value ->> 'why' IS NULL THEN 'none' WHEN r.value ->> 'approved' THEN 'approved' ELSE 'waiting' END,
            r.value ->> 'at', r.value ->> 'at',
            iif(r.value ->> 'why' IS NOT NULL AND r.value ->> 'approved', 'sample', NULL),
            iif(r.value ->> 'why' IS NOT NULL AND r.value ->> 'approved', r.value ->> 'at', NULL), 1
          FROM json_each(?1) AS r
          JOIN wish AS w ON w.community = r.value ->> 'community' AND w.want = r.value ->> 'want' WHERE true`,
        chunk,
      ),
    ),
    ...wishes.flatMap(({ community, want, project }) =>
      project.map((step) => stepStatement(community, want, step, ago(step.daysAgo), today)),
    ),
  ]
}

/** A step of a project; its history is written by the triggers, as for any. */
function stepStatement(
  community: string,
  want: string,
  { state, unit, byIn, result, reason }: SampleStep,
  at: string,
  today: number,
): Statement {
  return statement(
    `INSERT INTO project (wish, state, unit, by_date, result, reason, version, sample)
      SELECT id, ?3, ?4, ?5, ?6, ?7, ?8, 1 FROM wish WHERE community = ?1 AND want = ?2
      ON CONFLICT (wish) DO UPDATE SET state = excluded.state, unit = excluded.unit, by_date = excluded.by_date,
        result = excluded.result, reason = excluded.reason, version = excluded.version WHERE project.sample = 1`,
    community,
    want,
    state,
    unit,
    byIn === null ? null : isoOf(today + byIn),
    result,
    reason,
    at,
  )
}
