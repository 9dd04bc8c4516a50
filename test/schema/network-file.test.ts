import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { networkLimits } from '../../schema/catalog/network-limits.ts'
import { ByteWriter } from '../../schema/rules/walking/bytes.ts'
import { networkOf } from '../../schema/rules/walking/graph.ts'
import { edgeCount, nodeCount, type WalkingNetwork } from '../../schema/rules/walking/network.ts'
import {
  BadNetwork,
  decodeNetwork,
  encodeNetwork,
  isNetworkFile,
  type NetworkFault,
  onGrid,
  packNetwork,
  unpackNetwork,
} from '../../schema/rules/walking/network-file.ts'
import { sampleNetwork } from '../../schema/sample/network.ts'

const source = { attribution: '© 街道', licence: 'ODbL 1.0', date: '2026-01-31', sample: false }

/** Networks of any shape within a city: nodes apart from each other, edges in any order, twice or not at all joined. */
const anyNetwork = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 40_000 }), fc.integer({ min: 0, max: 40_000 })), {
    minLength: 2,
    maxLength: 40,
    selector: String,
  })
  .chain((places) => {
    const node = fc.nat(places.length - 1)
    const edge = fc.tuple(node, node, fc.nat(63)).filter(([from, to]) => from !== to)
    return fc.array(edge, { minLength: 1, maxLength: 60 }).map((edges) =>
      networkOf({
        source,
        longitudes: Float64Array.from(places, ([x]) => onGrid(111.8 + x / 1e6)),
        latitudes: Float64Array.from(places, ([, y]) => onGrid(34.7 + y / 1e6)),
        ends: Uint32Array.from(edges.flatMap((edge) => edge.slice(0, 2))),
        flags: Uint8Array.from(edges, ([, , flags]) => flags),
      }),
    )
  })

const isSound = (network: WalkingNetwork) =>
  network.ends.length === 2 * edgeCount(network) &&
  network.ends.every((node) => node < nodeCount(network)) &&
  network.flags.every((flags) => flags < 64) &&
  network.lengths.every((metres) => metres > 0 && metres <= networkLimits.edgeMetres) &&
  network.longitudes.every((degrees) => Math.abs(degrees) <= 180) &&
  network.latitudes.every((degrees) => Math.abs(degrees) <= 90) &&
  network.firstOf.at(-1) === network.neighbours.length

/** The fault for which bytes are refused; null when they are a sound network. Anything else that is thrown fails the test. */
function faultOf(bytes: Uint8Array): NetworkFault | null {
  try {
    expect(isSound(decodeNetwork(bytes))).toBe(true)
    return null
  } catch (error) {
    if (error instanceof BadNetwork) return error.fault
    throw error
  }
}

async function faultOfFile(file: Uint8Array): Promise<NetworkFault | null> {
  try {
    await unpackNetwork(file)
    return null
  } catch (error) {
    if (error instanceof BadNetwork) return error.fault
    throw error
  }
}

/** A square of four nodes, of which one edge is a bridge with steps. */
const square = networkOf({
  source,
  longitudes: Float64Array.of(111.87, 111.871, 111.871, 111.87),
  latitudes: Float64Array.of(34.75, 34.75, 34.751, 34.751),
  ends: Uint32Array.of(0, 1, 1, 2, 2, 3, 3, 0),
  flags: Uint8Array.of(0, 0, 17, 0),
})
const squareBytes = encodeNetwork(square)

