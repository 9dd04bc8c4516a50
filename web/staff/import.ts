import { defineStore } from 'pinia'
import { computed, shallowRef, triggerRef } from 'vue'
import { type ImportField, importFields } from '../../schema/catalog/import-states.ts'
import type { ComparedRow, ImportGiven } from '../../schema/contract/import.ts'
import { IMPORT_FILE_MAX, IMPORT_ROWS_MAX } from '../../schema/contract/limits.ts'
import { type Column, isColumn } from '../../schema/import/columns.ts'
import type { CheckedRow, FileSummary, FileView } from '../../schema/import/session.ts'
import { missingColumns } from '../../schema/import/table.ts'
import type { RawRow } from '../../schema/import/types.ts'
import type { Crs } from '../../schema/rules/coordinates.ts'
import { usePlaces } from '../places/store.ts'
import { useCity } from '../shell/city.ts'
import { type DeskFailure, deskFailureOf } from './desk-failure.ts'
import { ImportReader, ReaderFailure, ReaderStopped } from './import-reader.ts'
import { compareRows, isBrokenOff, sentRow } from './import-run.ts'

export type ImportStep = 'file' | 'columns' | 'preview' | 'load'

/** A file could not be taken: too large, or the reader's own words (in both languages); null for a fault of ours. */
export type FileTrouble = { kind: 'too_large' | 'too_many' } | { kind: 'unreadable'; reason: string | null }

export type RowState = 'refused' | 'out' | 'new' | 'changed' | 'same' | 'unknown'

/** How far something long has come; `of` is null where that is not known. */
export interface Progress {
  done: number
  of: number | null
}

