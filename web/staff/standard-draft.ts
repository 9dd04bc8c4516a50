/** A standard while somebody writes it, what it would do, and in what two standards differ. */

import { outletTypes } from '../../schema/catalog/outlet-types.ts'
import { type CircleStandard, type TypeDemand, typeDemands } from '../../schema/catalog/standard.ts'
import type { CircleAssessment, StandardListed } from '../../schema/contract/assessment.ts'
import { LIMIT_MINUTES_MAX, REASON_MIN } from '../../schema/contract/limits.ts'
import { isMet, levelOf } from '../../schema/rules/assessment/level.ts'
import { inForceOn, inOrderOfForce } from '../../schema/rules/assessment/standards.ts'

export const levels = ['basic', 'exemplary'] as const
export type Level = (typeof levels)[number]

/** What is typed; numbers as texts, so that half a number is kept. */
export interface StandardDraft {
  /** the highest version when it was begun */
  read: number
  /** ISO date from which it is to hold */
  from: string
  reason: string
  /** minutes by type */
  limits: Readonly<Record<string, string>>
  /** in per cent */
  share: string
  demands: Readonly<Record<Level, Readonly<Record<string, TypeDemand>>>>
  atLeast: Readonly<Record<Level, string>>
}

const codes = outletTypes.map(({ code }) => code)
const byType = <Value>(of: (code: string) => Value): Record<string, Value> =>
  Object.fromEntries(codes.map((code) => [code, of(code)]))

/** What is typed before anything is. */
export function draftOf(standard: CircleStandard, read: number, from: string): StandardDraft {
  const demandsOf = (level: Level) => byType((code) => standard[level].types[code] ?? 'ignored')
  return {
    read,
    from,
    reason: '',
    limits: byType((code) => String(standard.limits[code] ?? '')),
    share: String(Number((standard.share * 100).toFixed(1))),
    demands: { basic: demandsOf('basic'), exemplary: demandsOf('exemplary') },
    atLeast: { basic: String(standard.basic.atLeast), exemplary: String(standard.exemplary.atLeast) },
  }
}

/** What of a draft cannot be sent: a type's minutes by its code, and the other fields by their names. */
export type StandardFault =
  | { field: 'limit'; type: string }
  | { field: 'share' | 'from' | 'reason' }
  | { field: 'atLeast'; level: Level; most: number }

const wholeNumber = (text: string) => (/^\s*\d{1,4}\s*$/.test(text) ? Number(text) : Number.NaN)
const isBetween = (number: number, least: number, most: number) => number >= least && number <= most

/** How many types a level counts. */
export function countedIn({ demands }: StandardDraft, level: Level): number {
  return Object.values(demands[level]).filter((demand) => demand === 'counted').length
}

/**
 * Everything that keeps a draft from being sent.
 * @param today ISO date: past days keep the standard that they had
 */
export function faultsOf(draft: StandardDraft, today: string): StandardFault[] {
  const limits = codes
    .filter((code) => !isBetween(wholeNumber(draft.limits[code] ?? ''), 1, LIMIT_MINUTES_MAX))
    .map((type): StandardFault => ({ field: 'limit', type }))
  const least = levels.flatMap((level): StandardFault[] => {
    const most = countedIn(draft, level)
    return isBetween(wholeNumber(draft.atLeast[level]), 0, most) ? [] : [{ field: 'atLeast', level, most }]
  })
  return [
    ...(isBetween(wholeNumber(draft.share), 1, 100) ? [] : [{ field: 'share' } as const]),
    ...least,
    ...limits,
    ...(draft.from >= today ? [] : [{ field: 'from' } as const]),
    ...(draft.reason.trim().length >= REASON_MIN ? [] : [{ field: 'reason' } as const]),
  ]
}

/** The standard that a draft is; whoever sends it has asked {@link faultsOf} first. */
export function standardIn(draft: StandardDraft): CircleStandard {
  const ruleOf = (level: Level) => ({
    types: { ...draft.demands[level] },
    atLeast: wholeNumber(draft.atLeast[level]) || 0,
  })
  return {
    limits: byType((code) => wholeNumber(draft.limits[code] ?? '')),
    share: wholeNumber(draft.share) / 100,
    basic: ruleOf('basic'),
    exemplary: ruleOf('exemplary'),
  }
}

/** Whether a value can be chosen as a demand. */
export function demandIn(text: string): TypeDemand | undefined {
  return typeDemands.find((demand) => demand === text)
}

