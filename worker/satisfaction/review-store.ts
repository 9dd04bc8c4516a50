/**
 * The SQL of what staff do about voices, comments, populations, surveys and the official definition. Each act is a
 * list of statements to run as one batch, with a row in the history of who, when, before and after. An act on what is
 * not there, or is as it should be already, changes nothing and leaves no row.
 */

import type { SatisfiedFrom } from '../../schema/catalog/satisfaction.ts'
import type { Distribution } from '../../schema/rules/satisfaction.ts'
import { type SqlValue, type Statement, statement } from '../../schema/statement.ts'

/** Who of the staff acts, and when. */
export interface StaffAct {
  /** as the history names them: a role or a handle, never a person's name */
  actor: string
  /** ISO 8601 instant, UTC */
  at: string
}

/** A row of the history, for each row of a query for `subject`, `before` and `after`, whose parameters begin at `?4`. */
function history({ actor, at }: StaffAct, kind: string, rows: string, ...params: SqlValue[]): Statement {
  return statement(
    `INSERT INTO change (at, actor, subject_kind, subject, before, after)
      SELECT ?1, ?2, ?3, subject, before, after FROM (${rows})`,
    at,
    actor,
    kind,
    ...params,
  )
}

function review(
  act: StaffAct,
  to: 'cleared' | 'dropped',
  from: string,
  ids: readonly string[],
  reason: string,
): Statement[] {
  const list = JSON.stringify(ids)
  const due = `review IN (${from}) AND withdrawn = 0`
  return [
    history(
      act,
      'voice',
      `SELECT id AS subject, json_object('review', review, 'reason', reason) AS before,
        json_object('review', '${to}', 'reason', ?4) AS after
      FROM voice WHERE id IN (SELECT value FROM json_each(?5)) AND ${due}`,
      reason,
      list,
    ),
    statement(
      `UPDATE voice SET review = '${to}', reason = ?1, changed_at = ?2, changed_by = ?3
        WHERE id IN (SELECT value FROM json_each(?4)) AND ${due}`,
      reason,
      act.at,
      act.actor,
      list,
    ),
  ]
}

/**
 * Lets voices into the measure that were held back, or dropped by mistake.
 * @param reason why, in words; the history keeps it
 */
export function clearVoices(act: StaffAct, ids: readonly string[], reason: string): Statement[] {
  return review(act, 'cleared', "'held', 'dropped'", ids, reason)
}

/**
 * Takes voices out of the measure; their residents see why.
 * @param reason why, in words
 */
export function dropVoices(act: StaffAct, ids: readonly string[], reason: string): Statement[] {
  return review(act, 'dropped', "'none', 'held', 'cleared'", ids, reason)
}

/**
 * Holds voices back again that have been cleared or dropped, for the reason for which they were held. The history knows
 * it; what staff have never held back is left alone.
 */
export function holdAgain(act: StaffAct, ids: readonly string[]): Statement[] {
  const list = JSON.stringify(ids)
  const held = `(SELECT before ->> 'reason' FROM change WHERE subject_kind = 'voice' AND subject = voice.id
    AND before ->> 'review' = 'held' ORDER BY id DESC LIMIT 1)`
  const due = (at: string) =>
    `id IN (SELECT value FROM json_each(${at})) AND review IN ('cleared', 'dropped') AND withdrawn = 0
      AND ${held} IS NOT NULL`
  return [
    history(
      act,
      'voice',
      `SELECT id AS subject, json_object('review', review, 'reason', reason) AS before,
        json_object('review', 'held', 'reason', ${held}) AS after
      FROM voice WHERE ${due('?4')}`,
      list,
    ),
    statement(
      `UPDATE voice SET review = 'held', reason = ${held}, changed_at = ?1, changed_by = ?2 WHERE ${due('?3')}`,
      act.at,
      act.actor,
      list,
    ),
  ]
}

/** A comment as somebody has read it: whoever says something else on the same subject says it at another instant. */
export interface CommentRead {
  /** the voice's identifier */
  id: string
  /** the voice's instant, as {@link readWaitingComments} gives it */
  at: string
}

