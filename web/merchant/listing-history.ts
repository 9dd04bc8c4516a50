import { type Ref, ref, type ShallowRef, shallowRef } from 'vue'
import type { History } from '../../schema/contract/listing.ts'
import { answer, api } from '../shell/api.ts'
import { failureOf } from './listing-failure.ts'

export interface ListingPast {
  history: ShallowRef<readonly History[] | null>
  historyState: Ref<'unasked' | 'loading' | 'ready' | 'offline' | 'failed'>
  loadHistory: () => Promise<void>
}

/**
 * Who changed what of a listing; fetched when somebody asks.
 * @param id of the outlet
 * @param signInAgain leads to signing in when the session is over
 */
export function useListingPast(id: string, signInAgain: () => Promise<void>): ListingPast {
  const history = shallowRef<readonly History[] | null>(null)
  const historyState: ListingPast['historyState'] = ref('unasked')

  async function loadHistory(): Promise<void> {
    if (!history.value) historyState.value = 'loading'
    try {
      const call = api.listings[':id'].history.$get({ param: { id } }, { init: { cache: 'no-store' } })
      history.value = (await answer(call)).history
      historyState.value = 'ready'
    } catch (error) {
      const failure = failureOf(error)
      if (failure.problem?.code === 'not_signed_in') return signInAgain()
      if (!history.value) historyState.value = failure.kind === 'offline' ? 'offline' : 'failed'
    }
  }

  return { history, historyState, loadHistory }
}
