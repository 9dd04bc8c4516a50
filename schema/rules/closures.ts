/** Closures by date: putting them in order, and the days that the State Council's list proposes. */

import type { HolidayCalendar } from './calendar.ts'
import { dayOfIso, isoOf } from './hours/days.ts'
import type { Closure } from './hours/model.ts'

/** The longest closure; a shop that is away for longer is not closed for now. */
export const CLOSURE_DAYS_MAX = 366
/** Characters of a reason. */
export const CLOSURE_REASON_MAX = 60

/** The festivals that are one tap away, by their name in the calendar. */
export const festivals = ['春节', '国庆节'] as const
export type Festival = (typeof festivals)[number]

export type ClosureProblem = 'no_from' | 'no_to' | 'backwards' | 'past' | 'too_long' | 'reason_too_long'

/** The days of a festival, or of which year they are not published. */
export type FestivalDays =
  | { published: true; year: number; from: string; to: string }
  | { published: false; year: number }

/** How many days a closure has. */
export function closureDays({ from, to }: Pick<Closure, 'from' | 'to'>): number {
  return dayOfIso(to) - dayOfIso(from) + 1
}

/** Whether a closure is over, so that it is history. @param today ISO date */
export function isOver({ to }: Pick<Closure, 'to'>, today: string): boolean {
  return to < today
}

/**
 * Closures in order of their dates. Those that overlap become one, also those that follow one another for the same
 * reason; what is over stays as it was.
 * @param today ISO date
 */
export function mergeClosures(closures: readonly Closure[], today: string): Closure[] {
  const over = sorted(closures.filter((closure) => isOver(closure, today)))
  const merged: Closure[] = []
  for (const closure of sorted(closures.filter((one) => !isOver(one, today)))) {
    let next: Closure = { ...closure, reason: reasonOf([closure]) }
    // What two have become may belong to the one before.
    for (let last = merged.at(-1); last && belong(last, next); last = merged.at(-1)) {
      merged.pop()
      next = {
        from: last.from,
        to: last.to > next.to ? last.to : next.to,
        reason: reasonOf([last, next]),
      }
    }
    merged.push(next)
  }
  return [...over, ...merged]
}

function sorted(closures: readonly Closure[]): Closure[] {
  return [...closures].sort((a, b) => a.from.localeCompare(b.from) || a.to.localeCompare(b.to))
}

/** @param next begins no earlier */
function belong(closure: Closure, next: Closure): boolean {
  const gap = dayOfIso(next.from) - dayOfIso(closure.to)
  return gap <= 0 || (gap === 1 && reasonOf([closure]) === reasonOf([next]))
}

/** All reasons, each once, as long as they fit; none is null. */
function reasonOf(closures: readonly Closure[]): string | null {
  const all = closures.flatMap(({ reason }) => reason?.split('、') ?? []).map((reason) => reason.trim())
  const [first, ...more] = [...new Set(all.filter(Boolean))]
  if (first === undefined) return null
  return more.reduce((text, reason) => {
    const longer = `${text}、${reason}`
    return longer.length <= CLOSURE_REASON_MAX ? longer : text
  }, first)
}

/**
 * What is wrong with a closure that somebody enters.
 * @param closure dates may still be empty
 * @param today ISO date
 * @param before the closure that is changed; one under way keeps its beginning
 */
export function closureProblem(
  closure: Closure,
  today: string,
  before: Closure | null,
): ClosureProblem | null {
  const { from, to, reason } = closure
  if (!isDate(from)) return 'no_from'
  if (!isDate(to)) return 'no_to'
  if (from < today && from !== before?.from) return 'past'
  if (to < from) return 'backwards'
  if (to < today) return 'past'
  if (closureDays(closure) > CLOSURE_DAYS_MAX) return 'too_long'
  return (reason?.trim().length ?? 0) > CLOSURE_REASON_MAX ? 'reason_too_long' : null
}

function isDate(text: string): boolean {
  const known = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))
  return known && isoOf(dayOfIso(text)) === text
}

/**
 * The list with a closure put in, in place of the one that it changes.
 * @param closure one without problems
 */
export function putClosure(
  closures: readonly Closure[],
  closure: Closure,
  today: string,
  before: Closure | null = null,
): Closure[] {
  return mergeClosures([...closures.filter((one) => one !== before), closure], today)
}

/**
 * The list without a closure. One that is under way ends with yesterday, because that it was closed stays true; one
 * that is over stays.
 */
export function dropClosure(closures: readonly Closure[], closure: Closure, today: string): Closure[] {
  if (isOver(closure, today)) return [...closures]
  const yesterday = isoOf(dayOfIso(today) - 1)
  const others = closures.filter((one) => one !== closure)
  return mergeClosures(closure.from < today ? [...others, { ...closure, to: yesterday }] : others, today)
}

/**
 * The days off of the next festival that is not over, with the holidays that run into it. One that has begun is
 * proposed from today.
 * @param today ISO date
 */
export function festivalDays(festival: Festival, today: string, calendar: HolidayCalendar): FestivalDays {
  for (let year = Number(today.slice(0, 4)); ; year += 1) {
    if (!calendar.years.has(year)) return { published: false, year }
    const days = daysOff(festival, year, calendar)
    if (days && days.to >= today) {
      return { published: true, year, from: days.from < today ? today : days.from, to: days.to }
    }
  }
}

function daysOff(
  festival: Festival,
  year: number,
  calendar: HolidayCalendar,
): { from: string; to: string } | null {
  const isOff = (day: number) => calendar.days.get(isoOf(day))?.kind === 'holiday'
  const named = [...calendar.days.values()]
    .filter(({ date, kind, name }) => kind === 'holiday' && name === festival && date.startsWith(`${year}-`))
    .map(({ date }) => dayOfIso(date))
  if (named.length === 0) return null
  let [from, to] = [Math.min(...named), Math.max(...named)]
  while (isOff(from - 1)) from -= 1
  while (isOff(to + 1)) to += 1
  return { from: isoOf(from), to: isoOf(to) }
}

/** Whether a single closure already covers those days. */
export function covers(closures: readonly Closure[], days: Pick<Closure, 'from' | 'to'>): boolean {
  return closures.some(({ from, to }) => from <= days.from && to >= days.to)
}
