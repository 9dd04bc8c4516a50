import type { ApiFailure } from './api.ts'
import type { Entry } from './outbox-entry.ts'

/** Milliseconds before something is tried again by itself: the first time, doubled after each, at most. */
const pauses = { first: 5_000, most: 5 * 60_000 } as const

/**
 * Milliseconds until the next try by itself.
 * @param failures how often it has failed
 */
export function pauseAfter(failures: number): number {
  return Math.min(pauses.most, pauses.first * 2 ** Math.max(0, failures - 1))
}

/** An entry as it is kept after a try that failed. What found no network may go as soon as there is one. */
export function afterFailure(entry: Entry, failure: ApiFailure): Entry {
  const { problem, retryAfter } = failure
  if (isFinal(failure)) return { ...entry, state: 'refused', problem, notBefore: 0 }
  if (failure.kind === 'offline') return { ...entry, problem, notBefore: 0 }
  return { ...entry, problem, notBefore: Date.now() + pauseOf(entry, problem, retryAfter) }
}

function pauseOf(entry: Entry, problem: ApiFailure['problem'], retryAfter: number | null): number {
  if (retryAfter !== null) return retryAfter * 1_000
  // Signing in wakes it; until then there is no hurry.
  return problem?.code === 'not_signed_in' ? pauses.most : pauseAfter(entry.attempts)
}

/**
 * Whether the worker has refused for good. A server in trouble and one that is asked too often will take it later, and so
 * will one that only wants to know who it is; an answer that is not the worker's own, from a hotel's login page for
 * instance, refuses nothing.
 */
function isFinal({ problem }: ApiFailure): boolean {
  if (problem === null || problem.code === 'not_signed_in') return false
  return problem.status < 500 && problem.status !== 429
}
