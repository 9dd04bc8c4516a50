/** Walks along the streets of a network, for an assessment. What lies off them is estimated. */

import type { Position } from '../../catalog/divisions.ts'
import { edgeSeconds, pricesOf, secondsOff } from '../walking/cost.ts'
import { nearestOf } from '../walking/many.ts'
import { edgeCount, nodeCount, nodePosition, otherEnd, type WalkingNetwork } from '../walking/network.ts'
import { ReachBuffer, type Reached, reach, secondsTo } from '../walking/reach.ts'
import { snapper } from '../walking/snap.ts'
import type { Snap } from '../walking/walk.ts'
import {
  assessedManner,
  estimatedSeconds,
  estimatedWalks,
  isWithin,
  nearestByEstimate,
  type Spot,
  type StreetGround,
  secondsByEstimate,
  type Walk,
  type Walks,
  type WalksTo,
} from './walks.ts'

/**
 * Walks along the streets of a network. A spot that is off the streets (`snapMetres`) is walked to and from by estimate,
 * as everywhere else.
 */
export function streetWalks(network: WalkingNetwork): Walks {
  const snap = snapper(network)
  const buffers = { toNearest: new ReachBuffer(network), areWithin: new ReachBuffer(network) }
  return {
    spotOf: (position) => ({ position, snap: snap(position, assessedManner) }),
    toNearest: (spots) => walksTo(network, spots, buffers.toNearest),

    areWithin(start, spots, minutes) {
      if (!start.snap) return estimatedWalks.areWithin(start, spots, minutes)
      // a minute more, so that what is rounded down to the limit is found, too
      const limit = (minutes + 1) * 60
      const reached = reach(network, [start.snap], assessedManner, limit, buffers.areWithin)
      return spots.map((spot) => {
        const seconds = spot.snap
          ? secondsTo(network, reached, spot.snap, assessedManner)
          : estimatedSeconds(start.position, spot.position)
        return isWithin(seconds, minutes)
      })
    },

    grounds: (centres, limitSeconds) => groundsOnStreets(network, centres, limitSeconds),
  }
}

function walksTo(network: WalkingNetwork, spots: readonly Spot[], buffer: ReachBuffer): WalksTo {
  const on: { at: number; snap: Snap }[] = []
  const off: { at: number; spot: Spot }[] = []
  for (const [at, spot] of spots.entries()) {
    if (spot.snap) on.push({ at, snap: spot.snap })
    else off.push({ at, spot })
  }
  const snaps = on.map((one) => one.snap)
  const offSpots = off.map(({ spot }) => spot)
  const reached = reach(network, snaps, assessedManner, Number.POSITIVE_INFINITY, buffer)
  /** Where all spots are on the streets, as they nearly always are, there is nothing to estimate. */
  const estimatedFrom = (position: Position) =>
    off.length === 0 ? Number.POSITIVE_INFINITY : secondsByEstimate(position, offSpots)
  return {
    seconds: ({ position, snap }) =>
      snap
        ? Math.min(secondsTo(network, reached, snap, assessedManner), estimatedFrom(position))
        : secondsByEstimate(position, spots),
    secondsFromNode: (node) => {
      const walked = reached.seconds[node] ?? Number.POSITIVE_INFINITY
      return off.length === 0 ? walked : Math.min(walked, estimatedFrom(nodePosition(network, node)))
    },
    nearest: ({ position, snap }) => {
      if (!snap) return nearestByEstimate(position, spots)
      const estimated = nearestByEstimate(position, offSpots)
      const walked = walkBack(network, reached, snap)
      const nearest = walked && !(estimated && estimated.seconds < walked.seconds) ? walked : estimated
      const places = nearest === walked ? on : off
      return nearest && { ...nearest, to: places[nearest.to]?.at ?? 0 }
    },
  }
}

/** The way from a point to the nearest start of a search, which has found it from there; null where it was not found. */
function walkBack(network: WalkingNetwork, reached: Reached, from: Snap): Walk | null {
  const whole = edgeSeconds(network, pricesOf(assessedManner), from.edge)
  const length = network.lengths[from.edge] ?? 0
  const off = secondsOff(from, assessedManner)
  const walks: Walk[] = []
  for (const [node, along] of [
    [network.ends[from.edge * 2] ?? 0, from.along],
    [network.ends[from.edge * 2 + 1] ?? 0, 1 - from.along],
  ] as const) {
    const seconds = (reached.seconds[node] ?? Number.POSITIVE_INFINITY) + along * whole + off
    if (seconds === Number.POSITIVE_INFINITY) continue
    const { to, metres } = startOf(network, reached, node)
    walks.push({ to, seconds, metres: metres + along * length + from.metres })
  }
  for (const [to, start] of reached.starts.entries()) {
    if (start.edge !== from.edge) continue
    const between = Math.abs(start.along - from.along)
    walks.push({
      to,
      seconds: secondsOff(start, assessedManner) + between * whole + off,
      metres: start.metres + between * length + from.metres,
    })
  }
  const [nearest] = walks.toSorted((one, other) => one.seconds - other.seconds)
  return nearest ? { ...nearest, metres: Math.round(nearest.metres) } : null
}

/** The start from which a node was reached, and the metres between them, edge by edge. */
function startOf(
  network: WalkingNetwork,
  { via, starts }: Reached,
  from: number,
): { to: number; metres: number } {
  let [metres, node, edge] = [0, from, via[from] ?? -1]
  while (edge >= 0) {
    metres += network.lengths[edge] ?? 0
    node = otherEnd(network, edge, node)
    edge = via[node] ?? -1
  }
  const to = -1 - edge
  const start = starts[to]
  if (!start) return { to, metres }
  const share = network.ends[start.edge * 2] === node ? start.along : 1 - start.along
  return { to, metres: metres + share * (network.lengths[start.edge] ?? 0) + start.metres }
}

/**
 * The centre that is nearest on foot to each node, and within so many seconds of it.
 * @param centres where they are on the streets; null for one that is not
 * @returns of every node the place of its centre among them; -1 for none
 */
export function centreOfNodes(
  network: WalkingNetwork,
  centres: readonly (Snap | null)[],
  limitSeconds: number,
): Int32Array {
  const sources = centres.flatMap((snap, owner) => (snap ? [{ ...snap, owner }] : []))
  return nearestOf(network, sources, assessedManner, limitSeconds).owner
}

/** Whose each node is, and how many metres of street it stands for: half of every edge that ends there. */
function groundsOnStreets(
  network: WalkingNetwork,
  centres: readonly (Spot | null)[],
  limitSeconds: number,
): (StreetGround | null)[] {
  const metres = metresOfNodes(network)
  const snaps = centres.map((centre) => centre?.snap ?? null)
  const owner = centreOfNodes(network, snaps, limitSeconds)
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
