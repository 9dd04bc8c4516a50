/** Tables of text, as CSV and XLSX give them: finds the header row and gives each later row by column. */

import type { Source } from '../catalog/sources.ts'
import type { Crs } from '../rules/coordinates.ts'
import { type Column, columnOf, crsOfHeader, headersOf } from './columns.ts'
import { isBlank, plain } from './text.ts'
import { type Note, type RawRow, type Reading, UnreadableFile } from './types.ts'

/** How far down a header row is looked for: ledgers have a title and a note above it. */
const HEADER_ROWS = 20

interface Header {
  row: number
  columns: (Column | undefined)[]
}

function findHeader(table: readonly (readonly string[])[]): Header {
  let best: Header | undefined
  let most = 1
  for (const [row, cells] of table.slice(0, HEADER_ROWS).entries()) {
    const columns = cells.map(columnOf)
    const known = new Set(columns.filter((column) => column !== undefined)).size
    if (known > most) {
      most = known
      best = { row, columns }
    }
  }
  if (!best) throw new UnreadableFile('找不到表头。 There is no row of headers that are known.')
  return best
}

function demandColumns(columns: ReadonlySet<Column>): void {
  const missing: Column[] = []
  if (!columns.has('name')) missing.push('name')
  if (!columns.has('type') && !columns.has('typeCode')) missing.push('type')
  if (!columns.has('location') && !(columns.has('lng') && columns.has('lat'))) missing.push('lng', 'lat')
  if (missing.length > 0) {
    const list = missing.map((column) => `${column} (${headersOf(column)})`).join('; ')
    throw new UnreadableFile(`表中缺少列。 The table has no column for: ${list}`)
  }
}

/**
 * Takes a table apart.
 * @param table cells by row, from the first row of the sheet, so that row numbers are those a spreadsheet shows
 * @throws UnreadableFile without a header row or without the columns that every outlet needs
 */
export function readTable(table: readonly (readonly string[])[], fileNotes: readonly Note[] = []): Reading {
  const header = findHeader(table)
  const titles = table[header.row] ?? []
  // Of two headers for one column the first counts: 电话 before 手机号.
  const placeOf = new Map<Column, number>()
  const personal: string[] = []
  const ignored: string[] = []
  let crs: Crs | undefined
  for (const [place, column] of header.columns.entries()) {
    const title = plain(titles[place] ?? '')
    if (column === 'personal') personal.push(title)
    else if (column && !placeOf.has(column)) placeOf.set(column, place)
    else if (title !== '') ignored.push(title)
    if (column === 'lng' || column === 'location') crs ??= crsOfHeader(title)
  }
  const columns = new Set(placeOf.keys())
  demandColumns(columns)
  const notes = [...fileNotes]
  if (personal.length > 0)
    notes.push({ column: 'personal', code: 'personal_ignored', value: personal.join(', ') })
  if (ignored.length > 0) notes.push({ column: null, code: 'columns_ignored', value: ignored.join(', ') })
  const source: Source = columns.has('typeCode') ? 'amap' : 'ledger'
  return {
    source,
    crs: crs ?? (source === 'amap' ? 'gcj02' : 'wgs84'),
    columns,
    rows: rowsBelow(table, header.row, placeOf),
    total: table.length - header.row - 1,
    notes,
    leftOut: new Map(),
  }
}

function* rowsBelow(
  table: readonly (readonly string[])[],
  headerRow: number,
  placeOf: ReadonlyMap<Column, number>,
): Generator<RawRow> {
  for (const [index, row] of table.entries()) {
    if (index <= headerRow || row.every((cell) => cell.trim() === '')) continue
    const cells: Partial<Record<Column, string>> = {}
    for (const [column, place] of placeOf) {
      const text = plain(row[place] ?? '')
      if (!isBlank(text)) cells[column] = text
    }
    yield { at: String(index + 1), cells }
  }
}
