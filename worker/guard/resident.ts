/**
 * Who a resident is: a random token in their browser's cookie, known here only by its keyed hash. No account, no
 * address, nothing that tells who they are (product.md, "Satisfaction").
 */

import { keptFor } from '../../schema/catalog/voice-limits.ts'
import { keepToken, type Site, tokenIn } from './cookie.ts'
import { ProblemError } from './problem.ts'
import { keyedHash, keyFor, randomToken } from './secret.ts'

async function hashOf(env: Env, token: string): Promise<string> {
  return keyedHash(await keyFor(env, 'resident'), token)
}

/** Somebody whom nobody will ever know again: of their token nothing is kept anywhere. */
export function newResident(env: Env): Promise<string> {
  return hashOf(env, randomToken())
}

/** The resident who asks; null for a browser that has never been given a token. */
export async function knownResident(c: Site): Promise<string | null> {
  const token = tokenIn(c, 'resident')
  return token === null ? null : hashOf(c.env, token)
}

/**
 * The resident who asks, for acts that must be theirs: sent again they must come from the same one.
 * @throws ProblemError `no_resident` when the browser has not been given a token, or does not send it back
 */
export async function requireResident(c: Site): Promise<string> {
  const known = await knownResident(c)
  if (known !== null) return known
  throw new ProblemError('no_resident', {
    detail: 'Get a task at /api/challenge first, and send back the cookie that comes with it.',
  })
}

/** Gives a browser without a token one, and lets one with a token keep it for longer. */
export function admitResident(c: Site): void {
  const token = tokenIn(c, 'resident') ?? randomToken()
  keepToken(c, 'resident', token, keptFor.residentCookie)
}
