/** An outbox with one of each kind, filled without network, survives a restart of the browser and is sent once. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { APIRequestContext, BrowserContext, Page, Route } from 'playwright'
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { everyday, expectAccessible, phone } from './browser.ts'
import { launchLasting } from './chromium.ts'
import { free, here, password, shops } from './desk-seed.ts'
import { ownDesk } from './seat.ts'

const { origin, sit } = ownDesk()

const nobody = { id: '', name: '' }
const [shop = nobody, rated = nobody] = shops
const accused = free ?? nobody
const topics = { rating: `rating:outlet:${rated.id}`, withdrawal: `rating:outlet:${shop.id}` }

/** What the browser of somebody keeps, and the browser. */
let folder: string
let context: BrowserContext | null = null
let page: Page
let staff: APIRequestContext
beforeAll(async () => {
  staff = (await sit('desk-community')).context.request
})
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yikezhong-outbox-'))
})
afterEach(async () => {
  await context?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Starts the browser, as it was left. */
async function start(): Promise<BrowserContext> {
  await context?.close()
  context = await launchLasting(folder, {
    args: ['--disable-3d-apis'],
    ...everyday,
    baseURL: origin(),
  })
  context.setDefaultTimeout(20_000)
  page = context.pages()[0] ?? (await context.newPage())
  return context
}

/** The network is down for whatever is sent; what is read comes, so that there are pages. */
const cut = (route: Route) =>
  route.request().method() === 'GET' ? route.fallback() : route.abort('internetdisconnected')

const json = async (request: APIRequestContext, path: string) => (await request.get(path)).json()
const heading = () => page.getByRole('heading', { level: 1 })
const send = () => page.locator('form button[type=submit]')
const choose = (name: string) => page.getByRole('radio', { name, exact: true }).check()
const titles = (section: string) =>
  page.locator(`section[aria-labelledby=outbox-${section}] h3`).allTextContents()
const news = () => page.locator('main [role=status]')

/** An act as the outbox of the web keeps it. */
interface Act {
  kind: string
  topic: string
  body: object
}

/** Puts into the outbox what the forms would have put there. */
async function put(acts: readonly Act[]): Promise<void> {
  await page.evaluate(async (given) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('yikezhong-outbox')
      opening.onsuccess = () => resolve(opening.result)
      opening.onerror = () => reject(opening.error)
    })
    const writing = database.transaction('entries', 'readwrite')
    const state = { attempts: 0, state: 'waiting', problem: null, notBefore: 0 }
    given.forEach((act, at) => {
      const entry = { ...act, ...state, id: crypto.randomUUID(), createdAt: Date.now() + at }
      writing.objectStore('entries').put(entry)
    })
    await new Promise((resolve) => {
      writing.oncomplete = resolve
    })
    database.close()
  }, acts)
}

/** How much of each kind the city has got, as far as these things go. */
async function counted(resident: APIRequestContext, wish: string) {
  const [ledger, reports, applications, needs, mine, history] = await Promise.all([
    json(staff, `/api/complaints?subject=${accused.id}`),
    json(staff, '/api/desk/reports'),
    json(staff, '/api/desk/applications'),
    json(staff, '/api/wishes'),
    json(resident, '/api/ratings/mine'),
    json(staff, `/api/listings/${shop.id}/history`),
  ])
  const of = (id: string) => needs.needs.find((need: { id: string }) => need.id === id)?.supporters ?? 0
  return {
    complaints: ledger.cases.length,
    reports: reports.reports.length,
    applications: applications.applications.length,
    supporters: of(wish),
    wishes: needs.needs.filter(({ id }: { id: string | null }) => id !== null).length,
    voices: mine.ratings.map(({ subject }: { subject: { id: string } }) => subject.id).toSorted(),
    changes: history.history.length,
  }
}

