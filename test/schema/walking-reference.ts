/**
 * Walking written as plainly as can be, to compare with: a list of edges, Bellman–Ford, no typed arrays, no heap. Also
 * networks to walk on, and what polygons must be.
 */

import fc from 'fast-check'
import type { Position } from '../../schema/catalog/divisions.ts'
import { metresBetween } from '../../schema/rules/distance.ts'
import { networkOf } from '../../schema/rules/walking/graph.ts'
import { edgeFlags, type WalkingNetwork } from '../../schema/rules/walking/network.ts'
import type { Manner, Snap } from '../../schema/rules/walking/walk.ts'

const source = { attribution: 'a test', licence: 'none', date: null, sample: true }

/** A network of positions and of edges between them: two nodes and flags. */
export function networkFrom(
  positions: readonly Position[],
  edges: readonly [number, number, number?][],
): WalkingNetwork {
  const ends = new Uint32Array(2 * edges.length)
  for (const [at, [from, to]] of edges.entries()) ends.set([from, to], 2 * at)
  return networkOf({
    source,
    longitudes: Float64Array.from(positions, ([lng]) => lng),
    latitudes: Float64Array.from(positions, ([, lat]) => lat),
    ends,
    flags: Uint8Array.from(edges, ([, , flags = 0]) => flags),
  })
}

/** Where somebody is who went so many metres east and north from a corner in Yima. */
export const corner: Position = [111.87, 34.74]
export const metresFrom = (east: number, north: number): Position => [
  corner[0] + east / (111_195.08 * Math.cos((corner[1] * Math.PI) / 180)),
  corner[1] + north / 111_195.08,
]

/** A network of a list of positions in metres from {@link corner}. */
export const networkInMetres = (
  points: readonly [east: number, north: number][],
  edges: readonly [number, number, number?][],
): WalkingNetwork =>
  networkFrom(
    points.map(([east, north]) => metresFrom(east, north)),
    edges,
  )

const kinds = [null, 0, edgeFlags.paved, edgeFlags.steps, edgeFlags.rough, edgeFlags.bridge] as const

/**
 * Towns with crooked blocks: some streets missing, some stairs, some rough, some parts cut off.
 * @param size most blocks in a row
 * @param block metres of a block
 */
export const arbitraryTown = (size: number, block: number): fc.Arbitrary<WalkingNetwork> =>
  fc
    .tuple(fc.integer({ min: 2, max: size }), fc.integer({ min: 2, max: size }))
    .chain(([columns, rows]) =>
      fc.tuple(
        fc.constant(columns),
        fc.array(fc.tuple(fc.integer({ min: -30, max: 30 }), fc.integer({ min: -30, max: 30 })), {
          minLength: columns * rows,
          maxLength: columns * rows,
        }),
        fc.array(fc.integer({ min: 0, max: 15 }), {
          minLength: 2 * columns * rows,
          maxLength: 2 * columns * rows,
        }),
      ),
    )
    .map(([columns, crooked, streets]) => {
      const points = crooked.map(([east, north], node): [number, number] => [
        (node % columns) * block + (east * block) / 100,
        Math.floor(node / columns) * block + (north * block) / 100,
      ])
      const edges = streets.flatMap((street, at): [number, number, number][] => {
        // most streets are there, and plain
        const flags = street < kinds.length ? (kinds[street] ?? null) : street === 6 ? null : 0
        const from = at >> 1
        const to = at % 2 === 0 ? from + 1 : from + columns
        if (flags === null || to >= points.length || (at % 2 === 0 && to % columns === 0)) return []
        return [[from, to, flags]]
      })
      // never without a street
      return networkInMetres(points, edges.length > 0 ? edges : [[0, 1, 0]])
    })

export const arbitraryManner: fc.Arbitrary<Manner> = fc.record({
  pace: fc.constantFrom('standard', 'elder'),
  stepFree: fc.boolean(),
})

/** Somebody beside a street: the position, and where it meets the street. */
export interface Stand {
  position: Position
  snap: Snap
}

/** A place beside a street, as it is made for a network by {@link standOn}. */
export interface Place {
  edge: number
  along: number
  off: number
}

export const arbitraryPlace: fc.Arbitrary<Place> = fc.record({
  edge: fc.nat(10_000),
  // not `double`, of which nearly all are next to 0
  along: fc.integer({ min: 0, max: 1000 }).map((thousandths) => thousandths / 1000),
  off: fc.integer({ min: 0, max: 60 }),
})

export function standOn(network: WalkingNetwork, { edge: at, along, off }: Place): Stand {
  const edge = at % network.lengths.length
  const [from = 0, to = 0] = network.ends.subarray(edge * 2, edge * 2 + 2)
  const [fromLng, fromLat] = placeOf(network, from)
  const [toLng, toLat] = placeOf(network, to)
  const foot: Position = [fromLng + (toLng - fromLng) * along, fromLat + (toLat - fromLat) * along]
  const position: Position = [foot[0], foot[1] + off / 111_195.08]
  return { position, snap: { edge, along, metres: metresBetween(position, foot) } }
}

export const placeOf = (network: WalkingNetwork, node: number): Position => [
  network.longitudes[node] ?? Number.NaN,
  network.latitudes[node] ?? Number.NaN,
]

interface Link {
  from: string
  to: string
  seconds: number
}

