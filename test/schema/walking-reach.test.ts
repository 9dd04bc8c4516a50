import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stepsFactor } from '../../schema/catalog/paces.ts'
import { metresBetween } from '../../schema/rules/distance.ts'
import { nearestOf } from '../../schema/rules/walking/many.ts'
import { edgeFlags, nodeCount } from '../../schema/rules/walking/network.ts'
import { ReachBuffer, reach, secondsTo } from '../../schema/rules/walking/reach.ts'
import { route } from '../../schema/rules/walking/route.ts'
import { positionOf } from '../../schema/rules/walking/snap.ts'
import type { Manner } from '../../schema/rules/walking/walk.ts'
import {
  arbitraryManner,
  arbitraryPlace,
  arbitraryTown,
  networkInMetres,
  placeOf,
  referenceWalk,
  type Stand,
  standOn,
} from './walking-reference.ts'

const standard: Manner = { pace: 'standard', stepFree: false }
const elder: Manner = { pace: 'elder', stepFree: false }
const wheels: Manner = { pace: 'standard', stepFree: true }

/** What sums of single-precision numbers may be off, in seconds. */
const ROUNDING = 0.01

const town = arbitraryTown(7, 90)
const limits = fc.oneof(fc.constant(Number.POSITIVE_INFINITY), fc.integer({ min: 0, max: 900 }))
const snapsOf = (stands: readonly Stand[]) => stands.map(({ snap }) => snap)

/** A time as it should be, or Infinity when it is beyond the limit; either when it is at the limit. */
function expectTime(time: number, right: number, limit: number): void {
  if (right > limit + ROUNDING) expect(time).toBe(Number.POSITIVE_INFINITY)
  else if (right < limit - ROUNDING) expect(Math.abs(time - right)).toBeLessThan(ROUNDING)
}

describe('reach', () => {
  it('takes as long to every node as the reference, and lists those within the limit by time', () => {
    fc.assert(
      fc.property(
        town,
        fc.array(arbitraryPlace, { maxLength: 4 }),
        arbitraryManner,
        limits,
        (network, places, manner, limit) => {
          const starts = places.map((place) => standOn(network, place))
          const right = referenceWalk(network, starts, [], manner)
          const { seconds, order } = reach(network, snapsOf(starts), manner, limit)
          for (let node = 0; node < nodeCount(network); node += 1) {
            expectTime(seconds[node] ?? 0, right.get(String(node)) ?? Number.POSITIVE_INFINITY, limit)
          }
          const times = Array.from(order, (node) => seconds[node] ?? 0)
          expect(times).toEqual(times.toSorted((one, other) => one - other))
          expect(order.toSorted()).toEqual(
            Uint32Array.from(seconds.keys()).filter((node) => Number.isFinite(seconds[node])),
          )
        },
      ),
      { numRuns: 150 },
    )
  })

  it('finds the same in a buffer that was used before', () => {
    fc.assert(
      fc.property(
        town,
        fc.array(fc.tuple(arbitraryPlace, arbitraryManner, limits), { minLength: 2, maxLength: 5 }),
        (network, searches) => {
          const buffer = new ReachBuffer(network)
          for (const [place, manner, limit] of searches) {
            const starts = [standOn(network, place).snap]
            const { seconds, order } = reach(network, starts, manner, limit, buffer)
            const fresh = reach(network, starts, manner, limit)
            expect(seconds).toEqual(fresh.seconds)
            expect(order).toEqual(fresh.order)
          }
        },
      ),
      { numRuns: 40 },
    )
  })

  it('is never quicker at an elder’s pace or without steps', () => {
    fc.assert(
      fc.property(town, arbitraryPlace, (network, place) => {
        const starts = [standOn(network, place).snap]
        const [usual, slow, level] = [standard, elder, wheels].map(
          (manner) => reach(network, starts, manner, Number.POSITIVE_INFINITY).seconds,
        )
        for (let node = 0; node < nodeCount(network); node += 1) {
          expect(slow?.[node]).toBeGreaterThanOrEqual((usual?.[node] ?? 0) * 1.2499)
          expect(level?.[node]).toBeGreaterThanOrEqual((usual?.[node] ?? 0) - ROUNDING)
        }
      }),
      { numRuns: 60 },
    )
  })
})

