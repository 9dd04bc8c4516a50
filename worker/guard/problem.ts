/** How every failure is told: RFC 9457 problem details, from one place. */

import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ProblemCode, ProblemFieldDetails } from '../../schema/contract/problem.ts'
import { problemDetails, problemKinds } from '../../schema/contract/problem-kinds.ts'

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
  const body = problemDetails(code, { detail, instance: c.req.path, fields })
  return c.body(JSON.stringify(body), problemKinds[code].status, {
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
