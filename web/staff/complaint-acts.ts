import type { ComplaintLevel } from '../../schema/catalog/complaints.ts'
import { type Role, type StaffRole, staffRoles } from '../../schema/catalog/roles.ts'
import type { Case, CaseAct, CaseForStaff, CaseListed } from '../../schema/contract/complaint.ts'
import type { HolidayCalendar } from '../../schema/rules/calendar.ts'
import { deadlinesOf } from '../../schema/rules/complaints/deadlines.ts'
import { type CaseState, type ComplaintAct, rankOf, whyNot } from '../../schema/rules/complaints/way.ts'
import { startOfDate } from '../places/dates.ts'

export type DeskAct = CaseAct['act']

/** In the order of the buttons: what comes next first, what is rare last. */
export const deskActs = [
  'accept',
  'answer',
  'resolve',
  'extend',
  'assign',
  'transfer',
  'reject',
  'merge',
  'publish',
] as const satisfies readonly DeskAct[]

/** The level of whoever is at the desk; null for an auditor, who has none. */
export function levelOf(role: Role): ComplaintLevel | null {
  const level: StaffRole | undefined = staffRoles.find((one) => one === role)
  return level ?? null
}

const instant = (iso: string | null) => (iso === null ? null : Date.parse(iso))

/** When the limits began to run: the last reopening, or filing. */
function beganAt({ case: { filedOn }, messages }: CaseForStaff): number {
  const began = messages.findLast(({ act }) => act === 'reopen' || act === 'file')
  return began ? Date.parse(began.at) : startOfDate(filedOn)
}

/** How a case stands, as the way's rules read it. Whether it was abuse is not told, and matters to no act of staff. */
function stateOf(whole: CaseForStaff): CaseState {
  const { stage, level, done, missed, complexReason, outcome, reopened, late } = whole.case
  return {
    stage,
    level,
    began: beganAt(whole),
    complex: complexReason !== null,
    done: { accept: instant(done.accept), answer: instant(done.answer), resolve: instant(done.resolve) },
    missed,
    ended: null,
    abuse: false,
    outcome,
    reopened,
    late,
  }
}

const asRule = (act: DeskAct): ComplaintAct => (act === 'reject' ? { act, abuse: false } : { act })

/** Why nothing can be done about a case: one only reads, it has risen above one's level, or it goes with another. */
export type Bystander = 'auditor' | 'above' | 'merged'

export function bystanderOf(
  { case: { level, mergedInto }, mayAct }: CaseForStaff,
  role: Role,
): Bystander | null {
  const own = levelOf(role)
  if (own === null) return 'auditor'
  if (!mayAct || rankOf(own) < rankOf(level)) return 'above'
  return mergedInto === null ? null : 'merged'
}

/**
 * What may be done about a case now, in the order of the buttons (schema/rules/complaints/way.ts).
 * @param now epoch milliseconds
 */
export function actsFor(
  whole: CaseForStaff,
  role: Role,
  now: number,
  calendar: HolidayCalendar,
): readonly DeskAct[] {
  const [level, bystander] = [levelOf(role), bystanderOf(whole, role)]
  if (level === null || bystander === 'above') return []
  // What goes with another case is handled there; only what is published of it is its own.
  const possible: readonly DeskAct[] = bystander === 'merged' ? ['publish'] : deskActs
  const state = stateOf(whole)
  return possible.filter(
    (act) =>
      (act !== 'publish' || whole.mayPublish) &&
      whyNot(state, asRule(act), { kind: 'staff', level }, now, calendar) === null,
  )
}

/** By when a case must be resolved once it is marked complex; epoch milliseconds. */
export function complexUntil(whole: CaseForStaff, calendar: HolidayCalendar): number {
  return deadlinesOf(beganAt(whole), true, calendar).resolve
}

/** Acts that are asked about once more, because nobody can take them back. */
export const gravest: readonly DeskAct[] = ['reject', 'transfer', 'resolve', 'merge', 'publish']

/** The photos that may be published: the complainant's. */
export function publishable({ messages }: CaseForStaff): readonly string[] {
  return messages.filter(({ by }) => by === 'complainant').flatMap(({ photos }) => photos)
}

/** Whether another case may be merged into this one: it has been accepted, and somebody here may act on it. */
export function takesOthers({ stage, mergedInto, mayAct }: CaseListed): boolean {
  return mayAct && mergedInto === null && (stage === 'accepted' || stage === 'answered')
}

/** The divisions of a case from the lowest up to a level, by the length of their codes: 12, 9 and 6 digits. */
export function divisionsUpTo(level: ComplaintLevel, { community }: Case, city: string): readonly string[] {
  const codes = community ? [community.code, community.code.slice(0, 9), city] : [city]
  return community ? codes.slice(0, rankOf(level) + 1) : codes
}
