/** 天地图, the national map service: pictures in web mercator, close enough to WGS-84, with a key in the address. */

import type { RasterLayer } from './raster-style.ts'

/** Hosts that share the load; `{0-7}` stands for them in a configured address. */
const hosts = [0, 1, 2, 3, 4, 5, 6, 7]

/**
 * The two layers of the street map: ground (vec) and names (cva).
 * @param url address of the ground's tiles as configured, with `{z}`, `{y}`, `{x}`, and `{0-7}` for the host
 */
export function tiandituLayers(url: string): RasterLayer[] {
  const named = url.replace('/vec_w/', '/cva_w/').replace(/([?&]LAYER=)vec\b/i, '$1cva')
  return [
    { id: 'tianditu', tiles: onAllHosts(url), tileSize: 256, maxzoom: 18 },
    { id: 'tianditu-names', tiles: onAllHosts(named), tileSize: 256, maxzoom: 18, names: true },
  ]
}

function onAllHosts(url: string): string[] {
  return url.includes('{0-7}') ? hosts.map((host) => url.replace('{0-7}', String(host))) : [url]
}
