/** A listing as those who keep it see it: its fields, what waits, its history; and how it is changed. */

import * as v from 'valibot'
import { checkedFields, proposalStates } from '../catalog/listing-fields.ts'
import { creditGrades, outletStatuses } from '../catalog/marks.ts'
import { photoRule } from '../catalog/photo-rule.ts'
import { parseHours } from '../rules/hours/grammar.ts'
import { CLOSURES_MAX, PRICES_MAX, REASON_MAX } from './limits.ts'
import { OutletPublic, PricePublic, serviceCodes, typeCodes } from './outlet.ts'
import { ADDRESS_MAX, HOURS_MAX, NAME_MAX, PHONE_MAX } from './outlet-import.ts'
import { line, once } from './text.ts'
import { CommunityCodeShape, DayInput, InstantShape, OutletIdShape, PositionShape } from './values.ts'

const distinct = <T>(values: readonly T[]) => new Set(values).size === values.length

const Closure = v.pipe(
  v.strictObject({ from: DayInput, to: DayInput, reason: v.nullable(line(60)) }),
  v.check(({ from, to }) => from <= to, 'the last day is before the first'),
)

const Price = v.pipe(
  v.strictObject({
    item: line(40),
    fen: v.pipe(PricePublic.entries.fen, v.maxValue(100_000_000, 'is too much')),
    fenTo: v.nullable(v.pipe(v.number(), v.integer(), v.maxValue(100_000_000, 'is too much'))),
    unit: v.nullable(line(10)),
  }),
  v.check(({ fen, fenTo }) => fenTo === null || fenTo > fen, 'the upper end must be above the lower'),
)

/** What a photo shows, for who does not see it. An emoji is one character and two of JavaScript's. */
export const PhotoTextShape = v.pipe(
  line(2 * photoRule.description),
  v.check(
    (text) => [...text].length <= photoRule.description,
    `give at most ${photoRule.description} characters`,
  ),
)

/** The fields of a listing, each as it is set; lists without an order of their own are put into the one they are read in. */
export const ListingFields = v.strictObject({
  hours: v.nullable(
    once(
      v.pipe(
        line(HOURS_MAX),
        v.check((text) => parseHours(text).ok, 'is no opening_hours expression'),
      ),
    ),
  ),
  closures: v.pipe(
    v.array(Closure),
    v.maxLength(CLOSURES_MAX, `give at most ${CLOSURES_MAX}`),
    v.check((list) => distinct(list.map(({ from }) => from)), 'two begin on the same day'),
    v.transform((list) => list.toSorted((one, other) => (one.from < other.from ? -1 : 1))),
  ),
  phone: v.nullable(line(PHONE_MAX)),
  services: v.pipe(
    v.array(v.picklist(serviceCodes)),
    v.check(distinct, 'name each once'),
    v.transform((list) => list.toSorted()),
  ),
  prices: v.pipe(v.array(Price), v.maxLength(PRICES_MAX, `give at most ${PRICES_MAX}`)),
  payment: OutletPublic.entries.payment,
  accessibility: OutletPublic.entries.accessibility,
  delivery: OutletPublic.entries.delivery,
  photoText: v.nullable(PhotoTextShape),
  name: line(NAME_MAX),
  type: v.picklist(typeCodes),
  address: v.nullable(line(ADDRESS_MAX)),
  chain: OutletPublic.entries.chain,
  position: PositionShape,
  circle: v.nullable(CommunityCodeShape),
  credit: v.nullable(v.picklist(creditGrades)),
  honest: v.boolean(),
  status: v.picklist(outletStatuses),
})

/** Any of the fields; those that are not named stay as they are. */
export const ListingEdit = v.pipe(
  v.partial(ListingFields),
  v.check((edit) => Object.keys(edit).length > 0, 'name at least one field'),
)

export const ListingParams = v.strictObject({ id: OutletIdShape })
export const ProposalParams = v.strictObject({ id: OutletIdShape, field: v.picklist(checkedFields) })

