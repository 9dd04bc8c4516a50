/** Where people live, as the city office loads it: estates and villages with their households, no person among them. */

import * as v from 'valibot'
import { HOUSEHOLDS_MAX, RESIDENCES_MAX } from './limits.ts'
import { CommunityCodeShape, PositionShape } from './values.ts'

/** Characters of an estate's name. */
const NAME_MAX = 40

export const ResidenceShape = v.strictObject({
  name: v.pipe(
    v.nullable(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(NAME_MAX))),
    v.description('of the estate, the village or the building; null where it has none'),
  ),
  community: CommunityCodeShape,
  position: PositionShape,
  households: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(HOUSEHOLDS_MAX)),
})
export type Residence = v.InferOutput<typeof ResidenceShape>
export type ResidenceGiven = v.InferInput<typeof ResidenceShape>

/** All of them at once: what is not among them goes. */
export const ResidencesInput = v.strictObject({
  residences: v.pipe(
    v.array(ResidenceShape),
    v.maxLength(RESIDENCES_MAX),
    v.description('none: shares are counted by the nodes of the street network'),
  ),
})
export type ResidencesGiven = v.InferOutput<typeof ResidencesInput>

const counts = { places: v.number(), households: v.number() }

export const ResidencesPublic = v.strictObject({
  ...counts,
  sample: v.pipe(v.boolean(), v.description('made up')),
  communities: v.array(v.strictObject({ code: CommunityCodeShape, ...counts })),
})
export type ResidencesCounted = v.InferOutput<typeof ResidencesPublic>
