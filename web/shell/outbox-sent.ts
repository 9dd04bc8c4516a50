/**
 * What this device remembers of what was sent: which kind, when, and where to see what came of it. Never any words, and of
 * complaints and reports not whom they were about: somebody else may hold the phone.
 */

import type { Entry, EntryKind } from './outbox-entry.ts'

/** Where to see what came of something. */
export interface Trace {
  kind: 'outlet' | 'circle' | 'wish'
  id: string
}

/** Something that the worker has acknowledged. */
export interface Sent {
  /** of the entry that it was */
  id: string
  kind: EntryKind
  /** epoch milliseconds */
  at: number
  trace: Trace | null
}

/** Days for which it is remembered, at most. */
export const REMEMBERED_DAYS = 7
const DAY = 86_400_000

const key = 'yikezhong.sent'
/** Where storage is refused, the choice lasts as long as the page. */
let chosen: boolean | null = null

/** Whether the person lets what was sent be remembered on this device; they do until they say otherwise. */
export function remembers(): boolean {
  if (chosen !== null) return chosen
  try {
    return localStorage.getItem(key) !== 'off'
  } catch {
    return true
  }
}

/** Takes note of whether what was sent may be remembered. What is remembered already is another matter. */
export function setRemembers(wanted: boolean): void {
  chosen = wanted
  try {
    if (wanted) localStorage.removeItem(key)
    else localStorage.setItem(key, 'off')
    chosen = null
  } catch {
    // It then lasts as long as the page.
  }
}

/** Epoch milliseconds of the oldest that is still remembered. */
export const rememberedSince = (now: number) => now - REMEMBERED_DAYS * DAY

/** What is to be remembered of an entry that has been acknowledged; null where nothing is. */
export function sentOf({ id, kind }: Entry, trace: Trace | null, now: number): Sent | null {
  return remembers() ? { id, kind, at: now, trace } : null
}
