/** The SQL of keeping listings: proposals, the history, whose outlets they are. */

import * as v from 'valibot'
import {
  type CheckedField,
  CONFIRM_AFTER_DAYS,
  type ProposalState,
} from '../../schema/catalog/listing-fields.ts'
import { HeldOutlet, HistoryEntry, ListingPublic, ProposalEntry } from '../../schema/contract/listing.ts'
import { dayOfIso, isoOf } from '../../schema/rules/hours/days.ts'
import { type Statement, statement } from '../../schema/statement.ts'
import { withinSql } from '../guard/access.ts'
import { rowsAs, runBatch } from '../guard/database.ts'
import { noteAct } from '../guard/history.ts'
import { randomId } from '../guard/secret.ts'
import type { Who } from '../guard/session.ts'
import type { Changed } from './fields.ts'

/* ── edits ── */

/** Fails the batch when the outlet is no longer in the state that the edit starts from. */
export function beginEdit(outlet: string, version: string): Statement {
  return statement('INSERT INTO outlet_edit (outlet, version) VALUES (?1, ?2)', outlet, version)
}

/** Whether an error is that of {@link beginEdit}. */
export function isOvertaken(error: unknown): boolean {
  return error instanceof Error && error.message.includes('the outlet has changed meanwhile')
}

/** Ends an edit with the new version. */
export function endEdit(outlet: string, version: string): Statement {
  return statement('UPDATE outlet SET updated_at = ?2 WHERE id = ?1', outlet, version)
}

/** Somebody's word on a day (ISO, Asia/Shanghai) that a listing is right. */
export interface Confirmation {
  today: string
  by: 'merchant' | 'staff'
}

/** Notes that somebody has said today that the listing is right. */
export function setConfirmed(outlet: string, { today, by }: Confirmation): Statement {
  return statement('UPDATE outlet SET confirmed_at = ?2, confirmed_by = ?3 WHERE id = ?1', outlet, today, by)
}

/** The row in the history for {@link setConfirmed}, which it goes before; none when they have said so today. */
export function noteConfirmation(
  outlet: string,
  actor: string,
  at: string,
  { today, by }: Confirmation,
): Statement {
  return statement(
    `INSERT INTO change (at, actor, subject_kind, subject, before, after)
      SELECT ?1, ?2, 'outlet', id, json_object('confirmedAt', confirmed_at, 'confirmedBy', confirmed_by),
        json_object('confirmedAt', ?4, 'confirmedBy', ?5)
      FROM outlet WHERE id = ?3 AND (confirmed_at, confirmed_by) IS NOT (?4, ?5)`,
    at,
    actor,
    outlet,
    today,
    by,
  )
}

/** Who changed what of an outlet: each field before and after. */
export function noteChange(
  outlet: string,
  actor: string,
  now: number,
  changes: readonly Changed[],
): Statement {
  const values = (of: 'before' | 'after') =>
    Object.fromEntries(changes.map((change) => [change.field, change[of]]))
  return noteAct(actor, now, { kind: 'outlet', id: outlet }, values('before'), values('after'))
}

/** Begins or ends a dispute, with its row in the history; what is so already stays without another. */
export function setDisputed(
  outlet: string,
  actor: string,
  at: string,
  { disputed, reason }: { disputed: boolean; reason: string },
): Statement[] {
  const flag = disputed ? 1 : 0
  return [
    statement(
      `INSERT INTO change (at, actor, subject_kind, subject, before, after)
        SELECT ?1, ?2, 'outlet', id, json_object('disputed', json(iif(disputed, 'true', 'false'))), ?4
        FROM outlet WHERE id = ?3 AND disputed <> ?5`,
      at,
      actor,
      outlet,
      JSON.stringify({ disputed, reason }),
      flag,
    ),
    statement('UPDATE outlet SET disputed = ?2 WHERE id = ?1 AND disputed <> ?2', outlet, flag),
  ]
}

/** Fails the batch, as {@link beginEdit} does, when whose outlet it is has come into dispute. */
export function requireUndisputed(outlet: string): Statement {
  return statement(
    "INSERT INTO outlet_edit (outlet, version) SELECT id, '' FROM outlet WHERE id = ?1 AND disputed = 1",
    outlet,
  )
}

/** Whether whose outlet it is, is in dispute. */
export async function readDisputed(db: D1Database, outlet: string): Promise<boolean> {
  const [rows] = await runBatch(db, [statement('SELECT disputed FROM outlet WHERE id = ?1', outlet)])
  return rows?.[0]?.['disputed'] === 1
}

/* ── proposals ── */

