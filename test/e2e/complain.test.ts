import type { BrowserContext, Page } from 'playwright'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { type CaseAct, CaseAtDesk, CaseMine } from '../../schema/contract/complaint.ts'
import { CaseShown } from '../../schema/contract/complaint-lists.ts'
import { MeasurePublic } from '../../schema/contract/satisfaction.ts'
import { desktop, expectAccessible } from './browser.ts'
import { free, here } from './desk-seed.ts'
import { cameraName, drawn, withExif } from './photo-files.ts'
import { ownDesk } from './seat.ts'

// Complaints move the measure, so that the city is not shared with other tests.
const { origin, sit } = ownDesk()

const outlet = free ?? { id: '', name: '' }

/** How many voices of each grade there are on the outlet, the worst first. */
async function voices(): Promise<readonly number[]> {
  const answer = await fetch(`${origin()}/api/satisfaction?scope=outlet&id=${outlet.id}`)
  return v.parse(MeasurePublic, await answer.json()).distribution ?? [0, 0, 0, 0, 0]
}

/** Those voices with some more, or fewer, of a grade. */
const moved = (from: readonly number[], by: Partial<Record<number, number>>) =>
  from.map((count, at) => count + (by[at + 1] ?? 0))

/** The case as everybody may see it. */
async function shown(id: string) {
  const answer = await fetch(`${origin()}/api/complaints/${id}`)
  return v.parse(CaseShown, await answer.json()).case
}

/** What staff do to a case; gives the status of the answer. */
async function act({ request }: BrowserContext, id: string, given: CaseAct): Promise<number> {
  const { version } = v.parse(CaseAtDesk, await (await request.get(`/api/desk/complaints/${id}`)).json())
  const answer = await request.post(`/api/desk/complaints/${id}`, {
    data: given,
    headers: { 'If-Match': `"${version}"`, 'Idempotency-Key': crypto.randomUUID() },
  })
  return answer.status()
}

/** What whoever holds a receipt is told. */
async function mine(receipt: string) {
  const answer = await fetch(`${origin()}/api/complaints/mine`, { headers: { Receipt: receipt } })
  return v.parse(CaseMine, await answer.json())
}

const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true })

