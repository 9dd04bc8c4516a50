import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ProblemCode } from '../../schema/contract/problem.ts'
import { ApiFailure } from '../../web/shell/api.ts'
import { useOutbox } from '../../web/shell/outbox.ts'
import type { Act, Senders } from '../../web/shell/outbox-entry.ts'
import { hasOutbox } from '../../web/shell/outbox-exists.ts'
import { resumeOutbox } from '../../web/shell/outbox-resume.ts'
import { setRemembers } from '../../web/shell/outbox-sent.ts'
import { emptyDatabase } from './database.ts'

const offline = new ApiFailure('offline', null)
const problem = (status: number, code: ProblemCode, retryAfter: number | null = null) =>
  new ApiFailure('problem', { type: 'about:blank', code, title: code, status }, retryAfter)

const rating = (grade: 1 | 2 | 3 | 4 | 5, id = 'kangning01'): Act => ({
  kind: 'rating',
  topic: `rating:outlet:${id}`,
  body: { subject: { kind: 'outlet', id }, grade },
})

type Send = NonNullable<Senders['rating']>
type Outbox = ReturnType<typeof useOutbox>
const tabs: Outbox[] = []

/** A tab of the same browser. */
function tab(send: Send): Outbox {
  const outbox = useOutbox(createPinia())
  outbox.register({ rating: send })
  tabs.push(outbox)
  return outbox
}

const sender = (...results: (ApiFailure | null)[]) => {
  const send = vi.fn<Send>(async () => {
    const failure = results.length > 0 ? results.shift() : null
    if (failure) throw failure
    return null
  })
  return send
}
const keys = (send: ReturnType<typeof sender>) => send.mock.calls.map(([entry]) => entry.id)
const grades = (send: ReturnType<typeof sender>) => send.mock.calls.map(([entry]) => entry.body.grade)

/** As browsers do it: one after the other, over all tabs. */
function locks(): void {
  let queue: Promise<unknown> = Promise.resolve()
  const request = (_name: string, work: () => Promise<unknown>) => {
    const turn = queue.then(work)
    queue = turn.catch(() => {})
    return turn
  }
  Object.defineProperty(navigator, 'locks', { value: { request }, configurable: true })
}

