/** What staff do about a case: only at its level or above, in their area, and also about those handled with it. */

import * as v from 'valibot'
import type { StaffRole } from '../../schema/catalog/roles.ts'
import type { CaseAct, CaseForStaff } from '../../schema/contract/complaint.ts'
import { type ComplaintAct, rankOf, whyNot } from '../../schema/rules/complaints/way.ts'
import type { Statement } from '../../schema/statement.ts'
import { requirePlace } from '../guard/access.ts'
import { actOnce } from '../guard/act-once.ts'
import type { Site } from '../guard/cookie.ts'
import { runBatch } from '../guard/database.ts'
import { noteAct } from '../guard/history.ts'
import { ProblemError, wrongField } from '../guard/problem.ts'
import type { Who } from '../guard/session.ts'
import { oneCaseOf, publicOf, readCases, readSetting, type StoredCase, settingOf } from './case-store.ts'
import { onHead } from './chain.ts'
import { messagesOf, readMessages } from './message-store.ts'
import type { Sent } from './parts.ts'
import {
  type ArrivedPhoto,
  discardArriving,
  photoKeyOf,
  publishPhotos,
  readPhotosOf,
  storeArriving,
} from './photo-store.ts'
import {
  type Deed,
  type Group,
  readGroup,
  settle,
  settleCase,
  type Turn,
  take,
  turnOf,
  turnStatements,
} from './turn.ts'

/** The level at which somebody acts; those who only read are never asked. */
export function levelOf({ role }: Pick<Who, 'role'>): StaffRole {
  return role === 'community' || role === 'subdistrict' ? role : 'city'
}

/** Whether a case and those handled with it are at the reader's level or below. */
export const mayAct = (who: Who, { rank }: Pick<StoredCase, 'rank'>) =>
  who.role !== 'auditor' && rankOf(levelOf(who)) >= rank

/**
 * The `If-Match` of an act.
 * @throws ProblemError `invalid_request` when it is missing or no version
 */
export function versionOf(c: Site): number {
  const Version = v.pipe(
    v.string('give the version that the act starts from'),
    v.regex(/^"\d{1,9}"$/, 'give the version that the act starts from, in quotation marks'),
    v.transform((tag) => Number(tag.slice(1, -1))),
  )
  const version = v.safeParse(Version, c.req.header('If-Match'))
  if (version.success) return version.output
  throw wrongField('If-Match', version.issues[0].message)
}

/* ── reading ── */

/**
 * A case for the desk.
 * @throws ProblemError `not_found`, or `forbidden` outside the area
 */
export async function caseForStaff(db: D1Database, who: Who, id: string): Promise<CaseForStaff> {
  await requireCase(db, who, id)
  await settleCase(db, id, Date.now())
  const [years, ledger, found, said, photos] = await runBatch(db, [
    ...readSetting(),
    readCases('WHERE c.id = ?1', [id]),
    readMessages(id),
    readPhotosOf(id),
  ])
  const [row, setting] = [oneCaseOf(found), settingOf(years, ledger)]
  return {
    case: publicOf(row, setting),
    version: row.version,
    place: row.place,
    merchantMaySee: row.merchant_may_see === 1,
    mayPublish: row.may_publish === 1,
    messages: messagesOf(said),
    photosPublished: (photos ?? [])
      .filter((photo) => photo['published'] === 1)
      .map((photo) => String(photo['id'])),
    mayAct: mayAct(who, row),
  }
}

/** @throws ProblemError `not_found`, or `forbidden` outside the area */
async function requireCase(db: D1Database, who: Who, id: string): Promise<StoredCase> {
  const [found] = await runBatch(db, [readCases('WHERE c.id = ?1', [id])])
  const row = oneCaseOf(found)
  requirePlace(who, { community: row.community, subdistrict: row.subdistrict })
  return row
}

/**
 * The key of a photo of a case.
 * @throws ProblemError `not_found`, or `forbidden` outside the area
 */
