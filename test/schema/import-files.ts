/** Files that the import tests read, made on the spot: no fixture of anyone's data is kept. */

import { deflateSync } from 'node:zlib'
import { PbfWriter } from 'pbf'

const text = new TextEncoder()

/** A text as UTF-8, optionally with its mark. */
export function utf8(content: string, mark = false): Uint8Array {
  return text.encode(mark ? `\ufeff${content}` : content)
}

/** Every character of GB18030's two-byte part, by the decoder that the platform has: it has no encoder. */
const gbkBytes = new Map<string, readonly [number, number]>()
const decoder = new TextDecoder('gb18030')
for (let high = 0x81; high <= 0xfe; high++) {
  for (let low = 0x40; low <= 0xfe; low++) {
    if (low === 0x7f) continue
    gbkBytes.set(decoder.decode(Uint8Array.of(high, low)), [high, low])
  }
}

/** A text as GB18030. */
export function gb18030(content: string): Uint8Array {
  return Uint8Array.from(
    [...content].flatMap((character) => {
      const code = character.charCodeAt(0)
      if (code < 0x80) return [code]
      const bytes = gbkBytes.get(character)
      if (!bytes) throw new RangeError(`${character} has no two bytes in GB18030`)
      return [...bytes]
    }),
  )
}

export interface OsmNode {
  id: number
  lng: number
  lat: number
  tags?: Record<string, string>
}

export interface OsmWay {
  id: number
  refs: readonly number[]
  tags: Record<string, string>
}

function message(write: (pbf: PbfWriter) => void): Uint8Array {
  const pbf = new PbfWriter()
  write(pbf)
  return pbf.finish()
}

function zigzag(pbf: PbfWriter, field: number, values: readonly number[]): void {
  if (values.length > 0) pbf.writePackedSVarint(field, [...values])
}

const differences = (values: readonly number[]) =>
  values.map((value, index) => value - (values[index - 1] ?? 0))

function blob(type: string, content: Uint8Array, packed: boolean): Uint8Array {
  const body = message((pbf) => {
    if (packed) {
      pbf.writeVarintField(2, content.length)
      pbf.writeBytesField(3, deflateSync(content))
    } else pbf.writeBytesField(1, content)
  })
  const header = message((pbf) => {
    pbf.writeStringField(1, type)
    pbf.writeVarintField(3, body.length)
  })
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, header.length)
  return Uint8Array.from([...length, ...header, ...body])
}

/**
 * A PBF extract of our own making.
 * @param options.dense nodes as dense nodes, as every real extract has them
 * @param options.features required features of the header
 * @param options.seconds instant of the data, since 1970
 */
export function osmPbf(
  nodes: readonly OsmNode[],
  ways: readonly OsmWay[],
  options: { dense?: boolean; packed?: boolean; features?: readonly string[]; seconds?: number } = {},
): Uint8Array {
  const { dense = true, packed = true, features = ['OsmSchema-V0.6', 'DenseNodes'], seconds } = options
  const texts = ['']
  const indexOf = (word: string) => {
    if (!texts.includes(word)) texts.push(word)
    return texts.indexOf(word)
  }
  const unit = (degrees: number) => Math.round(degrees * 1e7)
  const keysOf = (tags: Record<string, string>) => Object.keys(tags).map(indexOf)
  const valuesOf = (tags: Record<string, string>) => Object.values(tags).map(indexOf)

  const groups: Uint8Array[] = []
  if (dense) {
    const denseNodes = message((pbf) => {
      zigzag(pbf, 1, differences(nodes.map((node) => node.id)))
      zigzag(pbf, 8, differences(nodes.map((node) => unit(node.lat))))
      zigzag(pbf, 9, differences(nodes.map((node) => unit(node.lng))))
      const tags = nodes.flatMap((node) => [
        ...Object.entries(node.tags ?? {}).flatMap(([key, value]) => [indexOf(key), indexOf(value)]),
        0,
      ])
      pbf.writePackedVarint(10, tags)
    })
    groups.push(message((pbf) => pbf.writeBytesField(2, denseNodes)))
  } else {
    groups.push(
      message((pbf) => {
        for (const { id, lng, lat, tags = {} } of nodes) {
          const node = message((inner) => {
            inner.writeSVarintField(1, id)
            inner.writePackedVarint(2, keysOf(tags))
            inner.writePackedVarint(3, valuesOf(tags))
            inner.writeSVarintField(8, unit(lat))
            inner.writeSVarintField(9, unit(lng))
          })
          pbf.writeBytesField(1, node)
        }
      }),
    )
  }
  groups.push(
    message((pbf) => {
      for (const { id, refs, tags } of ways) {
        const way = message((inner) => {
          inner.writeVarintField(1, id)
          inner.writePackedVarint(2, keysOf(tags))
          inner.writePackedVarint(3, valuesOf(tags))
          zigzag(inner, 8, differences(refs))
        })
        pbf.writeBytesField(3, way)
      }
    }),
  )
  const table = message((pbf) => {
    for (const word of texts) pbf.writeStringField(1, word)
  })
  const block = message((pbf) => {
    pbf.writeBytesField(1, table)
    for (const group of groups) pbf.writeBytesField(2, group)
  })
  const header = message((pbf) => {
    for (const feature of features) pbf.writeStringField(4, feature)
    if (seconds !== undefined) pbf.writeVarintField(32, seconds)
  })
  return Uint8Array.from([...blob('OSMHeader', header, packed), ...blob('OSMData', block, packed)])
}

const escaped = (value: string) =>
  value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')

/** The same as XML. */
export function osmXml(nodes: readonly OsmNode[], ways: readonly OsmWay[]): string {
  const tagLines = (tags: Record<string, string>) =>
    Object.entries(tags).map(([key, value]) => `<tag k="${escaped(key)}" v="${escaped(value)}"/>`)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<osm version="0.6">',
    ...nodes.map(
      ({ id, lng, lat, tags = {} }) =>
        `<node id="${id}" lat="${lat}" lon="${lng}">${tagLines(tags).join('')}</node>`,
    ),
    ...ways.map(
      ({ id, refs, tags }) =>
        `<way id="${id}">${refs.map((ref) => `<nd ref="${ref}"/>`).join('')}${tagLines(tags).join('')}</way>`,
    ),
    '</osm>',
  ].join('\n')
}
