import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Position } from '../../schema/catalog/divisions.ts'
import { outletTypes } from '../../schema/catalog/outlet-types.ts'
import { detourFactor } from '../../schema/catalog/paces.ts'
import { firstStandard } from '../../schema/catalog/standard.ts'
import {
  type AssessedOutlet,
  type AssessmentInput,
  assess,
  type CommunityAssessed,
} from '../../schema/rules/assessment/assess.ts'
import { nodeCount, type WalkingNetwork } from '../../schema/rules/walking/network.ts'
import { snapper } from '../../schema/rules/walking/snap.ts'
import { sampleGoals } from '../../schema/sample/ledger/goals.ts'
import { sampleNetwork } from '../../schema/sample/network.ts'
import { sampleCity } from '../../schema/sample/sample.ts'
import {
  arbitraryPlace,
  arbitraryTown,
  metresFrom,
  networkInMetres,
  referenceWalk,
  type Stand,
  standOn,
} from './walking-reference.ts'

/** A tenth of a second is noise: whoever is so near to a limit may be on either side of it. */
const NOISE = 0.1

const codes = outletTypes.map(({ code }) => code)
const [first = '', second = ''] = codes

const outlet = (
  given: Partial<AssessedOutlet> & Pick<AssessedOutlet, 'id' | 'positions'>,
): AssessedOutlet => ({
  name: given.id,
  type: first,
  status: 'open',
  community: null,
  ...given,
})
const city = (given: Partial<AssessmentInput>): AssessmentInput => ({
  communities: [],
  outlets: [],
  residences: [],
  network: null,
  standard: firstStandard,
  ...given,
})
const typeOf = ({ types }: CommunityAssessed, code = first) => {
  const found = types.find(({ type }) => type === code)
  if (!found) throw new Error(`nothing is said of ${code}`)
  return found
}
const only = (assessed: readonly CommunityAssessed[]): CommunityAssessed => {
  const [one, ...more] = assessed
  if (!one || more.length > 0) throw new Error(`${assessed.length} communities`)
  return one
}
/** One community whose centre is at a corner, with outlets. */
const assessOne = (given: Partial<AssessmentInput>) =>
  only(assess(city({ communities: [{ code: 'A', centre: metresFrom(0, 0) }], ...given })))

describe('what counts', () => {
  const here = metresFrom(0, 0)

  it('is an outlet of the type that is not closed for good', () => {
    const at = { community: 'A', positions: [here] }
    const outlets = [
      outlet({ id: 'open', ...at }),
      outlet({ id: 'paused', status: 'paused', ...at }),
      outlet({ id: 'closed', status: 'closed', ...at }),
      outlet({ id: 'other', type: second, ...at }),
      outlet({ id: 'abroad', positions: [here] }),
    ]
    expect(typeOf(assessOne({ outlets })).count).toBe(2)
    expect(typeOf(assessOne({ outlets: outlets.slice(2, 4) }))).toMatchObject({ nearest: null, reached: 0 })
  })

  it('is a mobile outlet once, wherever it stops', () => {
    const van = outlet({
      id: 'van',
      community: 'A',
      positions: [metresFrom(0, 5_000), metresFrom(0, 40), here],
    })
    const assessed = assessOne({ outlets: [van] })
    expect(typeOf(assessed)).toMatchObject({
      count: 1,
      nearest: { id: 'van', metres: 0 },
      minutes: 1,
      met: true,
    })
    expect(assessed.within15).toBe(1)
  })

  it('is what one reaches, wherever it belongs', () => {
    const outlets = [outlet({ id: 'next door', community: 'B', positions: [metresFrom(0, 100)] })]
    expect(typeOf(assessOne({ outlets }))).toMatchObject({
      count: 0,
      nearest: { id: 'next door' },
      met: true,
    })
  })
})

