/** A whole file to what would be loaded of it, and everything that is to be said about it. */

import type { OutletImportRow } from '../contract/outlet-import.ts'
import { metresBetween } from '../rules/distance.ts'
import { type CleanContext, cleanRow } from './clean.ts'
import { fieldsCarried } from './columns.ts'
import { DUPLICATE_METRES } from './duplicates.ts'
import type { Note, Reading, Refusal } from './types.ts'

/** Notes that tell of a change to what stood in the row; the others only tell what is not known. */
const corrections: ReadonlySet<Note['code']> = new Set([
  'name_cleaned',
  'status_from_name',
  'type_guessed',
  'type_from_name',
  'position_swapped',
  'phone_normalised',
  'phone_dropped',
  'hours_read',
  'address_cut',
  'same_row',
])

export interface CheckedFile {
  /** raw rows, whatever became of them */
  total: number
  rows: { at: string; row: OutletImportRow }[]
  /** rows of which something was corrected */
  corrected: number
  notes: { at: string; note: Note }[]
  refusedRows: number
  refusals: Refusal[]
}

/**
 * The fields of an outlet that a file speaks of, beside those that every row has. A file that writes a state into any
 * name, `（暂停营业）`, speaks of every state.
 */
export function fieldsOf(reading: Reading, checked: CheckedFile): Set<keyof OutletImportRow> {
  const fields = fieldsCarried(reading.columns)
  if (checked.notes.some(({ note }) => note.code === 'status_from_name')) fields.add('status')
  return fields
}

/** Rows that share at least this many with one hours text, and this share of all, were filled in rather than asked. */
const UNIFORM_ROWS = 100
const UNIFORM_SHARE = 0.5

/** A note when most of a file has one and the same hours: someone dragged a cell down. */
function uniformHours(rows: CheckedFile['rows']): Note[] {
  const counts = new Map<string, number>()
  for (const { row } of rows)
    if (row.hoursText) counts.set(row.hoursText, (counts.get(row.hoursText) ?? 0) + 1)
  return [...counts]
    .filter(([, count]) => count >= UNIFORM_ROWS && count > rows.length * UNIFORM_SHARE)
    .map(([text, count]) => ({ column: 'hours', code: 'hours_uniform', value: `${count} × ${text}` }))
}

/**
 * Reads and checks every row of a file.
 * @param onRow called after each row with how many there have been
 * @throws UnreadableFile when the file turns out to be broken further down
 */
export async function checkFile(
  reading: Reading,
  context: CleanContext,
  onRow: (done: number) => void = () => {},
): Promise<CheckedFile> {
  const checked: CheckedFile = { total: 0, rows: [], corrected: 0, notes: [], refusedRows: 0, refusals: [] }
  const bySourceId = new Map<string, { at: string; row: OutletImportRow }>()
  for await (const raw of reading.rows) {
    checked.total += 1
    onRow(checked.total)
    const verdict = cleanRow(raw, context)
    if (verdict.kind === 'refused') {
      checked.refusedRows += 1
      checked.refusals.push(...verdict.refusals)
      continue
    }
    const { at } = verdict
    let { row } = verdict
    let notes = verdict.notes
    let earlier = bySourceId.get(row.sourceId)
    if (earlier && !raw.cells.id && metresBetween(earlier.row.position, row.position) > DUPLICATE_METRES) {
      // Two outlets of one name under one vague address; the position tells them apart.
      row = { ...row, sourceId: `${row.sourceId}@${row.position.join(',')}`.slice(-120) }
      earlier = bySourceId.get(row.sourceId)
    }
    if (earlier && JSON.stringify(earlier.row) !== JSON.stringify(row)) {
      checked.refusedRows += 1
      checked.refusals.push({
        at,
        column: raw.cells.id ? 'id' : 'name',
        code: 'repeats_row',
        value: earlier.at,
      })
      continue
    }
    if (earlier) notes = [...notes, { column: null, code: 'same_row', value: earlier.at }]
    if (notes.some((note) => corrections.has(note.code))) checked.corrected += 1
    checked.notes.push(...notes.map((note) => ({ at, note })))
    if (earlier) continue
    bySourceId.set(row.sourceId, { at, row })
    checked.rows.push({ at, row })
  }
  checked.notes.push(...uniformHours(checked.rows).map((note) => ({ at: '', note })))
  return checked
}
