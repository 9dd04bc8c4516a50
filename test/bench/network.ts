/**
 * How large the file of a network is, what it takes in memory, and how long it takes to be read and built:
 * `npm exec -- node test/bench/network.ts [EXTRACT.osm.pbf]`.
 */

import { readFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { buildNetwork } from '../../schema/import/network/build.ts'
import { openStreets, osmSource } from '../../schema/import/network/open.ts'
import { edgeCount, nodeCount, type WalkingNetwork } from '../../schema/rules/walking/network.ts'
import { packNetwork, unpackNetwork } from '../../schema/rules/walking/network-file.ts'
import { sampleNetwork } from '../../schema/sample/network.ts'
import { madeNetwork } from './made-network.ts'

export interface NetworkRow {
  name: string
  ours: number
  reference: number
  /** how many times smaller or faster ours is */
  ratio: number
  unit: 'bytes' | 'MB' | 'ms' | 's'
}

/** Bytes an edge that the file may have, packed. */
const ALLOWED_BYTES = 10
const RUNS = 9

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

const row = (name: string, unit: NetworkRow['unit'], ours: number, reference: number): NetworkRow => ({
  name,
  ours,
  reference,
  ratio: reference / ours,
  unit,
})

/** Milliseconds at the median. */
async function median(work: () => unknown): Promise<number> {
  const times: number[] = []
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now()
    await work()
    times.push(performance.now() - start)
  }
  return times.sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0
}

/** Megabytes of a network. */
function size({
  longitudes,
  latitudes,
  ends,
  lengths,
  flags,
  firstOf,
  neighbours,
  edges,
}: WalkingNetwork): number {
  const arrays = [longitudes, latitudes, ends, lengths, flags, firstOf, neighbours, edges]
  return arrays.reduce((sum, { byteLength }) => sum + byteLength, 0) / 1e6
}

/** Megabytes of the heap that remain of what is made. */
function heapOf(make: () => unknown): number {
  collectGarbage()
  const before = process.memoryUsage().heapUsed
  const made = make()
  collectGarbage()
  const after = process.memoryUsage().heapUsed
  if (made === undefined) throw new Error('nothing was made')
  return (after - before) / 1e6
}

/** The same network as somebody would write it down who does not mind the size. */
const asJson = ({ longitudes, latitudes, ends, lengths, flags }: WalkingNetwork): string =>
  JSON.stringify({
    nodes: Array.from(longitudes, (lng, node) => [lng, latitudes[node]]),
    edges: Array.from(lengths, (length, edge) => ({
      from: ends[2 * edge],
      to: ends[2 * edge + 1],
      length,
      flags: flags[edge],
    })),
  })

async function measure(name: string, network: WalkingNetwork): Promise<NetworkRow[]> {
  const file = await packNetwork(network)
  const json = asJson(network)
  const edges = edgeCount(network)
  const called = `${name}, ${nodeCount(network)} nodes`
  return [
    row(`${called}: an edge, packed; reference: allowed`, 'bytes', file.length / edges, ALLOWED_BYTES),
    row('  the same; reference: JSON, gzip', 'bytes', file.length / edges, gzipSync(json).length / edges),
    row(
      '  in memory; reference: objects of JSON',
      'MB',
      size(network),
      heapOf(() => JSON.parse(json)),
    ),
    row(
      '  unpacked and joined; reference: JSON parsed',
      'ms',
      await median(() => unpackNetwork(file)),
      await median(() => JSON.parse(json)),
    ),
  ]
}

/** Building it, against going through the extract twice without looking. */
async function measureExtract(path: string): Promise<NetworkRow[]> {
  const bytes = new Uint8Array(await readFile(path))
  const opened = await openStreets(bytes, 'wgs84')
  if (opened.kind === 'network') return measure(path, opened.network)
  const { scan } = opened
  const start = performance.now()
  const { network } = await buildNetwork(scan, { ...osmSource, date: null, sample: false })
  const built = performance.now()
  for (let time = 0; time < 2; time++) await scan({ node: () => {}, way: () => {} })
  const scanned = performance.now()
  return [
    row(`${path}: built; reference: read twice`, 's', (built - start) / 1000, (scanned - built) / 1000),
    ...(await measure(path, network)),
  ]
}

/** @param extract path of an extract that is measured, too */
export async function networkBench(extract?: string): Promise<NetworkRow[]> {
  return [
    ...(await measure('the sample city', sampleNetwork())),
    ...(await measure('a made city', madeNetwork(50_000))),
    ...(extract === undefined ? [] : await measureExtract(extract)),
  ]
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  console.table(await networkBench(process.argv[2]))
