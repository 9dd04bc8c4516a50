/** The edges of a network by the cells of a grid that they pass, to find those that are near a position. */

import type { Position } from '../../catalog/divisions.ts'
import { edgeCount, nodeCount, type WalkingNetwork } from './network.ts'

/** Degrees north to south of a cell, about 100 m, unless the network is so wide that there would be too many. */
const CELL_DEGREES = 0.001

export interface EdgeGrid {
  west: number
  south: number
  /** degrees of a cell, both ways */
  cell: number
  columns: number
  rows: number
  /** of a cell: its edges are those from `firstOf[cell]` up to `firstOf[cell + 1]` in `edges` */
  firstOf: Uint32Array
  edges: Uint32Array
}

/** Sorts the edges of a network into a grid. */
export function edgeGrid(network: WalkingNetwork): EdgeGrid {
  const [west, south, east, north] = boundsOf(network)
  const mostCells = Math.max(1024, 2 * edgeCount(network))
  const cell = Math.max(CELL_DEGREES, Math.sqrt(((east - west) * (north - south)) / mostCells))
  const columns = Math.floor((east - west) / cell) + 1
  const rows = Math.floor((north - south) / cell) + 1
  const grid = { west, south, cell, columns, rows }
  const firstOf = new Uint32Array(columns * rows + 1)
  eachPassed(network, grid, (place) => {
    firstOf[place + 1] = (firstOf[place + 1] ?? 0) + 1
  })
  for (let place = 0; place < columns * rows; place += 1) {
    firstOf[place + 1] = (firstOf[place + 1] ?? 0) + (firstOf[place] ?? 0)
  }
  const edges = new Uint32Array(firstOf[columns * rows] ?? 0)
  const next = firstOf.slice()
  eachPassed(network, grid, (place, edge) => {
    const at = next[place] ?? 0
    edges[at] = edge
    next[place] = at + 1
  })
  return { ...grid, firstOf, edges }
}

/**
 * Visits every edge that comes as near to a position as half the sides of a box around it; an edge that passes several
 * cells may be visited several times, and edges a little farther too.
 * @param east degrees from the position to the sides of the box in the east and the west
 * @param north degrees to those in the north and the south
 */
export function edgesNear(
  { west, south, cell, columns, rows, firstOf, edges }: EdgeGrid,
  [lng, lat]: Position,
  east: number,
  north: number,
  visit: (edge: number) => void,
): void {
  const right = Math.min(columns - 1, Math.floor((lng + east - west) / cell))
  const top = Math.min(rows - 1, Math.floor((lat + north - south) / cell))
  const left = Math.max(0, Math.floor((lng - east - west) / cell))
  for (let row = Math.max(0, Math.floor((lat - north - south) / cell)); row <= top; row += 1) {
    for (let column = left; column <= right; column += 1) {
      const place = row * columns + column
      const end = firstOf[place + 1] ?? 0
      for (let at = firstOf[place] ?? 0; at < end; at += 1) visit(edges[at] ?? 0)
    }
  }
}

function boundsOf(network: WalkingNetwork): [west: number, south: number, east: number, north: number] {
  if (nodeCount(network) === 0) return [0, 0, 0, 0]
  let [west, south, east, north] = [180, 90, -180, -90]
  for (const lng of network.longitudes) {
    west = Math.min(west, lng)
    east = Math.max(east, lng)
  }
  for (const lat of network.latitudes) {
    south = Math.min(south, lat)
    north = Math.max(north, lat)
  }
  return [west, south, east, north]
}

/** Visits the cells that each edge passes, row by row. */
function eachPassed(
  { longitudes, latitudes, ends }: WalkingNetwork,
  { west, south, cell, columns, rows }: Omit<EdgeGrid, 'firstOf' | 'edges'>,
  visit: (place: number, edge: number) => void,
): void {
  for (let edge = 0; edge < ends.length / 2; edge += 1) {
    const one = ends[edge * 2] ?? 0
    const other = ends[edge * 2 + 1] ?? 0
    const [low, high] = (latitudes[one] ?? 0) <= (latitudes[other] ?? 0) ? [one, other] : [other, one]
    // in cells from the corner
    const x = ((longitudes[low] ?? 0) - west) / cell
    const y = ((latitudes[low] ?? 0) - south) / cell
    const dx = ((longitudes[high] ?? 0) - west) / cell - x
    const dy = ((latitudes[high] ?? 0) - south) / cell - y
    const top = Math.min(rows - 1, Math.floor(y + dy))
    for (let row = Math.floor(y); row <= top; row += 1) {
      const enters = dy === 0 ? 0 : Math.max(0, (row - y) / dy)
      const leaves = dy === 0 ? 1 : Math.min(1, (row + 1 - y) / dy)
      const [one, other] = [x + dx * enters, x + dx * leaves]
      const right = Math.min(columns - 1, Math.floor(Math.max(one, other)))
      for (let column = Math.floor(Math.min(one, other)); column <= right; column += 1) {
        visit(row * columns + column, edge)
      }
    }
  }
}
