import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Site } from '../../.dev/server.ts'
import type { OutletList } from '../../schema/contract/outlet.ts'
import { openLocal } from '../../schema/import/database.ts'
import { samplePassword } from '../../schema/sample/logins.ts'
import { statement } from '../../schema/statement.ts'
import { desktop, openContext } from './browser.ts'
import { launch } from './chromium.ts'
import { startOwnSite } from './own-site.ts'
import { expectAccessibleOnBoth } from './seat.ts'

// What the city sets is changed here, so that the city is not shared with other tests.
let site: Site
let browser: Browser
let office: BrowserContext
let page: Page
beforeAll(async () => {
  site = await startOwnSite({ seed: reportPlace })
  browser = await launch(['--disable-3d-apis'])
  office = await openContext(browser, { baseURL: site.origin, viewport: desktop })
  await signIn('sample-city')
  page = await office.newPage()
})
afterAll(async () => {
  await browser.close()
  await site.close()
})

async function signIn(handle: string): Promise<void> {
  const data = { handle, password: samplePassword }
  expect((await office.request.post('/api/session', { data })).status(), handle).toBe(204)
}

/** A resident has said that an outlet stands somewhere else on the map. */
async function reportPlace(state: string): Promise<void> {
  const database = await openLocal(state)
  try {
    await database.batch([
      statement(
        `INSERT INTO report (id, outlet, fact, right, at)
          SELECT 'reportPlc1', id, 'position', '在路口东边', '2026-11-20T08:00:00.000Z' FROM outlet
            WHERE status = 'open' ORDER BY id LIMIT 1`,
      ),
    ])
  } finally {
    await database.close()
  }
}

const outlet = async (id: string) => (await office.request.get(`/api/outlets/${id}`)).json()
const told = () => page.locator('.foot .told')

describe('the inbox', () => {
  it('what nobody has confirmed for long is confirmed, paused and taken back by the keyboard', async () => {
    // a community has a few; axe would look at hundreds
    await signIn('sample-community')
    await page.goto('/desk?list=stale')
    await page.locator('[data-desk-list] button').first().waitFor()
    const { stale } = await (await office.request.get('/api/desk/stale')).json()
    const [right, wrong] = stale
    expect(await page.locator('#entry-name').textContent()).toBe(right.name)

    await page.keyboard.press('a')
    await told().getByText('已确认').waitFor()
    expect(await outlet(right.id)).toMatchObject({ confirmedBy: 'staff', status: 'open' })
    await page.keyboard.press('u')
    await told().getByText('已撤回').waitFor()
    const { confirmedAt, confirmedBy } = right
    expect(await outlet(right.id)).toMatchObject({ confirmedAt, confirmedBy })
    await page.keyboard.press('a')
    await told().getByText('已确认').waitFor()

    await expect.poll(() => page.locator('#entry-name').textContent()).toBe(wrong.name)
    await page.keyboard.press('r')
    await page.keyboard.press('Space')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await told().getByText('已暂停').waitFor()
    expect((await outlet(wrong.id)).status).toBe('paused')
    await page.keyboard.press('u')
    await told().getByText('已撤回').waitFor()
    expect((await outlet(wrong.id)).status).toBe('open')
    await expectAccessibleOnBoth(page, 'listings that nobody has confirmed')
    await signIn('sample-city')
  })

  it('a pin is set by the keyboard where a resident says that the place is wrong, and put back', async () => {
    await page.goto('/desk?list=reports')
    const { reports } = await (await office.request.get('/api/desk/reports')).json()
    const { position: before } = await outlet(reports[0].outlet)
    const latitude = page.locator('.place').getByLabel('纬度')
    await latitude.focus()
    await page.keyboard.press('Control+A')
    await page.keyboard.type((before[1] + 0.0005).toFixed(6))
    await page.keyboard.press('Enter')
    await page.getByText(/移动了 5\d 米/).waitFor()
    expect((await outlet(reports[0].outlet)).position).toEqual(before)
    await page.getByRole('button', { name: '存新位置' }).press('Enter')
    await page.getByText('新位置已存').waitFor()
    const { position: after } = await outlet(reports[0].outlet)
    expect(after[1]).toBeCloseTo(before[1] + 0.0005, 6)
    await page.locator('.place').getByRole('button', { name: '撤回' }).press('Enter')
    await expect.poll(async () => (await outlet(reports[0].outlet)).position).toEqual(before)
  })
})

describe('the settings', () => {
  /** What a resident reads of an outlet's hours on a day. */
  async function readOn(id: string, now: string): Promise<string> {
    const resident = await openContext(browser, { baseURL: site.origin })
    try {
      const seen = await resident.newPage()
      await seen.clock.setFixedTime(new Date(now))
      await seen.goto(`/outlets/${id}`)
      return (await seen.locator('.now .big').textContent()) ?? ''
    } finally {
      await resident.close()
    }
  }

  it('next year’s holidays are asked for and entered; hours that name holidays follow', async () => {
    const { features }: OutletList = await (await office.request.get('/api/outlets')).json()
    const shut = features.find(
      ({ properties: { hours, closures, status } }) =>
        hours?.includes('PH off') && closures.length === 0 && status === 'open',
    )
    if (!shut) throw new Error('the sample city has no outlet that is shut on holidays')
    const newYear = '2027-01-01T10:00:00+08:00'
    expect(await readOn(shut.id, newYear)).toContain('待核实')

    await page.goto('/desk')
    await page.getByText('2027 年的放假安排还没有录入').waitFor()
    await page.getByRole('link', { name: '放假安排' }).click()
    await page.getByRole('button', { name: '加一个节' }).click()
    await page.getByLabel('节日', { exact: true }).fill('元旦')
    await page.getByLabel('放假第一天').fill('2027-01-01')
    await page.getByLabel('放假最后一天').fill('2027-01-03')
    await page.getByRole('button', { name: '加一天上班' }).click()
    await page.getByLabel('上班的日子 1', { exact: true }).fill('2027-01-09')
    await page.keyboard.press('Enter')
    await page.locator('.effect').getByText('2027 年放假 3 天，调休上班 1 天').waitFor()
    await page.getByRole('button', { name: '存', exact: true }).click()
    await page.getByText('2027 年的放假安排已存').waitFor()

    expect(await readOn(shut.id, newYear)).toContain('已关门')
    await page.getByRole('link', { name: /^待办/ }).click()
    await page.locator('[data-desk-list], .queue .notice').first().waitFor()
    await expect.poll(() => page.getByText('放假安排还没有录入').count(), { timeout: 20_000 }).toBe(0)
  })

  it('the official grade is switched, and what is published follows', async () => {
    await page.goto('/desk/settings/official')
    const stricter = page.getByRole('radio').nth(1)
    await stricter.check()
    const rates = /从 ([\d.]+)% 变成 ([\d.]+)%/.exec((await page.locator('.effect').textContent()) ?? '')
    expect(Number(rates?.[1])).toBeGreaterThan(Number(rates?.[2]))
    await page.getByRole('button', { name: '存', exact: true }).click()
    await page.getByText('满意口径已存').waitFor()
    const resident = await openContext(browser, { baseURL: site.origin })
    const seen = await resident.newPage()
    await seen.goto('/satisfaction')
    await seen.locator('.hero .rate').waitFor()
    expect(await seen.locator('.hero .rate').textContent()).toContain(rates?.[2])
    await resident.close()
  })
})
