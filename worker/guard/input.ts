/** What comes in with a request: checked against the contract, and refused with what would be allowed. */

import { vValidator } from '@hono/valibot-validator'
import type { MiddlewareHandler } from 'hono'
import * as v from 'valibot'
import type { ProblemFieldDetails } from '../../schema/contract/problem.ts'
import { ProblemError } from './problem.ts'

type QuerySchema = v.GenericSchema & { readonly entries: Readonly<Record<string, unknown>> }

/**
 * Validates the query against a strict object of the contract; `c.req.valid('query')` is its output.
 * @throws ProblemError `invalid_request` with every field that is wrong, why, and what is allowed
 */
export function query<Schema extends QuerySchema>(schema: Schema) {
  return vValidator('query', schema, (result) => {
    if (!result.success) {
      const names = Object.keys(schema.entries)
      throw new ProblemError('invalid_request', {
        fields: result.issues.map((issue) => fieldOf(issue, names)),
      })
    }
  })
}

/**
 * Validates the JSON body; `c.req.valid('json')` is its output.
 * @throws ProblemError `invalid_request` with every field that is wrong and why
 */
export function body<Schema extends v.GenericSchema>(schema: Schema) {
  return vValidator('json', schema, (result) => {
    if (!result.success) throw wrongBody(result.issues)
  })
}

/** What is wrong with a body that is no shape of the contract. */
export function wrongBody(issues: readonly v.BaseIssue<unknown>[]): ProblemError {
  return new ProblemError('invalid_request', { fields: issues.map(bodyField) })
}

/**
 * Validates the parameters in the path; `c.req.valid('param')` is its output.
 * @throws ProblemError `not_found`: an address that nothing can have
 */
export function params<Schema extends v.GenericSchema>(schema: Schema) {
  return vValidator('param', schema, (result) => {
    if (!result.success) throw new ProblemError('not_found', { detail: 'Nothing has this address.' })
  })
}

function bodyField(issue: v.BaseIssue<unknown>): ProblemFieldDetails {
  const field = v.getDotPath(issue) ?? ''
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    return { field, reason: 'there is no such field here' }
  }
  if (issue.received === 'undefined') return { field, reason: 'is missing' }
  return { field, reason: issue.message }
}

/**
 * For addresses without parameters.
 * @throws ProblemError `invalid_request` when there are any
 */
export const noQuery: MiddlewareHandler = async (c, next) => {
  const fields = Object.keys(c.req.query()).map((field) => unknownParameter(field, []))
  if (fields.length > 0) throw new ProblemError('invalid_request', { fields })
  await next()
}

function unknownParameter(field: string, allowed: string[]): ProblemFieldDetails {
  return { field, reason: 'there is no such parameter here', allowed }
}

function fieldOf(issue: v.BaseIssue<unknown>, names: string[]): ProblemFieldDetails {
  const [parameter] = issue.path ?? []
  const field = String(parameter?.key ?? '')
  if (issue.type === 'strict_object') return unknownParameter(field, names)
  if (Array.isArray(parameter?.value)) {
    return { field, reason: 'given more than once; put several values into one comma list' }
  }
  if (issue.type === 'picklist') {
    // `expected` is how valibot writes the union: ("a" | "b"). Codes hold no quotation marks.
    const allowed = [...(issue.expected ?? '').matchAll(/"([^"]*)"/g)].map(([, value = '']) => value)
    return { field, reason: `${issue.received} is not one of the allowed values`, allowed }
  }
  return { field, reason: issue.message }
}
