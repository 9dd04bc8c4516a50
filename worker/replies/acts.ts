/** Replies to comments: the merchant writes, changes and takes back, staff judge. */

import type { Judgement } from '../../schema/contract/listing.ts'
import type { KeptReply, ReplyGiven } from '../../schema/contract/reply.ts'
import type { Statement } from '../../schema/statement.ts'
import { requirePlace } from '../guard/access.ts'
import { isTaken, runBatch } from '../guard/database.ts'
import { ProblemError } from '../guard/problem.ts'
import { randomId } from '../guard/secret.ts'
import type { Who } from '../guard/session.ts'
import { instant } from '../guard/time.ts'
import { frozen } from '../listings/edit.ts'
import { isOvertaken, readDisputed, requireUndisputed } from '../listings/store.ts'
import {
  approveReply,
  haveReplyWait,
  type ReplyAct,
  readLatestWords,
  readReply,
  refuseReply,
  undoVerdict,
  withdrawReply,
} from './store.ts'

const missing = () => new ProblemError('not_found', { detail: 'There is no such reply.' })
const overtaken = () =>
  new ProblemError('changed_meanwhile', {
    detail: 'The comment or the reply is not as it was when it was read. Nothing was stored.',
  })

/** @throws ProblemError `changed_meanwhile` when the batch starts from a state that is no more */
async function run(db: D1Database, statements: readonly Statement[]): Promise<void> {
  await runBatch(db, statements).catch((error) => {
    throw isOvertaken(error) || isTaken(error, 'reply.voice') ? overtaken() : error
  })
}

/** Runs what a shop is to say in public; not while it is in dispute whose shop it is. */
async function runUndisputed(db: D1Database, outlet: string, statements: Statement[]): Promise<void> {
  if (await readDisputed(db, outlet)) throw frozen()
  await run(db, [requireUndisputed(outlet), ...statements])
}

/**
 * Has a reply wait for staff. The same words again change nothing, so that it may be sent twice.
 * @param voice the comment
 * @returns how the reply stands
 * @throws ProblemError `changed_meanwhile` when the comment is not public with these words, `frozen`
 */
export async function writeReply(
  db: D1Database,
  who: Who,
  outlet: string,
  voice: string,
  given: ReplyGiven,
  now: number,
): Promise<KeptReply> {
  const known = await readLatestWords(db, outlet, voice)
  if (known?.text === given.text) return known
  const act: ReplyAct = { id: randomId(), actor: who.account, at: instant(now) }
  await runUndisputed(db, outlet, haveReplyWait(act, outlet, voice, given))
  return { id: act.id, voice, text: given.text, at: act.at, state: 'waiting', reason: null }
}

/**
 * Takes back a reply of this outlet.
 * @throws ProblemError `not_found`, `changed_meanwhile`
 */
export async function takeReplyBack(
  db: D1Database,
  who: Who,
  outlet: string,
  id: string,
  now: number,
): Promise<void> {
  const reply = await readReply(db, id)
  if (reply?.outlet !== outlet || reply.state === 'replaced') throw missing()
  await run(db, withdrawReply({ id, actor: who.account, at: instant(now) }, reply.state))
}

/**
 * Approves a reply, refuses it, or takes either back.
 * @throws ProblemError `not_found`, `forbidden` outside the area, `frozen` when one would be approved of a disputed
 * outlet, `changed_meanwhile` when others were quicker, or something newer waits
 */
export async function judgeReply(
  db: D1Database,
  who: Who,
  id: string,
  judgement: Judgement,
  now: number,
): Promise<void> {
  const reply = await readReply(db, id)
  if (!reply) throw missing()
  requirePlace(who, reply.place)
  const act: ReplyAct = { id, actor: who.account, at: instant(now) }
  switch (judgement.verdict) {
    case 'approve':
      return runUndisputed(db, reply.outlet, approveReply(act))
    case 'refuse':
      return run(db, refuseReply(act, judgement.reason))
    case 'undo':
      if (reply.state !== 'approved' && reply.state !== 'refused') throw overtaken()
      return run(db, undoVerdict(act, reply.state))
  }
}
