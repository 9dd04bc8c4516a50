import { env } from 'cloudflare:workers'
import * as v from 'valibot'
import { beforeAll, describe, expect, it } from 'vitest'
import { accessOf, ruleOf } from '../../schema/contract/access.ts'
import { operations } from '../../schema/contract/operations.ts'
import { Problem } from '../../schema/contract/problem.ts'
import { app } from '../../worker/index.ts'
import { send } from './api.ts'
import { loadTown } from './town.ts'

beforeAll(() => loadTown(env.DB))

/** The parts of OpenAPI 3.1 that the document uses, as the specification demands them. */
const Reference = v.object({ $ref: v.pipe(v.string(), v.regex(/^#\/components\/\w+\/[\w.-]+$/)) })
const Content = v.record(
  v.pipe(v.string(), v.regex(/^[a-z]+\/[a-z+-]+$/)),
  v.strictObject({
    // an empty one is of bytes, which JSON Schema has no word for
    schema: v.union([Reference, v.object({ type: v.string() }), v.strictObject({})]),
    example: v.optional(v.unknown()),
    examples: v.optional(v.record(v.string(), Reference)),
  }),
)
const Parameter = v.pipe(
  v.strictObject({
    name: v.string(),
    in: v.picklist(['path', 'query', 'header', 'cookie']),
    required: v.boolean(),
    description: v.optional(v.string()),
    schema: v.record(v.string(), v.unknown()),
    example: v.optional(v.unknown()),
    style: v.optional(v.picklist(['form', 'simple'])),
    explode: v.optional(v.boolean()),
  }),
  v.check(
    (parameter) => parameter.in !== 'path' || parameter.required,
    'parameters in the path are required',
  ),
)
const Answer = v.strictObject({
  description: v.string(),
  headers: v.optional(v.record(v.string(), v.strictObject({ description: v.string(), schema: v.unknown() }))),
  content: v.optional(Content),
})
const OpenApi = v.strictObject({
  openapi: v.pipe(v.string(), v.regex(/^3\.1\.\d+$/)),
  info: v.strictObject({
    title: v.string(),
    summary: v.string(),
    version: v.string(),
    description: v.string(),
    contact: v.strictObject({ name: v.string(), url: v.string() }),
    license: v.strictObject({ name: v.string(), identifier: v.string() }),
  }),
  servers: v.array(v.strictObject({ url: v.string(), description: v.string() })),
  tags: v.array(v.strictObject({ name: v.string(), description: v.string(), 'x-name-zh': v.string() })),
  paths: v.record(
    v.pipe(v.string(), v.startsWith('/')),
    v.record(
      v.picklist(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']),
      v.strictObject({
        operationId: v.string(),
        tags: v.tuple([v.string()]),
        summary: v.string(),
        description: v.optional(v.string()),
        deprecated: v.optional(v.boolean()),
        security: v.optional(v.array(v.record(v.string(), v.array(v.string())))),
        'x-access': v.optional(v.looseObject({ roles: v.array(v.string()), within: v.string() })),
        'x-open': v.boolean(),
        'x-summary-zh': v.string(),
        'x-tries': v.optional(v.array(v.string())),
        parameters: v.optional(v.array(Parameter)),
        requestBody: v.optional(v.strictObject({ required: v.boolean(), content: Content })),
        responses: v.record(v.pipe(v.string(), v.regex(/^[1-5]\d\d$/)), v.union([Reference, Answer])),
      }),
    ),
  ),
  components: v.strictObject({
    schemas: v.record(v.pipe(v.string(), v.regex(/^[\w.-]+$/)), v.record(v.string(), v.unknown())),
    examples: v.record(v.string(), v.strictObject({ summary: v.string(), value: v.unknown() })),
    responses: v.record(v.pipe(v.string(), v.regex(/^[\w.-]+$/)), Answer),
    securitySchemes: v.record(
      v.string(),
      v.strictObject({
        type: v.literal('apiKey'),
        in: v.literal('cookie'),
        name: v.string(),
        description: v.string(),
      }),
    ),
  }),
})

const document = async () => v.parse(OpenApi, await (await send('/api/openapi.json')).json())

describe('the OpenAPI document', () => {
  it('is one of OpenAPI 3.1', async () => {
    await expect(document()).resolves.toBeTruthy()
  })

  it('refers only to what it defines, and defines nothing in vain', async () => {
    const { paths, components } = await document()
    const used = new Set(
      [...JSON.stringify({ paths, components }).matchAll(/"\$ref":"#\/components\/([^"]+)"/g)].map(
        ([, name]) => name,
      ),
    )
    const { schemas, examples, responses } = components
    const defined = Object.entries({ schemas, examples, responses }).flatMap(([kind, named]) =>
      Object.keys(named).map((name) => `${kind}/${name}`),
    )
    expect([...used].toSorted()).toEqual(defined.toSorted())
  })

  it('has every operation in a part that it describes, and no part without one', async () => {
    const { paths, tags } = await document()
    const used = new Set(
      Object.values(paths).flatMap((methods) => Object.values(methods).map(({ tags: [tag] }) => tag)),
    )
    expect([...used].toSorted()).toEqual(tags.map(({ name }) => name).toSorted())
  })

  it('asks only for what it says how to get', async () => {
    const { paths, components } = await document()
    const asked = Object.values(paths).flatMap((methods) =>
      Object.values(methods).flatMap(({ security = [] }) => security.flatMap((one) => Object.keys(one))),
    )
    expect(new Set(asked)).toEqual(new Set(Object.keys(components.securitySchemes)))
  })

  it('has operations with names of their own, and a parameter for every brace', async () => {
    const { paths } = await document()
    const all = Object.entries(paths).flatMap(([path, methods]) =>
      Object.values(methods).map((operation) => ({ path, ...operation })),
    )
    expect(new Set(all.map(({ operationId }) => operationId)).size).toBe(all.length)
    for (const { path, parameters = [] } of all) {
      const braces = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      expect(parameters.filter((one) => one.in === 'path').map(({ name }) => name)).toEqual(braces)
    }
  })

  it('has no two addresses that only their parameters’ names tell apart', async () => {
    const { paths } = await document()
    const templates = Object.keys(paths).map((path) => path.replace(/\{\w+\}/g, '{}'))
    expect(templates.toSorted()).toEqual([...new Set(templates)].toSorted())
  })

  it('describes every search parameter', async () => {
    const { paths } = await document()
    const parameters = paths['/api/outlets']?.get?.parameters ?? []
    expect(parameters.map(({ name }) => name)).toEqual(
      'type class circle service payment accessible delivery q open_at near within limit'.split(' '),
    )
    expect(parameters.every(({ description, example }) => description && example !== undefined)).toBe(true)
    expect(parameters.find(({ name }) => name === 'open_at')?.schema).toEqual({
      type: 'string',
      format: 'date-time',
    })
    expect(parameters.find(({ name }) => name === 'type')).toMatchObject({ style: 'form', explode: false })
  })

  it('names exactly the routes that there are', () => {
    const routes = app.routes
      // pages and short addresses are for people, and Open311 describes itself
      .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/api/'))
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`)
    expect(new Set(routes)).toEqual(
      new Set(operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`)),
    )
  })

  it('has a rule for every operation under /api/account and /api/desk, and tells who may call it', async () => {
    const { paths } = await document()
    const guarded = operations.filter(({ path }) => /^\/api\/(account|desk)(\/|$)/.test(path))
    expect(guarded.filter(({ id }) => !ruleOf(id)).map(({ id }) => id)).toEqual([])
    for (const { id, path, method } of guarded) {
      expect(paths[path]?.[method]).toMatchObject({ security: [{ session: [] }], 'x-access': ruleOf(id) })
    }
    expect(paths['/api/outlets']?.get).not.toHaveProperty('security')
  })

  it('has an operation for every rule', () => {
    const described = new Set(operations.map(({ id }) => id))
    expect(Object.keys(accessOf).filter((id) => !described.has(id))).toEqual([])
  })

  it.each(operations.flatMap(({ tries = [] }) => tries))(
    'invites to try %s, which works',
    async (address) => {
      const response = await send(address)
      // The example outlet is not in this town.
      if (address.startsWith('/api/outlets/')) v.assert(Problem, await response.json())
      else expect(response.status).toBe(200)
    },
  )
})

describe('the page to read', () => {
  it('tells of every operation, parameter and problem, and loads nothing but its style', async () => {
    const response = await send('/api/docs')
    expect(response.headers.get('Content-Type')).toBe('text/html; charset=UTF-8')
    const page = await response.text()
    for (const { path, id } of operations) {
      expect(page).toContain(path)
      expect(page).toContain(`id="${id}"`)
    }
    expect(page).toContain('open_at')
    expect(page).toContain('Community staff, Subdistrict staff, City office; for what lies in their area')
    expect(page).toContain('only within 30 minutes after signing in')
    expect(page).toContain('id="not_loaded"')
    expect(page).toContain('https://yikezhong.test/api/outlets?type=pharmacy&amp;payment=cash')
    expect(page).not.toMatch(/<script|style="|onclick/)
    const loads = [...page.matchAll(/<link[^>]* href="([^"]*)"/g)].map(([, href]) => href)
    expect(loads).toEqual(['/icon.svg', '/api/docs.css', '/api/changes.atom?lang=en'])
  })

  it('has a target for every link within it', async () => {
    const page = await (await send('/api/docs')).text()
    const targets = new Set([...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id))
    for (const [, target] of page.matchAll(/href="#([^"]*)"/g)) expect(targets).toContain(target)
  })

  it('has its style', async () => {
    const response = await send('/api/docs.css')
    expect(response.headers.get('Content-Type')).toBe('text/css; charset=utf-8')
    expect(await response.text()).toContain('prefers-color-scheme: dark')
  })
})