/**
 * Makes comments public, refuses them, or has them wait again. Only the comment is judged: the grade counts either way.
 * What has been said since it was read is left alone. The history names what was judged by its instant and does not
 * repeat the words, because nothing can be taken back from there.
 * @param reason why one is refused, for the history; null for the others
 */
export function judgeComments(
  act: StaffAct,
  comments: readonly CommentRead[],
  to: 'approved' | 'refused' | 'waiting',
  reason: string | null = null,
): Statement[] {
  const list = JSON.stringify(comments.map(({ id, at }) => ({ id, at })))
  const due = (read: string, state: string) =>
    `(id, at) IN (SELECT value ->> 'id', value ->> 'at' FROM json_each(${read}))
        AND comment IS NOT NULL AND comment_state <> ${state}`
  return [
    history(
      act,
      'voice',
      `SELECT id AS subject, json_object('state', comment_state) AS before,
        json_patch(json_object('state', ?4, 'said', at), json_object('reason', ?6)) AS after
      FROM voice WHERE ${due('?5', '?4')}`,
      to,
      list,
      reason,
    ),
    statement(
      `UPDATE voice SET comment_state = ?1, changed_at = ?2, changed_by = ?3 WHERE ${due('?4', '?1')}`,
      to,
      act.at,
      act.actor,
      list,
    ),
  ]
}

/** How those of these voices stand that there are: as `id`, `at`, `counted`, `review`, `comment_state`. */
export function readReviewed(ids: readonly string[]): Statement {
  return statement(
    `SELECT id, at, counted, review, comment_state FROM voice
      WHERE id IN (SELECT value FROM json_each(?1))`,
    JSON.stringify(ids),
  )
}

/**
 * Which of these an act has changed, as `subject`. The history is written in the same batch, so that it knows also
 * where a batch gives no rows back.
 */
export function readActedOn({ actor, at }: StaffAct, kind: string, ids: readonly string[]): Statement {
  return statement(
    `SELECT subject FROM change WHERE subject_kind = ?1 AND subject IN (SELECT value FROM json_each(?2))
      AND at = ?3 AND actor = ?4`,
    kind,
    JSON.stringify(ids),
    at,
    actor,
  )
}

/** Voices that wait for staff, the oldest first. */
export function readHeld(): Statement {
  return statement(
    `SELECT v.id, v.kind, v.subject, coalesce(o.name, c.name) AS name, v.grade, v.tags, v.reason, v.at
      FROM voice AS v
      LEFT JOIN outlet AS o ON v.kind = 'outlet' AND o.id = v.subject
      LEFT JOIN community AS c ON v.kind = 'circle' AND c.code = v.subject
      WHERE v.held = 1 ORDER BY v.at`,
  )
}

/** Comments that wait for staff, the oldest first. */
export function readWaitingComments(): Statement {
  return statement(
    `SELECT v.id, v.kind, v.subject, coalesce(o.name, c.name) AS name, v.grade, v.comment, v.at
      FROM voice AS v
      LEFT JOIN outlet AS o ON v.kind = 'outlet' AND o.id = v.subject
      LEFT JOIN community AS c ON v.kind = 'circle' AND c.code = v.subject
      WHERE v.comment_state = 'waiting' ORDER BY v.at`,
  )
}

export interface Population {
  community: string
  residents: number
}

/**
 * Enters how many people live in communities; communities that are not named keep what they have.
 * @param source where the numbers come from, such as 第七次人口普查
 */
export function savePopulations(
  act: StaffAct,
  populations: readonly Population[],
  source: string,
): Statement[] {
  const list = JSON.stringify(populations)
  const given = `(SELECT value ->> 'community' AS community, value ->> 'residents' AS residents FROM json_each(?5)) AS g`
  return [
    history(
      act,
      'population',
      `SELECT g.community AS subject,
        iif(p.community IS NULL, NULL, json_object('residents', p.residents, 'source', p.source)) AS before,
        json_object('residents', g.residents, 'source', ?4) AS after
      FROM ${given} LEFT JOIN population AS p ON p.community = g.community
      WHERE p.residents IS NOT g.residents OR p.source IS NOT ?4`,
      source,
      list,
    ),
    statement(
      `INSERT INTO population (community, residents, source)
        SELECT value ->> 'community', value ->> 'residents', ?1 FROM json_each(?2) WHERE true
        ON CONFLICT (community) DO UPDATE SET residents = excluded.residents, source = excluded.source
          WHERE (population.residents, population.source) IS NOT (excluded.residents, excluded.source)`,
      source,
      list,
    ),
  ]
}