/** What waits of a field, as the history tells of it. */
const waitingJson = `(SELECT json_object('proposal', field, 'state', state, 'value', json(value)) FROM proposal
  WHERE outlet = ?3 AND field = ?4 AND state = 'waiting')`

/** Proposes a value in the place of the one that waits, with a row in the history. */
export function propose(
  outlet: string,
  { field, after: value }: { field: CheckedField; after: unknown },
  by: string,
  at: string,
): Statement[] {
  return [
    statement(
      `INSERT INTO change (at, actor, subject_kind, subject, before, after)
        VALUES (?1, ?2, 'outlet', ?3, ${waitingJson}, ?5)`,
      at,
      by,
      outlet,
      field,
      JSON.stringify({ proposal: field, state: 'waiting', value }),
    ),
    takeBack(outlet, field),
    statement(
      'INSERT INTO proposal (id, outlet, field, value, by, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)',
      randomId(),
      outlet,
      field,
      JSON.stringify(value),
      by,
      at,
    ),
  ]
}

/** Gives a row back when something waited. */
function takeBack(outlet: string, field: CheckedField): Statement {
  return statement(
    "UPDATE proposal SET state = 'withdrawn' WHERE outlet = ?1 AND field = ?2 AND state = 'waiting' RETURNING id",
    outlet,
    field,
  )
}

/** Takes back what waits, with a row in the history; the last statement gives a row back when something did. */
export function withdraw(outlet: string, field: CheckedField, by: string, at: string): Statement[] {
  return [
    statement(
      `INSERT INTO change (at, actor, subject_kind, subject, before, after)
        SELECT ?1, ?2, 'outlet', ?3, document, ?5 FROM (SELECT ${waitingJson} AS document) WHERE document IS NOT NULL`,
      at,
      by,
      outlet,
      field,
      JSON.stringify({ proposal: field, state: 'withdrawn' }),
    ),
    takeBack(outlet, field),
  ]
}

/** What waits for staff of an outlet, and the last of each field that they refused and nobody proposed anew. */
export async function readProposals(db: D1Database, outlet: string) {
  const [rows] = await runBatch(db, [
    statement(
      `SELECT json_object('id', id, 'field', field, 'value', json(value), 'at', at, 'state', state, 'reason', reason) AS json
        FROM proposal AS p WHERE outlet = ?1 AND state IN ('waiting', 'refused') AND NOT EXISTS (
          SELECT 1 FROM proposal AS later WHERE later.outlet = p.outlet AND later.field = p.field
            AND (later.at, later.rowid) > (p.at, p.rowid))
        ORDER BY at`,
      outlet,
    ),
  ])
  return rowsAs(ListingPublic.entries.waiting.item, rows)
}

const proposalJson = `json_object('id', p.id, 'field', p.field, 'value', json(p.value), 'at', p.at, 'state', p.state,
  'reason', p.reason, 'outlet', o.id, 'name', o.name, 'position', json_array(o.lng, o.lat), 'community', c.name,
  'by', (SELECT handle FROM account WHERE id = p.by),
  'current', json(CASE p.field WHEN 'name' THEN json_quote(o.name) WHEN 'type' THEN json_quote(o.type)
    WHEN 'address' THEN json_quote(o.address)
    ELSE CASE o.chain WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE 'null' END END)) AS json`

/** What waits in the reader's area, the oldest first. */
export async function readWaitingProposals(db: D1Database, who: Who) {
  const [rows] = await runBatch(db, [
    statement(
      `SELECT ${proposalJson} FROM proposal AS p JOIN outlet AS o ON o.id = p.outlet
        LEFT JOIN community AS c ON c.code = o.circle
        WHERE p.state = 'waiting' AND ${withinSql(who, 'o.circle', 1)} ORDER BY p.at LIMIT 500`,
      who.area,
    ),
  ])
  return rowsAs(ProposalEntry, rows)
}

const JudgedShape = v.object({
  outlet: v.string(),
  field: ProposalEntry.entries.field,
  state: ProposalEntry.entries.state,
  reason: v.nullable(v.string()),
  value: v.unknown(),
  before: v.unknown(),
  place: v.object({ community: v.nullable(v.string()), subdistrict: v.nullable(v.string()) }),
})

/** A proposal that staff want to judge, and where its outlet stands. */
export type Judged = v.InferOutput<typeof JudgedShape>

/** A proposal that staff want to judge, with where its outlet stands; null when there is none. */
export async function readProposal(db: D1Database, id: string) {
  const [rows] = await runBatch(db, [
    statement(
      `SELECT json_object('outlet', o.id, 'field', p.field, 'state', p.state, 'reason', p.reason, 'value', json(p.value),
          'before', json(coalesce(p.before, 'null')),
          'place', json_object('community', o.circle, 'subdistrict', c.subdistrict)) AS json
        FROM proposal AS p JOIN outlet AS o ON o.id = p.outlet LEFT JOIN community AS c ON c.code = o.circle
        WHERE p.id = ?1`,
      id,
    ),
  ])
  return rowsAs(JudgedShape, rows)[0] ?? null
}

