/**
 * Puts buildings on a block, in the manner of its quarter: shops along the street front, and behind them rows of
 * south-facing slabs, towers, courtyard houses or sheds.
 */

import type { Random } from '../random.ts'
import { longAxis } from './grow.ts'
import type { StreetClass } from './layout.ts'
import {
  add,
  along,
  centroid,
  contains,
  curve,
  distance,
  dot,
  minus,
  nearestOn,
  type Point,
  pieces,
  type Ring,
  sides,
  signedArea,
  times,
  turned,
  unit,
} from './plane.ts'
import type { Block } from './town.ts'

/** A rectangle: its middle, the direction of its width, and its sides in metres. */
export interface Building {
  middle: Point
  axis: Point
  width: number
  depth: number
}

/** Metres from the middle of a street to the nearest wall. */
const setback = { main: 17, street: 11.5, lane: 6, path: 4, steps: 4, none: 7 } as const

const corners = ({ middle, axis, width, depth }: Building): Point[] => {
  const u = times(axis, width / 2)
  const v = times(turned(axis), depth / 2)
  return [
    add(middle, add(times(u, -1), times(v, -1))),
    add(middle, add(u, times(v, -1))),
    add(middle, add(u, v)),
    add(middle, add(times(u, -1), v)),
  ]
}

function apart(a: Building, b: Building, gap: number): boolean {
  const way = minus(b.middle, a.middle)
  const reach = (of: Building, direction: Point) =>
    (Math.abs(dot(of.axis, direction)) * of.width + Math.abs(dot(turned(of.axis), direction)) * of.depth) / 2
  return [a.axis, turned(a.axis), b.axis, turned(b.axis)].some(
    (direction) => Math.abs(dot(way, direction)) > reach(a, direction) + reach(b, direction) + gap,
  )
}

/** The ground of a block on which one may build, and what stands there already. */
class Site {
  readonly ring: Ring
  readonly buildings: Building[] = []
  readonly #sides: readonly (readonly [Point, Point, number])[]

  constructor(ring: Ring, classes: readonly (StreetClass | null)[]) {
    this.ring = ring
    this.#sides = [...sides(ring)].map(([a, b, index]) => [a, b, setback[classes[index] ?? 'none']])
  }

  /** Puts a building up if it keeps off the streets and the others. */
  put(building: Building, gap: number): boolean {
    const points = corners(building)
    const first = points[0]
    const outline = first ? [...points, first] : points
    const probes = [...points, ...[...pieces(outline)].map(([a, b]) => along(a, b, 0.5))]
    if (!probes.every((point) => contains(this.ring, point))) return false
    for (const [a, b, keepOff] of this.#sides) {
      const near = (keepOff + building.width + building.depth) * 1.2
      if (distance(nearestOn(a, b, building.middle), building.middle) > near) continue
      if (probes.some((point) => distance(nearestOn(a, b, point), point) < keepOff - 0.01)) return false
    }
    if (!this.buildings.every((other) => apart(building, other, gap))) return false
    this.buildings.push(building)
    return true
  }
}

interface Front {
  widths: readonly [number, number]
  depths: readonly [number, number]
  gap: readonly [number, number]
  /** share of places built on */
  share: number
  /** streets that get a front; null is the side of a fence or field */
  along: readonly (StreetClass | null)[]
}

/** A row of buildings along the street sides of the block. */
function front(site: Site, block: Block, random: Random, how: Front): void {
  for (const [a, b, index] of sides(block.ring)) {
    const kind = block.sideClasses[index] ?? null
    if (!how.along.includes(kind)) continue
    const length = distance(a, b)
    const way = unit(minus(b, a))
    let at = random.between(0, how.gap[1])
    while (at < length) {
      const width = Math.round(random.between(...how.widths))
      const depth = Math.round(random.between(...how.depths))
      const off = setback[kind ?? 'none'] + depth / 2 + random.between(0, 1.2)
      const middle = add(add(a, times(way, at + width / 2)), times(turned(way), off))
      const placed = random.chance(how.share) && site.put({ middle, axis: way, width, depth }, 0.8)
      at += placed ? width + random.between(...how.gap) : Math.max(5, width / 2)
    }
  }
}

