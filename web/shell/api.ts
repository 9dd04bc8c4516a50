import { hc } from 'hono/client'
import type { ProblemDetails } from '../../schema/contract/problem.ts'
import type { Api } from '../../worker/index.ts'
import { noteAnswer } from './offline/kept.ts'

/** The worker, typed by its own routes. */
export const api = hc<Api>('/').api

/** Why a call gave nothing: the network, or a problem that the worker told (RFC 9457). */
export class ApiFailure extends Error {
  readonly kind: 'offline' | 'problem'
  readonly problem: ProblemDetails | null
  /** seconds after which it may be tried again, where the answer said so */
  readonly retryAfter: number | null

  constructor(kind: 'offline' | 'problem', problem: ProblemDetails | null, retryAfter: number | null = null) {
    super(problem?.title ?? kind)
    this.name = 'ApiFailure'
    this.kind = kind
    this.problem = problem
    this.retryAfter = retryAfter
  }
}

interface Answer<T> {
  ok: boolean
  url?: string
  headers: { get: (name: string) => string | null }
  json: () => Promise<T>
}

/**
 * Waits for a call and gives its body.
 * @throws ApiFailure when the network failed or the worker answered with a problem
 */
export async function answer<T>(call: Promise<Answer<T>>): Promise<T> {
  const response = await accepted(call)
  return response.json().catch(() => {
    throw new ApiFailure('offline', null)
  })
}

/**
 * Waits for a call whose answer has no body.
 * @throws ApiFailure as {@link answer} does
 */
export async function done(call: Promise<Answer<unknown>>): Promise<void> {
  await accepted(call)
}

async function accepted<T>(call: Promise<Answer<T>>): Promise<Answer<T>> {
  const response = await call.catch(() => {
    throw new ApiFailure('offline', null)
  })
  noteAnswer(response)
  if (response.ok) return response
  throw new ApiFailure('problem', await problemOf(response), secondsIn(response.headers.get('Retry-After')))
}

/** `Retry-After` in seconds; the worker never gives a date. */
function secondsIn(header: string | null): number | null {
  const seconds = Number(header ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null
}

/** The problem document, if the answer is one; a proxy on the way may have answered something else. */
async function problemOf(response: { json: () => Promise<unknown> }): Promise<ProblemDetails | null> {
  const body: unknown = await response.json().catch(() => null)
  return isProblem(body) ? body : null
}

function isProblem(body: unknown): body is ProblemDetails {
  return typeof body === 'object' && body !== null && 'code' in body && 'status' in body && 'title' in body
}