it('keeps one of each kind over a restart, sends each once, and remembers no more than that', async () => {
  let context = await start()
  const session = await context.request.post('/api/session', { data: { handle: 'shop-merchant', password } })
  expect(session.status()).toBe(204)
  const { needs } = await json(staff, '/api/wishes')
  const wish: string = needs.find(({ id }: { id: string | null }) => id !== null).id
  const open = needs.find(({ id }: { id: string | null }) => id === null)
  const wanted = { community: open?.community ?? here, want: open?.want ?? 'laundry' }

  // a voice, so that there is one to withdraw
  await page.goto(`/rate/outlet/${shop.id}`)
  await choose('满意')
  await send().click()
  await heading().getByText('谢谢').waitFor()
  const before = await counted(context.request, wish)
  expect(before.voices).toEqual([shop.id])

  await context.route('**/api/**', cut)
  await page.goto(`/merchant/${shop.id}`)
  await page.locator('#listing-phone-row').click()
  await page.getByLabel('电话').fill('0398-000 0166')
  await context.setOffline(true)
  await send().click()
  await page.locator('.kept-entry').getByText('存好了，等着寄出').waitFor()
  await page.getByRole('link', { name: '1 件待寄出' }).waitFor()
  await context.setOffline(false)

  await page.goto(`/rate/outlet/${rated.id}`)
  await choose('不满意')
  await send().click()
  await heading().getByText('还没发出去，已经存好').waitFor()

  await page.goto(`/complain/outlet/${accused.id}`)
  await page.getByRole('radio').first().check()
  await page.getByLabel('什么事', { exact: true }).fill('多收了五块钱，说了也不退。')
  await send().click()
  await page.locator('#complaint-waiting').waitFor()

  await put([
    { kind: 'withdrawal', topic: topics.withdrawal, body: { kind: 'outlet', id: shop.id } },
    { kind: 'report', topic: 'report/1', body: { outlet: rated.id, fact: 'hours', right: '周日下午不开门' } },
    {
      kind: 'application',
      topic: 'application/1',
      body: {
        name: '新开的面馆',
        type: 'breakfast',
        address: '银杏路 1 号',
        community: here,
        hours: '',
        phone: null,
        note: '',
      },
    },
    { kind: 'wish', topic: 'wish/1', body: { ...wanted, why: null } },
    { kind: 'support', topic: 'wish/2', body: { wish, why: null } },
  ])

  context = await start()
  await context.route('**/api/**', cut)
  await page.goto('/outbox')
  // names come after the page
  await expect
    .poll(() => titles('waiting'), { timeout: 20_000 })
    .toEqual([
      `改信息：${shop.name} · 电话`,
      `评价：${rated.name}`,
      `投诉：${accused.name}`,
      `撤回评价：${shop.name}`,
      `反映信息有误：${rated.name}`,
      '新店申报：新开的面馆',
      expect.stringMatching(/^心愿：.+ · .+/),
      expect.stringMatching(/^支持心愿：.+ · .+/),
    ])
  expect(await counted(context.request, wish)).toEqual(before)
  await seeAll('waiting')

  const taken: string[] = []
  page.on('response', (response) => {
    const { method } = { method: response.request().method() }
    if (method !== 'GET' && response.ok()) taken.push(`${method} ${new URL(response.url()).pathname}`)
  })
  await context.unroute('**/api/**', cut)
  await page.getByRole('button', { name: '现在都寄' }).click()
  await page.getByText('没有等着寄的').waitFor()
  expect(taken.toSorted()).toEqual([
    `DELETE /api/ratings/outlet/${shop.id}`,
    `PATCH /api/listings/${shop.id}`,
    'POST /api/applications',
    'POST /api/complaints',
    'POST /api/ratings',
    'POST /api/reports',
    'POST /api/wishes',
    `POST /api/wishes/${wish}/support`,
  ])
  const after = await counted(context.request, wish)
  expect(after).toEqual({
    complaints: before.complaints + 1,
    reports: before.reports + 1,
    applications: before.applications + 1,
    supporters: before.supporters + 1,
    wishes: before.wishes + 1,
    // a complaint is a voice, too
    voices: [rated.id, accused.id].toSorted(),
    changes: before.changes + 1,
  })
  expect((await json(staff, `/api/outlets/${shop.id}`)).phone).toBe('0398-000 0166')

  const sent = page.locator('section[aria-labelledby=outbox-sent]')
  // these and the voice from before
  expect(await sent.locator('li').count()).toBe(9)
  const told = (await sent.textContent()) ?? ''
  expect(told).toContain(`评价：${rated.name}`)
  expect(told).not.toContain(`投诉：${accused.name}`)
  expect(told).not.toContain('多收了五块钱')
  await seeAll('sent')

  // opened again, nothing goes out a second time
  await page.reload()
  await page.getByText('没有等着寄的').waitFor()
  await page.waitForLoadState('networkidle')
  expect(taken).toHaveLength(8)
  expect(await counted(context.request, wish)).toEqual(after)
  await seeRefused()
})

/** Says why something was refused; it is tried again and deleted, and what was sent is forgotten. */
async function seeRefused(): Promise<void> {
  await put([
    { kind: 'report', topic: 'report/2', body: { outlet: 'nothing123', fact: 'closed', right: '' } },
  ])
  await page.reload()
  const refused = page.locator('section[aria-labelledby=outbox-refused] li')
  await refused.getByText('它说的那一处已经不在了').waitFor()
  await page.getByRole('link', { name: '1 件待寄出，其中 1 件没有收' }).waitFor()
  await seeAll('refused')
  await page.getByRole('button', { name: /^再寄一次/ }).click()
  await news().getByText('没有收：反映信息有误').waitFor()
  await refused.getByText('试过 2 次').waitFor()
  await page.getByRole('button', { name: /^删掉/ }).click()
  await page.getByRole('button', { name: '确定删掉' }).click()
  await refused.waitFor({ state: 'detached' })
  await news().getByText('删掉了').waitFor()
  expect(await page.locator('.outbox-sign').count()).toBe(0)
  await page.getByRole('button', { name: '清空' }).click()
  await news().getByText('清空了').waitFor()
  expect(await page.locator('section[aria-labelledby=outbox-sent] li').count()).toBe(0)
}

/** Looks at the page as everybody may have it: both themes, elder mode, a narrow phone. */
async function seeAll(where: string): Promise<void> {
  await expectAccessible(page, where)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectAccessible(page, `${where}, dark`, ['color-contrast'])
  await page.emulateMedia({ colorScheme: 'light' })
  await page.evaluate(() => document.documentElement.setAttribute('data-elder', ''))
  await page.setViewportSize({ width: 320, height: 640 })
  await expectAccessible(page, `${where}, elder`, [
    'color-contrast',
    'color-contrast-enhanced',
    'target-size',
  ])
  expect(await page.evaluate(() => document.documentElement.scrollWidth), where).toBeLessThanOrEqual(320)
  await page.evaluate(() => document.documentElement.removeAttribute('data-elder'))
  await page.setViewportSize(phone)
}
