import { type ComputedRef, computed, onScopeDispose, type Ref, ref, shallowRef, watch } from 'vue'
import type { Subject } from '../../schema/contract/rating.ts'
import { useOutbox } from '../shell/outbox.ts'
import type { EntryOf } from '../shell/outbox-entry.ts'
import { beginProof } from '../shell/proof.ts'
import {
  type ComplaintFields,
  clearDraft,
  complaintOf,
  fieldsOf,
  isEmpty,
  readDraft,
  topicOf,
  untouched,
  writeDraft,
  writtenOf,
} from './complaint-draft.ts'
import type { KeptReceipt } from './kept-database.ts'
import { usePersonalCheck } from './personal-check.ts'
import { useReceipts } from './receipts.ts'
import { registerSenders } from './senders.ts'

/** What of the page shows: what is kept is still being read, the form, what looks personal, what waits, the receipt. */
export type FilingView = 'reading' | 'form' | 'personal' | 'waiting' | 'filed'

/** Milliseconds that the form waits: photos take their time. */
const PATIENCE = 8_000
/** Milliseconds after the last change at which the draft is kept. */
const DRAFT_PAUSE = 400

/**
 * One resident's complaint about one subject: what they fill in, what waits, and the receipt.
 * @param name what the subject is called, as far as it is known
 */
export function useFiling(
  subject: Subject,
  name: () => string | null,
): {
  view: ComputedRef<FilingView>
  fields: ComputedRef<ComplaintFields>
  /** whether the form holds what was begun before the page was closed */
  restored: Ref<boolean>
  /** whether a draft outlives the page */
  draftLasts: Ref<boolean>
  entry: ComputedRef<EntryOf<'complaint'> | null>
  receipt: Ref<KeptReceipt | null>
  busy: Ref<boolean>
  sending: ComputedRef<boolean>
  personal: ReturnType<typeof usePersonalCheck>
  fill: (fields: ComplaintFields) => void
  clear: () => Promise<void>
  send: () => Promise<void>
  /** back to the form from what looks personal */
  back: () => void
  edit: () => Promise<void>
  retry: () => Promise<void>
  drop: () => Promise<void>
  /** another one on the same subject */
  again: () => Promise<void>
} {
  const topic = topicOf(subject)
  const outbox = useOutbox()
  const receipts = useReceipts()

  const entry = computed(() => {
    const waiting = outbox.on(topic)
    return waiting?.kind === 'complaint' ? waiting : null
  })
  const opened = ref(false)
  const busy = ref(false)
  const checking = ref(false)
  const restored = ref(false)
  const draftLasts = ref(true)
  const fields = shallowRef<ComplaintFields>(untouched())
  const sending = computed(() => busy.value || outbox.sending === topic)
  const personal = usePersonalCheck(() => writtenOf(fields.value))
  /** what has been filed; it shows until the person goes on, also when they take it away from this device */
  const receipt = shallowRef<KeptReceipt | null>(null)

  const view = computed((): FilingView => {
    if (!opened.value) return 'reading'
    if (busy.value) return checking.value ? 'personal' : 'form'
    if (entry.value?.state === 'waiting') return 'waiting'
    if (receipt.value) return 'filed'
    return checking.value ? 'personal' : 'form'
  })

  async function open(): Promise<void> {
    registerSenders()
    // A database that cannot be read keeps nobody from complaining.
    await Promise.all([outbox.load().catch(() => {}), receipts.load(), restore()])
    if (entry.value?.state === 'refused' && isEmpty(fields.value)) fields.value = fieldsOf(entry.value.body)
    opened.value = true
    void outbox.flush()
  }

  async function restore(): Promise<void> {
    const draft = await readDraft(subject)
    if (draft === null) return
    fields.value = draft
    restored.value = true
  }

  watch(view, (now) => {
    if (now === 'form') beginProof()
  })
  // Filed from here and not looked at yet, also when that was while the page was closed.
  watch(
    () => receipts.receipts,
    (all) => {
      const isNew = ({ subject: { kind, id }, seen }: KeptReceipt) =>
        !seen && kind === subject.kind && id === subject.id
      receipt.value ??= all?.find(isNew) ?? null
    },
    { flush: 'sync' },
  )
  // It may have been sent by another tab, which then has the receipt.
  watch(
    () => outbox.ended,
    (end) => {
      if (end?.topic === topic && !end.here) void receipts.load()
    },
  )

  let timer: ReturnType<typeof setTimeout> | undefined
  async function keepDraft(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    draftLasts.value = await writeDraft(subject, fields.value)
  }
  /** A page in the background may never come back. */
  const whenHidden = () => {
    if (timer !== undefined) void keepDraft()
  }
  document.addEventListener('visibilitychange', whenHidden)
  onScopeDispose(() => {
    document.removeEventListener('visibilitychange', whenHidden)
    whenHidden()
  })

  function fill(next: ComplaintFields): void {
    fields.value = next
    clearTimeout(timer)
    timer = setTimeout(keepDraft, DRAFT_PAUSE)
  }

  /** Empties the form, and what is kept of it. */
  async function clear(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    fields.value = untouched()
    restored.value = false
    checking.value = false
    personal.reset()
    await clearDraft(subject)
    if (entry.value?.state === 'refused') await outbox.remove(entry.value.id)
  }

  async function dispatch(): Promise<void> {
    busy.value = true
    await outbox.sendNow(PATIENCE)
    busy.value = false
  }

  async function send(): Promise<void> {
    if (busy.value) return
    const complaint = complaintOf(subject, fields.value)
    if (complaint === null) {
      // What was blanked has made it too long: the form says so.
      checking.value = false
      return
    }
    checking.value = personal.findings.value.length > 0
    if (checking.value) return
    busy.value = true
    await outbox.put({
      kind: 'complaint',
      topic,
      body: { complaint, photos: [...fields.value.photos], name: name() },
    })
    await dispatch()
    // Kept in the outbox or at the worker, it is no draft any more; refused, it is one again.
    if (entry.value?.state === 'refused') return
    const isKept = entry.value === null || outbox.lasting
    const lost = fields.value
    await clear()
    if (!isKept) await writeDraft(subject, lost)
  }

  /** Takes back what cannot have arrived, to change it. */
  async function edit(): Promise<void> {
    const taken = entry.value
    if (taken === null) return
    fill(fieldsOf(taken.body))
    await keepDraft()
    await outbox.remove(taken.id)
  }

  async function drop(): Promise<void> {
    if (entry.value) await outbox.remove(entry.value.id)
    await clear()
  }

  async function again(): Promise<void> {
    if (receipt.value) await receipts.see(receipt.value.receipt)
    receipt.value = null
    await clear()
  }

  void open()
  return {
    view,
    fields: computed(() => fields.value),
    restored,
    draftLasts,
    entry,
    receipt,
    busy,
    sending,
    personal,
    fill,
    clear,
    send,
    back: () => {
      checking.value = false
    },
    edit,
    retry: dispatch,
    drop,
    again,
  }
}
