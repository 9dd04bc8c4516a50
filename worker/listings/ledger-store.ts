/** The SQL of the ledger: its pages, and acts on many outlets at once. */

import * as v from 'valibot'
import { creditGrades, outletStatuses } from '../../schema/catalog/marks.ts'
import { type Ledger, LedgerRow } from '../../schema/contract/ledger.ts'
import { type Statement, statement } from '../../schema/statement.ts'
import { withinSql } from '../guard/access.ts'
import { rowsAs, runBatch } from '../guard/database.ts'
import type { Who } from '../guard/session.ts'
import { instant } from '../guard/time.ts'

/* ── reading ── */

const known = (column: string) =>
  `json(CASE o.${column} WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE 'null' END)`
const facts = (...columns: readonly string[]) =>
  `json_object(${columns.map((column) => `'${column}', ${known(column)}`).join(', ')})`

// In two parts, because D1 allows 32 arguments.
const fieldsJson = `json_insert(json_object('name', o.name, 'type', o.type, 'address', o.address,
    'position', json_array(o.lng, o.lat), 'circle', o.circle, 'hours', o.hours, 'hoursText', o.hours_text,
    'phone', o.phone, 'chain', ${known('chain')}, 'credit', o.credit, 'honest', ${known('honest')}, 'status', o.status),
  '$.services', (SELECT json_group_array(service) FROM
    (SELECT service FROM outlet_service WHERE outlet = o.id ORDER BY service)),
  '$.payment', ${facts('cash', 'bank_card', 'mobile_pay')},
  '$.accessibility', ${facts('step_free', 'seat', 'hearing_aid', 'sight_aid', 'elder_counter')},
  '$.delivery', ${facts('night_delivery', 'instant_delivery')})`

const rowJson = `json_object('id', o.id, 'version', o.updated_at, 'source', o.source, 'fields', ${fieldsJson},
  'confirmedAt', o.confirmed_at, 'confirmedBy', o.confirmed_by, 'disputed', ${known('disputed')},
  'holder', (SELECT handle FROM holding AS h JOIN account AS a ON a.id = h.account WHERE h.outlet = o.id),
  'waiting', (SELECT count(*) FROM proposal WHERE outlet = o.id AND state = 'waiting')) AS json`

/**
 * A page of the ledger: outlets in the reader's area by identifier, also those that are closed for good.
 * @param after the last identifier of the page before; null for the first
 * @param size rows of a page
 */
export async function readLedger(
  db: D1Database,
  who: Who,
  after: string | null,
  size: number,
): Promise<Ledger> {
  const within = withinSql(who, 'o.circle', 1)
  const [rows, counts] = await runBatch(db, [
    statement(
      `SELECT ${rowJson} FROM outlet AS o WHERE ${within} AND o.id > ?2 ORDER BY o.id LIMIT ?3`,
      who.area,
      after ?? '',
      size + 1,
    ),
    // Only once: counting reads every row.
    ...(after === null
      ? [statement(`SELECT count(*) AS total FROM outlet AS o WHERE ${within}`, who.area)]
      : []),
  ])
  const read = rowsAs(LedgerRow, rows)
  const page = read.slice(0, size)
  const total = counts?.[0]?.['total']
  return {
    rows: page,
    next: read.length > page.length ? (page.at(-1)?.id ?? null) : null,
    total: typeof total === 'number' ? total : null,
  }
}

/* ── many at once ── */

const StandingRow = v.object({
  id: v.string(),
  version: v.string(),
  circle: v.nullable(v.string()),
  subdistrict: v.nullable(v.string()),
  credit: v.nullable(v.picklist(creditGrades)),
  honest: v.boolean(),
  status: v.picklist(outletStatuses),
  confirmedAt: LedgerRow.entries.confirmedAt,
  confirmedBy: LedgerRow.entries.confirmedBy,
  /** who said last that it is right, and what had been said before */
  last: v.nullable(
    v.object({
      actor: v.string(),
      before: v.object({
        confirmedAt: LedgerRow.entries.confirmedAt,
        confirmedBy: LedgerRow.entries.confirmedBy,
      }),
    }),
  ),
})

