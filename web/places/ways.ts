import { type ComputedRef, computed, type Ref } from 'vue'
import type { Position } from '../../schema/catalog/divisions.ts'
import { estimateWalk, minutesOf } from '../../schema/rules/walking/estimate.ts'
import type { Manner } from '../../schema/rules/walking/walk.ts'
import type { WayFound } from '../../schema/rules/walking/walker.ts'
import { useNewest } from './newest.ts'
import { useWalking } from './walking.ts'

/** The way to a place: estimated, walked along streets, or none that can be walked in this manner. */
export type Way =
  | { kind: 'estimated'; metres: number; minutes: number }
  | { kind: 'walked'; metres: number; minutes: number; stepsMetres: number; line: readonly Position[] }
  | { kind: 'none' }

/** From where, and how. Equal walks are the same object. */
export interface Walk {
  from: Position
  manner: Manner
}

/** Whole minutes of a way; null where there is none. */
export function minutesOfWay(way: Way): number | null {
  return way.kind === 'none' ? null : way.minutes
}

function wayOf(found: WayFound, { from, manner }: Walk, to: Position): Way {
  if (found === 'none') return { kind: 'none' }
  if (found === null) return { kind: 'estimated', ...estimateWalk(from, to, manner.pace) }
  const { line, metres, seconds, stepsMetres } = found
  return { kind: 'walked', line, metres, stepsMetres, minutes: minutesOf(seconds) }
}

/**
 * The ways to some places, found again when anything changes.
 * @param walk null while nobody knows from where
 * @param targets WGS-84
 * @returns a way for each target in their order, at first estimated; empty without `walk`
 */
export function useWays(
  walk: Ref<Walk | null>,
  targets: Ref<readonly Position[]>,
): ComputedRef<readonly Way[]> {
  const walking = useWalking()
  /** the same array as long as the places are the same */
  const places = computed<readonly Position[]>((before) =>
    before && before.join() === targets.value.join() ? before : targets.value,
  )
  const question = computed(() =>
    walk.value && places.value.length > 0 ? { walk: walk.value, targets: places.value } : null,
  )
  const ask = computed(() => {
    const { streets } = walking
    if (!streets) return null
    return ({ walk: { from, manner }, targets: all }: NonNullable<typeof question.value>) =>
      Promise.all(all.map((to) => streets.way(from, to, manner)))
  })
  const asked = useNewest(question, ask)
  return computed(() => {
    if (!asked.value || !question.value) return []
    // what was found for other places says nothing of these
    const isOfThese = asked.value.question.targets === question.value.targets
    const known = isOfThese ? asked.value : { question: question.value, answer: null }
    return known.question.targets.map((to, i) => wayOf(known.answer?.[i] ?? null, known.question.walk, to))
  })
}
