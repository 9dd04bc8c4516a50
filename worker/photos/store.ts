/**
 * The SQL of photos. What becomes of one is a list of statements that the caller runs as one batch: who did it goes into
 * the outlet's history first, then the states move, then the outlet takes the text of the photo that shows. Which
 * photo that is, triggers see to (schema/migrations/0006_photos_replies.sql).
 */

import * as v from 'valibot'
import { type PhotoState, photoKept, photoUploads } from '../../schema/catalog/photo-rule.ts'
import { PhotoEntry, PhotoWaiting } from '../../schema/contract/photo.ts'
import { type Statement, statement } from '../../schema/statement.ts'
import { type Place, withinSql } from '../guard/access.ts'
import { type Rows, rowsAs, runBatch } from '../guard/database.ts'
import type { Photo } from '../guard/photo.ts'
import type { Who } from '../guard/session.ts'
import { instant } from '../guard/time.ts'

/** Who does something about a photo, and when. */
export interface PhotoAct {
  /** identifier of the photo */
  id: string
  /** the account */
  actor: string
  /** ISO 8601 instant, UTC */
  at: string
}

/* ── what becomes of a photo ── */

/** Makes room for a photo whose object is about to be stored. */
export function beginPhoto(
  { id, actor, at }: PhotoAct,
  outlet: string,
  key: string,
  { width, height }: Pick<Photo, 'width' | 'height'>,
  text: string | null,
): Statement {
  return statement(
    'INSERT INTO photo (id, key, outlet, width, height, text, by, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)',
    id,
    key,
    outlet,
    width,
    height,
    text,
    actor,
    at,
  )
}

/**
 * Says that a photo which came for nothing goes, if it did: where the answer of the batch that shows it got lost, it is
 * shown, and its object stays. Gives a row when it goes.
 */
export function letArrivingGo(act: PhotoAct): Statement {
  return statement(
    "UPDATE photo SET gone_at = ?2 WHERE id = ?1 AND state = 'arriving' AND gone_at IS NULL RETURNING id",
    act.id,
    act.at,
  )
}

/** Forgets a photo whose object has been taken away. */
export function forgetArriving(id: string): Statement {
  return statement("DELETE FROM photo WHERE id = ?1 AND state = 'arriving'", id)
}

/** Fails the batch, as `beginEdit` of listings does, when a photo is not in this state, or its object has gone. */
function requireState(id: string, state: PhotoState): Statement {
  return statement(
    `INSERT INTO outlet_edit (outlet, version) SELECT NULL, ''
      WHERE NOT EXISTS (SELECT 1 FROM photo WHERE id = ?1 AND state = ?2 AND gone_at IS NULL)`,
    id,
    state,
  )
}

/**
 * A row of the outlet's history. Of a photo that has just arrived it tells which one it takes the place of.
 * @param textAfter SQL for the outlet's text afterwards, where that may change; `p` is the photo
 */
function tell(
  { id, actor, at }: PhotoAct,
  to: PhotoState,
  { textAfter, reason }: { textAfter?: string; reason?: string } = {},
): Statement {
  const before = `'photo', iif(p.state = 'arriving', b.id, p.id), 'state', iif(p.state = 'arriving', b.state, p.state)`
  const [textBefore, text] = textAfter
    ? [", 'photoText', o.photo_text", `, 'photoText', ${textAfter}`]
    : ['', '']
  return statement(
    `INSERT INTO change (at, actor, subject_kind, subject, before, after)
      SELECT ?3, ?2, 'outlet', o.id, json_object(${before}${textBefore}),
        json_object('photo', p.id, 'state', ?4${reason === undefined ? '' : ", 'reason', ?5"}${text})
      FROM photo AS p JOIN outlet AS o ON o.id = p.outlet
        LEFT JOIN photo AS b ON p.state = 'arriving' AND b.outlet = p.outlet AND b.state = ?4
      WHERE p.id = ?1`,
    id,
    actor,
    at,
    to,
    ...(reason === undefined ? [] : [reason]),
  )
}

/** Gives the outlet of a photo the text of the one that shows now. That is an edit: the listing's version moves on. */
function followText({ id, at }: PhotoAct): Statement {
  const shown = "(SELECT text FROM photo AS s WHERE s.outlet = outlet.id AND s.state = 'approved')"
  return statement(
    `UPDATE outlet SET photo_text = ${shown},
        updated_at = max(?2, strftime('%Y-%m-%dT%H:%M:%fZ', updated_at, '+0.001 seconds'))
      WHERE id = (SELECT outlet FROM photo WHERE id = ?1) AND photo_text IS NOT ${shown}`,
    id,
    at,
  )
}

