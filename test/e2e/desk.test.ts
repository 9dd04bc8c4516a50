import type { BrowserContext, Page } from 'playwright'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { MeasurePublic } from '../../schema/contract/satisfaction.ts'
import { beforeSpringFestival, desktop, expectAccessible, phone, springFestival } from './browser.ts'
import { free, password, shops } from './desk-seed.ts'
import { expectAccessibleOnBoth, ownDesk } from './seat.ts'

// Voices are let into the measure and names change, so that the city is not shared with other tests.
const { sit } = ownDesk()

const [changed, kept] = shops

/** A merchant wants something else on the map. */
async function propose(merchant: BrowserContext, outlet: string | undefined, edit: object): Promise<void> {
  const { version } = await (await merchant.request.get(`/api/listings/${outlet}`)).json()
  const answer = await merchant.request.patch(`/api/listings/${outlet}`, {
    data: edit,
    headers: { 'If-Match': `"${version}"`, 'Idempotency-Key': crypto.randomUUID() },
  })
  expect(answer.status()).toBe(200)
}

const rows = (page: Page) => page.locator('[data-desk-list] button')
const chip = (page: Page, name: string) => page.locator('.lists .chip', { hasText: name })
const waits = async (page: Page, name: string) =>
  Number(/\d+/.exec((await chip(page, name).textContent()) ?? '')?.[0])
const told = (page: Page) => page.locator('.foot .told')

/** Somebody who has just been given the shop that nobody had; by the keyboard. */
async function closeForSpringFestival(page: Page): Promise<void> {
  await page.clock.install({ time: beforeSpringFestival })
  await page.goto(`/merchant/${free?.id}`)
  const festival = page.locator('.festival').filter({ hasText: '春节放假' })
  await festival.getByRole('button', { name: /停业/ }).press('Enter')
  await page
    .locator('main > .sr[role=status]')
    .filter({ hasText: '临时关门改好了' })
    .waitFor({ state: 'attached' })
}

/** Light on a phone and at a desk; of the dark theme, which has the same markup, only the colours, in one width. */
async function expectAccessibleInBothThemes(page: Page, where: string): Promise<void> {
  await expectAccessibleOnBoth(page, where)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectAccessible(page, `${where}, dark`, ['color-contrast'])
  await page.emulateMedia({ colorScheme: 'light' })
}

