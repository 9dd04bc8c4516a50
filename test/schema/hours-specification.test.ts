import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holidayDays, holidayYears } from '../../schema/catalog/holidays.ts'
import { holidayCalendar } from '../../schema/rules/calendar.ts'
import { dayOfIso, instantOf } from '../../schema/rules/hours/days.ts'
import { hoursState } from '../../schema/rules/hours/evaluate.ts'
import type { HoursContext } from '../../schema/rules/hours/model.ts'
import { type HoursSpecification, hoursSpecifications } from '../../schema/rules/hours/specification.ts'
import { sampleCity } from '../../schema/sample/sample.ts'
import { expressions } from './hours-expressions.ts'

/*
 * A reader that knows nothing of ours, from the texts of schema.org and of Google's "Local business":
 * - a specification speaks of the days of `dayOfWeek` from `validFrom` to `validThrough`, both included;
 * - the place is open from `opens` to `closes`; `closes` that is not after `opens` is on the next day;
 * - 00:00 to 23:59 is the whole day, 00:00 to 00:00 is a day on which it is closed.
 */
const DAY = 86_400_000
const names = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

interface Read {
  days: readonly string[]
  opens: number
  closes: number
  from: string
  through: string
}

const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

function readerOf(specifications: readonly HoursSpecification[]) {
  const all = specifications.map(
    ({ weekdays, opens, closes, from, through }): Read => ({
      days: weekdays.map((weekday) => names[weekday % 7] ?? ''),
      opens: minutes(opens),
      closes: minutes(closes),
      from: from ?? '0000-01-01',
      through: through ?? '9999-12-31',
    }),
  )
  const known = new Map<number, Read[]>()
  /** @param day since 1970-01-01 */
  const on = (day: number): Read[] => {
    const remembered = known.get(day)
    if (remembered) return remembered
    const noon = new Date((day + 0.5) * DAY)
    const [name = '', date] = [names[noon.getUTCDay()], noon.toISOString().slice(0, 10)]
    const found = all.filter(
      ({ days, from, through }) => days.includes(name) && from <= date && date <= through,
    )
    known.set(day, found)
    return found
  }
  /** `null` where nothing is said of the day */
  return function isOpenAt(at: number): boolean | null {
    const local = at + 8 * 3_600_000
    const day = Math.floor(local / DAY)
    const minute = (local - day * DAY) / 60_000
    const [today, yesterday] = [on(day), on(day - 1)]
    const open =
      today.some(({ opens, closes }) => {
        if (opens === 0 && closes === 0) return false
        const end = closes <= opens || (opens === 0 && closes === 1439) ? 1440 : closes
        return minute >= opens && minute < end
      }) ||
      yesterday.some(({ opens, closes }) => closes <= opens && (opens > 0 || closes > 0) && minute < closes)
    return open || (today.length > 0 ? false : null)
  }
}

const QUARTER = 15 * 60_000

/** What the evaluator says at an instant, and until when it says so. */
function stateOf(expression: string | null, at: number, context: HoursContext) {
  const state = hoursState(expression, at, context)
  if (state.kind === 'unknown') return { open: null, until: at }
  if (state.kind === 'closed') return { open: false, until: state.opens ?? at }
  return { open: state.openEnd ? null : true, until: state.until ?? at }
}

/** Holds weeks of quarters of an hour against the evaluator; counts of how many something is said. */
function compareWeeks(
  expression: string | null,
  context: HoursContext,
  first: number,
  mondays: readonly number[],
) {
  const reader = readerOf(hoursSpecifications(expression, first, context))
  const told = { said: 0, unsaid: 0 }
  for (const monday of mondays) compareWeek(expression, context, monday, reader, told)
  return told
}

function compareWeek(
  expression: string | null,
  context: HoursContext,
  monday: number,
  reader: ReturnType<typeof readerOf>,
  told: { said: number; unsaid: number },
): void {
  let state = stateOf(expression, instantOf(monday, 0), context)
  for (let quarter = 0; quarter < 7 * 96; quarter += 1) {
    const at = instantOf(monday, 0) + quarter * QUARTER
    const said = reader(at)
    if (said === null) told.unsaid += 1
    else {
      told.said += 1
      if (at >= state.until) state = stateOf(expression, at, context)
      // of what is not known nothing may be said: there the evaluator's answer is null
      if (said !== state.open) {
        expect.fail(
          `${expression} at ${new Date(at).toISOString()}: ${said}, but ${state.open} by the evaluator`,
        )
      }
    }
  }
}

