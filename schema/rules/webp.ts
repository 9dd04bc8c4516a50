/**
 * Reads the structure of a WebP file, without decoding the picture (RFC 9649; the header of a VP8 frame is in RFC 6386,
 * section 9.1). Accepted is one still picture and nothing beside it: no metadata, no animation, no chunk that the
 * specification does not name, no byte behind the end. What may stand in a file is then known whole.
 */

/** Why a file is not accepted. */
export const webpProblems = [
  /** something else than a WebP file */
  'not_webp',
  /** the file ends before its own size says */
  'truncated',
  /** there are bytes behind the end */
  'trailing',
  /** chunks beside the picture; `chunks` names them */
  'metadata',
  /** more than one frame */
  'animated',
  /** sizes, order or headers contradict each other or the specification */
  'broken',
] as const
export type WebpProblem = (typeof webpProblems)[number]

export type WebpReading =
  /** the picture's size in pixels */
  | { width: number; height: number }
  | { problem: Exclude<WebpProblem, 'metadata'> }
  | {
      problem: 'metadata'
      /** four-character codes in the file's order: `EXIF`, `XMP `, `ICCP`, or one that nobody knows */
      chunks: readonly string[]
    }

interface Chunk {
  code: string
  payload: Uint8Array
  /** with its header and padding */
  whole: Uint8Array
}

interface Size {
  width: number
  height: number
}

/** Bytes before the first chunk: `RIFF`, the size, `WEBP`. */
const FILE_HEADER = 12
/** Bytes before a chunk's payload: its code and its size. */
const CHUNK_HEADER = 8

const pictures: readonly string[] = ['VP8 ', 'VP8L', 'VP8X', 'ALPH']
const animations: readonly string[] = ['ANIM', 'ANMF']

/** Bits of the flags in a VP8X chunk, and the chunk that each promises. */
const promised = [
  [0x20, 'ICCP'],
  [0x08, 'EXIF'],
  [0x04, 'XMP '],
] as const
const ANIMATION = 0x02
const TRANSPARENCY = 0x10

/**
 * Reads a file.
 * @param file every byte of it; it is not changed
 * @returns the size of the picture, or why it is not accepted
 * @example readWebp(new Uint8Array(await blob.arrayBuffer()))
 */
export function readWebp(file: Uint8Array): WebpReading {
  const chunks = chunksOf(file)
  if ('problem' in chunks) return chunks
  if (chunks.some(({ code }) => animations.includes(code))) return { problem: 'animated' }
  const beside = chunks.map(({ code }) => code).filter((code) => !pictures.includes(code))
  if (beside.length > 0) return { problem: 'metadata', chunks: beside }
  return pictureOf(chunks)
}

/**
 * The same picture with nothing beside it: metadata are left out, the frame stays byte by byte. Browsers write a colour
 * profile into what they draw, which says no more than what holds without one (sRGB).
 * @returns a new file; null when it is none, or not one that could be accepted then
 */
export function pictureOnly(file: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const chunks = chunksOf(file)
  if ('problem' in chunks) return null
  const frame = chunks.filter(({ code }) => code === 'VP8 ' || code === 'VP8L')
  const alpha = chunks.filter(({ code }) => code === 'ALPH')
  const canvas = chunks.filter(({ code }) => code === 'VP8X' && alpha.length > 0)
  const picture = fileOf([...canvas, ...alpha, ...frame])
  if (canvas.length > 0) picture[FILE_HEADER + CHUNK_HEADER] = TRANSPARENCY
  return 'problem' in readWebp(picture) ? null : picture
}

function fileOf(chunks: readonly Chunk[]): Uint8Array<ArrayBuffer> {
  const length = chunks.reduce((sum, { whole }) => sum + whole.length, FILE_HEADER)
  const file = new Uint8Array(length)
  file.set(bytesOf('RIFF'))
  viewOf(file).setUint32(4, length - CHUNK_HEADER, true)
  file.set(bytesOf('WEBP'), 8)
  let at = FILE_HEADER
  for (const { whole } of chunks) {
    file.set(whole, at)
    at += whole.length
  }
  return file
}

/** Whether it is a WebP file as far as it goes. */
function startsLikeWebp(file: Uint8Array): boolean {
  const [riff, webp] = [codeAt(file, 0), codeAt(file, 8)]
  return file.length > 0 && 'RIFF'.startsWith(riff) && 'WEBP'.startsWith(webp)
}

