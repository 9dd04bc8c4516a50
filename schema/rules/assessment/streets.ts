/** The streets that lead to each service centre, as they are drawn: what `ground.ts` counts, edge by edge. */

import type { Position } from '../../catalog/divisions.ts'
import { edgeCount, type WalkingNetwork } from '../walking/network.ts'
import { snapper } from '../walking/snap.ts'
import { centreOfNodes } from './street-walks.ts'
import { assessedManner } from './walks.ts'

/**
 * The streets that are nearer on foot to a centre than to any other, and within so many seconds of it. A street between
 * two centres' is divided in its middle.
 * @param centres WGS-84; null where a community has none
 * @returns pieces of streets of each centre, in their order; none for a centre that lies off the streets
 */
export function streetsOf(
  network: WalkingNetwork,
  centres: readonly (Position | null)[],
  limitSeconds: number,
): Position[][][] {
  const snap = snapper(network)
  const snaps = centres.map((centre) => centre && snap(centre, assessedManner))
  const owner = centreOfNodes(network, snaps, limitSeconds)
  const streets = centres.map((): Position[][] => [])
  const positionOf = (node: number): Position => [network.longitudes[node] ?? 0, network.latitudes[node] ?? 0]
  for (let edge = 0; edge < edgeCount(network); edge += 1) {
    const from = network.ends[edge * 2] ?? 0
    const to = network.ends[edge * 2 + 1] ?? 0
    const ends: [Position, Position] = [positionOf(from), positionOf(to)]
    if (owner[from] === owner[to]) {
      streets[owner[from] ?? -1]?.push(ends)
      continue
    }
    const middle: Position = [(ends[0][0] + ends[1][0]) / 2, (ends[0][1] + ends[1][1]) / 2]
    streets[owner[from] ?? -1]?.push([ends[0], middle])
    streets[owner[to] ?? -1]?.push([middle, ends[1]])
  }
  return streets
}
