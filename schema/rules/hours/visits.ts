/** The coming times of hours, one after another, as a calendar shows them. */

import { dayOf, instantOf } from './days.ts'
import { readHours } from './evaluate.ts'
import type { HoursContext } from './model.ts'
import { timelineOf } from './timeline.ts'

/** A time during which it is open without a break. */
export interface Visit {
  /** epoch milliseconds; the second is the first instant at which it is not known to be open any more */
  from: number
  to: number
  /** the end is the earliest one: `18:00+` */
  openEnd: boolean
  comment: string | null
}

/**
 * When hours are open within so many days, past midnight in one piece. What nobody knows is left out, as are days of
 * closures and all days of what is paused or closed for good.
 * @param expression OpenStreetMap `opening_hours`; null where nobody has given hours
 * @param at epoch milliseconds; it begins with this instant's day in Asia/Shanghai, or in the evening before where that goes on
 * @param days how many, this one included; what is open at the end of the last one is cut off there
 */
export function visitsOf(
  expression: string | null,
  at: number,
  days: number,
  context: HoursContext,
): Visit[] {
  const parsed = expression?.trim() ? readHours(expression) : null
  const runs = context.status === undefined || context.status === 'open'
  if (!parsed?.ok || !runs) return []
  const timeline = timelineOf(parsed.schedule, context)
  const first = dayOf(at)
  const visits: Visit[] = []
  for (let day = first - 1; day < first + days; day += 1) {
    for (const { from, to, state, openEnd, comment } of timeline(day)) {
      if (state !== 'open') continue
      const visit = { from: instantOf(day, from), to: instantOf(day, to), openEnd, comment }
      const last = visits.at(-1)
      if (last?.to === visit.from && last.comment === comment) {
        last.to = visit.to
        last.openEnd = openEnd
      } else visits.push(visit)
    }
  }
  return visits.filter(({ to }) => to > instantOf(first, 0))
}
