/** `POST /api/ratings`: everything that is asked before a voice is taken, and taking it, in one batch. */

import { voiceLimits } from '../../schema/catalog/voice-limits.ts'
import type { Rating, RatingGiven } from '../../schema/contract/rating.ts'
import type { Statement } from '../../schema/statement.ts'
import type { Site } from '../guard/cookie.ts'
import { type Network, networkOf } from '../guard/network.ts'
import { refuseAbove, takeOnce, waitOf } from '../guard/once.ts'
import { ProblemError } from '../guard/problem.ts'
import { requireResident } from '../guard/resident.ts'
import { randomId } from '../guard/secret.ts'
import { readBound, refuseBound, tellBound } from './bound-store.ts'
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
} from './store.ts'

/**
 * Takes a voice.
 * @param key the request's `Idempotency-Key`; the same request with the same key is answered as the first time
 * @returns the voice as it is stored
 * @throws ProblemError no_resident, not_found, complaint_open, too_many, or what `takeOnce` throws; nothing is stored then
 */
export async function takeVoice(c: Site, given: RatingGiven, key: string): Promise<Rating> {
  const now = Date.now()
  const act: Act = { resident: await requireResident(c), subject: given.subject, now }
  const network = await networkOf(c, now)
  const answer = await takeOnce(
    c,
    { resident: act.resident, key, given, now },
    [
      readStanding(given.subject),
      readBound(act),
      readMarks(network, act, voiceLimits.network),
      ...voiceLimits.resident.map((limit) => readActs(act, limit)),
    ],
    ([place, bound, marks, ...acts]) => {
      const standing = standingOf(place)
      if (!standing) {
        throw new ProblemError('not_found', { detail: `There is no such ${given.subject.kind}.` })
      }
      if (standing.closed) throw new ProblemError('not_found', { detail: 'The outlet has closed for good.' })
      refuseBound(bound)
      refuseAbove(
        Math.max(
          waitOf(marks, voiceLimits.network, now),
          ...voiceLimits.resident.map((limit, at) => waitOf(acts[at], limit, now)),
        ),
      )
      return { writes: voiceStatements(act, given, standing, network), answer: voiceAsAnswer(act) }
    },
  ).catch(tellBound)
  return ratingOf(answer, given)
}

/**
 * The answer that was kept, with the words from the request, which are the same whenever it is sent. They are not kept
 * a second time beside the voice: whoever takes them back takes back all there is.
 */
function ratingOf(answer: string, { comment }: RatingGiven): Rating {
  const kept: Rating = JSON.parse(answer)
  return { ...kept, comment }
}

/** What taking a voice writes. */
export function voiceStatements(
  act: Act,
  given: RatingGiven,
  standing: Standing,
  network: Network,
): Statement[] {
  return [
    expireVoices(act.now),
    saveVoice(act, given, standing, randomId()),
    markNetwork(act, network),
    ...holdSuspicious(act, network),
  ]
}
