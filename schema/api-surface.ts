/**
 * What of the API others can rely on, as a small text that is compared: operations with their addresses, parameters,
 * bodies and answers, and shapes with their fields. `npm run api-surface` keeps it in `contract/api-surface.json`, once
 * the newest version in `contract/api-changes.ts` names all that is different.
 */

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import * as v from 'valibot'
import { apiVersions, type ChangeKind, type VersionOfApi } from './contract/api-changes.ts'
import { openApiDocument } from './openapi.ts'
import type { OpenApiDocument, OpenApiOperation, OpenApiParameter, SchemaObject } from './openapi-document.ts'

const file = fileURLToPath(new URL('contract/api-surface.json', import.meta.url))

const Kept = v.strictObject({
  version: v.pipe(v.number(), v.description('of the API, whose surface this is')),
  operations: v.record(v.string(), v.string()),
  shapes: v.record(v.string(), v.string()),
})

/** The surface as it is kept, by names of operations and of shapes. */
export type Surface = v.InferOutput<typeof Kept>

/** What is different between two surfaces, by name. */
export type Difference = Record<Exclude<ChangeKind, 'deprecated'>, string[]>

const optional = (required: boolean) => (required ? '' : '?')

/** `$ref` by the name of what it refers to; a shape without a name by its fields. */
function nameOf(schema: SchemaObject | undefined): string {
  if (schema?.$ref) return schema.$ref.split('/').at(-1) ?? ''
  return schema?.properties ? `{ ${fieldsOf(schema)} }` : 'anything'
}

function fieldsOf({ properties = {}, required = [] }: SchemaObject): string {
  return Object.keys(properties)
    .sort()
    .map((name) => `${name}${optional(required.includes(name))}`)
    .join(' ')
}

function parametersOf(parameters: readonly OpenApiParameter[], where: string): string {
  return parameters
    .filter((parameter) => parameter.in === where)
    .map(({ name, required }) => `${name}${optional(required)}`)
    .sort()
    .join(' ')
}

function operationLine(path: string, method: string, operation: OpenApiOperation): string {
  const { parameters = [], requestBody, responses } = operation
  const [status = '', answer = {}] = Object.entries(responses).find(([code]) => code.startsWith('2')) ?? []
  const content = 'content' in answer ? Object.entries(answer.content ?? {}) : []
  const parts = [
    `${method.toUpperCase()} ${path}`,
    ...['query', 'header'].map((where) => {
      const names = parametersOf(parameters, where)
      return names === '' ? '' : `${where}: ${names}`
    }),
    ...Object.entries(requestBody?.content ?? {}).map(
      ([type, { schema }]) => `takes ${type} ${nameOf(schema)}`,
    ),
    ...content.map(([type, { schema }]) => `${status} ${type} ${nameOf(schema)}`),
    ...(content.length === 0 ? [status] : []),
    ...(operation['x-open'] ? ['open'] : []),
  ]
  return parts.filter((part) => part !== '').join(' | ')
}

/**
 * The surface of the API that a document describes.
 * @param version that it is said to be
 */
export function surfaceOf({ paths, components }: OpenApiDocument, version: number): Surface {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, string] => [
      operation.operationId,
      operationLine(path, method, operation),
    ]),
  )
  const shapes = Object.entries(components.schemas).map(([name, schema]): [string, string] => [
    name,
    fieldsOf(schema) || JSON.stringify(schema.type ?? 'one of several'),
  ])
  const sorted = (entries: [string, string][]) =>
    Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)))
  return { version, operations: sorted(operations), shapes: sorted(shapes) }
}

/**
 * What has become of a surface. Shapes count where they were there before and still are: others come and go with the
 * operations that use them.
 */
export function differenceOf(before: Surface, after: Surface): Difference {
  const isOther = (one: Record<string, string>, other: Record<string, string>) => (name: string) =>
    other[name] !== undefined && one[name] !== other[name]
  return {
    added: Object.keys(after.operations).filter((name) => before.operations[name] === undefined),
    changed: [
      ...Object.keys(before.operations).filter(isOther(before.operations, after.operations)),
      ...Object.keys(before.shapes).filter(isOther(before.shapes, after.shapes)),
    ],
    removed: Object.keys(before.operations).filter((name) => after.operations[name] === undefined),
  }
}

/** What of a difference a version does not name, as lines to read. */
export function unnamedIn(difference: Difference, { changes }: VersionOfApi): string[] {
  const namedAs = (kind: ChangeKind) =>
    new Set(changes.filter((change) => change.kind === kind).flatMap(({ names }) => names))
  const line = (kind: keyof Difference, known: ReadonlySet<string>) => {
    const missing = difference[kind].filter((name) => !known.has(name))
    return missing.length === 0 ? [] : [`${kind}: ${missing.join(' ')}`]
  }
  return [
    ...line('added', namedAs('added')),
    // what has only just been added may still change within its version
    ...line('changed', new Set([...namedAs('changed'), ...namedAs('added')])),
    ...line('removed', namedAs('removed')),
  ]
}

/** The surface as it is committed; an empty one where there is none yet. */
export function keptSurface(): Surface {
  if (!existsSync(file)) return { version: 0, operations: {}, shapes: {} }
  return v.parse(Kept, JSON.parse(readFileSync(file, 'utf8')))
}

/** The surface of the API as it is. */
export function presentSurface(): Surface {
  return surfaceOf(openApiDocument('0'), apiVersions[0]?.version ?? 0)
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [before, after] = [keptSurface(), presentSurface()]
  const [newest] = apiVersions
  const unnamed = newest && before.version > 0 ? unnamedIn(differenceOf(before, after), newest) : []
  if (unnamed.length > 0) {
    console.error(
      `Version ${newest?.version} in schema/contract/api-changes.ts does not name:\n\n  ${unnamed.join('\n  ')}\n\n` +
        'Name them there, in a version of its own if this one has been released, and run this again.',
    )
    process.exitCode = 1
  } else {
    writeFileSync(file, `${JSON.stringify(after, null, 2)}\n`)
    console.log(`schema/contract/api-surface.json: version ${after.version} of the API`)
  }
}
