/**
 * Scans OpenStreetMap's PBF (`.osm.pbf`): a run of blobs, each a zlib-packed block of nodes, ways and relations.
 * Field numbers are those of fileformat.proto and osmformat.proto (https://wiki.openstreetmap.org/wiki/PBF_Format).
 */

import { PbfReader } from 'pbf'
import { unpackWithin } from '../rules/unpack.ts'
import type { OsmScan, OsmVisitor, Tags } from './osm.ts'
import { UnreadableFile } from './types.ts'

/** The specification's limit of an unpacked blob. */
const BLOB_MAX = 32 * 1024 * 1024

const understood = new Set(['OsmSchema-V0.6', 'DenseNodes'])

interface PackedBlob {
  type: string
  bytes: Uint8Array
}

function* blobsOf(file: Uint8Array): Generator<PackedBlob> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  let place = 0
  while (place < file.length) {
    const headerLength = place + 4 <= file.length ? view.getUint32(place) : Number.POSITIVE_INFINITY
    if (headerLength > 64 * 1024) throw new UnreadableFile('不是有效的 PBF 文件。 Not a valid PBF file.')
    place += 4
    const header = new PbfReader(file.subarray(place, place + headerLength)).readFields(
      (field, result, pbf) => {
        if (field === 1) result.type = pbf.readString()
        else if (field === 3) result.size = pbf.readVarint()
      },
      { type: '', size: 0 },
    )
    place += headerLength
    if (place + header.size > file.length)
      throw new UnreadableFile('PBF 文件不完整。 The PBF file is cut short.')
    yield { type: header.type, bytes: file.subarray(place, place + header.size) }
    place += header.size
  }
}

async function unpack(blob: Uint8Array): Promise<Uint8Array> {
  const { raw, zlib } = new PbfReader(blob).readFields(
    (field, result: { raw?: Uint8Array; zlib?: Uint8Array }, pbf) => {
      if (field === 1) result.raw = pbf.readBytes()
      else if (field === 3) result.zlib = pbf.readBytes()
    },
    {},
  )
  if (raw) return raw
  if (!zlib) throw new UnreadableFile('PBF 的压缩方式不支持。 The PBF file is not packed with zlib.')
  const bytes = await unpackWithin(zlib, 'deflate', BLOB_MAX)
  if (bytes === null) throw new UnreadableFile('PBF 的数据块过大。 A block of the PBF file is too large.')
  return bytes
}

/** Checks that nothing is needed which is not understood, and tells the day of the data where it is there. */
function visitHeader(block: Uint8Array, visitor: OsmVisitor): void {
  new PbfReader(block).readFields((field, _, pbf) => {
    if (field === 32) tellDay(visitor, pbf.readVarint())
    if (field !== 4) return
    const feature = pbf.readString()
    if (!understood.has(feature)) {
      throw new UnreadableFile(
        `PBF 含有不支持的特性。 The PBF file needs ${feature}, which is not supported.`,
      )
    }
  }, null)
}

function tellDay(visitor: OsmVisitor, seconds: number): void {
  const instant = new Date(seconds * 1000)
  // Not every number of seconds is an instant, and not every instant is in a year of four digits.
  if (seconds > 0 && instant.getUTCFullYear() <= 9999) visitor.dated?.(instant.toISOString().slice(0, 10))
}

/** What the elements of a block need in order to be read. */
interface Block {
  texts: string[]
  groups: Uint8Array[]
  granularity: number
  latOffset: number
  lngOffset: number
}

function readBlock(bytes: Uint8Array): Block {
  return new PbfReader(bytes).readFields(
    (field, block: Block, pbf) => {
      if (field === 1) {
        pbf.readMessage((inner, texts: string[], table) => {
          if (inner === 1) texts.push(table.readString())
        }, block.texts)
      } else if (field === 2) block.groups.push(pbf.readBytes())
      else if (field === 17) block.granularity = pbf.readVarint()
      else if (field === 19) block.latOffset = pbf.readVarint(true)
      else if (field === 20) block.lngOffset = pbf.readVarint(true)
    },
    { texts: [], groups: [], granularity: 100, latOffset: 0, lngOffset: 0 },
  )
}

const noTags: Tags = {}

