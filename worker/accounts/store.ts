/** The SQL of accounts, what they hold, and their invitations. */

import * as v from 'valibot'
import type { InvitationKind, Role } from '../../schema/catalog/roles.ts'
import { AccountEntry, AccountPublic, InvitationEntry, SignedIn } from '../../schema/contract/account.ts'
import { type SqlValue, type Statement, statement } from '../../schema/statement.ts'
import { withinSql } from '../guard/access.ts'
import { rowsAs, runBatch } from '../guard/database.ts'
import type { Who } from '../guard/session.ts'
import { instant } from '../guard/time.ts'

/* ── pieces of JSON that several reads share ── */

/** The area whose code a column holds, as the contract has it; null for merchants. */
const areaJson = (code: string) => `CASE WHEN ${code} IS NOT NULL THEN (
  SELECT json_object('code', code, 'name', name, 'nameEn', name_en) FROM (
    SELECT code, name, name_en FROM community UNION ALL
    SELECT code, name, name_en FROM subdistrict UNION ALL
    SELECT code, name, name_en FROM city
  ) WHERE code = ${code}) END`

const outletsJson = (from: string) =>
  `(SELECT json_group_array(json_object('id', id, 'name', name)) FROM (SELECT o.id, o.name FROM ${from} ORDER BY o.name, o.id))`

const heldBy = (account: string) =>
  outletsJson(`holding AS h JOIN outlet AS o ON o.id = h.outlet WHERE h.account = ${account}`)

const flag = (condition: string) => `json(iif(${condition}, 'true', 'false'))`

/* ── who signs in ── */

/** What signing in must know of an account. */
export interface Login {
  id: string
  handle: string
  role: Role
  password: string | null
  totp: string | null
  totpStep: number | null
  sample: boolean
  passkeys: number
}

const LoginRow = v.object({
  id: v.string(),
  handle: v.string(),
  role: SignedIn.entries.role,
  password: v.nullable(v.string()),
  totp: v.nullable(v.string()),
  totpStep: v.nullable(v.number()),
  sample: v.pipe(
    v.number(),
    v.transform((value) => value === 1),
  ),
  passkeys: v.number(),
})

/** The account that has a handle or an identifier; null for none, and for one that is suspended. */
export async function readLogin(
  db: D1Database,
  by: { handle: string } | { id: string },
): Promise<Login | null> {
  const [column, value] = 'id' in by ? ['id', by.id] : ['handle', by.handle]
  const [rows] = await runBatch(db, [
    statement(
      `SELECT id, handle, role, password, totp, totp_step AS totpStep, sample,
          (SELECT count(*) FROM passkey WHERE account = account.id) AS passkeys
        FROM account WHERE ${column} = ?1 AND suspended = 0`,
      value,
    ),
  ])
  return rows?.[0] ? v.parse(LoginRow, rows[0]) : null
}

/** Who has a handle: identifier, role and area. */
export function readByHandle(handle: string): Statement {
  return statement('SELECT id, role, area FROM account WHERE handle = ?1', handle)
}

/** The account that is signed in, for every page. */
export async function readSignedIn(db: D1Database, account: string) {
  const [rows] = await runBatch(db, [
    statement(
      `SELECT json_object('handle', handle, 'role', role, 'area', json(${areaJson('account.area')}),
          'outlets', json(${heldBy('account.id')}), 'sample', ${flag('sample')}) AS json
        FROM account WHERE id = ?1`,
      account,
    ),
  ])
  return rowsAs(SignedIn, rows)[0] ?? null
}

