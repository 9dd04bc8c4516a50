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
import type { Operation } from './contract/operation.ts'
import { operations } from './contract/operations.ts'
import type { ProblemCode } from './contract/problem.ts'
import { EpochMilliseconds } from './contract/values.ts'
import { definitions } from './openapi-definitions.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const target = `${root}worker/open/openapi.json`

/** A JSON Schema as the document holds it: the words that ours use. */
export interface SchemaObject {
  $ref?: string | undefined
  description?: string | undefined
  type?: string | readonly string[] | undefined
  format?: string | undefined
  pattern?: string | undefined
  const?: unknown
  enum?: readonly unknown[] | undefined
  minimum?: number | undefined
  maximum?: number | undefined
  maxLength?: number | undefined
  properties?: Readonly<Record<string, SchemaObject | boolean>> | undefined
  required?: readonly string[] | undefined
  items?: SchemaObject | boolean | readonly (SchemaObject | boolean)[] | undefined
  prefixItems?: readonly (SchemaObject | boolean)[] | undefined
  anyOf?: readonly (SchemaObject | boolean)[] | undefined
  oneOf?: readonly (SchemaObject | boolean)[] | undefined
}

/** What an OpenAPI document is, as far as ours goes. */
export interface OpenApiDocument {
  openapi: string
  info: { title: string; version: string; description: string; license: { name: string; identifier: string } }
  servers: { url: string }[]
  paths: Record<string, Record<string, OpenApiOperation>>
  components: {
    schemas: Record<string, SchemaObject>
    securitySchemes: Record<string, { type: string; in: string; name: string; description: string }>
  }
}

export interface OpenApiOperation {
  operationId: string
  summary: string
  description?: string
  parameters?: OpenApiParameter[]
  requestBody?: { required: boolean; content: Record<string, { schema: SchemaObject; example?: unknown }> }
  responses: Record<string, OpenApiResponse>
  security?: Record<string, string[]>[]
  /** who may call it; everybody where there is none */
  'x-access'?: { roles: readonly string[]; within: string }
  /** whether pages of other sites may read it from the browser */
  'x-open': boolean
  /** the summary in Chinese */
  'x-summary-zh': string
  /** addresses worth trying */
  'x-tries'?: readonly string[]
}

export interface OpenApiParameter {
  name: string
  in: string
  required: boolean
  description?: string
  schema: SchemaObject
  example?: unknown
  style?: string
  explode?: boolean
}

