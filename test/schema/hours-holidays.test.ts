import { describe, expect, it } from 'vitest'
import { holidayDays, holidayYears } from '../../schema/catalog/holidays.ts'
import { holidayCalendar } from '../../schema/rules/calendar.ts'
import { hoursState } from '../../schema/rules/hours/evaluate.ts'
import type { HoursContext } from '../../schema/rules/hours/model.ts'

const context: HoursContext = { calendar: holidayCalendar(holidayYears, holidayDays) }
const at = (local: string) => Date.parse(`${local.replace(' ', 'T')}:00+08:00`)

function stateOf(hours: string, local: string): string {
  const state = hoursState(hours, at(local), context)
  return state.kind === 'unknown' ? `unknown: ${state.reason}` : state.kind
}

const office = 'Mo-Fr 08:00-18:00; PH off'
const shop = 'Mo-Fr 08:00-20:00; Sa,Su 09:00-18:00'
const market = 'Mo-Su 06:00-12:00; PH 07:00-10:00'
const weekends = 'Sa,Su 09:00-18:00'
const museum = 'Tu-Su 09:00-17:00; Mo off'
const holidayMuseum = 'Tu-Su 09:00-17:00; Mo off; PH 09:00-17:00'

// worked by hand from the notices of the State Council's General Office and a paper calendar

describe('Spring Festival 2025: 28 January to 4 February off, 26 January and 8 February worked', () => {
  it.each([
    [office, '2025-01-25 10:00', 'closed', 'a Saturday not worked'],
    [office, '2025-01-26 10:00', 'open', 'a Sunday worked'],
    [office, '2025-01-27 10:00', 'open', 'the Monday before'],
    [office, '2025-01-28 10:00', 'closed', 'the eve, a Tuesday off'],
    [office, '2025-02-04 10:00', 'closed', 'the last day, a Tuesday'],
    [office, '2025-02-05 10:00', 'open', 'back at work'],
    [office, '2025-02-08 17:00', 'open', 'a Saturday worked'],
    [shop, '2025-02-08 19:00', 'open', 'weekday hours on a make-up day'],
    [shop, '2025-02-01 19:00', 'closed', 'Saturday hours on a Saturday of the holiday'],
    [shop, '2025-01-29 19:00', 'open', 'no rule for holidays: a Wednesday like any other'],
    [market, '2025-01-29 06:30', 'closed', 'holiday hours'],
    [market, '2025-02-05 06:30', 'open', 'usual hours again'],
  ])('%s at %s is %s: %s', (hours, local, state) => expect(stateOf(hours, local)).toBe(state))
})

describe('National Day 2025: 1 to 8 October off with Mid-Autumn, 28 September and 11 October worked', () => {
  it.each([
    [office, '2025-09-28 10:00', 'open', 'a Sunday worked'],
    [office, '2025-09-30 17:00', 'open', 'the day before'],
    [office, '2025-10-01 10:00', 'closed', 'the first day'],
    [office, '2025-10-06 10:00', 'closed', 'Mid-Autumn, a Monday'],
    [office, '2025-10-08 10:00', 'closed', 'the last day, a Wednesday'],
    [office, '2025-10-09 10:00', 'open', 'back at work'],
    [office, '2025-10-11 10:00', 'open', 'a Saturday worked'],
    [office, '2025-10-12 10:00', 'closed', 'its Sunday is free'],
    [market, '2025-10-08 11:00', 'closed', 'holiday hours on the last day'],
    [market, '2025-10-09 11:00', 'open', 'usual hours the day after'],
  ])('%s at %s is %s: %s', (hours, local, state) => expect(stateOf(hours, local)).toBe(state))
})

describe('Spring Festival 2026: 15 to 23 February off, 14 and 28 February worked', () => {
  it.each([
    [office, '2026-02-13 10:00', 'open', 'the Friday before'],
    [office, '2026-02-14 10:00', 'open', 'a Saturday worked'],
    [office, '2026-02-15 10:00', 'closed', 'the first day, a Sunday'],
    [office, '2026-02-16 10:00', 'closed', 'the eve, a Monday'],
    [office, '2026-02-23 10:00', 'closed', 'the last day, a Monday'],
    [office, '2026-02-24 10:00', 'open', 'back at work'],
    [office, '2026-02-28 10:00', 'open', 'a Saturday worked'],
    [office, '2026-03-01 10:00', 'closed', 'its Sunday is free'],
    [shop, '2026-02-28 08:30', 'open', 'weekday hours on a make-up day'],
    [shop, '2026-02-21 08:30', 'closed', 'Saturday hours on a Saturday of the holiday'],
    [weekends, '2026-02-14 10:00', 'closed', 'a make-up day is no weekend'],
    [weekends, '2026-02-21 10:00', 'open', 'a Saturday of the holiday is one'],
  ])('%s at %s is %s: %s', (hours, local, state) => expect(stateOf(hours, local)).toBe(state))
})

describe('National Day 2026: 1 to 7 October off, 20 September and 10 October worked', () => {
  it.each([
    [office, '2026-09-20 10:00', 'open', 'a Sunday worked'],
    [office, '2026-09-27 10:00', 'closed', 'Mid-Autumn, a Sunday'],
    [office, '2026-10-01 10:00', 'closed', 'the first day, a Thursday'],
    [office, '2026-10-07 10:00', 'closed', 'the last day, a Wednesday'],
    [office, '2026-10-08 10:00', 'open', 'back at work'],
    [office, '2026-10-10 10:00', 'open', 'a Saturday worked'],
    [museum, '2026-09-20 10:00', 'open', 'a make-up Sunday is not the Monday of rest'],
    [museum, '2026-10-05 10:00', 'closed', 'Monday of rest in the holiday, without a rule for holidays'],
    [holidayMuseum, '2026-10-05 10:00', 'open', 'a rule for holidays wins over the Monday of rest'],
    [holidayMuseum, '2026-10-12 10:00', 'closed', 'an ordinary Monday'],
  ])('%s at %s is %s: %s', (hours, local, state) => expect(stateOf(hours, local)).toBe(state))
})

