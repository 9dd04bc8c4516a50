import { describe, expect, test } from 'vitest'
import type { Distribution } from '../../schema/rules/satisfaction.ts'
import { measureOf } from '../../schema/rules/satisfaction.ts'
import { along, axisOf, heldInside } from '../../web/satisfaction/measure-axis.ts'
import { heldExtremes } from '../../web/satisfaction/measure-held.ts'
import {
  type CommunityRow,
  firstOrder,
  pressed,
  type SortColumn,
  sorted,
} from '../../web/satisfaction/measure-order.ts'
import { lastQuarters } from '../../web/satisfaction/measure-period.ts'
import { bound, percent, roundPercent } from '../../web/satisfaction/measure-words.ts'

describe('what the held-back voices could make of the rate', () => {
  test.each<[string, Distribution, 3 | 4, number, { low: number; high: number } | null]>([
    ['nothing is held back', [1, 1, 2, 3, 3], 3, 0, null],
    ['nothing is counted yet', [0, 0, 0, 0, 0], 3, 5, null],
    ['a tenth more', [1, 1, 2, 3, 3], 3, 1, { low: 8 / 11, high: 9 / 11 }],
    ['as many as are counted', [1, 1, 2, 3, 3], 3, 10, { low: 8 / 20, high: 18 / 20 }],
    ['by the stricter definition', [1, 1, 2, 3, 3], 4, 10, { low: 6 / 20, high: 16 / 20 }],
    ['all were satisfied', [0, 0, 0, 0, 9], 3, 1, { low: 0.9, high: 1 }],
  ])('%s', (_name, distribution, from, held, extremes) => {
    expect(heldExtremes(distribution, from, held)).toEqual(extremes)
  })

  test('what is counted lies between the two', () => {
    const extremes = heldExtremes([98, 187, 331, 688, 1012], 3, 37)
    expect(extremes?.low).toBeLessThan(2031 / 2316)
    expect(extremes?.high).toBeGreaterThan(2031 / 2316)
  })
})

describe('an axis', () => {
  test.each([
    [[0.858, 0.894, 0.85], { from: 0.8, to: 0.95 }],
    [[0.789, 0.861, 0.85], { from: 0.75, to: 0.9 }],
    [[0.99, 1, 0.85], { from: 0.8, to: 1 }],
    [[0.62, 0.978, 0.85], { from: 0.4, to: 1 }],
    [[0.207, 1, 0.85], { from: 0, to: 1 }],
    [[0, 0.114, 0.85], { from: 0, to: 1 }],
  ])('of %j', (values, ends) => {
    expect(axisOf(values)).toMatchObject(ends)
  })

  test('has room for every interval and the target, and few enough ticks', () => {
    for (let low = 0; low <= 100; low += 1)
      for (let high = low; high <= 100; high += 1) {
        const axis = axisOf([low / 100, high / 100, 0.85])
        expect(axis.from).toBeLessThanOrEqual(Math.min(low / 100, 0.85))
        expect(axis.to).toBeGreaterThanOrEqual(Math.max(high / 100, 0.85))
        expect(axis.ticks.length).toBeLessThanOrEqual(5)
        expect(axis.ticks.at(-1)).toBe(axis.to)
        // the target's line never falls on an end, where its label would hang over
        expect(along(0.85, axis)).toBeGreaterThan(9)
        expect(along(0.85, axis)).toBeLessThan(91)
      }
  })

  test('holds labels inside', () => {
    expect(heldInside(5, 20)).toEqual({ x: '0%', anchor: 'start' })
    expect(heldInside(50, 20)).toEqual({ x: '50%', anchor: 'middle' })
    expect(heldInside(95, 20)).toEqual({ x: '100%', anchor: 'end' })
  })
})

describe('numbers in words', () => {
  test.each([
    [0.877, '87.7%'],
    [1, '100.0%'],
    [0, '0.0%'],
  ])('%d is %s', (share, text) => {
    expect(percent(share)).toBe(text)
  })

  test('a share that was set has no more decimals than it needs', () => {
    expect([0.85, 0.975].map(roundPercent)).toEqual(['85%', '97.5%'])
  })

  test.each([
    [0.858, '85.8%'],
    [0.85, '85.0%'],
    // rounded to one decimal, these would be said to be on the target's other side
    [0.8496, '84.96%'],
    [0.84996, '84.996%'],
    [0.8499999, '84.9999%'],
    [0.8500001, '85.0001%'],
    [0.8504, '85.04%'],
  ])('a bound of %d says on which side of the target it is: %s', (share, text) => {
    expect(bound(share, 0.85)).toBe(text)
  })
})

test.each([
  ['2026-11-24', ['2026Q4', '2026Q3', '2026Q2', '2026Q1', '2025Q4']],
  ['2026-01-01', ['2026Q1', '2025Q4', '2025Q3', '2025Q2', '2025Q1']],
  ['2026-03-31', ['2026Q1', '2025Q4', '2025Q3', '2025Q2', '2025Q1']],
])('the quarters up to %s', (today, quarters) => {
  expect(lastQuarters(today)).toEqual(quarters)
})

describe('the order of communities', () => {
  const row = (name: string, distribution: Distribution, residents: number): CommunityRow => {
    const measure = measureOf({ distribution, residents, held: 0 }, 3)
    const interval: [number, number] | null = measure.interval && [measure.interval[0], measure.interval[1]]
    const unknown = { population: null, populationSource: null, weight: null }
    return { ...measure, ...unknown, interval, code: name, name, subdistrict: '' }
  }
  const rows = [
    row('无声', [0, 0, 0, 0, 0], 0),
    row('未达', [40, 20, 10, 20, 10], 90),
    row('太少', [0, 0, 0, 0, 3], 3),
    row('达到', [1, 1, 10, 40, 148], 190),
    row('安静', [0, 0, 0, 0, 0], 0),
    row('难说', [4, 4, 10, 20, 20], 50),
  ]
  const names = (column: SortColumn, descending: boolean) =>
    sorted(rows, { column, descending }, 'zh-CN').map(({ name }) => name)

  test.each<[SortColumn, boolean, string[]]>([
    ['rate', true, ['达到', '难说', '未达', '太少', '安静', '无声']],
    ['rate', false, ['未达', '难说', '达到', '太少', '安静', '无声']],
    ['verdict', true, ['达到', '难说', '未达', '太少', '安静', '无声']],
    ['verdict', false, ['未达', '难说', '达到', '太少', '安静', '无声']],
    ['residents', true, ['达到', '未达', '难说', '太少', '安静', '无声']],
    ['residents', false, ['太少', '难说', '未达', '达到', '安静', '无声']],
    ['name', false, ['达到', '难说', '太少', '未达', '安静', '无声']],
    ['name', true, ['未达', '太少', '难说', '达到', '无声', '安静']],
  ])('by %s, descending %s', (column, descending, order) => {
    expect(names(column, descending)).toEqual(order)
  })

  test('a heading pressed again turns the order round, another begins with its best', () => {
    const byRate = firstOrder('rate')
    expect(byRate.descending).toBe(true)
    expect(pressed(byRate, 'rate')).toEqual({ column: 'rate', descending: false })
    expect(pressed(byRate, 'name')).toEqual({ column: 'name', descending: false })
  })
})
