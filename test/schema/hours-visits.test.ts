import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holidayCalendar } from '../../schema/rules/calendar.ts'
import { dayOf, instantOf, isoOf } from '../../schema/rules/hours/days.ts'
import { hoursState, isOpen } from '../../schema/rules/hours/evaluate.ts'
import type { HoursContext } from '../../schema/rules/hours/model.ts'
import { visitsOf } from '../../schema/rules/hours/visits.ts'

const HOUR = 3_600_000
/** Friday, 25 September 2026, 10:00 in Asia/Shanghai: the week before the National Day. */
const at = Date.parse('2026-09-25T10:00:00+08:00')
const DAYS = 28

const calendar = holidayCalendar(
  [2026],
  [
    ...['01', '02', '03', '04', '05', '06', '07'].map((day) => ({
      date: `2026-10-${day}`,
      kind: 'holiday' as const,
      name: '国庆节',
    })),
    { date: '2026-10-10', kind: 'workday', name: '国庆节' },
  ],
)

const inWords = (expression: string | null, context: Partial<HoursContext> = {}, days = 8) =>
  visitsOf(expression, at, days, { calendar, ...context }).map(({ from, to }) =>
    [from, to].map((instant) => new Date(instant + 8 * HOUR).toISOString().slice(5, 16)).join(' – '),
  )

describe('coming times', () => {
  it.each([
    ['once a week', 'Sa 09:00-11:00', ['09-26T09:00 – 09-26T11:00']],
    ['twice a day', 'Tu 06:30-08:00,17:00-18:30', ['09-29T06:30 – 09-29T08:00', '09-29T17:00 – 09-29T18:30']],
    ['past midnight in one piece', 'Mo 22:00-26:00', ['09-28T22:00 – 09-29T02:00']],
    [
      'of an evening that goes on into the first day',
      'Th 22:00-26:00',
      ['09-24T22:00 – 09-25T02:00', '10-01T22:00 – 10-02T02:00'],
    ],
    [
      'not on holidays',
      'We-Fr 09:00-10:00; PH off',
      ['09-25T09:00 – 09-25T10:00', '09-30T09:00 – 09-30T10:00'],
    ],
    ['only on holidays', 'PH 09:00-10:00', ['10-01T09:00 – 10-01T10:00', '10-02T09:00 – 10-02T10:00']],
    ['of what nobody knows', null, []],
    ['of what cannot be read', '赶集日来', []],
    ['of what says that it is not known', 'Mo unknown', []],
  ])('%s', (_, expression, expected) => {
    expect(inWords(expression)).toEqual(expected)
  })

  it('leave out the days of a closure, with the night that would go into them', () => {
    const closures = [{ from: '2026-09-29', to: '2026-09-30' }]
    expect(inWords('20:00-26:00', { closures }, 7)).toEqual([
      '09-24T20:00 – 09-25T02:00',
      '09-25T20:00 – 09-26T02:00',
      '09-26T20:00 – 09-27T02:00',
      '09-27T20:00 – 09-28T02:00',
      '09-28T20:00 – 09-29T00:00',
      '10-01T20:00 – 10-02T00:00',
    ])
  })

  it.each(['paused', 'closed'] as const)('are none of what is %s', (status) => {
    expect(inWords('09:00-17:00', { status })).toEqual([])
  })

  it('go on to the end of the last day, and one piece is open all the time', () => {
    expect(inWords('24/7', {}, 2)).toEqual(['09-24T00:00 – 09-27T00:00'])
  })

  const days = fc.constantFrom('Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su', 'Mo-Fr', 'Sa,Su', 'PH', 'We[1]')
  const time = (minute: number) =>
    `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
  const span = fc
    .tuple(fc.integer({ min: 0, max: 47 }), fc.integer({ min: 1, max: 20 }))
    .map(([from, length]) => `${time(from * 30)}-${time(Math.min(from + length, 95) * 30)}`)
  const rule = fc.oneof(
    { weight: 5, arbitrary: fc.tuple(days, span).map((parts) => parts.join(' ')) },
    { weight: 1, arbitrary: fc.constantFrom('PH off', 'Su off', 'Mo unknown', 'Tu 09:00-17:00+') },
  )
  const closures = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 4 })), { maxLength: 2 })
    .map((some) =>
      some.map(([day, length]) => ({ from: isoOf(dayOf(at) + day), to: isoOf(dayOf(at) + day + length) })),
    )

  it('are those at which the evaluator says that it is open, for four weeks, each half hour', () => {
    fc.assert(
      fc.property(fc.array(rule, { minLength: 1, maxLength: 3 }), closures, (rules, closed) => {
        const expression = rules.join('; ')
        const context = { calendar, closures: closed }
        const visits = visitsOf(expression, at, DAYS, context)
        const first = instantOf(dayOf(at), 0)
        for (let instant = first; instant < first + DAYS * 24 * HOUR; instant += HOUR / 2) {
          const within = visits.some(({ from, to }) => from <= instant && instant < to)
          const open = isOpen(hoursState(expression, instant, context))
          if (within !== open) throw new Error(`${expression} at ${new Date(instant).toISOString()}: ${open}`)
        }
      }),
      { numRuns: 25 },
    )
  })
})
