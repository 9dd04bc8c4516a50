/** The city's street network as the site serves it: `GET /api/network`, `GET /api/network/:version`. */

import * as v from 'valibot'

export const NetworkPublic = v.strictObject({
  version: v.pipe(v.number(), v.description('counts up with every network; names the file')),
  url: v.pipe(v.string(), v.description('where the file is; never changes under this address')),
  bytes: v.number(),
  nodes: v.number(),
  edges: v.number(),
  attribution: v.string(),
  licence: v.string(),
  date: v.nullable(v.string()),
  sample: v.boolean(),
})
export type CityNetwork = v.InferOutput<typeof NetworkPublic>