/** An outlet as far as acts on many know it. */
export type StandingOutlet = v.InferOutput<typeof StandingRow>

/** The outlets of some identifiers, as they were stored last. */
export async function readStanding(
  db: D1Database,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StandingOutlet>> {
  const [rows] = await runBatch(db, [
    statement(
      `SELECT json_object('id', o.id, 'version', o.updated_at, 'circle', o.circle, 'subdistrict', c.subdistrict,
          'credit', o.credit, 'honest', ${known('honest')}, 'status', o.status, 'confirmedAt', o.confirmed_at,
          'confirmedBy', o.confirmed_by, 'last', (SELECT json_object('actor', h.actor, 'before', json(h.before))
            FROM change AS h WHERE h.subject_kind = 'outlet' AND h.subject = o.id AND h.before IS NOT NULL
              AND json_type(h.before, '$.confirmedAt') IS NOT NULL ORDER BY h.id DESC LIMIT 1)) AS json
        FROM json_each(?1) AS named JOIN outlet AS o ON o.id = named.value
          LEFT JOIN community AS c ON c.code = o.circle`,
      JSON.stringify(ids),
    ),
  ])
  return new Map(rowsAs(StandingRow, rows).map((row) => [row.id, row]))
}

/** The subdistricts of some communities, by code; those that do not exist are not in it. */
export async function readSubdistricts(
  db: D1Database,
  communities: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const [rows] = await runBatch(db, [
    statement(
      'SELECT code, subdistrict FROM community WHERE code IN (SELECT value FROM json_each(?1))',
      JSON.stringify(communities),
    ),
  ])
  return new Map((rows ?? []).map((row) => [String(row['code']), String(row['subdistrict'])]))
}

/** One outlet's part in an act on many. */
export interface BulkWrite {
  id: string
  /** the version that it must still have */
  version: string
  next: string
  circle: string | null
  credit: string | null
  honest: number
  status: string
  before: object
  after: object
}

/** Sets what stands in the rows, each with its row in the history. The batch fails when one has changed meanwhile. */
export function setStanding(rows: readonly BulkWrite[], actor: string, now: number): Statement[] {
  const json = JSON.stringify(rows)
  return [
    statement(
      `INSERT INTO outlet_edit (outlet, version) SELECT value ->> 'id', value ->> 'version' FROM json_each(?1)`,
      json,
    ),
    statement(
      `UPDATE outlet SET circle = r.value ->> 'circle', credit = r.value ->> 'credit', honest = r.value ->> 'honest',
          status = r.value ->> 'status', updated_at = r.value ->> 'next'
        FROM json_each(?1) AS r WHERE outlet.id = r.value ->> 'id'`,
      json,
    ),
    noteEach(json, actor, now),
  ]
}

/** Sets who has said when that the outlets are right, each with its row in the history. */
export function setConfirmations(
  rows: readonly {
    id: string
    before: object
    after: { confirmedAt: string | null; confirmedBy: string | null }
  }[],
  actor: string,
  now: number,
): Statement[] {
  const json = JSON.stringify(rows)
  return [
    statement(
      `UPDATE outlet SET confirmed_at = r.value ->> '$.after.confirmedAt', confirmed_by = r.value ->> '$.after.confirmedBy'
        FROM json_each(?1) AS r WHERE outlet.id = r.value ->> 'id'`,
      json,
    ),
    noteEach(json, actor, now),
  ]
}

function noteEach(json: string, actor: string, now: number): Statement {
  return statement(
    `INSERT INTO change (at, actor, subject_kind, subject, before, after)
      SELECT ?2, ?3, 'outlet', value ->> 'id', value -> 'before', value -> 'after' FROM json_each(?1)`,
    json,
    instant(now),
    actor,
  )
}
