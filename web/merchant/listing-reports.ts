import { ref, shallowRef } from 'vue'
import type { ReportListed } from '../../schema/contract/report.ts'
import { type Asking, outcomeOf } from '../satisfaction/asking.ts'
import { answer, api } from '../shell/api.ts'

/** What residents say is wrong with a listing, for those who keep it. */
export function useListingReports(id: string) {
  const reports = shallowRef<readonly ReportListed[] | null>(null)
  const state = ref<Asking>('loading')

  /** Asks anew; what had come before stays when it fails. */
  async function load(): Promise<void> {
    state.value = 'loading'
    try {
      const call = api.listings[':id'].reports.$get({ param: { id } }, { init: { cache: 'no-store' } })
      reports.value = (await answer(call)).reports
      state.value = 'ready'
    } catch (error) {
      state.value = outcomeOf(error)
    }
  }

  return { reports, state, load }
}
