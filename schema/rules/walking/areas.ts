/**
 * What can be reached on foot within some minutes, as areas: the surroundings of the streets that are reached, as far
 * as no street that is not reached is nearer. So no area crosses a river or a railway where no street does.
 */

import type { Position } from '../../catalog/divisions.ts'
import { DEGREE_METRES } from '../distance.ts'
import { AreaField, type Window } from './area-field.ts'
import { Outliner, type RingPolygon, UNITS } from './area-rings.ts'
import { eachStretch, type Search, startsOf } from './area-streets.ts'
import { edgeSeconds, pricesOf } from './cost.ts'
import { edgeCount, otherEnd, type WalkingNetwork } from './network.ts'
import type { Reached } from './reach.ts'
import type { Manner, WalkingArea } from './walk.ts'

/** Metres of a cell of the raster on which areas are drawn. */
const cellMetres = 8

/** Metres from a street that belong to it: houses and their yards. */
export const streetsideMetres = 40

/**
 * Metres that a reached street is favoured by against one that is not. More than the diagonal of a cell: so all corners
 * around a point of a reached street are inside, and with them the point.
 */
const favourMetres = 1.5 * cellMetres

/**
 * Metres within which a node that is not reached may lie inside, measured from the nearest stretch of a street that is:
 * each node that is farther is outside, each reached one inside.
 *
 * The corners of the cell of such a node are at most a diagonal d = 8√2 from it. They are outside when what is reached
 * is farther from them than what is not by more than the favour of 12 m, so from 2d + 12 < 35 m on. Five more make sure
 * that more than {@link smallestHole} is outside there.
 */
export const areaTolerance = 40

/** Square metres of the smallest hole that is kept. */
export const smallestHole = 150

/** Degrees of latitude to which the middle of the raster is rounded, so that outlines do not swim under a moving pin. */
const LATITUDE_STEP = 0.1

/** The lattice of cells: the same for all pins of a neighbourhood. Positions in it are in cells. */
interface Lattice {
  /** cells a degree */
  east: number
  north: number
  /** south-west corner of the raster */
  left: number
  bottom: number
  columns: number
  rows: number
}

interface Box {
  west: number
  south: number
  east: number
  north: number
}

interface Memory {
  field: AreaField
  values: Float32Array
  outliner: Outliner
}

const memories = new WeakMap<WalkingNetwork, Memory>()

function memoryOf(network: WalkingNetwork): Memory {
  const known = memories.get(network)
  if (known) return known
  const made = { field: new AreaField(), values: new Float32Array(0), outliner: new Outliner() }
  memories.set(network, made)
  return made
}

/**
 * The areas within some minutes. Each holds every node that is reached within its time, and none that is not and that
 * is {@link areaTolerance} or more from all that is reached; each lies within the next. An edge that is reached for a
 * part counts for that part.
 * @param reached of the same network and manner; what lies beyond its limit is in no area
 * @param minutes the fewest first
 */
export function areas(
  network: WalkingNetwork,
  reached: Reached,
  minutes: readonly number[],
  manner: Manner,
): WalkingArea[] {
  const times = minutes.map((one) => Math.min(one * 60, reached.limitSeconds))
  const search: Search = {
    network,
    reached,
    prices: pricesOf(manner),
    starts: startsOf(reached, manner),
    times,
  }
  const box = boxOf(search)
  if (!box) return minutes.map((one) => ({ minutes: one, polygons: [] }))
  const memory = memoryOf(network)
  const lattice = latticeFor(box)
  memory.field.clear(lattice.columns, lattice.rows, times.length + 1)
  drawStreets(search, lattice, memory.field)
  const size = lattice.columns * lattice.rows
  if (memory.values.length < size) memory.values = new Float32Array(size)
  return minutes.map((one, rank) => {
    const window = memory.field.windowOf(rank, reachCells)
    memory.field.measure(rank, window, reachCells, favourCells, memory.values)
    const polygons = memory.outliner.outlines(memory.values, window.columns, window.rows, smallestHoleUnits)
    return { minutes: one, polygons: polygons.map((polygon) => onEarth(polygon, lattice, window)) }
  })
}

const reachCells = streetsideMetres / cellMetres
const favourCells = favourMetres / cellMetres
const smallestHoleUnits = smallestHole * (UNITS / cellMetres) ** 2

