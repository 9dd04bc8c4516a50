/**
 * The file of a walking network, as the site stores and serves it: gzip of the following.
 *
 * | what | how |
 * | --- | --- |
 * | `YKZWALK` and the version of the format, 1 | 8 bytes |
 * | the source: {@link NetworkSource} as JSON in UTF-8 | its length, then its bytes |
 * | how many nodes, edges and chains | a count each |
 * | longitudes, then latitudes, of all nodes | differences to the node before, in millionths of a degree (11 cm); the first, to 0 |
 * | flags of all chains | a byte each |
 * | how many edges each chain has | a count each, at least 1 |
 * | the first node of each chain | difference to the last node of the chain before; the first, to 0 |
 * | the further nodes of all chains | difference to the node before, less 1 |
 *
 * Counts and differences are those of `bytes.ts`. A chain is a run of edges with the same flags, each beginning where
 * the one before ends. Nodes, edges and the direction of edges keep their order; a file is small when nodes are numbered
 * along the chains, so that nearly all steps are 0 and neighbours lie side by side (`import/network/order.ts`).
 * Lengths are not stored: they are the distances of the ends.
 */

import { networkLimits } from '../../catalog/network-limits.ts'
import { unpacking, unpackWithin } from '../unpack.ts'
import { BadBytes, ByteReader, ByteWriter } from './bytes.ts'
import { networkOf } from './graph.ts'
import { edgeFlags, type NetworkSource, type WalkingNetwork } from './network.ts'

/** Why a file is refused, for whoever gave it. */
const faults = {
  foreign: '不是步行路网文件。 Not a file of a walking network.',
  version:
    '路网文件的版本不支持，请用本站的工具重新生成。 The file is of another version; please build it anew.',
  broken: '路网文件已损坏或不完整。 The file is damaged or cut short.',
  source: '路网文件没有写明来源和许可。 The file does not say where it comes from and under which licence.',
  large: '路网太大：一个文件只能装一个城市。 The network is too large: a file holds one city.',
} as const
export type NetworkFault = keyof typeof faults

/** Thrown for a file that is no network: damaged, cut short, too large or made to do harm. The message is for people. */
export class BadNetwork extends Error {
  override name = 'BadNetwork'
  readonly fault: NetworkFault

  constructor(fault: NetworkFault) {
    super(faults[fault])
    this.fault = fault
  }
}

const signature = new TextEncoder().encode('YKZWALK')
const VERSION = 1
/** The JSON of a source; its texts are limited, too, but only once it is parsed. */
const SOURCE_BYTES_MAX = 4096
const UNITS = 1e6

const allFlags = Object.values(edgeFlags).reduce((sum, flag) => sum + flag, 0)

/** A degree as a file keeps it: networks that are made of such are the same before and after. */
export const onGrid = (degrees: number): number => Math.round(degrees * UNITS) / UNITS

interface Chains {
  flags: number[]
  /** edges of each */
  counts: number[]
}

/** Longest runs of edges that follow each other with the same flags. */
function chainsOf({ ends, flags: flagsOf }: WalkingNetwork): Chains {
  const flags: number[] = []
  const counts: number[] = []
  for (const [edge, sum] of flagsOf.entries()) {
    const last = counts.length - 1
    if (last >= 0 && flags[last] === sum && ends[2 * edge] === ends[2 * edge - 1]) {
      counts[last] = (counts[last] ?? 0) + 1
    } else {
      flags.push(sum)
      counts.push(1)
    }
  }
  return { flags, counts }
}

function writeDegrees(writer: ByteWriter, degrees: Float64Array): void {
  let before = 0
  for (const value of degrees) {
    const units = Math.round(value * UNITS)
    writer.difference(units - before)
    before = units
  }
}

function writeChains(writer: ByteWriter, { ends }: WalkingNetwork, { flags, counts }: Chains): void {
  writer.raw(Uint8Array.from(flags))
  for (const count of counts) writer.count(count)
  let edge = 0
  let before = 0
  for (const count of counts) {
    writer.difference((ends[2 * edge] ?? 0) - before)
    edge += count
    before = ends[2 * edge - 1] ?? 0
  }
  for (let at = 0; at < ends.length; at += 2) writer.difference((ends[at + 1] ?? 0) - (ends[at] ?? 0) - 1)
}

/** The bytes of a network, not packed; {@link decodeNetwork} gives it back, with its coordinates {@link onGrid}. */
export function encodeNetwork(network: WalkingNetwork): Uint8Array<ArrayBuffer> {
  const { source, longitudes, latitudes, flags } = network
  const { attribution, licence, date, sample } = source
  const json = new TextEncoder().encode(JSON.stringify({ attribution, licence, date, sample }))
  const chains = chainsOf(network)
  const writer = new ByteWriter()
  writer.raw(signature)
  writer.count(VERSION)
  writer.count(json.length)
  writer.raw(json)
  for (const count of [longitudes.length, flags.length, chains.counts.length]) writer.count(count)
  writeDegrees(writer, longitudes)
  writeDegrees(writer, latitudes)
  writeChains(writer, network, chains)
  return writer.written()
}

const isText = (value: unknown, max: number): value is string =>
  typeof value === 'string' && value.trim() !== '' && value.length <= max

/** Whether something is a day as a source tells it, YYYY-MM-DD. */
export const isDay = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value))

/** What a JSON text holds; null when it is none. */
function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return null
  }
}

