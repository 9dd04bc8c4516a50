import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { holidayDays, holidayYears } from '../../schema/catalog/holidays.ts'
import { holidayCalendar } from '../../schema/rules/calendar.ts'
import { dayOfIso, instantOf, isoOf, weekdayOf } from '../../schema/rules/hours/days.ts'
import { hoursState, isOpen, readHours } from '../../schema/rules/hours/evaluate.ts'
import { timelineOf } from '../../schema/rules/hours/timeline.ts'
import { readWeek, writeWeek } from '../../schema/rules/hours/week-edit.ts'
import {
  allDay,
  makeUpWeekday,
  normalWeek,
  SPANS_MAX,
  type WeekModel,
  type WeekSpan,
} from '../../schema/rules/hours/week-model.ts'
import { problemsOf } from '../../schema/rules/hours/week-problems.ts'
import { expressions } from './hours-expressions.ts'

const context = { calendar: holidayCalendar(holidayYears, holidayDays) }
/** Monday, the last day of Spring Festival 2026; the Saturday of that week is worked for it. */
const monday = dayOfIso('2026-02-23')
const weekOfAll = [0, 1, 2, 3, 4, 5, 6].map((index) => monday + index)

const span = (from: string, to: string, overnight = to <= from): WeekSpan => ({ from, to, overnight })
const everyDay = (...spans: WeekSpan[]) => Array.from({ length: 7 }, () => spans)

/* ── models ── */

const minute = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * 15) },
  fc.integer({ min: 0, max: 1439 }),
)
const clock = minute.map(
  (at) => `${`${Math.floor(at / 60)}`.padStart(2, '0')}:${`${at % 60}`.padStart(2, '0')}`,
)
const anySpan = fc.record({ from: clock, to: clock, overnight: fc.boolean() })
const anyDay: fc.Arbitrary<readonly WeekSpan[]> = fc.oneof(
  { weight: 5, arbitrary: fc.array(anySpan, { maxLength: SPANS_MAX }) },
  fc.constant([allDay]),
  fc.constant([]),
)
const usual: fc.Arbitrary<readonly (readonly WeekSpan[])[]> = fc.oneof(
  fc.array(anyDay, { minLength: 7, maxLength: 7 }),
  anyDay.map((day) => everyDay(...day)),
  // as shops have them: two kinds of days
  fc
    .tuple(anyDay, anyDay, fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }))
    .map(([one, other, which]) => which.map((first) => (first ? one : other))),
)
const holidays = fc.oneof(fc.constantFrom('same' as const, 'closed' as const), anyDay)
/** A week without problems: what the generator made, less the spans that have one. */
const models = fc.record({ days: usual, holidays }).map((model): WeekModel => {
  const bad = new Set(problemsOf(model).map(({ day, span: index }) => `${day} ${index}`))
  const good = (spans: readonly WeekSpan[], day: number | 'holidays') =>
    spans.filter((_, index) => !bad.has(`${day} ${index}`))
  return {
    days: model.days.map((spans, day) => good(spans, day)),
    holidays: typeof model.holidays === 'string' ? model.holidays : good(model.holidays, 'holidays'),
  }
})

/* ── what the model says, read minute by minute ── */

function spansOn(model: WeekModel, day: number): readonly WeekSpan[] {
  const special = context.calendar.days.get(isoOf(day))
  if (special?.kind === 'holiday' && model.holidays !== 'same')
    return model.holidays === 'closed' ? [] : model.holidays
  // a day worked in exchange is like a Friday
  return model.days[special?.kind === 'workday' ? 4 : weekdayOf(day) - 1] ?? []
}

const toMinute = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))
const inMinutes = (spans: readonly WeekSpan[]) =>
  spans.map(({ from, to }) => ({
    from: toMinute(from),
    to: toMinute(to),
    night: toMinute(to) <= toMinute(from),
  }))

function openByModel(model: WeekModel, day: number): (at: number) => boolean {
  const today = inMinutes(spansOn(model, day))
  const lastNight = inMinutes(spansOn(model, day - 1)).filter(({ night }) => night)
  return (at) =>
    today.some(({ from, to, night }) => at >= from && (night || at < to)) ||
    lastNight.some(({ to }) => at < to)
}

/* ── what the evaluator says of every minute ── */

function openMinutes(expression: string, days: readonly number[]): string {
  const read = readHours(expression)
  if (!read.ok) throw new Error(`${expression}: ${read.reason}`)
  const timeline = timelineOf(read.schedule, context)
  return days
    .map((day) =>
      timeline(day)
        .map(({ from, to, state }) => (state === 'open' ? '1' : '0').repeat(to - from))
        .join(''),
    )
    .join('\n')
}

