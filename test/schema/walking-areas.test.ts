import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Position } from '../../schema/catalog/divisions.ts'
import { reachMinutes } from '../../schema/catalog/paces.ts'
import { metresBetween } from '../../schema/rules/distance.ts'
import { areas, areaTolerance, smallestHole, streetsideMetres } from '../../schema/rules/walking/areas.ts'
import { edgeFlags, nodeCount, type WalkingNetwork } from '../../schema/rules/walking/network.ts'
import { ReachBuffer, reach } from '../../schema/rules/walking/reach.ts'
import { snapper } from '../../schema/rules/walking/snap.ts'
import type { Manner, WalkingArea } from '../../schema/rules/walking/walk.ts'
import { sampleNetwork } from '../../schema/sample/network.ts'
import {
  arbitraryManner,
  arbitraryPlace,
  arbitraryTown,
  firstMeeting,
  insideOf,
  isWithin,
  metresFrom,
  networkInMetres,
  placeOf,
  referenceWalk,
  type Stand,
  signedArea,
  standOn,
} from './walking-reference.ts'

const standard: Manner = { pace: 'standard', stepFree: false }

const areasFrom = (
  network: WalkingNetwork,
  stands: readonly Stand[],
  manner: Manner,
  minutes: readonly number[] = reachMinutes,
): WalkingArea[] => {
  const longest = Math.max(...minutes) * 60
  const reached = reach(
    network,
    stands.map(({ snap }) => snap),
    manner,
    longest,
  )
  return areas(network, reached, minutes, manner)
}

/** What GeoJSON and geometry ask of a multipolygon. */
function expectValid({ polygons }: WalkingArea): void {
  const rings = polygons.flat()
  for (const ring of rings) {
    expect(ring.length).toBeGreaterThanOrEqual(4)
    expect(ring[0]).toEqual(ring.at(-1))
  }
  expect(firstMeeting(rings)).toBeNull()
  for (const [outer = [], ...holes] of polygons) {
    expect(signedArea(outer)).toBeGreaterThan(0)
    const inOuter = insideOf([[outer]])
    for (const hole of holes) {
      expect(signedArea(hole)).toBeLessThan(0)
      for (const point of hole) expect(inOuter(point)).toBe(true)
    }
  }
  // outlines do not meet, so one point tells whether one polygon lies in another: then only in a hole of it
  for (const polygon of polygons) {
    for (const other of polygons) {
      const point = other[0]?.[0]
      if (other !== polygon && point) expect(isWithin([polygon], point)).toBe(false)
    }
  }
}

/** Metres from a node to the nearest stretch that is reached within some seconds, looked for metre by metre. */
function metresToReached(
  network: WalkingNetwork,
  known: ReadonlyMap<string, number>,
  stands: readonly Stand[],
  { pace, stepFree }: Manner,
  seconds: number,
  node: number,
): number {
  let least = Number.POSITIVE_INFINITY
  for (const [edge, flags] of network.flags.entries()) {
    if (stepFree && (flags & (edgeFlags.steps | edgeFlags.rough)) !== 0) continue
    const [from = 0, to = 0] = network.ends.subarray(edge * 2, edge * 2 + 2)
    const [[fromLng, fromLat], [toLng, toLat]] = [placeOf(network, from), placeOf(network, to)]
    const metres = Math.ceil(metresBetween([fromLng, fromLat], [toLng, toLat]))
    const slow = (flags & edgeFlags.steps) !== 0 ? (pace === 'elder' ? 3 : 2) : 1
    const price = slow * (pace === 'elder' ? 1.25 : 1)
    const comings = [
      { name: String(from), along: 0 },
      { name: String(to), along: 1 },
      ...stands.flatMap(({ snap }, at) =>
        snap.edge === edge ? [{ name: `from${at} foot`, along: snap.along }] : [],
      ),
    ].map(({ name, along }) => ({ along, seconds: known.get(name) ?? Number.POSITIVE_INFINITY }))
    for (let at = 0; at <= metres; at += 1) {
      const share = at / metres
      const isReached = comings.some(
        (coming) => coming.seconds + Math.abs(share - coming.along) * metres * price <= seconds,
      )
      if (!isReached) continue
      const point: Position = [fromLng + (toLng - fromLng) * share, fromLat + (toLat - fromLat) * share]
      least = Math.min(least, metresBetween(point, placeOf(network, node)))
    }
  }
  return least
}

