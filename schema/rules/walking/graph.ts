/** Makes a {@link WalkingNetwork} of nodes and edges: measures every edge, and lists the edges of every node. */

import { metresBetween } from '../distance.ts'
import type { WalkingNetwork } from './network.ts'

/** What a network is made of; see {@link WalkingNetwork} for each. */
export type NetworkParts = Pick<WalkingNetwork, 'source' | 'longitudes' | 'latitudes' | 'ends' | 'flags'>

function lengthsOf({ longitudes, latitudes, ends, flags }: NetworkParts): Float32Array {
  const at = (node = 0) => [longitudes[node] ?? 0, latitudes[node] ?? 0] as const
  const lengths = new Float32Array(flags.length)
  for (let edge = 0; edge < lengths.length; edge++) {
    lengths[edge] = metresBetween(at(ends[2 * edge]), at(ends[2 * edge + 1]))
  }
  return lengths
}

/** Where the half-edges of each node begin, one place more than there are nodes. */
function firstPlaces(nodes: number, ends: Uint32Array): Uint32Array {
  const firstOf = new Uint32Array(nodes + 1)
  for (const node of ends) firstOf[node + 1] = (firstOf[node + 1] ?? 0) + 1
  for (let node = 0; node < nodes; node++) firstOf[node + 1] = (firstOf[node + 1] ?? 0) + (firstOf[node] ?? 0)
  return firstOf
}

/**
 * The network of these nodes and edges. The arrays are taken over, not copied.
 * @param parts WGS-84 degrees; one pair of `ends` and one sum of flags an edge
 * @returns lengths in metres on the sphere of `rules/distance.ts`; the half-edges of a node in the order of the edges
 * @throws RangeError when the arrays do not fit each other, or an edge ends at a node that is not there
 */
export function networkOf(parts: NetworkParts): WalkingNetwork {
  const { longitudes, latitudes, ends, flags } = parts
  const nodes = longitudes.length
  if (latitudes.length !== nodes || ends.length !== 2 * flags.length) {
    throw new RangeError('The arrays of a network do not fit each other.')
  }
  if (ends.some((node) => node >= nodes)) throw new RangeError('An edge ends at a node that is not there.')
  const firstOf = firstPlaces(nodes, ends)
  const free = firstOf.slice(0, nodes)
  const neighbours = new Uint32Array(ends.length)
  const edges = new Uint32Array(ends.length)
  for (let half = 0; half < ends.length; half++) {
    const node = ends[half] ?? 0
    const place = free[node] ?? 0
    free[node] = place + 1
    neighbours[place] = ends[half ^ 1] ?? 0
    edges[place] = half >> 1
  }
  return { ...parts, lengths: lengthsOf(parts), firstOf, neighbours, edges }
}
