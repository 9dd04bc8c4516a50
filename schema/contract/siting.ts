/** `GET /api/desk/siting`: what somebody at the desk needs, beside what is public, to study where outlets are wanted. */

import * as v from 'valibot'
import { CommunityCodeShape, PositionShape } from './values.ts'

export const SitingGround = v.strictObject({
  residences: v.pipe(
    v.array(
      v.strictObject({ community: CommunityCodeShape, position: PositionShape, households: v.number() }),
    ),
    v.description('places where people live, with their households; none where none are loaded'),
  ),
})
export type SitingGroundGiven = v.InferOutput<typeof SitingGround>