beforeEach(() => {
  emptyDatabase()
})
afterEach(() => {
  for (const outbox of tabs.splice(0)) outbox.$dispose()
  Reflect.deleteProperty(navigator, 'locks')
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

describe('the outbox', () => {
  test('keeps first and sends then', async () => {
    const kept: unknown[] = []
    const outbox = tab(async ({ id, attempts }) => {
      const other = tab(sender())
      await other.load()
      kept.push(other.entries.map((entry) => [entry.id === id, entry.attempts, attempts]))
      return null
    })
    await outbox.put(rating(4))
    expect(outbox.on('rating:outlet:kangning01')).toMatchObject({ state: 'waiting', attempts: 0 })
    await outbox.flush()
    // counted before it is sent: the page may not live to count it after
    expect(kept).toEqual([[[true, 1, 1]]])
    expect(outbox.entries).toEqual([])
  })

  test('what finds no network waits, and goes out with the same key when there is one', async () => {
    const send = sender(offline, null)
    const outbox = tab(send)
    await outbox.put(rating(4))
    await outbox.flush()
    expect(outbox.entries).toMatchObject([{ state: 'waiting', attempts: 1, problem: null }])
    window.dispatchEvent(new Event('online'))
    await expect.poll(() => outbox.entries.length).toBe(0)
    expect(keys(send)).toHaveLength(2)
    expect(new Set(keys(send)).size).toBe(1)
  })

  test('is looked at again when the page is', async () => {
    const send = sender(offline, null)
    const outbox = tab(send)
    await outbox.put(rating(4))
    await outbox.flush()
    document.dispatchEvent(new Event('visibilitychange'))
    await expect.poll(() => outbox.entries.length).toBe(0)
  })

  test('an attempt that cannot have reached anybody is not counted', async () => {
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    const outbox = tab(sender(offline))
    await outbox.put(rating(4))
    await outbox.flush()
    expect(outbox.entries).toMatchObject([{ state: 'waiting', attempts: 0 }])
  })

  test('tries again by itself, at longer and longer intervals', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const send = sender(offline, offline, null)
    const outbox = tab(send)
    await outbox.put(rating(4))
    await outbox.flush()
    const sentAfter = async (seconds: number) => {
      vi.advanceTimersByTime(seconds * 1_000)
      await outbox.load()
      return send.mock.calls.length
    }
    expect(await sentAfter(4)).toBe(1)
    vi.advanceTimersByTime(2_000)
    await expect.poll(() => [send.mock.calls.length, outbox.sending]).toEqual([2, null])
    await expect.poll(() => vi.getTimerCount()).toBe(1)
    expect(await sentAfter(9)).toBe(2)
    vi.advanceTimersByTime(2_000)
    await expect.poll(() => outbox.entries.length).toBe(0)
  })

  test.each([
    ['a server in trouble', problem(503, 'unavailable')],
    ['a fault of the server', problem(500, 'internal')],
    ['an answer that is not the worker’s own', new ApiFailure('problem', null)],
  ])('%s refuses nothing', async (_name, failure) => {
    const outbox = tab(sender(failure))
    await outbox.put(rating(4))
    await outbox.flush()
    expect(outbox.entries).toMatchObject([{ state: 'waiting', problem: failure.problem }])
  })

  test('waits as long as the worker asks for, unless the person does not', async () => {
    const send = sender(problem(429, 'too_many', 3_600), null)
    const outbox = tab(send)
    await outbox.put(rating(4))
    await outbox.flush()
    await outbox.flush()
    expect(send).toHaveBeenCalledTimes(1)
    expect(outbox.entries).toMatchObject([{ state: 'waiting', problem: { code: 'too_many' } }])
    await outbox.flush({ now: true })
    expect(outbox.entries).toEqual([])
  })

  test('what was refused stays with its reason, and is not sent again', async () => {
    const send = sender(problem(404, 'not_found'))
    const outbox = tab(send)
    await outbox.put(rating(4))
    await outbox.flush()
    await outbox.flush({ now: true })
    expect(send).toHaveBeenCalledTimes(1)
    expect(outbox.entries).toMatchObject([{ state: 'refused', problem: { code: 'not_found' } }])
    const [entry] = outbox.entries
    if (entry) await outbox.remove(entry.id)
    expect(outbox.entries).toEqual([])
  })

  test('a refusal does not keep back what comes after it', async () => {
    const send = sender(problem(404, 'not_found'), null)
    const outbox = tab(send)
    await outbox.put(rating(4, 'gone000001'))
    await new Promise((resolve) => setTimeout(resolve, 2))
    await outbox.put(rating(5, 'kangning01'))
    await outbox.flush()
    expect(grades(send)).toEqual([4, 5])
    expect(outbox.entries).toMatchObject([{ topic: 'rating:outlet:gone000001' }])
  })

  test('one that the server fails on does not keep back what comes after it, and waits longer and longer', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const send = vi.fn<Send>(async ({ body }) => {
      if (body.grade === 2) throw problem(500, 'internal')
      return null
    })
    const outbox = tab(send)
    await outbox.put(rating(2, 'broken0001'))
    vi.setSystemTime(Date.now() + 10)
    await outbox.put(rating(4, 'second0001'))
    vi.setSystemTime(Date.now() + 10)
    await outbox.put(rating(5, 'third00001'))
    await outbox.flush()
    expect(grades(send)).toEqual([2, 4, 5])
    expect(outbox.entries).toMatchObject([{ topic: 'rating:outlet:broken0001', state: 'waiting' }])
    const pauseNow = () => (outbox.entries[0]?.notBefore ?? 0) - Date.now()
    expect(pauseNow()).toBe(5_000)
    await outbox.flush()
    expect(send).toHaveBeenCalledTimes(3)
    vi.setSystemTime(Date.now() + 5_001)
    await outbox.flush()
    expect(send).toHaveBeenCalledTimes(4)
    expect(pauseNow()).toBe(10_000)
  })

  test('without network the others are not tried in vain', async () => {
    const send = sender(offline)
    const outbox = tab(send)
    await outbox.put(rating(2, 'first00001'))
    await outbox.put(rating(4, 'second0001'))
    await outbox.flush()
    expect(send).toHaveBeenCalledTimes(1)
  })

  test('one that never gets through holds up nothing but itself', async () => {
    const send = vi.fn<Send>(async ({ body }) => {
      if (body.grade === 2) throw offline
      return null
    })
    const outbox = tab(send)
    await outbox.put(rating(2, 'toolarge01'))
    await new Promise((resolve) => setTimeout(resolve, 2))
    await outbox.put(rating(4, 'second0001'))
    await outbox.flush()
    expect(grades(send)).toEqual([2])
    await outbox.flush()
    expect(grades(send)).toEqual([2, 4, 2])
    expect(outbox.entries).toMatchObject([{ topic: 'rating:outlet:toolarge01', state: 'waiting' }])
  })

  test('whoever says to come again in a hundred years is not asked without end', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const outbox = tab(sender(problem(429, 'too_many', 3_000_000_000)))
    await outbox.put(rating(4))
    await outbox.flush()
    const reads = vi.spyOn(IDBObjectStore.prototype, 'getAll')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(reads).not.toHaveBeenCalled()
  })

  test('a database that could not be opened again is opened the next time', async () => {
    const outbox = tab(sender(null))
    await outbox.put(rating(4))
    const settled = (request: IDBOpenDBRequest) =>
      new Promise<IDBOpenDBRequest>((resolve) => {
        request.onsuccess = () => resolve(request)
      })
    // another tab has a version that this one does not know
    const newer = await settled(indexedDB.open('yikezhong-outbox', 99))
    newer.result.close()
    await expect(outbox.load()).rejects.toThrow('version')
    await settled(indexedDB.deleteDatabase('yikezhong-outbox'))
    await outbox.put(rating(5))
    expect(outbox.lasting).toBe(true)
  })

  test('a database that fails while something is on its way leaves nothing stuck, and it is tried again', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const send = sender(null)
    const outbox = tab(send)
    await outbox.put(rating(4))
    const told = vi.spyOn(console, 'error').mockReturnValue()
    const read = IDBObjectStore.prototype.getAll
    let readings = 0
    vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementation(function (this: IDBObjectStore) {
      readings += 1
      // the first one is that of the pass, the second comes when the entry has been marked as being on its way
      if (readings === 2) throw new DOMException('gone', 'InvalidStateError')
      return read.call(this)
    })
    await outbox.flush()
    expect(send).not.toHaveBeenCalled()
    expect(told).toHaveBeenCalledTimes(1)
    expect(outbox.sending).toBeNull()
    await vi.advanceTimersByTimeAsync(5_000)
    await expect.poll(() => outbox.entries.length).toBe(0)
    expect(send).toHaveBeenCalledTimes(1)
  })

  test('a newer entry on a topic takes the place of the older, with a key of its own', async () => {
    const send = sender(offline, null)
    const outbox = tab(send)
    await outbox.put(rating(2))
    await outbox.flush()
    await outbox.put(rating(4))
    expect(outbox.entries).toHaveLength(1)
    await outbox.flush({ now: true })
    expect(grades(send)).toEqual([2, 4])
    expect(new Set(keys(send)).size).toBe(2)
  })

  test('what was taken back while something else was on its way is not sent', async () => {
    let answerFirst = () => {}
    const send = vi.fn<Send>(
      () =>
        new Promise((resolve) => {
          answerFirst = () => resolve(null)
        }),
    )
    const outbox = tab(send)
    await outbox.put(rating(4, 'first00001'))
    await new Promise((resolve) => setTimeout(resolve, 2))
    await outbox.put(rating(5, 'second0001'))
    const sent = outbox.flush()
    await expect.poll(() => send.mock.calls.length).toBe(1)
    // what is on its way may have reached the worker already, and everyone who looks can see so
    expect(outbox.entries.map(({ attempts }) => attempts)).toEqual([1, 0])
    const second = outbox.on('rating:outlet:second0001')
    if (second) await outbox.remove(second.id)
    answerFirst()
    await sent
    expect(grades(send)).toEqual([4])
    expect(outbox.entries).toEqual([])
  })

  test('what was changed while it was on its way is sent as it is now', async () => {
    let answerFirst = (_failure: ApiFailure | null) => {}
    const send = vi.fn<Send>(
      ({ body }) =>
        new Promise((resolve, reject) => {
          if (body.grade === 4) return resolve(null)
          answerFirst = (failure) => (failure ? reject(failure) : resolve(null))
        }),
    )
    const outbox = tab(send)
    await outbox.put(rating(2))
    const first = outbox.flush()
    await expect.poll(() => send.mock.calls.length).toBe(1)
    expect(outbox.sending).toBe('rating:outlet:kangning01')
    await outbox.put(rating(4))
    const second = outbox.flush()
    answerFirst(offline)
    await Promise.all([first, second])
    expect(send.mock.calls.map(([entry]) => entry.body.grade)).toEqual([2, 4])
    expect(outbox.entries).toEqual([])
    expect(outbox.sending).toBeNull()
  })
})

