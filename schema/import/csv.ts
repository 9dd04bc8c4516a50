/** Reads CSV: UTF-8 or GB18030, commas, semicolons or tabs, quoted newlines, any line ends. */

import Papa from 'papaparse'
import { readTable } from './table.ts'
import { decodeText } from './text.ts'
import type { Note, Reading } from './types.ts'

/**
 * @param bytes the file
 * @throws UnreadableFile when it is no text or has no header row
 */
export function readCsv(bytes: Uint8Array): Reading {
  const { text, encoding } = decodeText(bytes)
  const { data } = Papa.parse<string[]>(text, {
    delimiter: delimiterOf(text),
    skipEmptyLines: false,
  })
  const notes: Note[] = encoding === 'utf-8' ? [] : [{ column: null, code: 'encoding', value: encoding }]
  return readTable(data, notes)
}

/** The delimiter that the first lines have most of. A full-width comma is text, never a delimiter. */
function delimiterOf(text: string): string {
  const head = text.slice(0, 4000).replace(/"[^"]*"/g, '')
  const count = (mark: string) => head.split(mark).length - 1
  return [',', '\t', ';'].reduce((best, mark) => (count(mark) > count(best) ? mark : best))
}