describe('whom it is about', () => {
  const outlets = [outlet({ id: 'shop', positions: [metresFrom(0, 0)] })]
  const limit = firstStandard.limits[first] ?? 0
  const far = metresFrom(0, (limit * 60) / detourFactor + 5)
  const near = metresFrom(0, (limit * 60) / detourFactor - 5)

  it('is nobody where neither a centre nor homes are known: nothing is said then', () => {
    const assessed = only(assess(city({ communities: [{ code: 'A', centre: null }], outlets })))
    expect(assessed).toMatchObject({ level: 'none', missing: [], wanting: 0, weighted: null, within15: null })
    for (const type of assessed.types) {
      expect(type).toMatchObject({ nearest: null, minutes: null, reached: null, met: false })
    }
  })

  it('is the centre where there is nothing else', () => {
    for (const [centre, reached] of [
      [near, 1],
      [far, 0],
    ] as const) {
      const assessed = only(assess(city({ communities: [{ code: 'A', centre }], outlets })))
      expect(assessed).toMatchObject({ weighted: 'centre', estimated: true })
      expect(typeOf(assessed).reached).toBe(reached)
    }
  })

  it('are the households of the community’s homes where they are loaded, with or without a centre', () => {
    const residences = [
      { community: 'A', position: near, households: 30 },
      { community: 'A', position: far, households: 10 },
      { community: 'A', position: far, households: 0 },
      { community: 'B', position: far, households: 500 },
    ]
    for (const centre of [metresFrom(0, 0), null]) {
      const assessed = only(assess(city({ communities: [{ code: 'A', centre }], outlets, residences })))
      expect(assessed).toMatchObject({ weighted: 'residences', estimated: true })
      expect(typeOf(assessed).reached).toBe(0.75)
    }
  })

  it('are the metres of streets, however many points they were drawn with', () => {
    const line = (points: readonly number[]) =>
      networkInMetres(
        points.map((east) => [east, 0]),
        points.slice(1).map((_, at) => [at, at + 1]),
      )
    // 800 m of street to the east of the centre; the shop is at its end, and reached from the last 600 m and the half of
    // the edge before that
    const shop = [outlet({ id: 'shop', positions: [metresFrom(800, 0)] })]
    const coarse = line([0, 200, 400, 600, 800])
    const fine = line([0, 200, 400, 600, ...Array.from({ length: 200 }, (_, at) => 601 + at)])
    for (const network of [coarse, fine]) {
      const assessed = assessOne({ outlets: shop, network })
      expect(assessed).toMatchObject({ weighted: 'nodes', estimated: false, within15: 1 })
      expect(typeOf(assessed)).toMatchObject({ nearest: { metres: 800 }, minutes: 14, limit: 10 })
      expect(typeOf(assessed).reached).toBeCloseTo(700 / 800, 2)
    }
  })

  it('is estimated where the centre is off the streets', () => {
    const network = networkInMetres(
      [
        [0, 0],
        [100, 0],
      ],
      [[0, 1]],
    )
    const centre = metresFrom(0, 2_000)
    const assessed = only(assess(city({ communities: [{ code: 'A', centre }], outlets, network })))
    expect(assessed).toMatchObject({ weighted: 'centre', estimated: true })
    expect(typeOf(assessed).nearest?.metres).toBe(Math.round(2_000 * detourFactor))
  })

  it('is estimated to what is off the streets', () => {
    const network = networkInMetres(
      [
        [0, 0],
        [100, 0],
      ],
      [[0, 1]],
    )
    const island = [outlet({ id: 'island', positions: [metresFrom(0, 300)] })]
    const assessed = assessOne({ outlets: island, network })
    expect(assessed).toMatchObject({ weighted: 'nodes', within15: 1 })
    expect(typeOf(assessed)).toMatchObject({ nearest: { id: 'island', metres: 390 }, minutes: 7, reached: 1 })
  })
})

/* ── against a reference ── */

interface Town {
  network: WalkingNetwork
  centres: Position[]
  shops: Position[]
  homes: Position[]
}

const town: fc.Arbitrary<Town> = fc
  .tuple(
    arbitraryTown(5, 120),
    fc.uniqueArray(arbitraryPlace, { minLength: 1, maxLength: 3 }),
    fc.array(arbitraryPlace, { maxLength: 4 }),
    fc.array(arbitraryPlace, { maxLength: 3 }),
  )
  .map(([network, ...places]) => {
    const [centres = [], shops = [], homes = []] = places.map((some) =>
      some.map((place) => standOn(network, place).position),
    )
    return { network, centres, shops, homes }
  })

/** Whether somebody is certainly there in time, or may be. */
interface Judged {
  surely: boolean
  perhaps: boolean
}

