import { Buffer } from 'node:buffer'
import type { Browser, BrowserContextOptions, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { photoRule } from '../../schema/catalog/photo-rule.ts'
import { readWebp } from '../../schema/rules/webp.ts'
import { desktop, expectAccessible, open, phone } from './browser.ts'
import { launch } from './chromium.ts'
import { cameraName, corners, type Drawing, drawn, withExif, xmpName } from './photo-files.ts'
import { type PhotoSite, servePhotoPage } from './photo-page.ts'

let browser: Browser
let site: PhotoSite
beforeAll(async () => {
  browser = await launch(['--disable-3d-apis'])
  site = await servePhotoPage()
})
afterAll(async () => {
  await browser.close()
  await site.close()
})

const camera = { width: 3_000, height: 2_000, type: 'image/jpeg', what: 'corners' } as const

/** Opens the page; what its policy refuses is collected. */
async function openPage(path = '/', options: BrowserContextOptions = {}) {
  const { page, context } = await open(browser, `${site.origin}${path}`, options)
  const refused: string[] = []
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) refused.push(message.text())
  })
  return { page, context, refused }
}

/** Makes the browser like Safari: asked for WebP, it gives PNG without a word. */
async function openSafari() {
  const opened = await openPage()
  await opened.page.addInitScript(() => {
    const { toBlob } = HTMLCanvasElement.prototype
    HTMLCanvasElement.prototype.toBlob = function (callback, type, quality) {
      toBlob.call(this, callback, type === 'image/webp' ? 'image/png' : type, quality)
    }
  })
  await opened.page.reload()
  return opened
}

const input = (page: Page) => page.locator('input[type=file]')

/** Chooses a picture and gives what the page has sent. */
async function choose(page: Page, buffer: Buffer, name = 'IMG_1.jpg'): Promise<Buffer> {
  site.taken.length = 0
  await input(page).setInputFiles({ name, mimeType: 'image/jpeg', buffer })
  await expect.poll(() => site.taken.length, { timeout: 20_000 }).toBe(1)
  const [sent] = site.taken
  if (!sent) throw new Error('nothing was sent')
  return sent
}

async function chooseDrawn(page: Page, drawing: Drawing): Promise<Buffer> {
  return choose(page, await drawn(page, drawing), 'drawn')
}

/** Which of the colours each corner of a picture is nearest to; white is none of them. */
async function cornersOf(page: Page, file: Buffer): Promise<string[]> {
  return page.evaluate(
    async ([address, colours]) => {
      const picture = new Image()
      picture.src = address
      await picture.decode()
      const { naturalWidth: width, naturalHeight: height } = picture
      const context = new OffscreenCanvas(width, height).getContext('2d')
      if (!context) throw new Error('there is no canvas')
      context.drawImage(picture, 0, 0)
      const known = [...colours, '#ffffff'].map((colour) => ({
        colour,
        channels: [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)),
      }))
      return [0.25, 0.75].flatMap((down) =>
        [0.25, 0.75].map((right) => {
          const { data } = context.getImageData(Math.floor(right * width), Math.floor(down * height), 1, 1)
          const near = known.find(({ channels }) =>
            channels.every((channel, at) => Math.abs(channel - (data[at] ?? 0)) < 40),
          )
          return near?.colour ?? `rgb(${data.join()})`
        }),
      )
    },
    [`data:image/webp;base64,${file.toString('base64')}`, corners] as const,
  )
}

/** What no photo may tell. */
function expectNothingBeside(file: Buffer): void {
  for (const told of ['Exif', 'EXIF', 'XMP', 'ICCP', 'GPS', cameraName, xmpName]) {
    expect(file.includes(told), told).toBe(false)
  }
}

/** For each orientation of Exif, which stored corner is above left, above right, below left, below right. */
const orientations: readonly (readonly [number, readonly [number, number, number, number]])[] = [
  [1, [0, 1, 2, 3]],
  [2, [1, 0, 3, 2]],
  [3, [3, 2, 1, 0]],
  [4, [2, 3, 0, 1]],
  [5, [0, 2, 1, 3]],
  [6, [2, 0, 3, 1]],
  [7, [3, 1, 2, 0]],
  [8, [1, 3, 0, 2]],
]

