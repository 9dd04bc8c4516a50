import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MeasureAnswer } from '../../schema/contract/satisfaction.ts'
import { desktop, expectAccessible, expectNarrowEnough, open, phone } from './browser.ts'
import { launch } from './chromium.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch(['--disable-3d-apis'])
})
afterAll(() => browser.close())

/** The sample's voices end on the day on which they were loaded, so here the page has the server's time. */
const today = () => ({ now: new Date() })

const names = (page: Page) => page.locator('.joined tbody a')
const heading = (page: Page, name: string) =>
  page.locator('.joined').getByRole('columnheader', { name, exact: true })

/** A page costs a second to open and much less to go somewhere else, so tests go on with one where they can. */
async function goToMeasure(page: Page, query = ''): Promise<void> {
  await page.goto(`/satisfaction${query}`)
  await stands(page)
}

async function stands(page: Page): Promise<void> {
  await page.locator('.hero').waitFor()
  await names(page).first().waitFor()
  await page.locator('.plot').waitFor()
}

/** Tabs until the focus is on a button or link with this text, and fails after a whole round. */
async function reach(page: Page, text: string): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab')
    const focused = page.locator(':focus')
    if ((await focused.count()) > 0 && (await focused.textContent())?.trim() === text) return
  }
  throw new Error(`the keyboard does not reach ${text}`)
}

/** Rates with intervals far from the target and near it, narrow and wide, and at both ends. */
const intervals: readonly (readonly [rate: number, low: number, high: number])[] = [
  [0.877, 0.858, 0.894],
  [0.848, 0.81, 0.88],
  [0.852, 0.8496, 0.8544],
  [0.68, 0.65, 0.71],
  [0.895, 0.62, 0.978],
  [0.994, 0.984, 0.998],
  [1, 0.207, 1],
  [0, 0, 0.793],
]

/** Labels of charts that touch each other, or hang out of the page. */
function touchingLabels(page: Page): Promise<string[]> {
  return page.locator('.interval svg, .trend').evaluateAll((charts) =>
    charts.flatMap((chart) => {
      const labels = [...chart.querySelectorAll('text')].map((label) => ({
        text: label.textContent ?? '',
        box: label.getBoundingClientRect(),
      }))
      const outside = labels.filter(({ box }) => box.left < -0.5 || box.right > innerWidth + 0.5)
      const pairs = labels.flatMap((one, at) =>
        labels
          .slice(at + 1)
          .filter(
            ({ box }) =>
              one.box.left < box.right &&
              box.left < one.box.right &&
              // letters fill less than their line
              one.box.top + 4 < box.bottom &&
              box.top + 4 < one.box.bottom,
          )
          .map((other) => `${one.text} × ${other.text}`),
      )
      return [...outside.map(({ text }) => text), ...pairs]
    }),
  )
}