function modelMinutes(model: WeekModel, days: readonly number[]): string {
  return days
    .map((day) => {
      const open = openByModel(model, day)
      return Array.from({ length: 1440 }, (_, at) => (open(at) ? '1' : '0')).join('')
    })
    .join('\n')
}

describe('a week that is written', () => {
  it('means the same in every minute of a week with a holiday and a make-up day', () => {
    fc.assert(
      fc.property(models, (model) => {
        expect(openMinutes(writeWeek(model), weekOfAll) === modelMinutes(model, weekOfAll)).toBe(true)
      }),
      { numRuns: 250 },
    )
  })

  it('closes the night of a holiday that is off', () => {
    expect(isOpen(hoursState('18:00-02:00; PH off', instantOf(monday + 1, 30), context))).toBe(false)
  })

  it('gives the public the state that the model has', () => {
    const times = fc.array(fc.tuple(fc.constantFrom(...weekOfAll), minute), { minLength: 20, maxLength: 20 })
    fc.assert(
      fc.property(models, times, (model, instants) => {
        const expression = writeWeek(model)
        for (const [day, at] of instants) {
          const state = hoursState(expression, instantOf(day, at), context)
          expect(isOpen(state), `${expression} on ${isoOf(day)} at ${at}`).toBe(openByModel(model, day)(at))
        }
      }),
      { numRuns: 300 },
    )
  })

  it('is read back as it was, in its normal form', () => {
    fc.assert(
      fc.property(models, (model) => {
        expect(readWeek(writeWeek(model))).toEqual(normalWeek(model))
      }),
      { numRuns: 500 },
    )
  })

  it('is written the same again', () => {
    fc.assert(
      fc.property(models, (model) => {
        const read = readWeek(writeWeek(model))
        expect(read && writeWeek(read)).toBe(writeWeek(model))
      }),
      { numRuns: 300 },
    )
  })

  it.each<[WeekModel, string]>([
    [{ days: everyDay(span('08:00', '20:00')), holidays: 'same' }, '08:00-20:00'],
    [{ days: everyDay(allDay), holidays: 'same' }, '24/7'],
    [{ days: everyDay(allDay), holidays: 'closed' }, '24/7; PH off'],
    [{ days: everyDay(), holidays: 'same' }, 'off'],
    [{ days: everyDay(), holidays: 'closed' }, 'off'],
    [{ days: everyDay(), holidays: [span('09:00', '12:00')] }, 'off; PH 09:00-12:00'],
    [
      {
        days: [...everyDay(span('09:00', '18:00')).slice(0, 5), [], []],
        holidays: 'closed',
      },
      'Mo-Fr 09:00-18:00; Sa,Su off; PH off',
    ],
    [
      {
        days: [[], ...everyDay(span('17:00', '20:30'), span('05:30', '10:00')).slice(1)],
        holidays: [allDay],
      },
      'Tu-Su 05:30-10:00,17:00-20:30; Mo off; PH 00:00-24:00',
    ],
    [
      {
        days: [...everyDay(span('10:00', '22:00')).slice(0, 4), ...everyDay(span('10:00', '02:00')).slice(4)],
        holidays: 'same',
      },
      'Mo-Th 10:00-22:00; Fr-Su 10:00-02:00',
    ],
    [{ days: everyDay(span('18:00', '00:00')), holidays: 'same' }, '18:00-24:00'],
    [{ days: everyDay(span('08:00', '12:00'), span('12:00', '18:00')), holidays: 'same' }, '08:00-18:00'],
    [
      { days: everyDay(span('00:00', '02:00'), span('18:00', '00:00')), holidays: 'same' },
      '00:00-02:00,18:00-24:00',
    ],
  ])('%j is %s', (model, expression) => {
    expect(problemsOf(model)).toEqual([])
    expect(writeWeek(model)).toBe(expression)
  })
})

