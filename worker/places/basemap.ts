/** Which ground the map stands on, from the worker's variables (README, "Basemaps"). */

import type { CityBasemap } from '../../schema/contract/city.ts'

/** Variables of `wrangler.toml`; an empty one is not set. */
export interface BasemapSettings {
  BASEMAP: string
  BASEMAP_URL: string
  BASEMAP_ATTRIBUTION: string
  TIANDITU_KEY: string
  /** 审图号 */
  MAP_APPROVAL: string
}

const tiandituHosts = [0, 1, 2, 3, 4, 5, 6, 7].map((number) => `https://t${number}.tianditu.gov.cn`)

/** The WMTS of 天地图 for the ground's layer; `{0-7}` stands for the numbers of its hosts. */
const tiandituTiles =
  'https://t{0-7}.tianditu.gov.cn/vec_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=vec&STYLE=default' +
  '&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk='

let complained = false

/**
 * The basemap that the settings ask for. Settings that cannot work give the embedded one: a wrong variable must not
 * take the map away. They are logged once an isolate.
 */
export function basemapOf(settings: BasemapSettings): CityBasemap {
  const basemap = remoteBasemap(settings)
  if (typeof basemap !== 'string') return basemap
  if (!complained) console.error(`The embedded basemap is shown instead: ${basemap}`)
  complained = true
  return embedded(settings)
}

function embedded({ BASEMAP_ATTRIBUTION }: BasemapSettings): CityBasemap {
  return { kind: 'embedded', url: null, approval: null, attribution: BASEMAP_ATTRIBUTION }
}

/** The basemap, or in a sentence why there is none. */
function remoteBasemap(settings: BasemapSettings): CityBasemap | string {
  const { BASEMAP, BASEMAP_URL, BASEMAP_ATTRIBUTION, TIANDITU_KEY, MAP_APPROVAL } = settings
  switch (BASEMAP) {
    case '':
    case 'embedded':
      return embedded(settings)
    case 'tianditu':
      if (!TIANDITU_KEY) return 'BASEMAP is tianditu, but TIANDITU_KEY is not set.'
      if (!MAP_APPROVAL) return 'BASEMAP is tianditu, but MAP_APPROVAL (审图号) is not set.'
      return {
        kind: BASEMAP,
        url: tiandituTiles + encodeURIComponent(TIANDITU_KEY),
        approval: MAP_APPROVAL,
        attribution: BASEMAP_ATTRIBUTION || '天地图 · 国家地理信息公共服务平台',
      }
    case 'pmtiles':
    case 'style':
      if (!isFetchable(BASEMAP_URL)) {
        return `BASEMAP is ${BASEMAP}, but BASEMAP_URL is neither an https address nor a path of this site.`
      }
      return {
        kind: BASEMAP,
        url: BASEMAP_URL,
        approval: MAP_APPROVAL || null,
        attribution: BASEMAP_ATTRIBUTION,
      }
    default:
      return `BASEMAP is ${BASEMAP}, which is none of embedded, tianditu, pmtiles and style.`
  }
}

const loopback = new Set(['localhost', '127.0.0.1'])

function isFetchable(url: string): boolean {
  if (isPath(url)) return true
  const { protocol, hostname } = URL.parse(url) ?? {}
  return protocol === 'https:' || (protocol === 'http:' && loopback.has(hostname ?? ''))
}

const isPath = (url: string) => url.startsWith('/') && !url.startsWith('//')

/** The origins that a page must be allowed to fetch this basemap from. */
export function hostsOf({ kind, url }: CityBasemap): readonly string[] {
  if (kind === 'tianditu') return tiandituHosts
  return url === null || isPath(url) ? [] : [new URL(url).origin]
}
