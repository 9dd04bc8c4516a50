import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { desktop, expectAccessible, open, phone } from './browser.ts'
import { launch } from './chromium.ts'
import { site } from './site-of-file.ts'

let browser: Browser
let outlet: { id: string; name: string }
beforeAll(async () => {
  browser = await launch(['--disable-3d-apis'])
  const { features } = await (await fetch(`${site()}/api/outlets`)).json()
  outlet = features[7].properties
})
afterAll(() => browser.close())

const heading = (page: Page) => page.getByRole('heading', { level: 1 })

describe('信息有误', () => {
  it('is said from the outlet’s page, without network, and arrives once', async () => {
    const { page, context } = await open(browser, `/outlets/${outlet.id}`)
    let taken = 0
    page.on('response', (response) => {
      if (response.url().endsWith('/api/reports') && response.status() === 201) taken += 1
    })
    await page.getByRole('link', { name: '信息有误？告诉我们' }).click()
    await heading(page).getByText('哪里不对？').waitFor()
    await page.getByRole('button', { name: '发送' }).click()
    await page.getByText('先选一个：哪里不对').waitFor()
    expect(await page.locator(':focus').getAttribute('name')).toBe('fact')
    await expectAccessible(page, 'the form')

    // by keyboard: the second fact, then the words, then the button
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Tab')
    await page.keyboard.type('周日下午不开门')
    await page.keyboard.press('Tab')
    await context.setOffline(true)
    await page.keyboard.press('Enter')
    await heading(page).getByText('还没发出去，已经存好').waitFor()
    await expectAccessible(page, 'waiting')
    await context.setOffline(false)
    await heading(page).getByText('谢谢，已经收到').waitFor()
    expect(taken).toBe(1)
    await page
      .getByRole('button', { name: `回到${outlet.name}` })
      .last()
      .click()
    await heading(page).getByText(outlet.name).waitFor()
    await context.close()
  })

  it('is for everyone: elder mode, dark, English, narrow and wide', async () => {
    const path = `/report/${outlet.id}`
    const { page, context } = await open(browser, `${path}?elder=1`, {
      viewport: { width: 320, height: 640 },
    })
    await page.getByRole('radio').first().waitFor()
    const sideways = () => page.evaluate(() => document.documentElement.scrollWidth)
    expect(await sideways()).toBeLessThanOrEqual(320)
    for (const target of await page.locator('.fact, form .btn, .bar .btn').all()) {
      expect((await target.boundingBox())?.height, (await target.textContent()) ?? '').toBeGreaterThanOrEqual(
        60,
      )
    }
    await page.setViewportSize(phone)
    await expectAccessible(page, 'elder')
    await page.emulateMedia({ colorScheme: 'dark' })
    await expectAccessible(page, 'elder, dark', ['color-contrast', 'color-contrast-enhanced'])
    await page.emulateMedia({ colorScheme: 'light' })
    await page.setViewportSize(desktop)
    await page.goto(`${path}?elder=0&lang=en`)
    await heading(page).getByText('What is wrong?').waitFor()
    await expectAccessible(page, 'English, desktop')
    await context.close()
  })
})
