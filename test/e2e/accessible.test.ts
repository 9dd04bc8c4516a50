import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { desktop, expectAccessible, open, phone } from './browser.ts'
import { launch } from './chromium.ts'

let browser: Browser
/** One page goes everywhere: another one would fetch and compile everything anew. */
let page: Page
beforeAll(async () => {
  browser = await launch(['--disable-3d-apis'])
  page = (await open(browser, '/about', { colorScheme: 'light' })).page
})
afterAll(() => browser.close())
beforeEach(async () => {
  await page.evaluate(() => localStorage.clear())
  await page.setViewportSize(phone)
  await page.emulateMedia({ colorScheme: 'light' })
})

const pages = [
  '/',
  '/?from=411281001005',
  '/circles',
  '/circles/411281001005',
  '/satisfaction',
  '/data',
  '/method',
  '/about',
  '/privacy',
  '/accessibility',
  '/no/such/page',
]

/** How a page may be asked for. Colours are the same in every language, and in every width. */
const ways = {
  plain: 'elder=0&lang=zh-CN',
  elder: 'elder=1&lang=zh-CN',
  english: 'elder=0&lang=en',
  elderEnglish: 'elder=1&lang=en',
}
const narrow = { width: 320, height: 640 }

async function go(path: string, way: keyof typeof ways): Promise<void> {
  await page.goto(`${path}${path.includes('?') ? '&' : '?'}${ways[way]}`)
  await page.locator('main h1').first().waitFor()
  if (path === '/' || path.startsWith('/?')) await page.locator('main a.row').first().waitFor()
}

/** Light whole; of the dark theme, which has the same markup, only the colours. */
async function expectAccessibleInBothThemes(where: string): Promise<void> {
  await expectAccessible(page, `${where}, light`)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectAccessible(page, `${where}, dark`, ['color-contrast'])
  await page.emulateMedia({ colorScheme: 'light' })
}

async function expectNarrowEnough(where: string): Promise<void> {
  await page.setViewportSize(narrow)
  const wide = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(wide, where).toBeLessThanOrEqual(narrow.width)
  await page.setViewportSize(phone)
}

it.each(pages)(
  '%s: axe finds nothing, in any mode, theme, language and width, and 320 px are wide enough',
  async (path) => {
    await go(path, 'plain')
    await expectAccessibleInBothThemes('on a phone')
    await expectNarrowEnough('plain')
    await page.setViewportSize(desktop)
    await expectAccessible(page, 'at a desk')
    await page.setViewportSize(phone)
    await go(path, 'elder')
    await expectAccessibleInBothThemes('elder')
    await expectNarrowEnough('elder')
    await go(path, 'english')
    await expectAccessible(page, 'in English')
    await go(path, 'elderEnglish')
    await expectNarrowEnough('elder, in English')
  },
)

describe('an outlet and its dialog', () => {
  /** Opens the outlet in the third row of the list, and one of its dialogs. */
  async function seeOutletAndDialog(see: (where: string) => Promise<void>): Promise<void> {
    await page.locator('main a.row').nth(2).click()
    await page.getByRole('heading', { level: 1 }).waitFor()
    await see('an outlet')
    await page.locator('.acts button[aria-haspopup=dialog]').last().click()
    await page.getByRole('dialog').waitFor()
    await see('a dialog')
  }

  it.each([
    ['plain', phone],
    ['plain', desktop],
    ['elder', phone],
    ['english', phone],
  ] as const)('axe finds nothing: %s, %j', async (way, viewport) => {
    await page.setViewportSize(viewport)
    await go('/?from=411281001005', way)
    await seeOutletAndDialog(
      way === 'english' ? (where) => expectAccessible(page, where) : expectAccessibleInBothThemes,
    )
  })
})

describe('without script', () => {
  it('a circle and its outlets say what is known, links lead on, and 320 px are wide enough', async () => {
    const { page: plain, context } = await open(browser, '/', { javaScriptEnabled: false, viewport: narrow })
    const expectWide = async (where: string) =>
      expect(await plain.evaluate(() => document.documentElement.scrollWidth), where).toBe(narrow.width)
    expect(await plain.locator('.boot').isVisible()).toBe(false)
    await expectWide('the first page')
    await plain.getByRole('link', { name: '银杏社区' }).click()
    expect(await plain.getByRole('heading', { level: 1 }).textContent()).toBe('银杏社区生活圈')
    await expectWide('a circle')
    const called = plain.locator('.entries li', { has: plain.locator('[href^="tel:"]') }).first()
    await called.getByRole('link').first().click()
    expect(await plain.locator('main').textContent()).toMatch(/营业时间\s*(每天|周)[\s\S]*地址/)
    expect(await plain.locator('main [href^="tel:0398000"]').count()).toBe(1)
    await expectWide('an outlet')
    await plain.getByRole('link', { name: 'English' }).click()
    expect(await plain.locator('main').textContent()).toContain('Opening hours')
    await context.close()
  })

  it('axe finds nothing', async () => {
    // axe itself is a script: those of the site stay away instead
    await page.route('**/assets/*.js', (route) => route.abort())
    for (const path of ['/', '/circles/411281001005', '/no/such/page']) {
      await page.goto(path)
      expect(await page.locator('.plain').count(), path).toBe(1)
      await expectAccessibleInBothThemes(path)
    }
    await page.goto('/circles/411281001005')
    await page.locator('.entries a').first().click()
    await expectAccessibleInBothThemes('an outlet')
    await page.unrouteAll()
  })
})