/** Has a photo that has arrived wait for staff, in the place of the one that waits. */
export function havePhotoWait(act: PhotoAct): Statement[] {
  return [
    requireState(act.id, 'arriving'),
    tell(act, 'waiting'),
    statement(
      `UPDATE photo SET state = 'withdrawn', ended_at = ?2
        WHERE outlet = (SELECT outlet FROM photo WHERE id = ?1) AND state = 'waiting'`,
      act.id,
      act.at,
    ),
    statement("UPDATE photo SET state = 'waiting' WHERE id = ?1", act.id),
  ]
}

/** Shows a photo, in the place of the one that shows: sent by staff, approved by them, or brought back. */
export function showPhoto(act: PhotoAct, from: PhotoState): Statement[] {
  const { id, actor, at } = act
  const ofOutlet = "outlet = (SELECT outlet FROM photo WHERE id = ?1) AND state = 'approved'"
  return [
    requireState(id, from),
    tell(act, 'approved', { textAfter: 'p.text' }),
    statement(`UPDATE photo SET former = (SELECT id FROM photo WHERE ${ofOutlet}) WHERE id = ?1`, id),
    statement(`UPDATE photo SET state = 'replaced', ended_at = ?2 WHERE ${ofOutlet}`, id, at),
    statement(
      `UPDATE photo SET state = 'approved', ended_at = NULL,
          judged_by = coalesce(judged_by, ?2), judged_at = coalesce(judged_at, ?3) WHERE id = ?1`,
      id,
      actor,
      at,
    ),
    followText(act),
  ]
}

/** Takes a photo that waits back, or removes the one that shows. */
export function withdrawPhoto(act: PhotoAct, from: 'waiting' | 'approved'): Statement[] {
  return [
    requireState(act.id, from),
    tell(act, 'withdrawn', from === 'approved' ? { textAfter: 'NULL' } : {}),
    statement("UPDATE photo SET state = 'withdrawn', ended_at = ?2 WHERE id = ?1", act.id, act.at),
    ...(from === 'approved' ? [followText(act)] : []),
  ]
}

export function refusePhoto(act: PhotoAct, reason: string): Statement[] {
  return [
    requireState(act.id, 'waiting'),
    tell(act, 'refused', { reason }),
    statement(
      `UPDATE photo SET state = 'refused', reason = ?2, judged_by = ?3, judged_at = ?4, ended_at = ?4 WHERE id = ?1`,
      act.id,
      reason,
      act.actor,
      act.at,
    ),
  ]
}

/** Takes a verdict back: the photo waits again, and the one that it took the place of shows, if it is still kept. */
export function undoVerdict(act: PhotoAct, from: 'approved' | 'refused'): Statement[] {
  const former = "f.id = p.former AND f.state = 'replaced' AND f.gone_at IS NULL"
  const textAfter = `(SELECT f.text FROM photo AS f WHERE ${former})`
  return [
    requireState(act.id, from),
    tell(act, 'waiting', from === 'approved' ? { textAfter } : {}),
    statement(
      `UPDATE photo SET state = 'waiting', reason = NULL, judged_by = NULL, judged_at = NULL, ended_at = NULL
        WHERE id = ?1`,
      act.id,
    ),
    statement(
      `UPDATE photo SET state = 'approved', ended_at = NULL WHERE id = (
        SELECT f.id FROM photo AS p JOIN photo AS f ON ${former} WHERE p.id = ?1)`,
      act.id,
    ),
    statement('UPDATE photo SET former = NULL WHERE id = ?1', act.id),
    ...(from === 'approved' ? [followText(act)] : []),
  ]
}

/* ── reading ── */

/** Counts the photos sent for an outlet lately, as `count` and `first`. */
export function countUploads(outlet: string, now: number): Statement {
  return statement(
    'SELECT count(*) AS count, min(at) AS first FROM photo WHERE outlet = ?1 AND at > ?2',
    outlet,
    instant(now - photoUploads.seconds * 1_000),
  )
}

/** Whether it was staff who removed photo `p`, as SQL: then the merchant does not show it again without them. */
const removedByStaff = `(p.state = 'withdrawn' AND 'merchant' IS NOT (
  SELECT a.role FROM change AS h JOIN account AS a ON a.id = h.actor
    WHERE h.subject_kind = 'outlet' AND h.subject = p.outlet AND h.after ->> 'photo' = p.id ORDER BY h.id DESC LIMIT 1))`

const KnownPhoto = v.object({
  id: v.string(),
  key: v.string(),
  outlet: v.string(),
  state: PhotoEntry.entries.state,
  /** staff have let it show once */
  approved: v.boolean(),
  removedByStaff: v.boolean(),
  place: v.object({ community: v.nullable(v.string()), subdistrict: v.nullable(v.string()) }),
})
export type KnownPhoto = v.InferOutput<typeof KnownPhoto> & { place: Place }

