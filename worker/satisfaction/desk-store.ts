/** The SQL of what the desk sees of voices: comments to approve, voices held back, and how many of all wait. */

import { CommentEntry, HeldEntry, InboxPublic } from '../../schema/contract/desk.ts'
import { statement } from '../../schema/statement.ts'
import { type Place, placeOf, withinSql } from '../guard/access.ts'
import { rowsAs, runBatch } from '../guard/database.ts'
import type { Who } from '../guard/session.ts'
import { dayAt } from '../guard/time.ts'
import { isStaleSql, staleSince } from '../listings/stale-store.ts'

/** Most entries that the desk is given of a kind; more come when these are done. */
const MOST = 500

const aboutJson = `'id', v.id, 'subject', json_object('kind', v.kind, 'id', v.subject, 'name', coalesce(o.name, c.name)),
  'grade', v.grade, 'tags', json(v.tags), 'via', v.via, 'at', v.at`
const named = `voice AS v
  LEFT JOIN outlet AS o ON v.kind = 'outlet' AND o.id = v.subject
  LEFT JOIN community AS c ON v.kind = 'circle' AND c.code = v.subject`

/** Comments in the reader's area that nobody has judged, the oldest first. */
export async function readComments(db: D1Database, who: Who) {
  const [rows] = await runBatch(db, [
    statement(
      `SELECT json_object(${aboutJson}, 'comment', v.comment) AS json FROM ${named}
        WHERE v.comment_state = 'waiting' AND ${withinSql(who, 'v.community', 1)} ORDER BY v.at LIMIT ${MOST}`,
      who.area,
    ),
  ])
  return rowsAs(CommentEntry, rows)
}

/** Voices in the reader's area that are held back, the oldest first. */
export async function readHeldVoices(db: D1Database, who: Who) {
  const [rows] = await runBatch(db, [
    statement(
      `SELECT json_object(${aboutJson}, 'reason', v.reason) AS json FROM ${named}
        WHERE v.held = 1 AND ${withinSql(who, 'v.community', 1)} ORDER BY v.at LIMIT ${MOST}`,
      who.area,
    ),
  ])
  return rowsAs(HeldEntry, rows)
}

/** How many of each kind wait in the reader's area. */
export async function readInbox(db: D1Database, who: Who, now: number) {
  const within = (column: string) => withinSql(who, column, 1)
  const [rows] = await runBatch(db, [
    statement(
      `SELECT json_object(
          'proposals', (SELECT count(*) FROM proposal AS p JOIN outlet AS o ON o.id = p.outlet
            WHERE p.state = 'waiting' AND ${within('o.circle')}),
          'comments', (SELECT count(*) FROM voice AS v WHERE v.comment_state = 'waiting' AND ${within('v.community')}),
          'held', (SELECT count(*) FROM voice AS v WHERE v.held = 1 AND ${within('v.community')}),
          'reports', (SELECT count(*) FROM report AS r JOIN outlet AS o ON o.id = r.outlet
            WHERE r.state = 'open' AND ${within('o.circle')}),
          'photos', (SELECT count(*) FROM photo AS p JOIN outlet AS o ON o.id = p.outlet
            WHERE p.state = 'waiting' AND ${within('o.circle')}),
          'replies', (SELECT count(*) FROM reply AS r JOIN voice AS v ON v.id = r.voice
            WHERE r.state = 'waiting' AND ${within('v.community')}),
          'stale', (SELECT count(*) FROM outlet AS o WHERE ${isStaleSql('o', 2)} AND ${within('o.circle')})) AS json`,
      who.area,
      staleSince(dayAt(now)),
    ),
  ])
  const [inbox] = rowsAs(InboxPublic, rows)
  if (!inbox) throw new Error('a query without a table gives one row')
  return inbox
}

/** Where the subject of a voice lies; null when there is no such voice. */
export async function readVoicePlace(db: D1Database, id: string): Promise<Place | null> {
  const [rows] = await runBatch(db, [statement('SELECT community, subdistrict FROM voice WHERE id = ?1', id)])
  return rows?.[0] ? placeOf(rows[0]) : null
}
