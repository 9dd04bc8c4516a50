/** Finds out what a file of streets is, by its first bytes rather than its name. */

import type { Crs } from '../../rules/coordinates.ts'
import type { WalkingNetwork } from '../../rules/walking/network.ts'
import { isNetworkFile, unpackNetwork } from '../../rules/walking/network-file.ts'
import type { OsmScan } from '../osm.ts'
import { osmScan } from '../osm-file.ts'
import { UnreadableFile } from '../types.ts'
import { isJson, scanGeoJson } from './geojson.ts'

/** A network that has been built before, or streets to build one of. */
export type OpenedStreets =
  | { kind: 'network'; network: WalkingNetwork }
  | { kind: 'osm' | 'geojson'; scan: OsmScan }

/** How OpenStreetMap wants to be named; its licence is asked for nowhere else. */
export const osmSource = {
  attribution: '© OpenStreetMap contributors',
  licence: 'ODbL 1.0',
} as const

/**
 * Opens an OpenStreetMap extract (PBF, XML, gzip), lines as GeoJSON, or a packed network.
 * @param crs what the coordinates of GeoJSON are in; the others are WGS-84
 * @throws UnreadableFile when it is none of them
 * @throws BadNetwork when it is a network that cannot be read
 */
export async function openStreets(bytes: Uint8Array, crs: Crs): Promise<OpenedStreets> {
  if (bytes.length === 0) throw new UnreadableFile('文件是空的。 The file is empty.')
  if (await isNetworkFile(bytes)) return { kind: 'network', network: await unpackNetwork(bytes) }
  const scan = osmScan(bytes)
  if (scan) return { kind: 'osm', scan }
  if (isJson(bytes)) return { kind: 'geojson', scan: scanGeoJson(bytes, crs) }
  throw new UnreadableFile(
    '不是街道数据：需要 .osm.pbf、.osm.gz、.osm 或 GeoJSON。 No streets: an OpenStreetMap extract or GeoJSON is needed.',
  )
}
