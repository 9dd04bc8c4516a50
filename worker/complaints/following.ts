/** Following a case by its receipt: how it stands, saying more, confirming with a grade, reopening. */

import { complaintRule } from '../../schema/catalog/complaints.ts'
import type { Grade } from '../../schema/catalog/satisfaction.ts'
import type { CaseOfMine } from '../../schema/contract/complaint.ts'
import { type ComplaintAct, levelAbove, whyNot } from '../../schema/rules/complaints/way.ts'
import { statement } from '../../schema/statement.ts'
import { actOnceAs } from '../guard/act-once.ts'
import type { Site } from '../guard/cookie.ts'
import { runBatch } from '../guard/database.ts'
import { refuseAbove, waitOf } from '../guard/once.ts'
import type { Photo } from '../guard/photo.ts'
import { gradeVoice } from '../satisfaction/bound-store.ts'
import {
  oneCaseOf,
  publicOf,
  readCases,
  readSetting,
  type Setting,
  type StoredCase,
  settingOf,
  stateOf,
} from './case-store.ts'
import { onHead } from './chain.ts'
import { countMessages, messagesOf, readMessages } from './message-store.ts'
import type { Sent } from './parts.ts'
import { type ArrivedPhoto, discardArriving, photoKeyOf, storeArriving } from './photo-store.ts'
import { caseOfReceipt } from './receipt.ts'
import { type Deed, readGroup, settle, settleCase, take, turnOf, turnStatements } from './turn.ts'

const complainant = { kind: 'complainant' } as const

/**
 * The case of the receipt that a request carries.
 * @throws ProblemError what `caseOfReceipt` throws
 */
export async function caseOf(c: Site): Promise<CaseOfMine> {
  const now = Date.now()
  const id = await caseOfReceipt(c, now)
  await settleCase(c.env.DB, id, now)
  return readMine(c.env.DB, id, now)
}

async function readMine(db: D1Database, id: string, now: number): Promise<CaseOfMine> {
  const [years, ledger, found, said, sealed] = await runBatch(db, [
    ...readSetting(),
    readCases('WHERE c.id = ?1', [id]),
    readMessages(id),
    statement('SELECT seq, hash FROM complaint_event WHERE complaint = ?1 ORDER BY seq LIMIT 1', id),
  ])
  const [row, setting] = [oneCaseOf(found), settingOf(years, ledger)]
  return {
    case: publicOf(row, setting),
    merchantMaySee: row.merchant_may_see === 1,
    mayPublish: row.may_publish === 1,
    messages: messagesOf(said),
    seal: { seq: Number(sealed?.[0]?.['seq']), hash: String(sealed?.[0]?.['hash']) },
    may: mayOf(row, now, setting),
  }
}

function mayOf(row: StoredCase, now: number, { calendar }: Setting): CaseOfMine['may'] {
  const state = stateOf(row)
  const may = (act: ComplaintAct) => whyNot(state, act, complainant, now, calendar) === null
  return {
    add: may({ act: 'add' }),
    confirm: may({ act: 'confirm' }),
    reopen: may({ act: 'reopen' }),
    reopenings: Math.max(0, complaintRule.reopenings - state.reopened),
  }
}

/**
 * Says more on a case.
 * @throws ProblemError not_now, too_many, key_reused, or what `caseOfReceipt` throws
 */
export async function addToCase(
  c: Site,
  { given, photos }: Sent<{ text: string }>,
  key: string,
): Promise<CaseOfMine> {
  return actOnMine(c, { name: 'add', given, photos, key }, (_row, arrived) => ({
    act: { act: 'add' },
    actor: complainant,
    words: { text: given.text, level: null, photos: arrived },
  }))
}

/**
 * Confirms that a case is resolved: the grade replaces the voice that the complaint was.
 * @throws ProblemError not_now, key_reused, or what `caseOfReceipt` throws
 */
export async function confirmCase(c: Site, { grade }: { grade: Grade }, key: string): Promise<CaseOfMine> {
  return actOnMine(c, { name: 'confirm', given: { grade }, photos: [], key }, ({ voice }, _arrived, now) => ({
    act: { act: 'confirm' },
    actor: complainant,
    facts: { grade },
    sets: { grade },
    writes: [gradeVoice(voice, grade, now)],
  }))
}

/**
 * Reopens a case, a level up. One that was handled with another goes its own way from then on.
 * @throws ProblemError not_now, key_reused, or what `caseOfReceipt` throws
 */
export async function reopenCase(c: Site, given: { text: string }, key: string): Promise<CaseOfMine> {
  return actOnMine(c, { name: 'reopen', given, photos: [], key }, ({ level }) => ({
    act: { act: 'reopen' },
    actor: complainant,
    facts: { to: levelAbove(level) },
    words: { text: given.text, level: null, photos: [] },
    sets: { unit: null, mergedInto: null, complexReason: null, endedReason: null, endedTo: null },
  }))
}

/** @throws ProblemError `too_many` */
async function refuseTalk(db: D1Database, id: string, now: number): Promise<void> {
  const [said] = await runBatch(db, [countMessages(id, 'complainant', complaintRule.messages, now)])
  refuseAbove(waitOf(said, complaintRule.messages, now))
}

interface SentAct {
  name: 'add' | 'confirm' | 'reopen'
  given: unknown
  photos: readonly Photo[]
  /** the request's `Idempotency-Key` */
  key: string
}

type DeedOf = (row: StoredCase, arrived: readonly ArrivedPhoto[], now: number) => Deed

/** Does something to the case of the receipt, once, and gives the case back as it stands then. */
async function actOnMine(
  c: Site,
  { name, given, photos, key }: SentAct,
  deedOf: DeedOf,
): Promise<CaseOfMine> {
  const { DB } = c.env
  const now = Date.now()
  const id = await caseOfReceipt(c, now)
  await settleCase(DB, id, now)
  let arrived: ArrivedPhoto[] | null = null
  const sent = { given: [name, given, photos.map(({ sha256 }) => sha256)], key, now }

  const act = () =>
    actOnceAs(c, `case ${id}`, sent, async () => {
      const group = await readGroup(DB, id)
      if (name === 'add') await refuseTalk(DB, id, now)
      const settled = settle(turnOf(group.row), now, group.setting)
      // Whether it may be done is asked before anything is stored.
      take(settled, deedOf(group.row, [], now), now, group.setting)
      arrived ??= await storeArriving(c.env, photos, now)
      const turn = take(settled, deedOf(group.row, arrived, now), now, group.setting)
      return {
        writes: await turnStatements([turn], group, now),
        answer: { photos: arrived.map((photo) => photo.id) },
      }
    })

  try {
    const answer = await onHead(act)
    const mine: readonly ArrivedPhoto[] = arrived ?? []
    // The same request has been answered before, or at the same time.
    await discardArriving(
      c.env,
      mine.filter((photo) => !answer.photos.includes(photo.id)),
    )
  } catch (error) {
    await discardArriving(c.env, arrived ?? [])
    throw error
  }
  return readMine(DB, id, now)
}

/**
 * The key of a photo of the case of a receipt.
 * @throws ProblemError `not_found`, or what `caseOfReceipt` throws
 */
export async function photoOf(c: Site, photo: string): Promise<string> {
  return photoKeyOf(c.env.DB, await caseOfReceipt(c, Date.now()), photo)
}