describe('is sent once', () => {
  test('by two calls at a time', async () => {
    const send = sender()
    const outbox = tab(send)
    await outbox.put(rating(4))
    await Promise.all([outbox.flush(), outbox.flush({ now: true }), outbox.flush()])
    expect(send).toHaveBeenCalledTimes(1)
  })

  test('by two tabs at a time, and the other one hears of it', async () => {
    locks()
    const send = sender()
    const [one, other] = [tab(send), tab(send)]
    await one.put(rating(4))
    await expect.poll(() => other.entries.length).toBe(1)
    await Promise.all([one.flush(), other.flush()])
    expect(send).toHaveBeenCalledTimes(1)
    await expect.poll(() => other.entries.length).toBe(0)
    await expect.poll(() => other.ended).toMatchObject({ kind: 'rating', how: 'acknowledged', here: false })
  })
})

test('the other tab hears that something was dropped, and not sent', async () => {
  const [one, other] = [tab(sender(offline)), tab(sender())]
  await one.put(rating(4))
  await one.flush()
  const [entry] = one.entries
  if (entry) await one.remove(entry.id)
  await expect.poll(() => other.ended).toMatchObject({ topic: 'rating:outlet:kangning01', how: 'dropped' })
  expect(one.ended).toEqual({ ...other.ended, here: true })
})

