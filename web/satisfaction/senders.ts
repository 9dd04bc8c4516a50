import type { Rating, RatingDraft, Subject } from '../../schema/contract/rating.ts'
import { ApiFailure, answer, api, done } from '../shell/api.ts'
import { useOutbox } from '../shell/outbox.ts'
import { patiently } from '../shell/patience.ts'
import { useMyVoices } from './my-voices.ts'
import { takeProof } from './proof.ts'

/** Milliseconds after which a request that has not been answered is taken for lost; the key makes that harmless. */
const PATIENCE = 30_000

/** Teaches the outbox to send ratings and withdrawals. */
export function registerSenders(): void {
  const voices = useMyVoices()
  useOutbox().register({
    rating: async ({ id, body }) => voices.keep(await sendRating(id, body)),
    withdrawal: async ({ id, body }) => {
      await sendWithdrawal(id, body)
      voices.forget(body)
    },
  })
}

async function sendRating(key: string, rating: RatingDraft): Promise<Rating> {
  const send = async (): Promise<Rating> => {
    const headers = { 'Idempotency-Key': key, Altcha: await takeProof() }
    return patiently(PATIENCE, (signal) =>
      answer(api.ratings.$post({ json: rating }, { headers, init: { signal } })),
    )
  }
  // A task that was used or has expired on the way is our matter and not the person's. So is a cookie that got lost: it
  // comes with the next task, unless the browser takes none.
  return send().catch((error: unknown) => {
    if (isOurMatter(error)) return send()
    throw error
  })
}

async function sendWithdrawal(key: string, subject: Subject): Promise<void> {
  const headers = { 'Idempotency-Key': key }
  const call = (signal: AbortSignal) =>
    done(api.ratings[':kind'][':id'].$delete({ param: subject }, { headers, init: { signal } }))
  await patiently(PATIENCE, call).catch((error: unknown) => {
    // There never was a voice: what one wanted is so.
    if (error instanceof ApiFailure && error.problem?.code === 'not_found') return
    throw error
  })
}

function isOurMatter(error: unknown): boolean {
  const code = error instanceof ApiFailure ? error.problem?.code : undefined
  return code === 'no_resident' || (code?.startsWith('work_') ?? false)
}
