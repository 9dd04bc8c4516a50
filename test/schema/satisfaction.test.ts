import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { grades, satisfactionRule } from '../../schema/catalog/satisfaction.ts'
import {
  type CommunityTally,
  type Distribution,
  emptyTally,
  lastMonths,
  measureOf,
  periodOf,
  populationWeights,
  shareFrom,
  showsDistribution,
  type Tally,
  verdictOf,
  wilsonInterval,
  windowStart,
} from '../../schema/rules/satisfaction.ts'

const tally = (distribution: Distribution, residents: number, held = 0): Tally => ({
  distribution,
  residents,
  held,
})

describe('the Wilson interval', () => {
  // R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998),
  // table I, method 3
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i in %i is the published one', (x, n, low, high) => {
    const [ours, upper] = wilsonInterval(x / n, n)
    expect(ours).toBeCloseTo(low, 4)
    expect(upper).toBeCloseTo(high, 4)
  })

  it('holds every share that a score test at the same level does not reject, and no other', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 100_000 }),
        (p, n) => {
          const z = 1.959963984540054
          for (const [at, bound] of wilsonInterval(p, n).entries()) {
            // at a bound the score statistic is z exactly; next to 0 and 1 the spread is lost in rounding
            const spread = Math.sqrt((bound * (1 - bound)) / n)
            if (bound > 1e-9 && bound < 1 - 1e-9) expect(Math.abs(p - bound) / spread).toBeCloseTo(z, 4)
            expect(at === 0 ? bound <= p + 1e-12 : bound >= p - 1e-12).toBe(true)
          }
        },
      ),
    )
  })
})

describe('the ends of the interval', () => {
  it.each([1, 7, 13, 30, 1_000, 99_999])('are exactly 0 and 1 when nobody, or everybody, of %i is', (n) => {
    expect(wilsonInterval(0, n)[0]).toBe(0)
    expect(wilsonInterval(1, n)[1]).toBe(1)
  })
})

describe('the verdict', () => {
  it.each([
    ['met', 0.95, 200],
    ['undecided', 0.87, 200],
    ['undecided', 0.83, 200],
    ['not_met', 0.7, 200],
    ['too_few', 1, 29],
    ['met', 1, 30],
    ['too_few', 0, 29],
    ['not_met', 0, 30],
  ] as const)('is %s for %d of %i residents', (verdict, share, n) => {
    expect(verdictOf(wilsonInterval(share, n), n)).toBe(verdict)
  })

  it.each([
    [[0.85, 0.9], 'met'],
    [[0.8499, 0.9], 'undecided'],
    [[0.7, 0.85], 'undecided'],
    [[0.7, 0.8499], 'not_met'],
  ] as const)('takes the target itself as met: %j is %s', (interval, verdict) => {
    expect(verdictOf(interval, 1000)).toBe(verdict)
  })
})

describe('the rate', () => {
  it.each([
    [[1, 2, 3, 4, 5], 3, 12 / 15],
    [[1, 2, 3, 4, 5], 4, 9 / 15],
    [[0, 0, 0, 0, 0], 3, null],
    [[0, 0, 4, 0, 0], 4, 0],
  ] as const)('of %j from grade %i is %s', (distribution, from, rate) => {
    expect(shareFrom(distribution, from)).toBe(rate)
  })

  it('says nothing where nobody spoke', () => {
    expect(measureOf(emptyTally, 3)).toEqual({
      rate: null,
      strictRate: null,
      voices: 0,
      residents: 0,
      distribution: [0, 0, 0, 0, 0],
      interval: null,
      verdict: 'too_few',
      heldBack: 0,
      weighting: 'pooled',
    })
  })

  it('takes its interval on residents, not on voices', () => {
    const measure = measureOf(tally([0, 10, 0, 0, 90], 40), 3)
    expect(measure.interval).toEqual(wilsonInterval(0.9, 40))
    expect(measure).toMatchObject({ voices: 100, residents: 40 })
  })
})

