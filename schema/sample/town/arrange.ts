/** From lines that cross anyhow to a plane graph: nodes where they meet, edges between, faces enclosed. */

import type { StreetClass } from './layout.ts'
import { along, crossing, distance, minus, type Point, pieces, type Ring } from './plane.ts'

/** A line of the plan; without a class it only bounds blocks (a bank, a railway fence) and nobody walks on it. */
export interface PlanLine {
  points: readonly Point[]
  class: StreetClass | null
  name: string
}

export interface PlanEdge {
  a: number
  b: number
  class: StreetClass | null
  name: string
}

export interface PlanGraph {
  nodes: Point[]
  edges: Map<string, PlanEdge>
}

/** Points nearer than this become one node, in metres. */
const MERGE = 5
const CELL = 120

export const edgeKey = (a: number, b: number) => (a < b ? `${a} ${b}` : `${b} ${a}`)

/** Gives every point a node, the same one to points that nearly coincide. */
export function nodeIndex(nodes: Point[], merge = MERGE) {
  const cells = new Map<string, number[]>()
  const cell = (value: number) => Math.floor(value / merge)
  const put = (index: number, [x, y]: Point) => {
    const key = `${cell(x)} ${cell(y)}`
    const held = cells.get(key)
    if (held) held.push(index)
    else cells.set(key, [index])
  }
  for (const [index, point] of nodes.entries()) put(index, point)
  return (point: Point): number => {
    let nearest = -1
    let least = merge
    for (let dx = -1; dx <= 1; dx++)
      for (let dy = -1; dy <= 1; dy++)
        for (const index of cells.get(`${cell(point[0]) + dx} ${cell(point[1]) + dy}`) ?? []) {
          const away = distance(nodes[index] ?? point, point)
          if (away >= least) continue
          least = away
          nearest = index
        }
    if (nearest >= 0) return nearest
    nodes.push(point)
    put(nodes.length - 1, point)
    return nodes.length - 1
  }
}

interface Piece {
  a: Point
  b: Point
  line: PlanLine
}

/** Cuts every piece wherever another crosses or touches it. */
function cut(all: readonly Piece[]): Piece[] {
  const cells = new Map<string, number[]>()
  const cellsOf = function* ({ a, b }: Piece) {
    const low = [Math.min(a[0], b[0]) - MERGE, Math.min(a[1], b[1]) - MERGE].map((v) => Math.floor(v / CELL))
    const high = [Math.max(a[0], b[0]) + MERGE, Math.max(a[1], b[1]) + MERGE].map((v) => Math.floor(v / CELL))
    for (let x = low[0] ?? 0; x <= (high[0] ?? 0); x++)
      for (let y = low[1] ?? 0; y <= (high[1] ?? 0); y++) yield `${x} ${y}`
  }
  for (const [index, piece] of all.entries())
    for (const key of cellsOf(piece)) cells.set(key, [...(cells.get(key) ?? []), index])
  return all.flatMap((piece, index) => {
    const length = distance(piece.a, piece.b)
    const cuts = new Set<number>()
    const crossings = new Set<number>()
    const others = new Set<number>()
    for (const key of cellsOf(piece)) for (const other of cells.get(key) ?? []) others.add(other)
    others.delete(index)
    for (const number of others) {
      const other = all[number]
      if (!other) continue
      const met = crossing(piece.a, piece.b, other.a, other.b)
      // A crossing near both ends must be cut too: the cut then takes the nearer end for its node.
      if (met && met[0] * length > 0.3 && (1 - met[0]) * length > 0.3) crossings.add(met[0])
      for (const end of [other.a, other.b]) {
        const share = shareBeside(piece.a, piece.b, end)
        if (share !== null) cuts.add(share)
      }
    }
    const clear = [...cuts].filter((share) => share * length > MERGE && (1 - share) * length > MERGE)
    const shares = [0, ...clear, ...crossings, 1]
    shares.sort((a, b) => a - b)
    const parts: Piece[] = []
    for (const [position, share] of shares.entries()) {
      const next = shares[position + 1]
      if (next === undefined || (next - share) * length < 0.01) continue
      parts.push({
        a: along(piece.a, piece.b, share),
        b: along(piece.a, piece.b, next),
        line: piece.line,
      })
    }
    return parts
  })
}

/** How far along a→b a point lies that nearly touches it, or null. */
function shareBeside(a: Point, b: Point, point: Point): number | null {
  const way = minus(b, a)
  const length = way[0] * way[0] + way[1] * way[1]
  const share = ((point[0] - a[0]) * way[0] + (point[1] - a[1]) * way[1]) / length
  if (share <= 0 || share >= 1) return null
  return distance(along(a, b, share), point) < MERGE - 1 ? share : null
}

