/** How old something is, in words that people use. */

export type Age = { unit: 'minutes' | 'hours' | 'days'; n: number } | { unit: 'now'; n: 0 }

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/**
 * The age of what came from the network at a moment. Under two minutes it is of a moment ago, also where a clock was set
 * back meanwhile; from two days on, days are told.
 * @param at epoch milliseconds
 * @param now epoch milliseconds
 */
export function ageOf(at: number, now: number): Age {
  const age = now - at
  if (age < 2 * MINUTE) return { unit: 'now', n: 0 }
  if (age < HOUR) return { unit: 'minutes', n: Math.floor(age / MINUTE) }
  if (age < 2 * DAY) return { unit: 'hours', n: Math.floor(age / HOUR) }
  return { unit: 'days', n: Math.floor(age / DAY) }
}

/** Data of the site's first page, which every page goes on with. */
const lasting: ReadonlySet<string> = new Set(['/api/city', '/api/outlets'])

/** Forgets what the page before has shown. */
export function forgetPage(kept: Map<string, number>): void {
  for (const address of [...kept.keys()]) if (!lasting.has(address)) kept.delete(address)
}

/** The oldest of what shows; null when all of it came from the network. */
export function oldest(kept: ReadonlyMap<string, number>): number | null {
  return kept.size === 0 ? null : Math.min(...kept.values())
}
