/** Between the expression that is stored and the week that a shopkeeper edits. */

import { holidayCalendar } from '../calendar.ts'
import { dayOfIso, isoOf } from './days.ts'
import { readHours } from './evaluate.ts'
import type { Rule, Schedule, TimeSpan } from './grammar.ts'
import { segmentsOf } from './timeline.ts'
import {
  isAllDay,
  minutesOfSpan,
  normalWeek,
  SPANS_MAX,
  spanOfMinutes,
  type WeekModel,
  type WeekSpan,
} from './week-model.ts'

const MIDNIGHT = 1440
const weekdayCodes = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su']

/** A Monday with which a plain week begins; the week after it has nothing but holidays. */
const PLAIN = dayOfIso('2024-03-04')
const HOLIDAYS = PLAIN + 7
const week = [0, 1, 2, 3, 4, 5, 6]
const calendar = holidayCalendar(
  [2024],
  week.map((index) => ({ date: isoOf(HOLIDAYS + index), kind: 'holiday', name: '' })),
)

/** When a day's own rules have it open, as stretches that do not touch. */
function stretchesOf(schedule: Schedule, day: number): Pick<TimeSpan, 'from' | 'to'>[] {
  const stretches: Pick<TimeSpan, 'from' | 'to'>[] = []
  for (const { from, to, state } of segmentsOf(schedule, day, { calendar })) {
    if (state !== 'open') continue
    const last = stretches.at(-1)
    if (last?.to === from) last.to = to
    else stretches.push({ from, to })
  }
  return stretches
}

/** What each kind of day is open, to compare two schedules that speak of nothing but weekdays and holidays. */
function signOf(schedule: Schedule): string {
  return JSON.stringify(
    [...week, ...week.map((index) => index + 7)].map((i) => stretchesOf(schedule, PLAIN + i)),
  )
}

/** Whether the rule speaks only of weekdays, public holidays and plain times. */
function isPlain({ days, spans, state, comment }: Rule): boolean {
  if (state === 'unknown' || comment !== null || spans.some(({ openEnd }) => openEnd)) return false
  if (days === null) return true
  return (
    days.years.length === 0 &&
    days.dates.length === 0 &&
    days.weeks.length === 0 &&
    days.weekdays.every(({ nth }) => nth.length === 0) &&
    !days.holidays.includes('SH')
  )
}

function spansOn(schedule: Schedule, day: number): WeekSpan[] {
  return stretchesOf(schedule, day)
    .filter(({ from }) => from < MIDNIGHT)
    .map(spanOfMinutes)
}

/**
 * Reads an expression into a week.
 * @param expression OpenStreetMap `opening_hours`
 * @returns the week, normal; null where the expression cannot be read or says more than a week can hold
 * @example readWeek('Mo-Fr 08:00-18:00; PH off')
 */
export function readWeek(expression: string): WeekModel | null {
  const parsed = readHours(expression)
  if (!parsed.ok || !parsed.schedule.rules.every(isPlain)) return null
  const { schedule } = parsed
  const days = week.map((index) => spansOn(schedule, PLAIN + index))
  const own = spansOn(schedule, HOLIDAYS)
  if ([...days, own].some((spans) => spans.length > SPANS_MAX)) return null
  // What a week cannot say shows in its own words meaning something else.
  const sign = signOf(schedule)
  const found = (['same', 'closed', own] as const).find((holidays) =>
    means(writeWeek({ days, holidays }), sign),
  )
  return found === undefined ? null : normalWeek({ days, holidays: found })
}

function means(expression: string, sign: string): boolean {
  const written = readHours(expression)
  return written.ok && signOf(written.schedule) === sign
}

/**
 * Writes a week as a short expression: days with the same hours together, days off after them, holidays last.
 * @param model a week without problems; spans that make no sense are left out
 * @example writeWeek(…) // 'Mo-Fr 08:00-18:00; Sa,Su off; PH 09:00-12:00'
 */
export function writeWeek(model: WeekModel): string {
  const { days, holidays } = normalWeek(model)
  const groups = new Map<string, number[]>()
  days.forEach((spans, index) => {
    const times = timesOf(spans)
    groups.set(times, [...(groups.get(times) ?? []), index])
  })
  const off = groups.get('off')
  groups.delete('off')
  if (off) groups.set('off', off)
  const usual = [...groups].map(([times, on]) =>
    on.length < 7 ? `${daysOf(on)} ${times}` : isAllDay(days[0] ?? []) ? '24/7' : times,
  )
  if (holidays === 'same') return usual.join('; ')
  return [...usual, `PH ${holidays === 'closed' ? 'off' : timesOf(holidays)}`].join('; ')
}

function timesOf(spans: readonly WeekSpan[]): string {
  return spans.map(timeOf).join(',') || 'off'
}

function timeOf(span: WeekSpan): string {
  return `${span.from}-${minutesOfSpan(span)?.to === MIDNIGHT ? '24:00' : span.to}`
}

/** `Mo-We,Fr,Sa`: three days and more in a row as a range */
function daysOf(days: readonly number[]): string {
  const ranges: number[][] = []
  for (const day of days) {
    const last = ranges.at(-1)
    if (last?.at(-1) === day - 1) last.push(day)
    else ranges.push([day])
  }
  return ranges
    .map((range) => range.map((day) => weekdayCodes[day] ?? ''))
    .map((codes) => (codes.length < 3 ? codes.join(',') : `${codes[0]}-${codes.at(-1)}`))
    .join(',')
}