describe('areas', () => {
  it('are valid, lie within each other, hold what is reached and nothing else beyond the tolerance', () => {
    fc.assert(
      fc.property(
        arbitraryTown(11, 110),
        fc.array(arbitraryPlace, { minLength: 1, maxLength: 2 }),
        arbitraryManner,
        (network, places, manner) => {
          const stands = places.map((place) => standOn(network, place))
          const found = areasFrom(network, stands, manner)
          const known = referenceWalk(network, stands, [], manner)
          for (const [rank, area] of found.entries()) {
            expectValid(area)
            const isInside = insideOf(area.polygons)
            const isInNext = insideOf((found[rank + 1] ?? area).polygons)
            for (let node = 0; node < nodeCount(network); node += 1) {
              const late = (known.get(String(node)) ?? Number.POSITIVE_INFINITY) - area.minutes * 60
              const within = isInside(placeOf(network, node))
              if (late < -0.01) expect(within).toBe(true)
              if (late > 0.01 && within) {
                const metres = metresToReached(network, known, stands, manner, area.minutes * 60, node)
                expect(metres).toBeLessThan(areaTolerance)
              }
              if (within) expect(isInNext(placeOf(network, node))).toBe(true)
            }
            for (let at = 0; at < 400; at += 1) {
              const point = metresFrom((at % 20) * 57.31 - 31.7, Math.floor(at / 20) * 58.93 - 29.3)
              if (isInside(point)) expect(isInNext(point)).toBe(true)
            }
          }
        },
      ),
      { numRuns: 25 },
    )
  })

  it('count an edge for the part of it that is reached', () => {
    const network = networkInMetres(
      [
        [0, 0],
        [2000, 0],
      ],
      [[0, 1]],
    )
    const stand = standOn(network, { edge: 0, along: 0.5, off: 20 })
    const [five, fifteen] = areasFrom(network, [stand], standard, [5, 15])
    // 20 m to the street, 280 m along it
    for (const [metres, within] of [
      [0, true],
      [279, true],
      [300, false],
      [-279, true],
      [-300, false],
    ] as const) {
      expect(isWithin(five?.polygons ?? [], metresFrom(1000 + metres, 0))).toBe(within)
    }
    expect(isWithin(fifteen?.polygons ?? [], metresFrom(1000 - 879, 0))).toBe(true)
    expect(isWithin(fifteen?.polygons ?? [], metresFrom(1000 - 900, 0))).toBe(false)
    expect(isWithin(five?.polygons ?? [], metresFrom(1000, streetsideMetres - 1))).toBe(true)
    expect(isWithin(five?.polygons ?? [], metresFrom(1000, streetsideMetres + 1))).toBe(false)
  })

  it('leave out the middle of an edge that is reached from its ends alone', () => {
    const network = networkInMetres(
      [
        [0, 100],
        [-300, 0],
        [300, 0],
      ],
      [
        [0, 1],
        [0, 2],
        [1, 2],
      ],
    )
    const stand = standOn(network, { edge: 0, along: 0, off: 0 })
    // 316 m to each end, 300 m on to the middle
    const [eight, eleven] = areasFrom(network, [stand], standard, [8, 11])
    for (const east of [-300, -150, 150, 300]) {
      expect(isWithin(eight?.polygons ?? [], metresFrom(east, 0))).toBe(true)
    }
    expect(isWithin(eight?.polygons ?? [], metresFrom(0, 0))).toBe(false)
    expect(isWithin(eleven?.polygons ?? [], metresFrom(0, 0))).toBe(true)
  })

  it('start from several places on one edge, each as far as it is the quickest', () => {
    const network = networkInMetres(
      [
        [0, 0],
        [2000, 0],
      ],
      [[0, 1]],
    )
    const stands = [
      standOn(network, { edge: 0, along: 0.5, off: 240 }),
      standOn(network, { edge: 0, along: 0.55, off: 0 }),
    ]
    const [five] = areasFrom(network, stands, standard, [5])
    for (const [east, within] of [
      [780, false],
      [810, true],
      [1000, true],
      [1390, true],
      [1420, false],
    ] as const) {
      expect(isWithin(five?.polygons ?? [], metresFrom(east, 0))).toBe(within)
    }
  })

  it('count stairs for as much as is climbed, and not at all for wheels', () => {
    const network = networkInMetres(
      [
        [0, 0],
        [100, 0],
        [1000, 0],
      ],
      [
        [0, 1],
        [1, 2, edgeFlags.steps],
      ],
    )
    const stand = standOn(network, { edge: 0, along: 0, off: 0 })
    const [five] = areasFrom(network, [stand], standard, [5])
    expect(isWithin(five?.polygons ?? [], metresFrom(199, 0))).toBe(true)
    expect(isWithin(five?.polygons ?? [], metresFrom(225, 0))).toBe(false)
    const [level] = areasFrom(network, [stand], { pace: 'standard', stepFree: true }, [5])
    expect(isWithin(level?.polygons ?? [], metresFrom(100, 0))).toBe(true)
    expect(isWithin(level?.polygons ?? [], metresFrom(125, 0))).toBe(false)
  })

  it('do not cross a river but where a bridge is reached', () => {
    // two banks, 60 m apart, and a bridge 600 m to the east
    const bank = Array.from({ length: 21 }, (_, at) => at * 50)
    const network = networkInMetres(
      [
        ...bank.map((east): [number, number] => [east, 0]),
        ...bank.map((east): [number, number] => [east, 60]),
      ],
      [
        ...bank.slice(1).map((_, at): [number, number] => [at, at + 1]),
        ...bank.slice(1).map((_, at): [number, number] => [at + 21, at + 22]),
        [12, 33, edgeFlags.bridge],
      ],
    )
    const stand = standOn(network, { edge: 0, along: 0, off: 0 })
    const [ten = { polygons: [] }, fifteen = { polygons: [] }] = areasFrom(
      network,
      [stand],
      standard,
      [10, 15],
    )
    for (const east of bank) {
      expect(isWithin(ten.polygons, metresFrom(east, 0))).toBe(east <= 600)
      expect(isWithin(ten.polygons, metresFrom(east, 60))).toBe(false)
      // over the bridge, and 240 m to either side of it
      const metres = Math.abs(east - 600)
      if (metres > 240 && metres < 240 + areaTolerance) continue
      expect(isWithin(fifteen.polygons, metresFrom(east, 60))).toBe(metres <= 240)
    }
    expect(isWithin(fifteen.polygons, metresFrom(600, 30))).toBe(true)
    expect(isWithin(fifteen.polygons, metresFrom(200, 45))).toBe(false)
  })

  it.each([
    ['keep the hole of a wide block', 200, 1],
    ['fill that of a narrow one', 2 * streetsideMetres + 10, 0],
  ])('%s', (_, side, holes) => {
    const network = networkInMetres(
      [
        [0, 0],
        [side, 0],
        [side, side],
        [0, side],
      ],
      [
        [0, 1],
        [1, 2],
        [2, 3],
        [3, 0],
      ],
    )
    const [area] = areasFrom(network, [standOn(network, { edge: 0, along: 0.5, off: 0 })], standard, [15])
    expect(area?.polygons).toHaveLength(1)
    expect((area?.polygons[0]?.length ?? 0) - 1).toBe(holes)
    expect((side - 2 * streetsideMetres) ** 2 < smallestHole).toBe(holes === 0)
  })

  it('keep a hole around a yard that nobody can enter', () => {
    const network = networkInMetres(
      [
        [0, 0],
        [100, 0],
        [100, 100],
        [0, 100],
        [50, 45],
        [50, 55],
      ],
      [
        [0, 1],
        [1, 2],
        [2, 3],
        [3, 0],
        [4, 5],
      ],
    )
    const [area] = areasFrom(network, [standOn(network, { edge: 0, along: 0.5, off: 0 })], standard, [15])
    expect(area?.polygons[0]).toHaveLength(2)
    for (const north of [45, 50, 55]) {
      expect(isWithin(area?.polygons ?? [], metresFrom(50, north))).toBe(false)
    }
  })

  it('are empty where nothing is reached, and do not go beyond what was searched', () => {
    const network = networkInMetres(
      [
        [0, 0],
        [500, 0],
      ],
      [[0, 1, edgeFlags.steps]],
    )
    const stand = standOn(network, { edge: 0, along: 0.5, off: 0 })
    expect(areasFrom(network, [stand], { pace: 'standard', stepFree: true }, [5, 10])).toEqual([
      { minutes: 5, polygons: [] },
      { minutes: 10, polygons: [] },
    ])
    expect(areasFrom(network, [], standard, [5])).toEqual([{ minutes: 5, polygons: [] }])
    const far = standOn(network, { edge: 0, along: 0.5, off: 200 })
    expect(areasFrom(network, [far], standard, [3, 5]).map(({ polygons }) => polygons.length)).toEqual([0, 1])
    const short = reach(network, [stand.snap], standard, 60)
    expect(areas(network, short, [15], standard)[0]?.polygons).toEqual(
      areas(network, short, [1], standard)[0]?.polygons,
    )
  })
})

