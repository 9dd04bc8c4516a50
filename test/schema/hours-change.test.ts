import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holidayDays, holidayYears } from '../../schema/catalog/holidays.ts'
import { holidayCalendar } from '../../schema/rules/calendar.ts'
import { hoursState, isOpen, opensAt } from '../../schema/rules/hours/evaluate.ts'
import type { HoursContext } from '../../schema/rules/hours/model.ts'

const calendar = holidayCalendar(holidayYears, holidayDays)
const MINUTE = 60_000
const instant = (local: string) => Date.parse(`${local.replace(' ', 'T')}:00+08:00`)

const times = fc.constantFrom(
  '08:00-20:00',
  '08:30-12:00,14:00-18:00',
  '17:00-02:00',
  '20:00-26:30',
  '00:00-24:00',
  '06:00-06:30',
  '18:00+',
)
const days = fc.constantFrom(
  '',
  'Mo-Fr ',
  'Sa,Su ',
  'Fr-Mo ',
  'Mo[1] ',
  'Apr-Oct ',
  'week 1-53/2 ',
  'PH ',
  'Mo-Fr,PH ',
)
const state = fc.constantFrom('', '', '', ' off', ' unknown')
const rule = fc.tuple(days, times, state).map((parts) => parts.join(''))
const expressions = fc
  .tuple(
    rule,
    fc.array(fc.tuple(fc.constantFrom('; ', ', ', ' || '), rule), { maxLength: 2 }),
    fc.constantFrom('', '; PH off', '; 2026 Feb 10-2026 Feb 18 off', '; Dec 24-Jan 2 off'),
  )
  .map(([first, more, last]) => first + more.flat().join('') + last)
const instants = fc
  .integer({ min: 0, max: 700 * 96 })
  .map((quarters) => instant('2025-01-15 00:00') + quarters * 15 * MINUTE)
const contexts: fc.Arbitrary<HoursContext> = fc.constantFrom(
  { calendar },
  { calendar, closures: [{ from: '2026-02-14', to: '2026-02-20', reason: '回家过年' }] },
  {
    calendar,
    closures: [
      { from: '2025-07-01', to: '2025-07-03' },
      { from: '2025-07-04', to: '2025-07-04' },
    ],
  },
)

/** Instants between two others, and the last millisecond before the second. */
function between(from: number, to: number): number[] {
  const steps = Array.from({ length: 40 }, (_, index) => from + Math.floor(((to - from) * index) / 40))
  return [...steps, to - 1]
}

