/** Walks along the streets of a network, for an assessment. What lies off them is estimated. */

import { edgeSeconds, pricesOf } from '../walking/cost.ts'
import { nearestOf } from '../walking/many.ts'
import { edgeCount, nodeCount, nodePosition, otherEnd, type WalkingNetwork } from '../walking/network.ts'
import { ReachBuffer, type Reached, reach, secondsTo } from '../walking/reach.ts'
import { snapper } from '../walking/snap.ts'
import type { Snap } from '../walking/walk.ts'
import {
  assessedManner,
  estimatedSeconds,
  estimatedWalks,
  nearestByEstimate,
  type Spot,
  type StreetGround,
  type Walks,
} from './walks.ts'

/**
 * Walks along the streets of a network. A spot that is off the streets (`snapMetres`) is walked to and from by estimate,
 * as everywhere else.
 */
export function streetWalks(network: WalkingNetwork): Walks {
  const snap = snapper(network)
  const buffers = { from: new ReachBuffer(network), toNearest: new ReachBuffer(network) }
  const search = (starts: readonly Snap[], into: ReachBuffer) =>
    reach(network, starts, assessedManner, Number.POSITIVE_INFINITY, into)
  return {
    spotOf: (position) => ({ position, snap: snap(position, assessedManner) }),

    from(start, spots) {
      if (!start.snap) return estimatedWalks.from(start, spots)
      const reached = search([start.snap], buffers.from)
      const estimated = estimatedWalks.from(start, spots)
      return {
        seconds: spots.map((spot) =>
          spot.snap
            ? secondsTo(network, reached, spot.snap, assessedManner)
            : estimatedSeconds(start.position, spot.position),
        ),
        metres: (at) => {
          const to = spots[at]?.snap
          return to ? Math.round(metresTo(network, reached, to)) : estimated.metres(at)
        },
      }
    },

    toNearest(spots) {
      const [on, off] = [spots.filter(({ snap: found }) => found), spots.filter(({ snap: found }) => !found)]
      const reached = search(snapsOf(on), buffers.toNearest)
      return {
        seconds: ({ position, snap: found }) => {
          if (!found) return nearestByEstimate(position, spots)
          const walked = secondsTo(network, reached, found, assessedManner)
          return off.length === 0 ? walked : Math.min(walked, nearestByEstimate(position, off))
        },
        secondsFromNode: (node) => {
          const walked = reached.seconds[node] ?? Number.POSITIVE_INFINITY
          if (off.length === 0) return walked
          return Math.min(walked, nearestByEstimate(nodePosition(network, node), off))
        },
      }
    },

    grounds: (centres, limitSeconds) => groundsOnStreets(network, centres, limitSeconds),
  }
}

const snapsOf = (spots: readonly Spot[]) => spots.flatMap(({ snap }) => (snap ? [snap] : []))

/** Metres of the quickest way that a search has found, the ways from and to the street included. */
function metresTo(network: WalkingNetwork, reached: Reached, to: Snap): number {
  const whole = edgeSeconds(network, pricesOf(assessedManner), to.edge)
  const length = network.lengths[to.edge] ?? 0
  const [start] = reached.starts
  const ends = [
    { node: network.ends[to.edge * 2] ?? 0, along: to.along },
    { node: network.ends[to.edge * 2 + 1] ?? 0, along: 1 - to.along },
  ].map(({ node, along }) => ({ node, along, seconds: (reached.seconds[node] ?? 0) + along * whole }))
  const [best] = ends.toSorted((one, other) => one.seconds - other.seconds)
  if (!best || !start) return 0
  if (start.edge === to.edge) {
    const between = Math.abs(start.along - to.along)
    const seconds = secondsTo(network, reached, to, assessedManner)
    // Nothing quicker leads round the block.
    if (seconds < best.seconds + to.metres) return start.metres + between * length + to.metres
  }
  return metresToNode(network, reached, start, best.node) + best.along * length + to.metres
}

/** The way back from a node, edge by edge, to the start of the search. */
function metresToNode(network: WalkingNetwork, { via }: Reached, start: Snap, from: number): number {
  let metres = 0
  let node = from
  for (let edge = via[node] ?? -1; edge >= 0; edge = via[node] ?? -1) {
    metres += network.lengths[edge] ?? 0
    node = otherEnd(network, edge, node)
  }
  const share = network.ends[start.edge * 2] === node ? start.along : 1 - start.along
  return start.metres + share * (network.lengths[start.edge] ?? 0) + metres
}

/** Whose each node is, and how many metres of street it stands for: half of every edge that ends there. */
function groundsOnStreets(
  network: WalkingNetwork,
  centres: readonly (Spot | null)[],
  limitSeconds: number,
): (StreetGround | null)[] {
  const metres = metresOfNodes(network)
  const sources = centres.flatMap((centre, owner) => (centre?.snap ? [{ ...centre.snap, owner }] : []))
  const { owner } = nearestOf(network, sources, assessedManner, limitSeconds)
  const nodes = centres.map((): number[] => [])
  for (let node = 0; node < nodeCount(network); node += 1) nodes[owner[node] ?? -1]?.push(node)
  return nodes.map((own) =>
    own.length === 0 ? null : { nodes: own, metres: own.map((node) => metres[node] ?? 0) },
  )
}

function metresOfNodes(network: WalkingNetwork): Float64Array {
  const metres = new Float64Array(nodeCount(network))
  for (let edge = 0; edge < edgeCount(network); edge += 1) {
    const half = (network.lengths[edge] ?? 0) / 2
    for (const end of [network.ends[edge * 2] ?? 0, network.ends[edge * 2 + 1] ?? 0]) {
      metres[end] = (metres[end] ?? 0) + half
    }
  }
  return metres
}
