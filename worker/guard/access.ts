/** The door of every route that needs an account: who may pass is said in schema/contract/access.ts, and only there. */

import type { MiddlewareHandler } from 'hono'
import { type AccessRule, accessOf, type GuardedOperation } from '../../schema/contract/access.ts'
import { type Statement, statement } from '../../schema/statement.ts'
import type { Site } from './cookie.ts'
import { type Rows, runBatch } from './database.ts'
import { ownPages } from './own-pages.ts'
import { ProblemError } from './problem.ts'
import { readWho, type Who } from './session.ts'

declare module 'hono' {
  interface ContextVariableMap {
    /** who has passed {@link allow}; routes read it by {@link whoOf} */
    who?: Who
  }
}

/** Who has passed the door of this route. */
export function whoOf(c: Site): Who {
  const who = c.get('who')
  if (!who) throw new Error('the route has no allow()')
  return who
}

/**
 * Lets in whom the operation is for; {@link whoOf} tells who they are. What lies outside their area is refused by
 * {@link requirePlace} or {@link requireOutlet}, once it is known where it lies.
 * @throws ProblemError not_signed_in, second_factor_needed, sign_in_again, forbidden, cross_site
 */
export function allow(operation: GuardedOperation): MiddlewareHandler<{ Bindings: Env }> {
  const rule: AccessRule = accessOf[operation]
  return async (c, next) => {
    const pass = async () => {
      const who = await readWho(c, Date.now())
      c.set('who', admitted(who, rule))
      await next()
    }
    if (c.req.method === 'GET') return pass()
    return ownPages(c, pass)
  }
}

function admitted(who: Who | null, { roles, fresh, stage = 'full' }: AccessRule): Who {
  if (!who) {
    throw new ProblemError('not_signed_in', { headers: { 'WWW-Authenticate': 'Cookie realm="yikezhong"' } })
  }
  const stages = stage === 'enrol' ? ['enrol', 'full'] : [stage]
  if (!stages.includes(who.stage)) throw new ProblemError('second_factor_needed')
  if (!roles.includes(who.role)) throw new ProblemError('forbidden')
  if (fresh && !who.fresh) throw new ProblemError('sign_in_again')
  return who
}

/** Where something lies; null for what lies in no community. */
export interface Place {
  community: string | null
  subdistrict: string | null
}

/** Whether a place lies in somebody's area. What lies in no community is the city office's. */
export function isWithin(
  { role, area }: Pick<Who, 'role' | 'area'>,
  { community, subdistrict }: Place,
): boolean {
  switch (role) {
    case 'city':
    case 'auditor':
      return true
    case 'subdistrict':
      return area !== null && subdistrict === area
    case 'community':
      return area !== null && community === area
    case 'merchant':
      return false
  }
}

/** @throws ProblemError `forbidden` when the place is outside the area */
export function requirePlace(who: Who, place: Place): void {
  if (!isWithin(who, place)) {
    throw new ProblemError('forbidden', { detail: 'This lies outside the area of the account.' })
  }
}

/** Where an outlet lies and who keeps its listing; {@link requireOutlet} reads its rows. */
export function readOutletPlace(outlet: string): Statement {
  return statement(
    `SELECT circle AS community, (SELECT subdistrict FROM community WHERE code = outlet.circle) AS subdistrict,
        (SELECT account FROM holding WHERE outlet = outlet.id) AS holder
      FROM outlet WHERE id = ?1`,
    outlet,
  )
}

/**
 * Lets the merchant of an outlet pass, and staff in whose area it stands.
 * @throws ProblemError `not_found` when there is no such outlet, `forbidden` when it is not theirs
 */
export async function requireOutlet(db: D1Database, who: Who, outlet: string): Promise<void> {
  const [rows] = await runBatch(db, [readOutletPlace(outlet)])
  const [row] = rows ?? []
  if (!row) throw new ProblemError('not_found', { detail: 'There is no such outlet.' })
  if (who.role === 'merchant' ? row['holder'] === who.account : isWithin(who, placeOf(row))) return
  throw new ProblemError('forbidden', { detail: 'This outlet is not in the hands of the account.' })
}

const textOrNull = (value: unknown) => (typeof value === 'string' ? value : null)

/** A row's `community` and `subdistrict`. */
export function placeOf(row: Rows[number]): Place {
  return { community: textOrNull(row['community']), subdistrict: textOrNull(row['subdistrict']) }
}

/**
 * The SQL condition that keeps a list to the reader's area.
 * @param community the column with the code of the community
 * @param at the number of the parameter that is the area
 * @param subdistrict the column with the code of the subdistrict, where the table has one
 */
export function withinSql(
  { role }: Pick<Who, 'role'>,
  community: string,
  at: number,
  subdistrict?: string,
): string {
  switch (role) {
    case 'city':
    case 'auditor':
      return `?${at} IS NOT NULL`
    case 'subdistrict':
      if (subdistrict !== undefined) return `${subdistrict} = ?${at}`
      return `${community} IN (SELECT code FROM community WHERE subdistrict = ?${at})`
    case 'community':
      return `${community} = ?${at}`
    case 'merchant':
      return `?${at} IS NULL AND 0`
  }
}
