/**
 * Receipts: whoever has one may follow the case, and nobody else. It is made of the site's secret, the resident and the
 * request's key, so that the same request is told the same one, and it need not be kept; what is kept is a keyed hash.
 */

import * as v from 'valibot'
import { complaintRule, receiptRule } from '../../schema/catalog/complaints.ts'
import type { Limit } from '../../schema/catalog/voice-limits.ts'
import { ReceiptShape } from '../../schema/contract/complaint.ts'
import { type Statement, statement } from '../../schema/statement.ts'
import type { Site } from '../guard/cookie.ts'
import { runBatch } from '../guard/database.ts'
import { type Network, networkOf } from '../guard/network.ts'
import { refuseAbove, waitOf } from '../guard/once.ts'
import { ProblemError, wrongField } from '../guard/problem.ts'
import { keyedHash, keyFor } from '../guard/secret.ts'
import { instant } from '../guard/time.ts'

type Secret = Pick<Env, 'SITE_SECRET'>

/**
 * The receipt of what a resident files under a key.
 * @returns characters of `receiptRule`, without hyphens
 */
export async function receiptFor(env: Secret, resident: string, key: string): Promise<string> {
  const { alphabet, length } = receiptRule
  const hash = await keyedHash(await keyFor(env, 'receipt'), JSON.stringify([resident, key]))
  const bytes = atob(hash.replaceAll('-', '+').replaceAll('_', '/'))
  // Five bits of each byte: 32 characters divide 256 evenly, so that none is likelier than another.
  return [...bytes.slice(0, length)].map((byte) => alphabet[byte.charCodeAt(0) % alphabet.length]).join('')
}

/** A receipt as it is kept. */
export async function keptReceipt(env: Secret, receipt: string): Promise<string> {
  return keyedHash(await keyFor(env, 'receipt-kept'), receipt)
}

/* ── how often a network tries ── */

type Attempt = 'filed' | 'wrong' | 'open311'

/** Counts attempts of a network within a limit's time, as `count` and `first`. */
export function countAttempts(act: Attempt, { hash }: Network, { seconds }: Limit, now: number): Statement {
  return statement(
    'SELECT count(*) AS count, min(at) AS first FROM complaint_attempt WHERE network = ?1 AND act = ?2 AND at > ?3',
    hash,
    act,
    instant(now - seconds * 1_000),
  )
}

/** The same for all networks together. */
export function countAllAttempts(act: Attempt, { seconds }: Limit, now: number): Statement {
  return statement(
    'SELECT count(*) AS count, min(at) AS first FROM complaint_attempt WHERE act = ?1 AND at > ?2',
    act,
    instant(now - seconds * 1_000),
  )
}

export function noteAttempt(act: Attempt, { hash, key }: Network, now: number): Statement {
  return statement(
    'INSERT INTO complaint_attempt (act, network, key, at) VALUES (?1, ?2, ?3, ?4)',
    act,
    hash,
    key,
    instant(now),
  )
}

/** Forgets attempts that no limit looks back to. */
export function discardAttempts(now: number): Statement {
  const { byNetwork, byOpen311, byOpen311InAll, wrongReceipts } = complaintRule
  const longest = Math.max(
    ...[byNetwork, ...byOpen311, ...byOpen311InAll, wrongReceipts].map(({ seconds }) => seconds),
  )
  return statement('DELETE FROM complaint_attempt WHERE at <= ?1', instant(now - longest * 1_000))
}

/**
 * The case whose receipt a request carries.
 * @returns its public number
 * @throws ProblemError `invalid_request` for what is no receipt, `not_found` for one that there is not, `too_many` after
 * too many of those
 */
export async function caseOfReceipt(c: Site, now: number): Promise<string> {
  const typed = v.safeParse(ReceiptShape, c.req.header('Receipt'))
  if (!typed.success) throw wrongField('Receipt', typed.issues[0].message)
  const network = await networkOf(c, now)
  const [wrong, found] = await runBatch(c.env.DB, [
    countAttempts('wrong', network, complaintRule.wrongReceipts, now),
    statement('SELECT id FROM complaint WHERE receipt = ?1', await keptReceipt(c.env, typed.output)),
  ])
  refuseAbove(waitOf(wrong, complaintRule.wrongReceipts, now))
  const id = found?.[0]?.['id']
  if (typeof id === 'string') return id
  await runBatch(c.env.DB, [noteAttempt('wrong', network, now)])
  throw new ProblemError('not_found', { detail: 'There is no case with this receipt.' })
}
