import { readFileSync } from 'node:fs'
import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Site } from '../../.dev/server.ts'
import type { CityAssessment } from '../../schema/contract/assessment.ts'
import { samplePassword } from '../../schema/sample/logins.ts'
import { desktop, expectAccessible, openContext, phone } from './browser.ts'
import { launch } from './chromium.ts'
import { startOwnSite } from './own-site.ts'
import { expectAccessibleOnBoth } from './seat.ts'

// The standard is changed here, so that the city is not shared with other tests.
let site: Site
let browser: Browser
let context: BrowserContext
let page: Page
beforeAll(async () => {
  ;[site, browser] = await Promise.all([startOwnSite(), launch()])
  context = await openContext(browser, { baseURL: site.origin, viewport: desktop })
  const data = { handle: 'sample-city', password: samplePassword }
  expect((await context.request.post('/api/session', { data })).status()).toBe(204)
  page = await context.newPage()
})
afterAll(() => Promise.all([browser.close(), site.close()]))

const assessment = async (): Promise<CityAssessment> => (await context.request.get('/api/assessment')).json()

describe('the goals of the city', () => {
  it('are told with a map, a table and what is missing, to everybody', async () => {
    const { communities, standard } = await assessment()
    const basic = communities.filter(({ level }) => level === 'basic')
    const [own] = basic
    if (!own) throw new Error('no community of the sample is basic')

    await page.goto('/goals')
    await page.getByText('达到 85% 的目标').waitFor()
    const levels = page.getByRole('list', { name: '图例' })
    await levels.getByText(`${basic.length} 个社区`).waitFor()
    await page.locator('canvas').waitFor()
    const table = page.getByRole('table', { name: '各社区' })
    expect(await table.getByRole('row').count()).toBe(communities.length + 1)
    await expectAccessibleOnBoth(page, 'the goals')

    await page.getByLabel('看什么').selectOption('laundry')
    const met = communities.filter(({ types }) =>
      types.some(({ type, met: isMet }) => type === 'laundry' && isMet),
    )
    await levels.getByText(`${met.length} 个社区`).waitFor()
    expect(new URL(page.url()).searchParams.get('show')).toBe('laundry')
    await page.getByRole('button', { name: '主城区' }).press('Enter')
    await expect.poll(() => table.getByRole('row').count()).toBe(15 + 1)

    await page.goto(`/circles/${own.code}?elder=1`)
    await page.getByText('基础保障类，已达到').waitFor()
    await page.getByRole('heading', { name: '缺什么', exact: true }).waitFor()
    await page.getByText(`不到 ${standard.share * 100}% 的居民`).waitFor()
    await page.setViewportSize(phone)
    await expectAccessible(page, 'a circle in elder mode')
    await page.getByRole('link', { name: '看全市的目标' }).click()
    await page.getByRole('heading', { name: '生活圈的三个目标' }).waitFor()
    await expectAccessible(page, 'the goals in elder mode')
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(wide).toBeLessThanOrEqual(phone.width)
    await page.setViewportSize(desktop)
  })

  it('move with the standard that the city office sets', async () => {
    const before = await assessment()
    await page.goto('/desk/standard?elder=0')
    await page.getByLabel('基础保障类至少').fill('5')
    const effect = page.locator('.effect')
    await effect.getByText('升级的').waitFor()
    const told = /基础保障类：\d+ 个社区 → (\d+) 个社区/.exec(await effect.innerText())?.[1]
    await page.getByLabel('为什么这样改').fill('先把基础的五类做到')
    await expectAccessibleOnBoth(page, 'the standard while it is written')
    await page.locator('.save .btn.primary').click()
    await page.locator('.history').getByText('基础保障类至少：10 → 5').waitFor()

    await expect
      .poll(async () => (await assessment()).standard.version, { timeout: 20_000 })
      .toBe(before.standard.version + 1)
    const goals: { days: { basic: number }[] } = await (await context.request.get('/api/goals')).json()
    expect(goals.days.at(-1)?.basic).toBe(Number(told))
  })
})

describe('what if', () => {
  it('tells who gains by a planned outlet, which the keyboard moves, and the best places, to take along', async () => {
    await page.goto('/desk/what-if')
    await page.getByLabel('哪一类').selectOption('laundry')
    await page.getByText('按登记的住处和户数算').waitFor()

    const plan = page.getByRole('region', { name: '放一个试试' })
    await plan.getByRole('button', { name: '放在地图中央' }).press('Enter')
    await plan.getByText('计划 1').waitFor()
    const where = () => plan.locator('.pick small').first().innerText()
    const first = await where()
    const pin = plan.getByRole('application')
    // the button is gone, and the pin is at hand
    await expect.poll(() => pin.evaluate((own) => own === document.activeElement)).toBe(true)
    for (let step = 0; step < 5; step += 1) await page.keyboard.press('Shift+ArrowUp')
    await expect.poll(where).not.toBe(first)
    await plan.getByText(/单独看/).waitFor()
    await plan.getByRole('button', { name: '再放一个' }).press('Enter')
    expect(await plan.locator('.place:focus').count()).toBe(1)
    await plan.getByRole('button', { name: '移动计划 1' }).press('Enter')

    const best = page.getByRole('region', { name: '找最合适的位置' })
    await best.getByRole('button', { name: '开始找' }).click()
    await best.getByText(/从 \d+ 个地方里挑出 2 个/).waitFor()
    expect(await best.getByRole('table').count()).toBe(2)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      best.getByRole('button', { name: '导出 CSV' }).click(),
    ])
    const lines = readFileSync(await download.path(), 'utf8')
      .trim()
      .split('\r\n')
    expect(lines[0]).toContain('序号,位置,经度（WGS84）,纬度（WGS84）')
    expect(lines.length).toBeGreaterThan(2)
    expect(lines[1]).toMatch(/^1,第 1 处,111\.\d+,34\.\d+,洗衣,/)

    await best.getByRole('radio', { name: '我的空置铺面清单' }).check()
    await best
      .getByLabel('名称、经度、纬度')
      .fill('名称\t经度\t纬度\n甲铺\t111.87586\t34.7561\n远铺\t116.4\t39.9')
    await best.getByRole('button', { name: '读进来' }).click()
    await best.getByText('第 3 行').waitFor()
    await best.getByRole('button', { name: '开始找' }).click()
    await best.getByRole('heading', { name: /甲铺/ }).waitFor()
    await expectAccessibleOnBoth(page, 'what if')
  })
})
