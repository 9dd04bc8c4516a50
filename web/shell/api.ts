import { hc } from 'hono/client'
import type { ProblemDetails } from '../../schema/contract/problem.ts'
import type { Api } from '../../worker/index.ts'

/** The worker, typed by its own routes. */
export const api = hc<Api>('/').api

/** Why a call gave nothing: the network, or a problem that the worker told (RFC 9457). */
export class ApiFailure extends Error {
  readonly kind: 'offline' | 'problem'
  readonly problem: ProblemDetails | null

  constructor(kind: 'offline' | 'problem', problem: ProblemDetails | null) {
    super(problem?.title ?? kind)
    this.name = 'ApiFailure'
    this.kind = kind
    this.problem = problem
  }
}

interface Answer<T> {
  ok: boolean
  json: () => Promise<T>
}

/**
 * Waits for a call and gives its body.
 * @throws ApiFailure when the network failed or the worker answered with a problem
 */
export async function answer<T>(call: Promise<Answer<T>>): Promise<T> {
  let response: Answer<T>
  try {
    response = await call
  } catch {
    throw new ApiFailure('offline', null)
  }
  if (response.ok) {
    return response.json().catch(() => {
      throw new ApiFailure('offline', null)
    })
  }
  throw new ApiFailure('problem', await problemOf(response))
}

/** The problem document, if the answer is one; a proxy on the way may have answered something else. */
async function problemOf(response: { json: () => Promise<unknown> }): Promise<ProblemDetails | null> {
  const body: unknown = await response.json().catch(() => null)
  return isProblem(body) ? body : null
}

function isProblem(body: unknown): body is ProblemDetails {
  return typeof body === 'object' && body !== null && 'code' in body && 'status' in body && 'title' in body
}
