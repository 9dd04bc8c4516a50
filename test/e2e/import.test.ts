import type { Page } from 'playwright'
import { describe, expect, it } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { sampleCity } from '../../schema/sample/sample.ts'
import { elsewhere, here } from './desk-seed.ts'
import { expectAccessibleOnBoth, ownDesk } from './seat.ts'

// Outlets come and go here, so that the city is not shared with other tests.
const { sit } = ownDesk()

const { city, outlets } = sampleCity()
const nameOf = (code: string) => city.communities.find((community) => community.code === code)?.name ?? ''
const [lng, lat] = outlets.find(({ circle }) => circle === here)?.position ?? [0, 0]

/** A ledger of sixty rows as an office keeps it: a title above, an owner's name in it, and every third row wrong. */
const ledger = Array.from({ length: 60 }, (_, index) => {
  const wrong = index % 3 === 0 ? (index / 3) % 5 : -1
  return [
    wrong === 0 ? '' : `青枫便民店 ${String(index).padStart(2, '0')} 号`,
    wrong === 1 ? '飞船' : '便利店',
    '经营者甲',
    `银杏路 ${index} 号`,
    wrong === 2 ? '120.5' : wrong === 3 ? '不详细' : (lng + index / 20_000).toFixed(6),
    lat.toFixed(6),
    nameOf(wrong === 4 ? elsewhere : here),
    `0398-58${String(index).padStart(5, '0')}`,
  ]
})
const headers = ['店名', '业态', '经营者', '地址', '经度', '纬度', '社区', '电话']
const cells = (row: readonly string[]) => row.map((value) => ({ value, type: String }))

const fileBytes = () => writeXlsxFile([cells(['网点台账']), cells(headers), ...ledger.map(cells)]).toBuffer()

/** Moves on by the keyboard to a control and presses Enter. */
async function press(page: Page, name: RegExp | string): Promise<void> {
  const button = page.getByRole('button', { name }).first()
  // what rows would do is asked for anew after each correction, and until then nothing can be loaded
  await expect.poll(() => button.isEnabled(), { timeout: 20_000 }).toBe(true)
  await button.focus()
  await page.keyboard.press('Enter')
}
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.trim())
/** Outlets of the ledger that everybody sees. */
async function listed(page: Page): Promise<string[]> {
  const answer = await page.request.get('/api/outlets')
  const { features }: { features: { properties: { name: string } }[] } = await answer.json()
  return features.map(({ properties }) => properties.name).filter((name) => name.startsWith('青枫'))
}

describe('importing a ledger at the desk', () => {
  it('corrects some of twenty broken rows, leaves the others out, loads the rest, and takes it all back', async () => {
    const { context, page } = await sit('desk-community')
    const refused: string[] = []
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) refused.push(message.text())
    })
    await page.goto('/desk/import')
    await page.getByRole('button', { name: '选文件' }).waitFor()
    await expectAccessibleOnBoth(page, 'choosing a file')

    const chooser = page.waitForEvent('filechooser')
    await press(page, '选文件')
    await (await chooser).setFiles({
      name: '台账.xlsx',
      mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      buffer: await fileBytes(),
    })
    await page.getByRole('heading', { name: '每一列是什么' }).waitFor()
    expect(await focused(page)).toBe('每一列是什么')
    const owner = page.getByRole('row', { name: /经营者/ })
    expect(await owner.getByText('个人信息，不导入').isVisible()).toBe(true)
    expect(await owner.getByRole('combobox').count()).toBe(0)
    expect(await page.getByText('经营者甲').count()).toBe(0)
    await expectAccessibleOnBoth(page, 'matching the columns')

    await press(page, '检查每一行')
    await page.getByText('还有 20 行被拒绝').waitFor()
    expect(await focused(page)).toBe('每一行会怎样')
    const load = page.getByRole('button', { name: /^导入 \d+ 行$/ })
    expect(await load.isDisabled()).toBe(true)
    await expectAccessibleOnBoth(page, 'the preview')

    // by the keyboard: a name, a type, a community
    const fix = async (label: string, text: string) => {
      await page.getByLabel(label).first().focus()
      await page.keyboard.press('ControlOrMeta+a')
      await page.keyboard.type(text)
      await page.keyboard.press('Enter')
    }
    await fix('名称改为', '青枫补名店')
    await page.getByText('还有 19 行被拒绝').waitFor()
    await fix('业态改为', '药店')
    await page.getByText('还有 18 行被拒绝').waitFor()
    await fix('社区改为', nameOf(here))
    await page.getByText('还有 17 行被拒绝').waitFor()
    await press(page, '被拒绝的 17 行都不导入')
    await page.getByRole('button', { name: '导入 43 行' }).waitFor()

    await press(page, '导入 43 行')
    await page.getByText('导入完成').waitFor()
    expect(await page.getByText('新增 43，更改 0，没有收 17').isVisible()).toBe(true)
    const names = await listed(page)
    expect(names.length).toBe(43)
    expect(names).toContain('青枫补名店')
    await expectAccessibleOnBoth(page, 'what was loaded')

    // the list that everybody sees has it, too
    const visitor = await context.newPage()
    await visitor.goto('/?q=青枫补名店')
    await visitor.getByText('青枫补名店').first().waitFor()
    await visitor.close()

    await press(page, /^撤销这次导入/)
    expect(await focused(page)).toBe('确定撤销')
    await page.keyboard.press('Enter')
    await page.getByText('已经撤销').waitFor()
    expect(await listed(page)).toEqual([])

    await press(page, '再导入一个文件')
    await page.getByText('已撤销').first().waitFor()
    expect(refused).toEqual([])
    await context.close()
  })
})
