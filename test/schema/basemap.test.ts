import { describe, expect, it } from 'vitest'
import {
  type BasemapHead,
  type BasemapSource,
  decodeBasemap,
  encodeBasemap,
} from '../../schema/rules/basemap.ts'

const head: BasemapHead = {
  city: '411281',
  sample: true,
  attribution: 'made up',
  bounds: [111.76, 34.68, 111.97, 34.81],
  origin: [111.874, 34.747],
  scale: 200_000,
}
/** Half a unit, in degrees, and a little. */
const NEAR = 0.5 / head.scale + 1e-9

function roundTrip(source: BasemapSource) {
  const file = JSON.parse(JSON.stringify(encodeBasemap(head, { road: [source] })))
  return decodeBasemap(file).road.features
}

function expectNear(got: unknown, wanted: readonly (readonly number[])[]) {
  expect(got).toHaveLength(wanted.length)
  if (!Array.isArray(got)) return
  for (const [index, [lng = 0, lat = 0]] of wanted.entries()) {
    expect(Math.abs(got[index][0] - lng)).toBeLessThanOrEqual(NEAR)
    expect(Math.abs(got[index][1] - lat)).toBeLessThanOrEqual(NEAR)
  }
}

describe('basemap file', () => {
  const square = [
    [111.87, 34.74],
    [111.88, 34.74],
    [111.88, 34.75],
    [111.87, 34.75],
  ]
  const hole = [
    [111.874, 34.744],
    [111.876, 34.744],
    [111.875, 34.746],
  ]

  it('gives back every point, with the properties of its group', () => {
    const points = [
      [111.8741234, 34.7471234],
      [111.8, 34.7],
      [111.95, 34.8],
    ]
    const features = roundTrip({ properties: { kind: 'station', rank: 1 }, points })
    expect(features.map((feature) => feature.properties)).toEqual(
      Array.from({ length: 3 }, () => ({ kind: 'station', rank: 1 })),
    )
    expectNear(
      features.map((feature) => feature.geometry.type === 'Point' && feature.geometry.coordinates),
      points,
    )
  })

  it('gives back lines one after the other', () => {
    const lines = [square, hole]
    const features = roundTrip({ properties: { class: 'main', name: '千秋路' }, lines })
    expect(features).toHaveLength(2)
    for (const [index, { geometry }] of features.entries()) {
      expect(geometry.type).toBe('LineString')
      if (geometry.type === 'LineString') expectNear(geometry.coordinates, lines[index] ?? [])
    }
  })

  it('closes rings, and keeps a hole with the ring before it', () => {
    const features = roundTrip({ properties: {}, polygons: [[square, hole], [hole]] })
    expect(features).toHaveLength(2)
    const [first] = features
    if (first?.geometry.type !== 'Polygon') throw new Error('no polygon')
    expect(first.geometry.coordinates).toHaveLength(2)
    expectNear(first.geometry.coordinates[0], [...square, [111.87, 34.74]])
    expectNear(first.geometry.coordinates[1], [...hole, [111.874, 34.744]])
  })

  it('draws a box of the right size and turn', () => {
    const [feature] = roundTrip({
      properties: {},
      boxes: [{ centre: [111.874, 34.747], width: 48, depth: 12, angle: 90 }],
    })
    if (feature?.geometry.type !== 'Polygon') throw new Error('no polygon')
    const ring = feature.geometry.coordinates[0] ?? []
    const lngs = ring.map(([lng = 0]) => lng)
    const lats = ring.map(([, lat = 0]) => lat)
    expect((Math.max(...lats) - Math.min(...lats)) * 111_195).toBeCloseTo(48, 1)
    expect((Math.max(...lngs) - Math.min(...lngs)) * 111_195 * 0.8217).toBeCloseTo(12, 1)
    expect(ring).toHaveLength(5)
    expect(ring[4]).toEqual(ring[0])
  })

  it('gives every layer, also those the file does not hold', () => {
    const layers = decodeBasemap(encodeBasemap(head, {}))
    expect(Object.keys(layers)).toEqual([
      'ground',
      'block',
      'building',
      'park',
      'water',
      'railway',
      'road',
      'label',
    ])
    expect(layers.water).toEqual({ type: 'FeatureCollection', features: [] })
  })

  it('says so when a file is cut off', () => {
    const file = encodeBasemap(head, { road: [{ properties: {}, lines: [square] }] })
    file.layers.road?.[0]?.lines?.pop()
    expect(() => decodeBasemap(file)).toThrow(/ends in the middle/)
  })
})
