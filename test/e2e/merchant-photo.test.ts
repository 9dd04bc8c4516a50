import { Buffer } from 'node:buffer'
import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Site } from '../../.dev/server.ts'
import { openLocal } from '../../schema/import/database.ts'
import { readWebp } from '../../schema/rules/webp.ts'
import { statement } from '../../schema/statement.ts'
import { desktop, expectAccessible, phone } from './browser.ts'
import { launch } from './chromium.ts'
import { type Handle, here, password, seedDesk, shops } from './desk-seed.ts'
import { startOwnSite } from './own-site.ts'
import { cameraName, drawn, withExif } from './photo-files.ts'

const shop = shops[0]?.id ?? ''
const words = '下雨天门口有点滑，别的都好。'
const shows = '店门口，招牌下没有台阶'
const thanks = '谢谢提醒，已经铺了防滑垫。'

/** The desk with its people, and a comment on the shop that everybody can read. */
async function seed(state: string): Promise<void> {
  await seedDesk(state)
  const database = await openLocal(state)
  const [now] = [new Date().toISOString()]
  try {
    await database.batch([
      statement('DELETE FROM voice WHERE kind = ?1 AND subject = ?2', 'outlet', shop),
      statement(
        `INSERT INTO voice (id, kind, subject, resident, grade, comment, comment_state, community, subdistrict, day,
            recent, at, changed_at, changed_by)
          VALUES ('SlipperyWt', 'outlet', ?1, 'somebody', 4, ?2, 'approved', ?3, substr(?3, 1, 9), substr(?4, 1, 10), 1,
            ?4, ?4, 'resident')`,
        shop,
        words,
        here,
        now,
      ),
    ])
  } finally {
    await database.close()
  }
}

let site: Site
let browser: Browser
beforeAll(async () => {
  site = await startOwnSite(seed)
  browser = await launch(['--disable-3d-apis'])
})
afterAll(async () => {
  await browser.close()
  await site.close()
})

/** A browser of its own, and somebody signed in with it. */
async function sit(
  handle: Handle | null,
  viewport: typeof phone,
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({
    baseURL: site.origin,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    viewport,
  })
  context.setDefaultTimeout(20_000)
  if (handle) {
    const answer = await context.request.post('/api/session', { data: { handle, password } })
    expect(answer.status(), handle).toBe(204)
  }
  return { context, page: await context.newPage() }
}

async function expectRight(page: Page, where: string): Promise<void> {
  for (const viewport of [desktop, phone]) {
    await page.setViewportSize(viewport)
    await expectAccessible(page, `${where} at ${viewport.width} px`)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(wide, where).toBeLessThanOrEqual(viewport.width)
  }
}

it('a photo and a reply go from the merchant’s phone over the desk to everybody', async () => {
  const merchant = await sit('shop-merchant', phone)
  const desk = await sit('desk-community', desktop)
  const resident = await sit(null, phone)
  const photoOf = async () =>
    (await (await resident.context.request.get(`/api/outlets/${shop}`)).json()).photo

  // a picture that tells where it was taken
  await merchant.page.goto(`/merchant/${shop}`)
  const section = merchant.page.getByRole('region', { name: '店铺照片' })
  const taken = withExif(
    await drawn(merchant.page, { width: 3_000, height: 2_000, type: 'image/jpeg', what: 'corners' }),
    6,
  )
  await section
    .locator('input[type=file]')
    .setInputFiles({ name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: taken })
  await section.getByLabel('照片上是什么').fill(shows)
  await section.getByRole('button', { name: '交给工作人员看' }).click()
  await section.locator('.told', { hasText: '照片交上去了' }).waitFor()
  const waiting = section.getByRole('img', { name: shows })
  const address = (await waiting.getAttribute('src')) ?? ''
  const stored = Buffer.from(await (await merchant.context.request.get(address)).body())
  expect(readWebp(stored)).toEqual({ width: 1_067, height: 1_600 })
  for (const told of [cameraName, 'GPS', 'Exif', 'EXIF']) expect(stored.includes(told), told).toBe(false)
  expect((await resident.context.request.get(address)).status()).toBe(401)
  expect(await photoOf()).toBeNull()

  // and an answer to a comment
  await merchant.page.getByRole('button', { name: /^回复：/ }).click()
  await merchant.page.getByLabel('您的回复').fill(thanks)
  await merchant.page.getByRole('button', { name: '交给工作人员看' }).click()
  await merchant.page.getByText('等工作人员看，还没公开').waitFor()
  await expectRight(merchant.page, 'the merchant’s page with a photo and a reply that wait')

  for (const [list, seen, told] of [
    ['photos', shows, '已换上'],
    ['replies', thanks, '已公开'],
  ] as const) {
    await desk.page.goto(`/desk?list=${list}`)
    await desk.page.getByText(seen).first().waitFor()
    await expectRight(desk.page, `the desk with ${list}`)
    await desk.page.setViewportSize(desktop)
    await desk.page.keyboard.press('a')
    await desk.page.locator('.foot .told').getByText(told).waitFor()
  }

  await resident.page.goto(`/outlets/${shop}`)
  const photo = resident.page.getByRole('img', { name: shows })
  await photo.scrollIntoViewIfNeeded()
  await expect
    .poll(() => photo.evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth))
    .toBe(1_067)
  await resident.page.getByText('店家回复').waitFor()
  await resident.page.getByText(thanks).waitFor()
  await expectRight(resident.page, 'the outlet with a photo and a reply')

  // what staff take back waits again, and nobody else sees it
  await desk.page.keyboard.press('u')
  await desk.page.locator('.foot .told').getByText('已撤回').waitFor()
  const { comments } = await (
    await resident.context.request.get(`/api/ratings?kind=outlet&id=${shop}`, {
      headers: { 'Cache-Control': 'no-cache' },
    })
  ).json()
  expect(comments).toMatchObject([{ comment: words, reply: null }])
}, 60_000)