describe('when the site is opened again', () => {
  const resume = (send: Send) => {
    const register = vi.fn(async () => {
      const outbox = useOutbox()
      outbox.register({ rating: send })
      tabs.push(outbox)
    })
    setActivePinia(createPinia())
    resumeOutbox(register)
    return register
  }

  test('what waits is sent, with the key it had', async () => {
    const before = sender(offline)
    const outbox = tab(before)
    await outbox.put(rating(4))
    await outbox.flush()
    outbox.$dispose()
    const send = sender()
    vi.stubGlobal('requestIdleCallback', (then: () => void) => then())
    resume(send)
    await expect.poll(() => send.mock.calls.length).toBe(1)
    expect(keys(send)).toEqual(keys(before))
  })

  test('who has never sent anything has no outbox, and fetches nothing for one', async () => {
    const idle = vi.fn((then: () => void) => then())
    vi.stubGlobal('requestIdleCallback', idle)
    const register = resume(sender())
    expect(await hasOutbox()).toBe(false)
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(idle).toHaveBeenCalledTimes(1)
    expect(register).not.toHaveBeenCalled()
    expect(await indexedDB.databases()).toEqual([])
  })

  test('who only reads has no outbox after looking at the page again, either', async () => {
    const outbox = tab(sender())
    await outbox.load()
    document.dispatchEvent(new Event('visibilitychange'))
    window.dispatchEvent(new Event('online'))
    await outbox.flush()
    expect(await hasOutbox()).toBe(false)
    await outbox.put(rating(4))
    expect(await hasOutbox()).toBe(true)
  })

  test('where nothing waits, no sender is fetched', async () => {
    const outbox = tab(sender())
    await outbox.put(rating(4))
    await outbox.flush()
    vi.stubGlobal('requestIdleCallback', (then: () => void) => then())
    const register = resume(sender())
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(register).not.toHaveBeenCalled()
  })
})

