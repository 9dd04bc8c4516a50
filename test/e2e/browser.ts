/** A real Chromium for the journeys, at a fixed moment, so that what is open does not depend on when tests run. */

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright'
import { expect } from 'vitest'
import { site } from './site-of-file.ts'

/** Tuesday evening, as in the drawings. */
export const tuesdayEvening = new Date('2026-11-24T20:36:00+08:00')

/** Early in 2026, when shops say that they close for Spring Festival, and in the middle of it. */
export const beforeSpringFestival = new Date('2026-02-10T10:00:00+08:00')
export const springFestival = new Date('2026-02-17T10:00:00+08:00')

export const phone = { width: 390, height: 844 }
export const desktop = { width: 1280, height: 800 }
/** The narrowest that a page must fit (WCAG 2.2, 1.4.10). */
export const narrow = { width: 320, height: 640 }

/** A phone as most residents have it, and as fast as tests need it. */
export const everyday = {
  locale: 'zh-CN',
  timezoneId: 'Asia/Shanghai',
  viewport: phone,
  // They would answer what tests mean to answer; offline.test.ts lets them.
  serviceWorkers: 'block',
  // A colour on its way from one to another is not a finding.
  reducedMotion: 'reduce',
  // A quarter of the pixels: software paints them, and nobody looks.
  deviceScaleFactor: 0.5,
} as const satisfies BrowserContextOptions

/**
 * A browser with storage of its own, {@link everyday} but for what is said.
 * @param options anything Playwright takes; `baseURL` is the site of the file unless something else is said
 */
export async function openContext(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({ ...everyday, baseURL: options.baseURL ?? site(), ...options })
  context.setDefaultTimeout(20_000)
  return context
}

/**
 * A page of its own, with its own storage, at {@link tuesdayEvening}.
 * @param options anything Playwright takes; the clock of the page starts at `now` and runs
 */
export async function open(
  browser: Browser,
  path: string,
  options: BrowserContextOptions & { now?: Date } = {},
): Promise<{ page: Page; context: BrowserContext }> {
  const { now = tuesdayEvening, ...rest } = options
  const context = await openContext(browser, rest)
  const page = await context.newPage()
  await page.clock.install({ time: now })
  await page.goto(path)
  return { page, context }
}

/**
 * Makes a page of {@link open} somebody else's, on a phone: no cookie, nothing stored, nothing in the way of requests. What
 * it has fetched and compiled stays, so that going on takes half of what a new context takes.
 */
export async function renew(page: Page): Promise<void> {
  const context = page.context()
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await context.setOffline(false)
  // A document of the site without scripts: nothing is written while it is cleared.
  await page.goto('/api/health')
  await context.clearCookies()
  await page.evaluate(() => sessionStorage.clear())
  const devtools = await context.newCDPSession(page)
  await devtools.send('Storage.clearDataForOrigin', {
    origin: site(),
    storageTypes: 'local_storage,indexeddb',
  })
  await devtools.detach()
  await page.setViewportSize(phone)
  await page.emulateMedia({ colorScheme: 'light' })
}

/** Expects nothing to scroll sideways at 320 px; the page is as wide as before then. */
export async function expectNarrowEnough(page: Page, where: string): Promise<void> {
  const before = page.viewportSize() ?? phone
  await page.setViewportSize(narrow)
  const wide = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(wide, where).toBeLessThanOrEqual(narrow.width)
  await page.setViewportSize(before)
}

/** In lists the rows that are made as those before them; half of what axe does on the longest pages. */
const furtherRows = ['li', 'tr'].map((row) => `${row}:nth-child(n+11)`)

const axeBuilder = createRequire(import.meta.url).resolve('@axe-core/playwright')
const axeItself = readFileSync(createRequire(axeBuilder).resolve('axe-core/axe.min.js'), 'utf8')

/**
 * Expects axe to find nothing: WCAG 2.2 AA and its best practices. Of lists and tables it looks at the first ten rows.
 * @param rules only these, when not all are wanted
 * @param also rules that are beyond AA
 */
export async function expectAccessible(
  page: Page,
  where: string,
  rules?: readonly string[],
  also: readonly string[] = [],
): Promise<void> {
  // A document gets axe once. Its builder would send and compile the megabyte twice each time.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeItself)
  // No page of ours has frames; the other mode opens a second page to put the frames' findings together. To tell only
  // what is wrong takes half the time.
  const axe = new AxeBuilder({ page, axeSource: 'void 0' }).setLegacyMode().options({
    resultTypes: ['violations'],
    ...(rules ? { runOnly: { type: 'rule', values: [...rules] } } : {}),
    rules: Object.fromEntries(also.map((rule) => [rule, { enabled: true }])),
  })
  for (const row of furtherRows) axe.exclude(row)
  const found = await axe.analyze()
  const told = found.violations.map(
    (violation) =>
      `${violation.id}: ${violation.help} — ${violation.nodes.map((node) => node.target.join(' ')).join(' | ')}`,
  )
  expect(told, where).toEqual([])
}
