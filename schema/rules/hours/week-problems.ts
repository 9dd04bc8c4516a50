/** What a shopkeeper has to put right in a week before it can be written. */

import {
  minuteOfClock,
  minutesOfSpan,
  SPANS_MAX,
  type WeekModel,
  type WeekPlace,
  type WeekSpan,
} from './week-model.ts'

export type WeekProblemCode =
  /** a time is not filled in */
  | 'missing'
  /** it ends when it begins */
  | 'empty'
  /** it ends before it begins, and nobody said that this is the next day */
  | 'backwards'
  /** it overlaps with another span of the day, or goes on until the day's own hours come round again */
  | 'overlap'
  /** it is one more than {@link SPANS_MAX} */
  | 'too_many'

export interface WeekProblem {
  code: WeekProblemCode
  day: WeekPlace
  /** which span of the day, from 0 */
  span: number
}

/** Longer than this over midnight is more likely an afternoon written without saying so ("9:00 to 6:00"). */
const LONGEST_NIGHT = 15 * 60
const MIDNIGHT = 1440

/** Whether an end before the beginning can be taken for the next day without asking. */
export function isLikelyNight(from: string, to: string): boolean {
  const [start, end] = [minuteOfClock(from), minuteOfClock(to)]
  if (start === null || end === null || start === end) return false
  // Midnight as an end leaves no doubt.
  return end === 0 || (end < start && end + MIDNIGHT - start <= LONGEST_NIGHT)
}

/**
 * All problems of a week, in the order of its days; one a span.
 * @returns empty when the week can be written
 */
export function problemsOf({ days, holidays }: WeekModel): WeekProblem[] {
  const own = typeof holidays === 'string' ? [] : problemsOfDay(holidays, 'holidays')
  return [...days.flatMap((spans, day) => problemsOfDay(spans, day)), ...own]
}

function problemsOfDay(spans: readonly WeekSpan[], day: WeekPlace): WeekProblem[] {
  return spans.flatMap((span, index): WeekProblem[] => {
    const code = index >= SPANS_MAX ? 'too_many' : (ownProblem(span) ?? clash(spans, index))
    return code === null ? [] : [{ code, day, span: index }]
  })
}

function ownProblem(span: WeekSpan): WeekProblemCode | null {
  const [from, to] = [minuteOfClock(span.from), minuteOfClock(span.to)]
  if (from === null || to === null) return 'missing'
  if (minutesOfSpan(span)) return null
  return from === to ? 'empty' : 'backwards'
}

/** Told of the later of the two that were entered, because the other was there before. */
function clash(spans: readonly WeekSpan[], index: number): 'overlap' | null {
  const known = spans.map(minutesOfSpan)
  const here = known[index]
  if (!here) return null
  const hours = known.reduce((sum, span) => sum + (span ? span.to - span.from : 0), 0)
  const clashes = known
    .slice(0, index)
    .some((there) => there && (overlap(here, there) || meet(here, there, hours) || meet(there, here, hours)))
  return clashes ? 'overlap' : null
}

type Minutes = { from: number; to: number }

function overlap(a: Minutes, b: Minutes): boolean {
  return a.from < b.to && b.from < a.to
}

/** Whether the night of one reaches the other a day later; ending where that begins is too much only after 24 hours. */
function meet(night: Minutes, morning: Minutes, hours: number): boolean {
  const end = night.to - MIDNIGHT
  return end > morning.from || (end === morning.from && end > 0 && hours >= MIDNIGHT)
}
