/** Lays the sample town out: plan → plane graph → blocks cut up → walkable streets and blocks to build on. */

import { type Random, seededRandom } from '../random.ts'
import { arrange, edgeKey, faces, type PlanGraph, type PlanLine, trimLooseEnds } from './arrange.ts'
import { type Growth, growth, longAxis } from './grow.ts'
import { hillWoods, type Wood } from './hills.ts'
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
  riverWidths,
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
  pieces,
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
  /** woods without names on the hills */
  woods: Wood[]
  nameEn(street: string): string
}

/** Half the river's width where its middle line is nearest. */
function riverHalfWidth(at: Point): number {
  let nearest = 0
  let least = Number.POSITIVE_INFINITY
  for (const [index, point] of river.entries()) {
    const away = distance(point, at)
    if (away < least) {
      least = away
      nearest = index
    }
  }
  return widthAt(river[nearest]?.[0] ?? 0)
}

function widthAt(x: number): number {
  let before = riverWidths[0]
  for (const here of riverWidths) {
    if (before && here.at[0] > x) {
      const share = Math.max(0, (x - before.at[0]) / (here.at[0] - before.at[0]))
      return before.halfWidth + (here.halfWidth - before.halfWidth) * share
    }
    before = here
  }
  return before?.halfWidth ?? 20
}

/** Whether a point is in the water, `margin` metres of bank included. */
export function inWater(at: Point, margin = 0): boolean {
  return (
    distanceToLine(river, at) < riverHalfWidth(at) + margin ||
    distanceToLine(stream, at) < streamHalfWidth + margin
  )
}

function onRailway(at: Point, margin = 0): boolean {
  return distanceToLine(railway, at) < railwayHalfWidth + margin
}

function bank(side: 1 | -1): Point[] {
  return beside(river, (index) => side * widthAt(river[index]?.[0] ?? 0))
}

const rank = (of: StreetClass | null) => (of === null ? streetClasses.length : streetClasses.indexOf(of))

/** A rounded outline of no regular shape. */
function outline(at: Point, reach: number, random: Random, step: number): Point[] {
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
  const wide = random.between(0.95, 1.4)
  const ring = spokes.map((spoke): Point => {
    const far = reach * random.between(0.62, 1.18)
    return [at[0] + spoke[0] * far * wide, at[1] + (spoke[1] * far) / wide]
  })
  return curve(ring, step, true)
}

interface Village {
  edge: Point[]
}

function villagesOf(random: Random): Village[] {
  return quarters.flatMap(({ at, reach }) =>
    reach === undefined ? [] : [{ edge: outline(at, reach, random, 44) }],
  )
}

/** A village ends partly at a lane, partly at the fields. */
function villageLines({ edge }: Village): PlanLine[] {
  const [first] = edge
  return [...pieces(first ? [...edge, first] : edge)].map((points, index) => ({
    points,
    class: index % 9 < 5 ? 'lane' : null,
    name: '',
  }))
}

/** Drawn by hand, a road may end a little before the one it should meet: both ends go on for a bit. */
function reachingPast(line: readonly Point[], metres: number): Point[] {
  const past = (end: Point | undefined, before: Point | undefined): Point[] =>
    end && before ? [add(end, times(unit(minus(end, before)), metres))] : []
  return [...past(line[0], line[1]), ...line, ...past(line.at(-1), line.at(-2))]
}

