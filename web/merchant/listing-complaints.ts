import { ref, shallowRef } from 'vue'
import type { CaseToMerchant } from '../../schema/contract/complaint.ts'
import { type Asking, outcomeOf } from '../satisfaction/asking.ts'
import { answer, api } from '../shell/api.ts'
import { type StorefrontFailure, storefrontFailureOf } from './storefront-failure.ts'

/** Whether a case still waits for a word of the merchant. */
export function awaitsResponse({ case: { next }, messages, mayRespond }: CaseToMerchant): boolean {
  return mayRespond && next !== null && !messages.some(({ by }) => by === 'merchant')
}

/**
 * Complaints on an outlet that the complainant lets its merchant read, and responding to them.
 * @param id of the outlet
 */
export function useListingComplaints(id: string) {
  const cases = shallowRef<readonly CaseToMerchant[]>([])
  const state = ref<Asking>('loading')
  /** the case whose response is on its way */
  const busy = ref<string | null>(null)
  const failure = shallowRef<{ id: string; failure: StorefrontFailure } | null>(null)
  /** the last response to each case: the same words carry the same key again */
  const attempts = new Map<string, { text: string; key: string }>()

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

  /** Says something to a case; tells whether it was stored. */
  async function respond(to: string, text: string): Promise<boolean> {
    if (busy.value !== null) return false
    busy.value = to
    failure.value = null
    const last = attempts.get(to)
    const attempt = last?.text === text ? last : { text, key: crypto.randomUUID() }
    attempts.set(to, attempt)
    try {
      const stored = await answer(
        api.listings[':id'].complaints[':case'].$post(
          { param: { id, case: to }, json: { text } },
          { headers: { 'Idempotency-Key': attempt.key } },
        ),
      )
      cases.value = cases.value.map((one) => (one.case.id === to ? stored : one))
      attempts.delete(to)
      return true
    } catch (error) {
      failure.value = { id: to, failure: storefrontFailureOf(error) }
      return false
    } finally {
      busy.value = null
    }
  }

  return { cases, state, busy, failure, load, respond }
}
