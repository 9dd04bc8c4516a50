/** Reads the sheets of an XLSX workbook. */

import readWorkbook from 'read-excel-file/universal'
import type { Tables } from './table.ts'
import { UnreadableFile } from './types.ts'

/** A cell as text; numbers without the exponent that a phone number would get. */
function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'number') return Number.isInteger(cell) ? cell.toFixed(0) : String(cell)
  if (cell instanceof Date) return cell.toISOString()
  return String(cell)
}

/**
 * @param bytes the file
 * @throws UnreadableFile when it is no workbook
 */
export async function readXlsx(bytes: Uint8Array): Promise<Tables> {
  const sheets = await readWorkbook(new Blob([Uint8Array.from(bytes)])).catch((error: unknown) => {
    throw new UnreadableFile(
      `不是有效的 XLSX 文件。 Not a valid XLSX file: ${error instanceof Error ? error.message : error}`,
    )
  })
  return {
    sheets: sheets.map(({ sheet, data }) => ({ name: sheet, table: data.map((row) => row.map(cellText)) })),
    notes: [],
  }
}
