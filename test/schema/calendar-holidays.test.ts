import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { holidayDays, holidayYears } from '../../schema/catalog/holidays.ts'
import { holidayCalendar } from '../../schema/rules/calendar.ts'

interface PublishedYear {
  holidays: Record<string, string>
  workdays: Record<string, string>
}

const published = dirname(createRequire(import.meta.url).resolve('chinese-days'))

function publishedDays(year: number): string[] {
  const list: PublishedYear = JSON.parse(readFileSync(join(published, 'years', `${year}.json`), 'utf8'))
  const days = (kind: string, entries: Record<string, string>) =>
    Object.entries(entries).map(([date, words]) => `${date} ${kind} ${words.split(',')[1]}`)
  return [...days('holiday', list.holidays), ...days('workday', list.workdays)].sort()
}

describe('the holiday list', () => {
  it.each(holidayYears)('is that of chinese-days for %i', (year) => {
    const ours = holidayDays.filter(({ date }) => date.startsWith(`${year}-`))
    expect(ours.map(({ date, kind, name }) => `${date} ${kind} ${name}`)).toEqual(publishedDays(year))
  })

  it('has no day of a year it does not speak for, and none twice', () => {
    expect(holidayDays.filter(({ date }) => !holidayYears.includes(Number(date.slice(0, 4))))).toEqual([])
    expect(holidayCalendar(holidayYears, holidayDays).days.size).toBe(holidayDays.length)
  })

  it('has make-up days on weekends only', () => {
    const weekdays = holidayDays
      .filter(({ kind }) => kind === 'workday')
      .map(({ date }) => new Date(date).getUTCDay())
    expect(weekdays.every((weekday) => weekday === 0 || weekday === 6)).toBe(true)
  })
})
