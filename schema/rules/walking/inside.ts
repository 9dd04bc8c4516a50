/** Whether a street network is one of this city. */

import { isInside } from '../bounds.ts'
import { nodeCount, type WalkingNetwork } from './network.ts'

/**
 * The share of a network's nodes that lie within bounds, from 0 to 1.
 * @param bounds degrees: west, south, east, north
 */
export function shareInside(network: WalkingNetwork, bounds: readonly number[]): number {
  const { longitudes, latitudes } = network
  const inside = longitudes.reduce(
    (count, longitude, node) => count + (isInside(bounds, [longitude, latitudes[node] ?? 0]) ? 1 : 0),
    0,
  )
  return inside / nodeCount(network)
}
