import type { CityAssessment, Goals, GoalsDay } from '../../schema/contract/assessment.ts'
import type { CommunityMeasureList, MeasureAnswer, Trend } from '../../schema/contract/satisfaction.ts'
import { rollingPeriod } from '../../schema/rules/satisfaction.ts'
import { TREND_MONTHS, usePart } from '../satisfaction/measure.ts'
import { answer, api } from '../shell/api.ts'

/** Everything the page of the goals shows, each part asked for by itself, so that the others stand when one fails. */
export function useGoals() {
  const period = rollingPeriod
  const assessment = usePart<CityAssessment>(() => answer(api.assessment.$get()))
  const goals = usePart<Goals>(() => answer(api.goals.$get()))
  const measure = usePart<MeasureAnswer>(() =>
    answer(api.satisfaction.$get({ query: { scope: 'city', period } })),
  )
  const measures = usePart<CommunityMeasureList>(() =>
    answer(api.satisfaction.communities.$get({ query: { period } })),
  )
  const trend = usePart<Trend>(() =>
    answer(api.satisfaction.trend.$get({ query: { scope: 'city', months: String(TREND_MONTHS) } })),
  )
  const parts = [assessment, goals, measure, measures, trend]
  const load = () => Promise.all(parts.map((part) => part.load()))
  void load()
  return { assessment, goals, measure, measures, trend, load }
}

/** A promise about circles as it stands on a day. */
export interface Standing {
  /** communities that keep it, and all that are asked */
  reached: number
  all: number
  share: number
  goal: number
  /** how many more must keep it; 0 when the promise is kept */
  wanting: number
}

/**
 * How a day stands against a goal.
 * @param goal share that is promised, 0–1
 */
export function standingOf(day: GoalsDay, level: 'basic' | 'exemplary', goal: number): Standing {
  const reached = day[level]
  // 0.6 × 15 communities is 9, not a tenth of a billionth more.
  const needed = Math.ceil(Number((goal * day.urban).toFixed(6)))
  return {
    reached,
    all: day.urban,
    share: day.urban === 0 ? 0 : reached / day.urban,
    goal,
    wanting: Math.max(0, needed - reached),
  }
}
