import type { Browser } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { desktop, expectAccessible, open, phone } from './browser.ts'
import { launch } from './chromium.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

describe('the map', () => {
  it.each([
    ['phone', phone],
    ['desktop', desktop],
  ])('is drawn after the list, from our own files, on a %s', async (_name, viewport) => {
    const { page, context } = await open(browser, '/about', { viewport })
    const hosts = new Set<string>()
    const refused: string[] = []
    page.on('request', (request) => hosts.add(new URL(request.url()).host))
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) refused.push(message.text())
    })
    await page.goto('/?from=411281001005')
    await page.locator('main a.row').first().waitFor()
    await page.locator('canvas.maplibregl-canvas').waitFor({ timeout: 50_000 })
    await page.getByText('示例底图').waitFor()
    expect([...hosts].filter((host) => !host.startsWith('127.0.0.1') && host !== '')).toEqual([])
    expect(refused).toEqual([])
    await expectAccessible(page, `map ${viewport.width}`)
    await context.close()
  })

  it('leaves the list as quick to use: an open pharmacy and its phone number in two taps', async () => {
    const { page, context } = await open(browser, '/?from=411281001005', { viewport: phone })
    await page.locator('canvas.maplibregl-canvas').waitFor({ timeout: 50_000 })
    await page.getByRole('button', { name: '药店', exact: true }).click()
    await expect.poll(() => page.url()).toContain('type=pharmacy')
    await page
      .locator('main a.row')
      .filter({ has: page.locator('.st.open, .st.soon') })
      .first()
      .click()
    expect(await page.getByRole('link', { name: /打电话/ }).getAttribute('href')).toMatch(/^tel:/)
    await context.close()
  })

  it('is replaced by a quiet line where there is no WebGL', async () => {
    const blind = await launch(['--disable-3d-apis'])
    const { page } = await open(blind, '/?from=411281001005', { viewport: desktop })
    await page.locator('main a.row').first().waitFor()
    await page.getByText('这台设备显示不了地图').waitFor()
    await blind.close()
  })

  it('takes nobody’s place in the keyboard when it turns out that there is none', async () => {
    const blind = await launch(['--disable-3d-apis'])
    for (const dialog of [false, true]) {
      const { page, context } = await open(blind, '/about')
      let arrive = () => {}
      const until = new Promise<void>((resolve) => {
        arrive = resolve
      })
      await page.route('**/assets/MapStage-*.js', async (route) => {
        await until
        await route.continue()
      })
      await page.goto('/?from=411281001005')
      await page.locator('main a.row').first().waitFor()
      const was = page.getByRole('button', { name: dialog ? '从银杏社区走' : '收现金' })
      await was.focus()
      if (dialog) {
        await page.keyboard.press('Enter')
        await page.getByRole('dialog').waitFor()
      }
      arrive()
      await page.locator('main.as-flow').waitFor()
      if (dialog) await page.keyboard.press('Escape')
      await expect.poll(() => was.evaluate((button) => button === document.activeElement)).toBe(true)
      await context.close()
    }
    await blind.close()
  })
})
