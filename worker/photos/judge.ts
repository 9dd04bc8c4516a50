/** What becomes of photos that have been sent: staff judge them, and who keeps the listing takes them away or back. */

import type { Judgement } from '../../schema/contract/listing.ts'
import type { Statement } from '../../schema/statement.ts'
import { requirePlace } from '../guard/access.ts'
import { runBatch } from '../guard/database.ts'
import { ProblemError } from '../guard/problem.ts'
import type { Who } from '../guard/session.ts'
import { instant } from '../guard/time.ts'
import { frozen } from '../listings/edit.ts'
import { readDisputed, requireUndisputed } from '../listings/store.ts'
import { orOvertaken, overtaken } from './overtaken.ts'
import {
  type KnownPhoto,
  type PhotoAct,
  readPhotoRow,
  refusePhoto,
  showPhoto,
  undoVerdict,
  withdrawPhoto,
} from './store.ts'

const missing = () => new ProblemError('not_found', { detail: 'There is no such photo.' })
const actOf = (who: Who, id: string, now: number): PhotoAct => ({
  id,
  actor: who.account,
  at: instant(now),
})

/** Runs what changes what everybody sees; not while it is in dispute whose outlet it is. */
async function runUndisputed(db: D1Database, outlet: string, statements: Statement[]): Promise<void> {
  if (await readDisputed(db, outlet)) throw frozen()
  await orOvertaken(runBatch(db, [requireUndisputed(outlet), ...statements]))
}

/**
 * Approves a photo, refuses it, or takes either back.
 * @throws ProblemError `not_found`, `forbidden` outside the area, `frozen` when one would be approved of a disputed
 * outlet, `changed_meanwhile` when others were quicker, or something newer waits
 */
export async function judgePhoto(
  db: D1Database,
  who: Who,
  id: string,
  judgement: Judgement,
  now: number,
): Promise<void> {
  const photo = await readPhotoRow(db, id)
  if (!photo) throw missing()
  requirePlace(who, photo.place)
  const act = actOf(who, id, now)
  const { state } = photo
  switch (judgement.verdict) {
    case 'approve':
      return runUndisputed(db, photo.outlet, showPhoto(act, 'waiting'))
    case 'refuse':
      return void (await orOvertaken(runBatch(db, refusePhoto(act, judgement.reason))))
    case 'undo':
      if (state !== 'approved' && state !== 'refused') throw overtaken()
      return void (await orOvertaken(runBatch(db, undoVerdict(act, state))))
  }
}

/**
 * A photo of this outlet.
 * @throws ProblemError `not_found`
 */
export async function photoOf(db: D1Database, outlet: string, id: string): Promise<KnownPhoto> {
  const photo = await readPhotoRow(db, id)
  if (photo?.outlet !== outlet) throw missing()
  return photo
}

/**
 * Removes the photo that shows; a merchant also takes back one that waits.
 * @throws ProblemError `not_found`, `frozen` for what a merchant of a disputed outlet shows, `changed_meanwhile`
 */
export async function removePhoto(
  db: D1Database,
  who: Who,
  { id, outlet, state }: KnownPhoto,
  now: number,
): Promise<void> {
  const act = actOf(who, id, now)
  const merchant = who.role === 'merchant'
  if (state === 'approved' && merchant) return runUndisputed(db, outlet, withdrawPhoto(act, 'approved'))
  if (state === 'approved' || (state === 'waiting' && merchant))
    return void (await orOvertaken(runBatch(db, withdrawPhoto(act, state))))
  throw missing()
}

/**
 * Shows a photo again that has shown before; what staff have removed, a merchant does not.
 * @throws ProblemError `not_found` for one that cannot be, `frozen` for a merchant of a disputed outlet,
 * `changed_meanwhile`
 */
export async function restorePhoto(
  db: D1Database,
  who: Who,
  { id, outlet, state, approved, removedByStaff }: KnownPhoto,
  now: number,
): Promise<void> {
  if (!approved || (state !== 'withdrawn' && state !== 'replaced')) throw missing()
  const merchant = who.role === 'merchant'
  if (merchant && removedByStaff) throw missing()
  const statements = showPhoto(actOf(who, id, now), state)
  if (merchant) return runUndisputed(db, outlet, statements)
  await orOvertaken(runBatch(db, statements))
}