// 0 ─100 m─ 1 ═100 m of stairs═ 2 ─100 m rough─ 3, and round the stairs by 4: 1 ─200 m─ 4 ─200 m─ 2
const slope = networkInMetres(
  [
    [0, 0],
    [100, 0],
    [200, 0],
    [300, 0],
    [150, 193.65],
  ],
  [
    [0, 1],
    [1, 2, edgeFlags.steps],
    [2, 3, edgeFlags.rough],
    [1, 4],
    [4, 2],
  ],
)
const atFirst = standOn(slope, { edge: 0, along: 0, off: 0 })

describe('times on a slope with stairs', () => {
  it.each([
    ['standard', false, [0, 100, 300, 400, 300]],
    ['elder', false, [0, 125, 500, 625, 375]],
    ['standard', true, [0, 100, 500, Number.POSITIVE_INFINITY, 300]],
    ['elder', true, [0, 125, 625, Number.POSITIVE_INFINITY, 375]],
  ] as const)('%s, step-free: %s', (pace, stepFree, right) => {
    const { seconds } = reach(slope, [atFirst.snap], { pace, stepFree }, Number.POSITIVE_INFINITY)
    expect(Array.from(seconds, (time) => Math.round(time))).toEqual(right)
  })

  it('counts the way from a position to the street, and from the street to a place', () => {
    const from = standOn(slope, { edge: 0, along: 0.5, off: 30 }).snap
    const reached = reach(slope, [from], elder, 600)
    expect(reached.seconds[1]).toBeCloseTo((30 + 50) * 1.25, 1)
    const to = standOn(slope, { edge: 3, along: 0.5, off: 10 }).snap
    expect(secondsTo(slope, reached, to, elder)).toBeCloseTo((30 + 50 + 100 + 10) * 1.25, 1)
  })

  it('starts nowhere where nobody walks in that manner', () => {
    const onStairs = standOn(slope, { edge: 1, along: 0.5, off: 0 }).snap
    expect(reach(slope, [onStairs], wheels, 900).order).toHaveLength(0)
    expect(secondsTo(slope, reach(slope, [atFirst.snap], wheels, 900), onStairs, wheels)).toBe(
      Number.POSITIVE_INFINITY,
    )
  })
})

