import { type Ref, ref, watch } from 'vue'
import { ApiFailure } from '../shell/api.ts'
import { useOutbox } from '../shell/outbox.ts'
import type { Act, EntryOf } from '../shell/outbox-entry.ts'
import { registerSenders, useKeeperSending } from './senders.ts'
import { type StorefrontFailure, storefrontFailureOf } from './storefront-failure.ts'

/** What became of words: the worker has them, they wait in the outbox, or the worker refused them. */
export type WordsFate = 'stored' | 'kept' | 'refused'

export type WordsEntry = EntryOf<'reply'> | EntryOf<'response'>

/**
 * A keeper's words to residents, on their way through the outbox.
 * @param by handle of whoever writes
 * @param arrived shows what the worker has now
 */
export function useWordsSending(
  by: string,
  arrived: () => Promise<void>,
): {
  /** the topic of what is on its way */
  busy: Ref<string | null>
  waitingOn: (topic: string) => WordsEntry | null
  /** what the worker refused, to be mended */
  refusedOn: (topic: string) => WordsEntry | null
  failureOn: (topic: string) => StorefrontFailure | null
  send: (act: Extract<Act, { kind: 'reply' | 'response' }>) => Promise<WordsFate>
  /** tries what waits on a topic again */
  retry: (topic: string) => Promise<WordsFate>
  drop: (entry: WordsEntry) => Promise<void>
} {
  const outbox = useOutbox()
  registerSenders()
  const { sendNow } = useKeeperSending()
  const busy = ref<string | null>(null)

  function entryOn(topic: string): WordsEntry | null {
    const entry = outbox.on(topic)
    const isOne = entry?.kind === 'reply' || entry?.kind === 'response'
    return isOne && entry.body.by === by ? entry : null
  }
  const inState = (state: WordsEntry['state']) => (topic: string) => {
    const entry = entryOn(topic)
    return entry?.state === state ? entry : null
  }
  const waitingOn = inState('waiting')
  const refusedOn = inState('refused')

  function failureOn(topic: string): StorefrontFailure | null {
    const refused = refusedOn(topic)
    return refused && storefrontFailureOf(new ApiFailure('problem', refused.problem))
  }

  async function retry(topic: string): Promise<WordsFate> {
    busy.value = topic
    await sendNow()
    const left = entryOn(topic)
    if (left === null) await arrived()
    busy.value = null
    if (left === null) return 'stored'
    return left.state === 'refused' ? 'refused' : 'kept'
  }

  async function send(act: Extract<Act, { kind: 'reply' | 'response' }>): Promise<WordsFate> {
    busy.value = act.topic
    await outbox.put(act)
    return retry(act.topic)
  }

  // What waited has gone out while the page was open.
  watch(
    () => outbox.ended,
    (end) => {
      const isOne = end?.kind === 'reply' || end?.kind === 'response'
      if (isOne && end.how === 'acknowledged' && end.topic !== busy.value) void arrived()
    },
    { flush: 'sync' },
  )

  return {
    busy,
    waitingOn,
    refusedOn,
    failureOn,
    send,
    retry,
    drop: ({ id }) => outbox.remove(id),
  }
}
