/** Tables of text, as CSV and XLSX give them: finds the header row and gives each later row by column. */

import type { Source } from '../catalog/sources.ts'
import type { Crs } from '../rules/coordinates.ts'
import { type Column, columnOf, crsOfHeader, headersOf } from './columns.ts'
import { isBlank, plain } from './text.ts'
import { type Note, type RawRow, type Reading, UnreadableFile } from './types.ts'

/** How far down a header row is looked for: ledgers have a title and a note above it. */
const HEADER_ROWS = 20

/** A sheet of a workbook; a text file is one without a name. */
export interface Sheet {
  name: string
  /** texts by row, from the first row of the sheet, so that row numbers are those a spreadsheet shows */
  table: readonly (readonly string[])[]
}

/** A file of tables. */
export interface Tables {
  sheets: readonly Sheet[]
  /** what is to be said about the file as a whole */
  notes: readonly Note[]
}

/** How a table is to be taken; what is not said is found out. */
export interface TableChoice {
  /** place of the header row, from 0 */
  header?: number
  /** what each column of the file is taken for, by its place; null leaves it out */
  columns?: readonly (Column | null)[]
}

/** One column of a file, for showing what it is taken for. */
export interface TableColumn {
  title: string
  /** null where the title says nothing that is known, and where another column of that name came before */
  column: Column | null
  /** some values that differ; none of a personal column */
  samples: readonly string[]
}

/** A table with the header row that was found and what its columns are taken for. */
export interface TableView {
  /** place of the header row, from 0 */
  header: number
  columns: readonly TableColumn[]
  rows: number
  /** how each row begins in which headers are looked for, without what is personal */
  heads: readonly string[]
}

const SAMPLES = 3
/** Characters of a row's beginning. */
const HEAD_LENGTH = 40

/** The row with the most headers that are known; the first one where none has two. */
function findHeader(table: Sheet['table']): { row: number; known: number } {
  let best = { row: 0, known: 0 }
  for (const [row, cells] of table.slice(0, HEADER_ROWS).entries()) {
    const known = new Set(cells.map(columnOf).filter((column) => column !== undefined)).size
    if (known > Math.max(best.known, 1)) best = { row, known }
  }
  return best
}

function samplesOf(table: Sheet['table'], header: number, place: number): string[] {
  const samples = new Set<string>()
  for (const row of table.slice(header + 1)) {
    const text = plain(row[place] ?? '')
    if (!isBlank(text)) samples.add(text)
    if (samples.size === SAMPLES) break
  }
  return [...samples]
}

/**
 * What a table is taken for, for a person to look at.
 * @param header place of the header row, where somebody has said it
 */
export function viewTable(table: Sheet['table'], header = findHeader(table).row): TableView {
  const titles = table[header] ?? []
  const width = Math.max(0, ...table.slice(header, header + HEADER_ROWS).map((row) => row.length))
  const taken = new Set<Column>()
  const columns = Array.from({ length: width }, (_, place): TableColumn => {
    const title = plain(titles[place] ?? '')
    const column = columnOf(title)
    if (column === 'personal') return { title, column, samples: [] }
    // Of two headers for one column the first counts: 电话 before 手机号.
    const isFirst = column !== undefined && !taken.has(column)
    if (isFirst) taken.add(column)
    return { title, column: isFirst ? column : null, samples: samplesOf(table, header, place) }
  })
  return { header, columns, rows: Math.max(0, table.length - header - 1), heads: headsOf(table, columns) }
}

function headsOf(table: Sheet['table'], columns: readonly TableColumn[]): string[] {
  return table.slice(0, HEADER_ROWS).map((row) =>
    row
      .filter((text, place) => !isBlank(text) && columns[place]?.column !== 'personal')
      .slice(0, SAMPLES)
      .map(plain)
      .join(' · ')
      .slice(0, HEAD_LENGTH),
  )
}

/** Columns that every outlet needs and that are not among these; a position is two numbers or one text of both. */
export function missingColumns(columns: ReadonlySet<Column>): Column[] {
  const missing: Column[] = []
  if (!columns.has('name')) missing.push('name')
  if (!columns.has('type') && !columns.has('typeCode')) missing.push('type')
  if (!columns.has('location') && !(columns.has('lng') && columns.has('lat'))) missing.push('lng', 'lat')
  return missing
}

function demandColumns(columns: ReadonlySet<Column>): void {
  const missing = missingColumns(columns)
  if (missing.length === 0) return
  const list = missing.map((column) => `${column} (${headersOf(column)})`).join('; ')
  throw new UnreadableFile(`表中缺少列。 The table has no column for: ${list}`)
}

/** The coordinate system that the titles of the position's columns name. */
export function crsOfTable({ columns }: Pick<TableView, 'columns'>): Crs | undefined {
  return columns
    .filter(({ column }) => column === 'lng' || column === 'location')
    .map(({ title }) => crsOfHeader(title))
    .find((crs) => crs !== undefined)
}

/**
 * Takes a table apart.
 * @throws UnreadableFile without a header row or without the columns that every outlet needs
 */
export function readTable(
  table: Sheet['table'],
  fileNotes: readonly Note[] = [],
  choice: TableChoice = {},
): Reading {
  if (choice.header === undefined && findHeader(table).known === 0) {
    throw new UnreadableFile('找不到表头。 There is no row of headers that are known.')
  }
  const view = viewTable(table, choice.header)
  const columns = view.columns.map(({ column, ...found }, place) => ({
    ...found,
    // What its title calls personal stays out, whatever it is taken for.
    column: column === 'personal' ? column : choice.columns ? (choice.columns[place] ?? null) : column,
  }))
  const placeOf = new Map<Column, number>()
  for (const [place, { column }] of columns.entries()) {
    if (column && column !== 'personal' && !placeOf.has(column)) placeOf.set(column, place)
  }
  const carried = new Set(placeOf.keys())
  demandColumns(carried)
  const titled = (of: Column | null) =>
    columns
      .filter(({ column, title }) => column === of && title !== '')
      .map(({ title }) => title)
      .join(', ')
  const notes = [...fileNotes]
  const [personal, ignored] = [titled('personal'), titled(null)]
  if (personal) notes.push({ column: 'personal', code: 'personal_ignored', value: personal })
  if (ignored) notes.push({ column: null, code: 'columns_ignored', value: ignored })
  const source: Source = carried.has('typeCode') ? 'amap' : 'ledger'
  return {
    source,
    crs: crsOfTable({ columns }) ?? (source === 'amap' ? 'gcj02' : 'wgs84'),
    columns: carried,
    rows: rowsBelow(table, view.header, placeOf),
    total: view.rows,
    notes,
    leftOut: new Map(),
  }
}

/**
 * Takes the first sheet apart that can be.
 * @throws UnreadableFile for the first reason why none can
 */
export function readTables({ sheets, notes }: Tables): Reading {
  let reason: UnreadableFile | undefined
  for (const { table } of sheets) {
    try {
      return readTable(table, notes)
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error
      reason ??= error
    }
  }
  throw reason ?? new UnreadableFile('工作簿是空的。 The workbook is empty.')
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
