/** Lays the week's hours on a line, and says them. */

import type { Span, WeekDay } from '../../schema/rules/hours/model.ts'

const DAY = 24 * 60
/** Most shops sleep until then: the line begins here unless one of the days begins earlier. */
const MORNING = 6 * 60

/** The part of a day that the line shows, in minutes after midnight. */
export interface Axis {
  from: number
  to: number
  /** full hours that are written under it */
  hours: readonly number[]
}

/** The axis on which all spans of these days can be seen: from 6 to 24 o'clock, or the whole day. */
export function axisOf(days: readonly WeekDay[]): Axis {
  const early = days.some(({ spans }) => spans.some((span) => span.from < MORNING || span.to > DAY))
  return early
    ? { from: 0, to: DAY, hours: [0, 6, 12, 18, 24] }
    : { from: MORNING, to: DAY, hours: [6, 12, 18, 24] }
}

/** Where on the axis a minute lies, in percent; what lies outside is at its ends. */
export function onAxis(minute: number, axis: Axis): number {
  const part = (minute - axis.from) / (axis.to - axis.from)
  return Math.round(Math.min(1, Math.max(0, part)) * 1000) / 10
}

/** Left end and width of a span on the axis, as CSS lengths. */
export function barStyle(span: Span, axis: Axis): { left: string; width: string } {
  const left = onAxis(span.from, axis)
  const right = onAxis(Math.min(span.to, DAY), axis)
  return { left: `${left}%`, width: `${Math.max(0, Math.round((right - left) * 10) / 10)}%` }
}
