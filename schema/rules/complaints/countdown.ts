/**
 * How long there is until something runs out, as people count it: in working days for the limits of 13710 (weekend days
 * worked in exchange, 调休, are working days), in days of whatever kind for the complainant's own. Today does not count:
 * on the last day itself one says "today", and after it how many days it is late.
 */

import type { HolidayCalendar } from '../calendar.ts'
import { dayOf } from '../hours/days.ts'
import { isWorkingDay } from './deadlines.ts'

/** What there is left; `days` is at least 1. */
export type Countdown =
  | { left: 'working_days'; days: number }
  | { left: 'days'; days: number }
  /** it runs out at the midnight that ends today */
  | { left: 'today' }
  | { left: 'late'; days: number }

/** The last day of a period, which ends at midnight. */
const lastDay = (until: number) => dayOf(until - 1)

/**
 * Counts down in days of whatever kind.
 * @param until epoch milliseconds: the midnight in Asia/Shanghai that ends the last day
 * @param now epoch milliseconds
 */
export function countdownInDays(until: number, now: number): Countdown {
  const days = lastDay(until) - dayOf(now)
  if (now >= until) return { left: 'late', days: -days }
  return days === 0 ? { left: 'today' } : { left: 'days', days }
}

/**
 * Counts down to a limit that staff must keep.
 * @param until epoch milliseconds: the midnight in Asia/Shanghai that ends the last day
 * @param now epoch milliseconds
 * @param calendar of a year that it does not know, every Monday to Friday is a working day
 */
export function countdownOf(until: number, now: number, calendar: HolidayCalendar): Countdown {
  const inDays = countdownInDays(until, now)
  if (inDays.left !== 'days') return inDays
  let days = 0
  for (let day = dayOf(now) + 1; day <= lastDay(until); day++) if (isWorkingDay(day, calendar)) days += 1
  // A deadline that was set by an older list of holidays may have nothing but days off before it.
  return days > 0 ? { left: 'working_days', days } : inDays
}
