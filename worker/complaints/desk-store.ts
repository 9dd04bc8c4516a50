/** The desk's list of cases, and how many of them wait. */

import type { DeskCaseCounts, DeskCaseList, DeskCasesSearch } from '../../schema/contract/complaint-lists.ts'
import { DeskCaseCount } from '../../schema/contract/complaint-lists.ts'
import { CASES_A_PAGE } from '../../schema/contract/limits.ts'
import { dayOf, instantOf } from '../../schema/rules/hours/days.ts'
import { statement } from '../../schema/statement.ts'
import { withinSql } from '../guard/access.ts'
import { rowsAs, runBatch } from '../guard/database.ts'
import type { Who } from '../guard/session.ts'
import { instant } from '../guard/time.ts'
import { casesOf, publicOf, readCases, readSetting, settingOf } from './case-store.ts'
import { Conditions } from './public-store.ts'
import { levelOf, mayAct } from './staff.ts'

/** Characters of what happened that a line shows. */
const EXCERPT = 60

const extra = `, coalesce(c.next_until, '') || '~' || c.seq AS place_in_list,
  (SELECT substr(m.text, 1, ${EXCERPT}) FROM complaint_message AS m
    WHERE m.complaint = c.id AND m.act = 'file' LIMIT 1) AS excerpt`

const within = (who: Who) => (at: number) => withinSql(who, 'c.community', at, 'c.subdistrict')

/** A page of the cases in the reader's area: what is open by deadline, or all, the latest first. */
export async function readDeskCases(
  db: D1Database,
  who: Who,
  { view, community, kind, stage, unit, late, after }: DeskCasesSearch,
): Promise<DeskCaseList> {
  const asked = new Conditions()
    .add(within(who), who.area)
    .is('c.community', community)
    .is('c.kind', kind)
    .is('c.stage', stage)
    .is('c.unit', unit)
    .when(late !== undefined, 'c.late > 0')
    .when(view !== 'all', 'c.open = 1')
    .is('c.level', view === 'mine' ? levelOf(who) : undefined)
  const [until = '', seq = ''] = after?.split('~') ?? []
  if (after !== undefined && view === 'all') asked.add((at) => `c.seq < ?${at}`, Number(seq))
  if (after !== undefined && view !== 'all') {
    asked.add((at) => `c.next_until >= ?${at}`, until)
    asked.add((at) => `(c.next_until > ?${at - 1} OR c.seq > ?${at})`, Number(seq))
  }
  const order = view === 'all' ? 'c.seq DESC' : 'c.next_until, c.seq'
  const [years, ledger, found = []] = await runBatch(db, [
    ...readSetting(),
    readCases(`${asked.where} ORDER BY ${order} LIMIT ${CASES_A_PAGE + 1}`, asked.params, extra),
  ])
  const setting = settingOf(years, ledger)
  const page = found.slice(0, CASES_A_PAGE)
  const [last] = page.slice(-1)
  return {
    cases: casesOf(page).map((row, at) => ({
      ...publicOf(row, setting),
      excerpt: String(page[at]?.['excerpt'] ?? ''),
      version: row.version,
      mayAct: mayAct(who, row),
    })),
    next: found.length > CASES_A_PAGE && last ? String(last['place_in_list']) : null,
  }
}

/** How many cases wait in the reader's area. */
export async function countDeskCases(db: D1Database, who: Who, now: number): Promise<DeskCaseCounts> {
  const mine = `c.open = 1 AND ${within(who)(1)} AND c.level = ?2`
  const [rows] = await runBatch(db, [
    statement(
      `SELECT json_object(
          'open', (SELECT count(*) FROM complaint AS c WHERE c.open = 1 AND ${within(who)(1)}),
          'mine', (SELECT count(*) FROM complaint AS c WHERE ${mine}),
          'late', (SELECT count(*) FROM complaint AS c WHERE ${mine} AND c.late > 0),
          'today', (SELECT count(*) FROM complaint AS c WHERE ${mine} AND c.clock_at = ?3)) AS json`,
      who.area,
      levelOf(who),
      // Every limit runs out at a midnight.
      instant(instantOf(dayOf(now) + 1, 0)),
    ),
  ])
  const [counts] = rowsAs(DeskCaseCount, rows)
  if (!counts) throw new Error('a query without a table gives one row')
  return counts
}
