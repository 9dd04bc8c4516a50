import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pictureOnly, readWebp, type WebpProblem, webpProblems } from '../../schema/rules/webp.ts'
import { chunk, join, photo, photoWithPlace, vp8, vp8l, vp8x, webp } from './webp-files.ts'

const size = { width: 1_600, height: 1_200 }
const { width, height } = size
const lossy = chunk('VP8 ', vp8(size))
const lossless = chunk('VP8L', vp8l(width, height))
const alpha = chunk('ALPH', new Uint8Array(9))
const something = new Uint8Array(10)

describe('a WebP file is read:', () => {
  it.each([
    ['lossy', webp(lossy)],
    ['lossless', webp(lossless)],
    ['lossy, extended', webp(vp8x(width, height), lossy)],
    ['lossless, extended', webp(vp8x(width, height), lossless)],
    ['lossy with transparency', webp(vp8x(width, height, 0x10), alpha, lossy)],
    ['of an odd number of bytes, padded', webp(chunk('VP8 ', vp8({ ...size, data: 20 })))],
    ['of every profile', webp(chunk('VP8 ', vp8({ ...size, profile: 3 })))],
    ['to be enlarged by the player', webp(chunk('VP8 ', vp8({ ...size, scale: 2 })))],
    ['with reserved bits that readers ignore', webp(vp8x(width, height, 0xffff_ff00 + 0xc1), lossy)],
  ])('%s', (_, file) => {
    expect(readWebp(file)).toEqual(size)
  })

  it.each([
    [1, 1],
    [1, 16_383],
    [16_383, 1],
  ])('of %i × %i pixels', (wide, high) => {
    const frame = chunk('VP8 ', vp8({ width: wide, height: high }))
    expect(readWebp(webp(frame))).toEqual({ width: wide, height: high })
    expect(readWebp(webp(vp8x(wide, high), frame))).toEqual({ width: wide, height: high })
    expect(readWebp(webp(chunk('VP8L', vp8l(wide, high))))).toEqual({ width: wide, height: high })
  })

  it('that lies in the middle of a larger buffer', () => {
    const file = webp(lossy)
    const larger = join(something, file, something)
    expect(readWebp(larger.subarray(something.length, something.length + file.length))).toEqual(size)
  })
})

const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1)
const wave = Uint8Array.from('RIFF\x24\0\0\0WAVEfmt ', (character) => character.charCodeAt(0))
/** A file whose own size is another than the true one. */
function sized(file: Uint8Array, by: number): Uint8Array {
  const copy = file.slice()
  const view = new DataView(copy.buffer)
  view.setUint32(4, view.getUint32(4, true) + by, true)
  return copy
}