describe('the next change', () => {
  it('of an open outlet is the first instant at which it is not open', () => {
    fc.assert(
      fc.property(expressions, instants, contexts, (hours, at, context) => {
        const now = hoursState(hours, at, context)
        if ((now.kind !== 'open' && now.kind !== 'closing') || now.until === null) return
        const until = now.until
        expect(until).toBeGreaterThan(at)
        for (const time of between(at, until))
          expect(isOpen(hoursState(hours, time, context)), hours).toBe(true)
        expect(isOpen(hoursState(hours, until, context)), hours).toBe(false)
      }),
      { numRuns: 2000 },
    )
  })

  it('of a closed outlet is the first instant at which it is open', () => {
    fc.assert(
      fc.property(expressions, instants, contexts, (hours, at, context) => {
        const now = hoursState(hours, at, context)
        if (now.kind !== 'closed' || now.opens === null) return
        expect(now.opens).toBeGreaterThan(at)
        for (const time of between(at, now.opens)) {
          expect(isOpen(hoursState(hours, time, context)), hours).toBe(false)
        }
        expect(isOpen(hoursState(hours, now.opens, context)), hours).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  it('is said to be soon within the last half hour only', () => {
    fc.assert(
      fc.property(expressions, instants, fc.integer({ min: 0, max: 59 }), (hours, at, minutes) => {
        const time = at + minutes * MINUTE
        const now = hoursState(hours, time, { calendar })
        if (now.kind === 'closing') expect(now.until - time).toBeLessThanOrEqual(30 * MINUTE)
        if (now.kind === 'open' && now.until !== null && !now.openEnd) {
          expect(now.until - time).toBeGreaterThan(30 * MINUTE)
        }
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['08:00-20:00', '2026-03-17 19:29', { kind: 'open', until: instant('2026-03-17 20:00') }],
    ['08:00-20:00', '2026-03-17 19:30', { kind: 'closing', until: instant('2026-03-17 20:00') }],
    ['08:00-20:00', '2026-03-17 20:00', { kind: 'closed', opens: instant('2026-03-18 08:00') }],
    ['22:00-02:00', '2026-03-17 23:00', { kind: 'open', until: instant('2026-03-18 02:00') }],
    ['18:00-26:00', '2026-03-18 01:00', { kind: 'open', until: instant('2026-03-18 02:00') }],
    ['24/7', '2026-03-17 03:00', { kind: 'open', until: null, openEnd: false }],
    ['18:00+', '2026-03-17 19:00', { kind: 'open', until: null, openEnd: true }],
    ['Mo-Fr 00:00-24:00', '2026-03-16 09:00', { kind: 'open', until: instant('2026-03-21 00:00') }],
    ['Sa[1] 08:00-10:00', '2026-03-07 10:00', { kind: 'closed', opens: instant('2026-04-04 08:00') }],
    ['Fr[-1] 08:00-10:00', '2026-03-26 10:00', { kind: 'closed', opens: instant('2026-03-27 08:00') }],
    ['Dec 24-Jan 2 10:00-12:00', '2026-03-17 10:00', { kind: 'closed', opens: instant('2026-12-24 10:00') }],
    ['2025 Mar 10:00-12:00', '2026-03-17 10:00', { kind: 'closed', opens: null }],
    ['off', '2026-03-17 10:00', { kind: 'closed', opens: null, because: 'hours' }],
    ['"看天气"', '2026-03-17 10:00', { kind: 'unknown', reason: 'stated_unknown', comment: '看天气' }],
    ['Mo-Fr 09:00-11:00 || "来电"', '2026-03-17 12:00', { kind: 'unknown', comment: '来电' }],
    ['Mo-Fr 09:00-11:00 "来电"', '2026-03-17 10:00', { kind: 'unknown', comment: '来电' }],
    ['  ', '2026-03-17 10:00', { kind: 'unknown', reason: 'not_given' }],
    ['whenever', '2026-03-17 10:00', { kind: 'unknown', reason: 'unreadable' }],
    [null, '2026-03-17 10:00', { kind: 'unknown', reason: 'not_given' }],
  ])('of %s at %s', (hours, local, state) => {
    expect(hoursState(hours, instant(local), { calendar })).toMatchObject(state)
  })
})

describe('closures and status', () => {
  const closures = [{ from: '2026-02-10', to: '2026-02-18', reason: '过年' }]

  it('shut every day of a closure, the last included, and open after it', () => {
    const context = { calendar, closures }
    expect(hoursState('08:00-20:00', instant('2026-02-09 19:45'), context).kind).toBe('closing')
    for (const local of ['2026-02-10 00:00', '2026-02-14 12:00', '2026-02-18 23:59']) {
      expect(hoursState('08:00-20:00', instant(local), context)).toMatchObject({
        kind: 'closed',
        because: 'closure',
        opens: instant('2026-02-19 08:00'),
      })
    }
    expect(hoursState('08:00-20:00', instant('2026-02-19 08:00'), context).kind).toBe('open')
  })

  it('end what is open all the time', () => {
    expect(hoursState('24/7', instant('2026-02-01 12:00'), { calendar, closures })).toMatchObject({
      until: instant('2026-02-10 00:00'),
    })
  })

  it('let no closed evening run on into the day after', () => {
    expect(hoursState('18:00-02:00', instant('2026-02-19 01:00'), { calendar, closures }).kind).toBe('closed')
  })

  it.each([null, 'whenever'])('speak where hours (%s) cannot', (hours) => {
    const during = hoursState(hours, instant('2026-02-14 12:00'), { calendar, closures })
    expect(during).toMatchObject({ kind: 'closed', because: 'closure', opens: null })
    expect(hoursState(hours, instant('2026-03-14 12:00'), { calendar, closures }).kind).toBe('unknown')
  })

  it.each([
    ['paused', 'paused'],
    ['closed', 'closed_for_good'],
  ] as const)('win: %s', (status, because) => {
    expect(hoursState('24/7', instant('2026-03-17 12:00'), { calendar, status })).toMatchObject({
      kind: 'closed',
      because,
      opens: null,
    })
  })
})

describe('a paused outlet', () => {
  const paused = (closures: HoursContext['closures']): HoursContext => ({
    calendar,
    status: 'paused',
    ...(closures ? { closures } : {}),
  })

  it('stays closed when its closure has passed, because nobody has said that it is back', () => {
    const context = paused([{ from: '2026-03-01', to: '2026-03-10', reason: null }])
    const state = hoursState('08:00-20:00', instant('2026-03-17 10:00'), context)
    expect(state).toEqual({ kind: 'closed', opens: null, because: 'paused', comment: null })
  })

  it('opens again after a closure that still runs', () => {
    const context = paused([{ from: '2026-03-01', to: '2026-03-18', reason: null }])
    const state = hoursState('08:00-20:00', instant('2026-03-17 10:00'), context)
    expect(state).toMatchObject({ kind: 'closed', opens: instant('2026-03-19 08:00') })
  })
})

describe('whether it is open', () => {
  it('is as the state says, in any status, whatever is known of the hours', () => {
    const hours = fc.oneof(
      { weight: 6, arbitrary: expressions },
      fc.constantFrom(null, '', ' ', '24/7', '24/7 off', '早上八点', '08:00-'),
    )
    const status = fc.constantFrom('open', 'paused', 'closed')
    fc.assert(
      fc.property(hours, instants, contexts, status, (hours, at, context, status) => {
        const asked = { ...context, status }
        expect(opensAt(hours, at, asked), `${hours}`).toBe(isOpen(hoursState(hours, at, asked)))
      }),
      { numRuns: 3000 },
    )
  })
})
