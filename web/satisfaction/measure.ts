import { type Ref, shallowReactive, watch } from 'vue'
import type {
  CommunityMeasureList,
  MeasureAnswer,
  SurveyAnswer,
  Trend,
} from '../../schema/contract/satisfaction.ts'
import { answer, api } from '../shell/api.ts'
import { type Asking, outcomeOf } from './asking.ts'

/** A part of the page that is asked for by itself, so that the others stand when it fails. */
export interface Part<T> {
  /** what was given last; stays while its successor is on the way, and goes when that fails */
  value: T | null
  state: Asking
  load: () => Promise<void>
}

/** A part of a page; it is asked for when its `load` is called. */
export function usePart<T>(ask: () => Promise<T>): Part<T> {
  let turns = 0
  const part = shallowReactive<Part<T>>({ value: null, state: 'loading', load })
  async function load(): Promise<void> {
    turns += 1
    const turn = turns
    part.state = 'loading'
    try {
      const given = await ask()
      if (turn !== turns) return
      part.value = given
      part.state = 'ready'
    } catch (error) {
      if (turn !== turns) return
      part.value = null
      part.state = outcomeOf(error)
    }
  }
  return part
}

/** Months in the trend, the current one among them. */
export const TREND_MONTHS = 12

/**
 * Everything the page of the measure shows.
 * @param period by the API's name; a change asks anew for what depends on it
 */
export function useMeasure(period: Readonly<Ref<string>>) {
  const city = usePart<MeasureAnswer>(() =>
    answer(api.satisfaction.$get({ query: { scope: 'city', period: period.value } })),
  )
  const communities = usePart<CommunityMeasureList>(() =>
    answer(api.satisfaction.communities.$get({ query: { period: period.value } })),
  )
  const trend = usePart<Trend>(() =>
    answer(api.satisfaction.trend.$get({ query: { scope: 'city', months: String(TREND_MONTHS) } })),
  )
  const surveys = usePart<SurveyAnswer>(() => answer(api.satisfaction.surveys.$get()))
  watch(
    period,
    () => {
      void city.load()
      void communities.load()
    },
    { immediate: true },
  )
  void trend.load()
  void surveys.load()
  return { city, communities, trend, surveys }
}
