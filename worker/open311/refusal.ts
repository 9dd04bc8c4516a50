/** How Open311 refuses: a list of codes and descriptions in the reader's words, whatever went wrong where. */

import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { OPEN311_BODY_MAX } from '../../schema/contract/limits.ts'
import type { Open311Error } from '../../schema/contract/open311.ts'
import type { ProblemCode } from '../../schema/contract/problem.ts'
import { problemKinds } from '../../schema/contract/problem-kinds.ts'
import type { Site } from '../guard/cookie.ts'
import { ProblemError } from '../guard/problem.ts'
import { answerWith } from './format.ts'
import { wordsFor } from './words/language.ts'
import type { Words } from './words/zh-CN.ts'

/** One thing that is wrong. */
interface Wrong {
  /** more exact than the status of the answer */
  code: number
  say: (words: Words) => string
}

/** Thrown to end a request; several things may be wrong at once. */
export class Refusal extends Error {
  readonly wrongs: readonly Wrong[]
  readonly headers: Record<string, string>

  constructor(wrongs: readonly Wrong[], headers: Record<string, string> = {}) {
    super('refused')
    this.name = 'Refusal'
    this.wrongs = wrongs
    this.headers = headers
  }
}

/** For something that is wrong with what was sent. */
export const invalid = (say: Wrong['say']) => new Refusal([{ code: 400, say }])
/** For something that there is not. */
export const missing = (say: Wrong['say']) => new Refusal([{ code: 404, say }])

/**
 * The status of an answer: "always be 404 for resources that don't exist, 403 for errors because of wrong or missing
 * api_key and basically 400 for any other error where the request can not be fulfilled" (GeoReport v2, Errors). Keys are
 * not asked for, so that nothing is 403.
 */
function statusOf(wrongs: readonly Wrong[]): ContentfulStatusCode {
  return wrongs.some(({ code }) => code === 404) ? 404 : 400
}

/** What problems of the rest of the worker are called here. */
function sayOf({ code, particulars }: ProblemError): Wrong['say'] {
  const known: Partial<Record<ProblemCode, Wrong['say']>> = {
    too_many: ({ refused }) => refused.tooMany(Number(particulars.headers?.['Retry-After'])),
    too_large: ({ refused }) => refused.tooLarge(OPEN311_BODY_MAX),
    unsupported_media_type: ({ refused }) => refused.form,
    not_found: ({ refused }) => refused.request,
    not_loaded: ({ refused }) => refused.notLoaded,
  }
  return known[code] ?? (({ refused }) => refused.failed)
}

function refusalOf(error: Error): Refusal {
  if (error instanceof Refusal) return error
  if (error instanceof ProblemError) {
    return new Refusal(
      [{ code: problemKinds[error.code].status, say: sayOf(error) }],
      error.particulars.headers,
    )
  }
  if (error instanceof HTTPException && error.status < 500) return invalid(({ refused }) => refused.form)
  console.error(error)
  return new Refusal([{ code: 500, say: ({ refused }) => refused.failed }])
}

/** Where every error of these addresses ends. Never cached: it may be over a moment later. */
export function refuse(error: Error, c: Site): Response {
  const { wrongs, headers } = refusalOf(error)
  const words = wordsFor(c)
  const errors: Open311Error[] = wrongs.map(({ code, say }) => ({ code, description: say(words) }))
  return answerWith(c, 'errors', errors, {
    status: statusOf(wrongs),
    headers: { 'Cache-Control': 'no-store', ...headers },
  })
}

/** For addresses that there are not. */
export const noAddress = (c: Context): Response =>
  refuse(
    missing(({ refused }) => refused.address),
    c,
  )

/** For methods that an address does not take. */
export function noMethod(c: Context, allowed: readonly string[]): Response {
  const allow = allowed.join(', ')
  return refuse(
    new Refusal([{ code: 405, say: ({ refused }) => refused.method(allow) }], { Allow: allow }),
    c,
  )
}
