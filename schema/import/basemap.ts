/**
 * The embedded basemap of a real city, from an OpenStreetMap extract: what `public/map/<city code>.json` holds.
 * The format is told at the head of `schema/rules/basemap.ts`.
 */

import type { CityDefinition, Position } from '../catalog/divisions.ts'
import {
  type BasemapFile,
  type BasemapLayer,
  type BasemapProperties,
  type BasemapSource,
  encodeBasemap,
} from '../rules/basemap.ts'
import type { OsmScan, Tags } from './osm.ts'

/** About half a metre. */
const SCALE = 200_000

type Shape = 'lines' | 'polygons'

/** One line of the table below: where an element goes that has one of these tags. */
interface Drawn {
  layer: BasemapLayer
  shape: Shape
  properties: BasemapProperties
  /** whether its name is written along it */
  named?: boolean
}

const road = (name: string): Drawn => ({
  layer: 'road',
  shape: 'lines',
  properties: { class: name },
  named: true,
})
const area = (layer: BasemapLayer, kind: string): Drawn => ({
  layer,
  shape: 'polygons',
  properties: { kind },
})
const line = (layer: BasemapLayer, kind: string): Drawn => ({ layer, shape: 'lines', properties: { kind } })

/** OpenStreetMap's tags and how the basemap draws them; `*` is any other value. */
const drawings: Readonly<Record<string, Readonly<Record<string, Drawn>>>> = {
  highway: {
    motorway: road('main'),
    trunk: road('main'),
    primary: road('main'),
    secondary: road('main'),
    tertiary: road('street'),
    unclassified: road('street'),
    residential: road('lane'),
    living_street: road('lane'),
    service: road('lane'),
    pedestrian: road('path'),
    footway: road('path'),
    path: road('path'),
    cycleway: road('path'),
    track: road('path'),
    steps: road('steps'),
  },
  railway: { rail: line('railway', 'rail'), light_rail: line('railway', 'branch') },
  waterway: {
    river: line('water', 'stream'),
    stream: line('water', 'stream'),
    canal: line('water', 'stream'),
    riverbank: area('water', 'river'),
  },
  natural: { water: area('water', 'pond'), wood: area('park', 'wood') },
  landuse: {
    reservoir: area('water', 'pond'),
    forest: area('park', 'wood'),
    grass: area('park', 'green'),
    recreation_ground: area('park', 'green'),
    residential: area('block', 'town'),
    commercial: area('block', 'town'),
    retail: area('block', 'town'),
    industrial: area('block', 'town'),
  },
  leisure: {
    park: area('park', 'park'),
    garden: area('park', 'park'),
    pitch: area('park', 'pitch'),
    stadium: area('block', 'stadium'),
  },
  amenity: { school: area('block', 'school'), hospital: area('block', 'hospital') },
  building: { '*': { layer: 'building', shape: 'polygons', properties: {} } },
}

/** Places whose names are written on the map; a lower rank is seen from further away. */
const places: Readonly<Record<string, { kind: string; rank: number }>> = {
  town: { kind: 'community', rank: 1 },
  suburb: { kind: 'community', rank: 1 },
  village: { kind: 'village', rank: 1 },
  neighbourhood: { kind: 'community', rank: 2 },
  hamlet: { kind: 'village', rank: 2 },
}

function drawingOf(tags: Tags): Drawn | undefined {
  for (const [key, values] of Object.entries(drawings)) {
    const value = tags[key]
    const drawn = value === undefined || value === 'no' ? undefined : (values[value] ?? values['*'])
    if (drawn) return drawn
  }
  return undefined
}

function namesOf(tags: Tags): BasemapProperties {
  const name = tags['name:zh'] ?? tags['name']
  const english = tags['name:en']
  return { ...(name ? { name } : {}), ...(english ? { nameEn: english } : {}) }
}

/** Features that share layer and properties. */
interface Group {
  layer: BasemapLayer
  properties: BasemapProperties
  points: Position[]
  lines: Position[][]
  polygons: Position[][][]
}