describe('the desk', () => {
  it('is worked through by the keyboard: changes, comments, voices that are held back', async () => {
    const merchant = await sit('shop-merchant', desktop)
    await propose(merchant.context, changed?.id, { name: '半步便民超市' })
    await propose(merchant.context, kept?.id, { name: '好得不得了超市' })

    // one signs in on the way, and ends where one wanted to be
    const { context, page } = await sit(null, desktop)
    const refused: string[] = []
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) refused.push(message.text())
    })
    await page.goto('/desk')
    await page.getByLabel('账号名').fill('desk-community')
    await page.getByLabel('密码', { exact: true }).fill(password)
    await page.keyboard.press('Enter')
    await rows(page).first().waitFor()
    expect(new URL(page.url()).pathname).toBe('/desk')
    expect(await page.locator('.who').textContent()).toContain('红土坡社区')
    expect(await rows(page).count()).toBe(2)

    // a name is approved, taken back, approved again, and is public
    const nameOf = async (id: string | undefined) =>
      (await (await context.request.get(`/api/outlets/${id}`)).json()).name
    await page.keyboard.press('a')
    await told(page).getByText('已同意').waitFor()
    expect(await nameOf(changed?.id)).toBe('半步便民超市')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain(kept?.name)
    await page.keyboard.press('u')
    await told(page).getByText('已撤回').waitFor()
    expect(await nameOf(changed?.id)).toBe(changed?.name)
    await page.keyboard.press('a')
    await told(page).getByText('已同意').waitFor()

    // the other is refused with a reason, which the merchant reads
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain(kept?.name)
    await page.keyboard.press('r')
    await page.keyboard.press('Space')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await told(page).getByText('没同意').waitFor()
    const { waiting } = await (await merchant.context.request.get(`/api/listings/${kept?.id}`)).json()
    expect(waiting[0]).toMatchObject({ state: 'refused', reason: '和门头、营业执照上的不一样' })
    expect(await nameOf(kept?.id)).toBe(kept?.name)

    // a comment shows once it is approved
    await page.goto('/desk?list=comments')
    const aboutOutlet = page.locator('[data-desk-list] button:not(:has-text("社区"))').first()
    await aboutOutlet.click()
    const words = (await page.locator('blockquote').textContent()) ?? ''
    await page.keyboard.press('a')
    await told(page).getByText('已公开').waitFor()
    await page.locator('[data-desk-list] .done').first().click()
    const comments = await context.request.get('/api/desk/comments')
    expect(JSON.stringify(await comments.json())).not.toContain(words)

    // voices go into the measure
    const measure = async () =>
      v.parse(MeasurePublic, await (await context.request.get('/api/satisfaction')).json())
    const before = await measure()
    await page.goto('/desk?list=held')
    await rows(page).first().waitFor()
    const held = await waits(page, '扣下的评价')
    expect(held).toBeGreaterThan(1)
    await page.locator('button[aria-label^="计入："]').first().click()
    await expect.poll(() => waits(page, '扣下的评价')).toBe(held - 1)
    expect(await measure()).toMatchObject({ voices: before.voices + 1, heldBack: before.heldBack - 1 })
    await page.keyboard.press('a')
    await told(page)
      .getByText(`${held - 1} 条`)
      .waitFor()
    expect(await waits(page, '扣下的评价')).toBe(0)
    expect(await measure()).toMatchObject({ voices: before.voices + held, heldBack: before.heldBack - held })
    await page.keyboard.press('u')
    await told(page).getByText('已撤回').waitFor()
    await expect.poll(async () => (await measure()).voices).toBe(before.voices + 1)
    expect(refused).toEqual([])

    // a resident who comes by sees the new name
    await page.goto(`/outlets/${changed?.id}`)
    await page.getByRole('heading', { name: '半步便民超市' }).waitFor()
    await context.close()
    await merchant.context.close()
  })

  it('shows no more than one’s area, nothing to merchants, and lets an auditor only look', async () => {
    const merchant = await sit('shop-merchant', desktop)
    await propose(merchant.context, kept?.id, { address: '红土坡路 9 号' })
    await merchant.page.goto('/desk')
    await merchant.page.getByText('这里是工作人员的地方').waitFor()
    await merchant.context.close()

    const neighbour = await sit('desk-elsewhere')
    await neighbour.page.goto('/desk?list=proposals')
    await neighbour.page.getByText('没有要核实的改动').waitFor()
    expect(await neighbour.page.locator('.who').textContent()).not.toContain('红土坡')
    await neighbour.page.goto('/desk/accounts')
    await neighbour.page.locator('tbody tr').first().waitFor()
    expect(await neighbour.page.locator('tbody').first().textContent()).not.toContain('shop-merchant')
    await neighbour.context.close()

    const auditor = await sit('desk-auditor')
    await auditor.page.goto('/desk')
    await rows(auditor.page).first().waitFor()
    await auditor.page.getByText('都能看，不能办').waitFor()
    expect(await auditor.page.locator('.acts').count()).toBe(0)
    await auditor.page.keyboard.press('a')
    await auditor.page.goto('/desk/accounts')
    await auditor.page.locator('tbody tr').first().waitFor()
    expect(await auditor.page.getByText('发邀请').count()).toBe(0)
    const { proposals } = await (await auditor.context.request.get('/api/desk/proposals')).json()
    expect(proposals).toHaveLength(1)
    await auditor.context.close()
  })

  it('tells what is not stored, and keeps it', async () => {
    const { context, page } = await sit('desk-community')
    await page.goto('/desk?list=proposals')
    await rows(page).first().waitFor()
    await context.setOffline(true)
    await page.keyboard.press('a')
    await page.locator('.acts [role=alert]').getByText('没有网络').waitFor()
    await context.setOffline(false)

    // somebody else is quicker
    const other = await sit('desk-subdistrict')
    const { proposals } = await (await other.context.request.get('/api/desk/proposals')).json()
    await other.context.request.post(`/api/desk/proposals/${proposals[0].id}`, {
      data: { verdict: 'approve' },
    })
    await page.keyboard.press('a')
    await page.locator('.acts [role=alert]').getByText('刚才有人先办了').waitFor()
    expect(await rows(page).count()).toBe(1)
    await page.locator('.acts').getByRole('button', { name: '重新取' }).click()
    await page.getByText('没有要核实的改动').waitFor()
    await other.context.close()
    await context.close()
  })
})

