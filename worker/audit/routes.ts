/** The audit log, for the city office and auditors: to search, and to take along. */

import { Hono } from 'hono'
import Papa from 'papaparse'
import { AuditExportQuery, AuditQuery } from '../../schema/contract/audit.ts'
import { AUDIT_A_PAGE, AUDIT_EXPORT_MAX } from '../../schema/contract/limits.ts'
import { allow } from '../guard/access.ts'
import { unstored } from '../guard/answers.ts'
import { query } from '../guard/input.ts'
import { readAudit } from './store.ts'

/** Spreadsheets open it as it is: a byte order mark for Excel, and no cell that begins like a formula (OWASP). */
function csvOf(entries: Awaited<ReturnType<typeof readAudit>>): string {
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
  const columns = ['id', 'at', 'actor', 'role', 'kind', 'subject', 'name', 'before', 'after']
  return `\uFEFF${Papa.unparse(rows, { columns, escapeFormulae: true })}\r\n`
}

export const audit = new Hono<{ Bindings: Env }>()
  .get('/', allow('searchAudit'), query(AuditQuery), async (c) => {
    const entries = await readAudit(c.env.DB, c.req.valid('query'), AUDIT_A_PAGE + 1)
    const page = entries.slice(0, AUDIT_A_PAGE)
    const next = entries.length > page.length ? (page.at(-1)?.id ?? null) : null
    return c.json({ entries: page, next }, 200, unstored)
  })
  .get('/export', allow('exportAudit'), query(AuditExportQuery), async (c) => {
    const entries = await readAudit(c.env.DB, c.req.valid('query'), AUDIT_EXPORT_MAX)
    return c.body(csvOf(entries), 200, {
      ...unstored,
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="audit.csv"',
    })
  })
