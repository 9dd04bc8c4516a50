/** On-time rates of the limits of 13710: of those that were kept or ran out, how many were kept in time. */

import { type ComplaintLimit, complaintLimitCodes, complaintRule } from '../../catalog/complaints.ts'

/** What a unit kept of one limit in one month. */
export interface OnTimeTally {
  /** code of a division or a department */
  unit: string
  /** such as 2026-11, Asia/Shanghai */
  month: string
  limit: ComplaintLimit
  onTime: number
  n: number
}

/** One limit in numbers; `rate` is null where there are too few to tell one. */
export interface OnTimeRate {
  onTime: number
  n: number
  rate: number | null
}

/** A unit, or a month, with a rate for each limit. */
export interface OnTimeLine {
  key: string
  rates: Record<ComplaintLimit, OnTimeRate>
}

function rateOf(tallies: readonly OnTimeTally[], limit: ComplaintLimit): OnTimeRate {
  const own = tallies.filter((tally) => tally.limit === limit)
  const sum = (part: 'onTime' | 'n') => own.reduce((total, tally) => total + tally[part], 0)
  const [onTime, n] = [sum('onTime'), sum('n')]
  return { onTime, n, rate: n < complaintRule.ratesFrom ? null : onTime / n }
}

/** The rates of all tallies together. */
export function onTimeRates(tallies: readonly OnTimeTally[]): OnTimeLine['rates'] {
  return {
    accept: rateOf(tallies, 'accept'),
    answer: rateOf(tallies, 'answer'),
    resolve: rateOf(tallies, 'resolve'),
  }
}

const countOf = ({ rates }: OnTimeLine) => complaintLimitCodes.reduce((sum, limit) => sum + rates[limit].n, 0)

/**
 * The rates by unit or by month.
 * @param part a line for each `unit`, who had the most first, or for each `month`, the latest first
 */
export function onTimeLines(tallies: readonly OnTimeTally[], part: 'unit' | 'month'): OnTimeLine[] {
  const keys = [...new Set(tallies.map((tally) => tally[part]))].sort()
  const lines = keys.map((key) => ({ key, rates: onTimeRates(tallies.filter((one) => one[part] === key)) }))
  return part === 'month' ? lines.reverse() : lines.sort((one, other) => countOf(other) - countOf(one))
}
