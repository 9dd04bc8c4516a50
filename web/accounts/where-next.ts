/** Where somebody goes once they are signed in. */

import type { LocationQueryValue, RouteLocationRaw, Router } from 'vue-router'
import type { Role } from '../../schema/catalog/roles.ts'
import type { Session } from '../../schema/contract/account.ts'

/** Why somebody is asked to sign in: for the safety of what they want to change, or because the session is over. */
export const reasons = ['again', 'over', 'out'] as const
export type Reason = (typeof reasons)[number]

/** Reads the reason in the address. */
export function reasonIn(why: unknown): Reason | null {
  return reasons.find((reason) => reason === why) ?? null
}

/**
 * A page of this site, as somebody's link names it: never another site, whatever the link says, and never the page for
 * signing in again.
 */
export function innerPath(
  router: Router,
  given: LocationQueryValue | LocationQueryValue[] | undefined,
): string | null {
  if (typeof given !== 'string' || !given.startsWith('/')) return null
  const base = window.location.origin
  let address: URL
  try {
    address = new URL(given, base)
  } catch {
    return null
  }
  const path = address.pathname + address.search + address.hash
  if (address.origin !== base || path.startsWith('//')) return null
  const { name, matched } = router.resolve(path)
  return matched.length === 0 || name === 'missing' || name === 'sign-in' ? null : path
}

/** Where a role works; the page of the account as long as that page does not exist. */
export function workplaceOf(router: Router, role: Role): RouteLocationRaw {
  const name = role === 'merchant' ? 'merchant' : 'desk'
  return { name: router.hasRoute(name) ? name : 'account' }
}

/**
 * The page after signing in; null while signing in is not done.
 * @param next where they wanted to go
 */
export function pageAfter(
  router: Router,
  { stage, account }: Session,
  next: LocationQueryValue | LocationQueryValue[] | undefined,
): RouteLocationRaw | null {
  const path = innerPath(router, next)
  if (stage === 'enrol') return { name: 'account', query: path ? { next: path } : {} }
  if (stage !== 'full' || !account) return null
  return path ?? workplaceOf(router, account.role)
}