interface Rows {
  pitch: number
  depth: number
  lengths: readonly number[]
  gap: readonly [number, number]
  /** share of places built on */
  share: number
  /** how far a building may stand out of its row */
  loose: number
}

/** Parallel rows facing as nearly south as the block allows. */
function rows(site: Site, random: Random, how: Rows): void {
  const { axis } = longAxis(site.ring)
  const eastward = Math.abs(axis[0]) >= Math.abs(axis[1]) ? axis : turned(axis)
  const u = eastward[0] < 0 ? times(eastward, -1) : eastward
  const v = turned(u)
  const us = site.ring.map((point) => dot(point, u))
  const vs = site.ring.map((point) => dot(point, v))
  const [west, east] = [Math.min(...us), Math.max(...us)]
  const north = Math.max(...vs)
  const usual = random.pick(how.lengths)
  for (let y = Math.min(...vs) + how.depth; y < north; y += how.pitch) {
    let x = west + random.between(0, 6)
    while (x < east) {
      const width = random.chance(0.7) ? usual : random.pick(how.lengths)
      const middle = add(times(u, x + width / 2), times(v, y + random.between(-how.loose, how.loose)))
      const building = { middle, axis: u, width, depth: how.depth }
      const placed = random.chance(how.share) && site.put(building, Math.min(8, how.gap[0]))
      x += placed ? width + random.between(...how.gap) : 5
    }
  }
}

const shopFront: Front = {
  widths: [18, 44],
  depths: [10, 14],
  gap: [1.5, 9],
  share: 0.82,
  along: ['main', 'street'],
}
const slabs: Rows = { pitch: 25, depth: 11.5, lengths: [34, 46, 58], gap: [6, 9], share: 0.96, loose: 0 }
const towers: Rows = { pitch: 46, depth: 18, lengths: [27, 32, 44], gap: [18, 26], share: 0.93, loose: 3 }
const houses: Rows = { pitch: 15, depth: 9, lengths: [11, 14, 19, 24], gap: [2, 5], share: 0.86, loose: 1.6 }
/** Garages and sheds between slabs. */
const lowRows: Rows = { pitch: 11, depth: 6, lengths: [14, 22], gap: [6, 14], share: 0.35, loose: 1 }
const sheds: Rows = { pitch: 52, depth: 32, lengths: [60, 90, 44], gap: [14, 26], share: 0.8, loose: 4 }
const yards: Rows = { pitch: 19, depth: 10, lengths: [11, 13, 16], gap: [3, 7], share: 0.78, loose: 1 }

