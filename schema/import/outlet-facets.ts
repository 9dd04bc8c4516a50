/**
 * The parts of an outlet that an import takes or leaves as a whole: hours go with the text that they were read from,
 * a longitude with its latitude. Each says how it is written in SQL, as stored, as given by a file, and as JSON.
 */

import { type ListingField, openFields } from '../catalog/listing-fields.ts'
import type { OutletImportRow } from '../contract/outlet-import.ts'

export type Field = keyof OutletImportRow

/** A list that an outlet has: how it reads back from its table, and from a staged row, in one and the same form. */
interface ListTable {
  table: string
  /** JSON of the stored list of outlet `o` */
  stored: string
  /** JSON of the list in a staged row `r.value` */
  given: string
  /** inserts the list in `i` for its outlet, element by element `e` */
  insert: string
}

export const lists = {
  services: {
    table: 'outlet_service',
    stored: `(SELECT json_group_array(service) FROM
      (SELECT service FROM outlet_service WHERE outlet = o.id ORDER BY service))`,
    given: `(SELECT json_group_array(value) FROM
      (SELECT DISTINCT value FROM json_each(r.value, '$.services') ORDER BY value))`,
    insert: 'outlet_service (outlet, service) SELECT i.outlet, e.value',
  },
  closures: {
    table: 'outlet_closure',
    stored: `(SELECT json_group_array(json_object('from', from_date, 'to', to_date, 'reason', reason)) FROM
      (SELECT * FROM outlet_closure WHERE outlet = o.id ORDER BY from_date))`,
    given: `(SELECT json_group_array(json_object('from', value ->> 'from', 'to', value ->> 'to', 'reason', value ->> 'reason'))
      FROM (SELECT value FROM json_each(r.value, '$.closures') ORDER BY value ->> 'from'))`,
    insert: `outlet_closure (outlet, from_date, to_date, reason)
      SELECT i.outlet, e.value ->> 'from', e.value ->> 'to', e.value ->> 'reason'`,
  },
  prices: {
    table: 'outlet_price',
    stored: `(SELECT json_group_array(json_object('item', item, 'fen', fen, 'fenTo', fen_to, 'unit', unit)) FROM
      (SELECT * FROM outlet_price WHERE outlet = o.id ORDER BY place))`,
    given: `(SELECT json_group_array(json_object('item', value ->> 'item', 'fen', value ->> 'fen',
      'fenTo', value ->> 'fenTo', 'unit', value ->> 'unit')) FROM json_each(r.value, '$.prices'))`,
    insert: `outlet_price (outlet, place, item, fen, fen_to, unit)
      SELECT i.outlet, e.key, e.value ->> 'item', e.value ->> 'fen', e.value ->> 'fenTo', e.value ->> 'unit'`,
  },
  stops: {
    table: 'outlet_stop',
    stored: `(SELECT json_group_array(json_object('name', name, 'lng', lng, 'lat', lat, 'hours', hours,
      'hoursText', hours_text)) FROM (SELECT * FROM outlet_stop WHERE outlet = o.id ORDER BY place))`,
    given: `(SELECT json_group_array(json_object('name', value ->> 'name',
      'lng', CAST(value ->> '$.position[0]' AS REAL), 'lat', CAST(value ->> '$.position[1]' AS REAL),
      'hours', value ->> 'hours', 'hoursText', value ->> 'hoursText')) FROM json_each(r.value, '$.stops'))`,
    insert: `outlet_stop (outlet, place, id, name, lng, lat, hours, hours_text)
      SELECT i.outlet, e.key, i.stop_ids ->> e.key, e.value ->> 'name', e.value ->> 'lng', e.value ->> 'lat',
        e.value ->> 'hours', e.value ->> 'hoursText'`,
  },
} as const satisfies Partial<Record<Field, ListTable>>

export type ListName = keyof typeof lists
export const listNames: readonly ListName[] = ['services', 'closures', 'prices', 'stops']

export interface Facet {
  /** the field of a row that carries it; others go with it */
  field: Field
  /** columns of `outlet`, under which it is also staged */
  columns: readonly string[]
  list?: ListName
  /** the name under which the history of accounts tells of it */
  told: ListingField | 'stops'
}

const column = (field: Field, told: Facet['told'], ...columns: readonly string[]): Facet => ({
  field,
  told,
  columns,
})

/** Every facet but who confirmed the listing when, which has a rule of its own. */
export const facets: readonly Facet[] = [
  column('name', 'name', 'name'),
  column('type', 'type', 'type'),
  column('address', 'address', 'address'),
  column('position', 'position', 'lng', 'lat'),
  column('circle', 'circle', 'circle'),
  column('hours', 'hours', 'hours', 'hours_text'),
  column('phone', 'phone', 'phone'),
  column('cash', 'payment', 'cash'),
  column('bankCard', 'payment', 'bank_card'),
  column('mobilePay', 'payment', 'mobile_pay'),
  column('stepFree', 'accessibility', 'step_free'),
  column('seat', 'accessibility', 'seat'),
  column('hearingAid', 'accessibility', 'hearing_aid'),
  column('sightAid', 'accessibility', 'sight_aid'),
  column('elderCounter', 'accessibility', 'elder_counter'),
  column('nightDelivery', 'delivery', 'night_delivery'),
  column('instantDelivery', 'delivery', 'instant_delivery'),
  column('chain', 'chain', 'chain'),
  column('credit', 'credit', 'credit'),
  column('honest', 'honest', 'honest'),
  column('status', 'status', 'status'),
  { field: 'services', told: 'services', columns: [], list: 'services' },
  { field: 'closures', told: 'closures', columns: [], list: 'closures' },
  { field: 'prices', told: 'prices', columns: ['prices_at'], list: 'prices' },
  { field: 'stops', told: 'stops', columns: [], list: 'stops' },
]

