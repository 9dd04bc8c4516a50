import { describe, expect, it } from 'vitest'
import type { Position } from '../../schema/catalog/divisions.ts'
import { metresBetween } from '../../schema/rules/distance.ts'
import { areaFeatures, reachFeatures, ringAround } from '../../web/map/reach.ts'
import { wayFeatures } from '../../web/map/way.ts'

const yima: Position = [111.874, 34.747]
const reach = [
  { minutes: 5, metres: 231 },
  { minutes: 10, metres: 462 },
  { minutes: 15, metres: 692 },
]

const labelOf = ({ label }: { label?: unknown }) => label

describe('a ring', () => {
  it.each([231, 462, 692, 1000])(
    'of %d m is as far from the middle everywhere, within half a percent',
    (metres) => {
      for (const [lng = 0, lat = 0] of ringAround(yima, metres)) {
        const distance = metresBetween(yima, [lng, lat])
        expect(Math.abs(distance / metres - 1)).toBeLessThan(0.005)
      }
    },
  )

  it('is closed', () => {
    const ring = ringAround(yima, 500)
    expect(ring.at(-1)).toEqual(ring[0])
  })
})

describe('the rings of an origin', () => {
  it('are an area and a line for every number of minutes, with the label of the language', () => {
    const { features } = reachFeatures(yima, reach, (minutes) => `${minutes} 分钟`)
    expect(features.map(({ geometry, properties }) => [geometry.type, labelOf(properties ?? {})])).toEqual([
      ['Polygon', '5 分钟'],
      ['LineString', '5 分钟'],
      ['Polygon', '10 分钟'],
      ['LineString', '10 分钟'],
      ['Polygon', '15 分钟'],
      ['LineString', '15 分钟'],
    ])
  })

  it('say that they are estimates', () => {
    const { features } = reachFeatures(yima, reach, String)
    expect(features.map(({ properties }) => properties?.['estimated'])).toEqual(Array(6).fill(true))
  })

  it('are none without an origin', () => {
    expect(reachFeatures(null, reach, String).features).toEqual([])
  })
})

/** A square around a position. */
const square = ([lng, lat]: Position, half: number): Position[] => [
  [lng - half, lat - half],
  [lng + half, lat - half],
  [lng + half, lat + half],
  [lng - half, lat + half],
  [lng - half, lat - half],
]

describe('what is reached along streets', () => {
  const polygon = [square(yima, 0.01), square(yima, 0.002)]
  const island = [square([111.9, 34.75], 0.001)]
  const { features } = areaFeatures([{ minutes: 10, polygons: [polygon, island] }], (n) => `${n} 分钟`)

  it('is an area with its holes, for every piece of it', () => {
    const areas = features.filter(({ geometry }) => geometry.type === 'Polygon')
    expect(areas.map(({ geometry }) => geometry)).toEqual([
      { type: 'Polygon', coordinates: polygon },
      { type: 'Polygon', coordinates: island },
    ])
  })

  it('has a whole line around every piece and every hole', () => {
    const lines = features.filter(({ geometry }) => geometry.type === 'LineString')
    expect(lines.map(({ properties }) => [properties?.['estimated'], properties?.['hole']])).toEqual([
      [false, false],
      [false, true],
      [false, false],
    ])
  })

  it('has its label at the four sides of the largest piece', () => {
    const labels = features.flatMap(({ geometry, properties }) =>
      geometry.type === 'Point' ? [[labelOf(properties ?? {}), geometry.coordinates]] : [],
    )
    const [southWest, southEast, northEast] = square(yima, 0.01)
    expect(labels).toEqual([southWest, southEast, northEast, southWest].map((side) => ['10 分钟', side]))
  })
})

describe('the way to an outlet', () => {
  it('is a line with its minutes', () => {
    const line: Position[] = [yima, [111.875, 34.747], [111.875, 34.748]]
    expect(wayFeatures({ line, minutes: 4 }, (n) => `${n} 分钟`).features).toEqual([
      {
        type: 'Feature',
        properties: { label: '4 分钟' },
        geometry: { type: 'LineString', coordinates: line },
      },
    ])
  })

  it('is nothing without one', () => {
    expect(wayFeatures(null, String).features).toEqual([])
  })
})
