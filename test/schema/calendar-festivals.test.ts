import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holidayDays, holidayYears } from '../../schema/catalog/holidays.ts'
import {
  type CalendarDay,
  daysOfFestival,
  festivalsOf,
  isWorkAlone,
  missingYear,
} from '../../schema/rules/calendar.ts'
import { isoOf } from '../../schema/rules/hours/days.ts'

const ofYear = (year: number) => holidayDays.filter(({ date }) => date.startsWith(`${year}`))
const inOrder = (days: readonly CalendarDay[]) => [...days].sort((a, b) => a.date.localeCompare(b.date))
/** The days that a list of festivals means. */
const daysOf = (days: readonly CalendarDay[]) =>
  inOrder(
    festivalsOf(days).flatMap((festival) =>
      daysOfFestival(festival).filter(({ kind }) => kind === 'workday' || !isWorkAlone(festival)),
    ),
  )

describe('festivals', () => {
  it('are what is announced: days off in a row, with the days worked for them', () => {
    expect(festivalsOf(ofYear(2025))).toEqual([
      { name: '元旦', from: '2025-01-01', to: '2025-01-01', workdays: [] },
      { name: '春节', from: '2025-01-28', to: '2025-02-04', workdays: ['2025-01-26', '2025-02-08'] },
      { name: '清明', from: '2025-04-04', to: '2025-04-06', workdays: [] },
      { name: '劳动节', from: '2025-05-01', to: '2025-05-05', workdays: ['2025-04-27'] },
      { name: '端午', from: '2025-05-31', to: '2025-06-02', workdays: [] },
      { name: '国庆节', from: '2025-10-01', to: '2025-10-05', workdays: ['2025-09-28'] },
      { name: '中秋', from: '2025-10-06', to: '2025-10-06', workdays: [] },
      { name: '国庆节', from: '2025-10-07', to: '2025-10-08', workdays: ['2025-10-11'] },
    ])
  })

  it.each(holidayYears)('lose nothing of %i', (year) => {
    expect(daysOf(ofYear(year))).toEqual(inOrder(ofYear(year)))
  })

  it('lose nothing of any days', () => {
    const day = fc.record({
      date: fc.integer({ min: 20_000, max: 20_060 }).map(isoOf),
      kind: fc.constantFrom('holiday' as const, 'workday' as const),
      name: fc.constantFrom('元旦', '春节'),
    })
    fc.assert(
      fc.property(fc.uniqueArray(day, { selector: ({ date }) => date }), (days) => {
        expect(daysOf(days)).toEqual(inOrder(days))
      }),
    )
  })
})

describe('the year that is missing', () => {
  it.each([
    ['2026-10-31', [2026], null],
    ['2026-11-01', [2026], 2027],
    ['2026-12-31', [2026, 2027], null],
    ['2027-01-01', [2026], 2027],
    ['2027-06-01', [], 2027],
    ['2027-11-01', [2028], 2027],
  ])('on %s with %j is %s', (today, years, year) => {
    expect(missingYear(years, today)).toBe(year)
  })
})
