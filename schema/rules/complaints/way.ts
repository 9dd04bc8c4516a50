/**
 * A complaint's way as a table: who may do what in which stage, and what comes of it (product.md, "A complaint's way").
 * Everything that happens to a case goes through {@link takeAct}; it knows no clock and no database.
 */

import {
  type ComplaintLevel,
  type ComplaintLimit,
  type ComplaintOutcome,
  type ComplaintStage,
  complaintLevels,
  complaintLimitCodes,
  complaintRule,
  openStages,
} from '../../catalog/complaints.ts'
import type { HolidayCalendar } from '../calendar.ts'
import { deadlinesOf, replyUntil } from './deadlines.ts'

/** Who acts: whoever holds the receipt, staff at a level, the subject's merchant, or time. */
export type Actor =
  | { kind: 'complainant' }
  | { kind: 'staff'; level: ComplaintLevel }
  | { kind: 'merchant' }
  | { kind: 'clock' }

/** What may happen to a case after it is filed. */
export type ComplaintAct =
  | { act: 'accept' }
  | { act: 'reject'; abuse: boolean }
  | { act: 'transfer' }
  | { act: 'assign' }
  | { act: 'answer' }
  | { act: 'extend' }
  | { act: 'resolve' }
  | { act: 'merge' }
  | { act: 'add' }
  | { act: 'respond' }
  | { act: 'confirm' }
  | { act: 'reopen' }
  | { act: 'lapse' }
  | { act: 'escalate'; limit: ComplaintLimit }

export type ComplaintActName = ComplaintAct['act']

/** How a case stands. Instants are epoch milliseconds. */
export interface CaseState {
  stage: ComplaintStage
  level: ComplaintLevel
  /** when the limits began to run: filing, or the last reopening */
  began: number
  /** staff have marked it complex since then */
  complex: boolean
  /** when each limit was kept since then, late or not; null while it was not */
  done: Record<ComplaintLimit, number | null>
  /** limits that were missed since then */
  missed: readonly ComplaintLimit[]
  /** when it was resolved, rejected or transferred; null before, and once it is reopened */
  ended: number | null
  /** rejected as abuse */
  abuse: boolean
  outcome: ComplaintOutcome | null
  /** how often it has been reopened */
  reopened: number
  /** how many limits have been missed in all */
  late: number
}

/** A case that has just been filed. */
export function filedAt(now: number): CaseState {
  return {
    stage: 'filed',
    level: 'community',
    ...begun(now),
    outcome: null,
    reopened: 0,
    late: 0,
  }
}

function begun(now: number) {
  return {
    began: now,
    complex: false,
    done: { accept: null, answer: null, resolve: null },
    missed: [],
    ended: null,
    abuse: false,
  } satisfies Partial<CaseState>
}

interface Rule {
  by: Actor['kind']
  from: readonly ComplaintStage[]
}

const underWay = ['accepted', 'answered'] as const satisfies ComplaintStage[]
const undecided = ['filed', 'reopened'] as const satisfies ComplaintStage[]

/** The table. What else must hold is in {@link whyNot}. */
export const complaintWay: Record<ComplaintActName, Rule> = {
  accept: { by: 'staff', from: undecided },
  reject: { by: 'staff', from: undecided },
  transfer: { by: 'staff', from: openStages },
  assign: { by: 'staff', from: underWay },
  answer: { by: 'staff', from: underWay },
  extend: { by: 'staff', from: underWay },
  resolve: { by: 'staff', from: underWay },
  merge: { by: 'staff', from: openStages },
  add: { by: 'complainant', from: [...openStages, 'resolved'] },
  respond: { by: 'merchant', from: [...openStages, 'resolved'] },
  confirm: { by: 'complainant', from: ['resolved'] },
  reopen: { by: 'complainant', from: ['resolved', 'rejected', 'transferred'] },
  lapse: { by: 'clock', from: ['resolved'] },
  escalate: { by: 'clock', from: openStages },
}

/** Why something may not be done. */
export type Refusal =
  /** not theirs to do, or not at their level any more */
  | 'not_theirs'
  /** the case is not in a stage for it */
  | 'not_now'
  /** it has been marked complex already */
  | 'done_before'
  /** it has been reopened as often as it may be */
  | 'too_often'
  /** the days for it are over, or not over yet */
  | 'time'

const rank = (level: ComplaintLevel) => complaintLevels.indexOf(level)

/** The next level up; the city office is the last. */
export function levelAbove(level: ComplaintLevel): ComplaintLevel {
  return complaintLevels[rank(level) + 1] ?? level
}

