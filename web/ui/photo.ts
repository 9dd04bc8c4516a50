/**
 * Makes a photo fit to be sent: upright, not too large, WebP, and nothing but the picture. It is drawn anew, so that
 * where and when it was taken, and with what, stays on the phone.
 */

import { photoRule } from '../../schema/catalog/photo-rule.ts'
import { pictureOnly, readWebp } from '../../schema/rules/webp.ts'
import { encodeCanvas } from './photo-encoder.ts'

/** A photo as the worker takes it. */
export interface ReadyPhoto {
  blob: Blob
  width: number
  height: number
}

/** Why there is none. */
export type PhotoProblem =
  /** it is no picture, or of a kind that this browser does not know (HEIC, mostly) */
  | 'unreadable'
  /** too small, or so long that it is too small once its length fits */
  | 'too_small'
  /** however it is made smaller, it has too many bytes */
  | 'too_large'
  /** this browser can make no WebP, or could not fetch what makes it */
  | 'unsupported'

/** Tried one after the other until the file is small enough: first less exact, then smaller. */
const qualities = [0.82, 0.7, 0.55] as const
const sizes = [1, 0.75, 0.5] as const

/**
 * Makes a photo ready.
 * @param file any picture that the browser can show
 * @example const photo = await reencodePhoto(file); if ('problem' in photo) tell(photo.problem)
 */
export async function reencodePhoto(file: Blob): Promise<ReadyPhoto | { problem: PhotoProblem }> {
  const address = URL.createObjectURL(file)
  try {
    const picture = await decode(address)
    return picture === null ? { problem: 'unreadable' } : await makeSmall(picture)
  } finally {
    URL.revokeObjectURL(address)
  }
}

/** The picture, upright by what its Exif says; null when it is none. Decoding does not hold up the page. */
async function decode(address: string): Promise<HTMLImageElement | null> {
  const picture = new Image()
  picture.src = address
  try {
    await picture.decode()
  } catch {
    return null
  }
  return picture.naturalWidth > 0 && picture.naturalHeight > 0 ? picture : null
}

async function makeSmall(picture: HTMLImageElement): Promise<ReadyPhoto | { problem: PhotoProblem }> {
  let problem: PhotoProblem = 'too_small'
  for (const size of sizes) {
    const { width, height } = sizeWithin(
      picture.naturalWidth,
      picture.naturalHeight,
      photoRule.longest * size,
    )
    if (Math.min(width, height) < photoRule.shortest) break
    problem = 'too_large'
    const canvas = draw(picture, width, height)
    try {
      for (const quality of qualities) {
        const blob = await encode(canvas, quality)
        if (blob === null) return { problem: 'unsupported' }
        if (blob.size <= photoRule.bytes) return { blob, width, height }
        // Less exact, it is half as large at best.
        if (blob.size > 2 * photoRule.bytes) break
      }
    } finally {
      // Safari keeps the memory of canvases for long; of an empty one there is none.
      canvas.width = 0
    }
  }
  return { problem }
}

/**
 * The size of a picture that is to be no longer than that; one that is shorter stays as it is.
 * @param longest pixels of the longer side
 */
export function sizeWithin(
  width: number,
  height: number,
  longest: number,
): { width: number; height: number } {
  const scale = Math.min(1, longest / Math.max(width, height))
  return { width: Math.round(width * scale), height: Math.round(height * scale) }
}

function draw(picture: HTMLImageElement, width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d', { alpha: false })
  if (context === null) return canvas
  // What is transparent would turn black.
  context.fillStyle = '#fff'
  context.fillRect(0, 0, width, height)
  context.imageSmoothingQuality = 'high'
  context.drawImage(picture, 0, 0, width, height)
  return canvas
}

/** The file without the colour profile that Chromium adds; null unless it is what the worker will want. */
async function encode(canvas: HTMLCanvasElement, quality: number): Promise<Blob | null> {
  const encoded = await encodeCanvas(canvas, quality)
  const file = encoded && pictureOnly(new Uint8Array(await encoded.arrayBuffer()))
  if (file === null) return null
  const reading = readWebp(file)
  const isWhole = 'width' in reading && reading.width === canvas.width && reading.height === canvas.height
  return isWhole ? new Blob([file], { type: photoRule.type }) : null
}
