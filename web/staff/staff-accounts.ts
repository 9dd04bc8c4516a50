import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { AccountListed, InvitationListed } from '../../schema/contract/account.ts'
import { ApiFailure, answer, api, done } from '../shell/api.ts'

const fresh = { init: { cache: 'no-store' } } as const

/**
 * Accounts and invitations in the area of whoever is at the desk. What changes them throws ApiFailure when the worker
 * refused or the network failed, and shows them as they are afterwards.
 */
export const useStaffAccounts = defineStore('staff-accounts', () => {
  const accounts = shallowRef<readonly AccountListed[] | null>(null)
  const invitations = shallowRef<readonly InvitationListed[] | null>(null)
  const failure = shallowRef<ApiFailure | null>(null)

  /** Which account has an outlet, by the outlet's identifier. */
  const holders = computed(
    () =>
      new Map(accounts.value?.flatMap((account) => account.outlets.map(({ id }) => [id, account] as const))),
  )
  /** Outlets that an open invitation names. */
  const invited = computed(
    () =>
      new Set(
        invitations.value
          ?.filter(({ state }) => state === 'open')
          .flatMap(({ outlets }) => outlets.map(({ id }) => id)),
      ),
  )

  /** Fetches both lists, anew. */
  async function load(): Promise<void> {
    failure.value = null
    try {
      const [people, letters] = await Promise.all([
        answer(api.desk.accounts.$get({}, fresh)),
        answer(api.desk.invitations.$get({}, fresh)),
      ])
      accounts.value = people.accounts
      invitations.value = letters.invitations
    } catch (error) {
      failure.value = error instanceof ApiFailure ? error : new ApiFailure('problem', null)
    }
  }

  async function suspend(id: string, suspended: boolean, reason: string): Promise<void> {
    await done(api.desk.accounts[':id'].suspension.$post({ param: { id }, json: { suspended, reason } }))
    await load()
  }

  /** @param to the account that gets it; null takes it from whoever has it */
  async function moveHolding(outlet: string, to: string | null, reason: string): Promise<void> {
    await done(api.desk.holdings.$post({ json: { outlet, to, reason } }))
    await load()
  }

  async function revoke(id: string): Promise<void> {
    await done(api.desk.invitations[':id'].$delete({ param: { id } }))
    await load()
  }

  return { accounts, invitations, holders, invited, failure, load, suspend, moveHolding, revoke }
})
