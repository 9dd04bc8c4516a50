/** How ground, water, streets and names are drawn, whichever source they come from: quiet, so that outlets speak. */

import type {
  DataDrivenPropertyValueSpecification,
  ExpressionSpecification,
  FilterSpecification,
  LayerSpecification,
  SourceSpecification,
} from 'maplibre-gl'
import type { Language } from '../shell/preferences.ts'
import type { MapPalette } from './palette.ts'

/** A basemap in three parts, between which the walking rings are laid. */
export interface Basemap {
  sources: Record<string, SourceSpecification>
  /** everything that lies flat; tints of the rings come above it */
  ground: LayerSpecification[]
  /** streets and railway; lines of the rings come above them */
  streets: LayerSpecification[]
  labels: LayerSpecification[]
  glyphs?: string
  sprite?: string | { id: string; url: string }[]
}

/** Draws a basemap that has been fetched; called again when colours, size or language change. */
export type DrawBasemap = (palette: MapPalette, language: Language) => Basemap

/** Which features of which source a layer draws. */
export interface Origin {
  source: string
  'source-layer'?: string
}

export const roadClasses = ['path', 'lane', 'street', 'main'] as const
/** From footpaths to main roads: the later one is drawn above the earlier. */
export type RoadClass = (typeof roadClasses)[number]

/** Pixels at zoom 12, 15 and 18. */
const roadWidths: Record<RoadClass, readonly [number, number, number]> = {
  path: [0, 1.3, 5],
  lane: [0.3, 3, 15],
  street: [0.9, 5.2, 24],
  main: [2.4, 10.5, 38],
}

/** The zoom from which a road class is drawn. */
const roadStarts: Record<RoadClass, number> = { path: 15, lane: 13.5, street: 12, main: 0 }

/** The edge of a road, in pixels on both sides together. */
const casingWidth = 2.2

function widthOf(roadClass: RoadClass, extra = 0): ExpressionSpecification {
  const [far, middle, near] = roadWidths[roadClass]
  return [
    'interpolate',
    ['exponential', 1.5],
    ['zoom'],
    12,
    far + extra / 2,
    15,
    middle + extra,
    18,
    near + extra,
  ]
}

/** Bare ground, as it is before any file has come and where there is none. */
export function plainGround(palette: MapPalette): LayerSpecification {
  return { id: 'ground', type: 'background', paint: { 'background-color': palette.ground } }
}

/** An area without an edge. */
export function area(
  id: string,
  from: Origin,
  colour: string,
  { filter, opacity = 1 }: { filter?: FilterSpecification; opacity?: number | ExpressionSpecification } = {},
): LayerSpecification {
  return {
    id,
    type: 'fill',
    ...from,
    ...(filter ? { filter } : {}),
    paint: { 'fill-color': colour, 'fill-opacity': opacity },
  }
}

/** Buildings come in gently, so that zooming does not flicker. */
export function buildings(from: Origin, palette: MapPalette): LayerSpecification {
  return {
    id: 'building',
    type: 'fill',
    ...from,
    minzoom: 13.5,
    paint: {
      'fill-color': palette.building,
      'fill-opacity': ['interpolate', ['linear'], ['zoom'], 13.5, 0, 14.5, 1],
    },
  }
}

/** Water with a thin bank; rivers that are only lines are drawn as wide as a brook. */
export function water(from: Origin, palette: MapPalette): LayerSpecification[] {
  const isArea: FilterSpecification = ['==', ['geometry-type'], 'Polygon']
  return [
    {
      id: 'water-line',
      type: 'line',
      ...from,
      filter: ['==', ['geometry-type'], 'LineString'],
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': palette.water,
        'line-width': ['interpolate', ['exponential', 1.5], ['zoom'], 12, 0.8, 15, 3, 18, 14],
      },
    },
    area('water', from, palette.water, { filter: isArea }),
    {
      id: 'water-bank',
      type: 'line',
      ...from,
      filter: isArea,
      paint: { 'line-color': palette.waterLine, 'line-width': 1 },
    },
  ]
}

