/** Lays the sample town out: plan → plane graph → blocks cut up → walkable streets and blocks to build on. */

import { type Random, seededRandom } from '../random.ts'
import { arrange, edgeKey, faces, type PlanGraph, type PlanLine, trimLooseEnds } from './arrange.ts'
import { type Growth, growth, longAxis } from './grow.ts'
import {
  branchHalfWidth,
  branchLine,
  countryRoads,
  fixedStreets,
  grounds,
  mainRoads,
  outskirts,
  parks,
  quarters,
  railway,
  railwayHalfWidth,
  river,
  riverRoads,
  type StreetClass,
  type Style,
  stream,
  streamHalfWidth,
  streetClasses,
  townEdge,
} from './layout.ts'
import { englishNames, streetNames } from './names.ts'
import {
  add,
  along,
  beside,
  centroid,
  contains,
  curve,
  distance,
  distanceToLine,
  minus,
  type Point,
  type Ring,
  signedArea,
  times,
  unit,
} from './plane.ts'

export interface TownEdge {
  a: number
  b: number
  class: StreetClass
  name: string
  /** over water */
  bridge: boolean
  /** under the railway */
  underpass: boolean
}

export type BlockUse = 'built' | 'green' | 'wood' | (typeof grounds)[number]['use']

/** A piece of ground between streets. */
export interface Block {
  ring: Point[]
  /** class of the street along each side; null is a bank, a fence or the railway */
  sideClasses: (StreetClass | null)[]
  style: Style
  use: BlockUse
  name: string
  nameEn: string
  village: boolean
}

export interface Town {
  nodes: Point[]
  edges: TownEdge[]
  blocks: Block[]
  /** the faces between main lines that are built up, before they were cut */
  quarters: { ring: Point[]; village: boolean }[]
  river: { ring: Point[]; line: Point[] }
  stream: { ring: Point[]; line: Point[] }
  railway: Point[]
  branchLine: Point[]
  nameEn(street: string): string
}

const riverLine = curve(
  river.map(([x, y]) => [x, y]),
  38,
)
const riverWidths = curve(
  river.map(([x, , width]) => [x, width * 10]),
  38,
)
const streamLine = curve(stream)
const railwayLine = curve(railway)
const branchCurve = curve(branchLine)

/** Half the river's width where its middle line is nearest. */
function riverHalfWidth(at: Point): number {
  let nearest = 0
  let least = Number.POSITIVE_INFINITY
  for (const [index, point] of riverLine.entries()) {
    const away = distance(point, at)
    if (away < least) {
      least = away
      nearest = index
    }
  }
  return widthAt(riverLine[nearest]?.[0] ?? 0)
}

function widthAt(x: number): number {
  let before = riverWidths[0]
  for (const point of riverWidths) {
    if (before && point[0] >= x) {
      const span = point[0] - before[0]
      return (span > 0 ? before[1] + ((point[1] - before[1]) * (x - before[0])) / span : point[1]) / 10
    }
    before = point
  }
  return (before?.[1] ?? 200) / 10
}

/** Whether a point is in the water, `margin` metres of bank included. */
export function inWater(at: Point, margin = 0): boolean {
  return (
    distanceToLine(riverLine, at) < riverHalfWidth(at) + margin ||
    distanceToLine(streamLine, at) < streamHalfWidth + margin
  )
}

function onRailway(at: Point, margin = 0): boolean {
  return distanceToLine(railwayLine, at) < railwayHalfWidth + margin
}

function bank(side: 1 | -1): Point[] {
  return beside(riverLine, (index) => side * widthAt(riverLine[index]?.[0] ?? 0))
}

const rank = (of: StreetClass | null) => (of === null ? streetClasses.length : streetClasses.indexOf(of))

function villageEdge(at: Point, reach: number, random: Random): Point[] {
  const corners = 9
  const spokes: Point[] = [
    [1, 0],
    [0.766, 0.643],
    [0.174, 0.985],
    [-0.5, 0.866],
    [-0.94, 0.342],
    [-0.94, -0.342],
    [-0.5, -0.866],
    [0.174, -0.985],
    [0.766, -0.643],
  ]
  const ring = spokes.slice(0, corners).map((spoke): Point => {
    const far = reach * random.between(0.78, 1.12)
    return [at[0] + spoke[0] * far * 1.18, at[1] + spoke[1] * far * 0.88]
  })
  const line = curve(ring, 44, true)
  const first = line[0]
  return first ? [...line, first] : line
}

/** Drawn by hand, a road may end a little before the one it should meet: both ends go on for a bit. */
function reachingPast(line: readonly Point[], metres = 40): Point[] {
  const past = (end: Point | undefined, before: Point | undefined): Point[] =>
    end && before ? [add(end, times(unit(minus(end, before)), metres))] : []
  return [...past(line[0], line[1]), ...line, ...past(line.at(-1), line.at(-2))]
}