describe('accounts and letters', () => {
  it.concurrent('is made for a shop that nobody has, printed on one page, and good for one merchant', async () => {
    const { context, page } = await sit('desk-community')
    await page.goto('/desk/accounts')
    await page.getByRole('link', { name: '发邀请' }).click()
    await page.getByLabel('哪家店').fill(changed?.name.slice(0, 2) ?? '')
    await page.getByText('已经有账号管着').waitFor()
    await page.getByLabel('哪家店').fill(free?.name ?? '')
    await page.getByRole('button', { name: `选“${free?.name}”` }).press('Enter')
    await page.getByRole('button', { name: '做邀请单' }).press('Enter')
    const letter = page.locator('.letter')
    await letter.waitFor()
    const code = (await letter.locator('.code').innerText()).replace(/\s/g, '')
    expect(code).toMatch(/^[0-9A-Z]{16}$/)
    expect(await letter.innerText()).toContain(free?.name)
    expect(await letter.innerText()).toContain('红土坡社区')
    expect(page.url()).not.toContain(code)
    await expectAccessibleInBothThemes(page, 'the letter')

    const pdf = await page.pdf({ preferCSSPageSize: true })
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.side, .hd, .tools').filter({ visible: true }).count()).toBe(0)
    await page.emulateMedia({ media: 'screen' })

    const merchant = await sit()
    await merchant.page.goto(`/join#${code}`)
    await merchant.page.getByText(free?.name ?? '').waitFor()
    const accepted = await merchant.context.request.post('/api/invitation/accept', {
      data: { code, handle: '红土坡新店', password },
    })
    expect(accepted.status()).toBe(204)
    const session = await (await merchant.context.request.get('/api/session')).json()
    expect(session.account).toMatchObject({ role: 'merchant', outlets: [free] })
    await closeForSpringFestival(merchant.page)
    await merchant.context.close()
    const resident = await sit()
    await resident.page.clock.install({ time: springFestival })
    await resident.page.goto(`/outlets/${free?.id}`)
    await resident.page
      .locator('.banner')
      .getByText(/暂停营业.*春节/)
      .waitFor()
    await resident.context.close()

    const second = await sit()
    const again = await second.context.request.post('/api/invitation/accept', {
      data: { code, handle: '红土坡别人', password },
    })
    expect((await again.json()).code).toBe('invitation_over')
    await second.context.close()

    await page.getByRole('link', { name: '打印好了，离开' }).click()
    await page.getByRole('row', { name: /红土坡新店/ }).waitFor()
    await page.goBack()
    await page.getByText('这里没有单子').waitFor()
    expect(await page.content()).not.toContain(code)
    await context.close()
  })

  it.concurrent('an account is suspended and given back; its merchant is out at once', async () => {
    const { context, page } = await sit('desk-community')
    const merchant = await sit('shop-merchant', desktop)
    await page.goto('/desk/accounts')
    const dialog = page.getByRole('dialog')
    for (const [act, reason, then] of [
      ['停用', '店已经转手', '已停用。'],
      ['恢复', '核实过，可以再用', '已恢复。'],
    ] as const) {
      await page.getByRole('button', { name: '管理“shop-merchant”' }).click()
      await dialog.getByRole('button', { name: act, exact: true }).click()
      await dialog.getByRole('radio', { name: reason }).check()
      await dialog.getByRole('button', { name: `${act}这个账号` }).click()
      await page.getByText(`“shop-merchant”${then}`).waitFor()
      const session = await (await merchant.context.request.get('/api/session')).json()
      expect(session.stage).toBe(null)
    }
    await merchant.context.close()
    await context.close()
  })

  // What stands there before anything is opened is seen by accessible.test.ts.
  it.concurrent('axe finds nothing with something opened, in either theme and width', async () => {
    const { context, page } = await sit('desk-subdistrict')
    await page.goto('/desk?list=comments')
    await rows(page).first().waitFor()
    await expectAccessibleInBothThemes(page, 'comments')
    await page.setViewportSize(phone)
    await rows(page).first().click()
    await expectAccessible(page, 'an entry on a phone')
    await page.setViewportSize(desktop)
    await page.keyboard.press('?')
    await page.getByRole('dialog').waitFor()
    await expectAccessible(page, 'the keys')
    await page.goto('/desk/accounts')
    await page.locator('tbody tr').first().waitFor()
    await page.getByRole('button', { name: '管理“desk-community”' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '停用' }).click()
    await expectAccessible(page, 'suspending')
    await page.goto('/desk/invite')
    await page.getByLabel('哪家店').fill('店')
    await page.getByText('家没人管的').first().waitFor()
    await expectAccessibleInBothThemes(page, 'inviting')
    await context.close()
  })
})
