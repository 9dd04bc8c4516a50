/**
 * Proof of work in place of a captcha (ALTCHA, version 2): a task that a phone solves in the background while its
 * owner chooses, and that costs somebody who wants thousands of voices thousands of times as much. The worker signs
 * its tasks and stores none; only the number of a solved one is kept until it would have expired.
 */

import { createChallenge, randomInt, verifySolution } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2'
import * as v from 'valibot'
import { proofOfWork } from '../../schema/catalog/voice-limits.ts'
import { type Challenge, ChallengePublic, SolutionInput } from '../../schema/contract/rating.ts'
import { type Statement, statement } from '../../schema/statement.ts'
import { ProblemError } from './problem.ts'
import { keyFor } from './secret.ts'

async function secrets(env: Env) {
  return {
    hmacSignatureSecret: await keyFor(env, 'work'),
    hmacKeySignatureSecret: await keyFor(env, 'work-key'),
  }
}

/** How many attempts a task takes at most: from the catalog, or what the city has set against an attack. */
function attemptsOf({ WORK_ATTEMPTS }: Env): number {
  const set = Number(WORK_ATTEMPTS)
  return Number.isInteger(set) && set > 0 ? set : proofOfWork.attempts
}

/** A new task. */
export async function newChallenge(env: Env, now: number): Promise<Challenge> {
  const challenge = await createChallenge({
    algorithm: proofOfWork.algorithm,
    cost: proofOfWork.iterations,
    counter: randomInt(attemptsOf(env)),
    deriveKey,
    expiresAt: Math.floor(now / 1_000) + proofOfWork.validFor,
    ...(await secrets(env)),
  })
  return v.parse(ChallengePublic, JSON.parse(JSON.stringify(challenge)))
}

/** A task that was solved, as it is kept so that it is not used again. */
export interface DoneWork {
  nonce: string
  /** ISO 8601 instant from which the task would be refused anyway */
  until: string
}

function parsed(header: string): v.InferOutput<typeof SolutionInput> | null {
  try {
    const result = v.safeParse(SolutionInput, JSON.parse(atob(header)))
    return result.success ? result.output : null
  } catch {
    return null
  }
}

/**
 * Checks the solution that a request carries in its `Altcha` header.
 * @throws ProblemError `work_missing`, `work_wrong` or `work_expired`; the page then asks for a new task
 */
export async function checkWork(env: Env, header: string | undefined): Promise<DoneWork> {
  if (header === undefined) {
    throw new ProblemError('work_missing', {
      detail: 'Get a task at /api/challenge, solve it, and send both as base64 of JSON in the Altcha header.',
    })
  }
  const given = parsed(header)
  if (!given) {
    throw new ProblemError('work_wrong', {
      detail: 'The Altcha header is not base64 of { challenge, solution } as JSON.',
    })
  }
  const { verified, expired } = await verifySolution({ ...given, deriveKey, ...(await secrets(env)) })
  if (expired) throw new ProblemError('work_expired', { detail: 'Get a new task at /api/challenge.' })
  if (!verified) {
    throw new ProblemError('work_wrong', {
      detail:
        'The task is not one of ours, or the solution does not solve it. Get a new task at /api/challenge.',
    })
  }
  const { nonce, expiresAt } = given.challenge.parameters
  return { nonce, until: new Date(expiresAt * 1_000).toISOString() }
}

/** Marks a task as used; fails the batch when it has been. */
export function useWork({ nonce, until }: DoneWork): Statement {
  return statement('INSERT INTO challenge_used (nonce, until) VALUES (?1, ?2)', nonce, until)
}

/** Forgets tasks that have expired. */
export function discardWork(now: number): Statement {
  return statement('DELETE FROM challenge_used WHERE until <= ?1', new Date(now).toISOString())
}
