/** What a schedule says of one day, as segments that follow one another. */

import { dayOfIso, isoOf } from './days.ts'
import type { Rule, RuleState, Schedule, TimeSpan } from './grammar.ts'
import { type DayFacts, factsOf, matches } from './match.ts'
import type { Closure, HoursContext } from './model.ts'

/** Minutes after the day's midnight. */
export interface Segment {
  from: number
  to: number
  state: RuleState
  openEnd: boolean
  comment: string | null
  /** unknown because the year's holidays are not published */
  calendarMissing: boolean
}

const MIDNIGHT = 1440
/** No span reaches beyond the end of the next day. */
const HORIZON = 2 * MIDNIGHT

type Paint = Omit<Segment, 'from' | 'to'>

const closed: Paint = { state: 'closed', openEnd: false, comment: null, calendarMissing: false }

/** Lays a span over what is there; later paint covers earlier. */
function paint(segments: Segment[], from: number, to: number, what: Paint, onlyOver?: RuleState): Segment[] {
  const result: Segment[] = []
  for (const segment of segments) {
    if (segment.to <= from || segment.from >= to || (onlyOver && segment.state !== onlyOver)) {
      result.push(segment)
      continue
    }
    if (segment.from < from) result.push({ ...segment, to: from })
    result.push({ ...what, from: Math.max(from, segment.from), to: Math.min(to, segment.to) })
    if (segment.to > to) result.push({ ...segment, from: to })
  }
  return result
}

/** An end that is only the earliest one leaves what follows unknown. */
const LATEST_AFTER_OPEN_END = 3 * 60

function paintSpan(segments: Segment[], span: TimeSpan, rule: Rule): Segment[] {
  const over = rule.join === 'fallback' ? 'closed' : undefined
  const what: Paint = {
    state: rule.state,
    openEnd: span.openEnd,
    comment: rule.comment,
    calendarMissing: false,
  }
  const painted = paint(segments, span.from, span.to, what, over)
  if (!span.openEnd || rule.state !== 'open' || span.to >= MIDNIGHT) return painted
  const after: Paint = { ...what, state: 'unknown', openEnd: false }
  return paint(painted, span.to, Math.min(span.to + LATEST_AFTER_OPEN_END, HORIZON), after, 'closed')
}

/**
 * The rules in force on a day: one with days, or one after a rule without days, replaces those before it; one that
 * only closes does not, because it may close part of the day.
 */
function rulesFor(rules: readonly Rule[], day: DayFacts): Rule[] {
  let inForce: Rule[] = []
  rules.forEach((rule, index) => {
    if (rule.days && !matches(rule.days, day)) return
    const replaces =
      rule.days !== null || (index > 0 && rule.state === 'open' && rules[index - 1]?.days === null)
    if (replaces && rule.join === 'normal' && rule.state !== 'closed') inForce = []
    inForce.push(rule)
  })
  return inForce
}

/** The day's own segments over two days; the second is what it carries past its midnight. */
function ownSegments(rules: readonly Rule[], day: DayFacts): Segment[] {
  let segments: Segment[] = [{ ...closed, from: 0, to: HORIZON }]
  for (const rule of rulesFor(rules, day)) {
    // a day off has no night either
    const end = rule.state === 'closed' ? HORIZON : MIDNIGHT
    const spans = rule.spans.length > 0 ? rule.spans : [{ from: 0, to: end, openEnd: false }]
    for (const span of spans) segments = paintSpan(segments, span, rule)
  }
  return segments
}

/** Where being a holiday would change the answer and nobody knows whether it is one, the answer is unknown. */
function unlessHoliday(rules: readonly Rule[], day: DayFacts): Segment[] {
  let segments = ownSegments(rules, day)
  for (const other of ownSegments(rules, { ...day, holiday: true })) {
    for (const { from, to, state } of segments) {
      const [start, end] = [Math.max(from, other.from), Math.min(to, other.to)]
      if (start >= end || state === other.state) continue
      const what: Paint = { state: 'unknown', openEnd: false, comment: null, calendarMissing: true }
      segments = paint(segments, start, end, what)
    }
  }
  return segments
}

/** The dated closure that covers a day. */
export function closureOn(day: number, closures: readonly Closure[] | undefined): Closure | null {
  return closures?.find((closure) => day >= dayOfIso(closure.from) && day <= dayOfIso(closure.to)) ?? null
}

/**
 * What a day's own rules give, up to the end of the next day; nothing when a closure covers it.
 * @param number days since 1970-01-01 in Asia/Shanghai
 */
export function segmentsOf(schedule: Schedule, number: number, context: HoursContext): Segment[] {
  if (closureOn(number, context.closures)) return [{ ...closed, from: 0, to: HORIZON }]
  const day = factsOf(number, context.calendar)
  return schedule.namesHolidays && !day.known
    ? unlessHoliday(schedule.rules, day)
    : ownSegments(schedule.rules, day)
}

/** Gives the whole of a day by its number, midnight to midnight. */
export type Timeline = (number: number) => Segment[]

/**
 * The days of a schedule: each with its own segments, and what the evening before carries over where it is not open
 * by itself. A dated closure of a day also ends the evening before at midnight. Days are worked out once, because
 * each is asked for again as the evening before the next.
 */
export function timelineOf(schedule: Schedule, context: HoursContext): Timeline {
  const known = new Map<number, Segment[]>()
  const own = (number: number): Segment[] => {
    const segments = known.get(number) ?? segmentsOf(schedule, number, context)
    known.set(number, segments)
    return segments
  }
  return (number) => {
    let segments = own(number).filter((segment) => segment.from < MIDNIGHT)
    const last = segments.at(-1)
    if (last && last.to > MIDNIGHT) segments = [...segments.slice(0, -1), { ...last, to: MIDNIGHT }]
    if (closureOn(number, context.closures)) return segments
    for (const { from, to, ...what } of own(number - 1)) {
      if (to > MIDNIGHT && what.state !== 'closed') {
        segments = paint(segments, Math.max(0, from - MIDNIGHT), to - MIDNIGHT, what, 'closed')
      }
    }
    return segments
  }
}

/** The name that the calendar gives a day, if it gives one. */
export function holidayOn(
  number: number,
  context: HoursContext,
): { kind: 'holiday' | 'workday'; name: string } | null {
  const day = context.calendar.days.get(isoOf(number))
  return day ? { kind: day.kind, name: day.name } : null
}
