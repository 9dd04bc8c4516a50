/**
 * Fills the big faces between main roads with streets, lanes and footpaths, as towns do: a block too large to build
 * on is cut in two across its longer side, and again, each quarter in its own manner (old lanes crooked and close,
 * new blocks wide with paths inside), until what is left can be built on.
 */

import type { Random } from '../random.ts'
import { edgeKey, type PlanGraph } from './arrange.ts'
import type { StreetClass, Style } from './layout.ts'
import {
  add,
  along,
  centroid,
  contains,
  cross,
  crossing,
  distance,
  dot,
  minus,
  nearestOn,
  norm,
  type Point,
  type Ring,
  sides,
  signedArea,
  times,
  turned,
  unit,
} from './plane.ts'

/** How a quarter is cut up; areas in square metres, lengths in metres. */
interface Manner {
  /** blocks above this are cut by a street, the next by a lane, what is left by a footpath */
  street: number
  lane: number
  /** blocks below this are left as they are */
  leaf: number
  /** how far a cut may turn from square, as a slope */
  skew: number
  /** how far a cut may bend, as a share of its length */
  bow: number
  /** least width of a block */
  width: number
  /** how near an existing crossing pulls a new street onto it */
  pull: number
}

const manners: Record<Style, Manner> = {
  old: { street: 90_000, lane: 0, leaf: 5_800, skew: 0.26, bow: 0.07, width: 36, pull: 14 },
  village: { street: 130_000, lane: 0, leaf: 5_000, skew: 0.3, bow: 0.08, width: 34, pull: 12 },
  danwei: { street: 105_000, lane: 17_000, leaf: 8_200, skew: 0.1, bow: 0.03, width: 48, pull: 20 },
  new: { street: 120_000, lane: 34_000, leaf: 10_500, skew: 0.06, bow: 0.035, width: 56, pull: 24 },
  works: { street: 110_000, lane: 42_000, leaf: 26_000, skew: 0.05, bow: 0.01, width: 80, pull: 24 },
}

export interface Growth {
  graph: PlanGraph
  /** the block whose corners these nodes are, with every node that later cuts have put on its sides */
  sidesOf(loop: readonly number[]): number[]
  /** cuts a block; the parts, or null where no good cut was found */
  cutBlock(loop: readonly number[], how: Cut): [number[], number[]] | null
  /** blocks that are done, cut by the manner of their style */
  fill(loop: readonly number[], style: Style, keepWhole: (ring: Ring) => boolean): number[][]
  ringOf(loop: readonly number[]): Point[]
}

interface Cut {
  class: StreetClass
  name: (from: Point, to: Point) => string
  skew: number
  bow: number
  width: number
  pull: number
  least: number
}

/** The longer direction of the smallest rectangle around a ring that lies along one of its sides. */
export function longAxis(ring: Ring): { axis: Point; length: number; width: number; middle: Point } {
  let best = { axis: [1, 0] as Point, length: 0, width: 0, middle: centroid(ring) }
  let least = Number.POSITIVE_INFINITY
  for (const [a, b] of sides(ring)) {
    const way = minus(b, a)
    if (norm(way) < 8) continue
    const u = unit(way)
    const v = turned(u)
    const us = ring.map((point) => dot(point, u))
    const vs = ring.map((point) => dot(point, v))
    const length = Math.max(...us) - Math.min(...us)
    const width = Math.max(...vs) - Math.min(...vs)
    if (length * width >= least) continue
    least = length * width
    const middle = add(
      times(u, (Math.max(...us) + Math.min(...us)) / 2),
      times(v, (Math.max(...vs) + Math.min(...vs)) / 2),
    )
    best =
      length >= width ? { axis: u, length, width, middle } : { axis: v, length: width, width: length, middle }
  }
  return best
}

/**
 * Starts growth on a graph of main lines, which it extends in place.
 * @param newName a name for a new street or lane of the quarter around a point
 */
