import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { holidayDays, holidayYears } from '../../schema/catalog/holidays.ts'
import { holidayCalendar } from '../../schema/rules/calendar.ts'
import {
  CLOSURE_DAYS_MAX,
  CLOSURE_REASON_MAX,
  closureDays,
  closureProblem,
  covers,
  dropClosure,
  festivalDays,
  festivals,
  isOver,
  mergeClosures,
  putClosure,
} from '../../schema/rules/closures.ts'
import { dayOfIso, isoOf } from '../../schema/rules/hours/days.ts'
import type { Closure } from '../../schema/rules/hours/model.ts'

const calendar = holidayCalendar(holidayYears, holidayDays)
const first = dayOfIso('2026-01-01')
const days = Array.from({ length: 120 }, (_, index) => isoOf(first + index))
const today = '2026-02-10'

const closure = (from: string, to: string, reason: string | null = null): Closure => ({ from, to, reason })
const closures = fc.array(
  fc
    .tuple(
      fc.integer({ min: 0, max: 100 }),
      fc.integer({ min: 0, max: 12 }),
      fc.constantFrom(null, '春节', '装修', ' '),
    )
    .map(([from, length, reason]) => closure(isoOf(first + from), isoOf(first + from + length), reason)),
  { maxLength: 12 },
)
const shutDays = (list: readonly Closure[]) =>
  days.filter((day) => list.some(({ from, to }) => day >= from && day <= to))

describe('merged closures', () => {
  it('shut the same days', () => {
    fc.assert(
      fc.property(closures, (list) => {
        expect(shutDays(mergeClosures(list, today))).toEqual(shutDays(list))
      }),
    )
  })

  it('are in order and do not overlap, apart from what is over', () => {
    fc.assert(
      fc.property(closures, (list) => {
        const ahead = mergeClosures(list, today).filter((one) => !isOver(one, today))
        ahead.slice(1).forEach((next, index) => {
          expect(next.from > (ahead[index]?.to ?? '')).toBe(true)
        })
      }),
    )
  })

  it('leave what is over as it was, and lose no reason', () => {
    fc.assert(
      fc.property(closures, (list) => {
        const merged = mergeClosures(list, today)
        const over = list.filter((one) => isOver(one, today))
        expect(merged.filter((one) => over.includes(one))).toHaveLength(over.length)
        const reasons = (all: readonly Closure[]) =>
          new Set(all.flatMap(({ reason }) => reason?.split('、') ?? []).filter((text) => text.trim()))
        expect(reasons(merged)).toEqual(reasons(list))
      }),
    )
  })

  it('are merged once and for all, in whatever order they came', () => {
    fc.assert(
      fc.property(closures, (list) => {
        const ahead = (all: readonly Closure[]) =>
          mergeClosures(all, today)
            .filter((one) => !isOver(one, today))
            .map(({ from, to }) => `${from} ${to}`)
        const once = mergeClosures(list, today)
        expect(mergeClosures(once, today)).toEqual(once)
        expect(shutDays(mergeClosures([...list].reverse(), today))).toEqual(shutDays(once))
        expect(ahead(once)).toEqual(ahead(list))
      }),
    )
  })

  test.each<[string, Closure[], Closure[]]>([
    [
      'overlapping',
      [closure('2026-02-20', '2026-02-25', '装修'), closure('2026-02-15', '2026-02-23', '春节')],
      [closure('2026-02-15', '2026-02-25', '春节、装修')],
    ],
    [
      'within another',
      [closure('2026-02-15', '2026-02-23', '春节'), closure('2026-02-17', '2026-02-18')],
      [closure('2026-02-15', '2026-02-23', '春节')],
    ],
    [
      'one after the other for the same reason',
      [closure('2026-02-15', '2026-02-17', '春节'), closure('2026-02-18', '2026-02-20', '春节')],
      [closure('2026-02-15', '2026-02-20', '春节')],
    ],
    [
      'that have the reason of the one before only together',
      [
        closure('2026-02-15', '2026-02-17', '春节、装修'),
        closure('2026-02-18', '2026-02-20', '春节'),
        closure('2026-02-20', '2026-02-21', '装修'),
      ],
      [closure('2026-02-15', '2026-02-21', '春节、装修')],
    ],
    [
      'one after the other for another reason',
      [closure('2026-02-15', '2026-02-17', '春节'), closure('2026-02-18', '2026-02-20', '装修')],
      [closure('2026-02-15', '2026-02-17', '春节'), closure('2026-02-18', '2026-02-20', '装修')],
    ],
  ])('%s', (_, list, merged) => {
    expect(mergeClosures(list, today)).toEqual(merged)
  })

  it('keep reasons only as long as they may be', () => {
    const long = '装'.repeat(CLOSURE_REASON_MAX)
    const list = [closure('2026-02-15', '2026-02-17', long), closure('2026-02-16', '2026-02-20', '春节')]
    expect(mergeClosures(list, today)).toEqual([closure('2026-02-15', '2026-02-20', long)])
  })
})

