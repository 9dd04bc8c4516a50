/** Dijkstra's search as textbooks have it: lists of neighbours and a binary heap of pairs. What walking is measured against. */

import type { WalkingNetwork } from '../../schema/rules/walking/network.ts'

export interface Neighbour {
  node: number
  seconds: number
}

/** Lists the neighbours of every node, for somebody who walks at the standard pace and takes stairs. */
export function neighboursOf({ longitudes, ends, lengths, flags }: WalkingNetwork): Neighbour[][] {
  const lists = Array.from(longitudes, (): Neighbour[] => [])
  for (const [edge, metres] of lengths.entries()) {
    const seconds = (flags[edge] ?? 0) % 2 === 1 ? 2 * metres : metres
    const [from = 0, to = 0] = [ends[2 * edge], ends[2 * edge + 1]]
    lists[from]?.push({ node: to, seconds })
    lists[to]?.push({ node: from, seconds })
  }
  return lists
}

class BinaryHeap {
  readonly #items: Neighbour[] = []

  push(item: Neighbour): void {
    let at = this.#items.push(item) - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (this.#secondsAt(parent) <= item.seconds) return
      this.#swap(at, parent)
      at = parent
    }
  }

  pop(): Neighbour | undefined {
    const first = this.#items[0]
    const last = this.#items.pop()
    if (!last || last === first) return first
    this.#items[0] = last
    for (let at = 0; ; ) {
      let least = at
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (this.#secondsAt(child) < this.#secondsAt(least)) least = child
      }
      if (least === at) return first
      this.#swap(at, least)
      at = least
    }
  }

  #secondsAt(at: number): number {
    return this.#items[at]?.seconds ?? Number.POSITIVE_INFINITY
  }

  #swap(one: number, other: number): void {
    const [first, second] = [this.#items[one], this.#items[other]]
    if (!first || !second) return
    this.#items[one] = second
    this.#items[other] = first
  }
}

/** Seconds to every node that is reached within a limit. */
export function textbookReach(
  neighbours: readonly (readonly Neighbour[])[],
  starts: readonly Neighbour[],
  limit: number,
): Map<number, number> {
  const reached = new Map<number, number>()
  const heap = new BinaryHeap()
  for (const start of starts) heap.push(start)
  for (let next = heap.pop(); next; next = heap.pop()) {
    if (reached.has(next.node) || next.seconds > limit) continue
    reached.set(next.node, next.seconds)
    for (const { node, seconds } of neighbours[next.node] ?? []) {
      if (!reached.has(node)) heap.push({ node, seconds: next.seconds + seconds })
    }
  }
  return reached
}
