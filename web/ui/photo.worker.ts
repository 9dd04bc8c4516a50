/**
 * libwebp as WebAssembly, for browsers whose canvas makes no WebP. Here and not in the page, because it takes a second
 * on a slow phone, and because pages may run no WebAssembly (worker/guard/headers.ts).
 */

/// <reference types="@jsquash/webp/emscripten-types" />

import webp from '@jsquash/webp/codec/enc/webp_enc.js'
import encoder from '@jsquash/webp/codec/enc/webp_enc.wasm?url'
import { defaultOptions } from '@jsquash/webp/meta.js'

export interface ToEncode {
  pixels: ImageData
  /** from 0 to 1, as a canvas takes it */
  quality: number
}

/** The file; null when it could not be made. */
export type Encoded = ArrayBuffer | null

/** From 0, quick, to 6, small: a phone’s owner waits for it. */
const EFFORT = 3

addEventListener('message', async ({ data }: MessageEvent<ToEncode>) => {
  postMessage(await encode(data).catch(() => null))
})

async function encode({ pixels, quality }: ToEncode): Promise<Encoded> {
  const module = await webp({ noInitialRun: true, locateFile: () => encoder })
  const options = { ...defaultOptions, quality: 100 * quality, method: EFFORT }
  const file = module.encode(pixels.data, pixels.width, pixels.height, options)
  // It lies in the encoder’s memory.
  return file?.slice().buffer ?? null
}