describe('an older rating that the database gives back late', () => {
  /** A visit whose database does not open in time. */
  async function visitWithoutDatabase(act: Act): Promise<void> {
    const stored = indexedDB
    vi.stubGlobal('indexedDB', { open: () => new EventTarget() })
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const send = sender()
    const outbox = tab(send)
    const put = outbox.put(act)
    await vi.advanceTimersByTimeAsync(3_000)
    await put
    vi.useRealTimers()
    await outbox.flush()
    expect(send).toHaveBeenCalledTimes(1)
    outbox.$dispose()
    vi.stubGlobal('indexedDB', stored)
  }

  test('is not sent over the newer one that went out meanwhile', async () => {
    const first = tab(sender(offline))
    await first.put(rating(1))
    await first.put(rating(2, 'another001'))
    await first.flush()
    first.$dispose()
    await visitWithoutDatabase(rating(5))
    const send = sender()
    const outbox = tab(send)
    await outbox.load()
    expect(outbox.entries).toMatchObject([{ topic: 'rating:outlet:another001' }])
    await outbox.flush({ now: true })
    expect(grades(send)).toEqual([2])
  })

  test('is not sent after the database failed under the newer one', async () => {
    const first = tab(sender(offline))
    await first.put(rating(1))
    await first.flush()
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(() => {
      throw new DOMException('full', 'QuotaExceededError')
    })
    await first.put(rating(5))
    expect(first.lasting).toBe(false)
    await first.flush({ now: true })
    expect(first.entries).toEqual([])
    first.$dispose()
    const send = sender()
    const outbox = tab(send)
    await outbox.flush()
    expect(send).not.toHaveBeenCalled()
  })

  test('does not keep back what is said after it, whatever the clock says', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    vi.setSystemTime('2031-01-01')
    await visitWithoutDatabase(rating(5))
    vi.setSystemTime('2026-11-24')
    const send = sender()
    const outbox = tab(send)
    await outbox.put(rating(2))
    await outbox.flush()
    expect(grades(send)).toEqual([2])
  })

  test('leaves no trace where the database works', async () => {
    const outbox = tab(sender())
    await outbox.put(rating(5))
    await outbox.flush()
    expect(Object.keys(localStorage)).toEqual([])
  })
})

describe('where the browser keeps nothing', () => {
  test('any more, because its disk is full, it is sent all the same, and nothing else is heard of it', async () => {
    const outbox = tab(sender())
    await outbox.load()
    const store = IDBObjectStore.prototype.put
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...given) {
      const request = store.apply(this, given)
      this.transaction.abort()
      return request
    })
    await outbox.put(rating(4))
    expect(outbox.lasting).toBe(false)
    await outbox.flush()
    expect(outbox.entries).toEqual([])
    // a rejection that nobody handles would fail the run
    await new Promise((resolve) => setTimeout(resolve, 20))
  })

  test('or never says whether it does, the person is not kept waiting', async () => {
    vi.stubGlobal('indexedDB', { open: () => new EventTarget() })
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const outbox = tab(sender())
    const put = outbox.put(rating(4))
    await vi.advanceTimersByTimeAsync(3_000)
    await put
    expect(outbox.lasting).toBe(false)
    expect(outbox.entries).toHaveLength(1)
  })

  test('it is sent all the same, and said not to last', async () => {
    vi.stubGlobal('indexedDB', {
      open: () => {
        throw new DOMException('no', 'SecurityError')
      },
    })
    const send = sender(offline, null)
    const outbox = tab(send)
    await outbox.put(rating(4))
    expect(outbox.lasting).toBe(false)
    await outbox.flush()
    expect(outbox.entries).toMatchObject([{ state: 'waiting' }])
    await outbox.flush({ now: true })
    expect(outbox.entries).toEqual([])
    expect(new Set(keys(send)).size).toBe(1)
  })
})