describe('a network becomes a file and is read again:', () => {
  it('the same nodes, edges, directions, flags and lengths', () => {
    fc.assert(
      fc.property(anyNetwork, (network) => {
        expect(decodeNetwork(encodeNetwork(network))).toEqual(network)
      }),
    )
  })

  it('coordinates between the millionths are put on them', () => {
    const odd = networkOf({ ...square, longitudes: square.longitudes.map((degrees) => degrees + 4e-7) })
    expect(decodeNetwork(encodeNetwork(odd))).toEqual(square)
  })

  it('the sample city, packed, at less than 10 bytes an edge', async () => {
    const network = sampleNetwork()
    const file = await packNetwork(network)
    expect(await unpackNetwork(file)).toEqual(network)
    expect(file.length / edgeCount(network)).toBeLessThan(10)
    expect(await isNetworkFile(file)).toBe(true)
  })

  it.each([
    ['no day', { ...source, date: null }],
    ['made up', { ...source, sample: true }],
  ])('a source with %s', (_, told) => {
    expect(decodeNetwork(encodeNetwork({ ...square, source: told })).source).toEqual(told)
  })
})

it('a day that is none is not known', () => {
  for (const date of ['2026-13-01', '31.1.2026', '+12026-01-01']) {
    expect(decodeNetwork(encodeNetwork({ ...square, source: { ...source, date } })).source.date).toBeNull()
  }
})

describe('what is no network is refused:', () => {
  it('every file that ends too early', () => {
    for (let length = 0; length < squareBytes.length; length++) {
      expect(faultOf(squareBytes.subarray(0, length)), `${length} bytes`).not.toBeNull()
    }
  })

  it('a byte too many', () => {
    expect(faultOf(Uint8Array.of(...squareBytes, 0))).toBe('broken')
  })

  it('or, with bytes changed at random, is a sound network nevertheless', () => {
    const change = fc.tuple(fc.nat(), fc.nat(255))
    fc.assert(
      fc.property(anyNetwork, fc.array(change, { minLength: 1, maxLength: 5 }), (network, changes) => {
        const bytes = encodeNetwork(network)
        for (const [place, value] of changes) bytes[place % bytes.length] = value
        faultOf(bytes)
      }),
      { numRuns: 2_000 },
    )
  })

  it('bytes at random behind a right beginning', () => {
    const head = squareBytes.subarray(0, 8)
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (rest) => {
        expect(faultOf(Uint8Array.of(...head, ...rest))).not.toBeNull()
      }),
    )
  })

  it.each<[string, Partial<WalkingNetwork>, NetworkFault]>([
    ['no edge', { ends: new Uint32Array(), flags: new Uint8Array() }, 'broken'],
    ['a node that is not there', { ends: Uint32Array.of(0, 1, 1, 2, 2, 3, 3, 4) }, 'broken'],
    ['an edge from a node to itself', { ends: Uint32Array.of(0, 1, 1, 2, 2, 3, 3, 3) }, 'broken'],
    ['an edge without length', { longitudes: Float64Array.of(111.87, 111.87, 111.871, 111.87) }, 'broken'],
    ['flags that mean nothing', { flags: Uint8Array.of(0, 0, 64, 0) }, 'broken'],
    ['a latitude beyond the pole', { latitudes: Float64Array.of(90.1, 90.1, 90.1, 90.1) }, 'broken'],
    [
      'a longitude beyond the date line',
      { longitudes: Float64Array.of(180.1, 180.1, 180.1, 180.1) },
      'broken',
    ],
    ['streets in two countries', { longitudes: Float64Array.of(111, 112, 116, 118) }, 'large'],
    ['an edge longer than any street', { longitudes: Float64Array.of(111, 111.1, 111.2, 111.3) }, 'broken'],
    ['nobody to be named', { source: { ...source, attribution: ' ' } }, 'source'],
    ['no licence', { source: { ...source, licence: '' } }, 'source'],
    ['an endless licence', { source: { ...source, licence: 'x'.repeat(81) } }, 'source'],
  ])('%s', (_, part, fault) => {
    expect(faultOf(encodeNetwork({ ...square, ...part }))).toBe(fault)
  })

  /** A file as far as its counts, and then nothing. */
  function onlyCounts(nodes: number, edges: number, chains: number): Uint8Array {
    const writer = new ByteWriter()
    writer.raw(squareBytes.subarray(0, 8))
    const json = new TextEncoder().encode(JSON.stringify(source))
    writer.count(json.length)
    writer.raw(json)
    for (const count of [nodes, edges, chains]) writer.count(count)
    return writer.written()
  }

  it.each([
    ['nodes', onlyCounts(4_000_000_000, 1, 1), 'large'],
    ['edges', onlyCounts(1, 4_000_000_000, 1), 'large'],
    ['chains', onlyCounts(0, 0, 4_000_000_000), 'large'],
    ['nodes that the file cannot hold', onlyCounts(networkLimits.nodes, 1, 1), 'broken'],
    ['edges that the file cannot hold', onlyCounts(0, networkLimits.edges, 1), 'broken'],
  ])('a promise of too many %s, before memory is taken for them', (_, bytes, fault) => {
    expect(faultOf(bytes)).toBe(fault)
  })

  it('another version', () => {
    const bytes = squareBytes.slice()
    bytes[7] = 2
    expect(faultOf(bytes)).toBe('version')
  })

  it('a source that is no JSON, or no UTF-8', () => {
    for (const wrong of [0x7b, 0xff]) {
      const bytes = squareBytes.slice()
      bytes[10] = wrong
      expect(faultOf(bytes)).toBe('source')
    }
  })
})

