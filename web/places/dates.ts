/** Dates and times as people say them, always in the city's time. */

import { dayOf, dayOfIso, instantOf, isoOf, minuteOf, weekdayOf } from '../../schema/rules/hours/days.ts'
import { weekdayName as shortWeekday, timeName } from '../../schema/rules/hours/words.ts'
import type { Language } from '../shell/preferences.ts'

const timeZone = 'Asia/Shanghai'
const formats = new Map<string, Intl.DateTimeFormat>()

function format(language: Language, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${name}`
  let known = formats.get(key)
  if (!known) {
    known = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { timeZone, ...options })
    formats.set(key, known)
  }
  return known
}

/** 20:36, of an instant in epoch milliseconds; every language of the site writes it so */
export function clockTime(instant: number): string {
  return timeName(minuteOf(instant))
}

/** 周二, of an instant in epoch milliseconds. Not by a format: the first one takes an old phone longer than ten rows do. */
export function weekdayName(instant: number, language: Language): string {
  return shortWeekday(weekdayOf(dayOf(instant)), language === 'en' ? 'en' : 'zh')
}

/** 11月12日, of an instant in epoch milliseconds */
export function dayName(instant: number, language: Language): string {
  return format(language, 'day', { month: language === 'en' ? 'short' : 'long', day: 'numeric' }).format(
    instant,
  )
}

/** 11月, of an ISO date */
export function monthName(date: string, language: Language): string {
  return format(language, 'month', { month: 'short' }).format(startOfDate(date))
}

/** Midnight in Asia/Shanghai at which an ISO date begins, in epoch milliseconds. */
export function startOfDate(date: string): number {
  return instantOf(dayOfIso(date), 0)
}

/** The ISO date in Asia/Shanghai at an instant in epoch milliseconds. */
export function dateAt(instant: number): string {
  return isoOf(dayOf(instant))
}

/** Whole days from an ISO date to the day of an instant; 0 is today. */
export function daysSince(date: string, instant: number): number {
  return dayOf(instant) - dayOfIso(date)
}