function planLines(random: Random): PlanLine[] {
  const lines: PlanLine[] = []
  for (const road of [...mainRoads, ...fixedStreets, ...countryRoads])
    lines.push({ points: reachingPast(curve(road.through)), class: road.class, name: road.name })
  for (const road of riverRoads) {
    const points = beside(
      riverLine,
      (index) => road.offset + Math.sign(road.offset) * (widthAt(riverLine[index]?.[0] ?? 0) - 20) * 0.9,
    )
    lines.push({
      points: points.filter(([x]) => x >= road.fromX && x <= road.toX),
      class: road.class,
      name: road.name,
    })
  }
  for (const [side, from, to, name] of [
    [1, -3420, 3380, '涧河北岸步道'],
    [-1, -1910, 2870, '涧河南岸步道'],
  ] as const) {
    const points = bank(side)
    lines.push({ points: points.filter(([x]) => x <= from), class: null, name: '' })
    lines.push({ points: points.filter(([x]) => x >= from - 40 && x <= to + 40), class: 'path', name })
    lines.push({ points: points.filter(([x]) => x >= to), class: null, name: '' })
  }
  for (const side of [1, -1]) {
    const dry = beside(streamLine, () => side * streamHalfWidth).filter(
      (p) => distanceToLine(riverLine, p) > 24,
    )
    lines.push({ points: dry, class: null, name: '' })
    lines.push({ points: beside(railwayLine, () => side * railwayHalfWidth), class: null, name: '' })
    const fence = beside(branchCurve, () => side * branchHalfWidth)
    lines.push({ points: fence.filter((p) => !onRailway(p, -3)), class: null, name: '' })
  }
  for (const park of parks) {
    for (const trail of park.trails ?? []) lines.push({ points: curve(trail, 30), class: 'path', name: '' })
    for (const steps of park.steps ?? []) lines.push({ points: curve(steps, 30), class: 'steps', name: '' })
  }
  for (const quarter of quarters)
    if (quarter.reach !== undefined)
      lines.push({ points: villageEdge(quarter.at, quarter.reach, random), class: 'lane', name: '' })
  return lines
}

/** Blocks whose every corner lies on the edge of one corridor are the corridor itself. */
function isCorridor(ring: Ring): boolean {
  return (
    ring.every((p) => distanceToLine(riverLine, p) < riverHalfWidth(p) + 4) ||
    ring.every((p) => distanceToLine(streamLine, p) < streamHalfWidth + 4) ||
    ring.every((p) => onRailway(p, 4)) ||
    ring.every((p) => distanceToLine(branchCurve, p) < branchHalfWidth + 4)
  )
}

const isRiverside = (ring: Ring) =>
  ring.every((p) => distanceToLine(riverLine, p) < riverHalfWidth(p) + 68) &&
  contains(townEdge, centroid(ring))

/** The quarter a place belongs to: the nearest centre. */
export function quarterAt(at: Point): { code: string; style: Style } {
  let nearest: { code: string; style: Style } = { code: '', style: 'danwei' }
  let least = Number.POSITIVE_INFINITY
  for (const quarter of quarters) {
    const away = distance(quarter.at, at)
    if (away < least) {
      least = away
      nearest = quarter
    }
  }
  return nearest
}

function styleAt(at: Point): Style {
  let style: Style = 'danwei'
  let least = Number.POSITIVE_INFINITY
  for (const place of [...quarters, ...outskirts]) {
    const away = distance(place.at, at)
    if (away < least) {
      least = away
      style = place.style
    }
  }
  return style
}

/** The largest block that each use of a ground takes, in square metres. */
const groundSize = {
  park: 62_000,
  square: 17_000,
  school: 34_000,
  hospital: 30_000,
  stadium: 80_000,
  works: 120_000,
  market: 16_000,
  civic: 45_000,
} as const

const groundIn = (ring: Ring) =>
  grounds.find(({ at, use }) => contains(ring, at) && Math.abs(signedArea(ring)) < groundSize[use])

function blockOf(
  grown: Growth,
  loop: readonly number[],
  given: Pick<Block, 'style' | 'use' | 'village'>,
): Block {
  const around = grown.sidesOf(loop)
  const ring = grown.ringOf(around)
  const ground = given.use === 'built' ? groundIn(ring) : undefined
  return {
    ring,
    sideClasses: around.map((node, index) => {
      const edge = grown.graph.edges.get(edgeKey(node, around[(index + 1) % around.length] ?? node))
      return edge?.class ?? null
    }),
    style: given.style,
    use: ground?.use ?? given.use,
    name: ground?.name ?? '',
    nameEn: ground?.nameEn ?? '',
    village: given.village,
  }
}

/** Cuts a long green strip, or a park, by footpaths. */
function pathsThrough(grown: Growth, loop: number[], least: number, bow: number): number[][] {
  const ring = grown.ringOf(grown.sidesOf(loop))
  const { length, width } = longAxis(ring)
  if (Math.abs(signedArea(ring)) < least * 2 || length < 90) return [loop]
  const parts = grown.cutBlock(loop, {
    class: 'path',
    name: () => '',
    skew: 0.3,
    bow,
    width: Math.min(24, width * 0.6),
    pull: 12,
    least: least * 0.5,
  })
  return parts ? parts.flatMap((part) => pathsThrough(grown, part, least, bow)) : [loop]
}

