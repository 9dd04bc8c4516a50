/** What staff decide of a merchant's proposal, and taking a decision back. */

import * as v from 'valibot'
import type { Judgement } from '../../schema/contract/listing.ts'
import type { Outlet } from '../../schema/contract/outlet.ts'
import { requirePlace } from '../guard/access.ts'
import { noteAct } from '../guard/history.ts'
import { ProblemError } from '../guard/problem.ts'
import type { Who } from '../guard/session.ts'
import { instant } from '../guard/time.ts'
import { applied, frozen, outletOf, overtaken, runOrTell, versionAfter } from './edit.ts'
import { changesOf, fieldsOf, isSame, KeptEdit } from './fields.ts'
import {
  beginEdit,
  type Judged,
  judge,
  readDisputed,
  readProposal,
  requireState,
  requireUndisputed,
  type Verdict,
} from './store.ts'

/** What becomes of a proposal, and the value that the outlet gets by it, if any. */
interface Decision {
  verdict: Verdict
  sets: { value: unknown } | null
}

/** @throws ProblemError `changed_meanwhile` when the proposal is not in a state of which this can be decided */
function decide(found: Judged, judgement: Judgement, outlet: Outlet, by: string, at: string): Decision {
  const { field, state, value, before } = found
  const current = fieldsOf(outlet)[field]
  switch (judgement.verdict) {
    case 'approve':
      if (state !== 'waiting') throw overtaken()
      return { verdict: { state: 'approved', before: current, reason: null, by, at }, sets: { value } }
    case 'refuse':
      if (state !== 'waiting') throw overtaken()
      return {
        verdict: { state: 'refused', before: undefined, reason: judgement.reason, by, at },
        sets: null,
      }
    case 'undo': {
      const waits: Verdict = { state: 'waiting', before: undefined, reason: null, by: null, at: null }
      if (state === 'refused') return { verdict: waits, sets: null }
      // What somebody has set since is not to be lost with the approval.
      if (state !== 'approved' || !isSame(current, value)) throw overtaken()
      return { verdict: waits, sets: { value: before } }
    }
  }
}

/**
 * Approves what a merchant has proposed, refuses it, or takes either back.
 * @throws ProblemError `not_found`, `forbidden` outside the area, `frozen` when an approved change would be one of a
 * disputed outlet, `changed_meanwhile` when others were quicker or something newer waits
 */
export async function judgeProposal(
  db: D1Database,
  who: Who,
  id: string,
  judgement: Judgement,
  now: number,
): Promise<void> {
  const found = await readProposal(db, id)
  if (!found) throw new ProblemError('not_found', { detail: 'There is no such proposal.' })
  requirePlace(who, found.place)
  const { field, state } = found
  const approves = judgement.verdict === 'approve'
  if (approves && (await readDisputed(db, found.outlet))) throw frozen()
  const outlet = await outletOf(db, found.outlet)
  const { verdict, sets } = decide(found, judgement, outlet, who.account, instant(now))

  const edit = sets ? v.parse(KeptEdit, { [field]: sets.value }) : {}
  const changes = changesOf(outlet, edit)
  const told = (stateThen: string, reason: string | null) => ({
    proposal: field,
    state: stateThen,
    ...(reason === null ? {} : { reason }),
  })
  await runOrTell(db, [
    beginEdit(outlet.id, outlet.updatedAt),
    requireState(id, state),
    ...(approves ? [requireUndisputed(outlet.id)] : []),
    judge(id, verdict),
    ...(changes.length > 0
      ? applied(who, outlet.id, edit, changes, versionAfter(outlet.updatedAt, now), now)
      : [
          noteAct(
            who.account,
            now,
            { kind: 'outlet', id: outlet.id },
            told(state, found.reason),
            told(verdict.state, verdict.reason),
          ),
        ]),
  ])
}
