/** A circle's map for paper: few lines, the numbers of the lists, and how far one walks. Without tiles, without WebGL. */

import type { Position } from '../../schema/catalog/divisions.ts'
import { metresBetween } from '../../schema/rules/distance.ts'
import type { WalkingArea } from '../../schema/rules/walking/walk.ts'
import { pathOf, placeNames, type StreetName, seen, simplified, textWidth } from './map-lines.ts'
import { type NumberedPoint, type NumberLabel, placeNumbers } from './map-numbers.ts'
import {
  type Box,
  boxAround,
  covers,
  type FrameSize,
  grown,
  holds,
  overlap,
  type Plane,
  type Point,
  planeOf,
} from './plane.ts'

/** How important a street is on the sheet; the last is drawn thinnest. */
export const streetRanks = ['main', 'street', 'lane'] as const
export type StreetRank = (typeof streetRanks)[number]

export interface MapStreet {
  /** empty where it has none */
  name: string
  rank: StreetRank
  line: readonly Position[]
}

/** Where an outlet, or one stop of it, stands. */
export interface MapPlace {
  number: number
  position: Position
}

export interface SchematicInput {
  /** the service centre; null where it is not known */
  centre: Position | null
  places: readonly MapPlace[]
  streets: readonly MapStreet[]
  /** what is reached on foot from the centre, the nearest first */
  areas: readonly WalkingArea[]
}

/** The sheet, in millimetres. */
export interface SchematicSize extends FrameSize {
  /** a line of the numbers */
  number: number
  /** a line of the streets' names */
  name: number
}

/** The line up to which one walks so many minutes. */
export interface MapRing {
  minutes: number
  path: string
  /** where it says so; null where there is no room */
  label: Point | null
}

/** One drawing. */
export interface MapSheet {
  size: SchematicSize
  metresAMillimetre: number
  streets: readonly { rank: StreetRank; path: string }[]
  names: readonly StreetName[]
  rings: readonly MapRing[]
  centre: Point | null
  labels: readonly NumberLabel[]
  /** the part that another drawing shows larger; null where none does */
  window: Box | null
  /** places without a number here, because that drawing has it */
  dots: readonly Point[]
}

export interface Schematic {
  /** the whole, and where that is too crowded for its numbers its fullest part, larger; none without places */
  sheets: readonly MapSheet[]
  /** numbers that have no place on them, because they stand beyond their edge */
  outside: readonly number[]
}

/** Straight metres from the service centre up to which the whole is drawn: fifteen minutes, and a little. */
const SHOWN_METRES = 1_000

/** Half the width of the mark of the service centre, in lines of the numbers. */
const CENTRE = 0.9

/** Millimetres of a place without its number. */
const DOT = 1.6

/** With more numbers in one label a drawing is too crowded, or with a greater part of its labels beside their places. */
const MOST_SHARED = 3
const MOST_BESIDE = 0.45
/** So many beside their places are never too many. */
const FEW_BESIDE = 12

/** So many parts are drawn once more, each a part of the one before. */
const MOST_PARTS = 2

/** How many times as large the fullest part is drawn. */
const ZOOM = 2

/** What the whole is drawn around: the service centre, or what stands in the middle of the others. */
function heartOf({ centre, places }: SchematicInput): Position | null {
  if (centre) return centre
  const middle = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]
  const lng = middle(places.map(({ position }) => position[0]))
  const lat = middle(places.map(({ position }) => position[1]))
  return lng === undefined || lat === undefined ? null : [lng, lat]
}

/**
 * Draws a circle.
 * @param ringWords what is written on the line of so many minutes
 */
export function schematicOf(
  input: SchematicInput,
  size: SchematicSize,
  ringWords: (minutes: number) => string,
): Schematic {
  const heart = heartOf(input)
  const numbers = [...new Set(input.places.map(({ number }) => number))].sort((a, b) => a - b)
  if (!heart) return { sheets: [], outside: numbers }
  const near = input.places.filter(({ position }) => metresBetween(heart, position) <= SHOWN_METRES)
  const plane = planeOf([heart, ...near.map(({ position }) => position)], size)
  const sheets = sheetsOn(
    plane,
    (on, window) => sheetOn(on, input, size, ringWords, window),
    input.places,
    size,
  )
  const shown = new Set(sheets.flatMap(({ labels }) => labels.flatMap((label) => label.numbers)))
  return { sheets, outside: numbers.filter((number) => !shown.has(number)) }
}

/** Whether numbers crowd: many in one label, or many beside their place. */
function isCrowded({ labels }: MapSheet): boolean {
  const beside = labels.filter(({ onPlace }) => !onPlace).length
  return (
    beside > Math.max(FEW_BESIDE, MOST_BESIDE * labels.length) ||
    labels.some(({ numbers }) => numbers.length > MOST_SHARED)
  )
}

/** A drawing, and as long as it is too crowded its fullest part once more. */
function sheetsOn(
  plane: Plane,
  draw: (on: Plane, window: Box | null) => MapSheet,
  places: readonly MapPlace[],
  size: FrameSize,
  more = MOST_PARTS,
): MapSheet[] {
  const whole = draw(plane, null)
  if (!isCrowded(whole) || more === 0) return [whole]
  const window = fullestPart(plane, pointsOn(plane, places), size)
  return [draw(plane, window), ...sheetsOn(magnified(plane, window), draw, places, size, more - 1)]
}

