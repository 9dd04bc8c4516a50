/** The open data as files. */

import type { Field } from '../../schema/catalog/open-data/fields.ts'
import { type DataFormat, type DatasetId, dataFormats } from '../../schema/catalog/open-data.ts'
import { featureOf, headLine, type Row, rowLines } from '../../schema/import/open-data-file.ts'

/** What every dataset says of itself. */
export interface Frame {
  sample: boolean
  revision: number
  licence: string
  attribution: string
}

/** The mark by which Excel knows UTF-8, and the names of the fields. */
export const csvHead = (fields: readonly Field[]) => `\uFEFF${headLine(fields)}`

/** The whole CSV file of a dataset. */
export const csvText = (fields: readonly Field[], rows: readonly Row[]) =>
  csvHead(fields) + rowLines(fields, rows)

/** The whole JSON document of a dataset. */
export const jsonText = (frame: Frame, head: Row, rows: readonly Row[]) =>
  JSON.stringify({ ...frame, ...head, rows })

/** Places as GeoJSON (RFC 7946). */
export const geojsonText = (frame: Frame, rows: readonly Row[]) =>
  JSON.stringify({ type: 'FeatureCollection', ...frame, features: rows.map(featureOf) })

/** How a file is sent. JSON is UTF-8 without saying so. */
export const contentTypeOf = (format: DataFormat) =>
  format === 'csv' ? `${dataFormats.csv}; charset=utf-8; header=present` : dataFormats[format]

/**
 * What a browser calls the file that it stores.
 * @param city code of the city
 * @param day ISO date
 */
export const disposition = (city: string, id: DatasetId, format: DataFormat, day: string) =>
  `attachment; filename="yikezhong-${city}-${id}-${day}.${format}"`
