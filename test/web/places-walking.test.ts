/** Minutes along streets in the list, on the outlet's page and from a pin: the streets themselves are a made-up answer. */

import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { effectScope, nextTick, shallowRef } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { Position } from '../../schema/catalog/divisions.ts'
import type { Manner } from '../../schema/rules/walking/walk.ts'
import type { WayFound } from '../../schema/rules/walking/walker.ts'
import HomePage from '../../web/places/HomePage.vue'
import { useNewest } from '../../web/places/newest.ts'
import OutletPage from '../../web/places/OutletPage.vue'
import { useOrigin } from '../../web/places/origin.ts'
import { usePlaces } from '../../web/places/store.ts'
import WalkDialog from '../../web/places/WalkDialog.vue'
import { useWalking } from '../../web/places/walking.ts'
import type { Walk } from '../../web/places/ways.ts'
import { fetchWords } from '../../web/shell/words.ts'
import { city, collection, feature, serve, show, tuesdayEvening, wholeOutlet } from './places-stage.ts'

vi.mock('../../web/map/PlacesMap.vue', () => ({ __esModule: true, default: { render: () => null } }))
const streets = vi.hoisted(() => ({ openStreets: vi.fn() }))
vi.mock('../../web/map/walking.ts', () => streets)

const centre: Position = [111.874, 34.747]
/** A degree of longitude is so many metres here. */
const DEGREE = 91_370

/**
 * A river at 111.8745: who crosses it walks half a kilometre more, over a bridge with stairs.
 * @returns what the streets say of the way from one longitude to another
 */
function found([from]: Position, [to]: Position, { pace, stepFree }: Manner): WayFound {
  const crosses = from < 111.8745 !== to < 111.8745
  if (crosses && stepFree) return 'none'
  const metres = Math.abs(to - from) * DEGREE + (crosses ? 500 : 0)
  const seconds = metres / (pace === 'elder' ? 0.8 : 1)
  return { metres, seconds, stepsMetres: crosses ? 12 : 0, line: [] }
}

/** Streets that answer at once; they tell what they were asked. */
function openFake() {
  let targets: Position[] = []
  return {
    aimAt: async (lngs: Float64Array) => {
      targets = Array.from(lngs, (lng): Position => [lng, 34.747])
    },
    walk: async (from: Position, manner: Manner) => ({
      seconds: Float32Array.from(targets, (to) => {
        const way = found(from, to, manner)
        return way === 'none' || way === null ? Number.POSITIVE_INFINITY : way.seconds
      }),
      areas: [],
    }),
    way: async (from: Position, to: Position, manner: Manner) => found(from, to, manner),
    close: () => {},
  }
}

const network = {
  version: 1,
  url: '/api/network/1',
  bytes: 1,
  nodes: 2,
  edges: 1,
  attribution: '© OpenStreetMap contributors',
  licence: 'ODbL 1.0',
  date: null,
  sample: false,
}
const walkable = { ...city, walking: { ...city.walking, estimated: false, network } }

const outlets = [
  feature('acrossriv1', { name: '对岸药店' }, 0.001),
  feature('thisside01', { name: '这边面馆', type: 'restaurant' }, -0.003),
]

const empty = { render: () => null }
const pages = () =>
  createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/report/:id', name: 'report', component: empty },
      { path: '/new-shop', name: 'new-shop', component: empty },
      { path: '/wishes/new', name: 'wish-new', component: empty },
      { path: '/circles/:code', name: 'circle', component: empty },
      {
        path: '/',
        name: 'home',
        component: empty,
        children: [{ path: 'outlets/:id', name: 'outlet', component: empty }],
      },
    ],
  })

async function home(query = 'from=411281001005', elder = false) {
  serve({ '/api/city': walkable, '/api/outlets': collection(outlets) })
  const shown = await show(HomePage, { at: `/?${query}`, router: pages(), city: walkable, elder })
  await flushPromises()
  const walking = useWalking(shown.pinia)
  return { ...shown, walking }
}

