/** The embedded basemap as MapLibre layers. */

import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import { type BasemapLayer, basemapLayers } from '../../schema/rules/basemap.ts'
import type { Language } from '../shell/preferences.ts'
import {
  area,
  type Basemap,
  buildings,
  type DrawBasemap,
  nameColours,
  plainGround,
  type RoadClass,
  railway,
  roadNames,
  roads,
  water,
} from './cartography.ts'
import type { EmbeddedBasemap } from './embedded-file.ts'
import type { MapPalette } from './palette.ts'

const sourceOf = (layer: BasemapLayer) => ({ source: `base-${layer}` })

const roadFilters: Record<RoadClass, ExpressionSpecification> = {
  main: ['==', ['get', 'class'], 'main'],
  street: ['==', ['get', 'class'], 'street'],
  lane: ['==', ['get', 'class'], 'lane'],
  path: ['in', ['get', 'class'], ['literal', ['path', 'steps']]],
}

const named = (filter: ExpressionSpecification): ExpressionSpecification => ['all', ['has', 'name'], filter]

/** The name in the page's language; where there is no English one, the Chinese. */
export function nameIn(language: Language): ExpressionSpecification {
  return language === 'en' ? ['coalesce', ['get', 'nameEn'], ['get', 'name']] : ['get', 'name']
}

/** Woods are large: as green as parks, they would be the loudest thing on the map. */
const woodsFaint: ExpressionSpecification = ['case', ['==', ['get', 'kind'], 'wood'], 0.5, 1]

/** Nothing but ground. */
export const drawPlain: DrawBasemap = (palette) => ({
  sources: {},
  ground: [plainGround(palette)],
  streets: [],
  labels: [],
})

/**
 * The embedded basemap, ready to be drawn in any look.
 * @param file null draws bare ground
 */
export function drawEmbedded(file: EmbeddedBasemap | null): DrawBasemap {
  if (!file) return drawPlain
  const sources: Basemap['sources'] = {}
  for (const layer of basemapLayers)
    sources[`base-${layer}`] = { type: 'geojson', data: file.layers[layer], maxzoom: 16, tolerance: 0.3 }
  return (palette, language) => ({
    sources,
    ground: [
      plainGround(palette),
      ...groundLayers(palette),
      area('park', sourceOf('park'), palette.park, { opacity: woodsFaint }),
      ...water(sourceOf('water'), palette),
      buildings(sourceOf('building'), palette),
    ],
    streets: [...railway(sourceOf('railway'), palette), ...roads(sourceOf('road'), roadFilters, palette)],
    labels: [
      ...roadNames(sourceOf('road'), nameIn(language), namedRoads(), palette),
      placeNames(palette, language),
    ],
  })
}

function groundLayers(palette: MapPalette): LayerSpecification[] {
  return [
    area('land', sourceOf('ground'), palette.park, { opacity: 0.45 }),
    area('block', sourceOf('block'), palette.block),
  ]
}

function namedRoads(): Record<RoadClass, ExpressionSpecification> {
  return {
    main: named(roadFilters.main),
    street: named(roadFilters.street),
    lane: named(roadFilters.lane),
    path: named(roadFilters.path),
  }
}

/** Names of communities, parks, the station: the lower the rank, the earlier and larger. */
function placeNames(palette: MapPalette, language: Language): LayerSpecification {
  const rank: ExpressionSpecification = ['coalesce', ['get', 'rank'], 3]
  return {
    id: 'place-name',
    type: 'symbol',
    ...sourceOf('label'),
    filter: ['<=', rank, ['step', ['zoom'], 1, 13, 2, 14.5, 3, 15.5, 9]],
    layout: {
      'text-field': nameIn(language),
      'text-font': palette.regular,
      'text-size': ['interpolate', ['linear'], rank, 1, 13 * palette.scale, 3, 11 * palette.scale],
      'text-letter-spacing': language === 'en' ? 0 : 0.05,
      'text-max-width': 8,
      'text-padding': 8,
      'symbol-sort-key': rank,
    },
    paint: nameColours(palette),
  }
}
