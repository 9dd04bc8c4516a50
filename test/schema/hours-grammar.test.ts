import { describe, expect, it } from 'vitest'
import { holidayCalendar } from '../../schema/rules/calendar.ts'
import { hoursState, isOpen } from '../../schema/rules/hours/evaluate.ts'
import { parseHours } from '../../schema/rules/hours/grammar.ts'

const calendar = holidayCalendar([2025, 2026, 2027], [])
const openAt = (hours: string, local: string) =>
  isOpen(hoursState(hours, Date.parse(`${local.replace(' ', 'T')}:00+08:00`), { calendar }))

describe('the grammar', () => {
  // expression, an instant at which it is open, one at which it is not
  it.each([
    ['mo-fr 9:00–18:00', '2026-03-17 09:00', '2026-03-17 08:59'],
    ['Mo-Fr 9：00-18：00', '2026-03-17 17:59', '2026-03-17 18:00'],
    ['8-24', '2026-03-17 23:59', '2026-03-17 07:59'],
    ['Mo-Fr: 08:00-12:00', '2026-03-17 08:00', '2026-03-21 08:00'],
    ['Sa-Mo 08:00-12:00', '2026-03-16 08:00', '2026-03-17 08:00'],
    ['Monday,Wednesday 08:00-12:00', '2026-03-18 08:00', '2026-03-17 08:00'],
    ['Mo[1,3] 08:00-12:00', '2026-03-16 08:00', '2026-03-09 08:00'],
    ['We[-1] 08:00-12:00', '2026-03-25 08:00', '2026-03-18 08:00'],
    ['Jan-Mar Mo-Fr 08:00-12:00', '2026-03-31 08:00', '2026-04-01 08:00'],
    ['Nov-Feb 08:00-12:00', '2026-01-10 08:00', '2026-03-10 08:00'],
    ['Oct 1 08:00-12:00', '2026-10-01 08:00', '2026-10-02 08:00'],
    ['Oct 1-7,10 08:00-12:00', '2026-10-10 08:00', '2026-10-09 08:00'],
    ['Dec 24-Jan 2 08:00-12:00', '2027-01-02 08:00', '2027-01-03 08:00'],
    ['2026 Feb 10-2026 Feb 18 08:00-12:00', '2026-02-18 08:00', '2025-02-18 08:00'],
    ['2026 Dec 24-Jan 2 08:00-12:00', '2027-01-02 08:00', '2026-01-02 08:00'],
    ['2026 08:00-12:00', '2026-06-01 08:00', '2025-06-01 08:00'],
    ['2026+ 08:00-12:00', '2027-06-01 08:00', '2025-06-01 08:00'],
    ['week 1-53/2 Mo 08:00-12:00', '2026-03-09 08:00', '2026-03-16 08:00'],
    ['week 53 08:00-12:00', '2027-01-03 08:00', '2026-12-27 08:00'],
    ['08:00-20:00; We 12:00-13:00 off', '2026-03-18 11:59', '2026-03-18 12:00'],
    ['08:00-20:00; We 10:00-12:00', '2026-03-18 10:00', '2026-03-18 09:00'],
    ['Mo-Fr 08:00-12:00, We 14:00-16:00', '2026-03-18 08:00', '2026-03-17 14:00'],
    ['Mo-Fr 08:00-12:00 || Sa 09:00-10:00', '2026-03-21 09:00', '2026-03-21 10:00'],
    ['18:00-26:00', '2026-03-18 01:59', '2026-03-18 02:00'],
    ['Fr 22:00-02:00', '2026-03-21 01:00', '2026-03-20 01:00'],
    ['Mo-Su 08:00-20:00;', '2026-03-17 08:00', '2026-03-17 20:00'],
  ])('reads %s', (hours, open, shut) => {
    expect([openAt(hours, open), openAt(hours, shut)]).toEqual([true, false])
  })

  it.each([
    ['sunrise-sunset', 0],
    ['Mo-Fr 08:00-sunset', 12],
    ['easter 08:00-12:00', 0],
    ['08:00', 5],
    ['08:00-12:00/30', 11],
    ['Mo-Fr 25:00-26:00', 6],
    ['08:75-18:00', 0],
    ['Mo-Fr 08:00-12:00 Sa 09:00-10:00', 18],
    ['Mo-', 2],
    ['Mo[6] 08:00-12:00', 3],
    ['week 54 08:00-12:00', 5],
    ['Jun 31 08:00-10:00', 4],
    ['week 10-5 08:00-10:00', 8],
    ['whenever', 0],
    ['Mo-Fr constructor', 6],
    ['2026-2024 08:00-10:00', 5],
    ['周一 08:00-12:00', 0],
    ['"unclosed', 0],
    [';', 1],
    ['', 0],
  ])('refuses %s and says where (%i)', (hours, at) => {
    const parsed = parseHours(hours)
    expect(parsed).toMatchObject({ ok: false })
    if (parsed.ok) return
    expect(Math.abs(parsed.at - at)).toBeLessThanOrEqual(1)
  })

  it.each([
    ['sunrise-sunset', 'times by the sun are not supported'],
    ['Mo-Fr 08:00-sunset', 'times by the sun are not supported'],
    ['08:00', 'expected the end of the time span ("-" or "+"), found the end'],
    ['08:75-18:00', 'there is no time 08:75'],
    ['Mo-Fr 08:00-12:00 Sa 09:00-10:00', 'expected ";", "," or "||" after a rule, found "sa"'],
    ['week 54 08:00-12:00', 'expected a week from 1 to 53, found "54"'],
    ['周一 08:00-12:00', '"周" is not part of the grammar'],
  ])('refuses %s with a reason that reads: %s', (hours, reason) => {
    expect(parseHours(hours)).toMatchObject({ ok: false, reason })
  })
})