type View = Awaited<ReturnType<typeof home>>['view']
const names = (view: View) => view.findAll('.row .nm').map((name) => name.text())
const minutes = (view: View) => view.findAll('.mins').map((words) => words.text().replaceAll(' ', ''))

beforeEach(async () => {
  vi.useFakeTimers({ now: tuesdayEvening, toFake: ['Date'] })
  vi.stubGlobal('matchMedia', () => Object.assign(new EventTarget(), { matches: false }))
  streets.openStreets.mockImplementation(async () => openFake())
  await fetchWords('walking', 'zh-CN')
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  streets.openStreets.mockReset()
})

describe('the list', () => {
  test('is there with estimates first, and follows the streets when they have come', async () => {
    const { view } = await home()
    expect(names(view)).toEqual(['对岸药店', '这边面馆'])
    expect(minutes(view)).toEqual(['约2分钟', '约6分钟'])
    expect(view.get('.head').text()).toContain('估算')
    await vi.waitFor(() => expect(names(view)).toEqual(['这边面馆', '对岸药店']))
    expect(minutes(view)).toEqual(['5分钟', '10分钟'])
    expect(view.get('.head').text()).not.toContain('估算')
    expect(streets.openStreets).toHaveBeenCalledExactlyOnceWith('/api/network/1')
  })

  test('goes on with estimates where the streets cannot be had', async () => {
    streets.openStreets.mockRejectedValue(new Error('offline'))
    const { view } = await home()
    await vi.waitFor(() => expect(streets.openStreets).toHaveBeenCalled())
    await flushPromises()
    expect(minutes(view)).toEqual(['约2分钟', '约6分钟'])
    expect(view.get('.head').text()).toContain('估算')
  })

  test('asks for no streets while nobody said from where', async () => {
    await home('')
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setTimeout(resolve, 20))
    expect(streets.openStreets).not.toHaveBeenCalled()
  })

  test('puts what has no step-free way under a heading of its own', async () => {
    const { view } = await home('from=411281001005&wheels=1')
    expect(view.get('.head').text()).toContain('还不知道哪里有台阶')
    await vi.waitFor(() => expect(minutes(view)).toEqual(['5分钟']))
    expect(names(view)).toEqual(['这边面馆', '对岸药店'])
    expect(view.findAll('.divider').map((heading) => heading.text())).toEqual([
      expect.stringContaining('没找到无台阶路线'),
    ])
    expect(view.get('.head').text()).toContain('走无台阶路线')
  })

  test.each([
    ['as the address says', 'from=411281001005&pace=elder', false, ['6分钟', '13分钟']],
    ['by itself in 长辈版', 'from=411281001005', true, []],
    ['not in 长辈版 when the address says so', 'from=411281001005&pace=standard', true, []],
  ])('walks slowly %s', async (_, query, elder, told) => {
    const { view, walking } = await home(query, elder)
    await vi.waitFor(() => expect(walking.streets).not.toBeNull())
    if (!elder) await vi.waitFor(() => expect(minutes(view)).toEqual(told))
    else {
      const last = query.includes('standard') ? '走 10 分钟' : '走 13 分钟'
      await vi.waitFor(() => expect(view.findAll('.l3').at(-1)?.text()).toContain(last))
    }
  })
})

