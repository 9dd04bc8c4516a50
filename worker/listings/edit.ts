/** Changing a listing: what shows at once, what waits for staff, and what becomes of what waits. */

import * as v from 'valibot'
import {
  type CheckedField,
  checkedFields,
  type ListingField,
  listingFields,
  openFields,
} from '../../schema/catalog/listing-fields.ts'
import {
  type Edit,
  type EditResult,
  type Judgement,
  type Listing,
  ListingEdit,
} from '../../schema/contract/listing.ts'
import type { Outlet } from '../../schema/contract/outlet.ts'
import { dayOf, isoOf } from '../../schema/rules/hours/days.ts'
import type { Statement } from '../../schema/statement.ts'
import { requirePlace } from '../guard/access.ts'
import { givenAnswer, keepAnswer, type Repeatable, readAnswer } from '../guard/answered.ts'
import type { Site } from '../guard/cookie.ts'
import { runBatch } from '../guard/database.ts'
import { ProblemError } from '../guard/problem.ts'
import { keyedHash, keyFor, randomId } from '../guard/secret.ts'
import type { Who } from '../guard/session.ts'
import { readOutlet } from '../places/store.ts'
import { type Changed, changesOf, fieldsNamed, fieldsOf, writeFields } from './fields.ts'
import {
  beginEdit,
  endEdit,
  isOvertaken,
  judge,
  noteAct,
  noteChange,
  propose,
  readDisputed,
  readHistory,
  readProposal,
  readProposals,
} from './store.ts'

/** Which fields somebody may set, with or without staff looking at it first. */
export function fieldsFor(who: Pick<Who, 'role'>): readonly ListingField[] {
  return who.role === 'merchant' ? [...openFields, ...checkedFields] : listingFields
}

const isChecked = (field: ListingField): field is CheckedField => checkedFields.some((one) => one === field)

const todayOf = (now: number) => isoOf(dayOf(now))
const signOf = (who: Who) => (who.role === 'merchant' ? 'merchant' : 'staff')

/** Later than the version before, also within the same millisecond. */
const versionAfter = (version: string, now: number) =>
  new Date(Math.max(now, Date.parse(version) + 1)).toISOString()

async function outletOf(db: D1Database, id: string): Promise<Outlet> {
  const outlet = await readOutlet(db, id, 'first-primary')
  if (!outlet) throw new ProblemError('not_found', { detail: 'There is no such outlet.' })
  return outlet
}

/** A listing as those who keep it see it. */
export async function readListing(db: D1Database, id: string): Promise<Listing> {
  const outlet = await outletOf(db, id)
  const { confirmedAt, confirmedBy, hoursText, pricesAt } = outlet
  return {
    id,
    version: outlet.updatedAt,
    fields: fieldsOf(outlet),
    waiting: await readProposals(db, id),
    disputed: await readDisputed(db, id),
    confirmedAt,
    confirmedBy,
    hoursText,
    pricesAt,
  }
}

const overtaken = () =>
  new ProblemError('changed_meanwhile', {
    detail: 'Somebody has changed this listing since. Read it again; nothing of yours was stored.',
  })

/** What an edit comes with besides what it changes. */
export interface Start {
  outlet: string
  /** the state that it starts from */
  version: string
  /** its `Idempotency-Key` */
  key: string
}

/**
 * Changes a listing. Of a merchant's edit, checked fields wait for staff; everything else shows at once.
 * @throws ProblemError `changed_meanwhile` when it does not start from the present state, `invalid_request` for fields
 * that this role may not set, `frozen` for checked fields of a disputed outlet, `key_reused`
 */
export async function editListing(
  c: Site,
  who: Who,
  start: Start,
  edit: Edit,
  now: number,
): Promise<EditResult> {
  const { DB } = c.env
  const request: Repeatable = {
    resident: `account ${who.account}`,
    key: start.key,
    fingerprint: await keyedHash(
      await keyFor(c.env, 'answered'),
      JSON.stringify([start.outlet, start.version, edit]),
    ),
  }
  const [before] = await runBatch(DB, [readAnswer(request)])
  const known = givenAnswer(before, request)
  if (known !== null) return JSON.parse(known)

  const allowed = fieldsFor(who)
  const strange = fieldsNamed(edit).filter((field) => !allowed.includes(field))
  if (strange.length > 0) {
    const reason = 'only staff set this'
    throw new ProblemError('invalid_request', { fields: strange.map((field) => ({ field, reason })) })
  }
  const outlet = await outletOf(DB, start.outlet)
  if (outlet.updatedAt !== start.version) throw overtaken()
  const changes = changesOf(fieldsOf(outlet), edit)
  const waits = (change: Changed) => who.role === 'merchant' && isChecked(change.field)
  const proposed = changes.filter(waits)
  if (proposed.length > 0 && (await readDisputed(DB, start.outlet))) throw frozen()
  const shown = changes.filter((change) => !waits(change))

  const version = shown.length > 0 ? versionAfter(start.version, now) : start.version
  const answer: EditResult = {
    version,
    shown: shown.map(({ field }) => field),
    waiting: proposed.flatMap(({ field }) => (isChecked(field) ? [field] : [])),
  }
  const statements = [
    beginEdit(start.outlet, start.version),
    ...(shown.length > 0 ? applied(who, start.outlet, edit, shown, version, now) : []),
    ...proposed.map((change) =>
      propose(randomId(), start.outlet, change, who.account, new Date(now).toISOString()),
    ),
    keepAnswer(request, now, { sql: 'SELECT ?5 AS answer', params: [JSON.stringify(answer)] }),
  ]
  await runOrTell(DB, statements)
  return answer
}