describe('a file is refused:', () => {
  it.each<[string, WebpProblem, Uint8Array]>([
    ['nothing', 'not_webp', new Uint8Array()],
    ['a JPEG', 'not_webp', jpeg],
    ['another RIFF', 'not_webp', wave],
    ['the beginning of its header', 'truncated', webp(lossy).subarray(0, 7)],
    ['its header alone', 'truncated', webp(lossy).subarray(0, 12)],
    ['the last byte is missing', 'truncated', webp(lossy).subarray(0, -1)],
    ['a size that promises more', 'truncated', sized(webp(lossy), 2)],
    ['a size that is odd', 'broken', sized(webp(lossy), 1)],
    ['no chunk', 'broken', webp()],
    ['bytes behind the end', 'trailing', join(webp(lossy), something)],
    ['a second file behind the end', 'trailing', join(webp(lossy), webp(lossy))],
    ['a chunk behind the end by the file’s size', 'trailing', join(webp(lossy), alpha)],
    ['a chunk that promises more', 'broken', webp(chunk('VP8 ', vp8(size), 4_000))],
    ['a chunk that promises four gigabytes', 'broken', webp(chunk('VP8 ', vp8(size), 0xffff_ffff))],
    ['a chunk that promises less', 'broken', webp(chunk('VP8 ', vp8(size), 20))],
    ['half a chunk header', 'broken', webp(lossy, new Uint8Array(4))],
    ['padding that is not zero', 'broken', webp(lossy.slice(0, -1), Uint8Array.of(7))],
    ['an animation', 'animated', webp(vp8x(width, height, 0x02), chunk('ANIM', something), lossy)],
    ['frames of an animation', 'animated', webp(vp8x(width, height), chunk('ANMF', something))],
    ['a flag of animation', 'animated', webp(vp8x(width, height, 0x02), lossy)],
    ['two frames', 'broken', webp(lossy, lossy)],
    ['two frames, extended', 'broken', webp(vp8x(width, height), lossy, lossy)],
    ['no frame', 'broken', webp(vp8x(width, height))],
    ['transparency alone', 'broken', webp(vp8x(width, height, 0x10), alpha)],
    ['transparency twice', 'broken', webp(vp8x(width, height, 0x10), alpha, alpha, lossy)],
    ['transparency beside what has its own', 'broken', webp(vp8x(width, height, 0x10), alpha, lossless)],
    ['transparency in a simple file', 'broken', webp(alpha, lossy)],
    ['transparency behind the frame', 'broken', webp(vp8x(width, height, 0x10), lossy, alpha)],
    ['the canvas behind the frame', 'broken', webp(lossy, vp8x(width, height))],
    ['the canvas twice', 'broken', webp(vp8x(width, height), vp8x(width, height))],
    ['a canvas wider than the frame', 'broken', webp(vp8x(width + 1, height), lossy)],
    ['a canvas higher than the frame', 'broken', webp(vp8x(width, height + 1), lossless)],
    ['a canvas of a wrong length', 'broken', webp(chunk('VP8X', something.subarray(2)), lossy)],
    ['a flag of a profile that is not there', 'broken', webp(vp8x(width, height, 0x20), lossy)],
    ['a flag of Exif that is not there', 'broken', webp(vp8x(width, height, 0x08), lossy)],
    ['a flag of XMP that is not there', 'broken', webp(vp8x(width, height, 0x04), lossy)],
    ['a frame shorter than its header', 'broken', webp(chunk('VP8 ', something))],
    ['a frame that needs another', 'broken', webp(chunk('VP8 ', vp8({ ...size, isKeyFrame: false })))],
    ['a frame that is not shown', 'broken', webp(chunk('VP8 ', vp8({ ...size, isShown: false })))],
    ['a frame of an unknown profile', 'broken', webp(chunk('VP8 ', vp8({ ...size, profile: 4 })))],
    ['a wrong start code', 'broken', webp(chunk('VP8 ', vp8({ ...size, startCode: [0x9d, 1, 0x2b] })))],
    [
      'a partition larger than the frame',
      'broken',
      webp(chunk('VP8 ', vp8({ ...size, firstPartition: 22 }))),
    ],
    ['an empty partition', 'broken', webp(chunk('VP8 ', vp8({ ...size, firstPartition: 0 })))],
    ['no width', 'broken', webp(chunk('VP8 ', vp8({ width: 0, height })))],
    ['no height', 'broken', webp(chunk('VP8 ', vp8({ width, height: 0 })))],
    ['a lossless frame too short', 'broken', webp(chunk('VP8L', vp8l(width, height).subarray(0, 5)))],
    ['a wrong signature', 'broken', webp(chunk('VP8L', vp8l(width, height, { signature: 0x2e })))],
    ['a lossless version to come', 'broken', webp(chunk('VP8L', vp8l(width, height, { version: 1 })))],
  ])('%s', (_, problem, file) => {
    expect(readWebp(file)).toEqual({ problem })
  })

  it.each([
    ['Exif', ['EXIF'], photoWithPlace(width, height)],
    ['XMP', ['XMP '], webp(vp8x(width, height, 0x04), lossy, chunk('XMP ', something))],
    ['a colour profile', ['ICCP'], webp(vp8x(width, height, 0x20), chunk('ICCP', something), lossy)],
    ['what no flag tells of', ['EXIF'], webp(lossy, chunk('EXIF', something))],
    ['a chunk that nobody knows', ['note'], webp(vp8x(width, height), lossy, chunk('note', something))],
    ['several', ['ICCP', 'EXIF'], webp(chunk('ICCP', something), lossy, chunk('EXIF', something))],
  ])('with what stands beside the picture: %s', (_, chunks, file) => {
    expect(readWebp(file)).toEqual({ problem: 'metadata', chunks })
  })
})

describe('the picture alone', () => {
  const frames = (flags: number) => [vp8x(width, height, flags), alpha, lossy]
  it.each([
    ['of a file with nothing beside it', webp(lossy), webp(lossy)],
    [
      'without the profile that browsers add',
      webp(lossy),
      webp(vp8x(width, height, 0x20), chunk('ICCP', something), lossy),
    ],
    ['without the place', webp(lossy), photoWithPlace(width, height)],
    ['lossless', webp(lossless), webp(vp8x(width, height, 0x14), lossless, chunk('XMP ', something))],
    ['transparent', webp(...frames(0x10)), webp(...frames(0x18), chunk('EXIF', something))],
  ])('%s', (_, expected, file) => {
    expect(pictureOnly(file)).toEqual(expected)
  })

  it.each([
    ['no WebP', jpeg],
    ['a truncated file', webp(lossy).subarray(0, -2)],
    ['an animation', webp(vp8x(width, height, 0x02), chunk('ANIM', something), chunk('ANMF', something))],
    ['two frames', webp(lossy, lossless)],
    ['no frame', webp(chunk('EXIF', something))],
  ])('is not to be had of %s', (_, file) => {
    expect(pictureOnly(file)).toBeNull()
  })

  it('is accepted whatever it was made of', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat({ max: 3 }), (bytes, at) => {
        const chunks = [vp8x(width, height, 0xff), alpha, lossy].toSpliced(at, 0, chunk('EXIF', bytes))
        expect(readWebp(pictureOnly(webp(...chunks)) ?? new Uint8Array())).toEqual(size)
        expect(() => pictureOnly(webp(bytes))).not.toThrow()
      }),
    )
  })
})