/** A railway as paper maps draw it: a dark line with light ties in it. */
export function railway(
  from: Origin,
  palette: MapPalette,
  filter?: FilterSpecification,
): LayerSpecification[] {
  const width = (rail: number): ExpressionSpecification => [
    'interpolate',
    ['exponential', 1.4],
    ['zoom'],
    12,
    rail * 0.5,
    15,
    rail,
    18,
    rail * 2,
  ]
  return [
    {
      id: 'railway',
      type: 'line',
      ...from,
      ...(filter ? { filter } : {}),
      paint: { 'line-color': palette.rail, 'line-width': width(3.6) },
    },
    {
      id: 'railway-ties',
      type: 'line',
      ...from,
      ...(filter ? { filter } : {}),
      minzoom: 13,
      paint: { 'line-color': palette.ground, 'line-width': width(1.8), 'line-dasharray': [5, 5] },
    },
  ]
}

/**
 * Roads: first all edges, then all surfaces, so that crossings are open.
 * @param classes which features of the source are which class; a class left out is not drawn
 */
export function roads(
  from: Origin,
  classes: Partial<Record<RoadClass, FilterSpecification>>,
  palette: MapPalette,
): LayerSpecification[] {
  const drawn = roadClasses.flatMap((roadClass) => {
    const filter = classes[roadClass]
    return filter ? [{ roadClass, filter }] : []
  })
  const edge: DataDrivenPropertyValueSpecification<string> = [
    'case',
    ['==', ['get', 'bridge'], true],
    palette.rail,
    palette.casing,
  ]
  const edges = drawn
    .filter(({ roadClass }) => roadClass !== 'path')
    .map(
      ({ roadClass, filter }): LayerSpecification => ({
        id: `road-${roadClass}-edge`,
        type: 'line',
        ...from,
        filter,
        minzoom: roadStarts[roadClass],
        layout: { 'line-cap': 'round', 'line-join': 'round' },
        paint: { 'line-color': edge, 'line-width': widthOf(roadClass, casingWidth) },
      }),
    )
  const surfaces = drawn.map(
    ({ roadClass, filter }): LayerSpecification => ({
      id: `road-${roadClass}`,
      type: 'line',
      ...from,
      filter,
      minzoom: roadStarts[roadClass],
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': roadClass === 'main' ? palette.main : palette.road,
        'line-width': widthOf(roadClass),
      },
    }),
  )
  return [...edges, ...surfaces]
}

/** Names along roads, main roads first; Chinese ones stand upright on steep streets by themselves. */
export function roadNames(
  from: Origin,
  name: ExpressionSpecification,
  classes: Partial<Record<RoadClass, FilterSpecification>>,
  palette: MapPalette,
): LayerSpecification[] {
  const starts: Record<RoadClass, number> = { main: 13, street: 14.5, lane: 16, path: 17 }
  return roadClasses.flatMap((roadClass): LayerSpecification[] => {
    const filter = classes[roadClass]
    if (!filter) return []
    return [
      {
        id: `road-${roadClass}-name`,
        type: 'symbol',
        ...from,
        filter,
        minzoom: starts[roadClass],
        layout: {
          'symbol-placement': 'line',
          'symbol-spacing': 300,
          'text-field': name,
          'text-font': palette.regular,
          'text-size': (roadClass === 'main' ? 12 : 11) * palette.scale,
          'text-letter-spacing': 0.08,
          'text-max-angle': 30,
          'text-padding': 4,
        },
        paint: nameColours(palette),
      },
    ]
  })
}

/** Ink and halo of every name on the ground. */
export function nameColours(palette: MapPalette) {
  return {
    'text-color': palette.label,
    'text-halo-color': palette.ground,
    'text-halo-width': 1.6,
  }
}
