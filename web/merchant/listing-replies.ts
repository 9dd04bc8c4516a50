import { ref, shallowRef } from 'vue'
import type { KeptReply } from '../../schema/contract/reply.ts'
import { type Asking, outcomeOf } from '../satisfaction/asking.ts'
import { answer, api, done } from '../shell/api.ts'
import { type StorefrontFailure, storefrontFailureOf } from './storefront-failure.ts'

/**
 * The replies of an outlet to its comments, for those who keep it. Writing one goes through the outbox (`words-sending.ts`).
 * @param id of the outlet
 */
export function useListingReplies(id: string) {
  const replies = shallowRef<readonly KeptReply[]>([])
  const state = ref<Asking>('loading')
  /** the comment whose reply is on its way */
  const busy = ref<string | null>(null)
  const failure = shallowRef<{ voice: string; failure: StorefrontFailure } | null>(null)

  const of = (voice: string) => replies.value.filter((reply) => reply.voice === voice)
  const failureOf = (voice: string) => (failure.value?.voice === voice ? failure.value.failure : null)

  /** Asks anew; what had come before stays when it fails. */
  async function load(): Promise<void> {
    try {
      const call = api.listings[':id'].replies.$get({ param: { id } }, { init: { cache: 'no-store' } })
      replies.value = (await answer(call)).replies
      state.value = 'ready'
    } catch (error) {
      if (state.value !== 'ready') state.value = outcomeOf(error)
    }
  }

  /** Does one thing at a time; tells whether it was stored. */
  async function act(voice: string, request: () => Promise<unknown>): Promise<boolean> {
    if (busy.value !== null) return false
    busy.value = voice
    failure.value = null
    try {
      await request()
      await load()
      return true
    } catch (error) {
      failure.value = { voice, failure: storefrontFailureOf(error) }
      if (failure.value.failure === 'changed_meanwhile') await load()
      return false
    } finally {
      busy.value = null
    }
  }

  const takeBack = (reply: KeptReply) =>
    act(reply.voice, () =>
      done(api.listings[':id'].replies[':reply'].$delete({ param: { id, reply: reply.id } })),
    )

  return { state, busy, of, failureOf, load, takeBack }
}
