/** What passes between the steps of an import: readers give raw rows, cleaning gives verdicts. */

import type { Source } from '../catalog/sources.ts'
import type { OutletImportRow } from '../contract/outlet-import.ts'
import type { Crs } from '../rules/coordinates.ts'
import type { Column } from './columns.ts'

/** One row as its file has it: texts by the column that each header stands for. */
export interface RawRow {
  /** where it is in the file: the row number that a spreadsheet shows, or `node/123` */
  at: string
  cells: Readonly<Partial<Record<Column, string>>>
}

/** A file taken apart. Rows come one at a time, so that large extracts need not be held whole. */
export interface Reading {
  source: Source
  /** what the positions of such a file are in unless someone says otherwise */
  crs: Crs
  /** the columns that the file has; an import leaves the facts of all others as they are */
  columns: ReadonlySet<Column>
  rows: AsyncIterable<RawRow> | Iterable<RawRow>
  /** about how many rows there are, null where only reading tells */
  total: number | null
  /** what is to be said about the file as a whole */
  notes: readonly Note[]
  /** outlets of kinds that are none of the plan's types, by what the source calls them; filled while reading */
  leftOut: ReadonlyMap<string, number>
}

/** Why a row is refused. */
export type RefusalCode =
  | 'name_missing'
  | 'name_too_long'
  | 'type_missing'
  | 'type_unknown'
  | 'position_missing'
  | 'position_unreadable'
  | 'outside_city'
  | 'repeats_row'
  | 'shape'

/** What was corrected in a row or is to be known about it. */
export type NoteCode =
  | 'name_cleaned'
  | 'status_from_name'
  | 'type_guessed'
  | 'type_from_name'
  | 'position_swapped'
  | 'phone_normalised'
  | 'phone_dropped'
  | 'hours_read'
  | 'hours_unreadable'
  | 'circle_unknown'
  | 'circle_ambiguous'
  | 'circle_none'
  | 'fact_unreadable'
  | 'service_unknown'
  | 'status_unknown'
  | 'address_cut'
  | 'same_row'
  | 'encoding'
  | 'crs_assumed'
  | 'personal_ignored'
  | 'columns_ignored'
  | 'hours_uniform'

export interface Refusal {
  at: string
  column: Column | null
  code: RefusalCode
  /** the text that is at fault, or what it was compared with */
  value: string
}

export interface Note {
  column: Column | null
  code: NoteCode
  /** what stood there, and what was made of it */
  value: string
}

/** What became of a raw row. */
export type Verdict =
  | { kind: 'accepted'; at: string; row: OutletImportRow; notes: readonly Note[] }
  | { kind: 'refused'; at: string; refusals: readonly Refusal[] }

/** Thrown for a file that cannot be taken apart at all; the message is for the person who gave it. */
export class UnreadableFile extends Error {
  override name = 'UnreadableFile'
}
