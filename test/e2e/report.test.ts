import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectAccessible, open } from './browser.ts'
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
})
