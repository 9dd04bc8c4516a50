/** The sheet on which a map is drawn: millimetres from its upper left corner, and the shapes that lie on it. */

import type { Position } from '../../schema/catalog/divisions.ts'
import { DEGREE_METRES } from '../../schema/rules/distance.ts'

/** Millimetres on the sheet: right of its left edge, below its upper edge. */
export interface Point {
  x: number
  y: number
}

export interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

/** Width and height of the frame in millimetres. */
export interface FrameSize {
  width: number
  height: number
}

/** Where positions come to lie on the sheet. */
export interface Plane {
  frame: Box
  metresAMillimetre: number
  at: (position: Position) => Point
}

/** Millimetres between the frame and the outermost place. */
const EDGE = 7

/** A frame shows at least so many metres across: one shop alone is not drawn like a courtyard. */
const LEAST_ACROSS = 500

/**
 * The plane on which all these positions lie inside the frame, as large as they may be. Over a few kilometres the Earth is
 * taken for flat: what that is wrong by is thinner than the ink.
 * @param positions WGS-84, at least one
 */
export function planeOf(positions: readonly [Position, ...Position[]], { width, height }: FrameSize): Plane {
  const [lngs, lats] = [positions.map(([lng]) => lng), positions.map(([, lat]) => lat)]
  const [west, east] = [Math.min(...lngs), Math.max(...lngs)]
  const [south, north] = [Math.min(...lats), Math.max(...lats)]
  const middle = { lng: (west + east) / 2, lat: (south + north) / 2 }
  const eastward = DEGREE_METRES * Math.cos((middle.lat * Math.PI) / 180)
  const metresAMillimetre = Math.max(
    ((east - west) * eastward) / (width - 2 * EDGE),
    ((north - south) * DEGREE_METRES) / (height - 2 * EDGE),
    LEAST_ACROSS / width,
  )
  return {
    frame: { left: 0, top: 0, right: width, bottom: height },
    metresAMillimetre,
    at: ([lng, lat]) => ({
      x: width / 2 + ((lng - middle.lng) * eastward) / metresAMillimetre,
      y: height / 2 - ((lat - middle.lat) * DEGREE_METRES) / metresAMillimetre,
    }),
  }
}

/** A box of a size around its middle. */
export function boxAround({ x, y }: Point, { width, height }: FrameSize): Box {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 }
}

/** The same box with so much more on every side. */
export function grown({ left, top, right, bottom }: Box, by: number): Box {
  return { left: left - by, top: top - by, right: right + by, bottom: bottom + by }
}

export function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

export function holds(outer: Box, inner: Box): boolean {
  return (
    outer.left <= inner.left &&
    outer.top <= inner.top &&
    outer.right >= inner.right &&
    outer.bottom >= inner.bottom
  )
}

export function covers({ left, top, right, bottom }: Box, { x, y }: Point): boolean {
  return x > left && x < right && y > top && y < bottom
}

/** Whether a straight line from one point to another meets a box (Liang and Barsky, 1984). */
export function meets(from: Point, to: Point, { left, top, right, bottom }: Box): boolean {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  let [enters, leaves] = [0, 1]
  for (const [along, room] of [
    [-dx, from.x - left],
    [dx, right - from.x],
    [-dy, from.y - top],
    [dy, bottom - from.y],
  ] as const) {
    if (along === 0) {
      if (room < 0) return false
      continue
    }
    const at = room / along
    if (along < 0) enters = Math.max(enters, at)
    else leaves = Math.min(leaves, at)
  }
  return enters <= leaves
}
