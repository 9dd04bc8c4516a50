/** What time does to cases, whether or not anybody looks: limits that were missed, and cases nobody has confirmed. */

import { dueOf } from '../../schema/rules/complaints/way.ts'
import { statement } from '../../schema/statement.ts'
import { runBatch } from '../guard/database.ts'
import { instant } from '../guard/time.ts'
import { casesOf, readCases, readSetting, settingOf, stateOf } from './case-store.ts'
import { headOf, onHead, readHead } from './chain.ts'
import { settle, turnOf, turnStatements } from './turn.ts'

/** Cases in one batch: a batch takes as long as all of them, and others wait for the head. */
const A_BATCH = 20
/** Batches of one run; what is left, the next hour does. */
const BATCHES = 200

/**
 * Runs every hour. Limits are dated anew first where the calendar has changed, then whatever is due is done.
 * @param now epoch milliseconds
 */
export async function runClock({ DB }: Pick<Env, 'DB'>, now: number): Promise<void> {
  for (let left = BATCHES; left > 0; left--) {
    if ((await dateAnew(DB)) < A_BATCH) break
  }
  for (let left = BATCHES; left > 0; left--) {
    if ((await settleDue(DB, now)) < A_BATCH) break
  }
}

/** @returns how many cases were found whose deadlines rest on an older calendar */
async function dateAnew(db: D1Database): Promise<number> {
  return onHead(async () => {
    const [years, ledger, found] = await runBatch(db, [
      ...readSetting(),
      readCases(
        `WHERE c.open = 1 AND c.calendar < (SELECT calendar FROM complaint_ledger) ORDER BY c.calendar LIMIT ${A_BATCH}`,
        [],
      ),
    ])
    const setting = settingOf(years, ledger)
    const rows = casesOf(found)
    const writes = rows.map((row) => {
      const { next, clock } = dueOf(stateOf(row), setting.calendar)
      // Only as long as nothing has been done to it since: what is done dates it, too.
      return statement(
        `UPDATE complaint SET next_until = ?3, clock_at = ?4, calendar = ?5 WHERE id = ?1 AND version = ?2`,
        row.id,
        row.version,
        next && instant(next.until),
        clock === null ? null : instant(clock),
        setting.calendarNumber,
      )
    })
    if (writes.length > 0) await runBatch(db, writes)
    return rows.length
  })
}

/** @returns how many cases were found for which the time has come */
async function settleDue(db: D1Database, now: number): Promise<number> {
  return onHead(async () => {
    const [head, years, ledger, found] = await runBatch(db, [
      readHead(),
      ...readSetting(),
      readCases(`WHERE c.clock_at <= ?1 ORDER BY c.clock_at LIMIT ${A_BATCH}`, [instant(now)]),
    ])
    const setting = settingOf(years, ledger)
    const turns = casesOf(found).map((row) => settle(turnOf(row), now, setting))
    if (turns.length > 0) {
      await runBatch(db, await turnStatements(turns, { head: headOf(head), setting }, now))
    }
    return turns.length
  })
}
