/** The SQL of applications for shops that are not on the map yet. */

import { applicationRule } from '../../schema/catalog/application-rule.ts'
import type { Limit } from '../../schema/catalog/voice-limits.ts'
import {
  ApplicationEntry,
  type ApplicationGiven,
  type ApplicationVerdict,
} from '../../schema/contract/application.ts'
import { type Statement, statement } from '../../schema/statement.ts'
import { type Place, placeOf, withinSql } from '../guard/access.ts'
import { rowsAs, runBatch } from '../guard/database.ts'
import { noteAct } from '../guard/history.ts'
import type { Who } from '../guard/session.ts'
import { instant } from '../guard/time.ts'

/** Counts applications within a limit's time, as `count` and `first`. */
function countSince(
  column: 'resident' | 'community',
  value: string,
  { seconds }: Limit,
  now: number,
): Statement {
  return statement(
    `SELECT count(*) AS count, min(at) AS first FROM application WHERE ${column} = ?1 AND at > ?2`,
    value,
    instant(now - seconds * 1_000),
  )
}

/** What must be known before one is taken: whether there is such a community, and how much has been said. */
export function readBefore(resident: string, { community }: ApplicationGiven, now: number): Statement[] {
  return [
    statement('SELECT 1 AS one FROM community WHERE code = ?1', community),
    countSince('resident', resident, applicationRule.byResident, now),
    countSince('community', community, applicationRule.inCommunity, now),
  ]
}

export function addApplication(
  id: string,
  resident: string,
  { name, type, address, community, hours, phone, note }: ApplicationGiven,
  now: number,
): Statement {
  return statement(
    `INSERT INTO application (id, name, type, address, community, hours, phone, note, resident, at)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)`,
    id,
    name,
    type,
    address,
    community,
    hours,
    phone,
    note,
    resident,
    instant(now),
  )
}

/** Forgets which applications came from the same resident. */
export function forgetApplicants(now: number): Statement {
  return statement(
    'UPDATE application SET resident = NULL WHERE resident IS NOT NULL AND at <= ?1',
    instant(now - applicationRule.residentFor * 1_000),
  )
}

const entryJson = `json_object('id', id, 'name', name, 'type', type, 'address', address, 'community', community,
  'hours', hours, 'phone', phone, 'note', note, 'at', at, 'state', state, 'reason', reason, 'outlet', outlet) AS json`

/** Applications in the reader's area: what is open, the oldest first, then what was decided lately. */
export async function readApplications(db: D1Database, who: Who, now: number) {
  const [rows] = await runBatch(db, [
    statement(
      `SELECT ${entryJson} FROM application WHERE (state = 'open' OR judged_at > ?2) AND ${withinSql(who, 'community', 1)}
        ORDER BY state <> 'open', iif(state = 'open', at, NULL), judged_at DESC LIMIT 500`,
      who.area,
      instant(now - applicationRule.keptAtDesk * 86_400_000),
    ),
  ])
  return rowsAs(ApplicationEntry, rows)
}

/** Where a shop is said to be; null when there is no such application. */
export async function readApplicationPlace(db: D1Database, id: string): Promise<Place | null> {
  const [rows] = await runBatch(db, [
    statement(
      `SELECT a.community, c.subdistrict FROM application AS a JOIN community AS c ON c.code = a.community WHERE a.id = ?1`,
      id,
    ),
  ])
  const [row] = rows ?? []
  return row ? placeOf(row) : null
}

/** Whether an error is that of a verdict on what is no longer in the state for it. */
export function isJudged(error: unknown): boolean {
  return error instanceof Error && error.message.includes('the application has been judged meanwhile')
}

/** Notes that an application has become an outlet. The batch fails when it is not open ({@link isJudged}). */
export function acceptApplication(id: string, outlet: string, by: string, now: number): Statement[] {
  return [
    noteAct(by, now, { kind: 'application', id }, { state: 'open' }, { state: 'accepted', outlet }),
    statement(
      "UPDATE application SET state = 'accepted', outlet = ?2, judged_by = ?3, judged_at = ?4 WHERE id = ?1",
      id,
      outlet,
      by,
      instant(now),
    ),
  ]
}

/** Refuses an application that is open, or takes that back. The batch fails when it is in another state. */
export function judgeApplication(
  id: string,
  given: ApplicationVerdict,
  by: string,
  now: number,
): Statement[] {
  const undo = given.verdict === 'undo'
  const [state, reason] = undo ? ['open', null] : ['refused', given.reason]
  return [
    statement(
      `INSERT INTO change (at, actor, subject_kind, subject, before, after)
        SELECT ?2, ?3, 'application', id, json_object('state', state, 'reason', reason),
          json_object('state', ?4, 'reason', ?5) FROM application WHERE id = ?1`,
      id,
      instant(now),
      by,
      state,
      reason,
    ),
    statement(
      'UPDATE application SET state = ?2, reason = ?3, judged_by = ?4, judged_at = ?5 WHERE id = ?1',
      id,
      state,
      reason,
      undo ? null : by,
      undo ? null : instant(now),
    ),
  ]
}
