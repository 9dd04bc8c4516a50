/** A case as it is stored: reading it, what everybody may see of it, and storing how it stands. */

import * as v from 'valibot'
import {
  complaintKindCodes,
  complaintLevels,
  complaintLimitCodes,
  complaintOutcomes,
  complaintStageCodes,
  type TransferTarget,
  transferTargets,
} from '../../schema/catalog/complaints.ts'
import { type Grade, subjectKinds } from '../../schema/catalog/satisfaction.ts'
import type { Case, Unit } from '../../schema/contract/complaint.ts'
import { GradeShape } from '../../schema/contract/rating.ts'
import { type HolidayCalendar, holidayCalendar } from '../../schema/rules/calendar.ts'
import { isProvisional } from '../../schema/rules/complaints/deadlines.ts'
import { type CaseState, dueOf } from '../../schema/rules/complaints/way.ts'
import { type SqlValue, type Statement, statement } from '../../schema/statement.ts'
import type { Rows } from '../guard/database.ts'
import { ProblemError } from '../guard/problem.ts'
import { instant } from '../guard/time.ts'
import { calendarYears, readCalendarYears } from '../places/calendar-store.ts'

const text = v.nullable(v.string())

/** A row of {@link readCases}. */
const CaseRow = v.object({
  seq: v.number(),
  id: v.string(),
  voice: v.string(),
  subject_kind: v.picklist(subjectKinds),
  subject: v.string(),
  subject_name: v.string(),
  community: text,
  community_name: text,
  subdistrict: text,
  kind: v.picklist(complaintKindCodes),
  place: text,
  merchant_may_see: v.number(),
  may_publish: v.number(),
  filed_on: v.string(),
  version: v.number(),
  stage: v.picklist(complaintStageCodes),
  level: v.picklist(complaintLevels),
  /** the highest level of the case and of those merged into it, as a number */
  rank: v.number(),
  began_at: v.string(),
  complex_reason: text,
  accepted_at: text,
  answered_at: text,
  resolved_at: text,
  missed: v.pipe(v.string(), v.parseJson(), v.array(v.picklist(complaintLimitCodes))),
  ended_at: text,
  abuse: v.number(),
  outcome: v.nullable(v.picklist(complaintOutcomes)),
  reopened: v.number(),
  late: v.number(),
  unit: text,
  grade: v.nullable(GradeShape),
  ended_reason: text,
  ended_to: v.nullable(v.picklist(transferTargets.map(({ code }) => code))),
  merged_into: text,
  published: v.number(),
  published_text: v.number(),
  clock_at: text,
  shown_text: text,
  shown_photos: text,
  shown_summary: text,
})
export type StoredCase = v.InferOutput<typeof CaseRow>

const rankSql = (level: string) => `CASE ${level} WHEN 'city' THEN 2 WHEN 'subdistrict' THEN 1 ELSE 0 END`
const wordsOf = (act: string, order: string) =>
  `(SELECT text FROM complaint_message AS m WHERE m.complaint = c.id AND m.act = '${act}' ORDER BY m.seq ${order} LIMIT 1)`

/** Columns of a case `c`, its community `k`, and what is published of it. */
const caseColumns = `c.seq, c.id, c.voice, c.subject_kind, c.subject, c.subject_name, c.community, k.name AS community_name,
  c.subdistrict, c.kind, c.place, c.merchant_may_see, c.may_publish, c.filed_on, c.version, c.stage, c.level,
  max(${rankSql('c.level')}, coalesce((SELECT max(${rankSql('o.level')}) FROM complaint AS o WHERE o.merged_into = c.id), 0)) AS rank,
  c.began_at, c.complex_reason, c.accepted_at, c.answered_at, c.resolved_at, c.missed, c.ended_at, c.abuse, c.outcome,
  c.reopened, c.late, c.unit, c.grade, c.ended_reason, c.ended_to, c.merged_into, c.published, c.published_text, c.clock_at,
  iif(c.published_text, ${wordsOf('file', 'ASC')}, NULL) AS shown_text,
  iif(c.published, (SELECT json_group_array(key) FROM (SELECT p.key FROM complaint_photo AS p
    WHERE p.complaint = c.id AND p.published = 1 ORDER BY p.at, p.place)), NULL) AS shown_photos,
  iif(c.published, ${wordsOf('resolve', 'DESC')}, NULL) AS shown_summary`

/**
 * Reads cases; {@link casesOf} reads the rows.
 * @param rest what stands behind FROM: conditions on `c`, order, limit
 * @param more further columns
 */
export function readCases(rest: string, params: readonly SqlValue[], more = ''): Statement {
  return statement(
    `SELECT ${caseColumns}${more} FROM complaint AS c LEFT JOIN community AS k ON k.code = c.community ${rest}`,
    ...params,
  )
}

export function casesOf(rows: Rows | undefined): StoredCase[] {
  return (rows ?? []).map((row) => v.parse(CaseRow, row))
}

/** @throws ProblemError `not_found` */
export function oneCaseOf(rows: Rows | undefined): StoredCase {
  const [found] = casesOf(rows)
  if (!found) throw noSuchCase()
  return found
}

export const noSuchCase = () => new ProblemError('not_found', { detail: 'There is no such case.' })

/* ── what cases stand in ── */

/** By what deadlines run, and what everybody is told beside cases. */
export interface Setting {
  calendar: HolidayCalendar
  /** number of the calendar: it changes with every day of it */
  calendarNumber: number
  revision: number
  sample: boolean
  /** code of the city; null where none is loaded */
  city: string | null
}

