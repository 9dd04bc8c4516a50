/**
 * When the limits of 13710 run out (product.md, "A complaint's way"). Periods are counted as the Civil Code counts them
 * (民法典): the day of the beginning does not count (art. 201), a month ends on the day of the same number or the last
 * of the month (art. 202), and a period whose last day is no working day ends on the next one that is (art. 203).
 */

import { type ComplaintLimit, complaintRule } from '../../catalog/complaints.ts'
import type { HolidayCalendar } from '../calendar.ts'
import { civilOf, dayOf, daysInMonth, instantOf, isoOf, weekdayOf } from '../hours/days.ts'

/**
 * Whether people work on a day in Asia/Shanghai: not on holidays, but on the weekend days worked in exchange (调休). In a
 * year whose list is not published, Monday to Friday.
 * @param day days since 1970-01-01
 */
export function isWorkingDay(day: number, calendar: HolidayCalendar): boolean {
  const special = calendar.days.get(isoOf(day))
  return special ? special.kind === 'workday' : weekdayOf(day) <= 5
}

/**
 * The instant at which so many working days are over.
 * @param from epoch milliseconds at which the period begins; its own day does not count
 * @returns epoch milliseconds: the midnight that ends the last day
 */
export function afterWorkingDays(from: number, count: number, calendar: HolidayCalendar): number {
  let day = dayOf(from)
  for (let left = count; left > 0; ) {
    day += 1
    if (isWorkingDay(day, calendar)) left -= 1
  }
  return instantOf(day + 1, 0)
}

/** The instant at which so many months are over; a period that would end on a day off ends on the next working day. */
export function afterMonths(from: number, count: number, calendar: HolidayCalendar): number {
  const { year, month, day } = civilOf(dayOf(from))
  const [endYear, endMonth] = [year + Math.floor((month - 1 + count) / 12), ((month - 1 + count) % 12) + 1]
  const last = Math.min(day, daysInMonth(endYear, endMonth))
  let end = Math.floor(Date.UTC(endYear, endMonth - 1, last) / 86_400_000)
  while (!isWorkingDay(end, calendar)) end += 1
  return instantOf(end + 1, 0)
}

/** The instant at which so many days, of whatever kind, are over. */
export function afterDays(from: number, count: number): number {
  return instantOf(dayOf(from) + count + 1, 0)
}

/** When each limit runs out, in epoch milliseconds. */
export type Deadlines = Record<ComplaintLimit, number>

/**
 * The deadlines of a case.
 * @param from epoch milliseconds of filing, or of the last reopening, from which everything runs anew
 * @param complex staff have marked it complex, with a published reason
 */
export function deadlinesOf(from: number, complex: boolean, calendar: HolidayCalendar): Deadlines {
  const after = (limit: ComplaintLimit) => afterWorkingDays(from, complaintRule.workingDays[limit], calendar)
  return {
    accept: after('accept'),
    answer: after('answer'),
    resolve: complex ? afterMonths(from, complaintRule.complexMonths, calendar) : after('resolve'),
  }
}

/**
 * Until when the complainant may confirm or reopen.
 * @param ended epoch milliseconds of the resolution, the rejection or the transfer, or of the last word on the resolution
 */
export function replyUntil(ended: number): number {
  return afterDays(ended, complaintRule.replyDays)
}

/**
 * Whether a deadline rests on a year whose holidays are not published, so that it may still move.
 * @param from epoch milliseconds at which the period begins
 */
export function isProvisional(from: number, until: number, calendar: HolidayCalendar): boolean {
  // A period ends at midnight: its last day is the one before.
  return [civilOf(dayOf(from)).year, civilOf(dayOf(until) - 1).year].some((year) => !calendar.years.has(year))
}
