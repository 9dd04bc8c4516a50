/**
 * The SQL of replies to comments. The words of a reply are never in the history: they go when the comment goes
 * (schema/migrations/0006_photos_replies.sql), and nothing of them is left then.
 */

import * as v from 'valibot'
import { replyKeptFor } from '../../schema/catalog/reply-rule.ts'
import { ReplyEntry, type ReplyGiven, ReplyWaiting } from '../../schema/contract/reply.ts'
import { type Statement, statement } from '../../schema/statement.ts'
import { withinSql } from '../guard/access.ts'
import { rowsAs, runBatch } from '../guard/database.ts'
import type { Who } from '../guard/session.ts'
import { instant } from '../guard/time.ts'

/** Who does something about a reply, and when. */
export interface ReplyAct {
  /** identifier of the reply */
  id: string
  /** the account */
  actor: string
  /** ISO 8601 instant, UTC */
  at: string
}

/* ── what becomes of a reply ── */

/** Fails the batch, as `beginEdit` of listings does, when a reply is not in this state. */
function requireState(id: string, state: string): Statement {
  return statement(
    `INSERT INTO outlet_edit (outlet, version) SELECT NULL, ''
      WHERE NOT EXISTS (SELECT 1 FROM reply WHERE id = ?1 AND state = ?2)`,
    id,
    state,
  )
}

/** A row of the history: how a reply stands, to which comment, and never what it says. */
function tell({ id, actor, at }: ReplyAct, to: string, reason: string | null = null): Statement {
  return statement(
    `INSERT INTO change (at, actor, subject_kind, subject, before, after)
      SELECT ?3, ?2, 'reply', r.id, json_object('state', r.state, 'reason', r.reason),
        json_object('state', ?4, 'reason', ?5, 'voice', r.voice, 'outlet', v.subject)
      FROM reply AS r JOIN voice AS v ON v.id = r.voice WHERE r.id = ?1`,
    id,
    actor,
    at,
    to,
    reason,
  )
}

/** A comment of this outlet that everybody can read. */
const publicComment = "v.kind = 'outlet' AND v.comment_state = 'approved' AND v.counted = 1"

/**
 * Has a reply wait for staff, in the place of one that waits or was refused. The last statement gives a row back when
 * there is such a comment with these words.
 */
export function haveReplyWait(
  act: ReplyAct,
  outlet: string,
  voice: string,
  { to, text }: ReplyGiven,
): Statement[] {
  const { id, actor, at } = act
  return [
    statement("DELETE FROM reply WHERE voice = ?1 AND state IN ('waiting', 'refused')", voice),
    statement(
      `INSERT INTO reply (id, voice, text, by, at)
        SELECT ?1, v.id, ?2, ?3, ?4 FROM voice AS v
        WHERE v.id = ?5 AND v.subject = ?6 AND v.comment = ?7 AND ${publicComment}`,
      id,
      text,
      actor,
      at,
      voice,
      outlet,
      to,
    ),
    statement(
      `INSERT INTO change (at, actor, subject_kind, subject, before, after)
        SELECT ?2, ?3, 'reply', id, NULL, json_object('state', 'waiting', 'voice', voice, 'outlet', ?4)
        FROM reply WHERE id = ?1`,
      id,
      at,
      actor,
      outlet,
    ),
    requireState(id, 'waiting'),
  ]
}

/** Takes a reply back, whether it waits, shows or was refused; its words go. */
export function withdrawReply(act: ReplyAct, from: string): Statement[] {
  return [
    requireState(act.id, from),
    tell(act, 'withdrawn'),
    statement('DELETE FROM reply WHERE id = ?1', act.id),
  ]
}

/** Shows a reply in the place of the one that shows. */
export function approveReply(act: ReplyAct): Statement[] {
  const shown = "voice = (SELECT voice FROM reply WHERE id = ?1) AND state = 'approved'"
  return [
    requireState(act.id, 'waiting'),
    tell(act, 'approved'),
    statement(`UPDATE reply SET former = (SELECT id FROM reply WHERE ${shown}) WHERE id = ?1`, act.id),
    statement(`UPDATE reply SET state = 'replaced', judged_at = ?2 WHERE ${shown}`, act.id, act.at),
    judged(act, 'approved', null),
  ]
}

export function refuseReply(act: ReplyAct, reason: string): Statement[] {
  return [requireState(act.id, 'waiting'), tell(act, 'refused', reason), judged(act, 'refused', reason)]
}

