/** `/api/applications`: a shop that is not on the map yet (新店申报), named without an account. */

import * as v from 'valibot'
import { applicationRule, applicationStates } from '../catalog/application-rule.ts'
import { ListingFields } from './listing.ts'
import { paragraphs } from './text.ts'
import { CommunityCodeShape, InstantShape, OutletIdShape, ReasonInput } from './values.ts'

const { name, type, address, phone } = ListingFields.entries

/** Where it is, is said in words: only staff set positions. */
export const ApplicationInput = v.strictObject({
  name,
  type,
  address: v.unwrap(address),
  community: CommunityCodeShape,
  hours: v.pipe(paragraphs(applicationRule.hours), v.description('opening hours in words; may be empty')),
  phone: v.pipe(phone, v.description('of the shop; it will be public')),
  note: v.pipe(paragraphs(applicationRule.note), v.description('for staff; may be empty')),
})

/** An application as it was taken, for whoever sent it. */
export const ApplicationTaken = v.strictObject({
  id: OutletIdShape,
  community: CommunityCodeShape,
  at: InstantShape,
})

/* ── the desk ── */

export const ApplicationEntry = v.strictObject({
  id: OutletIdShape,
  ...ApplicationInput.entries,
  at: InstantShape,
  state: v.picklist(applicationStates),
  reason: v.pipe(v.nullable(v.string()), v.description('why staff refused it')),
  outlet: v.pipe(v.nullable(OutletIdShape), v.description('the outlet that it has become')),
})
export const ApplicationList = v.strictObject({ applications: v.array(ApplicationEntry) })
export const ApplicationParams = v.strictObject({ id: OutletIdShape })

/** Refusing, and taking that back; accepting is making the outlet. */
export const ApplicationJudgement = v.variant('verdict', [
  v.strictObject({ verdict: v.literal('refused'), reason: ReasonInput }),
  v.strictObject({ verdict: v.literal('undo') }),
])

export type ApplicationDraft = v.InferInput<typeof ApplicationInput>
export type ApplicationGiven = v.InferOutput<typeof ApplicationInput>
export type Application = v.InferOutput<typeof ApplicationTaken>
export type ApplicationListed = v.InferOutput<typeof ApplicationEntry>
export type ApplicationVerdict = v.InferOutput<typeof ApplicationJudgement>
