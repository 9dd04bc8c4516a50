/** Reads the first sheet of an XLSX workbook that has a header row. */

import readWorkbook from 'read-excel-file/universal'
import { readTable } from './table.ts'
import { type Reading, UnreadableFile } from './types.ts'

/** A cell as text; numbers without the exponent that a phone number would get. */
function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'number') return Number.isInteger(cell) ? cell.toFixed(0) : String(cell)
  if (cell instanceof Date) return cell.toISOString()
  return String(cell)
}

/**
 * @param bytes the file
 * @throws UnreadableFile when it is no workbook or none of its sheets has a header row
 */
export async function readXlsx(bytes: Uint8Array): Promise<Reading> {
  const sheets = await readWorkbook(new Blob([Uint8Array.from(bytes)])).catch((error: unknown) => {
    throw new UnreadableFile(
      `不是有效的 XLSX 文件。 Not a valid XLSX file: ${error instanceof Error ? error.message : error}`,
    )
  })
  let reason: UnreadableFile | undefined
  for (const { data } of sheets) {
    try {
      return readTable(data.map((row) => row.map(cellText)))
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error
      reason ??= error
    }
  }
  throw reason ?? new UnreadableFile('工作簿是空的。 The workbook is empty.')
}
