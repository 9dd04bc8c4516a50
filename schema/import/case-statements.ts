/** The SQL that puts the sample's made-up cases into D1 as one chain, and has the chain of a real city begin anew. */

import type { HolidayCalendar } from '../rules/calendar.ts'
import { CHAIN_START } from '../rules/complaints/chain.ts'
import { dueOf } from '../rules/complaints/way.ts'
import { dayOf, isoOf } from '../rules/hours/days.ts'
import type { PlayedCase, PlayedHistory } from '../sample/case-history.ts'
import { type Statement, statement } from '../statement.ts'
import { jsonChunks } from './statements.ts'

/** As in `schema/migrations/0011_complaints.sql`; a test compares them. */
const keepsEvents = `CREATE TRIGGER complaint_event_is_not_deleted BEFORE DELETE ON complaint_event
BEGIN SELECT raise(ABORT, 'the history is append-only'); END`

/**
 * Takes away all cases of a made-up city: the made-up ones, and what somebody has filed to try it. Of a real city it
 * takes nothing away.
 */
export function removeSampleCasesStatements(): Statement[] {
  const madeUp = '(SELECT sample FROM city) = 1'
  return [
    // Photos without a message are swept.
    statement(`UPDATE complaint_photo SET complaint = NULL, message = NULL, published = 0 WHERE ${madeUp}`),
    statement(`UPDATE voice SET bound = 0 WHERE bound > 0 AND ${madeUp}`),
    ...['complaint_message', 'complaint_tally', 'complaint'].map((table) =>
      statement(`DELETE FROM ${table} WHERE ${madeUp}`),
    ),
    statement('DROP TRIGGER complaint_event_is_not_deleted'),
    statement(`DELETE FROM complaint_event WHERE ${madeUp}`),
    statement(keepsEvents),
  ]
}

const instantOrNull = (at: number | null) => (at === null ? null : new Date(at).toISOString())

function rowOf({ sample, seq, filed, version, state, beside }: PlayedCase, calendar: HolidayCalendar) {
  const { next, replyUntil, clock } = dueOf(state, calendar)
  return {
    seq,
    id: sample.id,
    // No receipt is hashed to this, and no voice is called so: nobody has spoken.
    receipt: `sample-${sample.id}`,
    voice: `sample-${sample.id}`,
    subject_kind: sample.subject.kind,
    subject: sample.subject.id,
    subject_name: sample.subject.name,
    community: sample.community,
    subdistrict: sample.community.slice(0, 9),
    kind: sample.kind,
    place: sample.place,
    merchant_may_see: Number(sample.merchantMaySee),
    may_publish: Number(sample.mayPublish),
    filed_at: instantOrNull(filed),
    filed_on: isoOf(dayOf(filed)),
    version,
    stage: state.stage,
    level: state.level,
    began_at: instantOrNull(state.began),
    complex_reason: beside.complexReason,
    accepted_at: instantOrNull(state.done.accept),
    answered_at: instantOrNull(state.done.answer),
    resolved_at: instantOrNull(state.done.resolve),
    missed: state.missed,
    ended_at: instantOrNull(state.ended),
    abuse: Number(state.abuse),
    outcome: state.outcome,
    reopened: state.reopened,
    late: state.late,
    unit: beside.unit,
    grade: beside.grade,
    ended_reason: beside.endedReason,
    ended_to: beside.endedTo,
    merged_into: beside.mergedInto,
    published: Number(beside.published),
    published_text: Number(beside.published),
    next_limit: next?.limit ?? null,
    next_until: instantOrNull(next?.until ?? null),
    reply_until: instantOrNull(replyUntil),
    clock_at: instantOrNull(clock),
  }
}

/** Puts rows into a table, by the names of their columns. */
function insert(
  table: string,
  columns: readonly string[],
  chunk: string,
  { more = {}, where, value }: { more?: Record<string, string>; where: string; value: string | null },
): Statement {
  const read = columns.map((column) => `value ->> '${column}'`)
  return statement(
    `INSERT INTO ${table} (${[...columns, ...Object.keys(more)].join(', ')})
      SELECT ${[...read, ...Object.values(more)].join(', ')} FROM json_each(?1) WHERE ${where} ON CONFLICT DO NOTHING`,
    chunk,
    value,
  )
}

/**
 * Puts made-up cases in, where the chain is still empty: one that has begun is not made anew, also by another sample.
 * @param calendar by which the cases were played
 */
export function sampleCasesStatements(
  { events, cases, messages, tallies }: PlayedHistory,
  calendar: HolidayCalendar,
): Statement[] {
  const last = events.at(-1)?.hash ?? null
  const whole = { where: 'EXISTS (SELECT 1 FROM complaint_event WHERE hash = ?2)', value: last }
  const eventRows = events.map(({ case: complaint, ...event }) => ({ complaint, ...event }))
  const eventColumns = ['seq', 'complaint', 'at', 'by', 'act', 'facts', 'words', 'before', 'hash']
  const tallyRows = tallies.map(({ limit, onTime, ...tally }) => ({
    ...tally,
    limit_code: limit,
    on_time: onTime,
  }))
  const caseRows = cases.map((one) => rowOf(one, calendar))
  const caseColumns = Object.keys(caseRows[0] ?? {})
  const messageColumns = ['id', 'complaint', 'seq', 'at', 'by', 'act', 'level', 'text', 'salt']
  const calendarNumber = { calendar: '(SELECT calendar FROM complaint_ledger)' }
  return [
    // A piece goes on from the one before it, the first from nothing.
    ...jsonChunks(eventRows).map((chunk) =>
      insert('complaint_event', eventColumns, chunk, {
        where: `?1 ->> '$[0].before' = coalesce((SELECT hash FROM complaint_event ORDER BY seq DESC LIMIT 1), ?2)`,
        value: CHAIN_START,
      }),
    ),
    ...jsonChunks(caseRows).map((chunk) =>
      insert('complaint', caseColumns, chunk, { ...whole, more: calendarNumber }),
    ),
    ...jsonChunks(messages).map((chunk) => insert('complaint_message', messageColumns, chunk, whole)),
    ...jsonChunks(tallyRows).map((chunk) =>
      insert('complaint_tally', ['unit', 'month', 'limit_code', 'on_time', 'n'], chunk, whole),
    ),
  ]
}
