/** The SQL of notices. */

import * as v from 'valibot'
import { noticeRule } from '../../schema/catalog/notices.ts'
import { NoticeEntry, type NoticeGiven, NoticePublic, type Notices } from '../../schema/contract/notice.ts'
import { noticeEnds } from '../../schema/rules/notices.ts'
import { type Statement, statement } from '../../schema/statement.ts'
import { type Place, placeOf, withinSql } from '../guard/access.ts'
import { rowsAs, runBatch } from '../guard/database.ts'
import type { Who } from '../guard/session.ts'
import { instant } from '../guard/time.ts'
import { notLoaded } from '../places/store.ts'

const areaOf = (table: string, key: string) =>
  `SELECT json_object('code', code, 'name', name, 'nameEn', name_en) FROM ${table}${key}`
const areaJson = `json(CASE WHEN n.community IS NOT NULL THEN (${areaOf('community', ' WHERE code = n.community')})
  WHEN n.subdistrict IS NOT NULL THEN (${areaOf('subdistrict', ' WHERE code = n.subdistrict')})
  ELSE (${areaOf('city', '')}) END)`
const noticeJson = `'id', n.id, 'area', ${areaJson}, 'kind', n.kind, 'title', n.title, 'text', n.text, 'place', n.place,
  'from', n.from_date, 'fromTime', n.from_time, 'to', n.to_date, 'toTime', n.to_time, 'version', n.version`

/** A public notice with the codes by which it is chosen for a community. */
const Stored = v.strictObject({
  notice: NoticePublic,
  community: v.nullable(v.string()),
  subdistrict: v.nullable(v.string()),
})
const CitySeen = v.object({ revision: v.number(), sample: v.number() })

/** All notices that are not withdrawn and not over at some instant, and which subdistrict each community lies in. */
export interface StoredNotices extends Omit<Notices, 'notices'> {
  stored: v.InferOutput<typeof Stored>[]
  subdistricts: ReadonlyMap<string, string>
}

/**
 * What is current and coming, of one revision.
 * @throws ProblemError `not_loaded` when there is no city
 */
export async function readNotices(db: D1Database): Promise<StoredNotices> {
  const [cities, communities, notices] = await runBatch(db, [
    statement('SELECT revision, sample FROM city'),
    statement('SELECT code, subdistrict FROM community'),
    statement(
      `SELECT json_object('notice', json_object(${noticeJson}), 'community', n.community, 'subdistrict', n.subdistrict) AS json
        FROM notice AS n WHERE n.withdrawn = 0 AND n.ends_at > ?1 ORDER BY n.from_date, n.ends_at, n.id LIMIT 500`,
      instant(Date.now()),
    ),
  ])
  const [city] = cities ?? []
  if (!city) throw notLoaded()
  const { revision, sample } = v.parse(CitySeen, city)
  return {
    revision,
    sample: sample === 1,
    stored: rowsAs(Stored, notices),
    subdistricts: new Map(
      (communities ?? []).map(({ code, subdistrict }) => [String(code), String(subdistrict)]),
    ),
  }
}

/* ── the desk ── */

/** Notices in the reader's area, also those that were over lately, the latest end first. */
export async function readOwnNotices(db: D1Database, who: Who, now: number) {
  const [rows] = await runBatch(db, [
    statement(
      `SELECT json_object(${noticeJson}, 'withdrawn', json(iif(n.withdrawn, 'true', 'false')),
          'by', (SELECT handle FROM account WHERE id = n.by)) AS json
        FROM notice AS n WHERE (${withinSql(who, 'n.community', 1)} OR n.subdistrict = ?1) AND n.ends_at > ?2
        ORDER BY n.ends_at DESC, n.id LIMIT 500`,
      who.area,
      instant(now - noticeRule.keptAtDesk * 86_400_000),
    ),
  ])
  return rowsAs(NoticeEntry, rows)
}

