/** What the week editor does to a week: each act gives a new one. */

import { holidayCalendar } from '../../schema/rules/calendar.ts'
import { weekTable } from '../../schema/rules/hours/week.ts'
import {
  clockOfMinute,
  isAllDay,
  minuteOfClock,
  minutesOfSpan,
  normalSpans,
  SPANS_MAX,
  spanOfMinutes,
  type WeekModel,
  type WeekPlace,
  type WeekSpan,
} from '../../schema/rules/hours/week-model.ts'
import { isLikelyNight } from '../../schema/rules/hours/week-problems.ts'

const NOON = 12 * 60
const MIDNIGHT = 1440
/** What a shop that says nothing else begins with. */
const usual: WeekSpan = { from: '08:00', to: '20:00', overnight: false }
/** The second half of a split shift: two hours later, for three hours. */
const BREAK = 2 * 60
const EVENING_SHIFT = 3 * 60

/** A week in which every day is closed. */
export function closedWeek(): WeekModel {
  return { days: Array.from({ length: 7 }, () => []), holidays: 'same' }
}

/** The hours of the week around an instant, as a beginning for what no week can hold. */
export function roughWeek(expression: string, at: number): WeekModel {
  const days = weekTable(expression, at, { calendar: holidayCalendar([], []) })
  return {
    days: days.map(({ spans }) =>
      normalSpans(spans.filter(({ openEnd }) => !openEnd).map(spanOfMinutes)).slice(0, SPANS_MAX),
    ),
    holidays: 'same',
  }
}

/** The week with other spans on a day, or on holidays. */
export function withSpans(model: WeekModel, place: WeekPlace, spans: readonly WeekSpan[]): WeekModel {
  if (place === 'holidays') return { ...model, holidays: spans }
  return { ...model, days: model.days.map((old, day) => (day === place ? spans : old)) }
}

/** The week with one day's hours on others too. */
export function copyDay(model: WeekModel, from: number, to: readonly number[]): WeekModel {
  const spans = model.days[from] ?? []
  return { ...model, days: model.days.map((old, day) => (to.includes(day) ? spans : old)) }
}

/** A span with another time; an end that can only be the next day's is taken for that. */
export function editSpan(span: WeekSpan, time: Partial<Pick<WeekSpan, 'from' | 'to'>>): WeekSpan {
  const { from, to } = { ...span, ...time }
  return { from, to, overnight: isLikelyNight(from, to) }
}

/** The span with its end in the afternoon, where "9:00 to 6:00" may mean that; null where it cannot. */
export function inAfternoon(span: WeekSpan): WeekSpan | null {
  const [from, to] = [minuteOfClock(span.from), minuteOfClock(span.to)]
  if (from === null || to === null || to >= NOON || to + NOON <= from) return null
  return { from: span.from, to: clockOfMinute(to + NOON), overnight: false }
}

/** One more span after those that a day has; empty times where there is no room for a likely one. */
export function nextSpan(spans: readonly WeekSpan[]): WeekSpan {
  const last = Math.max(0, ...spans.map((span) => minutesOfSpan(span)?.to ?? MIDNIGHT))
  const from = Math.ceil((last + BREAK) / 60) * 60
  if (spans.length === 0) return usual
  if (from + EVENING_SHIFT > MIDNIGHT) return { from: '', to: '', overnight: false }
  return spanOfMinutes({ from, to: from + EVENING_SHIFT })
}

/** The hours with which a day opens that had no times: those of the nearest day before it that has some. */
export function openingSpans(model: WeekModel, place: WeekPlace): readonly WeekSpan[] {
  const days = place === 'holidays' ? model.days : [...model.days.slice(place), ...model.days.slice(0, place)]
  const open = days.filter((spans) => spans.length > 0 && !isAllDay(spans))
  return (place === 'holidays' ? open[0] : open.at(-1)) ?? [usual]
}
