/**
 * The SQL of voices. What changes a voice is a list of statements that the caller runs as one batch; triggers in the
 * database keep the counts and the history (schema/migrations/0002_satisfaction.sql).
 */

import { type HoldReason, type Limit, voiceLimits } from '../../schema/catalog/voice-limits.ts'
import type { RatingGiven, Subject } from '../../schema/contract/rating.ts'
import { windowStart } from '../../schema/rules/satisfaction.ts'
import { type SqlValue, type Statement, statement } from '../../schema/statement.ts'
import type { Rows } from '../guard/database.ts'
import type { Network } from '../guard/network.ts'
import { dayAt, instant } from '../guard/time.ts'

/** Who says something, on what, and when. */
export interface Act {
  /** keyed hash of the resident's token */
  resident: string
  subject: Subject
  /** epoch milliseconds */
  now: number
}

const since = (now: number, { seconds }: Limit) => instant(now - seconds * 1_000)

/** A voice `v` as its resident sees it: `Rating` of the contract. */
const ratingJson = `json_object(
  'subject', json_object('kind', v.kind, 'id', v.subject),
  'grade', v.grade,
  'tags', json(v.tags),
  'comment', v.comment,
  'commentState', v.comment_state,
  'state', CASE WHEN v.review IN ('held', 'dropped') THEN v.review ELSE 'counted' END,
  'holdReason', CASE v.review WHEN 'held' THEN v.reason END,
  'dropReason', CASE v.review WHEN 'dropped' THEN v.reason END,
  'at', v.at)`

/* ── before a voice is taken ── */

/** Where a subject stands. */
export interface Standing {
  /** closed for good: nobody can have been there of late */
  closed: boolean
  community: string | null
  subdistrict: string | null
}

/** {@link standingOf} reads its rows. */
export function readStanding({ kind, id }: Subject): Statement {
  return kind === 'outlet'
    ? statement(
        `SELECT status = 'closed' AS closed, circle AS community,
          (SELECT subdistrict FROM community WHERE code = outlet.circle) AS subdistrict
        FROM outlet WHERE id = ?1`,
        id,
      )
    : statement('SELECT 0 AS closed, code AS community, subdistrict FROM community WHERE code = ?1', id)
}

/**
 * @param rows of {@link readStanding}
 * @returns null when there is no such subject
 */
export function standingOf(rows: Rows | undefined): Standing | null {
  const [row] = rows ?? []
  if (!row) return null
  const text = (value: unknown) => (typeof value === 'string' ? value : null)
  return {
    closed: row['closed'] === 1,
    community: text(row['community']),
    subdistrict: text(row['subdistrict']),
  }
}

/** Counts what a resident has done within a limit's time; {@link waitOf} reads its rows. */
export function readActs({ resident, now }: Act, limit: Limit): Statement {
  return statement(
    `SELECT count(*) AS count, min(at) AS first FROM voice_event
      WHERE resident = ?1 AND at > ?2 AND actor = 'resident'`,
    resident,
    since(now, limit),
  )
}

/** Counts the voices from a network within a limit's time; {@link waitOf} reads its rows. */
export function readMarks({ hash }: Network, { now }: Act, limit: Limit): Statement {
  return statement(
    'SELECT count(*) AS count, min(at) AS first FROM network_mark WHERE network = ?1 AND at > ?2',
    hash,
    since(now, limit),
  )
}

/* ── taking a voice ── */

/**
 * Stores a voice, or replaces the one that this resident has on this subject. One that was held or dropped stays
 * under review; a comment that staff have seen need not be seen again unless its words change.
 * @param id of a new one
 * @param by as the history names it: while a complaint binds a voice, the database refuses what a resident says
 */
export function saveVoice(
  { resident, subject, now }: Act,
  { grade, tags, comment, via }: Omit<RatingGiven, 'subject'>,
  { community, subdistrict }: Standing,
  id: string,
  by: 'resident' | 'complaint' = 'resident',
): Statement {
  return statement(
    `INSERT INTO voice (id, kind, subject, resident, grade, tags, comment, comment_state, community, subdistrict,
        day, recent, at, changed_at, changed_by, via)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, CASE WHEN ?7 IS NULL THEN 'none' ELSE 'waiting' END, ?8, ?9,
        ?10, 1, ?11, ?11, ?12, ?13)
      ON CONFLICT (resident, kind, subject) DO UPDATE SET
        grade = excluded.grade,
        tags = excluded.tags,
        comment = excluded.comment,
        via = excluded.via,
        comment_state = CASE WHEN excluded.comment IS voice.comment THEN voice.comment_state
          ELSE excluded.comment_state END,
        withdrawn = 0,
        reason = CASE voice.review WHEN 'dropped' THEN '${'dropped_before' satisfies HoldReason}' ELSE voice.reason END,
        review = CASE voice.review WHEN 'dropped' THEN 'held' ELSE voice.review END,
        community = excluded.community,
        subdistrict = excluded.subdistrict,
        day = excluded.day,
        recent = 1,
        at = excluded.at,
        changed_at = excluded.changed_at,
        changed_by = excluded.changed_by`,
    id,
    subject.kind,
    subject.id,
    resident,
    grade,
    JSON.stringify(tags),
    comment,
    community,
    subdistrict,
    dayAt(now),
    instant(now),
    by,
    via,
  )
}

