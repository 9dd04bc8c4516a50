/**
 * JSON Schema (2020-12) as far as the OpenAPI document uses it, written from the specification and apart from valibot,
 * so that the document is held against examples by somebody else than who made it.
 */

import type { SchemaObject } from '../../schema/openapi-document.ts'

type Schema = SchemaObject & Readonly<Record<string, unknown>>
type Schemas = Readonly<Record<string, SchemaObject>>

/** Says what is wrong with a value, or nothing. */
type Rule = (given: {
  value: unknown
  schema: Schema
  said: unknown
  path: string
  schemas: Schemas
}) => string[]

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const typeOf = (value: unknown): string => {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return typeof value
}

const isOfType = (value: unknown, type: unknown) =>
  type === 'integer' ? Number.isInteger(value) : typeOf(value) === type

const formats: Readonly<Record<string, RegExp>> = {
  date: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
}

const unless = (fits: boolean, what: string): string[] => (fits ? [] : [what])
const list = (said: unknown): readonly unknown[] => (Array.isArray(said) ? said : [])

const nothing: Rule = () => []

const rules: Readonly<Record<string, Rule>> = {
  description: nothing,
  default: nothing,
  examples: nothing,
  $ref: ({ value, said, path, schemas }) => {
    const name = String(said).replace('#/components/schemas/', '')
    const schema = schemas[name]
    return schema ? wrongWith(value, schema, schemas, path) : [`${path}: no shape ${name}`]
  },
  type: ({ value, said, path }) => {
    const types = Array.isArray(said) ? said : [said]
    return unless(
      types.some((type) => isOfType(value, type)),
      `${path}: is ${typeOf(value)}, not ${types.join(' or ')}`,
    )
  },
  const: ({ value, said, path }) => unless(value === said, `${path}: is not ${JSON.stringify(said)}`),
  enum: ({ value, said, path }) =>
    unless(list(said).includes(value), `${path}: ${JSON.stringify(value)} is none of the values`),
  pattern: ({ value, said, path }) =>
    unless(
      typeof value !== 'string' || new RegExp(String(said), 'u').test(value),
      `${path}: is not like ${said}`,
    ),
  format: ({ value, said, path }) => {
    const form = formats[String(said)]
    if (!form) return [`${path}: nobody knows the format ${said}`]
    return unless(typeof value !== 'string' || form.test(value), `${path}: is no ${said}`)
  },
  minLength: ({ value, said, path }) =>
    unless(
      typeof value !== 'string' || [...value].length >= Number(said),
      `${path}: is shorter than ${said}`,
    ),
  maxLength: ({ value, said, path }) =>
    unless(typeof value !== 'string' || [...value].length <= Number(said), `${path}: is longer than ${said}`),
  minimum: ({ value, said, path }) =>
    unless(typeof value !== 'number' || value >= Number(said), `${path}: is below ${said}`),
  maximum: ({ value, said, path }) =>
    unless(typeof value !== 'number' || value <= Number(said), `${path}: is above ${said}`),
  minItems: ({ value, said, path }) =>
    unless(!Array.isArray(value) || value.length >= Number(said), `${path}: has fewer than ${said}`),
  maxItems: ({ value, said, path }) =>
    unless(!Array.isArray(value) || value.length <= Number(said), `${path}: has more than ${said}`),
  prefixItems: ({ value, said, path, schemas }) =>
    Array.isArray(value)
      ? list(said).flatMap((one, at) =>
          at < value.length ? wrongWith(value[at], one, schemas, `${path}[${at}]`) : [],
        )
      : [],
  items: ({ value, schema, said, path, schemas }) =>
    Array.isArray(value)
      ? value.flatMap((one, at) =>
          at < list(schema.prefixItems).length ? [] : wrongWith(one, said, schemas, `${path}[${at}]`),
        )
      : [],
  required: ({ value, said, path }) =>
    isObject(value)
      ? list(said).flatMap((name) => unless(String(name) in value, `${path}.${name}: is missing`))
      : [],
  properties: ({ value, said, path, schemas }) =>
    isObject(value) && isObject(said)
      ? Object.entries(said).flatMap(([name, one]) =>
          name in value ? wrongWith(value[name], one, schemas, `${path}.${name}`) : [],
        )
      : [],
  additionalProperties: ({ value, schema, said, path, schemas }) =>
    isObject(value)
      ? Object.keys(value)
          .filter((name) => !(name in (schema.properties ?? {})))
          .flatMap((name) => wrongWith(value[name], said, schemas, `${path}.${name}`))
      : [],
  propertyNames: ({ value, said, path, schemas }) =>
    isObject(value)
      ? Object.keys(value).flatMap((name) => wrongWith(name, said, schemas, `${path} (${name})`))
      : [],
  anyOf: ({ value, said, path, schemas }) =>
    unless(
      list(said).some((one) => wrongWith(value, one, schemas, path).length === 0),
      `${path}: is none of several`,
    ),
  oneOf: ({ value, said, path, schemas }) => {
    const fitting = list(said).filter((one) => wrongWith(value, one, schemas, path).length === 0).length
    return unless(fitting === 1, `${path}: is ${fitting} of several, not one`)
  },
}

/**
 * What is wrong with a value, line by line; nothing where the schema allows it.
 * @param schemas what `$ref` refers to, by name
 */
export function wrongWith(value: unknown, schema: unknown, schemas: Schemas, path = '$'): string[] {
  if (schema === true) return []
  if (schema === false) return [`${path}: may not be there`]
  if (!isObject(schema)) return [`${path}: has no schema`]
  return Object.entries(schema).flatMap(([word, said]) => {
    const rule = rules[word]
    return rule ? rule({ value, schema, said, path, schemas }) : [`${path}: nobody knows what ${word} means`]
  })
}
