/** Fetches a city's embedded basemap, the file that `schema/rules/basemap.ts` describes. */

import type { FeatureCollection } from 'geojson'
import {
  type BasemapFile,
  type BasemapLayer,
  basemapLayers,
  decodeBasemap,
} from '../../schema/rules/basemap.ts'

export interface EmbeddedBasemap {
  layers: Record<BasemapLayer, FeatureCollection>
  sample: boolean
  /** source and licence, to be shown on the map */
  attribution: string
  /** 审图号 of the map it was made from, null where there is none */
  approval: string | null
}

const fetched = new Map<string, Promise<EmbeddedBasemap | null>>()

/**
 * The embedded basemap of a city, fetched once a visit.
 * @param cityCode official division code
 * @returns null where the city has no such file, or it did not come: the map then has bare ground
 */
export function embeddedBasemap(cityCode: string): Promise<EmbeddedBasemap | null> {
  const known = fetched.get(cityCode)
  if (known) return known
  const asked = fetchBasemap(cityCode)
  fetched.set(cityCode, asked)
  return asked
}

async function fetchBasemap(cityCode: string): Promise<EmbeddedBasemap | null> {
  try {
    const response = await fetch(`/map/${cityCode}.json`)
    // A single-page site answers a missing file with its front page, status 200.
    const isJson = response.headers.get('content-type')?.includes('json') ?? false
    if (!response.ok || !isJson) return null
    const file: unknown = await response.json()
    return isBasemapFile(file) ? unpack(file) : null
  } catch {
    // The network failed: the next map that opens may ask again.
    fetched.delete(cityCode)
    return null
  }
}

function unpack(file: BasemapFile): EmbeddedBasemap {
  return {
    layers: decodeBasemap(file),
    sample: file.sample,
    attribution: file.attribution,
    approval: file.approval ?? null,
  }
}

/** Whether a parsed file says that it is a basemap of the version this code reads, with layers of its own. */
export function isBasemapFile(file: unknown): file is BasemapFile {
  if (typeof file !== 'object' || file === null) return false
  if (!('format' in file && file.format === 'yikezhong-basemap')) return false
  if (!('version' in file && file.version === 1)) return false
  if (!('layers' in file && typeof file.layers === 'object' && file.layers !== null)) return false
  return Object.keys(file.layers).every((layer) => basemapLayers.some((known) => known === layer))
}
