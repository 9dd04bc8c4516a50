import type { Page } from 'playwright'
import { describe, expect, it } from 'vitest'
import { expectAccessible } from './browser.ts'
import { here } from './desk-seed.ts'
import { expectAccessibleOnBoth, ownDesk } from './seat.ts'

// A shop comes onto the map, and the clock is the worker's, so that the city is not shared with other tests.
const { sit } = ownDesk()

const heading = (page: Page) => page.getByRole('heading', { level: 1 })
const name = '半坡豆腐脑'

describe('新店申报', () => {
  it('from somebody’s phone without network to the list: staff set the pin by the keyboard, and print the letter', async () => {
    const resident = await sit()
    let taken = 0
    resident.page.on('response', (response) => {
      if (response.url().endsWith('/api/applications') && response.status() === 201) taken += 1
    })
    await resident.page.goto(`/new-shop?name=${encodeURIComponent(name)}`)
    await resident.page.getByLabel('是什么店').selectOption('breakfast')
    await resident.page.getByLabel('在哪个社区').selectOption(here)
    await resident.page.getByLabel('地址').fill('红土坡路 9 号，小学对面')
    await resident.page.getByLabel('营业时间（可不填）').fill('早上6点到10点，周日休息')
    await resident.page.getByText('我们读成').waitFor()
    await expectAccessibleOnBoth(resident.page, 'the form')
    await resident.context.setOffline(true)
    await resident.page.getByRole('button', { name: '发送' }).click()
    await heading(resident.page).getByText('还没发出去，已经存好').waitFor()
    await resident.context.setOffline(false)
    await heading(resident.page).getByText('谢谢，已经收到').waitFor()
    expect(taken).toBe(1)
    await expectAccessible(resident.page, 'sent')

    const { context, page } = await sit('desk-community')
    await page.goto('/desk/new-shops')
    await page.getByRole('button', { name }).click()
    await heading(page).getByText(name).waitFor()
    // near the community, then a little to the north, all by keys
    await page.getByRole('button', { name: '放在地图中央' }).press('Enter')
    await page.getByText(/东经 .*北纬/).waitFor()
    const latitude = page.getByLabel('纬度')
    const before = Number(await latitude.inputValue())
    await latitude.focus()
    await page.keyboard.press('Control+A')
    await page.keyboard.type((before + 0.0005).toFixed(6))
    await page.keyboard.press('Enter')
    await page.getByText(`北纬 ${(before + 0.0005).toFixed(6)}`).waitFor()
    await expectAccessibleOnBoth(page, 'the check')
    await page.getByRole('button', { name: '通过，上线' }).click()
    await page.getByText(`“${name}”已经上线`).waitFor()
    await expectAccessible(page, 'accepted')

    // somebody whose browser has no list from before
    const neighbour = await sit()
    await neighbour.page.goto(`/?from=${here}&q=${encodeURIComponent(name)}`)
    await neighbour.page.getByRole('link', { name: new RegExp(name) }).waitFor()
    await neighbour.context.close()

    await page.getByRole('button', { name: '打印给店主的邀请函' }).click()
    await page.getByText(name).first().waitFor()
    await page.locator('form button[type=submit]').click()
    await heading(page).getByText('邀请').waitFor()
    await page.locator('.letter-page').getByText(name).first().waitFor()
    await context.close()
    await resident.context.close()
  })
})

describe('a notice', () => {
  it('that staff write shows above the list and on the circle’s page, and is gone after its end', async () => {
    const { context, page } = await sit('desk-community')
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
    await page.goto('/desk/notices')
    await page.getByRole('button', { name: '写一条' }).click()
    await page.getByLabel('标题').fill('便民服务日：磨剪刀')
    await page.getByLabel('从哪天').fill(today)
    await page.getByLabel('地点（可不填）').fill('社区门口')
    await page.locator('.preview').getByText('便民服务日：磨剪刀').waitFor()
    await expectAccessibleOnBoth(page, 'writing a notice')
    await page.getByRole('button', { name: '发布' }).click()
    await page.getByText('“便民服务日：磨剪刀”已发布。').waitFor()
    await expectAccessibleOnBoth(page, 'the notices')

    const resident = await sit()
    await resident.page.clock.install({ time: Date.now() })
    await resident.page.goto(`/?from=${here}`)
    const line = resident.page.getByRole('note', { name: '通知和活动' })
    await line.getByText('便民服务日：磨剪刀').waitFor()
    await expectAccessible(resident.page, 'the line above the list')
    expect((await line.boundingBox())?.height).toBeLessThanOrEqual(56)
    await line.getByRole('link').click()
    await resident.page.getByRole('article').getByText('地点：社区门口').waitFor()
    await expectAccessible(resident.page, 'the circle with a notice')
    await resident.page.clock.setFixedTime(Date.parse(`${today}T24:00:00+08:00`))
    await resident.page.clock.runFor(31_000)
    await expect.poll(() => resident.page.getByText('便民服务日：磨剪刀').count()).toBe(0)
    await resident.page.goBack()
    await resident.page.locator('.row').first().waitFor()
    expect(await line.count()).toBe(0)
    await resident.context.close()
    await context.close()
  })
})
