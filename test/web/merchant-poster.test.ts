import { flushPromises } from '@vue/test-utils'
import { afterEach, expect, test, vi } from 'vitest'
import PosterPage from '../../web/merchant/PosterPage.vue'
import { problem, signedIn, worker } from './desk-stage.ts'
import { city, show } from './places-stage.ts'
import { emptyPages } from './shell-stage.ts'

const shop = { id: 'laojie0001', name: '老街修鞋配钥匙' }
const merchant = (outlets = [shop]) => signedIn({ role: 'merchant', area: null, outlets })

async function open(session = merchant(), outlet: unknown = { ...shop, status: 'open' }) {
  worker({ 'GET /api/session': session, [`GET /api/outlets/${shop.id}`]: outlet })
  const router = emptyPages()
  const nothing = { render: () => null }
  router.addRoute({ path: '/merchant', name: 'merchant', component: nothing })
  router.addRoute({ path: '/merchant/:id', name: 'listing', component: nothing })
  const { view } = await show(PosterPage, { props: { id: shop.id }, city, router })
  await flushPromises()
  await flushPromises()
  return view
}

afterEach(() => {
  vi.unstubAllGlobals()
})

test('a merchant sees the poster of the shop, and a sheet full of it', async () => {
  const view = await open()
  expect(view.get('.seen').attributes('alt')).toMatch(/^老街修鞋配钥匙的海报：.*\/q\/laojie0001$/)
  expect(view.findAll('.a4 img')).toHaveLength(2)
  await view.get('input[value=a6]').setValue()
  expect(view.findAll('.a4 img')).toHaveLength(4)
  expect(view.get('.seen').attributes('width')).toBe('105')
})

test('what is printed is named after the shop, and what is saved is the file', async () => {
  const print = vi.fn()
  vi.stubGlobal('print', print)
  vi.spyOn(HTMLImageElement.prototype, 'decode').mockResolvedValue()
  const saved: string[] = []
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(this.download)
  })
  const view = await open()
  const [printing, saving] = view.findAll('.acts button')
  await printing?.trigger('click')
  await flushPromises()
  expect(print).toHaveBeenCalledOnce()
  expect(document.title).toBe('海报-老街修鞋配钥匙-A5')
  window.dispatchEvent(new Event('afterprint'))
  await saving?.trigger('click')
  expect(saved).toEqual(['海报-老街修鞋配钥匙-A5.svg'])
})

test('an old phone that cannot draw all of them ahead prints all the same', async () => {
  const print = vi.fn()
  vi.stubGlobal('print', print)
  vi.spyOn(HTMLImageElement.prototype, 'decode').mockRejectedValue(new DOMException('', 'EncodingError'))
  const view = await open()
  await view.get('.acts button').trigger('click')
  await flushPromises()
  expect(print).toHaveBeenCalledOnce()
  window.dispatchEvent(new Event('afterprint'))
})

test.each([
  ['somebody else’s shop', () => open(merchant([])), '这家店不在您的账号里'],
  ['a shop that there is not', () => open(merchant(), problem(404, 'not_found')), '没有这家店'],
])('there is no poster of %s', async (_what, opening, said) => {
  const view = await opening()
  expect(view.get('h1').text()).toBe(said)
  expect(view.find('img').exists()).toBe(false)
})
