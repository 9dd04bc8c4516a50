import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BuildOptions, buildNetwork } from '../../schema/import/network/build.ts'
import { openStreets } from '../../schema/import/network/open.ts'
import { scanOsmPbf } from '../../schema/import/osm-pbf.ts'
import { scanOsmXml } from '../../schema/import/osm-xml.ts'
import { UnreadableFile } from '../../schema/import/types.ts'
import { metresBetween } from '../../schema/rules/distance.ts'
import { edgeFlags, type WalkingNetwork } from '../../schema/rules/walking/network.ts'
import { BadNetwork, packNetwork } from '../../schema/rules/walking/network-file.ts'
import { type OsmNode, type OsmWay, osmPbf, osmXml, utf8 } from './import-files.ts'

const source = { attribution: '© streets', licence: 'ODbL 1.0', date: null, sample: false }

/** Nodes in a row from west to east, a thousandth of a degree (91 m) apart; numbered from 1. */
const row = (count: number, tags: Record<number, Record<string, string>> = {}): OsmNode[] =>
  Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    lng: Math.round(111_870 + index) / 1000,
    lat: 34.75,
    tags: tags[index + 1] ?? {},
  }))

const way = (id: number, refs: number[], tags: Record<string, string> = { highway: 'footway' }): OsmWay => ({
  id,
  refs,
  tags,
})

const build = (nodes: OsmNode[], ways: OsmWay[], options?: BuildOptions) =>
  buildNetwork(scanOsmXml(utf8(osmXml(nodes, ways))), source, options)

/** Where a node is in the row, by its longitude. */
const placeOf = (network: WalkingNetwork, node = 0) =>
  Math.round(((network.longitudes[node] ?? 0) - 111.87) * 1000) + 1

/** The edges of a network by the places of their ends, the lower one first, with their flags. */
const edgesOf = (network: WalkingNetwork) =>
  Array.from(network.flags, (flags, edge) => {
    const places = [network.ends[2 * edge], network.ends[2 * edge + 1]].map((node) => placeOf(network, node))
    return `${places.sort((a, b) => a - b).join('–')}${flags > 0 ? ` ${flags}` : ''}`
  }).sort()

describe('a network of streets', () => {
  it('has an edge between any two points that follow each other, as long as they are apart', async () => {
    const { network, report } = await build(row(3), [way(1, [1, 2, 3])])
    expect(edgesOf(network)).toEqual(['1–2', '2–3'])
    expect(network.lengths[0]).toBeCloseTo(metresBetween([111.87, 34.75], [111.871, 34.75]), 3)
    expect(report).toEqual({
      walked: 1,
      notWalked: 0,
      barriers: 0,
      cut: 0,
      repeated: 0,
      parts: 0,
      partMetres: 0,
      nodes: 3,
      edges: 2,
      metres: 183,
      stepsMetres: 0,
    })
    expect(network.source).toEqual(source)
  })

  it('is the same from PBF as from XML, whichever order nodes and ways have', async () => {
    const nodes = row(5)
    const ways = [way(1, [1, 2, 3]), way(2, [3, 4, 5], { highway: 'steps' })]
    const fromXml = await build(nodes, ways)
    expect(await buildNetwork(scanOsmPbf(osmPbf(nodes, ways)), source)).toEqual(fromXml)
    const turned: typeof nodes = [...nodes].reverse()
    expect((await build(turned, ways)).network).toEqual(fromXml.network)
  })

  it('leaves out ways that nobody walks, and counts them', async () => {
    const { network, report } = await build(row(4), [
      way(1, [1, 2]),
      way(2, [2, 3], { highway: 'motorway' }),
      way(3, [3, 4], { waterway: 'river' }),
    ])
    expect(edgesOf(network)).toEqual(['1–2'])
    expect(report).toMatchObject({ walked: 1, notWalked: 1 })
  })

  it('keeps the flags of each way', async () => {
    const { network, report } = await build(row(4), [
      way(1, [1, 2], { highway: 'steps' }),
      way(2, [2, 3], { highway: 'footway', bridge: 'yes' }),
      way(3, [3, 4], { highway: 'track', tracktype: 'grade5' }),
    ])
    expect(edgesOf(network)).toEqual([
      `1–2 ${edgeFlags.steps}`,
      `2–3 ${edgeFlags.bridge}`,
      `3–4 ${edgeFlags.rough}`,
    ])
    expect(report.stepsMetres).toBe(91)
  })

  it('joins a square along its outline', async () => {
    const { network } = await build(row(3), [way(1, [1, 2, 3, 1], { highway: 'pedestrian', area: 'yes' })])
    expect(edgesOf(network)).toEqual(['1–2', '1–3', '2–3'])
  })

  it('keeps the part with the most metres, and tells how much the others have', async () => {
    const nodes = row(9)
    const { network, report } = await build(nodes, [way(1, [1, 2]), way(2, [4, 5, 6, 7]), way(3, [8, 9])])
    expect(edgesOf(network)).toEqual(['4–5', '5–6', '6–7'])
    expect(report).toMatchObject({ parts: 2, partMetres: 183, nodes: 4 })
  })

  it('has each edge once, and of two between the same nodes the easier', async () => {
    const { network, report } = await build(row(3), [
      way(1, [1, 2, 3], { highway: 'steps' }),
      way(2, [3, 2], { highway: 'footway', surface: 'asphalt' }),
      way(3, [2, 3, 2], { highway: 'footway', surface: 'gravel' }),
    ])
    expect(edgesOf(network)).toEqual([`1–2 ${edgeFlags.steps}`, `2–3 ${edgeFlags.paved}`])
    expect(report.repeated).toBe(3)
  })

  it('makes one of neighbours in the same place, without cutting the street', async () => {
    const nodes = [...row(3), { id: 4, lng: 111.871_000_2, lat: 34.75 }]
    const { network, report } = await build(nodes, [way(1, [1, 2, 4, 3]), way(2, [2, 2])])
    expect(edgesOf(network)).toEqual(['1–2', '2–3'])
    expect(report).toMatchObject({ nodes: 3, repeated: 2 })
  })

  it('does not join streets that cross at one place without sharing a node', async () => {
    const nodes = [...row(3), { id: 4, lng: 111.871, lat: 34.75 }, { id: 5, lng: 111.871, lat: 34.7501 }]
    const { report } = await build(nodes, [way(1, [1, 2, 3]), way(2, [4, 5])])
    expect(report).toMatchObject({ parts: 1, edges: 2 })
  })

  it('numbers nodes along the ways', async () => {
    const { network } = await build(row(6), [way(1, [4, 5, 6]), way(2, [1, 2, 3, 4])])
    const steps = Array.from({ length: 5 }, (_, edge) => Math.abs((network.ends[2 * edge + 1] ?? 0) - edge))
    expect(steps).toEqual([1, 1, 1, 1, 1])
  })
})

