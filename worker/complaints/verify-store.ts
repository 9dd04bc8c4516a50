/** The SQL by which everything that is kept of complaints is verified (`npm run chain`), a piece at a time. */

import * as v from 'valibot'
import { ChainEventShape } from '../../schema/contract/complaint-lists.ts'
import type { ChainEvent } from '../../schema/rules/complaints/chain.ts'
import type { KeptCase, KeptComplaints, KeptWords } from '../../schema/rules/complaints/verify.ts'
import { type Statement, statement } from '../../schema/statement.ts'

/** Rows of one piece. */
const PIECE = 1_000

/** Runs one statement, and gives its rows. */
export type Query = (asked: Statement) => Promise<readonly Readonly<Record<string, unknown>>[]>

const epochSql = (column: string) => `CAST(round(unixepoch(${column}, 'subsec') * 1000) AS INTEGER)`
const flagSql = (condition: string) => `json(iif(${condition}, 'true', 'false'))`

const eventsSql = `SELECT seq AS place, json_object('seq', seq, 'case', complaint, 'at', at, 'by', by, 'act', act,
    'facts', facts, 'words', words, 'before', before, 'hash', hash) AS json
  FROM complaint_event WHERE seq > ?1 ORDER BY seq LIMIT ${PIECE}`

const casesSql = `SELECT seq AS place, json_object('id', id, 'facts', json_object('subject', subject_kind || ':' || subject,
    'kind', kind, 'community', community, 'version', version, 'stage', stage, 'level', level, 'began', ${epochSql('began_at')},
    'complex', ${flagSql('complex_reason IS NOT NULL')}, 'accept', ${epochSql('accepted_at')},
    'answer', ${epochSql('answered_at')}, 'resolve', ${epochSql('resolved_at')},
    'missed', (SELECT coalesce(group_concat(value), '') FROM json_each(missed)), 'ended', ${epochSql('ended_at')},
    'abuse', ${flagSql('abuse = 1')}, 'outcome', outcome, 'reopened', reopened, 'late', late, 'unit', unit,
    'mergedInto', merged_into, 'grade', grade, 'published', ${flagSql('published = 1')})) AS json
  FROM complaint WHERE seq > ?1 ORDER BY seq LIMIT ${PIECE}`

const wordsSql = `SELECT seq AS place, json_object('seq', seq, 'text', text, 'salt', salt, 'photos',
    (SELECT json_group_array(sha256) FROM (SELECT sha256 FROM complaint_photo WHERE message = m.id ORDER BY place))) AS json
  FROM complaint_message AS m WHERE seq > ?1 ORDER BY seq LIMIT ${PIECE}`

const CaseShape: v.GenericSchema<unknown, KeptCase> = v.object({
  id: v.string(),
  facts: v.record(v.string(), v.unknown()),
})
const WordsShape: v.GenericSchema<unknown, KeptWords> = v.object({
  seq: v.number(),
  text: v.string(),
  salt: v.string(),
  photos: v.array(v.string()),
})

async function* pieces<Shape>(
  query: Query,
  sql: string,
  shape: v.GenericSchema<unknown, Shape>,
  after = 0,
): AsyncGenerator<Shape> {
  for (let last = after; ; ) {
    const rows = await query(statement(sql, last))
    for (const row of rows) yield v.parse(shape, JSON.parse(String(row['json'])))
    if (rows.length < PIECE) return
    last = Number(rows.at(-1)?.['place'])
  }
}

/** Everything in a database, for `verifyComplaints`. */
export function keptIn(query: Query): KeptComplaints {
  const eventShape: v.GenericSchema<unknown, ChainEvent> = ChainEventShape
  return {
    eventsAfter: (seq) => pieces(query, eventsSql, eventShape, seq),
    cases: () => pieces(query, casesSql, CaseShape),
    words: () => pieces(query, wordsSql, WordsShape),
  }
}
