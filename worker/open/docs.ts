/** The API's description as a page: made of the OpenAPI document, without scripts, loading nothing but its style. */

import { html } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import { sessionRule } from '../../schema/catalog/account-limits.ts'
import { roleNames, roles, type SessionStage } from '../../schema/catalog/roles.ts'
import { type AccessRule, ruleOf, type Within } from '../../schema/contract/access.ts'
import type {
  OpenApiDocument,
  OpenApiOperation,
  OpenApiParameter,
  SchemaObject,
} from '../../schema/openapi.ts'
import { problemKinds } from '../guard/problem.ts'

type Html = HtmlEscapedString | Promise<HtmlEscapedString>

/**
 * The whole page.
 * @param origin of this site, for the examples
 */
export function docsPage(description: OpenApiDocument, origin: string): Html {
  const { info, paths, components } = description
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>API · ${info.title}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/api/docs.css">
</head>
<body>
<header>
<p><a href="/"><span lang="zh-CN">一刻钟</span> Yikezhong</a></p>
<h1>API</h1>
<p>${withCode(info.description)}</p>
<p lang="zh-CN">走路一刻钟，哪家店开着：本市网点、营业时间、便民生活圈与居民满意度的开放数据接口，无需密钥。<code>sample</code> 为 <code>true</code> 时，数据均为虚构示例。</p>
<p>Version ${info.version.split('+')[0]} · <a href="/api/openapi.json">OpenAPI 3.1 document</a></p>
<nav aria-label="Operations"><ul>
${operations.map(
  ({ path, method, operation }) =>
    html`<li><a href="#${operation.operationId}"><code>${method.toUpperCase()} ${path}</code></a> ${operation.summary}</li>`,
)}
<li><a href="#conventions">What holds everywhere</a></li>
<li><a href="#problems">Problems</a></li>
<li><a href="#shapes">Shapes</a></li>
</ul></nav>
</header>
<main>
${operations.map(({ path, method, operation }) => operationSection(path, method, operation, origin))}
${conventions(origin)}
${problems()}
<section id="shapes" aria-labelledby="shapes-title">
<h2 id="shapes-title">Shapes</h2>
<p>What answers are made of. A type with <code>null</code> is null where the fact is not known.</p>
${Object.entries(components.schemas).map(([name, schema]) => shapeSection(name, schema))}
</section>
</main>
</body>
</html>`
}

function operationSection(path: string, method: string, operation: OpenApiOperation, origin: string): Html {
  const { operationId: id, summary, description, parameters, requestBody, responses } = operation
  const access = ruleOf(id)
  const [status = '', answer] = Object.entries(responses).find(([code]) => code.startsWith('2')) ?? []
  const [contentType, content] = Object.entries(answer?.content ?? {})[0] ?? []
  const [sentType, sent] = Object.entries(requestBody?.content ?? {})[0] ?? []
  return html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${summary}</h2>
<p class="address"><code><b>${method.toUpperCase()}</b> ${path}</code> <span lang="zh-CN">${operation['x-summary-zh']}</span></p>
${description === undefined ? '' : html`<p>${withCode(description)}</p>`}
${access === null ? '' : html`<p><b>For</b> ${callers(access)}</p>`}
${parameters === undefined ? '' : parameterTable(parameters)}
${sent === undefined ? '' : html`<h3>Body</h3><p>${sent.schema.$ref === undefined ? '' : html`${typeOf(sent.schema)}, `}<code>${sentType}</code>.</p>${sent.example === undefined ? '' : html`<details><summary>Example of a body</summary><pre><code>${JSON.stringify(sent.example, null, 2)}</code></pre></details>`}`}
<h3>Answer</h3>
<p>${status}: ${content?.schema?.$ref === undefined ? '' : html`${typeOf(content.schema)}, `}${contentType === undefined ? 'no content' : html`<code>${contentType}</code>`}. Otherwise ${statuses(responses)}.</p>
${method === 'get' ? html`<pre><code>${(operation['x-tries'] ?? [path]).map((address) => `curl --compressed '${origin}${address}'\n`).join('')}</code></pre>` : ''}
${content?.example === undefined ? '' : html`<details><summary>Example</summary><pre><code>${JSON.stringify(content.example, null, 2)}</code></pre></details>`}
</section>`
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

function statuses(responses: OpenApiOperation['responses']): string {
  return Object.keys(responses)
    .filter((status) => !status.startsWith('2'))
    .join(', ')
}

function parameterTable(parameters: readonly OpenApiParameter[]): Html {
  return html`<h3>Parameters</h3>
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

function conventions(origin: string): Html {
  return html`<section id="conventions" aria-labelledby="conventions-title">
<h2 id="conventions-title">What holds everywhere</h2>
<ul>
<li><b>Positions</b> are WGS-84 degrees, longitude first. <b>Dates</b> are days in Asia/Shanghai, instants ISO 8601.</li>
<li><b>Hours</b> are <a href="https://wiki.openstreetmap.org/wiki/Key:opening_hours">opening_hours</a> expressions. <code>PH</code> is the State Council's list in <code>calendar</code> of the city, on which a make-up day (<span lang="zh-CN">调休</span>) is a working day. Null is unknown, which is not closed.</li>
<li><b>Revision</b>: every change of public data raises it. Answers carry an <code>ETag</code>; send it back in <code>If-None-Match</code> and get 304 while nothing has changed. A change shows within a second or two.
<pre><code>curl --compressed -H 'If-None-Match: W/"…"' '${origin}/api/outlets'</code></pre></li>
<li><b>Other sites</b> may read the open data here from the browser (<code>Access-Control-Allow-Origin: *</code>). What belongs to one resident, and what changes something, is for this site's own pages.</li>
<li><b>Residents</b> have no account. A random number in a cookie is all that they are; it is kept as a keyed hash only.</li>
<li><b>Merchants and staff</b> sign in at <code>/api/session</code> and are known by the cookie that it gives. Operations that need an account say for whom they are; who is not among them, or acts outside their area, is answered with 403.</li>
<li><b>Parameters</b> that are unknown, given twice or out of range are refused with what is allowed.</li>
</ul>
</section>`
}

function problems(): Html {
  return html`<section id="problems" aria-labelledby="problems-title">
<h2 id="problems-title">Problems</h2>
<p>Everything that fails answers with <code>application/problem+json</code> (<a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>); see <a href="#Problem">Problem</a>.</p>
<dl>
${Object.entries(problemKinds).map(
  ([code, { status, title }]) => html`<dt id="${code}"><code>${code}</code> ${status}</dt><dd>${title}.</dd>`,
)}
</dl>
</section>`
}

function shapeSection(name: string, schema: SchemaObject): Html {
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

function isSchema(schema: SchemaObject['items']): schema is SchemaObject {
  return typeof schema === 'object' && !Array.isArray(schema)
}

/** A type in words: `list of Stop`, `string or null`. */
function typeOf(schema: SchemaObject['items']): Html | string {
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
function withCode(text: string): Html {
  return html`${text.split('`').map((part, at) => (at % 2 === 1 ? html`<code>${part}</code>` : part))}`
}