/** A photo that is still kept, and where its outlet stands; null when there is none. */
export async function readPhotoRow(db: D1Database, id: string): Promise<KnownPhoto | null> {
  const [rows] = await runBatch(db, [
    statement(
      `SELECT json_object('id', p.id, 'key', p.key, 'outlet', p.outlet, 'state', p.state,
          'approved', json(iif(p.state <> 'refused' AND p.judged_at IS NOT NULL, 'true', 'false')),
          'removedByStaff', json(iif(${removedByStaff}, 'true', 'false')),
          'place', json_object('community', o.circle, 'subdistrict', c.subdistrict)) AS json
        FROM photo AS p JOIN outlet AS o ON o.id = p.outlet LEFT JOIN community AS c ON c.code = o.circle
        WHERE p.id = ?1 AND p.state <> 'arriving' AND p.gone_at IS NULL`,
      id,
    ),
  ])
  return rowsAs(KnownPhoto, rows)[0] ?? null
}

/** Whether everybody may see the photo of this key. */
export async function isShown(db: D1Database, key: string): Promise<boolean> {
  const [rows] = await runBatch(db, [
    statement("SELECT 1 AS one FROM photo WHERE key = ?1 AND state = 'approved'", key),
  ])
  return rows?.length === 1
}

/** The photos of an outlet that matter to who keeps it, the latest first. */
export async function readPhotosOf(db: D1Database, { role }: Pick<Who, 'role'>, outlet: string) {
  const until = `strftime('%Y-%m-%dT%H:%M:%fZ', p.ended_at, '+${photoKept.ended} seconds')`
  const former = `p.state IN ('withdrawn', 'replaced') AND p.judged_at IS NOT NULL
    ${role === 'merchant' ? `AND NOT ${removedByStaff}` : ''}`
  const [rows] = await runBatch(db, [
    statement(
      `SELECT json_object('id', p.id, 'text', p.text, 'width', p.width, 'height', p.height, 'at', p.at, 'state', p.state,
          'reason', p.reason, 'until', CASE WHEN ${former} THEN ${until} END) AS json
        FROM photo AS p WHERE p.outlet = ?1 AND p.gone_at IS NULL AND (
          p.state IN ('waiting', 'approved') OR ${former} OR p.state = 'refused' AND NOT EXISTS (
            SELECT 1 FROM photo AS later WHERE later.outlet = p.outlet AND later.state <> 'arriving'
              AND (later.at, later.rowid) > (p.at, p.rowid)))
        ORDER BY p.at DESC, p.rowid DESC LIMIT 20`,
      outlet,
    ),
  ])
  return rowsAs(PhotoEntry, rows)
}

/** What waits in the reader's area, the oldest first, at most 500. */
export async function readWaitingPhotos(db: D1Database, who: Who) {
  const picture = (of: string) =>
    `'id', ${of}.id, 'text', ${of}.text, 'width', ${of}.width, 'height', ${of}.height`
  const [rows] = await runBatch(db, [
    statement(
      `SELECT json_object(${picture('p')}, 'outlet', o.id, 'name', o.name, 'community', c.name, 'at', p.at,
          'by', (SELECT handle FROM account WHERE id = p.by),
          'current', iif(s.id IS NULL, NULL, json_object(${picture('s')}))) AS json
        FROM photo AS p JOIN outlet AS o ON o.id = p.outlet LEFT JOIN community AS c ON c.code = o.circle
          LEFT JOIN photo AS s ON s.outlet = p.outlet AND s.state = 'approved'
        WHERE p.state = 'waiting' AND ${withinSql(who, 'o.circle', 1)} ORDER BY p.at LIMIT 500`,
      who.area,
    ),
  ])
  return rowsAs(PhotoWaiting, rows)
}

/* ── the sweep ── */

/** Decides which objects go; from then on none of these photos can be brought back. */
export function markGone(now: number): Statement {
  return statement(
    `UPDATE photo SET gone_at = ?1
      WHERE gone_at IS NULL AND (ended_at <= ?2 OR state = 'arriving' AND at <= ?3)`,
    instant(now),
    instant(now - photoKept.ended * 1_000),
    instant(now - photoKept.arriving * 1_000),
  )
}

/** Photos whose objects are to go and may still be there, as `id` and `key`. */
export function readGone(most: number): Statement {
  return statement('SELECT id, key FROM photo WHERE gone_at IS NOT NULL AND swept = 0 LIMIT ?1', most)
}

/** Notes that objects have gone. What never arrived leaves no row. */
export function noteSwept(rows: Rows): Statement[] {
  const ids = JSON.stringify(rows.map(({ id }) => id))
  const these = 'id IN (SELECT value FROM json_each(?1))'
  return [
    statement(`DELETE FROM photo WHERE ${these} AND state = 'arriving'`, ids),
    statement(`UPDATE photo SET swept = 1 WHERE ${these}`, ids),
  ]
}
