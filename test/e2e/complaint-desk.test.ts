import type { Page } from 'playwright'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { CaseMine, type Taken } from '../../schema/contract/complaint.ts'
import { photo } from '../schema/webp-files.ts'
import { file } from './complaint-filing.ts'
import { free, shops } from './desk-seed.ts'
import { drawn } from './photo-files.ts'
import { expectAccessibleOnBoth, ownDesk } from './seat.ts'

// Cases change the measure, so that the city is not shared with other tests.
const { origin, sit } = ownDesk()

/** The case as its complainant sees it. */
async function mine({ receipt }: Taken) {
  const answer = await fetch(`${origin()}/api/complaints/mine`, { headers: { Receipt: receipt } })
  return v.parse(CaseMine, await answer.json())
}

const [shop, other] = shops
const subject = { kind: 'outlet', id: shop?.id ?? '' } as const
const told = (page: Page) => page.locator('.foot .told')

describe('complaints at the desk', () => {
  it('are worked through by the keyboard: accepted, answered, complex, resolved; rejected; merged', async () => {
    const rest = { merchantMaySee: false, mayPublish: false }
    const main = await file(
      origin(),
      '10.0.0.1',
      { subject, kind: 'price', text: '标价 3 元，结账收了 5 元。', merchantMaySee: true, mayPublish: true },
      [photo(200, 150)],
    )
    const twin = await file(origin(), '10.0.0.2', {
      subject,
      kind: 'price',
      text: '包子也多收钱。',
      ...rest,
    })
    const elsewhere = { kind: 'outlet', id: free?.id ?? '' } as const
    const odd = await file(origin(), '10.0.0.3', {
      subject: elsewhere,
      kind: 'other',
      text: '卖房请加微信。',
      ...rest,
    })

    const merchant = await sit('shop-merchant')
    await merchant.page.goto('/merchant')
    await merchant.page.getByText('1 件投诉等您回应').click()
    await merchant.page.getByRole('button', { name: '回应', exact: true }).click()
    await merchant.page.keyboard.type('收银员看错了，多的钱随时来退。')
    await expectAccessibleOnBoth(merchant.page, 'the merchant’s page')
    await merchant.page.getByRole('button', { name: '发送回应' }).click()
    await merchant.page.getByText('回应已存').waitFor()
    expect((await merchant.context.request.get(`/api/listings/${other?.id}/complaints`)).status()).toBe(200)
    await merchant.context.close()

    const { context, page } = await sit('desk-community')
    const refused: string[] = []
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) refused.push(message.text())
    })
    await page.goto('/desk')
    await page.getByRole('navigation', { name: '工作台' }).getByRole('link', { name: '投诉' }).click()
    const row = (id: string) => page.locator(`[data-case="${id}"]`)
    await row(main.case).waitFor()
    for (const { case: id } of [twin, odd]) expect(await row(id).count()).toBe(1)
    expect(await row(main.case).textContent()).toMatch(/受理.?还剩 1 个工作日/)
    await expectAccessibleOnBoth(page, 'the list')

    // accepted, for the own community
    await row(main.case).click()
    await page.getByText('收银员看错了').waitFor()
    await page.keyboard.press('a')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await told(page).getByText('已受理，交给红土坡社区').waitFor()

    // answered with a template, whose blanks are typed over
    await page.keyboard.press('w')
    await page.getByRole('button', { name: '定了去现场的日子' }).press('Enter')
    await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toBe('＿＿')
    await page.keyboard.type('11')
    await page.getByRole('button', { name: '提交' }).press('Enter')
    await page.getByText('没填').waitFor()
    await page.keyboard.type('25')
    await expectAccessibleOnBoth(page, 'an answer')
    await page.getByRole('button', { name: '提交' }).press('Enter')
    await told(page).getByText('答复已存').waitFor()
    expect((await mine(main)).messages.at(-1)?.text).toContain('我们11月25日到现场看')

    // somebody else is quicker: what was written stays
    await page.keyboard.press('e')
    await page.getByText('办结时限改到').waitFor()
    await page.keyboard.press('Space')
    const { version } = await (await context.request.get(`/api/desk/complaints/${main.case}`)).json()
    const quicker = await sit('desk-subdistrict')
    const assigned = await quicker.context.request.post(`/api/desk/complaints/${main.case}`, {
      data: { act: 'assign', unit: 'market' },
      headers: { 'If-Match': `"${version}"`, 'Idempotency-Key': crypto.randomUUID() },
    })
    expect(assigned.status()).toBe(200)
    await quicker.context.close()
    await page.getByRole('button', { name: '提交' }).press('Enter')
    await page.getByRole('alert').getByText('责任单位：市场监督管理局').waitFor()
    expect(await page.locator('form input[type=radio]').first().isChecked()).toBe(true)
    await page.getByRole('button', { name: '提交' }).press('Enter')
    await told(page).getByText('已定为复杂件').waitFor()
    expect((await mine(main)).case.complexReason).toBe('要检测或鉴定，等结果')

    // a duplicate goes along; its complainant reads the answer that comes afterwards
    await row(twin.case).click()
    await page.locator('article').getByText('包子也多收钱。').waitFor()
    await page.keyboard.press('m')
    await page.locator('form input[type=radio]').press('Space')
    await page.locator('.both').getByText('标价 3 元').waitFor()
    await expectAccessibleOnBoth(page, 'merging')
    await page.getByRole('button', { name: '提交' }).press('Enter')
    await page.getByText('两件一起办').waitFor()
    await page.keyboard.press('Enter')
    await told(page).getByText('已并案').waitFor()

    // resolved with a photo
    await row(main.case).click()
    await page.getByText('工作人员（社区） · 答复').waitFor()
    await page.keyboard.press('d')
    await page.keyboard.type('多收的钱当天退了，标价签改好了。')
    const taken = await drawn(page, { width: 1_200, height: 900, type: 'image/jpeg', what: 'corners' })
    await page
      .locator('form input[type=file]')
      .first()
      .setInputFiles({ name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: taken })
    await page.locator('form .photo img').first().waitFor()
    await page.getByRole('button', { name: '提交' }).press('Enter')
    await page.getByText('办结后等投诉人确认').waitFor()
    await page.keyboard.press('Enter')
    await told(page).getByText('已办结').waitFor()
    const resolved = await mine(main)
    expect(resolved.case.stage).toBe('resolved')
    expect(resolved.messages.at(-1)?.photos).toHaveLength(1)
    expect((await mine(twin)).case.stage).toBe('resolved')

    // what the complainant allows is published, photo by photo
    await page.keyboard.press('p')
    for (const box of await page.locator('form input[type=checkbox]').all()) await box.press('Space')
    await page.getByRole('button', { name: '提交' }).press('Enter')
    await page.getByText('勾选的会让所有人看到').waitFor()
    await page.keyboard.press('Enter')
    await told(page).getByText('公开内容已改').waitFor()
    expect((await mine(main)).case.published).toMatchObject({ text: '标价 3 元，结账收了 5 元。' })

    // rejected as abuse
    await row(odd.case).click()
    await page.locator('article').getByText('卖房请加微信。').waitFor()
    await page.keyboard.press('r')
    await page.getByLabel(/是恶意投诉/).press('Space')
    await page.locator('form input[type=radio]').first().press('Space')
    await page.getByRole('button', { name: '提交' }).press('Enter')
    await page.getByText('它的评价一起作废').waitFor()
    await page.keyboard.press('Enter')
    await told(page).getByText('已不予受理').waitFor()
    expect((await mine(odd)).case).toMatchObject({ stage: 'rejected', ended: { reason: '是广告，不是投诉' } })
    expect(refused).toEqual([])

    // the phone: one after the other, in large letters, and back
    await page.setViewportSize({ width: 320, height: 640 })
    await page.goto(`/desk/complaints?view=all&elder=1`)
    await row(main.case).click()
    await page.getByRole('button', { name: '回到列表' }).waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    await page.getByRole('button', { name: '回到列表' }).click()
    await row(main.case).waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    await context.close()
  })
})
