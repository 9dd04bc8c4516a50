/**
 * The State Council's holiday calendar: public holidays, and the 调休 weekend days worked in exchange.
 * Its rule for hours (product.md, "Hours"): `PH` is a day of this list, and a make-up day is a working day.
 */

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