function planLines(villages: readonly Village[]): PlanLine[] {
  const lines: PlanLine[] = []
  for (const [roads, past] of [
    [mainRoads, 28],
    [fixedStreets, 28],
    [countryRoads, 75],
  ] as const)
    for (const road of roads)
      lines.push({ points: reachingPast(road.line, past), class: road.class, name: road.name })
  for (const road of riverRoads) {
    const points = beside(
      river,
      (index) => road.offset + Math.sign(road.offset) * (widthAt(river[index]?.[0] ?? 0) - 20) * 0.9,
    )
    lines.push({
      points: points.filter(([x]) => x >= road.fromX && x <= road.toX),
      class: road.class,
      name: road.name,
    })
  }
  for (const [side, from, to, name] of [
    [1, -3620, 3480, '涧河北岸步道'],
    [-1, -2030, 2960, '涧河南岸步道'],
  ] as const) {
    const points = bank(side)
    lines.push({ points: points.filter(([x]) => x <= from), class: null, name: '' })
    lines.push({ points: points.filter(([x]) => x >= from - 40 && x <= to + 40), class: 'path', name })
    lines.push({ points: points.filter(([x]) => x >= to), class: null, name: '' })
  }
  for (const side of [1, -1]) {
    const dry = beside(stream, () => side * streamHalfWidth).filter((p) => distanceToLine(river, p) > 24)
    lines.push({ points: dry, class: null, name: '' })
    lines.push({ points: beside(railway, () => side * railwayHalfWidth), class: null, name: '' })
    const fence = beside(branchLine, () => side * branchHalfWidth)
    lines.push({ points: fence.filter((p) => !onRailway(p, -3)), class: null, name: '' })
  }
  for (const park of parks) {
    for (const trail of park.trails ?? []) lines.push({ points: trail, class: 'path', name: '' })
    for (const steps of park.steps ?? []) lines.push({ points: steps, class: 'steps', name: '' })
  }
  for (const village of villages) lines.push(...villageLines(village))
  return lines
}

/** Blocks whose every corner lies on the edge of one corridor are the corridor itself. */
function isCorridor(ring: Ring): boolean {
  return (
    ring.every((p) => distanceToLine(river, p) < riverHalfWidth(p) + 9) ||
    ring.every((p) => distanceToLine(stream, p) < streamHalfWidth + 9) ||
    ring.every((p) => onRailway(p, 9)) ||
    ring.every((p) => distanceToLine(branchLine, p) < branchHalfWidth + 8)
  )
}

const isRiverside = (ring: Ring) =>
  ring.every((p) => distanceToLine(river, p) < riverHalfWidth(p) + 68) && contains(townEdge, centroid(ring))

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

interface Leaf {
  loop: number[]
  style: Style
  use: BlockUse
  village: boolean
  ground?: (typeof grounds)[number]
}

function blockOf(grown: Growth, given: Leaf): Block {
  const around = grown.sidesOf(given.loop)
  const ring = grown.ringOf(around)
  const ground = given.ground ?? (given.use === 'built' ? groundIn(ring) : undefined)
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
  const villages = villagesOf(seededRandom(11))
  const graph: PlanGraph = arrange(planLines(villages), rank)
  trimLooseEnds(graph, 150)
  const names = streetNames(seededRandom(12))
  const grown = growth(graph, seededRandom(13), (kind, style, at) => names.next(kind, style, at))
  const built: Town['quarters'] = []
  const leaves: Leaf[] = []
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
    const village = area < 420_000 && villages.some(({ edge }) => contains(edge, middle))
    if (!village && !(contains(townEdge, middle) && area < 1_400_000)) continue
    built.push({ ring: [...ring], village })
    const style = village ? 'village' : styleAt(middle)
    const parts = grown.fill(loop, style, (part) => groundIn(part) !== undefined)
    for (const part of parts) leaves.push({ loop: part, style, use: 'built', village })
  }
  const greens = leaves.flatMap((leaf): Leaf[] => {
    const ring = grown.ringOf(grown.sidesOf(leaf.loop))
    const ground = leaf.use === 'built' ? groundIn(ring) : undefined
    if (ground?.use !== 'park') return [leaf]
    const use: BlockUse = 'park'
    return pathsThrough(grown, leaf.loop, 5_000, 0.16).map((loop) => ({ ...leaf, loop, use, ground }))
  })
  const blocks = greens.map((leaf) => blockOf(grown, leaf))
  return {
    ...walkable(graph, seededRandom(14)),
    blocks,
    quarters: built,
    river: { ring: [...bank(1), ...bank(-1).reverse()], line: [...river] },
    stream: {
      ring: [...beside(stream, () => streamHalfWidth), ...beside(stream, () => -streamHalfWidth).reverse()],
      line: [...stream],
    },
    railway: [...railway],
    branchLine: [...branchLine],
    woods: hillWoods(),
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
