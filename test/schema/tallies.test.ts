import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { satisfactionRule } from '../../schema/catalog/satisfaction.ts'
import {
  type Distribution,
  emptyTally,
  measureOf,
  type Tally,
  voicesOf,
} from '../../schema/rules/satisfaction.ts'
import { recompute, type TalliesGiven } from '../../schema/rules/tallies/recompute.ts'
import { type PeopledScope, residentsTold } from '../../schema/rules/tallies/residents.ts'
import { givenBy, monthsWithin, rowsOf, type TallyHead } from '../../schema/rules/tallies/rows.ts'
import { bestRuns, tellingRuns } from '../../schema/rules/tallies/runs.ts'
import { spreadDigits } from '../../schema/rules/tallies/spread.ts'
import { type CountedPlace, type Tallies, talliesOf } from '../../schema/rules/tallies/tallies.ts'

const small = (count: number) => count > 0 && count < 5
const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0)

/* ── cities at random: mostly nobody, often somebody, sometimes many ── */

const count = fc.oneof(
  { weight: 5, arbitrary: fc.constant(0) },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 4 }) },
  { weight: 2, arbitrary: fc.integer({ min: 5, max: 60 }) },
)
const distribution = fc.tuple(count, count, count, count, count)
const months = (length: number) =>
  fc.array(fc.record({ distribution, held: count }), { minLength: length, maxLength: length })

const city = fc
  .record({
    length: fc.integer({ min: 1, max: 4 }),
    peopled: fc.boolean(),
    unplaced: fc.boolean(),
    size: fc.integer({ min: 1, max: 9 }),
  })
  .chain(({ length, peopled, unplaced, size }) =>
    fc
      .record({
        communities: fc.array(
          fc.record({
            subdistrict: fc.constantFrom('1', '2', '3'),
            months: months(length),
            population: fc.integer({ min: 1, max: 9_000 }),
          }),
          { minLength: size, maxLength: size },
        ),
        nowhere: months(length),
      })
      .map(({ communities, nowhere }): CountedPlace[] => [
        ...communities.map(({ subdistrict, population, months: own }, at) => ({
          code: `${subdistrict}${String(at).padStart(2, '0')}`,
          subdistrict,
          population: peopled ? population : null,
          months: own,
        })),
        ...(unplaced ? [{ code: null, subdistrict: null, population: null, months: nowhere }] : []),
      ]),
  )
const from = fc.constantFrom(...([3, 4] as const))

const gradesOf = (places: readonly CountedPlace[]): Distribution => {
  const at = (grade: number) =>
    sum(places.flatMap((place) => place.months.map((month) => month.distribution[grade] ?? 0)))
  return [at(0), at(1), at(2), at(3), at(4)]
}
const heldIn = (places: readonly CountedPlace[]) =>
  sum(places.flatMap((place) => place.months.map(({ held }) => held)))
const tallyOf = (places: readonly CountedPlace[], residents = 0): Tally => ({
  distribution: gradesOf(places),
  residents,
  held: heldIn(places),
})

/** The places that an area names. */
const within = (
  places: readonly CountedPlace[],
  area: { communities: string[]; unplaced: boolean } | undefined,
) => places.filter(({ code }) => (code === null ? area?.unplaced : area?.communities.includes(code)))

