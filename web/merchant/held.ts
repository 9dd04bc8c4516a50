import { defineStore } from 'pinia'
import { ref, shallowRef, watch } from 'vue'
import type { Held } from '../../schema/contract/listing.ts'
import type { Outlet } from '../../schema/contract/outlet.ts'
import { ApiFailure, answer, api } from '../shell/api.ts'
import { useOutbox } from '../shell/outbox.ts'
import type { Entry } from '../shell/outbox-entry.ts'
import { failureOf } from './listing-failure.ts'
import { confirmationTopic } from './sendable.ts'
import { useKeeperSending } from './senders.ts'

/** The outlets that a merchant holds, and what everybody sees of each of them. */
export const useHeldOutlets = defineStore('held', () => {
  const outlets = shallowRef<Held[] | null>(null)
  const failure = shallowRef<ApiFailure | null>(null)
  const shown = shallowRef<ReadonlyMap<string, Outlet>>(new Map())
  /** the outlet that is being confirmed */
  const confirming = ref<string | null>(null)
  /** what became of confirming, and of which outlet */
  const confirmed = shallowRef<Confirmed | null>(null)
  const outbox = useOutbox()
  const keeperSending = useKeeperSending()

  /**
   * Fetches them anew; what was known stays until the answer is there.
   * @param by handle of whoever holds them: what waits of theirs goes out
   */
  async function load(by: string): Promise<void> {
    failure.value = null
    await outbox.load().catch(() => {})
    void keeperSending.resume(by)
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

  /**
   * Says that the listing of an outlet is right; without network it is said later.
   * @param by handle of whoever says so
   */
  async function confirm({ id: listing, name }: Held, by: string): Promise<void> {
    if (confirming.value) return
    confirming.value = listing
    confirmed.value = null
    const left = await keeperSending.confirm({ listing, name, by })
    if (left) confirmed.value = unconfirmedOf(listing, left)
    confirming.value = null
  }

  // It has arrived, at once or when there was network again.
  watch(
    () => outbox.ended,
    (end) => {
      const id = outlets.value?.find((one) => confirmationTopic(one.id) === end?.topic)?.id
      if (id === undefined || end?.how !== 'acknowledged') return
      confirmed.value = { id, kept: false, failure: null }
      outlets.value =
        outlets.value?.map((one) => (one.id === id ? { ...one, confirmDue: false } : one)) ?? null
      void look(id)
    },
    { flush: 'sync' },
  )

  /** How many changes of an outlet somebody has made that are not sent. */
  const unsent = (listing: string, by: string) =>
    outbox.entries.filter(({ body }) => 'listing' in body && body.listing === listing && body.by === by)
      .length

  return { outlets, failure, shown, confirming, confirmed, load, confirm, unsent }
})

/** What became of saying that an outlet's listing is right. */
interface Confirmed {
  id: string
  /** whether it waits to be sent */
  kept: boolean
  failure: ApiFailure | null
}

/** What became of it while the outbox still has it. */
function unconfirmedOf(id: string, { state, problem }: Entry): Confirmed {
  const fails = state === 'refused' || problem?.code === 'not_signed_in'
  return { id, kept: !fails, failure: fails ? new ApiFailure('problem', problem) : null }
}
