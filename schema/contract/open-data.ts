/** `/api/data`: the open data, its dictionary, and its licence. Shapes are made of the dictionary. */

import * as v from 'valibot'
import { type Field, units } from '../catalog/open-data/fields.ts'
import { type tallyFields, type tallyHeadFields, tallyKinds } from '../catalog/open-data/voices.ts'
import {
  type Dataset,
  type DatasetId,
  dataFormats,
  datasets,
  frequencies,
  licences,
} from '../catalog/open-data.ts'
import { satisfiedFromChoices } from '../catalog/satisfaction.ts'
import { DateShape, InstantShape, PositionShape } from './values.ts'

const keysOf = <Key extends string>(record: Readonly<Record<Key, unknown>>) => v.picklist(keysIn(record))

/** The keys of a record as a list that is not empty. */
function keysIn<Key extends string>(record: Readonly<Record<Key, unknown>>): Key[] {
  const keys: Key[] = []
  for (const key in record) keys.push(key)
  return keys
}

const Words = v.strictObject({ zh: v.string(), en: v.string() })
const LicenceShape = keysOf(licences)

/** A value of a field as JSON has it. */
function valueShape({ type, values }: Field): v.GenericSchema {
  const code = values ? v.picklist(values.map(({ value }) => value)) : v.string()
  switch (type) {
    case 'list':
      return v.array(code)
    case 'integer':
      return v.pipe(v.number(), v.integer())
    case 'number':
      return v.number()
    case 'boolean':
      return v.boolean()
    case 'date':
      return DateShape
    case 'instant':
      return InstantShape
    default:
      return code
  }
}

/** The entries of an object that has these fields. */
function entriesOf(fields: readonly Field[]): Record<string, v.GenericSchema> {
  return Object.fromEntries(
    fields.map((field) => {
      const shape = field.nullable ? v.nullable(valueShape(field)) : valueShape(field)
      return [field.name, v.pipe(shape, v.description(field.en))]
    }),
  )
}

/** What every dataset says of itself. */
const frame = {
  sample: v.pipe(v.boolean(), v.description('true while the data is made up')),
  revision: v.number(),
  licence: v.pipe(LicenceShape, v.description('of what is the city’s own; see `source` of outlets')),
  attribution: v.pipe(v.string(), v.description('how to name where it comes from')),
}

/** The JSON of a dataset: rows with every field of its dictionary. */
function datasetShape({ fields, head = [] }: Dataset) {
  return v.strictObject({ ...frame, ...entriesOf(head), rows: v.array(v.strictObject(entriesOf(fields))) })
}

const placed: readonly string[] = ['longitude', 'latitude']

/** The same as GeoJSON (RFC 7946), in which the geometry says where it is. */
function geojsonShape({ fields }: Dataset) {
  return v.strictObject({
    type: v.literal('FeatureCollection'),
    ...frame,
    features: v.array(
      v.strictObject({
        type: v.literal('Feature'),
        id: v.string(),
        geometry: v.strictObject({ type: v.literal('Point'), coordinates: PositionShape }),
        properties: v.strictObject(entriesOf(fields.filter(({ name }) => !placed.includes(name)))),
      }),
    ),
  })
}

/* ── the dictionary ── */

export const FieldPublic = v.strictObject({
  name: v.string(),
  type: v.picklist(['text', 'code', 'list', 'integer', 'number', 'boolean', 'date', 'instant']),
  unit: v.nullable(keysOf(units)),
  nullable: v.pipe(
    v.boolean(),
    v.description('null in JSON and nothing in CSV where it is unknown or does not apply'),
  ),
  meaning: Words,
  values: v.pipe(
    v.nullable(v.array(v.strictObject({ value: v.string(), ...Words.entries }))),
    v.description('the only ones that there are; null where any may be'),
  ),
})

