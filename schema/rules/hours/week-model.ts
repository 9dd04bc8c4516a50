/**
 * A week of opening hours as a shopkeeper thinks of it: what each weekday has, and what holds on public holidays.
 * Times are text (`08:00`), because that is what a form holds while somebody is still typing: empty is not filled in.
 */

import { holidayCalendar } from '../calendar.ts'
import { dayOfIso } from './days.ts'
import type { TimeSpan } from './grammar.ts'
import { factsOf } from './match.ts'

const MIDNIGHT = 1440

/** Spans of one day: a shop with more is not one that a week of plain hours describes. */
export const SPANS_MAX = 4

/** From one time to another. */
export interface WeekSpan {
  /** `HH:MM`, or empty while it is not filled in */
  from: string
  to: string
  /** an end that is not after the beginning is meant to be on the next day; `00:00` then is midnight */
  overnight: boolean
}

/** Holidays are like other days, or closed, or have hours of their own. */
export type HolidayHours = 'same' | 'closed' | readonly WeekSpan[]

/** Seven days from Monday, each with its spans; a day without any is closed. */
export interface WeekModel {
  days: readonly (readonly WeekSpan[])[]
  holidays: HolidayHours
}

/** 0 … 6 from Monday; what else has spans are the holidays. */
export type WeekPlace = number | 'holidays'

/** The span of a day that never closes. */
export const allDay: WeekSpan = { from: '00:00', to: '00:00', overnight: true }

/** Whether the spans are one whole day, said as one. */
export function isAllDay([only, ...more]: readonly WeekSpan[]): boolean {
  return more.length === 0 && only?.from === allDay.from && only.to === allDay.to && only.overnight
}

/** Minutes after midnight of `HH:MM`; null for anything else. */
export function minuteOfClock(clock: string): number | null {
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(clock)) return null
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
}

/** `HH:MM` of a minute after midnight; 24:00 and what is beyond are times of the next day. */
export function clockOfMinute(minute: number): string {
  const within = minute % MIDNIGHT
  return `${String(Math.floor(within / 60)).padStart(2, '0')}:${String(within % 60).padStart(2, '0')}`
}

/** A span in minutes, `to` beyond 1440 where it ends the next day; null while it makes no sense. */
export function minutesOfSpan(span: WeekSpan): Pick<TimeSpan, 'from' | 'to'> | null {
  const [from, to] = [minuteOfClock(span.from), minuteOfClock(span.to)]
  if (from === null || to === null) return null
  if (to > from) return { from, to }
  const wholeDay = from === to && from === 0
  return span.overnight && (to < from || wholeDay) ? { from, to: to + MIDNIGHT } : null
}

/** A span of minutes as it stands in the model. */
export function spanOfMinutes({ from, to }: Pick<TimeSpan, 'from' | 'to'>): WeekSpan {
  return { from: clockOfMinute(from), to: clockOfMinute(to), overnight: to >= MIDNIGHT }
}

/** In order, with those that touch or overlap made one. Spans that make no sense are left out. */
export function normalSpans(spans: readonly WeekSpan[]): WeekSpan[] {
  const merged: Pick<TimeSpan, 'from' | 'to'>[] = []
  const known = spans.flatMap((span) => minutesOfSpan(span) ?? []).sort((a, b) => a.from - b.from)
  for (const span of known) {
    const last = merged.at(-1)
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to)
    else merged.push({ ...span })
  }
  return merged.map(spanOfMinutes)
}

/** Whether two lists of spans are the same hours. */
export function sameSpans(a: readonly WeekSpan[], b: readonly WeekSpan[]): boolean {
  return JSON.stringify(normalSpans(a)) === JSON.stringify(normalSpans(b))
}

/** The one way to say this week: spans in order, and holidays of their own only where they differ. */
export function normalWeek({ days, holidays }: WeekModel): WeekModel {
  const own = holidays === 'same' ? null : holidays === 'closed' ? [] : normalSpans(holidays)
  const usual = days.map(normalSpans)
  if (own === null || usual.every((spans) => sameSpans(spans, own))) return { days: usual, holidays: 'same' }
  return { days: usual, holidays: own.length === 0 ? 'closed' : own }
}

/** The weekday whose hours a make-up working day (调休) keeps, 1 Monday … 7 Sunday. */
export function makeUpWeekday(): number {
  const sunday = '2024-03-10'
  const calendar = holidayCalendar([2024], [{ date: sunday, kind: 'workday', name: '' }])
  return factsOf(dayOfIso(sunday), calendar).weekday
}
