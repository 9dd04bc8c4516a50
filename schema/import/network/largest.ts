/** Of streets the largest part that hangs together, each edge once, in the order in which its file is smallest. */

import { type NetworkParts, networkOf } from '../../rules/walking/graph.ts'
import { edgeFlags, type NetworkSource, type WalkingNetwork } from '../../rules/walking/network.ts'
import type { Streets } from './streets.ts'

/** What of the streets was not kept. */
export interface Leavings {
  /** edges that are there twice, or have both ends at one place */
  repeated: number
  /** parts that nothing joins to the largest, and their length */
  parts: number
  partMetres: number
}

/** Joins the ends of edges that have no length: two points of a street in one place are one. */
function joinTouching({ longitudes, latitudes, ends, flags }: Streets): Streets {
  const joinedTo = Uint32Array.from(longitudes, (_, point) => point)
  const rootOf = (point: number) => {
    let root = point
    while (joinedTo[root] !== root) {
      const next = joinedTo[root] ?? 0
      joinedTo[root] = joinedTo[next] ?? 0
      root = next
    }
    return root
  }
  for (let at = 0; at < ends.length; at += 2) {
    const [from = 0, to = 0] = [ends[at], ends[at + 1]]
    if (longitudes[from] === longitudes[to] && latitudes[from] === latitudes[to])
      joinedTo[rootOf(from)] = rootOf(to)
  }
  return { longitudes, latitudes, ends: ends.map(rootOf), flags }
}

const hindrance = (flags: number) => flags & (edgeFlags.steps | edgeFlags.rough)

/** Edges to be walked: none from a node to itself, and between two nodes only the easiest. 1 is yes, one an edge. */
function onlyOnce({ flags, firstOf, neighbours, edges }: WalkingNetwork): Uint8Array {
  const kept = new Uint8Array(flags.length)
  const easiest = new Int32Array(firstOf.length).fill(-1)
  for (let node = 0; node + 1 < firstOf.length; node++) {
    const halves = [firstOf[node] ?? 0, firstOf[node + 1] ?? 0] as const
    for (let half = halves[0]; half < halves[1]; half++) {
      const [neighbour = 0, edge = 0] = [neighbours[half], edges[half]]
      // Each pair is looked at from its lower end.
      if (neighbour <= node) continue
      const other = easiest[neighbour] ?? -1
      if (other < 0 || hindrance(flags[edge] ?? 0) < hindrance(flags[other] ?? 0)) easiest[neighbour] = edge
    }
    for (let half = halves[0]; half < halves[1]; half++) {
      const neighbour = neighbours[half] ?? 0
      const edge = easiest[neighbour] ?? -1
      if (edge >= 0) kept[edge] = 1
      easiest[neighbour] = -1
    }
  }
  return kept
}

/** One part: its edges in the order in which they are walked, each as its two ends and the edge that it was. */
interface Trail {
  ends: number[]
  edges: number[]
  metres: number
}

/**
 * Walks all edges that hang together with a node, and leaves them unkept: on from where the last one ended as long as that is
 * possible, else from the latest node that has one left. So edges follow each other, and neighbours are near in the file.
 */
function walkPart(network: WalkingNetwork, start: number, kept: Uint8Array, next: Uint32Array): Trail {
  const { firstOf, neighbours, edges, lengths } = network
  const trail: Trail = { ends: [], edges: [], metres: 0 }
  const passed = [start]
  for (let node = passed.at(-1); node !== undefined; node = passed.at(-1)) {
    let half = next[node] ?? 0
    while (half < (firstOf[node + 1] ?? 0) && kept[edges[half] ?? 0] === 0) half += 1
    next[node] = half
    if (half === firstOf[node + 1]) {
      passed.pop()
      continue
    }
    const [edge = 0, neighbour = 0] = [edges[half], neighbours[half]]
    kept[edge] = 0
    trail.ends.push(node, neighbour)
    trail.edges.push(edge)
    trail.metres += lengths[edge] ?? 0
    passed.push(neighbour)
  }
  return trail
}

/** The parts of a trail, with its nodes numbered as it passes them. */
function numbered(
  { longitudes, latitudes, flags, source }: WalkingNetwork,
  { ends, edges }: Trail,
): NetworkParts {
  const numbers = new Map<number, number>()
  const numberOf = (node: number) => {
    const known = numbers.get(node)
    if (known !== undefined) return known
    numbers.set(node, numbers.size)
    return numbers.size - 1
  }
  const renumbered = Uint32Array.from(ends, numberOf)
  return {
    source,
    longitudes: Float64Array.from(numbers.keys(), (node) => longitudes[node] ?? 0),
    latitudes: Float64Array.from(numbers.keys(), (node) => latitudes[node] ?? 0),
    ends: renumbered,
    flags: Uint8Array.from(edges, (edge) => flags[edge] ?? 0),
  }
}

/** The network of the part of the streets that has the most metres; null when there are none. */
export function largestPart(
  streets: Streets,
  source: NetworkSource,
): { network: WalkingNetwork | null; leavings: Leavings } {
  const whole = networkOf({ source, ...joinTouching(streets) })
  const kept = onlyOnce(whole)
  const leavings: Leavings = {
    repeated: kept.reduce((sum, one) => sum - one, kept.length),
    parts: 0,
    partMetres: 0,
  }
  const next = whole.firstOf.slice(0, -1)
  let largest: Trail | null = null
  for (let node = 0; node < next.length; node++) {
    const trail = walkPart(whole, node, kept, next)
    if (trail.edges.length === 0) continue
    const isLargest: boolean = largest === null || trail.metres > largest.metres
    const less: Trail | null = isLargest ? largest : trail
    if (isLargest) largest = trail
    if (less === null) continue
    leavings.parts += 1
    leavings.partMetres += less.metres
  }
  return { network: largest === null ? null : networkOf(numbered(whole, largest)), leavings }
}
