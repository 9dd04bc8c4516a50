import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { Held } from '../../schema/contract/listing.ts'
import type { Outlet } from '../../schema/contract/outlet.ts'
import { ApiFailure, answer, api, done } from '../shell/api.ts'

/** The outlets that a merchant holds, and what everybody sees of each of them. */
export const useHeldOutlets = defineStore('held', () => {
  const outlets = shallowRef<Held[] | null>(null)
  const failure = shallowRef<ApiFailure | null>(null)
  const shown = shallowRef<ReadonlyMap<string, Outlet>>(new Map())
  /** the outlet that is being confirmed */
  const confirming = ref<string | null>(null)
  /** what became of confirming, and of which outlet */
  const confirmed = shallowRef<{ id: string; failure: ApiFailure | null } | null>(null)

  /** Fetches them anew; what was known stays until the answer is there. */
  async function load(): Promise<void> {
    failure.value = null
    try {
      const answered = await answer(api.merchant.outlets.$get({}, { init: { cache: 'no-store' } }))
      outlets.value = answered.outlets
      await Promise.all(answered.outlets.map(({ id }) => look(id)))
    } catch (error) {
      failure.value = failureOf(error)
    }
  }

  /** What everybody sees of an outlet; without it the card says less, and that is all. */
  async function look(id: string): Promise<void> {
    const call = api.outlets[':id'].$get({ param: { id } }, { init: { cache: 'no-cache' } })
    const outlet: Outlet | null = await answer(call).catch(() => null)
    if (outlet) shown.value = new Map([...shown.value, [id, outlet]])
  }

  /** Says that the listing of an outlet is right. */
  async function confirm(id: string): Promise<void> {
    if (confirming.value) return
    confirming.value = id
    confirmed.value = null
    try {
      await done(api.listings[':id'].confirmation.$post({ param: { id } }))
      confirmed.value = { id, failure: null }
      outlets.value =
        outlets.value?.map((one) => (one.id === id ? { ...one, confirmDue: false } : one)) ?? null
      void look(id)
    } catch (error) {
      confirmed.value = { id, failure: failureOf(error) }
    } finally {
      confirming.value = null
    }
  }

  return { outlets, failure, shown, confirming, confirmed, load, confirm }
})

function failureOf(error: unknown): ApiFailure {
  return error instanceof ApiFailure ? error : new ApiFailure('problem', null)
}