/** What staff decide of a proposal; `waiting` takes an earlier decision back. */
export interface Verdict {
  state: Exclude<ProposalState, 'withdrawn'>
  /** the value that an approved one replaces */
  before: unknown
  reason: string | null
  by: string | null
  at: string | null
}

/** Fails the batch, as {@link beginEdit} does, when a proposal is no longer in the state in which it was read. */
export function requireState(id: string, state: ProposalState): Statement {
  return statement(
    `INSERT INTO outlet_edit (outlet, version)
      SELECT NULL, '' WHERE NOT EXISTS (SELECT 1 FROM proposal WHERE id = ?1 AND state = ?2)`,
    id,
    state,
  )
}

/** Notes the verdict; {@link requireState} goes before it in the same batch. */
export function judge(id: string, verdict: Verdict): Statement {
  return statement(
    'UPDATE proposal SET state = ?2, before = ?3, reason = ?4, judged_by = ?5, judged_at = ?6 WHERE id = ?1',
    id,
    verdict.state,
    verdict.before === undefined ? null : JSON.stringify(verdict.before),
    verdict.reason,
    verdict.by,
    verdict.at,
  )
}

/* ── the history ── */

/**
 * What was done to an outlet, the latest first. A merchant is told the role of staff and not who it was.
 * @param fields those that the reader may set: only what consists of these can be restored
 * @param change only this row
 */
export async function readHistory(
  db: D1Database,
  who: Who,
  outlet: string,
  fields: readonly string[],
  change: number | null = null,
) {
  const [rows] = await runBatch(db, [
    statement(
      `SELECT json_object('id', h.id, 'at', h.at,
          'by', json_object('role', iif(h.import_run IS NULL, coalesce(a.role, h.actor), 'import'), 'handle', CASE WHEN a.id = ?2 OR ?3 THEN a.handle END),
          'before', json(h.before), 'after', json(h.after),
          'restorable', json(iif(coalesce(h.before, '{}') <> '{}' AND h.import_run IS NULL AND NOT EXISTS (
            SELECT 1 FROM json_each(h.before) WHERE key NOT IN (SELECT value FROM json_each(?4))), 'true', 'false'))) AS json
        FROM change AS h LEFT JOIN account AS a ON a.id = h.actor
        WHERE h.subject_kind = 'outlet' AND h.subject = ?1 AND (?5 IS NULL OR h.id = ?5) ORDER BY h.id DESC LIMIT 200`,
      outlet,
      who.account,
      who.role === 'merchant' ? 0 : 1,
      JSON.stringify([...fields, 'hoursText']),
      change,
    ),
  ])
  return rowsAs(HistoryEntry, rows)
}

/* ── the city ── */

/** Where staff may put an outlet: the bounds of the city, and the subdistrict of a community, null when there is none. */
export async function readGround(db: D1Database, community: string | null) {
  const [cities, communities] = await runBatch(db, [
    statement('SELECT west, south, east, north FROM city'),
    statement('SELECT subdistrict FROM community WHERE code = ?1', community),
  ])
  const bounds = v.parse(
    v.object({ west: v.number(), south: v.number(), east: v.number(), north: v.number() }),
    cities?.[0],
  )
  const subdistrict = communities?.[0]?.['subdistrict']
  return { bounds, subdistrict: typeof subdistrict === 'string' ? subdistrict : null }
}

/* ── whose outlets ── */

/** The outlets that a merchant holds. */
export async function readHeldOutlets(db: D1Database, who: Who, today: string) {
  const due = isoOf(dayOfIso(today) - CONFIRM_AFTER_DAYS)
  const [rows] = await runBatch(db, [
    statement(
      `SELECT json_object('id', o.id, 'name', o.name, 'type', o.type, 'status', o.status, 'confirmedAt', o.confirmed_at,
          'confirmDue', json(iif(coalesce(o.confirmed_at, '') <= ?2, 'true', 'false')),
          'waiting', (SELECT count(*) FROM proposal WHERE outlet = o.id AND state = 'waiting')
            + (SELECT count(*) FROM photo WHERE outlet = o.id AND state = 'waiting')) AS json
        FROM holding AS h JOIN outlet AS o ON o.id = h.outlet WHERE h.account = ?1 ORDER BY o.name, o.id`,
      who.account,
      due,
    ),
  ])
  return rowsAs(HeldOutlet, rows)
}
