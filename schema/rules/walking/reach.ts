/** How long it takes on foot from somewhere to everywhere within a limit: Dijkstra's search on typed arrays. */

import { edgeSeconds, pricesOf, secondsOff } from './cost.ts'
import { NodeHeap } from './heap.ts'
import { nodeCount, type WalkingNetwork } from './network.ts'
import type { Manner, Snap } from './walk.ts'

/**
 * What a search writes into. Made once for a network and used again and again, so that dragging a pin allocates
 * nothing but a view: only what the last search touched is put back.
 */
export class ReachBuffer {
  /** of every node, from the nearest start; Infinity where the search did not come */
  readonly seconds: Float32Array
  /** reached nodes by time, {@link count} of them */
  readonly order: Uint32Array
  count = 0
  /** see {@link Reached} */
  readonly via: Int32Array
  readonly heap: NodeHeap

  constructor(network: WalkingNetwork) {
    const nodes = nodeCount(network)
    this.seconds = new Float32Array(nodes).fill(Number.POSITIVE_INFINITY)
    this.order = new Uint32Array(nodes)
    this.via = new Int32Array(nodes)
    this.heap = new NodeHeap(nodes)
  }

  /** Forgets the last search. */
  clear(): void {
    const { seconds, order, count } = this
    for (let at = 0; at < count; at += 1) seconds[order[at] ?? 0] = Number.POSITIVE_INFINITY
    this.count = 0
  }
}

/** What a search found. It lies in the search's buffer: valid until the next search writes there. */
export interface Reached {
  starts: readonly Snap[]
  limitSeconds: number
  /** of every node, from the nearest start; Infinity beyond the limit. Single precision: right to a hundredth. */
  seconds: Float32Array
  /** the reached nodes, the nearest first */
  order: Uint32Array
  /** edge by which each reached node is come to; `-1 - s` where that is from start `s`, on its own edge */
  via: Int32Array
}

/**
 * Seconds on foot from the nearest of some starts to every node, up to a limit.
 * @param starts where it starts; each from its position, so that the way to the street is walked too
 * @param limitSeconds how far the search goes; Infinity for all that is connected
 * @param into of the same network; what it held is overwritten. A new one when it is left out.
 */
export function reach(
  network: WalkingNetwork,
  starts: readonly Snap[],
  manner: Manner,
  limitSeconds: number,
  into: ReachBuffer = new ReachBuffer(network),
): Reached {
  into.clear()
  const { seconds, order, via, heap } = into
  const { firstOf, neighbours, edges, lengths, flags } = network
  const prices = pricesOf(manner)
  const offer = (node: number, time: number, by: number) => {
    if (!(time <= limitSeconds && time < (seconds[node] ?? 0))) return
    seconds[node] = time
    via[node] = by
    heap.offer(node, time)
  }
  for (const [place, start] of starts.entries()) {
    const whole = edgeSeconds(network, prices, start.edge)
    if (whole === Number.POSITIVE_INFINITY) continue
    const off = secondsOff(start, manner)
    offer(network.ends[start.edge * 2] ?? 0, off + start.along * whole, -1 - place)
    offer(network.ends[start.edge * 2 + 1] ?? 0, off + (1 - start.along) * whole, -1 - place)
  }
  let count = 0
  while (heap.size > 0) {
    const node = heap.take()
    order[count++] = node
    const before = seconds[node] ?? 0
    const end = firstOf[node + 1] ?? 0
    for (let half = firstOf[node] ?? 0; half < end; half += 1) {
      const edge = edges[half] ?? 0
      const price = prices[flags[edge] ?? 0] ?? 0
      offer(neighbours[half] ?? 0, before + (lengths[edge] ?? 0) * price, edge)
    }
  }
  into.count = count
  return { starts, limitSeconds, seconds, order: order.subarray(0, count), via }
}

/**
 * Seconds from the starts of a search to a position, its way from the street included.
 * @param snap where the position meets the network
 * @param manner the one of the search
 * @returns Infinity when it is beyond the limit of the search
 */
export function secondsTo(network: WalkingNetwork, reached: Reached, snap: Snap, manner: Manner): number {
  const whole = edgeSeconds(network, pricesOf(manner), snap.edge)
  if (whole === Number.POSITIVE_INFINITY) return whole
  const { starts, seconds, limitSeconds } = reached
  let best = Math.min(
    (seconds[network.ends[snap.edge * 2] ?? 0] ?? 0) + snap.along * whole,
    (seconds[network.ends[snap.edge * 2 + 1] ?? 0] ?? 0) + (1 - snap.along) * whole,
  )
  for (const start of starts) {
    if (start.edge !== snap.edge) continue
    best = Math.min(best, secondsOff(start, manner) + Math.abs(start.along - snap.along) * whole)
  }
  best += secondsOff(snap, manner)
  return best <= limitSeconds ? best : Number.POSITIVE_INFINITY
}