/** Limits that have run out without having been kept, and have not been told of yet. */
function newlyMissed(state: CaseState, now: number, calendar: HolidayCalendar): ComplaintLimit[] {
  if (!openStages.some((stage) => stage === state.stage)) return []
  const deadlines = deadlinesOf(state.began, state.complex, calendar)
  return complaintLimitCodes.filter(
    (limit) => state.done[limit] === null && !state.missed.includes(limit) && now >= deadlines[limit],
  )
}

/**
 * Why an act is refused.
 * @param now epoch milliseconds
 * @returns null when it may be done
 */
export function whyNot(
  state: CaseState,
  act: ComplaintAct,
  actor: Actor,
  now: number,
  calendar: HolidayCalendar,
): Refusal | null {
  const { by, from } = complaintWay[act.act]
  if (actor.kind !== by) return 'not_theirs'
  if (actor.kind === 'staff' && rank(actor.level) < rank(state.level)) return 'not_theirs'
  if (!from.includes(state.stage)) return 'not_now'
  switch (act.act) {
    case 'extend':
      return state.complex ? 'done_before' : null
    case 'reopen':
      if (state.abuse) return 'not_now'
      if (state.reopened >= complaintRule.reopenings) return 'too_often'
      return isReplyOver(state, now) ? 'time' : null
    case 'confirm':
      return isReplyOver(state, now) ? 'time' : null
    case 'lapse':
      return isReplyOver(state, now) ? null : 'time'
    case 'escalate':
      return newlyMissed(state, now, calendar).includes(act.limit) ? null : 'time'
    default:
      return null
  }
}

function isReplyOver({ ended }: CaseState, now: number): boolean {
  return ended !== null && now >= replyUntil(ended)
}

/** Notes that limits are kept now, those that were kept before staying as they are. */
function kept(state: CaseState, now: number, ...limits: readonly ComplaintLimit[]): CaseState['done'] {
  const fresh = limits.filter((limit) => state.done[limit] === null).map((limit) => [limit, now])
  return { ...state.done, ...Object.fromEntries(fresh) }
}

/** What an act makes of a case, once {@link whyNot} lets it through. */
function after(state: CaseState, act: ComplaintAct, now: number): CaseState {
  switch (act.act) {
    case 'accept':
      return { ...state, stage: 'accepted', done: kept(state, now, 'accept') }
    case 'reject':
      return { ...state, stage: 'rejected', ended: now, abuse: act.abuse, done: allKept(state, now) }
    case 'transfer':
      return { ...state, stage: 'transferred', ended: now, done: allKept(state, now) }
    case 'answer':
      return { ...state, stage: 'answered', done: kept(state, now, 'answer') }
    case 'extend':
      return { ...state, complex: true }
    case 'resolve':
      return { ...state, stage: 'resolved', ended: now, done: kept(state, now, 'answer', 'resolve') }
    case 'confirm':
      return { ...state, stage: 'closed', outcome: 'confirmed' }
    case 'lapse':
      return { ...state, stage: 'closed', outcome: 'no_reply' }
    case 'reopen':
      return {
        ...state,
        ...begun(now),
        stage: 'reopened',
        level: levelAbove(state.level),
        reopened: state.reopened + 1,
      }
    case 'escalate':
      return {
        ...state,
        level: levelAbove(state.level),
        missed: [...state.missed, act.limit],
        late: state.late + 1,
      }
    default:
      return state
  }
}

const allKept = (state: CaseState, now: number) => kept(state, now, ...complaintLimitCodes)

/**
 * Does something to a case.
 * @param now epoch milliseconds
 * @returns how the case stands then, or why it is refused
 */
export function takeAct(
  state: CaseState,
  act: ComplaintAct,
  actor: Actor,
  now: number,
  calendar: HolidayCalendar,
): { ok: true; state: CaseState } | { ok: false; why: Refusal } {
  const why = whyNot(state, act, actor, now, calendar)
  return why === null ? { ok: true, state: after(state, act, now) } : { ok: false, why }
}

/**
 * What time does to a case by now. It is done before anything else is, so that who comes too late finds the case where
 * it belongs by then, whether or not the clock's own turn has come.
 */
export function dueActs(state: CaseState, now: number, calendar: HolidayCalendar): ComplaintAct[] {
  if (whyNot(state, { act: 'lapse' }, { kind: 'clock' }, now, calendar) === null) return [{ act: 'lapse' }]
  return newlyMissed(state, now, calendar).map((limit) => ({ act: 'escalate', limit }))
}
