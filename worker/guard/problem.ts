/** How every failure is told: RFC 9457 problem details, from one place. */

import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { ProblemCode, ProblemDetails, ProblemFieldDetails } from '../../schema/contract/problem.ts'

/** Each kind of problem: its HTTP status, and its title for people who read the API. */
export const problemKinds: Record<ProblemCode, { status: ContentfulStatusCode; title: string }> = {
  invalid_request: { status: 400, title: 'The request is not valid' },
  work_missing: { status: 403, title: 'The proof of work is missing' },
  work_wrong: { status: 403, title: 'The proof of work is wrong' },
  work_expired: { status: 403, title: 'The proof of work is too old' },
  work_used: { status: 403, title: 'The proof of work has been used' },
  cross_site: { status: 403, title: 'Another site may not do this' },
  no_resident: { status: 403, title: 'The browser’s cookie is missing' },
  not_signed_in: { status: 401, title: 'Nobody is signed in' },
  wrong_login: { status: 403, title: 'Handle, password or code are not right' },
  second_factor_needed: { status: 403, title: 'A second factor is needed' },
  sign_in_again: { status: 403, title: 'The last sign-in is too long ago for this' },
  forbidden: { status: 403, title: 'This account may not do this' },
  invitation_wrong: { status: 403, title: 'There is no such code' },
  invitation_over: { status: 409, title: 'The code has been used, taken back, or is too old' },
  changed_meanwhile: { status: 412, title: 'It has changed meanwhile' },
  frozen: { status: 409, title: 'It is in dispute and cannot be changed' },
  complaint_open: { status: 409, title: 'A complaint on it is open' },
  not_now: { status: 409, title: 'The case is not in a stage for it' },
  handle_taken: { status: 409, title: 'The handle is taken' },
  not_found: { status: 404, title: 'There is nothing at this address' },
  method_not_allowed: { status: 405, title: 'This address does not take that method' },
  key_reused: { status: 409, title: 'The Idempotency-Key was used for another request' },
  too_large: { status: 413, title: 'The request is too large' },
  unsupported_media_type: { status: 415, title: 'The request is of another kind than this address takes' },
  photo_wrong: { status: 422, title: 'The photo is not one that is taken here' },
  photo_metadata: { status: 422, title: 'The photo carries more than the picture' },
  network_wrong: { status: 422, title: 'The street network is not one that is taken here' },
  too_many: { status: 429, title: 'Too many requests' },
  not_loaded: { status: 503, title: 'No city is loaded' },
  unavailable: { status: 503, title: 'The service cannot answer now' },
  internal: { status: 500, title: 'The service failed' },
}

interface Particulars {
  /** what happened this time, and what to do; English, for people who read the API */
  detail?: string
  fields?: ProblemFieldDetails[]
  headers?: Record<string, string>
}

/** Thrown anywhere below a route to end the request with a problem. */
export class ProblemError extends Error {
  readonly code: ProblemCode
  readonly particulars: Particulars

  constructor(code: ProblemCode, particulars: Particulars = {}) {
    super(particulars.detail ?? problemKinds[code].title)
    this.name = 'ProblemError'
    this.code = code
    this.particulars = particulars
  }
}

/** What is wrong with one field. */
export function wrongField(field: string, reason: string): ProblemError {
  return new ProblemError('invalid_request', { fields: [{ field, reason }] })
}

/** The answer that tells a problem. Never cached: a problem may be over a moment later. */
export function problem(
  c: Context,
  code: ProblemCode,
  { detail, fields, headers }: Particulars = {},
): Response {
  const { status, title } = problemKinds[code]
  const body: ProblemDetails = {
    type: `/api/docs#${code}`,
    code,
    title,
    status,
    ...(detail === undefined ? {} : { detail }),
    instance: c.req.path,
    ...(fields === undefined ? {} : { fields }),
  }
  return c.body(JSON.stringify(body), status, {
    'Content-Type': 'application/problem+json',
    'Cache-Control': 'no-store',
    ...headers,
  })
}

/** Where every error of the app ends. What nobody foresaw is logged and told without particulars. */
export function onError(error: Error, c: Context): Response {
  if (error instanceof ProblemError) return problem(c, error.code, error.particulars)
  if (error instanceof HTTPException && error.status < 500) {
    return problem(c, 'invalid_request', { detail: error.message })
  }
  console.error(error)
  return problem(c, 'internal')
}

/** For addresses of the API that do not exist. */
export function notFound(c: Context): Response {
  return problem(c, 'not_found', { detail: 'The addresses of the API are listed at /api/docs.' })
}

/** For methods that an address does not take. */
export function refuseMethod(c: Context, allowed: readonly string[]): Response {
  const allow = allowed.join(', ')
  return problem(c, 'method_not_allowed', { detail: `Allowed: ${allow}.`, headers: { Allow: allow } })
}
