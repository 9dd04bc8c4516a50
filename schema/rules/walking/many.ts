/** Which of many sources is nearest to each node on foot: one search from all of them at once. */

import { otherEnd, type WalkingNetwork } from './network.ts'
import { reach } from './reach.ts'
import type { Manner, Snap } from './walk.ts'

export interface Nearest {
  /** of every node, to the nearest source; Infinity beyond the limit */
  seconds: Float32Array
  /** `owner` of that source; -1 beyond the limit */
  owner: Int32Array
}

/**
 * Seconds from every node to the nearest of some sources, and which one it is.
 * @param sources each with a number of its own choice, 0 or more: the outlet that it stands for
 * @param limitSeconds Infinity for all that is connected
 */
export function nearestOf(
  network: WalkingNetwork,
  sources: readonly (Snap & { owner: number })[],
  manner: Manner,
  limitSeconds: number,
): Nearest {
  const { seconds, order, via } = reach(network, sources, manner, limitSeconds)
  const owner = new Int32Array(seconds.length).fill(-1)
  // in the order of time: the node before is known
  for (const node of order) {
    const edge = via[node] ?? 0
    owner[node] = (edge < 0 ? sources[-1 - edge]?.owner : owner[otherEnd(network, edge, node)]) ?? -1
  }
  return { seconds, owner }
}
