/**
 * Days in Asia/Shanghai. The zone has kept UTC+8 without summer time since 1991, so that a day is a number: days
 * since 1970-01-01 there. No `Intl` is needed, which keeps evaluating a whole city's list quick on an old phone.
 */

const OFFSET = 8 * 3_600_000
const DAY = 86_400_000
const MINUTE = 60_000

/** A day of the calendar. */
export interface CivilDay {
  year: number
  /** 1 … 12 */
  month: number
  day: number
}

/** The day of an instant (epoch milliseconds). */
export function dayOf(at: number): number {
  return Math.floor((at + OFFSET) / DAY)
}

/** Minutes after that day's midnight, with fractions. */
export function minuteOf(at: number): number {
  return (at + OFFSET - dayOf(at) * DAY) / MINUTE
}

/** The instant of a minute of a day; the minute may be beyond 1440. */
export function instantOf(day: number, minute: number): number {
  return day * DAY - OFFSET + minute * MINUTE
}

/** 1 Monday … 7 Sunday; 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
}

/** Year, month and day of the month. */
export function civilOf(day: number): CivilDay {
  const date = new Date(day * DAY)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

/** How many days the month has. */
export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/** `YYYY-MM-DD` */
export function isoOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10)
}

/** The day of `YYYY-MM-DD`. */
export function dayOfIso(date: string): number {
  return Math.floor(Date.parse(date) / DAY)
}

/** ISO 8601 week of the year, 1 … 53. */
export function weekOf(day: number): number {
  const thursday = day - weekdayOf(day) + 4
  const { year } = civilOf(thursday)
  return Math.floor((thursday - Math.floor(Date.UTC(year, 0, 1) / DAY)) / 7) + 1
}
