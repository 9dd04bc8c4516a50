/** Axe on every page, in both modes, both themes and both languages, and no page scrolls sideways at 320 px. */

import type { Browser, Page, Request } from 'playwright'
import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CasesPage } from '../../schema/contract/complaint-lists.ts'
import { NeedList } from '../../schema/contract/wish.ts'
import { sampleHoldings, samplePassword } from '../../schema/sample/logins.ts'
import { sampleCity } from '../../schema/sample/sample.ts'
import { desktop, expectAccessible, expectNarrowEnough, narrow, open, phone } from './browser.ts'
import { launch } from './chromium.ts'
import { type Address, deskPages, merchantPages, publicPages, type Things } from './pages.ts'

let browser: Browser
/** One page goes everywhere: another one would fetch and compile everything anew. */
let page: Page
/** what the page waits for */
const asked = new Set<Request>()
beforeAll(async () => {
  browser = await launch(['--disable-3d-apis'])
  page = (await open(browser, '/about', { colorScheme: 'light' })).page
  page.on('request', (request) => {
    // what another document has asked for ends without a word
    if (request.isNavigationRequest()) asked.clear()
    // what the browser looks up again behind a page that has its answer already
    if (request.resourceType() !== 'other') asked.add(request)
  })
  page.on('requestfinished', (request) => asked.delete(request))
  page.on('requestfailed', (request) => asked.delete(request))
})
afterAll(() => browser.close())

type Way = Record<'elder' | 'english' | 'dark', boolean>

/**
 * Each mode with each theme and each language, and each theme with each language: what two of them do together is seen
 * in half of all combinations. One differs from the one before in what a switch in the header changes.
 */
const everyTwo: readonly Way[] = [
  { elder: false, english: false, dark: false },
  { elder: true, english: false, dark: true },
  { elder: true, english: true, dark: false },
  { elder: false, english: true, dark: true },
]
/** Every mode, theme and language once. */
const everyOne: readonly Way[] = [
  { elder: false, english: false, dark: false },
  { elder: true, english: true, dark: true },
]

/** Pages that are nearly all text, made of the same few things. */
const texts: ReadonlySet<string> = new Set<keyof typeof publicPages>([
  'booklet',
  'method',
  'data',
  'my-complaints',
  'complaint',
  'complaint-chain',
  'outbox',
  'about',
  'privacy',
  'accessibility',
  'sign-in',
  'join',
  'missing',
])

const inWords = ({ elder, english, dark }: Way) =>
  [elder ? 'elder' : 'normal', dark ? 'dark' : 'light', english ? 'English' : 'Chinese'].join(', ')

/** Waits until the page shows what it has to show. */
async function ready(): Promise<void> {
  await page.locator('main h1:visible').first().waitFor()
  await expect.poll(() => asked.size, { interval: 20, timeout: 20_000 }).toBe(0)
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
}

/** Changes mode, theme and language as whoever looks at the page does. */
async function change(way: Way): Promise<void> {
  await page.emulateMedia({ colorScheme: way.dark ? 'dark' : 'light' })
  const root = page.locator('html')
  const elder = (await root.getAttribute('data-elder')) !== null
  if (elder !== way.elder) await page.locator('.hd .elder').click()
  const language = way.english ? 'en' : 'zh-CN'
  if ((await root.getAttribute('lang')) !== language) {
    await page.locator('.hd .language').click()
    await page.locator(`html[lang="${language}"]`).waitFor()
  }
  await ready()
}

/** Every control of elder mode is as high as a thumb is wide (design.md: 60 px), by what it takes around itself, too. */
async function expectForThumbs(where: string): Promise<void> {
  const small = await page.evaluate(() =>
    [...document.querySelectorAll('main :is(button, select, summary, .btn, .chip)')].flatMap((control) => {
      const { height, width } = control.getBoundingClientRect()
      const around = Number.parseFloat(getComputedStyle(control, '::after').height) || 0
      const high = Math.max(height, around)
      return width > 0 && height > 0 && high < 59.5 ? [`${control.textContent?.trim()}: ${high}`] : []
    }),
  )
  expect(small, where).toEqual([])
}

