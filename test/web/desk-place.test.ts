import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { expect, test, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { listingExample } from '../../schema/contract/examples-listings.ts'
import { atDesk, problem, signedIn } from './desk-stage.ts'

// The map itself has tests of its own; here is what is done with where the pin is put.
vi.mock('../../web/staff/pin-map.ts', () => ({
  PinMap: defineComponent({
    name: 'PinMap',
    props: ['position', 'before', 'label', 'disabled'],
    emits: ['update:position'],
    setup: () => () => h('div', { class: 'pin-map' }),
  }),
}))

const { version, fields } = listingExample
const here = fields.position
const there = [111.876, 34.748] as const
const outlet = 'laojie0001'
const path = `/api/listings/${outlet}`

const report = (id: string, fact: string) => ({
  id,
  outlet,
  name: '老街修鞋配钥匙',
  community: '银杏社区',
  fact,
  right: '在路口东边',
  at: '2026-11-24T08:05:00.000Z',
  state: 'open',
  reason: null,
})
const reports = [report('report0001', 'position'), report('report0002', 'hours')]
const given = {
  'GET /api/desk/inbox': { proposals: 0, comments: 0, held: 0, reports: 2, photos: 0, replies: 0, stale: 0 },
  'GET /api/desk/reports': { reports },
  [`GET ${path}`]: listingExample,
  [`PATCH ${path}`]: { version: '2026-11-24T12:50:00.000Z', shown: ['position'], waiting: [] },
}
const at = '/desk?list=reports'

const map = (view: VueWrapper) => view.findComponent({ name: 'PinMap' })
const button = (view: VueWrapper, text: string) =>
  view.findAll('.place button').find((one) => one.text().startsWith(text))

async function put(view: VueWrapper, position: readonly [number, number]): Promise<void> {
  map(view).vm.$emit('update:position', position)
  await flushPromises()
}

test('shows where an outlet stands only where that is in question', async () => {
  const { view } = await atDesk(at, { given })
  expect(map(view).props()).toMatchObject({ position: here, before: null, disabled: false })
  expect(map(view).props('label')).toContain('老街修鞋配钥匙')
  await view.findAll('[data-desk-list] button')[1]?.trigger('click')
  await flushPromises()
  expect(map(view).exists()).toBe(false)
})

test('shows the old place beside the new, stores it, and takes it back', async () => {
  const { view, told } = await atDesk(at, { given })
  await put(view, there)
  expect(map(view).props()).toMatchObject({ position: there, before: here })
  expect(told).toEqual([])
  await button(view, '存新位置')?.trigger('click')
  await flushPromises()
  expect(told).toEqual([{ method: 'PATCH', path, body: { position: [...there] } }])
  expect(view.get('.place [role=status]').text()).toContain('新位置已存')
  expect(map(view).props()).toMatchObject({ position: there, before: here })
  await button(view, '撤回')?.trigger('click')
  await flushPromises()
  expect(told.at(-1)?.body).toEqual({ position: here })
  expect(map(view).props()).toMatchObject({ position: here, before: null })
})

test.each([
  ['offline', 'offline', '没有网络'],
  ['changed_meanwhile', problem(412, 'changed_meanwhile'), '有人先办了'],
])('keeps the pin when it is not stored: %s', async (_, answer, words) => {
  const { view } = await atDesk(at, { given: { ...given, [`PATCH ${path}`]: answer } })
  await put(view, there)
  await button(view, '存新位置')?.trigger('click')
  await flushPromises()
  expect(view.get('.place [role=alert]').text()).toContain(words)
  expect(view.get('.place [role=alert]').text()).toContain('图钉还在')
  // also when one looks at something else meanwhile, and at what is stored by now
  await view.findAll('[data-desk-list] button')[1]?.trigger('click')
  await view.findAll('[data-desk-list] button')[0]?.trigger('click')
  await flushPromises()
  expect(map(view).props()).toMatchObject({ position: there, before: here })
})

test('sends the same key again for the same place, and another for another', async () => {
  const keys: (string | null)[] = []
  const { view } = await atDesk(at, { given: { ...given, [`PATCH ${path}`]: 'offline' } })
  const { fetch } = globalThis
  vi.stubGlobal('fetch', (input: RequestInfo | URL, init?: RequestInit) => {
    if (init?.method === 'PATCH') {
      const headers = new Headers(init.headers)
      expect(headers.get('If-Match')).toBe(`"${version}"`)
      keys.push(headers.get('Idempotency-Key'))
    }
    return fetch(input, init)
  })
  const save = async () => {
    await button(view, '存新位置')?.trigger('click')
    await flushPromises()
  }
  await put(view, there)
  await save()
  await save()
  await put(view, [111.877, 34.748])
  await save()
  expect(keys[0]).toBe(keys[1])
  expect(keys[2]).not.toBe(keys[1])
})

test('an auditor looks at it and moves nothing', async () => {
  const { view } = await atDesk(at, { given, session: signedIn({ role: 'auditor' }) })
  expect(map(view).props('disabled')).toBe(true)
  expect(view.find('.place button').exists()).toBe(false)
})

test('says when it cannot be fetched, and tries again', async () => {
  const { view } = await atDesk(at, { given: { ...given, [`GET ${path}`]: 'offline' } })
  expect(view.get('.place [role=alert]').text()).toContain('没有网络')
  expect(map(view).exists()).toBe(false)
  expect(button(view, '重新取')).toBeDefined()
})
