/** The booklet of a circle: from its page to the preview, and to the PDF that the browser makes of it. */

import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, open } from './browser.ts'
import { launch } from './chromium.ts'
import { readPdf } from './pdf.ts'

const circle = '411281006001'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser?.close())

const printed = async (page: Page) =>
  readPdf(await page.pdf({ preferCSSPageSize: true, tagged: true, printBackground: false }))

/** How many sheets the preview shows. */
async function sheets(page: Page): Promise<number> {
  return Number((await page.locator('.act [role=status]').innerText()).replace(/\D/g, ''))
}

test('a circle’s booklet is chosen, looked at and printed, on A4 and on A5', async () => {
  const { page, context } = await open(browser, `/circles/${circle}`)
  await page.getByRole('link', { name: '打印小册子' }).click()
  await page.locator('.booklet .entry').first().waitFor()
  await expectAccessible(page, 'the booklet on a phone')
  await page.setViewportSize({ width: 320, height: 640 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)

  const names = await page.locator('.entry .name').allInnerTexts()
  const a4 = await printed(page)
  expect(new Set(a4.pages)).toEqual(new Set(['210 × 297']))
  expect(a4.pages).toHaveLength(await sheets(page))
  expect(a4.tagged).toBe(true)
  const said = new Set(['千秋社区', '一刻钟便民生活圈', '电话和投诉', '12345', '12315', ...names].join(''))
  const missing = [...said].filter((character) => !a4.characters.has(character) && character !== ' ')
  // Some fonts name a few characters by the radical that looks the same: ⺠ for 民.
  expect(missing.length, missing.join('')).toBeLessThan(said.size / 10)
  // Around it the site speaks of choosing and going back: none of that is on paper.
  expect([...'预览印哪些'].every((character) => a4.characters.has(character))).toBe(false)

  await page.getByRole('radio', { name: 'A5' }).check()
  await page.waitForURL(/paper=a5/)
  await page.locator('.booklet.on-a5').waitFor()
  const a5 = await printed(page)
  expect(new Set(a5.pages)).toEqual(new Set(['148 × 210']))
  expect(a5.pages.length).toBeGreaterThan(a4.pages.length)
  expect(a5.pages).toHaveLength(await sheets(page))
  await context.close()
})