/** How many communities have a level. */
export interface LevelCount {
  /** of the main urban area */
  urban: number
  basic: number
  exemplary: number
}

export interface StandardEffect {
  before: LevelCount
  after: LevelCount
  /** codes of communities whose level changes */
  up: string[]
  down: string[]
  /** types whose minutes change: who reaches them is known only once it has been counted anew */
  uncertain: string[]
}

const rank = { none: 0, basic: 1, exemplary: 2 } as const

/**
 * What a standard would do to the levels as they are now. Where the minutes of a type stay, it is right; where they
 * change, the type counts as it does today.
 * @param urban codes of the communities of the main urban area
 */
export function effectOf(
  assessed: readonly CircleAssessment[],
  now: CircleStandard,
  next: CircleStandard,
  urban: ReadonlySet<string>,
): StandardEffect {
  const uncertain = codes.filter((code) => now.limits[code] !== next.limits[code])
  const levelsOf = (standard: CircleStandard) =>
    assessed.map(({ code, types, weighted }) => ({
      code,
      level:
        weighted === null
          ? ('none' as const)
          : levelOf(
              types.map(({ type, reached, met }) => ({
                type,
                met: uncertain.includes(type) ? met : isMet(reached, standard),
              })),
              standard,
            ).level,
    }))
  const [before, after] = [levelsOf(now), levelsOf(next)]
  const changed = (way: 1 | -1) =>
    after.flatMap(({ code, level }, at) => {
      const was = before[at]?.level ?? 'none'
      return Math.sign(rank[level] - rank[was]) === way ? [code] : []
    })
  const count = (all: typeof before): LevelCount => {
    const own = all.filter(({ code }) => urban.has(code))
    return {
      urban: own.length,
      basic: own.filter(({ level }) => level !== 'none').length,
      exemplary: own.filter(({ level }) => level === 'exemplary').length,
    }
  }
  return { before: count(before), after: count(after), up: changed(1), down: changed(-1), uncertain }
}

/**
 * The version that would have been in force on the day of another when that one was set.
 * @returns null for the one that came with the site
 */
export function basisOf(version: StandardListed, versions: readonly StandardListed[]): StandardListed | null {
  const { set, from } = version
  if (!set || !from) return null
  const known = versions
    .filter((other) => other.version < version.version)
    .map((other) => ({ ...other, act: other, withdrawn: (other.withdrawn?.at ?? '9') <= set.at }))
  return inForceOn(known, from)?.act ?? null
}

/** The versions that stand in the way of one that is to hold from a day: of the same day, and the next one after it. */
export function othersAround(
  from: string,
  versions: readonly StandardListed[],
): { sameDay: StandardListed | null; next: StandardListed | null } {
  const coming = versions
    .filter(({ state }) => state === 'coming')
    .map((other) => ({ ...other, act: other, withdrawn: false }))
  const inOrder = inOrderOfForce(coming).map(({ act }) => act)
  return {
    sameDay: inOrder.find((other) => other.from === from) ?? null,
    next: inOrder.find((other) => (other.from ?? '') > from) ?? null,
  }
}

/** One thing in which two standards differ. */
export type StandardChange =
  | { kind: 'limit'; type: string; before: number; after: number }
  | { kind: 'demand'; level: Level; type: string; before: TypeDemand; after: TypeDemand }
  | { kind: 'atLeast'; level: Level; before: number; after: number }
  | { kind: 'share'; before: number; after: number }

/** In what a standard differs from the one before it. */
export function changesBetween(before: CircleStandard, after: CircleStandard): StandardChange[] {
  const share: StandardChange[] =
    before.share === after.share ? [] : [{ kind: 'share', before: before.share, after: after.share }]
  const least = levels.flatMap((level): StandardChange[] => {
    const [was, is] = [before[level].atLeast, after[level].atLeast]
    return was === is ? [] : [{ kind: 'atLeast', level, before: was, after: is }]
  })
  const ofTypes = codes.flatMap((type): StandardChange[] => {
    const [was, is] = [before.limits[type] ?? 0, after.limits[type] ?? 0]
    const limit: StandardChange[] = was === is ? [] : [{ kind: 'limit', type, before: was, after: is }]
    const demands = levels.flatMap((level): StandardChange[] => {
      const [had, has] = [before[level].types[type] ?? 'ignored', after[level].types[type] ?? 'ignored']
      return had === has ? [] : [{ kind: 'demand', level, type, before: had, after: has }]
    })
    return [...limit, ...demands]
  })
  return [...share, ...least, ...ofTypes]
}
