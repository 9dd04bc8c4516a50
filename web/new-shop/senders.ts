import { answer, api } from '../shell/api.ts'
import { useOutbox } from '../shell/outbox.ts'
import { withProof } from '../shell/with-proof.ts'

/** Teaches the outbox to send applications for new shops. */
export function registerSenders(): void {
  useOutbox().register({
    application: async ({ id, body }) => {
      await withProof(id, (headers, signal) =>
        answer(api.applications.$post({ json: body }, { headers, init: { signal } })),
      )
      return null
    },
  })
}
