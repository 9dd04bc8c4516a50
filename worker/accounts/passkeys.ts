/**
 * Passkeys (W3C WebAuthn 3): what a device signs in place of a password and a second factor. The library is large and
 * only asked for here.
 */

import { passkeyWithin } from '../../schema/catalog/account-limits.ts'
import type { NewPasskey, PasskeyGiven } from '../../schema/contract/account.ts'
import { type Statement, statement } from '../../schema/statement.ts'
import type { Site } from '../guard/cookie.ts'
import { runBatch } from '../guard/database.ts'
import { ProblemError } from '../guard/problem.ts'
import { instant } from '../guard/time.ts'

const library = () => import('@simplewebauthn/server')

/** The site as WebAuthn knows it: the host it is reached by. */
function partyOf(c: Site): { id: string; origin: string } {
  const { hostname, origin } = new URL(c.req.url)
  return { id: hostname, origin }
}

function keepChallenge(challenge: string, account: string | null, now: number): Statement {
  return statement(
    'INSERT INTO passkey_challenge (challenge, account, until) VALUES (?1, ?2, ?3)',
    challenge,
    account,
    instant(now + passkeyWithin * 1_000),
  )
}

/** Takes a challenge, once: whoever comes second with it finds nothing. */
async function takeChallenge(
  db: D1Database,
  challenge: string,
  account: string | null,
  now: number,
): Promise<boolean> {
  const [rows] = await runBatch(db, [
    statement(
      'DELETE FROM passkey_challenge WHERE challenge = ?1 AND account IS ?2 AND until > ?3 RETURNING challenge',
      challenge,
      account,
      instant(now),
    ),
  ])
  return rows?.length === 1
}

/** Forgets challenges that nobody may answer any more. */
export function discardChallenges(now: number): Statement {
  return statement('DELETE FROM passkey_challenge WHERE until <= ?1', instant(now))
}

/** Options for making a passkey for an account. */
export async function registrationOptions(c: Site, account: { id: string; handle: string }, now: number) {
  const { generateRegistrationOptions } = await library()
  const [rows = []] = await runBatch(c.env.DB, [
    statement('SELECT id FROM passkey WHERE account = ?1', account.id),
  ])
  const options = await generateRegistrationOptions({
    rpName: '一刻钟',
    rpID: partyOf(c).id,
    userName: account.handle,
    userID: Uint8Array.from(new TextEncoder().encode(account.id)),
    timeout: passkeyWithin * 1_000,
    excludeCredentials: rows.map((row) => ({ id: String(row['id']) })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  await runBatch(c.env.DB, [keepChallenge(options.challenge, account.id, now)])
  return options
}

/**
 * Checks a new passkey.
 * @returns the statement that stores it
 * @throws ProblemError `wrong_login` when it was not made for this site, account and challenge
 */
export async function newPasskey(
  c: Site,
  account: string,
  { response, transports, label }: NewPasskey,
  now: number,
): Promise<Statement> {
  const { verifyRegistrationResponse } = await library()
  const party = partyOf(c)
  const result = await verifyRegistrationResponse({
    response,
    expectedChallenge: (challenge) => takeChallenge(c.env.DB, challenge, account, now),
    expectedOrigin: party.origin,
    expectedRPID: party.id,
  }).catch(refuse)
  if (!result.verified) throw new ProblemError('wrong_login')
  const { id, publicKey, counter } = result.registrationInfo.credential
  return statement(
    `INSERT INTO passkey (id, account, public_key, counter, transports, label, created_at)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)`,
    id,
    account,
    Buffer.from(publicKey).toString('base64url'),
    counter,
    JSON.stringify(transports),
    label,
    instant(now),
  )
}

/** Options for signing in with any passkey that the device has for this site. */
export async function loginOptions(c: Site, now: number) {
  const { generateAuthenticationOptions } = await library()
  const options = await generateAuthenticationOptions({
    rpID: partyOf(c).id,
    timeout: passkeyWithin * 1_000,
    userVerification: 'required',
  })
  await runBatch(c.env.DB, [keepChallenge(options.challenge, null, now)])
  return options
}

/**
 * Checks what a device signed.
 * @returns whose passkey it is, and the statement that notes its use
 * @throws ProblemError `wrong_login` when it is nobody's, or not right
 */
export async function signedBy(
  c: Site,
  { response }: PasskeyGiven,
  now: number,
): Promise<{ account: string; noteUse: Statement }> {
  const { verifyAuthenticationResponse } = await library()
  const [rows] = await runBatch(c.env.DB, [
    statement('SELECT account, public_key, counter FROM passkey WHERE id = ?1', response.id),
  ])
  const [row] = rows ?? []
  if (!row) throw new ProblemError('wrong_login')
  const party = partyOf(c)
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response,
    expectedChallenge: (challenge) => takeChallenge(c.env.DB, challenge, null, now),
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    credential: {
      id: response.id,
      publicKey: new Uint8Array(Buffer.from(String(row['public_key']), 'base64url')),
      counter: Number(row['counter']),
    },
  }).catch(refuse)
  if (!verified) throw new ProblemError('wrong_login')
  return {
    account: String(row['account']),
    noteUse: statement(
      'UPDATE passkey SET counter = ?1, used_at = ?2 WHERE id = ?3',
      authenticationInfo.newCounter,
      instant(now),
      response.id,
    ),
  }
}

/** The library throws for whatever is not right; which of it does not matter to whoever tries. */
function refuse(): never {
  throw new ProblemError('wrong_login')
}