const side = fc.integer({ min: 1, max: 16_383 })
const picture = fc.oneof(
  fc
    .record({ width: side, height: side, data: fc.integer({ min: 1, max: 300 }) })
    .map((frame) => ({ frame, file: webp(chunk('VP8 ', vp8(frame))) })),
  fc
    .record({ width: side, height: side })
    .map((frame) => ({ frame, file: webp(chunk('VP8L', vp8l(frame.width, frame.height))) })),
  fc.record({ width: side, height: side }).map((frame) => ({
    frame,
    file: webp(vp8x(frame.width, frame.height, 0x10), alpha, chunk('VP8 ', vp8(frame))),
  })),
)

/** What every file must end in, whatever is in it. */
function expectSane(file: Uint8Array): void {
  const before = file.slice()
  const reading = readWebp(file)
  expect(file).toEqual(before)
  if ('problem' in reading) expect(webpProblems).toContain(reading.problem)
  else {
    expect(reading.width).toBeGreaterThan(0)
    expect(reading.height).toBeGreaterThan(0)
    expect(Math.max(reading.width, reading.height)).toBeLessThanOrEqual(16_384)
  }
}

describe('whatever comes', () => {
  it('a right file is read with its size', () => {
    fc.assert(
      fc.property(picture, ({ frame, file }) => {
        expect(readWebp(file)).toEqual({ width: frame.width, height: frame.height })
      }),
      { numRuns: 500 },
    )
  })

  it('bytes of any kind are answered, and not changed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expectSane(bytes)
        expectSane(webp(bytes))
      }),
      { numRuns: 1_000 },
    )
  })

  it('a truncated file is never accepted', () => {
    const cut = picture.chain(({ file }) =>
      fc.integer({ min: 0, max: file.length - 1 }).map((length) => file.subarray(0, length)),
    )
    fc.assert(
      fc.property(cut, (file) => {
        expect(readWebp(file)).toHaveProperty('problem')
      }),
      { numRuns: 1_000 },
    )
  })

  it('a file with anything behind it is never accepted', () => {
    fc.assert(
      fc.property(picture, fc.uint8Array({ minLength: 1, maxLength: 40 }), ({ file }, more) => {
        expect(readWebp(join(file, more))).toEqual({ problem: 'trailing' })
      }),
    )
  })

  it('a size that is not true is never accepted, neither the file’s nor a chunk’s', () => {
    const sizes = picture.chain(({ file }) => {
      const view = new DataView(file.buffer)
      const places = [4]
      for (let at = 12; at < file.length; ) {
        places.push(at + 4)
        const length = view.getUint32(at + 4, true)
        at += 8 + length + (length % 2)
      }
      return fc.record({ file: fc.constant(file), place: fc.constantFrom(...places), size: fc.nat() })
    })
    fc.assert(
      fc.property(sizes, fc.integer({ min: -20, max: 20 }), ({ file, place, size }, near) => {
        const view = new DataView(file.buffer)
        const truth = view.getUint32(place, true)
        for (const lie of [size, truth + near]) {
          // Among padding that is zero, an odd size and the even one above it are the same to everyone.
          if (lie < 0 || (place === 4 ? lie === truth : Math.ceil(lie / 2) === Math.ceil(truth / 2))) continue
          view.setUint32(place, lie, true)
          expect(readWebp(file)).toHaveProperty('problem')
        }
        view.setUint32(place, truth, true)
      }),
      { numRuns: 1_000 },
    )
  })

  it('another size of the canvas than of the frame is never accepted', () => {
    fc.assert(
      fc.property(side, side, side, side, (wide, high, otherWide, otherHigh) => {
        fc.pre(wide !== otherWide || high !== otherHigh)
        const frame = chunk('VP8 ', vp8({ width: otherWide, height: otherHigh }))
        expect(readWebp(webp(vp8x(wide, high), frame))).toEqual({ problem: 'broken' })
      }),
    )
  })

  it('mutated files are answered, and what is accepted still says one size', () => {
    const mutation = fc.record({ at: fc.nat(), to: fc.integer({ min: 0, max: 255 }) })
    fc.assert(
      fc.property(picture, fc.array(mutation, { minLength: 1, maxLength: 6 }), ({ file }, mutations) => {
        for (const { at, to } of mutations) file[at % file.length] = to
        expectSane(file)
      }),
      { numRuns: 2_000 },
    )
  })

  it('metadata is never accepted, wherever it stands', () => {
    const code = fc.constantFrom('EXIF', 'XMP ', 'ICCP', 'note')
    fc.assert(
      fc.property(code, fc.nat({ max: 3 }), fc.integer({ min: 0, max: 255 }), (name, at, flags) => {
        const chunks = [vp8x(width, height, flags), alpha, lossy].toSpliced(at, 0, chunk(name, something))
        expect(readWebp(webp(...chunks))).toEqual({ problem: 'metadata', chunks: [name] })
      }),
    )
  })
})

it('photos that other tests are made of are as they say', () => {
  expect(readWebp(photo(300, 200))).toEqual({ width: 300, height: 200 })
  expect(readWebp(photo(300, 200, 40_000))).toEqual({ width: 300, height: 200 })
})
