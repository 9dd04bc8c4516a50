import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { outletClasses, outletType, outletTypes } from '../../schema/catalog/outlet-types.ts'
import { OutletImport } from '../../schema/contract/outlet-import.ts'
import { type BasemapFile, decodeBasemap } from '../../schema/rules/basemap.ts'
import { parseHours } from '../../schema/rules/hours/grammar.ts'
import { asListed, makeSample } from '../../schema/sample/make.ts'
import { sampleCity } from '../../schema/sample/sample.ts'
import { sampleStreets } from '../../schema/sample/streets.ts'
import { distance, nearestOn, type Point, toMetres } from '../../schema/sample/town/plane.ts'
import { inWater } from '../../schema/sample/town/town.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const home = '411281001005'
const { city, centres, outlets, gaps } = sampleCity()
const streets = sampleStreets()
const urban = city.communities.filter((community) => community.urban)

function streetDistances() {
  const at = (node: number): Point =>
    toMetres([streets.positions[node * 2] ?? 0, streets.positions[node * 2 + 1] ?? 0])
  const cells = new Map<string, [Point, Point][]>()
  const key = ([x, y]: Point) => `${Math.floor(x / 100)} ${Math.floor(y / 100)}`
  for (const way of streets.ways)
    for (const [index, node] of way.nodes.entries()) {
      const next = way.nodes[index + 1]
      if (next === undefined) continue
      const piece: [Point, Point] = [at(node), at(next)]
      for (const end of new Set(piece.map(key))) cells.set(end, [...(cells.get(end) ?? []), piece])
    }
  return (point: Point): number => {
    let least = Number.POSITIVE_INFINITY
    for (const dx of [-100, 0, 100])
      for (const dy of [-100, 0, 100])
        for (const [a, b] of cells.get(key([point[0] + dx, point[1] + dy])) ?? [])
          least = Math.min(least, distance(nearestOn(a, b, point), point))
    return least
  }
}

describe('making the sample city', () => {
  it('gives the committed files, byte for byte', () => {
    for (const [path, text] of makeSample())
      expect(readFileSync(root + path, 'utf8') === text, `${path} is not what npm run sample makes`).toBe(
        true,
      )
  })
})

describe('sample streets', () => {
  const count = streets.positions.length / 2

  it('have about ten thousand nodes', () => {
    expect(count).toBeGreaterThanOrEqual(9_000)
    expect(count).toBeLessThanOrEqual(12_000)
  })

  it('hang together', () => {
    const around = new Map<number, number[]>()
    for (const way of streets.ways)
      for (const [index, node] of way.nodes.entries()) {
        const next = way.nodes[index + 1]
        if (next === undefined) continue
        around.set(node, [...(around.get(node) ?? []), next])
        around.set(next, [...(around.get(next) ?? []), node])
      }
    const seen = new Set([0])
    for (const node of seen) for (const next of around.get(node) ?? []) seen.add(next)
    expect(seen.size).toBe(count)
  })

  it('have every class, names, and few crossings of river and railway', () => {
    expect(new Set(streets.ways.map((way) => way.class))).toEqual(
      new Set(['main', 'street', 'lane', 'path', 'steps']),
    )
    expect(new Set(streets.ways.map((way) => way.name)).size).toBeGreaterThan(90)
    const bridges = new Set(streets.ways.filter((way) => way.bridge).map((way) => way.name))
    expect(bridges).toContain('银杏路')
    expect(bridges).toContain('泰山路')
    const under = new Set(streets.ways.filter((way) => way.underpass).map((way) => way.name))
    expect(under).toContain('朝阳路')
    expect(under.size).toBeLessThanOrEqual(12)
  })
})

describe('sample circles', () => {
  it('have a service centre in all 35 communities, within the bounds', () => {
    const [west, south, east, north] = city.bounds
    expect(city.communities).toHaveLength(35)
    for (const { code, name, centre } of city.communities) {
      expect(centres[code]?.name).toBe(`${name}党群服务中心`)
      const [lng = 0, lat = 0] = centre ?? []
      expect(lng > west && lng < east && lat > south && lat < north, name).toBe(true)
    }
  })
})

