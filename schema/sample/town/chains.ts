/** Edges strung together into ways of one class and name, which pack well and carry labels along a whole street. */

import type { StreetWay } from '../streets-format.ts'
import { dot, minus, type Point, unit } from './plane.ts'
import type { Town, TownEdge } from './town.ts'

const factsOf = (edge: TownEdge) => `${edge.class} ${edge.name} ${edge.bridge} ${edge.underpass}`

/** The ways of a town, the most important classes first; every edge is in exactly one. */
export function chainsOf(town: Town): StreetWay[] {
  const around = new Map<number, number[]>()
  for (const [index, edge] of town.edges.entries())
    for (const node of [edge.a, edge.b]) around.set(node, [...(around.get(node) ?? []), index])
  const used = new Set<number>()
  const point = (node: number): Point => town.nodes[node] ?? [0, 0]

  /** From `from` over edge to `here`: the edge of the same kind that goes on most nearly straight. */
  function onward(edge: TownEdge, from: number, here: number): { index: number; to: number } | null {
    const way = unit(minus(point(here), point(from)))
    let best: { index: number; to: number } | null = null
    let straightest = 0.35
    for (const index of around.get(here) ?? []) {
      const next = town.edges[index]
      if (!next || used.has(index) || factsOf(next) !== factsOf(edge)) continue
      const to = next.a === here ? next.b : next.a
      const straight = dot(way, unit(minus(point(to), point(here))))
      if (straight > straightest) {
        straightest = straight
        best = { index, to }
      }
    }
    return best
  }

  function follow(edge: TownEdge, from: number, here: number): number[] {
    const nodes: number[] = []
    let [last, at] = [from, here]
    for (let next = onward(edge, last, at); next; next = onward(edge, last, at)) {
      used.add(next.index)
      nodes.push(next.to)
      last = at
      at = next.to
    }
    return nodes
  }

  const ways: StreetWay[] = []
  for (const [index, edge] of town.edges.entries()) {
    if (used.has(index)) continue
    used.add(index)
    const forward = follow(edge, edge.a, edge.b)
    const back = follow(edge, edge.b, edge.a)
    ways.push({
      class: edge.class,
      name: edge.name,
      bridge: edge.bridge,
      underpass: edge.underpass,
      nodes: [...back.reverse(), edge.a, edge.b, ...forward],
    })
  }
  const order = ['main', 'street', 'lane', 'path', 'steps']
  return ways.sort((p, q) => order.indexOf(p.class) - order.indexOf(q.class))
}
