/** The SQL of the audit log. It only reads: triggers refuse whatever would change the history. */

import { AuditEntry, type AuditSearch } from '../../schema/contract/audit.ts'
import { dayOfIso, instantOf } from '../../schema/rules/hours/days.ts'
import { type SqlValue, statement } from '../../schema/statement.ts'
import { rowsAs, runBatch } from '../guard/database.ts'

/** The instant at which a day begins in Asia/Shanghai. */
const beginOf = (date: string, daysLater = 0) =>
  new Date(instantOf(dayOfIso(date) + daysLater, 0)).toISOString()

/** Where a text is looked for. */
const searched = ['a.handle', 'o.name', 'c.name', 's.handle', 'n.title', 'p.name', 'h.before', 'h.after']
/** Not by LIKE: D1 allows a pattern 50 bytes, which are 16 Chinese characters. */
const holds = (column: string) => `instr(lower(${column}), lower(?1)) > 0`

/**
 * Rows of the history, the latest first.
 * @param most how many at most
 */
export async function readAudit(db: D1Database, search: AuditSearch, most: number) {
  const { q, kind, subject, from, to, before } = search
  const params: SqlValue[] = [
    q ?? null,
    kind ?? null,
    subject ?? null,
    from === undefined ? null : beginOf(from),
    to === undefined ? null : beginOf(to, 1),
    before ?? null,
    most,
  ]
  const [rows] = await runBatch(db, [
    statement(
      `SELECT json_object('id', h.id, 'at', h.at, 'kind', h.subject_kind, 'subject', h.subject,
          'by', json_object('actor', h.actor, 'handle', a.handle, 'role', a.role),
          'name', coalesce(o.name, c.name, s.handle, n.title, p.name), 'before', json(h.before), 'after', json(h.after)) AS json
        FROM change AS h
        LEFT JOIN account AS a ON a.id = h.actor
        LEFT JOIN outlet AS o ON o.id = iif(h.subject_kind = 'outlet', h.subject, h.after ->> 'outlet')
        LEFT JOIN community AS c ON h.subject_kind IN ('circle', 'population') AND c.code = h.subject
        LEFT JOIN account AS s ON h.subject_kind = 'account' AND s.id = h.subject
        LEFT JOIN notice AS n ON h.subject_kind = 'notice' AND n.id = h.subject
        LEFT JOIN application AS p ON h.subject_kind = 'application' AND p.id = h.subject
        WHERE (?1 IS NULL OR ${searched.map(holds).join(' OR ')})
          AND (?2 IS NULL OR h.subject_kind = ?2) AND (?3 IS NULL OR h.subject = ?3)
          AND (?4 IS NULL OR h.at >= ?4) AND (?5 IS NULL OR h.at < ?5) AND (?6 IS NULL OR h.id < ?6)
        ORDER BY h.id DESC LIMIT ?7`,
      ...params,
    ),
  ])
  return rowsAs(AuditEntry, rows)
}
