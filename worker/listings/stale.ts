/** What staff say of a listing that nobody has looked at for long, and taking it back. */

import * as v from 'valibot'
import type { StaleVerdict } from '../../schema/contract/desk.ts'
import type { Statement } from '../../schema/statement.ts'
import { requireOutlet } from '../guard/access.ts'
import { noteAct } from '../guard/history.ts'
import type { Who } from '../guard/session.ts'
import { dayAt, instant } from '../guard/time.ts'
import { outletOf, overtaken, runOrTell, versionAfter } from './edit.ts'
import { writeFields } from './fields.ts'
import {
  readLastChange,
  requireLastChange,
  requireStale,
  SaidRight,
  SaidWrong,
  setConfirmedAgain,
} from './stale-store.ts'
import { beginEdit, endEdit, noteConfirmation, setConfirmed } from './store.ts'

/**
 * Says that a listing is right today, or that it is not as listed: it is paused then, and the history says why. A
 * confirmation changes nothing that somebody may be editing, so that the version stays.
 * @returns the listing's version then
 * @throws ProblemError `not_found`, `forbidden` outside the area, `changed_meanwhile` when the listing is not as it was
 * read, when somebody else has said something of it, or, for taking back, when something has been done since
 */
export async function judgeStale(
  db: D1Database,
  who: Who,
  id: string,
  judgement: StaleVerdict,
  now: number,
): Promise<string> {
  await requireOutlet(db, who, id)
  const { version, writes } =
    judgement.verdict === 'undo' ? await undoing(db, who, id, now) : saying(who, id, judgement, now)
  await runOrTell(db, writes)
  return version
}

/** What is written, and the listing's version then. */
interface Said {
  version: string
  writes: readonly Statement[]
}

function saying(
  who: Who,
  id: string,
  judgement: Exclude<StaleVerdict, { verdict: 'undo' }>,
  now: number,
): Said {
  const today = dayAt(now)
  const start = [beginEdit(id, judgement.version), requireStale(id, today)]
  if (judgement.verdict === 'right') {
    const confirmation = { today, by: 'staff' } as const
    const writes = [
      ...start,
      noteConfirmation(id, who.account, instant(now), confirmation),
      setConfirmed(id, confirmation),
    ]
    return { version: judgement.version, writes }
  }
  const version = versionAfter(judgement.version, now)
  const paused = { status: 'paused', reason: judgement.reason }
  const writes = [
    ...start,
    noteAct(who.account, now, { kind: 'outlet', id }, { status: 'open' }, paused),
    ...writeFields(id, { status: 'paused' }, today),
    endEdit(id, version),
  ]
  return { version, writes }
}

/** @throws ProblemError `changed_meanwhile` when what was done last is no judgement that still stands */
async function undoing(db: D1Database, who: Who, id: string, now: number): Promise<Said> {
  const outlet = await outletOf(db, id)
  const last = await readLastChange(db, id)
  const start = (change: number) => [beginEdit(id, outlet.updatedAt), requireLastChange(id, change)]
  const note = (before: object, after: object) =>
    noteAct(who.account, now, { kind: 'outlet', id }, before, after)

  const right = v.safeParse(SaidRight, last)
  // An edit of hours confirms, too, and the history tells only of the hours.
  if (
    right.success &&
    outlet.confirmedAt === right.output.after.confirmedAt &&
    outlet.confirmedBy === right.output.after.confirmedBy
  ) {
    const { id: change, before, after } = right.output
    const writes = [...start(change), note(after, before), setConfirmedAgain(id, before)]
    return { version: outlet.updatedAt, writes }
  }
  const wrong = v.safeParse(SaidWrong, last)
  if (wrong.success && outlet.status === 'paused') {
    const version = versionAfter(outlet.updatedAt, now)
    const writes = [
      ...start(wrong.output.id),
      note({ status: 'paused' }, { status: 'open' }),
      ...writeFields(id, { status: 'open' }, dayAt(now)),
      endEdit(id, version),
    ]
    return { version, writes }
  }
  throw overtaken()
}
