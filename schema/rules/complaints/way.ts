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
  complaintStageCodes,
  openStages,
} from '../../catalog/complaints.ts'
import type { HolidayCalendar } from '../calendar.ts'
import { type Deadlines, deadlinesOf, replyUntil } from './deadlines.ts'

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
  | { act: 'publish' }
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
  /**
   * from when the days run in which the complainant may answer: when it was resolved, rejected or transferred, or the
   * complainant said something on the resolution last; null before, and once it is reopened
   */
  ended: number | null
  /** rejected as abuse */
  abuse: boolean
  outcome: ComplaintOutcome | null
  /** how often it has been reopened */
  reopened: number
  /** how many limits have been missed in all */
  late: number
}

/**
 * A case that has just been filed.
 * @param level that of the community, or the city office's for what lies in none
 */
export function filedAt(now: number, level: ComplaintLevel = 'community'): CaseState {
  return {
    stage: 'filed',
    level,
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
  publish: { by: 'staff', from: complaintStageCodes },
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

/** How high a level is; 0 is the community's. */
export const rankOf = (level: ComplaintLevel) => complaintLevels.indexOf(level)

/** The next level up; the city office is the last. */
export function levelAbove(level: ComplaintLevel): ComplaintLevel {
  return complaintLevels[rankOf(level) + 1] ?? level
}

/** Limits that have run out without having been kept, and have not been told of yet. */
function newlyMissed(state: CaseState, now: number, calendar: HolidayCalendar): ComplaintLimit[] {
  if (!openStages.some((stage) => stage === state.stage)) return []
  const deadlines = deadlinesOf(state.began, state.complex, calendar)
  return complaintLimitCodes.filter(
    (limit) => state.done[limit] === null && !state.missed.includes(limit) && now >= deadlines[limit],
  )
}

/** Why an act is refused whatever the time; null when it may be done in time. */
function whyNever(state: CaseState, act: ComplaintAct, actor: Actor): Refusal | null {
  const { by, from } = complaintWay[act.act]
  if (actor.kind !== by) return 'not_theirs'
  if (actor.kind === 'staff' && rankOf(actor.level) < rankOf(state.level)) return 'not_theirs'
  if (!from.includes(state.stage)) return 'not_now'
  switch (act.act) {
    case 'extend':
      return state.complex ? 'done_before' : null
    case 'reopen':
      if (state.abuse) return 'not_now'
      return state.reopened >= complaintRule.reopenings ? 'too_often' : null
    case 'escalate':
      return state.done[act.limit] !== null || state.missed.includes(act.limit) ? 'done_before' : null
    default:
      return null
  }
}

/** Whether the time for an act has come, and is not over. */
function isTime(state: CaseState, act: ComplaintAct, now: number, calendar: HolidayCalendar): boolean {
  switch (act.act) {
    case 'reopen':
    case 'confirm':
      return !isReplyOver(state, now)
    case 'lapse':
      return isReplyOver(state, now)
    case 'escalate':
      return newlyMissed(state, now, calendar).includes(act.limit)
    default:
      return true
  }
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
  return whyNever(state, act, actor) ?? (isTime(state, act, now, calendar) ? null : 'time')
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
    case 'add':
      // Who has said something was not silent: the days of silence begin anew.
      return state.stage === 'resolved' ? { ...state, ended: now } : state
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
 * Does again what has been done, to compare: as {@link takeAct}, but not asking whether it was in time, because that
 * rested on the calendar of its day.
 */
export function retakeAct(
  state: CaseState,
  act: ComplaintAct,
  actor: Actor,
  now: number,
): { ok: true; state: CaseState } | { ok: false; why: Refusal } {
  const why = whyNever(state, act, actor)
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

/** When what is due of a case. Instants are epoch milliseconds. */
export interface Due {
  deadlines: Deadlines
  /** the first limit that has not been kept, late or not; null when nothing is due from staff */
  next: { limit: ComplaintLimit; until: number } | null
  /** until when the complainant may confirm or reopen; null when there is nothing of the kind */
  replyUntil: number | null
  /** when time itself does something to the case next */
  clock: number | null
}

/** What is due of a case as it stands. */
export function dueOf(state: CaseState, calendar: HolidayCalendar): Due {
  const deadlines = deadlinesOf(state.began, state.complex, calendar)
  const isOpen = openStages.some((stage) => stage === state.stage)
  const unkept = isOpen ? complaintLimitCodes.filter((limit) => state.done[limit] === null) : []
  const [first] = unkept
  const running = unkept.filter((limit) => !state.missed.includes(limit)).map((limit) => deadlines[limit])
  const { ended, stage, abuse } = state
  const reply = ended === null || stage === 'closed' || abuse ? null : replyUntil(ended)
  return {
    deadlines,
    next: first === undefined ? null : { limit: first, until: deadlines[first] },
    replyUntil: reply,
    clock: state.stage === 'resolved' ? reply : running.length > 0 ? Math.min(...running) : null,
  }
}