/** The place that a division's code means; null when the city has no such division. */
export async function readArea(db: D1Database, code: string): Promise<Place | null> {
  const [rows] = await runBatch(db, [
    statement(
      `SELECT code AS community, subdistrict FROM community WHERE code = ?1
        UNION ALL SELECT NULL, code FROM subdistrict WHERE code = ?1
        UNION ALL SELECT NULL, NULL FROM city WHERE code = ?1`,
      code,
    ),
  ])
  const [row] = rows ?? []
  return row ? placeOf(row) : null
}

/** Whom a notice is for; null when there is no such notice. */
export async function readNoticePlace(db: D1Database, id: string): Promise<Place | null> {
  const [rows] = await runBatch(db, [
    statement('SELECT community, subdistrict FROM notice WHERE id = ?1', id),
  ])
  const [row] = rows ?? []
  return row ? placeOf(row) : null
}

/** What a notice says, as the history keeps it. */
const toldJson = `json_object('kind', kind, 'title', title, 'text', text, 'place', place, 'from', from_date,
  'fromTime', from_time, 'to', to_date, 'toTime', to_time, 'area', coalesce(community, subdistrict, (SELECT code FROM city)))`

/** Adds a notice. Its row in the history is `noteAct` of what was given. */
export function addNotice(
  id: string,
  { community, subdistrict }: Place,
  given: NoticeGiven,
  by: string,
  version: string,
): Statement {
  return statement(
    `INSERT INTO notice (id, community, subdistrict, kind, title, text, place, from_date, from_time, to_date, to_time,
        ends_at, by, version)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)`,
    id,
    community,
    subdistrict,
    given.kind,
    given.title,
    given.text,
    given.place,
    given.from,
    given.fromTime,
    given.to,
    given.toTime,
    instant(noticeEnds(given)),
    by,
    version,
  )
}

/** What a change of a notice starts from, and what it leads to. */
export interface NoticeVersions {
  before: string
  after: string
}

/** Changes a notice that is still of a version, with its row in the history; the last statement gives a row back then. */
export function changeNotice(
  id: string,
  { community, subdistrict }: Place,
  given: NoticeGiven,
  { account }: Who,
  { before, after }: NoticeVersions,
  now: number,
): Statement[] {
  return [
    statement(
      `INSERT INTO change (at, actor, subject_kind, subject, before, after)
        SELECT ?3, ?4, 'notice', id, ${toldJson}, ?5 FROM notice WHERE id = ?1 AND version = ?2`,
      id,
      before,
      instant(now),
      account,
      JSON.stringify(given),
    ),
    statement(
      `UPDATE notice SET community = ?3, subdistrict = ?4, kind = ?5, title = ?6, text = ?7, place = ?8, from_date = ?9,
          from_time = ?10, to_date = ?11, to_time = ?12, ends_at = ?13, by = ?14, version = ?15
        WHERE id = ?1 AND version = ?2 RETURNING id`,
      id,
      before,
      community,
      subdistrict,
      given.kind,
      given.title,
      given.text,
      given.place,
      given.from,
      given.fromTime,
      given.to,
      given.toTime,
      instant(noticeEnds(given)),
      account,
      after,
    ),
  ]
}

/** Withdraws a notice, or puts it back, with a row in the history; what is so already stays without another. */
export function setWithdrawn(id: string, withdrawn: boolean, { account }: Who, now: number): Statement[] {
  const flag = Number(withdrawn)
  return [
    statement(
      `INSERT INTO change (at, actor, subject_kind, subject, before, after)
        SELECT ?3, ?4, 'notice', id, json_object('withdrawn', json(iif(withdrawn, 'true', 'false'))), ?5
        FROM notice WHERE id = ?1 AND withdrawn <> ?2`,
      id,
      flag,
      instant(now),
      account,
      JSON.stringify({ withdrawn }),
    ),
    statement(
      'UPDATE notice SET withdrawn = ?2, by = ?3 WHERE id = ?1 AND withdrawn <> ?2',
      id,
      flag,
      account,
    ),
  ]
}
