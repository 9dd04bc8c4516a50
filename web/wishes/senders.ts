import { answer, api } from '../shell/api.ts'
import { useOutbox } from '../shell/outbox.ts'
import { withProof } from '../shell/with-proof.ts'
import { useMyWishes } from './my-wishes.ts'

/** Teaches the outbox to send wishes and supports; what has been taken is remembered as one's own. */
export function registerSenders(): void {
  const mine = useMyWishes()
  useOutbox().register({
    wish: async ({ id, body }) => {
      const taken = await withProof(id, (headers, signal) =>
        answer(api.wishes.$post({ json: body }, { headers, init: { signal } })),
      )
      void mine.add(taken.id)
      return { kind: 'wish', id: taken.id }
    },
    support: async ({ id, body: { wish, why } }) => {
      const taken = await withProof(id, (headers, signal) =>
        answer(
          api.wishes[':id'].support.$post(
            { param: { id: wish }, json: { why } },
            { headers, init: { signal } },
          ),
        ),
      )
      void mine.add(taken.id)
      return { kind: 'wish', id: taken.id }
    },
  })
}