describe('the cells', () => {
  it('hold every voice once, and none of them is small', () => {
    fc.assert(
      fc.property(city, from, (places, satisfiedFrom) => {
        const { counted } = talliesOf(places, satisfiedFrom)
        if (counted === null) {
          expect(small(voicesOf(gradesOf(places)))).toBe(true)
          return
        }
        for (const [at, area] of counted.areas.entries()) {
          const own = within(places, area)
          const cells = counted.cells.filter((cell) => cell.area === at)
          for (const [month] of (places[0]?.months ?? []).entries()) {
            for (const grade of [1, 2, 3, 4, 5]) {
              const holding = cells.filter(
                ({ months: [first, last], grades: [lowest, highest] }) =>
                  first <= month && month <= last && lowest <= grade && grade <= highest,
              )
              expect(holding).toHaveLength(1)
            }
          }
          for (const {
            months: [first, last],
            grades: [lowest, highest],
            voices,
          } of cells) {
            const inside = own.map((place) => ({ ...place, months: place.months.slice(first, last + 1) }))
            expect(voices).toBe(sum(gradesOf(inside).slice(lowest - 1, highest)))
            expect(small(voices)).toBe(false)
          }
        }
        const codes = counted.areas.flatMap(({ communities }) => communities)
        expect(codes.toSorted()).toEqual(places.flatMap(({ code }) => code ?? []).toSorted())
        expect(counted.areas.filter(({ unplaced }) => unplaced)).toHaveLength(
          places.some(({ code }) => code === null) ? 1 : 0,
        )
      }),
    )
  })

  it('are the same in whatever order communities are given', () => {
    fc.assert(
      fc.property(
        city.chain((places) =>
          fc.tuple(fc.constant(places), fc.shuffledSubarray(places, { minLength: places.length })),
        ),
        from,
        ([places, shuffled], satisfiedFrom) => {
          expect(talliesOf(shuffled, satisfiedFrom)).toEqual(talliesOf(places, satisfiedFrom))
        },
      ),
    )
  })

  it('of what is held back are parted in the same way', () => {
    fc.assert(
      fc.property(city, (places) => {
        const { held } = talliesOf(places, 3)
        if (held === null) {
          expect(small(heldIn(places))).toBe(true)
          return
        }
        for (const [at, area] of held.areas.entries()) {
          const cells = held.cells.filter((cell) => cell.area === at)
          expect(cells.some(({ voices }) => small(voices))).toBe(false)
          expect(sum(cells.map(({ voices }) => voices))).toBe(heldIn(within(places, area)))
        }
      }),
    )
  })
})

describe('no cell can be parted further without a small one', () => {
  /** Whether a row can be parted somewhere so that both sides may be told. */
  const splits = (rows: readonly (readonly number[])[]) =>
    (rows[0] ?? [])
      .slice(1)
      .some((_, at) =>
        rows.every((row) => !small(sum(row.slice(0, at + 1))) && !small(sum(row.slice(at + 1)))),
      )

  it('along months, grades and communities, where everybody counts alike', () => {
    fc.assert(
      fc.property(city, from, (given, satisfiedFrom) => {
        const places = given.map((place) => ({ ...place, population: null }))
        const { counted } = talliesOf(places, satisfiedFrom)
        if (!counted || counted.others) return
        const limits = [satisfiedFrom - 1, 3]
        for (const {
          area,
          months: [first, last],
          grades: [lowest, highest],
        } of counted.cells) {
          const own = within(places, counted.areas[area])
          const row = Array.from({ length: last - first + 1 }, (_, at) =>
            sum(
              own.flatMap((place) => place.months[first + at]?.distribution.slice(lowest - 1, highest) ?? []),
            ),
          )
          expect(splits([row])).toBe(false)
          expect(splits([gradesOf(own).slice(lowest - 1, highest)])).toBe(false)
          expect(limits.some((limit) => lowest <= limit && limit < highest)).toBe(false)
        }
        for (const { communities, unplaced } of counted.areas) {
          const ordered = [...communities.toSorted(), ...(unplaced ? [null] : [])]
          const rows = [
            [0, satisfiedFrom - 1],
            [satisfiedFrom - 1, 3],
            [3, 5],
          ].map(([low, high]) =>
            ordered.map((code) =>
              sum(gradesOf(places.filter((place) => place.code === code)).slice(low, high)),
            ),
          )
          expect(splits(rows)).toBe(false)
        }
      }),
    )
  })

  it('and no other way of parting a row has more runs', () => {
    const ways = (length: number) =>
      Array.from({ length: 2 ** (length - 1) }, (_, bits) => {
        const ends = [
          ...Array.from({ length: length - 1 }, (__, at) => at + 1).filter((at) => bits & (1 << (at - 1))),
          length,
        ]
        return ends.map((end, at) => [ends[at - 1] ?? 0, end] as const)
      })
    fc.assert(
      fc.property(fc.array(count, { minLength: 1, maxLength: 8 }), (row) => {
        const sound = ways(row.length).filter((runs) =>
          runs.every(([first, end]) => !small(sum(row.slice(first, end)))),
        )
        const found = tellingRuns(row)
        expect(found?.length ?? 0).toBe(Math.max(0, ...sound.map((runs) => runs.length)))
        if (found) expect(sound).toContainEqual(found)
      }),
    )
  })

  it('an empty row has no runs, and one that cannot stand none either', () => {
    expect(bestRuns(0, () => 1)).toEqual([])
    expect(bestRuns(3, () => null)).toBeNull()
  })

  it.each([
    [
      'enough everywhere',
      [5, 6, 7],
      [
        [0, 1],
        [1, 2],
        [2, 3],
      ],
    ],
    [
      'little between much',
      [5, 3, 5],
      [
        [0, 1],
        [1, 3],
      ],
    ],
    ['little and little', [2, 0, 3], [[0, 3]]],
    [
      'nobody',
      [0, 0],
      [
        [0, 1],
        [1, 2],
      ],
    ],
    ['too little in all', [1, 0, 2], null],
  ])('%s', (_, row, runs) => {
    expect(tellingRuns(row)).toEqual(runs)
  })
})

