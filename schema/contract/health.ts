/** `GET /api/health` and `GET /api/health/database`: whether the worker answers, and whether it has a city to answer with. */

import * as v from 'valibot'

export const HealthPublic = v.strictObject({
  status: v.literal('ok'),
})

export const DatabaseHealthPublic = v.strictObject({
  status: v.literal('ok'),
  city: v.pipe(v.string(), v.description('code of the city that is loaded')),
  revision: v.number(),
})

export type Health = v.InferOutput<typeof HealthPublic>
export type DatabaseHealth = v.InferOutput<typeof DatabaseHealthPublic>