/** The chunks of a file, or what is wrong with its sizes. */
function chunksOf(file: Uint8Array): Chunk[] | { problem: Exclude<WebpProblem, 'metadata'> } {
  const view = viewOf(file)
  if (!startsLikeWebp(file)) return { problem: 'not_webp' }
  if (file.length < FILE_HEADER) return { problem: 'truncated' }
  const length = CHUNK_HEADER + view.getUint32(4, true)
  // Chunks are padded to an even length, so the whole is even, too.
  if (length % 2 === 1 || length < FILE_HEADER + CHUNK_HEADER) return { problem: 'broken' }
  if (length > file.length) return { problem: 'truncated' }
  if (length < file.length) return { problem: 'trailing' }

  const chunks: Chunk[] = []
  let at = FILE_HEADER
  while (at < file.length) {
    const start = at + CHUNK_HEADER
    if (start > file.length) return { problem: 'broken' }
    const end = start + view.getUint32(at + 4, true)
    const next = end + (end % 2)
    if (next > file.length) return { problem: 'broken' }
    // Padding that is not zero could hold something.
    if (next > end && file[end] !== 0) return { problem: 'broken' }
    const whole = file.subarray(at, next)
    chunks.push({ code: codeAt(file, at), payload: file.subarray(start, end), whole })
    at = next
  }
  return chunks
}

/** The picture of a file that has no chunk beside it. */
function pictureOf([first, ...rest]: readonly Chunk[]): WebpReading {
  const broken = { problem: 'broken' } as const
  if (first === undefined) return broken
  if (first.code !== 'VP8X') return rest.length > 0 ? broken : (frameSize(first) ?? broken)

  const canvas = canvasOf(first.payload)
  if (canvas === null) return broken
  const { flags, width, height } = canvas
  if (flags & ANIMATION) return { problem: 'animated' }
  // A promise of what is not there.
  if (promised.some(([bit]) => flags & bit)) return broken
  const frame = rest.at(-1)
  const alpha = rest.slice(0, -1)
  if (frame === undefined || !isAlphaOf(frame, alpha)) return broken
  const size = frameSize(frame)
  return size !== null && size.width === width && size.height === height ? size : broken
}

/** Whether these chunks may stand before a frame: one of transparency at most, and none before one that has its own. */
function isAlphaOf(frame: Chunk, before: readonly Chunk[]): boolean {
  if (before.length === 0) return true
  const [alpha] = before
  const isOne = before.length === 1 && alpha?.code === 'ALPH' && alpha.payload.length > 1
  return isOne && frame.code === 'VP8 '
}

/** The first chunk of the extended format: what else there is, and the size of the whole. */
function canvasOf(payload: Uint8Array): (Size & { flags: number }) | null {
  if (payload.length !== 10) return null
  const view = viewOf(payload)
  const width = 1 + view.getUint16(4, true) + view.getUint8(6) * 0x1_0000
  const height = 1 + view.getUint16(7, true) + view.getUint8(9) * 0x1_0000
  return { flags: view.getUint8(0), width, height }
}

function frameSize({ code, payload }: Chunk): Size | null {
  if (code === 'VP8 ') return lossySize(payload)
  if (code === 'VP8L') return losslessSize(payload)
  return null
}

/** A VP8 frame: three bytes of tag, three of a start code, then width and height, 14 bits each. */
function lossySize(payload: Uint8Array): Size | null {
  // Behind the header there is at least one byte of the first partition.
  if (payload.length < 11) return null
  const view = viewOf(payload)
  const tag = view.getUint16(0, true) + view.getUint8(2) * 0x1_0000
  const isKeyFrame = (tag & 1) === 0
  const profile = (tag >> 1) & 7
  const isShown = ((tag >> 4) & 1) === 1
  const firstPartition = tag >> 5
  if (!isKeyFrame || profile > 3 || !isShown) return null
  if (firstPartition === 0 || firstPartition > payload.length - 10) return null
  if (view.getUint8(3) !== 0x9d || view.getUint8(4) !== 0x01 || view.getUint8(5) !== 0x2a) return null
  // The two highest bits only say how much a player may enlarge it.
  return sizeUnlessEmpty(view.getUint16(6, true) & 0x3fff, view.getUint16(8, true) & 0x3fff)
}

/** A VP8L frame: a byte of signature, then width and height less one, 14 bits each, a bit of alpha, three of version. */
function losslessSize(payload: Uint8Array): Size | null {
  if (payload.length < 6 || payload[0] !== 0x2f) return null
  const bits = viewOf(payload).getUint32(1, true)
  if (bits >>> 29 !== 0) return null
  return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) }
}

function sizeUnlessEmpty(width: number, height: number): Size | null {
  return width > 0 && height > 0 ? { width, height } : null
}

/** Four characters, or as many as there are. */
function codeAt(file: Uint8Array, at: number): string {
  return String.fromCharCode(...file.subarray(at, at + 4))
}

const bytesOf = (code: string) => Uint8Array.from(code, (character) => character.charCodeAt(0))

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength)
}
