/** Moments as they are stored: instants in UTC, days in Asia/Shanghai. */

import { dayOf, isoOf } from '../../schema/rules/hours/days.ts'

/** ISO 8601 in UTC. */
export function instant(now: number): string {
  return new Date(now).toISOString()
}

/** The day of an instant in Asia/Shanghai. */
export function dayAt(now: number): string {
  return isoOf(dayOf(now))
}