function pointsOn(plane: Plane, places: readonly MapPlace[]): NumberedPoint[] {
  return places
    .map(({ number, position }) => ({ number, ...plane.at(position) }))
    .filter((point) => covers(plane.frame, point))
}

/** The part of a drawing, in the shape of the whole, in which most places lie. */
function fullestPart({ frame }: Plane, points: readonly Point[], { width, height }: FrameSize): Box {
  const part = { width: width / ZOOM, height: height / ZOOM }
  const between = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value))
  const windows = points.map(({ x, y }) =>
    boxAround(
      {
        x: between(x, part.width / 2, frame.right - part.width / 2),
        y: between(y, part.height / 2, frame.bottom - part.height / 2),
      },
      part,
    ),
  )
  const fullness = (window: Box) => points.filter((point) => covers(window, point)).length
  return windows.reduce(
    (best, window) => (fullness(window) > fullness(best) ? window : best),
    boxAround({ x: width / 2, y: height / 2 }, part),
  )
}

/** The same positions, drawn larger, with a part of the drawing as its frame. */
function magnified({ frame, metresAMillimetre, at }: Plane, { left, top }: Box): Plane {
  return {
    frame,
    metresAMillimetre: metresAMillimetre / ZOOM,
    at: (position) => {
      const { x, y } = at(position)
      return { x: (x - left) * ZOOM, y: (y - top) * ZOOM }
    },
  }
}

/** @param window what another drawing shows: its places have no numbers here */
function sheetOn(
  plane: Plane,
  input: SchematicInput,
  size: SchematicSize,
  ringWords: (minutes: number) => string,
  window: Box | null,
): MapSheet {
  const points = pointsOn(plane, input.places)
  const isElsewhere = (point: Point) => window !== null && covers(window, point)
  const at = input.centre && plane.at(input.centre)
  const centre = at && covers(plane.frame, at) ? at : null
  const mark =
    centre && boxAround(centre, { width: 2 * CENTRE * size.number, height: 2 * CENTRE * size.number })
  const dots = points.filter(isElsewhere).map(({ x, y }) => ({ x, y }))
  const marks = [...(mark ? [mark] : []), ...dots.map((dot) => boxAround(dot, { width: DOT, height: DOT }))]
  const own = points.filter((point) => !isElsewhere(point))
  const { labels } = placeNumbers(own, { text: size.number }, plane.frame, marks)
  const taken = [...labels.map((label) => boxAround(label.at, label.size)), ...marks]
  const rings = ringsOf(input.areas, plane, size, ringWords, taken)
  const streets = streetsOn(plane, input.streets)
  return {
    size,
    metresAMillimetre: plane.metresAMillimetre,
    streets: streets.flatMap(({ rank, lines }) => lines.map((line) => ({ rank, path: pathOf(line) }))),
    names: placeNames(
      streets.filter(({ name }) => name !== ''),
      size.name,
      plane.frame,
      [...taken, ...rings.flatMap(({ box }) => (box ? [box] : []))],
    ),
    rings: rings.map(({ box: _, ...ring }) => ring),
    centre,
    labels,
    window,
    dots,
  }
}

interface Street {
  name: string
  rank: StreetRank
  lines: Point[][]
}

/** The streets that are seen, those of one name together, important ones first. */
function streetsOn({ frame, at }: Plane, streets: readonly MapStreet[]): Street[] {
  const known = new Map<string, Street>()
  for (const { name, rank, line } of streets) {
    const lines = seen(line.map(at), grown(frame, 1)).map((piece) => simplified(piece))
    if (lines.length === 0) continue
    const key = `${rank} ${name}`
    const street = known.get(key)
    if (street) street.lines.push(...lines)
    else known.set(key, { name, rank, lines })
  }
  return [...known.values()].sort((a, b) => streetRanks.indexOf(a.rank) - streetRanks.indexOf(b.rank))
}

/** Holes and islands smaller than this, in square millimetres, are not drawn: they say nothing on foot. */
const LEAST_RING = 60

function ringArea(ring: readonly Point[]): number {
  const doubled = ring.reduce((sum, { x, y }, i) => {
    const next = ring[(i + 1) % ring.length]
    return sum + (next ? x * next.y - next.x * y : 0)
  }, 0)
  return Math.abs(doubled) / 2
}

function ringsOf(
  areas: readonly WalkingArea[],
  { frame, at }: Plane,
  { number: text }: SchematicSize,
  words: (minutes: number) => string,
  taken: readonly Box[],
): (MapRing & { box: Box | null })[] {
  const used = [...taken]
  return areas.flatMap(({ minutes, polygons }) => {
    const rings = polygons
      .flat()
      .map((ring) => ring.map(at))
      .filter((ring) => ringArea(ring) >= LEAST_RING)
      .map((ring) => simplified(ring))
    if (!rings.some((ring) => seen(ring, frame).length > 0)) return []
    const label = { width: textWidth(words(minutes), text) + text * 0.4, height: text * 1.2 }
    const spot = topmostFirst(rings.flat()).find((point) => {
      const box = boxAround(point, label)
      return holds(grown(frame, -0.5), box) && !used.some((other) => overlap(box, other))
    })
    const box = spot ? boxAround(spot, label) : null
    if (box) used.push(box)
    return [{ minutes, path: rings.map((ring) => pathOf(ring, true)).join(''), label: spot ?? null, box }]
  })
}

const topmostFirst = (points: readonly Point[]) => [...points].sort((a, b) => a.y - b.y)
