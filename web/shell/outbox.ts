import { defineStore } from 'pinia'
import { onScopeDispose, ref, shallowRef } from 'vue'
import type { ProblemDetails } from '../../schema/contract/problem.ts'
import type { RatingDraft, Subject } from '../../schema/contract/rating.ts'
import { ApiFailure } from './api.ts'
import { memoryShelf, openShelf, type Shelf } from './outbox-database.ts'
import { databaseName } from './outbox-database-name.ts'

/** What can be sent later, by kind. A capability that sends something adds its line here and registers a sender. */
export interface Sendable {
  rating: RatingDraft
  withdrawal: Subject
}
export type EntryKind = keyof Sendable

/** One act of a person, until the worker has acknowledged it. */
export interface EntryOf<Kind extends EntryKind> {
  /** random; every attempt carries it as `Idempotency-Key` */
  id: string
  kind: Kind
  /** what it is about: a newer entry on the same topic takes the place of the older one */
  topic: string
  body: Sendable[Kind]
  /** epoch milliseconds */
  createdAt: number
  /** how often it may have reached the worker */
  attempts: number
  /** `refused` is final: it stays until the person changes or deletes it */
  state: 'waiting' | 'refused'
  /** what the worker said the last time; null where nothing has answered */
  problem: ProblemDetails | null
  /** epoch milliseconds before which the worker does not want to see it again */
  notBefore: number
}
export type Entry = { [Kind in EntryKind]: EntryOf<Kind> }[EntryKind]

/** What a person wants sent. */
export type Act = {
  [Kind in EntryKind]: Pick<EntryOf<Kind>, 'kind' | 'topic' | 'body'>
}[EntryKind]

/** Sends entries of one kind; resolves when the worker has acknowledged, throws {@link ApiFailure} otherwise. */
export type Senders = { [Kind in EntryKind]?: (entry: EntryOf<Kind>) => Promise<void> }

/** Milliseconds before something is tried again by itself: the first time, doubled after each, at most. */
const pauses = { first: 5_000, most: 5 * 60_000 } as const

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
  /** counts what other tabs have done to the entries */
  const elsewhere = ref(0)

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

  async function refresh(): Promise<void> {
    const all = await (await shelved()).all()
    entries.value = all.sort((one, other) => one.createdAt - other.createdAt)
  }

  /** Other tabs look at the same entries. */
  const channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel(databaseName) : null
  channel?.addEventListener('message', async () => {
    await refresh()
    elsewhere.value += 1
  })

  async function changed(): Promise<void> {
    await refresh()
    channel?.postMessage(null)
  }

  /** Reads what waits. */
  const load = refresh

  /** The entry on a topic, if something of it waits or was refused. */
  function on(topic: string): Entry | undefined {
    return entries.value.find((entry) => entry.topic === topic)
  }

  /** Keeps what a person wants sent, in the place of whatever waited on its topic. Call {@link flush} to send it. */
  async function put(act: Act): Promise<void> {
    const entry: Entry = {
      ...act,
      id: crypto.randomUUID(),
      createdAt: Date.now(),
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
    await (await shelved()).remove(id)
    await changed()
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

  async function pass(now: boolean): Promise<void> {
    // Read under the lock: another tab may have sent some of it meanwhile.
    await refresh()
    for (const entry of entries.value) {
      if (entry.state !== 'waiting' || !senders[entry.kind]) continue
      if (!now && entry.notBefore > Date.now()) continue
      if (!(await attempt(entry))) break
    }
    schedule()
  }

  /** Tries one entry. Gives false where trying others would be in vain. */
  async function attempt(entry: Entry): Promise<boolean> {
    const store = await shelved()
    // Counted before, because the page may not live to count it after; not counted where it cannot reach anybody.
    const tried = navigator.onLine ? { ...entry, attempts: entry.attempts + 1 } : entry
    // Something else may have been said since the pass began.
    if (!(await store.update(tried))) return true
    sending.value = entry.topic
    await changed()
    try {
      await dispatch(tried)
      failures = 0
      await store.remove(entry.id)
      return true
    } catch (error) {
      if (!(error instanceof ApiFailure)) console.error(error)
      const failure = error instanceof ApiFailure ? error : new ApiFailure('offline', null)
      const final = isFinal(failure)
      if (!final) failures += 1
      const { problem, retryAfter } = failure
      const notBefore = retryAfter === null ? 0 : Date.now() + retryAfter * 1_000
      await store.update({ ...tried, state: final ? 'refused' : 'waiting', problem, notBefore })
      return final
    } finally {
      sending.value = null
      await changed()
    }
  }

  async function dispatch<Kind extends EntryKind>(entry: EntryOf<Kind>): Promise<void> {
    await senders[entry.kind]?.(entry)
  }

  /** Sets the clock for the next try. */
  function schedule(): void {
    clearTimeout(timer)
    const waiting = entries.value.filter(({ state, kind }) => state === 'waiting' && senders[kind])
    if (waiting.length === 0) return
    const pause = Math.min(pauses.most, pauses.first * 2 ** Math.max(0, failures - 1))
    const allowed = Math.min(...waiting.map(({ notBefore }) => notBefore)) - Date.now()
    timer = setTimeout(flush, Math.max(pause, allowed))
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

  return { entries, sending, lasting, elsewhere, load, on, put, remove, register, flush }
})

/**
 * Whether the worker has refused for good. A server in trouble and one that is asked too often will take it later; an
 * answer that is not the worker's own, from a hotel's login page for instance, refuses nothing.
 */
function isFinal({ problem }: ApiFailure): boolean {
  return problem !== null && problem.status < 500 && problem.status !== 429
}
