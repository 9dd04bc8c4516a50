/** What the API's description says of shapes and types. */

import { html } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { SchemaObject } from '../../schema/openapi-document.ts'

/** A piece of the page. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>

/** A shape with its fields. */
export function shapeSection(name: string, schema: SchemaObject): Html {
  const { properties, required = [], description } = schema
  const title = html`<h3 id="${name}">${name}</h3>`
  if (!properties) return html`${title}<p>${description ?? ''} <small>${typeOf(schema)}</small></p>`
  return html`${title}
<table>
<thead><tr><th scope="col">Field</th><th scope="col">What</th></tr></thead>
<tbody>
${Object.entries(properties).map(([field, property]) => {
  if (!isSchema(property)) return ''
  const optional = required.includes(field) ? '' : html` <small>(optional)</small>`
  const meaning = property.description === undefined ? '' : html`<br>${withCode(property.description)}`
  return html`<tr><th scope="row"><code>${field}</code></th><td>${typeOf(property)}${optional}${meaning}</td></tr>`
})}
</tbody></table>`
}

/** Whether it is a schema and not a list of some, or a yes or no. */
export function isSchema(schema: SchemaObject['items']): schema is SchemaObject {
  return typeof schema === 'object' && !Array.isArray(schema)
}

/** A type in words: `list of Stop`, `string or null`. */
export function typeOf(schema: SchemaObject['items']): Html | string {
  if (!isSchema(schema)) return 'anything'
  const {
    $ref,
    anyOf,
    oneOf,
    type,
    items,
    prefixItems,
    properties,
    format,
    pattern,
    const: constant,
  } = schema
  if ($ref) {
    const name = $ref.split('/').at(-1) ?? ''
    return html`<a href="#${name}">${name}</a>`
  }
  const several = anyOf ?? oneOf
  if (several) return html`${several.map((one, at) => html`${at > 0 ? ' or ' : ''}${typeOf(one)}`)}`
  if (constant !== undefined) return html`<code>${JSON.stringify(constant)}</code>`
  if (schema.enum) return html`${schema.enum.map((one) => html`<code>${String(one)}</code> `)}`
  if (prefixItems) return html`[${prefixItems.map((one, at) => html`${at > 0 ? ', ' : ''}${typeOf(one)}`)}]`
  if (items !== undefined) return html`list of ${typeOf(items)}`
  if (properties) {
    const fields = Object.entries(properties).map(
      ([name, one], at) => html`${at > 0 ? ', ' : ''}<code>${name}</code> ${typeOf(one)}`,
    )
    return html`{ ${fields} }`
  }
  return html`${String(type)}${format ? ` (${format})` : ''}${pattern ? html` <code>${pattern}</code>` : ''}`
}

/** Text whose parts in backticks are code. */
export function withCode(text: string): Html {
  return html`${text.split('`').map((part, at) => (at % 2 === 1 ? html`<code>${part}</code>` : part))}`
}