const calendar = holidayCalendar(holidayYears, holidayDays)
/** the Mondays of a plain week, of one with the National Day, and of Spring Festival */
const weeks = ['2026-06-08', '2026-09-28', '2026-02-16'].map(dayOfIso)
const january = dayOfIso('2026-01-05')

describe('the specification of hours', () => {
  it.each([
    ['24/7', ['1234567 00:00 23:59']],
    ['Mo-Su 08:00-21:00', ['1234567 08:00 21:00']],
    ['Mo-Fr 08:00-12:00,14:00-18:00', ['12345 08:00 12:00', '12345 14:00 18:00', '67 00:00 00:00']],
    ['17:00-02:00', ['1234567 17:00 02:00']],
    ['18:00-24:00', ['1234567 18:00 00:00']],
    ['08:00-32:00', ['1234567 00:00 23:59']],
    ['Mo 08:00-32:00', ['1 08:00 00:00', '2 00:00 08:00', '34567 00:00 00:00']],
    ['off', ['1234567 00:00 00:00']],
  ])('of %s is an undated week', (expression, expected) => {
    const plain = { calendar: holidayCalendar([2026], []) }
    const told = hoursSpecifications(expression, january, plain).map(
      ({ weekdays, opens, closes, from, through }) =>
        `${weekdays.join('')} ${opens} ${closes}${from === null && through === null ? '' : ' dated'}`,
    )
    expect(told.sort()).toEqual([...expected].sort())
  })

  it('dates seasons, and ends where the year ahead does', () => {
    const told = hoursSpecifications('Apr-Sep 08:00-20:00; Oct-Mar 09:00-18:00', january, {
      calendar: holidayCalendar([], []),
    })
    expect(told).toEqual([
      { weekdays: [1, 2, 3, 4, 5, 6, 7], opens: '09:00', closes: '18:00', from: null, through: '2026-03-31' },
      {
        weekdays: [1, 2, 3, 4, 5, 6, 7],
        opens: '08:00',
        closes: '20:00',
        from: '2026-04-01',
        through: '2026-09-30',
      },
      {
        weekdays: [1, 2, 3, 4, 5, 6, 7],
        opens: '09:00',
        closes: '18:00',
        from: '2026-10-01',
        through: '2027-01-05',
      },
    ])
  })

  it('dates a closure, before and after which the week is as usual', () => {
    const closures = [{ from: '2026-02-14', to: '2026-02-24' }]
    const told = hoursSpecifications('08:00-20:00', january, { calendar: holidayCalendar([], []), closures })
    expect(told).toEqual([
      { weekdays: [1, 2, 3, 4, 5, 6, 7], opens: '08:00', closes: '20:00', from: null, through: '2026-02-13' },
      {
        weekdays: [1, 2, 3, 4, 5, 6, 7],
        opens: '00:00',
        closes: '00:00',
        from: '2026-02-14',
        through: '2026-02-24',
      },
      { weekdays: [1, 2, 3, 4, 5, 6, 7], opens: '08:00', closes: '20:00', from: '2026-02-25', through: null },
    ])
  })

  it.each([
    ['nobody has given', null, {}],
    ['are unreadable', 'when the sun shines', {}],
    ['are "by appointment"', '"来电"', {}],
    ['have no stated end', '18:00+', {}],
    ['are of an outlet closed for good', '24/7', { status: 'closed' }],
    ['are of an outlet closed for nobody knows how long', '24/7', { status: 'paused' }],
  ] as const)('says nothing of hours that %s', (_name, expression, more) => {
    expect(hoursSpecifications(expression, january, { calendar, ...more })).toEqual([])
  })

  it('says nothing of a year whose holidays are not published, where they matter', () => {
    const first = dayOfIso('2026-11-26')
    const reader = readerOf(hoursSpecifications('Mo-Su 08:00-21:00; PH off', first, { calendar }))
    expect(reader(Date.parse('2026-12-31T10:00:00+08:00'))).toBe(true)
    expect(reader(Date.parse('2027-01-01T10:00:00+08:00'))).toBeNull()
  })

  it('leaves out a single day that nobody knows, and tells the others', () => {
    const told = compareWeeks('Mo-Su 08:00-20:00; We unknown', { calendar }, january, [
      dayOfIso('2026-06-08'),
    ])
    expect(told).toEqual({ said: 6 * 96, unsaid: 96 })
  })

  it('tells of a paused outlet until its last closure ends', () => {
    const closures = [{ from: '2026-01-10', to: '2026-02-24' }]
    const reader = readerOf(
      hoursSpecifications('08:00-20:00', january, { calendar, closures, status: 'paused' }),
    )
    expect(reader(Date.parse('2026-01-06T10:00:00+08:00'))).toBe(true)
    expect(reader(Date.parse('2026-02-24T10:00:00+08:00'))).toBe(false)
    expect(reader(Date.parse('2026-02-25T10:00:00+08:00'))).toBeNull()
  })
})