/** Puts features together that share layer and properties, as the format does. */
class Groups {
  readonly #groups = new Map<string, Group>()

  of(layer: BasemapLayer, properties: BasemapProperties): Group {
    const key = JSON.stringify([layer, properties])
    const known = this.#groups.get(key)
    if (known) return known
    const group: Group = { layer, properties, points: [], lines: [], polygons: [] }
    this.#groups.set(key, group)
    return group
  }

  layers(): Partial<Record<BasemapLayer, BasemapSource[]>> {
    const layers: Partial<Record<BasemapLayer, BasemapSource[]>> = {}
    for (const { layer, ...source } of this.#groups.values()) {
      layers[layer] = [...(layers[layer] ?? []), withoutEmpty(source)]
    }
    return layers
  }
}

function withoutEmpty({ properties, points, lines, polygons }: Omit<Group, 'layer'>): BasemapSource {
  return {
    properties,
    ...(points.length > 0 ? { points } : {}),
    ...(lines.length > 0 ? { lines } : {}),
    ...(polygons.length > 0 ? { polygons } : {}),
  }
}

/**
 * Draws the basemap of a city from an extract that covers it. Multipolygons (relations) are not read.
 * @param scan goes through the extract; called twice, because nodes come before the ways that need their positions
 * @param city gives code and bounds; what lies wholly outside is left out
 */
export async function basemapFromOsm(scan: OsmScan, city: CityDefinition): Promise<BasemapFile> {
  const [west, south, east, north] = city.bounds
  const inside = ([lng, lat]: Position) => lng >= west && lng <= east && lat >= south && lat <= north
  const found = new Map<Drawn, { refs: readonly number[]; properties: BasemapProperties }[]>()
  const corners = new Map<number, Position | null>()
  const drawn = new Groups()

  await scan({
    node: (_id, position, tags) => {
      const place = places[tags['place'] ?? '']
      const label = place ?? (tags['railway'] === 'station' ? { kind: 'station', rank: 1 } : undefined)
      const names = namesOf(tags)
      if (label && names['name'] !== undefined && inside(position)) {
        drawn.of('label', { ...label, ...names }).points.push(position)
      }
    },
    way: (_id, refs, tags) => {
      const drawing = drawingOf(tags)
      if (!drawing) return
      const bridge = drawing.layer === 'road' && tags['bridge'] !== undefined && tags['bridge'] !== 'no'
      const properties = {
        ...drawing.properties,
        ...(drawing.named ? namesOf(tags) : {}),
        ...(bridge ? { bridge } : {}),
      }
      const ways = found.get(drawing) ?? []
      ways.push({ refs, properties })
      found.set(drawing, ways)
      for (const ref of refs) corners.set(ref, null)
    },
  })
  await scan({
    node: (id, position) => {
      if (corners.has(id)) corners.set(id, position)
    },
  })

  for (const [{ layer, shape }, ways] of found) {
    for (const { refs, properties } of ways) {
      const points = pointsOf(refs, corners)
      if (points.length < 2 || !points.some(inside)) continue
      const closed = refs.length > 3 && refs[0] === refs.at(-1) && points.length === refs.length
      if (shape === 'lines') drawn.of(layer, properties).lines.push(points)
      else if (closed) drawn.of(layer, properties).polygons.push([points])
    }
  }
  const head = {
    city: city.code,
    sample: false,
    attribution: '© OpenStreetMap contributors',
    bounds: city.bounds,
    origin: city.centre,
    scale: SCALE,
  }
  return encodeBasemap(head, drawn.layers())
}

/** The corners of a way; an extract may have cut some of them off. */
function pointsOf(refs: readonly number[], corners: ReadonlyMap<number, Position | null>): Position[] {
  return refs.flatMap((ref) => {
    const corner = corners.get(ref)
    return corner ? [corner] : []
  })
}
