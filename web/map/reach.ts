/**
 * What is reached within 5, 10 and 15 minutes on foot: three soft tints, a line, a label. Along streets it is an area of
 * any shape with a whole line; where it is only estimated, a ring with a dashed one.
 */

import type { Feature, FeatureCollection, LineString, Position as Point, Polygon } from 'geojson'
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import type { Position } from '../../schema/catalog/divisions.ts'
import type { WalkingArea } from '../../schema/rules/walking/walk.ts'
import type { Reach } from './model.ts'
import type { MapPalette } from './palette.ts'

/** Metres in a degree of latitude, on the sphere of `schema/rules/distance.ts`. */
const metresADegree = 111_195

/** Corners of a ring; at 1 km a chord then is half a metre from the arc. */
const corners = 96

/**
 * A closed ring around a position, counter-clockwise from east.
 * @param metres its radius
 * @returns WGS-84 degrees, the first point repeated at the end
 */
export function ringAround([lng, lat]: Position, metres: number): Point[] {
  const north = metres / metresADegree
  const east = north / Math.cos((lat * Math.PI) / 180)
  const ring = Array.from({ length: corners }, (_, corner): Point => {
    const angle = (2 * Math.PI * corner) / corners
    return [lng + east * Math.cos(angle), lat + north * Math.sin(angle)]
  })
  const [first] = ring
  return first ? [...ring, first] : ring
}

/**
 * Every ring as an area and, for its line and label, as a line.
 * @param label what the line of so many minutes is called
 */
export function reachFeatures(
  origin: Position | null,
  reach: readonly Reach[],
  label: (minutes: number) => string,
): FeatureCollection {
  if (!origin) return { type: 'FeatureCollection', features: [] }
  const features = reach.flatMap(({ minutes, metres }): [Feature<Polygon>, Feature<LineString>] => {
    const ring = ringAround(origin, metres)
    const properties = { minutes, label: label(minutes), estimated: true }
    return [
      { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } },
      { type: 'Feature', properties, geometry: { type: 'LineString', coordinates: ring } },
    ]
  })
  return { type: 'FeatureCollection', features }
}

/**
 * Every area as such, with its holes, and each of its rings as a line; the label goes along those around it.
 * @param label what the line of so many minutes is called
 */
export function areaFeatures(
  areas: readonly WalkingArea[],
  label: (minutes: number) => string,
): FeatureCollection {
  const ringsOf = (polygon: readonly Position[][]) =>
    polygon.map((ring) => ring.map(([lng, lat]) => [lng, lat]))
  const features = areas.flatMap(({ minutes, polygons }) =>
    polygons.flatMap((polygon): Feature<Polygon | LineString>[] => {
      const rings = ringsOf(polygon)
      const properties = { minutes, estimated: false }
      return [
        { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: rings } },
        ...rings.map(
          (ring, hole): Feature<LineString> => ({
            type: 'Feature',
            properties: { ...properties, ...(hole === 0 && { label: label(minutes) }) },
            geometry: { type: 'LineString', coordinates: ring },
          }),
        ),
      ]
    }),
  )
  return { type: 'FeatureCollection', features }
}

/** Layers of what is reached, apart, because streets are drawn between tint and line. */
export function reachLayers(
  source: string,
  palette: MapPalette,
): { tint: LayerSpecification; lines: LayerSpecification[]; label: LayerSpecification } {
  const paint = {
    'line-color': palette.reach,
    'line-opacity': 0.75,
    'line-width': 1.5 * palette.scale,
  } as const
  const isLine: ExpressionSpecification = ['==', ['geometry-type'], 'LineString']
  return {
    // The areas lie upon each other, so that what is nearer is deeper.
    tint: {
      id: 'reach-tint',
      type: 'fill',
      source,
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': palette.reach, 'fill-opacity': palette.reachOpacity, 'fill-antialias': false },
    },
    lines: [
      {
        id: 'reach-line',
        type: 'line',
        source,
        filter: ['all', isLine, ['!', ['get', 'estimated']]],
        layout: { 'line-join': 'round' },
        paint,
      },
      {
        id: 'reach-line-estimated',
        type: 'line',
        source,
        filter: ['all', isLine, ['get', 'estimated']],
        layout: { 'line-cap': 'round' },
        paint: { ...paint, 'line-dasharray': [3, 2.6] },
      },
    ],
    label: {
      id: 'reach-label',
      type: 'symbol',
      source,
      filter: ['all', isLine, ['has', 'label']],
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 90,
        'text-field': ['get', 'label'],
        'text-font': palette.bold,
        'text-size': 12 * palette.scale,
        'text-rotation-alignment': 'viewport',
        'text-padding': 3,
      },
      paint: {
        'text-color': palette.deepPine,
        'text-halo-color': palette.halo,
        'text-halo-width': 2,
      },
    },
  }
}
