/** `GET /api/whole`: what a device keeps of all outlets and circles, for the day on which it has no network. */

import * as v from 'valibot'
import { CircleOutletPublic, CirclePublic } from './circle.ts'

export const WholeCity = v.strictObject({
  sample: v.boolean(),
  revision: v.number(),
  outlets: v.pipe(
    v.array(CircleOutletPublic),
    v.description('as their own addresses tell them; without those that are closed for good'),
  ),
  circles: v.pipe(
    v.array(v.omit(CirclePublic, ['sample', 'revision'])),
    v.description('as their own addresses tell them'),
  ),
})

export type Whole = v.InferOutput<typeof WholeCity>
