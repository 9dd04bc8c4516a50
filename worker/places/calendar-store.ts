/** The SQL of the holiday calendar: what the city office enters, and what it is for. */

import * as v from 'valibot'
import { type CalendarYear, HolidayShape } from '../../schema/contract/settings.ts'
import { type Statement, statement } from '../../schema/statement.ts'
import { type Rows, rowsAs } from '../guard/database.ts'
import { expectThat } from '../guard/expectation.ts'
import { noteAct } from '../guard/history.ts'

/** The days of a year as JSON, the first first; `year` is SQL for its number. */
const daysJson = (
  year: string,
) => `(SELECT json_group_array(json_object('date', date, 'kind', kind, 'name', name))
  FROM (SELECT date, kind, name FROM holiday WHERE CAST(substr(date, 1, 4) AS INTEGER) = ${year} ORDER BY date))`

/** Every published year with its days; {@link calendarYears} reads its rows. */
export function readCalendarYears(): Statement {
  return statement(
    `SELECT json_object('year', y.year, 'days', json(${daysJson('y.year')})) AS json FROM holiday_year AS y ORDER BY y.year`,
  )
}

const YearShape = v.object({ year: v.number(), days: v.array(HolidayShape) })

export function calendarYears(rows: Rows | undefined) {
  return rowsAs(YearShape, rows)
}

/** How many outlets, and stops of mobile ones, have hours that speak of public holidays; as `n`. */
export function countHolidayHours(): Statement {
  return statement(
    `SELECT (SELECT count(*) FROM outlet WHERE status <> 'closed' AND hours LIKE '%PH%')
      + (SELECT count(*) FROM outlet_stop AS s JOIN outlet AS o ON o.id = s.outlet
          WHERE o.status <> 'closed' AND s.hours LIKE '%PH%') AS n`,
  )
}

/** JSON as the database writes it. */
const written = (days: CalendarYear['days']) =>
  days && JSON.stringify(days.map(({ date, kind, name }) => ({ date, kind, name })))

/**
 * Makes the days of a year these, as long as they are what was read; null takes the year back, as if it were not
 * published. What an import brings leaves a year alone that was entered so (`schema/import/city-statements.ts`).
 */
export function setCalendarYear(actor: string, now: number, { year, read, days }: CalendarYear): Statement[] {
  const [number, list] = [String(year), written(days)]
  return [
    expectThat(
      `iif(EXISTS (SELECT 1 FROM holiday_year WHERE year = CAST(?1 AS INTEGER)), ${daysJson('CAST(?1 AS INTEGER)')}, NULL) IS ?2`,
      number,
      written(read),
    ),
    noteAct(actor, now, { kind: 'calendar', id: number }, read && { days: read }, days && { days }),
    statement(
      `DELETE FROM holiday WHERE substr(date, 1, 4) = ?1
        AND date NOT IN (SELECT value ->> 'date' FROM json_each(coalesce(?2, '[]')))`,
      number,
      list,
    ),
    days
      ? statement(
          'INSERT INTO holiday_year (year) VALUES (CAST(?1 AS INTEGER)) ON CONFLICT DO NOTHING',
          number,
        )
      : statement('DELETE FROM holiday_year WHERE year = CAST(?1 AS INTEGER)', number),
    statement(
      `INSERT INTO holiday (date, kind, name)
        SELECT value ->> 'date', value ->> 'kind', value ->> 'name' FROM json_each(coalesce(?1, '[]')) WHERE true
        ON CONFLICT (date) DO UPDATE SET kind = excluded.kind, name = excluded.name
          WHERE (holiday.kind, holiday.name) IS NOT (excluded.kind, excluded.name)`,
      list,
    ),
  ]
}
