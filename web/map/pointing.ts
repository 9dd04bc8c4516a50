/** What a tap, a click or a hovering pointer on the map means. */

import { GeoJSONSource, type MapGeoJSONFeature, type Map as MapLibreMap, type Point } from 'maplibre-gl'
import type { Position } from '../../schema/catalog/divisions.ts'
import { touchable } from './overlay.ts'

/** A finger covers more than the marker: so many pixels around the touch are searched. */
const fingerReach = 12

/** What the map does about it. */
export interface Answers {
  /** the place's key, null for empty ground */
  select: (key: string | null) => void
  /** the empty ground, before {@link Answers.select} lets go of the selection */
  ground: (position: Position) => void
  /** a cluster falls apart at this zoom */
  approach: (position: Position, zoom: number) => void
}

/** Makes markers answer: a place is selected, a cluster opens, the empty ground lets go of the selection. */
export function listenToPointer(map: MapLibreMap, { select, ground, approach }: Answers): void {
  map.on('click', ({ point, lngLat: { lng, lat }, originalEvent: { target } }) => {
    const feature = nearest(map, point)
    const { cluster_id: cluster }: { cluster_id?: unknown } = feature?.properties ?? {}
    if (feature && typeof cluster === 'number') void openCluster(map, feature, cluster, approach)
    else {
      // What stands on the map, such as a pin, is not the ground.
      if (!feature && target === map.getCanvas()) ground([lng, lat])
      select(keyOf(feature))
    }
  })
  map.on('mousemove', ({ point }) => {
    map.getCanvas().style.cursor = featuresAt(map, point, 0).length > 0 ? 'pointer' : ''
  })
}

function keyOf(feature: MapGeoJSONFeature | undefined): string | null {
  const { key }: { key?: unknown } = feature?.properties ?? {}
  return typeof key === 'string' ? key : null
}

function featuresAt(map: MapLibreMap, { x, y }: Point, around: number): MapGeoJSONFeature[] {
  const layers = touchable.filter((layer) => map.getLayer(layer))
  return map.queryRenderedFeatures(
    [
      [x - around, y - around],
      [x + around, y + around],
    ],
    { layers },
  )
}

function nearest(map: MapLibreMap, point: Point): MapGeoJSONFeature | undefined {
  const [exact] = featuresAt(map, point, 0)
  if (exact) return exact
  const distance = (feature: MapGeoJSONFeature) => {
    const position = positionOf(feature)
    return position ? map.project(position).dist(point) : Infinity
  }
  return featuresAt(map, point, fingerReach).sort((a, b) => distance(a) - distance(b))[0]
}

function positionOf({ geometry }: MapGeoJSONFeature): [number, number] | null {
  if (geometry.type !== 'Point') return null
  const [lng, lat] = geometry.coordinates
  return lng === undefined || lat === undefined ? null : [lng, lat]
}

async function openCluster(
  map: MapLibreMap,
  feature: MapGeoJSONFeature,
  cluster: number,
  approach: Answers['approach'],
): Promise<void> {
  const source = map.getSource('places')
  const position = positionOf(feature)
  if (!(source instanceof GeoJSONSource) || !position) return
  try {
    approach(position, await source.getClusterExpansionZoom(cluster))
  } catch {
    // The outlets changed meanwhile and the cluster is gone; the next tap finds the new one.
  }
}
