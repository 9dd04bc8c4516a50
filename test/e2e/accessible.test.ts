import type { Browser } from 'playwright'
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
  '/about',
  '/privacy',
  '/accessibility',
  '/no/such/page',
]

describe.each([
  ['normal', ''],
  ['elder', 'elder=1'],
])('%s mode', (mode, query) => {
  describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
    it.each(pages)('axe finds nothing on %s', async (path) => {
      const address = query ? `${path}${path.includes('?') ? '&' : '?'}${query}` : path
      for (const viewport of [phone, desktop]) {
        const { page, context } = await open(browser, address, { viewport, colorScheme })
        await page.locator('main h1').first().waitFor()
        if (path.startsWith('/?') || path === '/') await page.locator('main a.row').first().waitFor()
        await expectAccessible(page, `${address} ${mode} ${colorScheme} ${viewport.width}`)
        await context.close()
      }
    })

    it('axe finds nothing on an outlet, nor in its dialog', async () => {
      const { page, context } = await open(browser, `/?from=411281001005&${query}`, { colorScheme })
      await page.locator('main a.row').nth(2).click()
      await page.getByRole('heading', { level: 1 }).waitFor()
      await expectAccessible(page, `outlet ${mode} ${colorScheme}`)
      await page
        .getByRole('button', { name: /走过去/ })
        .last()
        .click()
      await page.getByRole('dialog').waitFor()
      await expectAccessible(page, `dialog ${mode} ${colorScheme}`)
      await context.close()
    })
  })
})

describe('narrow and enlarged', () => {
  it.each(pages)('%s does not scroll sideways at 320 px', async (path) => {
    for (const query of ['', 'elder=1', 'lang=en']) {
      const address = `${path}${path.includes('?') ? '&' : '?'}${query}`
      const { page, context } = await open(browser, address, { viewport: { width: 320, height: 640 } })
      await page.locator('main h1').first().waitFor()
      const wide = await page.evaluate(() => document.documentElement.scrollWidth)
      expect(wide, address).toBeLessThanOrEqual(320)
      await context.close()
    }
  })
})
