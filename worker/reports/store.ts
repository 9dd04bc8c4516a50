/** The SQL of reports of wrong facts. */

import * as v from 'valibot'
import { reportRule } from '../../schema/catalog/report-facts.ts'
import type { Limit } from '../../schema/catalog/voice-limits.ts'
import { ReportEntry, type ReportGiven, type ReportVerdict } from '../../schema/contract/report.ts'
import { type Statement, statement } from '../../schema/statement.ts'
import { type Place, withinSql } from '../guard/access.ts'
import { rowsAs, runBatch } from '../guard/database.ts'
import type { Who } from '../guard/session.ts'
import { instant } from '../guard/time.ts'

/** Counts reports within a limit's time, as `count` and `first`. */
function countSince(
  column: 'resident' | 'outlet',
  value: string,
  { seconds }: Limit,
  now: number,
): Statement {
  return statement(
    `SELECT count(*) AS count, min(at) AS first FROM report WHERE ${column} = ?1 AND at > ?2`,
    value,
    instant(now - seconds * 1_000),
  )
}

/** What must be known before a report is taken: whether there is such an outlet, and how much has been said. */
export function readBefore(resident: string, { outlet }: ReportGiven, now: number): Statement[] {
  return [
    statement("SELECT 1 AS one FROM outlet WHERE id = ?1 AND status <> 'closed'", outlet),
    countSince('resident', resident, reportRule.byResident, now),
    countSince('outlet', outlet, reportRule.onOutlet, now),
  ]
}

export function addReport(
  id: string,
  resident: string,
  { outlet, fact, right }: ReportGiven,
  now: number,
): Statement {
  return statement(
    'INSERT INTO report (id, outlet, fact, right, resident, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)',
    id,
    outlet,
    fact,
    right,
    resident,
    instant(now),
  )
}

/** Forgets which reports came from the same resident. */
export function forgetReporters(now: number): Statement {
  return statement(
    'UPDATE report SET resident = NULL WHERE resident IS NOT NULL AND at <= ?1',
    instant(now - reportRule.residentFor * 1_000),
  )
}

const entryJson = `json_object('id', r.id, 'outlet', r.outlet, 'fact', r.fact, 'at', r.at, 'name', o.name,
  'community', c.name, 'right', r.right, 'state', r.state, 'reason', r.reason) AS json`
const from = `report AS r JOIN outlet AS o ON o.id = r.outlet LEFT JOIN community AS c ON c.code = o.circle`

/** Open reports in the reader's area, the oldest first. */
export async function readOpenReports(db: D1Database, who: Who) {
  const [rows] = await runBatch(db, [
    statement(
      `SELECT ${entryJson} FROM ${from} WHERE r.state = 'open' AND ${withinSql(who, 'o.circle', 1)} ORDER BY r.at LIMIT 500`,
      who.area,
    ),
  ])
  return rowsAs(ReportEntry, rows)
}

/** The latest reports on an outlet, open ones first. */
export async function readReportsOn(db: D1Database, outlet: string) {
  const [rows] = await runBatch(db, [
    statement(
      `SELECT ${entryJson} FROM ${from} WHERE r.outlet = ?1 ORDER BY r.state <> 'open', r.at DESC LIMIT 50`,
      outlet,
    ),
  ])
  return rowsAs(ReportEntry, rows)
}

/** Where the outlet of a report stands; null when there is no such report. */
export async function readReportPlace(db: D1Database, id: string): Promise<Place | null> {
  const [rows] = await runBatch(db, [
    statement(
      `SELECT json_object('community', o.circle, 'subdistrict', c.subdistrict) AS json FROM ${from} WHERE r.id = ?1`,
      id,
    ),
  ])
  const Shape = v.object({ community: v.nullable(v.string()), subdistrict: v.nullable(v.string()) })
  return rowsAs(Shape, rows)[0] ?? null
}

/** Judges a report that is open, or takes a verdict back; the history tells of it only when there was something to do. */
export function judgeReport(id: string, who: Who, given: ReportVerdict, now: number): Statement[] {
  const state = given.verdict === 'undo' ? 'open' : given.verdict
  const reason = given.verdict === 'refused' ? given.reason : null
  const due = given.verdict === 'undo' ? "state <> 'open'" : "state = 'open'"
  return [
    statement(
      `INSERT INTO change (at, actor, subject_kind, subject, before, after)
        SELECT ?2, ?3, 'report', id, json_object('state', state, 'reason', reason),
          json_object('state', ?4, 'reason', ?5, 'outlet', outlet) FROM report WHERE id = ?1 AND ${due}`,
      id,
      instant(now),
      who.account,
      state,
      reason,
    ),
    statement(
      `UPDATE report SET state = ?2, reason = ?3, judged_by = ?4, judged_at = ?5 WHERE id = ?1 AND ${due} RETURNING id`,
      id,
      state,
      reason,
      given.verdict === 'undo' ? null : who.account,
      given.verdict === 'undo' ? null : instant(now),
    ),
  ]
}