/** Where the streets that are reached lie, in degrees; null when none is. */
function boxOf({ network, reached, prices, starts, times }: Search): Box | null {
  const { longitudes, latitudes, firstOf, edges, ends } = network
  const limit = times.at(-1) ?? 0
  const box = { west: 180, south: 90, east: -180, north: -90 }
  const include = (from: number, to: number, share: number) => {
    const lng = (longitudes[from] ?? 0) * (1 - share) + (longitudes[to] ?? 0) * share
    const lat = (latitudes[from] ?? 0) * (1 - share) + (latitudes[to] ?? 0) * share
    box.west = Math.min(box.west, lng)
    box.east = Math.max(box.east, lng)
    box.south = Math.min(box.south, lat)
    box.north = Math.max(box.north, lat)
  }
  for (const node of reached.order) {
    const left = limit - (reached.seconds[node] ?? 0)
    if (left < 0) break
    include(node, node, 0)
    const end = firstOf[node + 1] ?? 0
    for (let half = firstOf[node] ?? 0; half < end; half += 1) {
      const edge = edges[half] ?? 0
      const whole = edgeSeconds(network, prices, edge)
      if (whole > left) include(node, otherEnd(network, edge, node), left / whole)
    }
  }
  for (const [edge, points] of starts) {
    const whole = edgeSeconds(network, prices, edge)
    for (const { along, seconds } of points) {
      if (whole === Number.POSITIVE_INFINITY || seconds > limit) continue
      const share = (limit - seconds) / whole
      include(ends[edge * 2] ?? 0, ends[edge * 2 + 1] ?? 0, Math.max(0, along - share))
      include(ends[edge * 2] ?? 0, ends[edge * 2 + 1] ?? 0, Math.min(1, along + share))
    }
  }
  return box.west <= box.east ? box : null
}

/** Lays the raster around a box, with room for the streetsides and a border that is outside. */
function latticeFor(box: Box): Lattice {
  const latitude = Math.round((box.south + box.north) / 2 / LATITUDE_STEP) * LATITUDE_STEP
  const north = DEGREE_METRES / cellMetres
  const east = north * Math.cos((latitude * Math.PI) / 180)
  const margin = reachCells + 2
  const left = Math.floor(box.west * east - margin)
  const bottom = Math.floor(box.south * north - margin)
  const columns = Math.ceil(box.east * east + margin) - left + 1
  const rows = Math.ceil(box.north * north + margin) - bottom + 1
  return { east, north, left, bottom, columns, rows }
}

/** Draws all streets on the raster, each stretch in the rank of the time in which it is reached. */
function drawStreets(search: Search, lattice: Lattice, field: AreaField): void {
  const { longitudes, latitudes, ends } = search.network
  const last = search.times.length
  for (let edge = 0; edge < edgeCount(search.network); edge += 1) {
    const one = ends[edge * 2] ?? 0
    const other = ends[edge * 2 + 1] ?? 0
    const x = (longitudes[one] ?? 0) * lattice.east - lattice.left
    const toX = (longitudes[other] ?? 0) * lattice.east - lattice.left
    if ((x < 0 && toX < 0) || (x > lattice.columns && toX > lattice.columns)) continue
    const y = (latitudes[one] ?? 0) * lattice.north - lattice.bottom
    const toY = (latitudes[other] ?? 0) * lattice.north - lattice.bottom
    if ((y < 0 && toY < 0) || (y > lattice.rows && toY > lattice.rows)) continue
    const [dx, dy] = [toX - x, toY - y]
    eachStretch(search, edge, (rank, from, to) => {
      const radius = rank === last ? reachCells - favourCells : reachCells + 1
      field.draw(rank, x + from * dx, y + from * dy, x + to * dx, y + to * dy, radius)
    })
  }
}

/** As GeoJSON wants it: degrees, rings closed. */
function onEarth(polygon: RingPolygon, { east, north, left, bottom }: Lattice, window: Window): Position[][] {
  return polygon.map((ring) => {
    const positions: Position[] = []
    for (let at = 0; at < ring.length; at += 2) {
      const x = left + window.left + (ring[at] ?? 0) / UNITS
      const y = bottom + window.bottom + (ring[at + 1] ?? 0) / UNITS
      positions.push([x / east, y / north])
    }
    const [first] = positions
    return first ? [...positions, first] : positions
  })
}
