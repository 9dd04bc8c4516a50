/**
 * What of an outlet's history is news to those who live there: that it is listed, closed for now, open again, closed
 * for good, renamed, moved. Who did it and why is not looked at, nor anything else that has changed.
 */

import type { OutletStatus } from '../catalog/marks.ts'
import { metresBetween } from './distance.ts'
import { dayOf, isoOf } from './hours/days.ts'

/** Inclusive ISO dates, Asia/Shanghai. */
export interface Dates {
  from: string
  to: string
}

/** An outlet as one side of a row of the history tells of it; null where it does not say. */
export interface Told {
  name: string | null
  status: OutletStatus | null
  address: string | null
  position: readonly [lng: number, lat: number] | null
  closures: readonly Dates[] | null
}

/** What has become of an outlet. */
export type News =
  | { kind: 'listed' }
  | { kind: 'renamed'; from: string; to: string }
  /** closed until staff say otherwise; `dates` where it was said from when to when */
  | { kind: 'paused'; dates: readonly Dates[] }
  /** closed on these days, and open again on those that had been announced */
  | { kind: 'closing'; dates: readonly Dates[]; calledOff: readonly Dates[] }
  | { kind: 'called_off'; dates: readonly Dates[] }
  | { kind: 'reopened' }
  | { kind: 'closed' }
  /** `address` is null where only the position is another */
  | { kind: 'moved'; address: string | null }

export type NewsKind = News['kind']

/** Metres by which a position may be mended before that counts as having moved. */
export const MOVED_METRES = 30

/**
 * What a row of an outlet's history has to tell.
 * @param at epoch milliseconds; closures that were over by then are no news
 * @param before null for an outlet that was not there
 * @param after null for one that has been removed
 */
export function newsOf(at: number, before: Told | null, after: Told | null): News[] {
  if (!after) return []
  if (!before) return after.name === null ? [] : [{ kind: 'listed' }]
  const today = isoOf(dayOf(at))
  return [
    ...renamed(before, after),
    ...(turned(today, before, after) ?? closing(today, before, after)),
    ...moved(before, after),
  ]
}

function renamed({ name: from }: Told, { name: to }: Told): News[] {
  return from === null || to === null || from === to ? [] : [{ kind: 'renamed', from, to }]
}

/** What another status says; null where it is the same, and closures speak for themselves. */
function turned(today: string, { status: from }: Told, { status: to, closures }: Told): News[] | null {
  if (from === null || to === null || from === to) return null
  if (to === 'paused') return [{ kind: 'paused', dates: (closures ?? []).filter((one) => one.to >= today) }]
  return [{ kind: to === 'closed' ? 'closed' : 'reopened' }]
}

function closing(today: string, { closures: from }: Told, { closures: to }: Told): News[] {
  if (from === null || to === null) return []
  const ahead = (some: readonly Dates[], others: readonly Dates[]) =>
    some.filter(
      (one) => one.to >= today && !others.some((other) => other.from === one.from && other.to === one.to),
    )
  const [dates, calledOff] = [ahead(to, from), ahead(from, to)]
  if (dates.length > 0) return [{ kind: 'closing', dates, calledOff }]
  return calledOff.length > 0 ? [{ kind: 'called_off', dates: calledOff }] : []
}

function moved(before: Told, after: Told): News[] {
  const elsewhere =
    before.address !== null &&
    after.address !== null &&
    withoutBlanks(before.address) !== withoutBlanks(after.address)
  const away =
    before.position !== null &&
    after.position !== null &&
    metresBetween(before.position, after.position) > MOVED_METRES
  return elsewhere || away ? [{ kind: 'moved', address: elsewhere ? after.address : null }] : []
}

/** 「千秋路 18 号」 and 「千秋路18号」 are one address. */
function withoutBlanks(address: string): string {
  return address.replace(/\s+/g, '')
}
