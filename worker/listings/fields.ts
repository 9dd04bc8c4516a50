/** Listings as values: their fields, what an edit changes, and how a field is written. */

import { type ListingField, listingFields } from '../../schema/catalog/listing-fields.ts'
import type { Edit, Fields } from '../../schema/contract/listing.ts'
import type { Outlet } from '../../schema/contract/outlet.ts'
import { type SqlValue, type Statement, statement } from '../../schema/statement.ts'

/** The fields of an outlet as a listing has them. */
export function fieldsOf(outlet: Outlet): Fields {
  const { hours, closures, phone, services, prices, payment, accessibility, delivery } = outlet
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
  field: ListingField
  before: unknown
  after: unknown
}

/** What an edit changes; what it repeats is left out. Lists without an order of their own are compared as sets. */
export function changesOf(current: Fields, edit: Edit): Changed[] {
  return fieldsNamed(edit).flatMap((field) => {
    const [before, after] = [current[field], edit[field]]
    return canonical(field, before) === canonical(field, after) ? [] : [{ field, before, after }]
  })
}

/** Which fields an edit names. */
export function fieldsNamed(edit: Edit): ListingField[] {
  const all: Record<ListingField, unknown> = {
    hours: edit.hours,
    closures: edit.closures,
    phone: edit.phone,
    services: edit.services,
    prices: edit.prices,
    payment: edit.payment,
    accessibility: edit.accessibility,
    delivery: edit.delivery,
    name: edit.name,
    type: edit.type,
    address: edit.address,
    chain: edit.chain,
    position: edit.position,
    circle: edit.circle,
    credit: edit.credit,
    honest: edit.honest,
    status: edit.status,
  }
  return listingFields.filter((field) => all[field] !== undefined)
}

function canonical(field: ListingField, value: unknown): string {
  if (!Array.isArray(value) || (field !== 'services' && field !== 'closures')) return JSON.stringify(value)
  return JSON.stringify(value.map((one) => JSON.stringify(one)).sort())
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
export function writeFields(outlet: string, edit: Edit, today: string): Statement[] {
  const statements: Statement[] = []
  // What somebody sets themselves needs no text to read it from any more.
  if (edit.hours !== undefined) statements.push(set(outlet, { hours: edit.hours, hours_text: null }))
  if (edit.phone !== undefined) statements.push(set(outlet, { phone: edit.phone }))
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
