/** Is it open, until when, and if not, when again. */

import { dayOf, dayOfIso, instantOf, minuteOf } from './days.ts'
import { type ParsedHours, parseHours, type Schedule } from './grammar.ts'
import { CLOSING_SOON_MINUTES, type HoursContext, type HoursState, SEARCH_DAYS } from './model.ts'
import { closureOn, type Segment, type Timeline, timelineOf } from './timeline.ts'

/** Expressions repeat: a city of 10,000 outlets has some hundreds of them. */
const MEMORY = 4_000
const memory = new Map<string, ParsedHours>()

/** {@link parseHours}, remembered. */
export function readHours(expression: string): ParsedHours {
  const known = memory.get(expression)
  if (known) return known
  if (memory.size >= MEMORY) memory.clear()
  const parsed = parseHours(expression)
  memory.set(expression, parsed)
  return parsed
}

/** The same where there may be nothing to read; null then. */
const readGiven = (expression: string | null) => (expression?.trim() ? readHours(expression) : null)

const never = (schedule: Schedule) => schedule.rules.every((rule) => rule.state === 'closed')
const always = (schedule: Schedule) => {
  const [rule, ...more] = schedule.rules
  return (
    rule !== undefined && more.length === 0 && !rule.days && rule.spans.length === 0 && rule.state === 'open'
  )
}

/**
 * The first segment from an instant on that satisfies a test, with the instant at which it begins.
 * @param days how many days to look ahead
 */
function find(
  timeline: Timeline,
  at: number,
  days: number,
  wanted: (segment: Segment) => boolean,
): { at: number; segment: Segment } | null {
  const first = dayOf(at)
  const minute = minuteOf(at)
  for (let day = first; day <= first + days; day += 1) {
    for (const segment of timeline(day)) {
      if (day === first && segment.to <= minute) continue
      if (wanted(segment)) return { at: Math.max(at, instantOf(day, segment.from)), segment }
    }
  }
  return null
}

/** Whether an outlet is paused and nobody has said until when; a closure that is over says nothing. */
function pausedForNow({ status, closures }: HoursContext, at: number): boolean {
  return status === 'paused' && !closures?.some(({ to }) => dayOfIso(to) >= dayOf(at))
}

/**
 * The state at an instant of an outlet whose hours have been read.
 * @param at epoch milliseconds
 */
export function stateAt(schedule: Schedule, at: number, context: HoursContext): HoursState {
  if (context.status === 'closed') {
    return { kind: 'closed', opens: null, because: 'closed_for_good', comment: null }
  }
  if (pausedForNow(context, at)) return { kind: 'closed', opens: null, because: 'paused', comment: null }
  const paused = context.status === 'paused'
  const closure = closureOn(dayOf(at), context.closures)
  if (!context.closures?.length && always(schedule)) {
    return { kind: 'open', until: null, openEnd: false, comment: schedule.rules[0]?.comment ?? null }
  }
  const timeline = timelineOf(schedule, context)
  const now = find(timeline, at, 0, () => true)?.segment
  const comment = now?.comment ?? null
  if (!closure && now?.state === 'unknown') {
    return { kind: 'unknown', reason: now.calendarMissing ? 'calendar_missing' : 'stated_unknown', comment }
  }
  if (closure || now?.state !== 'open') {
    const next = never(schedule) ? null : find(timeline, at, SEARCH_DAYS, ({ state }) => state !== 'closed')
    const opens = next?.segment.state === 'open' ? next.at : null
    return { kind: 'closed', opens, because: closure ? (paused ? 'paused' : 'closure') : 'hours', comment }
  }
  if (now.openEnd) return { kind: 'open', until: null, openEnd: true, comment }
  const end = find(timeline, at, SEARCH_DAYS, ({ state }) => state !== 'open')
  if (!end) return { kind: 'open', until: null, openEnd: false, comment }
  const soon = end.at - at <= CLOSING_SOON_MINUTES * 60_000
  return soon
    ? { kind: 'closing', until: end.at, openEnd: false, comment }
    : { kind: 'open', until: end.at, openEnd: false, comment }
}

/** Closed all the time: what stands in for hours that nobody knows, where a closure or status speaks anyway. */
const nothing: Schedule = { rules: [], namesHolidays: false }

/**
 * The state of an outlet at an instant.
 * @param expression OpenStreetMap `opening_hours`; null where nobody has given hours
 * @param at epoch milliseconds
 */
export function hoursState(expression: string | null, at: number, context: HoursContext): HoursState {
  const parsed = readGiven(expression)
  if (parsed?.ok) return stateAt(parsed.schedule, at, context)
  const known =
    context.status === 'closed' || context.status === 'paused' || closureOn(dayOf(at), context.closures)
  if (known) return stateAt(nothing, at, context)
  return { kind: 'unknown', reason: parsed ? 'unreadable' : 'not_given', comment: null }
}

/** True when the state means that one can go in. */
export function isOpen(state: HoursState): boolean {
  return state.kind === 'open' || state.kind === 'closing'
}

/**
 * Whether one can go in at an instant: {@link isOpen} of {@link hoursState}, without looking for when that changes.
 * @param expression OpenStreetMap `opening_hours`; null where nobody has given hours
 * @param at epoch milliseconds
 */
export function opensAt(expression: string | null, at: number, context: HoursContext): boolean {
  const parsed = readGiven(expression)
  if (!parsed?.ok || context.status === 'closed' || pausedForNow(context, at)) return false
  if (closureOn(dayOf(at), context.closures)) return false
  const { schedule } = parsed
  if (!context.closures?.length && always(schedule)) return true
  return find(timelineOf(schedule, context), at, 0, () => true)?.segment.state === 'open'
}
