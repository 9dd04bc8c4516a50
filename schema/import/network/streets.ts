/** The streets of an extract that are walked, as points and the edges between them; not yet a network. */

import type { Position } from '../../catalog/divisions.ts'
import { networkLimits } from '../../catalog/network-limits.ts'
import { isInside } from '../../rules/bounds.ts'
import { metresBetween } from '../../rules/distance.ts'
import type { NetworkParts } from '../../rules/walking/graph.ts'
import { edgeFlags } from '../../rules/walking/network.ts'
import { onGrid } from '../../rules/walking/network-file.ts'
import type { OsmScan } from '../osm.ts'
import type { Bounds } from '../position.ts'
import { UnreadableFile } from '../types.ts'
import { barrierOf, isStreet, isWalked, wayFlags } from './foot.ts'

/** Points and edges; points may lie side by side, edges may be there twice. */
export type Streets = Omit<NetworkParts, 'source'>

/** What was met on the way. */
export interface StreetTally {
  /** ways of which something is walked */
  walked: number
  /** streets that nobody walks: private ones, motorways, ones that are still being built */
  notWalked: number
  /** places where a barrier closes a way */
  barriers: number
  /** edges that lead out of the extract or of the bounds, or are longer than any street */
  cut: number
  /** day of the data, YYYY-MM-DD; null when the extract does not tell */
  date: string | null
}

/** Points of ways that an extract may have: a province has two or three million. */
const REFS_MAX = 10_000_000

/** Ways one after another: `sizes` tells how many of `refs` each has. */
interface Ways {
  refs: number[]
  sizes: number[]
  flags: number[]
  /** the first node of each street that is not walked */
  notWalked: number[]
  barriers: Map<number, 'closed' | 'narrow'>
}

async function readWays(scan: OsmScan, tally: StreetTally): Promise<Ways> {
  const ways: Ways = { refs: [], sizes: [], flags: [], notWalked: [], barriers: new Map() }
  await scan({
    dated: (day) => {
      tally.date = day
    },
    node: (id, _, tags) => {
      const barrier = barrierOf(tags)
      if (barrier) ways.barriers.set(id, barrier)
    },
    way: (_, refs, tags) => {
      if (!isStreet(tags)) return
      if (!isWalked(tags)) {
        ways.notWalked.push(refs[0] ?? Number.NaN)
        return
      }
      if (ways.refs.length + refs.length > REFS_MAX) {
        throw new UnreadableFile(
          '街道太多：请先裁剪到本市。 Too many streets: cut the extract to the city first.',
        )
      }
      for (const ref of refs) ways.refs.push(ref)
      ways.sizes.push(refs.length)
      ways.flags.push(wayFlags(tags))
    },
  })
  return ways
}

/** The place of each id among the points: the ids in order, searched by halves, take a sixth of a Map's memory. */
class Places {
  readonly #ids: Float64Array

  constructor(refs: readonly number[]) {
    const sorted = Float64Array.from(refs).sort()
    let size = 0
    for (const id of sorted) {
      if (size === 0 || id !== sorted[size - 1]) sorted[size++] = id
    }
    this.#ids = sorted.slice(0, size)
  }

  get size(): number {
    return this.#ids.length
  }

  /** @returns -1 when no way has the node */
  of(id: number): number {
    let low = 0
    let high = this.#ids.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#ids[middle] ?? 0) < id) low = middle + 1
      else high = middle
    }
    return this.#ids[low] === id ? low : -1
  }
}

const isPosition = ([lng, lat]: Position) => Math.abs(lng) <= 180 && Math.abs(lat) <= 90

/** The points of a network: those of the ways, then copies of closed ones. */
class Points {
  readonly #longitudes: number[]
  readonly #latitudes: number[]

  constructor(size: number) {
    this.#longitudes = new Array<number>(size).fill(Number.NaN)
    this.#latitudes = new Array<number>(size).fill(Number.NaN)
  }

  set(place: number, [lng, lat]: Position): void {
    this.#longitudes[place] = onGrid(lng)
    this.#latitudes[place] = onGrid(lat)
  }

  at(place: number): Position {
    return [this.#longitudes[place] ?? Number.NaN, this.#latitudes[place] ?? Number.NaN]
  }

  /** Whether the position of a point is known; of a place that is none, it is not. */
  has(place: number): boolean {
    return !Number.isNaN(this.#longitudes[place] ?? Number.NaN)
  }

  /** Another point at the same place, joined to nothing. */
  copy(place: number): number {
    const [lng, lat] = this.at(place)
    this.#latitudes.push(lat)
    return this.#longitudes.push(lng) - 1
  }

  arrays() {
    return {
      longitudes: Float64Array.from(this.#longitudes),
      latitudes: Float64Array.from(this.#latitudes),
    }
  }
}

async function readPoints(scan: OsmScan, places: Places, within: Bounds | null): Promise<Points> {
  const points = new Points(places.size)
  await scan({
    node: (id, position) => {
      const place = places.of(id)
      if (place < 0 || !isPosition(position)) return
      if (within === null || isInside(within, position)) points.set(place, position)
    },
  })
  return points
}

/**
 * The edges of all ways. A street can be walked up to a closed barrier from either side: each edge that ends there gets a
 * point of its own, so that nothing leads through. Edges at a narrow one are hard for wheels.
 */
function edgesOf(ways: Ways, places: Places, points: Points, tally: StreetTally): Streets {
  const ends: number[] = []
  const flags: number[] = []
  const has = (id: number) => points.has(places.of(id))
  const endAt = (id: number) => {
    const place = places.of(id)
    return ways.barriers.get(id) === 'closed' ? points.copy(place) : place
  }
  const addEdge = (from: number, to: number, sum: number) => {
    const metres = metresBetween(points.at(places.of(from)), points.at(places.of(to)))
    // Not a number where one of the ends is missing.
    if (!(metres <= networkLimits.edgeMetres)) {
      if (has(from) || has(to)) tally.cut += 1
      return
    }
    const isNarrow = ways.barriers.get(from) === 'narrow' || ways.barriers.get(to) === 'narrow'
    ends.push(endAt(from), endAt(to))
    flags.push(isNarrow ? sum | edgeFlags.rough : sum)
  }
  let first = 0
  for (const [way, size] of ways.sizes.entries()) {
    const before = flags.length
    for (let at = first + 1; at < first + size; at++) {
      addEdge(ways.refs[at - 1] ?? Number.NaN, ways.refs[at] ?? Number.NaN, ways.flags[way] ?? 0)
    }
    first += size
    if (flags.length > before) tally.walked += 1
  }
  tally.notWalked = ways.notWalked.filter(has).length
  tally.barriers = [...ways.barriers].filter(([id, kind]) => kind === 'closed' && has(id)).length
  return { ...points.arrays(), ends: Uint32Array.from(ends), flags: Uint8Array.from(flags) }
}

/**
 * The walked streets of an extract. Goes through it twice, as `readOsm` does: the nodes of a province do not fit into memory.
 * @param within WGS-84; edges that leave it are left out. null: all of the extract
 * @param onHalf called between the two
 * @throws UnreadableFile
 */
export async function readStreets(
  scan: OsmScan,
  within: Bounds | null,
  onHalf?: () => void,
): Promise<{ streets: Streets; tally: StreetTally }> {
  const tally: StreetTally = { walked: 0, notWalked: 0, barriers: 0, cut: 0, date: null }
  const ways = await readWays(scan, tally)
  const places = new Places(ways.refs.concat(ways.notWalked))
  onHalf?.()
  const points = await readPoints(scan, places, within)
  return { streets: edgesOf(ways, places, points, tally), tally }
}