describe('a packed file is refused:', () => {
  it.each<[string, Uint8Array, NetworkFault]>([
    ['not packed', squareBytes, 'foreign'],
    ['empty', new Uint8Array(), 'foreign'],
    ['something else, packed', gzipSync('<osm/>'.repeat(10)), 'foreign'],
    ['cut short', gzipSync(squareBytes).subarray(0, -12), 'broken'],
    [
      'one that unpacks to more than any network',
      gzipSync(new Uint8Array(networkLimits.unpackedBytes + 1)),
      'large',
    ],
    [
      'larger than any network',
      new Uint8Array(networkLimits.packedBytes + 1).fill(0x1f, 0, 1).fill(0x8b, 1, 2),
      'large',
    ],
  ])('%s', async (_, file, fault) => {
    expect(await faultOfFile(file)).toBe(fault)
  })

  it('and known by what it begins with', async () => {
    expect(await isNetworkFile(gzipSync(squareBytes))).toBe(true)
    expect(await isNetworkFile(gzipSync('<osm/>'))).toBe(false)
    expect(await isNetworkFile(squareBytes)).toBe(false)
    expect(await isNetworkFile(Uint8Array.of(0x1f, 0x8b, 1, 2, 3))).toBe(false)
  })
})

describe('a network of nodes and edges', () => {
  it('knows the edges of every node, from both ends', () => {
    fc.assert(
      fc.property(anyNetwork, ({ ends, firstOf, neighbours, edges }) => {
        const told = Array.from({ length: firstOf.length - 1 }, (_, node) =>
          Array.from(edges.subarray(firstOf[node], firstOf[node + 1]), (edge, half) => [
            node,
            edge,
            neighbours[(firstOf[node] ?? 0) + half],
          ]),
        ).flat()
        const meant = Array.from(ends, (node, half) => [node, half >> 1, ends[half ^ 1]])
        expect(told.sort()).toEqual(meant.sort())
      }),
    )
  })

  it('measures a thousandth of a degree as it is at Yima', () => {
    expect(square.lengths[1]).toBeCloseTo(111.2, 1)
  })

  it.each([
    ['a node that is not there', { ends: Uint32Array.of(0, 4), flags: Uint8Array.of(0) }],
    ['half an edge', { ends: Uint32Array.of(0, 1, 2), flags: Uint8Array.of(0) }],
    ['a latitude too few', { latitudes: Float64Array.of(34.75) }],
  ])('is none with %s', (_, part) => {
    expect(() => networkOf({ ...square, ...part })).toThrow(RangeError)
  })
})
