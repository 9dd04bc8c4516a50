/** What the API's description tells of one operation. */

import type * as v from 'valibot'
import type { ProblemCode } from './problem.ts'

type Shape = v.GenericSchema & { readonly entries: Readonly<Record<string, v.GenericSchema>> }

/** Text that is no JSON. Its example is how it begins. */
type TextType =
  | 'text/html'
  | 'text/css'
  | 'text/csv'
  | 'text/calendar'
  | 'application/atom+xml'
  | 'application/xml'

export interface Operation {
  id: string
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** as OpenAPI writes it: parameters in braces */
  path: `/api/${string}`
  summary: string
  summaryZh: string
  description?: string
  /** parameters in the path */
  params?: Shape
  query?: Shape
  /** headers that the request must carry */
  headers?: readonly { name: string; description: string; example: string }[]
  /**
   * what the request says: JSON of a shape, or a file. Where `part` is given, photos may come with the JSON: it is that
   * part of multipart/form-data then, and each photo a part `photo`
   */
  body?:
    | { schema: v.GenericSchema; example: unknown; part?: string }
    | { contentType: 'image/webp' | 'application/octet-stream' }
  /** what a good answer is: JSON of a shape, other JSON, text, bytes, or nothing */
  answer:
    | { contentType: 'application/json' | 'application/geo+json'; schema: v.GenericSchema; example: unknown }
    | { contentType: 'application/json'; example: unknown }
    | { contentType: TextType; example: string }
    | { contentType: 'image/webp' | 'application/octet-stream' }
    | { contentType: null }
  /** the status of a good answer; 200 where none is given */
  status?: 201 | 204
  /** pages of any site may read it; whatever does not say so is for this site's own pages and for programs */
  open?: true
  /** changes only with the revision: carries an ETag and may be answered with 304 */
  cached: boolean
  problems: readonly ProblemCode[]
  /** queries worth trying */
  tries?: readonly string[]
}

/** The header that lets a request be sent again. */
export const idempotencyKey = {
  name: 'Idempotency-Key',
  description:
    'Random, 8 to 64 letters, digits, `-` or `_`. The same request with the same key is answered as the first time.',
  example: '0f9c1c52-6c0e-4a0e-9d0d-3f4b1c7a2e55',
} as const

/** The header that carries the proof of work. */
export const altcha = {
  name: 'Altcha',
  description:
    'Base64 of `{ challenge, solution }` as JSON: a task of `GET /api/challenge` and its solution. Each task counts once.',
  example: 'eyJjaGFsbGVuZ2UiOnsicGFyYW1ldGVycyI6ey…',
} as const

/** What whatever a resident sends may be answered with: it costs a proof of work, and is taken once (`worker/guard/once.ts`). */
export const sendingProblems = [
  'invalid_request',
  'method_not_allowed',
  'internal',
  'work_missing',
  'work_wrong',
  'work_expired',
  'work_used',
  'cross_site',
  'no_resident',
  'key_reused',
  'too_many',
  'unavailable',
] as const satisfies readonly ProblemCode[]
