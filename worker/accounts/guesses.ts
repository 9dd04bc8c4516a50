/**
 * Slowing guessers down: a few mistakes are free, then each makes the next try wait twice as long, for what is guessed
 * at and for the network that guesses. A handle that does not exist is slowed down like one that does. A try counts as a
 * mistake until it turns out right, so that many at once get no further than one after the other.
 */

import { guessRule } from '../../schema/catalog/account-limits.ts'
import { type Statement, statement } from '../../schema/statement.ts'
import type { Site } from '../guard/cookie.ts'
import { type Rows, runBatch } from '../guard/database.ts'
import { networkOf } from '../guard/network.ts'
import { ProblemError } from '../guard/problem.ts'
import { keyedHash, keyFor } from '../guard/secret.ts'
import { instant } from '../guard/time.ts'

/** Somebody who tries something that can be guessed; a mistake as long as it is not taken back. */
export interface Attempt {
  id: number
  /** a keyed hash of what is guessed at */
  target: string
}

type Rule = (typeof guessRule)['byHandle' | 'byNetwork']

const targetOf = async (c: Site, what: string) => keyedHash(await keyFor(c.env, 'guess'), what)

/**
 * Lets somebody try, and notes it as a mistake; {@link takeBack} or {@link forgive} once it was none.
 * @param what is guessed at: a handle, `invitation`, …
 * @throws ProblemError `too_many`, with the seconds to wait, as long as there were too many mistakes
 */
export async function mayTry(c: Site, what: string, now: number): Promise<Attempt> {
  const network = await networkOf(c, now)
  const target = await targetOf(c, what)
  const since = instant(now - guessRule.window * 1_000)
  const count = (column: 'target' | 'network', value: string) =>
    statement(
      `SELECT count(*) AS count, max(at) AS last FROM failed_guess WHERE ${column} = ?1 AND at > ?2`,
      value,
      since,
    )
  const [byTarget, byNetwork, noted] = await runBatch(c.env.DB, [
    count('target', target),
    count('network', network.hash),
    statement(
      'INSERT INTO failed_guess (target, network, key, at) VALUES (?1, ?2, ?3, ?4) RETURNING id',
      target,
      network.hash,
      network.key,
      instant(now),
    ),
  ])
  const attempt = { id: Number(noted?.[0]?.['id']), target }
  const wait = Math.max(
    waitOf(byTarget, guessRule.byHandle, now),
    waitOf(byNetwork, guessRule.byNetwork, now),
  )
  if (wait > 0) {
    // Who comes too early has not tried, and is not made to wait for longer.
    await runBatch(c.env.DB, [takeBack(attempt)])
    throw new ProblemError('too_many', {
      detail: `Too many mistakes. Try again in ${wait} seconds.`,
      headers: { 'Retry-After': String(wait) },
    })
  }
  return attempt
}

/** Seconds left of the wait after the last mistake. */
function waitOf(rows: Rows | undefined, { free, firstWait, mostWait }: Rule, now: number): number {
  const count = Number(rows?.[0]?.['count'] ?? 0)
  if (count < free) return 0
  const wait = Math.min(mostWait, firstWait * 2 ** (count - free))
  return Math.max(0, Math.ceil((Date.parse(String(rows?.[0]?.['last'])) + wait * 1_000 - now) / 1_000))
}

/** Takes a try back that was no mistake; those before it stay. */
export function takeBack({ id }: Attempt): Statement {
  return statement('DELETE FROM failed_guess WHERE id = ?1', id)
}

/** Forgets the mistakes of somebody who got it right; those of their network stay, because others guess there, too. */
export function forgive({ target }: Attempt): Statement {
  return statement('DELETE FROM failed_guess WHERE target = ?1', target)
}

/** Forgets the mistakes about something else that whoever got this right need not be held up by any more. */
export async function forgiveAbout(c: Site, what: string): Promise<Statement> {
  return statement('DELETE FROM failed_guess WHERE target = ?1', await targetOf(c, what))
}

/** Forgets mistakes that no wait looks back to. */
export function discardMistakes(now: number): Statement {
  return statement('DELETE FROM failed_guess WHERE at <= ?1', instant(now - guessRule.window * 1_000))
}