export interface OpenApiResponse {
  description: string
  headers?: Record<string, { description: string; schema: SchemaObject }>
  content?: Record<string, { schema?: SchemaObject; example?: unknown }>
}

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
  return Object.entries(properties).flatMap(([name, property]): OpenApiParameter[] => {
    if (typeof property === 'boolean') return []
    const { description, examples, $schema, ...schema } = property
    const [example] = Array.isArray(examples) ? examples : []
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

const problemTexts: Record<ProblemCode, { status: number; description: string }> = {
  invalid_request: {
    status: 400,
    description: 'A parameter or field is unknown or its value is not allowed; `fields` says which.',
  },
  work_missing: { status: 403, description: 'There is no `Altcha` header.' },
  work_wrong: { status: 403, description: 'The task is not one of ours, or is not solved.' },
  work_expired: { status: 403, description: 'The task is too old.' },
  work_used: { status: 403, description: 'The task has been used; each counts once.' },
  cross_site: { status: 403, description: 'A page of another site may not do this.' },
  no_resident: { status: 403, description: 'The cookie that comes with `GET /api/challenge` is missing.' },
  not_signed_in: { status: 401, description: 'Nobody is signed in, or the session has ended.' },
  wrong_login: {
    status: 403,
    description: 'Handle, password or code are not right; which of them is not told.',
  },
  second_factor_needed: { status: 403, description: 'The second factor has not been given or set up yet.' },
  sign_in_again: { status: 403, description: 'Only soon after signing in.' },
  forbidden: { status: 403, description: 'The role may not do this, or not outside its area.' },
  invitation_wrong: { status: 403, description: 'There is no such code.' },
  invitation_over: { status: 409, description: 'The code has been used, taken back, or is too old.' },
  changed_meanwhile: {
    status: 412,
    description: 'The edit does not start from the present state; nothing was stored.',
  },
  frozen: { status: 409, description: 'Whose outlet it is, is in dispute.' },
  complaint_open: {
    status: 409,
    description: 'A complaint of the same resident on the same subject is open; its grade is given there.',
  },
  not_now: { status: 409, description: 'The case is not in a stage for it; `detail` says why.' },
  handle_taken: { status: 409, description: 'Another account has this handle.' },
  not_found: { status: 404, description: 'There is nothing with this code or identifier.' },
  method_not_allowed: { status: 405, description: 'Only what `Allow` names.' },
  key_reused: { status: 409, description: 'The `Idempotency-Key` was used for another request.' },
  too_large: { status: 413, description: 'The request is too large.' },
  unsupported_media_type: { status: 415, description: 'The request is not JSON, or a photo not WebP.' },
  photo_wrong: {
    status: 422,
    description: 'The photo is no still WebP picture, or too large or too small; `detail` says which.',
  },
  photo_metadata: {
    status: 422,
    description:
      'The file holds metadata beside the picture. The site’s own pages take them out before sending.',
  },
  network_wrong: {
    status: 422,
    description: 'The file is no street network of this city; `fields` says why. The old one stays in use.',
  },
  too_many: { status: 429, description: '`Retry-After` says in how many seconds there is room again.' },
  not_loaded: { status: 503, description: 'No city is loaded.' },
  unavailable: { status: 503, description: 'The database does not answer.' },
  internal: { status: 500, description: 'The service failed.' },
}

function problemResponses(codes: readonly ProblemCode[]): Record<string, OpenApiResponse> {
  const responses: Record<string, OpenApiResponse> = {}
  for (const code of codes) {
    const { status, description } = problemTexts[code]
    const before = responses[status]?.description
    responses[status] = {
      description: before === undefined ? description : `${before} ${description}`,
      content: { 'application/problem+json': { schema: ref('Problem') } },
    }
  }
  return responses
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
  const type = answer.contentType === 'application/json' ? 'object' : 'string'
  return { [answer.contentType]: { schema: { type } } }
}

/** The same JSON as a part of a form, with photos beside it. */
const withPhotos = (part: string, schema: SchemaObject) => ({
  'multipart/form-data': {
    schema: {
      type: 'object',
      properties: { [part]: schema, photo: { type: 'array', items: {} } },
      required: [part],
    },
  },
})

function operationOf(operation: Operation): OpenApiOperation {
  const { id, summary, summaryZh, description, params, query, body, answer, cached, problems, tries } =
    operation
  const parameters = [
    ...parametersOf(params, 'path'),
    ...parametersOf(query, 'query'),
    ...headerParameters(operation.headers),
  ]
  const content = contentOf(answer)
  const access = ruleOf(id)
  return {
    operationId: id,
    summary,
    ...(description === undefined ? {} : { description }),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content:
              'schema' in body
                ? {
                    'application/json': { schema: refTo(body.schema), example: body.example },
                    ...(body.part === undefined ? {} : withPhotos(body.part, refTo(body.schema))),
                  }
                : // JSON Schema has no word for bytes; the media type says what they are (OpenAPI 3.1, 4.8.14.2).
                  { [body.contentType]: { schema: {} } },
          },
        }),
    responses: {
      [operation.status ?? 200]: {
        description: summary,
        ...(cached ? { headers: cacheHeaders } : {}),
        ...(content === undefined ? {} : { content }),
      },
      ...(cached ? { 304: { description: 'Unchanged since the ETag in If-None-Match.' } } : {}),
      ...problemResponses(problems),
    },
    ...(access === null ? {} : { security: [{ session: [] }], 'x-access': access }),
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
      version,
      description:
        'What is open within fifteen minutes on foot: outlets, opening hours, circles and the satisfaction of residents of one city. Open data without a key; what changes something is for residents, merchants and staff. While `sample` is true everything is made up.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: toJsonSchemaDefs(definitions, config),
      securitySchemes: {
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
  writeFileSync(target, `${JSON.stringify(openApiDocument(`${version}+${build}`), null, 1)}\n`)
}
