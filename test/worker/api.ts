/** How the tests speak to the worker: over HTTP, with every answer held against the contract. */

import { exports } from 'cloudflare:workers'
import * as v from 'valibot'
import { expect, vi } from 'vitest'
import { operations } from '../../schema/contract/operations.ts'
import { OutletCollection } from '../../schema/contract/outlet.ts'
import { Problem, type ProblemDetails } from '../../schema/contract/problem.ts'
import { REVISION_TRUSTED_MS } from '../../worker/places/memory.ts'

const site = 'https://yikezhong.test'

/** Sends a request as it is. */
export function send(path: string, init?: RequestInit): Promise<Response> {
  return exports.default.fetch(new Request(`${site}${path}`, init))
}

/** The operation that answers at this address. */
export function operationAt(path: string, method = 'get') {
  const [address = ''] = path.split('?')
  const operation = operations.find(
    (candidate) => candidate.method === method && pattern(candidate.path).test(address),
  )
  if (!operation) throw new Error(`no operation describes ${path}`)
  return operation
}

// Addresses without parameters stand first among those that match: none of ours has both.
const pattern = (path: string) => new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`)

/** The JSON of a good answer, which must be what the contract says of this address. */
export async function read(path: string, headers: HeadersInit = {}): Promise<unknown> {
  const response = await send(path, { headers })
  const body: unknown = await response.json()
  expect(response.status, JSON.stringify(body)).toBe(200)
  expect(response.headers.get('Content-Type')).toBe('application/json')
  const { answer } = operationAt(path)
  if (!('schema' in answer)) throw new Error(`${path} does not answer with JSON of a schema`)
  v.assert(answer.schema, body)
  return body
}

/** The same, typed by the schema that is expected. */
export async function readAs<Schema extends v.GenericSchema>(
  schema: Schema,
  path: string,
): Promise<v.InferOutput<Schema>> {
  return v.parse(schema, await read(path))
}

/** Names of the outlets that a search finds, in its order. */
export async function find(search: string): Promise<string[]> {
  const { features } = await readAs(OutletCollection, `/api/outlets?${search}`)
  return features.map((feature) => feature.properties.name)
}

/** The problem that a request ends in, which must have the one shape and not be cached. */
export async function problemOf(path: string, init?: RequestInit): Promise<ProblemDetails> {
  const response = await send(path, init)
  expect(response.headers.get('Content-Type')).toBe('application/problem+json')
  expect(response.headers.get('Cache-Control')).toBe('no-store')
  const problem = v.parse(Problem, await response.json())
  expect(problem.status).toBe(response.status)
  return problem
}

/** Lets so much time pass that the worker asks for the revision again. */
export function letRevisionExpire(): void {
  vi.setSystemTime(Date.now() + REVISION_TRUSTED_MS)
}
