/** Reads CSV: UTF-8 or GB18030, commas, semicolons or tabs, quoted newlines, any line ends. */

import Papa from 'papaparse'
import type { Tables } from './table.ts'
import { decodeText } from './text.ts'

/**
 * @param bytes the file
 * @returns the one table that it is
 * @throws UnreadableFile when it is no text
 */
export function readCsv(bytes: Uint8Array): Tables {
  const { text, encoding } = decodeText(bytes)
  const { data } = Papa.parse<string[]>(text, {
    delimiter: delimiterOf(text),
    skipEmptyLines: false,
  })
  return {
    sheets: [{ name: '', table: data.map((row) => row.map((cell) => cell.replace(guarded, ''))) }],
    notes: encoding === 'utf-8' ? [] : [{ column: null, code: 'encoding', value: encoding }],
  }
}

/** The mark by which a cell was kept from being a formula (OWASP, CSV injection). */
const guarded = /^'(?=[=+\-@])/

/** The delimiter that the first lines have most of. A full-width comma is text, never a delimiter. */
function delimiterOf(text: string): string {
  const head = text.slice(0, 4000).replace(/"[^"]*"/g, '')
  const count = (mark: string) => head.split(mark).length - 1
  return [',', '\t', ';'].reduce((best, mark) => (count(mark) > count(best) ? mark : best))
}