/** The state that an edit starts from: `If-Match` carries it. */
export const VersionHeader = v.pipe(
  v.string('give the version that the edit starts from, as If-Match: "…"'),
  v.transform((text) => text.replace(/^"(.*)"$/, '$1')),
  InstantShape,
)

const Proposed = {
  id: OutletIdShape,
  field: v.picklist(checkedFields),
  value: v.unknown(),
  at: InstantShape,
  state: v.picklist(proposalStates),
  reason: v.pipe(v.nullable(v.string()), v.description('why staff refused it')),
}

export const ListingPublic = v.strictObject({
  id: OutletIdShape,
  version: InstantShape,
  fields: ListingFields,
  waiting: v.pipe(
    v.array(v.strictObject(Proposed)),
    v.description('changes that staff have not looked at, and the last of each field that they refused'),
  ),
  disputed: v.pipe(v.boolean(), v.description('whose it is, is in dispute: checked fields are frozen')),
  confirmedAt: OutletPublic.entries.confirmedAt,
  confirmedBy: OutletPublic.entries.confirmedBy,
  hoursText: OutletPublic.entries.hoursText,
  pricesAt: OutletPublic.entries.pricesAt,
})

/** What became of an edit: what shows now, and what waits for staff. */
export const EditAnswer = v.strictObject({
  version: InstantShape,
  shown: v.array(v.string()),
  waiting: v.array(v.picklist(checkedFields)),
})

/** A merchant's outlets, as their page lists them. */
export const HeldOutlet = v.strictObject({
  id: OutletIdShape,
  name: v.string(),
  type: v.picklist(typeCodes),
  status: v.picklist(outletStatuses),
  confirmedAt: OutletPublic.entries.confirmedAt,
  confirmDue: v.pipe(v.boolean(), v.description('not said to be right for 90 days')),
  waiting: v.pipe(v.number(), v.description('changes that wait for staff')),
})
export const HeldOutlets = v.strictObject({ outlets: v.array(HeldOutlet) })

/** A row of a listing's history. */
export const HistoryEntry = v.strictObject({
  id: v.number(),
  at: InstantShape,
  by: v.pipe(
    v.strictObject({ role: v.string(), handle: v.nullable(v.string()) }),
    v.description('a merchant is told the role of staff, not their handle'),
  ),
  before: v.nullable(v.record(v.string(), v.unknown())),
  after: v.nullable(v.record(v.string(), v.unknown())),
  restorable: v.boolean(),
})
export const ListingHistory = v.strictObject({ history: v.array(HistoryEntry) })

export const RestoreInput = v.strictObject({ change: v.pipe(v.number(), v.integer()) })
export const DisputeInput = v.strictObject({ disputed: v.boolean(), reason: line(REASON_MAX) })

/* ── the desk ── */

export const ProposalEntry = v.strictObject({
  ...Proposed,
  outlet: OutletIdShape,
  name: v.string(),
  current: v.unknown(),
  position: PositionShape,
  community: v.nullable(v.string()),
  by: v.pipe(v.nullable(v.string()), v.description('handle of the merchant')),
})
export const ProposalList = v.strictObject({ proposals: v.array(ProposalEntry) })

export const JudgementInput = v.variant('verdict', [
  v.strictObject({ verdict: v.literal('approve') }),
  v.strictObject({ verdict: v.literal('refuse'), reason: line(REASON_MAX) }),
  v.strictObject({ verdict: v.literal('undo') }),
])

export type Fields = v.InferOutput<typeof ListingFields>
export type Edit = v.InferOutput<typeof ListingEdit>
export type Listing = v.InferOutput<typeof ListingPublic>
export type EditResult = v.InferOutput<typeof EditAnswer>
export type Held = v.InferOutput<typeof HeldOutlet>
export type History = v.InferOutput<typeof HistoryEntry>
export type Proposal = v.InferOutput<typeof ProposalEntry>
export type Judgement = v.InferOutput<typeof JudgementInput>