/** Everything about one's own account. */
export async function readAccount(db: D1Database, who: Who, secondFactorNeeded: boolean) {
  const [rows] = await runBatch(db, [
    statement(
      `SELECT json_object('handle', handle, 'role', role, 'area', json(${areaJson('account.area')}),
          'outlets', json(${heldBy('account.id')}), 'sample', ${flag('sample')},
          'password', ${flag('password IS NOT NULL')}, 'totp', ${flag('totp IS NOT NULL')},
          'secondFactorNeeded', ${flag('?3')},
          'passkeys', (SELECT json_group_array(json_object('id', id, 'label', label, 'createdAt', created_at, 'usedAt', used_at))
            FROM (SELECT * FROM passkey WHERE account = ?1 ORDER BY created_at)),
          'sessions', (SELECT json_group_array(json_object('id', id, 'current', ${flag('id = ?2')}, 'createdAt', created_at,
              'seenAt', seen_at, 'device', device))
            FROM (SELECT * FROM session WHERE account = ?1 ORDER BY seen_at DESC))) AS json
        FROM account WHERE id = ?1`,
      who.account,
      who.session,
      secondFactorNeeded ? 1 : 0,
    ),
  ])
  return rowsAs(AccountPublic, rows)[0] ?? null
}

/* ── what an account is and has ── */

export interface NewAccount {
  id: string
  handle: string
  role: Role
  area: string | null
  password: string | null
}

/** Fails the batch when the handle is taken. */
export function addAccount({ id, handle, role, area, password }: NewAccount, now: number): Statement {
  return statement(
    'INSERT INTO account (id, handle, role, area, password, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)',
    id,
    handle,
    role,
    area,
    password,
    instant(now),
  )
}

export function setPassword(account: string, password: string): Statement {
  return statement('UPDATE account SET password = ?2 WHERE id = ?1', account, password)
}

/** @param sealed null takes it away */
export function setTotp(account: string, sealed: string | null): Statement {
  return statement('UPDATE account SET totp = ?2, totp_step = NULL WHERE id = ?1', account, sealed)
}

/** Notes the step whose code was used; gives no row back when somebody was quicker with the same code. */
export function useTotpStep(account: string, step: number): Statement {
  return statement(
    'UPDATE account SET totp_step = ?2 WHERE id = ?1 AND (totp_step IS NULL OR totp_step < ?2) RETURNING id',
    account,
    step,
  )
}

/** Takes both factors away, for whoever has lost them. */
export function dropFactors(account: string): Statement[] {
  return [setTotp(account, null), statement('DELETE FROM passkey WHERE account = ?1', account)]
}

/** Whether an account has a passkey. */
export async function hasPasskey(db: D1Database, account: string, id: string): Promise<boolean> {
  const [rows] = await runBatch(db, [
    statement('SELECT id FROM passkey WHERE account = ?1 AND id = ?2', account, id),
  ])
  return rows?.length === 1
}

export function removePasskey(account: string, id: string): Statement {
  return statement('DELETE FROM passkey WHERE account = ?1 AND id = ?2', account, id)
}

export function removeSession(account: string, id: string): Statement {
  return statement('DELETE FROM session WHERE account = ?1 AND id = ?2 RETURNING id', account, id)
}

export function setSuspended(account: string, suspended: boolean): Statement[] {
  return [
    statement('UPDATE account SET suspended = ?2 WHERE id = ?1', account, suspended ? 1 : 0),
    ...(suspended ? [statement('DELETE FROM session WHERE account = ?1', account)] : []),
  ]
}

/** Puts an outlet into the hands of an account; null takes it from whoever has it. */
export function setHolder(outlet: string, account: string | null, now: number): Statement {
  return account === null
    ? statement('DELETE FROM holding WHERE outlet = ?1', outlet)
    : statement(
        `INSERT INTO holding (outlet, account, since) VALUES (?1, ?2, ?3)
          ON CONFLICT (outlet) DO UPDATE SET account = excluded.account, since = excluded.since`,
        outlet,
        account,
        instant(now),
      )
}

/* ── what staff see of accounts ── */

/**
 * Where an account belongs: its area, or that of its outlets. One that has none of either is the city office's.
 * @param at the number of the parameter with the reader's area
 */
const accountWithin = (who: Pick<Who, 'role'>, at: number): string =>
  who.role === 'city' || who.role === 'auditor'
    ? `?${at} IS NOT NULL`
    : `(${withinSql(who, 'a.area', at)} OR EXISTS (SELECT 1 FROM holding AS h JOIN outlet AS o ON o.id = h.outlet
        WHERE h.account = a.id AND ${withinSql(who, 'o.circle', at)}))`

