/** What everybody sees of complaints: the ledger, one case, and the chain, also after somebody has been at the database. */

import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Site } from '../../.dev/server.ts'
import { openLocal } from '../../schema/import/database.ts'
import { statement } from '../../schema/statement.ts'
import { desktop, expectAccessible, open } from './browser.ts'
import { launch } from './chromium.ts'
import { startOwnSite } from './own-site.ts'

/** An event that somebody has altered in the database. */
const ALTERED = 60

/** Makes an event something else, as whoever has the database can. */
async function alterEvent(state: string): Promise<void> {
  const database = await openLocal(state)
  try {
    await database.batch([
      statement('DROP TRIGGER complaint_event_is_kept'),
      statement(`UPDATE complaint_event SET at = '2020-01-01T00:00:00.000Z' WHERE seq = ?1`, ALTERED),
    ])
  } finally {
    await database.close()
  }
}

let browser: Browser
let altered: Site
beforeAll(async () => {
  ;[browser, altered] = await Promise.all([launch(), startOwnSite({ seed: alterEvent })])
})
afterAll(() => Promise.all([browser.close(), altered.close()]))

const rows = (page: Page) => page.locator('article.case')
/** The sample's days count from the day of loading, which is today. */
const today = () => ({ now: new Date() })

describe('投诉公示', () => {
  it('is filtered, leads to a case, and back to the same search', async () => {
    const { page, context } = await open(browser, '/complaints', today())
    await rows(page).first().waitFor()
    expect(await rows(page).count()).toBe(50)
    await page.getByRole('button', { name: '更多' }).click()
    await rows(page).nth(60).waitFor()
    await page.getByRole('button', { name: '筛选' }).click()
    await page.getByLabel('办到哪一步').selectOption({ label: '已结案' })
    await page.getByRole('button', { name: '只看超时过的' }).click()
    await page.waitForURL(/stage=closed&late=yes/)
    await expect.poll(() => rows(page).filter({ hasText: '超时' }).count()).toBeGreaterThan(0)
    expect(await rows(page).filter({ hasNotText: '已结案' }).count()).toBe(0)
    const name = (await rows(page).first().locator('.name').textContent()) ?? ''
    await rows(page).first().getByRole('link', { name: '办理经过' }).click()
    await page.getByRole('heading', { level: 1, name }).waitFor()
    expect(await page.locator('.limits li').count()).toBe(5)
    expect(await page.locator('.limits .late').count()).toBeGreaterThan(0)
    await page.getByText('提交投诉').waitFor()
    await page.goBack()
    await page.waitForURL(/stage=closed&late=yes/)
    expect(await page.getByRole('button', { name: '筛选（已选 2 项）' }).isVisible()).toBe(true)
    await context.close()
  })

  it('tells rates with n, and is found from a shop that has been complained of', async () => {
    const { page, context } = await open(browser, '/complaints', { ...today(), viewport: desktop })
    await page
      .locator('section table')
      .getByText(/^\d+ \/ \d+$/)
      .first()
      .waitFor()
    const shop = rows(page).locator('.name[href^="/outlets/"]').first()
    const name = (await shop.textContent()) ?? ''
    await shop.click()
    await page.getByRole('heading', { level: 1, name }).waitFor()
    await page.getByRole('link', { name: /这家的投诉 \d+ 件/ }).click()
    await page.getByText(`只看：${name}`).waitFor()
    expect(await rows(page).filter({ hasNotText: name }).count()).toBe(0)
    await context.close()
  })
})

describe('the chain', () => {
  it('holds, is remembered by the device, and still holds the next time', async () => {
    const { page, context } = await open(browser, '/complaints/chain', today())
    await page.getByRole('button', { name: '在我的手机上核验全部' }).click()
    await page.getByRole('heading', { name: '全部对得上' }).waitFor()
    await page.reload()
    await page.getByRole('button', { name: '在我的手机上核验全部' }).click()
    await page.getByText('上次看到的链头还在链里').waitFor()
    await context.close()
  })

  it('names the event that was altered in the database, and its case', async () => {
    const { page, context } = await open(browser, '/complaints/chain', {
      ...today(),
      baseURL: altered.origin,
    })
    await page.getByRole('button', { name: '在我的手机上核验全部' }).click()
    await page.getByRole('heading', { name: `第 ${ALTERED} 个事件对不上` }).waitFor()
    await expectAccessible(page, 'broken')
    await page.getByRole('link', { name: '看它是哪一件投诉的' }).click()
    await page.getByText('2020年1月1日').waitFor()
    await context.close()
  })
})
