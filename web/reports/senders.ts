import { answer, api } from '../shell/api.ts'
import { useOutbox } from '../shell/outbox.ts'
import { withProof } from '../shell/with-proof.ts'

/** Teaches the outbox to send reports of wrong facts. Whom they were about is not remembered. */
export function registerSenders(): void {
  useOutbox().register({
    report: async ({ id, body }) => {
      await withProof(id, (headers, signal) =>
        answer(api.reports.$post({ json: body }, { headers, init: { signal } })),
      )
      return null
    },
  })
}
