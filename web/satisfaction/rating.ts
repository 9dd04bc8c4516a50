import { type ComputedRef, computed, type Ref, ref, shallowRef, watch } from 'vue'
import type { VoiceWay } from '../../schema/catalog/satisfaction.ts'
import type { Rating, Subject } from '../../schema/contract/rating.ts'
import { useOutbox } from '../shell/outbox.ts'
import type { Ended, Entry } from '../shell/outbox-entry.ts'
import { beginProof } from '../shell/proof.ts'
import { topicOf, useMyVoices } from './my-voices.ts'
import { clearDraft, type RatingFields, readDraft, untouched, writeDraft } from './rating-draft.ts'
import { fieldsOf, ratingOf } from './rating-form.ts'
import { registerSenders } from './senders.ts'

/** Milliseconds for which a try shows at least, so that one sees that there was one. */
const SEEN = 600

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** What of the page shows. */
export type RatingView = 'reading' | 'form' | 'waiting' | 'said'

/**
 * What has just become of what the person did. `stays`: the voice that was to be withdrawn and now is not; `unsure`: it
 * may have been withdrawn before, and the worker cannot be asked.
 */
export type RatingNews = 'sent' | 'withdrawn' | 'kept' | 'refused' | 'dropped' | 'stays' | 'unsure'

/** What the end of an entry means to the person. */
const newsOf: Record<Ended['how'], Record<'rating' | 'withdrawal', RatingNews>> = {
  acknowledged: { rating: 'sent', withdrawal: 'withdrawn' },
  dropped: { rating: 'dropped', withdrawal: 'stays' },
}

/** Milliseconds that the page waits to be told what the worker has. */
const PATIENCE = 4_000

/**
 * One resident's rating of one subject: what they fill in, what waits, and what the worker has.
 * @param way by which the person has come
 */
