import { answer, api } from '../shell/api.ts'
import { useOutbox } from '../shell/outbox.ts'
import { withProof } from '../shell/with-proof.ts'
import { partsOf, patienceFor } from './photo-parts.ts'
import { useReceipts } from './receipts.ts'

/**
 * Teaches the outbox to file complaints. The receipt is kept before the entry goes: sent again, it is the same one. Whom it
 * was about is not remembered there.
 */
export function registerSenders(): void {
  const receipts = useReceipts()
  useOutbox().register({
    complaint: async ({ id, body, createdAt }) => {
      const form = partsOf('complaint', body.complaint, body.photos)
      const taken = await withProof(
        id,
        (headers, signal) => answer(api.complaints.$post({}, { headers, init: { body: form, signal } })),
        patienceFor(body.photos),
      )
      await receipts.add(body, taken, createdAt)
      return null
    },
  })
}
