import { csvLine } from '../../schema/import/ledger-file.ts'
import type { MessageKey } from '../shell/words.ts'

export const sitingFormats = ['xlsx', 'csv'] as const
export type SitingFormat = (typeof sitingFormats)[number]

/** A row of the file: one community that gains by one place. */
export interface SitingRow {
  order: number
  place: string
  lng: number
  lat: number
  type: string
  /** what is asked for: minutes, and the share that is to reach one within them */
  standard: string
  added: number
  unit: string
  community: string
  before: string
  after: string
  effect: string
  level: string
  /** null where they are not known */
  wishes: number | null
  note: string
}

/** In the order of the file, with widths in characters. */
const columns: readonly { name: keyof SitingRow; header: MessageKey; width: number }[] = [
  { name: 'order', header: 'siting.file.order', width: 6 },
  { name: 'place', header: 'siting.file.place', width: 22 },
  { name: 'lng', header: 'siting.file.lng', width: 14 },
  { name: 'lat', header: 'siting.file.lat', width: 14 },
  { name: 'type', header: 'siting.file.type', width: 12 },
  { name: 'standard', header: 'siting.file.standard', width: 18 },
  { name: 'community', header: 'siting.file.community', width: 14 },
  { name: 'added', header: 'siting.file.added', width: 12 },
  { name: 'unit', header: 'siting.file.unit', width: 10 },
  { name: 'before', header: 'siting.file.before', width: 12 },
  { name: 'after', header: 'siting.file.after', width: 12 },
  { name: 'effect', header: 'siting.file.effect', width: 14 },
  { name: 'level', header: 'siting.file.level', width: 24 },
  { name: 'wishes', header: 'siting.file.wishes', width: 12 },
  { name: 'note', header: 'siting.file.note', width: 40 },
]

/** Makes a file of places with their reasons; a workbook needs its writer fetched, which can fail. */
export async function sitingFile(
  format: SitingFormat,
  rows: readonly SitingRow[],
  t: (key: MessageKey) => string,
): Promise<Blob> {
  const head = columns.map(({ header }) => t(header))
  const cells = rows.map((row) => columns.map(({ name }) => row[name]))
  if (format === 'csv') {
    // the mark by which Excel knows UTF-8
    return new Blob(['\uFEFF', ...[head, ...cells].map(csvLine)], { type: 'text/csv;charset=utf-8' })
  }
  const { default: write } = await import('write-excel-file/browser')
  const bold = head.map((value) => ({ value, fontWeight: 'bold' as const }))
  return write([bold, ...cells], {
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
  }).toBlob()
}
