import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { desktop, open, phone } from './browser.ts'
import { launch } from './chromium.ts'

/** 银杏社区 */
const yinxing = '411281001005'

let browser: Browser
beforeAll(async () => {
  // Without WebGL: these journeys are about the list, and the list must do everything by itself.
  browser = await launch(['--disable-3d-apis'])
})
afterAll(() => browser.close())

const rows = (page: Page) => page.locator('main a.row')
const openRow = (page: Page) =>
  rows(page)
    .filter({ has: page.locator('.st.open, .st.soon') })
    .first()

/** A page that remembers the community, as on every visit but the first. One page serves many tests: it costs a second. */
async function openRemembered(viewport: typeof phone): Promise<Page> {
  const { page } = await open(browser, `/?from=${yinxing}`, { viewport })
  await rows(page).first().waitFor()
  return page
}

/** Waits until the minutes are walked along the streets, which come after the list and may change its order. */
async function streetsFollowed(page: Page): Promise<void> {
  await expect.poll(() => page.locator('.head').textContent(), { timeout: 20_000 }).not.toContain('估算')
}

/** Visits the list again. */
async function visit(page: Page, query: Record<string, string> = {}): Promise<void> {
  await page.goto(`/?${new URLSearchParams({ elder: '0', lang: 'zh-CN', ...query })}`)
  await rows(page).first().waitFor()
}

describe.each([
  ['phone', phone],
  ['desktop', desktop],
])('on a %s', (_name, viewport) => {
  let page: Page
  beforeAll(async () => {
    page = await openRemembered(viewport)
  })
  afterAll(() => page.context().close())

  it('finds an open pharmacy near the community and its phone number in two taps', async () => {
    await visit(page)
    await page.getByRole('button', { name: '药店', exact: true }).click()
    await openRow(page).click()
    const call = page.getByRole('link', { name: /打电话/ })
    await call.waitFor()
    expect(await call.textContent()).toMatch(/0398-000 \d{4}/)
    expect(await call.getAttribute('href')).toMatch(/^tel:0398000\d{4}$/)
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toMatch(/药/)
  })

  it('filters to cash and step-free, and says how many there are', async () => {
    await visit(page)
    const before = await page.locator('main h1').first().textContent()
    await page.getByRole('button', { name: '收现金' }).click()
    await page.getByRole('button', { name: '无障碍' }).click()
    await expect.poll(() => page.locator('main h1').first().textContent()).not.toBe(before)
    expect(new URL(page.url()).search).toContain('cash=1')
    expect(new URL(page.url()).search).toContain('step_free=1')
    for (const row of (await rows(page).all()).slice(0, 8)) {
      expect(await row.textContent()).toContain('收现金')
      expect(await row.textContent()).toContain('没有台阶')
    }
  })

  it('searches by the initials of pinyin', async () => {
    await visit(page)
    await page.getByRole('searchbox').fill('yxsq')
    await expect.poll(() => rows(page).first().textContent()).toContain('银杏社区')
  })

  it('shows another person the same from the link', async () => {
    await visit(page)
    await page.getByRole('button', { name: '药店', exact: true }).click()
    await page.getByRole('button', { name: '收现金' }).click()
    await expect.poll(() => page.url()).toContain('cash=1')
    await streetsFollowed(page)
    const names = await rows(page).locator('.nm').allTextContents()
    const { page: other, context } = await open(browser, page.url(), { viewport })
    await rows(other).first().waitFor()
    await streetsFollowed(other)
    expect(await rows(other).locator('.nm').allTextContents()).toEqual(names)
    await context.close()
  })

  it('does it by keyboard alone', async () => {
    await visit(page)
    await page.keyboard.press('Tab')
    expect(await page.locator(':focus').textContent()).toContain('跳到主要内容')
    await reach(page, /^\s*药店\s*$/)
    await page.keyboard.press('Enter')
    await expect.poll(() => page.url()).toContain('type=pharmacy')
    const name = await openRow(page).locator('.nm').textContent()
    await reach(page, new RegExp(literal(name ?? '')))
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: /打电话/ }).waitFor()
    await reach(page, /打电话/)
    expect(await page.locator(':focus').getAttribute('href')).toMatch(/^tel:/)
  })

  it('does it in elder mode', async () => {
    await visit(page, { elder: '1' })
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe('22px')
    await page.getByRole('searchbox').fill('买药')
    await expect.poll(() => rows(page).first().textContent()).toMatch(/药/)
    const call = page.getByRole('link', { name: /^打电话/ }).first()
    expect((await call.boundingBox())?.height).toBeGreaterThanOrEqual(60)
    expect(await call.getAttribute('href')).toMatch(/^tel:/)
  })

  it('does it in English', async () => {
    await visit(page, { lang: 'en' })
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en')
    await page.getByRole('button', { name: 'Pharmacy', exact: true }).click()
    await openRow(page).click()
    const call = page.getByRole('link', { name: /Call/ })
    await call.waitFor()
    expect(await call.getAttribute('href')).toMatch(/^tel:/)
  })
})

