/** The streets that a printed map draws, and whose they are. */

import type { Position } from '../../schema/catalog/divisions.ts'
import type { City } from '../../schema/contract/city.ts'
import { GROUND_MINUTES, type StreetsFound, type StreetsWanted } from '../assessment/streets.ts'
import { embeddedBasemap } from '../map/embedded-file.ts'
import { type MapStreet, type StreetRank, streetRanks } from './schematic.ts'

export interface Ground {
  streets: readonly MapStreet[]
  /** source, licence and 审图号, as they are to be printed under the map */
  sources: readonly string[]
}

/** Footpaths and stairs are drawn as lanes are: on paper they are as thin as that. */
function rankOf(roadClass: unknown): StreetRank {
  return streetRanks.find((rank) => rank === roadClass) ?? 'lane'
}

const isLine = (geometry: { type: string }): geometry is { type: 'LineString'; coordinates: Position[] } =>
  geometry.type === 'LineString'

/** The streets of the embedded basemap with their names; null where the city has none. */
async function drawnStreets({ code }: City, english: boolean): Promise<Ground | null> {
  const basemap = await embeddedBasemap(code)
  if (!basemap || basemap.layers.road.features.length === 0) return null
  return {
    streets: basemap.layers.road.features.flatMap(({ geometry, properties }): MapStreet[] => {
      if (!isLine(geometry)) return []
      const name = (english && properties?.['nameEn']) || properties?.['name']
      return [
        {
          name: typeof name === 'string' ? name : '',
          rank: rankOf(properties?.['class']),
          line: geometry.coordinates,
        },
      ]
    }),
    sources: [basemap.attribution, ...(basemap.approval ? [basemap.approval] : [])],
  }
}

/** The streets of the walking network within fifteen minutes of a place; it knows no names. */
async function walkedStreets(city: City, centre: Position): Promise<Ground | null> {
  const { network } = city.walking
  if (!network || typeof Worker === 'undefined') return null
  const { default: StreetsWorker } = await import('../assessment/streets.worker.ts?worker')
  const worker = new StreetsWorker()
  const wanted: StreetsWanted = { url: network.url, centres: [centre], limitSeconds: GROUND_MINUTES * 60 }
  const found = await new Promise<StreetsFound>((resolve) => {
    worker.addEventListener('message', ({ data }: MessageEvent<StreetsFound>) => resolve(data))
    worker.addEventListener('error', () => resolve({ streets: null }))
    worker.postMessage(wanted)
  })
  worker.terminate()
  const [streets] = found.streets ?? []
  if (!streets) return null
  return {
    streets: streets.map((line) => ({ name: '', rank: 'lane' as const, line })),
    sources: [`${network.attribution} · ${network.licence}`],
  }
}

/**
 * The streets around a service centre: those of the basemap, which have names, or else those that are walked. None where
 * neither can be had: the map then has the outlets alone.
 * @param centre WGS-84
 */
export async function groundOf(city: City, centre: Position | null, english: boolean): Promise<Ground> {
  const drawn = await drawnStreets(city, english)
  const ground = drawn ?? (centre && (await walkedStreets(city, centre)))
  return ground ?? { streets: [], sources: [] }
}
