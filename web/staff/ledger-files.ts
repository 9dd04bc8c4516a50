import type { LedgerLine } from '../../schema/contract/ledger.ts'
import {
  csvHead,
  csvLine,
  type FilePlaces,
  ledgerCells,
  ledgerFeature,
  ledgerHeaders,
} from '../../schema/import/ledger-file.ts'

export const fileFormats = ['xlsx', 'csv', 'geojson'] as const
export type FileFormat = (typeof fileFormats)[number]

/** Rows that are prepared before the page may do something else. */
const AT_ONCE = 1_000

const kinds: Readonly<Record<FileFormat, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv;charset=utf-8',
  geojson: 'application/geo+json',
}

/**
 * Makes a file of outlets, and lets the page live meanwhile.
 * @param onRows told how many have been prepared
 * @throws the signal's reason when it is cancelled
 */
export async function ledgerFile(
  format: FileFormat,
  lines: readonly LedgerLine[],
  places: FilePlaces,
  onRows: (done: number) => void,
  signal: AbortSignal,
): Promise<Blob> {
  const each = async <Row>(make: (line: LedgerLine) => Row): Promise<Row[]> => {
    const rows: Row[] = []
    for (let at = 0; at < lines.length; at += AT_ONCE) {
      rows.push(...lines.slice(at, at + AT_ONCE).map(make))
      onRows(rows.length)
      await new Promise((resolve) => setTimeout(resolve))
      signal.throwIfAborted()
    }
    return rows
  }
  const cells = ledgerCells(places)
  if (format === 'csv') {
    return new Blob([csvHead(), ...(await each((line) => csvLine(cells(line))))], { type: kinds.csv })
  }
  if (format === 'geojson') {
    const feature = ledgerFeature(places)
    const features = await each((line) => JSON.stringify(feature(line)))
    const parts = ['{"type":"FeatureCollection","features":[\n', features.join(',\n'), '\n]}\n']
    return new Blob(parts, { type: kinds.geojson })
  }
  return workbook(await each(cells), signal)
}

async function workbook(rows: readonly (string | number | null)[][], signal: AbortSignal): Promise<Blob> {
  const { default: write } = await import('write-excel-file/browser')
  signal.throwIfAborted()
  const head = ledgerHeaders.map(({ header }) => ({ value: header, fontWeight: 'bold' as const }))
  const columns = ledgerHeaders.map(({ width }) => ({ width }))
  return write([head, ...rows], { columns, stickyRowsCount: 1 }).toBlob()
}

/** Has the browser keep a file. */
export function keepFile(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  // Some browsers read it only after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
