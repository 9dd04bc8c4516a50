/** What the API's description says of one operation: who may call it, what it takes and gives, and how to try it. */

import { html } from 'hono/html'
import { sessionRule } from '../../schema/catalog/account-limits.ts'
import { roleNames, roles, type SessionStage } from '../../schema/catalog/roles.ts'
import { type AccessRule, ruleOf, type Within } from '../../schema/contract/access.ts'
import type {
  OpenApiOperation,
  OpenApiParameter,
  OpenApiResponse,
  SchemaObject,
} from '../../schema/openapi-document.ts'
import { type Html, isSchema, typeOf, withCode } from './docs-shapes.ts'

/** An operation where it stands in the document. */
export interface Placed {
  path: string
  method: string
  operation: OpenApiOperation
}

/**
 * The section of an operation.
 * @param origin of this site, for what can be tried
 */
export function operationSection({ path, method, operation }: Placed, origin: string): Html {
  const { operationId: id, summary, description, deprecated, parameters = [] } = operation
  const access = ruleOf(id)
  return html`<section id="${id}" class="operation" aria-labelledby="${id}-title">
<h3 id="${id}-title">${summary}${deprecated ? html` <small>(deprecated, see <a href="#changes">changes</a>)</small>` : ''}</h3>
<p class="address"><code><b>${method.toUpperCase()}</b> ${path}</code> <span lang="zh-CN">${operation['x-summary-zh']}</span></p>
${description === undefined ? '' : html`<p>${withCode(description)}</p>`}
${access === null ? '' : html`<p><b>For</b> ${callers(access)}</p>`}
${parameters.length === 0 ? '' : parameterTable(parameters)}
${bodyPart(operation)}
${answerPart(operation)}
${method === 'get' ? html`<pre><code>${commandLines(path, operation, origin)}</code></pre>` : ''}
</section>`
}

function bodyPart({ requestBody }: OpenApiOperation): Html | string {
  const [sent] = Object.entries(requestBody?.content ?? {})
  if (!sent) return ''
  const [type, { schema, example }] = sent
  return html`<h4>Body</h4>
<p>${schema.$ref === undefined ? '' : html`${typeOf(schema)}, `}<code>${type}</code>.</p>
${exampleOf('Example of a body', example)}`
}

function answerPart({ responses }: OpenApiOperation): Html {
  const [status = '', answer] = Object.entries(responses).find(([code]) => code.startsWith('2')) ?? []
  const [content] = Object.entries((isResponse(answer) ? answer.content : undefined) ?? {})
  const [type, { schema, example } = {}] = content ?? []
  const kinds = problemsOf(responses)
  return html`<h4>Answer</h4>
<p>${status}: ${schema?.$ref === undefined ? '' : html`${typeOf(schema)}, `}${type === undefined ? 'no content' : html`<code>${type}</code>`}.${kinds.length === 0 ? '' : html` Otherwise ${kinds.map((code, at) => html`${at > 0 ? ', ' : ''}<a href="#${code}"><code>${code}</code></a>`)}.`}</p>
${exampleOf('Example of an answer', example)}`
}

function isResponse(response: OpenApiResponse | { $ref: string } | undefined): response is OpenApiResponse {
  return response !== undefined && !('$ref' in response)
}

/** The kinds of problems; the document names what an operation fails with after them. */
function problemsOf(responses: OpenApiOperation['responses']): string[] {
  return Object.values(responses).flatMap((response) =>
    isResponse(response) ? [] : (response.$ref.split('/').at(-1) ?? '').split('.'),
  )
}

function exampleOf(title: string, example: unknown): Html | string {
  if (example === undefined) return ''
  const text = typeof example === 'string' ? example : inLines(example)
  return html`<details><summary>${title}</summary><pre role="group" tabindex="0" aria-label="${title}"><code>${text}</code></pre></details>`
}

/** Columns up to which a list of values stays in one line. */
const LINE = 60

/** JSON to read: a list of plain values is one line. */
function inLines(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(/\[\n([^[\]{}]*)\n\s*\]/g, (list, inner: string) => {
    const line = `[${inner
      .split('\n')
      .map((part) => part.trim())
      .join(' ')}]`
    return line.length > LINE ? list : line
  })
}

/** A command line for each address that is worth trying. */
function commandLines(path: string, operation: OpenApiOperation, origin: string): string {
  const { parameters = [], security = [] } = operation
  const examples = new Map(parameters.map(({ name, example }) => [name, String(example)]))
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(examples.get(name) ?? name),
  )
  const headers = parameters
    .filter((parameter) => parameter.in === 'header')
    .map(({ name, example }) => ` -H '${name}: ${String(example)}'`)
  const cookie = security.some(({ session }) => session) ? " -b '__Host-session=…'" : ''
  return (operation['x-tries'] ?? [filled])
    .map((address) => `curl --compressed${headers.join('')}${cookie} '${origin}${address}'\n`)
    .join('')
}

const places: Record<Within, string> = {
  self: 'their own account',
  outlet: 'their own outlets, or those in their area',
  area: 'what lies in their area',
  city: 'the whole city',
  list: 'what lies in their area',
}
const stages: Record<SessionStage, string> = {
  second: 'after the password, before the second factor',
  enrol: 'also before a second factor has been set up',
  full: 'signed in',
}

/** Who may call an operation, in words. */
function callers({ roles: names, within, fresh, stage = 'full' }: AccessRule): string {
  const all =
    names.length === roleNames.length ? 'every account' : names.map((name) => roles[name].nameEn).join(', ')
  const soon = fresh ? `, only within ${sessionRule.freshFor / 60} minutes after signing in` : ''
  return `${all}; for ${places[within]}; ${stages[stage]}${soon}.`
}

function parameterTable(parameters: readonly OpenApiParameter[]): Html {
  return html`<h4>Parameters</h4>
<table>
<thead><tr><th scope="col">Name</th><th scope="col">What</th></tr></thead>
<tbody>
${parameters.map(
  ({ name, in: where, description, schema, example }) => html`<tr>
<th scope="row"><code>${name}</code>${where === 'query' ? '' : html`<br><small>${where === 'path' ? 'in the path' : 'a header'}</small>`}</th>
<td>${description === undefined ? typeOf(schema) : withCode(description)}${limits(schema)}${example === undefined ? '' : html`<br><small>for example <code>${name}=${String(example)}</code></small>`}</td>
</tr>`,
)}
</tbody></table>`
}

/** What a parameter's values may be, as far as its description does not say. */
function limits({ items, minimum, maximum, maxLength }: SchemaObject): Html | string {
  if (isSchema(items) && items.enum) {
    return html`<br><small>any of ${items.enum.map((value) => html`<code>${String(value)}</code> `)}</small>`
  }
  if (minimum !== undefined && maximum !== undefined) return html`<br><small>${minimum} to ${maximum}</small>`
  return maxLength === undefined ? '' : html`<br><small>at most ${maxLength} characters</small>`
}