/** Accounts in the reader's area. */
export async function readAccounts(db: D1Database, who: Who) {
  const [rows = []] = await runBatch(db, [
    statement(
      `SELECT json_object('id', a.id, 'handle', a.handle, 'role', a.role, 'area', json(${areaJson('a.area')}),
          'outlets', json(${heldBy('a.id')}), 'suspended', ${flag('a.suspended')}, 'sample', ${flag('a.sample')},
          'seenAt', (SELECT max(seen_at) FROM session WHERE account = a.id)) AS json
        FROM account AS a WHERE ${accountWithin(who, 1)} ORDER BY a.role, a.handle`,
      who.area,
    ),
  ])
  return rowsAs(AccountEntry, rows)
}

/** An account that staff want to act on. */
export interface Subject {
  id: string
  handle: string
  role: Role
  area: string | null
  suspended: boolean
  sample: boolean
  /** every community that its area or outlets lie in, with the subdistrict of each */
  places: { community: string | null; subdistrict: string | null }[]
}

const SubjectRow = v.object({
  id: v.string(),
  handle: v.string(),
  role: SignedIn.entries.role,
  area: v.nullable(v.string()),
  suspended: v.boolean(),
  sample: v.boolean(),
  places: v.array(v.object({ community: v.nullable(v.string()), subdistrict: v.nullable(v.string()) })),
})

/** Reads an account that staff want to act on; null when there is none. */
export async function readSubject(db: D1Database, id: string): Promise<Subject | null> {
  const [rows] = await runBatch(db, [
    statement(
      `SELECT json_object('id', a.id, 'handle', a.handle, 'role', a.role, 'area', a.area,
          'suspended', ${flag('a.suspended')}, 'sample', ${flag('a.sample')},
          'places', (SELECT json_group_array(json_object('community', community, 'subdistrict', subdistrict)) FROM (
            SELECT code AS community, subdistrict FROM community WHERE code = a.area
            UNION ALL SELECT NULL, code FROM subdistrict WHERE code = a.area
            UNION ALL SELECT o.circle, c.subdistrict FROM holding AS h JOIN outlet AS o ON o.id = h.outlet
              LEFT JOIN community AS c ON c.code = o.circle WHERE h.account = a.id))) AS json
        FROM account AS a WHERE a.id = ?1`,
      id,
    ),
  ])
  return rowsAs(SubjectRow, rows)[0] ?? null
}

/* ── invitations ── */

export interface NewInvitation {
  id: string
  /** keyed hash of the code */
  code: string
  kind: InvitationKind
  role: Role
  area: string | null
  /** the account that gets a new password */
  account: string | null
  outlets: readonly string[]
  /** account of whoever invites; null for the command line */
  by: string | null
  until: number
}

export function addInvitation(given: NewInvitation, now: number): Statement[] {
  const { id, code, kind, role, area, account, outlets, by, until } = given
  return [
    statement(
      `INSERT INTO invitation (id, code, kind, role, area, account, by, created_at, until)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)`,
      id,
      code,
      kind,
      role,
      area,
      account,
      by,
      instant(now),
      instant(until),
    ),
    ...outlets.map((outlet) =>
      statement('INSERT INTO invitation_outlet (invitation, outlet) VALUES (?1, ?2)', id, outlet),
    ),
  ]
}

const stateSql = (
  now: string,
) => `CASE WHEN i.used_at IS NOT NULL THEN 'used' WHEN i.revoked_at IS NOT NULL THEN 'revoked'
  WHEN i.until <= ${now} THEN 'expired' ELSE 'open' END`

const invitedOutlets = outletsJson(
  'invitation_outlet AS x JOIN outlet AS o ON o.id = x.outlet WHERE x.invitation = i.id',
)

const Invited = v.object({ ...InvitationEntry.entries, account: v.nullable(v.string()) })
export type Invitation = v.InferOutput<typeof Invited>

