import { type ComputedRef, computed } from 'vue'
import { type LocationQuery, type LocationQueryRaw, useRoute, useRouter } from 'vue-router'
import { emptySearch, formatSearch, parseSearch, type Search } from './search-address.ts'

/** Everything in the address that is not the search: elder mode, language, the stop that is shown. */
function besides(query: LocationQuery): LocationQuery {
  const own = new Set([
    'q',
    'type',
    'from',
    'at',
    'open',
    'cash',
    'step_free',
    'night',
    'instant',
    'pace',
    'wheels',
    'panel',
  ])
  return Object.fromEntries(Object.entries(query).filter(([name]) => !own.has(name)))
}

/** The search in the address, and the way to change it. */
export function useSearch(): {
  search: ComputedRef<Search>
  /** Changes a part of the search. An open dialog closes with it unless it is to `stay`. */
  change: (part: Partial<Search>, dialog?: 'stay') => void
  /** true when some criterion beside text, place, time and manner of walking is set */
  filtered: ComputedRef<boolean>
} {
  const route = useRoute()
  const router = useRouter()
  const search = computed(() => parseSearch(route.query))
  return {
    search,
    change: (part, dialog) => {
      const query: LocationQueryRaw = {
        ...besides(route.query),
        ...formatSearch({ ...search.value, ...part }),
      }
      if (dialog === 'stay' && route.query['panel']) query['panel'] = route.query['panel']
      void router.replace({ path: route.path, query })
    },
    filtered: computed(() => {
      const { q, from, at, pace, wheels } = search.value
      const plain = formatSearch({ ...emptySearch, q, from, at, pace, wheels })
      return Object.keys(formatSearch(search.value)).length > Object.keys(plain).length
    }),
  }
}
