/** The proof of work that a voice costs instead of a puzzle: solved in the background while the person chooses. */

import { solveChallenge, solveChallengeWorkers } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2'
import { proofOfWork } from '../../schema/catalog/voice-limits.ts'
import type { Challenge } from '../../schema/contract/rating.ts'
import { answer, api } from './api.ts'
import { patiently } from './patience.ts'
import SolverWorker from './solver.worker.ts?worker'

interface Proof {
  /** what the `Altcha` header says */
  header: string
  /** epoch milliseconds by this device's clock, which may be wrong; so it is only compared with itself */
  until: number
}

/** Milliseconds that a request may take to arrive. */
const MARGIN = 60_000
const MOST_WORKERS = 4
/** Milliseconds after which a task that has not come is given up; solving one may take as long as it takes. */
const PATIENCE = 10_000

let underWay: Promise<Proof> | null = null

/** Begins to solve a task, unless that was done or is under way. Failing is no matter: it will be tried again. */
export function beginProof(): void {
  if (underWay) return
  const begun = solve()
  underWay = begun
  begun.catch(() => {
    if (underWay === begun) underWay = null
  })
}

/**
 * A solved task for one request; the worker takes each only once.
 * @throws ApiFailure when there is no task to be had
 */
export async function takeProof(): Promise<string> {
  const begun = underWay
  underWay = null
  const ready = await begun?.catch(() => null)
  if (ready && ready.until > Date.now()) return ready.header
  return (await solve()).header
}

async function solve(): Promise<Proof> {
  const until = Date.now() + proofOfWork.validFor * 1_000 - MARGIN
  const challenge: Challenge = await patiently(PATIENCE, (signal) =>
    answer(api.challenge.$get({}, { init: { cache: 'no-store', signal } })),
  )
  const solution = await inWorkers(challenge).catch(() => solveChallenge({ challenge, deriveKey }))
  if (!solution) throw new Error('the proof of work took too long')
  const { counter, derivedKey } = solution
  return { header: btoa(JSON.stringify({ challenge, solution: { counter, derivedKey } })), until }
}

/** Fails where there are no workers, or their file cannot be fetched any more; then the page does it itself. */
function inWorkers(challenge: Challenge): ReturnType<typeof solveChallengeWorkers> {
  return solveChallengeWorkers({
    challenge,
    concurrency: Math.min(MOST_WORKERS, navigator.hardwareConcurrency || 1),
    createWorker: () => new SolverWorker(),
  })
}
