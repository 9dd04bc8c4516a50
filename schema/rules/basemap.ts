/**
 * The embedded basemap: one small JSON file a city (`public/map/<city code>.json`) from which the browser draws
 * ground, buildings, water, railway, streets and place names without asking any other host.
 *
 * The format, so that any city can supply one:
 *
 * ```json
 * {
 *   "format": "yikezhong-basemap", "version": 1,
 *   "city": "411281", "sample": true, "attribution": "…",
 *   "bounds": [111.76, 34.68, 111.97, 34.81],
 *   "origin": [111.874, 34.747], "scale": 200000,
 *   "layers": {
 *     "road": [{ "properties": { "class": "main", "name": "千秋路" }, "lines": [3, 0, 0, 120, 4, 118, -9] }],
 *     "building": [{ "properties": {}, "boxes": [40, -12, 48, 12, 4] }]
 *   }
 * }
 * ```
 *
 * A layer is a list of groups; the features of a group share its properties. Coordinates are whole numbers of
 * 1/`scale` degree, counted from `origin`, longitude first. Inside a group every pair is the difference to the
 * pair before it; the first pair of a group is the difference to the origin. Four shapes:
 *
 * - `points`: `dx, dy` a point.
 * - `lines`: `count, dx, dy, dx, dy, …` a line.
 * - `polygons`: `count, dx, dy, …` a ring, without repeating its first point. A negative count makes the ring a
 *   hole in the ring before it.
 * - `boxes`: `dx, dy, width, depth, angle` a rectangle: its centre, its sides in decimetres, and the degrees by
 *   which its width is turned counter-clockwise from east. A third of the size of a polygon, and exactly square.
 */

import type { Feature, FeatureCollection, Geometry, Position } from 'geojson'

export const basemapLayers = [
  'ground',
  'block',
  'building',
  'park',
  'water',
  'railway',
  'road',
  'label',
] as const
export type BasemapLayer = (typeof basemapLayers)[number]

export type BasemapProperties = Record<string, string | number | boolean>

/** Features with the same properties; see the head of this file for the numbers. */
export interface BasemapGroup {
  properties: BasemapProperties
  points?: number[]
  lines?: number[]
  polygons?: number[]
  boxes?: number[]
}

export interface BasemapFile {
  format: 'yikezhong-basemap'
  version: 1
  /** official division code of the city */
  city: string
  /** true where streets and places are made up; the site says so */
  sample: boolean
  /** source and licence, always shown on the map */
  attribution: string
  /** 审图号 of the map this file was made from, where there is one */
  approval?: string
  /** west, south, east, north */
  bounds: readonly [number, number, number, number]
  origin: readonly [lng: number, lat: number]
  /** units in a degree: 200000 is about half a metre */
  scale: number
  layers: Partial<Record<BasemapLayer, BasemapGroup[]>>
}

/** A rectangle to encode as a box: centre in degrees, sides in metres, degrees counter-clockwise from east. */
export interface BasemapBox {
  centre: readonly [lng: number, lat: number]
  width: number
  depth: number
  angle: number
}

/** What {@link encodeBasemap} takes: features with the same properties, in degrees. */
export interface BasemapSource {
  properties: BasemapProperties
  points?: readonly (readonly number[])[]
  lines?: readonly (readonly (readonly number[])[])[]
  /** polygons of rings; a ring need not repeat its first point */
  polygons?: readonly (readonly (readonly (readonly number[])[])[])[]
  boxes?: readonly BasemapBox[]
}

export type BasemapHead = Omit<BasemapFile, 'format' | 'version' | 'layers'>

const METRES_A_DEGREE = 111_195

/** Reads integers one after the other and keeps the running position. */
class Cursor {
  readonly #numbers: readonly number[]
  readonly #origin: readonly [number, number]
  readonly #scale: number
  #index = 0
  #x = 0
  #y = 0

  constructor(numbers: readonly number[], file: Pick<BasemapFile, 'origin' | 'scale'>) {
    this.#numbers = numbers
    this.#origin = file.origin
    this.#scale = file.scale
  }

  get done(): boolean {
    return this.#index >= this.#numbers.length
  }

  next(): number {
    const value = this.#numbers[this.#index++]
    if (value === undefined) throw new RangeError('The basemap file ends in the middle of a shape.')
    return value
  }

  position(): Position {
    this.#x += this.next()
    this.#y += this.next()
    return [this.#origin[0] + this.#x / this.#scale, this.#origin[1] + this.#y / this.#scale]
  }

  positions(count: number): Position[] {
    return Array.from({ length: count }, () => this.position())
  }
}

function closed(ring: Position[]): Position[] {
  const first = ring[0]
  return first ? [...ring, first] : ring
}

function boxRing([lng = 0, lat = 0]: Position, width: number, depth: number, angle: number): Position[] {
  const turn = (angle * Math.PI) / 180
  const cos = Math.cos(turn)
  const sin = Math.sin(turn)
  const east = METRES_A_DEGREE * Math.cos((lat * Math.PI) / 180)
  const corner = (side: number, front: number): Position => {
    const x = (side * width) / 20
    const y = (front * depth) / 20
    return [lng + (x * cos - y * sin) / east, lat + (x * sin + y * cos) / METRES_A_DEGREE]
  }
  return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)]
}

