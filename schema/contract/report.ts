/** `/api/reports`: a resident says that a fact of a listing is wrong, without an account. */

import * as v from 'valibot'
import { reportFactCodes, reportRule, reportStates } from '../catalog/report-facts.ts'
import { paragraphs } from './text.ts'
import { InstantShape, OutletIdShape, ReasonInput } from './values.ts'

const FactShape = v.picklist(reportFactCodes)

export const ReportInput = v.strictObject({
  outlet: OutletIdShape,
  fact: v.pipe(FactShape, v.description('which fact is wrong')),
  right: v.pipe(
    paragraphs(reportRule.most),
    v.description('what is right instead; may be empty where the fact says it all'),
  ),
})

/** A report as it was taken, for whoever sent it. */
export const ReportTaken = v.strictObject({
  id: OutletIdShape,
  outlet: OutletIdShape,
  fact: FactShape,
  at: InstantShape,
})

/** A report for those who keep the listing. */
export const ReportEntry = v.strictObject({
  ...ReportTaken.entries,
  name: v.pipe(v.string(), v.description('of the outlet')),
  community: v.nullable(v.string()),
  right: v.string(),
  state: v.picklist(reportStates),
  reason: v.nullable(v.string()),
})
export const ReportList = v.strictObject({ reports: v.array(ReportEntry) })
export const ReportParams = v.strictObject({ id: OutletIdShape })

/** The listing has been mended, the report is not right, or neither after all. */
export const ReportJudgement = v.variant('verdict', [
  v.strictObject({ verdict: v.literal('mended') }),
  v.strictObject({
    verdict: v.literal('refused'),
    reason: ReasonInput,
  }),
  v.strictObject({ verdict: v.literal('undo') }),
])

export type ReportDraft = v.InferInput<typeof ReportInput>
export type ReportGiven = v.InferOutput<typeof ReportInput>
export type Report = v.InferOutput<typeof ReportTaken>
export type ReportListed = v.InferOutput<typeof ReportEntry>
export type ReportVerdict = v.InferOutput<typeof ReportJudgement>
