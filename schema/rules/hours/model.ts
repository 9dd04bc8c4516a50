/**
 * What opening hours are, once read: the words shared by the parser, the evaluator, the week table and the
 * sentences. Times of day are minutes after local midnight in Asia/Shanghai; instants are epoch milliseconds.
 */

import type { HolidayCalendar } from '../calendar.ts'

/** Inclusive ISO dates (`YYYY-MM-DD`, Asia/Shanghai) on which an outlet is shut whatever its hours say. */
export interface Closure {
  from: string
  to: string
  reason?: string | null
}

/** Why hours cannot be told. The site shows each as a sentence of its own. */
export type UnknownReason =
  /** nobody has given hours */
  | 'not_given'
  /** hours were given, but cannot be read with certainty */
  | 'unreadable'
  /** the rules name public holidays of a year whose list is not published yet, or not loaded */
  | 'calendar_missing'
  /** the rules themselves say "unknown" or give only a comment ("by appointment") */
  | 'stated_unknown'

/** The state of an outlet at an instant. `until` and `opens` are epoch milliseconds. */
export type HoursState =
  /** `until` is null when it never closes (24/7) or when the end is not stated (`openEnd`) */
  | { kind: 'open'; until: number | null; openEnd: boolean; comment: string | null }
  /** open, and closing within {@link CLOSING_SOON_MINUTES} */
  | { kind: 'closing'; until: number; openEnd: false; comment: string | null }
  /** `opens` is null when no opening was found within {@link SEARCH_DAYS}, or the outlet is closed for good */
  | { kind: 'closed'; opens: number | null; because: ClosedBecause; comment: string | null }
  | { kind: 'unknown'; reason: UnknownReason; comment: string | null }

export type ClosedBecause = 'hours' | 'closure' | 'paused' | 'closed_for_good'

/** Minutes before closing at which an open outlet is said to be closing soon. */
export const CLOSING_SOON_MINUTES = 30

/** How many days ahead the next change is looked for. */
export const SEARCH_DAYS = 400

/** What the evaluator needs to know besides the expression. */
export interface HoursContext {
  calendar: HolidayCalendar
  closures?: readonly Closure[]
  /** `paused` and `closed` win over the expression */
  status?: 'open' | 'paused' | 'closed'
}

/** One span of a day in the week table: minutes after that day's midnight; `to` may pass 1440 (past midnight). */
export interface Span {
  from: number
  to: number
  /** the end is a lower bound: `18:00+` */
  openEnd: boolean
  comment: string | null
}

/** One day of the week table. */
export interface WeekDay {
  /** ISO date */
  date: string
  /** 1 Monday … 7 Sunday */
  weekday: number
  spans: Span[]
  /** `unknown` when the rules cannot tell this day */
  state: 'hours' | 'closed' | 'unknown'
  /** the public holiday or make-up working day that this date is, with its Chinese name */
  holiday: { kind: 'holiday' | 'workday'; name: string } | null
  closure: Closure | null
}
