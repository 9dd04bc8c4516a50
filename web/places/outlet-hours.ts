import { type ComputedRef, computed, type Ref } from 'vue'
import { useRoute } from 'vue-router'
import type { Position } from '../../schema/catalog/divisions.ts'
import type { OutletStop } from '../../schema/contract/outlet.ts'
import { hoursState, readHours } from '../../schema/rules/hours/evaluate.ts'
import type { HoursState, WeekDay } from '../../schema/rules/hours/model.ts'
import { weekTable } from '../../schema/rules/hours/week.ts'
import { describe } from '../../schema/rules/hours/words.ts'
import { useWords } from '../shell/words.ts'
import { dateAt } from './dates.ts'
import type { OutletView } from './outlet.ts'
import { driving } from './place.ts'
import { hoursLanguage, useStateWords } from './state-words.ts'
import { usePlaces } from './store.ts'
import { minutesOfWay, useWays, type Walk, type Way } from './ways.ts'

/** The hours of an outlet, or of one stop of it, at an instant. */
export interface HoursView {
  state: HoursState
  /** seven days from Monday; empty where hours are not known */
  days: WeekDay[]
  today: WeekDay | null
  /** the rules in one sentence; null where they cannot be read */
  sentence: string | null
  /** the way there; null without an origin */
  way: Way | null
  /** a stop of something that drives */
  moves: boolean
}

/** A stop with how it stands now. */
export interface StopView {
  id: string
  name: string
  state: HoursState
  /** null without an origin */
  way: Way | null
}

/** Nearer ones first, and last those to which there is no way. */
function rank(way: Way | null): number {
  return way === null ? 0 : (minutesOfWay(way) ?? Number.POSITIVE_INFINITY)
}

/**
 * Hours and state of the shown outlet and the way to it, and of each of its stops.
 * @param walk from where and how; null without an origin
 */
export function useOutletHours(
  view: Ref<OutletView | null>,
  walk: Ref<Walk | null>,
  now: Ref<number>,
): {
  /** the stop whose hours are shown; null for an outlet that stays where it is */
  stop: ComputedRef<OutletStop | null>
  hours: ComputedRef<HoursView | null>
  /** the nearest first */
  stops: ComputedRef<StopView[]>
  /** the state in one spoken sentence */
  spoken: ComputedRef<string>
} {
  const route = useRoute()
  const places = usePlaces()
  const { language } = useWords()
  const { stateWords } = useStateWords()

  /** of the stops, or of the outlet where it has none */
  const positions = computed<readonly Position[]>(() => {
    const { stops = [], position = null } = view.value ?? {}
    if (stops.length > 0) return stops.map((stop) => stop.position)
    return position ? [position] : []
  })
  const ways = useWays(walk, positions)

  const context = computed(() => ({
    calendar: places.calendar,
    closures: view.value?.closures ?? [],
    status: view.value?.status ?? 'open',
  }))

  const stops = computed<StopView[]>(() =>
    (view.value?.stops ?? [])
      .map((stop, i) => ({
        id: stop.id,
        name: stop.name,
        state: hoursState(stop.hours, now.value, context.value),
        way: ways.value[i] ?? null,
      }))
      .sort((a, b) => rank(a.way) - rank(b.way)),
  )

  const stop = computed(() => {
    const wanted = route.query['stop'] ?? stops.value[0]?.id
    const all = view.value?.stops ?? []
    return all.find(({ id }) => id === wanted) ?? all[0] ?? null
  })

  const hours = computed<HoursView | null>(() => {
    const outlet = view.value
    if (!outlet) return null
    const expression = stop.value ? stop.value.hours : outlet.hours
    const read = expression === null ? null : readHours(expression)
    const days = !read?.ok ? [] : weekTable(expression, now.value, context.value)
    return {
      state: hoursState(expression, now.value, context.value),
      days,
      today:
        outlet.status === 'closed' ? null : (days.find(({ date }) => date === dateAt(now.value)) ?? null),
      sentence: read?.ok ? describe(read.schedule, hoursLanguage(language.value)) : null,
      way: (stop.value ? stops.value.find(({ id }) => id === stop.value?.id)?.way : ways.value[0]) ?? null,
      moves: stop.value !== null && driving(outlet.type),
    }
  })

  const spoken = computed(() => {
    if (!hours.value) return ''
    const { label, detail } = stateWords(hours.value.state, now.value, hours.value.moves)
    return `${label} ${detail}`
  })

  return { stop, hours, stops, spoken }
}
