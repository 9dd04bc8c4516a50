/** The way on foot to the selected outlet: a line along the streets, with its minutes. */

import type { FeatureCollection, LineString } from 'geojson'
import type { LayerSpecification } from 'maplibre-gl'
import type { WayLine } from './model.ts'
import type { MapPalette } from './palette.ts'

/**
 * The line of a way, or nothing.
 * @param label what so many minutes are called
 */
export function wayFeatures(
  way: WayLine | null,
  label: (minutes: number) => string,
): FeatureCollection<LineString> {
  if (!way) return { type: 'FeatureCollection', features: [] }
  const coordinates = way.line.map(([lng, lat]) => [lng, lat])
  return {
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        properties: { label: label(way.minutes) },
        geometry: { type: 'LineString', coordinates },
      },
    ],
  }
}

/** Layers of the way, apart, because its label lies over all names and its line under the outlets. */
export function wayLayers(
  source: string,
  palette: MapPalette,
): { lines: LayerSpecification[]; label: LayerSpecification } {
  const line = (id: string, colour: string, width: number): LayerSpecification => ({
    id,
    type: 'line',
    source,
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': colour, 'line-width': width * palette.scale },
  })
  return {
    lines: [line('way-halo', palette.halo, 7), line('way', palette.focus, 3.5)],
    label: {
      id: 'way-label',
      type: 'symbol',
      source,
      layout: {
        'symbol-placement': 'line-center',
        'text-field': ['get', 'label'],
        'text-font': palette.bold,
        'text-size': 13 * palette.scale,
        'text-rotation-alignment': 'viewport',
        // Beside the line: a short way would be covered.
        'text-anchor': 'bottom',
        'text-offset': [0, -0.4],
        'text-allow-overlap': true,
        'text-ignore-placement': true,
      },
      paint: { 'text-color': palette.focus, 'text-halo-color': palette.halo, 'text-halo-width': 2.5 },
    },
  }
}
