import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Position } from '../../schema/catalog/divisions.ts'
import { snapMetres } from '../../schema/catalog/paces.ts'
import { metresBetween } from '../../schema/rules/distance.ts'
import { edgeFlags, type WalkingNetwork } from '../../schema/rules/walking/network.ts'
import { positionOf, snapper } from '../../schema/rules/walking/snap.ts'
import type { Manner } from '../../schema/rules/walking/walk.ts'
import {
  arbitraryManner,
  arbitraryTown,
  metresFrom,
  networkFrom,
  networkInMetres,
} from './walking-reference.ts'

/** Metres to the nearest edge that can be walked, by looking at all of them, each in thirds that become ever smaller. */
function referenceMetres(network: WalkingNetwork, position: Position, { stepFree }: Manner): number {
  const distances = Array.from(network.flags, (flags, edge) => {
    if (stepFree && (flags & (edgeFlags.steps | edgeFlags.rough)) !== 0) return Number.POSITIVE_INFINITY
    const distance = (along: number) =>
      metresBetween(position, positionOf(network, { edge, along, metres: 0 }))
    let [low, high] = [0, 1]
    for (let turn = 0; turn < 60; turn += 1) {
      const [one, other] = [low + (high - low) / 3, high - (high - low) / 3]
      if (distance(one) < distance(other)) high = other
      else low = one
    }
    return distance(low)
  })
  return Math.min(...distances)
}

describe('snapper', () => {
  it('finds the nearest street that can be walked, as far as 250 m', () => {
    fc.assert(
      fc.property(
        arbitraryTown(5, 150),
        arbitraryManner,
        fc.array(fc.tuple(fc.integer({ min: -400, max: 1000 }), fc.integer({ min: -400, max: 1000 })), {
          minLength: 1,
          maxLength: 4,
        }),
        (network, manner, points) => {
          const snap = snapper(network)
          for (const [east, north] of points) {
            const position = metresFrom(east, north)
            const right = referenceMetres(network, position, manner)
            const found = snap(position, manner)
            if (Math.abs(right - snapMetres) < 0.01) continue
            if (right > snapMetres) {
              expect(found).toBeNull()
              continue
            }
            if (!found) throw new Error(`nothing was found, though ${right} m away there is a street`)
            expect(Math.abs(found.metres - right)).toBeLessThan(0.01)
            expect(Math.abs(metresBetween(position, positionOf(network, found)) - found.metres)).toBeLessThan(
              0.01,
            )
            const flags = network.flags[found.edge] ?? 0
            if (manner.stepFree) expect(flags & (edgeFlags.steps | edgeFlags.rough)).toBe(0)
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  it('finds streets that are far longer than a cell of its grid, in any direction', () => {
    const network = networkInMetres(
      [
        [0, 0],
        [9000, 4000],
        [-500, 4000],
      ],
      [
        [0, 1],
        [1, 2],
        [2, 0],
      ],
    )
    const snap = snapper(network)
    expect(snap(metresFrom(4500, 2020))?.edge).toBe(0)
    expect(snap(metresFrom(4500, 4200))).toMatchObject({ edge: 1, along: expect.closeTo(4500 / 9500, 2) })
    expect(snap(metresFrom(-260, 2000))?.edge).toBe(2)
    expect(snap(metresFrom(2000, 3000))).toBeNull()
  })

  it('knows no street where there is none', () => {
    expect(snapper(networkFrom([], []))(metresFrom(0, 0))).toBeNull()
    expect(snapper(networkInMetres([[0, 0]], []))(metresFrom(0, 0))).toBeNull()
    const point = networkInMetres([[0, 0]], [[0, 0]])
    expect(snapper(point)(metresFrom(0, 30))?.metres).toBeCloseTo(30, 1)
  })
})
