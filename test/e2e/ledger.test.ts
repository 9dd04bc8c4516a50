import { readFile } from 'node:fs/promises'
import type { BrowserContext, Page } from 'playwright'
import { describe, expect, it } from 'vitest'
import { readFile as readLedger } from '../../schema/import/read.ts'
import { metresBetween } from '../../schema/rules/distance.ts'
import { desktop, expectAccessible, phone } from './browser.ts'
import { free, type Handle, here } from './desk-seed.ts'
import { ownDesk, type Seat } from './seat.ts'

// Outlets change, so that the city is not shared with other tests.
const { sit } = ownDesk({
  args: ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
})

/** The ledger, as somebody who is signed in sees it. */
async function openLedger(handle: Handle, path: string): Promise<Seat> {
  const seat = await sit(handle)
  await seat.page.goto(path)
  return seat
}

const shop = { id: free?.id ?? '', name: free?.name ?? '' }
const cell = (page: Page, column: string) => page.locator(`[data-id="${shop.id}"] .cell.${column}`)
const publicly = async (context: BrowserContext) => {
  const answer = await context.request.get(`/api/outlets/${shop.id}`, {
    headers: { 'Cache-Control': 'no-cache' },
  })
  return answer.json()
}

describe('the ledger', () => {
  it('is mended by the keyboard: a cell, a pin, many at once, and taken along', async () => {
    const { context, page } = await openLedger(
      'desk-community',
      `/desk/ledger?q=${encodeURIComponent(shop.name)}`,
    )

    await cell(page, 'name').focus()
    for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowRight')
    await page.keyboard.press('F2')
    await page.keyboard.type('0398-000 4321')
    await page.keyboard.press('Enter')
    await page.locator('.foot', { hasText: '电话已改' }).waitFor()
    await expect.poll(async () => (await publicly(context)).phone).toBe('0398-000 4321')

    const before = (await publicly(context)).position
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    const pin = dialog.getByRole('application')
    await pin.focus()
    await page.keyboard.press('Shift+ArrowUp')
    await page.keyboard.press('ArrowUp')
    await dialog.getByText('移动了 11 米').waitFor()
    await expectAccessible(page, 'an outlet with its pin')
    await dialog.getByRole('button', { name: '保存位置' }).press('Enter')
    await dialog.getByText('没有移动').waitFor()
    await expect
      .poll(async () => metresBetween(before, (await publicly(context)).position))
      .toBeCloseTo(11, 0)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })

    await page.goto(`/desk/ledger?circle=${here}&type=pharmacy`)
    await page.locator('.body .ledger-row').first().waitFor()
    const credits = page.locator('.body .cell.credit')
    const old = await credits.allTextContents()
    expect(old.length).toBeGreaterThan(0)
    await page.locator('.head .select').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: '批量修改' }).press('Enter')
    await dialog.getByRole('radio', { name: '信用等级' }).check()
    await dialog.getByRole('combobox', { name: '改为' }).selectOption('A')
    await dialog.getByRole('button', { name: /^修改 \d+ 家$/ }).press('Enter')
    await dialog.getByRole('button', { name: '撤销这次修改' }).waitFor()
    expect(new Set((await credits.allTextContents()).map((text) => text.trim()))).toEqual(new Set(['A']))
    await dialog.getByRole('button', { name: '撤销这次修改' }).press('Enter')
    await dialog.getByText(/^恢复 \d+ 家$/).waitFor()
    expect(await credits.allTextContents()).toEqual(old)
    await page.keyboard.press('Escape')

    await page.getByRole('button', { name: '导出' }).press('Enter')
    await dialog.getByRole('radio', { name: /CSV/ }).check()
    const download = page.waitForEvent('download')
    await dialog.locator('button[type="submit"]').press('Enter')
    const reading = await readLedger(new Uint8Array(await readFile(await (await download).path())))
    const types: (string | undefined)[] = []
    for await (const { cells } of reading.rows) types.push(cells.type)
    expect(types).toEqual(old.map(() => '药店'))
    await context.close()
  })

  it('is a table at a desk and cards on a phone, accessible in both themes', async () => {
    const { context, page } = await openLedger('desk-subdistrict', '/desk/ledger?only=noHours')
    await page.getByRole('grid').waitFor()
    await page.getByRole('button', { name: /筛选/ }).click()
    for (const viewport of [desktop, phone]) {
      await page.setViewportSize(viewport)
      await page
        .locator(viewport === phone ? '.cards .facts' : '.ledger-grid')
        .first()
        .waitFor()
      await expectAccessible(page, `the ledger at ${viewport.width} px, light`)
      await page.emulateMedia({ colorScheme: 'dark' })
      await expectAccessible(page, `the ledger at ${viewport.width} px, dark`, ['color-contrast'])
      await page.emulateMedia({ colorScheme: 'light' })
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        viewport.width,
      )
    }
    await context.close()
  })
})
