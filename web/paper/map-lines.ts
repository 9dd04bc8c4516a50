/** Lines of a printed map: simplified, without what lies outside of the frame, and with their names along them. */

import { type Box, boxAround, covers, grown, holds, meets, overlap, type Point } from './plane.ts'

/** Millimetres by which a drawn line may miss the real one. */
const TOLERANCE = 0.35

function distanceToLine(point: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const length = Math.hypot(dx, dy)
  if (length === 0) return Math.hypot(point.x - from.x, point.y - from.y)
  return Math.abs(dx * (from.y - point.y) - dy * (from.x - point.x)) / length
}

/** Fewer points of a line, none of those left out farther from it than `tolerance` (Douglas and Peucker, 1973). */
export function simplified(line: readonly Point[], tolerance = TOLERANCE): Point[] {
  const [first, last] = [line[0], line.at(-1)]
  if (!first || !last || line.length < 3) return [...line]
  let [farthest, at] = [tolerance, 0]
  for (let i = 1; i < line.length - 1; i += 1) {
    const point = line[i]
    const distance = point ? distanceToLine(point, first, last) : 0
    if (distance > farthest) [farthest, at] = [distance, i]
  }
  if (at === 0) return [first, last]
  return [
    ...simplified(line.slice(0, at + 1), tolerance).slice(0, -1),
    ...simplified(line.slice(at), tolerance),
  ]
}

/** The pieces of a line that may be seen in a frame. */
export function seen(line: readonly Point[], frame: Box): Point[][] {
  const pieces: Point[][] = []
  let piece: Point[] = []
  for (const [i, to] of line.entries()) {
    const from = line[i - 1]
    if (!from) continue
    if (meets(from, to, frame)) {
      if (piece.length === 0) piece.push(from)
      piece.push(to)
    } else if (piece.length > 0) {
      pieces.push(piece)
      piece = []
    }
  }
  if (piece.length > 0) pieces.push(piece)
  return pieces
}

const tenths = (value: number) => Math.round(value * 10) / 10

/** A line as SVG draws it, in tenths of a millimetre. */
export function pathOf(line: readonly Point[], closed = false): string {
  return `M${line.map(({ x, y }) => `${tenths(x)} ${tenths(y)}`).join('L')}${closed ? 'z' : ''}`
}

/** A name along a street. */
export interface StreetName {
  text: string
  at: Point
  /** degrees by which it is turned clockwise */
  angle: number
  /** Chinese along a steep street: its characters stand upright, one below the other */
  upright: boolean
}

/** Bends that a name may run across. */
const NAME_TOLERANCE = 1.2
/** From this slope on, in degrees, Chinese is written from top to bottom. */
const STEEP = 50

/** Width of a text in millimetres: Chinese characters are as wide as high, Latin ones about half. */
export function textWidth(text: string, size: number): number {
  return [...text].reduce((sum, character) => sum + (character > '\u2e80' ? 1 : 0.56), 0) * size
}

/** Boxes that a text covers, a few along it, so that a slanted one does not take the room of its whole rectangle. */
function boxesAlong(from: Point, to: Point, size: number): Box[] {
  const steps = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / size))
  return Array.from({ length: steps + 1 }, (_, step) => {
    const at = step / steps
    return boxAround(
      { x: from.x + (to.x - from.x) * at, y: from.y + (to.y - from.y) * at },
      {
        width: size,
        height: size,
      },
    )
  })
}

interface Stretch {
  from: Point
  to: Point
  length: number
}

function stretchesOf(lines: readonly (readonly Point[])[], frame: Box): Stretch[] {
  return lines
    .flatMap((line) => {
      const straight = simplified(line, NAME_TOLERANCE)
      return straight.flatMap((to, i): Stretch[] => {
        const from = straight[i - 1]
        return from ? cut(from, to, frame) : []
      })
    })
    .sort((a, b) => b.length - a.length)
}

/** The part of a stretch inside the frame. */
function cut(from: Point, to: Point, frame: Box): Stretch[] {
  const steps = 40
  const inside = Array.from({ length: steps + 1 }, (_, i) => ({
    x: from.x + ((to.x - from.x) * i) / steps,
    y: from.y + ((to.y - from.y) * i) / steps,
  })).filter((point) => covers(frame, point))
  const [first, last] = [inside[0], inside.at(-1)]
  if (!first || !last) return []
  return [{ from: first, to: last, length: Math.hypot(last.x - first.x, last.y - first.y) }]
}

/** Where along a stretch a name may begin its middle: the middle first, then towards both ends. */
const MIDDLES = [0.5, 0.35, 0.65, 0.2, 0.8]

/**
 * Writes each street's name once, where it covers no label and no other name; not at all where there is no such place.
 * @param streets the more important first
 * @param size of the text, millimetres
 * @param taken boxes that must stay clear
 */
export function placeNames(
  streets: readonly { name: string; lines: readonly (readonly Point[])[] }[],
  size: number,
  frame: Box,
  taken: readonly Box[],
): StreetName[] {
  const used = [...taken]
  const names: StreetName[] = []
  for (const { name, lines } of streets) {
    const width = textWidth(name, size)
    const found = stretchesOf(lines, grown(frame, -size)).reduce<{ name: StreetName; boxes: Box[] } | null>(
      (known, stretch) => known ?? nameOn(stretch, name, width, size, frame, used),
      null,
    )
    if (!found) continue
    names.push(found.name)
    used.push(...found.boxes)
  }
  return names
}

function nameOn(
  { from, to, length }: Stretch,
  text: string,
  width: number,
  size: number,
  frame: Box,
  used: readonly Box[],
): { name: StreetName; boxes: Box[] } | null {
  if (length < width) return null
  const direction = { x: (to.x - from.x) / length, y: (to.y - from.y) / length }
  for (const middle of MIDDLES) {
    const along = Math.min(Math.max(middle * length, width / 2), length - width / 2)
    const at = { x: from.x + direction.x * along, y: from.y + direction.y * along }
    const half = { x: (direction.x * width) / 2, y: (direction.y * width) / 2 }
    const boxes = boxesAlong(
      { x: at.x - half.x, y: at.y - half.y },
      { x: at.x + half.x, y: at.y + half.y },
      size,
    )
    const isFree = boxes.every((box) => holds(frame, box) && !used.some((other) => overlap(box, other)))
    if (isFree) return { name: { text, at, ...turn(direction, text) }, boxes }
  }
  return null
}

/** Read from left to right, or from top to bottom. */
function turn({ x, y }: Point, text: string): Pick<StreetName, 'angle' | 'upright'> {
  const degrees = (Math.atan2(y, x) * 180) / Math.PI
  const angle = degrees > 90 ? degrees - 180 : degrees <= -90 ? degrees + 180 : degrees
  const upright = Math.abs(angle) > STEEP && [...text].every((character) => character > '\u2e80')
  if (!upright) return { angle, upright }
  return { angle: angle > 0 ? angle - 90 : angle + 90, upright }
}
