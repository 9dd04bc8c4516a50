import type { Rating, RatingDraft, Subject } from '../../schema/contract/rating.ts'
import { ApiFailure, answer, api, done } from '../shell/api.ts'
import { useOutbox } from '../shell/outbox.ts'
import type { Trace } from '../shell/outbox-sent.ts'
import { patiently } from '../shell/patience.ts'
import { SENDING_PATIENCE, withProof } from '../shell/with-proof.ts'
import { useMyVoices } from './my-voices.ts'

/** Teaches the outbox to send ratings and withdrawals. */
export function registerSenders(): void {
  const voices = useMyVoices()
  useOutbox().register({
    rating: async ({ id, body }) => {
      voices.keep(await sendRating(id, body))
      return traceOf(body.subject)
    },
    withdrawal: async ({ id, body }) => {
      await sendWithdrawal(id, body)
      voices.forget(body)
      return traceOf(body)
    },
  })
}

const traceOf = ({ kind, id }: Subject): Trace => ({ kind, id })

function sendRating(key: string, rating: RatingDraft): Promise<Rating> {
  return withProof(key, (headers, signal) =>
    answer(api.ratings.$post({ json: rating }, { headers, init: { signal } })),
  )
}

async function sendWithdrawal(key: string, subject: Subject): Promise<void> {
  const headers = { 'Idempotency-Key': key }
  const call = (signal: AbortSignal) =>
    done(api.ratings[':kind'][':id'].$delete({ param: subject }, { headers, init: { signal } }))
  await patiently(SENDING_PATIENCE, call).catch((error: unknown) => {
    // There never was a voice: what one wanted is so.
    if (error instanceof ApiFailure && error.problem?.code === 'not_found') return
    throw error
  })
}
