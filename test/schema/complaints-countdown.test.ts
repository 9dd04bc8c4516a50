import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { holidayDays, holidayYears } from '../../schema/catalog/holidays.ts'
import { holidayCalendar } from '../../schema/rules/calendar.ts'
import { countdownInDays, countdownOf } from '../../schema/rules/complaints/countdown.ts'
import { afterDays, afterWorkingDays } from '../../schema/rules/complaints/deadlines.ts'

const calendar = holidayCalendar(holidayYears, holidayDays)
const nothingKnown = holidayCalendar([], [])
/** An instant in Asia/Shanghai. */
const at = (local: string) => Date.parse(`${local}+08:00`)
/** The midnight that ends a date. */
const endOf = (date: string) => at(`${date}T00:00:00`) + 86_400_000

describe('working days that are left', () => {
  test.each([
    ['the day of filing does not count', '2026-11-24T20:36:00', '2026-11-25', 'working_days', 1],
    ['nor does the first minute of it', '2026-11-24T00:00:00', '2026-11-26', 'working_days', 2],
    ['over a weekend', '2026-11-27T09:00:00', '2026-12-01', 'working_days', 2],
    ['on a Sunday', '2026-11-29T12:00:00', '2026-11-30', 'working_days', 1],
    [
      'Saturday 2026-02-14 is worked for Spring Festival',
      '2026-02-13T10:00:00',
      '2026-02-14',
      'working_days',
      1,
    ],
    ['over the whole festival', '2026-02-14T10:00:00', '2026-02-24', 'working_days', 1],
    ['with the Saturday worked after it', '2026-02-23T10:00:00', '2026-03-02', 'working_days', 5 + 1],
    ['National Day', '2026-09-30T10:00:00', '2026-10-08', 'working_days', 1],
  ] as const)('%s', (_, now, last, left, days) => {
    expect(countdownOf(endOf(last), at(now), calendar)).toEqual({ left, days })
  })

  test('a year without a list has plain weeks', () => {
    expect(countdownOf(endOf('2026-02-24'), at('2026-02-14T10:00:00'), nothingKnown)).toEqual({
      left: 'working_days',
      days: 7,
    })
  })

  test('days off only, by a list that came later, are told as days', () => {
    expect(countdownOf(endOf('2026-02-18'), at('2026-02-16T10:00:00'), calendar)).toEqual({
      left: 'days',
      days: 2,
    })
  })
})

describe('the end', () => {
  const until = endOf('2026-11-25')
  test.each([
    ['in the morning', '2026-11-25T00:00:00', { left: 'today' }],
    ['a moment before midnight', '2026-11-25T23:59:59.999', { left: 'today' }],
    ['at midnight', '2026-11-26T00:00:00', { left: 'late', days: 1 }],
    ['the evening after', '2026-11-26T23:00:00', { left: 'late', days: 1 }],
    ['days off count, once it is late', '2026-11-30T08:00:00', { left: 'late', days: 5 }],
  ] as const)('%s', (_, now, told) => {
    expect(countdownOf(until, at(now), calendar)).toEqual(told)
    expect(countdownInDays(until, at(now))).toEqual(told)
  })
})

test('what a limit gives is what is left when it begins, whatever the day', () => {
  const instants = fc.integer({ min: at('2024-01-01T00:00:00'), max: at('2026-12-01T00:00:00') })
  fc.assert(
    fc.property(instants, fc.integer({ min: 1, max: 15 }), (from, days) => {
      expect(countdownOf(afterWorkingDays(from, days, calendar), from, calendar)).toEqual({
        left: 'working_days',
        days,
      })
      expect(countdownInDays(afterDays(from, days), from)).toEqual({ left: 'days', days })
    }),
  )
})
