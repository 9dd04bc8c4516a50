/**
 * When a circle counts as basic (基础保障类) or exemplary (提升示范类). The plan leaves local thresholds to the city
 * (item 2): this is what holds until the city office sets its own; every later version has the day from which it holds.
 */

import { outletTypes } from './outlet-types.ts'

/** Ministry's guide: first basic, then exemplary. */
export const circleLevels = ['none', 'basic', 'exemplary'] as const
export type CircleLevel = (typeof circleLevels)[number]

/** What a type must be for a level. */
export const typeDemands = ['required', 'counted', 'ignored'] as const
export type TypeDemand = (typeof typeDemands)[number]

/** The demand of one level on one class of types, or on single types. */
export interface LevelRule {
  /** what each type is for the level, by its code: `required` must be met; of those `counted` at least `atLeast` */
  types: Readonly<Record<string, TypeDemand>>
  /** how many of the counted types must be met */
  atLeast: number
}

export interface CircleStandard {
  /** minutes on foot within which each type is to be, by its code */
  limits: Readonly<Record<string, number>>
  /** share of the community that must reach a type within its limit for the type to be met, 0–1 */
  share: number
  basic: LevelRule
  /** beside everything that `basic` asks */
  exemplary: LevelRule
}

const demands = (of: (outletClass: string) => TypeDemand): Record<string, TypeDemand> =>
  Object.fromEntries(outletTypes.map((type) => [type.code, of(type.class)]))

/**
 * What a version of the standard is on a day. One that was set for the same day as a later one is `replaced` and was
 * never in force from then on.
 */
export const standardStates = ['coming', 'in_force', 'over', 'replaced', 'withdrawn'] as const
export type StandardState = (typeof standardStates)[number]

/** The standard until the city sets one: items 6, 9, 11 and 13 of the plan. */
export const firstStandard: CircleStandard = {
  limits: Object.fromEntries(outletTypes.map(({ code, limit }) => [code, limit])),
  share: 0.8,
  // Ten of the twelve that item 6 and the guide name: "优先配齐".
  basic: { types: demands((outletClass) => (outletClass === 'basic' ? 'counted' : 'ignored')), atLeast: 10 },
  exemplary: {
    types: demands((outletClass) =>
      outletClass === 'basic' ? 'required' : outletClass === 'mobile' ? 'ignored' : 'counted',
    ),
    atLeast: 8,
  },
}

/**
 * How a community's shares are weighted: by the households of loaded residential points, else by the length of the
 * streets that are nearest to the service centre, else the centre is all there is.
 */
export const weightings = ['residences', 'nodes', 'centre'] as const
export type Weighting = (typeof weightings)[number]

/** Shares of communities that the plan promises (section 二, 建设目标); the third goal is the measure's target. */
export const circleGoals = {
  /** of the main urban area's communities exemplary */
  exemplary: 0.6,
  /** … and at least basic */
  basic: 0.9,
} as const
