/** Everything of ours that lies on a basemap: what is reached, outlets, the selected one and the way there, the start. */

import type { Feature, FeatureCollection, LineString, Point } from 'geojson'
import type {
  FilterSpecification,
  LayerSpecification,
  SourceSpecification,
  StyleSpecification,
} from 'maplibre-gl'
import type { Position } from '../../schema/catalog/divisions.ts'
import type { Basemap } from './cartography.ts'
import { type ClusterWords, clusterLayer, clusterOptions } from './clusters.ts'
import { markName } from './markers.ts'
import type { MapPlace } from './model.ts'
import type { MapPalette } from './palette.ts'
import { reachLayers } from './reach.ts'
import { wayLayers } from './way.ts'

/** Sources of the overlay and what they hold. */
export interface OverlayData {
  places: FeatureCollection<Point>
  selected: FeatureCollection<Point>
  origin: FeatureCollection<Point>
  reach: FeatureCollection
  way: FeatureCollection<LineString>
}

/** Layers that answer a tap, those on top first. */
export const touchable = ['selected', 'places', 'clusters'] as const

const collection = (features: Feature<Point>[]): FeatureCollection<Point> => ({
  type: 'FeatureCollection',
  features,
})

const pointOf = ([lng, lat]: Position): Point => ({ type: 'Point', coordinates: [lng, lat] })

function featureOf(place: MapPlace): Feature<Point> {
  return {
    type: 'Feature',
    geometry: pointOf(place.position),
    properties: {
      key: place.key,
      name: place.name,
      mark: markName(place),
      open: place.state === 'open' || place.state === 'soon' ? 1 : 0,
      unknown: place.state === 'unknown' ? 1 : 0,
      from: place.fromOrigin ?? 0,
    },
  }
}

/** Outlets as features. The selected one is among them, so that it counts in its cluster; see {@link singlePlaces}. */
export function placeFeatures(places: readonly MapPlace[]): FeatureCollection<Point> {
  return collection(places.map(featureOf))
}

/** The selected outlet, or nothing. */
export function selectedFeatures(
  places: readonly MapPlace[],
  selected: string | null,
): FeatureCollection<Point> {
  const place = places.find(({ key }) => key === selected)
  return collection(place ? [featureOf(place)] : [])
}

/** The place one starts from, or nothing. */
export function originFeatures(origin: Position | null): FeatureCollection<Point> {
  return collection(origin ? [{ type: 'Feature', properties: {}, geometry: pointOf(origin) }] : [])
}

/** All but clusters and the selected outlet, which has a marker of its own. */
export function singlePlaces(selected: string | null): FilterSpecification {
  return ['all', ['!', ['has', 'point_count']], ['!=', ['get', 'key'], selected ?? '']]
}

/**
 * The whole picture: a basemap with everything of ours in and on it.
 * @param look names the images of this palette at this pixel ratio
 */
export function overlaid(
  basemap: Basemap,
  data: OverlayData,
  selected: string | null,
  words: ClusterWords,
  palette: MapPalette,
  look: string,
): StyleSpecification {
  const reach = reachLayers('reach', palette)
  const way = wayLayers('way', palette)
  return {
    version: 8,
    ...(basemap.glyphs ? { glyphs: basemap.glyphs } : {}),
    ...(basemap.sprite ? { sprite: basemap.sprite } : {}),
    sources: { ...basemap.sources, ...overlaySources(data, palette) },
    layers: [
      ...basemap.ground,
      reach.tint,
      ...basemap.streets,
      ...reach.lines,
      ...way.lines,
      ...basemap.labels,
      ...reach.labels,
      ...originLayers(palette),
      clusterLayer('places', words, palette, look),
      placeLayer(selected, palette, look),
      way.label,
      selectedLayer(palette, look),
    ],
  }
}

function overlaySources(data: OverlayData, palette: MapPalette): Record<string, SourceSpecification> {
  return {
    places: { type: 'geojson', data: data.places, ...clusterOptions(palette) },
    selected: { type: 'geojson', data: data.selected },
    origin: { type: 'geojson', data: data.origin },
    reach: { type: 'geojson', data: data.reach },
    way: { type: 'geojson', data: data.way },
  }
}

/** One's own place lies under the outlets and covers none; its ring is wider than a cluster, so that it is still seen. */
function originLayers(palette: MapPalette): LayerSpecification[] {
  return [
    {
      id: 'origin-ring',
      type: 'circle',
      source: 'origin',
      paint: {
        'circle-radius': 28 * palette.scale,
        'circle-color': palette.focus,
        'circle-opacity': 0.18,
        'circle-stroke-color': palette.focus,
        'circle-stroke-width': 2.5 * palette.scale,
      },
    },
    {
      id: 'origin',
      type: 'circle',
      source: 'origin',
      paint: {
        'circle-radius': 6.5 * palette.scale,
        'circle-color': palette.focus,
        'circle-stroke-color': palette.halo,
        'circle-stroke-width': 3 * palette.scale,
      },
    },
  ]
}

function placeLayer(selected: string | null, palette: MapPalette, look: string): LayerSpecification {
  return {
    id: 'places',
    type: 'symbol',
    source: 'places',
    filter: singlePlaces(selected),
    layout: {
      'icon-image': ['concat', 'place/', ['get', 'mark'], '/', look],
      'icon-allow-overlap': true,
      'symbol-sort-key': ['-', 0, ['get', 'from']],
      'text-field': ['step', ['zoom'], '', 16.8, ['get', 'name']],
      'text-optional': true,
      ...nameBelow(1.5),
      'text-size': 11 * palette.scale,
      'text-font': palette.regular,
    },
    paint: {
      'text-color': palette.softInk,
      'text-halo-color': palette.halo,
      'text-halo-width': 1.6,
    },
  }
}

function selectedLayer(palette: MapPalette, look: string): LayerSpecification {
  return {
    id: 'selected',
    type: 'symbol',
    source: 'selected',
    layout: {
      'icon-image': ['concat', 'selected/', ['get', 'mark'], '/', look],
      'icon-allow-overlap': true,
      'text-field': ['get', 'name'],
      'text-allow-overlap': true,
      ...nameBelow(2.25),
      'text-size': 13 * palette.scale,
      'text-font': palette.bold,
    },
    paint: {
      'text-color': palette.ink,
      'text-halo-color': palette.halo,
      'text-halo-width': 2,
    },
  }
}

function nameBelow(ems: number) {
  return {
    'text-anchor': 'top',
    'text-offset': [0, ems] satisfies [number, number],
    'text-max-width': 9,
    'text-line-height': 1.15,
  } as const
}
