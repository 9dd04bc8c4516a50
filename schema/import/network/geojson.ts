/**
 * Streets as GeoJSON lines: a FeatureCollection, or one feature a line (RFC 8142). Lines meet where they share a coordinate;
 * a crossing without one is a bridge. `highway` and the other tags of OpenStreetMap are read as there (`fclass`, as
 * Geofabrik's shapefiles have it, stands for `highway`); where no line of the file has one, all of them are walked.
 */

import type { Position } from '../../catalog/divisions.ts'
import { type Crs, toWgs84 } from '../../rules/coordinates.ts'
import { onGrid } from '../../rules/walking/network-file.ts'
import type { OsmScan, Tags } from '../osm.ts'
import { decodeText } from '../text.ts'
import { UnreadableFile } from '../types.ts'

/** What begins each feature in a sequence of them. */
const RECORD_MARK = '\u001e'

/** Whether a file may be GeoJSON, by how it begins. */
export function isJson(bytes: Uint8Array): boolean {
  const head = new TextDecoder().decode(bytes.subarray(0, 64)).replaceAll(RECORD_MARK, '').trimStart()
  return head.startsWith('{') || head.startsWith('[')
}

interface Shape {
  type: 'point' | 'line'
  positions: Position[]
  tags: Tags
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function parse(text: string): unknown[] {
  try {
    const document: unknown = JSON.parse(text)
    const features = isRecord(document) ? document['features'] : undefined
    return Array.isArray(features) ? features : [document]
  } catch {
    return text
      .replaceAll(RECORD_MARK, '')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line): unknown => JSON.parse(line))
  }
}

/** @throws UnreadableFile for what is no JSON */
function featuresOf(bytes: Uint8Array): unknown[] {
  try {
    return parse(decodeText(bytes).text)
  } catch (error) {
    throw new UnreadableFile(
      `GeoJSON 有误。 The GeoJSON cannot be read: ${error instanceof Error ? error.message : error}`,
    )
  }
}

/** Geofabrik's `track_grade3` is a track whose `tracktype` is `grade3`. */
function highwayOf(fclass: string): Tags {
  const [, grade] = /^track_(grade[1-5])$/.exec(fclass) ?? []
  return grade ? { highway: 'track', tracktype: grade } : { highway: fclass }
}

function tagsOf(properties: unknown): Tags {
  if (!isRecord(properties)) return {}
  const tags = Object.fromEntries(
    Object.entries(properties)
      .filter(([, value]) => value !== null && value !== '' && typeof value !== 'object')
      .map(([key, value]) => [key, String(value)]),
  )
  const { fclass, highway } = tags
  return fclass !== undefined && highway === undefined ? { ...tags, ...highwayOf(fclass) } : tags
}

/** @throws UnreadableFile for coordinates in metres, as projected systems have them */
function positionOf(coordinates: unknown, crs: Crs): Position | null {
  if (!Array.isArray(coordinates)) return null
  const [lng, lat]: unknown[] = coordinates
  if (typeof lng !== 'number' || typeof lat !== 'number') return null
  if (Math.abs(lng) > 180 || Math.abs(lat) > 90) {
    throw new UnreadableFile(`坐标应为经纬度。 Coordinates must be degrees, longitude first: ${lng}, ${lat}`)
  }
  const [x, y] = toWgs84([lng, lat], crs)
  return [onGrid(x), onGrid(y)]
}

/** Depth of the list of lines in each kind of geometry; areas are walked along their outline. */
const nesting: Readonly<Record<string, number>> = {
  LineString: 0,
  MultiLineString: 1,
  Polygon: 1,
  MultiPolygon: 2,
}

function linesOf(type: unknown, coordinates: unknown): unknown[][] {
  const depth = typeof type === 'string' ? nesting[type] : undefined
  if (depth === undefined || !Array.isArray(coordinates)) return []
  return [coordinates].flat(depth).filter((line) => Array.isArray(line))
}

function shapesOf(feature: unknown, crs: Crs): Shape[] {
  if (!isRecord(feature) || !isRecord(feature['geometry'])) return []
  const { type, coordinates } = feature['geometry']
  const tags = tagsOf(feature['properties'])
  if (type === 'Point') {
    const position = positionOf(coordinates, crs)
    return position ? [{ type: 'point', positions: [position], tags }] : []
  }
  return linesOf(type, coordinates).map((line) => ({
    type: 'line',
    positions: line.map((corner) => positionOf(corner, crs)).filter((position) => position !== null),
    tags,
  }))
}

/** Streets of which nobody says what they are. */
const anyStreet: Tags = { highway: 'road' }

/**
 * Lines as a scan of OpenStreetMap has them: every coordinate a node, every line a way; a point is the node that it lies on.
 * @param crs what the coordinates are in
 * @throws UnreadableFile when it is no GeoJSON
 */
export function scanGeoJson(bytes: Uint8Array, crs: Crs): OsmScan {
  const shapes = featuresOf(bytes).flatMap((feature) => shapesOf(feature, crs))
  const lines = shapes.filter(({ type }) => type === 'line')
  const isTagged = lines.some(({ tags }) => tags['highway'] !== undefined)
  const nodes = new Map<string, { id: number; position: Position; tags: Tags }>()
  const nodeAt = (position: Position) => {
    const key = position.join()
    const node = nodes.get(key) ?? { id: nodes.size + 1, position, tags: {} }
    nodes.set(key, node)
    return node
  }
  const ways = lines.map(({ positions, tags }) => ({
    refs: positions.map((position) => nodeAt(position).id),
    tags: isTagged ? tags : { ...tags, ...anyStreet },
  }))
  for (const { type, positions, tags } of shapes) {
    if (type === 'point') for (const position of positions) nodeAt(position).tags = tags
  }
  return async (visitor) => {
    for (const { id, position, tags } of nodes.values()) visitor.node(id, position, tags)
    for (const [index, { refs, tags }] of ways.entries()) visitor.way?.(index + 1, refs, tags)
  }
}
