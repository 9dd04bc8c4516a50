/** WebP files made by hand, right and wrong: structure and headers are real, the picture’s data is filling. */

/** Bytes of text of one byte a character. */
export const ascii = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))

/** Little-endian, in so many bytes. */
const number = (value: number, bytes: number) =>
  Uint8Array.from({ length: bytes }, (_, at) => Math.floor(value / 256 ** at) % 256)

/** Puts bytes behind one another. */
export function join(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(parts.flatMap((part) => [...part]))
}

/**
 * A chunk with its padding.
 * @param size what it says of its size, where that is not true
 */
export function chunk(code: string, payload: Uint8Array, size = payload.length): Uint8Array {
  return join(ascii(code), number(size, 4), payload, new Uint8Array(payload.length % 2))
}

/** A file of chunks. */
export function webp(...chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const body = join(ascii('WEBP'), ...chunks)
  return join(ascii('RIFF'), number(body.length, 4), body)
}

export interface Vp8 {
  width: number
  height: number
  isKeyFrame?: boolean
  profile?: number
  isShown?: boolean
  firstPartition?: number
  startCode?: readonly number[]
  /** how much a player may enlarge it */
  scale?: number
  /** bytes of data behind the header */
  data?: number
}

/** The payload of a lossy frame. */
export function vp8(frame: Vp8): Uint8Array {
  const { width, height, isKeyFrame = true, profile = 0, isShown = true, scale = 0, data = 21 } = frame
  const { firstPartition = Math.min(data, 7), startCode = [0x9d, 0x01, 0x2a] } = frame
  const tag = (isKeyFrame ? 0 : 1) + profile * 2 + (isShown ? 16 : 0) + firstPartition * 32
  const side = (pixels: number) => number(pixels + scale * 0x4000, 2)
  return join(
    number(tag, 3),
    Uint8Array.from(startCode),
    side(width),
    side(height),
    new Uint8Array(data).fill(0x55),
  )
}

/** The payload of a lossless frame. */
export function vp8l(width: number, height: number, { signature = 0x2f, version = 0 } = {}): Uint8Array {
  const bits = width - 1 + (height - 1) * 2 ** 14 + version * 2 ** 29
  return join(Uint8Array.of(signature), number(bits, 4), new Uint8Array(12).fill(0x55))
}

/** The first chunk of an extended file. */
export function vp8x(width: number, height: number, flags = 0): Uint8Array {
  return chunk('VP8X', join(number(flags, 4), number(width - 1, 3), number(height - 1, 3)))
}

/** A photo as browsers make them. */
export function photo(width: number, height: number, data = 21): Uint8Array<ArrayBuffer> {
  return webp(chunk('VP8 ', vp8({ width, height, data })))
}

/** Where somebody was, in the middle of a photo. */
export function photoWithPlace(width: number, height: number): Uint8Array<ArrayBuffer> {
  const frame = chunk('VP8 ', vp8({ width, height }))
  return webp(vp8x(width, height, 0x08), frame, chunk('EXIF', ascii('Exif GPS 34.747 111.874')))
}
