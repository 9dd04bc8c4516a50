/**
 * A client of GeoReport v2 that has read the specification and nothing of ours: it begins at the service discovery, and
 * reads JSON and XML as the Spark convention maps one onto the other.
 */

import { XMLParser, XMLValidator } from 'fast-xml-parser'
import * as v from 'valibot'
import { expect, vi } from 'vitest'
import {
  Open311Discovery,
  Open311Errors,
  type Open311Format,
  Open311ServiceDefinition,
  Open311ServiceRequests,
  Open311Services,
  Open311Taken,
} from '../../schema/contract/open311.ts'
import { send } from './api.ts'
import { outlets } from './town.ts'

/** Containers of the specification, and what each of their children is called. */
const repeating: Record<string, string> = {
  services: 'service',
  attributes: 'attribute',
  values: 'value',
  service_requests: 'request',
  errors: 'error',
  endpoints: 'endpoint',
  formats: 'format',
}

const parser = new XMLParser({
  parseTagValue: false,
  trimValues: false,
  isArray: (name) => Object.values(repeating).includes(name),
})

/** XML as JSON by the Spark convention, with every value as text. */
function spark(value: unknown, name = ''): unknown {
  const child = repeating[name]
  if (typeof value === 'string') return child !== undefined && value.trim() === '' ? [] : value
  if (Array.isArray(value)) return value.map((part) => spark(part))
  const entries = Object.entries(Object(value))
  if (child !== undefined) {
    expect(entries.map(([key]) => key)).toEqual([child])
    return spark(entries[0]?.[1])
  }
  return Object.fromEntries(entries.map(([key, part]) => [key, spark(part, key)]))
}

/** JSON with every value as text, as XML has it. */
export function texts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(texts)
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, texts(part)]))
  }
  return value === null ? '' : String(value)
}

/** An answer: what it says, in JSON as it is, in XML with every value as text. */
export interface Heard {
  status: number
  headers: Headers
  /** name of the root element; empty in JSON */
  root: string
  value: unknown
  text: string
}

export async function heard(response: Response, format: Open311Format): Promise<Heard> {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(
    await response.arrayBuffer(),
  )
  const { status, headers } = response
  if (format === 'json') return { status, headers, root: '', value: JSON.parse(text), text }
  expect(XMLValidator.validate(text), text).toBe(true)
  const { '?xml': declaration, ...document } = parser.parse(text)
  expect(declaration).toBeDefined()
  const [root = '', ...more] = Object.keys(document)
  expect(more).toEqual([])
  return { status, headers, root, value: spark(document[root], root), text }
}

let clients = 0

export type Fields = Record<string, string> | readonly (readonly [string, string])[]

/** What a request must have, and no more. */
export const least = { service_code: 'price', description: '标价 3 元，结账收了 5 元。' } as const

export class GeoReport {
  readonly format: Open311Format
  /** by default everybody has a network of their own */
  readonly address: string
  headers: Record<string, string> = {}
  /** path of the endpoint, from the service discovery */
  endpoint = '/open311/v2'

  constructor(format: Open311Format = 'json', address = `2001:db8:311:${(++clients).toString(16)}::1`) {
    this.format = format
    this.address = address
  }

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers({ 'CF-Connecting-IP': this.address, ...this.headers })
    for (const [name, value] of new Headers(init.headers)) headers.set(name, value)
    return send(path, { ...init, headers })
  }

  async get(resource: string, search = ''): Promise<Heard> {
    return heard(await this.fetch(`${this.endpoint}/${resource}.${this.format}${search}`), this.format)
  }

  async post(fields: Fields, search = ''): Promise<Heard> {
    const body = new URLSearchParams(
      Array.isArray(fields) ? fields.map(([key, value]) => [key, value]) : { ...fields },
    )
    const response = await this.fetch(`${this.endpoint}/requests.${this.format}${search}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8' },
      body: body.toString(),
    })
    return heard(response, this.format)
  }

  /** A good answer in JSON, held against what the specification says of it. */
  async #good<Schema extends v.GenericSchema>(
    schema: Schema,
    answer: Promise<Heard>,
  ): Promise<v.InferOutput<Schema>> {
    const { status, value, text } = await answer
    expect(status, text).toBe(200)
    return v.parse(schema, value)
  }

  async discover() {
    const found = await this.#good(Open311Discovery, this.get('discovery'))
    const [endpoint] = found.endpoints
    this.endpoint = new URL(endpoint?.url ?? '').pathname
    return found
  }

  services = () => this.#good(Open311Services, this.get('services'))
  definition = (code: string) => this.#good(Open311ServiceDefinition, this.get(`services/${code}`))
  requests = (search = '') => this.#good(Open311ServiceRequests, this.get('requests', search))

  async request(id: string) {
    const [found] = await this.#good(Open311ServiceRequests, this.get(`requests/${id}`))
    if (!found) throw new Error('an empty answer')
    return found
  }

  /** Files a request that must be taken; in JSON. */
  async file(fields: Fields = { ...least, address_id: 'pharmacy01' }) {
    const [taken] = await this.#good(Open311Taken, this.post(fields))
    if (!taken) throw new Error('an empty answer')
    return taken
  }

  /** Codes and status of a refusal, in whatever format, held against the specification's form of errors. */
  async refusal(
    answer: Promise<Heard>,
  ): Promise<{ status: number; codes: number[]; descriptions: string[] }> {
    const { status, root, value, text } = await answer
    expect(status, text).toBeGreaterThanOrEqual(400)
    if (this.format === 'xml') expect(root).toBe('errors')
    const shape = v.pipe(
      v.array(v.object({ code: v.pipe(v.unknown(), v.transform(Number)), description: v.string() })),
    )
    const errors = v.parse(Open311Errors, v.parse(shape, value))
    return {
      status,
      codes: errors.map(({ code }) => code),
      descriptions: errors.map(({ description }) => description),
    }
  }
}

/** The receipt code that the notice of what was filed tells. */
export function receiptIn(notice: string): string {
  const [receipt] = /[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{1,4}){3}/.exec(notice) ?? []
  if (receipt === undefined) throw new Error(`no receipt in ${notice}`)
  return receipt
}

/* ── cases of the town ── */

/** The least that files a case on the town’s pharmacy. */
export const atPharmacy = { ...least, address_id: outlets.pharmacy.id } as const
let told = 0
/** The same in words of its own, so that it is not taken for something that was sent before. */
export const another = (fields: Record<string, string> = {}) => ({
  ...atPharmacy,
  description: `第 ${++told} 件事`,
  ...fields,
})
/** Milliseconds of so many days. */
export const days = (count: number) => count * 86_400_000
/** A case as if it had been filed so many days before today. */
export async function filedBefore(count: number): Promise<string> {
  const today = Date.now()
  vi.setSystemTime(today - days(count))
  const { service_request_id: id } = await new GeoReport().file(another())
  vi.setSystemTime(today)
  return id
}
