/** The audit log: everything anyone has done, as the history keeps it. Nobody can change it. */

import * as v from 'valibot'
import { changeSubjects } from '../catalog/change-subjects.ts'
import { AUDIT_A_PAGE } from './limits.ts'
import { DateShape, InstantShape } from './values.ts'

const Json = v.nullable(v.record(v.string(), v.unknown()))

export const AuditEntry = v.strictObject({
  id: v.number(),
  at: InstantShape,
  by: v.pipe(
    v.strictObject({ actor: v.string(), handle: v.nullable(v.string()), role: v.nullable(v.string()) }),
    v.description('an account, or `import`, `command`, `system`'),
  ),
  kind: v.picklist(changeSubjects),
  subject: v.string(),
  name: v.pipe(
    v.nullable(v.string()),
    v.description('of the outlet, community, account, notice or new shop, as it is now'),
  ),
  before: Json,
  after: Json,
})

export const AuditPublic = v.strictObject({
  entries: v.array(AuditEntry),
  next: v.pipe(v.nullable(v.number()), v.description('for the next page; null on the last one')),
})

const Text = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60))

/** What is searched for; everything that is named must hold. */
const search = {
  q: v.optional(
    v.pipe(
      Text,
      v.description('part of a handle, of a name, or of a value before or after'),
      v.examples(['药店']),
    ),
  ),
  kind: v.optional(
    v.pipe(v.picklist(changeSubjects), v.description('what it was done to'), v.examples(['outlet'])),
  ),
  subject: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[\w-]{1,40}$/),
      v.description('identifier or code of what it was done to'),
      v.examples(['Fr6Y5gFBBx']),
    ),
  ),
  from: v.optional(v.pipe(DateShape, v.description('first day'), v.examples(['2026-11-01']))),
  to: v.optional(v.pipe(DateShape, v.description('last day'), v.examples(['2026-11-30']))),
}

export const AuditQuery = v.strictObject({
  ...search,
  before: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,15}$/, 'give the `next` of the page before'),
      v.transform(Number),
      v.number(),
      v.description(`\`next\` of the page before; a page has ${AUDIT_A_PAGE}`),
      v.examples([1200]),
    ),
  ),
})

export const AuditExportQuery = v.strictObject(search)

export type AuditSearch = v.InferOutput<typeof AuditQuery>
export type Audited = v.InferOutput<typeof AuditEntry>