/** The communities that there are, to check what is entered against. */
export function readCommunityCodes(): Statement {
  return statement('SELECT code FROM community ORDER BY code')
}

export interface NewSurvey {
  id: string
  /** ISO date */
  date: string
  method: string
  distribution: Distribution
}

/** Enters a sampled survey. */
export function saveSurvey(act: StaffAct, { id, date, method, distribution }: NewSurvey): Statement[] {
  return [
    statement(
      'INSERT INTO survey (id, date, method, g1, g2, g3, g4, g5) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)',
      id,
      date,
      method,
      ...distribution,
    ),
    history(
      act,
      'survey',
      `SELECT id AS subject, NULL AS before,
        json_object('date', date, 'method', method, 'distribution', json_array(g1, g2, g3, g4, g5)) AS after
      FROM survey WHERE id = ?4`,
      id,
    ),
  ]
}

/** Which of these surveys there are, as `id`. */
export function readSurveyIds(ids: readonly string[]): Statement {
  return statement('SELECT id FROM survey WHERE id IN (SELECT value FROM json_each(?1))', JSON.stringify(ids))
}

/**
 * Removes surveys that were entered by mistake.
 * @param reason why, for the history; null where nobody was asked
 */
export function removeSurveys(
  act: StaffAct,
  ids: readonly string[],
  reason: string | null = null,
): Statement[] {
  const list = JSON.stringify(ids)
  return [
    history(
      act,
      'survey',
      `SELECT id AS subject,
        json_patch(json_object('date', date, 'method', method, 'distribution', json_array(g1, g2, g3, g4, g5)),
          json_object('sample', iif(sample, 1, NULL))) AS before,
        iif(?5 IS NULL, NULL, json_object('reason', ?5)) AS after
      FROM survey WHERE id IN (SELECT value FROM json_each(?4))`,
      list,
      reason,
    ),
    statement('DELETE FROM survey WHERE id IN (SELECT value FROM json_each(?1))', list),
  ]
}

/** Brings a survey back that was removed, as the history knows it; one that is there is left alone. */
export function restoreSurvey(act: StaffAct, id: string): Statement[] {
  const removed = `FROM change WHERE id = (SELECT max(id) FROM change WHERE subject_kind = 'survey' AND subject = ?1)
    AND before IS NOT NULL AND NOT EXISTS (SELECT 1 FROM survey WHERE id = ?1)`
  return [
    statement(
      `INSERT INTO survey (id, date, method, g1, g2, g3, g4, g5, sample)
        SELECT ?1, before ->> 'date', before ->> 'method', before ->> '$.distribution[0]', before ->> '$.distribution[1]',
          before ->> '$.distribution[2]', before ->> '$.distribution[3]', before ->> '$.distribution[4]',
          coalesce(before ->> 'sample', 0) ${removed}`,
      id,
    ),
    // The last row of a survey that is there tells of its being entered, unless it has been removed since.
    statement(
      `INSERT INTO change (at, actor, subject_kind, subject, before, after)
        SELECT ?2, ?3, 'survey', ?1, NULL, before FROM change
          WHERE id = (SELECT max(id) FROM change WHERE subject_kind = 'survey' AND subject = ?1)
            AND before IS NOT NULL AND EXISTS (SELECT 1 FROM survey WHERE id = ?1)`,
      id,
      act.at,
      act.actor,
    ),
  ]
}

/** Sets which grades are officially satisfied: 3 and up, or 4 and up. */
export function setSatisfiedFrom(act: StaffAct, from: SatisfiedFrom): Statement[] {
  return [
    history(
      act,
      'setting',
      `SELECT 'satisfied_from' AS subject, json_object('satisfied_from', satisfied_from) AS before,
        json_object('satisfied_from', CAST(?4 AS INTEGER)) AS after FROM satisfaction WHERE satisfied_from <> ?4`,
      from,
    ),
    statement('UPDATE satisfaction SET satisfied_from = ?1 WHERE satisfied_from <> ?1', from),
  ]
}
