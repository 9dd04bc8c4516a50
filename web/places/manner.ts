import { type ComputedRef, computed, type Ref } from 'vue'
import type { Manner } from '../../schema/rules/walking/walk.ts'
import { usePreferences } from '../shell/preferences.ts'
import type { Search } from './search-address.ts'

/** How one walks: as the address says, else at an elder's pace in 长辈版. Equal manners are the same object. */
export function useManner(search: Ref<Search>): ComputedRef<Manner> {
  const preferences = usePreferences()
  return computed<Manner>((before) => {
    const pace = search.value.pace ?? (preferences.elder ? 'elder' : 'standard')
    const stepFree = search.value.wheels
    return before?.pace === pace && before.stepFree === stepFree ? before : { pace, stepFree }
  })
}