describe('sample outlets', () => {
  it('are rows of the contract, each with an identifier of its own', () => {
    const raw: unknown = JSON.parse(readFileSync(`${root}schema/sample/data/outlets.json`, 'utf8'))
    expect(v.safeParse(v.array(OutletImport), raw).success).toBe(true)
    const ids = outlets.flatMap((outlet) => [outlet.id, ...outlet.stops.map((stop) => stop.id)])
    expect(new Set(ids).size).toBe(ids.length)
    expect(new Set(outlets.map((outlet) => outlet.sourceId)).size).toBe(outlets.length)
    expect(new Set(outlets.map((outlet) => outlet.name)).size).toBe(outlets.length)
  })

  it('are at least 1,200, most of them in town', () => {
    expect(outlets.length).toBeGreaterThanOrEqual(1_200)
    for (const { code, name } of urban) {
      const here = outlets.filter((outlet) => outlet.circle === code)
      expect(here.length, name).toBeGreaterThanOrEqual(40)
    }
    const rural = new Set(outlets.map((outlet) => outlet.circle)).size - urban.length
    expect(rural).toBe(9)
  })

  it('have every type and class', () => {
    const types = new Set(outlets.map((outlet) => outlet.type))
    expect(types).toEqual(new Set(outletTypes.map((type) => type.code)))
    expect(new Set([...types].map((type) => outletType(type)?.class))).toEqual(new Set(outletClasses))
  })

  it('leave exactly the gaps that are written down', () => {
    for (const [code, lacking] of Object.entries(gaps)) {
      const here = new Set(outlets.filter((outlet) => outlet.circle === code).map((outlet) => outlet.type))
      const missing = outletTypes.map((type) => type.code).filter((type) => !here.has(type))
      expect(missing.sort(), code).toEqual([...lacking].sort())
    }
    expect(Object.keys(gaps)).toHaveLength(24)
    expect(urban.filter(({ code }) => gaps[code]?.includes('laundry'))).toHaveLength(8)
  })

  it('stand at a street and not in the water', () => {
    const distanceToStreet = streetDistances()
    for (const { name, position, stops } of outlets)
      for (const at of [position, ...stops.map((stop) => stop.position)].map(toMetres)) {
        expect(distanceToStreet(at), name).toBeLessThanOrEqual(40)
        expect(inWater(at), name).toBe(false)
      }
  })

  it('have hours that can be read, of every kind, and about one in ten unknown', () => {
    const fixed = outlets.filter((outlet) => outletType(outlet.type)?.class !== 'mobile')
    const unknown = fixed.filter((outlet) => outlet.hours === null)
    expect(unknown.length / fixed.length).toBeGreaterThan(0.07)
    expect(unknown.length / fixed.length).toBeLessThan(0.13)
    expect(unknown.some((outlet) => outlet.hoursText !== null)).toBe(true)
    expect(fixed.some((outlet) => outlet.hours !== null && outlet.hoursText !== null)).toBe(true)
    const given = new Set(
      outlets
        .flatMap((outlet) => [outlet.hours, ...outlet.stops.map((stop) => stop.hours)])
        .filter((text) => text !== null),
    )
    for (const text of given) expect(parseHours(text).ok, text).toBe(true)
    const all = [...given].join('\n')
    for (const kind of [
      /24\/7/,
      /,\d\d:\d\d-/,
      /-0[1-4]:\d\d/,
      /PH off/,
      /PH 10:00-16:00/,
      /Mo,We,Fr/,
      /Su\[1/,
      /Apr-Oct/,
      /\+/,
      /"/,
      /week /,
    ])
      expect(all).toMatch(kind)
  })

  it('are some of them closed for now, with dates, some for Spring Festival and a few for good', () => {
    const paused = outlets.filter((outlet) => outlet.status === 'paused')
    expect(paused.length).toBeGreaterThan(10)
    for (const outlet of paused) expect(outlet.closures.length, outlet.name).toBeGreaterThan(0)
    expect(outlets.filter((outlet) => outlet.status === 'closed').length).toBeGreaterThan(3)
    expect(
      outlets.filter(({ closures }) =>
        closures.some(({ from, to }) => from <= '2027-02-06' && to >= '2027-02-06'),
      ).length,
    ).toBeGreaterThan(40)
    for (const { closures } of outlets) for (const { from, to } of closures) expect(from <= to).toBe(true)
  })

  it('have phones that are plainly none', () => {
    for (const { phone } of outlets) if (phone !== null) expect(phone).toMatch(/^0398-000 \d{4}$/)
  })

  it('let mobile ones stop at several places, with hours of their own', () => {
    const vans = outlets.filter((outlet) => ['vegetable_van', 'food_truck'].includes(outlet.type))
    expect(vans.length).toBeGreaterThan(15)
    for (const van of vans) expect(van.stops.length, van.name).toBeGreaterThanOrEqual(2)
    for (const machine of outlets.filter((outlet) => outlet.type === 'vending'))
      expect(machine.stops.length).toBeLessThanOrEqual(1)
  })

  it('hold what journeys look for in 银杏社区', () => {
    const here = outlets.filter((outlet) => outlet.circle === home)
    expect(
      here.some(
        (outlet) =>
          outlet.type === 'pharmacy' &&
          outlet.phone !== null &&
          outlet.cash &&
          outlet.stepFree &&
          outlet.hours === '07:30-23:00',
      ),
    ).toBe(true)
    expect(here.some((outlet) => outlet.type === 'clinic' && outlet.hours === '24/7')).toBe(true)
    const names = here.map((outlet) => outlet.name)
    for (const name of ['银杏社区卫生服务站', '银杏社区文化站', '银杏社区党群服务中心'])
      expect(names).toContain(name)
  })

  it('are as light on the wire as the list must be', () => {
    expect(gzipSync(asListed(outlets)).length).toBeLessThan(90_000)
  })
})

describe('sample basemap', () => {
  const text = readFileSync(`${root}public/map/${city.code}.json`, 'utf8')
  const file: BasemapFile = JSON.parse(text)
  const layers = decodeBasemap(file)

  it('says that it is made up, and is small', () => {
    expect(file.sample).toBe(true)
    expect(file.attribution).toMatch(/虚构/)
    expect(gzipSync(text).length).toBeLessThan(220_000)
  })

  it('has every layer it needs, within the bounds or a little beyond', () => {
    for (const layer of ['block', 'building', 'park', 'water', 'railway', 'road', 'label'] as const)
      expect(layers[layer].features.length, layer).toBeGreaterThan(0)
    expect(layers.building.features.length).toBeGreaterThan(5_000)
  })

  it('names all communities in both languages', () => {
    const labels = layers.label.features.map((feature) => ({ ...feature.properties }))
    const roads = layers.road.features.map((feature) => ({ ...feature.properties }))
    const named = new Map<unknown, unknown>()
    for (const { name, nameEn } of [...labels, ...roads]) if (name !== undefined) named.set(name, nameEn)
    for (const { name } of urban) expect(named.has(name), name).toBe(true)
    for (const [name, nameEn] of named) expect(nameEn, String(name)).toBeTruthy()
  })

  it('puts no building in the water', () => {
    for (const { geometry } of layers.building.features)
      if (geometry.type === 'Polygon')
        for (const corner of geometry.coordinates[0] ?? []) expect(inWater(toMetres(corner))).toBe(false)
  })
})
