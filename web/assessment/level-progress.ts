/** How far a circle is on its way to a level, in words' numbers. */

import type { LevelRule, TypeDemand } from '../../schema/catalog/standard.ts'
import type { OneCircleAssessment } from '../../schema/contract/assessment.ts'
import { levelOf } from '../../schema/rules/assessment/level.ts'

type Met = readonly { type: string; met: boolean }[]

export interface LevelProgress {
  /** types that the level needs, and how many of those there are */
  need: number
  have: number
  wanting: number
}

/** What a level by itself needs of a circle's types. */
export function progressOf(types: Met, rule: LevelRule): LevelProgress {
  const required = types.filter(({ type }) => rule.types[type] === 'required').length
  const need = required + rule.atLeast
  // asked for twice, it is the level that the circle has or the one that it lacks
  const { wanting } = levelOf(types, { basic: rule, exemplary: rule })
  return { need, have: need - wanting, wanting }
}

/** What the next level asks for: types of which none may be missing, and others of which some must be added. */
export function nextAsks({ community, standard }: Pick<OneCircleAssessment, 'community' | 'standard'>): {
  required: string[]
  choice: string[]
  /** how many of `choice` */
  some: number
} {
  const rule = community.level === 'none' ? standard.basic : standard.exemplary
  const of = (demand: TypeDemand) => community.missing.filter((type) => rule.types[type] === demand)
  const required = of('required')
  return { required, choice: of('counted'), some: community.wanting - required.length }
}
