/**
 * The plane on which the sample town is laid out: metres east and north of the city's centre.
 *
 * Only + − × ÷ and square roots are used: they are exact to the last bit on every machine, which sines and
 * arctangents are not, and the town must be the same byte for byte.
 */

export type Point = readonly [x: number, y: number]
export type Ring = readonly Point[]

/** The city's centre, and metres in a degree there (WGS-84 ellipsoid at 34.747° N). */
export const origin = [111.874, 34.747] as const
const METRES_PER_DEGREE = [91_570, 110_936] as const

/** @returns WGS-84 degrees, rounded to five decimals (about a metre) unless told otherwise */
export function toDegrees([x, y]: Point, decimals = 5): [lng: number, lat: number] {
  const factor = decimals === 5 ? 100_000 : 10_000_000
  return [
    Math.round((origin[0] + x / METRES_PER_DEGREE[0]) * factor) / factor,
    Math.round((origin[1] + y / METRES_PER_DEGREE[1]) * factor) / factor,
  ]
}

/** @param position WGS-84 degrees */
export function toMetres(position: readonly number[]): Point {
  const [lng = 0, lat = 0] = position
  return [(lng - origin[0]) * METRES_PER_DEGREE[0], (lat - origin[1]) * METRES_PER_DEGREE[1]]
}

export const add = (a: Point, b: Point): Point => [a[0] + b[0], a[1] + b[1]]
export const minus = (a: Point, b: Point): Point => [a[0] - b[0], a[1] - b[1]]
export const times = (a: Point, factor: number): Point => [a[0] * factor, a[1] * factor]
export const dot = (a: Point, b: Point) => a[0] * b[0] + a[1] * b[1]
export const cross = (a: Point, b: Point) => a[0] * b[1] - a[1] * b[0]
export const along = (a: Point, b: Point, share: number): Point => [
  a[0] + (b[0] - a[0]) * share,
  a[1] + (b[1] - a[1]) * share,
]
export const norm = (a: Point) => Math.sqrt(a[0] * a[0] + a[1] * a[1])
export const distance = (a: Point, b: Point) => norm(minus(a, b))
/** turned a quarter counter-clockwise */
export const turned = (a: Point): Point => [-a[1], a[0]]
export const unit = (a: Point): Point => {
  const length = norm(a)
  return length === 0 ? [1, 0] : [a[0] / length, a[1] / length]
}

/** The sides of a ring, closed. */
export function* sides(ring: Ring): Generator<readonly [Point, Point, number]> {
  for (const [index, from] of ring.entries()) {
    const to = ring[(index + 1) % ring.length]
    if (to) yield [from, to, index]
  }
}

/** The pieces of a line, in order. */
export function* pieces(line: readonly Point[]): Generator<readonly [Point, Point]> {
  let before: Point | undefined
  for (const point of line) {
    if (before) yield [before, point]
    before = point
  }
}

/** Square metres; positive when the ring runs counter-clockwise. */
export function signedArea(ring: Ring): number {
  let sum = 0
  for (const [a, b] of sides(ring)) sum += cross(a, b)
  return sum / 2
}

/** The centre of gravity of what the ring encloses; its first corner where it encloses nothing. */
export function centroid(ring: Ring): Point {
  let area = 0
  let x = 0
  let y = 0
  const base = ring[0] ?? [0, 0]
  for (const [from, to] of sides(ring)) {
    const a = minus(from, base)
    const b = minus(to, base)
    const part = cross(a, b)
    area += part
    x += (a[0] + b[0]) * part
    y += (a[1] + b[1]) * part
  }
  return area === 0 ? base : add(base, [x / (3 * area), y / (3 * area)])
}

/** Whether a point lies inside the ring, by counting the sides that a ray from it crosses. */
export function contains(ring: Ring, [x, y]: Point): boolean {
  let inside = false
  let a = ring.at(-1)
  for (const b of ring) {
    if (a && a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0])
      inside = !inside
    a = b
  }
  return inside
}

/** The point of a piece of line nearest to `point`. */
export function nearestOn(a: Point, b: Point, point: Point): Point {
  const way = minus(b, a)
  const length = dot(way, way)
  if (length === 0) return a
  const share = Math.min(1, Math.max(0, dot(minus(point, a), way) / length))
  return along(a, b, share)
}

/** Metres from a point to a line. Asked some hundred thousand times, so it makes no objects on the way. */
export function distanceToLine(line: readonly Point[], [x, y]: Point): number {
  let least = Number.POSITIVE_INFINITY
  let a = line[0]
  for (const b of line) {
    if (!a) break
    const wayX = b[0] - a[0]
    const wayY = b[1] - a[1]
    const length = wayX * wayX + wayY * wayY
    const share = length === 0 ? 0 : ((x - a[0]) * wayX + (y - a[1]) * wayY) / length
    const on = share < 0 ? 0 : share > 1 ? 1 : share
    const offX = x - a[0] - wayX * on
    const offY = y - a[1] - wayY * on
    const away = offX * offX + offY * offY
    if (away < least) least = away
    a = b
  }
  return Math.sqrt(least)
}

/**
 * Where two pieces of line cross.
 * @returns the shares of the way along each, or null when they do not cross
 */
export function crossing(a: Point, b: Point, c: Point, d: Point): readonly [number, number] | null {
  const ab = minus(b, a)
  const cd = minus(d, c)
  const turn = cross(ab, cd)
  if (turn === 0) return null
  const ac = minus(c, a)
  const first = cross(ac, cd) / turn
  const second = cross(ac, ab) / turn
  return first >= 0 && first <= 1 && second >= 0 && second <= 1 ? [first, second] : null
}

/**
 * A curve through the given points (Catmull-Rom), as points about `step` metres apart.
 * @param closed whether it comes back to the first point
 */
export function curve(through: readonly Point[], step = 38, closed = false): Point[] {
  const at = (index: number): Point => {
    const count = through.length
    const point = through[closed ? (index + count) % count : Math.min(count - 1, Math.max(0, index))]
    return point ?? [0, 0]
  }
  const points: Point[] = []
  for (let index = 0; index < through.length - (closed ? 0 : 1); index++) {
    const [p, a, b, q] = [at(index - 1), at(index), at(index + 1), at(index + 2)]
    const parts = Math.max(1, Math.round(distance(a, b) / step))
    for (let part = 0; part < parts; part++) {
      const t = part / parts
      const mix = (axis: 0 | 1) =>
        0.5 *
        (2 * a[axis] +
          (b[axis] - p[axis]) * t +
          (2 * p[axis] - 5 * a[axis] + 4 * b[axis] - q[axis]) * t * t +
          (3 * a[axis] - p[axis] - 3 * b[axis] + q[axis]) * t * t * t)
      points.push([mix(0), mix(1)])
    }
  }
  if (!closed) points.push(at(through.length - 1))
  return points
}

/** A line moved sideways, to the left when `metres` is positive; `metres` may change along the way. */
export function beside(line: readonly Point[], metres: (index: number) => number): Point[] {
  return line.map((point, index) => {
    const before = line[index - 1] ?? point
    const after = line[index + 1] ?? point
    return add(point, times(turned(unit(minus(after, before))), metres(index)))
  })
}