/** {@link settingOf} reads their rows. */
export function readSetting(): [Statement, Statement] {
  return [
    readCalendarYears(),
    statement(
      `SELECT l.revision, l.calendar, city.code, city.sample FROM complaint_ledger AS l LEFT JOIN city ON city.id = 1`,
    ),
  ]
}

export function settingOf(years: Rows | undefined, ledger: Rows | undefined): Setting {
  const known = calendarYears(years)
  const [row] = ledger ?? []
  const code = row?.['code']
  return {
    calendar: holidayCalendar(
      known.map(({ year }) => year),
      known.flatMap(({ days }) => days),
    ),
    calendarNumber: Number(row?.['calendar']),
    revision: Number(row?.['revision']),
    sample: row?.['sample'] === 1,
    city: typeof code === 'string' ? code : null,
  }
}

/* ── how it stands ── */

const epoch = (at: string | null) => (at === null ? null : Date.parse(at))
const instantOrNull = (at: number | null) => (at === null ? null : instant(at))

/** The state of a case, for the rules. */
export function stateOf(row: StoredCase): CaseState {
  return {
    stage: row.stage,
    level: row.level,
    began: Date.parse(row.began_at),
    complex: row.complex_reason !== null,
    done: {
      accept: epoch(row.accepted_at),
      answer: epoch(row.answered_at),
      resolve: epoch(row.resolved_at),
    },
    missed: row.missed,
    ended: epoch(row.ended_at),
    abuse: row.abuse === 1,
    outcome: row.outcome,
    reopened: row.reopened,
    late: row.late,
  }
}

/** What everybody may see of a case. */
export function publicOf(row: StoredCase, { calendar }: Setting): Case {
  const state = stateOf(row)
  const { deadlines, next, replyUntil } = dueOf(state, calendar)
  const instants = { accept: deadlines.accept, answer: deadlines.answer, resolve: deadlines.resolve }
  return {
    id: row.id,
    subject: { kind: row.subject_kind, id: row.subject, name: row.subject_name },
    community:
      row.community === null ? null : { code: row.community, name: row.community_name ?? row.community },
    kind: row.kind,
    stage: row.stage,
    level: row.level,
    unit: row.unit,
    filedOn: row.filed_on,
    deadlines: {
      accept: instant(instants.accept),
      answer: instant(instants.answer),
      resolve: instant(instants.resolve),
    },
    provisional: next !== null && isProvisional(state.began, deadlines.resolve, calendar),
    next: next && { limit: next.limit, until: instant(next.until) },
    replyUntil: instantOrNull(replyUntil),
    done: { accept: row.accepted_at, answer: row.answered_at, resolve: row.resolved_at },
    missed: [...row.missed],
    complexReason: row.complex_reason,
    reopened: row.reopened,
    late: row.late,
    outcome: row.outcome,
    grade: row.grade,
    ended: row.ended_reason === null ? null : { reason: row.ended_reason, to: row.ended_to },
    mergedInto: row.merged_into,
    published:
      row.published === 0
        ? null
        : { text: row.shown_text, photos: keysOf(row.shown_photos), summary: row.shown_summary },
  }
}

const keysOf = (json: string | null) => v.parse(v.array(v.string()), JSON.parse(json ?? '[]'))

/* ── storing it ── */

/** What acts set beside the state. */
export interface Sets {
  unit?: Unit | null
  complexReason?: string | null
  endedReason?: string | null
  endedTo?: TransferTarget | null
  mergedInto?: string | null
  grade?: Grade
  published?: boolean
  publishedText?: boolean
}

/**
 * Stores how a case stands now, as long as nothing has been done to it since it was read: where an event goes with it,
 * the chain sees to that; where time has done nothing after all, only this does.
 * @param events how many of them go with it
 */
export function saveCase(
  row: StoredCase,
  state: CaseState,
  sets: Sets,
  events: number,
  setting: Setting,
): Statement {
  const { next, replyUntil, clock } = dueOf(state, setting.calendar)
  const flag = (given: boolean | undefined, before: number) => (given === undefined ? before : Number(given))
  const given = <Value>(value: Value | undefined, before: Value) => (value === undefined ? before : value)
  return statement(
    `UPDATE complaint SET version = version + ?2, stage = ?3, level = ?4, began_at = ?5, complex_reason = ?6,
        accepted_at = ?7, answered_at = ?8, resolved_at = ?9, missed = ?10, ended_at = ?11, abuse = ?12, outcome = ?13,
        reopened = ?14, late = ?15, unit = ?16, grade = ?17, ended_reason = ?18, ended_to = ?19, merged_into = ?20,
        published = ?21, published_text = ?22, next_limit = ?23, next_until = ?24, reply_until = ?25, clock_at = ?26,
        calendar = ?27
      WHERE id = ?1 AND version = ?28`,
    row.id,
    events,
    state.stage,
    state.level,
    instant(state.began),
    given(sets.complexReason, row.complex_reason),
    instantOrNull(state.done.accept),
    instantOrNull(state.done.answer),
    instantOrNull(state.done.resolve),
    JSON.stringify(state.missed),
    instantOrNull(state.ended),
    Number(state.abuse),
    state.outcome,
    state.reopened,
    state.late,
    given(sets.unit, row.unit),
    given(sets.grade, row.grade),
    given(sets.endedReason, row.ended_reason),
    given(sets.endedTo, row.ended_to),
    given(sets.mergedInto, row.merged_into),
    flag(sets.published, row.published),
    flag(sets.publishedText, row.published_text),
    next?.limit ?? null,
    instantOrNull(next?.until ?? null),
    instantOrNull(replyUntil),
    instantOrNull(clock),
    setting.calendarNumber,
    row.version,
  )
}