const frozen = () =>
  new ProblemError('frozen', {
    detail: 'Whose outlet this is, is in dispute. Staff decide before this can change.',
  })

/** The statements that apply changes, with their row in the history. */
function applied(
  who: Who,
  outlet: string,
  edit: Edit,
  changes: readonly Changed[],
  version: string,
  now: number,
): Statement[] {
  const names = new Set<string>(changes.map(({ field }) => field))
  const part = v.parse(
    ListingEdit,
    Object.fromEntries(Object.entries(edit).filter(([field]) => names.has(field))),
  )
  const today = todayOf(now)
  return [
    ...writeFields(outlet, part, today),
    endEdit(outlet, version, today, signOf(who)),
    noteChange(outlet, who.account, new Date(now).toISOString(), changes),
  ]
}

async function runOrTell(db: D1Database, statements: readonly Statement[]): Promise<void> {
  await runBatch(db, statements).catch((error) => {
    throw isOvertaken(error) ? overtaken() : error
  })
}

/** Says that a listing is right as it is. */
export async function confirmListing(db: D1Database, who: Who, id: string, now: number): Promise<void> {
  const outlet = await outletOf(db, id)
  const today = todayOf(now)
  const { confirmedAt, confirmedBy } = outlet
  if (confirmedAt === today && confirmedBy === signOf(who)) return
  const at = new Date(now).toISOString()
  await runOrTell(db, [
    beginEdit(id, outlet.updatedAt),
    endEdit(id, versionAfter(outlet.updatedAt, now), today, signOf(who)),
    noteAct(
      id,
      who.account,
      at,
      { confirmedAt, confirmedBy },
      { confirmedAt: today, confirmedBy: signOf(who) },
    ),
  ])
}

/**
 * Puts a listing back to what it was before a change. Of a merchant's, checked fields are proposed again.
 * @throws ProblemError `not_found` when there is no such change, or none that this role may take back
 */
export async function restoreListing(
  c: Site,
  who: Who,
  start: Start,
  change: number,
  now: number,
): Promise<EditResult> {
  const history = await readHistory(c.env.DB, who, start.outlet, fieldsFor(who))
  const entry = history.find(({ id }) => id === change)
  const edit = v.safeParse(ListingEdit, entry?.before ?? {})
  if (!entry?.restorable || !edit.success) {
    throw new ProblemError('not_found', { detail: 'There is no such change that could be taken back.' })
  }
  return editListing(c, who, start, edit.output, now)
}

/**
 * Approves what a merchant has proposed, refuses it, or takes either back.
 * @throws ProblemError `not_found`, `forbidden` outside the area, `changed_meanwhile` when others were quicker
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
  const { outlet: outletId, field, value, state } = found
  const outlet = await outletOf(db, outletId)
  const at = new Date(now).toISOString()
  const from = judgement.verdict === 'undo' ? state : 'waiting'
  if (from !== state || (from === 'waiting' && judgement.verdict === 'undo')) throw overtaken()

  const verdict =
    judgement.verdict === 'approve'
      ? { state: 'approved' as const, before: fieldsOf(outlet)[field], reason: null, by: who.account, at }
      : judgement.verdict === 'refuse'
        ? { state: 'refused' as const, before: undefined, reason: judgement.reason, by: who.account, at }
        : { state: 'waiting' as const, before: undefined, reason: null, by: null, at: null }
  const target = judgement.verdict === 'approve' ? value : state === 'approved' ? found.before : undefined
  const edit = target === undefined ? null : v.parse(ListingEdit, { [field]: target })
  const changes = edit ? changesOf(fieldsOf(outlet), edit) : []
  const version = versionAfter(outlet.updatedAt, now)
  await runOrTell(db, [
    beginEdit(outletId, outlet.updatedAt),
    judge(id, verdict),
    ...(edit && changes.length > 0
      ? applied(who, outletId, edit, changes, version, now)
      : [
          noteAct(
            outletId,
            who.account,
            at,
            { proposal: field, state },
            { proposal: field, state: verdict.state },
          ),
        ]),
  ])
}
