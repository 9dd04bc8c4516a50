import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { departmentCodes } from '../../schema/catalog/complaints.ts'
import { outletTypes } from '../../schema/catalog/outlet-types.ts'
import { outletServices } from '../../schema/catalog/services.ts'
import {
  endedStates,
  needsOf,
  projectStateCodes,
  projectStates,
  wantCodes,
  wantOf,
  wishRule,
} from '../../schema/catalog/wishes.ts'
import { ProjectInput } from '../../schema/contract/wish.ts'
import { areNeighbours, inOrderOfNeed, needsLike, type Weighed } from '../../schema/rules/wishes.ts'
import { sampleCity } from '../../schema/sample/sample.ts'

const need = (part: Partial<Weighed> = {}): Weighed => ({
  community: '411281001001',
  want: 'laundry',
  supporters: 1,
  lacks: false,
  project: null,
  ...part,
})

describe('what can be wished for', () => {
  it('is every type and every service, each by a code of its own', () => {
    expect(new Set(wantCodes).size).toBe(outletTypes.length + outletServices.length)
    expect(wantOf('laundry')).toMatchObject({ kind: 'type', name: '洗染店' })
    expect(wantOf('meals')).toMatchObject({ kind: 'service', name: '助餐' })
    expect(wantOf('casino')).toBeUndefined()
  })
})

describe('the order of need', () => {
  const needs = fc.array(
    fc.record({
      community: fc.constantFrom('411281001001', '411281001002', '411281006001'),
      want: fc.constantFrom(...wantCodes),
      supporters: fc.nat(4),
      lacks: fc.boolean(),
      project: fc.option(fc.record({ state: fc.constantFrom(...projectStateCodes) })),
    }),
  )
  const rank = ({ supporters, lacks, project }: Weighed) => [
    project !== null && endedStates.includes(project.state) ? 1 : 0,
    -supporters,
    lacks ? 0 : 1,
  ]

  it('keeps everything, and puts nothing before what presses more', () => {
    fc.assert(
      fc.property(needs, (given) => {
        const ordered = inOrderOfNeed(given)
        expect(ordered).toHaveLength(given.length)
        expect(new Set(ordered)).toEqual(new Set(given))
        for (const [at, one] of ordered.entries()) {
          const next = ordered[at + 1]
          if (!next) break
          const [mine, theirs] = [rank(one), rank(next)]
          const differs = mine.findIndex((value, place) => value !== theirs[place])
          if (differs >= 0) expect(mine[differs]).toBeLessThan(theirs[differs] ?? 0)
        }
      }),
    )
  })

  it('does not depend on the order in which needs came', () => {
    fc.assert(
      fc.property(needs, (given) => {
        const unique = [...new Map(given.map((one) => [`${one.community} ${one.want}`, one])).values()]
        expect(inOrderOfNeed(unique.toReversed())).toEqual(inOrderOfNeed(unique))
      }),
    )
  })
})

describe('wishes like one', () => {
  const here = { code: '411281001001', subdistrict: '411281001', centre: [111.874, 34.747] } as const
  const sister = { code: '411281001002', subdistrict: '411281001', centre: null } as const
  // 0.01° of longitude is some 900 m here
  const near = { code: '411281006001', subdistrict: '411281006', centre: [111.884, 34.747] } as const
  const far = { code: '411281006002', subdistrict: '411281006', centre: [111.9, 34.747] } as const
  const all = [here, sister, near, far]

  it.each([
    [here, here, false],
    [here, sister, true],
    [here, near, true],
    [here, far, false],
    [sister, near, false],
    [near, far, true],
  ])('%# neighbours are of one subdistrict or a walk apart', (one, other, expected) => {
    expect(areNeighbours(one, other)).toBe(expected)
    expect(areNeighbours(other, one)).toBe(expected)
  })

  it('are the same next door, then what is of its class here, as far as somebody speaks for it', () => {
    const same = need()
    const nextDoor = need({ community: near.code })
    const farAway = need({ community: far.code })
    const ofClass = need({ want: 'repair' })
    const silent = need({ want: 'market', supporters: 0, lacks: true })
    const underWay = need({ want: 'fresh', supporters: 0, project: { state: 'planned' } })
    const other = need({ want: 'meals' })
    const found = needsLike(same, [same, farAway, ofClass, other, silent, nextDoor, underWay], all)
    expect(found).toEqual([nextDoor, ofClass, underWay])
  })

  it('are few', () => {
    const many = outletTypes.map(({ code }) => need({ want: code }))
    expect(needsLike({ community: here.code, want: 'laundry' }, many, all)).toHaveLength(wishRule.alike)
  })
})

describe('a project', () => {
  const whole = { unit: 'commerce', by: '2027-03-31', result: '开了', reason: '没有场地' }

  it.each(projectStates)('is $code with what that needs, and not without', ({ code: state }) => {
    const reason = state === 'declined' ? whole.reason : null
    expect(v.safeParse(ProjectInput, { ...whole, state, reason }).success).toBe(true)
    for (const field of needsOf(state)) {
      const read = v.safeParse(ProjectInput, { ...whole, state, reason, [field]: null })
      expect(read.issues?.map((issue) => v.getDotPath(issue))).toEqual([field])
    }
  })
})

describe('the sample’s wishes', () => {
  const { city, wishes } = sampleCity()
  const communities = new Map(city.communities.map((community) => [community.code, community]))

  it('are one a community and want, each supporter with an identifier, and the same every time', () => {
    expect(new Set(wishes.map(({ community, want }) => `${community} ${want}`)).size).toBe(wishes.length)
    const ids = wishes.flatMap(({ id, supports }) => [id, ...supports.map((support) => support.id)])
    expect(new Set(ids).size).toBe(ids.length)
    for (const { community, want } of wishes) {
      expect(communities.has(community)).toBe(true)
      expect(wantCodes).toContain(want)
    }
    expect(sampleCity().wishes).toEqual(wishes)
  })

  it('have words that are public and words that wait, and a project in every state', () => {
    const words = wishes.flatMap(({ supports }) => supports.filter(({ why }) => why !== null))
    expect(words.every(({ why }) => (why?.length ?? 0) <= wishRule.why)).toBe(true)
    expect(words.some(({ approved }) => approved)).toBe(true)
    expect(words.some(({ approved }) => !approved)).toBe(true)
    const states = wishes.flatMap(({ project }) => project.at(-1)?.state ?? [])
    expect(new Set(states)).toEqual(new Set(projectStateCodes))
  })

  it('have projects that staff could have made, after somebody wished, in the order of time', () => {
    for (const { community, supports, project } of wishes) {
      const [first] = supports
      const units: readonly (string | null)[] = [
        null,
        community,
        communities.get(community)?.subdistrict ?? '',
        city.code,
        ...departmentCodes,
      ]
      let before = first?.daysAgo ?? 0
      for (const { daysAgo, state, unit, byIn, result, reason } of project) {
        expect(daysAgo).toBeLessThan(before)
        before = daysAgo
        expect(units).toContain(unit)
        const by = byIn === null ? null : '2027-01-01'
        expect(v.safeParse(ProjectInput, { state, unit, by, result, reason }).success).toBe(true)
      }
    }
  })
})