export const DatasetPublic = v.strictObject({
  identifier: v.picklist(datasets.map(({ id }) => id)),
  title: Words,
  description: Words,
  source: Words,
  accrualPeriodicity: keysOf(frequencies),
  license: v.pipe(LicenceShape, v.description('of what is the city’s own')),
  otherLicenses: v.pipe(v.array(LicenceShape), v.description('of rows whose `source` asks for another one')),
  distribution: v.array(
    v.strictObject({
      format: keysOf(dataFormats),
      mediaType: v.string(),
      downloadURL: v.pipe(v.string(), v.description('address on this site')),
    }),
  ),
  head: v.pipe(v.array(FieldPublic), v.description('what its JSON says once, beside `rows`')),
  fields: v.array(FieldPublic),
})

export const DataCatalog = v.strictObject({
  sample: v.boolean(),
  revision: v.number(),
  title: Words,
  publisher: Words,
  license: v.strictObject({ id: LicenceShape, url: v.string() }),
  attribution: v.pipe(v.string(), v.description('how to name where our data come from')),
  thirdParties: v.pipe(v.array(v.string()), v.description('sources that ask to be named beside it')),
  dataset: v.array(DatasetPublic),
})

/* ── the tallies, as the page of the method reads them ── */

const Share = v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1)))
const Count = v.pipe(v.number(), v.integer(), v.minValue(0))
const GradeShape = v.picklist([1, 2, 3, 4, 5])

export const TallyRow = v.strictObject({
  kind: v.picklist(tallyKinds),
  area: Count,
  communities: v.array(v.string()),
  unplaced: v.boolean(),
  weight: v.nullable(v.number()),
  from: DateShape,
  to: DateShape,
  gradeFrom: v.nullable(GradeShape),
  gradeTo: v.nullable(GradeShape),
  voices: Count,
} satisfies Record<(typeof tallyFields)[number]['name'], v.GenericSchema>)

const tallyHead = {
  asOf: InstantShape,
  from: DateShape,
  to: DateShape,
  satisfiedFrom: v.picklist(satisfiedFromChoices),
  strictFrom: GradeShape,
  weighting: v.picklist(['pooled', 'population']),
  residents: v.nullable(Count),
  withheld: v.array(v.picklist(tallyKinds)),
  othersWeight: v.nullable(v.number()),
  othersRate: Share,
  othersStrictRate: Share,
} satisfies Record<(typeof tallyHeadFields)[number]['name'], v.GenericSchema>

export const TalliesPublic = v.strictObject({ ...frame, ...tallyHead, rows: v.array(TallyRow) })

/* ── every other file that is JSON, by the name that the API's description gives it ── */

/** The name of the shape of a dataset in a form. */
export function shapeName(id: DatasetId, format: 'json' | 'geojson'): string {
  const name = `Open${id.charAt(0).toUpperCase()}${id.slice(1)}`
  return format === 'json' ? name : `${name}GeoJson`
}

/** The shapes of all files that are JSON or GeoJSON. */
export const dataShapes: Readonly<Record<string, v.GenericSchema>> = Object.fromEntries(
  datasets.flatMap((dataset) =>
    dataset.formats.flatMap((format): [string, v.GenericSchema][] => {
      if (format === 'csv') return []
      const made = format === 'json' ? datasetShape(dataset) : geojsonShape(dataset)
      return [[shapeName(dataset.id, format), dataset.id === 'tallies' ? TalliesPublic : made]]
    }),
  ),
)

/**
 * The shape of a dataset in a form.
 * @throws when it has none
 */
export function shapeOf(id: DatasetId, format: 'json' | 'geojson'): v.GenericSchema {
  const shape = dataShapes[shapeName(id, format)]
  if (!shape) throw new Error(`there is no ${id} as ${format}`)
  return shape
}

export type Catalog = v.InferOutput<typeof DataCatalog>
export type CatalogDataset = v.InferOutput<typeof DatasetPublic>
export type CatalogField = v.InferOutput<typeof FieldPublic>
export type OpenTallies = v.InferOutput<typeof TalliesPublic>
export type OpenTally = v.InferOutput<typeof TallyRow>
