/** Whose ground the map stands on: the configured basemap, and the embedded one where that shows nothing. */

import type { CityBasemap } from '../../schema/contract/city.ts'
import { fetchRemote, remoteOf, remotePatience } from './basemaps.ts'
import type { DrawBasemap } from './cartography.ts'
import { type EmbeddedBasemap, embeddedBasemap } from './embedded-file.ts'
import { drawEmbedded } from './embedded-style.ts'
import { type NewsOfSources, showsSomething } from './fallback.ts'

/** What is on the screen; `instead` when it stands in for a configured basemap that did not come. */
export type Shown =
  | { kind: 'none' }
  | { kind: 'remote' }
  | { kind: 'embedded'; file: EmbeddedBasemap | null; instead: boolean }

export interface Ground {
  shown: Shown
  draw: DrawBasemap
}

/** What {@link grounds} must know. */
export interface GroundWishes {
  cityCode: string
  basemap: CityBasemap
  /** what the browser says of the network */
  online: boolean
  /** ids of the sources that a basemap draws from */
  sourcesOf: (draw: DrawBasemap) => string[]
}

/**
 * Gives one ground after the other, each to be shown until the next comes: the configured one, then the embedded one
 * unless the first has shown something in time.
 * @param ended aborted when the map is gone; nothing more is given then
 */
export async function* grounds(
  map: NewsOfSources,
  { cityCode, basemap, online, sourcesOf }: GroundWishes,
  ended: AbortSignal,
): AsyncGenerator<Ground, void, void> {
  const remote = remoteOf(basemap, online)
  if (remote) {
    const patience = patienceUntil(ended)
    const draw = await fetchRemote(remote, patience).catch(nothing)
    if (draw) {
      yield { shown: { kind: 'remote' }, draw }
      if (await showsSomething(map, sourcesOf(draw), patience)) return
    }
  }
  if (ended.aborted) return
  const file = await embeddedBasemap(cityCode)
  if (ended.aborted) return
  yield {
    shown: { kind: 'embedded', file, instead: basemap.kind !== 'embedded' },
    draw: drawEmbedded(file),
  }
}

/** What exactly failed makes no difference to a resident; the line of credits says that it did. */
const nothing = () => null

/** Runs out after {@link remotePatience}, or when the map is gone. */
function patienceUntil(ended: AbortSignal): AbortSignal {
  const patience = new AbortController()
  const timer = setTimeout(() => patience.abort(), remotePatience)
  ended.addEventListener(
    'abort',
    () => {
      clearTimeout(timer)
      patience.abort()
    },
    { once: true },
  )
  return patience.signal
}
