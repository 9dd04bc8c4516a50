/** A week of opening hours as a table. */

import { dayOf, isoOf, weekdayOf } from './days.ts'
import { readHours } from './evaluate.ts'
import type { HoursContext, Span, WeekDay } from './model.ts'
import { closureOn, holidayOn, segmentsOf } from './timeline.ts'

const MIDNIGHT = 1440

/**
 * Seven days of an outlet's hours. A span past midnight stands on the day on which it begins.
 * @param expression OpenStreetMap `opening_hours`; null or unreadable gives seven unknown days
 * @param at an instant (epoch milliseconds) of the first day, or of its week
 * @param context calendar and closures
 * @param first `monday` for the week around `at`, `today` for seven days from `at` on
 */
export function weekTable(
  expression: string | null,
  at: number,
  context: HoursContext,
  first: 'monday' | 'today' = 'monday',
): WeekDay[] {
  const today = dayOf(at)
  const start = first === 'today' ? today : today - weekdayOf(today) + 1
  const parsed = expression === null ? null : readHours(expression)
  return Array.from({ length: 7 }, (_, index) => {
    const day = start + index
    const closure = closureOn(day, context.closures)
    const facts = { date: isoOf(day), weekday: weekdayOf(day), holiday: holidayOn(day, context), closure }
    if (closure) return { ...facts, spans: [], state: 'closed' }
    if (!parsed?.ok) return { ...facts, spans: [], state: 'unknown' }
    const segments = segmentsOf(parsed.schedule, day, context).filter(({ from }) => from < MIDNIGHT)
    const spans = segments
      .filter(({ state }) => state === 'open')
      .map(({ from, to, openEnd, comment }): Span => ({ from, to, openEnd, comment }))
    if (spans.length > 0) return { ...facts, spans, state: 'hours' }
    return {
      ...facts,
      spans,
      state: segments.some(({ state }) => state === 'unknown') ? 'unknown' : 'closed',
    }
  })
}
