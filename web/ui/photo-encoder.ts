/** WebP of a canvas: by the browser, or, where it makes none, by an encoder of its own that is fetched then. */

import { photoRule } from '../../schema/catalog/photo-rule.ts'
import type { Encoded, ToEncode } from './photo.worker.ts'
import PhotoWorker from './photo.worker.ts?worker'

/** Safari shows WebP, but never makes any: asked for it, it gives PNG without a word. */
let isNative: boolean | null = null

/**
 * Encodes a canvas.
 * @param quality from 0 to 1
 * @returns null when neither the browser nor the encoder can
 */
export async function encodeCanvas(canvas: HTMLCanvasElement, quality: number): Promise<Blob | null> {
  isNative ??= await makesWebp()
  return isNative ? toBlob(canvas, quality) : inWorker(canvas, quality)
}

/** Whether the browser can, found out where it costs nothing. */
async function makesWebp(): Promise<boolean> {
  const probe = document.createElement('canvas')
  probe.width = 1
  probe.height = 1
  return (await toBlob(probe, 0.5))?.type === photoRule.type
}

function toBlob(canvas: HTMLCanvasElement, quality: number): Promise<Blob | null> {
  return new Promise((resolve) => {
    canvas.toBlob(resolve, photoRule.type, quality)
  })
}

/** A worker for each picture: what it took of the memory goes with it, and the page does not wait. */
async function inWorker(canvas: HTMLCanvasElement, quality: number): Promise<Blob | null> {
  const { width, height } = canvas
  const pixels = canvas.getContext('2d')?.getImageData(0, 0, width, height)
  if (!pixels) return null
  const worker = new PhotoWorker()
  try {
    const bytes = await new Promise<Encoded>((resolve) => {
      worker.onmessage = ({ data }: MessageEvent<Encoded>) => resolve(data)
      worker.onerror = () => resolve(null)
      const message: ToEncode = { pixels, quality }
      worker.postMessage(message, [pixels.data.buffer])
    })
    return bytes && new Blob([bytes], { type: photoRule.type })
  } finally {
    worker.terminate()
  }
}
