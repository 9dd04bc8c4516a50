import type { Page } from 'playwright'
import { describe, expect, it } from 'vitest'
import { expectAccessible } from './browser.ts'
import { here } from './desk-seed.ts'
import { expectAccessibleOnBoth, ownDesk } from './seat.ts'

// Supports count and the clock is the worker's, so that the city is not shared with other tests.
const { sit } = ownDesk()

const heading = (page: Page) => page.getByRole('heading', { level: 1 })

describe('a wish', () => {
  it('goes from a phone without network to a project that both who want it see', async () => {
    const resident = await sit()
    let taken = 0
    resident.page.on('response', (response) => {
      if (response.url().endsWith('/api/wishes') && response.status() === 201) taken += 1
    })
    await resident.page.goto(`/circles/${here}`)
    const missing = resident.page.getByRole('region', { name: '缺什么、补什么' })
    await missing.getByRole('link', { name: '我想要 洗染店' }).click()
    await resident.page.getByLabel('为什么想要').fill('坡上坡下都没有洗衣服的')
    await expectAccessibleOnBoth(resident.page, 'the form')
    await resident.context.setOffline(true)
    await resident.page.getByRole('button', { name: '发送' }).click()
    await heading(resident.page).getByText('还没发出去，已经存好').waitFor()
    await resident.context.setOffline(false)
    await heading(resident.page).getByText('记下了').waitFor()
    expect(taken).toBe(1)
    await resident.page.getByRole('link', { name: '看看这条需求' }).click()
    await resident.page.getByText('您支持过').waitFor()
    await resident.page.getByText('坡上坡下都没有洗衣服的').waitFor()
    const { pathname } = new URL(resident.page.url())

    // somebody else, in large letters, from the list
    const neighbour = await sit()
    await neighbour.page.goto(`/wishes?community=${here}&elder=1`)
    const row = neighbour.page.getByRole('article').filter({ hasText: '洗染店' })
    await row.getByRole('button', { name: '我也想要' }).click()
    await row.getByText('已支持').waitFor()
    await row.getByText('2人想要').waitFor()
    await expectAccessibleOnBoth(neighbour.page, 'the list in large letters')

    const staff = await sit('desk-community')
    await staff.page.goto('/desk/wishes')
    await heading(staff.page).getByText('需求清单').waitFor()
    await expectAccessibleOnBoth(staff.page, 'the desk')
    const words = staff.page.getByRole('article').filter({ hasText: '坡上坡下' })
    await words.getByRole('button', { name: '公开', exact: true }).press('Enter')
    await staff.page.getByText('已公开。').waitFor()
    await staff.page.getByRole('button', { name: '红土坡社区的洗染店，立为项目' }).press('Enter')
    await staff.page.locator('#project-state:focus').waitFor()
    await staff.page.keyboard.press('ArrowDown')
    await staff.page.keyboard.press('Tab')
    // past the community, the subdistrict and the city to the first department
    for (let step = 0; step < 4; step++) await staff.page.keyboard.press('ArrowDown')
    await staff.page.getByLabel('计划完成日期').fill('2027-05-01')
    await expectAccessible(staff.page, 'a project being written')
    await staff.page.getByRole('button', { name: '立项' }).press('Enter')
    await staff.page.getByText('红土坡社区的洗染店：已列入计划').waitFor()
    await staff.context.close()

    for (const { page } of [resident, neighbour]) {
      await page.goto(pathname)
      await page.getByText('您支持过').waitFor()
      await page.getByRole('region', { name: '进展' }).getByText('商务局').waitFor()
      await page.getByText('2027年5月1日').first().waitFor()
      await page.getByRole('region', { name: '大家怎么说' }).getByText('坡上坡下').waitFor()
    }
    await expectAccessibleOnBoth(resident.page, 'the wish')
    await expectAccessible(neighbour.page, 'the wish in large letters')
    await neighbour.page.getByRole('button', { name: '收回支持' }).click()
    await neighbour.page.getByRole('button', { name: '我也想要' }).waitFor()
    await resident.context.close()
    await neighbour.context.close()
  })
})
