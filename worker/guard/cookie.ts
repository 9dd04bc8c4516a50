/** Random tokens in cookies that no script can read and no other site can send. */

import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'

export type Site = Context<{ Bindings: Env }>
type Name = 'resident' | 'session'

/** Browsers keep a `__Host-` cookie from being set by anyone but this host over HTTPS; a local site has no HTTPS. */
const isSecure = (c: Site) => new URL(c.req.url).protocol === 'https:'
const nameOf = (c: Site, name: Name) => (isSecure(c) ? `__Host-${name}` : name)

const attributes = (c: Site) =>
  ({ httpOnly: true, sameSite: 'Strict', secure: isSecure(c), path: '/' }) as const

/** The token that the browser sends; null when it sends none, or something else. */
export function tokenIn(c: Site, name: Name): string | null {
  const token = getCookie(c, nameOf(c, name))
  return token !== undefined && /^[\w-]{43}$/.test(token) ? token : null
}

/**
 * Gives the browser a token to keep.
 * @param seconds for how long
 */
export function keepToken(c: Site, name: Name, token: string, seconds: number): void {
  setCookie(c, nameOf(c, name), token, { ...attributes(c), maxAge: seconds })
}

/** Has the browser forget its token. */
export function dropToken(c: Site, name: Name): void {
  deleteCookie(c, nameOf(c, name), attributes(c))
}
