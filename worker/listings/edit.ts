/** Changing a listing: what shows at once, and what waits for staff. */

import * as v from 'valibot'
import {
  type CheckedField,
  checkedFields,
  type ListingField,
  listingFields,
  openFields,
} from '../../schema/catalog/listing-fields.ts'
import type { EditResult, Listing } from '../../schema/contract/listing.ts'
import type { Outlet } from '../../schema/contract/outlet.ts'
import type { ProblemFieldDetails } from '../../schema/contract/problem.ts'
import type { Statement } from '../../schema/statement.ts'
import { givenAnswer, keepAnswer, type Repeatable, readAnswer } from '../guard/answered.ts'
import type { Site } from '../guard/cookie.ts'
import { isTaken, runBatch } from '../guard/database.ts'
import { ProblemError } from '../guard/problem.ts'
import { keyedHash, keyFor } from '../guard/secret.ts'
import type { Who } from '../guard/session.ts'
import { dayAt, instant } from '../guard/time.ts'
import { readOutlet } from '../places/store.ts'
import {
  type Changed,
  changesOf,
  fieldsNamed,
  fieldsOf,
  isSame,
  KeptEdit,
  type KeptField,
  withHoursText,
  writeFields,
} from './fields.ts'
import { requireGround } from './ground.ts'
import {
  beginEdit,
  type Confirmation,
  endEdit,
  isOvertaken,
  noteChange,
  noteConfirmation,
  propose,
  readDisputed,
  readHistory,
  readProposals,
  requireUndisputed,
  setConfirmed,
} from './store.ts'

/** Which fields somebody may set, with or without staff looking at it first. */
export function fieldsFor(who: Pick<Who, 'role'>): readonly ListingField[] {
  return who.role === 'merchant' ? [...openFields, ...checkedFields] : listingFields
}

const isChecked = (field: KeptField): field is CheckedField => checkedFields.some((one) => one === field)
const isOpen = (field: KeptField) => openFields.some((one) => one === field)
const isListed = (field: KeptField): field is ListingField => field !== 'hoursText'

const confirmationBy = (who: Who, now: number): Confirmation => ({
  today: dayAt(now),
  by: who.role === 'merchant' ? 'merchant' : 'staff',
})

/** Later than the version before, also within the same millisecond. */
export function versionAfter(version: string, now: number): string {
  return instant(Math.max(now, Date.parse(version) + 1))
}

/**
 * An outlet as it was stored last.
 * @throws ProblemError `not_found`
 */
