/**
 * `POST /open311/v2/requests`: a complaint from a client that knows nothing of us. It has no cookie, no proof of work and
 * no key under which it would send again; instead each is somebody's of their own, networks may file less, and so may
 * all of them together. What is the same from the same network within a few minutes, place and all, is the same complaint,
 * sent again.
 */

import { complaintRule } from '../../schema/catalog/complaints.ts'
import type { Limit } from '../../schema/catalog/voice-limits.ts'
import type { ComplaintGiven, Taken } from '../../schema/contract/complaint.ts'
import type { Open311Request } from '../../schema/contract/open311.ts'
import { type Statement, statement } from '../../schema/statement.ts'
import { onHead } from '../complaints/chain.ts'
import {
  type Filing,
  filingGround,
  filingReads,
  filingStatements,
  type KeptAnswer,
} from '../complaints/filing.ts'
import {
  countAllAttempts,
  countAttempts,
  keptReceipt,
  noteAttempt,
  receiptFor,
} from '../complaints/receipt.ts'
import { actOnceAs } from '../guard/act-once.ts'
import type { Site } from '../guard/cookie.ts'
import { runBatch } from '../guard/database.ts'
import { networkOf } from '../guard/network.ts'
import { refuseAbove, waitOf } from '../guard/once.ts'
import { newResident } from '../guard/resident.ts'
import { keyedHash, keyFor, randomId, randomToken } from '../guard/secret.ts'
import { instant } from '../guard/time.ts'

/** By whom answers are kept that are kept here. */
const BY = 'open311'

/** What is kept of an answer for a few minutes: with the site's secret, the salt gives the receipt again. */
type Kept = KeptAnswer & { salt: string }

/** Forgets answers once nothing is taken for the same any more: nobody can make their receipts again then. */
export function discardRequests(now: number): Statement {
  return statement(
    'DELETE FROM answered WHERE resident = ?1 AND at <= ?2',
    BY,
    instant(now - complaintRule.open311Again * 1_000),
  )
}

/** Counts complaints on a subject from a network within a limit's time, as `count` and `first`. */
function countOnSubject({ network, act: { subject, now } }: Filing, { seconds }: Limit): Statement {
  return statement(
    `SELECT count(*) AS count, min(m.at) AS first FROM network_mark AS m
      WHERE m.network = ?1 AND m.kind = ?2 AND m.subject = ?3 AND m.at > ?4
        AND EXISTS (SELECT 1 FROM complaint AS c WHERE c.voice = m.voice)`,
    network.hash,
    subject.kind,
    subject.id,
    instant(now - seconds * 1_000),
  )
}

/**
 * Files a complaint.
 * @param sent as which it came: two people behind one address may say the same of one shop, and neither must be told the
 *   other's receipt, so that what is the same must be so to the position
 * @throws ProblemError not_found, too_many or unavailable; nothing is stored then
 */
export async function takeRequest(c: Site, given: ComplaintGiven, sent: Open311Request): Promise<Taken> {
  const now = Date.now()
  const { DB } = c.env
  const network = await networkOf(c, now)
  // A hash of both, so that what is kept tells neither from where it came nor that two came from one place.
  const key = await keyedHash(await keyFor(c.env, 'answered'), JSON.stringify([BY, network.hash, sent]))
  const { byOpen311, byOpen311OnSubject, byOpen311InAll } = complaintRule
  const limits = [...byOpen311, byOpen311OnSubject, ...byOpen311InAll]

  await runBatch(DB, [discardRequests(now)])
  const { salt, ...answer } = await onHead(() =>
    actOnceAs<Kept>(c, BY, { given: sent, key, now }, async () => {
      const salt = randomToken()
      const filing: Filing = {
        id: randomId(),
        receipt: await keptReceipt(c.env, await receiptFor(c.env, BY, salt)),
        given,
        act: { resident: await newResident(c.env), subject: given.subject, now },
        network,
      }
      const reads = filingReads(filing)
      const rows = await runBatch(DB, [
        ...reads,
        ...byOpen311.map((limit) => countAttempts('open311', network, limit, now)),
        countOnSubject(filing, byOpen311OnSubject),
        ...byOpen311InAll.map((limit) => countAllAttempts('open311', limit, now)),
      ])
      const { wait, ...ground } = filingGround(filing, rows)
      const filed = rows.slice(reads.length)
      refuseAbove(Math.max(wait, ...limits.map((limit, at) => waitOf(filed[at], limit, now))))
      const { writes, answer } = await filingStatements(filing, { ...ground, photos: [] })
      return { writes: [...writes, noteAttempt('open311', network, now)], answer: { ...answer, salt } }
    }),
  )
  return { receipt: await receiptFor(c.env, BY, salt), ...answer }
}
