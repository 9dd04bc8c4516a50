/** The SQL of wishes: what residents say and support, and what everybody may read of it. */

import * as v from 'valibot'
import type { Limit } from '../../schema/catalog/voice-limits.ts'
import { wishRule } from '../../schema/catalog/wishes.ts'
import { NeedPublic, ProjectEvent, WishMine } from '../../schema/contract/wish.ts'
import { type Statement, statement } from '../../schema/statement.ts'
import { rowsAs, runBatch } from '../guard/database.ts'
import type { Network } from '../guard/network.ts'
import { dayAt, instant } from '../guard/time.ts'
import { notLoaded } from '../places/store.ts'

const since = (now: number, { seconds }: Limit) => instant(now - seconds * 1_000)

/* ── before one is taken ── */

/** Counts what a resident has supported within the limit's time, as `count` and `first`. */
export function readByResident(resident: string, now: number): Statement {
  return statement(
    'SELECT count(*) AS count, min(at) AS first FROM wish_support WHERE resident = ?1 AND at > ?2',
    resident,
    since(now, wishRule.byResident),
  )
}

/** Counts what has come from a network within the limit's time. */
export function readByNetwork({ hash }: Network, now: number): Statement {
  return statement(
    'SELECT count(*) AS count, min(at) AS first FROM wish_mark WHERE network = ?1 AND at > ?2',
    hash,
    since(now, wishRule.byNetwork),
  )
}

/** Counts what has come from a network for one wish within the limit's time. */
export function readByNetworkOnWish({ hash }: Network, { community, want }: Wanted, now: number): Statement {
  return statement(
    `SELECT count(*) AS count, min(m.at) AS first FROM wish_mark AS m JOIN wish AS w ON w.id = m.wish
      WHERE m.network = ?1 AND w.community = ?2 AND w.want = ?3 AND m.at > ?4`,
    hash,
    community,
    want,
    since(now, wishRule.byNetworkOnWish),
  )
}

/** One row when there is such a community. */
export function readCommunity(code: string): Statement {
  return statement('SELECT 1 AS one FROM community WHERE code = ?1', code)
}

/** What is wanted where: there is one wish for it at most. */
export interface Wanted {
  community: string
  want: string
}

/** What a wish is for; null when there is no such wish. */
export async function readWanted(db: D1Database, id: string): Promise<Wanted | null> {
  const [rows] = await runBatch(db, [statement('SELECT community, want FROM wish WHERE id = ?1', id)])
  const [row] = rows ?? []
  return row ? { community: String(row['community']), want: String(row['want']) } : null
}

/* ── taking one ── */

/** Makes the wish, unless somebody has made it before. */
export function addWish(id: string, { community, want }: Wanted, now: number): Statement {
  return statement(
    `INSERT INTO wish (id, community, want, at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (community, want) DO NOTHING`,
    id,
    community,
    want,
    instant(now),
  )
}

/**
 * Supports a wish. Who supports it already changes nothing but their words, where they give others; those wait anew.
 * @param why null leaves what was said before
 */
export function addSupport(
  id: string,
  resident: string,
  { community, want }: Wanted,
  why: string | null,
  now: number,
): Statement {
  return statement(
    `INSERT INTO wish_support (id, wish, resident, why, why_state, at, said_at)
      SELECT ?1, id, ?2, ?3, iif(?3 IS NULL, 'none', 'waiting'), ?4, ?4 FROM wish WHERE community = ?5 AND want = ?6
      ON CONFLICT (wish, resident) DO UPDATE SET why = excluded.why, why_state = excluded.why_state,
        said_at = excluded.said_at, reason = NULL, judged_by = NULL, judged_at = NULL
        WHERE excluded.why IS NOT NULL AND excluded.why IS NOT wish_support.why`,
    id,
    resident,
    why,
    instant(now),
    community,
    want,
  )
}

/** Remembers that something has come from a network, and not from whom. */
export function markNetwork({ hash, key }: Network, { community, want }: Wanted, now: number): Statement {
  return statement(
    'INSERT INTO wish_mark (network, wish, at, key) SELECT ?1, id, ?2, ?3 FROM wish WHERE community = ?4 AND want = ?5',
    hash,
    instant(now),
    key,
    community,
    want,
  )
}

/** One row with the wish as `answer`; parameters from `?5` on. */
export function wishAsAnswer({ community, want }: Wanted): Statement {
  return {
    sql: `SELECT json_object('id', id, 'community', community, 'want', want) AS answer FROM wish WHERE community = ?5 AND want = ?6`,
    params: [community, want],
  }
}