describe('a barrier', () => {
  const street = [way(1, [1, 2, 3, 4, 5])]

  it('that is closed is reached from both sides and passed from none', async () => {
    const { network, report } = await build(row(5, { 3: { barrier: 'gate', access: 'private' } }), street)
    expect(edgesOf(network)).toHaveLength(2)
    expect(report).toMatchObject({ barriers: 1, parts: 1, partMetres: 183 })
  })

  it('that is closed closes all ways that meet at it', async () => {
    const nodes = [...row(5, { 3: { barrier: 'wall' } }), { id: 6, lng: 111.872, lat: 34.751 }]
    const { report } = await build(nodes, [...street, way(2, [3, 6])])
    expect(report).toMatchObject({ parts: 2, edges: 2 })
  })

  it.each(['bollard', 'gate', 'kerb'])('that is a %s is passed', async (barrier) => {
    const { network } = await build(row(5, { 3: { barrier } }), street)
    expect(edgesOf(network)).toEqual(['1–2', '2–3', '3–4', '4–5'])
  })

  it('that wheels do not pass makes what leads to it hard for wheels', async () => {
    const { network } = await build(row(5, { 3: { barrier: 'turnstile' } }), street)
    const { rough } = edgeFlags
    expect(edgesOf(network)).toEqual(['1–2', `2–3 ${rough}`, `3–4 ${rough}`, '4–5'])
  })

  it('beside the streets closes nothing', async () => {
    const { report } = await build(row(6, { 6: { barrier: 'wall' } }), street)
    expect(report).toMatchObject({ barriers: 0, edges: 4 })
  })
})