describe('secondsTo', () => {
  it('takes as long to a place beside a street as the reference', () => {
    fc.assert(
      fc.property(
        town,
        fc.array(arbitraryPlace, { minLength: 1, maxLength: 3 }),
        fc.array(arbitraryPlace, { minLength: 1, maxLength: 5 }),
        fc.nat(20),
        arbitraryManner,
        limits,
        (network, from, to, sharedEdge, manner, limit) => {
          const starts = from.map((place) => standOn(network, place))
          // some on the very edge where somebody starts
          const targets = [
            ...to,
            ...to.map((place) => ({ ...place, edge: from[sharedEdge % from.length]?.edge ?? 0 })),
          ].map((place) => standOn(network, place))
          const reached = reach(network, snapsOf(starts), manner, limit)
          for (const target of targets) {
            const right = referenceWalk(network, starts, [target], manner).get('to0')
            expectTime(
              secondsTo(network, reached, target.snap, manner),
              right ?? Number.POSITIVE_INFINITY,
              limit,
            )
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  it('goes round where that is quicker than along the edge', () => {
    // stairs of 100 m, and 120 m on the level beside them
    const network = networkInMetres(
      [
        [0, 0],
        [100, 0],
        [50, 33],
      ],
      [
        [0, 1, edgeFlags.steps],
        [0, 2],
        [2, 1],
      ],
    )
    const [low, high] = [0.01, 0.99].map((along) => standOn(network, { edge: 0, along, off: 0 }).snap)
    if (!low || !high) throw new Error('nobody stands there')
    const reached = reach(network, [low], standard, 900)
    expect(secondsTo(network, reached, high, standard)).toBeCloseTo(2 + 2 * Math.hypot(50, 33) + 2, 1)
    const way = route(network, low, high, standard, [positionOf(network, low), positionOf(network, high)])
    expect(way?.line).toHaveLength(5)
    expect(way?.stepsMetres).toBeCloseTo(2, 1)
  })
})

describe('route', () => {
  it('is as quick as the reference, and each step of it is a street', () => {
    fc.assert(
      fc.property(town, arbitraryPlace, arbitraryPlace, arbitraryManner, (network, one, other, manner) => {
        const [from, to] = [standOn(network, one), standOn(network, other)]
        const right = referenceWalk(network, [from], [to], manner).get('to0')
        const way = route(network, from.snap, to.snap, manner, [from.position, to.position])
        if (right === undefined) {
          expect(way).toBeNull()
          return
        }
        if (!way) throw new Error('no way was found')
        expect(Math.abs(way.seconds - right)).toBeLessThan(ROUNDING)
        expect(way.line[0]).toEqual(from.position)
        expect(way.line.at(-1)).toEqual(to.position)

        const length = way.line.reduce(
          (sum, point, at) => sum + metresBetween(way.line[at - 1] ?? point, point),
          0,
        )
        expect(Math.abs(length - way.metres)).toBeLessThan(0.1)
        const level = way.metres + way.stepsMetres * (stepsFactor[manner.pace] - 1)
        expect(Math.abs(way.seconds - level * (manner.pace === 'elder' ? 1.25 : 1))).toBeLessThan(0.1)
        if (manner.stepFree) expect(way.stepsMetres).toBe(0)

        const nodes = new Map(
          Array.from(network.longitudes, (_, node) => [String(placeOf(network, node)), node]),
        )
        const streets = new Set<string>()
        for (const [edge, flags] of network.flags.entries()) {
          if (manner.stepFree && (flags & (edgeFlags.steps | edgeFlags.rough)) !== 0) continue
          const [first = 0, second = 0] = network.ends.subarray(edge * 2, edge * 2 + 2)
          streets.add(`${first} ${second}`).add(`${second} ${first}`)
        }
        const passed = way.line.map((point) => nodes.get(String(point)))
        for (const [at, node] of passed.entries()) {
          const before = passed[at - 1]
          if (before !== undefined && node !== undefined) expect(streets).toContain(`${before} ${node}`)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('stays on the edge on which both ends are, and says when there is nothing to walk', () => {
    const from = standOn(slope, { edge: 0, along: 0.25, off: 0 })
    const to = standOn(slope, { edge: 0, along: 0.75, off: 0 })
    const way = route(slope, from.snap, to.snap, standard, [from.position, to.position])
    expect(way?.line).toHaveLength(2)
    expect(way?.metres).toBeCloseTo(50, 1)
    const stay = route(slope, from.snap, from.snap, standard, [from.position, from.position])
    expect(stay).toEqual({ line: [from.position], metres: 0, seconds: 0, stepsMetres: 0 })
  })

  it('tells the stairs on the way', () => {
    const to = standOn(slope, { edge: 2, along: 0.5, off: 0 })
    const way = route(slope, atFirst.snap, to.snap, standard, [atFirst.position, to.position])
    expect([way?.metres, way?.stepsMetres, way?.seconds].map((one) => Math.round(one ?? 0))).toEqual([
      250, 100, 350,
    ])
    const round = route(slope, atFirst.snap, standOn(slope, { edge: 4, along: 1, off: 0 }).snap, wheels, [
      atFirst.position,
      placeOf(slope, 2),
    ])
    expect([round?.metres, round?.stepsMetres].map((one) => Math.round(one ?? 0))).toEqual([500, 0])
  })
})

describe('nearestOf', () => {
  it('finds for every node the nearest source, and how far it is', () => {
    fc.assert(
      fc.property(
        town,
        fc.array(arbitraryPlace, { maxLength: 6 }),
        arbitraryManner,
        limits,
        (network, places, manner, limit) => {
          const stands = places.map((place) => standOn(network, place))
          const sources = stands.map(({ snap }, at) => ({ ...snap, owner: at * 10 }))
          const { seconds, owner } = nearestOf(network, sources, manner, limit)
          const alone = stands.map((stand) => referenceWalk(network, [stand], [], manner))
          for (let node = 0; node < nodeCount(network); node += 1) {
            const times = alone.map((known) => known.get(String(node)) ?? Number.POSITIVE_INFINITY)
            const least = Math.min(Number.POSITIVE_INFINITY, ...times)
            expectTime(seconds[node] ?? 0, least, limit)
            const whose = owner[node] ?? 0
            if (seconds[node] === Number.POSITIVE_INFINITY) expect(whose).toBe(-1)
            else expect((times[whose / 10] ?? Number.NaN) - least).toBeLessThan(ROUNDING)
          }
        },
      ),
      { numRuns: 80 },
    )
  })
})
