import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bestPlaces, greedyShare } from '../../schema/rules/siting/coverage.ts'
import { newlyReached } from '../../schema/rules/siting/demand.ts'
import { gains } from '../../schema/rules/siting/gains.ts'

/** A town of some points and candidates, each of which reaches some of them. */
const towns = fc
  .record({ weights: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 14 }) })
  .chain(({ weights }) =>
    fc.record({
      weights: fc.constant(weights),
      candidates: fc.array(
        fc.subarray(
          weights.map((_, point) => point),
          { minLength: 0 },
        ),
        { maxLength: 9 },
      ),
      count: fc.integer({ min: 1, max: 5 }),
    }),
  )

interface Town {
  weights: number[]
  candidates: number[][]
  count: number
}

const reachedBy = (candidates: readonly (readonly number[])[], weights: readonly number[]) =>
  [...new Set(candidates.flat())].reduce((sum, point) => sum + (weights[point] ?? 0), 0)

/** All choices of at most so many, one after the other. */
function* choices<Item>(items: readonly Item[], count: number): Generator<Item[]> {
  yield []
  if (count === 0) return
  for (const [at, item] of items.entries()) {
    for (const rest of choices(items.slice(at + 1), count - 1)) yield [item, ...rest]
  }
}

function mostReached({ weights, candidates, count }: Town): number {
  return Math.max(...[...choices(candidates, count)].map((choice) => reachedBy(choice, weights)))
}

describe('the best places', () => {
  it('are no worse than any choice, and say so', () => {
    fc.assert(
      fc.property(towns, (town) => {
        const best = bestPlaces(town)
        expect(best.exact).toBe(true)
        expect(best.gained).toBe(mostReached(town))
        expect(best.bound).toBe(best.gained)
      }),
      { numRuns: 300 },
    )
  })

  it('chosen greedily lie between what is promised of them and a bound that no choice passes', () => {
    fc.assert(
      fc.property(towns, (town) => {
        const greedy = bestPlaces({ ...town, looks: 0 })
        const most = mostReached(town)
        expect(greedy.gained).toBeLessThanOrEqual(most)
        expect(greedy.gained).toBeGreaterThanOrEqual(most * greedyShare(town.count) - 1e-9)
        expect(greedy.bound).toBeGreaterThanOrEqual(most - 1e-9)
        if (greedy.exact) expect(greedy.gained).toBe(most)
      }),
      { numRuns: 300 },
    )
  })

  it('tell what each adds to those before it, whoever adds most first, and no point twice', () => {
    fc.assert(
      fc.property(towns, (town) => {
        const { chosen, gained } = bestPlaces(town)
        expect(chosen.length).toBeLessThanOrEqual(town.count)
        const points = chosen.flatMap((place) => place.points)
        expect(new Set(points).size).toBe(points.length)
        expect(new Set(points)).toEqual(
          new Set(chosen.flatMap(({ candidate }) => town.candidates[candidate] ?? [])),
        )
        for (const place of chosen) expect(place.gained).toBe(reachedBy([place.points], town.weights))
        expect(chosen.map((place) => place.gained)).toEqual(
          chosen.map((place) => place.gained).toSorted((one, other) => other - one),
        )
        expect(gained).toBe(reachedBy([points], town.weights))
      }),
    )
  })

  it('are found where choosing greedily is misled', () => {
    // The largest by itself overlaps both that together reach everything.
    const weights = [2, 2, 2, 2, 2, 2]
    const town = {
      weights,
      candidates: [
        [1, 2, 3, 4],
        [0, 1, 2],
        [3, 4, 5],
      ],
      count: 2,
    }
    expect(bestPlaces({ ...town, looks: 0 })).toMatchObject({ gained: 10, exact: false, bound: 12 })
    const best = bestPlaces(town)
    expect(best.chosen.map(({ candidate }) => candidate)).toEqual([1, 2])
    expect(best).toMatchObject({ gained: 12, bound: 12, exact: true })
  })

  it('give up after so many looks, with a bound', () => {
    // A town without any pattern, the same each time.
    let seed = 7
    const random = () => {
      seed = (seed * 48271) % 2147483647
      return seed / 2147483647
    }
    const weights = Array.from({ length: 400 }, () => 1 + Math.floor(random() * 9))
    const candidates = Array.from({ length: 120 }, () =>
      weights.flatMap((_, point) => (random() < 0.15 ? [point] : [])),
    )
    const tried = bestPlaces({ weights, candidates, count: 5, looks: 200_000 })
    expect(tried.chosen).toHaveLength(5)
    expect(tried.exact).toBe(false)
    expect(tried.bound).toBeGreaterThan(tried.gained)
  })

  it('are none where nobody would gain', () => {
    expect(bestPlaces({ weights: [1], candidates: [[], []], count: 3 })).toEqual({
      chosen: [],
      gained: 0,
      bound: 0,
      exact: true,
    })
    expect(bestPlaces({ weights: [], candidates: [], count: 1 }).exact).toBe(true)
  })
})

describe('what is newly reached', () => {
  it('is what is within the limit and was not', () => {
    const before = [100, 601, 600, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
    const seconds = [50, 600, 10, 601, 599]
    expect([...newlyReached(before, seconds, 600)]).toEqual([1, 4])
  })
})

describe('the gains of communities', () => {
  const worlds = fc.integer({ min: 1, max: 30 }).chain((points) => {
    const seconds = fc.array(fc.constantFrom(0, 60, 599, 600, 601, Number.POSITIVE_INFINITY), {
      minLength: points,
      maxLength: points,
    })
    return fc.record({
      communityOf: fc.array(fc.nat(2), { minLength: points, maxLength: points }),
      weights: fc.array(fc.integer({ min: 1, max: 90 }), { minLength: points, maxLength: points }),
      before: seconds,
      planned: fc.array(seconds, { maxLength: 3 }),
    })
  })
  const communities = ['411281001001', '411281001002', '411281006001']

  it('are what a count of the points says, and only of those who gain', () => {
    fc.assert(
      fc.property(worlds, ({ communityOf, weights, before, planned }) => {
        const told = gains({
          demand: { communities, communityOf, weights },
          before,
          planned,
          limit: 600,
        })
        for (const [at, community] of communities.entries()) {
          const own = weights.flatMap((weight, point) =>
            communityOf[point] === at
              ? [
                  {
                    weight,
                    had: (before[point] ?? 0) <= 600,
                    has:
                      Math.min(before[point] ?? 0, ...planned.map((seconds) => seconds[point] ?? 0)) <= 600,
                  },
                ]
              : [],
          )
          const sum = (which: (one: (typeof own)[number]) => boolean) =>
            own.filter(which).reduce((total, { weight }) => total + weight, 0)
          const gained = sum(({ had, has }) => has && !had)
          const gain = told.find((one) => one.community === community)
          expect(gain?.gained ?? 0).toBe(gained)
          if (!gain) continue
          expect(gain.before).toBeCloseTo(sum(({ had }) => had) / sum(() => true), 12)
          expect(gain.after).toBeCloseTo(sum(({ has }) => has) / sum(() => true), 12)
        }
        expect(told.map(({ gained }) => gained)).toEqual(
          told.map(({ gained }) => gained).toSorted((one, other) => other - one),
        )
      }),
    )
  })

  it('are none without a planned outlet', () => {
    const demand = { communities, communityOf: [0], weights: [1] }
    expect(gains({ demand, before: [Number.POSITIVE_INFINITY], planned: [], limit: 600 })).toEqual([])
  })
})
