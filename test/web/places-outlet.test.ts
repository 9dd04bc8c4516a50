import { flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import OutletPage from '../../web/places/OutletPage.vue'
import { usePlaces } from '../../web/places/store.ts'
import type { Walk } from '../../web/places/ways.ts'
import { fetchWords } from '../../web/shell/words.ts'
import { city, collection, feature, serve, show, tuesdayEvening, wholeOutlet } from './places-stage.ts'

// A part of another capability, with tests of its own.
vi.mock('../../web/satisfaction/SubjectVoices.vue', async () => ({
  __esModule: true,
  default: (await import('./places-stage.ts')).Residents,
}))

const id = 'kangning01'
const pharmacy = feature(id, {
  name: '康宁大药房',
  phone: '0398-000 0123、13800000000',
  marks: ['cash'],
  services: ['staffed'],
  confirmedAt: '2026-11-12',
  confirmedBy: 'merchant',
})
const walk: Walk = { from: [111.874, 34.747], manner: { pace: 'standard', stepFree: false } }

const empty = { render: () => null }
const pages = () =>
  createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/report/:id', name: 'report', component: empty },
      { path: '/', name: 'home', component: empty },
      { path: '/outlets/:id', name: 'outlet', component: empty },
      { path: '/circles/:code', name: 'circle', component: empty },
    ],
  })

