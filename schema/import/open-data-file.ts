/** The open data as lines of CSV that a spreadsheet opens as it is, and as GeoJSON. */

import type { Field } from '../catalog/open-data/fields.ts'
import { csvLine } from './ledger-file.ts'

/** A value as JSON has it. */
type Value = string | number | boolean | null | readonly string[]
/** A row with the fields of its dataset, in whatever order. */
export type Row = Readonly<Record<string, Value>>

const cellOf = (value: Value | undefined) => {
  if (value === undefined || value === null) return null
  if (typeof value === 'number' || typeof value === 'string') return value
  return typeof value === 'boolean' ? String(value) : value.join(' ')
}

/** The names of the fields. */
export const headLine = (fields: readonly Field[]) => csvLine(fields.map(({ name }) => name))

/** Lines in the order of the fields (RFC 4180); no cell begins like a formula, lists are parted by blanks. */
export const rowLines = (fields: readonly Field[], rows: readonly Row[]) =>
  rows.map((row) => csvLine(fields.map(({ name }) => cellOf(row[name])))).join('')

/** A place as a feature (RFC 7946): the geometry has longitude and latitude, the properties everything else. */
export const featureOf = ({ longitude, latitude, ...properties }: Row) => ({
  type: 'Feature',
  id: properties['id'],
  geometry: { type: 'Point', coordinates: [longitude, latitude] },
  properties,
})
