/** A whole file to what would be loaded of it, and everything that is to be said about it. */

import type { OutletImportRow } from '../contract/outlet-import.ts'
import { metresBetween } from '../rules/distance.ts'
import { type CleanContext, cleanRow } from './clean.ts'
import { fieldsCarried } from './columns.ts'
import { DUPLICATE_METRES } from './duplicates.ts'
import type { Note, Reading, Refusal, Verdict } from './types.ts'

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

/** Puts verdicts on the rows of a file together, in their order: what repeats an earlier row is found here. */
export class FileCheck {
  readonly #checked: CheckedFile = {
    total: 0,
    rows: [],
    corrected: 0,
    notes: [],
    refusedRows: 0,
    refusals: [],
  }
  readonly #bySourceId = new Map<string, { at: string; row: OutletImportRow }>()

  /**
   * Takes the verdict on one row.
   * @param hasId whether the file gives the row an identifier of its own
   * @returns the verdict among the others
   */
  take(verdict: Verdict, hasId: boolean): Verdict {
    this.#checked.total += 1
    const settled = verdict.kind === 'accepted' ? this.#besideEarlier(verdict, hasId) : verdict
    if (settled.kind === 'refused') {
      this.#checked.refusedRows += 1
      this.#checked.refusals.push(...settled.refusals)
      return settled
    }
    const { at, row, notes } = settled
    if (notes.some((note) => corrections.has(note.code))) this.#checked.corrected += 1
    this.#checked.notes.push(...notes.map((note) => ({ at, note })))
    if (!notes.some(({ code }) => code === 'same_row')) {
      this.#bySourceId.set(row.sourceId, { at, row })
      this.#checked.rows.push({ at, row })
    }
    return settled
  }

  /** What the whole file amounts to. */
  end(): CheckedFile {
    const { rows, notes } = this.#checked
    return { ...this.#checked, notes: [...notes, ...uniformHours(rows).map((note) => ({ at: '', note }))] }
  }

  #besideEarlier(verdict: Extract<Verdict, { kind: 'accepted' }>, hasId: boolean): Verdict {
    const { at, notes } = verdict
    let { row } = verdict
    let earlier = this.#bySourceId.get(row.sourceId)
    if (earlier && !hasId && metresBetween(earlier.row.position, row.position) > DUPLICATE_METRES) {
      // Two outlets of one name under one vague address; the position tells them apart.
      row = { ...row, sourceId: `${row.sourceId}@${row.position.join(',')}`.slice(-120) }
      earlier = this.#bySourceId.get(row.sourceId)
    }
    if (!earlier) return { ...verdict, row }
    if (JSON.stringify(earlier.row) === JSON.stringify(row)) {
      return { ...verdict, row, notes: [...notes, { column: null, code: 'same_row', value: earlier.at }] }
    }
    const column = hasId ? 'id' : 'name'
    return { kind: 'refused', at, refusals: [{ at, column, code: 'repeats_row', value: earlier.at }] }
  }
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
  const check = new FileCheck()
  let done = 0
  for await (const raw of reading.rows) {
    check.take(cleanRow(raw, context), raw.cells.id !== undefined)
    done += 1
    onRow(done)
  }
  return check.end()
}
