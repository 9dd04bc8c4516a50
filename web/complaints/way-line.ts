/** The line of 13710 for one case: which step is done, which is next, which was not needed. */

import type { ComplaintLimit } from '../../schema/catalog/complaints.ts'
import type { Case } from '../../schema/contract/complaint.ts'

export type StepCode = ComplaintLimit | 'complex' | 'confirm'

/**
 * How a step stands: done in time or late, the one that is due now, one that has run out without having been done, one
 * that is not needed, or one that comes later.
 */
export type StepState = 'done' | 'late' | 'current' | 'overdue' | 'skip' | 'ahead'

export interface Step {
  code: StepCode
  /** what 13710 calls it */
  digit: string
  state: StepState
  /** when it was done, or until when it must be; null where neither is known */
  at: string | null
}

/** Whether a case has ended before it was handled. */
export const isTurnedAway = ({ stage }: Pick<Case, 'stage'>) =>
  stage === 'rejected' || stage === 'transferred'

function limitState(shown: Case, limit: ComplaintLimit): Pick<Step, 'state' | 'at'> {
  const [done, missed] = [shown.done[limit], shown.missed.includes(limit)]
  // A rejection or a transfer keeps the first limit; nobody answers or resolves any more.
  if (isTurnedAway(shown) && limit !== 'accept') return { state: 'skip', at: null }
  if (done !== null) return { state: missed ? 'late' : 'done', at: done }
  const at = shown.deadlines[limit]
  if (missed) return { state: 'overdue', at }
  return { state: shown.next?.limit === limit ? 'current' : 'ahead', at }
}

function confirmState({ stage, outcome, replyUntil }: Case): Pick<Step, 'state' | 'at'> {
  if (stage === 'closed') return { state: outcome === 'confirmed' ? 'done' : 'skip', at: null }
  return { state: replyUntil === null ? 'ahead' : 'current', at: replyUntil }
}

/** The five steps of a case, in their order. */
export function stepsOf(shown: Case): Step[] {
  const unused = { state: 'skip', at: null } as const
  const isComplex = shown.complexReason !== null
  const resolve = limitState(shown, 'resolve')
  return [
    { code: 'accept', digit: '1', ...limitState(shown, 'accept') },
    { code: 'answer', digit: '3', ...limitState(shown, 'answer') },
    { code: 'resolve', digit: '7', ...(isComplex ? unused : resolve) },
    { code: 'complex', digit: '1', ...(isComplex ? resolve : unused) },
    { code: 'confirm', digit: '0', ...confirmState(shown) },
  ]
}