/** Remembers from which network a voice came, for as long as the network's key is kept. */
export function markNetwork({ resident, subject, now }: Act, { hash, key }: Network): Statement {
  return statement(
    `INSERT INTO network_mark (network, voice, kind, subject, at, key)
      SELECT ?1, id, kind, subject, ?2, ?3 FROM voice WHERE resident = ?4 AND kind = ?5 AND subject = ?6
      ON CONFLICT (network, voice) DO UPDATE SET at = excluded.at`,
    hash,
    instant(now),
    key,
    resident,
    subject.kind,
    subject.id,
  )
}

/**
 * Holds all voices of a group back once there are more than its limit allows: also those that came before it was one
 * too many, because they are as suspicious as the last. Voices that staff have cleared stay so.
 * @param group a query for the identifiers of its voices, with its parameters from `?5` on
 */
function holdGroup(
  reason: HoldReason,
  limit: Limit,
  now: number,
  group: string,
  params: SqlValue[],
): Statement {
  return statement(
    `UPDATE voice SET review = 'held', reason = ?1, changed_at = ?2, changed_by = 'system'
      WHERE review = 'none' AND id IN (
        SELECT voice FROM (${group}) WHERE (SELECT count(*) FROM (${group} LIMIT ?3 + 1)) > ?3)`,
    reason,
    instant(now),
    limit.most,
    since(now, limit),
    ...params,
  )
}

/** Holds back what has become suspicious with this voice (schema/catalog/voice-limits.ts). */
export function holdSuspicious({ subject, now }: Act, { hash }: Network): Statement[] {
  const { networkFlood, networkOnSubject, subjectBurst } = voiceLimits
  const marks = 'SELECT voice FROM network_mark WHERE network = ?5'
  return [
    holdGroup('network_flood', networkFlood, now, `${marks} AND at > ?4`, [hash]),
    ...networkOnSubject.map((limit) =>
      holdGroup('network_on_subject', limit, now, `${marks} AND kind = ?6 AND subject = ?7 AND at > ?4`, [
        hash,
        subject.kind,
        subject.id,
      ]),
    ),
    ...subjectBurst.map((limit) =>
      holdGroup(
        'subject_burst',
        limit,
        now,
        'SELECT id AS voice FROM voice WHERE kind = ?5 AND subject = ?6 AND at > ?4',
        [subject.kind, subject.id],
      ),
    ),
  ]
}

/** Takes a voice back, and the words with it. Nothing happens when there is none or it has been taken back. */
export function withdrawVoice({ resident, subject, now }: Act): Statement {
  return statement(
    `UPDATE voice SET withdrawn = 1, comment = NULL, comment_state = 'none', changed_at = ?1, changed_by = 'resident'
      WHERE resident = ?2 AND kind = ?3 AND subject = ?4 AND withdrawn = 0`,
    instant(now),
    resident,
    subject.kind,
    subject.id,
  )
}

/** Lets voices go that have left the rolling period. Each does so once; nothing is done when none has. */
export function expireVoices(now: number): Statement {
  return statement('UPDATE voice SET recent = 0 WHERE recent = 1 AND day < ?1', windowStart(dayAt(now)))
}

/* ── reading one's own ── */

/** One row with the resident's voice on the subject, without its words, as `answer`; parameters from `?5` on. */
export function voiceAsAnswer({ resident, subject }: Act): Statement {
  return {
    sql: `SELECT json_set(${ratingJson}, '$.comment', NULL) AS answer FROM voice AS v WHERE v.resident = ?5 AND v.kind = ?6 AND v.subject = ?7`,
    params: [resident, subject.kind, subject.id],
  }
}

/** The voices of a resident as `rating`, the latest first. */
export function readMine(resident: string): Statement {
  return statement(
    `SELECT ${ratingJson} AS rating FROM voice AS v WHERE v.resident = ?1 AND v.withdrawn = 0 ORDER BY v.at DESC`,
    resident,
  )
}

/** Whether a resident has ever had a voice on a subject, as `known`. */
export function readKnown({ resident, subject }: Act): Statement {
  return statement(
    'SELECT count(*) AS known FROM voice WHERE resident = ?1 AND kind = ?2 AND subject = ?3',
    resident,
    subject.kind,
    subject.id,
  )
}