/** The names of the facets as JSON, in order: bit n of a mask is the n-th of them. */
export const facetNames = JSON.stringify(facets.map(({ field }) => field))

/** Columns of `outlet` that an import writes. */
export const columns: readonly string[] = [
  ...facets.flatMap((facet) => facet.columns),
  'confirmed_at',
  'confirmed_by',
]

/** Merchants set it and it shows at once: where both changed it, theirs stays. */
export function isOpen({ told }: Facet): boolean {
  return openFields.some((field) => field === told)
}

/** The facet's part of a row as SQL, for comparing it with another part. */
export type Side = (facet: Facet) => string

const rowOf = (values: readonly string[]) => (values.length === 1 ? values.join() : `(${values.join(', ')})`)

/** As it is stored, of outlet `o`. */
export const stored: Side = ({ columns: own, list }) =>
  rowOf([...own.map((name) => `o.${name}`), ...(list ? [lists[list].stored] : [])])

/** As a row `i` has it under the same names. */
export const given: Side = ({ columns: own, list }) =>
  rowOf([...own.map((name) => `i.${name}`), ...(list ? [`i.${list}`] : [])])

/** As a JSON document has it, under the names of columns and lists. */
export function inDocument(document: string): Side {
  return ({ columns: own, list }) =>
    rowOf([
      ...own.map((name) => `${document} ->> '$.${name}'`),
      ...(list ? [`${document} -> '$.${list}'`] : []),
    ])
}

/** A mask of those facets of which a condition holds. */
export function maskOf(of: readonly Facet[], condition: Side): string {
  const terms = of.map((facet) => `((${condition(facet)}) << ${facets.indexOf(facet)})`)
  return terms.length === 0 ? '0' : terms.join(' | ')
}

/** Whether a mask has a facet. */
export function isIn(mask: string, facet: Facet): string {
  return `(${mask} >> ${facets.indexOf(facet)} & 1)`
}

/** The names of the facets in a mask, as JSON. The parameter is {@link facetNames}. */
export function namesIn(mask: string, param: string): string {
  return `(SELECT json_group_array(f.value) FROM json_each(${param}) AS f WHERE (${mask}) >> f.key & 1)`
}

/** The outlet `o` as the history shows it: all that is known. In parts, because D1 allows 32 arguments. */
export const outletDocument = [columns.slice(0, 14), columns.slice(14)]
  .map((part) => `json_object(${part.map((name) => `'${name}', o.${name}`).join(', ')})`)
  .concat(`json_object(${listNames.map((name) => `'${name}', json(${lists[name].stored})`).join(', ')})`)
  .reduce((document, part) => `json_patch(${document}, ${part})`, "'{}'")

/** A document with facets of `i` set in it, also those that are null: what is said to be unknown has been said. */
export function documentWith(document: string, of: readonly Facet[]): string {
  const pairs = of.flatMap(({ columns: own, list }) => [
    ...own.map((name) => `'$.${name}', i.${name}`),
    ...(list ? [`'$.${list}', json(i.${list})`] : []),
  ])
  let text = document
  // D1 allows 32 arguments.
  for (let at = 0; at < pairs.length; at += 15)
    text = `json_set(${text}, ${pairs.slice(at, at + 15).join(', ')})`
  return text
}

/** An instant as SQL, later than the version before also within the same millisecond. */
export function versionAfter(version: string, at: string): string {
  return `CASE WHEN ${version} >= ${at} THEN strftime('%Y-%m-%dT%H:%M:%fZ', ${version}, '+0.001 seconds') ELSE ${at} END`
}

/** Facets whose columns are flags: 1, 0, or null for not known. */
const flags: ReadonlySet<Facet['told']> = new Set(['payment', 'accessibility', 'delivery', 'chain', 'honest'])

/** The value of a facet in a document of columns, as people are told it; null where it is not known. */
export function valueIn(
  { field, told, columns: own, list }: Facet,
  document: Readonly<Record<string, unknown>>,
) {
  const values = [...own, ...(list ? [list] : [])].map((name) => document[name] ?? null)
  if (field === 'position') return values
  const value = values.find((one) => one !== null) ?? null
  return flags.has(told) && value !== null ? value === 1 : value
}

/** The names of the facets in a mask, as {@link namesIn} gives them. */
export function namesOf(mask: number): string[] {
  return facets.filter((_, bit) => (mask >> bit) & 1).map(({ field }) => field)
}
