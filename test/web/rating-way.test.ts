import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Subject } from '../../schema/contract/rating.ts'
import RatePage from '../../web/satisfaction/RatePage.vue'
import type { Shown } from './places-stage.ts'
import { close, grade, openTown, press, send, settle, shop, type Town, visit } from './rating-stage.ts'

vi.mock('../../web/shell/proof.ts', () => ({
  beginProof: vi.fn(),
  takeProof: vi.fn(async () => `proof-${Math.random()}`),
}))

let town: Town
const opened: Shown[] = []

async function page(search: string, subject: Subject = shop) {
  const shown = await visit(RatePage, subject, { search })
  opened.push(shown)
  return shown
}

/** By which ways the worker has been told that ratings came. */
const ways = () => town.changes().map(({ body }) => body?.via)

async function rate({ view }: Shown, name: string): Promise<void> {
  await grade(view, name).setValue(true)
  await send(view)
}

beforeEach(() => {
  town = openTown()
})
afterEach(() => {
  for (const shown of opened.splice(0)) close(shown)
  vi.unstubAllGlobals()
})

test('who came by a poster is told that the rating is marked so, and it is', async () => {
  const shown = await page('?via=poster')
  expect(shown.view.text()).toContain('不记是谁')
  await rate(shown, '满意')
  expect(ways()).toEqual(['poster'])
})

test('the address does not keep it, so that a link that is passed on marks nobody else', async () => {
  const { router } = await page('?via=poster&elder=1#main')
  expect(router.currentRoute.value.fullPath).toBe(`/rate/outlet/${shop.id}?elder=1#main`)
})

test.each(['', '?via=', '?via=leaflet'])('by the address “%s” nobody came by a poster', async (search) => {
  const shown = await page(search)
  expect(shown.router.currentRoute.value.query).toEqual({})
  expect(shown.view.text()).not.toContain('不记是谁')
  await rate(shown, '满意')
  expect(ways()).toEqual([null])
})

test('what waits for a network keeps it, also when it is corrected without the poster', async () => {
  town.offline = true
  const first = await page('?via=poster')
  await rate(first, '满意')
  close(opened.splice(0)[0] ?? first)

  const later = await page('')
  await press(later.view, '改一改')
  town.offline = false
  await rate(later, '不满意')
  expect(town.changes().map(({ body }) => [body?.grade, body?.via])).toEqual([[2, 'poster']])
})

test('what has been said is said anew without it when one comes back without the poster', async () => {
  const first = await page('?via=poster')
  await rate(first, '满意')
  close(opened.splice(0)[0] ?? first)

  const later = await page('')
  await press(later.view, '改一改')
  await rate(later, '基本满意')
  expect(ways()).toEqual(['poster', null])
})

test('an old poster of a shop that has closed says so, and where there are others', async () => {
  town.outlet = 'closed'
  const { view } = await page('?via=poster')
  await settle()
  expect(view.text()).toContain('海报旧了')
  expect(view.findAll('.notice a').map((link) => link.attributes('href'))).toEqual([
    `/outlets/${shop.id}`,
    '/',
  ])
})

test('a poster of nothing that there is says so', async () => {
  town.outlet = 'missing'
  const { view } = await page('?via=poster', { kind: 'outlet', id: 'gone000001' })
  await settle()
  expect(view.text()).toContain('海报旧了，或者印错了')
})
