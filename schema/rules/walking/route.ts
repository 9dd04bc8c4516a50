/** The way between two positions along the streets, quickest in a manner of walking. */

import type { Position } from '../../catalog/divisions.ts'
import { metresBetween } from '../distance.ts'
import { edgeSeconds, pricesOf, secondsAMetre, secondsOff } from './cost.ts'
import { edgeFlags, nodeCount, nodePosition, otherEnd, type WalkingNetwork } from './network.ts'
import { ReachBuffer, type Reached, reach, secondsTo } from './reach.ts'
import { positionOf } from './snap.ts'
import type { Manner, Route, Snap } from './walk.ts'

/**
 * The quickest way.
 * @param from where the first of `ends` meets the network
 * @param to where the second does
 * @param ends WGS-84 positions of the start and the place
 * @returns null when the streets do not lead there in this manner
 */
export function route(
  network: WalkingNetwork,
  from: Snap,
  to: Snap,
  manner: Manner,
  ends: [Position, Position],
): Route | null {
  const reached = searchUntil(network, from, to, manner, metresBetween(ends[0], ends[1]))
  if (!reached) return null
  const pieces = piecesTo(network, reached, from, to, manner)
  const metresOf = ({ edge, share }: Piece) => (network.lengths[edge] ?? 0) * share
  const isSteps = ({ edge }: Piece) => ((network.flags[edge] ?? 0) & edgeFlags.steps) !== 0
  const line = [
    ends[0],
    positionOf(network, from),
    ...pieces.flatMap(({ node }) => (node === undefined ? [] : [nodePosition(network, node)])),
    positionOf(network, to),
    ends[1],
  ]
  return {
    line: withoutRepeats(line),
    metres: from.metres + sum(pieces.map(metresOf)) + to.metres,
    seconds: secondsTo(network, reached, to, manner),
    stepsMetres: sum(pieces.filter(isSteps).map(metresOf)),
  }
}

/**
 * Searches ever farther until the place is reached, so that a way round the corner does not need the whole city. What is
 * found within a limit is the quickest, whatever lies beyond.
 */
function searchUntil(
  network: WalkingNetwork,
  from: Snap,
  to: Snap,
  manner: Manner,
  straight: number,
): Reached | null {
  const buffer = new ReachBuffer(network)
  let before = -1
  let limit = 60 + 2 * secondsAMetre(manner.pace) * (straight + from.metres + to.metres)
  for (; ; limit *= 2) {
    const reached = reach(network, [from], manner, limit, buffer)
    if (secondsTo(network, reached, to, manner) !== Number.POSITIVE_INFINITY) return reached
    if (limit === Number.POSITIVE_INFINITY) return null
    // Once nothing more comes with twice the time, a last search decides.
    if (reached.order.length === before || reached.order.length === nodeCount(network))
      limit = Number.POSITIVE_INFINITY
    before = reached.order.length
  }
}

/** The end of an edge by which the way comes to a point on it, or null when it stays on the edge. */
function lastNode(network: WalkingNetwork, reached: Reached, to: Snap, manner: Manner): number | null {
  const whole = edgeSeconds(network, pricesOf(manner), to.edge)
  const [one, other] = [network.ends[to.edge * 2] ?? 0, network.ends[to.edge * 2 + 1] ?? 0]
  const viaOne = (reached.seconds[one] ?? 0) + to.along * whole
  const viaOther = (reached.seconds[other] ?? 0) + (1 - to.along) * whole
  const [start] = reached.starts
  if (start?.edge === to.edge) {
    const direct = secondsOff(start, manner) + Math.abs(start.along - to.along) * whole
    if (direct <= Math.min(viaOne, viaOther)) return null
  }
  return viaOne <= viaOther ? one : other
}

/** A piece of the way: how much of which edge, and the node that it leads to where it is not the last one. */
interface Piece {
  edge: number
  share: number
  node?: number
}

/** The pieces of the way, from the start on. */
function piecesTo(network: WalkingNetwork, reached: Reached, from: Snap, to: Snap, manner: Manner): Piece[] {
  const last = lastNode(network, reached, to, manner)
  if (last === null) return [{ edge: to.edge, share: Math.abs(from.along - to.along) }]
  const pieces: Piece[] = [{ edge: to.edge, share: shareTo(network, to, last) }]
  let node = last
  for (let edge = reached.via[node] ?? -1; edge >= 0; edge = reached.via[node] ?? -1) {
    pieces.push({ edge, share: 1, node })
    node = otherEnd(network, edge, node)
  }
  pieces.push({ edge: from.edge, share: shareTo(network, from, node), node })
  return pieces.reverse()
}

/** Share of an edge between a point on it and one of its ends. */
const shareTo = (network: WalkingNetwork, { edge, along }: Snap, node: number): number =>
  network.ends[edge * 2] === node ? along : 1 - along

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

function withoutRepeats(points: readonly Position[]): Position[] {
  return points.filter((point, at) => {
    const before = points[at - 1]
    return at === 0 || before?.[0] !== point[0] || before[1] !== point[1]
  })
}
