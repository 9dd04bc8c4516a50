import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { Account } from '../../schema/contract/account.ts'
import { ApiFailure, answer, api, done } from '../shell/api.ts'
import { makePasskey } from './passkey.ts'
import { useSession } from './session.ts'

/** A secret for an authenticator app, as it is offered: to type, and as an address for a QR code. */
export interface TotpSecret {
  secret: string
  uri: string
}

/**
 * Everything about one's own account. What changes it throws ApiFailure when the worker refused or the network failed,
 * and shows the account as it is afterwards.
 */
export const useAccount = defineStore('account', () => {
  const session = useSession()
  const account = shallowRef<Account | null>(null)
  const failure = shallowRef<ApiFailure | null>(null)

  /** Fetches the account, anew. */
  async function load(): Promise<void> {
    failure.value = null
    try {
      account.value = await answer(api.account.$get({}, { init: { cache: 'no-store' } }))
    } catch (error) {
      failure.value = error instanceof ApiFailure ? error : new ApiFailure('problem', null)
    }
  }

  /** @param current the password as it was; null for an account that had none */
  async function changePassword(current: string | null, next: string): Promise<void> {
    await done(api.account.password.$post({ json: { ...(current === null ? {} : { current }), next } }))
    await load()
  }

  function offerTotp(): Promise<TotpSecret> {
    return answer(api.account.totp.offer.$post())
  }

  /** Sets the offered secret up; the session goes on under another name. */
  async function setTotp(secret: string, code: string): Promise<void> {
    await done(api.account.totp.$post({ json: { secret, code } }))
    await Promise.all([session.load(), load()])
  }

  async function removeTotp(): Promise<void> {
    await done(api.account.totp.$delete())
    await load()
  }

  /** Has the device make a passkey, and keeps it. Throws PasskeyFailure when the device made none. */
  async function addPasskey(label: string): Promise<void> {
    const { options } = await answer(api.account.passkeys.options.$post())
    const response = await makePasskey(options)
    const transports = response.response.transports ?? []
    await done(api.account.passkeys.$post({ json: { response, transports, label } }))
    await Promise.all([session.load(), load()])
  }

  async function removePasskey(id: string): Promise<void> {
    await done(api.account.passkeys[':id'].$delete({ param: { id } }))
    await load()
  }

  async function endSession(id: string): Promise<void> {
    await done(api.account.sessions[':id'].$delete({ param: { id } }))
    await load()
  }

  async function endOtherSessions(): Promise<void> {
    await done(api.account.sessions.$delete())
    await load()
  }

  /** Forgets what was shown, once somebody has signed out. */
  function forget(): void {
    account.value = null
  }

  return {
    account,
    failure,
    load,
    changePassword,
    offerTotp,
    setTotp,
    removeTotp,
    addPasskey,
    removePasskey,
    endSession,
    endOtherSessions,
    forget,
  }
})
