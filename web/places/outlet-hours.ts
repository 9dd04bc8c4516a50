import { type ComputedRef, computed, type Ref } from 'vue'
import { useRoute } from 'vue-router'
import type { OutletStop } from '../../schema/contract/outlet.ts'
import { hoursState, readHours } from '../../schema/rules/hours/evaluate.ts'
import type { HoursState, WeekDay } from '../../schema/rules/hours/model.ts'
import { weekTable } from '../../schema/rules/hours/week.ts'
import { describe } from '../../schema/rules/hours/words.ts'
import { estimateWalk, type Walk } from '../../schema/rules/walking/estimate.ts'
import { usePreferences } from '../shell/preferences.ts'
import { useWords } from '../shell/words.ts'
import { dateAt } from './dates.ts'
import type { OutletView } from './outlet.ts'
import { driving } from './place.ts'
import type { Origin } from './results.ts'
import { hoursLanguage, useStateWords } from './state-words.ts'
import { usePlaces } from './store.ts'

/** The hours of an outlet, or of one stop of it, at an instant. */
export interface HoursView {
  state: HoursState
  /** seven days from Monday; empty where hours are not known */
  days: WeekDay[]
  today: WeekDay | null
  /** the rules in one sentence; null where they cannot be read */
  sentence: string | null
  /** how far it is; null without an origin */
  walk: Walk | null
  /** a stop of something that drives */
  moves: boolean
}

/** A stop with how it stands now. */
export interface StopView {
  id: string
  name: string
  state: HoursState
  minutes: number | null
}

/** Hours, state and distance of the shown outlet, and of each of its stops. */
export function useOutletHours(
  view: Ref<OutletView | null>,
  origin: Ref<Origin>,
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
  const preferences = usePreferences()
  const { language } = useWords()
  const { stateWords } = useStateWords()

  const walkTo = (position: OutletStop['position']) =>
    origin.value.kind === 'none'
      ? null
      : estimateWalk(origin.value.position, position, preferences.elder ? 'elder' : 'standard')

  const context = computed(() => ({
    calendar: places.calendar,
    closures: view.value?.closures ?? [],
    status: view.value?.status ?? 'open',
  }))

  const stops = computed<StopView[]>(() =>
    (view.value?.stops ?? [])
      .map((stop) => ({
        id: stop.id,
        name: stop.name,
        state: hoursState(stop.hours, now.value, context.value),
        minutes: walkTo(stop.position)?.minutes ?? null,
      }))
      .sort((a, b) => (a.minutes ?? 0) - (b.minutes ?? 0)),
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
      walk: walkTo(stop.value?.position ?? outlet.position),
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
