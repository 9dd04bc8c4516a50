import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import MerchantPage from '../../web/merchant/MerchantPage.vue'
import { emptyDatabase } from './database.ts'
import { button, openTown, press, settle, shop, staff, type Town, visit } from './merchant-town.ts'

let town: Town
beforeEach(() => {
  emptyDatabase()
  vi.useFakeTimers({ now: Date.parse('2026-11-24T20:36:00+08:00'), toFake: ['Date'] })
  town = openTown()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const page = (language: 'zh-CN' | 'en' = 'zh-CN') => visit(MerchantPage, { at: '/merchant', language })

test('each outlet says how it stands, what waits, how satisfied residents are, and where to go on', async () => {
  const { view } = await page()
  const card = view.get('article')
  expect(card.get('h2').text()).toBe('晨光早餐店')
  expect(card.text()).toMatch(/营业中|即将关门|已关门/)
  expect(card.text()).toContain('1 处改动等工作人员看')
  await vi.waitFor(() => expect(card.text()).toContain('47 位居民'))
  expect(card.findAll('a').map((link) => link.attributes('href'))).toEqual([
    `/merchant/${shop}`,
    `/outlets/${shop}`,
  ])
})

test('one tap says that it is still right', async () => {
  const { view } = await page()
  await press(view, '晨光早餐店：都准确')
  expect(town.changes()).toMatchObject([{ method: 'POST', path: `/api/listings/${shop}/confirmation` }])
  expect(view.get('[role="status"]').text()).toBe('晨光早餐店，记下了，今天确认过。')
  expect(view.find('.still').exists()).toBe(false)
})

test('without network it is kept, says so, and goes out by itself', async () => {
  const { view } = await page()
  town.offline = true
  await press(view, '晨光早餐店：都准确')
  expect(view.get('.still').text()).toContain('没有网络，先存好了')
  expect(view.get('[role="status"]').text()).toContain('没有网络，先存好了')
  expect(view.get('.waits a[href="/outbox"]').text()).toBe('1 处改动等着寄出')
  town.offline = false
  window.dispatchEvent(new Event('online'))
  await vi.waitFor(() => expect(view.find('.still').exists()).toBe(false))
  expect(town.changes()).toMatchObject([{ method: 'POST', path: `/api/listings/${shop}/confirmation` }])
})

test('what cannot be fetched is asked for again', async () => {
  town.offline = true
  const { view } = await page()
  expect(view.find('[role="alert"]').exists()).toBe(true)
  town.offline = false
  await button(view, '再试一次').trigger('click')
  await settle()
  expect(view.findAll('article')).toHaveLength(1)
})

test('whoever is not signed in is led to signing in, and back', async () => {
  town.session = { stage: null, account: null, fresh: false }
  const { router } = await page()
  expect(router.currentRoute.value.name).toBe('sign-in')
  expect(router.currentRoute.value.query).toEqual({ next: '/merchant' })
})

test('staff are told that this is not theirs', async () => {
  town.session = staff
  const { view } = await page()
  expect(view.get('h1').text()).toBe('这一页给商户用')
  expect(town.requests.some(({ path }) => path === '/api/merchant/outlets')).toBe(false)
})

test('an account without outlets is told how to come by one', async () => {
  town.held = []
  const { view } = await page()
  expect(view.get('h1').text()).toBe('您的账号里还没有店')
})

test('is whole in English', async () => {
  const { view } = await page('en')
  expect(view.text()).not.toMatch(/merchant\.\w+|\{\w+\}/)
})
