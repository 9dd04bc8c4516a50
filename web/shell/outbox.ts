import { defineStore } from 'pinia'
import { onScopeDispose, ref, shallowRef } from 'vue'
import type { ApplicationDraft } from '../../schema/contract/application.ts'
import type { ProblemDetails } from '../../schema/contract/problem.ts'
import type { RatingDraft, Subject } from '../../schema/contract/rating.ts'
import type { ReportDraft } from '../../schema/contract/report.ts'
import type { WishDraft } from '../../schema/contract/wish.ts'
import type { ComplaintToSend } from '../complaints/complaint-draft.ts'
import { ApiFailure } from './api.ts'
import { memoryShelf, openShelf, type Shelf } from './outbox-database.ts'
import { databaseName, hasOutbox } from './outbox-exists.ts'
import { overtake, overtakenUntil } from './outbox-overtaken.ts'

/** What can be sent later, by kind. A capability that sends something adds its line here and registers a sender. */
export interface Sendable {
  rating: RatingDraft
  withdrawal: Subject
  report: ReportDraft
  application: ApplicationDraft
  complaint: ComplaintToSend
  wish: WishDraft
  /** of a wish by its identifier */
  support: { wish: string; why: string | null }
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

/** What became of an entry that is no longer there; tabs tell each other. */
interface End {
  kind: EntryKind
  topic: string
  /** by the worker, or by the person before it was sent */
  how: 'acknowledged' | 'dropped'
}
export interface Ended extends End {
  /** whether it was this tab that did it */
  here: boolean
}

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
  /** what has ended last, here or in another tab */
  const ended = shallowRef<Ended | null>(null)

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

  /** Other tabs look at the same entries. */
  const channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel(databaseName) : null
  channel?.addEventListener('message', ({ data }: MessageEvent<End | null>) => changeTo(data, false))

  /** That something is gone is told together with why. */
  async function changeTo(end: End | null, here: boolean): Promise<void> {
    entries.value = await read()
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
    try {
      // Read under the lock: another tab may have sent some of it meanwhile.
      await load()
      for (const entry of entries.value) {
        if (entry.state !== 'waiting' || !senders[entry.kind]) continue
        if (!now && entry.notBefore > Date.now()) continue
        if (!(await attempt(entry))) break
      }
    } finally {
      schedule()
    }
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
      await dispatch(tried)
      failures = 0
      if (!store.lasting) overtake(entry.topic, entry.createdAt)
      end = endOf(entry, 'acknowledged')
      await store.remove(entry.id)
      return true
    } catch (error) {
      if (!(error instanceof ApiFailure)) console.error(error)
      const failure = error instanceof ApiFailure ? error : new ApiFailure('offline', null)
      if (failure.kind === 'offline') failures += 1
      await store.update(afterFailure(tried, failure))
      return failure.kind !== 'offline'
    } finally {
      sending.value = null
      await changed(end)
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
    const allowed = Math.min(...waiting.map(({ notBefore }) => notBefore)) - Date.now()
    timer = setTimeout(flush, Math.max(pauseAfter(failures), allowed))
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

  return { entries, sending, lasting, ended, load, on, put, remove, register, flush }
})

/** Milliseconds until the next try by itself. */
function pauseAfter(failures: number): number {
  return Math.min(pauses.most, pauses.first * 2 ** Math.max(0, failures - 1))
}

const endOf = ({ kind, topic }: Entry, how: End['how']): End => ({ kind, topic, how })

/** An entry as it is kept after a try that failed. What found no network may go as soon as there is one. */
function afterFailure(entry: Entry, failure: ApiFailure): Entry {
  const { problem, retryAfter } = failure
  if (isFinal(failure)) return { ...entry, state: 'refused', problem, notBefore: 0 }
  if (failure.kind === 'offline') return { ...entry, problem, notBefore: 0 }
  const pause = retryAfter === null ? pauseAfter(entry.attempts) : retryAfter * 1_000
  return { ...entry, problem, notBefore: Date.now() + pause }
}

/**
 * Whether the worker has refused for good. A server in trouble and one that is asked too often will take it later; an
 * answer that is not the worker's own, from a hotel's login page for instance, refuses nothing.
 */
function isFinal({ problem }: ApiFailure): boolean {
  return problem !== null && problem.status < 500 && problem.status !== 429
}
