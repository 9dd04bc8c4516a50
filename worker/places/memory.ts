/**
 * What an isolate remembers between requests, so that most of them need neither the database nor any work.
 * Only plain values are kept, never promises: one request may not wait for what another one fetches.
 */

import { ProblemError } from '../guard/problem.ts'
import { readCity, readRevision } from './store.ts'

/**
 * For how many milliseconds an isolate believes a revision before it asks again. A change is seen at most this much
 * later; in return a crowd of readers costs each isolate one small read a second.
 */
export const REVISION_TRUSTED_MS = 1_000

let known: { revision: number; askedAt: number } | null = null

/**
 * The revision, as it was at most {@link REVISION_TRUSTED_MS} ago. When the database cannot be reached, the last one
 * known: old answers are better than none.
 * @param trusted milliseconds for which it is believed, where somebody can wait longer for a change than for an answer
 * @throws ProblemError `not_loaded` when no city is loaded; what the database throws when none was known
 */
export async function currentRevision(db: D1Database, trusted = REVISION_TRUSTED_MS): Promise<number> {
  const now = Date.now()
  if (known) {
    if (now - known.askedAt < trusted) return known.revision
    known.askedAt = now
  }
  try {
    const { revision } = await readRevision(db)
    known = { revision, askedAt: now }
    return revision
  } catch (error) {
    if (!known || error instanceof ProblemError) {
      known = null
      throw error
    }
    console.error('The revision could not be read; answering with the last one known.', error)
    return known.revision
  }
}

/** A reading function that keeps what it read until the revision moves on. */
export function remembered<T extends { revision: number }>(
  read: (db: D1Database) => Promise<T>,
): (db: D1Database, revision: number) => Promise<T> {
  let kept: T | null = null
  return async (db, revision) => {
    if (kept?.revision === revision) return kept
    const fresh = await read(db)
    kept = fresh
    return fresh
  }
}

/** The city of a revision; one for all who need it. */
export const cityAt = remembered(readCity)
