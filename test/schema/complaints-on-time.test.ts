import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { complaintLimitCodes, complaintRule } from '../../schema/catalog/complaints.ts'
import { type OnTimeTally, onTimeLines, onTimeRates } from '../../schema/rules/complaints/on-time.ts'

const tally = (part: Partial<OnTimeTally>): OnTimeTally => ({
  unit: 'market',
  month: '2026-11',
  limit: 'accept',
  onTime: 0,
  n: 0,
  ...part,
})

describe('a rate on time', () => {
  test.each([
    [complaintRule.ratesFrom - 1, null],
    [complaintRule.ratesFrom, 1],
  ])('of %i limits is %s', (n, rate) => {
    expect(onTimeRates([tally({ onTime: n, n })]).accept).toEqual({ onTime: n, n, rate })
  })

  test('goes over all months and units that it is asked of, each limit by itself', () => {
    const rates = onTimeRates([
      tally({ onTime: 6, n: 8 }),
      tally({ unit: 'urban', month: '2026-10', onTime: 3, n: 4 }),
      tally({ limit: 'resolve', onTime: 1, n: 20 }),
    ])
    expect(rates.accept).toEqual({ onTime: 9, n: 12, rate: 0.75 })
    expect(rates.answer).toEqual({ onTime: 0, n: 0, rate: null })
    expect(rates.resolve).toEqual({ onTime: 1, n: 20, rate: 0.05 })
  })
})

describe('lines', () => {
  test('who had the most comes first, and the latest month', () => {
    const tallies = [
      tally({ unit: 'health', month: '2026-09', n: 2 }),
      tally({ unit: 'urban', month: '2026-11', n: 7 }),
      tally({ unit: 'health', month: '2026-10', n: 9 }),
    ]
    expect(onTimeLines(tallies, 'unit').map(({ key }) => key)).toEqual(['health', 'urban'])
    expect(onTimeLines(tallies, 'month').map(({ key }) => key)).toEqual(['2026-11', '2026-10', '2026-09'])
  })

  test('lose and double nothing', () => {
    const some = fc.array(
      fc.record({
        unit: fc.constantFrom('market', 'urban', '411281001'),
        month: fc.constantFrom('2026-09', '2026-10', '2026-11'),
        limit: fc.constantFrom(...complaintLimitCodes),
        onTime: fc.nat(20),
        n: fc.nat(20),
      }),
    )
    fc.assert(
      fc.property(some, fc.constantFrom('unit' as const, 'month' as const), (tallies, part) => {
        const all = onTimeRates(tallies)
        for (const limit of complaintLimitCodes) {
          const lines = onTimeLines(tallies, part)
          const n = lines.reduce((sum, { rates }) => sum + rates[limit].n, 0)
          expect(n).toBe(all[limit].n)
        }
      }),
    )
  })
})