describe('a pin', () => {
  test('takes the community’s place, moves the list, and is written nowhere', async () => {
    const { view, router, pinia } = await home()
    await vi.waitFor(() => expect(names(view)).toEqual(['这边面馆', '对岸药店']))
    const origin = useOrigin(pinia)
    origin.movePin([111.8748, 34.747], false)
    await vi.waitFor(() => expect(names(view)).toEqual(['对岸药店', '这边面馆']))
    expect(view.get('.head').text()).toContain('从地图上的点走')
    origin.movePin([111.8735, 34.747], true)
    await vi.waitFor(() => expect(names(view)).toEqual(['这边面馆', '对岸药店']))
    expect(router.currentRoute.value.fullPath).toBe('/')
    expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain('111.87')
  })

  test('is put where one walked from, by a button of the dialog, which goes away', async () => {
    const { view, router, pinia } = await home('from=411281001005&panel=from')
    const pick = await vi.waitFor(() => {
      const button = [...document.querySelectorAll('button')].find((one) =>
        one.textContent?.includes('从地图上选点'),
      )
      if (!button) throw new Error('no button')
      return button
    })
    pick.click()
    await flushPromises()
    expect(useOrigin(pinia).pin).toEqual(centre)
    expect(router.currentRoute.value.fullPath).toBe('/')
    expect(view.get('.head').text()).toContain('从地图上的点走')
  })

  test('makes way for a community', async () => {
    const { router, pinia } = await home()
    const origin = useOrigin(pinia)
    origin.movePin([111.8748, 34.747], true)
    await flushPromises()
    await router.push('/?from=411281001005')
    await flushPromises()
    expect(origin.pin).toBeNull()
  })
})

describe('a phone that is slow to say where it is', () => {
  test.each([
    ['a pin was set', (origin: ReturnType<typeof useOrigin>) => origin.movePin(centre, true), centre],
    ['a community was chosen', (origin: ReturnType<typeof useOrigin>) => origin.forget(), null],
  ])('is not listened to once %s', async (_, choose, pin) => {
    const { pinia } = await home()
    const origin = useOrigin(pinia)
    let answer: (position: { coords: object }) => void = () => {}
    const getCurrentPosition = (found: typeof answer) => {
      answer = found
    }
    vi.stubGlobal('navigator', { geolocation: { getCurrentPosition } })
    const located = origin.locate(city.bounds)
    expect(origin.locating).toBe(true)
    choose(origin)
    expect(origin.locating).toBe(false)
    answer({ coords: { longitude: 111.87, latitude: 34.75 } })
    await located
    expect([origin.position, origin.pin]).toEqual([null, pin])
  })
})

describe('the switches', () => {
  async function toggle(words: string, query: string, elder = false) {
    const { router, view } = await home(query, elder)
    const chip = await vi.waitFor(() => {
      const found = [...document.querySelectorAll('.chip')].find((one) => one.textContent?.trim() === words)
      if (!(found instanceof HTMLElement)) throw new Error('no chip')
      return found
    })
    chip.click()
    await flushPromises()
    const told = { query: router.currentRoute.value.query, pressed: chip.getAttribute('aria-pressed') }
    view.unmount()
    return told
  }
  const from = { from: '411281001005', panel: 'from' }
  const asked = new URLSearchParams(from).toString()

  test.each([
    ['慢一点走', asked, false, { ...from, pace: 'elder' }, 'true'],
    ['慢一点走', asked, true, { ...from, pace: 'standard' }, 'false'],
    ['慢一点走', `${asked}&pace=elder`, false, from, 'false'],
    ['无台阶路线', asked, false, { ...from, wheels: '1' }, 'true'],
    ['无台阶路线', `${asked}&wheels=1`, false, from, 'false'],
  ])('%s at ?%s (长辈版: %s) stands in the address', async (words, at, elder, query, pressed) => {
    expect(await toggle(words, at, elder)).toEqual({ query, pressed })
  })
})

