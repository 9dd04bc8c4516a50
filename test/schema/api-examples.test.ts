import { XMLValidator } from 'fast-xml-parser'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { outletExample } from '../../schema/contract/examples.ts'
import { parameterExamples } from '../../schema/contract/examples-parameters.ts'
import { problemExamples } from '../../schema/contract/examples-problems.ts'
import { operations } from '../../schema/contract/operations.ts'
import { Problem, problemCodes } from '../../schema/contract/problem.ts'
import { problemDetails, problemKinds } from '../../schema/contract/problem-kinds.ts'
import { openApiDocument } from '../../schema/openapi.ts'
import type { OpenApiParameter } from '../../schema/openapi-document.ts'
import { sampleCity } from '../../schema/sample/sample.ts'
import { wrongWith } from './json-schema.ts'

const { paths, components } = openApiDocument('0')
const { schemas } = components
const described = operations.map((operation) => {
  const told = paths[operation.path]?.[operation.method]
  if (!told) throw new Error(`${operation.id} is not described`)
  return { id: operation.id, operation, told }
})

/** Bytes have no example in JSON. */
const bytes = new Set(['image/webp', 'application/octet-stream'])

const contentOf = (value: unknown): [string, { schema?: unknown; example?: unknown }][] =>
  typeof value === 'object' && value !== null && 'content' in value ? Object.entries(value.content ?? {}) : []

describe.each(described)('the example of $id', ({ operation, told }) => {
  const { answer, body, params, query } = operation
  const parameters: OpenApiParameter[] = told.parameters ?? []

  it('is there for each parameter, and is allowed', () => {
    for (const { name, schema, example, in: where } of parameters) {
      expect(example, `of ${name} in the ${where}`).toBeDefined()
      // an instant is described as the text that people send
      expect(wrongWith(example, schema, schemas, name)).toEqual([])
    }
  })

  it('is there for the answer and what is sent, and is one by the contract and by the document', () => {
    const contents = [
      ...contentOf(told.requestBody),
      ...contentOf(Object.entries(told.responses).find(([status]) => status.startsWith('2'))?.[1]),
    ]
    for (const [type, { schema, example }] of contents) {
      expect(example === undefined, type).toBe(bytes.has(type))
      if (example !== undefined) expect(wrongWith(example, schema, schemas)).toEqual([])
    }
    if ('schema' in answer) v.assert(answer.schema, answer.example)
    if (body && 'schema' in body) v.parse(body.schema, body.example)
    if (answer.contentType?.endsWith('xml') && 'example' in answer) {
      expect(XMLValidator.validate(String(answer.example))).toBe(true)
    }
  })

  it('is given for parameters that there are', () => {
    for (const shape of [params, query]) {
      if (!shape) continue
      expect(Object.keys(shape.entries)).toEqual(
        expect.arrayContaining(Object.keys(parameterExamples(shape))),
      )
    }
  })
})

describe('the example of a problem', () => {
  it.each(problemCodes)('%s is one', (code) => {
    const { status } = problemKinds[code]
    const example = problemDetails(code, problemExamples[code])
    v.assert(Problem, example)
    expect(example.status).toBe(status)
    expect(wrongWith(example, schemas['Problem'], schemas)).toEqual([])
    expect(components.examples[code]?.value).toEqual(example)
  })
})

describe('the example of an outlet', () => {
  it('is one of the made-up city, so that its address can be tried', () => {
    const { outlets } = sampleCity()
    const { id, name, type, address, position, circle, hours, services, payment } = outletExample
    const own = outlets.find((outlet) => outlet.id === id)
    expect(own).toMatchObject({ name, type, address, position, circle, hours, services })
    expect(own).toMatchObject({
      cash: payment.cash,
      bankCard: payment.bank_card,
      mobilePay: payment.mobile_pay,
    })
  })
})

describe('who holds examples against the document', () => {
  it.each([
    [1, { type: 'string' }],
    ['x', { type: 'string', pattern: '^\\d$' }],
    ['30 February', { format: 'date' }],
    [['a', 'b'], { prefixItems: [{ const: 'a' }], items: { const: 'c' } }],
    [{ a: 1 }, { properties: {}, additionalProperties: false }],
    [{}, { required: ['a'] }],
    [5, { anyOf: [{ type: 'string' }, { maximum: 4 }] }],
    [5, { oneOf: [{ type: 'number' }, { minimum: 4 }] }],
    ['😀😀', { maxLength: 1 }],
    [1, { $ref: '#/components/schemas/Nothing' }],
    [1, { multipleOf: 2 }],
  ])('finds %j wrong by %j', (value, schema) => {
    expect(wrongWith(value, schema, schemas)).not.toEqual([])
  })
})
