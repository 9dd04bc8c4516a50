/** Reads a list of vacant premises: names and positions, out of a file or pasted from a spreadsheet. */

import type { Position } from '../catalog/divisions.ts'
import { PREMISES_MAX } from '../contract/limits.ts'
import type { Crs } from '../rules/coordinates.ts'
import type { Column } from './columns.ts'
import { readCsv } from './csv.ts'
import { type Bounds, placeInCity, readPosition } from './position.ts'
import { crsOfTable, type Sheet, type Tables, viewTable } from './table.ts'
import { plain } from './text.ts'
import { readXlsx } from './xlsx.ts'

/** A place that is to let. */
export interface Premises {
  name: string
  position: Position
}

/** Why a row is not among them, with the number that a spreadsheet shows. */
export interface PremisesFault {
  row: number
  kind: 'position' | 'outside'
}

/** What a list says, or why none of it can be read. */
export type PremisesRead =
  | { premises: Premises[]; faults: PremisesFault[] }
  | { refused: 'header' | 'empty' | 'many' }

/** The first cells of an XLSX file, which is a ZIP. */
const isWorkbook = (bytes: Uint8Array) => [0x50, 0x4b, 0x03, 0x04].every((byte, at) => bytes[at] === byte)

/**
 * Reads a list.
 * @param bytes of an XLSX file, or of a text between commas or tabs
 * @param bounds of the city: what lies outside is a fault
 * @throws UnreadableFile when it is no table
 */
export async function readPremises(bytes: Uint8Array, bounds: Bounds): Promise<PremisesRead> {
  const tables: Tables = isWorkbook(bytes) ? await readXlsx(bytes) : readCsv(bytes)
  const sheet = tables.sheets.find(({ table }) => placesIn(table) !== null)
  if (!sheet) return { refused: tables.sheets.every(({ table }) => table.length === 0) ? 'empty' : 'header' }
  return rowsOf(sheet.table, bounds)
}

/** Where the columns are; null where no position can be read. */
function placesIn(table: Sheet['table']): {
  header: number
  place: ReadonlyMap<Column, number>
  crs: Crs
} | null {
  const view = viewTable(table)
  const place = new Map(view.columns.flatMap(({ column }, at) => (column ? [[column, at] as const] : [])))
  if (!place.has('location') && !(place.has('lng') && place.has('lat'))) return null
  return { header: view.header, place, crs: crsOfTable(view) ?? 'wgs84' }
}

function rowsOf(table: Sheet['table'], bounds: Bounds): PremisesRead {
  const found = placesIn(table)
  if (!found) return { refused: 'header' }
  const { header, place, crs } = found
  const cell = (row: readonly string[], column: Column) => plain(row[place.get(column) ?? -1] ?? '')
  const premises: Premises[] = []
  const faults: PremisesFault[] = []
  for (const [at, row] of table.entries()) {
    if (at <= header || row.every((text) => text.trim() === '')) continue
    const given = place.has('location')
      ? { location: cell(row, 'location') }
      : { lng: cell(row, 'lng'), lat: cell(row, 'lat') }
    const position = readPosition(given)
    const placed =
      position === undefined || position === 'missing' ? null : placeInCity(position, crs, bounds)
    if (!placed) faults.push({ row: at + 1, kind: 'position' })
    else if ('km' in placed) faults.push({ row: at + 1, kind: 'outside' })
    else {
      const name = cell(row, 'name') || cell(row, 'address') || String(at + 1)
      premises.push({ name, position: placed.position })
    }
  }
  if (premises.length > PREMISES_MAX) return { refused: 'many' }
  return premises.length === 0 && faults.length === 0 ? { refused: 'empty' } : { premises, faults }
}