function* geometriesOf(group: BasemapGroup, file: BasemapFile): Generator<Geometry> {
  for (const cursor = new Cursor(group.points ?? [], file); !cursor.done; )
    yield { type: 'Point', coordinates: cursor.position() }
  for (const cursor = new Cursor(group.lines ?? [], file); !cursor.done; )
    yield { type: 'LineString', coordinates: cursor.positions(cursor.next()) }
  let rings: Position[][] = []
  for (const cursor = new Cursor(group.polygons ?? [], file); !cursor.done; ) {
    const count = cursor.next()
    const ring = closed(cursor.positions(Math.abs(count)))
    if (count < 0) {
      rings.push(ring)
      continue
    }
    if (rings.length > 0) yield { type: 'Polygon', coordinates: rings }
    rings = [ring]
  }
  if (rings.length > 0) yield { type: 'Polygon', coordinates: rings }
  for (const cursor = new Cursor(group.boxes ?? [], file); !cursor.done; ) {
    const centre = cursor.position()
    const ring = boxRing(centre, cursor.next(), cursor.next(), cursor.next())
    yield { type: 'Polygon', coordinates: [closed(ring)] }
  }
}

/**
 * Unpacks a basemap file into what MapLibre takes as sources.
 * @param file the parsed JSON
 * @returns one FeatureCollection a layer, in WGS-84 degrees; layers that the file does not hold are empty
 * @throws RangeError when the numbers of a group end in the middle of a shape
 */
export function decodeBasemap(file: BasemapFile): Record<BasemapLayer, FeatureCollection> {
  const collection = (layer: BasemapLayer): FeatureCollection => {
    const features: Feature[] = []
    for (const group of file.layers[layer] ?? [])
      for (const geometry of geometriesOf(group, file))
        features.push({ type: 'Feature', properties: group.properties, geometry })
    return { type: 'FeatureCollection', features }
  }
  return {
    ground: collection('ground'),
    block: collection('block'),
    building: collection('building'),
    park: collection('park'),
    water: collection('water'),
    railway: collection('railway'),
    road: collection('road'),
    label: collection('label'),
  }
}

/**
 * Packs layers into the file that {@link decodeBasemap} reads. Positions are rounded to 1/`scale` degree, sides of
 * boxes to a decimetre, angles to a degree.
 * @param head what the file says about itself
 * @param layers groups of features with the same properties; empty groups are left out
 */
export function encodeBasemap(
  head: BasemapHead,
  layers: Partial<Record<BasemapLayer, readonly BasemapSource[]>>,
): BasemapFile {
  const packed: BasemapFile['layers'] = {}
  for (const layer of basemapLayers) {
    const groups = (layers[layer] ?? [])
      .map((source) => pack(source, head))
      .filter((group) => !isEmpty(group))
    if (groups.length > 0) packed[layer] = groups
  }
  return { format: 'yikezhong-basemap', version: 1, ...head, layers: packed }
}

function isEmpty({ points, lines, polygons, boxes }: BasemapGroup): boolean {
  return !points?.length && !lines?.length && !polygons?.length && !boxes?.length
}

function pack(source: BasemapSource, head: BasemapHead): BasemapGroup {
  const group: BasemapGroup = { properties: source.properties }
  if (source.points) group.points = writer(head).add(source.points).numbers
  if (source.lines) {
    const lines = writer(head)
    for (const line of source.lines) lines.count(line.length).add(line)
    group.lines = lines.numbers
  }
  if (source.polygons) {
    const polygons = writer(head)
    for (const rings of source.polygons)
      for (const [index, ring] of rings.entries()) {
        const points = open(ring)
        polygons.count(index === 0 ? points.length : -points.length).add(points)
      }
    group.polygons = polygons.numbers
  }
  if (source.boxes) {
    const boxes = writer(head)
    for (const { centre, width, depth, angle } of source.boxes) {
      boxes.add([centre])
      boxes.numbers.push(Math.round(width * 10), Math.round(depth * 10), Math.round(angle))
    }
    group.boxes = boxes.numbers
  }
  return group
}

/** A ring without its repeated last point. */
function open(ring: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const first = ring[0]
  const last = ring.at(-1)
  return ring.length > 1 && first?.[0] === last?.[0] && first?.[1] === last?.[1] ? ring.slice(0, -1) : ring
}

function writer({ origin, scale }: Pick<BasemapHead, 'origin' | 'scale'>) {
  const numbers: number[] = []
  let x = 0
  let y = 0
  const self = {
    numbers,
    count(count: number) {
      numbers.push(count)
      return self
    },
    add(points: readonly (readonly number[])[]) {
      for (const [lng = 0, lat = 0] of points) {
        const nextX = Math.round((lng - origin[0]) * scale)
        const nextY = Math.round((lat - origin[1]) * scale)
        numbers.push(nextX - x, nextY - y)
        x = nextX
        y = nextY
      }
      return self
    },
  }
  return self
}
