/**
 * What is reached within 5, 10 and 15 minutes on foot: three soft tints, a line, a label. Along streets it is an area of
 * any shape with a whole line; where it is only estimated, a ring with a dashed one.
 */

import type {
  Feature,
  FeatureCollection,
  Point as GeoPoint,
  LineString,
  Position as Point,
  Polygon,
} from 'geojson'
import type { ExpressionSpecification, LayerSpecification, SymbolLayerSpecification } from 'maplibre-gl'
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

/** The corners of a ring that lie farthest to the four sides: there a label stands clear of the other areas. */
function outermost(ring: readonly Point[]): Point[] {
  const [first] = ring
  if (!first) return []
  const farthest = (far: (point: Point) => number) =>
    ring.reduce((best, point) => (far(point) > far(best) ? point : best), first)
  return [
    farthest(([lng = 0]) => -lng),
    farthest(([lng = 0]) => lng),
    farthest(([, lat = 0]) => lat),
    farthest(([, lat = 0]) => -lat),
  ]
}

/**
 * Every area as such, with its holes, each of its rings as a line, and at the sides of its largest piece points for the
 * label: the lines are too crooked to write along.
 * @param label what the line of so many minutes is called
 */
export function areaFeatures(
  areas: readonly WalkingArea[],
  label: (minutes: number) => string,
): FeatureCollection {
  const ringsOf = (polygon: readonly Position[][]) =>
    polygon.map((ring) => ring.map(([lng, lat]) => [lng, lat]))
  const features = areas.flatMap(({ minutes, polygons }) => {
    const properties = { minutes, estimated: false }
    const pieces = polygons.map(ringsOf)
    const outlines = pieces.flatMap(([outline]) => (outline ? [outline] : []))
    const largest = outlines.reduce<Point[]>((one, other) => (other.length > one.length ? other : one), [])
    return [
      ...pieces.flatMap((rings): Feature<Polygon | LineString>[] => [
        { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: rings } },
        ...rings.map(
          (ring, at): Feature<LineString> => ({
            type: 'Feature',
            properties: { ...properties, hole: at > 0 },
            geometry: { type: 'LineString', coordinates: ring },
          }),
        ),
      ]),
      ...outermost(largest).map(
        (coordinates): Feature<GeoPoint> => ({
          type: 'Feature',
          properties: { ...properties, label: label(minutes) },
          geometry: { type: 'Point', coordinates },
        }),
      ),
    ]
  })
  return { type: 'FeatureCollection', features }
}

/** Layers of what is reached, apart, because streets are drawn between tint and line. */
export function reachLayers(
  source: string,
  palette: MapPalette,
): { tint: LayerSpecification; lines: LayerSpecification[]; labels: LayerSpecification[] } {
  const paint = {
    'line-color': palette.reach,
    'line-opacity': 0.75,
    'line-width': 1.5 * palette.scale,
  } as const
  const text = {
    'text-field': ['get', 'label'],
    'text-font': palette.bold,
    'text-size': 12 * palette.scale,
    'text-padding': 3,
  } satisfies SymbolLayerSpecification['layout']
  const ink = {
    'text-color': palette.deepPine,
    'text-halo-color': palette.halo,
    'text-halo-width': 2,
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
        // Holes are many and small: they must be seen, not heard.
        paint: { ...paint, 'line-opacity': ['case', ['get', 'hole'], 0.3, 0.75] },
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
    labels: [
      {
        id: 'reach-label',
        type: 'symbol',
        source,
        filter: ['==', ['geometry-type'], 'Point'],
        // Outlets go first; beside them there are still ways to stand at the line.
        layout: {
          ...text,
          'text-variable-anchor': ['center', 'top', 'bottom', 'left', 'right'],
          'text-radial-offset': 0.6,
          'text-justify': 'auto',
        },
        paint: ink,
      },
      {
        id: 'reach-label-estimated',
        type: 'symbol',
        source,
        filter: ['all', isLine, ['has', 'label']],
        layout: {
          ...text,
          'symbol-placement': 'line',
          'symbol-spacing': 90,
          'text-rotation-alignment': 'viewport',
        },
        paint: ink,
      },
    ],
  }
}
