/** `GET /api/circles`, `GET /api/circles/:code` and what stands in one: a community's convenience circle. */

import * as v from 'valibot'
import { CommunityPublic } from './city.ts'
import { OutletPublic } from './outlet.ts'
import { CommunityCodeShape } from './values.ts'

/** How many outlets of one type stand in the circle itself, and how far the nearest one is. */
export const CircleTypeCount = v.strictObject({
  type: v.string(),
  count: v.pipe(
    v.number(),
    v.description('outlets of the type that belong to the circle and are not closed for good'),
  ),
  nearest: v.pipe(
    v.nullable(v.strictObject({ id: v.string(), name: v.string(), metres: v.number(), minutes: v.number() })),
    v.description('the nearest one to the centre, in whichever circle; null without a centre or outlet'),
  ),
  limit: v.pipe(v.number(), v.description('minutes on foot that the standard in force allows')),
})

export const CircleSummary = v.strictObject({
  ...CommunityPublic.entries,
  outlets: v.pipe(v.number(), v.description('outlets that are not closed for good')),
  types: v.pipe(v.number(), v.description('how many of the types are among them')),
})

export const CircleCollection = v.strictObject({
  sample: v.boolean(),
  revision: v.number(),
  circles: v.array(CircleSummary),
})

export const CirclePublic = v.strictObject({
  sample: v.boolean(),
  revision: v.number(),
  ...CommunityPublic.entries,
  subdistrictName: v.string(),
  subdistrictNameEn: v.string(),
  centreName: v.pipe(v.nullable(v.string()), v.description('name of the service centre')),
  centreAddress: v.nullable(v.string()),
  within15: v.pipe(v.nullable(v.number()), v.description('outlets within 15 minutes on foot of the centre')),
  estimated: v.pipe(
    v.boolean(),
    v.description('true while minutes are straight distance × detour factor, not streets walked'),
  ),
  types: v.array(CircleTypeCount),
})

/** An outlet as its own address tells it, among others of one revision. */
export const CircleOutletPublic = v.omit(OutletPublic, ['sample', 'revision'])

export const CircleOutletsPublic = v.strictObject({
  sample: v.boolean(),
  revision: v.number(),
  outlets: v.pipe(
    v.array(CircleOutletPublic),
    v.description('those that belong to the circle and are not closed for good, by type and identifier'),
  ),
})

export const CircleParams = v.strictObject({ code: CommunityCodeShape })

export type Circle = v.InferOutput<typeof CirclePublic>
export type CircleOutlet = v.InferOutput<typeof CircleOutletPublic>
export type CircleOutlets = v.InferOutput<typeof CircleOutletsPublic>
export type CircleList = v.InferOutput<typeof CircleCollection>
