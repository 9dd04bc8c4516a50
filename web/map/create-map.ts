/** A new map, without anything on it. */

import 'maplibre-gl/dist/maplibre-gl.css'
import { Map as MapLibreMap, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { surroundings } from './camera.ts'
import type { Bounds, Unavailable } from './model.ts'
import { wantsStillness } from './palette.ts'

setWorkerUrl(workerUrl)

/**
 * A map in `container`. North stays up: a map that can be turned by accident is a map to get lost on.
 * @param bounds the city's; the map can be pushed only a little further
 * @param label its accessible name
 * @returns why there is none, where there is none
 */
export function createMap(
  container: HTMLElement,
  { bounds, label }: { bounds: Bounds; label: string },
): MapLibreMap | Unavailable {
  if (!document.createElement('canvas').getContext('webgl2')) return 'webgl'
  const [west, south, east, north] = surroundings(bounds)
  try {
    const map = new MapLibreMap({
      container,
      attributionControl: false,
      locale: { 'Map.Title': label },
      maxBounds: [west, south, east, north],
      minZoom: 10,
      maxZoom: 19,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      fadeDuration: wantsStillness() ? 0 : 150,
    })
    map.touchZoomRotate.disableRotation()
    map.keyboard.disableRotation()
    return map
  } catch {
    return 'failed'
  }
}