describe('a week that is read', () => {
  const holidayRules = fc.constantFrom(
    '',
    '; PH off',
    '; PH 10:00-12:00',
    '; PH 20:00-03:00',
    '; PH,Su off',
    '; PH Mo-Fr off',
    ', PH 06:00-07:00',
    '; SH off',
    '; PH "来电"',
    '; Mo off',
  )
  const days = Array.from({ length: 90 }, (_, index) => dayOfIso('2026-01-01') + index)

  it('means what the expression means, wherever there is one', () => {
    let read = 0
    fc.assert(
      fc.property(expressions, holidayRules, (base, more) => {
        const expression = `${base}${more}`
        const model = readWeek(expression)
        if (model === null) return
        read += 1
        expect(model).toEqual(normalWeek(model))
        const written = writeWeek(model)
        expect(
          openMinutes(written, days) === openMinutes(expression, days),
          `${expression} → ${written}`,
        ).toBe(true)
      }),
      { numRuns: 3_000 },
    )
    expect(read).toBeGreaterThan(500)
  })

  it.each([
    ['Mo-Fr 08:00-18:00; PH off', 'Mo-Fr 08:00-18:00; Sa,Su off; PH off'],
    ['mo-fr 8:00–18:00', 'Mo-Fr 08:00-18:00; Sa,Su off'],
    ['Mo-Su 07:30-21:30', '07:30-21:30'],
    ['08:00-20:00; Su off', 'Mo-Sa 08:00-20:00; Su off'],
    ['08:00-20:00; 12:00-14:00 off', '08:00-12:00,14:00-20:00'],
    ['Mo-Fr 09:00-12:00, Mo-Fr 14:00-18:00', 'Mo-Fr 09:00-12:00,14:00-18:00; Sa,Su off'],
    ['Fr 20:00-26:00', 'Fr 20:00-02:00; Mo-Th,Sa,Su off'],
    ['Mo-Su,PH 08:00-20:00', '08:00-20:00'],
    ['open', '24/7'],
    ['off', 'off'],
  ])('%s is %s', (expression, written) => {
    const model = readWeek(expression)
    expect(model && writeWeek(model)).toBe(written)
  })

  it.each([
    ['months', 'Mar-Oct 08:00-20:00'],
    ['dates', 'Mo-Su 08:00-20:00; Jan 01 off'],
    ['years', '2026 08:00-20:00'],
    ['weeks', 'week 01-26 Mo 08:00-20:00'],
    ['a numbered weekday', 'Sa[2] 08:00-10:00'],
    ['a comment', 'Mo-Fr 08:00-18:00 "午休"'],
    ['what is not certain', 'Mo-Fr 08:00-18:00; Sa unknown'],
    ['an open end', '18:00+'],
    ['school holidays', 'Mo-Fr 08:00-18:00; SH off'],
    ['holidays that differ by weekday', 'Mo-Fr 08:00-18:00; PH Mo-We off'],
    ['a night cut in the middle', '18:00-03:00; 23:00-25:00 off'],
    ['more than a day at once', 'Mo 00:00-26:00'],
    ['too many spans', '06:00-07:00,08:00-09:00,10:00-11:00,12:00-13:00,14:00-15:00'],
    ['nothing that is grammar', '早八点到晚六点'],
  ])('says more than a week holds: %s', (_, expression) => {
    expect(readWeek(expression)).toBeNull()
  })
})

describe('problems', () => {
  const inDays = (...spans: WeekSpan[]): WeekModel => ({
    days: [spans, ...everyDay().slice(1)],
    holidays: 'same',
  })

  test.each<[string, WeekSpan[], string[]]>([
    ['none in a split day', [span('05:30', '10:00'), span('17:00', '20:30')], []],
    ['none in a night', [span('18:00', '02:00')], []],
    ['none in 24 hours', [allDay], []],
    ['none in spans that touch', [span('08:00', '12:00'), span('12:00', '18:00')], []],
    ['a time that is not filled in', [span('08:00', '', false)], ['missing 0']],
    ['a span of nothing', [span('08:00', '08:00', true)], ['empty 0']],
    ['an end before the beginning', [span('09:00', '06:00', false)], ['backwards 0']],
    ['an overlap', [span('08:00', '12:00'), span('11:00', '18:00')], ['overlap 1']],
    ['the same span twice', [span('08:00', '12:00'), span('08:00', '12:00')], ['overlap 1']],
    ['a night over the next morning', [span('06:00', '12:00'), span('20:00', '07:00')], ['overlap 1']],
    ['24 hours that begin at ten', [span('10:00', '20:00'), span('20:00', '10:00')], ['overlap 1']],
    ['anything beside 24 hours', [allDay, span('08:00', '09:00')], ['overlap 1']],
    [
      'too many',
      ['01', '03', '05', '07', '09'].map((hour) => span(`${hour}:00`, `${hour}:30`)),
      [`too_many ${SPANS_MAX}`],
    ],
  ])('%s', (_, spans, problems) => {
    expect(problemsOf(inDays(...spans)).map(({ code, span: index }) => `${code} ${index}`)).toEqual(problems)
  })

  it('are told with their day', () => {
    const model: WeekModel = {
      days: [[span('', '')], [], [span('10:00', '09:00', false)], [], [], [], []],
      holidays: [span('12:00', '12:00')],
    }
    expect(problemsOf(model)).toEqual([
      { code: 'missing', day: 0, span: 0 },
      { code: 'backwards', day: 2, span: 0 },
      { code: 'empty', day: 'holidays', span: 0 },
    ])
  })

  it('are in no week that was read', () => {
    fc.assert(
      fc.property(models, (model) => {
        expect(problemsOf(normalWeek(model))).toEqual([])
      }),
    )
  })
})

it('a make-up day keeps the hours of a Friday', () => {
  expect(makeUpWeekday()).toBe(5)
})
