import { defineStore } from 'pinia'
import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import { ApiFailure } from './api.ts'
import { memoryShelf, openShelf, type Shelf } from './outbox-database.ts'
import {
  type Act,
  type End,
  type Ended,
  type Entry,
  type EntryKind,
  type EntryOf,
  isBehind,
  type Senders,
} from './outbox-entry.ts'
import { databaseName, hasOutbox } from './outbox-exists.ts'
import { afterFailure, pauseAfter } from './outbox-failure.ts'
import { overtake, overtakenUntil } from './outbox-overtaken.ts'
import { rememberedSince, type Sent, sentOf, type Trace } from './outbox-sent.ts'
import { outboxSign } from './outbox-sign.ts'
import { withWords } from './words.ts'

/** Milliseconds that a page waits for an answer; after that it says that everything is kept, and goes on. */
const PAGE_WAITS = 4_000

/** Milliseconds for which a clock is set at most; browsers take what is longer than 24 days for nothing at all. */
const LONGEST = 86_400_000

/**
 * Everything that a person sends goes through here: kept first, then sent, and sent once. What finds no network waits
 * and goes out when there is one: while the page is open, when it is looked at again, and when the site is opened the
 * next time (`outbox-resume.ts`).
 */
export const useOutbox = defineStore('outbox', () => {
  const entries = shallowRef<readonly Entry[]>([])
  /** topic of the entry that is on its way now */
  const sending = ref<string | null>(null)
  /** whether what waits is still there when the page has been closed */
  const lasting = ref(true)
  /** what has ended last, here or in another tab */
  const ended = shallowRef<Ended | null>(null)
  /** what is remembered of what was sent, the latest first; null until somebody asks */
  const sent = shallowRef<readonly Sent[] | null>(null)

  const senders: Senders = {}
  let shelf: Promise<Shelf> | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let queue: Promise<unknown> = Promise.resolve()

  function shelved(): Promise<Shelf> {
    shelf ??= openShelf().then((opened) => {
      lasting.value = opened.lasting
      return opened
    })
    return shelf
  }

  /** Does not open a shelf on which nothing can be: who only reads is to be left without a database. */
  async function read(): Promise<readonly Entry[]> {
    if (!shelf && !(await hasOutbox())) return []
    const store = await shelved()
    const all = await store.all()
    const late = all.filter(({ topic, createdAt }) => createdAt <= overtakenUntil(topic))
    await Promise.all(late.map(({ id }) => store.remove(id)))
    return all.filter((entry) => !late.includes(entry)).sort((one, other) => one.createdAt - other.createdAt)
  }

  /** Reads what waits. */
  async function load(): Promise<void> {
    entries.value = await read()
  }

  /** Reads what is remembered of what was sent, and forgets what is too old. */
  async function loadSent(): Promise<void> {
    const known =
      shelf || (await hasOutbox()) ? await (await shelved()).sent(rememberedSince(Date.now())) : []
    sent.value = known.sort((one, other) => other.at - one.at)
  }

  /** Forgets what was sent. */
  async function forgetSent(): Promise<void> {
    if (shelf || (await hasOutbox())) await (await shelved()).forgetSent()
    if (sent.value) sent.value = []
    channel?.postMessage(null)
  }

  // Fetched while there is network: the first thing that waits may wait because there is none.
  void showSign()
  watch(entries, (now) => {
    if (now.length > 0) void showSign()
  })

  /** Other tabs look at the same entries. */
  const channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel(databaseName) : null
  channel?.addEventListener('message', ({ data }: MessageEvent<End | null>) => changeTo(data, false))

  /** That something is gone is told together with why. */
  async function changeTo(end: End | null, here: boolean): Promise<void> {
    entries.value = await read()
    if (sent.value) await loadSent()
    if (end) ended.value = { ...end, here }
  }

  async function changed(end: End | null = null): Promise<void> {
    await changeTo(end, true)
    channel?.postMessage(end)
  }

  /** The entry on a topic, if something of it waits or was refused. */
  function on(topic: string): Entry | undefined {
    return entries.value.find((entry) => entry.topic === topic)
  }

  /** Keeps what a person wants sent, in the place of whatever waited on its topic. Call {@link flush} to send it. */
  async function put(act: Act): Promise<void> {
    // Newer than what was said before, also by a clock that was set back meanwhile.
    const before = Math.max(overtakenUntil(act.topic), on(act.topic)?.createdAt ?? 0)
    const entry: Entry = {
      ...act,
      id: crypto.randomUUID(),
      createdAt: Math.max(Date.now(), before + 1),
      attempts: 0,
      state: 'waiting',
      problem: null,
      notBefore: 0,
    }
    try {
      await (await shelved()).replace(entry)
    } catch {
      // The disk is full, or the database has gone: better unkept than unsent.
      shelf = Promise.resolve(memoryShelf())
      lasting.value = false
      await (await shelved()).replace(entry)
    }
    await changed()
  }

  /** Forgets an entry without sending it. */
  async function remove(id: string): Promise<void> {
    const gone = entries.value.find((entry) => entry.id === id)
    await (await shelved()).remove(id)
    await changed(gone ? endOf(gone, 'dropped') : null)
  }

  /** Changes entries in their place; those that `change` gives back as they are stay so. */
  async function amend(change: (entry: Entry) => Entry): Promise<void> {
    const store = await shelved()
    for (const entry of await store.all()) {
      const next = change(entry)
      if (next !== entry) await store.update(next)
    }
    await changed()
  }

  /** Has entries go as soon as possible, also those that were refused. Call {@link flush} to send them. */
  function wake(wanted: (entry: Entry) => boolean): Promise<void> {
    return amend((entry) =>
      wanted(entry) ? { ...entry, state: 'waiting', problem: null, notBefore: 0 } : entry,
    )
  }

  /** Registers who sends what. */
  function register(more: Senders): void {
    Object.assign(senders, more)
  }

  /**
   * Sends what waits, one after the other, while no other tab does.
   * @param options.now whether the person asks for it, so that no pause counts
   */
  function flush(options: { now?: boolean } = {}): Promise<void> {
    const work = () => pass(options.now ?? false)
    // not everywhere there is such a thing, whatever the types say
    const locks: LockManager | null | undefined = navigator.locks
    const turn = queue.then(() => (locks ? locks.request(databaseName, work) : work()))
    // A document that is going away gets no lock; what waits is there for the next one.
    queue = turn.catch(() => {})
    return turn.catch(() => {})
  }

  /**
   * Sends what waits, for a page on which somebody has just said so.
   * @param patience milliseconds after which the page goes on, whether it has been sent or not
   */
  async function sendNow(patience = PAGE_WAITS): Promise<void> {
    const waited = new Promise((resolve) => setTimeout(resolve, patience))
    await Promise.race([flush({ now: true }), waited])
  }

  async function pass(now: boolean): Promise<void> {
    try {
      // Read under the lock: another tab may have sent some of it meanwhile.
      await load()
      const tried = new Set<string>()
      for (let entry = next(tried, now); entry; entry = next(tried, now)) {
        tried.add(entry.id)
        if (!(await attempt(entry))) break
      }
    } finally {
      schedule()
    }
  }

  /**
   * What a pass tries next, of what it has not tried yet: what has been tried least before. Photos that are too much for the
   * network, or an act that breaks its sender, hold up nothing but themselves.
   */
  function next(tried: ReadonlySet<string>, now: boolean): Entry | undefined {
    const isDue = ({ notBefore }: Entry) => now || notBefore <= Date.now()
    return entries.value
      .filter(({ id, state, kind }) => state === 'waiting' && senders[kind] && !tried.has(id))
      .filter((entry) => isDue(entry) && !isBehind(entry, entries.value))
      .sort((one, other) => one.attempts - other.attempts)[0]
  }

  /** Tries one entry. Gives false where there is no network, and trying others would be in vain. */
  async function attempt(entry: Entry): Promise<boolean> {
    const store = await shelved()
    // Counted before, because the page may not live to count it after; not counted where it cannot reach anybody.
    const tried = navigator.onLine ? { ...entry, attempts: entry.attempts + 1 } : entry
    // Something else may have been said since the pass began.
    if (!(await store.update(tried))) return true
    let end: End | null = null
    try {
      sending.value = entry.topic
      await changed()
      const trace = await dispatch(tried)
      failures = 0
      if (!store.lasting) overtake(entry.topic, entry.createdAt)
      end = endOf(entry, 'acknowledged')
      await store.finish(entry.id, sentOf(entry, trace, Date.now()))
      return true
    } catch (error) {
      if (!(error instanceof ApiFailure)) console.error(error)
      const failure = error instanceof ApiFailure ? error : new ApiFailure('offline', null)
      if (failure.kind === 'offline') failures += 1
      // The sender may have changed what it is to be sent from.
      const now = entries.value.find(({ id }) => id === entry.id) ?? tried
      await store.update(afterFailure(now, failure))
      return failure.kind !== 'offline'
    } finally {
      sending.value = null
      await changed(end)
    }
  }

  async function dispatch<Kind extends EntryKind>(entry: EntryOf<Kind>): Promise<Trace | null> {
    return (await senders[entry.kind]?.(entry)) ?? null
  }

  /** Sets the clock for the next try. */
  function schedule(): void {
    clearTimeout(timer)
    const waiting = entries.value.filter(({ state, kind }) => state === 'waiting' && senders[kind])
    if (waiting.length === 0) return
    const allowed = Math.min(...waiting.map(({ notBefore }) => notBefore)) - Date.now()
    timer = setTimeout(flush, Math.min(LONGEST, Math.max(pauseAfter(failures), allowed)))
  }

  const whenOnline = () => void flush()
  const whenSeen = () => {
    if (document.visibilityState === 'visible') void flush()
  }
  window.addEventListener('online', whenOnline)
  document.addEventListener('visibilitychange', whenSeen)
  onScopeDispose(() => {
    window.removeEventListener('online', whenOnline)
    document.removeEventListener('visibilitychange', whenSeen)
    clearTimeout(timer)
    channel?.close()
  })

  return {
    entries,
    sending,
    lasting,
    ended,
    sent,
    load,
    loadSent,
    forgetSent,
    on,
    put,
    amend,
    wake,
    remove,
    register,
    flush,
    sendNow,
  }
})

const endOf = ({ kind, topic }: Entry, how: End['how']): End => ({ kind, topic, how })

/** Has the header show what waits. Without the sign everything goes its way all the same. */
async function showSign(): Promise<void> {
  if (outboxSign.value) return
  const fetched = await withWords('outbox', () => import('../outbox/OutboxSign.vue'))().catch(() => null)
  if (fetched) outboxSign.value = fetched.default
}
