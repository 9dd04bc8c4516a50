/** Pictures as phones make them: drawn in the browser, with what a camera writes into them put in by hand. */

import { Buffer } from 'node:buffer'
import type { Page } from 'playwright'

/** The colours of the four corners: above left, above right, below left, below right. */
export const corners = ['#d00000', '#00a000', '#0000d0', '#d0d000'] as const

export interface Drawing {
  width: number
  height: number
  type: 'image/jpeg' | 'image/png'
  /** what is drawn: a colour in each corner, every pixel another one, or nothing */
  what: 'corners' | 'noise' | 'nothing'
}

/** A picture that the page's browser draws. */
export async function drawn(page: Page, drawing: Drawing): Promise<Buffer> {
  const text = await page.evaluate(
    ([{ width, height, type, what }, colours]) => {
      const canvas = document.createElement('canvas')
      canvas.width = width
      canvas.height = height
      const context = canvas.getContext('2d')
      if (!context) throw new Error('there is no canvas')
      if (what === 'corners') {
        for (const [at, colour] of colours.entries()) {
          context.fillStyle = colour
          context.fillRect((at % 2) * (width / 2), Math.floor(at / 2) * (height / 2), width / 2, height / 2)
        }
      }
      if (what === 'noise') {
        const image = context.createImageData(width, height)
        let state = 1
        for (let at = 0; at < image.data.length; at += 1) {
          state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
          image.data[at] = at % 4 === 3 ? 255 : state >>> 24
        }
        context.putImageData(image, 0, 0)
      }
      return canvas.toDataURL(type, 0.9)
    },
    [drawing, corners] as const,
  )
  return Buffer.from(text.slice(text.indexOf(',') + 1), 'base64')
}

/** What the camera calls itself; looked for in what is sent. */
export const cameraName = 'Yikezhong Camera'
export const xmpName = 'http://ns.adobe.com/xap/1.0/'

/**
 * Puts an Exif segment with orientation, camera and place (Exif 2.32, 4.6) and an XMP segment into a JPEG.
 * @param orientation 1 to 8
 */
export function withExif(jpeg: Buffer, orientation: number): Buffer {
  const xmp = Buffer.from(`${xmpName}\0<x:xmpmeta><GPSLatitude>34,44.82N</GPSLatitude></x:xmpmeta>`)
  return Buffer.concat([
    jpeg.subarray(0, 2),
    segment(Buffer.concat([Buffer.from('Exif\0\0'), tiff(orientation)])),
    segment(xmp),
    jpeg.subarray(2),
  ])
}

function segment(content: Buffer): Buffer {
  const head = Buffer.from([0xff, 0xe1, 0, 0])
  head.writeUInt16BE(content.length + 2, 2)
  return Buffer.concat([head, content])
}

const [ascii, short, long, rational] = [2, 3, 4, 5]

/** Big-endian TIFF: a directory of three entries, the directory of the place, and the values behind them. */
function tiff(orientation: number): Buffer {
  const places = directoryLength(3)
  const name = Buffer.from(`${cameraName}\0`)
  const nameAt = 8 + places + directoryLength(2)
  const latitudeAt = nameAt + name.length
  return Buffer.concat([
    Buffer.from([0x4d, 0x4d, 0, 42, 0, 0, 0, 8]),
    directory([
      entry(0x0110, ascii, name.length, nameAt),
      entry(0x0112, short, 1, orientation * 0x1_0000),
      entry(0x8825, long, 1, 8 + places),
    ]),
    directory([entry(0x0001, ascii, 2, 0x4e00_0000), entry(0x0002, rational, 3, latitudeAt)]),
    name,
    // 34° 44′ 49.2″
    numbers(34, 1, 44, 1, 492, 10),
  ])
}

const directoryLength = (entries: number) => 2 + 12 * entries + 4

function directory(entries: readonly Buffer[]): Buffer {
  return Buffer.concat([Buffer.from([0, entries.length]), ...entries, numbers(0)])
}

function entry(tag: number, type: number | undefined, count: number, value: number): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt16BE(tag, 0)
  head.writeUInt16BE(type ?? 0, 2)
  return Buffer.concat([head, numbers(count, value)])
}

function numbers(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length)
  for (const [at, value] of values.entries()) bytes.writeUInt32BE(value, 4 * at)
  return bytes
}
