/**
 * The State Council's holiday calendar: public holidays, and the 调休 weekend days worked in exchange.
 * Its rule for hours (product.md, "Hours"): `PH` is a day of this list, and a make-up day is a working day.
 */

import { dayOfIso, isoOf } from './hours/days.ts'

/** One day on which the calendar differs from the plain week. */
export interface CalendarDay {
  /** ISO date, Asia/Shanghai */
  date: string
  kind: 'holiday' | 'workday'
  /** Chinese name of the holiday it belongs to, such as 春节 */
  name: string
}

/** A calendar that knows for which years it speaks. Outside `years` nothing may be concluded. */
export interface HolidayCalendar {
  years: ReadonlySet<number>
  days: ReadonlyMap<string, CalendarDay>
}

/**
 * Builds the look-up form of a holiday list.
 * @param years the years whose list is complete
 * @param days the days that differ from the plain week
 */
export function holidayCalendar(years: Iterable<number>, days: Iterable<CalendarDay>): HolidayCalendar {
  return { years: new Set(years), days: new Map([...days].map((day) => [day.date, day])) }
}

/** The State Council publishes the next year's list in autumn; from this month on it is missed (1 January … 12). */
const EXPECTED_FROM = 11

/**
 * The year whose list is missing: this year's, or from November on the next one's.
 * @param years those whose list is complete
 * @param today ISO date, Asia/Shanghai
 * @returns null when nothing is missing yet
 */
export function missingYear(years: readonly number[], today: string): number | null {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))]
  if (!years.includes(year)) return year
  return month >= EXPECTED_FROM && !years.includes(year + 1) ? year + 1 : null
}

/** A holiday as the State Council announces it: days off in a row, and the weekend days worked for them. */
export interface Festival {
  name: string
  /** ISO dates, both included */
  from: string
  to: string
  workdays: readonly string[]
}

/** The days of a festival. */
export function daysOfFestival({ name, from, to, workdays }: Festival): CalendarDay[] {
  const off: CalendarDay[] = []
  for (let day = dayOfIso(from); day <= dayOfIso(to); day++) {
    off.push({ date: isoOf(day), kind: 'holiday', name })
  }
  return [...off, ...workdays.map((date): CalendarDay => ({ date, kind: 'workday', name }))]
}

/**
 * The days of a year put together to festivals, the first first. A day that is worked goes to the nearest days off of
 * its name; where there are none, it is a festival of its own without days off, from and to that day.
 */
export function festivalsOf(days: readonly CalendarDay[]): Festival[] {
  const inOrder = [...days].sort((one, other) => one.date.localeCompare(other.date))
  const festivals: { name: string; from: string; to: string; workdays: string[] }[] = []
  for (const { date, kind, name } of inOrder) {
    if (kind === 'workday') continue
    const last = festivals.at(-1)
    if (last?.name === name && dayOfIso(last.to) + 1 === dayOfIso(date)) last.to = date
    else festivals.push({ name, from: date, to: date, workdays: [] })
  }
  const distance = (date: string, { from, to }: Festival) =>
    Math.max(dayOfIso(from) - dayOfIso(date), dayOfIso(date) - dayOfIso(to))
  for (const { date, kind, name } of inOrder) {
    if (kind === 'holiday') continue
    const [nearest] = festivals
      .filter((festival) => festival.name === name && !isWorkAlone(festival))
      .sort((one, other) => distance(date, one) - distance(date, other))
    if (nearest) nearest.workdays.push(date)
    else festivals.push({ name, from: date, to: date, workdays: [date] })
  }
  return festivals.sort((one, other) => one.from.localeCompare(other.from))
}

/** Whether a festival of {@link festivalsOf} has no days off. */
export function isWorkAlone({ from, to, workdays }: Festival): boolean {
  return from === to && workdays.includes(from)
}