export async function photoForStaff(db: D1Database, who: Who, id: string, photo: string): Promise<string> {
  await requireCase(db, who, id)
  return photoKeyOf(db, id, photo)
}

/* ── acting ── */

/** An act as it was sent. */
export interface SentAct extends Sent<CaseAct> {
  id: string
  /** that it starts from */
  version: number
  /** the request's `Idempotency-Key` */
  key: string
}

/**
 * Does something to a case and those handled with it, once.
 * @returns the case as it stands then
 * @throws ProblemError `not_found`; `forbidden` outside the area or above the level; `changed_meanwhile`, `not_now`,
 * `key_reused`, or `invalid_request` for what the act cannot name
 */
export async function actOnCase(c: Site, who: Who, sent: SentAct): Promise<CaseForStaff> {
  const { DB } = c.env
  const { id, given, photos, version, key } = sent
  const now = Date.now()
  if (photos.length > 0 && given.act !== 'answer' && given.act !== 'resolve') {
    throw wrongField('photo', 'photos come with an answer or a resolution')
  }
  await requireCase(DB, who, id)
  await settleCase(DB, id, now)
  let arrived: ArrivedPhoto[] | null = null
  const said = [id, version, given, photos.map(({ sha256 }) => sha256)]

  const act = () =>
    actOnce(c, who, { given: said, key, now }, async () => {
      const group = await readGroup(DB, id)
      if (group.row.version !== version) throw changed()
      // Whether it may be done is asked before anything is stored.
      await turnsOf(DB, who, group, given, [], now)
      arrived ??= await storeArriving(c.env, photos, now)
      const turns = await turnsOf(DB, who, group, given, arrived, now)
      return {
        writes: [
          ...turns.flatMap((turn) => historyOf(who, turn, given, now)),
          ...(await turnStatements(turns, group, now)),
        ],
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
  return caseForStaff(DB, who, id)
}

const changed = () =>
  new ProblemError('changed_meanwhile', {
    detail: 'Something has been done to the case since. Read it again; nothing of yours was stored.',
  })
const notNow = (detail: string) => new ProblemError('not_now', { detail })

/** What an act does to a case and to those handled with it. */
async function turnsOf(
  db: D1Database,
  who: Who,
  { row, merged, setting }: Group,
  given: CaseAct,
  photos: readonly ArrivedPhoto[],
  now: number,
): Promise<Turn[]> {
  const main = settle(turnOf(row), now, setting)
  if (given.act === 'publish') {
    return [take(main, await publication(db, who, row, given), now, setting)]
  }
  if (row.merged_into !== null) throw notNow(`The case is handled with ${row.merged_into}.`)
  if (given.act === 'merge') return [await joined(db, who, main, merged, given.into, { now, setting })]
  if (!mayAct(who, row)) {
    throw new ProblemError('forbidden', {
      detail: 'The case, or one that is handled with it, is at a higher level by now.',
    })
  }
  const deed = deedOf(who, given, photos)
  const others = merged
    .map((one) => settle(turnOf(one), now, setting))
    // One that its complainant has closed, or that is there already, is left alone.
    .filter(({ state }) => whyNot(state, deed.act, deed.actor, now, setting.calendar) === null)
  return [main, ...others].map((turn) => take(turn, deed, now, setting))
}

/** An act by itself. */
function deedOf(
  who: Who,
  given: Exclude<CaseAct, { act: 'publish' | 'merge' }>,
  photos: readonly ArrivedPhoto[],
): Deed {
  const level = levelOf(who)
  const actor = { kind: 'staff', level } as const
  switch (given.act) {
    case 'accept':
    case 'assign': {
      const { act, unit } = given
      return { act: { act }, actor, facts: { unit }, sets: { unit } }
    }
    case 'reject': {
      const { reason, abuse } = given
      const sets = { endedReason: reason, endedTo: null }
      return { act: { act: 'reject', abuse }, actor, facts: { reason, abuse }, sets }
    }
    case 'transfer': {
      const { to, department, reason } = given
      const unit = department === null ? {} : { unit: department }
      const sets = { endedReason: reason, endedTo: to, ...unit }
      return { act: { act: 'transfer' }, actor, facts: { to, reason, ...unit }, sets }
    }
    case 'extend': {
      const { reason } = given
      return { act: { act: 'extend' }, actor, facts: { reason }, sets: { complexReason: reason } }
    }
    case 'answer':
    case 'resolve':
      return { act: { act: given.act }, actor, words: { text: given.text, level, photos } }
  }
}

/**
 * Has a case be handled with another one, which has been accepted. It is accepted along with it, and is complex where the
 * other one is: nobody could mark it afterwards, and it would rise by itself while the other has a month.
 */
async function joined(
  db: D1Database,
  who: Who,
  turn: Turn,
  merged: readonly StoredCase[],
  into: string,
  { now, setting }: Pick<Group, 'setting'> & { now: number },
): Promise<Turn> {
  const [found] = await runBatch(db, [readCases('WHERE c.id = ?1', [into])])
  const [target] = found?.length === 1 ? [oneCaseOf(found)] : []
  if (!target || target.id === turn.row.id || target.community !== turn.row.community) {
    throw wrongField('into', 'name another case of the same community')
  }
  const { level } = settle(turnOf(target), now, setting).state
  if (!mayAct(who, target) || rankOf(levelOf(who)) < rankOf(level)) {
    throw new ProblemError('forbidden', { detail: 'The other case is at a higher level.' })
  }
  if (merged.length > 0) throw notNow('Other cases are handled with this one.')
  if (target.merged_into !== null) throw notNow(`The other case is handled with ${target.merged_into}.`)
  if (target.stage !== 'accepted' && target.stage !== 'answered') throw notNow('Accept the other case first.')
  const actor = { kind: 'staff', level: levelOf(who) } as const
  const { unit, complex_reason: reason } = target
  const accept: Deed = { act: { act: 'accept' }, actor, facts: { unit }, sets: { unit } }
  const extend: Deed = { act: { act: 'extend' }, actor, facts: { reason }, sets: { complexReason: reason } }
  const merge: Deed = { act: { act: 'merge' }, actor, facts: { into }, sets: { mergedInto: into } }
  const waits = turn.state.stage === 'filed' || turn.state.stage === 'reopened'
  const deeds = [
    ...(waits ? [accept] : []),
    ...(reason !== null && !turn.state.complex ? [extend] : []),
    merge,
  ]
  return deeds.reduce((done, deed) => take(done, deed, now, setting), turn)
}

/** Publishes what the complainant allowed, or takes that back. */
async function publication(
  db: D1Database,
  who: Who,
  { id, may_publish: mayPublish, abuse }: StoredCase,
  { text, photos }: Extract<CaseAct, { act: 'publish' }>,
): Promise<Deed> {
  const [rows] = await runBatch(db, [readPhotosOf(id)])
  const known = new Set((rows ?? []).map((row) => row['id']))
  if (!photos.every((photo) => known.has(photo))) throw wrongField('photos', 'name photos of the complainant')
  const published = text || photos.length > 0
  if (published && (mayPublish === 0 || abuse === 1)) {
    throw notNow('The complainant has not allowed it, or the case was abuse.')
  }
  const act: ComplaintAct = { act: 'publish' }
  return {
    act,
    actor: { kind: 'staff', level: levelOf(who) },
    facts: { text, photos: photos.length },
    sets: { published, publishedText: text },
    writes: [publishPhotos(id, photos)],
  }
}

/** The history of who did it: without what was written, but with reasons, which are public. */
function historyOf(who: Who, { row, state, sets }: Turn, given: CaseAct, now: number): Statement[] {
  const { act, ...rest } = given
  const said = 'text' in rest && typeof rest.text === 'string' ? {} : rest
  const before = { stage: row.stage, level: row.level, unit: row.unit }
  const after = { act, ...said, stage: state.stage, level: state.level, unit: sets.unit ?? row.unit }
  return [noteAct(who.account, now, { kind: 'complaint', id: row.id }, before, after)]
}
