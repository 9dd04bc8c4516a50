import { ref, shallowRef } from 'vue'
import type { CaseToMerchant } from '../../schema/contract/complaint.ts'
import { type Asking, outcomeOf } from '../satisfaction/asking.ts'
import { answer, api } from '../shell/api.ts'

/** Whether a case still waits for a word of the merchant. */
export function awaitsResponse({ case: { next }, messages, mayRespond }: CaseToMerchant): boolean {
  return mayRespond && next !== null && !messages.some(({ by }) => by === 'merchant')
}

/**
 * Complaints on an outlet that the complainant lets its merchant read.
 * @param id of the outlet
 */
export function useListingComplaints(id: string) {
  const cases = shallowRef<readonly CaseToMerchant[]>([])
  const state = ref<Asking>('loading')

  /** Asks anew; what had come before stays when it fails. */
  async function load(): Promise<void> {
    try {
      const call = api.listings[':id'].complaints.$get({ param: { id } }, { init: { cache: 'no-store' } })
      cases.value = (await answer(call)).cases
      state.value = 'ready'
    } catch (error) {
      if (state.value !== 'ready') state.value = outcomeOf(error)
    }
  }

  return { cases, state, load }
}
