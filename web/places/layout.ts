import { type ComputedRef, computed, onScopeDispose, type Ref, ref } from 'vue'
import { usePreferences } from '../shell/preferences.ts'

/**
 * How the home page is laid out: list beside map (`split`), list as a sheet over the map (`sheet`), or the list as
 * an ordinary page with the map behind a tab or nowhere (`flow`).
 */
export type HomeLayout = 'split' | 'sheet' | 'flow'

function useMedia(query: string): Ref<boolean> {
  const media = window.matchMedia(query)
  const matches = ref(media.matches)
  const update = () => {
    matches.value = media.matches
  }
  media.addEventListener('change', update)
  onScopeDispose(() => media.removeEventListener('change', update))
  return matches
}

/**
 * @param mapless true once it is known that there will be no map
 */
export function useHomeLayout(mapless: Ref<boolean>): ComputedRef<HomeLayout> {
  const preferences = usePreferences()
  const wide = useMedia('(min-width: 56.25em)')
  /** a phone on its side, or a page at 200 %: no room for a map above a list */
  const low = useMedia('(max-height: 34em)')
  return computed(() => {
    if (mapless.value) return 'flow'
    if (wide.value && !low.value) return 'split'
    return preferences.elder || low.value || wide.value ? 'flow' : 'sheet'
  })
}
