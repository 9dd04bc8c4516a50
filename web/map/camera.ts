/** Where the map looks: what to fit, and how to keep it clear of what covers the map. */

import type { Map as MapLibreMap } from 'maplibre-gl'
import type { Position } from '../../schema/catalog/divisions.ts'
import type { Bounds, Inset, MapPlace, Reach } from './model.ts'
import { wantsStillness } from './palette.ts'
import { ringAround } from './reach.ts'

/** Milliseconds; longer would be waiting. */
const motion = 200

/** Pixels between what is fitted and the edge of the clear part. */
const margin = 28

/** The clear part, in pixels, from which the third, the second ring is fitted: markers in it must be told apart. */
const roomFor = { third: 480, second: 300 } as const

/** From so many places on, this share of them is left aside at each edge when all are shown. */
const many = 60
const outermost = 0.05

/** Pixels of the map that count as clear even where more is said to be covered. */
const leastClear = 140

/** The zoom at which a single outlet and its neighbours are seen. */
const closeUp = 16.5

/** What {@link fitted} chooses from. */
export interface Scene {
  origin: Position | null
  reach: readonly Reach[]
  places: readonly MapPlace[]
  /** the city's */
  bounds: Bounds
}

/**
 * What to show: as many rings around the origin as there is room for, else all places, else the city.
 * @param room the shorter side of the clear part of the map, in pixels
 */
export function fitted({ origin, reach, places, bounds }: Scene, room: number): Bounds {
  const rings = reach.map(({ metres }) => metres).sort((a, b) => a - b)
  const index = room >= roomFor.third ? 2 : room >= roomFor.second ? 1 : 0
  const ring = rings[Math.min(index, rings.length - 1)]
  if (origin && ring !== undefined) return boundsOf(ringAround(origin, ring)) ?? bounds
  const positions = withoutOutliers(places.map(({ position }) => position))
  return boundsOf(origin ? [...positions, origin] : positions) ?? bounds
}

/** Where there are many places, the outermost are left aside: a few villages must not make the town a dot. */
function withoutOutliers(positions: readonly Position[]): readonly Position[] {
  if (positions.length < many) return positions
  const cut = Math.floor(positions.length * outermost)
  const inner = (axis: 0 | 1) => {
    const sorted = positions.map((position) => position[axis]).sort((a, b) => a - b)
    return [sorted[cut] ?? -Infinity, sorted[sorted.length - 1 - cut] ?? Infinity] as const
  }
  const [west, east] = inner(0)
  const [south, north] = inner(1)
  return positions.filter(([lng, lat]) => lng >= west && lng <= east && lat >= south && lat <= north)
}

function boundsOf(positions: readonly (readonly number[])[]): Bounds | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [lng = 0, lat = 0] of positions) {
    west = Math.min(west, lng)
    south = Math.min(south, lat)
    east = Math.max(east, lng)
    north = Math.max(north, lat)
  }
  return west <= east ? [west, south, east, north] : null
}

/**
 * How far the map can be pushed: a little beyond the city, and to the south as far as a sheet over the lower half of
 * a phone needs, so that the whole city can stand above it.
 */
export function surroundings([west, south, east, north]: Bounds): Bounds {
  const [width, height] = [(east - west) / 8, (north - south) / 8]
  return [west - width, south - 8 * height, east + width, north + height]
}

/**
 * What is covered, but never so much that nothing is left to look at: a sheet drawn up whole hides the map anyway.
 * @param size of the map in pixels
 */
export function usableInset(inset: Inset, size: { width: number; height: number }): Inset {
  const [top, bottom] = shared(inset.top, inset.bottom, size.height)
  const [left, right] = shared(inset.left, inset.right, size.width)
  return { top, bottom, left, right }
}

function shared(before: number, after: number, length: number): [number, number] {
  const most = Math.max(0, length - leastClear)
  const shrink = before + after > most ? most / (before + after) : 1
  return [Math.floor(before * shrink), Math.floor(after * shrink)]
}

/** The camera of one map. */
export interface Camera {
  fit: (scene: Scene) => void
  /** The same without motion: a move that begins before the first picture may never end. */
  open: (scene: Scene) => void
  /** Fits again unless the person has moved the map since. */
  refit: (scene: Scene) => void
  /** Moves only when the position is not in the clear part. */
  reveal: (position: Position) => void
  /** Brings the position to the middle of the clear part, near enough to see its surroundings. */
  focusOn: (position: Position) => void
  /** Brings the position to the middle of the clear part at this zoom. */
  approach: (position: Position, zoom: number) => void
  zoomBy: (steps: number) => void
}

/**
 * Moves a map's camera; without motion for those who want none.
 * @param insetNow what covers the map at this moment
 */
export function createCamera(map: MapLibreMap, insetNow: () => Inset): Camera {
  let untouched = true
  const touched = (event: { originalEvent?: unknown }) => {
    if (event.originalEvent) untouched = false
  }
  map.on('movestart', touched)

  const size = () => ({ width: map.getContainer().clientWidth, height: map.getContainer().clientHeight })
  const inset = () => usableInset(insetNow(), size())
  const duration = () => (wantsStillness() ? 0 : motion)

  /** From the middle of the map to the middle of its clear part. */
  function offset(): [number, number] {
    const { top, bottom, left, right } = inset()
    return [(left - right) / 2, (top - bottom) / 2]
  }

  function frame(scene: Scene, milliseconds: number): void {
    const { top, bottom, left, right } = inset()
    const { width, height } = size()
    if (width === 0 || height === 0) return
    const room = Math.min(width - left - right, height - top - bottom)
    const gap = Math.min(margin, room / 8)
    const [west, south, east, north] = fitted(scene, room)
    map.fitBounds([west, south, east, north], {
      padding: { top: top + gap, bottom: bottom + gap, left: left + gap, right: right + gap },
      maxZoom: 17,
      duration: milliseconds,
      linear: true,
    })
    untouched = true
  }

  function approach([lng, lat]: Position, zoom: number): void {
    untouched = false
    map.easeTo({ center: [lng, lat], zoom, offset: offset(), duration: duration() })
  }

  function isClear([lng, lat]: Position): boolean {
    const { x, y } = map.project([lng, lat])
    const { top, bottom, left, right } = inset()
    const { width, height } = size()
    return x > left + margin && x < width - right - margin && y > top + margin && y < height - bottom - margin
  }

  return {
    fit: (scene) => frame(scene, duration()),
    open: (scene) => frame(scene, 0),
    refit: (scene) => {
      if (untouched) frame(scene, duration())
    },
    reveal: (position) => {
      if (!isClear(position)) approach(position, map.getZoom())
    },
    focusOn: (position) => approach(position, Math.max(map.getZoom(), closeUp)),
    approach,
    zoomBy: (steps) => {
      untouched = false
      const { width, height } = size()
      const [x, y] = offset()
      const around = map.unproject([width / 2 + x, height / 2 + y])
      map.easeTo({ zoom: Math.round(map.getZoom() * 2) / 2 + steps, around, duration: duration() })
    },
  }
}
