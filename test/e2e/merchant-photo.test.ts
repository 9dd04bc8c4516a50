import { Buffer } from 'node:buffer'
import { expect, it } from 'vitest'
import { openLocal } from '../../schema/import/database.ts'
import { readWebp } from '../../schema/rules/webp.ts'
import { statement } from '../../schema/statement.ts'
import { here, shops } from './desk-seed.ts'
import { cameraName, drawn, withExif } from './photo-files.ts'
import { expectAccessibleOnBoth, ownDesk } from './seat.ts'

const shop = shops[0]?.id ?? ''
const words = '下雨天门口有点滑，别的都好。'
const shows = '店门口，招牌下没有台阶'
const thanks = '谢谢提醒，已经铺了防滑垫。'

/** A comment on the shop that everybody can read. */
async function seed(state: string): Promise<void> {
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

const { sit } = ownDesk({ seed })

it('a photo and a reply go from the merchant’s phone over the desk to everybody', async () => {
  const merchant = await sit('shop-merchant')
  const desk = await sit('desk-community')
  const resident = await sit()
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
  await expectAccessibleOnBoth(merchant.page, 'the merchant’s page with a photo and a reply that wait')

  for (const [list, seen, told] of [
    ['photos', shows, '已换上'],
    ['replies', thanks, '已公开'],
  ] as const) {
    await desk.page.goto(`/desk?list=${list}`)
    await desk.page.getByText(seen).first().waitFor()
    await expectAccessibleOnBoth(desk.page, `the desk with ${list}`)
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
  await expectAccessibleOnBoth(resident.page, 'the outlet with a photo and a reply')

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
