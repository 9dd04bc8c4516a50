/** Listings as values: their fields, what an edit changes, and how a field is written. */

import * as v from 'valibot'
import { type ListingField, listingFields } from '../../schema/catalog/listing-fields.ts'
import { type Edit, type Fields, ListingFields } from '../../schema/contract/listing.ts'
import type { Outlet } from '../../schema/contract/outlet.ts'
import { type SqlValue, type Statement, statement } from '../../schema/statement.ts'

/**
 * The fields as the history keeps them. The text that hours were read from goes when somebody sets the hours, so that
 * it is kept beside them and comes back with them.
 */
const KeptFields = v.strictObject({ ...ListingFields.entries, hoursText: v.nullable(v.string()) })
export const KeptEdit = v.partial(KeptFields)
export const keptFields = [...listingFields, 'hoursText'] as const

export type Kept = v.InferOutput<typeof KeptFields>
export type KeptEdit = v.InferOutput<typeof KeptEdit>
export type KeptField = (typeof keptFields)[number]

/** The fields of an outlet as a listing has them. */
export function fieldsOf(outlet: Outlet): Fields {
  const { hours, closures, phone, services, prices, payment, accessibility, delivery, photoText } = outlet
  const { name, type, address, chain, position, circle, credit, honest, status } = outlet
  return {
    hours,
    closures,
    phone,
    services,
    prices,
    payment,
    accessibility,
    delivery,
    photoText,
    name,
    type,
    address,
    chain,
    position,
    circle,
    credit,
    honest,
    status,
  }
}

/** One changed field, with both values as the history keeps them. */
export interface Changed {
  field: KeptField
  before: unknown
  after: unknown
}

/** What an edit changes of an outlet; what it repeats is left out. */
export function changesOf(outlet: Outlet, edit: KeptEdit): Changed[] {
  const current: Kept = { ...fieldsOf(outlet), hoursText: outlet.hoursText }
  return keptFields.flatMap((field) => {
    const [before, after] = [current[field], edit[field]]
    return after === undefined || isSame(before, after) ? [] : [{ field, before, after }]
  })
}

/** An edit with what follows from it: hours that somebody sets need no text to read them from any more. */
export function withHoursText(outlet: Outlet, edit: KeptEdit): KeptEdit {
  const sets = edit.hours !== undefined && edit.hours !== outlet.hours && edit.hoursText === undefined
  return sets ? { ...edit, hoursText: null } : edit
}

/** Which fields an edit names. */
export function fieldsNamed(edit: Edit): ListingField[] {
  return listingFields.filter((field) => edit[field] !== undefined)
}

/** Whether two values of a field are the same, as the contract gives them. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

const flag = (value: boolean | null) => (value === null ? null : Number(value))

/** Sets columns of the outlet's own row. */
function set(outlet: string, columns: Record<string, SqlValue>): Statement {
  const names = Object.keys(columns)
  return statement(
    `UPDATE outlet SET ${names.map((name, at) => `${name} = ?${at + 2}`).join(', ')} WHERE id = ?1`,
    outlet,
    ...Object.values(columns),
  )
}

/**
 * The statements that write the fields of an edit.
 * @param today ISO date in Asia/Shanghai, for when prices were published
 */
export function writeFields(outlet: string, edit: KeptEdit, today: string): Statement[] {
  const statements: Statement[] = []
  if (edit.hours !== undefined) statements.push(set(outlet, { hours: edit.hours }))
  if (edit.hoursText !== undefined) statements.push(set(outlet, { hours_text: edit.hoursText }))
  if (edit.phone !== undefined) statements.push(set(outlet, { phone: edit.phone }))
  if (edit.photoText !== undefined) statements.push(set(outlet, { photo_text: edit.photoText }))
  if (edit.name !== undefined) statements.push(set(outlet, { name: edit.name }))
  if (edit.type !== undefined) statements.push(set(outlet, { type: edit.type }))
  if (edit.address !== undefined) statements.push(set(outlet, { address: edit.address }))
  if (edit.chain !== undefined) statements.push(set(outlet, { chain: flag(edit.chain) }))
  if (edit.position) statements.push(set(outlet, { lng: edit.position[0], lat: edit.position[1] }))
  if (edit.circle !== undefined) statements.push(set(outlet, { circle: edit.circle }))
  if (edit.credit !== undefined) statements.push(set(outlet, { credit: edit.credit }))
  if (edit.honest !== undefined) statements.push(set(outlet, { honest: flag(edit.honest) }))
  if (edit.status !== undefined) statements.push(set(outlet, { status: edit.status }))
  for (const facts of [edit.payment, edit.accessibility, edit.delivery]) {
    if (facts) {
      const columns = Object.entries(facts).map(([fact, value]): [string, SqlValue] => [fact, flag(value)])
      statements.push(set(outlet, Object.fromEntries(columns)))
    }
  }
  if (edit.services) statements.push(...writeServices(outlet, edit.services))
  if (edit.closures) statements.push(...writeClosures(outlet, edit.closures))
  if (edit.prices) statements.push(...writePrices(outlet, edit.prices, today))
  return statements
}

function writeServices(outlet: string, services: Fields['services']): Statement[] {
  return [
    statement('DELETE FROM outlet_service WHERE outlet = ?1', outlet),
    statement(
      'INSERT INTO outlet_service (outlet, service) SELECT ?1, value FROM json_each(?2)',
      outlet,
      JSON.stringify(services),
    ),
  ]
}

function writeClosures(outlet: string, closures: Fields['closures']): Statement[] {
  return [
    statement('DELETE FROM outlet_closure WHERE outlet = ?1', outlet),
    statement(
      `INSERT INTO outlet_closure (outlet, from_date, to_date, reason)
        SELECT ?1, value ->> 'from', value ->> 'to', value ->> 'reason' FROM json_each(?2)`,
      outlet,
      JSON.stringify(closures),
    ),
  ]
}

function writePrices(outlet: string, prices: Fields['prices'], today: string): Statement[] {
  return [
    statement('DELETE FROM outlet_price WHERE outlet = ?1', outlet),
    statement(
      `INSERT INTO outlet_price (outlet, place, item, fen, fen_to, unit)
        SELECT ?1, key, value ->> 'item', value ->> 'fen', value ->> 'fenTo', value ->> 'unit' FROM json_each(?2)`,
      outlet,
      JSON.stringify(prices),
    ),
    set(outlet, { prices_at: prices.length === 0 ? null : today }),
  ]
}
