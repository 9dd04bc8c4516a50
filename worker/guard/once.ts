/**
 * Taking what a resident sends, once: sent again it is answered as the first time, it costs a proof of work, and it is
 * stored in one batch with its answer or not at all.
 */

import type { Limit } from '../../schema/catalog/voice-limits.ts'
import type { Statement } from '../../schema/statement.ts'
import { givenAnswer, keepAnswer, type Repeatable, readAnswer } from './answered.ts'
import type { Site } from './cookie.ts'
import { isTaken, type Rows, runBatch } from './database.ts'
import { ProblemError } from './problem.ts'
import { keyedHash, keyFor } from './secret.ts'
import { checkWork, type DoneWork, useWork } from './work.ts'

/** What is sent, by whom. */
export interface Sending {
  /** keyed hash of the resident's token */
  resident: string
  /** the request's `Idempotency-Key` */
  key: string
  /** what the request says, as it was validated */
  given: unknown
  /** epoch milliseconds */
  now: number
}

/** How it is taken. */
export interface Taking {
  writes: readonly Statement[]
  /** one row with the answer as JSON in `answer`, its parameters from `?5` on */
  answer: Statement
}

/** The statements that take something: the work is used up first, and the answer is kept last. */
export function takingStatements(
  request: Repeatable,
  now: number,
  work: DoneWork,
  { writes, answer }: Taking,
): Statement[] {
  return [useWork(work), ...writes, keepAnswer(request, now, answer)]
}

/**
 * Takes what is sent.
 * @param reads what must be known first; `decide` is given their rows
 * @param decide how it is taken; throws a ProblemError when it is not
 * @returns the answer as JSON, now or as it was given the first time
 * @throws ProblemError key_reused, what `decide` throws, or what `checkWork` throws; nothing is stored then
 */
export async function takeOnce(
  c: Site,
  { resident, key, given, now }: Sending,
  reads: readonly Statement[],
  decide: (rows: readonly Rows[]) => Taking | Promise<Taking>,
): Promise<string> {
  const { DB } = c.env
  const request: Repeatable = {
    resident,
    key,
    fingerprint: await keyedHash(await keyFor(c.env, 'answered'), JSON.stringify(given)),
  }
  const [before, ...rows] = await runBatch(DB, [readAnswer(request), ...reads])
  const known = givenAnswer(before, request)
  if (known !== null) return known
  // Before anything is done for it: deciding may store photos.
  const work = await checkWork(c.env, c.req.header('Altcha'))
  const taking = await decide(rows)
  try {
    const results = await runBatch(DB, takingStatements(request, now, work, taking))
    return String(results.at(-1)?.[0]?.['answer'])
  } catch (error) {
    return await answerOfTwin(error)
  }

  /** The same request may have come twice at once: whoever was second finds the work used, and the answer given. */
  async function answerOfTwin(error: unknown): Promise<string> {
    const used = isTaken(error, 'challenge_used.nonce')
    if (!used && !isTaken(error, 'answered.resident')) throw error
    const [again] = await runBatch(DB, [readAnswer(request)])
    const twin = givenAnswer(again, request)
    if (twin !== null) return twin
    if (!used) throw error
    throw new ProblemError('work_used', { detail: 'Each task counts once. Get a new one at /api/challenge.' })
  }
}

/**
 * Seconds until there is room within a limit again; 0 when there is now.
 * @param rows one with `count` and, of the `first`, its instant
 */
export function waitOf(rows: Rows | undefined, limit: Limit, now: number): number {
  const [row] = rows ?? []
  if (!row || Number(row['count']) < limit.most) return 0
  const room = Date.parse(String(row['first'])) + limit.seconds * 1_000
  return Math.max(1, Math.ceil((room - now) / 1_000))
}

/**
 * Refuses for as long as there is too much.
 * @param seconds to wait; 0 lets pass
 * @throws ProblemError `too_many`
 */
export function refuseAbove(seconds: number): void {
  if (seconds === 0) return
  throw new ProblemError('too_many', {
    detail: `Try again in ${seconds} seconds. Nothing was stored.`,
    headers: { 'Retry-After': String(seconds) },
  })
}
