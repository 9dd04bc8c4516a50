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

/** Opens the outlet in the third row of the list, and one of its dialogs. */
async function seeOutletAndDialog(page: Page, where: string): Promise<void> {
  await page.locator('main a.row').nth(2).click()
  await page.getByRole('heading', { level: 1 }).waitFor()
  await expectAccessibleInBothThemes(page, `an outlet ${where}`)
  await page.locator('.acts button[aria-haspopup=dialog]').last().click()
  await page.getByRole('dialog').waitFor()
  await expectAccessibleInBothThemes(page, `a dialog ${where}`)
}

/**
 * Every way in which a page is shown; one browser goes through all of them, because a new one costs a second. Colours are
 * the same in every width.
 */
const ways = [
  { query: '', viewports: [desktop, phone] },
  { query: 'elder=1', viewports: [phone] },
  { query: 'lang=en', viewports: [phone] },
]
const narrow = { width: 320, height: 640 }

const withQuery = (path: string, query: string) =>
  query ? `${path}${path.includes('?') ? '&' : '?'}${query}` : path

describe.each(pages)('%s', (path) => {
  it.concurrent('axe finds nothing, in any mode, theme, language and width', async () => {
    const { page, context } = await open(browser, path, { colorScheme: 'light' })
    for (const { query, viewports } of ways) {
      if (query) await page.goto(withQuery(path, query))
      await stands(page, path)
      for (const viewport of viewports) {
        await page.setViewportSize(viewport)
        const where = `${query} ${viewport.width} px`
        if (viewport === phone) await expectAccessibleInBothThemes(page, where)
        else await expectAccessible(page, where)
      }
    }
    await context.close()
  })

  it.concurrent('does not scroll sideways at 320 px', async () => {
    const { page, context } = await open(browser, path, { viewport: narrow })
    for (const query of ['', 'elder=1', 'elder=1&lang=en']) {
      if (query) await page.goto(withQuery(path, query))
      await stands(page, path)
      const wide = await page.evaluate(() => document.documentElement.scrollWidth)
      expect(wide, query).toBeLessThanOrEqual(narrow.width)
    }
    await context.close()
  })
})

describe('an outlet and its dialog', () => {
  it.concurrent.each(ways)('axe finds nothing with %j', async ({ query, viewports }) => {
    const address = withQuery('/?from=411281001005', query)
    const { page, context } = await open(browser, address, { colorScheme: 'light' })
    for (const viewport of viewports) {
      await page.setViewportSize(viewport)
      await page.goto(address)
      await seeOutletAndDialog(page, `with ${query} at ${viewport.width} px`)
    }
    await context.close()
  })
})
