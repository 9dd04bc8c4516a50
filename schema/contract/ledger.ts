/** The ledger of outlets, as staff keep it. */

import * as v from 'valibot'
import { ListingFields } from './listing.ts'
import { InstantShape, OutletIdShape } from './values.ts'

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

export type NewOutlet = v.InferOutput<typeof NewOutletInput>
export type MadeOutlet = v.InferOutput<typeof NewOutletMade>