describe('a complaint', () => {
  it('is filed without network, handled, reopened a level up, and confirmed with a grade', async () => {
    const { context, page } = await sit()
    const refused: string[] = []
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) refused.push(message.text())
    })
    let taken = 0
    page.on('response', (response) => {
      if (response.url().endsWith('/api/complaints') && response.status() === 201) taken += 1
    })
    const before = await voices()
    await page.goto(`/outlets/${outlet.id}`)
    await page.getByRole('link', { name: '投诉', exact: true }).click()
    await heading(page, '出了什么事？').waitFor()
    await expectAccessible(page, 'the form')

    // by keyboard: the kind, then the words; what is missing brings one back to it
    await page.getByRole('button', { name: '提交投诉' }).focus()
    await page.keyboard.press('Enter')
    expect(await page.locator(':focus').getAttribute('name')).toBe('kind')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Tab')
    await page.keyboard.type('标价 3 元收了 5 元，我叫张伟，电话 138-3981-2345')
    const photo = withExif(
      await drawn(page, { width: 400, height: 300, type: 'image/jpeg', what: 'corners' }),
      6,
    )
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: photo })
    await page.getByAltText('第 1 张照片').waitFor()

    // closing the page loses nothing
    await page.waitForTimeout(600)
    await page.reload()
    await page.getByText('上次写到一半的，还在这里。').waitFor()
    await page.getByAltText('第 1 张照片').waitFor()

    await context.setOffline(true)
    await page.getByRole('button', { name: '提交投诉' }).click()
    await heading(page, '这里面好像有个人信息').waitFor()
    await expectAccessible(page, 'what looks personal')
    await page.getByRole('button', { name: '全部遮住' }).click()
    await page.getByRole('button', { name: '提交投诉' }).click()
    await heading(page, '还没交上去，已经存好').waitFor()
    await expectAccessible(page, 'waiting')
    expect(await voices()).toEqual(before)
    await context.setOffline(false)
    await heading(page, '交上去了').waitFor()
    expect(taken).toBe(1)
    await expectAccessible(page, 'the receipt')

    // until it is graded it is a voice of grade 2
    expect(await voices()).toEqual(moved(before, { 2: 1 }))
    const code = ((await page.locator('.k > [aria-hidden]').textContent()) ?? '').replace(/[\s-]/g, '')
    await page.getByRole('link', { name: '看办理情况' }).click()
    await heading(page, outlet.name).waitFor()
    expect(page.url()).not.toContain(code)
    const own = await mine(code)
    const { id } = own.case
    const [filed] = own.messages
    expect(filed?.text).toBe('标价 3 元收了 5 元，我叫***，电话 ***')
    const kept = await fetch(`${origin()}/api/complaints/mine/photos/${filed?.photos[0]}`, {
      headers: { Receipt: code },
    })
    expect(kept.status).toBe(200)
    expect(Buffer.from(await kept.arrayBuffer()).includes(cameraName)).toBe(false)

    const community = (await sit('desk-community')).context
    expect(await act(community, id, { act: 'accept', unit: 'market' })).toBe(200)
    expect(await act(community, id, { act: 'answer', text: '已到店里看过，情况属实。' })).toBe(200)
    expect(await act(community, id, { act: 'resolve', text: '标价签已经改正，多收的钱已退。' })).toBe(200)
    expect(await voices()).toEqual(moved(before, { 2: 1 }))
    await page.reload()
    await heading(page, '问题解决了吗？').waitFor()
    expect(await page.getByRole('radio', { checked: true }).count()).toBe(0)
    await expectAccessible(page, 'resolved')

    // a rating beside it is refused while the case is open
    await page.goto(`/rate/outlet/${outlet.id}`)
    await page.getByRole('button', { name: '改一改' }).click()
    await page.getByRole('radio').first().check()
    await page.getByRole('button', { name: '发送评价' }).click()
    await page.getByRole('link', { name: '看我的投诉' }).click()

    await page.getByRole('button', { name: '没解决，重新办理' }).click()
    await page.getByLabel('哪里没解决').fill('钱到现在没有退')
    await page.getByRole('button', { name: '没解决，重新办理' }).click()
    await page.getByText('重办过 1 次').waitFor()
    expect(await shown(id)).toMatchObject({ stage: 'reopened', level: 'subdistrict', reopened: 1 })
    expect(await act(community, id, { act: 'accept', unit: 'market' })).toBe(403)
    expect(await voices()).toEqual(moved(before, { 2: 1 }))

    const subdistrict = (await sit('desk-subdistrict')).context
    expect(await act(subdistrict, id, { act: 'accept', unit: 'market' })).toBe(200)
    expect(await act(subdistrict, id, { act: 'resolve', text: '钱已当面退还。' })).toBe(200)
    await page.goto('/complaints/mine?elder=1')
    await heading(page, '问题解决了吗？').waitFor()
    await expectAccessible(page, 'resolved, elder')
    for (const target of await page.locator('.ask .btn, .ask .grade label').all()) {
      expect((await target.boundingBox())?.height).toBeGreaterThanOrEqual(60)
    }
    await page.goto('/complaints/mine?elder=0')
    await page.getByLabel('满意', { exact: true }).check()
    await page.getByRole('button', { name: '确认已解决' }).click()
    await heading(page, '已经结案').waitFor()
    expect(await shown(id)).toMatchObject({ stage: 'closed', outcome: 'confirmed', grade: 4 })
    expect(await voices()).toEqual(moved(before, { 4: 1 }))
    await page.setViewportSize(desktop)
    await expectAccessible(page, 'closed, desktop')
    expect(refused).toEqual([])
    await Promise.all([community.close(), subdistrict.close(), context.close()])
  })

  it('what is in no shop is said of a community, in large letters, too', async () => {
    const { context, page } = await sit()
    await page.goto('/complain?elder=1')
    await page.getByLabel('在哪个社区').selectOption(here)
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByLabel('在哪里').waitFor()
    await expectAccessible(page, 'about a community')
    await context.close()
  })
})
