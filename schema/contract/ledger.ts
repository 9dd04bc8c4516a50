/** The ledger of outlets, as staff keep it: the table, many rows at once, and new ones. */

import * as v from 'valibot'
import { LEDGER_BULK_MAX } from './limits.ts'
import { ListingFields } from './listing.ts'
import { OutletPublic } from './outlet.ts'
import { InstantShape, OutletIdShape, ReasonInput } from './values.ts'

/* ── the table ── */

/** As read: the fields of a listing that the table shows, without what only a page of its own can. */
export const LedgerFields = v.pick(OutletPublic, [
  'name',
  'type',
  'address',
  'position',
  'circle',
  'hours',
  'hoursText',
  'phone',
  'services',
  'payment',
  'accessibility',
  'delivery',
  'chain',
  'credit',
  'honest',
  'status',
])

const confirmation = {
  confirmedAt: OutletPublic.entries.confirmedAt,
  confirmedBy: OutletPublic.entries.confirmedBy,
}

export const LedgerRow = v.strictObject({
  id: OutletIdShape,
  version: v.pipe(v.string(), v.description('the version that an edit starts from')),
  source: OutletPublic.entries.source,
  fields: LedgerFields,
  ...confirmation,
  disputed: v.boolean(),
  holder: v.pipe(v.nullable(v.string()), v.description('handle of the account that keeps the listing')),
  waiting: v.pipe(v.number(), v.description('changes of the merchant that wait for staff')),
})

export const LedgerQuery = v.strictObject({
  after: v.optional(
    v.pipe(OutletIdShape, v.description('`next` of the page before; the first page without')),
  ),
})

export const LedgerPage = v.strictObject({
  rows: v.array(LedgerRow),
  next: v.pipe(v.nullable(OutletIdShape), v.description('null when this is the last page')),
  total: v.pipe(v.nullable(v.number()), v.description('outlets on all pages; only on the first')),
})

/* ── many rows at once ── */

/** What can be set of many outlets at once. */
export const BulkFields = v.pick(ListingFields, ['circle', 'credit', 'honest', 'status'])

const rowsOf = <const Entry extends v.GenericSchema<unknown, { id: string }>>(entry: Entry) =>
  v.pipe(
    v.array(entry),
    v.minLength(1, 'name at least one outlet'),
    v.maxLength(LEDGER_BULK_MAX, `name at most ${LEDGER_BULK_MAX} outlets`),
    v.check((rows) => new Set(rows.map(({ id }) => id)).size === rows.length, 'name each outlet once'),
  )

const EditedRow = v.strictObject({
  id: OutletIdShape,
  version: InstantShape,
  edit: v.pipe(
    v.partial(BulkFields),
    v.check((edit) => Object.keys(edit).length > 0, 'name at least one field'),
  ),
})
const NamedRow = v.strictObject({ id: OutletIdShape })

/** Each row has an edit of its own, so that taking back many changes is the same act. */
export const BulkInput = v.variant('act', [
  v.strictObject({
    act: v.literal('set'),
    rows: rowsOf(EditedRow),
    reason: v.pipe(
      v.nullable(ReasonInput),
      v.description('needed where a credit grade or a state falls; it goes into the history'),
    ),
  }),
  v.strictObject({ act: v.literal('confirm'), rows: rowsOf(NamedRow) }),
  v.strictObject({ act: v.literal('unconfirm'), rows: rowsOf(NamedRow) }),
])

/** What became of a row: done; as it was already; or why not. */
export const bulkOutcomes = ['done', 'same', 'changed_meanwhile', 'forbidden', 'not_found'] as const

export const BulkAnswer = v.strictObject({
  rows: v.array(
    v.strictObject({
      id: OutletIdShape,
      outcome: v.picklist(bulkOutcomes),
      version: v.pipe(v.nullable(v.string()), v.description('null for an outlet that is not there')),
      ...confirmation,
    }),
  ),
})

/* ── new ones ── */

/** An outlet that staff add: what they have seen on the spot. Everything else is entered later, or by its merchant. */
export const NewOutletInput = v.pick(ListingFields, [
  'name',
  'type',
  'address',
  'position',
  'circle',
  'hours',
  'phone',
])

export const NewOutletMade = v.strictObject({ id: OutletIdShape, version: InstantShape })

export type LedgerLine = v.InferOutput<typeof LedgerRow>
export type Ledger = v.InferOutput<typeof LedgerPage>
export type BulkEdit = v.InferOutput<typeof EditedRow>['edit']
export type BulkAct = v.InferOutput<typeof BulkInput>
export type BulkResult = v.InferOutput<typeof BulkAnswer>
export type BulkOutcome = (typeof bulkOutcomes)[number]
export type NewOutlet = v.InferOutput<typeof NewOutletInput>
export type MadeOutlet = v.InferOutput<typeof NewOutletMade>
