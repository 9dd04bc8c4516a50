/** `GET /api/assessment` and `GET /api/circles/:code/assessment`: what each circle has, lacks, and which level it meets. */

import * as v from 'valibot'
import { circleLevels, typeDemands } from '../catalog/standard.ts'
import { CommunityCodeShape, DateShape } from './values.ts'

const ShareShape = v.pipe(v.number(), v.minValue(0), v.maxValue(1))

/** One type in one community. */
export const TypeAssessment = v.strictObject({
  type: v.string(),
  count: v.pipe(
    v.number(),
    v.description('outlets of the type in the community that are not closed for good'),
  ),
  nearest: v.pipe(
    v.nullable(v.strictObject({ id: v.string(), name: v.string() })),
    v.description('the nearest one on foot to the service centre, in whichever circle'),
  ),
  minutes: v.pipe(
    v.nullable(v.number()),
    v.description('whole minutes on foot from the service centre to it at the standard pace'),
  ),
  reached: v.pipe(
    v.nullable(ShareShape),
    v.description('share of the community that reaches one within the limit; null where it cannot be told'),
  ),
  limit: v.pipe(v.number(), v.description('minutes of the standard')),
  met: v.boolean(),
})

/** How the shares were weighted. */
export const weightings = ['residences', 'nodes', 'centre'] as const

export const CommunityAssessment = v.strictObject({
  code: CommunityCodeShape,
  level: v.picklist(circleLevels),
  missing: v.pipe(
    v.array(v.string()),
    v.description('types that the next level asks for and that are not met; empty when exemplary'),
  ),
  wanting: v.pipe(v.number(), v.description('how many of the missing ones must be added for the next level')),
  weighted: v.pipe(
    v.picklist(weightings),
    v.description('by loaded residential points, else by the network’s nodes, else the service centre alone'),
  ),
  types: v.array(TypeAssessment),
})

export const StandardShape = v.strictObject({
  limits: v.record(v.string(), v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60))),
  share: ShareShape,
  basic: v.strictObject({
    types: v.record(v.string(), v.picklist(typeDemands)),
    atLeast: v.pipe(v.number(), v.integer(), v.minValue(0)),
  }),
  exemplary: v.strictObject({
    types: v.record(v.string(), v.picklist(typeDemands)),
    atLeast: v.pipe(v.number(), v.integer(), v.minValue(0)),
  }),
})

export const AssessmentPublic = v.strictObject({
  sample: v.boolean(),
  revision: v.pipe(v.number(), v.description('revision of the public data that was counted')),
  countedAt: v.pipe(v.string(), v.description('ISO 8601, UTC')),
  current: v.pipe(
    v.boolean(),
    v.description('false while something changed since and is being counted again'),
  ),
  network: v.pipe(
    v.nullable(v.number()),
    v.description('version of the street network that was walked; null where minutes are estimated'),
  ),
  standard: v.strictObject({ from: DateShape, ...StandardShape.entries }),
  communities: v.array(CommunityAssessment),
})

/** One day of the city's way to its goals. */
export const GoalDay = v.strictObject({
  date: DateShape,
  urban: v.pipe(v.number(), v.description('communities of the main urban area')),
  basic: v.pipe(v.number(), v.description('of them at least basic')),
  exemplary: v.number(),
})

export const GoalsPublic = v.strictObject({
  sample: v.boolean(),
  revision: v.number(),
  goals: v.strictObject({ basic: v.number(), exemplary: v.number() }),
  days: v.pipe(v.array(GoalDay), v.description('oldest first; one a day on which something changed')),
})

export type CityAssessment = v.InferOutput<typeof AssessmentPublic>
export type CircleAssessment = v.InferOutput<typeof CommunityAssessment>
export type AssessedType = v.InferOutput<typeof TypeAssessment>
export type Goals = v.InferOutput<typeof GoalsPublic>
