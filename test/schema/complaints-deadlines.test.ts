import { describe, expect, it } from 'vitest'
import { holidayDays, holidayYears } from '../../schema/catalog/holidays.ts'
import { holidayCalendar } from '../../schema/rules/calendar.ts'
import {
  deadlinesOf,
  isProvisional,
  isWorkingDay,
  replyUntil,
} from '../../schema/rules/complaints/deadlines.ts'
import { dayOfIso } from '../../schema/rules/hours/days.ts'
import { endOf, isWorked, later, monthLater, workingDay } from './complaint-calendar.ts'

const calendar = holidayCalendar(holidayYears, holidayDays)
const days: string[] = []
for (let date = '2024-01-01'; date <= '2026-12-31'; date = later(date, 1)) days.push(date)

const iso = (at: number) => new Date(at).toISOString()

describe('deadlines', () => {
  it('know every working day of 2024 to 2026, with all that is worked in exchange', () => {
    expect(days.filter((date) => isWorkingDay(dayOfIso(date), calendar) !== isWorked(date))).toEqual([])
  })

  it('are those of an independent count, from every day, at its first and its last moment', () => {
    const wrong: string[] = []
    for (const date of days) {
      const wanted = [1, 3, 7].map((n) => endOf(workingDay(date, n)))
      for (const time of ['00:00:00.000', '12:00:00.000', '23:59:59.999']) {
        const from = Date.parse(`${date}T${time}+08:00`)
        const { accept, answer, resolve } = deadlinesOf(from, false, calendar)
        const month = deadlinesOf(from, true, calendar)
        const got = [accept, answer, resolve, month.accept, month.answer, month.resolve]
        const all = [...wanted, ...wanted.slice(0, 2), endOf(monthLater(date))]
        if (got.some((at, which) => at !== all[which])) {
          wrong.push(`${date} ${time}: ${got.map(iso).join()} and not ${all.map(iso).join()}`)
        }
        if (replyUntil(from) !== endOf(later(date, 7))) wrong.push(`${date} ${time}: reply`)
      }
    }
    expect(wrong).toEqual([])
  })

  it.each([
    // 调休: the weekend before the Spring Festival of 2026 is worked on its Saturday, 14 February
    ['2026-02-13', 'accept', '2026-02-14'],
    ['2026-02-14', 'accept', '2026-02-24'],
    // the National Day of 2024, with a Sunday worked before and a Saturday after
    ['2024-09-28', 'accept', '2024-09-29'],
    ['2024-09-30', 'answer', '2024-10-10'],
    ['2024-09-30', 'resolve', '2024-10-15'],
  ] as const)('from %s: %s ends with %s', (from, limit, end) => {
    expect(iso(deadlinesOf(Date.parse(`${from}T10:00:00+08:00`), false, calendar)[limit])).toBe(
      iso(endOf(end)),
    )
  })

  it('are provisional as long as they rest on a year whose list is not out', () => {
    const at = (text: string) => Date.parse(`${text}T10:00:00+08:00`)
    const until = (text: string) => deadlinesOf(at(text), false, calendar).resolve
    expect(isProvisional(at('2026-12-21'), until('2026-12-21'), calendar)).toBe(false)
    expect(isProvisional(at('2026-12-24'), until('2026-12-24'), calendar)).toBe(true)
    expect(isProvisional(at('2027-01-04'), until('2027-01-04'), calendar)).toBe(true)
  })
})