async function outletPage(answers: Record<string, unknown>, at = `/outlets/${id}`, now = tuesdayEvening) {
  serve({ '/api/city': city, ...answers })
  // They come with the page.
  await fetchWords('walking', 'zh-CN')
  const shown = await show(OutletPage, { at, router: pages(), props: { id, walk, now } })
  void usePlaces(shown.pinia).load()
  await flushPromises()
  return shown
}

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('the page of an outlet', () => {
  test('says everything that is known', async () => {
    const { view } = await outletPage({
      '/api/outlets': collection([pharmacy]),
      [`/api/outlets/${id}`]: wholeOutlet(pharmacy, {
        prices: [{ item: '量血压', fen: 0, fenTo: null, unit: null }],
        pricesAt: '2026-11-03',
        credit: 'A',
        honest: true,
      }),
    })
    expect(view.get('h1').text()).toBe('康宁大药房')
    expect(view.get('.kind').text()).toContain('银杏路 88 号')
    expect(view.get('.now').text()).toContain('营业中21:30 关门')
    expect(view.findAll('.acts a').map((link) => link.attributes('href'))).toEqual([
      'tel:03980000123',
      'tel:13800000000',
    ])
    expect(view.get('.acts button').text()).toContain('约 2 分钟，120 米')
    expect(view.text()).toContain('估算')
    expect(view.findAll('h2').map((heading) => heading.text())).toEqual([
      '一周营业时间',
      '价格公示',
      '能办什么',
      '付款和无障碍',
      '更多',
    ])
    expect(view.text()).toContain('诚信商店')
    expect(view.text()).toContain('商户 11月12日 确认过，12 天前')
    expect(document.title).toBe('康宁大药房 · 一刻钟义马')
  })

  test('shows the photo with what it shows, after what one came for, with its room kept', async () => {
    const photo = { key: 'k'.repeat(43), width: 1_200, height: 900 }
    const { view } = await outletPage({
      '/api/outlets': collection([pharmacy]),
      [`/api/outlets/${id}`]: wholeOutlet(pharmacy, { photo, photoText: '店门口，没有台阶' }),
    })
    const image = view.get('.outlet img')
    expect(image.attributes()).toMatchObject({
      src: `/api/photos/${photo.key}`,
      alt: '店门口，没有台阶',
      width: '1200',
      height: '900',
      loading: 'lazy',
    })
    const html = view.html()
    expect(html.indexOf('<img')).toBeGreaterThan(html.indexOf('<h2'))
    await image.trigger('error')
    expect(view.find('.outlet img').exists()).toBe(false)
  })

  test('says whose photo it is where nobody has said what it shows', async () => {
    const photo = { key: 'k'.repeat(43), width: 1_200, height: 900 }
    const { view } = await outletPage({
      '/api/outlets': collection([pharmacy]),
      [`/api/outlets/${id}`]: wholeOutlet(pharmacy, { photo }),
    })
    expect(view.get('.outlet img').attributes('alt')).toBe('康宁大药房的照片')
  })

  test('is of use at once and offline, with what the list knew', async () => {
    const { view } = await outletPage({
      '/api/outlets': collection([pharmacy]),
      [`/api/outlets/${id}`]: 'offline',
    })
    expect(view.get('h1').text()).toBe('康宁大药房')
    expect(view.get('.acts a').text()).toContain('0398-000 0123')
    expect(view.text()).toContain('收现金')
    expect(view.text()).not.toContain('不收现金')
    expect(view.get('.note').text()).toContain('没有网络')
  })

  test('hours that nobody could read are shown as they were given, with the reason', async () => {
    const unread = feature(id, { hours: null })
    const { view } = await outletPage({
      '/api/outlets': collection([unread]),
      [`/api/outlets/${id}`]: wholeOutlet(unread, { hoursText: '看心情开门' }),
    })
    expect(view.get('.now').text()).toContain('营业时间待核实')
    expect(view.text()).toContain('商户写的是：“看心情开门”')
    expect(view.find('.week').exists()).toBe(false)
  })

  test('a closure says from when to when, and why', async () => {
    const closed = feature(id, { closures: [{ from: '2026-11-20', to: '2026-11-30', reason: '装修' }] })
    const { view } = await outletPage({
      '/api/outlets': collection([closed]),
      [`/api/outlets/${id}`]: wholeOutlet(closed),
    })
    expect(view.get('.now').text()).toContain('11月20日到11月30日暂停营业，因为装修')
  })

  test('what has closed for good shows no hours and no buttons', async () => {
    const gone = feature(id, { status: 'closed' })
    const { view } = await outletPage({
      '/api/outlets': collection([]),
      [`/api/outlets/${id}`]: wholeOutlet(gone),
    })
    expect(view.get('.now').text()).toBe('已停业')
    expect(view.find('.week').exists()).toBe(false)
    expect(view.find('.acts').exists()).toBe(false)
    await vi.waitFor(() => expect(view.get('.residents').text()).toBe(`outlet ${id} closed`))
  })

  test('has what residents say before who has confirmed it', async () => {
    const { view } = await outletPage({
      '/api/outlets': collection([pharmacy]),
      [`/api/outlets/${id}`]: wholeOutlet(pharmacy),
    })
    await vi.waitFor(() => expect(view.get('.residents').text()).toBe(`outlet ${id}`))
    expect(view.get('.residents + .conf').text()).toContain('确认过')
    // what stays where it is needs no calendar
    expect(view.find('a[type="text/calendar"]').exists()).toBe(false)
  })

  test('a mobile outlet shows the stop one came for, and its other stops', async () => {
    const van = feature(id, {
      type: 'vegetable_van',
      hours: null,
      stops: [
        { id: 'stop000001', name: '银杏站', position: [111.875, 34.747], hours: 'Mo-Su 07:00-09:00' },
        { id: 'stop000002', name: '鸿庆站', position: [111.884, 34.747], hours: 'Mo-Su 19:00-22:00' },
      ],
    })
    const { view } = await outletPage(
      { '/api/outlets': collection([van]), [`/api/outlets/${id}`]: wholeOutlet(van) },
      `/outlets/${id}?stop=stop000002`,
    )
    expect(view.get('.now').text()).toContain('营业中22:00 离站')
    expect(view.get('.stop[aria-current]').text()).toContain('鸿庆站')
    expect(view.findAll('.stop').map((stop) => stop.get('.grow > b').text())).toEqual(['银杏站', '鸿庆站'])
    expect(view.get('a[type="text/calendar"]').attributes('href')).toBe(`/api/outlets/${id}/stops.ics`)
  })

  test('an address that no outlet has', async () => {
    const { view } = await outletPage({ '/api/outlets': collection([]) })
    expect(view.get('h1').text()).toBe('没有这家网点')
  })

  test('a server that fails, for an outlet that the list does not know', async () => {
    const { view } = await outletPage({ '/api/outlets': collection([]), [`/api/outlets/${id}`]: 'failed' })
    expect(view.get('[role="alert"]').text()).toContain('没有打开')
    serve({ [`/api/outlets/${id}`]: wholeOutlet(pharmacy) })
    await view.get('[role="alert"] button').trigger('click')
    await flushPromises()
    expect(view.get('h1').text()).toBe('康宁大药房')
  })

  test('copies the link where the phone cannot share', async () => {
    const written = vi.fn(() => Promise.resolve())
    vi.stubGlobal('navigator', { clipboard: { writeText: written } })
    const { view } = await outletPage({
      '/api/outlets': collection([pharmacy]),
      [`/api/outlets/${id}`]: wholeOutlet(pharmacy),
    })
    await view.get('.share button').trigger('click')
    await flushPromises()
    expect(written).toHaveBeenCalledWith(expect.stringMatching(/\/outlets\/kangning01$/))
    expect(view.get('.said').text()).toBe('链接已复制')
  })
})
