/**
 * Opening hours as schema.org's OpeningHoursSpecification says them: dated lists of days and times, for search engines.
 *
 * What schema.org cannot say is left out and not guessed: an end that is not stated, "by appointment", days of a year
 * whose public holidays are not published. So a day that is closed is said to be closed, and a day of which nothing
 * is said is not known. No two specifications speak of the same weekday at the same time: whether a reader lets dated
 * ones replace others or takes them all together, it comes to the same.
 */

import { dayOfIso, isoOf, weekdayOf } from './days.ts'
import { readHours } from './evaluate.ts'
import type { Schedule } from './grammar.ts'
import type { HoursContext } from './model.ts'
import { closureOn, segmentsOf } from './timeline.ts'

const MIDNIGHT = 1440

/** How many days ahead are told where hours depend on the date. */
export const SPECIFIED_DAYS = 365

/** Hours of some weekdays in a time. */
export interface HoursSpecification {
  /** 1 Monday … 7 Sunday, in order */
  weekdays: readonly number[]
  /** `HH:MM`; a closed day opens and closes at 00:00, one open all day closes at 23:59 */
  opens: string
  /** `HH:MM`; no later than `opens` (and not both 00:00) is the next day */
  closes: string
  /** ISO dates, inclusive; null is without end */
  from: string | null
  through: string | null
}

interface DaySpan {
  /** minutes after the day's midnight, below 1440 */
  from: number
  /** may pass 1440; at most 24 hours after `from` */
  to: number
}

/** A day's spans; null is not known. */
type DaySpans = readonly DaySpan[] | null

/**
 * Between which days (since 1970-01-01) a bound may lie, because no other date of its weekday is there: an infinite
 * one is without beginning or end.
 */
interface Bound {
  earliest: number
  latest: number
}

/** Dates of one weekday that follow one another and are alike. */
interface Run {
  weekday: number
  spans: DaySpans
  begins: Bound
  ends: Bound
}

/**
 * The hours of an outlet from a day on.
 * @param expression OpenStreetMap `opening_hours`
 * @param first days since 1970-01-01 in Asia/Shanghai, the first that must be right
 * @returns empty where nothing can be said with certainty
 */
export function hoursSpecifications(
  expression: string | null,
  first: number,
  context: HoursContext,
): HoursSpecification[] {
  const parsed = expression?.trim() ? readHours(expression) : null
  if (!parsed?.ok || context.status === 'closed') return []
  const last = lastDay(first, context)
  if (last < first) return []
  const endless = context.status !== 'paused' && isSameForEver(parsed.schedule, last, context)
  // The night before the first day is still open in its small hours.
  const evening = first - 1
  const groups = merged(runsOf(spansOfDays(parsed.schedule, evening, last, context), evening, endless))
  return groups.flatMap(specificationsOf)
}

/** A paused outlet is known until its last closure ends: nobody has said what comes then. */
function lastDay(first: number, context: HoursContext): number {
  if (context.status !== 'paused') return first + SPECIFIED_DAYS
  return Math.max(first - 1, ...(context.closures ?? []).map(({ to }) => dayOfIso(to)))
}

/** Whether every week after the last day is like the one before it. */
function isSameForEver(schedule: Schedule, last: number, { calendar, closures }: HoursContext): boolean {
  const dated = schedule.rules.some(
    ({ days }) =>
      days &&
      (days.years.length > 0 ||
        days.dates.length > 0 ||
        days.weeks.length > 0 ||
        days.holidays.length > 0 ||
        days.weekdays.some(({ nth }) => nth.length > 0)),
  )
  const later = [...calendar.days.keys(), ...(closures ?? []).map(({ to }) => to)]
  return !dated && later.every((date) => dayOfIso(date) <= last)
}

/**
 * What is open on every day, each span on the day on which it begins. One that lasts longer than a day is told from
 * midnight to midnight, since `closes` cannot name the day after the next.
 */
function spansOfDays(schedule: Schedule, first: number, last: number, context: HoursContext): DaySpans[] {
  const open = new Map<number, (DaySpan & { day: number })[]>()
  const unknown = new Set<number>()
  for (let day = first - 1; day <= last + 1; day += 1) {
    const segments = segmentsOf(schedule, day, context).filter(({ state }) => state !== 'closed')
    for (const { from, to } of segments.filter(({ state, openEnd }) => state === 'unknown' || openEnd)) {
      if (from < MIDNIGHT) unknown.add(day)
      if (to > MIDNIGHT) unknown.add(day + 1)
    }
    const spans = segments
      .filter(({ state, openEnd }) => state === 'open' && !openEnd)
      .flatMap(({ from, to }) => spansWithin(day, from, to, context))
    open.set(day, spans)
  }
  const isUnknown = (day: number) => unknown.has(day) && !closureOn(day, context.closures)
  /** What begins on a day, as far as the next one is known. */
  const begun = (day: number) =>
    [...(open.get(day - 1) ?? []), ...(open.get(day) ?? [])]
      .filter((span) => span.day === day)
      .map(({ from, to }) => ({ from, to: isUnknown(day + 1) ? Math.min(to, MIDNIGHT) : to }))
  /** What a day of which nothing is told carries over. */
  const carried = (day: number) =>
    isUnknown(day)
      ? begun(day).flatMap(({ to }) => (to > MIDNIGHT ? [{ from: 0, to: to - MIDNIGHT }] : []))
      : []
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const day = first + index
    return isUnknown(day) ? null : united([...carried(day - 1), ...begun(day)])
  })
}