/** What whoever reads the table knows. */
function tableOf(tallies: Tallies, residents: number | null): TalliesGiven {
  const { weighting, counted, held } = tallies
  const head: TallyHead = {
    weighting,
    residents,
    withheld: [...(counted ? [] : (['counted'] as const)), ...(held ? [] : (['held'] as const))],
    othersWeight: counted?.others?.weight ?? null,
    othersRate: counted?.others?.rate ?? null,
    othersStrictRate: counted?.others?.strictRate ?? null,
  }
  const days = monthsWithin({ from: '2026-01-05', to: '2026-04-09' })
  return givenBy(head, rowsOf(tallies, days))
}

describe('the measure worked out from the tallies', () => {
  const published = (places: readonly CountedPlace[], satisfiedFrom: 3 | 4, residents: number) =>
    measureOf(
      tallyOf(places, residents),
      satisfiedFrom,
      places.flatMap(({ code, population }) =>
        code === null
          ? []
          : [
              {
                code,
                population,
                tally: {
                  ...emptyTally,
                  distribution: gradesOf(places.filter((place) => place.code === code)),
                },
              },
            ],
      ),
    )

  it('is the published one', () => {
    fc.assert(
      fc.property(city, from, fc.integer({ min: 5, max: 400 }), (places, satisfiedFrom, residents) => {
        const all = published(places, satisfiedFrom, residents)
        const tallies = talliesOf(places, satisfiedFrom)
        const ours = recompute(tableOf(tallies, residents), satisfiedFrom)
        if (ours === null) {
          expect(small(all.voices)).toBe(true)
          return
        }
        expect(ours).toMatchObject({
          voices: all.voices,
          residents,
          verdict: all.verdict,
          weighting: all.weighting,
        })
        for (const rate of ['rate', 'strictRate'] as const) {
          const [one, other] = [ours[rate], all[rate]]
          if (all.weighting === 'pooled' || other === null) expect(one).toBe(other)
          else expect(Math.abs((one ?? 2) - other)).toBeLessThan(1e-12)
        }
        for (const [at, bound] of (all.interval ?? []).entries())
          expect(ours.interval?.[at]).toBeCloseTo(bound, 12)
        if (ours.heldBack === null) expect(small(all.heldBack)).toBe(true)
        else expect(ours.heldBack).toBe(all.heldBack)
      }),
      { numRuns: 300 },
    )
  })

  it('of one to four residents has no interval, and says that they are too few', () => {
    const tallies = talliesOf([place('101', [0, 0, 0, 3, 9])], 3)
    expect(recompute(tableOf(tallies, null), 3)).toMatchObject({
      rate: 1,
      interval: null,
      verdict: 'too_few',
    })
  })
})

function place(code: string, grades: Distribution, population: number | null = null): CountedPlace {
  return { code, subdistrict: code.slice(0, 1), population, months: [{ distribution: grades, held: 0 }] }
}
const areasOf = ({ counted }: Tallies) => counted?.areas.map(({ communities }) => communities.join(' '))

describe('the months of a period', () => {
  it('are whole but for the first and the last', () => {
    expect(monthsWithin({ from: '2025-11-27', to: '2026-01-09' })).toEqual([
      { month: '2025-11', from: '2025-11-27', to: '2025-11-30' },
      { month: '2025-12', from: '2025-12-01', to: '2025-12-31' },
      { month: '2026-01', from: '2026-01-01', to: '2026-01-09' },
    ])
  })

  it('are twelve of a year that begins with one', () => {
    expect(monthsWithin({ from: '2025-12-01', to: '2026-11-30' })).toHaveLength(12)
  })
})

