/** `POST /api/ratings`: everything that is asked before a voice is taken, and taking it, in one batch. */

import type { Context } from 'hono'
import { voiceLimits } from '../../schema/catalog/voice-limits.ts'
import type { Rating, RatingGiven } from '../../schema/contract/rating.ts'
import type { Statement } from '../../schema/statement.ts'
import { givenAnswer, keepAnswer, type Repeatable, readAnswer } from '../guard/answered.ts'
import { isTaken, type Rows, runBatch } from '../guard/database.ts'
import { type Network, networkOf } from '../guard/network.ts'
import { ProblemError } from '../guard/problem.ts'
import { requireResident } from '../guard/resident.ts'
import { keyedHash, keyFor, randomId } from '../guard/secret.ts'
import { checkWork, type DoneWork, useWork } from '../guard/work.ts'
import {
  type Act,
  expireVoices,
  holdSuspicious,
  markNetwork,
  readActs,
  readMarks,
  readStanding,
  type Standing,
  saveVoice,
  standingOf,
  voiceAsAnswer,
  waitOf,
} from './store.ts'

/**
 * Takes a voice.
 * @param key the request's `Idempotency-Key`; the same request with the same key is answered as the first time
 * @returns the voice as it is stored
 * @throws ProblemError no_resident, not_found, too_many, key_reused, or what `checkWork` throws; nothing is stored then
 */
export async function takeVoice(
  c: Context<{ Bindings: Env }>,
  given: RatingGiven,
  key: string,
): Promise<Rating> {
  const { DB } = c.env
  const now = Date.now()
  const act: Act = { resident: await requireResident(c), subject: given.subject, now }
  const network = await networkOf(c, now)
  const request: Repeatable = {
    resident: act.resident,
    key,
    fingerprint: await keyedHash(await keyFor(c.env, 'answered'), JSON.stringify(given)),
  }

  const [before, place, marks, ...acts] = await runBatch(DB, [
    readAnswer(request),
    readStanding(given.subject),
    readMarks(network, act, voiceLimits.network),
    ...voiceLimits.resident.map((limit) => readActs(act, limit)),
  ])
  const known = givenAnswer(before, request)
  if (known !== null) return ratingOf(known, given)
  const standing = standingOf(place)
  if (!standing) throw new ProblemError('not_found', { detail: `There is no such ${given.subject.kind}.` })
  if (standing.closed) throw new ProblemError('not_found', { detail: 'The outlet has closed for good.' })
  refuseAbove(
    Math.max(
      waitOf(marks, voiceLimits.network, now),
      ...voiceLimits.resident.map((limit, at) => waitOf(acts[at], limit, now)),
    ),
  )
  const work = await checkWork(c.env, c.req.header('Altcha'))

  let rows: Rows[]
  try {
    rows = await runBatch(DB, voiceStatements(act, given, standing, network, work, request))
  } catch (error) {
    return await answerOfTwin(error)
  }
  return ratingOf(String(rows.at(-1)?.[0]?.['answer']), given)

  /** The same request may have come twice at once: whoever was second finds the work used, and the answer given. */
  async function answerOfTwin(error: unknown): Promise<Rating> {
    const used = isTaken(error, 'challenge_used.nonce')
    if (!used && !isTaken(error, 'answered.resident')) throw error
    const [again] = await runBatch(DB, [readAnswer(request)])
    const twin = givenAnswer(again, request)
    if (twin !== null) return ratingOf(twin, given)
    if (!used) throw error
    throw new ProblemError('work_used', { detail: 'Each task counts once. Get a new one at /api/challenge.' })
  }
}

/**
 * The answer that was kept, with the words from the request, which are the same whenever it is sent. They are not kept
 * a second time beside the voice: whoever takes them back takes back all there is.
 */
function ratingOf(answer: string, { comment }: RatingGiven): Rating {
  const kept: Rating = JSON.parse(answer)
  return { ...kept, comment }
}

/** Everything that taking a voice writes; the last statement gives the `answer`. */
export function voiceStatements(
  act: Act,
  given: RatingGiven,
  standing: Standing,
  network: Network,
  work: DoneWork,
  request: Repeatable,
): Statement[] {
  return [
    useWork(work),
    expireVoices(act.now),
    saveVoice(act, given, standing, randomId()),
    markNetwork(act, network),
    ...holdSuspicious(act, network),
    keepAnswer(request, act.now, voiceAsAnswer(act)),
  ]
}

/** @throws ProblemError `too_many` when one has to wait */
function refuseAbove(seconds: number): void {
  if (seconds === 0) return
  throw new ProblemError('too_many', {
    detail: `Try again in ${seconds} seconds. Nothing was stored.`,
    headers: { 'Retry-After': String(seconds) },
  })
}
