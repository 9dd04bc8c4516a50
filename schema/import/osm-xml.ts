/** Scans OpenStreetMap XML (`.osm`, `.osm.gz`). */

import { SaxesParser } from 'saxes'
import type { OsmScan, OsmVisitor } from './osm.ts'
import { UnreadableFile } from './types.ts'

/** A stream of the bytes, unpacked where they are gzip. */
function unpacked(bytes: Uint8Array): ReadableStream<Uint8Array> {
  const stream = new Blob([Uint8Array.from(bytes)]).stream()
  const gzip = bytes[0] === 0x1f && bytes[1] === 0x8b
  return gzip ? stream.pipeThrough(new DecompressionStream('gzip')) : stream
}

/** The instant of an extract: `<osm timestamp>` as osmium writes it, `<meta osm_base>` as Overpass does. */
function tellDay(visitor: OsmVisitor, instant: string | undefined): void {
  const [day] = /^\d{4}-\d\d-\d\d/.exec(instant ?? '') ?? []
  if (day) visitor.dated?.(day)
}

/**
 * @param bytes the file, packed with gzip or not
 * @returns a scan that throws UnreadableFile where the XML is not well formed
 */
export function scanOsmXml(bytes: Uint8Array): OsmScan {
  return async (visitor) => {
    const parser = new SaxesParser()
    let element: { kind: string; id: number; lng: number; lat: number } | undefined
    let tags: Record<string, string> = {}
    let refs: number[] = []
    parser.on('error', (error) => {
      throw new UnreadableFile(`XML 有误。 The XML is not well formed: ${error.message}`)
    })
    parser.on('opentag', ({ name, attributes: a }) => {
      if (name === 'tag') tags[a['k'] ?? ''] = a['v'] ?? ''
      else if (name === 'osm' || name === 'meta') tellDay(visitor, a['timestamp'] ?? a['osm_base'])
      else if (name === 'nd') refs.push(Number(a['ref']))
      else if (name === 'node' || name === 'way' || name === 'relation') {
        element = { kind: name, id: Number(a['id']), lng: Number(a['lon']), lat: Number(a['lat']) }
        tags = {}
        refs = []
      }
    })
    parser.on('closetag', ({ name }) => {
      if (!element || element.kind !== name) return
      if (name === 'node') visitor.node(element.id, [element.lng, element.lat], tags)
      else if (name === 'way') visitor.way?.(element.id, refs, tags)
      element = undefined
    })
    const decoder = new TextDecoder()
    for await (const chunk of unpacked(bytes)) parser.write(decoder.decode(chunk, { stream: true }))
    parser.write(decoder.decode()).close()
  }
}
