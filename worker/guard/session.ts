/**
 * Who is signed in: a random token in a cookie, stored only as a keyed hash, with an end that slides as long as it is
 * used. Signing in always makes a new token, so that nobody can be given one beforehand (session fixation).
 */

import * as v from 'valibot'
import { sessionLife, sessionRule } from '../../schema/catalog/account-limits.ts'
import { type Role, roleNames, type SessionStage, sessionStages } from '../../schema/catalog/roles.ts'
import { type Statement, statement } from '../../schema/statement.ts'
import { dropToken, keepToken, type Site, tokenIn } from './cookie.ts'
import { type Rows, runBatch } from './database.ts'
import { keyedHash, keyFor, randomId, randomToken } from './secret.ts'
import { instant } from './time.ts'

/** The account that is signed in, and how. */
export interface Who {
  account: string
  handle: string
  role: Role
  /** code of a division; null for merchants */
  area: string | null
  sample: boolean
  /** identifier of the session */
  session: string
  stage: SessionStage
  /** so lately that factors and accounts may be changed */
  fresh: boolean
}

async function hashOf(c: Site, token: string): Promise<string> {
  return keyedHash(await keyFor(c.env, 'session'), token)
}

/** When a session ends that was begun and last used then: never later than either allows. */
function endOf(role: Role, begun: number, seen: number, stage: SessionStage): number {
  const { idle, most } = sessionLife[role]
  if (stage !== 'full') return begun + sessionRule.secondWithin * 1_000
  return Math.min(begun + most * 1_000, seen + idle * 1_000)
}

/** Logins of the sample city work only where the site has been started for trying it (`SAMPLE_LOGINS`). */
export function takesSamples({ SAMPLE_LOGINS }: Pick<Env, 'SAMPLE_LOGINS'>): boolean {
  return Boolean(SAMPLE_LOGINS)
}

/**
 * Who sends this request; null for nobody. Notes that the session is used, now and then.
 * @throws ProblemError `unavailable` when the site has no secret
 */
export async function readWho(c: Site, now: number): Promise<Who | null> {
  const token = tokenIn(c, 'session')
  if (token === null) return null
  const hash = await hashOf(c, token)
  const [rows] = await runBatch(c.env.DB, [
    statement(
      `SELECT s.id AS session, s.stage, s.created_at, s.seen_at, a.id AS account, a.handle, a.role, a.area, a.sample
        FROM session AS s JOIN account AS a ON a.id = s.account
        WHERE s.token = ?1 AND s.until > ?2 AND a.suspended = 0`,
      hash,
      instant(now),
    ),
  ])
  const [row] = rows ?? []
  if (!row) return null
  const who = whoOf(row, now)
  if (who.sample && !takesSamples(c.env)) return null
  const seen = Date.parse(String(row['seen_at']))
  if (who.stage === 'full' && now - seen >= sessionRule.touchEvery * 1_000) {
    const until = endOf(who.role, Date.parse(String(row['created_at'])), now, who.stage)
    await runBatch(c.env.DB, [
      statement(
        'UPDATE session SET seen_at = ?1, until = ?2 WHERE id = ?3',
        instant(now),
        instant(until),
        who.session,
      ),
    ])
    keepToken(c, 'session', token, Math.round((until - now) / 1_000))
  }
  return who
}

function whoOf(row: Readonly<Record<string, unknown>>, now: number): Who {
  const area = row['area']
  return {
    account: String(row['account']),
    handle: String(row['handle']),
    role: v.parse(v.picklist(roleNames), row['role']),
    area: typeof area === 'string' ? area : null,
    sample: row['sample'] === 1,
    session: String(row['session']),
    stage: v.parse(v.picklist(sessionStages), row['stage']),
    fresh: now - Date.parse(String(row['created_at'])) < sessionRule.freshFor * 1_000,
  }
}

/** What begins a session needs to know of its account. */
export interface Beginning {
  account: string
  role: Role
  stage: SessionStage
}

/**
 * Begins a session in one batch with what goes along with it; the session that the browser had before ends. The browser
 * gets its token only once all of it is stored, so that a failure leaves it with the session that it had.
 * @param along what else is done, before the session begins
 * @returns the rows of each of `along`
 * @throws what the database throws; nothing is stored then
 */
export async function beginSession(
  c: Site,
  { account, role, stage }: Beginning,
  along: readonly Statement[],
  now: number,
): Promise<Rows[]> {
  const token = randomToken()
  const until = endOf(role, now, now, stage)
  const rows = await runBatch(c.env.DB, [
    ...along,
    ...(await removeCurrent(c)),
    statement(
      `INSERT INTO session (id, token, account, stage, device, created_at, seen_at, until)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7)`,
      randomId(),
      await hashOf(c, token),
      account,
      stage,
      deviceOf(c.req.header('User-Agent') ?? ''),
      instant(now),
      instant(until),
    ),
  ])
  keepToken(c, 'session', token, Math.round((until - now) / 1_000))
  return rows.slice(0, along.length)
}

async function removeCurrent(c: Site): Promise<Statement[]> {
  const token = tokenIn(c, 'session')
  return token === null ? [] : [statement('DELETE FROM session WHERE token = ?1', await hashOf(c, token))]
}

/** Ends the session of this browser, if it has one. */
export async function endCurrent(c: Site): Promise<void> {
  const statements = await removeCurrent(c)
  if (statements.length === 0) return
  await runBatch(c.env.DB, statements)
  dropToken(c, 'session')
}

/** Ends all sessions of an account, but for one. */
export function endOthers(account: string, kept: string | null): Statement {
  return statement('DELETE FROM session WHERE account = ?1 AND id IS NOT ?2', account, kept)
}

/** Forgets sessions that have ended. */
export function discardSessions(now: number): Statement {
  return statement('DELETE FROM session WHERE until <= ?1', instant(now))
}

const browsers = [
  [/MicroMessenger/, 'WeChat'],
  [/Edg/, 'Edge'],
  [/HuaweiBrowser/, 'Huawei'],
  [/Firefox/, 'Firefox'],
  [/Chrome/, 'Chrome'],
  [/Safari/, 'Safari'],
] as const
const systems = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/HarmonyOS/, 'HarmonyOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
] as const

/** Enough to tell one's own devices apart, and no more: the kind of browser and system, without any version. */
export function deviceOf(userAgent: string): string {
  const name = (kinds: readonly (readonly [RegExp, string])[]) =>
    kinds.find(([form]) => form.test(userAgent))?.[1]
  return [name(browsers), name(systems)].filter(Boolean).join(' · ') || '?'
}
