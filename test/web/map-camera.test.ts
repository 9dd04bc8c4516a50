import { describe, expect, it } from 'vitest'
import type { Position } from '../../schema/catalog/divisions.ts'
import { fitted, type Scene, surroundings, usableInset } from '../../web/map/camera.ts'
import type { Bounds, MapPlace } from '../../web/map/model.ts'

const city: Bounds = [111.76, 34.68, 111.97, 34.81]
const origin: Position = [111.874, 34.747]
const reach = [
  { minutes: 5, metres: 300 },
  { minutes: 10, metres: 600 },
  { minutes: 15, metres: 900 },
]

function placeAt(position: Position): MapPlace {
  return { key: position.join(), position, outletClass: 'basic', icon: 'store', state: 'open', name: '店' }
}

function scene(part: Partial<Scene>): Scene {
  return { origin: null, reach: [], places: [], bounds: city, ...part }
}

const heightInMetres = ([, south, , north]: Bounds) => Math.round((north - south) * 111_195)

describe('what the map shows at first', () => {
  it.each([
    ['a desk has room for fifteen minutes', 700, 1800],
    ['a tall phone for ten', 330, 1200],
    ['a phone under a half-drawn sheet for five', 200, 600],
  ])('%s', (_what, room, metres) => {
    expect(heightInMetres(fitted(scene({ origin, reach }), room))).toBe(metres)
  })

  it('takes the rings in any order', () => {
    const backwards = [...reach].reverse()
    expect(fitted(scene({ origin, reach: backwards }), 200)).toEqual(fitted(scene({ origin, reach }), 200))
  })

  it('is the largest of the rings there are', () => {
    expect(heightInMetres(fitted(scene({ origin, reach: reach.slice(0, 1) }), 700))).toBe(600)
  })

  it('is all places where there is no origin, and the city where there are no places', () => {
    const places = [placeAt([111.8, 34.7]), placeAt([111.9, 34.8])]
    expect(fitted(scene({ places }), 700)).toEqual([111.8, 34.7, 111.9, 34.8])
    expect(fitted(scene({}), 700)).toEqual(city)
  })

  it('is the town and not its last village where there are many places', () => {
    const town = Array.from({ length: 200 }, (_, n) =>
      placeAt([111.85 + (n % 20) / 1000, 34.74 + n / 20_000]),
    )
    const villages = [placeAt([111.77, 34.69]), placeAt([111.96, 34.8])]
    const [west, south, east, north] = fitted(scene({ places: [...town, ...villages] }), 700)
    expect([west, south]).toEqual([expect.closeTo(111.85, 2), expect.closeTo(34.74, 2)])
    expect([east, north]).toEqual([expect.closeTo(111.87, 2), expect.closeTo(34.75, 2)])
  })

  it('is the origin and all places where there are no rings', () => {
    const places = [placeAt([111.9, 34.8])]
    expect(fitted(scene({ origin, places }), 700)).toEqual([111.874, 34.747, 111.9, 34.8])
  })
})

describe('what covers the map', () => {
  const size = { width: 390, height: 760 }

  it('is taken as it is while enough of the map is clear', () => {
    const inset = { top: 118, bottom: 436, left: 0, right: 0 }
    expect(usableInset(inset, size)).toEqual(inset)
  })

  it.each([
    ['a sheet drawn up whole', { top: 118, bottom: 740, left: 0, right: 0 }],
    ['a sheet higher than the map', { top: 0, bottom: 2000, left: 0, right: 0 }],
  ])('%s leaves a strip to look at', (_what, inset) => {
    const { top, bottom } = usableInset(inset, size)
    expect(size.height - top - bottom).toBeGreaterThanOrEqual(140)
  })

  it('is never negative on a map without size', () => {
    const inset = { top: 10, bottom: 10, left: 10, right: 10 }
    expect(usableInset(inset, { width: 0, height: 0 })).toEqual({ top: 0, bottom: 0, left: 0, right: 0 })
  })
})

it('the map can be pushed a little beyond the city, and to the south until the city stands above the sheet', () => {
  expect(surroundings([0, 0, 8, 16])).toEqual([-1, -16, 9, 18])
})
