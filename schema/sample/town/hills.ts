/**
 * Woods on the hills around: everywhere that a field of slow noise, rising away from the valley, is high enough.
 * Their outlines are its contour, found by marching squares.
 */

import { seededRandom } from '../random.ts'
import { quarters, river } from './layout.ts'
import { contains, curve, distance, type Point, signedArea } from './plane.ts'

/** Metres between samples, and the samples from the middle to either side. */
const GRID = 230
const COLUMNS = 46
const ROWS = 34
/** Outlines enclosing less are left out, in square metres. */
const LEAST = 260_000
/** No wood within these metres of a village, and of the town's middle line. */
const VILLAGE_CLEAR = 520
const TOWN_CLEAR = 1_700

/** Smooth noise from −1 to 1 with this many metres between its peaks. */
function noise(seed: number, mesh: number) {
  const random = seededRandom(seed)
  const side = 64
  const values = Array.from({ length: side * side }, () => random.between(-1, 1))
  const ease = (t: number) => t * t * (3 - 2 * t)
  return ([x, y]: Point): number => {
    const [column, row] = [x / mesh + side / 2, y / mesh + side / 2]
    const [i, j] = [Math.floor(column), Math.floor(row)]
    const [s, t] = [ease(column - i), ease(row - j)]
    const at = (a: number, b: number) => values[b * side + a] ?? 0
    return (
      (at(i, j) * (1 - s) + at(i + 1, j) * s) * (1 - t) + (at(i, j + 1) * (1 - s) + at(i + 1, j + 1) * s) * t
    )
  }
}

function heightField(): (at: Point) => number {
  const slow = noise(51, 1500)
  const middle = noise(52, 620)
  const quick = noise(53, 330)
  return (at) => {
    const fromRiver = Math.min(...river.map((point) => distance(point, at)))
    const fromVillage = Math.min(
      ...quarters.map((quarter) => distance(quarter.at, at) / (quarter.reach ? VILLAGE_CLEAR : 900)),
    )
    const rise = (fromRiver - TOWN_CLEAR) / 3_400
    const clear = fromVillage < 1 ? -2 : fromVillage < 1.5 ? -0.5 : 0
    const farms = at[1] > 0 ? 0.62 : 0.5
    return rise - farms + slow(at) * 0.75 + middle(at) * 0.4 + quick(at) * 0.22 + clear
  }
}

/** A wood: its outline, and the clearings in it. */
export interface Wood {
  ring: Point[]
  clearings: Point[][]
}

/** The woods around the town, large ones only. */
export function hillWoods(): Wood[] {
  const height = heightField()
  const values = new Map<string, number>()
  const position = (column: number, row: number): Point => [column * GRID, row * GRID]
  for (let column = -COLUMNS; column <= COLUMNS; column++)
    for (let row = -ROWS; row <= ROWS; row++) {
      const edge = Math.abs(column) === COLUMNS || Math.abs(row) === ROWS
      values.set(`${column} ${row}`, edge ? -1 : height(position(column, row)))
    }
  const onward = new Map<string, { key: string; at: Point }>()
  for (let column = -COLUMNS; column < COLUMNS; column++)
    for (let row = -ROWS; row < ROWS; row++) outlineInCell(column, row, values, onward)
  const rings = ringsOf(onward).filter((ring) => Math.abs(signedArea(ring)) > LEAST)
  const woods = rings.filter((ring) => signedArea(ring) > 0).map((ring): Wood => ({ ring, clearings: [] }))
  for (const ring of rings) {
    const [first] = ring
    if (signedArea(ring) > 0 || !first) continue
    woods.find((wood) => contains(wood.ring, first))?.clearings.push(ring)
  }
  return woods
}

/** Adds the pieces of contour that cross one cell, running with the wood on their left. */
function outlineInCell(
  column: number,
  row: number,
  values: ReadonlyMap<string, number>,
  onward: Map<string, { key: string; at: Point }>,
): void {
  const corners: readonly (readonly [number, number])[] = [
    [column, row],
    [column + 1, row],
    [column + 1, row + 1],
    [column, row + 1],
  ]
  const enters: { key: string; at: Point }[] = []
  const leaves: { key: string; at: Point }[] = []
  for (const [index, a] of corners.entries()) {
    const b = corners[(index + 1) % corners.length] ?? a
    const [from, to] = [values.get(a.join(' ')) ?? -1, values.get(b.join(' ')) ?? -1]
    if (from > 0 === to > 0) continue
    const share = from / (from - to)
    const key = from > 0 ? `${a.join(' ')} ${b.join(' ')}` : `${b.join(' ')} ${a.join(' ')}`
    const at: Point = [(a[0] + (b[0] - a[0]) * share) * GRID, (a[1] + (b[1] - a[1]) * share) * GRID]
    if (from > 0) enters.push({ key, at })
    else leaves.push({ key, at })
  }
  for (const [index, enter] of enters.entries()) {
    const leave = leaves[index]
    if (leave) onward.set(enter.key, leave)
  }
}

/** Strings the pieces together into closed rings. */
function ringsOf(onward: ReadonlyMap<string, { key: string; at: Point }>): Point[][] {
  const seen = new Set<string>()
  const rings: Point[][] = []
  for (const start of onward.keys()) {
    const ring: Point[] = []
    for (let key = start; !seen.has(key); ) {
      seen.add(key)
      const next = onward.get(key)
      if (!next) break
      ring.push(next.at)
      key = next.key
    }
    if (ring.length > 3) rings.push(curve(ring, 120, true))
  }
  return rings
}