describe('changing the list', () => {
  it('adds, and puts one in the place of another', () => {
    const before = closure('2026-03-01', '2026-03-03', '装修')
    const list = putClosure([], before, today)
    expect(putClosure(list, closure('2026-03-02', '2026-03-02', '盘点'), today, list[0])).toEqual([
      closure('2026-03-02', '2026-03-02', '盘点'),
    ])
  })

  it('takes out what lies ahead, ends what is under way, and keeps what is over', () => {
    const over = closure('2026-01-01', '2026-01-03', '元旦')
    const running = closure('2026-02-08', '2026-02-12')
    const ahead = closure('2026-02-15', '2026-02-23', '春节')
    const list = [over, running, ahead]
    expect(dropClosure(list, ahead, today)).toEqual([over, running])
    expect(dropClosure(list, running, today)).toEqual([over, closure('2026-02-08', '2026-02-09'), ahead])
    expect(dropClosure(list, over, today)).toEqual(list)
  })

  it('opens today and later, and nothing earlier, whatever is taken out', () => {
    fc.assert(
      fc.property(closures, fc.nat(), (list, pick) => {
        const merged = mergeClosures(list, today)
        const chosen = merged[pick % Math.max(1, merged.length)]
        if (!chosen) return
        const left = dropClosure(merged, chosen, today)
        const past = (all: readonly Closure[]) => shutDays(all).filter((day) => day < today)
        expect(past(left)).toEqual(past(merged))
        if (isOver(chosen, today)) return
        expect(
          shutDays(left).filter((day) => day >= today && day >= chosen.from && day <= chosen.to),
        ).toEqual([])
      }),
    )
  })
})

describe('the problem of a closure', () => {
  const running = closure('2026-02-08', '2026-02-12')
  test.each<[string, Closure, Closure | null, string | null]>([
    ['none', closure('2026-02-10', '2026-02-10'), null, null],
    ['no first day', closure('', '2026-02-10'), null, 'no_from'],
    ['a day that is none', closure('2026-02-31', '2026-03-10'), null, 'no_from'],
    ['no last day', closure('2026-02-10', ''), null, 'no_to'],
    ['backwards', closure('2026-02-12', '2026-02-11'), null, 'backwards'],
    ['in the past', closure('2026-02-09', '2026-02-11'), null, 'past'],
    ['under way, its end moved', closure('2026-02-08', '2026-02-20'), running, null],
    ['under way, its end in the past', closure('2026-02-08', '2026-02-09'), running, 'past'],
    ['under way, its beginning moved', closure('2026-02-07', '2026-02-20'), running, 'past'],
    ['too long', closure('2026-02-10', isoOf(dayOfIso('2026-02-10') + CLOSURE_DAYS_MAX)), null, 'too_long'],
    ['a long reason', closure('2026-02-10', '2026-02-10', '长'.repeat(61)), null, 'reason_too_long'],
  ])('%s', (_, one, before, problem) => {
    expect(closureProblem(one, today, before)).toBe(problem)
  })
})

describe('festivals', () => {
  test.each([
    ['春节', '2026-01-20', { published: true, year: 2026, from: '2026-02-15', to: '2026-02-23' }],
    ['春节', '2026-02-20', { published: true, year: 2026, from: '2026-02-20', to: '2026-02-23' }],
    ['春节', '2026-02-24', { published: false, year: 2027 }],
    ['国庆节', '2026-02-24', { published: true, year: 2026, from: '2026-10-01', to: '2026-10-07' }],
    ['国庆节', '2026-11-26', { published: false, year: 2027 }],
    ['春节', '2025-11-26', { published: true, year: 2026, from: '2026-02-15', to: '2026-02-23' }],
    ['国庆节', '2025-09-01', { published: true, year: 2025, from: '2025-10-01', to: '2025-10-08' }],
    ['国庆节', '2029-09-01', { published: false, year: 2029 }],
  ] as const)('%s as seen on %s', (festival, date, answer) => {
    expect(festivalDays(festival, date, calendar)).toEqual(answer)
  })

  it('are days off, all of them, with none beside them', () => {
    const dates = fc.integer({ min: 0, max: 3 * 365 }).map((n) => isoOf(dayOfIso('2024-01-01') + n))
    fc.assert(
      fc.property(fc.constantFrom(...festivals), dates, (festival, date) => {
        const found = festivalDays(festival, date, calendar)
        if (!found.published) return
        const kind = (day: number) => calendar.days.get(isoOf(day))?.kind
        const [from, to] = [dayOfIso(found.from), dayOfIso(found.to)]
        expect(found.from >= date).toBe(true)
        for (let day = from; day <= to; day += 1) expect(kind(day)).toBe('holiday')
        expect(kind(to + 1)).not.toBe('holiday')
        if (found.from > date) expect(kind(from - 1)).not.toBe('holiday')
      }),
    )
  })
})

it('counts days, both ends included, and knows what is covered', () => {
  expect(closureDays({ from: '2026-02-15', to: '2026-02-23' })).toBe(9)
  const list = [closure('2026-02-14', '2026-02-23')]
  expect(covers(list, { from: '2026-02-15', to: '2026-02-23' })).toBe(true)
  expect(covers(list, { from: '2026-02-15', to: '2026-02-24' })).toBe(false)
})