describe('what goes together', () => {
  it('are neighbours of one subdistrict, as few as can be', () => {
    const tallies = talliesOf(
      [
        place('101', [0, 3, 0, 0, 9]),
        place('102', [0, 5, 0, 0, 9]),
        place('103', [0, 6, 0, 0, 9]),
        place('201', [0, 0, 0, 0, 7]),
      ],
      3,
    )
    expect(areasOf(tallies)).toEqual(['101 102', '103', '201'])
  })

  it('is of two subdistricts only where one alone cannot be told', () => {
    const tallies = talliesOf(
      [place('101', [0, 6, 0, 0, 9]), place('102', [0, 7, 0, 0, 9]), place('201', [0, 2, 0, 0, 9])],
      3,
    )
    expect(areasOf(tallies)).toEqual(['101', '102 201'])
  })

  it('is the whole city, whole, where it has less than five unsatisfied', () => {
    const tallies = talliesOf([place('101', [1, 2, 9, 20, 9]), place('201', [0, 0, 0, 6, 7])], 3)
    expect(tallies.counted?.cells.map(({ grades, voices }) => [grades, voices])).toEqual([
      [[1, 3], 12],
      [[4, 5], 42],
    ])
    expect(tallies.counted?.others).toMatchObject({ weight: 54, rate: 51 / 54 })
  })

  it('is everything where communities are weighed and trying would tell how many there are', () => {
    const two = talliesOf(
      [
        place('101', [0, 3, 0, 0, 9], 800),
        place('102', [0, 4, 0, 0, 9], 900),
        place('103', [0, 6, 0, 0, 9], 700),
      ],
      3,
    )
    expect(areasOf(two)).toEqual(['101 102 103'])
    expect(two.counted?.areas[0]?.weight).toBeNull()
  })

  it('leaves alone who can be told alone, once the others are too many to be tried', () => {
    const others = Array.from({ length: 24 }, (_, at) => place(`2${at + 10}`, [0, 3, 4, 6, 9], 500 + at))
    const tallies = talliesOf([place('101', [5, 6, 7, 8, 9], 800), ...others], 3)
    expect(areasOf(tallies)?.[0]).toBe('101')
    expect(tallies.counted?.areas[0]?.weight).toBe(800)
    expect(tallies.counted?.areas.length).toBeGreaterThan(10)
  })
})

describe('the ways in which voices may be spread', () => {
  /** All of them, one by one. */
  function waysOf(classes: readonly number[], communities: number): number {
    const spreads = (left: number, places: number): number[][] =>
      places === 1
        ? [[left]]
        : Array.from({ length: left + 1 }, (_, own) =>
            spreads(left - own, places - 1).map((rest) => [own, ...rest]),
          ).flat()
    const each = classes.map((voices) => spreads(voices, communities))
    const joined = each.reduce<number[][]>(
      (all, spread) =>
        all.flatMap((sums) => spread.map((one) => one.map((own, at) => own + (sums[at] ?? 0)))),
      [Array.from({ length: communities }, () => 0)],
    )
    return joined.filter((sums) => sums.every((voices) => voices > 0)).length
  }

  it('are at least as many as it says', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(6), { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 1, max: 3 }),
        (classes, communities) => {
          const ways = waysOf(classes, communities)
          if (ways > 0)
            expect(10 ** spreadDigits(classes, communities)).toBeLessThanOrEqual(ways * (1 + 1e-9))
        },
      ),
    )
  })

  it('are those of a textbook', () => {
    expect(10 ** spreadDigits([10], 3)).toBeCloseTo(36)
    expect(10 ** spreadDigits([10, 2], 3)).toBeCloseTo(36 * 6)
    expect(spreadDigits([2], 3)).toBe(0)
    expect(satisfactionRule.spreadDigits).toBeGreaterThan(2 * Math.log10(2 ** 53))
  })
})

describe('numbers of residents', () => {
  const scope = (code: string, residents: number, ...parts: PeopledScope[]): PeopledScope => ({
    code,
    residents,
    parts,
  })
  it.each([
    ['all of them', scope('', 40, scope('1', 20), scope('2', 22)), ['1', '2']],
    ['all the way down', scope('', 40, scope('1', 20, scope('11', 20)), scope('2', 22)), ['1', '11', '2']],
    ['none beside a small one', scope('', 40, scope('1', 38), scope('2', 3)), []],
    ['none of which the rest is small', scope('', 40, scope('1', 37), scope('2', 9)), []],
    ['nobody is no small number', scope('', 40, scope('1', 40), scope('2', 0)), ['1', '2']],
  ])('%s', (_, city, told) => {
    expect(residentsTold(city).map(({ code }) => code)).toEqual(told)
  })
})
