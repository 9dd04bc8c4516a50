import { computed, type Ref, ref, watch } from 'vue'
import { ApiFailure, api, done } from '../shell/api.ts'
import { useOutbox } from '../shell/outbox.ts'
import type { Act, Entry } from '../shell/outbox-entry.ts'
import { beginProof } from '../shell/proof.ts'
import { useMyWishes } from './my-wishes.ts'
import { useNeeds } from './needs.ts'
import { registerSenders } from './senders.ts'

/** What is wanted where. */
export interface Wanted {
  community: string
  want: string
}

/** The entry of a wish in the outbox, wished or supported: a newer one takes the place of the older. */
export const topicOf = ({ community, want }: Wanted) => `wish/${community}/${want}`

/** Gets a page ready to send: takes up what was left waiting, and asks what is wished already. */
export async function openWishes(): Promise<void> {
  const outbox = useOutbox()
  registerSenders()
  void useMyWishes().load()
  // A database that cannot be read keeps nobody from wishing.
  await outbox.load().catch(() => {})
  await outbox.flush()
}

/** Sends what concerns one wish, and follows what becomes of it. */
export function useWishSending(wanted: Ref<Wanted>) {
  const outbox = useOutbox()
  const mine = useMyWishes()
  const needs = useNeeds()
  const busy = ref(false)
  /** what has gone out from this page last */
  const sent = ref<string | null>(null)
  /** whether taking it back has failed */
  const failed = ref(false)
  const topic = computed(() => topicOf(wanted.value))
  const entry = computed((): Entry | undefined => outbox.on(topic.value))
  const waiting = computed(() => entry.value?.state === 'waiting' && !busy.value)
  const refused = computed(() =>
    entry.value?.state === 'refused' && !busy.value ? { problem: entry.value.problem } : null,
  )

  watch(
    () => outbox.ended,
    (end) => {
      if (end?.topic !== topic.value || end.how !== 'acknowledged') return
      sent.value = end.topic
      void needs.refresh()
    },
    { flush: 'sync' },
  )

  async function dispatch(): Promise<void> {
    busy.value = true
    await outbox.sendNow()
    busy.value = false
  }

  /** Keeps what is wished, then sends it. */
  async function send(act: Extract<Act, { kind: 'wish' | 'support' }>): Promise<void> {
    if (busy.value) return
    busy.value = true
    failed.value = false
    sent.value = null
    beginProof()
    await outbox.put(act)
    await dispatch()
  }

  const support = (wish: string, why: string | null) =>
    send({ kind: 'support', topic: topic.value, body: { wish, why } })
  const make = (why: string | null) =>
    send({ kind: 'wish', topic: topic.value, body: { ...wanted.value, why } })

  /** What waits is not sent after all. */
  async function drop(): Promise<void> {
    if (entry.value) await outbox.remove(entry.value.id)
  }

  /** Takes a support back. That it is not there any more is as good. */
  async function withdraw(wish: string): Promise<void> {
    if (busy.value) return
    busy.value = true
    failed.value = false
    try {
      await done(api.wishes[':id'].support.$delete({ param: { id: wish } })).catch((error: unknown) => {
        if (!(error instanceof ApiFailure) || error.problem?.code !== 'not_found') throw error
      })
      mine.remove(wish)
      await needs.refresh()
    } catch {
      failed.value = true
    } finally {
      busy.value = false
    }
  }

  return { busy, sent, failed, entry, waiting, refused, support, make, drop, retry: dispatch, withdraw }
}