describe.each([
  ['phone', phone],
  ['desktop', desktop],
])('on a %s', (_name, viewport) => {
  let page: Page
  beforeAll(async () => {
    page = (await open(browser, '/about', { ...today(), viewport })).page
  })
  afterAll(() => page.context().close())

  it('is opened from the navigation, and answers at once', async () => {
    const menu = page.getByRole('button', { name: '菜单' })
    if (await menu.isVisible()) await menu.click()
    await page.getByRole('link', { name: '满意度' }).first().click()
    await page.getByRole('heading', { level: 1, name: '全市居民满意率' }).waitFor()
    expect(await page.locator('.hero .rate').textContent()).toMatch(/^\d{2}\.\d%$/)
    expect(await page.locator('.answer').textContent()).toMatch(/85%/)
    expect(await page.title()).toMatch(/^满意度 · 一刻钟/)
    const drawn = page.getByRole('img', { name: /区间 .*目标 85%/ })
    expect((await drawn.boundingBox())?.width).toBeGreaterThan(250)
  })

  it('sorts the communities by keyboard', async () => {
    await goToMeasure(page)
    expect(await heading(page, '满意率').getAttribute('aria-sort')).toBe('descending')
    const before = await names(page).allTextContents()
    await page.locator('h1').focus()
    await reach(page, '社区')
    await page.keyboard.press('Enter')
    expect(await heading(page, '社区').getAttribute('aria-sort')).toBe('ascending')
    const byName = await names(page).allTextContents()
    expect(byName).not.toEqual(before)
    expect(byName).toEqual([...byName].sort(new Intl.Collator('zh-CN').compare))
    await page.keyboard.press('Space')
    expect(await heading(page, '社区').getAttribute('aria-sort')).toBe('descending')
    await page.getByText('按社区排好了').waitFor({ state: 'attached' })
  })

  it('shows all communities, and leads to one', async () => {
    await goToMeasure(page)
    // every community that has a verdict, also those that fail
    const failing = page.locator('.joined tr').filter({ hasText: '未达到' })
    const failed = await failing.count()
    expect(failed).toBeGreaterThan(0)
    expect(await names(page).count()).toBeLessThan(20)
    const silent = page.locator('.joined tr.silent')
    expect(await silent.count()).toBe(0)
    await page.getByRole('button', { name: '看全部 35 个社区' }).click()
    expect(await names(page).count()).toBe(35)
    expect(await failing.count()).toBe(failed)
    expect(await silent.first().textContent()).toContain('还没有评价')
    const name = (await names(page).nth(20).textContent())?.trim() ?? ''
    await names(page).nth(20).click()
    await page.waitForURL(/\/circles\/\d{12}$/)
    await page.getByRole('heading', { level: 1, name }).waitFor()
  })

  it('shows a quarter, and another person the same from the link', async () => {
    await goToMeasure(page)
    const choice = page.getByLabel('看哪段时间')
    const quarter = await choice.locator('option').nth(2).getAttribute('value')
    await choice.selectOption(quarter)
    await page.locator('.facts caption', { hasText: '季度' }).waitFor()
    expect(new URL(page.url()).search).toBe(`?period=${quarter}`)
    const answered = await page.locator('.hero').textContent()
    const other = await page.context().newPage()
    await other.clock.install({ time: new Date() })
    await goToMeasure(other, new URL(page.url()).search)
    expect(await other.locator('.hero').textContent()).toBe(answered)
    expect(await other.getByLabel('看哪段时间').inputValue()).toBe(quarter)
    await other.close()
  })

  it('has the numbers of every picture as text', async () => {
    await goToMeasure(page)
    await page.getByText('看数字表').click()
    expect(await page.getByRole('table', { name: '近 12 个月' }).getByRole('row').count()).toBe(13)
    const five = page.getByRole('table', { name: '五个等级' })
    const shares = await five.locator('tbody td:last-child').allTextContents()
    const sum = shares.reduce((all, share) => all + Number.parseFloat(share), 0)
    expect(Math.abs(sum - 100)).toBeLessThan(0.3)
    // laid out as a grid on a phone, and still a table to whoever cannot see it
    const communities = page.getByRole('table', { name: '各社区' })
    expect(await communities.getByRole('columnheader').count()).toBe(5)
    expect(await communities.getByRole('row').nth(1).getByRole('cell').count()).toBe(4)
  })
})

