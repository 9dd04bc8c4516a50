/** The ledger of complaints as open data. It only grows, and so it is sent while it is read, a bounded part at a time. */

import { complaintFields } from '../../schema/catalog/open-data/cases.ts'
import type { LedgerOfCases } from '../../schema/contract/complaint-lists.ts'
import { CASES_A_PART } from '../../schema/contract/limits.ts'
import { rowLines } from '../../schema/import/open-data-file.ts'
import { readLedger } from '../complaints/public-store.ts'
import { csvHead, type Frame } from './data-files.ts'
import { caseRow } from './data-rows.ts'

/** The first part, which also tells of which revision the file is. */
export const firstCases = (db: D1Database) => readLedger(db, {}, CASES_A_PART)

/** All cases, the latest first. */
async function* partsFrom(db: D1Database, first: LedgerOfCases) {
  for (let part = first; ; part = await readLedger(db, { before: Number(part.next) }, CASES_A_PART)) {
    yield part.cases.map(caseRow)
    if (part.next === null) return
  }
}

/** The parts of the CSV file. */
export async function* casesCsv(db: D1Database, first: LedgerOfCases): AsyncGenerator<string> {
  yield csvHead(complaintFields)
  for await (const rows of partsFrom(db, first)) yield rowLines(complaintFields, rows)
}

/** The parts of the JSON document. */
export async function* casesJson(db: D1Database, first: LedgerOfCases, frame: Frame): AsyncGenerator<string> {
  yield `${JSON.stringify(frame).slice(0, -1)},"rows":[`
  let isFirst = true
  for await (const rows of partsFrom(db, first)) {
    if (rows.length === 0) continue
    yield `${isFirst ? '' : ','}${rows.map((row) => JSON.stringify(row)).join(',')}`
    isFirst = false
  }
  yield ']}'
}