function judged({ id, actor, at }: ReplyAct, state: string, reason: string | null): Statement {
  return statement(
    'UPDATE reply SET state = ?2, reason = ?3, judged_by = ?4, judged_at = ?5 WHERE id = ?1',
    id,
    state,
    reason,
    actor,
    at,
  )
}

/** Takes a verdict back: the reply waits again, and the one that it took the place of shows. */
export function undoVerdict(act: ReplyAct, from: 'approved' | 'refused'): Statement[] {
  return [
    requireState(act.id, from),
    tell(act, 'waiting'),
    statement(
      "UPDATE reply SET state = 'waiting', reason = NULL, judged_by = NULL, judged_at = NULL WHERE id = ?1",
      act.id,
    ),
    statement(
      `UPDATE reply SET state = 'approved' WHERE state = 'replaced'
        AND id = (SELECT former FROM reply WHERE id = ?1)`,
      act.id,
    ),
    statement('UPDATE reply SET former = NULL WHERE id = ?1', act.id),
  ]
}

/** Forgets versions that have been replaced for so long that nobody will bring them back. */
export function forgetReplaced(now: number): Statement {
  return statement(
    "DELETE FROM reply WHERE state = 'replaced' AND judged_at <= ?1",
    instant(now - replyKeptFor * 1_000),
  )
}

/* ── reading ── */

/** The reply to a comment on an outlet that waits, or else the one that shows; null when there is neither. */
export async function readLatestWords(db: D1Database, outlet: string, voice: string) {
  const [rows] = await runBatch(db, [
    statement(
      `SELECT json_object('id', id, 'voice', voice, 'text', text, 'at', at, 'state', state, 'reason', reason) AS json
        FROM reply WHERE voice = (SELECT id FROM voice WHERE id = ?1 AND kind = 'outlet' AND subject = ?2)
          AND state IN ('waiting', 'approved') ORDER BY state = 'waiting' DESC LIMIT 1`,
      voice,
      outlet,
    ),
  ])
  return rowsAs(ReplyEntry, rows)[0] ?? null
}

const KnownReply = v.object({
  id: v.string(),
  outlet: v.string(),
  state: ReplyEntry.entries.state,
  place: v.object({ community: v.nullable(v.string()), subdistrict: v.nullable(v.string()) }),
})

/** A reply, and where the outlet stands that gave it; null when there is none. */
export async function readReply(db: D1Database, id: string) {
  const [rows] = await runBatch(db, [
    statement(
      `SELECT json_object('id', r.id, 'outlet', o.id, 'state', r.state,
          'place', json_object('community', o.circle, 'subdistrict', c.subdistrict)) AS json
        FROM reply AS r JOIN voice AS v ON v.id = r.voice JOIN outlet AS o ON o.id = v.subject
          LEFT JOIN community AS c ON c.code = o.circle
        WHERE r.id = ?1`,
      id,
    ),
  ])
  return rowsAs(KnownReply, rows)[0] ?? null
}

/** The replies of an outlet, the latest first. */
export async function readRepliesOf(db: D1Database, outlet: string) {
  const [rows] = await runBatch(db, [
    statement(
      `SELECT json_object('id', r.id, 'voice', r.voice, 'text', r.text, 'at', r.at, 'state', r.state,
          'reason', r.reason) AS json
        FROM voice AS v JOIN reply AS r ON r.voice = v.id
        WHERE v.kind = 'outlet' AND v.subject = ?1 AND r.state <> 'replaced' ORDER BY r.at DESC LIMIT 500`,
      outlet,
    ),
  ])
  return rowsAs(ReplyEntry, rows)
}

/** What waits in the reader's area, the oldest first, at most 500. */
export async function readWaitingReplies(db: D1Database, who: Who) {
  const [rows] = await runBatch(db, [
    statement(
      `SELECT json_object('id', r.id, 'outlet', o.id, 'name', o.name, 'community', c.name, 'at', r.at, 'text', r.text,
          'by', (SELECT handle FROM account WHERE id = r.by),
          'current', (SELECT text FROM reply AS s WHERE s.voice = r.voice AND s.state = 'approved'),
          'grade', v.grade, 'tags', json(v.tags), 'comment', v.comment) AS json
        FROM reply AS r JOIN voice AS v ON v.id = r.voice JOIN outlet AS o ON o.id = v.subject
          LEFT JOIN community AS c ON c.code = o.circle
        WHERE r.state = 'waiting' AND ${withinSql(who, 'o.circle', 1)} ORDER BY r.at LIMIT 500`,
      who.area,
    ),
  ])
  return rowsAs(ReplyWaiting, rows)
}