describe('when something does not come', () => {
  it('says that it is offline, keeps the period, and goes on when the network is back', async () => {
    const { page, context } = await open(browser, '/about', today())
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.route('**/api/satisfaction**', (route) => route.abort('internetdisconnected'))
    await page.route('**/api/satisfaction/**', (route) => route.abort('internetdisconnected'))
    await page.goto('/satisfaction?period=2026Q3')
    const alert = page.getByRole('alert')
    await alert.getByText('没有网络').waitFor()
    expect(await alert.count()).toBe(1)
    await expectAccessible(page, 'offline')
    await page.unrouteAll()
    await page.getByRole('button', { name: '再试一次' }).click()
    await page.locator('.hero').waitFor()
    expect(await page.getByLabel('看哪段时间').inputValue()).toBe('2026Q3')
    await context.close()
  })

  it('says which part did not come, and fetches it alone', async () => {
    const { page, context } = await open(browser, '/about', today())
    await page.route('**/api/satisfaction/trend**', (route) => route.fulfill({ status: 500, body: 'oops' }))
    await page.goto('/satisfaction')
    await page.locator('.hero .rate').waitFor()
    const part = page.locator('section', { has: page.getByRole('heading', { name: '近 12 个月' }) }).last()
    await part.getByText('这一部分没有取到').waitFor()
    await expectAccessible(page, 'partly failed')
    await page.unrouteAll()
    await part.getByRole('button', { name: '再试一次' }).click()
    await part.locator('.plot').waitFor()
    await context.close()
  })
})

describe('for everyone', () => {
  // What stands there before anything is opened is seen by accessible.test.ts.
  it.concurrent('axe finds nothing with everything opened, at 320 px, too', async () => {
    const { page, context } = await open(browser, '/satisfaction', { ...today(), colorScheme: 'light' })
    // every mode, theme and language once
    const ways = [
      { query: '', colorScheme: 'light' },
      { query: '?elder=1&lang=en', colorScheme: 'dark' },
    ] as const
    for (const { query, colorScheme } of ways) {
      await page.emulateMedia({ colorScheme })
      await goToMeasure(page, query)
      await page.locator('button.all').click()
      await page.locator('summary').click()
      await expectAccessible(page, `${query} ${colorScheme}`)
      await expectNarrowEnough(page, query)
    }
    await context.close()
  })

  it.concurrent('another language changes the whole page', async () => {
    const { page, context } = await open(browser, '/satisfaction', today())
    await stands(page)
    await page.locator('button.all').click()
    await page.locator('summary').click()
    await page.getByRole('button', { name: 'Switch to English' }).click()
    await page.locator('html[lang=en]').waitFor({ state: 'attached' })
    const text = await page.locator('body').evaluate((body) => {
      // what says that it is Chinese may be: the way back to it, and how staff have named a survey
      for (const chinese of body.querySelectorAll('[lang^=zh]')) chinese.remove()
      return body.textContent ?? ''
    })
    expect(text).not.toMatch(/\p{Script=Han}/u)
    // no name of a text in place of the text, and nothing unfilled
    expect(text).not.toMatch(/(satisfaction|shell)\.\w|\{\w+\}/)
    await context.close()
  })

  it.concurrent('labels of the charts stand clear of each other and inside', async () => {
    const { page, context } = await open(browser, '/about', today())
    let told: (typeof intervals)[number] = [0.5, 0.4, 0.6]
    await page.route('**/api/satisfaction?**', async (route) => {
      const answer: MeasureAnswer = await (await route.fetch()).json()
      const [rate, low, high] = told
      await route.fulfill({ json: { ...answer, rate, interval: [low, high] } })
    })
    for (const [width, query] of [
      [320, '?elder=1&lang=en'],
      [320, '?elder=1&lang=zh-CN'],
      [1280, '?elder=0'],
    ] as const) {
      await page.setViewportSize({ width, height: 800 })
      await goToMeasure(page, query)
      for (const [at, interval] of intervals.entries()) {
        told = interval
        // another period asks anew
        await page.locator('main select').selectOption({ index: (at + 1) % 2 })
        const rate = `${(interval[0] * 100).toFixed(1)}%`
        await page.getByRole('img', { name: new RegExp(`(?<![\\d.])${rate.replace('.', '\\.')}`) }).waitFor()
        expect(await touchingLabels(page), `${query} ${width} px, ${interval}`).toEqual([])
      }
    }
    await page.unrouteAll({ behavior: 'wait' })
    await context.close()
  })
})
