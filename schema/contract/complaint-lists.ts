/** The lists of complaints: the ledger that everybody sees, the chain, the desk's, and a merchant's. */

import * as v from 'valibot'
import { complaintActors, deskViews } from '../catalog/complaints.ts'
import { identifierForm } from '../rules/base62.ts'
import {
  CaseForMerchant,
  CaseLine,
  CasePublic,
  KindShape,
  LimitShape,
  SealShape,
  StageShape,
  UnitShape,
} from './complaint.ts'
import { CommunityCodeShape, InstantShape, OutletIdShape } from './values.ts'

/* ── the ledger ── */

const MonthShape = v.pipe(
  v.string(),
  v.regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'give a month such as 2026-11'),
  v.description('month of filing, Asia/Shanghai'),
  v.examples(['2026-11']),
)

const filters = {
  community: v.optional(v.pipe(CommunityCodeShape, v.examples(['411281001001']))),
  kind: v.optional(KindShape),
  stage: v.optional(StageShape),
  unit: v.optional(UnitShape),
  late: v.optional(v.pipe(v.literal('yes'), v.description('only cases that have missed a limit'))),
}

export const CasesQuery = v.strictObject({
  subject: v.optional(
    v.pipe(
      v.string(),
      v.regex(identifierForm, 'give the identifier of an outlet or the code of a community'),
      v.description('identifier of an outlet, or code of a community whose circle it is'),
      v.examples(['Fr6Y5gFBBx']),
    ),
  ),
  ...filters,
  month: v.optional(MonthShape),
  before: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,12}$/, 'give the `next` of the page before'),
      v.transform(Number),
      v.number(),
      v.description('`next` of the page before'),
    ),
  ),
})

/** A page of the ledger that everybody sees, the latest case first. */
export const CasesPage = v.strictObject({
  sample: v.boolean(),
  revision: v.number(),
  cases: v.array(CasePublic),
  next: v.pipe(v.nullable(v.string()), v.description('for the next page; null on the last one')),
})

/** On-time rates: of the limits that ran out or were kept in a month, how many were kept in time. */
export const OnTimeRow = v.strictObject({
  unit: v.pipe(UnitShape, v.description('who had it when the limit was kept or missed')),
  month: v.pipe(v.string(), v.regex(/^\d{4}-\d{2}$/), v.description('Asia/Shanghai')),
  limit: LimitShape,
  onTime: v.number(),
  n: v.number(),
})
export const OnTimePublic = v.strictObject({
  sample: v.boolean(),
  revision: v.number(),
  rows: v.array(OnTimeRow),
})

export const ChainEventShape = v.strictObject({
  seq: v.number(),
  case: OutletIdShape,
  at: v.pipe(
    InstantShape,
    v.description('of what the complainant does, only the beginning of the day in Asia/Shanghai'),
  ),
  by: v.picklist(complaintActors),
  act: v.string(),
  facts: v.pipe(v.string(), v.description('what is public of it: JSON, hashed to the letter')),
  words: v.pipe(v.nullable(v.string()), v.description('salted SHA-256 of what is private')),
  before: v.string(),
  hash: v.string(),
})

/** A piece of the chain. */
export const ChainPublic = v.strictObject({
  head: v.pipe(SealShape, v.description('the latest event of all')),
  events: v.array(ChainEventShape),
  next: v.pipe(v.nullable(v.number()), v.description('`after` of the next piece; null on the last one')),
})

export const ChainQuery = v.strictObject({
  after: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,12}$/, 'give the number of an event'),
      v.transform(Number),
      v.number(),
      v.description('events after this one'),
    ),
    '0',
  ),
})

/** A case as everybody may see it, with all that has happened to it. */
export const CaseShown = v.strictObject({
  sample: v.boolean(),
  revision: v.number(),
  case: CasePublic,
  events: v.array(ChainEventShape),
})

/* ── the desk ── */

export const DeskCasesQuery = v.strictObject({
  view: v.optional(
    v.pipe(
      v.picklist(deskViews),
      v.description(
        '`mine`: open at the reader’s own level, by deadline; `open`: open at whatever level, by deadline; `all`: the latest first',
      ),
    ),
    'mine',
  ),
  ...filters,
  after: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^(\d{4}-\d{2}-\d{2}T[\d:.]+Z)?~\d{1,12}$/, 'give the `next` of the page before'),
      v.description('`next` of the page before'),
    ),
  ),
})

/** A page of the desk's list. */
export const DeskCases = v.strictObject({
  cases: v.array(CaseLine),
  next: v.pipe(v.nullable(v.string()), v.description('for the next page; null on the last one')),
})

/** How many cases wait for the reader. */
export const DeskCaseCount = v.strictObject({
  open: v.pipe(v.number(), v.description('open in the area, at whatever level')),
  mine: v.pipe(v.number(), v.description('open in the area at the reader’s own level')),
  late: v.pipe(v.number(), v.description('of those, how many have missed a limit')),
  today: v.pipe(
    v.number(),
    v.description('of those, how many have a limit that runs out at the coming midnight'),
  ),
})

/* ── a merchant ── */

export const CasesForMerchant = v.strictObject({ cases: v.array(CaseForMerchant) })

export type LedgerOfCases = v.InferOutput<typeof CasesPage>
export type CasesSearch = v.InferOutput<typeof CasesQuery>
export type DeskCasesSearch = v.InferOutput<typeof DeskCasesQuery>
export type DeskCaseList = v.InferOutput<typeof DeskCases>
export type DeskCaseCounts = v.InferOutput<typeof DeskCaseCount>
export type CaseWithEvents = v.InferOutput<typeof CaseShown>
export type OnTime = v.InferOutput<typeof OnTimePublic>
export type Chain = v.InferOutput<typeof ChainPublic>
export type CasesToMerchant = v.InferOutput<typeof CasesForMerchant>
