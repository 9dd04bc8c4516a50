/** Reads GeoJSON points. Properties are columns under the headers of ledgers, or tags of OpenStreetMap. */

import { osmOutletKeys } from '../catalog/source-types.ts'
import { type Column, columnOf } from './columns.ts'
import { osmReading, osmRow, type Tags } from './osm.ts'
import { isBlank, plain } from './text.ts'
import { type Note, type RawRow, type Reading, UnreadableFile } from './types.ts'

interface PointFeature {
  id: string | undefined
  position: readonly [number, number]
  properties: Record<string, string>
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(';')
  return value === null || value === undefined || typeof value === 'object' ? '' : String(value)
}

function pointOf(feature: unknown): PointFeature | undefined {
  if (!isRecord(feature) || !isRecord(feature['geometry'])) return undefined
  const { type, coordinates } = feature['geometry']
  if (type !== 'Point' || !Array.isArray(coordinates)) return undefined
  const [lng, lat]: unknown[] = coordinates
  if (typeof lng !== 'number' || typeof lat !== 'number') return undefined
  const properties = isRecord(feature['properties']) ? feature['properties'] : {}
  return {
    id: feature['id'] === undefined ? undefined : textOf(feature['id']),
    position: [lng, lat],
    properties: Object.fromEntries(
      Object.entries(properties).map(([key, value]) => [key, plain(textOf(value))]),
    ),
  }
}

/** True of the collections that overpass and its like give: properties are tags. */
const isTagged = ({ properties }: PointFeature) =>
  properties['@id'] !== undefined ||
  osmOutletKeys.some((key) => /^[a-z_;]+$/.test(properties[key] ?? '')) ||
  properties['opening_hours'] !== undefined

function readTagged(points: readonly PointFeature[]): Reading {
  const leftOut = new Map<string, number>()
  function* rows(): Generator<RawRow> {
    for (const [index, { id, position, properties }] of points.entries()) {
      const tags: Tags = properties
      const found = osmRow(properties['@id'] ?? id ?? String(index + 1), position, tags)
      if (found && 'row' in found) yield found.row
      else if (found) leftOut.set(found.kind, (leftOut.get(found.kind) ?? 0) + 1)
    }
  }
  return osmReading(rows(), leftOut)
}

/**
 * @param document the parsed JSON
 * @throws UnreadableFile when it is no collection of features or holds no point
 */
export function readGeoJson(document: unknown): Reading {
  const features =
    isRecord(document) && Array.isArray(document['features']) ? document['features'] : undefined
  if (!features) throw new UnreadableFile('不是 GeoJSON 要素集合。 Not a GeoJSON FeatureCollection.')
  const points = features.map(pointOf)
  const found = points.filter((point) => point !== undefined)
  if (found.length === 0) throw new UnreadableFile('文件中没有点要素。 The file has no points.')
  if (found.filter(isTagged).length > found.length / 2) return readTagged(found)

  const keys = new Set(found.flatMap((point) => Object.keys(point.properties)))
  const columnByKey = new Map<string, Column>()
  const notes: Note[] = []
  const ignored: string[] = []
  const personal: string[] = []
  for (const key of keys) {
    const column = columnOf(key)
    if (column === 'personal') personal.push(key)
    else if (column) columnByKey.set(key, column)
    else ignored.push(key)
  }
  if (personal.length > 0)
    notes.push({ column: 'personal', code: 'personal_ignored', value: personal.join(', ') })
  if (ignored.length > 0) notes.push({ column: null, code: 'columns_ignored', value: ignored.join(', ') })

  function* rows(): Generator<RawRow> {
    for (const [index, point] of points.entries()) {
      if (!point) continue
      const cells: Partial<Record<Column, string>> = {}
      for (const [key, column] of columnByKey) {
        const text = point.properties[key] ?? ''
        if (!isBlank(text)) cells[column] ??= text
      }
      if (point.id !== undefined) cells.id ??= point.id
      // The geometry is the position, whatever else the properties say.
      cells.location = point.position.join(',')
      delete cells.lng
      delete cells.lat
      yield { at: String(index + 1), cells }
    }
  }
  return {
    source: 'geojson',
    crs: 'wgs84',
    columns: new Set<Column>([...columnByKey.values(), 'location']),
    rows: rows(),
    total: points.length,
    notes,
    leftOut: new Map(
      points.length > found.length ? [['geometry ≠ Point', points.length - found.length]] : [],
    ),
  }
}
