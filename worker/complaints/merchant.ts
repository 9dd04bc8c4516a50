/** Cases on a merchant's outlet, where the complainant lets them read what happened, and their answers to it. */

import { complaintRule } from '../../schema/catalog/complaints.ts'
import type { CaseToMerchant } from '../../schema/contract/complaint.ts'
import type { CasesToMerchant } from '../../schema/contract/complaint-lists.ts'
import { CASES_A_PAGE } from '../../schema/contract/limits.ts'
import { whyNot } from '../../schema/rules/complaints/way.ts'
import { actOnce } from '../guard/act-once.ts'
import type { Site } from '../guard/cookie.ts'
import { runBatch } from '../guard/database.ts'
import { refuseAbove, waitOf } from '../guard/once.ts'
import type { Who } from '../guard/session.ts'
import { casesOf, noSuchCase, publicOf, readCases, readSetting, settingOf, stateOf } from './case-store.ts'
import { onHead } from './chain.ts'
import { countMessages, messagesByCase, readMessagesForMerchant } from './message-store.ts'
import { photoKeyOf } from './photo-store.ts'
import { type Deed, readGroup, settle, take, turnOf, turnStatements } from './turn.ts'

const theirs = "c.subject = ?1 AND c.subject_kind = 'outlet' AND c.merchant_may_see = 1"
const merchant = { kind: 'merchant' } as const

/**
 * The latest cases on an outlet that its merchant may read.
 * @param id only this one, however old it is
 */
export async function casesOn(
  db: D1Database,
  outlet: string,
  id: string | null = null,
): Promise<CasesToMerchant> {
  const [years, ledger, found, said] = await runBatch(db, [
    ...readSetting(),
    readCases(`WHERE ${theirs} AND (?2 IS NULL OR c.id = ?2) ORDER BY c.seq DESC LIMIT ${CASES_A_PAGE}`, [
      outlet,
      id,
    ]),
    readMessagesForMerchant(outlet),
  ])
  const setting = settingOf(years, ledger)
  const messages = messagesByCase(said)
  const now = Date.now()
  return {
    cases: casesOf(found).map((row) => ({
      case: publicOf(row, setting),
      messages: messages.get(row.id) ?? [],
      mayRespond: whyNot(stateOf(row), { act: 'respond' }, merchant, now, setting.calendar) === null,
    })),
  }
}

/** @throws ProblemError `not_found`, also for what they may not read */
async function requireReadable(db: D1Database, outlet: string, id: string): Promise<void> {
  const [found] = await runBatch(db, [readCases(`WHERE ${theirs} AND c.id = ?2`, [outlet, id])])
  if (found?.length !== 1) throw noSuchCase()
}

/**
 * The key of a photo that came with what was filed.
 * @throws ProblemError `not_found`
 */
export async function photoOn(db: D1Database, outlet: string, id: string, photo: string): Promise<string> {
  await requireReadable(db, outlet, id)
  return photoKeyOf(db, id, photo, 'file')
}

/** What a merchant says, to which case. */
export interface Said {
  outlet: string
  id: string
  text: string
  /** the request's `Idempotency-Key` */
  key: string
}

/**
 * Takes what a merchant says to a case, once.
 * @throws ProblemError `not_found`, `not_now`, `too_many` or `key_reused`
 */
export async function respond(c: Site, who: Who, { outlet, id, text, key }: Said): Promise<CaseToMerchant> {
  const { DB } = c.env
  const now = Date.now()
  await requireReadable(DB, outlet, id)
  const deed: Deed = { act: { act: 'respond' }, actor: merchant, words: { text, level: null, photos: [] } }
  await onHead(() =>
    actOnce(c, who, { given: ['respond', id, text], key, now }, async () => {
      const group = await readGroup(DB, id)
      const [said] = await runBatch(DB, [countMessages(id, 'merchant', complaintRule.messages, now)])
      refuseAbove(waitOf(said, complaintRule.messages, now))
      const turn = take(settle(turnOf(group.row), now, group.setting), deed, now, group.setting)
      return { writes: await turnStatements([turn], group, now), answer: {} }
    }),
  )
  const {
    cases: [told],
  } = await casesOn(DB, outlet, id)
  if (!told) throw noSuchCase()
  return told
}