describe('the edge of an extract', () => {
  it('cuts ways whose nodes it does not have', async () => {
    const { network, report } = await build(row(4), [way(1, [1, 2, 99, 3, 4]), way(2, [2, 3])])
    expect(edgesOf(network)).toEqual(['1–2', '2–3', '3–4'])
    expect(report.cut).toBe(2)
  })

  it('or the bounds of the city do', async () => {
    const within = [111.8705, 34, 111.8735, 35] as const
    const { network, report } = await build(row(6), [way(1, [1, 2, 3, 4, 5, 6])], { within })
    expect(edgesOf(network)).toEqual(['2–3', '3–4'])
    expect(report).toMatchObject({ walked: 1, cut: 2 })
  })

  it('and what lies beyond is not counted', async () => {
    const nodes = row(8, { 7: { barrier: 'wall' } })
    const ways = [way(1, [1, 2, 3]), way(2, [6, 7, 8]), way(3, [7, 8], { highway: 'motorway' })]
    const { report } = await build(nodes, ways, { within: [111.86, 34, 111.873, 35] })
    expect(report).toMatchObject({ walked: 1, notWalked: 0, barriers: 0, cut: 0 })
  })

  it.each([
    ['beyond the pole', 91, 111.872],
    ['that are no numbers', Number.NaN, Number.NaN],
    ['on another continent', 34.75, 0],
  ])('so do positions %s', async (_, lat, lng) => {
    const nodes = [...row(2), { id: 3, lng, lat }]
    const { network, report } = await build(nodes, [way(1, [1, 2, 3])])
    expect(edgesOf(network)).toEqual(['1–2'])
    expect(report.cut).toBe(1)
  })
})

describe('the day of the data', () => {
  const nodes = '<node id="1" lat="34.75" lon="111.87"/><node id="2" lat="34.75" lon="111.871"/>'
  const street = '<way id="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="path"/></way>'
  it.each([
    ['osmium', `<osm timestamp="2026-01-30T21:20:00Z">${nodes}${street}</osm>`, '2026-01-30'],
    ['Overpass', `<osm><meta osm_base="2026-01-29T01:00:00Z"/>${nodes}${street}</osm>`, '2026-01-29'],
    ['nobody', `<osm timestamp="lately">${nodes}${street}</osm>`, null],
  ])('is the one that %s wrote', async (_, text, day) => {
    const { network } = await buildNetwork(scanOsmXml(utf8(text)), source)
    expect(network.source.date).toBe(day)
    const told = await buildNetwork(scanOsmXml(utf8(text)), { ...source, date: '2025-12-31' })
    expect(told.network.source.date).toBe('2025-12-31')
  })
})

describe('the day of the data in PBF', () => {
  it.each([
    ['its seconds', 1_769_731_200, '2026-01-30'],
    ['none', undefined, null],
    ['seconds in a year that cannot be', 1e15, null],
  ])('comes of %s', async (_, seconds, day) => {
    const options = seconds === undefined ? {} : { seconds }
    const { network } = await buildNetwork(scanOsmPbf(osmPbf(row(2), [way(1, [1, 2])], options)), source)
    expect(network.source.date).toBe(day)
  })
})