describe('the other holidays', () => {
  it.each([
    [office, '2025-01-01 10:00', 'closed', 'New Year 2025, a Wednesday'],
    [office, '2025-01-02 10:00', 'open', 'the day after'],
    [office, '2025-04-04 10:00', 'closed', 'Qingming 2025, a Friday'],
    [office, '2025-04-27 10:00', 'open', 'a Sunday worked for Labour Day 2025'],
    [office, '2025-06-02 10:00', 'closed', 'Dragon Boat 2025, a Monday'],
    [office, '2026-01-02 10:00', 'closed', 'New Year 2026, a Friday'],
    [office, '2026-01-04 10:00', 'open', 'a Sunday worked for it'],
    [office, '2026-04-06 10:00', 'closed', 'Qingming 2026, a Monday'],
    [office, '2026-05-05 10:00', 'closed', 'Labour Day 2026, a Tuesday'],
    [office, '2026-05-09 10:00', 'open', 'a Saturday worked for it'],
    [office, '2026-06-19 10:00', 'closed', 'Dragon Boat 2026, a Friday'],
    [office, '2026-09-25 10:00', 'closed', 'Mid-Autumn 2026, a Friday'],
  ])('%s at %s is %s: %s', (hours, local, state) => expect(stateOf(hours, local)).toBe(state))
})

describe('the next opening', () => {
  it.each([
    [office, '2026-02-14 19:00', '2026-02-24 08:00', 'over the whole of Spring Festival'],
    [office, '2025-01-25 12:00', '2025-01-26 08:00', 'on the make-up Sunday'],
    [office, '2026-09-30 20:00', '2026-10-08 08:00', 'after National Day'],
    [office, '2026-10-09 20:00', '2026-10-10 08:00', 'on the make-up Saturday'],
    [market, '2026-09-30 13:00', '2026-10-01 07:00', 'at the hour of holidays'],
  ])('of %s at %s is at %s: %s', (hours, local, opens) => {
    expect(hoursState(hours, at(local), context)).toMatchObject({ kind: 'closed', opens: at(opens) })
  })
})

describe('a year whose holidays are not published', () => {
  it.each([
    [office, '2027-03-10 10:00', 'unknown: calendar_missing', 'a weekday that may be a holiday'],
    [office, '2027-03-10 20:00', 'closed', 'shut on holidays and weekdays alike'],
    [office, '2027-03-13 10:00', 'closed', 'shut on Saturdays and holidays alike'],
    [market, '2027-03-10 08:00', 'open', 'open on holidays and other days alike'],
    [market, '2027-03-10 11:00', 'unknown: calendar_missing', 'only other days are that long'],
    [shop, '2027-03-10 10:00', 'open', 'no rule for holidays'],
    [shop, '2027-03-13 08:30', 'closed', 'a Saturday is a Saturday'],
    ['24/7', '2027-03-10 10:00', 'open', 'always'],
  ])('%s at %s is %s: %s', (hours, local, state) => expect(stateOf(hours, local)).toBe(state))

  it('does not touch the evening before it', () => {
    expect(stateOf(office, '2026-12-31 10:00')).toBe('open')
    expect(hoursState(office, at('2026-12-31 10:00'), context)).toMatchObject({
      until: at('2026-12-31 18:00'),
    })
    expect(stateOf('18:00-02:00; PH off', '2026-12-31 23:00')).toBe('open')
  })

  it('promises no opening that a holiday could spoil', () => {
    expect(hoursState(office, at('2026-12-31 20:00'), context)).toMatchObject({ kind: 'closed', opens: null })
    expect(hoursState(shop, at('2026-12-31 21:00'), context)).toMatchObject({ opens: at('2027-01-01 08:00') })
  })
})

describe('a numbered weekday', () => {
  it.each([
    ['Sa[2] 08:00-10:00', '2026-05-09 09:00', 'open', 'the second Saturday, though worked'],
    ['Fr[2] 08:00-10:00', '2026-05-09 09:00', 'closed', 'not a second second Friday'],
    ['Fr[2] 08:00-10:00', '2026-05-08 09:00', 'open', 'the second Friday'],
  ])('%s at %s is %s: %s', (hours, local, state) => expect(stateOf(hours, local)).toBe(state))
})

describe('PH and SH', () => {
  it.each([
    ['Mo-Fr,PH 08:00-12:00', '2026-10-03 10:00', 'open', 'a Saturday of the holiday'],
    ['Mo-Fr,PH 08:00-12:00', '2026-10-17 10:00', 'closed', 'an ordinary Saturday'],
    ['PH Sa 08:00-12:00', '2026-10-03 10:00', 'open', 'a holiday that is a Saturday'],
    ['PH Sa 08:00-12:00', '2026-10-02 10:00', 'closed', 'a holiday that is a Friday'],
    ['SH,PH 08:00-12:00', '2026-10-01 10:00', 'open', 'the holiday counts'],
    [
      'Mo-Fr 08:00-12:00; SH off',
      '2026-07-15 10:00',
      'open',
      'school holidays are not known, and change nothing',
    ],
    ['PH off; Mo-Fr 08:00-12:00', '2026-10-01 10:00', 'open', 'the later rule takes the day'],
  ])('%s at %s is %s: %s', (hours, local, state) => expect(stateOf(hours, local)).toBe(state))
})