const sha256 = async (bytes: ArrayBuffer) =>
  [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')

const isImportField = (field: string): field is ImportField => importFields.some((one) => one === field)

/** The file that somebody at the desk imports: how it is meant, its rows, and what each would change. */
export const useImport = defineStore('import', () => {
  const city = useCity()
  const places = usePlaces()

  const step = shallowRef<ImportStep>('file')
  const file = shallowRef<{ name: string; sha256: string } | null>(null)
  const view = shallowRef<FileView | null>(null)
  const columns = shallowRef<readonly (Column | null)[]>([])
  const crs = shallowRef<Crs>('wgs84')
  const rows = shallowRef<CheckedRow[]>([])
  const summary = shallowRef<FileSummary | null>(null)
  // Told of as a whole: ten thousand rows that are each watched would hold the page up.
  const compared = shallowRef(new Map<number, ComparedRow>())
  const leftOut = shallowRef(new Set<number>())
  const busy = shallowRef<'reading' | 'checking' | 'comparing' | null>(null)
  const progress = shallowRef<Progress>({ done: 0, of: null })
  const trouble = shallowRef<FileTrouble | null>(null)
  const failure = shallowRef<DeskFailure | null>(null)
  let reader: ImportReader | null = null
  let breakOff = new AbortController()

  const missing = computed(() =>
    view.value?.kind === 'tables'
      ? missingColumns(new Set(columns.value.filter((column) => column !== null)))
      : [],
  )

  /* ── the file ── */

  /** Lets go of the file and of everything about it. */
  function reset(): void {
    breakOff.abort()
    reader?.stop()
    reader = null
    step.value = 'file'
    file.value = null
    view.value = null
    summary.value = null
    rows.value = []
    compared.value = new Map()
    leftOut.value = new Set()
    busy.value = null
    trouble.value = null
    failure.value = null
  }

  /** Runs what the reader does; gives whether it came to an end. */
  async function attempt(what: NonNullable<typeof busy.value>, act: () => Promise<void>): Promise<boolean> {
    busy.value = what
    trouble.value = null
    failure.value = null
    try {
      await act()
      return true
    } catch (error) {
      if (error instanceof ReaderStopped) return false
      trouble.value = {
        kind: 'unreadable',
        reason: error instanceof ReaderFailure ? error.reason : null,
      }
      return false
    } finally {
      busy.value = null
    }
  }

  async function choose(chosen: File): Promise<void> {
    reset()
    if (chosen.size > IMPORT_FILE_MAX) {
      trouble.value = { kind: 'too_large' }
      return
    }
    await attempt('reading', async () => {
      const bytes = await chosen.arrayBuffer()
      reader = new ImportReader()
      file.value = { name: chosen.name, sha256: await sha256(bytes) }
      take(await reader.open(bytes))
      step.value = 'columns'
    })
  }

  function take(found: FileView): void {
    view.value = found
    crs.value = found.crs
    columns.value = found.kind === 'tables' ? found.view.columns.map(({ column }) => column) : []
  }

  /** Looks at another sheet, or takes another row for the headers. */
  async function look(sheet: number, header?: number): Promise<void> {
    await attempt('reading', async () => {
      if (reader) take(await reader.view(sheet, header))
    })
  }

  /** @param column the empty text leaves it out */
  function assign(place: number, column: string): void {
    const chosen = isColumn(column) && column !== 'personal' ? column : null
    columns.value = columns.value.map((own, at) => {
      if (at === place) return chosen
      return own === chosen ? null : own
    })
  }

  /* ── its rows ── */

  /** Checks every row and compares it with what is stored. */
  async function check(): Promise<void> {
    const found = view.value
    if (!found || !reader) return
    const own = reader
    compared.value = new Map()
    leftOut.value = new Set()
    breakOff = new AbortController()
    const { signal } = breakOff
    const isChecked = await attempt('checking', async () => {
      await places.load()
      const known = city.city
      if (!known) throw new ReaderFailure(null)
      progress.value = { done: 0, of: found.kind === 'tables' ? found.view.rows : null }
      const names = new Map(known.subdistricts.map(({ code, name }) => [code, name]))
      const [west = 0, south = 0, east = 0, north = 0] = known.bounds
      const result = await own.check(
        {
          sheet: found.kind === 'tables' ? found.sheet : 0,
          table: found.kind === 'tables' ? { header: found.view.header, columns: [...columns.value] } : {},
          crs: crs.value,
        },
        {
          bounds: [west, south, east, north],
          communities: known.communities.map(({ code, name, subdistrict, centre }) => ({
            code,
            name,
            subdistrict: names.get(subdistrict) ?? '',
            centre: centre && [centre[0], centre[1]],
          })),
          listed: (places.outlets ?? []).map(({ properties, geometry }) => ({
            at: properties.id,
            name: properties.name,
            position: [geometry.coordinates[0], geometry.coordinates[1]],
          })),
        },
        (done) => {
          progress.value = { done, of: progress.value.of }
        },
      )
      rows.value = result.rows
      summary.value = result.summary
    })
    if (!isChecked || signal.aborted) return
    if (rows.value.length > IMPORT_ROWS_MAX) {
      trouble.value = { kind: 'too_many' }
      return
    }
    step.value = 'preview'
    await compare(rows.value, signal)
  }

  const said = computed((): Pick<ImportGiven, 'source' | 'carries'> => {
    const { source = 'ledger', carries = [] } = summary.value ?? {}
    return { source: source === 'sample' ? 'ledger' : source, carries: carries.filter(isImportField) }
  })

  async function compare(some: readonly CheckedRow[], signal: AbortSignal): Promise<void> {
    const given = some.flatMap(({ place, row }) => (row ? [{ place, row: sentRow(row) }] : []))
    if (given.length === 0) return
    busy.value = 'comparing'
    failure.value = null
    progress.value = { done: 0, of: given.length }
    try {
      await compareRows(
        said.value,
        given.map(({ row }) => row),
        (from, answers) => {
          for (const [at, answer] of answers.entries()) {
            const place = given[from + at]?.place
            if (place !== undefined) compared.value.set(place, answer)
          }
          triggerRef(compared)
          progress.value = { done: from + answers.length, of: given.length }
        },
        signal,
      )
    } catch (error) {
      if (!isBrokenOff(error, signal)) failure.value = deskFailureOf(error)
    } finally {
      busy.value = null
    }
  }

  /** Compares what has not been compared: the network was away, or somebody broke it off. */
  async function compareRest(): Promise<void> {
    breakOff = new AbortController()
    await compare(
      rows.value.filter(({ place }) => !compared.value.has(place)),
      breakOff.signal,
    )
  }

  /** Stops reading, checking or comparing. Checking begins anew; what has been compared stays. */
  function cancel(): void {
    if (busy.value === 'comparing') breakOff.abort()
    else reset()
  }

  /** Puts other texts into cells of a row; it is checked and compared again at once. */
  async function correct(place: number, cells: RawRow['cells']): Promise<void> {
    if (!reader) return
    const { rows: changed, summary: now } = await reader.correct(place, cells)
    for (const row of changed) {
      rows.value[row.place] = row
      compared.value.delete(row.place)
    }
    triggerRef(rows)
    triggerRef(compared)
    summary.value = now
    await compare(changed, breakOff.signal.aborted ? new AbortController().signal : breakOff.signal)
  }

  function leave(places_: readonly number[], out: boolean): void {
    for (const place of places_) {
      if (out) leftOut.value.add(place)
      else leftOut.value.delete(place)
    }
    triggerRef(leftOut)
  }

  /** What becomes of a row as things are. */
  function stateOf({ place, refusals, row }: CheckedRow): RowState {
    if (leftOut.value.has(place)) return 'out'
    if (refusals.length > 0) return 'refused'
    // the same as an earlier row, which is loaded
    if (!row) return 'same'
    return compared.value.get(place)?.state ?? 'unknown'
  }

  const report = async () => (reader ? reader.report() : '')

  return {
    step,
    file,
    view,
    columns,
    crs,
    rows,
    summary,
    compared,
    leftOut,
    busy,
    progress,
    trouble,
    failure,
    missing,
    said,
    reset,
    choose,
    look,
    assign,
    check,
    compareRest,
    cancel,
    correct,
    leave,
    stateOf,
    report,
  }
})
