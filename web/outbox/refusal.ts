import type { ProblemCode, ProblemDetails } from '../../schema/contract/problem.ts'
import type { MessageKey } from '../shell/words.ts'

const refusals: Partial<Record<ProblemCode, MessageKey>> = {
  invalid_request: 'outbox.refusals.invalid',
  work_missing: 'outbox.refusals.work',
  work_wrong: 'outbox.refusals.work',
  work_expired: 'outbox.refusals.work',
  work_used: 'outbox.refusals.work',
  no_resident: 'outbox.refusals.noResident',
  cross_site: 'outbox.refusals.crossSite',
  not_found: 'outbox.refusals.notFound',
  key_reused: 'outbox.refusals.keyReused',
  complaint_open: 'outbox.refusals.complaintOpen',
  too_large: 'outbox.refusals.tooLarge',
  photo_wrong: 'outbox.refusals.photo',
  photo_metadata: 'outbox.refusals.photo',
  changed_meanwhile: 'outbox.refusals.changed',
  frozen: 'outbox.refusals.frozen',
  forbidden: 'outbox.refusals.forbidden',
  not_now: 'outbox.refusals.notNow',
}

/** Why the worker has refused for good, and what to do about it. */
export function refusalKey(problem: ProblemDetails | null): MessageKey {
  return (problem && refusals[problem.code]) ?? 'outbox.refusals.other'
}

const fields: Record<string, MessageKey> = {
  grade: 'outbox.fields.grade',
  comment: 'outbox.fields.comment',
  tags: 'outbox.fields.tags',
  fact: 'outbox.fields.fact',
  right: 'outbox.fields.right',
  name: 'outbox.fields.name',
  type: 'outbox.fields.type',
  address: 'outbox.fields.address',
  community: 'outbox.fields.community',
  hours: 'outbox.fields.hours',
  phone: 'outbox.fields.phone',
  note: 'outbox.fields.note',
  kind: 'outbox.fields.kind',
  place: 'outbox.fields.place',
  text: 'outbox.fields.text',
  photos: 'outbox.fields.photos',
  want: 'outbox.fields.want',
  why: 'outbox.fields.why',
  closures: 'outbox.fields.closures',
  services: 'outbox.fields.services',
  prices: 'outbox.fields.prices',
  payment: 'outbox.fields.payment',
  accessibility: 'outbox.fields.accessibility',
  delivery: 'outbox.fields.delivery',
  photoText: 'outbox.fields.photoText',
  chain: 'outbox.fields.chain',
}

/** The name of a field as people know it, by its path in the request (`prices.1.item`); null where it has none. */
export function fieldKey(path: string): MessageKey | null {
  const known = path.split('.').find((part) => Object.hasOwn(fields, part))
  return known === undefined ? null : (fields[known] ?? null)
}

/** The names of what the worker found fault with, each once. */
export function faultKeys(problem: ProblemDetails | null): MessageKey[] {
  return [...new Set((problem?.fields ?? []).flatMap(({ field }) => fieldKey(field) ?? []))]
}
