import { describe, expect, it } from 'vitest'
import { holidayDays, holidayYears } from '../../schema/catalog/holidays.ts'
import { holidayCalendar } from '../../schema/rules/calendar.ts'
import type { WeekDay } from '../../schema/rules/hours/model.ts'
import { weekTable } from '../../schema/rules/hours/week.ts'

const calendar = holidayCalendar(holidayYears, holidayDays)
const wednesday = Date.parse('2026-03-18T10:00:00+08:00')

const row = ({ date, state, spans }: WeekDay) =>
  `${date} ${state} ${spans.map(({ from, to, openEnd }) => `${from}-${to}${openEnd ? '+' : ''}`).join()}`.trim()

describe('the week table', () => {
  it('has seven days from Monday, with each span on the day it begins', () => {
    expect(
      weekTable('Mo-Th 08:00-12:00,14:00-18:00; Fr 20:00-26:00; Sa off', wednesday, { calendar }).map(row),
    ).toEqual([
      '2026-03-16 hours 480-720,840-1080',
      '2026-03-17 hours 480-720,840-1080',
      '2026-03-18 hours 480-720,840-1080',
      '2026-03-19 hours 480-720,840-1080',
      '2026-03-20 hours 1200-1560',
      '2026-03-21 closed',
      '2026-03-22 closed',
    ])
  })

  it('begins with today when asked to', () => {
    const week = weekTable('08:00-20:00', wednesday, { calendar }, 'today')
    expect(week.map(({ weekday }) => weekday)).toEqual([3, 4, 5, 6, 7, 1, 2])
    expect(week[0]?.date).toBe('2026-03-18')
  })

  it('belongs to the city’s Monday, not to that of UTC', () => {
    const mondayAtHalfPastMidnight = Date.parse('2026-03-15T16:30:00Z')
    expect(weekTable('24/7', mondayAtHalfPastMidnight, { calendar })[0]).toMatchObject({
      date: '2026-03-16',
      weekday: 1,
      spans: [{ from: 0, to: 1440, openEnd: false }],
    })
  })

  it('names holidays and make-up days, and gives their hours', () => {
    const week = weekTable(
      'Mo-Fr 08:00-18:00; Sa,Su 10:00-16:00; PH off',
      Date.parse('2026-10-07T12:00:00+08:00'),
      {
        calendar,
      },
    )
    expect(week.map(({ holiday }) => holiday?.kind ?? null)).toEqual([
      'holiday',
      'holiday',
      'holiday',
      null,
      null,
      'workday',
      null,
    ])
    expect(week.map(({ state }) => state)).toEqual([
      'closed',
      'closed',
      'closed',
      'hours',
      'hours',
      'hours',
      'hours',
    ])
    expect(week[5]).toMatchObject({ holiday: { name: '国庆节' }, spans: [{ from: 480, to: 1080 }] })
    expect(week[6]).toMatchObject({ spans: [{ from: 600, to: 960 }] })
  })

  it('shuts the days of a closure', () => {
    const closure = { from: '2026-03-19', to: '2026-03-20', reason: '盘点' }
    const week = weekTable('08:00-20:00', wednesday, { calendar, closures: [closure] })
    expect(week.map(({ state }) => state)).toEqual([
      'hours',
      'hours',
      'hours',
      'closed',
      'closed',
      'hours',
      'hours',
    ])
    expect(week[3]).toMatchObject({ closure, spans: [] })
  })

  it.each([
    { hours: null, why: 'nobody gave hours' },
    { hours: 'whenever', why: 'they cannot be read' },
    { hours: '"看天气"', why: 'they say so themselves' },
  ])('is unknown for $hours: $why', ({ hours }) => {
    expect(weekTable(hours, wednesday, { calendar }).every(({ state }) => state === 'unknown')).toBe(true)
  })

  it('is unknown only where the missing calendar matters', () => {
    const week = weekTable('Mo-Fr 08:00-18:00; PH off', Date.parse('2027-03-10T12:00:00+08:00'), { calendar })
    expect(week.map(({ state }) => state)).toEqual([
      'unknown',
      'unknown',
      'unknown',
      'unknown',
      'unknown',
      'closed',
      'closed',
    ])
  })

  it('says where an end is open', () => {
    expect(weekTable('18:00+', wednesday, { calendar })[0]?.spans[0]).toMatchObject({
      from: 1080,
      openEnd: true,
    })
  })
})