/** The buildings of a block; none on greens. */
export function buildingsOn(block: Block, random: Random): Building[] {
  const site = new Site(block.ring, block.sideClasses)
  const { use } = block
  if (use === 'park' || use === 'green' || use === 'wood' || use === 'square') return []
  if (use === 'stadium') {
    const { axis, middle } = longAxis(block.ring)
    for (const side of [1, -1])
      for (const off of [120, 100, 80])
        if (site.put({ middle: add(middle, times(axis, side * off)), axis, width: 34, depth: 56 }, 5)) break
    return site.buildings
  }
  if (use === 'school') {
    const track = trackOf(block)
    const { axis } = longAxis(block.ring)
    if (track) site.buildings.push({ middle: centroid(track), axis, width: 96, depth: 56 })
    rows(site, random, { ...slabs, pitch: 34, lengths: [52, 38, 24] })
    return track ? site.buildings.slice(1) : site.buildings
  }
  if (use === 'hospital' || use === 'civic') {
    rows(site, random, { ...slabs, pitch: 40, depth: 20, lengths: [64, 40, 28], share: 0.85 })
    return site.buildings
  }
  if (use === 'works') {
    rows(site, random, sheds)
    return site.buildings
  }
  switch (block.style) {
    case 'old':
      front(site, block, random, {
        ...shopFront,
        widths: [10, 26],
        depths: [9, 13],
        gap: [0.6, 4],
        share: 0.9,
      })
      front(site, block, random, {
        widths: [11, 24],
        depths: [8, 11],
        gap: [1, 6],
        share: 0.8,
        along: ['lane'],
      })
      rows(site, random, houses)
      break
    case 'village':
      front(site, block, random, {
        widths: [10, 17],
        depths: [9, 12],
        gap: [1.5, 7],
        share: block.village ? 0.75 : 0.85,
        along: ['main', 'street', 'lane', null],
      })
      rows(site, random, { ...yards, share: block.village ? 0.62 : 0.8 })
      break
    case 'danwei':
      front(site, block, random, { ...shopFront, share: 0.72 })
      rows(site, random, random.chance(0.16) ? { ...slabs, pitch: 36, depth: 15, lengths: [24, 60] } : slabs)
      if (random.chance(0.5)) rows(site, random, lowRows)
      break
    case 'new':
      if (random.chance(0.08)) break
      front(site, block, random, { ...shopFront, widths: [30, 64], depths: [13, 17], share: 0.45 })
      rows(site, random, random.chance(0.56) ? towers : { ...slabs, pitch: 34, lengths: [44, 62] })
      break
    case 'works':
      if (random.chance(0.12)) break
      rows(site, random, random.chance(0.75) ? sheds : { ...slabs, share: 0.8 })
      break
  }
  return site.buildings
}

/** Half the straight and the radius of the ends of sports fields, the largest first, in metres. */
const fields = { stadium: [50, 44], school: [26, 26], small: [19, 18] } as const

/** The sports field of a school or stadium: the largest that fits, towards one end of the ground. */
export function trackOf(block: Block): Point[] | null {
  const { axis, length, middle } = longAxis(block.ring)
  const v = turned(axis)
  const arc: readonly Point[] = [
    [0, 1],
    [0.5, 0.866],
    [0.866, 0.5],
    [1, 0],
    [0.866, -0.5],
    [0.5, -0.866],
    [0, -1],
  ]
  const sizes = block.use === 'stadium' ? [fields.stadium, fields.school] : [fields.school, fields.small]
  for (const [half, round] of sizes)
    for (const share of [1, 0.7, 0.4, 0, -0.5, -1]) {
      const reach = block.use === 'stadium' ? 0 : Math.max(0, length / 2 - half - round - 14)
      const at = add(middle, times(axis, -reach * share))
      const end = (side: 1 | -1) =>
        arc.map(([x, y]) => add(at, add(times(axis, side * (half + x * round)), times(v, side * y * round))))
      const ring = [...end(1), ...end(-1)]
      if (ring.every((point) => contains(block.ring, point))) return ring
    }
  return null
}

/** The pond of a park: rounded, in the largest part that its paths leave. */
export function pondIn(parts: readonly Block[]): Point[] | null {
  const [largest] = [...parts].sort((a, b) => Math.abs(signedArea(b.ring)) - Math.abs(signedArea(a.ring)))
  if (!largest) return null
  const { axis, length, width } = longAxis(largest.ring)
  const middle = centroid(largest.ring)
  const outline: readonly Point[] = [
    [0.36, 0.04],
    [0.26, 0.3],
    [0.02, 0.27],
    [-0.16, 0.33],
    [-0.35, 0.16],
    [-0.33, -0.18],
    [-0.08, -0.2],
    [0.18, -0.33],
    [0.33, -0.2],
  ]
  for (const share of [1, 0.8, 0.62]) {
    const shore = outline.map(([x, y]) =>
      add(middle, add(times(axis, x * length * share), times(turned(axis), y * width * share))),
    )
    const ring = curve(shore, 9, true)
    if (ring.every((point) => contains(largest.ring, point))) return ring
  }
  return null
}
