import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import { useOutbox } from '../shell/outbox.ts'
import { beginProof } from '../shell/proof.ts'
import { keepInTab, textsLike } from '../shell/tab-draft.ts'
import { draftOf, emptyShop, faultsOf, fieldsOf, isUntouched, type NewShopFields } from './new-shop-form.ts'
import { registerSenders } from './senders.ts'

/** What of the page shows. */
export type NewShopView = 'form' | 'waiting' | 'sent'

/** Every shop has a topic of its own in the outbox: a second one does not take the place of the first. */
const newTopic = () => `application/${crypto.randomUUID()}`

/**
 * A shop that is not on the map yet: what is filled in, and what became of it. It outlives the page, so that one can
 * look at another shop between and go on.
 */
export const useNewShop = defineStore('new-shop', () => {
  const outbox = useOutbox()
  const fields = ref<NewShopFields>(emptyShop())
  const drafted = keepInTab('new-shop', fields, (kept) => textsLike(emptyShop(), kept))
  const topic = ref(newTopic())
  const busy = ref(false)
  /** code of the community whose staff have got it */
  const sentTo = ref<string | null>(null)
  const entry = computed(() => outbox.on(topic.value))

  const view = computed((): NewShopView => {
    if (busy.value) return 'form'
    if (entry.value?.state === 'waiting') return 'waiting'
    return sentTo.value !== null && !entry.value ? 'sent' : 'form'
  })

  watch(
    () => outbox.ended,
    (end) => {
      if (end?.topic !== topic.value || end.how !== 'acknowledged') return
      sentTo.value = fields.value.community
      drafted.forget()
    },
    { flush: 'sync' },
  )

  /** Gets ready to send, and takes up what was left waiting or was refused. A database that cannot be read is no reason not to. */
  async function open(): Promise<void> {
    if (view.value === 'sent') again()
    registerSenders()
    beginProof()
    await outbox.load().catch(() => {})
    const left = outbox.entries.find(({ kind }) => kind === 'application')
    if (left?.kind === 'application' && view.value === 'form') {
      // What somebody has begun stays as they have it: what was refused, to be mended, or another shop.
      const untouched = isUntouched(fields.value)
      if (untouched || left.state === 'refused') topic.value = left.topic
      if (untouched) fields.value = fieldsOf(left.body)
    }
    await outbox.flush()
  }

  async function dispatch(): Promise<void> {
    busy.value = true
    await outbox.sendNow()
    busy.value = false
  }

  async function send(): Promise<void> {
    if (busy.value || faultsOf(fields.value).size > 0) return
    busy.value = true
    sentTo.value = null
    await outbox.put({ kind: 'application', topic: topic.value, body: draftOf(fields.value) })
    if (outbox.lasting) drafted.forget()
    await dispatch()
  }

  async function drop(): Promise<void> {
    if (entry.value) await outbox.remove(entry.value.id)
  }

  /** Begins another one in the same community. */
  function again(): void {
    fields.value = { ...emptyShop(), community: fields.value.community }
    topic.value = newTopic()
    sentTo.value = null
    beginProof()
  }

  return { fields, view, entry, busy, sentTo, open, send, retry: dispatch, drop, again }
})
