/** Which limits of 13710 an act settles, as on-time rates count them; each once for a filing or a reopening. */

import type { ComplaintLimit } from '../../catalog/complaints.ts'
import type { CaseState, ComplaintAct, ComplaintActName } from './way.ts'

/** Limits that an act keeps: a rejection or a transfer is no answer and no resolution. */
const keeps: Partial<Record<ComplaintActName, readonly ComplaintLimit[]>> = {
  accept: ['accept'],
  reject: ['accept'],
  transfer: ['accept'],
  answer: ['answer'],
  resolve: ['answer', 'resolve'],
}

/**
 * The limits that an act settles, and whether in time. One that has been missed was counted then, and is not counted
 * again.
 * @param state the case before the act
 */
export function limitsSettled(
  state: CaseState,
  act: ComplaintAct,
): readonly { limit: ComplaintLimit; inTime: boolean }[] {
  if (act.act === 'escalate') return [{ limit: act.limit, inTime: false }]
  return (keeps[act.act] ?? [])
    .filter((limit) => state.done[limit] === null && !state.missed.includes(limit))
    .map((limit) => ({ limit, inTime: true }))
}