/** All times of a town by the reference: of every node and home to each centre and to the nearest shop. */
function referenceOf({ network, centres, shops, homes }: Town) {
  const snap = snapper(network)
  const standAt = (position: Position): Stand => {
    const found = snap(position)
    if (!found) throw new Error('all stand beside a street')
    return { position, snap: found }
  }
  const manner = { pace: 'standard', stepFree: false } as const
  const from = (starts: readonly Position[], targets: readonly Position[]) =>
    referenceWalk(network, starts.map(standAt), targets.map(standAt), manner)
  const shopTimes = from(shops, [...homes, ...centres])
  return {
    shopFromNode: (node: number) => shopTimes.get(String(node)) ?? Number.POSITIVE_INFINITY,
    shopFromHome: (home: number) => shopTimes.get(`to${home}`) ?? Number.POSITIVE_INFINITY,
    shopFromCentre: (centre: number) =>
      shopTimes.get(`to${homes.length + centre}`) ?? Number.POSITIVE_INFINITY,
    centreTimes: centres.map((centre) => from([centre], shops)),
  }
}

const within = (seconds: number, limit: number): Judged => ({
  surely: seconds < limit - NOISE,
  perhaps: seconds < limit + NOISE,
})

describe('an assessment along streets', () => {
  it('is what a reference finds that hands on times from end to end, and asks each centre for itself', () => {
    fc.assert(
      fc.property(town, fc.integer({ min: 1, max: 9 }), (made, minutes) => {
        const { network, centres, shops } = made
        const communities = centres.map((centre, at) => ({ code: String(at), centre }))
        const standard = { ...firstStandard, limits: { ...firstStandard.limits, [first]: minutes } }
        const outlets = shops.map((position, at) => outlet({ id: String(at), positions: [position] }))
        const assessed = assess(city({ communities, outlets, network, standard }))
        const right = referenceOf(made)
        /** half of every street that ends at a node */
        const weights = Array.from({ length: nodeCount(network) }, () => 0)
        for (const [edge, length] of network.lengths.entries()) {
          for (const end of network.ends.subarray(2 * edge, 2 * edge + 2))
            weights[end] = (weights[end] ?? 0) + length / 2
        }
        for (const [at, community] of assessed.entries()) {
          const ownTimes = right.centreTimes[at]
          /** seconds by which a node is nearer to this centre than to any other; and within a quarter of an hour */
          const own = weights.map((_, node) => {
            const times = right.centreTimes.map(
              (walks) => walks.get(String(node)) ?? Number.POSITIVE_INFINITY,
            )
            const others = times.filter((_, other) => other !== at)
            const mine = times[at] ?? Number.POSITIVE_INFINITY
            return Math.min(Math.min(...others) - mine, 900 - mine)
          })
          // a node that is as near to two centres may be either’s
          fc.pre(own.every((margin) => Number.isNaN(margin) || Math.abs(margin) > NOISE))
          const nodes = [...own.keys()].filter((node) => (own[node] ?? 0) > 0)
          const whole = nodes.reduce((sum, node) => sum + (weights[node] ?? 0), 0)
          const sumOf = (judge: (judged: Judged) => boolean) =>
            nodes
              .filter((node) => judge(within(right.shopFromNode(node), minutes * 60)))
              .reduce((sum, node) => sum + (weights[node] ?? 0), 0)
          const type = typeOf(community)
          expect(community.weighted).toBe(nodes.length > 0 ? 'nodes' : 'centre')
          if (nodes.length > 0) {
            expect(type.reached).toBeGreaterThanOrEqual(sumOf(({ surely }) => surely) / whole - 1e-6)
            expect(type.reached).toBeLessThanOrEqual(sumOf(({ perhaps }) => perhaps) / whole + 1e-6)
          }
          const seconds = right.shopFromCentre(at)
          expect(type.minutes === null).toBe(seconds === Number.POSITIVE_INFINITY)
          if (type.minutes !== null) {
            expect(type.minutes).toBeGreaterThanOrEqual(Math.max(1, Math.ceil((seconds - NOISE) / 60)))
            expect(type.minutes).toBeLessThanOrEqual(Math.max(1, Math.ceil((seconds + NOISE) / 60)))
            // stairs take twice as long, so that the way is half as many metres at least
            expect(type.nearest?.metres).toBeLessThanOrEqual(seconds + 1)
            expect(type.nearest?.metres).toBeGreaterThanOrEqual(seconds / 2 - 1)
            const toThis = ownTimes?.get(`to${type.nearest?.id}`) ?? Number.POSITIVE_INFINITY
            expect(Math.abs(toThis - seconds)).toBeLessThan(NOISE)
          }
          const judged = shops.map((_, shop) =>
            within(ownTimes?.get(`to${shop}`) ?? Number.POSITIVE_INFINITY, 900),
          )
          expect(community.within15).toBeGreaterThanOrEqual(judged.filter(({ surely }) => surely).length)
          expect(community.within15).toBeLessThanOrEqual(judged.filter(({ perhaps }) => perhaps).length)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('weighs homes by their households', () => {
    fc.assert(
      fc.property(town, fc.integer({ min: 1, max: 9 }), (made, minutes) => {
        const { network, shops, homes } = made
        fc.pre(homes.length > 0)
        const residences = homes.map((position, at) => ({ community: 'A', position, households: 2 ** at }))
        const standard = { ...firstStandard, limits: { ...firstStandard.limits, [first]: minutes } }
        const outlets = shops.map((position, at) => outlet({ id: String(at), positions: [position] }))
        const { reached } = typeOf(
          only(
            assess(
              city({ communities: [{ code: 'A', centre: null }], outlets, network, standard, residences }),
            ),
          ),
        )
        const right = referenceOf(made)
        const sumOf = (judge: (judged: Judged) => boolean) =>
          homes.reduce(
            (sum, _, home) => sum + (judge(within(right.shopFromHome(home), minutes * 60)) ? 2 ** home : 0),
            0,
          )
        const whole = 2 ** homes.length - 1
        expect(reached).toBeGreaterThanOrEqual(sumOf(({ surely }) => surely) / whole)
        expect(reached).toBeLessThanOrEqual(sumOf(({ perhaps }) => perhaps) / whole)
      }),
      { numRuns: 100 },
    )
  })
})

/* ── the sample ── */

describe('the sample city', () => {
  const { city: definition, outlets: rows, residences, gaps } = sampleCity()
  const outlets = rows.map((row, at) =>
    outlet({
      id: String(at),
      type: row.type,
      status: row.status ?? 'open',
      community: row.circle ?? null,
      positions:
        row.stops && row.stops.length > 0 ? row.stops.map(({ position }) => position) : [row.position],
    }),
  )
  const assessed = new Map(
    assess(city({ communities: definition.communities, outlets, residences, network: sampleNetwork() })).map(
      (one) => [one.code, one],
    ),
  )

  it('has none of what it was left without, and lacks it unless the neighbours’ is near enough', () => {
    let lacking = 0
    for (const [code, missing] of Object.entries(gaps)) {
      const community = assessed.get(code)
      if (!community) throw new Error(`${code} was not assessed`)
      for (const type of missing) {
        const { count, met, reached, nearest } = typeOf(community, type)
        expect(count, `${code} ${type}`).toBe(0)
        expect(met, `${code} ${type}`).toBe((reached ?? 0) >= firstStandard.share)
        if (met) expect(nearest, `${code} ${type}`).not.toBeNull()
        else lacking++
      }
      const lacks = community.types.filter(({ met }) => !met).map(({ type }) => type)
      const wanted = new Set(community.missing)
      // what is wanted for the next level is among what is not met
      expect(community.missing.filter((type) => !lacks.includes(type))).toEqual([])
      const basics = outletTypes.filter((type) => type.class === 'basic').map(({ code: own }) => own)
      if (community.level === 'none')
        expect(basics.filter((type) => lacks.includes(type) && !wanted.has(type))).toEqual([])
    }
    // most of the gaps are such that people feel them
    expect(lacking).toBeGreaterThan(Object.values(gaps).flat().length * 0.9)
  })

  it('gives what is missing on purpose to the right communities', () => {
    const lacks = (code: string) =>
      assessed
        .get(code)
        ?.types.filter(({ met }) => !met)
        .map(({ type }) => type)
    // 红土坡 lies on its hill, with nobody near
    expect(lacks('411281002001')).toEqual(expect.arrayContaining(gaps['411281002001'] ?? []))
    expect(lacks('411281001001')).toEqual(['laundry'])
  })

  it('is where its made-up way to the goals has led', () => {
    const urban = definition.communities.filter((community) => community.urban).map(({ code }) => code)
    const levels = urban.map((code) => assessed.get(code)?.level)
    expect(sampleGoals.at(-1)).toMatchObject({
      urban: urban.length,
      basic: levels.filter((level) => level !== 'none').length,
      exemplary: levels.filter((level) => level === 'exemplary').length,
    })
    expect(sampleGoals.map(({ daysAgo }) => daysAgo)).toEqual(
      sampleGoals.map(({ daysAgo }) => daysAgo).toSorted((one, other) => other - one),
    )
  })
})