const invitationJson = (now: string) => `json_object('id', i.id, 'kind', i.kind, 'role', i.role,
  'area', json(${areaJson('i.area')}), 'outlets', json(${invitedOutlets}),
  'handle', (SELECT handle FROM account WHERE id = i.account), 'by', (SELECT handle FROM account WHERE id = i.by),
  'createdAt', i.created_at, 'until', i.until, 'state', ${stateSql(now)}, 'account', i.account) AS json`

/** The invitation with a code, by its keyed hash; null when there is none. */
export async function readInvitation(
  db: D1Database,
  by: { code: string } | { id: string },
  now: number,
): Promise<Invitation | null> {
  const [column, value] = 'id' in by ? ['id', by.id] : ['code', by.code]
  const [rows] = await runBatch(db, [
    statement(
      `SELECT ${invitationJson('?2')} FROM invitation AS i WHERE i.${column} = ?1`,
      value,
      instant(now),
    ),
  ])
  return rowsAs(Invited, rows)[0] ?? null
}

/** Uses an invitation up; fails the batch when it has been used or taken back (a trigger sees to it). */
export function useInvitation(id: string, account: string, now: number): Statement {
  return statement(
    'UPDATE invitation SET used_at = ?3, used_by = ?2 WHERE id = ?1',
    id,
    account,
    instant(now),
  )
}

/** Takes an invitation back; fails the batch when it has been used or taken back already. */
export function revokeInvitation(id: string, now: number): Statement {
  return statement('UPDATE invitation SET revoked_at = ?2 WHERE id = ?1', id, instant(now))
}

/** Puts invited outlets into the hands of an account; fails the batch when somebody has one of them by now. */
export function holdInvited(invitation: string, account: string, now: number): Statement {
  return statement(
    'INSERT INTO holding (outlet, account, since) SELECT outlet, ?2, ?3 FROM invitation_outlet WHERE invitation = ?1',
    invitation,
    account,
    instant(now),
  )
}

/**
 * Invitations in the reader's area, the newest first.
 * @param only the one with this identifier
 */
export async function readInvitations(db: D1Database, who: Who, now: number, only: string | null = null) {
  const within =
    who.role === 'city' || who.role === 'auditor'
      ? '?1 IS NOT NULL'
      : `(${withinSql(who, 'i.area', 1)} OR EXISTS (SELECT 1 FROM invitation_outlet AS x JOIN outlet AS o ON o.id = x.outlet
          WHERE x.invitation = i.id AND ${withinSql(who, 'o.circle', 1)}) OR i.by = ?3)`
  const [rows = []] = await runBatch(db, [
    statement(
      `SELECT ${invitationJson('?2')} FROM invitation AS i WHERE ${within} AND ?3 IS NOT NULL
        AND (?4 IS NULL OR i.id = ?4) ORDER BY i.created_at DESC LIMIT 500`,
      who.area,
      instant(now),
      who.account,
      only,
    ),
  ])
  return rowsAs(Invited, rows)
}

/** Where outlets stand and who has them, for those that exist. */
export async function readOutlets(db: D1Database, ids: readonly string[]) {
  const params: SqlValue[] = [JSON.stringify(ids)]
  const [rows = []] = await runBatch(db, [
    statement(
      `SELECT o.id, o.circle AS community, c.subdistrict, (SELECT account FROM holding WHERE outlet = o.id) AS holder
        FROM outlet AS o LEFT JOIN community AS c ON c.code = o.circle
        WHERE o.id IN (SELECT value FROM json_each(?1))`,
      ...params,
    ),
  ])
  return rows
}

/** The code of the city, which is the area of those who work for all of it. */
export function readCityCode(): Statement {
  return statement('SELECT code FROM city')
}

/** The division that has a code; its kind tells which roles may have it as their area. */
export async function readDivision(db: D1Database, code: string) {
  const [rows] = await runBatch(db, [
    statement(
      `SELECT 'community' AS kind, code AS community, subdistrict FROM community WHERE code = ?1
        UNION ALL SELECT 'subdistrict', NULL, code FROM subdistrict WHERE code = ?1
        UNION ALL SELECT 'city', NULL, NULL FROM city WHERE code = ?1`,
      code,
    ),
  ])
  return rows?.[0] ?? null
}
