import { type Ref, watch } from 'vue'
import { useOrigin } from './origin.ts'
import type { Search } from './search-address.ts'

/**
 * Keeps the community that one walks from: what the address says is remembered, and an address that says nothing
 * gets what was remembered. The phone's own position or a pin takes the community's place until another is chosen.
 */
export function useRememberedCommunity(
  search: Readonly<Ref<Search>>,
  change: (part: Partial<Search>) => void,
): void {
  const mine = useOrigin()

  watch(
    () => mine.position !== null || mine.pin !== null,
    (somewhere) => {
      if (somewhere && search.value.from) change({ from: null })
    },
  )
  watch(
    () => search.value.from,
    (from) => {
      if (from) {
        mine.forget()
        mine.remember(from)
        return
      }
      const last = mine.recall()
      if (last && !mine.position && !mine.pin) change({ from: last })
    },
    { immediate: true },
  )
}
