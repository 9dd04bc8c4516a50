import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { desktop, expectAccessible, open, phone } from './browser.ts'
import { launch } from './chromium.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch(['--disable-3d-apis'])
})
afterAll(() => browser.close())

const pages = [
  '/',
  '/?from=411281001005',
  '/circles',
  '/circles/411281001005',
  '/satisfaction',
  '/about',
  '/privacy',
  '/accessibility',
  '/no/such/page',
]

/** Light whole; of the dark theme, which has the same markup, only the colours. */
async function expectAccessibleInBothThemes(page: Page, where: string): Promise<void> {
  await expectAccessible(page, `${where}, light`)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectAccessible(page, `${where}, dark`, ['color-contrast'])
  await page.emulateMedia({ colorScheme: 'light' })
}

async function stands(page: Page, path: string): Promise<void> {
  await page.locator('main h1').first().waitFor()
  if (path === '/' || path.startsWith('/?')) await page.locator('main a.row').first().waitFor()
}

describe.each([
  ['phone', phone, ''],
  ['desktop', desktop, ''],
  ['phone in elder mode', phone, 'elder=1'],
  ['desktop in elder mode', desktop, 'elder=1'],
  ['phone in English', phone, 'lang=en'],
])('on a %s', (where, viewport, query) => {
  it.concurrent.each(pages)('axe finds nothing on %s', async (path) => {
    const address = `${path}${path.includes('?') ? '&' : '?'}${query}`
    const { page, context } = await open(browser, address, { viewport, colorScheme: 'light' })
    await stands(page, path)
    await expectAccessibleInBothThemes(page, `${address} on a ${where}`)
    await context.close()
  })

  it.concurrent('axe finds nothing on an outlet, nor in its dialog', async () => {
    const address = `/?from=411281001005&${query}`
    const { page, context } = await open(browser, address, { viewport, colorScheme: 'light' })
    await page.locator('main a.row').nth(2).click()
    await page.getByRole('heading', { level: 1 }).waitFor()
    await expectAccessibleInBothThemes(page, `an outlet on a ${where}`)
    await page.locator('.acts button[aria-haspopup=dialog]').last().click()
    await page.getByRole('dialog').waitFor()
    await expectAccessibleInBothThemes(page, `a dialog on a ${where}`)
    await context.close()
  })
})

describe('narrow and enlarged', () => {
  it.concurrent.each(pages)('%s does not scroll sideways at 320 px', async (path) => {
    const { page, context } = await open(browser, path, { viewport: { width: 320, height: 640 } })
    for (const query of ['', 'elder=1', 'elder=1&lang=en']) {
      const address = `${path}${path.includes('?') ? '&' : '?'}${query}`
      if (query) await page.goto(address)
      await stands(page, path)
      const wide = await page.evaluate(() => document.documentElement.scrollWidth)
      expect(wide, address).toBeLessThanOrEqual(320)
    }
    await context.close()
  })
})
