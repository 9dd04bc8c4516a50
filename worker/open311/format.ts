/** Answers in JSON and in XML: the same values, told apart by the end of the address. */

import { XMLBuilder } from 'fast-xml-parser'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Open311Format } from '../../schema/contract/open311.ts'
import { xmlCharacters } from '../../schema/rules/xml-text.ts'
import type { Site } from '../guard/cookie.ts'

/** The roots of documents, and what the parts of each list are called in XML; JSON has the lists alone. */
const elementsOf = {
  services: 'service',
  attributes: 'attribute',
  values: 'value',
  service_requests: 'request',
  errors: 'error',
  endpoints: 'endpoint',
  formats: 'format',
} as const
type ListRoot = 'services' | 'service_requests' | 'errors'
type Root = ListRoot | 'service_definition' | 'discovery'

const contentTypes: Record<Open311Format, string> = {
  json: 'application/json; charset=utf-8',
  xml: 'text/xml; charset=utf-8',
}
export const mediaTypes = ['text/xml', 'application/json'] as const

/** The format that an address asks for. XML is the one that the specification demands. */
export function formatOf(path: string): Open311Format {
  return path.endsWith('.json') ? 'json' : 'xml'
}

const builder = new XMLBuilder({ suppressEmptyNode: false })

const isListName = (name: string): name is keyof typeof elementsOf => name in elementsOf

/** A value as elements: lists get a name for each part, which is the Spark convention read backwards. */
function elements(value: unknown, name: string): unknown {
  if (Array.isArray(value)) {
    const parts = value.map((part) => elements(part, ''))
    return isListName(name) ? { [elementsOf[name]]: parts } : parts
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, elements(part, key)]))
  }
  return value === null ? '' : xmlCharacters(String(value))
}

function xmlOf(root: Root, value: unknown): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({ [root]: elements(value, root) })}`
}

/**
 * Answers in the format of the address.
 * @param root the element around it all in XML; in JSON there is none
 */
export function answerWith(
  c: Site,
  root: Root,
  value: object,
  { status = 200, headers = {} }: { status?: ContentfulStatusCode; headers?: Record<string, string> } = {},
): Response {
  const format = formatOf(c.req.path)
  return c.body(format === 'json' ? JSON.stringify(value) : xmlOf(root, value), status, {
    'Content-Type': contentTypes[format],
    Vary: 'Accept-Language',
    ...headers,
  })
}
