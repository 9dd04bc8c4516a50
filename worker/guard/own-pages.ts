/** What only the site's own pages may do: requests that change something, and what they may look like. */

import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { BODY_MAX } from '../../schema/contract/limits.ts'
import { ProblemError } from './problem.ts'

/**
 * Refuses what another site makes a browser send (OWASP, cross-site request forgery). Browsers say where a request
 * comes from in `Sec-Fetch-Site`, older ones in `Origin`; programs say neither and carry nobody's cookie.
 * @throws ProblemError `cross_site`
 */
export const ownPages: MiddlewareHandler = async (c, next) => {
  const site = c.req.header('Sec-Fetch-Site')
  const origin = c.req.header('Origin')
  const foreign =
    (site !== undefined && site !== 'same-origin' && site !== 'none') ||
    (origin !== undefined && origin !== new URL(c.req.url).origin)
  if (foreign) throw new ProblemError('cross_site', { detail: 'Only pages of this site may do this.' })
  await next()
}

/**
 * Refuses to be opened like a page. A link from another site is followed without the visitor's cookie, and an answer
 * that gives a new one would put a stranger in their place.
 * @throws ProblemError `cross_site`
 */
export const notOpened: MiddlewareHandler = async (c, next) => {
  // Browsers from before Sec-Fetch-Mode ask for HTML when somebody opens an address.
  const opened =
    c.req.header('Sec-Fetch-Mode') === 'navigate' || c.req.header('Accept')?.includes('text/html')
  if (opened) throw new ProblemError('cross_site', { detail: 'This is fetched by pages, and not opened.' })
  await next()
}

/**
 * Lets only JSON through, and not more of it than the route can need.
 * @throws ProblemError `unsupported_media_type` or `too_large`
 */
export function jsonUpTo(maxSize: number): readonly [MiddlewareHandler, MiddlewareHandler] {
  return [
    async (c, next) => {
      const [type = ''] = (c.req.header('Content-Type') ?? '').split(';')
      if (type.trim().toLowerCase() !== 'application/json') {
        throw new ProblemError('unsupported_media_type', { detail: 'Send application/json.' })
      }
      await next()
    },
    bodyLimit({
      maxSize,
      onError: () => {
        throw new ProblemError('too_large', { detail: `At most ${maxSize} bytes.` })
      },
    }),
  ]
}

/** {@link jsonUpTo} the size that everything fits in but a whole listing. */
export const jsonOnly = jsonUpTo(BODY_MAX)
