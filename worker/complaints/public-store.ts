/** What everybody sees: the ledger, how punctual everybody is, and the chain. Pages are found by the last one's end. */

import type {
  CasesSearch,
  CaseWithEvents,
  Chain,
  LedgerOfCases,
  OnTime,
} from '../../schema/contract/complaint-lists.ts'
import { ChainEventShape, OnTimeRow } from '../../schema/contract/complaint-lists.ts'
import { CASES_A_PAGE, EVENTS_A_PAGE } from '../../schema/contract/limits.ts'
import { type SqlValue, type Statement, statement } from '../../schema/statement.ts'
import { type Rows, rowsAs, runBatch } from '../guard/database.ts'
import { casesOf, oneCaseOf, publicOf, readCases, readSetting, settingOf } from './case-store.ts'
import { headOf, readHead } from './chain.ts'

/** Conditions on a case `c`, and their parameters. */
export class Conditions {
  readonly params: SqlValue[] = []
  readonly #sql: string[] = []

  /** @param condition SQL from the number of its parameter */
  add(condition: (at: number) => string, value: SqlValue): this {
    this.params.push(value)
    this.#sql.push(condition(this.params.length))
    return this
  }

  /** The column is this; nothing is asked where there is no value. */
  is(column: string, value: SqlValue | undefined): this {
    return value === undefined ? this : this.add((at) => `${column} = ?${at}`, value)
  }

  /** A condition without a parameter. */
  when(asked: boolean, condition: string): this {
    if (asked) this.#sql.push(condition)
    return this
  }

  get where(): string {
    return this.#sql.length === 0 ? '' : `WHERE ${this.#sql.join(' AND ')}`
  }
}

/**
 * A page of the ledger, the latest case first.
 * @param most cases on it
 */
export async function readLedger(
  db: D1Database,
  search: CasesSearch,
  most = CASES_A_PAGE,
): Promise<LedgerOfCases> {
  const { subject, community, kind, stage, unit, late, month, before } = search
  const asked = new Conditions()
    .is('c.subject', subject)
    .is('c.community', community)
    .is('c.kind', kind)
    .is('c.stage', stage)
    .is('c.unit', unit)
    .is('c.month', month)
    .when(late !== undefined, 'c.late > 0')
  if (before !== undefined) asked.add((at) => `c.seq < ?${at}`, before)
  const [years, ledger, found] = await runBatch(db, [
    ...readSetting(),
    readCases(`${asked.where} ORDER BY c.seq DESC LIMIT ${most + 1}`, asked.params),
  ])
  const setting = settingOf(years, ledger)
  const rows = casesOf(found)
  const page = rows.slice(0, most)
  return {
    sample: setting.sample,
    revision: setting.revision,
    cases: page.map((row) => publicOf(row, setting)),
    next: rows.length > most ? String(page.at(-1)?.seq) : null,
  }
}

const eventJson = `json_object('seq', e.seq, 'case', e.complaint, 'at', e.at, 'by', e.by, 'act', e.act, 'facts', e.facts,
  'words', e.words, 'before', e.before, 'hash', e.hash) AS json`

const eventsOf = (rows: Rows | undefined) => rowsAs(ChainEventShape, rows)

/**
 * A case with its events.
 * @throws ProblemError `not_found`
 */
export async function readShown(db: D1Database, id: string): Promise<CaseWithEvents> {
  const [years, ledger, found, events] = await runBatch(db, [
    ...readSetting(),
    readCases('WHERE c.id = ?1', [id]),
    statement(`SELECT ${eventJson} FROM complaint_event AS e WHERE e.complaint = ?1 ORDER BY e.seq`, id),
  ])
  const [row, setting] = [oneCaseOf(found), settingOf(years, ledger)]
  return {
    sample: setting.sample,
    revision: setting.revision,
    case: publicOf(row, setting),
    events: eventsOf(events),
  }
}

/** On-time rates by unit, month and limit; the latest month first. */
export async function readOnTime(db: D1Database): Promise<OnTime> {
  const [years, ledger, rates] = await runBatch(db, [
    ...readSetting(),
    statement(
      `SELECT json_object('unit', unit, 'month', month, 'limit', limit_code, 'onTime', on_time, 'n', n) AS json
        FROM complaint_tally ORDER BY month DESC, unit, limit_code`,
    ),
  ])
  const { sample, revision } = settingOf(years, ledger)
  return { sample, revision, rows: rowsAs(OnTimeRow, rates) }
}

/** Events after one; {@link readChain} reads its rows. */
function readEvents(after: number): Statement {
  return statement(
    `SELECT ${eventJson} FROM complaint_event AS e WHERE e.seq > ?1 ORDER BY e.seq LIMIT ${EVENTS_A_PAGE + 1}`,
    after,
  )
}

/** A piece of the chain. */
export async function readChain(db: D1Database, after: number): Promise<Chain> {
  const [head, rows] = await runBatch(db, [readHead(), readEvents(after)])
  const found = eventsOf(rows)
  const events = found.slice(0, EVENTS_A_PAGE)
  return {
    head: headOf(head),
    events,
    next: found.length > EVENTS_A_PAGE ? (events.at(-1)?.seq ?? null) : null,
  }
}
