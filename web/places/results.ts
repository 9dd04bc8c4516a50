import { type ComputedRef, computed, type Ref, toValue, watch } from 'vue'
import type { Position } from '../../schema/catalog/divisions.ts'
import type { CityCommunity } from '../../schema/contract/city.ts'
import { type FindQuery, findPlaces } from '../../schema/rules/finder.ts'
import { isOpen } from '../../schema/rules/hours/evaluate.ts'
import { useCity } from '../shell/city.ts'
import { usePreferences } from '../shell/preferences.ts'
import { useNow } from './now.ts'
import { useOrigin } from './origin.ts'
import type { Place } from './place.ts'
import { type Search, shanghaiInstant } from './search-address.ts'
import { usePlaces } from './store.ts'

/** The circle of fifteen minutes: what lies in it is counted in the heading. */
export const CIRCLE_MINUTES = 15

/** Where the walk begins: the phone's position, a community, or nowhere yet. */
export type Origin =
  | { kind: 'position'; position: Position }
  | { kind: 'community'; position: Position; community: CityCommunity }
  | { kind: 'none' }

export interface Results {
  /** nearest first; without an origin what is open first, from the middle of the city */
  places: Place[]
  /** how many of `places`, from the first, lie within fifteen minutes; null without an origin */
  near: number | null
  /** how many outlets are open: within fifteen minutes, or in the whole city without an origin */
  open: number
  /** how many outlets there are, open or not, in the same area */
  total: number
  /** how many outlets were found, wherever they are */
  found: number
}

export const noResults: Results = { places: [], near: null, open: 0, total: 0, found: 0 }

/** The criteria of a search, in the finder's words. */
export function findQuery(search: Search, instant: number): FindQuery {
  const deliveries = [search.night ? 'night_delivery' : [], search.instant ? 'instant_delivery' : []].flat()
  return {
    types: search.types,
    q: search.q || undefined,
    openAt: search.open ? instant : undefined,
    payments: search.cash ? ['cash'] : undefined,
    accessibilities: search.stepFree ? ['step_free'] : undefined,
    deliveries: deliveries.length > 0 ? deliveries : undefined,
  }
}

/** How many outlets these are; a mobile one has several places. */
function outletsIn(places: readonly Place[]): number {
  return new Set(places.map((place) => place.outlet)).size
}

const openOnes = (places: readonly Place[]) => places.filter((place) => isOpen(place.state))

/** Open ones first, otherwise in the same order. */
function openFirst(places: readonly Place[]): Place[] {
  return [...openOnes(places), ...places.filter((place) => !isOpen(place.state))]
}

/**
 * What a search finds now, found again whenever the search, the time, the origin or the data change.
 * @param search the one in the address
 */
export function useResults(search: Ref<Search>): {
  results: ComputedRef<Results>
  origin: ComputedRef<Origin>
  /** the instant that states are told for: now, or the chosen one; epoch milliseconds */
  instant: ComputedRef<number>
} {
  const city = useCity()
  const store = usePlaces()
  const mine = useOrigin()
  const preferences = usePreferences()
  const now = useNow()

  const instant = computed(() => shanghaiInstant(search.value.at ?? '') ?? now.value)

  const origin = computed<Origin>(() => {
    if (mine.position) return { kind: 'position', position: mine.position }
    const community = city.city?.communities.find(({ code }) => code === search.value.from)
    if (community?.centre) return { kind: 'community', position: community.centre, community }
    return { kind: 'none' }
  })

  watch(
    [() => /[a-z]/i.test(search.value.q), () => store.state],
    ([latin, state]) => {
      if (latin && state === 'ready') void store.needPinyin()
    },
    { immediate: true },
  )

  const results = computed<Results>(() => {
    const { index, calendar } = store
    if (!index || !city.city) return noResults
    const from = toValue(origin)
    const query = findQuery(search.value, instant.value)
    const context = { at: instant.value, calendar }
    if (from.kind === 'none') {
      // a text is answered by what fits best; without one, the middle of the city is as good a place as any
      const near = query.q === undefined ? city.city.centre : undefined
      const found = findPlaces(index, { ...query, near }, context)
      const places = found.places.map((place) => ({ ...place, metres: null, minutes: null }))
      const total = outletsIn(places)
      return { places: openFirst(places), near: null, open: outletsIn(openOnes(places)), total, found: total }
    }
    const pace = preferences.elder ? 'elder' : 'standard'
    const found = findPlaces(index, { ...query, near: from.position, pace }, context)
    const beyond = found.places.findIndex((place) => (place.minutes ?? 0) > CIRCLE_MINUTES)
    const near = beyond < 0 ? found.places.length : beyond
    const inside = found.places.slice(0, near)
    return {
      places: found.places,
      near,
      open: outletsIn(openOnes(inside)),
      total: outletsIn(inside),
      found: outletsIn(found.places),
    }
  })

  return { results, origin, instant }
}
