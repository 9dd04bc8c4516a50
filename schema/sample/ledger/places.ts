/** Where outlets can stand: along the fronts of streets, nearest where people pass. */

import type { Random } from '../random.ts'
import { quarters, type StreetClass } from '../town/layout.ts'
import { add, along, distance, minus, norm, type Point, times, turned, unit } from '../town/plane.ts'
import { inWater, quarterAt, type Town } from '../town/town.ts'

export interface Front {
  at: Point
  class: StreetClass
  /** name of its street; empty in a lane without one */
  street: string
  /** house number by the place along the street */
  number: number
  taken: boolean
}

/** Metres from the middle of a street to a shop's door. */
const doorDistance: Record<StreetClass, number> = { main: 15, street: 10, lane: 6.5, path: 4, steps: 4 }
const STEP = 11
const URBAN_REACH = 720
const RURAL_REACH = 340

/** Every place a door could be, by community code. */
export function frontsOf(town: Town): Map<string, Front[]> {
  const fronts = new Map<string, Front[]>()
  const reachOf = new Map(
    quarters.map(({ code, reach }) => [code, reach === undefined ? URBAN_REACH : RURAL_REACH]),
  )
  const starts = streetStarts(town)
  const centreOf = new Map(quarters.map(({ code, at }) => [code, at]))
  for (const edge of town.edges) {
    if (edge.bridge || edge.underpass || edge.class === 'path' || edge.class === 'steps') continue
    const a = town.nodes[edge.a] ?? [0, 0]
    const b = town.nodes[edge.b] ?? [0, 0]
    const way = minus(b, a)
    const length = norm(way)
    const byWater = inWater(along(a, b, 0.5), length / 2 + 30)
    for (let metres = STEP / 2; metres < length; metres += STEP) {
      const middle = along(a, b, metres / length)
      const { code } = quarterAt(middle)
      const centre = centreOf.get(code)
      if (!centre || distance(centre, middle) > (reachOf.get(code) ?? 0)) continue
      for (const side of [1, -1]) {
        const at = add(middle, times(turned(unit(way)), side * doorDistance[edge.class]))
        if (byWater && inWater(at, 6)) continue
        const held = fronts.get(code) ?? []
        held.push({
          at,
          class: edge.class,
          street: edge.name,
          number: houseNumber(starts.get(edge.name) ?? { start: at, eastward: true }, way, at, side),
          taken: false,
        })
        fronts.set(code, held)
      }
    }
  }
  return fronts
}

/** Where each named street begins, and whether it runs more from west to east than from south to north. */
function streetStarts(town: Town): Map<string, { start: Point; eastward: boolean }> {
  const extents = new Map<string, { low: Point; high: Point }>()
  for (const edge of town.edges)
    for (const node of [edge.a, edge.b]) {
      const [x, y] = town.nodes[node] ?? [0, 0]
      const { low, high } = extents.get(edge.name) ?? { low: [x, y], high: [x, y] }
      extents.set(edge.name, {
        low: [Math.min(low[0], x), Math.min(low[1], y)],
        high: [Math.max(high[0], x), Math.max(high[1], y)],
      })
    }
  return new Map(
    [...extents].map(([name, { low, high }]) => [
      name,
      { start: low, eastward: high[0] - low[0] > high[1] - low[1] },
    ]),
  )
}

/** Numbers grow eastwards or northwards from the street's beginning, even on one side and odd on the other. */
function houseNumber(of: { start: Point; eastward: boolean }, way: Point, at: Point, side: number): number {
  const axis = of.eastward ? 0 : 1
  const even = side * way[axis] > 0
  return Math.floor(Math.max(0, at[axis] - of.start[axis]) / 12) * 2 + (even ? 2 : 1)
}

export type Liking = 'busy' | 'quiet' | 'centre'

const classWeight: Record<Liking, Record<StreetClass, number>> = {
  busy: { main: 3, street: 3.4, lane: 1.1, path: 0, steps: 0 },
  quiet: { main: 0.8, street: 2, lane: 2.2, path: 0, steps: 0 },
  centre: { main: 1, street: 2, lane: 1.4, path: 0, steps: 0 },
}

/** Picks places in one community: near its centre, near the hubs where shops gather, on the streets a type likes. */
export function placesIn(fronts: readonly Front[], centre: Point, random: Random) {
  const good = fronts.filter((front) => front.class !== 'lane' && distance(front.at, centre) < 420)
  const hubs = Array.from({ length: 3 }, () => (good.length > 0 ? random.pick(good).at : centre))
  return {
    /** The first hub is where the market stands. */
    hub: hubs[0] ?? centre,
    /** @param only the street on which it must stand */
    take(liking: Liking, near?: Point, only?: string): Front {
      const weights = fronts.map((front): readonly [Front, number] => {
        if (front.taken || (only !== undefined && front.street !== only)) return [front, 0]
        const away = distance(front.at, centre) / (liking === 'centre' ? 110 : 380)
        const toHub = Math.min(...hubs.map((hub) => distance(front.at, hub))) / 75
        const toNear = near ? distance(front.at, near) / 60 : 0
        const nearness = near ? 1 / (1 + toNear * toNear * toNear) : 1
        const crowd = liking === 'busy' ? 1 + 5 / (1 + toHub * toHub) : 1
        return [front, (classWeight[liking][front.class] * crowd * nearness) / (1 + away * away * away)]
      })
      const free = weights.filter(([, weight]) => weight > 0)
      if (free.length === 0) throw new RangeError(`no door is free near ${centre.join(', ')}`)
      const front = random.weighted(free)
      for (const other of fronts) if (distance(other.at, front.at) < 9) other.taken = true
      return front
    },
  }
}
