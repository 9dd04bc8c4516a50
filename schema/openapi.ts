/**
 * Makes the OpenAPI 3.1 document from the schemas that also validate: `node schema/openapi.ts` writes it where the
 * worker takes it from. It is made before the build and not in the worker, which stays small so.
 */

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { type ConversionConfig, toJsonSchema, toJsonSchemaDefs } from '@valibot/to-json-schema'
import type * as v from 'valibot'
import { ruleOf } from './contract/access.ts'
import { isDeprecated } from './contract/api-changes.ts'
import { parameterExamples } from './contract/examples-parameters.ts'
import { problemExamples } from './contract/examples-problems.ts'
import type { Operation } from './contract/operation.ts'
import { operations } from './contract/operations.ts'
import { type ProblemCode, problemCodes } from './contract/problem.ts'
import { problemDetails, problemKinds } from './contract/problem-kinds.ts'
import { apiTags, tagOf } from './contract/tags.ts'
import { EpochMilliseconds } from './contract/values.ts'
import { definitions } from './openapi-definitions.ts'
import type {
  OpenApiBody,
  OpenApiDocument,
  OpenApiOperation,
  OpenApiParameter,
  OpenApiResponse,
  SchemaObject,
} from './openapi-document.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const target = `${root}worker/open/openapi.json`

const config: ConversionConfig = {
  target: 'draft-2020-12',
  typeMode: 'output',
  overrideRef: ({ referenceId }) => `#/components/schemas/${referenceId}`,
  // The text that people send, not what it becomes.
  overrideSchema: ({ valibotSchema }) =>
    valibotSchema === EpochMilliseconds
      ? { type: 'string', format: 'date-time', examples: ['2026-10-01T20:30:00+08:00'] }
      : null,
  // Patterns in JSON Schema are Unicode ones (2020-12, 6.3.3), but the converter refuses the flag that says so.
  overrideAction: ({ valibotAction, jsonSchema }) =>
    valibotAction.type === 'regex' &&
    'requirement' in valibotAction &&
    valibotAction.requirement instanceof RegExp
      ? { ...jsonSchema, pattern: valibotAction.requirement.source }
      : null,
  // JSON Schema has no word for these, and needs none: what they leave is described by what stands around them.
  ignoreActions: ['readonly', 'trim', 'to_lower_case', 'transform', 'check', 'partial_check'],
}

const ref = (name: string): SchemaObject => ({ $ref: `#/components/schemas/${name}` })

function refTo(schema: v.GenericSchema): SchemaObject {
  const entry = Object.entries(definitions).find(([, candidate]) => candidate === schema)
  if (!entry) throw new Error('an operation answers with a schema that is not among the definitions')
  return ref(entry[0])
}

/** Parameters as the worker understands them: comma lists are arrays, so OpenAPI's form style without exploding. */
function parametersOf(shape: Operation['query'], where: 'path' | 'query'): OpenApiParameter[] {
  if (!shape) return []
  const { properties = {}, required = [] } = toJsonSchema(shape, config)
  const given = parameterExamples(shape)
  return Object.entries(properties).flatMap(([name, property]): OpenApiParameter[] => {
    if (typeof property === 'boolean') return []
    const { description, examples, $schema, ...schema } = property
    const [example = given[name]] = Array.isArray(examples) ? examples : []
    return [
      {
        name,
        in: where,
        required: required.includes(name),
        ...(description === undefined ? {} : { description }),
        schema,
        ...(schema.type === 'array' ? { style: 'form', explode: false } : {}),
        ...(example === undefined ? {} : { example }),
      },
    ]
  })
}

