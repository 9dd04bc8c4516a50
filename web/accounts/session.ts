import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Session } from '../../schema/contract/account.ts'
import { ApiFailure, answer, api, done } from '../shell/api.ts'

const nobody: Session = { stage: null, account: null, fresh: false }

/**
 * Who is signed in. Asked for only by pages that need it: residents never do.
 */
export const useSession = defineStore('session', () => {
  const session = shallowRef<Session | null>(null)
  const failure = shallowRef<ApiFailure | null>(null)
  const account = computed(() => (session.value?.stage === 'full' ? session.value.account : null))

  /** Asks who is signed in, anew. */
  async function load(): Promise<void> {
    failure.value = null
    try {
      session.value = await answer(api.session.$get({}, { init: { cache: 'no-store' } }))
    } catch (error) {
      failure.value = error instanceof ApiFailure ? error : new ApiFailure('problem', null)
    }
  }

  /**
   * Signs out.
   * @throws ApiFailure when the network failed; the session is still there then
   */
  async function end(): Promise<void> {
    await done(api.session.$delete())
    session.value = nobody
  }

  return { session, account, failure, load, end }
})
