import { applicationRule } from '../../schema/catalog/application-rule.ts'
import type { ApplicationDraft } from '../../schema/contract/application.ts'
import { ADDRESS_MAX, NAME_MAX, PHONE_MAX } from '../../schema/contract/outlet-import.ts'
import { tidyComment } from '../../schema/rules/comment.ts'
import { readChineseHours } from '../../schema/rules/hours/freetext.ts'
import { parseHours } from '../../schema/rules/hours/grammar.ts'
import { describe, type HoursLanguage } from '../../schema/rules/hours/words.ts'
import type { MessageKey } from '../shell/words.ts'

/** What the form holds, as it is typed; empty where nothing has been chosen. */
export interface NewShopFields {
  name: string
  type: string
  community: string
  address: string
  hours: string
  phone: string
  note: string
}
export type NewShopField = keyof NewShopFields

/** In the order of the page, so that the first that is wrong gets the focus. */
export const newShopFields: readonly NewShopField[] = [
  'name',
  'type',
  'community',
  'address',
  'hours',
  'phone',
  'note',
]

export const emptyShop = (): NewShopFields => ({
  name: '',
  type: '',
  community: '',
  address: '',
  hours: '',
  phone: '',
  note: '',
})

/** Whether nothing has been filled in but the community, which may be known. */
export const isUntouched = (fields: NewShopFields) =>
  Object.values({ ...fields, community: '' }).every((text) => text.trim() === '')

/** A sentence about a field, with the number of characters that it may have. */
export interface Fault {
  key: MessageKey
  n?: number
}

const needed = [
  ['name', 'newShop.noName'],
  ['type', 'newShop.noType'],
  ['community', 'newShop.noCommunity'],
  ['address', 'newShop.noAddress'],
] as const satisfies readonly (readonly [NewShopField, MessageKey])[]

const longest = [
  ['name', NAME_MAX, 'newShop.nameLong'],
  ['address', ADDRESS_MAX, 'newShop.addressLong'],
  ['hours', applicationRule.hours, 'newShop.hoursLong'],
  ['phone', PHONE_MAX, 'newShop.phoneLong'],
  ['note', applicationRule.note, 'newShop.noteLong'],
] as const satisfies readonly (readonly [NewShopField, number, MessageKey])[]

/** What keeps the form from being sent, by field. */
export function faultsOf(fields: NewShopFields): Map<NewShopField, Fault> {
  const faults = new Map<NewShopField, Fault>()
  for (const [field, most, key] of longest) {
    if (tidyComment(fields[field]).length > most) faults.set(field, { key, n: most })
  }
  for (const [field, key] of needed) {
    if (fields[field].trim() === '') faults.set(field, { key })
  }
  return faults
}

/** What is sent. */
export function draftOf({
  name,
  type,
  community,
  address,
  hours,
  phone,
  note,
}: NewShopFields): ApplicationDraft {
  return {
    name,
    type,
    community,
    address,
    hours: tidyComment(hours),
    phone: phone.trim() || null,
    note: tidyComment(note),
  }
}

/** The form of what was sent. */
export const fieldsOf = (draft: ApplicationDraft): NewShopFields => ({ ...draft, phone: draft.phone ?? '' })

/**
 * Hours in words, as they are understood.
 * @returns a sentence and the expression that it stands for; null where they cannot be read with certainty
 */
export function understood(
  hours: string,
  language: HoursLanguage,
): { words: string; expression: string } | null {
  const read = readChineseHours(hours)
  if (!read.ok) return null
  const parsed = parseHours(read.expression)
  return parsed.ok ? { words: describe(parsed.schedule, language), expression: read.expression } : null
}
