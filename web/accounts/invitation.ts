import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { Offer } from '../../schema/contract/account.ts'
import { answer, api, done } from '../shell/api.ts'

/**
 * An invitation that somebody came with. Its code is kept as long as the site is open, and nowhere else, so that one
 * can sign in between and go on.
 */
export const useInvitation = defineStore('invitation', () => {
  const code = ref('')
  const offer = shallowRef<Offer | null>(null)

  /**
   * Reads what a code is for.
   * @throws ApiFailure when the worker refused, or the network failed
   */
  async function look(given: string): Promise<void> {
    code.value = given
    offer.value = null
    offer.value = await answer(api.invitation.$post({ json: { code: given } }))
  }

  /**
   * Takes the invitation up; whoever did is signed in afterwards.
   * @param given what the kind of invitation asks for; nothing when outlets join an account that is signed in
   * @throws ApiFailure as {@link look} does
   */
  async function accept(given: { handle?: string; password?: string }): Promise<void> {
    await done(api.invitation.accept.$post({ json: { code: code.value, ...given } }))
  }

  /** Puts the invitation away: it has been taken up, or another code is meant. */
  function clear(): void {
    code.value = ''
    offer.value = null
  }

  return { code, offer, look, accept, clear }
})