describe('what was sent', () => {
  const day = 86_400_000
  const sendsTo = (outbox: Outbox) => outbox.sent?.map(({ kind, trace }) => [kind, trace])

  test('is remembered by its kind and where to see what came of it, without any words', async () => {
    const outbox = tab(async () => ({ kind: 'outlet', id: 'kangning01' }))
    await outbox.put({
      kind: 'rating',
      topic: 'rating:outlet:kangning01',
      body: { subject: { kind: 'outlet', id: 'kangning01' }, grade: 1, comment: '太吵' },
    })
    await outbox.flush()
    await outbox.loadSent()
    expect(sendsTo(outbox)).toEqual([['rating', { kind: 'outlet', id: 'kangning01' }]])
    expect(JSON.stringify(outbox.sent)).not.toContain('太吵')
  })

  test('shows the latest first, also to another tab', async () => {
    const [one, other] = [tab(sender()), tab(sender())]
    await other.loadSent()
    await one.put(rating(4, 'first00001'))
    await one.flush()
    await new Promise((resolve) => setTimeout(resolve, 2))
    await one.put(rating(4, 'second0001'))
    await one.flush()
    await expect.poll(() => other.sent?.length).toBe(2)
    expect((other.sent?.[0]?.at ?? 0) > (other.sent?.[1]?.at ?? 0)).toBe(true)
  })

  test('is forgotten for good after seven days, by whoever looks or opens the site', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const outbox = tab(sender())
    await outbox.put(rating(4))
    await outbox.flush()
    vi.setSystemTime(Date.now() + 7 * day - 1)
    await outbox.loadSent()
    expect(outbox.sent).toHaveLength(1)
    vi.setSystemTime(Date.now() + 2)
    vi.stubGlobal('requestIdleCallback', (then: () => void) => then())
    setActivePinia(createPinia())
    resumeOutbox(async () => {})
    const stored = async () => {
      const database = await new Promise<IDBDatabase>((resolve) => {
        const opening = indexedDB.open('yikezhong-outbox')
        opening.onsuccess = () => resolve(opening.result)
      })
      const rows = database.transaction('sent').objectStore('sent').getAll()
      await new Promise((resolve) => {
        rows.onsuccess = resolve
      })
      database.close()
      return rows.result
    }
    await expect.poll(stored).toEqual([])
    tabs.push(useOutbox())
  })

  test('is not remembered by whoever does not want that', async () => {
    setRemembers(false)
    const outbox = tab(sender())
    await outbox.put(rating(4))
    await outbox.flush()
    await outbox.loadSent()
    expect(outbox.sent).toEqual([])
    setRemembers(true)
    await outbox.put(rating(5))
    await outbox.flush()
    expect(outbox.sent).toHaveLength(1)
    await outbox.forgetSent()
    expect(outbox.sent).toEqual([])
    const again = tab(sender())
    await again.loadSent()
    expect(again.sent).toEqual([])
    expect(Object.keys(localStorage)).toEqual([])
  })

  test('nothing is sent and nothing remembered of what was deleted or refused', async () => {
    const outbox = tab(sender(problem(404, 'not_found')))
    await outbox.put(rating(4))
    await outbox.flush()
    const [entry] = outbox.entries
    if (entry) await outbox.remove(entry.id)
    await outbox.loadSent()
    expect(outbox.sent).toEqual([])
  })

  test('what an older version of the site has left waiting is there, and goes out', async () => {
    const entry = {
      id: 'of-version-1',
      ...rating(4, 'older00001'),
      createdAt: 1,
      attempts: 2,
      state: 'waiting',
    }
    const older = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open('yikezhong-outbox', 1)
      opening.onupgradeneeded = () =>
        opening.result.createObjectStore('entries', { keyPath: 'id' }).createIndex('topic', 'topic')
      opening.onsuccess = () => resolve(opening.result)
    })
    const writing = older.transaction('entries', 'readwrite')
    writing.objectStore('entries').put({ ...entry, problem: null, notBefore: 0 })
    await new Promise((resolve) => {
      writing.oncomplete = resolve
    })
    older.close()
    const send = sender()
    const outbox = tab(send)
    await outbox.flush()
    expect(keys(send)).toEqual(['of-version-1'])
    await outbox.loadSent()
    expect(outbox.sent).toMatchObject([{ id: 'of-version-1', kind: 'rating' }])
  })
})

describe('what was refused or must pause', () => {
  test('is tried again when the person wants it, with the key it had', async () => {
    const send = sender(problem(404, 'not_found'), null)
    const outbox = tab(send)
    await outbox.put(rating(4))
    await outbox.flush()
    await outbox.wake(({ state }) => state === 'refused')
    expect(outbox.entries).toMatchObject([{ state: 'waiting', problem: null }])
    await outbox.flush()
    expect(outbox.entries).toEqual([])
    expect(new Set(keys(send)).size).toBe(1)
  })

  test('others stay as they are', async () => {
    const send = sender(problem(429, 'too_many', 3_600), problem(429, 'too_many', 3_600), null)
    const outbox = tab(send)
    await outbox.put(rating(4, 'first00001'))
    await new Promise((resolve) => setTimeout(resolve, 2))
    await outbox.put(rating(5, 'second0001'))
    await outbox.flush()
    await outbox.wake(({ topic }) => topic === 'rating:outlet:second0001')
    await outbox.flush()
    expect(outbox.entries).toMatchObject([{ topic: 'rating:outlet:first00001', attempts: 1 }])
  })

  test('whoever must sign in first is not refused, and is asked again in a while only', async () => {
    const send = sender(problem(401, 'not_signed_in'), null)
    const outbox = tab(send)
    await outbox.put(rating(4))
    await outbox.flush()
    await outbox.flush()
    expect(send).toHaveBeenCalledTimes(1)
    expect(outbox.entries).toMatchObject([{ state: 'waiting', problem: { code: 'not_signed_in' } }])
  })
})
