import { type ComputedRef, computed, type Ref, watch } from 'vue'
import type { Position } from '../../schema/catalog/divisions.ts'
import type { CityCommunity } from '../../schema/contract/city.ts'
import { type FindQuery, findPlaces } from '../../schema/rules/finder.ts'
import type { WalkingArea } from '../../schema/rules/walking/walk.ts'
import type { Walks } from '../../schema/rules/walking/walker.ts'
import { useCity } from '../shell/city.ts'
import { useManner } from './manner.ts'
import type { Asked } from './newest.ts'
import { useNow } from './now.ts'
import { useOrigin } from './origin.ts'
import type { Place } from './place.ts'
import { type Search, shanghaiInstant } from './search-address.ts'
import { usePlaces } from './store.ts'
import type { Walk } from './ways.ts'

/** The circle of fifteen minutes: what lies in it is counted in the heading. */
export const CIRCLE_MINUTES = 15

/** Where the walk begins: the phone's position, a pin on the map, a community, or nowhere yet. */
export type Origin =
  | { kind: 'position'; position: Position }
  | { kind: 'pin'; position: Position }
  | { kind: 'community'; position: Position; community: CityCommunity }
  | { kind: 'none' }

export interface Results {
  /** nearest first; without an origin what is open first, from the middle of the city */
  places: Place[]
  /** how many of `places`, from the first, lie within fifteen minutes; null without an origin */
  near: number | null
  /** how many of them, from the first, can be walked to; to the others no way was found in this manner */
  reached: number
  /** whether no streets were followed: all minutes are estimates, and of steps nothing is known */
  estimated: boolean
  /** how many outlets are open: within fifteen minutes, or in the whole city without an origin */
  open: number
  /** how many outlets there are, open or not, in the same area */
  total: number
  /** how many outlets were found, wherever they are */
  found: number
}

export const noResults: Results = {
  places: [],
  near: null,
  reached: 0,
  estimated: true,
  open: 0,
  total: 0,
  found: 0,
}

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

const openOnes = (places: readonly Place[]) => places.filter(({ open }) => open)

/** Open ones first, otherwise in the same order. */
function openFirst(places: readonly Place[]): Place[] {
  return [...openOnes(places), ...places.filter(({ open }) => !open)]
}

/** How many of places that are listed nearest first, from the first, are no farther than so many minutes. */
function within(places: readonly Place[], minutes: number): number {
  const beyond = places.findIndex((place) => (place.minutes ?? Number.POSITIVE_INFINITY) > minutes)
  return beyond < 0 ? places.length : beyond
}

/**
 * What a search finds now, found again whenever the search, the time, the origin, the streets or the data change.
 * @param search the one in the address
 * @param followed what the streets say, with the question that it answers; null until they are here
 */
export function useResults(
  search: Ref<Search>,
  followed: Ref<Asked<Walk, Walks> | null>,
): {
  results: ComputedRef<Results>
  origin: ComputedRef<Origin>
  /** from where and how one walks; null without an origin */
  walk: ComputedRef<Walk | null>
  /** what is reached within 5, 10 and 15 minutes along streets; null while that is only estimated */
  areas: ComputedRef<readonly WalkingArea[] | null>
  /** the instant that states are told for: now, or the chosen one; epoch milliseconds */
  instant: ComputedRef<number>
} {
  const city = useCity()
  const store = usePlaces()
  const mine = useOrigin()
  const manner = useManner(search)
  const now = useNow()

  const instant = computed(() => shanghaiInstant(search.value.at ?? '') ?? now.value)

  const origin = computed<Origin>(() => {
    if (mine.position) return { kind: 'position', position: mine.position }
    if (mine.pin) return { kind: 'pin', position: mine.pin }
    const community = city.city?.communities.find(({ code }) => code === search.value.from)
    if (community?.centre) return { kind: 'community', position: community.centre, community }
    return { kind: 'none' }
  })

  const walk = computed<Walk | null>((before) => {
    if (origin.value.kind === 'none') return null
    const next = { from: origin.value.position, manner: manner.value }
    return before?.from.join() === next.from.join() && before.manner === next.manner ? before : next
  })
  const walks = computed(() => walk.value && (followed.value ?? { question: walk.value, answer: null }))

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
    const query = findQuery(search.value, instant.value)
    const context = { at: instant.value, calendar }
    if (!walks.value) {
      // a text is answered by what fits best; without one, the middle of the city is as good a place as any
      const near = query.q === undefined ? city.city.centre : undefined
      const places = findPlaces(index, { ...query, near, walked: false }, context)
      const total = outletsIn(places)
      return {
        ...noResults,
        places: openFirst(places),
        reached: places.length,
        open: outletsIn(openOnes(places)),
        total,
        found: total,
      }
    }
    const { question, answer } = walks.value
    const { pace } = question.manner
    const found = findPlaces(index, { ...query, near: question.from, pace, walks: answer?.seconds }, context)
    const near = within(found, CIRCLE_MINUTES)
    const inside = found.slice(0, near)
    return {
      places: found,
      near,
      reached: within(found, Number.MAX_VALUE),
      estimated: answer === null,
      open: outletsIn(openOnes(inside)),
      total: outletsIn(inside),
      found: outletsIn(found),
    }
  })

  const areas = computed(() => walks.value?.answer?.areas ?? null)

  return { results, origin, walk, areas, instant }
}
