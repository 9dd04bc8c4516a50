/**
 * One file between choosing it and loading it: how its tables are meant, what becomes of each row, and what changes when
 * a row is corrected. Knows no worker, no page and no database.
 */

import type { OutletImportRow } from '../contract/outlet-import.ts'
import type { Crs } from '../rules/coordinates.ts'
import { type CheckedFile, FileCheck, fieldsOf } from './check.ts'
import { type CleanContext, cleanRow } from './clean.ts'
import { type Duplicate, type Named, nearDuplicates } from './duplicates.ts'
import { type Opened, openFile } from './read.ts'
import { reportCsv } from './report.ts'
import { crsOfTable, readTable, type TableChoice, type TableView, viewTable } from './table.ts'
import { type Note, type RawRow, type Reading, type Refusal, UnreadableFile, type Verdict } from './types.ts'

/** What a file is, for saying how it is meant. */
export type FileView =
  | { kind: 'tables'; sheets: readonly string[]; sheet: number; view: TableView; crs: Crs; crsNamed: boolean }
  | { kind: 'rows'; source: Reading['source']; crs: Crs }

/** How a file is meant. */
export interface FileChoice {
  sheet: number
  table: TableChoice
  crs: Crs
}

/** Rows between two words about how far it has come; the one who waits can break off there. */
const STEP = 200

/** What became of a row. */
export interface CheckedRow {
  /** place among the rows of the file, from 0 */
  place: number
  /** where it is in the file: the row number that a spreadsheet shows, or `node/123` */
  at: string
  cells: RawRow['cells']
  /** what would be loaded; null when it is refused, or the same as an earlier row */
  row: OutletImportRow | null
  notes: readonly Note[]
  refusals: readonly Refusal[]
}

/** A file that has been checked, apart from its rows. */
export interface FileSummary {
  source: Reading['source']
  crs: Crs
  /** fields of an outlet that the file speaks of */
  carries: readonly (keyof OutletImportRow)[]
  notes: readonly Note[]
  /** rows of the file that lie outside the city */
  outside: number
  /** outlets that are none of the plan's types, by what the source calls them */
  leftOut: readonly (readonly [string, number])[]
  duplicates: readonly Duplicate[]
}

/** What a file is checked against. */
export type Ground = Pick<CleanContext, 'bounds' | 'communities'> & {
  /** outlets that are there already, for finding some listed twice */
  listed: readonly Named[]
}

export class FileSession {
  readonly #bytes: Uint8Array
  readonly #opened: Opened
  #reading: Reading | null = null
  #context: CleanContext | null = null
  #ground: Ground = { bounds: [0, 0, 0, 0], communities: [], listed: [] }
  #raws: RawRow[] = []
  #verdicts: Verdict[] = []
  #settled: Verdict[] = []
  #checked: CheckedFile = new FileCheck().end()

  private constructor(bytes: Uint8Array, opened: Opened) {
    this.#bytes = bytes
    this.#opened = opened
  }

  /** @throws UnreadableFile when it is no file of outlets */
  static async open(bytes: Uint8Array): Promise<FileSession> {
    return new FileSession(bytes, await openFile(bytes))
  }

  /**
   * What the file is taken for.
   * @param sheet place of the sheet; the one that looks most like a ledger where it is not said
   * @param header place of the header row, where somebody has said it
   */
  view(sheet?: number, header?: number): FileView {
    if (this.#opened.kind === 'reading') {
      const { source, crs } = this.#opened.reading
      return { kind: 'rows', source, crs }
    }
    const { sheets } = this.#opened.tables
    const views = sheets.map(({ table }, place) => viewTable(table, place === sheet ? header : undefined))
    const known = (view: TableView) => view.columns.filter(({ column }) => column !== null).length
    const chosen =
      sheet ??
      views.reduce((best, view, place) => (known(view) > known(views[best] ?? view) ? place : best), 0)
    const view = views[chosen]
    if (!view) throw new UnreadableFile('工作簿是空的。 The workbook is empty.')
    const named = crsOfTable(view)
    const coded = view.columns.some(({ column }) => column === 'typeCode')
    return {
      kind: 'tables',
      sheets: sheets.map(({ name }) => name),
      sheet: chosen,
      view,
      crs: named ?? (coded ? 'gcj02' : 'wgs84'),
      crsNamed: named !== undefined,
    }
  }

