/**
 * Parts a row of counts into as many runs as can be told. Months of a year, grades of a scale and communities in the
 * order of their codes are all parted by it.
 */

import { satisfactionRule } from '../../catalog/satisfaction.ts'

/** A piece of a row: from the first place on, up to the last, which is no longer in it. */
export type Run = readonly [from: number, to: number]

/** Whether a count may be told: nobody, or too many to be somebody. */
export const mayTell = (count: number): boolean => count === 0 || count >= satisfactionRule.cellFrom

/** Sums of a row over any run, at once. */
export function sumsOf(counts: readonly number[]): (from: number, to: number) => number {
  const before = [0]
  for (const count of counts) before.push((before.at(-1) ?? 0) + count)
  return (from, to) => (before[to] ?? 0) - (before[from] ?? 0)
}

/**
 * The best way to part a row: no other is worth more, so that no run can be parted any further.
 * @param length of the row
 * @param worth what a run is worth; null when it cannot stand
 * @returns the runs in order, the first of equally good ways; null when there is none, not even the whole row as one
 */
export function bestRuns(length: number, worth: (from: number, to: number) => number | null): Run[] | null {
  const best: ({ worth: number; from: number } | null)[] = [{ worth: 0, from: 0 }]
  for (let to = 1; to <= length; to++) {
    let found: { worth: number; from: number } | null = null
    for (let from = 0; from < to; from++) {
      const before = best[from]
      const own = before ? worth(from, to) : null
      if (!before || own === null) continue
      if (found === null || before.worth + own > found.worth) found = { worth: before.worth + own, from }
    }
    best.push(found)
  }
  const runs: Run[] = []
  for (let to = length; to > 0; ) {
    const step = best[to]
    if (!step) return null
    runs.unshift([step.from, to])
    to = step.from
  }
  return runs
}

/** Parts a row of counts, one of which may be small, into as many runs as possible, none of them small. */
export function tellingRuns(counts: readonly number[]): Run[] | null {
  const sum = sumsOf(counts)
  return bestRuns(counts.length, (from, to) => (mayTell(sum(from, to)) ? 1 : null))
}
