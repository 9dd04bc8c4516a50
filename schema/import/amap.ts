/** Reads answers of Amap's place search (v3 and v5) as people save them: one answer, or a list of answers or places. */

import { type Column, columnOf, isColumn } from './columns.ts'
import { isBlank, plain } from './text.ts'
import { type RawRow, type Reading, UnreadableFile } from './types.ts'

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function placesOf(document: unknown): unknown[] {
  if (Array.isArray(document)) return document.flatMap(placesOf)
  if (isRecord(document) && Array.isArray(document['pois'])) return document['pois']
  return isRecord(document) ? [document] : []
}

/** True of a document that holds places with Amap's type codes. */
export function isAmap(document: unknown): boolean {
  return placesOf(document).some((place) => isRecord(place) && 'typecode' in place && 'location' in place)
}

/** v3 keeps hours in `biz_ext`, v5 keeps hours and phone in `business`; an empty value is `[]`. */
function cellsOf(place: Record<string, unknown>): RawRow['cells'] {
  const cells: Partial<Record<Column, string>> = {}
  const parts = [place, place['biz_ext'], place['business']].filter(isRecord)
  for (const [key, value] of parts.flatMap((part) => Object.entries(part))) {
    const column = columnOf(key)
    if (!column || column === 'personal' || (typeof value !== 'string' && typeof value !== 'number')) continue
    const text = plain(String(value))
    if (!isBlank(text)) cells[column] ??= text
  }
  return cells
}

/**
 * @param document the parsed JSON
 * @throws UnreadableFile when it holds no place
 */
export function readAmap(document: unknown): Reading {
  const places = placesOf(document)
  if (places.length === 0) throw new UnreadableFile('文件中没有地点。 The file holds no places.')
  const rows = places.map((place, index) => ({
    at: String(index + 1),
    cells: isRecord(place) ? cellsOf(place) : {},
  }))
  return {
    source: 'amap',
    crs: 'gcj02',
    columns: new Set(rows.flatMap((row) => Object.keys(row.cells).filter(isColumn))),
    rows,
    total: rows.length,
    notes: [],
    leftOut: new Map(),
  }
}
