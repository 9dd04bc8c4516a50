/** A PMTiles archive as a basemap: raster tiles as they are, vector tiles in the Protomaps basemap schema. */

import { addProtocol, type ExpressionSpecification, type FilterSpecification } from 'maplibre-gl'
import { FetchSource, PMTiles, Protocol, type RangeResponse, type Source, TileType } from 'pmtiles'
import {
  area,
  buildings,
  type DrawBasemap,
  plainGround,
  type RoadClass,
  railway,
  roadNames,
  roads,
  water,
} from './cartography.ts'
import { drawRaster } from './raster-style.ts'

const protocol = new Protocol()
let registered = false

const kind = (...kinds: string[]): FilterSpecification => ['in', ['get', 'kind'], ['literal', kinds]]

const roadFilters: Partial<Record<RoadClass, FilterSpecification>> = {
  main: kind('highway', 'major_road'),
  street: kind('minor_road'),
  path: kind('path', 'other'),
}

/**
 * Opens an archive and says how to draw it.
 * @param url of the archive; https, or a path of this site
 * @param signal ends the first request
 * @throws Error when it cannot be read, or holds vector tiles of another schema
 */
export async function openArchive(url: string, signal: AbortSignal): Promise<DrawBasemap> {
  const archive = new PMTiles(await sourceAt(url, signal))
  const header = await archive.getHeader()
  if (!registered) addProtocol('pmtiles', protocol.tile)
  registered = true
  protocol.add(archive)
  const address = `pmtiles://${archive.source.getKey()}`
  if (header.tileType !== TileType.Mvt) return drawRaster([{ id: 'archive', url: address }])
  const layers = vectorLayersOf(await archive.getMetadata())
  if (!layers.has('roads')) throw new Error('The archive does not follow the Protomaps basemap schema.')
  return drawProtomaps(address)
}

/**
 * Large archives are read piece by piece. Servers that ignore ranges (the site's own static files among them) send
 * the whole file at once: then it is kept in memory.
 */
async function sourceAt(url: string, signal: AbortSignal): Promise<Source> {
  const response = await fetch(url, { headers: { range: 'bytes=0-16383' }, signal })
  if (!response.ok) throw new Error(`The archive answered ${response.status}.`)
  if (response.status === 206) return new FetchSource(url)
  const whole = await response.arrayBuffer()
  return {
    getKey: () => url,
    getBytes: async (offset, length): Promise<RangeResponse> => ({
      data: whole.slice(offset, offset + length),
    }),
  }
}

/** Names of the layers that the metadata of an archive lists. */
function vectorLayersOf(metadata: unknown): Set<string> {
  const names = new Set<string>()
  if (typeof metadata !== 'object' || metadata === null || !('vector_layers' in metadata)) return names
  const layers: unknown = metadata.vector_layers
  if (!Array.isArray(layers)) return names
  for (const layer of layers as readonly unknown[])
    if (typeof layer === 'object' && layer !== null && 'id' in layer && typeof layer.id === 'string')
      names.add(layer.id)
  return names
}

function drawProtomaps(url: string): DrawBasemap {
  const from = (layer: string) => ({ source: 'archive', 'source-layer': layer })
  return (palette, language) => {
    const name: ExpressionSpecification = [
      'coalesce',
      ['get', language === 'en' ? 'name:en' : 'name:zh-Hans'],
      ['get', 'name'],
    ]
    return {
      sources: { archive: { type: 'vector', url } },
      ground: [
        plainGround(palette),
        area('block', from('landuse'), palette.block, {
          filter: kind('residential', 'industrial', 'commercial'),
        }),
        area('park', from('landuse'), palette.park, {
          filter: kind('park', 'forest', 'wood', 'grass', 'garden', 'cemetery', 'nature_reserve', 'pitch'),
        }),
        ...water(from('water'), palette),
        buildings(from('buildings'), palette),
      ],
      streets: [
        ...railway(from('roads'), palette, kind('rail')),
        ...roads(from('roads'), roadFilters, palette),
      ],
      labels: roadNames(from('roads'), name, roadFilters, palette),
    }
  }
}
