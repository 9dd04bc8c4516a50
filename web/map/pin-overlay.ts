/** What lies on the map under a pin: where it stood before, and a line from there. */

import type { FeatureCollection } from 'geojson'
import type { StyleSpecification } from 'maplibre-gl'
import type { Position } from '../../schema/catalog/divisions.ts'
import type { Basemap } from './cartography.ts'
import { markLayers } from './marks.ts'
import type { MapPalette } from './palette.ts'

/** Where the pin stood, and the line to where it stands; nothing while it has not been moved. */
export function moveFeatures(before: Position | null, now: Position | null): FeatureCollection {
  if (!before || !now || (before[0] === now[0] && before[1] === now[1])) {
    return { type: 'FeatureCollection', features: [] }
  }
  return {
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        properties: {},
        geometry: { type: 'LineString', coordinates: [[...before], [...now]] },
      },
      { type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [...before] } },
    ],
  }
}

/**
 * A basemap with the move on it, and what else is there under it.
 * @param beforeWords what stands beside the old place
 */
export function moveOverlaid(
  basemap: Basemap,
  data: { move: FeatureCollection; marks: FeatureCollection },
  beforeWords: string,
  palette: MapPalette,
): StyleSpecification {
  return {
    version: 8,
    ...(basemap.glyphs ? { glyphs: basemap.glyphs } : {}),
    ...(basemap.sprite ? { sprite: basemap.sprite } : {}),
    sources: {
      ...basemap.sources,
      move: { type: 'geojson', data: data.move },
      marks: { type: 'geojson', data: data.marks },
    },
    layers: [
      ...basemap.ground,
      ...basemap.streets,
      ...basemap.labels,
      ...markLayers(palette),
      {
        id: 'move-line',
        type: 'line',
        source: 'move',
        filter: ['==', ['geometry-type'], 'LineString'],
        paint: {
          'line-color': palette.deepPine,
          'line-width': 2.5 * palette.scale,
          'line-dasharray': [2, 1.5],
        },
      },
      {
        id: 'move-before',
        type: 'circle',
        source: 'move',
        filter: ['==', ['geometry-type'], 'Point'],
        paint: {
          'circle-radius': 7 * palette.scale,
          'circle-color': palette.halo,
          'circle-stroke-color': palette.deepPine,
          'circle-stroke-width': 2.5 * palette.scale,
        },
      },
      {
        id: 'move-before-name',
        type: 'symbol',
        source: 'move',
        filter: ['==', ['geometry-type'], 'Point'],
        layout: {
          'text-field': beforeWords,
          'text-font': palette.bold,
          'text-size': 12 * palette.scale,
          'text-anchor': 'top',
          'text-offset': [0, 0.9],
          'text-allow-overlap': true,
        },
        paint: { 'text-color': palette.ink, 'text-halo-color': palette.halo, 'text-halo-width': 2 },
      },
    ],
  }
}