describe('streets are refused', () => {
  const nodes = row(40)
  const ways = [
    way(
      1,
      [...nodes.keys()].map((index) => index + 1),
    ),
  ]

  it('when there are none', async () => {
    await expect(build(row(2), [way(1, [1, 2], { waterway: 'river' })])).rejects.toThrow(UnreadableFile)
    await expect(build(row(2), [way(1, [1])])).rejects.toThrow(UnreadableFile)
  })

  it('when they go through more than a city', async () => {
    const far = Array.from({ length: 130 }, (_, index) => ({ id: index + 1, lng: 105 + index / 20, lat: 0 }))
    await expect(
      build(far, [
        way(
          1,
          far.map(({ id }) => id),
        ),
      ]),
    ).rejects.toThrow(BadNetwork)
  })

  it.each([
    ['XML', utf8(osmXml(nodes, ways))],
    ['PBF', osmPbf(nodes, ways)],
    ['PBF that is not packed', osmPbf(nodes, ways, { packed: false })],
  ])('with a reason, when %s is cut short or changed at random', async (_, file) => {
    const change = fc.tuple(fc.nat(file.length - 1), fc.nat(255))
    await fc.assert(
      fc.asyncProperty(fc.nat(file.length), fc.array(change, { maxLength: 5 }), async (length, changes) => {
        const bytes = file.slice(0, length)
        for (const [place, value] of changes) if (place < length) bytes[place] = value
        try {
          const opened = await openStreets(bytes, 'wgs84')
          if (opened.kind !== 'network') await buildNetwork(opened.scan, source)
        } catch (error) {
          if (!(error instanceof UnreadableFile)) throw error
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('GeoJSON lines', () => {
  const line = (from: number, to: number, properties: object = {}) => ({
    type: 'Feature',
    properties,
    geometry: {
      type: 'LineString',
      coordinates: Array.from({ length: to - from + 1 }, (_, index) => [
        111.87 + (from + index - 1) / 1000,
        34.75,
      ]),
    },
  })
  const fileOf = (features: object[]) => utf8(JSON.stringify({ type: 'FeatureCollection', features }))
  const from = async (bytes: Uint8Array, crs: 'wgs84' | 'gcj02' = 'wgs84') => {
    const opened = await openStreets(bytes, crs)
    if (opened.kind !== 'geojson') throw new Error(`taken for ${opened.kind}`)
    return await buildNetwork(opened.scan, source)
  }

  it('meet where they share a coordinate', async () => {
    const { network } = await from(fileOf([line(1, 3), line(3, 4)]))
    expect(edgesOf(network)).toEqual(['1–2', '2–3', '3–4'])
  })

  it('are walked by their tags where any of them has such', async () => {
    const { network, report } = await from(
      fileOf([
        line(1, 2, { highway: 'steps' }),
        line(2, 3, { waterway: 'river' }),
        line(2, 4, { highway: 'primary', surface: 'asphalt', name: null }),
        line(4, 5, { highway: 'motorway' }),
      ]),
    )
    expect(edgesOf(network)).toEqual(['1–2 1', '2–3 4', '3–4 4'])
    expect(report.notWalked).toBe(1)
  })

  it('are all walked where none has', async () => {
    const { network } = await from(
      fileOf([line(1, 2, { 名称: '千秋路' }), line(2, 3, { surface: 'gravel' })]),
    )
    expect(edgesOf(network)).toEqual(['1–2', '2–3 2'])
  })

  it('of Geofabrik have their kinds under another name', async () => {
    const { network } = await from(
      fileOf([line(1, 2, { fclass: 'track_grade4' }), line(2, 3, { fclass: 'footway' })]),
    )
    expect(edgesOf(network)).toEqual(['1–2 2', '2–3'])
  })

  it('may be of several parts, be outlines, stand one a row, and have barriers on them', async () => {
    const at = (place: number) => [111.87 + (place - 1) / 1000, 34.75]
    const features = [
      {
        type: 'Feature',
        properties: null,
        geometry: {
          type: 'MultiLineString',
          coordinates: [
            [at(1), at(2)],
            [at(2), at(3)],
          ],
        },
      },
      {
        type: 'Feature',
        properties: {},
        geometry: { type: 'Polygon', coordinates: [[at(3), at(4), at(5), at(3)]] },
      },
      { type: 'Feature', properties: { barrier: 'stile' }, geometry: { type: 'Point', coordinates: at(2) } },
    ]
    const expected = ['1–2 2', '2–3 2', '3–4', '3–5', '4–5']
    expect(edgesOf((await from(fileOf(features))).network)).toEqual(expected)
    const rows = features.map((feature) => `\u001e${JSON.stringify(feature)}\n`).join('')
    expect(edgesOf((await from(utf8(rows))).network)).toEqual(expected)
  })

  it('are put where they are on the ground', async () => {
    const { network } = await from(fileOf([line(1, 2)]), 'gcj02')
    expect(
      metresBetween([network.longitudes[0] ?? 0, network.latitudes[0] ?? 0], [111.87, 34.75]),
    ).toBeGreaterThan(400)
  })

  it.each([
    [
      'in metres',
      fileOf([
        {
          ...line(1, 2),
          geometry: {
            type: 'LineString',
            coordinates: [
              [487_000, 3_845_000],
              [487_100, 3_845_000],
            ],
          },
        },
      ]),
    ],
    [
      'that are points',
      fileOf([
        { type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [111.87, 34.75] } },
      ]),
    ],
    ['without geometry', fileOf([{ type: 'Feature', properties: {}, geometry: null }])],
    [
      'with places that are no numbers',
      fileOf([
        { type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: [['a'], null, 3] } },
      ]),
    ],
    ['that end too early', fileOf([line(1, 3)]).subarray(0, -5)],
    ['of which there are none', utf8('{}')],
  ])('%s are refused', async (_, bytes) => {
    await expect(from(bytes)).rejects.toThrow(UnreadableFile)
  })
})

describe('what a file is', () => {
  it('is seen by what it begins with', async () => {
    const { network } = await build(row(3), [way(1, [1, 2, 3])])
    expect(await openStreets(await packNetwork(network), 'wgs84')).toEqual({ kind: 'network', network })
    expect(await openStreets(osmPbf(row(2), []), 'wgs84')).toMatchObject({ kind: 'osm' })
    expect(await openStreets(utf8('<osm/>'), 'wgs84')).toMatchObject({ kind: 'osm' })
  })

  it.each([
    ['nothing', new Uint8Array()],
    ['a ledger', utf8('名称,业态\n老张修鞋,维修点\n')],
  ])('%s is no street', async (_, bytes) => {
    await expect(openStreets(bytes, 'wgs84')).rejects.toThrow(UnreadableFile)
  })
})
