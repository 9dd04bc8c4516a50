/** Which form of an OpenStreetMap extract a file is, by its first bytes. */

import type { OsmScan } from './osm.ts'
import { scanOsmPbf } from './osm-pbf.ts'
import { scanOsmXml } from './osm-xml.ts'

/** Characters of a text file that are looked at to tell what it is. */
const HEAD = 512

/** A PBF file begins with the length of a header whose first field is the text "OSMHeader". */
const pbfSignature = [0x0a, 0x09, 0x4f, 0x53, 0x4d]

/** The scan of an OpenStreetMap extract (PBF, gzipped or plain XML); null when the file is none. */
export function osmScan(bytes: Uint8Array): OsmScan | null {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return scanOsmXml(bytes)
  if (pbfSignature.every((byte, index) => bytes[4 + index] === byte)) return scanOsmPbf(bytes)
  const head = new TextDecoder().decode(bytes.subarray(0, HEAD)).trimStart()
  return head.startsWith('<') ? scanOsmXml(bytes) : null
}