  /**
   * Checks every row.
   * @param onStep called now and then with how many rows are checked; the next ones wait for it
   * @throws UnreadableFile when the columns that every outlet needs are not there
   */
  async check(choice: FileChoice, ground: Ground, onStep: (done: number) => Promise<void>): Promise<void> {
    const reading = await this.#read(choice)
    this.#reading = reading
    this.#ground = ground
    this.#context = { ...ground, source: reading.source, columns: reading.columns, crs: choice.crs }
    this.#raws = []
    this.#verdicts = []
    for await (const raw of reading.rows) {
      this.#raws.push(raw)
      this.#verdicts.push(cleanRow(raw, this.#context))
      if (this.#raws.length % STEP === 0) await onStep(this.#raws.length)
    }
    this.#settle()
  }

  async #read({ sheet, table }: FileChoice): Promise<Reading> {
    // Rows that are not those of a table come by once; checked again, the file is read again.
    const opened = this.#opened.kind === 'tables' ? this.#opened : await openFile(this.#bytes)
    if (opened.kind === 'reading') return opened.reading
    const { sheets, notes } = opened.tables
    return readTable(sheets[sheet]?.table ?? [], notes, table)
  }

  #settle(): void {
    const check = new FileCheck()
    this.#settled = this.#verdicts.map((verdict, place) =>
      check.take(verdict, this.#raws[place]?.cells.id !== undefined),
    )
    this.#checked = check.end()
  }

  /**
   * Puts other texts into cells of a row and checks it again.
   * @returns the rows of which something else is true now: that one, and those that repeated it or do now
   */
  correct(place: number, cells: RawRow['cells']): CheckedRow[] {
    const raw = this.#raws[place]
    if (!raw || !this.#context) return []
    const corrected = { ...raw, cells }
    this.#raws[place] = corrected
    this.#verdicts[place] = cleanRow(corrected, this.#context)
    const before = this.#settled
    this.#settle()
    return this.#settled.flatMap((verdict, at) =>
      at === place || JSON.stringify(verdict) !== JSON.stringify(before[at]) ? [this.#row(at)] : [],
    )
  }

  /** Rows of the file, in its order. */
  rows(from: number, to: number): CheckedRow[] {
    return this.#raws.slice(from, to).map((_, index) => this.#row(from + index))
  }

  get length(): number {
    return this.#raws.length
  }

  #row(place: number): CheckedRow {
    const [raw, verdict] = [this.#raws[place], this.#settled[place]]
    const { at = '', cells = {} } = raw ?? {}
    if (verdict?.kind !== 'accepted') {
      return { place, at, cells, row: null, notes: [], refusals: verdict?.refusals ?? [] }
    }
    const repeats = verdict.notes.some(({ code }) => code === 'same_row')
    return { place, at, cells, row: repeats ? null : verdict.row, notes: verdict.notes, refusals: [] }
  }

  /** What is to be said about the file as a whole, as its rows are now. */
  summary(): FileSummary {
    const reading = this.#reading
    if (!reading) throw new Error('the file has not been checked')
    return {
      source: reading.source,
      crs: this.#context?.crs ?? reading.crs,
      carries: [...fieldsOf(reading, this.#checked)],
      notes: [...reading.notes, ...this.#checked.notes.filter(({ at }) => at === '').map(({ note }) => note)],
      outside: this.#checked.refusals.filter(({ code }) => code === 'outside_city').length,
      leftOut: [...reading.leftOut].sort(([, one], [, other]) => other - one),
      duplicates: this.#duplicates(),
    }
  }

  #duplicates(): Duplicate[] {
    return nearDuplicates(
      this.#ground.listed,
      this.#checked.rows.map(({ at, row }) => ({ at, name: row.name, position: row.position })),
    )
  }

  /** Everything found, as CSV that spreadsheets open. */
  report(): string {
    if (!this.#reading) throw new Error('the file has not been checked')
    return reportCsv({ reading: this.#reading, checked: this.#checked, duplicates: this.#duplicates() })
  }
}