export function growth(
  graph: PlanGraph,
  random: Random,
  newName: (kind: StreetClass, style: Style, at: Point) => string,
): Growth {
  const middles = new Map<string, number>()
  const degree = new Map<number, number>()
  const namesAt = new Map<number, { name: string; class: StreetClass | null; way: Point }[]>()
  for (const edge of graph.edges.values()) note(edge.a, edge.b, edge.class, edge.name)

  function point(node: number): Point {
    return graph.nodes[node] ?? [0, 0]
  }

  function note(a: number, b: number, kind: StreetClass | null, name: string) {
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      degree.set(from, (degree.get(from) ?? 0) + 1)
      const held = namesAt.get(from) ?? []
      held.push({ name, class: kind, way: unit(minus(point(to), point(from))) })
      namesAt.set(from, held)
    }
  }

  function expand(a: number, b: number): number[] {
    const middle = middles.get(edgeKey(a, b))
    return middle === undefined ? [a] : [...expand(a, middle), ...expand(middle, b)]
  }

  function sidesOf(loop: readonly number[]): number[] {
    return loop.flatMap((node, index) => expand(node, loop[(index + 1) % loop.length] ?? node))
  }

  const ringOf = (loop: readonly number[]) => loop.map(point)

  function nodeOnSide(a: number, b: number, at: Point): number {
    const edge = graph.edges.get(edgeKey(a, b))
    const middle = graph.nodes.push(at) - 1
    if (!edge) return middle
    graph.edges.delete(edgeKey(a, b))
    for (const [from, to] of [
      [a, middle],
      [middle, b],
    ] as const)
      graph.edges.set(edgeKey(from, to), { ...edge, a: from, b: to })
    middles.set(edgeKey(a, b), middle)
    degree.set(middle, 2)
    const way = unit(minus(point(b), point(a)))
    namesAt.set(middle, [
      { name: edge.name, class: edge.class, way },
      { name: edge.name, class: edge.class, way: times(way, -1) },
    ])
    return middle
  }

  /** The corner, existing crossing or new node at which a cut meets the side from `index` on. */
  function landing(loop: readonly number[], index: number, at: Point, pull: number) {
    let nearest: { node: number; index: number } | null = null
    let least = pull
    for (let step = -2; step <= 3; step++) {
      const position = (index + step + loop.length) % loop.length
      const node = loop[position]
      if (node === undefined) continue
      const crossingThere = (degree.get(node) ?? 0) > 2
      const away = distance(point(node), at) + (crossingThere ? 0 : 8)
      if (away < least) {
        least = away
        nearest = { node, index: position }
      }
    }
    return nearest
  }

  function cutBlock(block: readonly number[], how: Cut): [number[], number[]] | null {
    const loop = sidesOf(block)
    const ring = ringOf(loop)
    const { axis, length, middle } = longAxis(ring)
    for (let attempt = 0; attempt < 7; attempt++) {
      const shift = random.between(-0.14, 0.14) * length
      const through = add(middle, times(axis, shift))
      const slope = random.between(-how.skew, how.skew)
      const way = unit(add(turned(axis), times(axis, slope)))
      const parts = tryCut(loop, ring, through, way, how)
      if (parts) return parts
    }
    return null
  }

  function tryCut(loop: number[], ring: Ring, through: Point, way: Point, how: Cut) {
    const far = add(through, times(way, 3000))
    const near = add(through, times(way, -3000))
    const hits: { index: number; share: number; at: Point }[] = []
    for (const [a, b, index] of sides(ring)) {
      const met = crossing(near, far, a, b)
      if (met) hits.push({ index, share: met[0], at: along(near, far, met[0]) })
    }
    hits.sort((p, q) => p.share - q.share)
    let chosen: [(typeof hits)[number], (typeof hits)[number]] | null = null
    let nearestMiddle = Number.POSITIVE_INFINITY
    for (const [position, hit] of hits.entries()) {
      const next = hits[position + 1]
      if (!next || distance(hit.at, next.at) < 20) continue
      const between = along(hit.at, next.at, 0.5)
      if (!contains(ring, between)) continue
      const away = distance(between, through)
      if (away < nearestMiddle) {
        nearestMiddle = away
        chosen = [hit, next]
      }
    }
    if (!chosen) return null
    const ends = chosen.map((hit) => {
      const snapped = landing(loop, hit.index, hit.at, how.pull)
      if (snapped) return { at: point(snapped.node), node: snapped.node, after: snapped.index, fresh: false }
      return { at: hit.at, node: -1, after: hit.index, fresh: true }
    })
    const [start, end] = ends
    if (!start || !end || (start.node >= 0 && start.node === end.node)) return null
    const line = wayBetween(ring, start.at, end.at, how.bow)
    if (!line) return null
    const one = walk(loop, start, end)
    const other = walk(loop, end, start)
    const firstRing = [...one.map(point), end.at, ...[...line].reverse(), start.at]
    const secondRing = [...other.map(point), start.at, ...line, end.at]
    for (const part of [firstRing, secondRing]) {
      const area = Math.abs(signedArea(part))
      if (area < how.least) return null
      if (longAxis(part).width < how.width) return null
    }
    const place = (end: { at: Point; node: number; after: number; fresh: boolean }) => {
      if (!end.fresh) return end.node
      const a = loop[end.after]
      const b = loop[(end.after + 1) % loop.length]
      return a === undefined || b === undefined ? -1 : nodeOnSide(a, b, end.at)
    }
    const from = place(start)
    const to = place(end)
    if (from < 0 || to < 0) return null
    const between = line.map((at) => graph.nodes.push(at) - 1)
    const whole = [from, ...between, to]
    const name =
      continued(from, whole[1] ?? to, how) ||
      continued(to, whole.at(-2) ?? from, how) ||
      how.name(start.at, end.at)
    for (const [index, a] of whole.entries()) {
      const b = whole[index + 1]
      if (b === undefined) continue
      graph.edges.set(edgeKey(a, b), { a, b, class: how.class, name })
      note(a, b, how.class, name)
    }
    const parts: [number[], number[]] = [
      [from, ...one, to, ...[...between].reverse()],
      [to, ...other, from, ...between],
    ]
    return [without(parts[0]), without(parts[1])] as [number[], number[]]
  }

  /** The corners between two landings, in the order of the loop, without the landings. */
  function walk(
    loop: readonly number[],
    from: { after: number; fresh: boolean },
    to: { after: number; fresh: boolean },
  ): number[] {
    const nodes: number[] = []
    let index = (from.after + 1) % loop.length
    const last = to.fresh ? to.after : (to.after - 1 + loop.length) % loop.length
    const stop = (last + 1) % loop.length
    for (let guard = 0; guard <= loop.length && index !== stop; guard++) {
      const node = loop[index]
      if (node !== undefined) nodes.push(node)
      index = (index + 1) % loop.length
    }
    return nodes
  }

  const without = (loop: number[]) => loop.filter((node, index) => node !== loop[(index + 1) % loop.length])

  /** The points between the ends of a new way, gently bent; null when it would leave the block. */
  function wayBetween(ring: Ring, from: Point, to: Point, bow: number): Point[] | null {
    const length = distance(from, to)
    const parts = Math.max(1, Math.round(length / 42))
    const side = turned(unit(minus(to, from)))
    const bends = [random.between(-bow, bow) * length, random.between(-bow, bow) * length * 0.6]
    for (const strength of [1, 0.35, 0]) {
      const line: Point[] = []
      for (let part = 1; part < parts; part++) {
        const t = part / parts
        const off = (bends[0] ?? 0) * 4 * t * (1 - t) + (bends[1] ?? 0) * 10.4 * t * (1 - t) * (1 - 2 * t)
        line.push(add(along(from, to, t), times(side, off * strength)))
      }
      const clear = line.every((at) => contains(ring, at) && nearestSide(ring, at) > Math.min(11, length / 8))
      const middle = along(from, to, 0.5)
      if (clear && (line.length > 0 || contains(ring, middle))) return line
    }
    return null
  }

  function nearestSide(ring: Ring, at: Point): number {
    let least = Number.POSITIVE_INFINITY
    for (const [a, b] of sides(ring)) least = Math.min(least, distance(nearestOn(a, b, at), at))
    return least
  }

  /** The name of a street of the same class that the new one goes straight on from. */
  function continued(at: number, next: number, how: Cut): string {
    const way = unit(minus(point(next), point(at)))
    for (const other of namesAt.get(at) ?? [])
      if (
        other.class === how.class &&
        other.name !== '' &&
        dot(other.way, way) < -0.9 &&
        Math.abs(cross(other.way, way)) < 0.42
      )
        return other.name
    return ''
  }

  function fill(block: readonly number[], style: Style, keepWhole: (ring: Ring) => boolean): number[][] {
    const ring = ringOf(sidesOf(block))
    const area = Math.abs(signedArea(ring))
    const manner = manners[style]
    if (area < manner.leaf * random.between(1.15, 2.1) || keepWhole(ring)) return [[...block]]
    const kind: StreetClass = area > manner.street ? 'street' : area > manner.lane ? 'lane' : 'path'
    const middle = centroid(ring)
    const parts = cutBlock(block, {
      class: kind,
      name: () => newName(kind, style, middle),
      skew: manner.skew,
      bow: manner.bow,
      width: manner.width,
      pull: manner.pull,
      least: manner.leaf * 0.42,
    })
    if (!parts) return [[...block]]
    return parts.flatMap((part) => fill(part, style, keepWhole))
  }

  return { graph, sidesOf, cutBlock, fill, ringOf }
}
