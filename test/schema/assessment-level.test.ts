import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TypeDemand } from '../../schema/catalog/standard.ts'
import { levelOf } from '../../schema/rules/assessment/level.ts'
import { type Dated, inForceOn, inOrderOfForce, stateOn } from '../../schema/rules/assessment/standards.ts'

/** Demands by the first letters of two words: `r`equired, `c`ounted, `i`gnored, for the types a, b, c, d, e. */
const demands = (letters: string): Record<string, TypeDemand> =>
  Object.fromEntries(
    [...letters].map((letter, at) => [
      'abcde'[at] ?? '',
      letter === 'r' ? 'required' : letter === 'c' ? 'counted' : 'ignored',
    ]),
  )
const standard = {
  basic: { types: demands('rcciI'), atLeast: 1 },
  exemplary: { types: demands('irccc'), atLeast: 2 },
}
const levelWith = (met: string) =>
  levelOf(
    [...'abcde'].map((type) => ({ type, met: met.includes(type) })),
    standard,
  )

describe('levelOf', () => {
  it.each([
    ['', 'none', 'abc', 2],
    ['a', 'none', 'bc', 1],
    ['b', 'none', 'a', 1],
    ['bc', 'none', 'a', 1],
    ['cde', 'none', 'a', 1],
    // basic by one of its counted; exemplary wants b and two of c, d, e
    ['ab', 'basic', 'cde', 2],
    ['ac', 'basic', 'bde', 2],
    ['abc', 'basic', 'de', 1],
    // enough are counted: of those no more is missing
    ['acd', 'basic', 'b', 1],
    ['abcd', 'exemplary', '', 0],
    ['abde', 'exemplary', '', 0],
    ['abcde', 'exemplary', '', 0],
  ])('with %j is %s, missing %j, of which it needs %i', (met, level, missing, wanting) => {
    expect(levelWith(met)).toEqual({ level, missing: [...missing], wanting })
  })

  it('asks for nothing where the standard asks for nothing', () => {
    const nothing = { types: demands('iiiii'), atLeast: 0 }
    expect(levelOf([{ type: 'a', met: false }], { basic: nothing, exemplary: nothing })).toEqual({
      level: 'exemplary',
      missing: [],
      wanting: 0,
    })
  })

  it('rises with as many of the missing types as it says, if they are those that are required, and with no fewer', () => {
    const rule = fc.record({
      types: fc.tuple(
        ...[...'abcde'].map(() => fc.constantFrom<TypeDemand>('required', 'counted', 'ignored')),
      ),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    const ranks = ['none', 'basic', 'exemplary']
    fc.assert(
      fc.property(rule, rule, fc.subarray([...'abcde']), (basic, exemplary, met) => {
        const [one, other] = [basic, exemplary].map(({ types, share }) => ({
          types: Object.fromEntries(types.map((demand, at) => ['abcde'[at] ?? '', demand])),
          atLeast: Math.floor(share * types.filter((demand) => demand === 'counted').length),
        }))
        if (!one || !other) throw new Error('there are two')
        const of = (has: readonly string[]) =>
          levelOf(
            [...'abcde'].map((type) => ({ type, met: has.includes(type) })),
            { basic: one, exemplary: other },
          )
        const before = of(met)
        const rank = ranks.indexOf(before.level)
        const next = rank === 0 ? one : other
        const required = before.missing.filter((type) => next.types[type] === 'required')
        const others = before.missing.filter((type) => next.types[type] !== 'required')
        const added = [...required, ...others].slice(0, before.wanting)
        expect(added).toHaveLength(before.wanting)
        if (rank === 2) return
        expect(ranks.indexOf(of([...met, ...added]).level)).toBeGreaterThan(rank)
        for (const left of added) {
          const fewer = added.filter((type) => type !== left)
          expect(of([...met, ...fewer]).level).toBe(before.level)
        }
      }),
      { numRuns: 500 },
    )
  })
})

const first: Dated = { version: 0, from: null, withdrawn: false }
const versions: Dated[] = [
  first,
  { version: 1, from: '2026-12-01', withdrawn: false },
  { version: 2, from: '2027-03-01', withdrawn: false },
  { version: 3, from: '2027-01-01', withdrawn: true },
  { version: 4, from: '2027-02-01', withdrawn: false },
  { version: 5, from: '2027-03-01', withdrawn: false },
]

describe('versions of the standard', () => {
  it.each([
    ['2026-11-30', 0],
    ['2026-12-01', 1],
    ['2027-01-15', 1],
    ['2027-02-01', 4],
    ['2027-03-01', 5],
    ['2099-01-01', 5],
  ])('on %s version %i holds', (day, version) => {
    expect(inForceOn(versions, day)?.version).toBe(version)
  })

  it.each([
    ['2026-11-30', ['in_force', 'coming', 'replaced', 'withdrawn', 'coming', 'coming']],
    ['2027-02-10', ['over', 'over', 'replaced', 'withdrawn', 'in_force', 'coming']],
    ['2027-03-01', ['over', 'over', 'replaced', 'withdrawn', 'over', 'in_force']],
  ])('on %s they are %j', (day, states) => {
    expect(versions.map((version) => stateOn(version, versions, day))).toEqual(states)
  })

  it('stand in the order in which they come into force', () => {
    expect(inOrderOfForce(versions.toReversed()).map(({ version }) => version)).toEqual([0, 1, 3, 4, 2, 5])
  })
})
