/** The one error shape: RFC 9457 problem details, with a list of fields when the input is at fault. */

import * as v from 'valibot'

/** Codes that the web turns into sentences; the English `title` is for people who read the API. */
export const problemCodes = [
  'invalid_request',
  'work_missing',
  'work_wrong',
  'work_expired',
  'work_used',
  'cross_site',
  'no_resident',
  'not_signed_in',
  'wrong_login',
  'second_factor_needed',
  'sign_in_again',
  'forbidden',
  'invitation_wrong',
  'invitation_over',
  'handle_taken',
  'changed_meanwhile',
  'frozen',
  'complaint_open',
  'not_now',
  'not_found',
  'method_not_allowed',
  'key_reused',
  'too_large',
  'unsupported_media_type',
  'photo_wrong',
  'photo_metadata',
  'network_wrong',
  'too_many',
  'not_loaded',
  'unavailable',
  'internal',
] as const
export type ProblemCode = (typeof problemCodes)[number]

export const ProblemField = v.strictObject({
  field: v.pipe(v.string(), v.description('name of the parameter or the path of the field')),
  reason: v.pipe(v.string(), v.description('what is wrong with it, and what is allowed')),
  allowed: v.optional(v.array(v.string())),
})

export const Problem = v.strictObject({
  type: v.pipe(v.string(), v.description('address of the description of this kind of problem')),
  code: v.picklist(problemCodes),
  title: v.string(),
  status: v.number(),
  detail: v.optional(v.string()),
  instance: v.optional(v.string()),
  fields: v.optional(v.array(ProblemField)),
})
export type ProblemDetails = v.InferOutput<typeof Problem>
export type ProblemFieldDetails = v.InferOutput<typeof ProblemField>
