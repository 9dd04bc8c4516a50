import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { ageOf, forgetPage, oldest } from '../../web/shell/offline/age.ts'
import { keptAnswers, noteAnswer } from '../../web/shell/offline/kept.ts'
import { watchUpdates } from '../../web/shell/offline/updates.ts'
import { keepInTab, textsLike } from '../../web/shell/tab-draft.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const now = Date.parse('2026-11-24T20:36:00+08:00')

describe('how old something is', () => {
  test.each([
    [-5 * MINUTE, 'now', 0],
    [0, 'now', 0],
    [2 * MINUTE - 1, 'now', 0],
    [2 * MINUTE, 'minutes', 2],
    [HOUR - 1, 'minutes', 59],
    [HOUR, 'hours', 1],
    [3 * HOUR + 20 * MINUTE, 'hours', 3],
    [48 * HOUR - 1, 'hours', 47],
    [48 * HOUR, 'days', 2],
    [9.5 * 24 * HOUR, 'days', 9],
  ])('%i ms: %s %i', (age, unit, n) => {
    expect(ageOf(now - age, now)).toEqual({ unit, n })
  })
})

describe('what is shown out of what was kept', () => {
  const answer = (address: string, headers: Record<string, string> = {}) => ({
    url: `https://yikezhong.example${address}`,
    headers: new Headers(headers),
  })
  beforeEach(() => {
    keptAnswers.clear()
    vi.restoreAllMocks()
  })

  test('is as old as the oldest of it, until the network gives it anew', () => {
    noteAnswer(answer('/api/city', { 'X-Kept-At': '2000' }))
    noteAnswer(answer('/api/circles?x=1', { 'X-Kept-At': '1000' }))
    noteAnswer(answer('/api/outlets'))
    expect(oldest(keptAnswers)).toBe(1000)
    noteAnswer(answer('/api/circles?x=1'))
    expect(oldest(keptAnswers)).toBe(2000)
    noteAnswer(answer('/api/city'))
    expect(oldest(keptAnswers)).toBeNull()
  })

  test('goes with its page; the list stays', () => {
    noteAnswer(answer('/api/outlets', { 'X-Kept-At': '2000' }))
    noteAnswer(answer('/api/goals', { 'X-Kept-At': '1000' }))
    forgetPage(keptAnswers)
    expect([...keptAnswers]).toEqual([['/api/outlets', 2000]])
  })

  test('may come from the browser itself, when there is no network', () => {
    const dated = answer('/api/goals', { Date: 'Tue, 24 Nov 2026 12:00:00 GMT' })
    noteAnswer(dated)
    expect(oldest(keptAnswers)).toBeNull()
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    noteAnswer(dated)
    expect(oldest(keptAnswers)).toBe(Date.parse('2026-11-24T12:00:00Z'))
  })
})

describe('a new version', () => {
  /** What a browser has of service workers, as far as it matters here. */
  function browser({ inCharge }: { inCharge: boolean }) {
    const worker = () => Object.assign(new EventTarget(), { postMessage: vi.fn() })
    const container = Object.assign(new EventTarget(), { controller: inCharge ? worker() : null })
    const registration = new (class extends EventTarget {
      waiting: ReturnType<typeof worker> | null = null
      installing: ReturnType<typeof worker> | null = null
      update = async () => {}
    })()
    const reload = vi.fn()
    const updates = watchUpdates(container, registration, reload)
    const arrive = () => {
      const coming = worker()
      registration.installing = coming
      registration.dispatchEvent(new Event('updatefound'))
      registration.installing = null
      registration.waiting = coming
      coming.dispatchEvent(new Event('statechange'))
      return coming
    }
    const takeOver = () => {
      container.controller = worker()
      registration.waiting = null
      container.dispatchEvent(new Event('controllerchange'))
    }
    return { updates, reload, arrive, takeOver }
  }

  test('is offered, and the page is opened anew once it is accepted and has taken over', () => {
    const { updates, reload, arrive, takeOver } = browser({ inCharge: true })
    expect(updates.offered.value).toBe(false)
    const coming = arrive()
    expect(updates.offered.value).toBe(true)
    updates.accept()
    expect(coming.postMessage).toHaveBeenCalledWith({ kind: 'take-over' })
    expect(reload).not.toHaveBeenCalled()
    takeOver()
    expect(reload).toHaveBeenCalledTimes(1)
  })

  test('that another page has asked for leaves this one as it is, and is offered here, too', () => {
    const { updates, reload, arrive, takeOver } = browser({ inCharge: true })
    arrive()
    updates.later()
    takeOver()
    expect(reload).not.toHaveBeenCalled()
    expect(updates.offered.value).toBe(true)
    updates.accept()
    expect(reload).toHaveBeenCalledTimes(1)
  })

  test('is none where there was none before', () => {
    const { updates, reload, arrive, takeOver } = browser({ inCharge: false })
    arrive()
    takeOver()
    expect(updates.offered.value).toBe(false)
    expect(reload).not.toHaveBeenCalled()
  })
})

describe('a form that is kept in its tab', () => {
  const empty = { want: '', why: '' }
  const form = () => {
    const fields = ref({ ...empty })
    const scope = effectScope()
    const kept = scope.run(() => keepInTab('test', fields, (stored) => textsLike(empty, stored)))
    return { fields, forget: () => kept?.forget(), close: () => scope.stop() }
  }
  beforeEach(() => sessionStorage.clear())

  test('is there again when the page is opened anew, until it has been handed on', async () => {
    const before = form()
    before.fields.value.why = '老人多'
    await nextTick()
    before.close()
    const after = form()
    expect(after.fields.value).toEqual({ want: '', why: '老人多' })
    after.forget()
    expect(form().fields.value).toEqual(empty)
  })

  test.each([
    ['what another version has written', '{"why":"老人多","want":7,"more":"x"}', { want: '', why: '老人多' }],
    ['nonsense', '[1', empty],
    ['nothing', 'null', empty],
  ])('takes %s for what it is', async (_name, stored, fields) => {
    sessionStorage.setItem('yikezhong.form.test', stored)
    expect(form().fields.value).toEqual(fields)
    await flushPromises()
  })

  test('lasts as long as the page where storage is refused', async () => {
    vi.spyOn(sessionStorage, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError')
    })
    const { fields } = form()
    fields.value.why = '老人多'
    await nextTick()
    expect(fields.value.why).toBe('老人多')
  })
})