describe.each([
  ['the browser itself', openPage],
  ['the encoder for browsers that make no WebP', openSafari],
])('by %s, a photo', (_, opened) => {
  it('arrives upright, small, as WebP, and without what the camera wrote into it', async () => {
    const { page, context, refused } = await opened()
    const taken = withExif(await drawn(page, camera), 6)
    expect(taken.includes(cameraName)).toBe(true)
    const sent = await choose(page, taken)
    expect(readWebp(sent)).toEqual({ width: 1_067, height: 1_600 })
    expect(sent.length).toBeLessThanOrEqual(photoRule.bytes)
    expectNothingBeside(sent)
    expect(await cornersOf(page, sent)).toEqual([2, 0, 3, 1].map((corner) => corners[corner]))
    expect(refused).toEqual([])
    await context.close()
  })

  it('is upright however the phone was held', async () => {
    const { page, context } = await opened()
    const picture = await drawn(page, { ...camera, width: 300, height: 200 })
    for (const [orientation, stored] of orientations) {
      const sent = await choose(page, withExif(picture, orientation))
      const size = orientation > 4 ? { width: 200, height: 300 } : { width: 300, height: 200 }
      expect(readWebp(sent), `orientation ${orientation}`).toEqual(size)
      expect(await cornersOf(page, sent), `orientation ${orientation}`).toEqual(
        stored.map((corner) => corners[corner]),
      )
    }
    await context.close()
  })

  it('is white where it is transparent', async () => {
    const { page, context } = await opened()
    const sent = await chooseDrawn(page, { width: 400, height: 300, type: 'image/png', what: 'nothing' })
    expect(await cornersOf(page, sent)).toEqual(Array.from({ length: 4 }, () => '#ffffff'))
    await context.close()
  })
})

it('a photo in which nothing repeats becomes smaller until it fits', async () => {
  const { page, context } = await openPage()
  const sent = await chooseDrawn(page, { width: 1_200, height: 1_200, type: 'image/png', what: 'noise' })
  expect(sent.length).toBeLessThanOrEqual(photoRule.bytes)
  expect(readWebp(sent)).toHaveProperty('width')
  await context.close()
})

describe('what is no photo', () => {
  it.each([
    ['a text', () => Buffer.from('no picture'), '打不开这张照片'],
    ['nothing', () => Buffer.alloc(0), '打不开这张照片'],
    ['too small', (page: Page) => drawn(page, { ...camera, width: 90, height: 300 }), '照片太小'],
    ['too narrow', (page: Page) => drawn(page, { ...camera, width: 4_000, height: 200 }), '照片太小'],
  ])('is said to be none, and the former one stays: %s', async (_, make, words) => {
    const { page, context } = await openPage()
    await chooseDrawn(page, { ...camera, width: 400, height: 300 })
    const buffer = await make(page)
    await input(page).setInputFiles({ name: 'IMG_2.jpg', mimeType: 'image/jpeg', buffer })
    await page.getByRole('alert').getByText(words).waitFor()
    expect(await page.locator('img').getAttribute('width')).toBe('400')
    expect(site.taken).toHaveLength(1)
    await context.close()
  })

  it('is what the encoder cannot be fetched for', async () => {
    const { page, context } = await openSafari()
    const buffer = await drawn(page, camera)
    await context.setOffline(true)
    await input(page).setInputFiles({ name: 'IMG_3.jpg', mimeType: 'image/jpeg', buffer })
    await page.getByRole('alert').getByText('看看有没有网络').waitFor()
    await context.setOffline(false)
    await choose(page, buffer)
    await context.close()
  })
})

describe('the picker', () => {
  it('works by keyboard alone', async () => {
    const { page, context } = await openPage()
    const buffer = await drawn(page, { ...camera, width: 400, height: 300 })
    await page.keyboard.press('Tab')
    const chooser = page.waitForEvent('filechooser')
    await page.keyboard.press('Space')
    await (await chooser).setFiles({ name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer })
    await page.getByRole('img', { name: '选好的照片' }).waitFor()
    await page.getByRole('status').getByText('照片选好了').waitFor({ state: 'attached' })
    expect(await input(page).evaluate((element) => element === document.activeElement)).toBe(true)

    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.type('店门口，三级台阶')
    await page.getByRole('img', { name: '店门口，三级台阶' }).waitFor()
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Enter')
    await page.locator('img').waitFor({ state: 'detached' })
    expect(await input(page).evaluate((element) => element === document.activeElement)).toBe(true)
    await context.close()
  })

  it.each([
    ['phone', '/', { viewport: phone }],
    ['phone, 长辈版', '/?elder=1', { viewport: phone }],
    [
      'small phone, 长辈版, dark',
      '/?elder=1',
      { viewport: { width: 320, height: 640 }, colorScheme: 'dark' },
    ],
    ['small phone, English', '/?lang=en', { viewport: { width: 320, height: 640 } }],
    ['desktop', '/', { viewport: desktop }],
  ] as const)('is for everyone: %s', async (name, path, options) => {
    const { page, context } = await openPage(path, options)
    await input(page).waitFor({ state: 'attached' })
    await expectAccessible(page, `${name}, empty`)
    await chooseDrawn(page, { ...camera, width: 900, height: 1_200 })
    await page.getByRole('textbox').fill('门'.repeat(photoRule.description + 1))
    await input(page).setInputFiles({ name: 'no', mimeType: 'image/jpeg', buffer: Buffer.from('no') })
    await expect.poll(() => page.getByRole('alert').count()).toBe(2)
    await expectAccessible(page, name)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(wide).toBeLessThanOrEqual(0)
    const targets = await page.locator('.photo .btn, .photo .field').all()
    for (const target of targets) {
      expect((await target.boundingBox())?.height ?? 0).toBeGreaterThanOrEqual(44)
    }
    await context.close()
  })
})