/** Takes a support back, and the words with it; gives a row back when there was one. */
export function withdrawSupport(wish: string, resident: string): Statement {
  return statement('DELETE FROM wish_support WHERE wish = ?1 AND resident = ?2 RETURNING id', wish, resident)
}

/* ── what is kept for a while only ── */

/** Forgets from which networks wishes came, once no limit looks back as far. */
export function discardWishMarks(now: number): Statement {
  return statement(
    'DELETE FROM wish_mark WHERE at <= ?1',
    instant(now - Math.max(wishRule.byNetwork.seconds, wishRule.byNetworkOnWish.seconds) * 1_000),
  )
}

/** Erases words that were refused so long ago that nobody takes it back any more. */
export function eraseRefusedWhys(now: number): Statement {
  return statement(
    "UPDATE wish_support SET why = NULL WHERE why_state = 'refused' AND why IS NOT NULL AND judged_at <= ?1",
    instant(now - wishRule.refusedFor * 86_400_000),
  )
}

/* ── reading ── */

/** What a resident wishes, the latest first. */
export async function readMine(db: D1Database, resident: string) {
  const [rows] = await runBatch(db, [
    statement(
      `SELECT json_object('id', w.id, 'community', w.community, 'want', w.want, 'why', s.why, 'whyState', s.why_state,
          'reason', s.reason) AS json
        FROM wish_support AS s JOIN wish AS w ON w.id = s.wish WHERE s.resident = ?1 ORDER BY s.at DESC`,
      resident,
    ),
  ])
  return rowsAs(WishMine, rows)
}

/**
 * The revisions of the city and of wishes, apart.
 * @throws ProblemError `not_loaded` when there is no city
 */
export async function readRevisions(db: D1Database): Promise<{ city: number; wishes: number }> {
  const [rows] = await runBatch(db, [
    statement('SELECT city.revision AS city, wishes.revision AS wishes FROM city, wishes'),
  ])
  const [row] = rows ?? []
  if (!row) throw notLoaded()
  return v.parse(v.object({ city: v.number(), wishes: v.number() }), row)
}

const projectColumns = (
  table: string,
) => `'state', ${table}.state, 'unit', ${table}.unit, 'by', ${table}.by_date,
  'result', ${table}.result, 'reason', ${table}.reason`

const { id, community, want, supporters, whys, project } = NeedPublic.entries
const Stored = v.object({ id, community, want, supporters, whys, project, at: v.string() })

/** A wish as it is stored, or the place of one that nobody has made. */
export type StoredWish = Omit<v.InferOutput<typeof Stored>, 'at'> & { since: string | null }

/** All wishes, of one revision. */
export async function readWishes(db: D1Database): Promise<{ revision: number; wishes: StoredWish[] }> {
  const [revisions, rows] = await runBatch(db, [
    statement('SELECT revision FROM wishes'),
    statement(
      `SELECT json_object('id', w.id, 'community', w.community, 'want', w.want, 'at', w.at, 'supporters', w.supporters,
          'whys', (SELECT count(*) FROM wish_support AS s WHERE s.wish = w.id AND s.why_state = 'approved'),
          'project', iif(p.wish IS NULL, NULL, json_object(${projectColumns('p')}, 'version', p.version))) AS json
        FROM wish AS w LEFT JOIN project AS p ON p.wish = w.id ORDER BY w.community, w.want`,
    ),
  ])
  return {
    revision: Number(revisions?.[0]?.['revision']),
    wishes: rowsAs(Stored, rows).map(({ at, ...wish }) => ({ ...wish, since: dayAt(Date.parse(at)) })),
  }
}

/** What people say of a wish as far as it is public, and the history of its project; both the latest first. */
export async function readTold(db: D1Database, wish: string) {
  const [said, events] = await runBatch(db, [
    statement(
      `SELECT json_object('at', said_at, 'text', why) AS json FROM wish_support
        WHERE wish = ?1 AND why_state = 'approved' ORDER BY said_at DESC, id LIMIT ${wishRule.whysShown}`,
      wish,
    ),
    statement(
      `SELECT json_object(${projectColumns('e')}, 'at', e.at) AS json FROM project_event AS e WHERE e.wish = ?1
        ORDER BY e.id DESC`,
      wish,
    ),
  ])
  const Said = v.object({ at: v.string(), text: v.string() })
  return {
    whys: rowsAs(Said, said).map(({ at, text }) => ({ on: dayAt(Date.parse(at)), text })),
    history: rowsAs(ProjectEvent, events),
  }
}