/** An open segment of a day's rules as spans of this day and the next. */
function spansWithin(
  day: number,
  from: number,
  to: number,
  context: HoursContext,
): (DaySpan & { day: number })[] {
  const isClosure = (number: number) => closureOn(number, context.closures) !== null
  if (to <= MIDNIGHT || (from < MIDNIGHT && to - from < MIDNIGHT && !isClosure(day + 1)))
    return [{ day, from, to }]
  return [
    ...(from < MIDNIGHT ? [{ day, from, to: MIDNIGHT }] : []),
    // a closure of the next day ends this one's night at midnight
    ...(isClosure(day + 1)
      ? []
      : [{ day: day + 1, from: Math.max(from, MIDNIGHT) - MIDNIGHT, to: to - MIDNIGHT }]),
  ]
}

/** Spans in order, those that overlap or touch as one where that is no longer than a day. */
function united(spans: readonly DaySpan[]): DaySpan[] {
  const result: DaySpan[] = []
  for (const span of [...spans].sort((one, other) => one.from - other.from || one.to - other.to)) {
    const before = result.at(-1)
    if (before && span.to <= before.to) continue
    const isOne = before && span.from <= before.to
    const joined = isOne && (span.to <= MIDNIGHT || span.to - before.from < MIDNIGHT)
    if (before && joined) before.to = span.to
    else result.push({ ...span })
  }
  return result
}

const alike = (one: DaySpans, other: DaySpans) => JSON.stringify(one) === JSON.stringify(other)

/** The days as runs of each weekday. */
function runsOf(days: readonly DaySpans[], first: number, endless: boolean): Run[] {
  return [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) => {
    const runs: Run[] = []
    for (const [index, spans] of days.entries()) {
      const day = first + index
      if (weekdayOf(day) !== weekday) continue
      const before = runs.at(-1)
      if (before && alike(before.spans, spans)) {
        before.ends = { earliest: day, latest: day + 6 }
      } else {
        const earliest = before ? before.ends.earliest + 1 : -Infinity
        if (before) before.ends.latest = day - 1
        runs.push({
          weekday,
          spans,
          begins: { earliest, latest: day },
          ends: { earliest: day, latest: day + 6 },
        })
      }
    }
    const final = runs.at(-1)
    if (final) final.ends.latest = endless ? Infinity : first + days.length - 1
    return runs
  })
}

/** Weekdays that keep the same hours in the same time. */
interface Group {
  weekdays: number[]
  spans: readonly DaySpan[]
  begins: Bound
  ends: Bound
}

/** Runs of several weekdays that can be given the same bounds, together. */
function merged(runs: readonly Run[]): Group[] {
  const groups: Group[] = []
  for (const { weekday, spans, begins, ends } of runs) {
    if (spans === null) continue
    const group = groups.find(
      (one) =>
        !one.weekdays.includes(weekday) &&
        alike(one.spans, spans) &&
        meet(one.begins, begins) &&
        meet(one.ends, ends),
    )
    if (group) {
      group.weekdays.push(weekday)
      group.begins = common(group.begins, begins)
      group.ends = common(group.ends, ends)
    } else {
      groups.push({ weekdays: [weekday], spans, begins, ends })
    }
  }
  return groups
}

/** What is without end is put together only with what is so too, lest a usual week be given dates. */
function meet(one: Bound, other: Bound): boolean {
  const { earliest, latest } = common(one, other)
  const alike = (end: keyof Bound) => Number.isFinite(one[end]) === Number.isFinite(other[end])
  return earliest <= latest && alike('earliest') && alike('latest')
}

function common(one: Bound, other: Bound): Bound {
  return {
    earliest: Math.max(one.earliest, other.earliest),
    latest: Math.min(one.latest, other.latest),
  }
}

function specificationsOf({ weekdays, spans, begins, ends }: Group): HoursSpecification[] {
  const bounds = {
    weekdays: [...weekdays].sort(),
    from: Number.isFinite(begins.earliest) ? isoOf(begins.latest) : null,
    through: Number.isFinite(ends.latest) ? isoOf(ends.earliest) : null,
  }
  if (spans.length === 0) return [{ ...bounds, opens: '00:00', closes: '00:00' }]
  return spans.map(({ from, to }) => ({ ...bounds, opens: clock(from), closes: closing(from, to) }))
}

/** `HH:MM` of a minute of this day or the next. */
function clock(minute: number): string {
  const within = minute % MIDNIGHT
  return [Math.floor(within / 60), within % 60].map((part) => String(part).padStart(2, '0')).join(':')
}

function closing(from: number, to: number): string {
  return from === 0 && to === MIDNIGHT ? '23:59' : clock(to)
}
