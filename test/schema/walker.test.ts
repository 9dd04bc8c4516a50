import { describe, expect, it } from 'vitest'
import type { Position } from '../../schema/catalog/divisions.ts'
import { metresBetween } from '../../schema/rules/distance.ts'
import { networkOf } from '../../schema/rules/walking/graph.ts'
import { edgeFlags } from '../../schema/rules/walking/network.ts'
import type { Manner } from '../../schema/rules/walking/walk.ts'
import { walkerOf } from '../../schema/rules/walking/walker.ts'

/** Nodes of a street from west to east, some 90 m apart; the third piece is a flight of stairs. */
const west: Position = [111.87, 34.747]
const near: Position = [111.871, 34.747]
const east: Position = [111.874, 34.747]
const street: Position[] = [west, near, [111.872, 34.747], [111.873, 34.747], east]
const source = { attribution: 'nobody', licence: 'MIT', date: null, sample: true }
const network = networkOf({
  source,
  longitudes: Float64Array.from(street, ([lng]) => lng),
  latitudes: Float64Array.from(street, ([, lat]) => lat),
  ends: Uint32Array.from([0, 1, 1, 2, 2, 3, 3, 4]),
  flags: Uint8Array.from([0, 0, edgeFlags.steps, 0]),
})
const faraway: Position = [111.9, 34.747]
const onStairs: Position = [111.8725, 34.747]

const standard: Manner = { pace: 'standard', stepFree: false }
const wheels: Manner = { pace: 'standard', stepFree: true }

function aimed() {
  const walker = walkerOf(network)
  const places = [near, east, faraway]
  walker.aimAt(
    Float64Array.from(places, ([lng]) => lng),
    Float64Array.from(places, ([, lat]) => lat),
  )
  return walker
}

describe('a walker', () => {
  it('walks to all places: stairs take twice as long, and where no street is near nothing is known', () => {
    const piece = metresBetween(west, near)
    const seconds = [...(aimed().walk(west, standard, false)?.seconds ?? [])]
    expect(seconds[0]).toBeCloseTo(piece, 1)
    expect(seconds[1]).toBeCloseTo(5 * piece, 1)
    expect(seconds[2]).toBeNaN()
  })

  it('promises no way to who must not meet a step, unless there is one', () => {
    const seconds = [...(aimed().walk(west, wheels, false)?.seconds ?? [])]
    expect(seconds[0]).toBeCloseTo(metresBetween(west, near), 1)
    expect(seconds.slice(1)).toEqual([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY])
  })

  it('knows nothing where no street is near', () => {
    expect(aimed().walk(faraway, standard, true)).toBeNull()
    expect(aimed().walk(faraway, wheels, true)).toBeNull()
  })

  it('draws what is reached only when it is wanted', () => {
    const walker = aimed()
    expect(walker.walk(west, standard, false)?.areas).toEqual([])
    expect(walker.walk(west, standard, true)?.areas.map(({ minutes }) => minutes)).toEqual([5, 10, 15])
  })

  it('answers the same again and again, in any order', () => {
    const walker = aimed()
    const first = walker.walk(west, standard, false)
    walker.walk(east, wheels, true)
    walker.walk(onStairs, standard, true)
    expect(walker.walk(west, standard, false)).toEqual(first)
  })

  it('tells the way, that there is none, or that nobody knows', () => {
    const walker = aimed()
    const way = walker.way(west, east, standard)
    expect(way).toMatchObject({ line: street })
    if (way === null || way === 'none') throw new Error('no way')
    expect(way.stepsMetres).toBeCloseTo(metresBetween(west, near), 1)
    expect(walker.walk(west, standard, false)?.seconds[1]).toBeCloseTo(way.seconds, 2)
    expect(walker.way(west, east, wheels)).toBe('none')
    expect(walker.way(west, faraway, standard)).toBeNull()
    expect(walker.way(faraway, west, standard)).toBeNull()
  })

  it('says of one place what it says of all', () => {
    const walker = aimed()
    const places = [near, east, faraway]
    for (const manner of [standard, wheels]) {
      for (const from of [west, onStairs, faraway]) {
        const ways = places.map((to) => walker.way(from, to, manner))
        const told = ways.map((way) =>
          way === null ? Number.NaN : way === 'none' ? Number.POSITIVE_INFINITY : Math.round(way.seconds),
        )
        const unknown = places.map(() => Number.NaN)
        expect(told).toEqual([...(walker.walk(from, manner, false)?.seconds.map(Math.round) ?? unknown)])
      }
    }
  })
})
