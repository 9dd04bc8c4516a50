import { type ComputedRef, computed, nextTick, type Ref, ref, watch } from 'vue'
import { useRoute } from 'vue-router'
import { type Place, placeKey } from './place.ts'
import type { Results } from './results.ts'

/**
 * The one place that is marked in list and map: chosen on the map, or open as a page.
 * @param home the page's element; the focus returns to a row in it when an outlet is closed
 */
export function useSelection(
  results: Ref<Results>,
  home: Readonly<Ref<HTMLElement | null>>,
): {
  /** chosen on the map; null for none */
  chosen: Ref<string | null>
  selected: ComputedRef<string | null>
  /** whether an outlet's page is open */
  outletOpen: ComputedRef<boolean>
  /** the chosen place, while it is not open as a page */
  card: ComputedRef<Place | null>
} {
  const route = useRoute()
  const chosen = ref<string | null>(null)

  const openKey = computed(() => {
    if (route.name !== 'outlet') return null
    const id = String(route.params['id'])
    return route.query['stop'] ? `${id}.${route.query['stop']}` : id
  })
  const card = computed(() =>
    openKey.value === null
      ? (results.value.places.find((place) => placeKey(place) === chosen.value) ?? null)
      : null,
  )

  // coming back: to where the page stood, and to the row one left from
  let scrolled = 0
  watch(openKey, async (key, before) => {
    if (key && !before) scrolled = window.scrollY
    if (key || !before) return
    await nextTick()
    window.scrollTo(0, scrolled)
    const row = home.value?.querySelector<HTMLElement>(`[data-key="${CSS.escape(before)}"] a`)
    const heading = home.value?.querySelector<HTMLElement>('h1')
    const target = row ?? heading
    target?.focus({ preventScroll: true })
  })

  return {
    chosen,
    selected: computed(() => openKey.value ?? chosen.value),
    outletOpen: computed(() => route.name === 'outlet'),
    card,
  }
}
