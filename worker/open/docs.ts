/** The API's description as a page: made of the OpenAPI document, without scripts, loading nothing but its style. */

import { html } from 'hono/html'
import { apiVersions, type Change, NOTICE_DAYS } from '../../schema/contract/api-changes.ts'
import { problemKinds } from '../../schema/contract/problem-kinds.ts'
import type { OpenApiDocument } from '../../schema/openapi-document.ts'
import { operationSection, type Placed } from './docs-operation.ts'
import { type Html, shapeSection, withCode } from './docs-shapes.ts'
import { words } from './words/en.ts'

/**
 * The whole page.
 * @param origin of this site, for the examples
 */
export function docsPage(description: OpenApiDocument, origin: string): Html {
  const { info, paths, tags, components } = description
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Placed => ({ path, method, operation })),
  )
  const parts = tags.map((tag, at) => ({
    ...tag,
    id: `part-${at + 1}`,
    operations: all.filter(({ operation }) => operation.tags.includes(tag.name)),
  }))
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>API · ${info.title}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/api/docs.css">
<link rel="alternate" href="/api/changes.atom?lang=en" type="application/atom+xml" title="${words.changesTitle}">
</head>
<body>
<header>
<p><a href="/"><span lang="zh-CN">一刻钟</span> Yikezhong</a></p>
<h1>API</h1>
<p>${withCode(info.description)}</p>
<p lang="zh-CN">走路一刻钟，哪家店开着：本市网点、营业时间、便民生活圈与居民满意度的开放数据接口，无需密钥。<code>sample</code> 为 <code>true</code> 时，数据均为虚构示例。</p>
<p>Version ${info.version.split('+')[0]} · <a href="/api/openapi.json">OpenAPI 3.1 document</a></p>
<nav aria-label="Operations">
${parts.map(
  ({ name, 'x-name-zh': nameZh, operations }) => html`<details>
<summary>${name} <span lang="zh-CN">${nameZh}</span> <small>${operations.length}</small></summary>
<ul>
${operations.map(
  ({ path, method, operation }) =>
    html`<li><a href="#${operation.operationId}"><code>${method.toUpperCase()} ${path}</code></a> ${operation.summary}</li>`,
)}
</ul>
</details>`,
)}
<ul>
<li><a href="#conventions">What holds everywhere</a></li>
<li><a href="#problems">Problems</a></li>
<li><a href="#changes">Changes</a> <span lang="zh-CN">接口变更</span></li>
<li><a href="#shapes">Shapes</a></li>
</ul></nav>
</header>
<main>
${parts.map(
  ({
    id,
    name,
    'x-name-zh': nameZh,
    description: about,
    operations,
  }) => html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${name} <span lang="zh-CN">${nameZh}</span></h2>
<p>${about}</p>
${operations.map((placed) => operationSection(placed, origin))}
</section>`,
)}
${conventions(origin)}
${problems()}
${changes(new Set(all.map(({ operation }) => operation.operationId)), new Set(Object.keys(components.schemas)))}
<section id="shapes" aria-labelledby="shapes-title">
<h2 id="shapes-title">Shapes</h2>
<p>What answers are made of. A type with <code>null</code> is null where the fact is not known.</p>
${Object.entries(components.schemas).map(([name, schema]) => shapeSection(name, schema))}
</section>
</main>
</body>
</html>`
}

function conventions(origin: string): Html {
  return html`<section id="conventions" aria-labelledby="conventions-title">
<h2 id="conventions-title">What holds everywhere</h2>
<ul>
<li><b>Positions</b> are WGS-84 degrees, longitude first. <b>Dates</b> are days in Asia/Shanghai, instants ISO 8601.</li>
<li><b>Hours</b> are <a href="https://wiki.openstreetmap.org/wiki/Key:opening_hours">opening_hours</a> expressions. <code>PH</code> is the State Council's list in <code>calendar</code> of the city, on which a make-up day (<span lang="zh-CN">调休</span>) is a working day. Null is unknown, which is not closed.</li>
<li><b>Revision</b>: every change of public data raises it. Answers carry an <code>ETag</code>; send it back in <code>If-None-Match</code> and get 304 while nothing has changed. A change shows within a second or two.
<pre><code>curl --compressed -H 'If-None-Match: W/"…"' '${origin}/api/outlets'</code></pre></li>
<li><b>Other sites</b> may read from the browser what is open (<code>x-open</code> in the document, <code>Access-Control-Allow-Origin: *</code> in the answer). What belongs to one resident, and what changes something, is for this site's own pages.</li>
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
  ([code, { status, title, description }]) =>
    html`<dt id="${code}"><code>${code}</code> ${status}</dt><dd>${title}. ${withCode(description)}</dd>`,
)}
</dl>
</section>`
}

/** The changelog. What it names that is gone by now has no section to lead to. */
function changes(operations: ReadonlySet<string>, shapes: ReadonlySet<string>): Html {
  const link = (name: string) =>
    operations.has(name) || shapes.has(name)
      ? html`<a href="#${name}"><code>${name}</code></a> `
      : html`<code>${name}</code> `
  const item = (change: Change) =>
    html`<li>${words.change(change)}. <span lang="zh-CN">${change.summaryZh}</span><br><small>${change.names.map(link)}</small></li>`
  return html`<section id="changes" aria-labelledby="changes-title">
<h2 id="changes-title">Changes <span lang="zh-CN">接口变更</span></h2>
<p>What other sites may read is taken away, or changed so that a careful program would fail, only after it has stood here as deprecated for ${NOTICE_DAYS} days. New operations, parameters that may be left out, and new fields come at any time: leave alone what you do not know. What needs an account or a resident’s cookie is for this site’s own pages and changes with them.</p>
<p lang="zh-CN">对外开放的接口，停用或不兼容的改动至少提前 ${NOTICE_DAYS} 天在这里公布。新增接口、可选参数和字段随时会有，程序应忽略不认识的内容。</p>
<p><a href="/api/changes.atom?lang=en">Atom feed</a> · <a href="/api/changes.atom" lang="zh-CN">订阅（中文）</a> · <a href="/api/changes">JSON</a></p>
${apiVersions.map(
  ({
    version,
    date,
    changes: own,
  }) => html`<h3 id="v${version}">Version ${version} <small><time datetime="${date}">${date}</time></small></h3>
<ul>${own.map(item)}</ul>`,
)}
</section>`
}