describe('a reader of the specification and the evaluator', () => {
  it('agree on every outlet of the sample, every quarter of three weeks', () => {
    const kinds = new Map<string, { hours: string; context: HoursContext }>()
    for (const { hours, closures, status } of sampleCity().outlets) {
      if (!hours) continue
      kinds.set(JSON.stringify([hours, closures, status]), { hours, context: { calendar, closures, status } })
    }
    expect(kinds.size).toBeGreaterThan(20)
    const told = { said: 0, unsaid: 0 }
    for (const { hours, context } of kinds.values()) {
      const { said, unsaid } = compareWeeks(hours, context, january, weeks)
      told.said += said
      told.unsaid += unsaid
    }
    expect(told.said).toBeGreaterThan(10 * told.unsaid)
  })

  const closures = fc.array(
    fc
      .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 20 }))
      .map(([start, length]) => ({ from: january + 30 + start, to: january + 30 + start + length }))
      .map(({ from, to }) => ({
        from: new Date(from * DAY).toISOString().slice(0, 10),
        to: new Date(to * DAY).toISOString().slice(0, 10),
      })),
    { maxLength: 2 },
  )
  const withHolidays = fc
    .tuple(expressions, fc.constantFrom('', '; PH off', '; PH 10:00-12:00', '; PH,Su 09:00-26:00'))
    .map((parts) => parts.join(''))

  it('agree on random hours, closures and holidays, from whatever day on', () => {
    const told = { said: 0, unsaid: 0 }
    fc.assert(
      fc.property(
        withHolidays,
        closures,
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 0, max: 51 }),
        fc.constantFrom('open' as const, 'paused' as const),
        (expression, closed, later, week, status) => {
          const first = january + later
          const context = { calendar, closures: closed, status }
          const { said, unsaid } = compareWeeks(expression, context, first, [first + week * 7])
          told.said += said
          told.unsaid += unsaid
        },
      ),
      { numRuns: 150 },
    )
    expect(told.said).toBeGreaterThan(15_000)
  })

  it('no two specifications speak of a weekday at the same time with other hours', () => {
    fc.assert(
      fc.property(withHolidays, closures, (expression, closed) => {
        const told = hoursSpecifications(expression, january, { calendar, closures: closed })
        for (const day of Array.from({ length: 400 }, (_, index) => january + index)) {
          const date = new Date(day * DAY).toISOString().slice(0, 10)
          const weekday = new Date(day * DAY).getUTCDay() || 7
          const valid = told.filter(
            (one) =>
              one.weekdays.includes(weekday) && (one.from ?? '') <= date && date <= (one.through ?? '9999'),
          )
          expect(new Set(valid.map(({ from, through }) => `${from} ${through}`)).size).toBeLessThanOrEqual(1)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('agree on every week of a year with its holidays and days worked for them', () => {
    const mondays = Array.from({ length: 51 }, (_, index) => january + index * 7)
    compareWeeks('Mo-Fr 08:00-18:00; Sa 09:00-12:00; PH off', { calendar }, january, mondays)
  })
})
