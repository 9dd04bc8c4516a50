/** Acts on many outlets at once: all that can be done is done in one batch, and each row is told of. */

import type { BulkAct, BulkEdit, BulkOutcome, BulkResult } from '../../schema/contract/ledger.ts'
import { edited, falls } from '../../schema/rules/standing.ts'
import { isWithin, requirePlace } from '../guard/access.ts'
import { type Act, actOnce } from '../guard/act-once.ts'
import type { Site } from '../guard/cookie.ts'
import { ProblemError, wrongField } from '../guard/problem.ts'
import type { Who } from '../guard/session.ts'
import { dayAt } from '../guard/time.ts'
import { overtaken, versionAfter } from './edit.ts'
import {
  type BulkWrite,
  readStanding,
  readSubdistricts,
  type StandingOutlet,
  setConfirmations,
  setStanding,
} from './ledger-store.ts'
import { isOvertaken } from './store.ts'

/** So often an act begins anew when others were quicker between reading and writing. */
const ATTEMPTS = 3

type Told = BulkResult['rows'][number]

/**
 * Does something to many outlets. Rows that cannot be done stand in nobody's way; the others are stored together.
 * @param key the request's `Idempotency-Key`
 * @throws ProblemError `forbidden` when not one of the outlets, or a community that is set, lies in the area;
 * `invalid_request` for a community that there is none of, or where something falls without a reason; `key_reused`
 */
export async function actOnMany(
  c: Site,
  who: Who,
  key: string,
  given: BulkAct,
  now: number,
): Promise<BulkResult> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await actOnce(c, who, { given, key, now }, () => decide(c.env.DB, who, given, now))
    } catch (error) {
      if (!isOvertaken(error)) throw error
      if (attempt === ATTEMPTS) throw overtaken()
    }
  }
}

async function decide(db: D1Database, who: Who, given: BulkAct, now: number): Promise<Act<BulkResult>> {
  const found = await readStanding(
    db,
    given.rows.map(({ id }) => id),
  )
  const reachable = ({ circle, subdistrict }: StandingOutlet) =>
    isWithin(who, { community: circle, subdistrict })
  if (found.size > 0 && ![...found.values()].some(reachable)) {
    throw new ProblemError('forbidden', { detail: 'None of these outlets lies in the area of the account.' })
  }
  const within = new Map([...found].filter(([, outlet]) => reachable(outlet)))
  const tell = (id: string, outcome: BulkOutcome): Told => {
    const outlet = found.get(id)
    return {
      id,
      outcome: outlet ? (within.has(id) ? outcome : 'forbidden') : 'not_found',
      version: outlet?.version ?? null,
      confirmedAt: outlet?.confirmedAt ?? null,
      confirmedBy: outlet?.confirmedBy ?? null,
    }
  }
  switch (given.act) {
    case 'set':
      await requireCommunities(db, who, given.rows)
      return setting(given, within, tell, who, now)
    case 'confirm':
      return confirming(given.rows, within, tell, who, now)
    case 'unconfirm':
      return takingBack(given.rows, within, tell, who, now)
  }
}

/** Outlets are put only into communities of one's own area; in none, only by the city office. */
async function requireCommunities(
  db: D1Database,
  who: Who,
  rows: readonly { edit: BulkEdit }[],
): Promise<void> {
  const communities = new Set(rows.flatMap(({ edit: { circle } }) => (circle === undefined ? [] : [circle])))
  if (communities.size === 0) return
  const known = await readSubdistricts(
    db,
    [...communities].filter((code) => code !== null),
  )
  for (const community of communities) {
    const subdistrict = community === null ? null : (known.get(community) ?? null)
    if (community !== null && subdistrict === null) throw wrongField('circle', 'there is no such community')
    requirePlace(who, { community, subdistrict })
  }
}

type Within = ReadonlyMap<string, StandingOutlet>
type Tell = (id: string, outcome: BulkOutcome) => Told

function setting(
  { rows, reason }: Extract<BulkAct, { act: 'set' }>,
  within: Within,
  tell: Tell,
  who: Who,
  now: number,
): Act<BulkResult> {
  const writes: BulkWrite[] = []
  const told = rows.map(({ id, version, edit }): Told => {
    const outlet = within.get(id)
    if (!outlet) return tell(id, 'not_found')
    if (outlet.version !== version) return tell(id, 'changed_meanwhile')
    const write = writeOf(outlet, edit, reason, now)
    if (!write) return tell(id, 'same')
    writes.push(write)
    return { ...tell(id, 'done'), version: write.next }
  })
  return { writes: writes.length > 0 ? setStanding(writes, who.account, now) : [], answer: { rows: told } }
}

/**
 * What an edit writes of an outlet; null when it is so already.
 * @throws ProblemError `invalid_request` where something falls without a reason
 */
function writeOf(
  outlet: StandingOutlet,
  edit: BulkEdit,
  reason: string | null,
  now: number,
): BulkWrite | null {
  const { circle, credit, honest, status } = outlet
  const before = { circle, credit, honest, status }
  const after = edited(before, edit)
  const changed = (['circle', 'credit', 'honest', 'status'] as const).filter(
    (field) => before[field] !== after[field],
  )
  if (changed.length === 0) return null
  if (falls(before, after) && reason === null) throw wrongField('reason', 'say why it falls')
  const part = (of: typeof before) => Object.fromEntries(changed.map((field) => [field, of[field]]))
  return {
    id: outlet.id,
    version: outlet.version,
    next: versionAfter(outlet.version, now),
    ...after,
    honest: Number(after.honest),
    before: part(before),
    after: { ...part(after), ...(reason === null ? {} : { reason }) },
  }
}

function confirming(
  rows: readonly { id: string }[],
  within: Within,
  tell: Tell,
  who: Who,
  now: number,
): Act<BulkResult> {
  const after = { confirmedAt: dayAt(now), confirmedBy: 'staff' } as const
  const due = rows.flatMap(({ id }) => {
    const outlet = within.get(id)
    if (!outlet) return []
    const { confirmedAt, confirmedBy } = outlet
    const isSo = confirmedAt === after.confirmedAt && confirmedBy === after.confirmedBy
    return isSo ? [] : [{ id, before: { confirmedAt, confirmedBy }, after }]
  })
  return confirmed(rows, due, tell, who, now)
}

/** Takes back what oneself has said today; what was said before holds again. */
function takingBack(
  rows: readonly { id: string }[],
  within: Within,
  tell: Tell,
  who: Who,
  now: number,
): Act<BulkResult> {
  const due = rows.flatMap(({ id }) => {
    const outlet = within.get(id)
    if (!outlet?.last) return []
    const { confirmedAt, confirmedBy, last } = outlet
    const isOwn = confirmedAt === dayAt(now) && confirmedBy === 'staff' && last.actor === who.account
    return isOwn ? [{ id, before: { confirmedAt, confirmedBy }, after: last.before }] : []
  })
  return confirmed(rows, due, tell, who, now)
}

function confirmed(
  rows: readonly { id: string }[],
  due: readonly { id: string; before: object; after: Pick<Told, 'confirmedAt' | 'confirmedBy'> }[],
  tell: Tell,
  who: Who,
  now: number,
): Act<BulkResult> {
  const dueOf = new Map(due.map((one) => [one.id, one.after]))
  return {
    writes: due.length > 0 ? setConfirmations(due, who.account, now) : [],
    answer: {
      rows: rows.map(({ id }) => {
        const after = dueOf.get(id)
        return after ? { ...tell(id, 'done'), ...after } : tell(id, 'same')
      }),
    },
  }
}
