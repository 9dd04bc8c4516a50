import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import HomePage from '../../web/places/HomePage.vue'
import { city, collection, feature, serve, show, tuesdayEvening } from './places-stage.ts'

// the map has tests of its own
vi.mock('../../web/map/PlacesMap.vue', () => ({ __esModule: true, default: { render: () => null } }))

const outlets = [
  feature('kangning01', { name: '康宁大药房', phone: '0398-000 0123', marks: ['cash', 'step_free'] }),
  feature('shiqiao001', { name: '石桥烩面馆', type: 'restaurant', hours: null, marks: ['cash'] }, 0.002),
  feature('laojie0001', { name: '老街修鞋', type: 'repair', hours: 'Mo-Su 08:30-18:00' }, 0.003),
  feature('yuanfang01', { name: '远方药店', hours: '24/7', marks: ['step_free'] }, 0.02),
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

/** The page on a phone, with a city and its outlets. */
async function home(at: string, answers: Record<string, unknown> = { '/api/outlets': collection(outlets) }) {
  serve({ '/api/city': city, ...answers })
  const shown = await show(HomePage, { at, router: pages() })
  await flushPromises()
  return shown
}

type View = Awaited<ReturnType<typeof home>>['view']
const names = (view: View) => view.findAll('.row .nm').map((name) => name.text())
const from = 'from=411281001005'

beforeEach(() => {
  vi.useFakeTimers({ now: tuesdayEvening, toFake: ['Date'] })
  // neither wide nor low: a phone held upright
  vi.stubGlobal('matchMedia', () => Object.assign(new EventTarget(), { matches: false }))
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('a notice', () => {
  const tour = {
    id: 'notice0001',
    area: { code: '411281001005', name: '银杏社区', nameEn: 'Yinxing Community' },
    kind: 'culture',
    title: '文化惠民巡演',
    text: '豫剧《花木兰》',
    place: '社区文化广场',
    from: '2026-11-24',
    fromTime: '19:00',
    to: '2026-11-24',
    toTime: '21:00',
    version: '2026-11-20T00:00:00.000Z',
  }
  const later = { ...tour, id: 'notice0002', title: '便民服务日', from: '2026-11-25', to: '2026-11-25' }
  const told = (notices: unknown[]) => ({
    '/api/outlets': collection(outlets),
    '/api/notices': { sample: true, revision: 1, notices },
  })
  /** The line, which comes in a file of its own once the list stands: on a busy machine it takes its time. */
  const line = (view: View) => vi.waitFor(() => view.get('.notice-line'), { timeout: 10_000 })
  const settled = async () => {
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setTimeout(resolve, 20))
  }

  test('of the community that one walks from stands above the list while it is on', async () => {
    const { view } = await home(`/?${from}`, told([later, tour]))
    const shown = await line(view)
    expect(shown.text()).toBe('文化惠民巡演 今天 19:00–21:00')
    expect(shown.get('a').attributes('href')).toBe('/circles/411281001005')
    expect(names(view)).toHaveLength(4)
  })

  test('is dismissed for good, and told again when its words have changed', async () => {
    const { view } = await home(`/?${from}`, told([tour]))
    await (await line(view)).get('button[aria-label="不再显示“文化惠民巡演”"]').trigger('click')
    expect(view.find('.notice-line').exists()).toBe(false)
    view.unmount()
    const again = await home(`/?${from}`, told([tour]))
    await settled()
    expect(again.view.find('.notice-line').exists()).toBe(false)
    again.view.unmount()
    const changed = await home(`/?${from}`, told([{ ...tour, version: '2026-11-24T00:00:00.000Z' }]))
    expect((await line(changed.view)).text()).toContain('文化惠民巡演')
  })

  test('is gone when it is over, without asking anybody', async () => {
    const { view } = await home(`/?${from}`, told([tour]))
    await line(view)
    vi.setSystemTime(Date.parse('2026-11-24T21:00:00+08:00'))
    document.dispatchEvent(new Event('visibilitychange'))
    await flushPromises()
    expect(view.find('.notice-line').exists()).toBe(false)
  })

  test.each([
    ['no community was chosen', '/', told([tour])],
    ['it is not on yet', `/?${from}`, told([later])],
    ['notices cannot be had', `/?${from}`, { ...told([]), '/api/notices': 'offline' }],
    ['notices fail', `/?${from}`, { ...told([]), '/api/notices': 'failed' }],
  ])('does not show, and the list does, when %s', async (_, at, answers) => {
    const { view } = await home(at, answers)
    await settled()
    expect(view.find('.notice-line').exists()).toBe(false)
    expect(names(view)).toHaveLength(4)
  })
})

describe('the list', () => {
  test('nearest first, with the far ones under a heading of their own', async () => {
    const { view } = await home(`/?${from}`)
    expect(names(view)).toEqual(['康宁大药房', '石桥烩面馆', '老街修鞋', '远方药店'])
    expect(view.get('h1').text()).toBe('15 分钟内 1 家开着')
    expect(view.get('.head p').text()).toContain('从银杏社区走')
    expect(view.get('.divider').text()).toContain('走 15 分钟以外')
    expect(view.text()).toContain('估算')
  })

  test('without a start: what is open first, and the question from where', async () => {
    const { view } = await home('/')
    expect(view.get('h1').text()).toBe('全城 2 家开着')
    expect(names(view).slice(0, 2)).toEqual(['康宁大药房', '远方药店'])
    expect(view.get('.prompt').text()).toContain('从哪里走')
    expect(view.find('.mins').exists()).toBe(false)
  })

  test('the community chosen last is there again, and in the address', async () => {
    localStorage.setItem('yikezhong.community', '411281001005')
    const { router } = await home('/?type=pharmacy')
    expect(router.currentRoute.value.fullPath).toBe('/?type=pharmacy&from=411281001005')
  })

  test.each([
    ['type=pharmacy', ['康宁大药房', '远方药店']],
    ['open=1', ['康宁大药房', '远方药店']],
    ['cash=1', ['康宁大药房', '石桥烩面馆']],
    ['cash=1&step_free=1', ['康宁大药房']],
    ['at=2026-11-25T09:00&open=1', ['康宁大药房', '老街修鞋', '远方药店']],
    [`q=${encodeURIComponent('修鞋')}`, ['老街修鞋']],
    [`q=${encodeURIComponent('0123')}`, ['康宁大药房']],
  ])('%s', async (query, found) => {
    const { view } = await home(`/?${from}&${query}`)
    expect(names(view)).toEqual(found)
  })

  test('finds by initials once a Latin letter is typed', async () => {
    const { view } = await home(`/?${from}&q=kndyf`)
    await vi.waitFor(() => expect(names(view)).toEqual(['康宁大药房']))
  })

  test('Enter goes on from the search to the answer', async () => {
    const { view } = await home(`/?${from}`)
    const input = view.get<HTMLInputElement>('#search-text')
    input.element.focus()
    await input.setValue('kndyf')
    await view.get('form.search').trigger('submit')
    expect(document.activeElement?.id).toBe('found')
  })

  test('a tap on a chip changes list and address', async () => {
    const { view, router } = await home(`/?${from}`)
    const chip = view.findAll('.chip').find((button) => button.text() === '药店')
    await chip?.trigger('click')
    await flushPromises()
    expect(router.currentRoute.value.query).toMatchObject({ type: 'pharmacy' })
    expect(names(view)).toEqual(['康宁大药房', '远方药店'])
    expect(chip?.attributes('aria-pressed')).toBe('true')
  })

  test('says how many were found', async () => {
    const { view, router } = await home(`/?${from}`)
    await router.push(`/?${from}&cash=1`)
    await flushPromises()
    expect(view.get('p.sr').text()).toBe('找到 2 家')
  })

  test('a mobile outlet stands at each of its stops', async () => {
    const van = feature('van0000001', {
      name: '蔬菜直通车',
      type: 'vegetable_van',
      stops: [
        { id: 'stop000001', name: '银杏站', position: [111.875, 34.747], hours: 'Mo-Su 07:00-09:00' },
        { id: 'stop000002', name: '鸿庆站', position: [111.877, 34.747], hours: 'Mo-Su 19:00-22:00' },
      ],
    })
    const { view } = await home(`/?${from}`, { '/api/outlets': collection([van]) })
    expect(names(view)).toEqual(['蔬菜直通车 · 银杏站', '蔬菜直通车 · 鸿庆站'])
    expect(view.findAll('a.row').map((row) => row.attributes('href'))).toEqual([
      '/outlets/van0000001?from=411281001005&stop=stop000001',
      '/outlets/van0000001?from=411281001005&stop=stop000002',
    ])
    expect(view.findAll('.st').map((state) => state.text())).toEqual([
      '已关门明早 7:00 到站',
      '营业中22:00 离站',
    ])
  })

  test('draws a screenful at first, thirty rows then, and more when asked', async () => {
    vi.stubGlobal('requestIdleCallback', () => 0)
    const many = Array.from({ length: 70 }, (_, i) => feature(`many${String(i).padStart(6, '0')}`))
    const { view } = await home(`/?${from}`, { '/api/outlets': collection(many) })
    expect(names(view)).toHaveLength(8)
    expect(view.get('.more button').text()).toContain('22')
    await view.get('.more button').trigger('click')
    expect(names(view)).toHaveLength(30)
    await view.get('.more button').trigger('click')
    expect(names(view)).toHaveLength(60)
    await flushPromises()
    expect(document.activeElement).toBe(view.findAll('a.row')[30]?.element)
  })

  test('draws thirty rows by itself when there is nothing else to do', async () => {
    vi.stubGlobal('requestIdleCallback', (then: () => void) => then())
    const many = Array.from({ length: 70 }, (_, i) => feature(`many${String(i).padStart(6, '0')}`))
    const { view } = await home(`/?${from}`, { '/api/outlets': collection(many) })
    await expect.poll(() => names(view)).toHaveLength(30)
  })
})

describe('when there is no list', () => {
  test('while it is fetched', async () => {
    serve({})
    vi.stubGlobal('fetch', () => new Promise(() => {}))
    const { view } = await show(HomePage, { at: '/', router: pages(), city: null })
    expect(view.get('.skeleton [class="sr"]').text()).toBe('正在取网点')
    expect(view.get('h1').text()).toBe('现在开着的店')
  })

  test('offline: says so, keeps what was chosen, and tries again', async () => {
    const { view, router } = await home(`/?${from}&cash=1`, { '/api/outlets': 'offline' })
    expect(view.get('.notice[role="alert"]').text()).toContain('没有网络')
    serve({ '/api/city': city, '/api/outlets': collection(outlets) })
    await view.get('.notice button').trigger('click')
    await flushPromises()
    expect(names(view)).toEqual(['康宁大药房', '石桥烩面馆'])
    expect(router.currentRoute.value.query).toMatchObject({ cash: '1' })
  })

  test('a server that fails', async () => {
    const { view } = await home(`/?${from}`, { '/api/outlets': 'failed' })
    expect(view.get('.notice').text()).toContain('不是您的问题')
  })

  test('nothing found: says what to try, and takes the text back', async () => {
    const { view, router } = await home(`/?${from}&q=${encodeURIComponent('火星')}&cash=1`)
    expect(view.get('.notice').text()).toContain('没有叫“火星”的')
    await view.findAll('.notice button').at(-1)?.trigger('click')
    await flushPromises()
    expect(router.currentRoute.value.query).toEqual({ from: '411281001005', cash: '1' })
  })

  test('all closed: shows when they open', async () => {
    const { view } = await home(`/?${from}&type=repair&open=1`)
    expect(view.get('.notice').text()).toContain('这会儿都关着')
    await view.get('.notice button').trigger('click')
    await flushPromises()
    expect(names(view)).toEqual(['老街修鞋'])
  })
})