export function useRating(
  subject: Subject,
  way: () => VoiceWay | null,
): {
  view: ComputedRef<RatingView>
  fields: ComputedRef<RatingFields>
  entry: ComputedRef<Entry | undefined>
  voice: ComputedRef<Rating | undefined>
  busy: Ref<boolean>
  /** whether what waits is on its way now */
  sending: ComputedRef<boolean>
  news: Ref<RatingNews | null>
  fill: (fields: RatingFields) => void
  send: () => Promise<void>
  edit: () => void
  leave: () => void
  retry: () => Promise<void>
  withdraw: () => Promise<void>
  drop: () => Promise<void>
} {
  const topic = topicOf(subject)
  const outbox = useOutbox()
  const voices = useMyVoices()

  const entry = computed(() => outbox.on(topic))
  /** what is being withdrawn shows until it is */
  const leaving = shallowRef<Rating | undefined>()
  const voice = computed(() => leaving.value ?? voices.of(subject))
  const busy = ref(false)
  const editing = ref(false)
  const trying = ref(false)
  const sending = computed(() => trying.value || outbox.sending === topic)
  const catchingUp = ref(false)
  const opened = ref(false)
  const news = ref<RatingNews | null>(null)
  /** what the person has filled in; null while they have not */
  const filled = shallowRef<RatingFields | null>(readDraft(subject))

  const fields = computed(() => {
    if (filled.value) return filled.value
    if (entry.value?.kind === 'rating') return fieldsOf(entry.value.body)
    return editing.value && voice.value ? fieldsOf(voice.value) : untouched()
  })

  const view = computed((): RatingView => {
    if (!opened.value || catchingUp.value) return 'reading'
    if (editing.value) return 'form'
    if (leaving.value) return 'said'
    if (entry.value?.state === 'waiting') return 'waiting'
    if (entry.value?.kind === 'rating') return 'form'
    if (voice.value) return 'said'
    return voices.spoken && voices.state === 'loading' ? 'reading' : 'form'
  })

  /** Everything that this page will want from the network is begun while the person is still choosing. */
  async function open(): Promise<void> {
    registerSenders()
    void voices.load()
    // A database that cannot be read keeps nobody from rating.
    await outbox.load().catch(() => {})
    opened.value = true
    void outbox.flush()
  }
  void open()
  watch(view, (now) => {
    if (now === 'form') beginProof()
  })

  // What waited has been sent or dropped, here or in another tab.
  watch(
    () => outbox.ended,
    (end) => {
      if (end?.topic !== topic || (end.kind !== 'rating' && end.kind !== 'withdrawal')) return
      news.value = newsOf[end.how][end.kind]
      if (!end.here) void catchUp()
    },
    { flush: 'sync' },
  )
  watch(news, (now) => {
    if (now === 'sent' || now === 'withdrawn') clearDraft(subject)
  })

  function fill(next: RatingFields): void {
    filled.value = next
    writeDraft(subject, next)
  }

  /** Forgets what was filled in: it is kept elsewhere, or not wanted. */
  function clear(): void {
    filled.value = null
    clearDraft(subject)
  }

  /** Asks the worker anew what it has of this resident, and shows nothing older meanwhile. */
  async function catchUp(): Promise<void> {
    catchingUp.value = true
    await Promise.race([voices.load().then(caughtUp), pause(PATIENCE)])
    caughtUp()
  }

  function caughtUp(): void {
    catchingUp.value = false
    if (news.value !== 'stays' && news.value !== 'unsure') return
    if (voices.state !== 'ready') news.value = 'unsure'
    else news.value = voices.of(subject) ? 'stays' : 'withdrawn'
  }

  /** Sends what waits, and tells how that went as soon as it is known. */
  async function dispatch(): Promise<void> {
    await outbox.sendNow()
    if (entry.value) news.value = entry.value.state === 'refused' ? 'refused' : 'kept'
  }

  /** What is corrected before it was ever sent has come by the way it came by at first. */
  function waitingWay(): VoiceWay | null {
    return entry.value?.kind === 'rating' ? (entry.value.body.via ?? null) : null
  }

  async function send(): Promise<void> {
    const body = ratingOf(subject, fields.value, way() ?? waitingWay())
    if (!body || busy.value) return
    busy.value = true
    editing.value = true
    news.value = null
    await outbox.put({ kind: 'rating', topic, body })
    if (outbox.lasting) clearDraft(subject)
    await dispatch()
    filled.value = null
    editing.value = false
    busy.value = false
  }

  async function withdraw(): Promise<void> {
    if (busy.value) return
    const waiting = entry.value
    const unknown = voices.spoken && voices.state !== 'ready'
    if (waiting && waiting.attempts === 0 && !voice.value && !unknown) return drop()
    busy.value = true
    leaving.value = voice.value
    news.value = null
    clear()
    await outbox.put({ kind: 'withdrawal', topic, body: { kind: subject.kind, id: subject.id } })
    await dispatch()
    leaving.value = undefined
    busy.value = false
  }

  /** Deletes what was not sent. It may have arrived all the same, when only the answer got lost. */
  async function drop(): Promise<void> {
    const gone = entry.value
    if (!gone) return
    const unclear = gone.attempts > 0 || (gone.kind === 'withdrawal' && !voices.of(subject))
    catchingUp.value = unclear
    clear()
    editing.value = false
    await outbox.remove(gone.id)
    if (unclear) await catchUp()
  }

  function edit(): void {
    news.value = null
    editing.value = true
  }

  /** Leaves the form as if it had never been opened. */
  function leave(): void {
    clear()
    editing.value = false
  }

  async function retry(): Promise<void> {
    if (!entry.value || sending.value) return
    trying.value = true
    news.value = null
    await Promise.all([dispatch(), pause(SEEN)])
    trying.value = false
  }

  return {
    view,
    fields,
    entry,
    voice,
    busy,
    sending,
    news,
    fill,
    send,
    edit,
    leave,
    retry,
    withdraw,
    drop,
  }
}
