import { type ComputedRef, computed, type Ref } from 'vue'
import type { Walks } from '../../schema/rules/walking/walker.ts'
import { type Asked, useNewest } from './newest.ts'
import { useWalking } from './walking.ts'
import type { Walk } from './ways.ts'

/**
 * The walks to all places of the finder's index, and what is reached in 5, 10 and 15 minutes.
 * @param walk null while nobody knows from where
 * @param drawn whether somebody draws the areas
 * @returns the walks with the question that they answer; without them where no street is known there
 */
export function useWalks(
  walk: Ref<Walk | null>,
  drawn: Ref<boolean>,
): ComputedRef<Asked<Walk, Walks> | null> {
  const walking = useWalking()
  const ask = computed(() => {
    const { aimed } = walking
    const wantsAreas = drawn.value
    return aimed && (({ from, manner }: Walk) => aimed.walk(from, manner, wantsAreas))
  })
  return useNewest(walk, ask)
}
