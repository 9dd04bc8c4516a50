/** Which basemap the configuration asks for, and how a remote one is fetched. */

import type { StyleSpecification } from 'maplibre-gl'
import type { CityBasemap } from '../../schema/contract/city.ts'
import type { DrawBasemap } from './cartography.ts'
import { drawRaster } from './raster-style.ts'
import { tiandituLayers } from './tianditu.ts'

/** How long a remote basemap may take to show its first piece, in milliseconds. */
export const remotePatience = 8_000

/** A remote basemap as configured; its address is known to be there. */
export interface RemoteBasemap {
  kind: Exclude<CityBasemap['kind'], 'embedded'>
  url: string
}

/**
 * The remote basemap to try, or null to show the embedded one.
 * @param online what the browser says; without a network there is nothing to wait for
 */
export function remoteOf(basemap: CityBasemap, online: boolean): RemoteBasemap | null {
  if (basemap.kind === 'embedded' || basemap.url === null || !online) return null
  return { kind: basemap.kind, url: basemap.url }
}

/**
 * Fetches what must be known before a remote basemap can be drawn.
 * @param signal ends the requests
 * @throws Error when an address does not answer, or with something else than a basemap
 */
export async function fetchRemote({ kind, url }: RemoteBasemap, signal: AbortSignal): Promise<DrawBasemap> {
  if (kind === 'tianditu') return drawRaster(tiandituLayers(url))
  if (kind === 'pmtiles') return (await import('./pmtiles-style.ts')).openArchive(url, signal)
  return drawStyle(await fetchStyle(url, signal))
}

/** Fetched here and not by MapLibre, so that a style that never comes cannot hold up the one in its place. */
async function fetchStyle(url: string, signal: AbortSignal): Promise<StyleSpecification> {
  const response = await fetch(url, { signal })
  if (!response.ok) throw new Error(`The style answered ${response.status}.`)
  const style: unknown = await response.json()
  if (!isStyle(style)) throw new Error('The address does not hold a style.')
  return style
}

function isStyle(style: unknown): style is StyleSpecification {
  return (
    typeof style === 'object' &&
    style !== null &&
    'version' in style &&
    style.version === 8 &&
    'layers' in style &&
    Array.isArray(style.layers)
  )
}

/** Somebody else's style as it is; walking rings go below its first names. */
export function drawStyle(style: StyleSpecification): DrawBasemap {
  const firstName = style.layers.findIndex((layer) => layer.type === 'symbol')
  const cut = firstName < 0 ? style.layers.length : firstName
  const basemap = {
    sources: style.sources,
    ground: style.layers.slice(0, cut),
    streets: [],
    labels: style.layers.slice(cut),
    ...(style.glyphs ? { glyphs: style.glyphs } : {}),
    ...(style.sprite ? { sprite: style.sprite } : {}),
  }
  return () => basemap
}