/** Axe on a page in some ways; at a desk where it is dark and the letters are not large, else on a phone. */
async function expectFine(path: string, ways: readonly Way[]): Promise<void> {
  await page.setViewportSize(phone)
  await page.goto(path)
  await ready()
  for (const way of ways) {
    const where = `${path}, ${inWords(way)}`
    await change(way)
    await expectNarrowEnough(page, where)
    await page.setViewportSize(way.dark && !way.elder ? desktop : phone)
    // large letters are for those who see little: 7:1
    await expectAccessible(page, where, undefined, way.elder ? ['color-contrast-enhanced'] : [])
    if (way.elder) await expectForThumbs(where)
  }
}

/** Things of the sample city that pages are about. */
async function findThings(): Promise<Things> {
  const read = async (address: string): Promise<unknown> => (await page.request.get(address)).json()
  const { cases } = v.parse(CasesPage, await read('/api/complaints'))
  const { needs } = v.parse(NeedList, await read('/api/wishes'))
  const ofSource = (from: string) => sampleCity().outlets.find(({ sourceId }) => sourceId === from)?.id ?? ''
  const [holding = ''] = sampleHoldings
  return {
    outlet: ofSource('411281001005-pharmacy-1'),
    van: ofSource('411281001001-vegetable_van-1'),
    circle: '411281001005',
    village: '411281007001',
    complaint: cases[0]?.id ?? '',
    wish: needs.find(({ id }) => id !== null)?.id ?? '',
    holding: ofSource(holding),
  }
}

describe('every page, by axe, in any mode, theme and language, at 320 px, too', () => {
  let things: Things
  beforeAll(async () => {
    things = await findThings()
    expect(Object.values(things)).not.toContain('')
  })
  afterAll(() => page.context().clearCookies())

  const signIn = (handle: string) => async () => {
    await page.context().clearCookies()
    const data = { handle, password: samplePassword }
    expect((await page.request.post('/api/session', { data })).status(), handle).toBe(204)
  }

  describe('for everybody', () => {
    it.each(Object.entries<Address>(publicPages))('%s', (name, address) =>
      expectFine(address(things), texts.has(name) ? everyOne : everyTwo),
    )

    it('an outlet that comes by', () => expectFine(`/outlets/${things.van}`, everyOne))

    it('the list around a community', () => expectFine('/?from=411281001005', everyTwo))
  })

  describe('of a merchant', () => {
    beforeAll(signIn('sample-merchant'))

    it.each(Object.entries<Address>(merchantPages))('%s', (_name, address) =>
      expectFine(address(things), everyOne),
    )
  })

  describe('of the city office', () => {
    beforeAll(signIn('sample-city'))

    it.each(Object.entries<Address>(deskPages))('%s', (_name, address) =>
      expectFine(address(things), everyOne),
    )

    it.each(['populations', 'surveys', 'official'])('settings: %s', (part) =>
      expectFine(`/desk/settings/${part}`, everyOne),
    )
  })
})

describe('dialogs', () => {
  it.each(everyOne)('of an outlet: %j', async (way) => {
    await page.setViewportSize(phone)
    await page.goto('/?from=411281001005')
    await ready()
    await change(way)
    await page.locator('main a.row').nth(2).click()
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.locator('.acts button[aria-haspopup=dialog]').last().click()
    await page.getByRole('dialog').waitFor()
    await expectAccessible(page, inWords(way))
  })
})

/** Light whole; of the dark theme, which has the same markup, only the colours. */
async function expectAccessibleInBothThemes(where: string): Promise<void> {
  await expectAccessible(page, `${where}, light`)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectAccessible(page, `${where}, dark`, ['color-contrast'])
  await page.emulateMedia({ colorScheme: 'light' })
}

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
    for (const path of ['/', '/circles/411281001005']) {
      await page.goto(path)
      expect(await page.locator('.plain').count(), path).toBe(1)
      await expectAccessible(page, path)
    }
    await page.locator('.entries a').first().click()
    await expectAccessibleInBothThemes('an outlet')
    await page.unrouteAll()
  })
})
