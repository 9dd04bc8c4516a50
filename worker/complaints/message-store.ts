/** The SQL of what was said on cases. */

import type { ComplaintActor } from '../../schema/catalog/complaints.ts'
import type { Limit } from '../../schema/catalog/voice-limits.ts'
import { CaseMessage, type CaseWords } from '../../schema/contract/complaint.ts'
import { type Statement, statement } from '../../schema/statement.ts'
import { type Rows, rowsAs } from '../guard/database.ts'
import { instant } from '../guard/time.ts'

const messageJson = (
  at: string,
) => `json_object('id', m.id, 'at', ${at}, 'by', m.by, 'act', m.act, 'level', m.level, 'text', m.text,
  'photos', (SELECT json_group_array(id) FROM
    (SELECT p.id FROM complaint_photo AS p WHERE p.message = m.id ORDER BY p.place))) AS json`

/** All that was said on a case, in order; {@link messagesOf} reads the rows. */
export function readMessages(number: string): Statement {
  return statement(
    `SELECT ${messageJson('m.at')}, m.complaint FROM complaint_message AS m WHERE m.complaint = ?1 ORDER BY m.seq`,
    number,
  )
}

/**
 * What a merchant may read on the cases of an outlet: what was filed, and what they said themselves. Of when that was
 * they are told what everybody is.
 */
export function readMessagesForMerchant(outlet: string): Statement {
  return statement(
    `SELECT ${messageJson('e.at')}, m.complaint FROM complaint AS c JOIN complaint_message AS m ON m.complaint = c.id
        JOIN complaint_event AS e ON e.seq = m.seq
      WHERE c.subject = ?1 AND c.subject_kind = 'outlet' AND c.merchant_may_see = 1
        AND (m.act = 'file' OR m.by = 'merchant')
      ORDER BY m.seq`,
    outlet,
  )
}

export function messagesOf(rows: Rows | undefined): CaseWords[] {
  return rowsAs(CaseMessage, rows)
}

/** The same by case. */
export function messagesByCase(rows: Rows | undefined): ReadonlyMap<string, CaseWords[]> {
  const said = messagesOf(rows)
  const byCase = new Map<string, CaseWords[]>()
  for (const [at, row] of (rows ?? []).entries()) {
    const number = String(row['complaint'])
    byCase.set(number, [...(byCase.get(number) ?? []), ...said.slice(at, at + 1)])
  }
  return byCase
}

/** Counts what somebody has said on a case within a limit's time, as `count` and `first`. */
export function countMessages(
  number: string,
  by: ComplaintActor,
  { seconds }: Limit,
  now: number,
): Statement {
  return statement(
    'SELECT count(*) AS count, min(at) AS first FROM complaint_message WHERE complaint = ?1 AND by = ?2 AND at > ?3',
    number,
    by,
    instant(now - seconds * 1_000),
  )
}
