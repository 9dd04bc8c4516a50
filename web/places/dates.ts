/** Dates and times as people say them, always in the city's time. */

import { dayOf, dayOfIso, instantOf, isoOf } from '../../schema/rules/hours/days.ts'
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

/** 20:36, of an instant in epoch milliseconds */
export function clockTime(instant: number, language: Language): string {
  return format(language, 'time', { hour: 'numeric', minute: '2-digit', hourCycle: 'h23' }).format(instant)
}

/** 周二, of an instant in epoch milliseconds */
export function weekdayName(instant: number, language: Language): string {
  return format(language, 'weekday', { weekday: 'short' }).format(instant)
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