/** The plane graph of the lines. The class of an edge that several lines share is the most important one. */
export function arrange(lines: readonly PlanLine[], rank: (of: StreetClass | null) => number): PlanGraph {
  let all: Piece[] = lines.flatMap((line) => [...pieces(line.points)].map(([a, b]) => ({ a, b, line })))
  let graph: PlanGraph = { nodes: [], edges: new Map() }
  // Merging nodes bends edges a little, which may make new crossings: a few rounds settle it.
  let before = 0
  for (let round = 0; round < 10; round++) {
    graph = { nodes: [], edges: new Map() }
    const nodeOf = nodeIndex(graph.nodes)
    for (const { a, b, line } of cut(all)) {
      const from = nodeOf(a)
      const to = nodeOf(b)
      if (from === to) continue
      const key = edgeKey(from, to)
      const held = graph.edges.get(key)
      if (!held || rank(line.class) < rank(held.class))
        graph.edges.set(key, { a: from, b: to, class: line.class, name: line.name })
    }
    const settled = graph.nodes.length === before
    before = graph.nodes.length
    if (settled) break
    const { nodes } = graph
    all = [...graph.edges.values()].map((edge) => ({
      a: nodes[edge.a] ?? [0, 0],
      b: nodes[edge.b] ?? [0, 0],
      line: { points: [], class: edge.class, name: edge.name },
    }))
  }
  return graph
}

function neighbours(graph: PlanGraph): Map<number, number[]> {
  const map = new Map<number, number[]>()
  const put = (from: number, to: number) => {
    const held = map.get(from)
    if (held) held.push(to)
    else map.set(from, [to])
  }
  for (const { a, b } of graph.edges.values()) {
    put(a, b)
    put(b, a)
  }
  return map
}

/** Cuts off loose ends shorter than `metres`: where a drawn road reaches a little past the one it ends at. */
export function trimLooseEnds(graph: PlanGraph, metres: number): void {
  const around = neighbours(graph)
  for (const [end, next] of [...around]) {
    if (next.length !== 1) continue
    const way = [end]
    let length = 0
    let here = end
    let onward = next[0]
    while (onward !== undefined && length < metres) {
      length += distance(graph.nodes[here] ?? [0, 0], graph.nodes[onward] ?? [0, 0])
      way.push(onward)
      const before = here
      here = onward
      const ways = around.get(here) ?? []
      onward = ways.length === 2 ? ways.find((node) => node !== before) : undefined
    }
    if (length >= metres || (around.get(here)?.length ?? 0) < 3) continue
    for (const [index, node] of way.entries()) {
      const other = way[index + 1]
      if (other === undefined) continue
      graph.edges.delete(edgeKey(node, other))
      around.set(
        node,
        (around.get(node) ?? []).filter((n) => n !== other),
      )
      around.set(
        other,
        (around.get(other) ?? []).filter((n) => n !== node),
      )
    }
  }
}

/** Orders directions counter-clockwise without an arctangent. */
function turnOrder([x, y]: Point): number {
  const slope = x / (Math.abs(x) + Math.abs(y))
  return y < 0 ? 3 + slope : 1 - slope
}

/** The bounded faces of the graph, counter-clockwise, as node numbers; spurs into a face are left out. */
export function faces(graph: PlanGraph): number[][] {
  const around = neighbours(graph)
  const nextOf = new Map<string, number>()
  for (const [node, others] of around) {
    const here = graph.nodes[node] ?? [0, 0]
    const order = [...new Set(others)].sort(
      (p, q) =>
        turnOrder(minus(graph.nodes[p] ?? [0, 0], here)) - turnOrder(minus(graph.nodes[q] ?? [0, 0], here)),
    )
    for (const [index, other] of order.entries()) {
      const clockwise = order[(index + order.length - 1) % order.length]
      if (clockwise !== undefined) nextOf.set(`${other} ${node}`, clockwise)
    }
  }
  const seen = new Set<string>()
  const found: number[][] = []
  for (const start of nextOf.keys()) {
    if (seen.has(start)) continue
    const loop: number[] = []
    let key = start
    while (!seen.has(key)) {
      seen.add(key)
      const [from = 0, to = 0] = key.split(' ').map(Number)
      loop.push(from)
      key = `${to} ${nextOf.get(key) ?? from}`
    }
    const clean = withoutSpurs(loop)
    if (clean.length > 2 && ringArea(clean.map((node) => graph.nodes[node] ?? [0, 0])) > 1) found.push(clean)
  }
  return found
}

function withoutSpurs(loop: readonly number[]): number[] {
  const kept: number[] = []
  for (const node of loop) {
    if (kept.at(-2) === node) kept.pop()
    else if (kept.at(-1) !== node) kept.push(node)
  }
  while (kept.length > 2 && (kept[0] === kept.at(-2) || kept[0] === kept.at(-1))) kept.pop()
  while (kept.length > 2 && kept.at(-1) === kept[1]) kept.shift()
  return kept
}

function ringArea(ring: Ring): number {
  let sum = 0
  for (const [index, a] of ring.entries()) {
    const b = ring[(index + 1) % ring.length] ?? a
    sum += a[0] * b[1] - b[0] * a[1]
  }
  return sum / 2
}
