/** The SQL of listings that nobody has said to be right for long. */

import * as v from 'valibot'
import { CONFIRM_AFTER_DAYS } from '../../schema/catalog/listing-fields.ts'
import { StaleEntry } from '../../schema/contract/desk.ts'
import { dayOfIso, isoOf } from '../../schema/rules/hours/days.ts'
import { type Statement, statement } from '../../schema/statement.ts'
import { withinSql } from '../guard/access.ts'
import { rowsAs, runBatch } from '../guard/database.ts'
import type { Who } from '../guard/session.ts'

/** Most entries that the desk is given; more come when these are done. */
const MOST = 500

/** The last day (ISO) whose word is too old on a day. */
export function staleSince(today: string): string {
  return isoOf(dayOfIso(today) - CONFIRM_AFTER_DAYS)
}

/**
 * The SQL condition for outlets that promise to be open and that nobody has said to be right for long.
 * @param outlet the name of the table in the query
 * @param since the number of the parameter that {@link staleSince} gives
 */
export function isStaleSql(outlet: string, since: number): string {
  return `${outlet}.status = 'open' AND coalesce(${outlet}.confirmed_at, '') <= ?${since}`
}

/** Such outlets in the reader's area, those that have waited longest first. */
export async function readStale(db: D1Database, who: Who, today: string) {
  const [rows] = await runBatch(db, [
    statement(
      `SELECT json_object('id', o.id, 'version', o.updated_at, 'name', o.name, 'type', o.type, 'community', c.name,
          'address', o.address, 'phone', o.phone, 'hours', o.hours, 'hoursText', o.hours_text,
          'stops', (SELECT json_group_array(json_object('id', s.id, 'name', s.name, 'position', json_array(s.lng, s.lat),
            'hours', s.hours)) FROM (SELECT * FROM outlet_stop WHERE outlet = o.id ORDER BY place) AS s),
          'confirmedAt', o.confirmed_at, 'confirmedBy', o.confirmed_by,
          'holder', (SELECT a.handle FROM holding AS h JOIN account AS a ON a.id = h.account WHERE h.outlet = o.id)) AS json
        FROM outlet AS o LEFT JOIN community AS c ON c.code = o.circle
        WHERE ${isStaleSql('o', 2)} AND ${withinSql(who, 'o.circle', 1)}
        ORDER BY coalesce(o.confirmed_at, ''), o.id LIMIT ${MOST}`,
      who.area,
      staleSince(today),
    ),
  ])
  return rowsAs(StaleEntry, rows)
}

/** Fails the batch, as `beginEdit` does, when somebody has said by now that the listing is right, or has closed it. */
export function requireStale(outlet: string, today: string): Statement {
  return statement(
    `INSERT INTO outlet_edit (outlet, version)
      SELECT NULL, '' WHERE NOT EXISTS (SELECT 1 FROM outlet AS o WHERE o.id = ?1 AND ${isStaleSql('o', 2)})`,
    outlet,
    staleSince(today),
  )
}

const { confirmedAt, confirmedBy } = StaleEntry.entries

/** A row of the history by which staff have said that a listing is right. */
export const SaidRight = v.object({
  id: v.number(),
  before: v.object({ confirmedAt, confirmedBy }),
  after: v.object({ confirmedAt: v.string(), confirmedBy: v.literal('staff') }),
})

/** A row of the history by which staff have said that it is not as listed. */
export const SaidWrong = v.object({
  id: v.number(),
  before: v.object({ status: v.literal('open') }),
  after: v.object({ status: v.literal('paused'), reason: v.string() }),
})

const LastChange = v.object({ id: v.number(), before: v.unknown(), after: v.unknown() })

/** The last row in the history of an outlet; null when there is none. */
export async function readLastChange(db: D1Database, outlet: string) {
  const [rows] = await runBatch(db, [
    statement(
      `SELECT json_object('id', id, 'before', json(before), 'after', json(after)) AS json FROM change
        WHERE subject_kind = 'outlet' AND subject = ?1 ORDER BY id DESC LIMIT 1`,
      outlet,
    ),
  ])
  return rowsAs(LastChange, rows)[0] ?? null
}

/** Fails the batch, as `beginEdit` does, when something has been done to the outlet since a row of the history. */
export function requireLastChange(outlet: string, change: number): Statement {
  return statement(
    `INSERT INTO outlet_edit (outlet, version) SELECT NULL, ''
      WHERE ?2 IS NOT (SELECT max(id) FROM change WHERE subject_kind = 'outlet' AND subject = ?1)`,
    outlet,
    change,
  )
}

/** Puts back who said last that a listing is right, and when. */
export function setConfirmedAgain(
  outlet: string,
  { confirmedAt: at, confirmedBy: by }: v.InferOutput<typeof SaidRight>['before'],
): Statement {
  return statement('UPDATE outlet SET confirmed_at = ?2, confirmed_by = ?3 WHERE id = ?1', outlet, at, by)
}
