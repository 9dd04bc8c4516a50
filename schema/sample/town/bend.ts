/**
 * The lie of the land: everything on the planner's sheet is shifted by a slow, smooth field, so that roads drawn
 * nearly straight follow the ground, side by side and without crossing one another anew.
 */

import { seededRandom } from '../random.ts'
import type { Point } from './plane.ts'

/** Metres between the points of the field, and how far it shifts at most. */
const MESH = 1050
const SHIFT = 165
const SIDE = 40

const random = seededRandom(7)
const field: Point[] = Array.from({ length: SIDE * SIDE }, () => [
  random.between(-SHIFT, SHIFT),
  random.between(-SHIFT, SHIFT),
])

/** Where a point of the sheet comes to lie. */
export function bend([x, y]: Point): Point {
  const column = x / MESH + SIDE / 2
  const row = y / MESH + SIDE / 2
  const [i, j] = [Math.floor(column), Math.floor(row)]
  const ease = (t: number) => t * t * t * (t * (t * 6 - 15) + 10)
  const [s, t] = [ease(column - i), ease(row - j)]
  const at = (a: number, b: number): Point => field[b * SIDE + a] ?? [0, 0]
  const mix = (axis: 0 | 1) =>
    (at(i, j)[axis] * (1 - s) + at(i + 1, j)[axis] * s) * (1 - t) +
    (at(i, j + 1)[axis] * (1 - s) + at(i + 1, j + 1)[axis] * s) * t
  return [x + mix(0), y + mix(1)]
}
