/** `GET /api/assessment`, `GET /api/goals`, `GET /api/standard`: what each circle has, lacks, and which level it meets. */

import * as v from 'valibot'
import { outletTypes } from '../catalog/outlet-types.ts'
import {
  circleLevels,
  standardStates,
  type TypeDemand,
  typeDemands,
  weightings,
} from '../catalog/standard.ts'
import { LIMIT_MINUTES_MAX } from './limits.ts'
import { CommunityCodeShape, DateShape, DayInput, InstantShape, ReasonInput } from './values.ts'

const ShareShape = v.pipe(v.number(), v.minValue(0), v.maxValue(1))

/* ── what circles have and lack ── */

/** One type in one community. */
export const TypeAssessment = v.strictObject({
  type: v.string(),
  count: v.pipe(
    v.number(),
    v.description('outlets of the type in the community that are not closed for good'),
  ),
  nearest: v.pipe(
    v.nullable(v.strictObject({ id: v.string(), name: v.string(), metres: v.number() })),
    v.description(
      'the nearest one on foot to the service centre, in whichever circle, and the metres walked to it; null without a centre or outlet',
    ),
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
  met: v.pipe(
    v.boolean(),
    v.description('whether that share is at least the one that the standard asks for'),
  ),
})

export const CommunityAssessment = v.strictObject({
  code: CommunityCodeShape,
  level: v.picklist(circleLevels),
  missing: v.pipe(
    v.array(v.string()),
    v.description(
      'types that are not met and of which the next level still needs some; empty when exemplary, and where nothing can be told',
    ),
  ),
  wanting: v.pipe(v.number(), v.description('how many of the missing ones must be added for the next level')),
  weighted: v.pipe(
    v.nullable(v.picklist(weightings)),
    v.description(
      'by the households of loaded residential points, else by the streets that are nearest to the service centre, else the service centre alone; null where the community has neither, so that nothing can be told of it',
    ),
  ),
  estimated: v.pipe(
    v.boolean(),
    v.description('true while minutes are straight distance × detour factor, not streets walked'),
  ),
  within15: v.pipe(
    v.nullable(v.number()),
    v.description('outlets of any type within 15 minutes on foot of the service centre; null without one'),
  ),
  types: v.pipe(v.array(TypeAssessment), v.description('every type of the catalog, in its order')),
})

/* ── the standard ── */

const DemandsShape = v.record(v.string(), v.picklist(typeDemands))
const LevelShape = v.strictObject({
  types: v.pipe(
    DemandsShape,
    v.description('of every type: required for the level, one of those counted, or ignored'),
  ),
  atLeast: v.pipe(
    v.number(),
    v.integer(),
    v.minValue(0),
    v.description('how many of the counted types must be met'),
  ),
})

export const StandardShape = v.strictObject({
  limits: v.pipe(
    v.record(v.string(), v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(LIMIT_MINUTES_MAX))),
    v.description('of every type: minutes on foot within which one is to be'),
  ),
  share: v.pipe(
    ShareShape,
    v.description('share of the community that must reach a type within its limit for the type to be met'),
  ),
  basic: LevelShape,
  exemplary: v.pipe(LevelShape, v.description('beside everything that basic asks')),
})

/** A standard with the day from which it holds, in Asia/Shanghai, until another does. */
export const StandardVersion = v.strictObject({
  version: v.pipe(
    v.number(),
    v.description('counts up with every one that the city sets; 0 until it sets one'),
  ),
  from: v.pipe(v.nullable(DateShape), v.description('null: from the start')),
  ...StandardShape.entries,
})

export const StandardPublic = v.strictObject({
  sample: v.boolean(),
  revision: v.number(),
  current: StandardVersion,
  coming: v.pipe(v.array(StandardVersion), v.description('set already and not in force yet, the next first')),
})

/* ── answers ── */

/** Of what it was counted, and when. */
const counting = {
  sample: v.boolean(),
  revision: v.pipe(v.number(), v.description('revision of the public data that was counted')),
  countedAt: InstantShape,
  current: v.pipe(
    v.boolean(),
    v.description('false while something changed since and is being counted again'),
  ),
  network: v.pipe(
    v.nullable(v.number()),
    v.description('version of the street network that was walked; null where minutes are estimated'),
  ),
  standard: StandardVersion,
}