/** Codes that an operation may answer with under one status, by the status. */
function codesByStatus(codes: readonly ProblemCode[]): Map<number, ProblemCode[]> {
  const byStatus = new Map<number, ProblemCode[]>()
  for (const code of problemCodes) {
    if (!codes.includes(code)) continue
    const { status } = problemKinds[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  return byStatus
}

const nameOf = (codes: readonly ProblemCode[]) => codes.join('.')

/** Many operations fail alike: what they answer with then stands once, under the names of the codes. */
function problemResponses(codes: readonly ProblemCode[]): Record<string, { $ref: string }> {
  const named = [...codesByStatus(codes)].map(([status, kinds]): [number, { $ref: string }] => [
    status,
    { $ref: `#/components/responses/${nameOf(kinds)}` },
  ])
  return Object.fromEntries(named)
}

function problemResponse(codes: readonly ProblemCode[]): OpenApiResponse {
  const examples = codes.map((code): [string, { $ref: string }] => [
    code,
    { $ref: `#/components/examples/${code}` },
  ])
  return {
    description: codes.map((code) => problemKinds[code].description).join(' '),
    content: {
      'application/problem+json': { schema: ref('Problem'), examples: Object.fromEntries(examples) },
    },
  }
}

/** Every way of failing that an operation has, by its name. */
function allProblemResponses(): Record<string, OpenApiResponse> {
  const groups = operations.flatMap(({ problems }) => [...codesByStatus(problems).values()])
  return Object.fromEntries(groups.map((codes) => [nameOf(codes), problemResponse(codes)]))
}

function problemExample(code: ProblemCode): { summary: string; value: object } {
  return { summary: problemKinds[code].title, value: problemDetails(code, problemExamples[code]) }
}

const cacheHeaders: NonNullable<OpenApiResponse['headers']> = {
  ETag: {
    description: 'Changes with the revision. Send it back in If-None-Match.',
    schema: { type: 'string' },
  },
  'Cache-Control': { description: 'Public; shown while it is asked for again.', schema: { type: 'string' } },
}

function headerParameters(headers: Operation['headers'] = []): OpenApiParameter[] {
  return headers.map(({ name, description, example }) => ({
    name,
    in: 'header',
    required: true,
    description,
    schema: { type: 'string' },
    example,
  }))
}

function contentOf(answer: Operation['answer']): OpenApiResponse['content'] {
  if (answer.contentType === null) return undefined
  if ('schema' in answer) {
    return { [answer.contentType]: { schema: refTo(answer.schema), example: answer.example } }
  }
  // JSON Schema has no word for bytes; the media type says what they are (OpenAPI 3.1, 4.8.14.2).
  if (!('example' in answer)) return { [answer.contentType]: { schema: {} } }
  const type = answer.contentType === 'application/json' ? 'object' : 'string'
  return { [answer.contentType]: { schema: { type }, example: answer.example } }
}

/** The same JSON as a part of a form, with photos beside it. */
const withPhotos = (part: string, schema: SchemaObject, example: unknown) => ({
  'multipart/form-data': {
    schema: {
      type: 'object',
      properties: { [part]: schema, photo: { type: 'array', items: {} } },
      required: [part],
    },
    example: { [part]: example },
  },
})

function contentSent(body: NonNullable<Operation['body']>): OpenApiBody['content'] {
  if (!('schema' in body)) return { [body.contentType]: { schema: {} } }
  const schema = refTo(body.schema)
  return {
    'application/json': { schema, example: body.example },
    ...(body.part === undefined ? {} : withPhotos(body.part, schema, body.example)),
  }
}

/** What a request must carry to be let in: an account's session, or the cookie of a resident who sends something. */
function doorOf({ id, problems }: Operation): Pick<OpenApiOperation, 'security' | 'x-access'> {
  const access = ruleOf(id)
  if (access !== null) return { security: [{ session: [] }], 'x-access': access }
  return problems.includes('no_resident') ? { security: [{ resident: [] }] } : {}
}

function operationOf(operation: Operation): OpenApiOperation {
  const { id, summary, summaryZh, description, params, query, body, answer, cached, problems, tries } =
    operation
  const parameters = [
    ...parametersOf(params, 'path'),
    ...parametersOf(query, 'query'),
    ...headerParameters(operation.headers),
  ]
  const content = contentOf(answer)
  return {
    operationId: id,
    tags: [tagOf(operation.path)],
    summary,
    ...(isDeprecated(id) ? { deprecated: true } : {}),
    ...(description === undefined ? {} : { description }),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body === undefined ? {} : { requestBody: { required: true, content: contentSent(body) } }),
    responses: {
      [operation.status ?? 200]: {
        description: summary,
        ...(cached ? { headers: cacheHeaders } : {}),
        ...(content === undefined ? {} : { content }),
      },
      ...(cached ? { 304: { description: 'Unchanged since the ETag in If-None-Match.' } } : {}),
      ...problemResponses(problems),
    },
    ...doorOf(operation),
    'x-open': operation.open === true,
    'x-summary-zh': summaryZh,
    ...(tries === undefined ? {} : { 'x-tries': tries }),
  }
}

/** Eight characters that differ between sources that may answer differently; the worker's entity tags carry them. */
function buildOf(folders: readonly string[]): string {
  const hash = createHash('sha256')
  const add = (path: string) => {
    const files = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
    for (const file of files) {
      const name = `${path}/${file.name}`
      if (file.isDirectory()) add(name)
      else if (/\.(ts|json)$/.test(name) && name !== target && !name.endsWith('.d.ts')) {
        hash.update(name.slice(root.length)).update(readFileSync(name))
      }
    }
  }
  for (const folder of folders) add(`${root}${folder}`)
  return hash.digest('hex').slice(0, 8)
}

/**
 * The document.
 * @param version of the package and, behind a plus sign, of the build
 */
export function openApiDocument(version: string): OpenApiDocument {
  const paths: OpenApiDocument['paths'] = {}
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: operationOf(operation) }
  }
  return {
    openapi: '3.1.1',
    info: {
      title: '一刻钟 Yikezhong',
      summary: '走路一刻钟，哪家店开着 · What is open within fifteen minutes on foot',
      version,
      description:
        'What is open within fifteen minutes on foot: outlets, opening hours, circles and the satisfaction of residents of one city. Open data without a key; what changes something is for residents, merchants and staff. Complaints are also filed and followed by Open311 GeoReport v2, without knowing anything of this API: /open311/v2/discovery.xml. While `sample` is true everything is made up.',
      contact: { name: '一刻钟 Yikezhong', url: '/about' },
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'the site that serves this document' }],
    tags: apiTags
      .filter(({ name }) => operations.some(({ path }) => tagOf(path) === name))
      .map(({ name, nameZh, description }) => ({ name, description, 'x-name-zh': nameZh })),
    paths,
    components: {
      schemas: toJsonSchemaDefs(definitions, config),
      examples: Object.fromEntries(problemCodes.map((code) => [code, problemExample(code)])),
      responses: allProblemResponses(),
      securitySchemes: {
        resident: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-resident',
          description:
            'A random number that is all a resident is. Given with `GET /api/challenge`, HttpOnly and SameSite=Strict; ' +
            'over plain HTTP it is called `resident`.',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-session',
          description:
            'Given by signing in, HttpOnly and SameSite=Strict; over plain HTTP it is called `session`.',
        },
      },
    },
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'))
  const build = buildOf(['schema/catalog', 'schema/contract', 'schema/rules', 'worker'])
  writeFileSync(target, `${JSON.stringify(openApiDocument(`${version}+${build}`))}\n`)
}