describe('the way to an outlet', () => {
  const across = feature('acrossriv1', { name: '对岸药店' }, 0.001)
  const walk = (stepFree: boolean): Walk => ({ from: centre, manner: { pace: 'standard', stepFree } })

  async function outletPage(stepFree: boolean) {
    serve({
      '/api/city': walkable,
      '/api/outlets': collection([across]),
      '/api/outlets/acrossriv1': wholeOutlet(across),
    })
    const props = { id: 'acrossriv1', walk: walk(stepFree), now: tuesdayEvening }
    const shown = await show(OutletPage, { at: '/outlets/acrossriv1', props, city: walkable })
    void usePlaces(shown.pinia).load()
    useWalking(shown.pinia).load()
    await flushPromises()
    return shown
  }

  test('says on its page how far it is and that there are stairs', async () => {
    const { view } = await outletPage(false)
    await vi.waitFor(() => expect(view.get('.acts button').text()).toContain('10 分钟，590 米'))
    expect(view.text()).toContain('路上有台阶，共约 12 米')
    expect(view.text()).not.toContain('估算')
  })

  test('says on its page that there is none without steps', async () => {
    const { view } = await outletPage(true)
    await vi.waitFor(() => expect(view.get('.acts button').text()).toContain('没找到无台阶路线'))
  })

  test('is told before one leaves for another map', async () => {
    serve({ '/api/city': walkable, '/api/outlets': collection([across]) })
    const props = { to: 'acrossriv1', walk: walk(false) }
    const { pinia, view } = await show(WalkDialog, { props, city: walkable })
    void usePlaces(pinia).load()
    useWalking(pinia).load()
    await vi.waitFor(() =>
      expect(document.querySelector('.dialog')?.textContent).toContain('步行 10 分钟 · 590 米 · 有台阶'),
    )
    expect(document.querySelectorAll('.dialog a')).toHaveLength(4)
    view.unmount()
  })
})

describe('questions that come faster than answers', () => {
  test('are asked one at a time, and only the newest', async () => {
    const asked: number[] = []
    const answers: (() => void)[] = []
    const question = shallowRef<{ n: number } | null>({ n: 1 })
    const ask = shallowRef(({ n }: { n: number }) => {
      asked.push(n)
      return new Promise<number>((resolve) => answers.push(() => resolve(10 * n)))
    })
    const scope = effectScope()
    const told = scope.run(() => useNewest(question, ask))
    for (const n of [2, 3, 4]) {
      question.value = { n }
      await nextTick()
    }
    expect(asked).toEqual([1])
    answers[0]?.()
    await flushPromises()
    // the one before stays for a moment, with the question that it answers
    expect(told?.value).toEqual({ question: { n: 1 }, answer: 10 })
    expect(asked).toEqual([1, 4])
    answers[1]?.()
    await flushPromises()
    expect(told?.value).toEqual({ question: { n: 4 }, answer: 40 })
    question.value = null
    expect(told?.value).toBeNull()
    scope.stop()
  })

  test('are given up after a moment, rather than to tell what no longer holds', async () => {
    const question = shallowRef<{ n: number } | null>({ n: 1 })
    const ask = shallowRef(({ n }: { n: number }) =>
      n === 1 ? Promise.resolve(10) : new Promise<never>(() => {}),
    )
    const scope = effectScope()
    const told = scope.run(() => useNewest(question, ask))
    await flushPromises()
    question.value = { n: 2 }
    expect(told?.value).toEqual({ question: { n: 1 }, answer: 10 })
    await vi.waitFor(() => expect(told?.value).toEqual({ question: { n: 2 }, answer: null }))
    scope.stop()
  })

  test('of which somebody else has answered say nothing of who is asked now', async () => {
    const question = shallowRef<{ n: number } | null>({ n: 1 })
    const answers: ((answer: string) => void)[] = []
    const slow = () => new Promise<string>((resolve) => answers.push(resolve))
    const ask = shallowRef<(() => Promise<string>) | null>(() => Promise.resolve('known before'))
    const scope = effectScope()
    const told = scope.run(() => useNewest(question, ask))
    await flushPromises()
    expect(told?.value?.answer).toBe('known before')
    ask.value = null
    ask.value = slow
    expect(told?.value?.answer).toBeNull()
    ask.value = null
    ask.value = () => Promise.resolve('known now')
    answers[0]?.('too late')
    expect(told?.value?.answer).toBeNull()
    await flushPromises()
    expect(told?.value?.answer).toBe('known now')
    scope.stop()
  })

  test('that fail are answers without one', async () => {
    const question = shallowRef<{ n: number } | null>({ n: 1 })
    const ask = shallowRef(() => Promise.reject(new Error('died')))
    const scope = effectScope()
    const told = scope.run(() => useNewest(question, ask))
    await flushPromises()
    expect(told?.value).toEqual({ question: { n: 1 }, answer: null })
    scope.stop()
  })
})