export async function outletOf(db: D1Database, id: string): Promise<Outlet> {
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

/** For an edit that starts from a state in which the listing no longer is. */
export function overtaken(): ProblemError {
  return new ProblemError('changed_meanwhile', {
    detail: 'Somebody has changed this listing since. Read it again; nothing of yours was stored.',
  })
}

/** For checked fields while whose outlet it is, is in dispute. */
export function frozen(): ProblemError {
  return new ProblemError('frozen', {
    detail: 'Whose outlet this is, is in dispute. Staff decide before this can change.',
  })
}

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
 * that this role may not set or places that the city does not have, `forbidden` when it moves the outlet out of the
 * area, `frozen` for checked fields of a disputed outlet, `key_reused`
 */
export async function editListing(
  c: Site,
  who: Who,
  start: Start,
  edit: KeptEdit,
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
  const known = await answerOf(DB, request)
  if (known) return known

  requireFields(who, edit)
  const outlet = await outletOf(DB, start.outlet)
  if (outlet.updatedAt !== start.version) throw overtaken()
  const wanted = withHoursText(outlet, edit)
  const changes = changesOf(outlet, wanted)
  const waits = ({ field }: Changed) => who.role === 'merchant' && isChecked(field)
  const shown = changes.filter((change) => !waits(change))
  const proposed = changes.flatMap(({ field, after }) =>
    isChecked(field) && who.role === 'merchant' ? [{ field, after }] : [],
  )
  if (proposed.length > 0 && (await readDisputed(DB, start.outlet))) throw frozen()
  await requireGround(DB, who, groundOf(wanted, shown))

  const version = shown.length > 0 ? versionAfter(start.version, now) : start.version
  const answer: EditResult = {
    version,
    shown: shown.map(({ field }) => field).filter(isListed),
    waiting: proposed.map(({ field }) => field),
  }
  const waiting = proposed.length > 0 ? await readProposals(DB, start.outlet) : []
  const isWaiting = ({ field, after }: { field: CheckedField; after: unknown }) =>
    waiting.some((one) => one.state === 'waiting' && one.field === field && isSame(one.value, after))
  const confirms = shown.some(({ field }) => isOpen(field))
  const statements = [
    beginEdit(start.outlet, start.version),
    ...(shown.length > 0 ? applied(who, start.outlet, wanted, shown, version, now) : []),
    // Who sets what people go by has looked at it; a credit grade or a name says nothing of the hours.
    ...(confirms ? [setConfirmed(start.outlet, confirmationBy(who, now))] : []),
    ...(proposed.length > 0 ? [requireUndisputed(start.outlet)] : []),
    ...proposed
      .filter((one) => !isWaiting(one))
      .flatMap((one) => propose(start.outlet, one, who.account, instant(now))),
    keepAnswer(request, now, { sql: 'SELECT ?5 AS answer', params: [JSON.stringify(answer)] }),
  ]
  try {
    await runOrTell(DB, statements)
  } catch (error) {
    // The same request may have come twice at once: whoever was second finds the answer given.
    const twin = await answerOf(DB, request)
    if (twin) return twin
    throw error
  }
  return answer
}

async function answerOf(db: D1Database, request: Repeatable): Promise<EditResult | null> {
  const [rows] = await runBatch(db, [readAnswer(request)])
  const known = givenAnswer(rows, request)
  return known === null ? null : JSON.parse(known)
}

const invalid = (fields: ProblemFieldDetails[]) => new ProblemError('invalid_request', { fields })

function requireFields(who: Who, edit: KeptEdit): void {
  const allowed = fieldsFor(who)
  const strange = fieldsNamed(edit).filter((field) => !allowed.includes(field))
  if (strange.length > 0) throw invalid(strange.map((field) => ({ field, reason: 'only staff set this' })))
}

/** Where the changes put the outlet; empty when it stays where it is. */
function groundOf({ position, circle }: KeptEdit, changes: readonly Changed[]) {
  const sets = (name: ListingField) => changes.some(({ field }) => field === name)
  return {
    ...(position !== undefined && sets('position') ? { position } : {}),
    ...(circle !== undefined && sets('circle') ? { circle } : {}),
  }
}

/** The statements that apply changes, with their row in the history. */
export function applied(
  who: Who,
  outlet: string,
  edit: KeptEdit,
  changes: readonly Changed[],
  version: string,
  now: number,
): Statement[] {
  const names = new Set<string>(changes.map(({ field }) => field))
  const part = v.parse(
    KeptEdit,
    Object.fromEntries(Object.entries(edit).filter(([field]) => names.has(field))),
  )
  return [
    ...writeFields(outlet, part, dayAt(now)),
    endEdit(outlet, version),
    noteChange(outlet, who.account, now, changes),
  ]
}

/**
 * Runs what starts from a known state.
 * @throws ProblemError `changed_meanwhile` when others were quicker; nothing is stored then
 */
export async function runOrTell(db: D1Database, statements: readonly Statement[]): Promise<void> {
  await runBatch(db, statements).catch((error) => {
    // Something else of the field waits by now: the database holds one of each.
    throw isOvertaken(error) || isTaken(error, 'proposal.outlet') ? overtaken() : error
  })
}

/** Says that a listing is right as it is. Its version stays: who is editing it meanwhile is not in the way. */
export async function confirmListing(db: D1Database, who: Who, id: string, now: number): Promise<void> {
  const confirmation = confirmationBy(who, now)
  await runBatch(db, [
    noteConfirmation(id, who.account, instant(now), confirmation),
    setConfirmed(id, confirmation),
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
  const [entry] = await readHistory(c.env.DB, who, start.outlet, fieldsFor(who), change)
  const edit = v.safeParse(KeptEdit, entry?.before ?? {})
  if (!entry?.restorable || !edit.success) {
    throw new ProblemError('not_found', { detail: 'There is no such change that could be taken back.' })
  }
  return editListing(c, who, start, edit.output, now)
}
