import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright'
import { beforeAll, expect, it } from 'vitest'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { here, shops } from './desk-seed.ts'
import { expectAccessibleOnBoth, ownDesk } from './seat.ts'

const { sit, origin } = ownDesk()
const [shop] = shops

beforeAll(() => {
  // from the package: the tests run without a network
  const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'))
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } })
})

/** What the QR codes of a picture say, in no order. */
async function read(picture: Uint8Array): Promise<string[]> {
  const codes = await readBarcodes(new Uint8Array(picture), { formats: ['QRCode'], maxNumberOfSymbols: 8 })
  return codes.filter(({ isValid }) => isValid).map(({ text }) => text)
}

/** Millimetres of the pages of what a page prints. */
async function pagesOf(page: Page): Promise<string[]> {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  return [...pdf.matchAll(/\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]/g)].map((box) =>
    box
      .slice(1)
      .map((points) => Math.round((Number(points) * 25.4) / 72))
      .join(' × '),
  )
}

it('a merchant’s poster is scanned, and what is said is marked so', async () => {
  if (!shop?.id) throw new Error('the merchant has no shop')
  const merchant = await sit('shop-merchant')
  await merchant.page.goto(`/merchant/${shop.id}`)
  await merchant.page.getByRole('link', { name: '贴一张评价海报' }).click()
  const poster = merchant.page.getByRole('img', { name: new RegExp(`${shop.name}的海报`) })
  await poster.waitFor()
  const [address = ''] = await read(await poster.screenshot())
  expect(address).toBe(`${origin()}/q/${shop.id}`)
  await expectAccessibleOnBoth(merchant.page, 'the poster page')
  expect(await pagesOf(merchant.page)).toEqual(['297 × 210'])

  const resident = await sit()
  await resident.page.goto(address)
  await resident.page.getByRole('heading', { name: '您满意吗？' }).waitFor()
  expect(resident.page.url()).toBe(`${origin()}/rate/outlet/${shop.id}`)
  expect(await resident.page.locator('.bar').textContent()).toContain(shop.name)
  // reloading does not forget the way, which the address no longer says
  await resident.page.reload()
  await resident.page.getByText('不记是谁').waitFor()
  await resident.page.getByRole('radio', { name: '满意', exact: true }).check()
  await resident.page.getByRole('textbox').fill('扫门口的海报来的')
  await resident.page.getByRole('button', { name: '发送评价' }).click()
  await resident.page.getByRole('heading', { name: /谢谢/ }).waitFor()

  const staff = await sit('desk-community')
  const { comments } = await (await staff.context.request.get('/api/desk/comments')).json()
  expect(comments).toContainEqual(
    expect.objectContaining({ comment: '扫门口的海报来的', via: 'poster', grade: 4 }),
  )
})

it('four posters on a sheet are all scanned, and a poster of what is gone says so', async () => {
  const { page } = await sit('desk-community')
  await page.addInitScript(() => {
    window.print = () => {
      document.documentElement.dataset['printed'] = document.title
    }
  })
  await page.goto('/desk/paper')
  const posters = page.locator('.paper-posters')
  await posters.getByRole('radio', { name: '生活圈' }).check()
  await posters.getByRole('button', { name: /^选上/ }).first().click()
  await posters.getByRole('radio', { name: '网点' }).check()
  const find = posters.getByLabel('按名字找')
  for (const { name } of shops) {
    await find.fill(name)
    await posters.getByRole('button', { name: `选上${name}`, exact: true }).click()
  }
  await find.fill('')
  await posters.getByRole('button', { name: /^选上/ }).first().click()
  await posters.getByRole('button', { name: /4 张海报，1 张纸/ }).click()
  await page.locator('html[data-printed]').waitFor()
  expect(await page.locator('html').getAttribute('data-printed')).toMatch(/^海报-4张-A6-\d{4}-\d\d-\d\d$/)

  const scanned = await read(await posters.locator('.a4').screenshot())
  expect(scanned).toHaveLength(4)
  expect(scanned).toEqual(
    expect.arrayContaining([here, ...shops.map(({ id }) => id)].map((id) => `${origin()}/q/${id}`)),
  )
  expect(await pagesOf(page)).toEqual(['210 × 297'])

  const gone = await page.goto('/q/nosuch0001')
  expect(gone?.status()).toBe(404)
  await page.getByText('海报旧了，或者印错了').waitFor()
})
