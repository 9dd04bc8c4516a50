/**
 * Slowing guessers down: a few mistakes are free, then each makes the next try wait twice as long, for what is guessed
 * at and for the network that guesses. A handle that does not exist is slowed down like one that does.
 */

import { guessRule } from '../../schema/catalog/account-limits.ts'
import { statement } from '../../schema/statement.ts'
import type { Site } from '../guard/cookie.ts'
import { type Rows, runBatch } from '../guard/database.ts'
import { type Network, networkOf } from '../guard/network.ts'
import { ProblemError } from '../guard/problem.ts'
import { keyedHash, keyFor } from '../guard/secret.ts'

/** Somebody who tries something that can be guessed. */
export interface Attempt {
  /** a keyed hash of what is guessed at */
  target: string
  network: Network
  now: number
}

type Rule = (typeof guessRule)['byHandle' | 'byNetwork']

const instant = (now: number) => new Date(now).toISOString()

/**
 * Lets somebody try.
 * @param what is guessed at: a handle, `invitation`, …
 * @throws ProblemError `too_many`, with the seconds to wait, as long as there were too many mistakes
 */
export async function mayTry(c: Site, what: string, now: number): Promise<Attempt> {
  const network = await networkOf(c, now)
  const target = await keyedHash(await keyFor(c.env, 'guess'), what)
  const since = instant(now - guessRule.window * 1_000)
  const count = (column: 'target' | 'network', value: string) =>
    statement(
      `SELECT count(*) AS count, max(at) AS last FROM failed_guess WHERE ${column} = ?1 AND at > ?2`,
      value,
      since,
    )
  const [byTarget, byNetwork] = await runBatch(c.env.DB, [
    count('target', target),
    count('network', network.hash),
  ])
  const wait = Math.max(
    waitOf(byTarget, guessRule.byHandle, now),
    waitOf(byNetwork, guessRule.byNetwork, now),
  )
  if (wait > 0) {
    throw new ProblemError('too_many', {
      detail: `Too many mistakes. Try again in ${wait} seconds.`,
      headers: { 'Retry-After': String(wait) },
    })
  }
  return { target, network, now }
}

/** Seconds left of the wait after the last mistake. */
function waitOf(rows: Rows | undefined, { free, firstWait, mostWait }: Rule, now: number): number {
  const count = Number(rows?.[0]?.['count'] ?? 0)
  if (count < free) return 0
  const wait = Math.min(mostWait, firstWait * 2 ** (count - free))
  return Math.max(0, Math.ceil((Date.parse(String(rows?.[0]?.['last'])) + wait * 1_000 - now) / 1_000))
}

/** Notes a mistake. */
export function noteMistake({ target, network, now }: Attempt) {
  return statement(
    'INSERT INTO failed_guess (target, network, key, at) VALUES (?1, ?2, ?3, ?4)',
    target,
    network.hash,
    network.key,
    instant(now),
  )
}

/** Forgets the mistakes of somebody who got it right; those of their network stay, because others guess there, too. */
export function forgiveMistakes({ target }: Attempt) {
  return statement('DELETE FROM failed_guess WHERE target = ?1', target)
}

/** Forgets mistakes that no wait looks back to. */
export function discardMistakes(now: number) {
  return statement('DELETE FROM failed_guess WHERE at <= ?1', instant(now - guessRule.window * 1_000))
}
