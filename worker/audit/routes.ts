/** The audit log, for the city office and auditors: to search, and to take along. */

import { Hono } from 'hono'
import Papa from 'papaparse'
import { AuditExportQuery, type Audited, AuditQuery, type AuditSearch } from '../../schema/contract/audit.ts'
import { AUDIT_A_PAGE, AUDIT_EXPORT_MAX, AUDIT_EXPORT_PART } from '../../schema/contract/limits.ts'
import { allow } from '../guard/access.ts'
import { unstored } from '../guard/answers.ts'
import { query } from '../guard/input.ts'
import { streamOf } from '../guard/stream.ts'
import { readAudit } from './store.ts'

const columns = ['id', 'at', 'actor', 'role', 'kind', 'subject', 'name', 'before', 'after']

/** Spreadsheets open it as it is: a byte order mark for Excel, and no cell that begins like a formula (OWASP). */
const head = `\uFEFF${columns.join(',')}\r\n`

function linesOf(entries: readonly Audited[]): string {
  const rows = entries.map(({ id, at, by, kind, subject, name, before, after }) => ({
    id,
    at,
    actor: by.handle ?? by.actor,
    role: by.role ?? '',
    kind,
    subject,
    name: name ?? '',
    before: before ? JSON.stringify(before) : '',
    after: after ? JSON.stringify(after) : '',
  }))
  return `${Papa.unparse(rows, { columns, header: false, escapeFormulae: true })}\r\n`
}

/** The file, a bounded number of rows at a time: what an import has changed would not fit into a worker at once. */
async function* partsOf(db: D1Database, search: AuditSearch): AsyncGenerator<string> {
  yield head
  let before = Number.MAX_SAFE_INTEGER
  for (let left = AUDIT_EXPORT_MAX; left > 0; left -= AUDIT_EXPORT_PART) {
    const entries = await readAudit(db, { ...search, before }, Math.min(left, AUDIT_EXPORT_PART))
    const last = entries.at(-1)
    if (!last) return
    yield linesOf(entries)
    before = last.id
  }
}

export const audit = new Hono<{ Bindings: Env }>()
  .get('/', allow('searchAudit'), query(AuditQuery), async (c) => {
    const entries = await readAudit(c.env.DB, c.req.valid('query'), AUDIT_A_PAGE + 1)
    const page = entries.slice(0, AUDIT_A_PAGE)
    const next = entries.length > page.length ? (page.at(-1)?.id ?? null) : null
    return c.json({ entries: page, next }, 200, unstored)
  })
  .get('/export', allow('exportAudit'), query(AuditExportQuery), (c) => {
    return c.body(streamOf(partsOf(c.env.DB, c.req.valid('query'))), 200, {
      ...unstored,
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="audit.csv"',
    })
  })
