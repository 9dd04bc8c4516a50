/** Whether a rule speaks about a day. */

import type { HolidayCalendar } from '../calendar.ts'
import { type CivilDay, civilOf, daysInMonth, isoOf, weekdayOf, weekOf } from './days.ts'
import type { DateRange, DaySelector, WeekdayRange } from './grammar.ts'

/**
 * The weekday whose hours a 调休 make-up day keeps. The State Council says only that it is worked, not which day it
 * stands for. Friday, because where one weekday differs from the others it is mostly Monday, the usual day off of
 * museums and barbers.
 */
const MAKE_UP_WEEKDAY = 5

/** A day with everything that selectors ask about. */
export interface DayFacts extends CivilDay {
  /** days since 1970-01-01 */
  number: number
  /** the weekday whose rules it keeps, 1 Monday … 7 Sunday */
  weekday: number
  holiday: boolean
  /** false where the year's holidays are not published, so that `holiday` is only an assumption */
  known: boolean
}

/** The list asks of all its schedules about the same few days. */
const knownFacts = new WeakMap<HolidayCalendar, Map<number, DayFacts>>()

/** What the calendar says of a day. */
export function factsOf(number: number, calendar: HolidayCalendar): DayFacts {
  const known = knownFacts.get(calendar) ?? new Map<number, DayFacts>()
  knownFacts.set(calendar, known)
  const facts = known.get(number) ?? workedOut(number, calendar)
  known.set(number, facts)
  return facts
}

function workedOut(number: number, calendar: HolidayCalendar): DayFacts {
  const civil = civilOf(number)
  const known = calendar.years.has(civil.year)
  const special = known ? calendar.days.get(isoOf(number)) : undefined
  return {
    ...civil,
    number,
    weekday: special?.kind === 'workday' ? MAKE_UP_WEEKDAY : weekdayOf(number),
    holiday: special?.kind === 'holiday',
    known,
  }
}

/** Whether the selector matches the day; all of its kinds have to. */
export function matches(days: DaySelector, day: DayFacts): boolean {
  if (days.years.length > 0 && !days.years.some(({ from, to }) => day.year >= from && day.year <= to))
    return false
  if (days.dates.length > 0 && !days.dates.some((range) => inRange(range, day))) return false
  if (days.weeks.length > 0) {
    const week = weekOf(day.number)
    if (!days.weeks.some(({ from, to, step }) => week >= from && week <= to && (week - from) % step === 0))
      return false
  }
  if (days.holidays.length === 0) return days.weekdays.length === 0 || onWeekday(days.weekdays, day)
  const holiday = day.holiday && days.holidays.includes('PH')
  if (days.holidayAndWeekday) return holiday && onWeekday(days.weekdays, day)
  return holiday || onWeekday(days.weekdays, day)
}

function onWeekday(ranges: readonly WeekdayRange[], day: DayFacts): boolean {
  return ranges.some(({ from, to, nth }) => {
    // a numbered weekday names one day of the calendar, which a make-up day does not become
    const weekday = nth.length > 0 ? weekdayOf(day.number) : day.weekday
    const within = from <= to ? weekday >= from && weekday <= to : weekday >= from || weekday <= to
    if (!within || nth.length === 0) return within
    const fromStart = Math.ceil(day.day / 7)
    const fromEnd = -Math.ceil((daysInMonth(day.year, day.month) - day.day + 1) / 7)
    return nth.includes(fromStart) || nth.includes(fromEnd)
  })
}

/**
 * Whether a date lies in a range. Ranges without a year come back every year, and may go over its end
 * (`Dec 24-Jan 2`).
 */
export function inRange({ from, to }: DateRange, day: CivilDay): boolean {
  const first = from.month * 100 + (from.day ?? 1)
  const last = to.month * 100 + (to.day ?? 31)
  const date = day.month * 100 + day.day
  if (from.year !== null) {
    const today = day.year * 10_000 + date
    return today >= from.year * 10_000 + first && today <= (to.year ?? from.year) * 10_000 + last
  }
  return first <= last ? date >= first && date <= last : date >= first || date <= last
}
