import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { samplePassword } from '../../schema/sample/logins.ts'
import {
  beforeSpringFestival,
  desktop,
  expectAccessible,
  expectNarrowEnough,
  open,
  openContext,
  phone,
  springFestival,
} from './browser.ts'
import { launch } from './chromium.ts'
import { site } from './site-of-file.ts'

interface Kept {
  id: string
  name: string
  type: string
}

let browser: Browser
/** a browser in which the merchant of the sample city is signed in */
let signedIn: Awaited<ReturnType<BrowserContext['storageState']>>
let outlets: Kept[]

beforeAll(async () => {
  browser = await launch(['--disable-3d-apis'])
  const context = await openContext(browser)
  const headers = { Origin: site(), 'Sec-Fetch-Site': 'same-origin' }
  const data = { handle: 'sample-merchant', password: samplePassword }
  expect((await context.request.post('/api/session', { headers, data })).status()).toBe(204)
  outlets = (await (await context.request.get('/api/merchant/outlets')).json()).outlets
  signedIn = await context.storageState()
  await context.close()
})
afterAll(() => browser.close())

function outlet(type: string): Kept {
  const found = outlets.find((one) => one.type === type)
  if (!found) throw new Error(`the sample merchant has no ${type}`)
  return found
}

/** A page of the merchant's. */
const keep = (path: string, options: Parameters<typeof open>[2] = {}) =>
  open(browser, path, { storageState: signedIn, ...options })

const row = (page: Page, field: string) => page.locator(`#listing-${field}-row`)
const status = (page: Page) => page.locator('main > .sr[role=status]')
const told = (page: Page, words: RegExp) =>
  status(page).filter({ hasText: words }).waitFor({ state: 'attached' })
const save = (page: Page) => page.locator('form button[type=submit]').click()

/** What everybody may read of an outlet. */
async function published(context: BrowserContext, id: string) {
  return (await context.request.get(`/api/outlets/${id}`)).json()
}

async function openRow(page: Page, field: string): Promise<void> {
  await row(page, field).click()
  await page.locator(`#listing-${field}`).waitFor()
}

it('signs in, closes for Spring Festival with one tap, and a resident sees it a moment later', async () => {
  const { id, name } = outlet('breakfast')
  const { page, context } = await open(browser, '/merchant', { now: beforeSpringFestival })
  await page.waitForURL(/\/sign-in\?next=/)
  await page.getByLabel('账号名').fill('sample-merchant')
  await page.getByLabel('密码', { exact: true }).fill(samplePassword)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: '我的店' }).waitFor()
  expect(await page.locator('article').count()).toBe(3)

  await page.getByRole('link', { name: `改信息：${name}` }).click()
  const festival = page.locator('.festival').filter({ hasText: '春节放假' })
  await festival.getByRole('button', { name: /停业/ }).click()
  await told(page, /临时关门改好了/)

  const resident = await open(browser, `/outlets/${id}`, { now: springFestival })
  await resident.page
    .locator('.banner')
    .getByText(/暂停营业.*春节/)
    .waitFor()
  await resident.context.close()

  await page.locator('.closures').getByRole('button', { name: /删掉/ }).first().click()
  await expect.poll(async () => (await published(context, id)).closures).toEqual([])
  await page.getByRole('button', { name: '回到我的店' }).click()
  await page.getByRole('heading', { level: 1, name: '我的店' }).waitFor()
  await context.close()
})

it('a name waits beside the old one, everybody sees the old one, and it is taken back', async () => {
  const { id, name } = outlet('pharmacy')
  const { page, context } = await keep(`/merchant/${id}`)
  await openRow(page, 'name')
  await page.getByLabel('店名').fill('银杏路大药房')
  await page.getByRole('button', { name: '交给工作人员看' }).click()
  await told(page, /店名交上去了/)
  const beside = page.locator('.beside')
  expect(await beside.textContent()).toContain(name)
  expect(await beside.textContent()).toContain('银杏路大药房')
  expect((await published(context, id)).name).toBe(name)
  await page.reload()
  await beside.waitFor()
  await page.getByRole('button', { name: '收回店名的改动' }).click()
  await told(page, /收回了/)
  await beside.waitFor({ state: 'detached' })

  await page.getByRole('button', { name: '改动记录' }).click()
  await page.getByText('收回了“店名”的改动').waitFor()
  await context.close()
})

it('of two devices that edit at once the second sees both, and nothing is lost', async () => {
  const { id } = outlet('hair')
  const { page, context } = await keep(`/merchant/${id}`)
  const { page: other, context: elsewhere } = await keep(`/merchant/${id}`)
  for (const window of [page, other]) await openRow(window, 'phone')
  await page.getByLabel('电话').fill('0398-000 0111')
  await save(page)
  await told(page, /电话改好了/)

  await other.getByLabel('电话').fill('0398-000 0222')
  await save(other)
  const conflict = other.locator('.conflict')
  await conflict.waitFor()
  expect(await conflict.textContent()).toContain('0398-000 0111')
  expect(await conflict.textContent()).toContain('0398-000 0222')
  expect((await published(context, id)).phone).toBe('0398-000 0111')
  await other.getByRole('button', { name: '电话：用我的' }).click()
  await told(other, /电话改好了/)
  expect((await published(context, id)).phone).toBe('0398-000 0222')

  // a device that knows of neither puts something else right: that is no conflict
  await openRow(page, 'delivery')
  await page.getByRole('radio', { name: '夜间配送' }).check()
  await save(page)
  await told(page, /配送改好了.*电话/)
  expect(await published(context, id)).toMatchObject({
    phone: '0398-000 0222',
    delivery: { night_delivery: true },
  })

  await other.getByRole('button', { name: '改动记录' }).click()
  await other.getByRole('button', { name: '恢复成原来的：电话' }).first().click()
  await other.getByRole('button', { name: '恢复', exact: true }).click()
  await told(other, /刚才又有人改过/)
  await other.getByRole('button', { name: '恢复成原来的：电话' }).first().click()
  await other.getByRole('button', { name: '恢复', exact: true }).click()
  await told(other, /恢复了/)
  await expect.poll(async () => (await published(context, id)).phone).toBe('0398-000 0111')
  await Promise.all([context.close(), elsewhere.close()])
})