/** Tabs until the focus is on something with such a text, and fails after a whole round. */
async function reach(page: Page, text: RegExp): Promise<void> {
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press('Tab')
    // Asked in one go: what has the focus may be taken away by what the press has done.
    const focused = await page.evaluate(() => document.querySelector(':focus')?.textContent ?? '')
    if (text.test(focused)) return
  }
  throw new Error(`the keyboard does not reach ${text}`)
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

describe('the list', () => {
  let page: Page
  beforeAll(async () => {
    page = await openRemembered(phone)
  })
  afterAll(() => page.context().close())

  it('tells what is open at another time', async () => {
    await visit(page, { at: '2026-11-25T03:00', open: '1' })
    for (const row of (await rows(page).all()).slice(0, 8)) {
      expect(await row.locator('.st').textContent()).toMatch(/营业中|即将关门/)
    }
  })

  it('never sends the position that it asks the phone for', async () => {
    const { page, context } = await open(browser, '/', {
      geolocation: { latitude: 34.7471, longitude: 111.8742 },
      permissions: ['geolocation'],
    })
    const sent: string[] = []
    page.on('request', (request) => sent.push(request.url() + (request.postData() ?? '')))
    await rows(page).first().waitFor()
    // without WebGL the map's own button goes away; what is left is the question above the list
    await page.getByText('这台设备显示不了地图').waitFor()
    await page.getByRole('button', { name: '用我的位置' }).click()
    await expect.poll(() => page.locator('.head, main').first().textContent()).toContain('从我的位置走')
    expect(sent.filter((request) => request.includes('111.87') || request.includes('34.747'))).toEqual([])
    expect(page.url()).not.toContain('111.87')
    await context.close()
  })

  it('says that it is offline, keeps what was chosen, and goes on when the network is back', async () => {
    const { page, context } = await open(browser, '/about')
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.route('**/api/**', (route) => route.abort('internetdisconnected'))
    await page.goto(`/?from=${yinxing}&type=pharmacy`)
    await page.getByText('没有网络').first().waitFor()
    await page.unroute('**/api/**')
    await page.getByRole('button', { name: '再试一次' }).first().click()
    await rows(page).first().waitFor()
    expect(page.url()).toContain('type=pharmacy')
    await context.close()
  })

  it('says that the server failed', async () => {
    const { page, context } = await open(browser, '/about')
    await page.route('**/api/outlets', (route) => route.fulfill({ status: 500, body: 'oops' }))
    await page.goto('/')
    await page.getByText('网点没有取到').waitFor()
    await context.close()
  })

  it('says that nothing was found, and how to go on', async () => {
    await visit(page)
    await page.getByRole('searchbox').fill('没有这样的店名')
    await page.getByText('没有找到').first().waitFor()
    await page.getByRole('button', { name: '不搜这个词' }).click()
    await rows(page).first().waitFor()
  })
})

describe('an outlet', () => {
  let page: Page
  beforeAll(async () => {
    page = await openRemembered(phone)
  })
  afterAll(() => page.context().close())

  it('opens over the list, goes back to it, and says so when it does not exist', async () => {
    await visit(page)
    await rows(page).nth(1).click()
    await page.getByRole('heading', { level: 2, name: '一周营业时间' }).waitFor()
    await page.goBack()
    await expect.poll(() => new URL(page.url()).pathname).toBe('/')
    await rows(page).first().waitFor()
    await page.goto('/outlets/nothing123')
    await page.getByText('没有这家网点').waitFor()
  })

  it('leads there in four map services, in their coordinates', async () => {
    await visit(page, { type: 'pharmacy' })
    await openRow(page).click()
    await page.getByRole('button', { name: /走过去/ }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('link').nth(3).waitFor()
    const links = await dialog
      .getByRole('link')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
    expect(links.map((link) => new URL(link).hostname).sort()).toEqual([
      'api.map.baidu.com',
      'apis.map.qq.com',
      'maps.apple.com',
      'uri.amap.com',
    ])
    await page.keyboard.press('Escape')
    await expect.poll(() => dialog.count()).toBe(0)
  })
})
