import { qrPath } from '../ui/qr-path.ts'
import { type Box, type Face, fitLines, LEADING, type TextWidth } from './text-lines.ts'

/** Paper on which a poster is printed, in millimetres. One is twice the other, so that one drawing does for both. */
export const posterSizes = {
  a5: { width: 148, height: 210 },
  a6: { width: 105, height: 148 },
} as const
export type PosterSize = keyof typeof posterSizes

/** What a poster says, in Chinese and beneath it in English. */
export interface PosterWords {
  site: string
  /** below the city's name */
  circles: string
  ask: string
  scan: string
  scanToo: string
  type: string
  promise: string
  promiseToo: string
  /** where the city is made up */
  sample: string | null
}

/** What a poster is of. */
export interface PosterOf {
  name: string
  /** of the city, in Chinese */
  city: string
  /** whole address that the code opens */
  address: string
  words: PosterWords
}

/** A line of text. `x` and `y` are of its foot: its middle, or its left or right end. */
export interface PosterText {
  text: string
  x: number
  y: number
  size: number
  face: Face
  bold: boolean
  colour: string
  anchor: 'start' | 'middle' | 'end'
}

/** A poster as it is drawn, in millimetres of {@link posterSizes.a6}. */
export interface Poster extends Pick<PosterOf, 'name' | 'address'> {
  /** what it asks, for who does not see it */
  ask: string
  texts: readonly PosterText[]
  rules: readonly { x: number; y: number; width: number; height: number; colour: string }[]
  /** the code with its quiet zone; `size` in modules, `width` in millimetres */
  code: { path: string; size: number; x: number; y: number; width: number }
  mark: { x: number; y: number; width: number }
}

/** The colours are told apart in black and white, too. */
export const pine = '#0b6b4f'
const ink = '#16211d'
const soft = '#46524c'

/** Millimetres that stay free at the sides: printers do not reach the edge. */
const MARGIN = 9
const { width: WIDTH } = posterSizes.a6
const INNER = WIDTH - 2 * MARGIN
const MIDDLE = WIDTH / 2

/** The code with its quiet zone: on A6 each of its 41 modules is 1.3 mm, which a phone reads from half a metre. */
const CODE = { x: (WIDTH - 52) / 2, y: 62.4, width: 52 } as const

/** Boxes of the texts that stand in the middle, from top to bottom; `y` is that of the upper edge. */
const boxes = {
  name: { y: 17.5, width: INNER, height: 16.5, most: 8.4, least: 3.4 },
  ask: { y: 34.5, width: INNER, height: 14.5, most: 11, least: 5 },
  scan: { y: 49.3, width: INNER, height: 7.8, most: 5.6, least: 3.4 },
  scanToo: { y: 57.6, width: INNER, height: 4.5, most: 3.2, least: 2.2 },
  type: { y: 114.3, width: INNER, height: 4, most: 2.9, least: 2.2 },
  address: { y: 118.4, width: INNER, height: 8, most: 4.2, least: 2.4 },
  promise: { y: 128.6, width: INNER, height: 5.2, most: 3.7, least: 2.6 },
  promiseToo: { y: 134, width: INNER, height: 4.2, most: 2.9, least: 2.2 },
  sample: { y: 138.2, width: INNER, height: 4, most: 2.7, least: 2.2 },
} satisfies Record<string, Box & { y: number }>

/**
 * How far a line must move to the right so that its ink stands in the middle: the second half of a Chinese question mark
 * is blank, and so is the first half of an opening bracket. As a multiple of the size.
 */
function hanging(line: string): number {
  return (/[？。，）」]$/u.test(line) ? 0.25 : 0) - (/^[（「]/u.test(line) ? 0.25 : 0)
}

/**
 * Lays a poster out. Whatever its texts are, they stand within their boxes, and those within the margins.
 * @param width how wide texts are where it is looked at
 */
export function layPoster({ name, city, address, words }: PosterOf, width: TextWidth): Poster {
  const set = (text: string, box: Box & { y: number }, face: Face, bold: boolean, colour: string) => {
    const { size, lines } = fitLines(text, box, (part) => width(part, face, bold))
    const high = lines.length * size * LEADING
    // the foot of Chinese is an eighth of its size below that of Latin letters
    const first = box.y + (box.height - high) / 2 + size * (LEADING / 2 + 0.36)
    return lines.map((line, at) => ({
      text: line,
      x: MIDDLE + hanging(line) * size,
      y: first + at * size * LEADING,
      size,
      face,
      bold,
      colour,
      anchor: 'middle' as const,
    }))
  }
  /** One of the two ends of the head, which is half as wide as the poster. */
  const end = (text: string, face: Face, size: number, anchor: 'start' | 'end', indent: number) => {
    const box = { width: INNER / 2 - indent, height: size * LEADING, most: size, least: 2 }
    const fitted = fitLines(text, box, (part) => width(part, face, face === 'song'))
    return {
      text: fitted.lines[0] ?? '',
      x: anchor === 'start' ? MARGIN + indent : WIDTH - MARGIN,
      y: 12.4,
      size: fitted.size,
      face,
      bold: face === 'song',
      colour: face === 'song' ? ink : soft,
      anchor,
    }
  }
  const { size, path } = qrPath(address, 'Q')
  return {
    name,
    address,
    ask: words.ask,
    code: { path, size, ...CODE },
    mark: { x: MARGIN, y: 7.4, width: 6 },
    rules: [
      { x: MARGIN, y: 15.4, width: INNER, height: 0.6, colour: pine },
      { x: MARGIN, y: 127.2, width: INNER, height: 0.25, colour: soft },
    ],
    texts: [
      end(words.site, 'song', 5, 'start', 7),
      end(city + words.circles, 'sans', 3.2, 'end', 0),
      ...set(name, boxes.name, 'song', true, ink),
      ...set(words.ask, boxes.ask, 'song', true, pine),
      ...set(words.scan, boxes.scan, 'sans', false, ink),
      ...set(words.scanToo, boxes.scanToo, 'sans', false, soft),
      ...set(words.type, boxes.type, 'sans', false, soft),
      ...set(address.replace(/^https:\/\//, ''), boxes.address, 'mono', true, ink),
      ...set(words.promise, boxes.promise, 'sans', true, ink),
      ...set(words.promiseToo, boxes.promiseToo, 'sans', false, soft),
      ...(words.sample === null ? [] : set(words.sample, boxes.sample, 'sans', false, soft)),
    ],
  }
}
