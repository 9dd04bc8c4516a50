/** Where a position meets the streets. A grid of the edges makes it quick enough for every outlet of a city at once. */

import type { Position } from '../../catalog/divisions.ts'
import { snapMetres } from '../../catalog/paces.ts'
import { DEGREE_METRES } from '../distance.ts'
import { pricesOf } from './cost.ts'
import { type EdgeGrid, edgeGrid, edgesNear } from './edge-grid.ts'
import type { WalkingNetwork } from './network.ts'
import type { Manner, Snap } from './walk.ts'

/** The first look goes so far; in a town a street is nearly always as near. */
const FIRST_LOOK_METRES = 40

/**
 * Makes what finds the nearest point of a network.
 * @returns a function of a WGS-84 position and the manner of walking; it answers null when no edge that can be walked
 *   in that manner is within {@link snapMetres}
 */
export function snapper(network: WalkingNetwork): (position: Position, manner?: Manner) => Snap | null {
  const grid = edgeGrid(network)
  return (position, manner = { pace: 'standard', stepFree: false }) => {
    const prices = pricesOf(manner)
    for (let metres = FIRST_LOOK_METRES; ; metres = Math.min(metres * 2.5, snapMetres)) {
      const snap = nearestWithin(network, grid, prices, position, metres)
      if (snap || metres >= snapMetres) return snap
    }
  }
}

function nearestWithin(
  network: WalkingNetwork,
  grid: EdgeGrid,
  prices: Float64Array,
  [lng, lat]: Position,
  metres: number,
): Snap | null {
  const { longitudes, latitudes, ends, flags } = network
  // a plane that touches at the position: within 250 m right to a millimetre
  const eastward = DEGREE_METRES * Math.cos((lat * Math.PI) / 180)
  let [best, bestEdge, bestAlong] = [metres * metres, -1, 0]
  edgesNear(grid, [lng, lat], metres / eastward, metres / DEGREE_METRES, (edge) => {
    if (prices[flags[edge] ?? 0] === Number.POSITIVE_INFINITY) return
    const from = ends[edge * 2] ?? 0
    const to = ends[edge * 2 + 1] ?? 0
    const x = ((longitudes[from] ?? 0) - lng) * eastward
    const y = ((latitudes[from] ?? 0) - lat) * DEGREE_METRES
    const dx = ((longitudes[to] ?? 0) - lng) * eastward - x
    const dy = ((latitudes[to] ?? 0) - lat) * DEGREE_METRES - y
    const square = dx * dx + dy * dy
    const along = square === 0 ? 0 : Math.min(1, Math.max(0, -(x * dx + y * dy) / square))
    const distance = (x + along * dx) ** 2 + (y + along * dy) ** 2
    if (distance > best || (distance === best && bestEdge !== -1 && edge >= bestEdge)) return
    best = distance
    bestEdge = edge
    bestAlong = along
  })
  return bestEdge === -1 ? null : { edge: bestEdge, along: bestAlong, metres: Math.sqrt(best) }
}

/** WGS-84 position of a snap on its edge. */
export function positionOf(network: WalkingNetwork, { edge, along }: Snap): Position {
  const from = network.ends[edge * 2] ?? 0
  const to = network.ends[edge * 2 + 1] ?? 0
  const between = (degrees: Float64Array) => (degrees[from] ?? 0) * (1 - along) + (degrees[to] ?? 0) * along
  return [between(network.longitudes), between(network.latitudes)]
}