/**
 * Seconds from the nearest of some stands to every node (by its number) and to other stands (`to0`, `to1` …). Each edge is
 * cut where somebody stands on it, and all that is known is handed on until nothing changes.
 */
export function referenceWalk(
  network: WalkingNetwork,
  starts: readonly Stand[],
  targets: readonly Stand[],
  manner: Manner,
): Map<string, number> {
  const speed = manner.pace === 'elder' ? 0.8 : 1
  const links: Link[] = []
  for (const [edge, flags] of network.flags.entries()) {
    const isSteps = flags % 2 === 1
    const isRough = Math.floor(flags / 2) % 2 === 1
    if (manner.stepFree && (isSteps || isRough)) continue
    const [from = 0, to = 0] = network.ends.subarray(edge * 2, edge * 2 + 2)
    const factor = isSteps ? (manner.pace === 'elder' ? 3 : 2) : 1
    const seconds = (metresBetween(placeOf(network, from), placeOf(network, to)) * factor) / speed
    const on = [
      ...starts.map((stand, at) => ({ name: `from${at}`, ...stand.snap })),
      ...targets.map((stand, at) => ({ name: `to${at}`, ...stand.snap })),
    ]
      .filter((snap) => snap.edge === edge)
      .sort((one, other) => one.along - other.along)
    const stops = [
      { name: String(from), along: 0 },
      ...on.map(({ name, along }) => ({ name: `${name} foot`, along })),
      { name: String(to), along: 1 },
    ]
    for (const { name, metres } of on) links.push({ from: name, to: `${name} foot`, seconds: metres / speed })
    stops.forEach(({ name, along }, at) => {
      const before = stops[at - 1]
      if (before) links.push({ from: before.name, to: name, seconds: (along - before.along) * seconds })
    })
  }
  const known = new Map<string, number>(starts.map((_, at) => [`from${at}`, 0]))
  for (let changed = true; changed; ) {
    changed = false
    for (const { from, to, seconds } of links) {
      const there = (known.get(from) ?? Number.POSITIVE_INFINITY) + seconds
      const back = (known.get(to) ?? Number.POSITIVE_INFINITY) + seconds
      if (there < (known.get(to) ?? Number.POSITIVE_INFINITY)) {
        known.set(to, there)
        changed = true
      }
      if (back < (known.get(from) ?? Number.POSITIVE_INFINITY)) {
        known.set(from, back)
        changed = true
      }
    }
  }
  return known
}

/** Tells of positions whether they lie in polygons: how many outlines a ray to the east meets is odd. */
export function insideOf(polygons: readonly Position[][][]): (position: Position) => boolean {
  const segments = polygons.flat().flatMap((ring) =>
    ring.slice(1).map((to, at) => {
      const from = ring[at] ?? to
      const [low, high] = from[1] < to[1] ? [from, to] : [to, from]
      return { west: low[0], south: low[1], north: high[1], slope: (high[0] - low[0]) / (high[1] - low[1]) }
    }),
  )
  return ([lng, lat]) => {
    let within = false
    for (const { west, south, north, slope } of segments) {
      if (south <= lat && lat < north && lng < west + (lat - south) * slope) within = !within
    }
    return within
  }
}

/** Whether a position lies in polygons. */
export const isWithin = (polygons: readonly Position[][][], position: Position): boolean =>
  insideOf(polygons)(position)

/** Square degrees that a ring encloses, below 0 when it runs clockwise. */
export const signedArea = (ring: readonly Position[]): number =>
  ring.reduce((sum, [lng, lat], at) => {
    const [nextLng, nextLat] = ring[(at + 1) % ring.length] ?? [lng, lat]
    return sum + ((lng - corner[0]) * (nextLat - corner[1]) - (nextLng - corner[0]) * (lat - corner[1])) / 2
  }, 0)

/** On which side of the line through two positions a third one lies. */
const side = (from: Position, to: Position, point: Position): number =>
  Math.sign((to[0] - from[0]) * (point[1] - from[1]) - (to[1] - from[1]) * (point[0] - from[0]))

/** Two of the segments of some rings that meet where they should not; null when there are none. */
export function firstMeeting(rings: readonly Position[][]): [Position, Position][] | null {
  const segments = rings.flatMap((ring, name) =>
    ring.slice(1).map((to, at) => ({ from: ring[at] ?? to, to, name, at, last: ring.length - 2 })),
  )
  const ordered = segments.toSorted((one, other) => west(one) - west(other))
  for (const [place, one] of ordered.entries()) {
    for (let next = place + 1; next < ordered.length; next += 1) {
      const other = ordered[next]
      if (!other || west(other) > Math.max(one.from[0], one.to[0])) break
      const apart = Math.abs(one.at - other.at)
      if (one.name === other.name && (apart === 1 || apart === one.last)) continue
      const crosses =
        Math.min(one.from[1], one.to[1]) <= Math.max(other.from[1], other.to[1]) &&
        Math.min(other.from[1], other.to[1]) <= Math.max(one.from[1], one.to[1]) &&
        side(one.from, one.to, other.from) * side(one.from, one.to, other.to) <= 0 &&
        side(other.from, other.to, one.from) * side(other.from, other.to, one.to) <= 0
      if (crosses)
        return [
          [one.from, one.to],
          [other.from, other.to],
        ]
    }
  }
  return null
}

const west = ({ from, to }: { from: Position; to: Position }) => Math.min(from[0], to[0])
