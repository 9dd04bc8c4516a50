/** Positions as cells have them, and where in the city they are. */

import type { Position } from '../catalog/divisions.ts'
import { isInside } from '../rules/bounds.ts'
import { type Crs, toWgs84 } from '../rules/coordinates.ts'
import { metresBetween } from '../rules/distance.ts'

/** Degrees of a cell: `111.87`, `东经111.87°`, `111°52′12″`. */
function degreesOf(cell: string): number | undefined {
  const text = cell
    .replace(/\s/g, '')
    .replace(/^(?:东经|北纬|经度|纬度|[EN])[:：]?/i, '')
    .replace(/[EN]$/i, '')
  const [, whole, minutes, seconds] =
    /^(\d{1,3})[°度](\d{1,2}(?:\.\d+)?)[′'’分](?:(\d{1,2}(?:\.\d+)?)[″"”秒])?$/.exec(text) ?? []
  if (whole && minutes) return Number(whole) + Number(minutes) / 60 + Number(seconds ?? 0) / 3600
  return /^-?\d{1,3}(?:\.\d+)?[°度]?$/.test(text) ? Number(text.replace(/[°度]$/, '')) : undefined
}

/**
 * The position of a row, in the system of its file.
 * @returns undefined when the cells are no position; `missing` when there are none
 */
export function readPosition(cells: {
  lng?: string
  lat?: string
  location?: string
}): Position | 'missing' | undefined {
  const pair =
    cells.lng !== undefined || cells.lat !== undefined
      ? [cells.lng ?? '', cells.lat ?? '']
      : cells.location?.replace(/^POINT\s*\(|\)$|^\[|\]$/gi, '').split(/\s*[,，;；]\s*|\s+/)
  if (!pair || pair.every((text) => text === '')) return 'missing'
  const [lng, lat, ...rest] = pair.map(degreesOf)
  if (lng === undefined || lat === undefined || rest.length > 0) return undefined
  return lng === 0 && lat === 0 ? 'missing' : [lng, lat]
}

/** west, south, east, north */
export type Bounds = readonly [number, number, number, number]

/** A tenth of a metre; more digits than that say nothing about a shop. */
const rounded = (value: number) => Math.round(value * 1e6) / 1e6

/**
 * A position in WGS-84 within the city.
 * @returns `swapped` when only the other order of the two numbers lies in the city; `km` beyond the bounds when
 *   neither does
 */
export function placeInCity(
  given: Position,
  crs: Crs,
  bounds: Bounds,
): { position: Position; swapped: boolean } | { km: number } {
  const convert = ([lng, lat]: Position): Position => {
    if (Math.abs(lng) > 180 || Math.abs(lat) > 90) return [lng, lat]
    const [x, y] = toWgs84([lng, lat], crs)
    return [rounded(x), rounded(y)]
  }
  const position = convert(given)
  if (isInside(bounds, position)) return { position, swapped: false }
  const other = convert([given[1], given[0]])
  if (isInside(bounds, other)) return { position: other, swapped: true }
  const [west, south, east, north] = bounds
  const nearest: Position = [
    Math.min(Math.max(position[0], west), east),
    Math.min(Math.max(position[1], south), north),
  ]
  return { km: metresBetween(position, nearest) / 1000 }
}