export const AssessmentPublic = v.strictObject({
  ...counting,
  communities: v.pipe(
    v.array(CommunityAssessment),
    v.description('every community, in the order of the codes'),
  ),
})

/** `GET /api/circles/:code/assessment`: the same of one community. */
export const CircleAssessmentPublic = v.strictObject({ ...counting, community: CommunityAssessment })

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
  goals: v.pipe(
    v.strictObject({ basic: v.number(), exemplary: v.number() }),
    v.description('shares of the main urban area’s communities that the plan promises'),
  ),
  days: v.pipe(v.array(GoalDay), v.description('oldest first; one a day on which something changed')),
})

/* ── the desk ── */

/** What can be wrong with a standard, as the worker says it. */
export const standardFaults = {
  types: 'say it of every outlet type of the catalog and of nothing else',
  atLeast: 'ask for no more types than are counted',
  share: 'a whole per cent from 1 to 100',
} as const

const codes = outletTypes.map(({ code }) => code)

/** That something is said of every type, and of nothing else. */
const ofEveryType = <Value>() =>
  v.check<Record<string, Value>, string>(
    (said) => Object.keys(said).length === codes.length && codes.every((code) => Object.hasOwn(said, code)),
    standardFaults.types,
  )

type Level = v.InferOutput<typeof LevelShape>
const countedIn = ({ types }: Level) => Object.values(types).filter((demand) => demand === 'counted').length

const LevelInput = v.pipe(
  v.strictObject({
    types: v.pipe(LevelShape.entries.types, ofEveryType<TypeDemand>()),
    atLeast: LevelShape.entries.atLeast,
  }),
  v.forward(
    v.check<Level, string>((level) => countedIn(level) >= level.atLeast, standardFaults.atLeast),
    ['atLeast'],
  ),
)

/** As shares are told, so that what is asked for can be told; more than none, or everything would be met. */
const isWholePercent = (share: number) => share > 0 && Math.round(share * 100) / 100 === share

/** A new standard, in the place of the latest version that was read. */
export const StandardInput = v.strictObject({
  read: v.pipe(
    v.number(),
    v.integer(),
    v.minValue(0),
    v.description('the highest version that was read; 0 where there was none'),
  ),
  from: v.pipe(DayInput, v.description('today or later')),
  reason: ReasonInput,
  standard: v.strictObject({
    limits: v.pipe(StandardShape.entries.limits, ofEveryType<number>()),
    share: v.pipe(ShareShape, v.check(isWholePercent, standardFaults.share)),
    basic: LevelInput,
    exemplary: LevelInput,
  }),
})
export const StandardMade = v.strictObject({ version: v.number() })
export const StandardParams = v.strictObject({
  version: v.pipe(v.string(), v.regex(/^[1-9]\d{0,8}$/), v.transform(Number), v.number()),
})
export const StandardWithdrawal = v.strictObject({ reason: ReasonInput })

const Act = v.strictObject({
  by: v.pipe(
    v.nullable(v.string()),
    v.description('handle of the account; null where there is none any more'),
  ),
  at: InstantShape,
  reason: v.string(),
})

export const StandardEntry = v.strictObject({
  ...StandardVersion.entries,
  state: v.picklist(standardStates),
  set: v.pipe(v.nullable(Act), v.description('null of the standard that came with the site')),
  withdrawn: v.nullable(Act),
})
export const StandardHistory = v.strictObject({
  versions: v.pipe(
    v.array(StandardEntry),
    v.description('the newest first; the last one came with the site'),
  ),
})

export type CityAssessment = v.InferOutput<typeof AssessmentPublic>
export type CircleAssessment = v.InferOutput<typeof CommunityAssessment>
export type OneCircleAssessment = v.InferOutput<typeof CircleAssessmentPublic>
export type AssessedType = v.InferOutput<typeof TypeAssessment>
export type Goals = v.InferOutput<typeof GoalsPublic>
export type GoalsDay = v.InferOutput<typeof GoalDay>
export type CityStandard = v.InferOutput<typeof StandardPublic>
export type VersionOfStandard = v.InferOutput<typeof StandardVersion>
export type StandardGiven = v.InferOutput<typeof StandardInput>
export type StandardListed = v.InferOutput<typeof StandardEntry>
export type StandardsAtDesk = v.InferOutput<typeof StandardHistory>
