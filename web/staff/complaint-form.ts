import * as v from 'valibot'
import { firstBlank } from '../../schema/catalog/answer-templates.ts'
import { complaintRule } from '../../schema/catalog/complaints.ts'
import { type CaseAct, CaseActInput } from '../../schema/contract/complaint.ts'
import { tidyComment } from '../../schema/rules/comment.ts'
import type { DeskAct } from './complaint-acts.ts'

/** What is filled in at the desk about a case, whatever act it is for. */
export interface ActFields {
  unit: string
  reason: string
  abuse: boolean
  to: string
  department: string
  text: string
  into: string
  publishText: boolean
  publishPhotos: readonly string[]
}

export const emptyFields: ActFields = {
  unit: '',
  reason: '',
  abuse: false,
  to: '',
  department: '',
  text: '',
  into: '',
  publishText: false,
  publishPhotos: [],
}

/** Which of them each act needs. */
const fieldsOf: Readonly<Record<DeskAct, readonly (keyof ActFields)[]>> = {
  accept: ['unit'],
  assign: ['unit'],
  reject: ['reason', 'abuse'],
  transfer: ['to', 'department', 'reason'],
  extend: ['reason'],
  answer: ['text'],
  resolve: ['text'],
  merge: ['into'],
  publish: ['publishText', 'publishPhotos'],
}

/** What is left to be kept once an act is done: what was filled in for others. */
export function fieldsAfter(act: DeskAct, fields: ActFields): ActFields {
  const emptied = fieldsOf[act].map((field) => [field, emptyFields[field]])
  return { ...fields, ...Object.fromEntries(emptied) }
}

/** What is wrong with a form: the field, and how. */
export interface Wrong {
  field: keyof ActFields
  why: 'missing' | 'over' | 'blank'
}

function inputOf(act: DeskAct, fields: ActFields): unknown {
  const { unit, reason, abuse, to, department, text, into, publishText, publishPhotos } = fields
  switch (act) {
    case 'accept':
    case 'assign':
      return { act, unit }
    case 'reject':
      return { act, reason, abuse }
    case 'transfer':
      return { act, to, reason, department: to === 'department' ? department : null }
    case 'extend':
      return { act, reason }
    case 'answer':
    case 'resolve':
      return { act, text }
    case 'merge':
      return { act, into }
    case 'publish':
      return { act, text: publishText, photos: [...publishPhotos] }
  }
}

const wrongFields = {
  unit: 'unit',
  reason: 'reason',
  to: 'to',
  department: 'department',
  text: 'text',
  into: 'into',
} as const satisfies Record<string, keyof ActFields>

/** What would be sent, or the first field that keeps it from being so. */
export function readAct(
  act: DeskAct,
  fields: ActFields,
): { given: CaseAct; wrong: null } | { given: null; wrong: Wrong } {
  if (act === 'answer' || act === 'resolve') {
    if (tidyComment(fields.text).length > complaintRule.textMax)
      return { given: null, wrong: { field: 'text', why: 'over' } }
    if (firstBlank(fields.text)) return { given: null, wrong: { field: 'text', why: 'blank' } }
  }
  const read = v.safeParse(CaseActInput, inputOf(act, fields))
  if (read.success) return { given: read.output, wrong: null }
  const path = read.issues.map((issue) => v.getDotPath(issue) ?? '')
  const field = Object.values(wrongFields).find((name) => path.includes(name)) ?? 'text'
  return { given: null, wrong: { field, why: 'missing' } }
}
