import type { Browser, Locator, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { desktop, expectAccessible, open, phone } from './browser.ts'
import { launch } from './chromium.ts'

/** 银杏社区; nearly a kilometre to the north an underpass leads under the railway, by stairs. */
const yinxing = '/?from=411281001005'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

/** Streets and map come from workers, which have to share a machine with the tests. */
const patiently = { timeout: 20_000 }

const names = (page: Page) => page.locator('main a.row .nm').allTextContents()
const pinOf = (page: Page): Locator => page.getByRole('application', { name: '出发点' })
const heading = (page: Page) => page.locator('#found').textContent()
/** How many are open within fifteen minutes. */
const near = async (page: Page) => Number(/\d+/.exec(((await heading(page)) ?? '').replace('15 ', ''))?.[0])

/** Waits until the minutes follow the streets. */
async function streetsFollowed(page: Page): Promise<void> {
  // before there is a list, nothing is said of the order
  await expect.poll(() => page.locator('.head').textContent(), patiently).toMatch(/由近到远(?!.*估算)/)
}

/** Puts a pin where one walks from. */
async function pick(page: Page, from: RegExp): Promise<void> {
  await page.locator('canvas.maplibregl-canvas').waitFor({ timeout: 50_000 })
  await page.getByRole('button', { name: from }).first().click()
  await page.getByRole('button', { name: '从地图上选点' }).click()
  await expect.poll(() => pinOf(page).evaluate((pin) => pin === document.activeElement), patiently).toBe(true)
}

async function middleOf(pin: Locator): Promise<[x: number, y: number]> {
  const box = await pin.boundingBox()
  if (!box) throw new Error('there is no pin')
  return [box.x + box.width / 2, box.y + 14]
}

/** Fingers on the glass, as the browser is told of them: where each one is after this. */
async function fingersOn(page: Page) {
  const session = await page.context().newCDPSession(page)
  return (
    type: 'touchStart' | 'touchMove' | 'touchEnd' | 'touchCancel',
    ...fingers: (readonly [x: number, y: number])[]
  ) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: fingers.map(([x, y], id) => ({ x, y, id })),
    })
}

async function press(page: Page, key: string, times: number): Promise<void> {
  for (let n = 0; n < times; n += 1) await page.keyboard.press(key)
}

/** Taps a switch of the dialog that says from where, and closes it. */
async function toggle(page: Page, words: string): Promise<void> {
  await page.getByRole('button', { name: '地图上的点' }).click()
  await page.getByRole('dialog').getByRole('button', { name: words }).click()
  await page.keyboard.press('Escape')
  await expect.poll(() => page.getByRole('dialog').count(), patiently).toBe(0)
}

describe('walking along the streets of the sample city', () => {
  it('moves a pin by keys and by dragging; the list follows, slower and without steps too', async () => {
    const { page, context } = await open(browser, yinxing, { viewport: desktop })
    const sent: string[] = []
    page.on('request', (request) => sent.push(request.url() + (request.postData() ?? '')))
    await streetsFollowed(page)
    await pick(page, /银杏社区/)
    const start = await names(page)

    // to the stairs, by keys alone
    await press(page, 'Shift+ArrowUp', 8)
    await press(page, 'Shift+ArrowRight', 1)
    await press(page, 'ArrowRight', 2)
    await expect.poll(() => names(page), patiently).not.toEqual(start)
    const everybody = await near(page)
    await toggle(page, '无台阶路线')
    await expect.poll(() => near(page), patiently).toBeLessThan(everybody)
    expect(await page.locator('.head').textContent()).toContain('走无台阶路线')
    const onWheels = await near(page)
    await toggle(page, '慢一点走')
    await expect.poll(() => near(page), patiently).toBeLessThan(onWheels)
    expect(new URL(page.url()).search).toBe('?pace=elder&wheels=1')

    // while it is held the list moves, and only when it is dropped something is said
    const before = await names(page)
    const said = await page.locator('p.sr[role="status"]').textContent()
    const box = await pinOf(page).boundingBox()
    const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + 12]
    await page.mouse.move(x, y)
    await page.mouse.down()
    for (let step = 1; step <= 12; step += 1) await page.mouse.move(x - step * 8, y + step * 16)
    await expect.poll(() => names(page), patiently).not.toEqual(before)
    expect(await page.locator('p.sr[role="status"]').textContent()).toBe(said)
    await page.mouse.up()
    await expect
      .poll(() => page.locator('p.sr[role="status"]').textContent(), patiently)
      .toContain('从地图上的点走')

    // let go of beside the map, it stays there
    await page.mouse.down()
    await page.mouse.move(200, 500, { steps: 4 })
    await page.mouse.up()
    const dropped = await pinOf(page).boundingBox()
    await page.mouse.move(800, 400, { steps: 4 })
    expect(await pinOf(page).boundingBox()).toEqual(dropped)

    expect(sent.filter((request) => /111\.8|34\.7/.test(request))).toEqual([])
    for (const viewport of [desktop, phone]) {
      await page.setViewportSize(viewport)
      await expectAccessible(page, `a pin at ${viewport.width} px`)
    }
    await context.close()
  })

  it('moves it by a finger, which the phone may take away and another may join', async () => {
    const { page, context } = await open(browser, yinxing, { viewport: phone, hasTouch: true })
    const touch = await fingersOn(page)
    await streetsFollowed(page)
    await pick(page, /银杏社区/)

    for (const end of ['touchEnd', 'touchCancel', 'second'] as const) {
      const [before, at] = [await names(page), await middleOf(pinOf(page))]
      await touch('touchStart', at)
      for (let step = 1; step <= 8; step += 1) await touch('touchMove', [at[0] + 6 * step, at[1] - 3 * step])
      await expect.poll(() => names(page), patiently).not.toEqual(before)
      if (end === 'second') await touch('touchStart', [at[0] + 48, at[1] - 24], [60, 250])
      else await touch(end)
      const dropped = await middleOf(pinOf(page))
      expect(dropped[0] - at[0], end).toBeCloseTo(48, 0)
      if (end === 'second') await touch('touchEnd')
      await pinOf(page).press('ArrowLeft')
      await expect.poll(() => middleOf(pinOf(page)), patiently).not.toEqual(dropped)
    }
    await context.close()
  })

  it('tells the way to an outlet, in the link too', async () => {
    const { page, context } = await open(browser, `${yinxing}&pace=elder`, { viewport: phone })
    await streetsFollowed(page)
    const row = page.locator('main a.row').nth(5)
    const minutes = (await row.locator('.mins b').textContent()) ?? ''
    await row.click()
    const go = page.getByRole('button', { name: /走过去/ })
    await expect.poll(() => go.textContent(), patiently).toMatch(new RegExp(`走过去${minutes} 分钟，`))
    await go.click()
    await page.getByText(`步行 ${minutes} 分钟 · `).waitFor()
    expect(await page.getByRole('dialog').getByRole('link').count()).toBe(4)
    await context.close()
  })

  it('does it in elder mode, slowly by itself', async () => {
    const { page, context } = await open(browser, `${yinxing}&elder=1`, { viewport: phone })
    await streetsFollowed(page)
    expect(await page.locator('.head').textContent()).toContain('慢一点走')
    await page.getByRole('button', { name: '从银杏社区走' }).click()
    await expectAccessible(page, 'from where, in elder mode')
    await page.getByRole('button', { name: '从地图上选点' }).click()
    await expect
      .poll(() => pinOf(page).evaluate((pin) => pin === document.activeElement), patiently)
      .toBe(true)
    await expectAccessible(page, 'a pin in elder mode')
    await context.close()
  })
})