function readSource(reader: ByteReader): NetworkSource {
  const length = reader.count()
  if (length > SOURCE_BYTES_MAX) throw new BadNetwork('source')
  const told = parsed(reader.raw(length))
  if (typeof told !== 'object' || told === null) throw new BadNetwork('source')
  const { attribution, licence, date, sample }: Partial<Record<keyof NetworkSource, unknown>> = told
  if (!isText(attribution, networkLimits.attribution) || !isText(licence, networkLimits.licence)) {
    throw new BadNetwork('source')
  }
  return { attribution, licence, date: isDay(date) ? date : null, sample: sample === true }
}

/** @throws BadNetwork for a coordinate beyond `limit` degrees, or for a network wider than any city */
function readDegrees(reader: ByteReader, nodes: number, limit: number): Float64Array {
  const degrees = new Float64Array(nodes)
  let units = 0
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let node = 0; node < nodes; node++) {
    units += reader.difference()
    if (Math.abs(units) > limit * UNITS) throw new BadNetwork('broken')
    least = Math.min(least, units)
    most = Math.max(most, units)
    degrees[node] = units / UNITS
  }
  if (most - least > networkLimits.extentDegrees * UNITS) throw new BadNetwork('large')
  return degrees
}

/** How many there are of what takes at least `bytes` each. */
function readCount(reader: ByteReader, bytes: number, limit: number): number {
  const count = reader.count()
  if (count > limit) throw new BadNetwork('large')
  if (count * bytes > reader.left) throw new BadNetwork('broken')
  return count
}

/** Ends and flags of all edges; not yet whether there are such nodes. */
function readChains(
  reader: ByteReader,
  edges: number,
  chains: number,
): { ends: Uint32Array; flags: Uint8Array } {
  const flagsOf = reader.raw(chains)
  const counts = Uint32Array.from({ length: chains }, () => reader.count())
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (total !== edges || counts.includes(0)) throw new BadNetwork('broken')
  const firsts = Int32Array.from({ length: chains }, () => reader.difference())
  const ends = new Uint32Array(2 * edges)
  const flags = new Uint8Array(edges)
  let edge = 0
  let node = 0
  for (const [chain, count] of counts.entries()) {
    node += firsts[chain] ?? 0
    flags.fill(flagsOf[chain] ?? 0, edge, edge + count)
    for (const last = edge + count; edge < last; edge++) {
      ends[2 * edge] = node
      node += reader.difference() + 1
      ends[2 * edge + 1] = node
    }
  }
  return { ends, flags }
}

function readNetwork(reader: ByteReader): WalkingNetwork {
  if (!isSigned(reader.raw(signature.length))) throw new BadNetwork('foreign')
  if (reader.count() !== VERSION) throw new BadNetwork('version')
  const source = readSource(reader)
  const nodes = readCount(reader, 2, networkLimits.nodes)
  const edges = readCount(reader, 1, networkLimits.edges)
  const chains = readCount(reader, 3, networkLimits.edges)
  const longitudes = readDegrees(reader, nodes, 180)
  const latitudes = readDegrees(reader, nodes, 90)
  const { ends, flags } = readChains(reader, edges, chains)
  if (edges === 0 || reader.left > 0) throw new BadNetwork('broken')
  if (ends.some((node) => node >= nodes) || flags.some((sum) => sum > allFlags))
    throw new BadNetwork('broken')
  const network = networkOf({ source, longitudes, latitudes, ends, flags })
  if (!network.lengths.every((metres) => metres > 0 && metres <= networkLimits.edgeMetres)) {
    throw new BadNetwork('broken')
  }
  return network
}

/**
 * The network of a file that is not packed. Whatever the bytes are, it takes memory and time in proportion to their
 * number, and an edge of what it gives has two different ends, a length above 0 and known flags.
 * @throws BadNetwork
 */
export function decodeNetwork(bytes: Uint8Array): WalkingNetwork {
  if (bytes.length > networkLimits.unpackedBytes) throw new BadNetwork('large')
  try {
    return readNetwork(new ByteReader(bytes))
  } catch (error) {
    throw error instanceof BadBytes ? new BadNetwork('broken') : error
  }
}

/** The file of a network: {@link encodeNetwork}, packed with gzip. */
export async function packNetwork(network: WalkingNetwork): Promise<Uint8Array<ArrayBuffer>> {
  const packed = new Blob([encodeNetwork(network)]).stream().pipeThrough(new CompressionStream('gzip'))
  return new Uint8Array(await new Response(packed).arrayBuffer())
}

const isGzip = (file: Uint8Array) => file[0] === 0x1f && file[1] === 0x8b

const isSigned = (bytes: Uint8Array) => signature.every((byte, index) => byte === bytes[index])

/** Whether a file says of itself that it is a packed network; it may be a broken one. */
export async function isNetworkFile(file: Uint8Array): Promise<boolean> {
  if (!isGzip(file)) return false
  const reader = unpacking(file, 'gzip')
  try {
    const { value } = await reader.read()
    return value !== undefined && isSigned(value)
  } catch {
    return false
  } finally {
    await reader.cancel().catch(() => {})
  }
}

/**
 * The network of a file.
 * @param file gzip; one that unpacks to more than a network may have is given up on the way
 * @throws BadNetwork
 */
export async function unpackNetwork(file: Uint8Array): Promise<WalkingNetwork> {
  if (!isGzip(file)) throw new BadNetwork('foreign')
  if (file.length > networkLimits.packedBytes) throw new BadNetwork('large')
  const bytes = await unpackWithin(file, 'gzip', networkLimits.unpackedBytes).catch(() => {
    throw new BadNetwork('broken')
  })
  if (bytes === null) throw new BadNetwork('large')
  return decodeNetwork(bytes)
}