/** Positions are in units of `granularity` nanodegrees. */
const degrees = (block: Block, offset: number, value: number) => (offset + block.granularity * value) / 1e9

function tagsOf({ texts }: Block, keys: readonly number[], values: readonly number[]): Tags {
  if (keys.length === 0) return noTags
  return Object.fromEntries(keys.map((key, index) => [texts[key] ?? '', texts[values[index] ?? 0] ?? '']))
}

/** Dense nodes: ids and positions as differences, tags as one list with a 0 after each node's. */
function visitDense(block: Block, dense: PbfReader, visitor: OsmVisitor): void {
  const { ids, lats, lngs, tags } = dense.readMessage(
    (field, result: { ids: number[]; lats: number[]; lngs: number[]; tags: number[] }, pbf) => {
      if (field === 1) result.ids = pbf.readPackedSVarint()
      else if (field === 8) result.lats = pbf.readPackedSVarint()
      else if (field === 9) result.lngs = pbf.readPackedSVarint()
      else if (field === 10) result.tags = pbf.readPackedVarint()
    },
    { ids: [], lats: [], lngs: [], tags: [] },
  )
  let [id, lat, lng, place] = [0, 0, 0, 0]
  for (const [index, difference] of ids.entries()) {
    id += difference
    lat += lats[index] ?? 0
    lng += lngs[index] ?? 0
    const keys: number[] = []
    const values: number[] = []
    while (tags[place]) {
      keys.push(tags[place] ?? 0)
      values.push(tags[place + 1] ?? 0)
      place += 2
    }
    place += 1
    visitor.node(
      id,
      [degrees(block, block.lngOffset, lng), degrees(block, block.latOffset, lat)],
      tagsOf(block, keys, values),
    )
  }
}

function visitNode(block: Block, node: PbfReader, visitor: OsmVisitor): void {
  const { id, lat, lng, keys, values } = node.readMessage(
    (field, result: { id: number; lat: number; lng: number; keys: number[]; values: number[] }, pbf) => {
      if (field === 1) result.id = pbf.readSVarint()
      else if (field === 2) result.keys = pbf.readPackedVarint()
      else if (field === 3) result.values = pbf.readPackedVarint()
      else if (field === 8) result.lat = pbf.readSVarint()
      else if (field === 9) result.lng = pbf.readSVarint()
    },
    { id: 0, lat: 0, lng: 0, keys: [], values: [] },
  )
  visitor.node(
    id,
    [degrees(block, block.lngOffset, lng), degrees(block, block.latOffset, lat)],
    tagsOf(block, keys, values),
  )
}

function visitWay(block: Block, way: PbfReader, visit: NonNullable<OsmVisitor['way']>): void {
  const { id, keys, values, steps } = way.readMessage(
    (field, result: { id: number; keys: number[]; values: number[]; steps: number[] }, pbf) => {
      if (field === 1) result.id = pbf.readVarint()
      else if (field === 2) result.keys = pbf.readPackedVarint()
      else if (field === 3) result.values = pbf.readPackedVarint()
      else if (field === 8) result.steps = pbf.readPackedSVarint()
    },
    { id: 0, keys: [], values: [], steps: [] },
  )
  let ref = 0
  const refs = steps.map((step) => {
    ref += step
    return ref
  })
  visit(id, refs, tagsOf(block, keys, values))
}

function visitBlock(bytes: Uint8Array, visitor: OsmVisitor): void {
  const block = readBlock(bytes)
  for (const group of block.groups) {
    new PbfReader(group).readFields((field, _, pbf) => {
      if (field === 1) visitNode(block, pbf, visitor)
      else if (field === 2) visitDense(block, pbf, visitor)
      else if (field === 3 && visitor.way) visitWay(block, pbf, visitor.way)
    }, null)
  }
}

/**
 * @param file the whole file
 * @returns a scan that throws UnreadableFile where the file is not what it should be
 */
export function scanOsmPbf(file: Uint8Array): OsmScan {
  return async (visitor) => {
    for (const { type, bytes } of blobsOf(file)) {
      if (type === 'OSMHeader') visitHeader(await unpack(bytes), visitor)
      else if (type === 'OSMData') visitBlock(await unpack(bytes), visitor)
    }
  }
}
