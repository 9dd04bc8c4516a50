import * as v from 'valibot'
import type { Position } from '../../schema/catalog/divisions.ts'
import type { ApplicationListed } from '../../schema/contract/application.ts'
import { type NewOutlet, NewOutletInput } from '../../schema/contract/ledger.ts'
import { understood } from '../new-shop/new-shop-form.ts'

/** What staff have seen of a new shop on the spot, as it is typed. */
export interface CheckFields {
  name: string
  type: string
  address: string
  circle: string
  hours: string
  phone: string
  position: Position | null
}
export type CheckField = keyof CheckFields

/** In the order of the page, so that the first that is wrong gets the focus. */
export const checkFields: readonly CheckField[] = [
  'name',
  'type',
  'circle',
  'address',
  'hours',
  'phone',
  'position',
]

/** The form as it begins: what was said. Where it stands is not said by anybody. */
export function checkOf({ name, type, address, community, hours, phone }: ApplicationListed): CheckFields {
  return { name, type, address, circle: community, hours, phone: phone ?? '', position: null }
}

/** What would become of the form: the outlet, and which fields keep it from being one. */
export function readCheck(fields: CheckFields): { outlet: NewOutlet | null; wrong: ReadonlySet<CheckField> } {
  const hours = fields.hours.trim()
  const read = v.safeParse(NewOutletInput, {
    ...fields,
    hours: hours === '' ? null : (understood(hours, 'zh')?.expression ?? hours),
    phone: fields.phone.trim() || null,
  })
  if (read.success) return { outlet: read.output, wrong: new Set() }
  const named = read.issues.map((issue) => v.getDotPath(issue)?.split('.')[0])
  return { outlet: null, wrong: new Set(checkFields.filter((field) => named.includes(field))) }
}
