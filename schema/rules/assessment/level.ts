/** Which level a circle meets, and what it lacks for the next. */

import type { CircleLevel, CircleStandard, LevelRule } from '../../catalog/standard.ts'

/** Sums of shares differ in their last digits by the order in which they were added: so much is no difference. */
export const shareTolerance = 1e-9

/**
 * Whether a type is met: enough of the community reaches one within its limit.
 * @param reached 0–1; null where nothing can be told
 */
export function isMet(reached: number | null, { share }: Pick<CircleStandard, 'share'>): boolean {
  return reached !== null && reached >= share - shareTolerance
}

/** What a level asks for and is not met. */
interface Lack {
  /** codes of unmet types of which the level needs some */
  missing: string[]
  /** how many of them it needs */
  wanting: number
}

export interface LevelReached extends Lack {
  level: CircleLevel
}

/** The standard as far as it tells levels. */
type Levels = Pick<CircleStandard, 'basic' | 'exemplary'>

/**
 * What keeps a circle from a level. Unmet counted types are missing only while too few of the counted ones are met: once
 * enough are, the level needs no more of them.
 */
function lackOf(met: ReadonlyMap<string, boolean>, { types, atLeast }: LevelRule): Lack {
  const unmet = (demand: string) =>
    [...met].filter(([type, isMet]) => !isMet && types[type] === demand).map(([type]) => type)
  const metCounted = [...met].filter(([type, isMet]) => isMet && types[type] === 'counted').length
  const required = unmet('required')
  const short = Math.max(0, atLeast - metCounted)
  const open = new Set(short > 0 ? [...required, ...unmet('counted')] : required)
  return {
    missing: [...met.keys()].filter((type) => open.has(type)),
    wanting: required.length + short,
  }
}

/**
 * The level of a circle. Exemplary asks for its own beside everything that basic asks.
 * @param types every type with whether it is met
 * @returns the level with what is missing for the next, in the order of the types; nothing when exemplary
 */
export function levelOf(
  types: readonly { type: string; met: boolean }[],
  { basic, exemplary }: Levels,
): LevelReached {
  const met = new Map(types.map(({ type, met: isMet }) => [type, isMet]))
  const toBasic = lackOf(met, basic)
  if (toBasic.wanting > 0) return { level: 'none', ...toBasic }
  const toExemplary = lackOf(met, exemplary)
  return { level: toExemplary.wanting > 0 ? 'basic' : 'exemplary', ...toExemplary }
}