/** Makes the town; the same one every time. */
export function layTown(): Town {
  const graph: PlanGraph = arrange(planLines(seededRandom(11)), rank)
  trimLooseEnds(graph, 150)
  const names = streetNames(seededRandom(12))
  const grown = growth(graph, seededRandom(13), (kind, style, at) => names.next(kind, style, at))
  const built: Town['quarters'] = []
  const leaves: { loop: number[]; style: Style; use: BlockUse; village: boolean }[] = []
  for (const loop of faces(graph)) {
    const ring = grown.ringOf(loop)
    const area = signedArea(ring)
    const middle = centroid(ring)
    if (isCorridor(ring)) continue
    if (isRiverside(ring)) {
      for (const part of pathsThrough(grown, loop, 5_500, 0.05))
        leaves.push({ loop: part, style: 'new', use: 'green', village: false })
      continue
    }
    if (parks.some((park) => contains(park.edge, middle)) && area < 500_000) continue
    const hamlet = quarters.find(
      ({ at, reach }) => reach !== undefined && area < 420_000 && distance(at, middle) < reach * 1.05,
    )
    const village = hamlet !== undefined
    if (!village && !(contains(townEdge, middle) && area < 1_400_000)) continue
    built.push({ ring: [...ring], village })
    const style = village ? 'village' : styleAt(middle)
    const parts = grown.fill(loop, style, (part) => groundIn(part) !== undefined)
    for (const part of parts) leaves.push({ loop: part, style, use: 'built', village })
  }
  const greens = leaves.flatMap((leaf) => {
    const ring = grown.ringOf(grown.sidesOf(leaf.loop))
    const ground = leaf.use === 'built' ? groundIn(ring) : undefined
    if (ground?.use !== 'park') return [leaf]
    const use: BlockUse = 'park'
    return pathsThrough(grown, leaf.loop, 5_000, 0.16).map((loop) => ({ ...leaf, loop, use }))
  })
  const blocks = greens.map((leaf) => blockOf(grown, leaf.loop, leaf))
  return {
    ...walkable(graph, seededRandom(14)),
    blocks,
    quarters: built,
    river: { ring: [...bank(1), ...bank(-1).reverse()], line: riverLine },
    stream: {
      ring: [
        ...beside(streamLine, () => streamHalfWidth),
        ...beside(streamLine, () => -streamHalfWidth).reverse(),
      ],
      line: streamLine,
    },
    railway: railwayLine,
    branchLine: branchCurve,
    nameEn: (street) => englishNames.get(street) ?? names.english(street),
  }
}

/**
 * The edges one may walk on. Some footpaths and lanes are shut, as the walls of compounds shut them, but never so
 * that a part is cut off; what hangs together with nothing is left out.
 */
function walkable(graph: PlanGraph, random: Random): Pick<Town, 'nodes' | 'edges'> {
  const root = graph.nodes.map((_, index) => index)
  const find = (node: number): number => {
    let top = node
    while (root[top] !== top && root[top] !== undefined) top = root[top] ?? top
    root[node] = top
    return top
  }
  const join = (a: number, b: number) => {
    const [p, q] = [find(a), find(b)]
    if (p === q) return false
    root[p] = q
    return true
  }
  const walked = [...graph.edges.values()].flatMap((edge) =>
    edge.class === null ? [] : [{ ...edge, class: edge.class }],
  )
  const shut = new Set<string>()
  const doubtful: typeof walked = []
  for (const edge of walked) {
    const share = edge.class === 'path' ? 0.13 : edge.class === 'lane' && edge.name === '' ? 0.06 : 0
    if (random.chance(share)) doubtful.push(edge)
    else join(edge.a, edge.b)
  }
  for (const edge of random.shuffled(doubtful)) if (!join(edge.a, edge.b)) shut.add(edgeKey(edge.a, edge.b))
  const sizes = new Map<number, number>()
  for (const edge of walked) sizes.set(find(edge.a), (sizes.get(find(edge.a)) ?? 0) + 1)
  const [largest] = [...sizes].sort((p, q) => q[1] - p[1])[0] ?? [0]
  const number = new Map<number, number>()
  const nodes: Point[] = []
  const nodeOf = (node: number) => {
    const known = number.get(node)
    if (known !== undefined) return known
    number.set(node, nodes.length)
    return nodes.push(graph.nodes[node] ?? [0, 0]) - 1
  }
  const edges: TownEdge[] = []
  for (const edge of walked) {
    if (find(edge.a) !== largest || shut.has(edgeKey(edge.a, edge.b))) continue
    const middle = along(graph.nodes[edge.a] ?? [0, 0], graph.nodes[edge.b] ?? [0, 0], 0.5)
    edges.push({
      a: nodeOf(edge.a),
      b: nodeOf(edge.b),
      class: edge.class,
      name: edge.name,
      bridge: inWater(middle, -2),
      underpass: onRailway(middle, -2),
    })
  }
  return { nodes, edges }
}