describe('areas of the sample city', () => {
  const network = sampleNetwork()
  const snap = snapper(network)
  const buffer = new ReachBuffer(network)
  const manners: Manner[] = [standard, { pace: 'elder', stepFree: true }]

  it.each([
    ['the middle', [111.874, 34.747]],
    ['beside the railway', [111.869, 34.7518]],
    ['beside the river', [111.871, 34.7405]],
    ['the slopes', [111.85, 34.752]],
  ] as const)('are right from %s', (_, [lng, lat]) => {
    for (const manner of manners) {
      const start = snap([lng, lat], manner)
      if (!start) throw new Error('no street is near')
      const reached = reach(network, [start], manner, Number.POSITIVE_INFINITY, buffer)
      const found = areas(network, reached, reachMinutes, manner)
      expect(areas(network, reached, reachMinutes, manner)).toEqual(found)
      for (const area of found) {
        expectValid(area)
        const limit = area.minutes * 60
        const isInside = insideOf(area.polygons)
        const places = Array.from(reached.order, (node) => ({
          at: placeOf(network, node),
          seconds: reached.seconds[node] ?? 0,
        })).filter(({ at }) => metresBetween(at, [lng, lat]) < 1500)
        const inTime = places.filter(({ seconds }) => seconds <= limit)
        expect(inTime.length).toBeGreaterThan(0)
        expect(inTime.filter(({ at }) => !isInside(at))).toEqual([])
        // Points of streets are at most 60 m apart here: what is farther from every one that is reached is outside.
        const late = places.filter(({ at, seconds }) => seconds > limit && isInside(at))
        const lonely = late.filter(({ at }) =>
          inTime.every((one) => metresBetween(one.at, at) > areaTolerance + 60),
        )
        expect(lonely).toEqual([])
      }
    }
  })

  it('do not lie across the railway and the river where the way over is too long', () => {
    let across = 0
    for (const position of [
      [111.869, 34.7518],
      [111.871, 34.7405],
      [111.88, 34.7405],
    ] as const) {
      const start = snap([...position], standard)
      if (!start) throw new Error('no street is near')
      const reached = reach(network, [start], standard, Number.POSITIVE_INFINITY, buffer)
      const fifteen = areas(network, reached, [15], standard)[0]?.polygons ?? []
      const isInside = insideOf(fifteen)
      for (const node of reached.order) {
        const [at, seconds] = [placeOf(network, node), reached.seconds[node] ?? 0]
        // a way of at least a quarter of an hour to what is a third of that away
        if (seconds < 16 * 60 || metresBetween(at, [...position]) > 300) continue
        across += 1
        expect(isInside(at)).toBe(false)
      }
    }
    expect(across).toBeGreaterThan(20)
  })
})
