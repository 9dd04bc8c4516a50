import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Session } from '../../schema/contract/account.ts'
import { ApiFailure, answer, api, done } from '../shell/api.ts'
import { askPasskey } from './passkey.ts'

const nobody: Session = { stage: null, account: null, fresh: false }

/**
 * Who is signed in. Asked for only by pages that need it: residents never do.
 */
export const useSession = defineStore('session', () => {
  const session = shallowRef<Session | null>(null)
  const failure = shallowRef<ApiFailure | null>(null)
  const account = computed(() => (session.value?.stage === 'full' ? session.value.account : null))

  async function ask(): Promise<Session> {
    const found = await answer(api.session.$get({}, { init: { cache: 'no-store' } }))
    session.value = found
    return found
  }

  /** Asks who is signed in, anew. */
  async function load(): Promise<void> {
    failure.value = null
    try {
      await ask()
    } catch (error) {
      failure.value = error instanceof ApiFailure ? error : new ApiFailure('problem', null)
    }
  }

  /**
   * Signs in by handle and password, as far as a password brings one.
   * @throws ApiFailure when the worker refused, or the network failed
   */
  async function signIn(handle: string, password: string): Promise<Session> {
    await done(api.session.$post({ json: { handle, password } }))
    return ask()
  }

  /**
   * Gives the six digits of the authenticator app.
   * @throws ApiFailure as {@link signIn} does
   */
  async function giveCode(code: string): Promise<Session> {
    await done(api.session.second.$post({ json: { code } }))
    return ask()
  }

  /**
   * Signs in by a passkey, which is password and second factor in one.
   * @param autofill waits until somebody chooses one in the field for the handle, instead of asking at once
   * @throws ApiFailure as {@link signIn} does; PasskeyFailure when the device gave none
   */
  async function signInByPasskey({ autofill = false } = {}): Promise<Session> {
    const { options } = await answer(api.session.passkey.options.$post())
    const response = await askPasskey(options, autofill)
    await done(api.session.passkey.$post({ json: { response } }))
    return ask()
  }

  /**
   * Signs out.
   * @throws ApiFailure when the network failed; the session is still there then
   */
  async function end(): Promise<void> {
    await done(api.session.$delete())
    session.value = nobody
  }

  return { session, account, failure, load, signIn, giveCode, signInByPasskey, end }
})
