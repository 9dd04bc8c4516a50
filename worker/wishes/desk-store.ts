/** The SQL of what staff do about wishes: words that they publish, and projects. Every act leaves a row in the history. */

import * as v from 'valibot'
import type { CommentVerdict } from '../../schema/contract/desk.ts'
import { type ProjectGiven, WhyEntry } from '../../schema/contract/wish.ts'
import { type Statement, statement } from '../../schema/statement.ts'
import { type Place, placeOf, withinSql } from '../guard/access.ts'
import { rowsAs, runBatch } from '../guard/database.ts'
import { expectThat } from '../guard/expectation.ts'
import { noteAct } from '../guard/history.ts'
import type { Who } from '../guard/session.ts'
import { instant } from '../guard/time.ts'
import type { Wanted } from './store.ts'

/** Words in the reader's area that nobody has judged, the oldest first. */
export async function readWhys(db: D1Database, who: Who) {
  const [rows] = await runBatch(db, [
    statement(
      `SELECT json_object('id', s.id, 'community', w.community, 'want', w.want, 'why', s.why, 'at', s.said_at) AS json
        FROM wish_support AS s JOIN wish AS w ON w.id = s.wish
        WHERE s.why_state = 'waiting' AND ${withinSql(who, 'w.community', 1)} ORDER BY s.said_at LIMIT 500`,
      who.area,
    ),
  ])
  return rowsAs(WhyEntry, rows)
}

/** The communities of the reader's area. */
export async function readOwnCommunities(db: D1Database, who: Who): Promise<ReadonlySet<string>> {
  const [rows] = await runBatch(db, [
    statement(`SELECT code FROM community WHERE ${withinSql(who, 'code', 1)}`, who.area),
  ])
  return new Set((rows ?? []).map(({ code }) => String(code)))
}

/** Where the wish lies that some words belong to; null when there are no such words. */
export async function readWhyPlace(db: D1Database, id: string): Promise<Place | null> {
  const [rows] = await runBatch(db, [
    statement(
      `SELECT w.community, c.subdistrict FROM wish_support AS s JOIN wish AS w ON w.id = s.wish
        JOIN community AS c ON c.code = w.community WHERE s.id = ?1`,
      id,
    ),
  ])
  const [row] = rows ?? []
  return row ? placeOf(row) : null
}

/** Judges words as they were read, or takes a verdict back; the last statement gives a row back when it was due. */
export function judgeWhy(id: string, { account }: Who, given: CommentVerdict, now: number): Statement[] {
  const state = { approve: 'approved', refuse: 'refused', undo: 'waiting' }[given.verdict]
  const reason = given.verdict === 'refuse' ? given.reason : null
  const judged = given.verdict !== 'undo'
  const due = 'id = ?1 AND said_at = ?2 AND why IS NOT NULL AND why_state <> ?3'
  return [
    statement(
      `INSERT INTO change (at, actor, subject_kind, subject, before, after)
        SELECT ?4, ?5, 'wish', wish, json_object('state', why_state, 'reason', reason),
          json_object('state', ?3, 'reason', ?6, 'said', said_at) FROM wish_support WHERE ${due}`,
      id,
      given.at,
      state,
      instant(now),
      account,
      reason,
    ),
    statement(
      `UPDATE wish_support SET why_state = ?3, reason = ?4, judged_by = ?5, judged_at = ?6 WHERE ${due} RETURNING id`,
      id,
      given.at,
      state,
      reason,
      judged ? account : null,
      judged ? instant(now) : null,
    ),
  ]
}

/* ── projects ── */

/** A community with what stands above it. */
export interface Above extends Place {
  community: string
  /** code of the city */
  city: string
}

/** The community with this code; null when the city has none. */
export async function readAbove(db: D1Database, code: string): Promise<Above | null> {
  const [rows] = await runBatch(db, [
    statement(
      'SELECT code AS community, subdistrict, (SELECT code FROM city) AS city FROM community WHERE code = ?1',
      code,
    ),
  ])
  const [row] = rows ?? []
  if (!row) return null
  return v.parse(v.object({ community: v.string(), subdistrict: v.string(), city: v.string() }), row)
}

/** The wish for something; null where nobody has wished for it. */
export async function readWishId(db: D1Database, { community, want }: Wanted): Promise<string | null> {
  const [rows] = await runBatch(db, [
    statement('SELECT id FROM wish WHERE community = ?1 AND want = ?2', community, want),
  ])
  const id = rows?.[0]?.['id']
  return typeof id === 'string' ? id : null
}

/** Makes a project of the wish with this id, which is there by then. The batch fails when somebody was quicker. */
export function startProject(
  id: string,
  { community, want }: Wanted,
  project: ProjectGiven,
  by: string,
  now: number,
): Statement[] {
  return [
    expectThat(
      `(SELECT id FROM wish WHERE community = ?1 AND want = ?2) IS ?3
        AND NOT EXISTS (SELECT 1 FROM project WHERE wish = ?3)`,
      community,
      want,
      id,
    ),
    noteAct(by, now, { kind: 'project', id }, null, { community, want, ...project }),
    statement(
      `INSERT INTO project (wish, state, unit, by_date, result, reason, version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)`,
      id,
      project.state,
      project.unit,
      project.by,
      project.result,
      project.reason,
      instant(now),
    ),
  ]
}

/** What a change of a project starts from, and what it leads to. */
export interface ProjectVersions {
  before: string
  after: string
}

/** Changes a project that is still of a version; the last statement gives a row back then. */
export function changeProject(
  id: string,
  project: ProjectGiven,
  { account }: Who,
  { before, after }: ProjectVersions,
  now: number,
): Statement[] {
  return [
    statement(
      `INSERT INTO change (at, actor, subject_kind, subject, before, after)
        SELECT ?3, ?4, 'project', wish, json_object('state', state, 'unit', unit, 'by', by_date, 'result', result,
          'reason', reason), ?5 FROM project WHERE wish = ?1 AND version = ?2`,
      id,
      before,
      instant(now),
      account,
      JSON.stringify(project),
    ),
    statement(
      `UPDATE project SET state = ?3, unit = ?4, by_date = ?5, result = ?6, reason = ?7, version = ?8
        WHERE wish = ?1 AND version = ?2 RETURNING wish`,
      id,
      before,
      project.state,
      project.unit,
      project.by,
      project.result,
      project.reason,
      after,
    ),
  ]
}
