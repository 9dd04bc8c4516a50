/** Importing at the desk: a run that is opened, loaded part by part, ended, and that can be taken back. */

import * as v from 'valibot'
import { importFields, importNoteKinds, importRefusals, importStates } from '../catalog/import-states.ts'
import { sources } from '../catalog/sources.ts'
import { IMPORT_PART_ROWS, IMPORT_ROWS_MAX } from './limits.ts'
import { ListingFields } from './listing.ts'
import { HOURS_MAX, OutletImport } from './outlet-import.ts'
import { line } from './text.ts'
import { InstantShape, OutletIdShape } from './values.ts'

/** A row as the readers of `schema/import` give it, without what no file of staff says. */
export const ImportRow = v.strictObject({
  ...v.pick(OutletImport, ['type', 'position', ...importFields]).entries,
  sourceId: line(120),
  name: ListingFields.entries.name,
  address: v.optional(ListingFields.entries.address, null),
  phone: v.optional(ListingFields.entries.phone, null),
  hours: v.optional(ListingFields.entries.hours, null),
  hoursText: v.optional(v.nullable(line(HOURS_MAX)), null),
})

const ImportRows = v.pipe(
  v.array(ImportRow),
  v.minLength(1),
  v.maxLength(IMPORT_PART_ROWS, `give at most ${IMPORT_PART_ROWS} at a time`),
  v.check(
    (rows) => new Set(rows.map(({ sourceId }) => sourceId)).size === rows.length,
    'two rows have the same `sourceId`',
  ),
)

/** Where the rows come from; the sample has a way of its own. */
const source = v.pipe(
  v.picklist(sources.filter((name) => name !== 'sample')),
  v.description('kind of file; with `sourceId` it finds an outlet again'),
)
const carries = v.pipe(
  v.array(v.picklist(importFields)),
  v.description('fields that the file speaks of; the others are left as they are in outlets that exist'),
)

export const ImportComparison = v.strictObject({ source, carries, rows: ImportRows })

const Changed = v.strictObject({
  field: v.string(),
  before: v.pipe(v.unknown(), v.description('null where it is not known')),
  after: v.unknown(),
})
const fieldNames = v.array(v.string())

export const ImportComparedRow = v.strictObject({
  state: v.picklist(['new', 'changed', 'same', 'refused']),
  refusal: v.nullable(v.picklist(importRefusals)),
  outlet: v.pipe(v.nullable(OutletIdShape), v.description('that is there already')),
  changes: v.array(Changed),
  kept: v.pipe(fieldNames, v.description('changed by both sides: what is stored stays')),
  overruled: v.pipe(fieldNames, v.description('changed by both sides: the file’s value is taken')),
})

export const ImportCompared = v.pipe(
  v.strictObject({ rows: v.array(ImportComparedRow) }),
  v.description('in the order of the rows'),
)

export const ImportInput = v.strictObject({
  file: line(200),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  source,
  carries,
  total: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(IMPORT_ROWS_MAX)),
  leftOut: v.pipe(v.number(), v.integer(), v.minValue(0), v.description('rows that staff left out')),
})

export const ImportOpened = v.strictObject({ id: OutletIdShape })

export const ImportPart = v.strictObject({ rows: ImportRows })
export const ImportParams = v.strictObject({ id: OutletIdShape })
export const ImportPartParams = v.strictObject({
  id: OutletIdShape,
  part: v.pipe(
    v.string(),
    v.regex(/^(0|[1-9]\d{0,4})$/),
    v.transform(Number),
    v.number(),
    v.description('number of the part, from 0; the same rows under the same number count once'),
  ),
})

export const ImportPartLoaded = v.strictObject({
  added: v.number(),
  changed: v.number(),
  same: v.number(),
  refused: v.array(
    v.strictObject({
      row: v.pipe(v.number(), v.description('place in the part, from 0')),
      reason: v.picklist(importRefusals),
    }),
  ),
  kept: v.number(),
  overruled: v.number(),
})

export const ImportEnd = v.strictObject({ state: v.picklist(['done', 'cancelled']) })

export const ImportRun = v.strictObject({
  id: OutletIdShape,
  at: InstantShape,
  file: v.string(),
  by: v.pipe(v.nullable(v.string()), v.description('handle; null for the command line')),
  state: v.picklist(importStates),
  total: v.number(),
  added: v.number(),
  changed: v.number(),
  refused: v.number(),
})
export const ImportRunList = v.strictObject({ runs: v.array(ImportRun) })

export const ImportNote = v.strictObject({
  kind: v.picklist(importNoteKinds),
  outlet: OutletIdShape,
  name: v.nullable(v.string()),
  fields: fieldNames,
})

export const ImportDetail = v.strictObject({
  ...ImportRun.entries,
  parts: v.pipe(v.number(), v.description('parts that are loaded')),
  notes: v.pipe(v.array(ImportNote), v.description('the first 200')),
})

export const ImportUndone = v.strictObject({
  remaining: v.pipe(v.number(), v.description('outlets still to be looked at; ask again until it is 0')),
})

export type ImportRowInput = v.InferInput<typeof ImportRow>
export type ImportRowGiven = v.InferOutput<typeof ImportRow>
export type ImportGiven = v.InferOutput<typeof ImportInput>
export type ComparedRow = v.InferOutput<typeof ImportComparedRow>
export type PartLoaded = v.InferOutput<typeof ImportPartLoaded>
export type Run = v.InferOutput<typeof ImportRun>
export type RunDetail = v.InferOutput<typeof ImportDetail>
export type RunNote = v.InferOutput<typeof ImportNote>
