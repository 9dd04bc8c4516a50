import { describe, expect, it } from 'vitest'
import type { Position } from '../../schema/catalog/divisions.ts'
import { metresBetween } from '../../schema/rules/distance.ts'
import { reachFeatures, ringAround } from '../../web/map/reach.ts'

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

  it('are none without an origin', () => {
    expect(reachFeatures(null, reach, String).features).toEqual([])
  })
})