it('without network what was typed is kept, and is sent once', async () => {
  const { id } = outlet('pharmacy')
  const { page, context } = await keep(`/merchant/${id}`)
  const keys: (string | undefined)[] = []
  page.on('request', (request) => {
    if (request.method() === 'PATCH') keys.push(request.headers()['idempotency-key'])
  })
  await openRow(page, 'phone')
  await page.getByLabel('电话').fill('0398-000 0333')
  await context.setOffline(true)
  await save(page)
  await page.getByText('存好了，等着寄出').waitFor()
  await context.setOffline(false)
  await page.reload()
  await expect.poll(async () => (await published(context, id)).phone).toBe('0398-000 0333')
  expect(new Set(keys).size).toBe(1)
  await context.close()
})

it('works by keyboard only', async () => {
  const { id } = outlet('breakfast')
  const { page, context } = await keep(`/merchant/${id}`, { viewport: desktop })
  await row(page, 'prices').waitFor()
  async function tabTo(what: RegExp, backwards = false): Promise<void> {
    for (let steps = 0; steps < 60; steps += 1) {
      await page.keyboard.press(backwards ? 'Shift+Tab' : 'Tab')
      const words = await page.evaluate(() => {
        const { activeElement: at } = document
        const label = at instanceof HTMLInputElement ? at.labels?.[0]?.textContent : null
        return at?.getAttribute('aria-label') ?? label ?? at?.textContent ?? ''
      })
      if (what.test(words.trim())) return
    }
    throw new Error(`the keyboard does not reach ${what}`)
  }
  await row(page, 'phone').focus()
  await tabTo(/^价格/)
  await page.keyboard.press('Enter')
  for (const item of ['八宝粥', '豆浆']) {
    await tabTo(/^加一个价格/)
    await page.keyboard.press('Enter')
    await page.keyboard.type(item)
    await tabTo(/^多少元/)
    await page.keyboard.type('4.5')
  }
  await page.keyboard.press('Alt+ArrowUp')
  await tabTo(/^保存/)
  await page.keyboard.press('Enter')
  await told(page, /价格改好了/)
  expect(await page.locator(':focus').textContent()).toContain('价格改好了')
  const { prices } = await published(context, id)
  expect(prices.slice(-2)).toMatchObject([
    { item: '豆浆', fen: 450 },
    { item: '八宝粥', fen: 450 },
  ])
  await context.close()
})

describe('for everybody', () => {
  /** what is arranged otherwise where there is room */
  const wide = ['my outlets', 'closed rows', 'facts and history']

  /** Every state of both pages that differs, one after the other. */
  async function walk(page: Page, id: string, see: (where: string) => Promise<void>): Promise<void> {
    await page.locator('article').first().waitFor()
    await page.locator('.share').first().waitFor()
    await see('my outlets')
    await page.locator(`article a[href^="/merchant/${id}"]`).click()
    await row(page, 'hours').waitFor()
    await page.locator('.ratings .share').waitFor()
    await see('closed rows')
    await openRow(page, 'hours')
    await see('hours')
    await openRow(page, 'prices')
    await page.locator('.add').click()
    await page.locator('input[data-part=item]').last().fill('x')
    await save(page)
    await page.locator('li .errmsg').waitFor()
    await see('prices with a fault')
    await page.getByRole('button', { name: /^(撤销|Undo)$/ }).click()
    await openRow(page, 'accessibility')
    await page.locator('.bar .btn').last().click()
    await page.locator('#listing-history-list li').first().waitFor()
    await see('facts and history')
  }

  // Every mode, theme and language once, in each state on the way.
  it.concurrent.each([
    ['elder=0&lang=zh-CN', 'light'],
    ['elder=1&lang=en', 'dark'],
  ] as const)('axe finds nothing, and 320 px are wide enough, with %s, %s', async (query, colorScheme) => {
    const { page, context } = await keep(`/merchant?${query}`, { colorScheme })
    const refused: string[] = []
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) refused.push(message.text())
    })
    const elder = colorScheme === 'dark'
    await walk(page, outlet('hair').id, async (where) => {
      await expectAccessible(page, `${where}, ${query}`)
      if (elder) await expectAccessible(page, where, ['color-contrast-enhanced'])
      else if (wide.includes(where)) {
        await page.setViewportSize(desktop)
        await expectAccessible(page, `${where}, 1280 px`)
        await page.setViewportSize(phone)
      }
      await expectNarrowEnough(page, `${where} ${query}`)
    })
    expect(refused).toEqual([])
    await context.close()
  })

  it('targets of elder mode are 60 px high', async () => {
    const { page, context } = await keep(`/merchant/${outlet('pharmacy').id}?elder=1`)
    await row(page, 'payment').waitFor()
    await openRow(page, 'payment')
    for (const target of await page.locator('.mer :is(.btn, .way, .line h3 button)').all()) {
      const box = await target.boundingBox()
      expect(box?.height, (await target.textContent()) ?? '').toBeGreaterThanOrEqual(60)
    }
    await context.close()
  })
})