describe('weights', () => {
  it('are populations, none above five times the mean', () => {
    const weights = populationWeights(
      [100, 100, 100, 100, 100, 100, 100, 100, 100, 9_100].map((population, at) => ({
        code: `${at}`,
        population,
      })),
    )
    expect(weights?.get('0')).toBe(100)
    expect(weights?.get('9')).toBe(1_000 * satisfactionRule.weightCap)
  })

  it('are none when one is missing, because nothing may be made up for it', () => {
    expect(populationWeights([])).toBeNull()
    expect(
      populationWeights([
        { code: 'a', population: 1 },
        { code: 'b', population: null },
      ]),
    ).toBeNull()
  })

  const count = fc.integer({ min: 0, max: 500 })
  const distribution = fc.tuple(count, count, count, count, count)
  const communities = fc.array(
    fc.record({ distribution, population: fc.integer({ min: 1, max: 100_000 }) }),
    {
      minLength: 1,
      maxLength: 40,
    },
  )

  it('give the mean that laying out every person would give', () => {
    fc.assert(
      fc.property(communities, fc.constantFrom(3 as const, 4 as const), (given, from) => {
        const parts: CommunityTally[] = given.map(({ distribution: counts, population }, at) => ({
          code: String(at),
          population,
          tally: tally(counts, 1),
        }))
        const mean = given.reduce((sum, { population }) => sum + population, 0) / given.length
        let satisfied = 0
        let all = 0
        for (const { distribution: counts, population } of given) {
          const spoke = counts.flatMap((n, at) => Array<number>(n).fill(at + 1))
          if (spoke.length === 0) continue
          const weight = Math.min(population, satisfactionRule.weightCap * mean)
          for (const grade of spoke) {
            if (grade >= from) satisfied += weight / spoke.length
            all += weight / spoke.length
          }
        }
        const { rate, weighting } = measureOf(tally([1, 1, 1, 1, 1], 5), from, parts)
        expect(weighting).toBe('population')
        if (all === 0) expect(rate).toBeNull()
        else expect(rate).toBeCloseTo(satisfied / all, 9)
      }),
      { numRuns: 60 },
    )
  })
})

describe('distributions', () => {
  it.each([
    ['outlet', 4, false],
    ['outlet', 5, true],
    ['community', 1, true],
    ['city', 0, true],
  ])('of a %s with %i residents: shown %s', (scope, residents, shown) => {
    expect(showsDistribution(scope, residents)).toBe(shown)
  })
})

describe('periods', () => {
  it.each([
    ['365d', '2025-11-25', '2026-11-24'],
    ['2026Q1', '2026-01-01', '2026-03-31'],
    ['2026Q4', '2026-10-01', '2026-12-31'],
    ['2024-02', '2024-02-01', '2024-02-29'],
    ['2026-12', '2026-12-01', '2026-12-31'],
  ])('%s is from %s to %s', (name, from, to) => {
    expect(periodOf(name, '2026-11-24')).toEqual({ name, from, to })
  })

  it.each(['', '30d', '2026', '2026Q5', '2026-13', '2026-1', 'Q3', '2026Q3 '])('%j is none', (name) => {
    expect(periodOf(name, '2026-11-24')).toBeNull()
  })

  it('of 365 days is that long, today among them, also over a leap day', () => {
    expect(windowStart('2026-11-24')).toBe('2025-11-25')
    expect(windowStart('2024-03-01')).toBe('2023-03-03')
  })

  it('the last months end with this one', () => {
    expect(lastMonths('2026-02-10', 4)).toEqual(['2025-11', '2025-12', '2026-01', '2026-02'])
  })
})

describe('the catalog', () => {
  it('has five grades, the best first, as people are asked', () => {
    expect(grades.map(({ grade }) => grade)).toEqual([5, 4, 3, 2, 1])
  })
})
