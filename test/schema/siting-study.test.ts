import { describe, expect, it } from 'vitest'
import type { Position } from '../../schema/catalog/divisions.ts'
import { streetsOf } from '../../schema/rules/assessment/streets.ts'
import { MOST_TRIED } from '../../schema/rules/siting/places.ts'
import { studyRoom } from '../../schema/rules/siting/study.ts'
import { networkOf } from '../../schema/rules/walking/graph.ts'
import { edgeCount, type WalkingNetwork } from '../../schema/rules/walking/network.ts'

const source = { attribution: 'made up', licence: 'none', date: null, sample: true }
/** Metres of a degree of latitude. */
const DEGREE = 111_195

/** One straight street to the east on the equator, with a node each so many metres. */
function street(nodes: number, metres: number): WalkingNetwork {
  return networkOf({
    source,
    longitudes: Float64Array.from({ length: nodes }, (_, node) => (node * metres) / DEGREE),
    latitudes: new Float64Array(nodes),
    ends: Uint32Array.from({ length: (nodes - 1) * 2 }, (_, end) => Math.floor(end / 2) + (end % 2)),
    flags: new Uint8Array(nodes - 1),
  })
}
const at = (metres: number): Position => [metres / DEGREE, 0]

const west = '411281001001'
const east = '411281001002'
const communities = [
  { code: west, centre: at(600) },
  { code: east, centre: at(2_350) },
]

describe('a study along streets', () => {
  const network = street(61, 50)

  it('counts metres of street, and the gains of a planned outlet by community', () => {
    const study = studyRoom({ communities, residences: [], network }).study([at(0)], 10)
    expect(study.unit).toBe('metres')
    expect(study.whole).toBeCloseTo(3_000, 0)
    // 600 m are ten minutes: nodes from 0 to 600, the first of which stands for half as much
    expect(study.reached).toBeCloseTo(625, 0)
    const [gain, ...others] = study.gains([at(2_400)])
    expect(others).toEqual([])
    expect(gain).toMatchObject({ community: east, before: 0 })
    expect(gain?.gained).toBeCloseTo(1_225, 0)
    expect(gain?.after).toBeCloseTo(1_225 / 1_525, 2)
  })

  it('gives nothing for what is there already, and nothing without a plan', () => {
    const study = studyRoom({ communities, residences: [], network }).study([at(0)], 10)
    expect(study.gains([at(0)])).toEqual([])
    expect(study.gains([])).toEqual([])
  })

  it('finds the best of the places on the street, with whom each serves', () => {
    const study = studyRoom({ communities, residences: [], network }).study([], 10)
    const candidates = study.candidates()
    expect(candidates.length).toBeGreaterThan(20)
    let tried = 0
    const best = study.best(candidates, 2, (count) => {
      tried = count
    })
    expect(tried).toBe(candidates.length)
    expect(best).toMatchObject({ exact: true, bound: best.gained })
    expect(best.places).toHaveLength(2)
    // two walks of ten minutes to each side are 2,400 m of 3,000
    expect(best.gained).toBeGreaterThan(2_300)
    const told = best.places.flatMap(({ gains }) => gains).reduce((sum, { gained }) => sum + gained, 0)
    expect(told).toBeCloseTo(best.gained, 6)
    for (const place of best.places) {
      expect(place.position).toEqual(candidates[place.candidate])
      expect(place.gains.reduce((sum, { gained }) => sum + gained, 0)).toBeCloseTo(place.gained, 6)
    }
    expect(study.gains(best.places.map(({ position }) => position)).map(({ gained }) => gained)).toHaveLength(
      2,
    )
  })

  it('asks nobody who is served where to look', () => {
    const room = studyRoom({ communities, residences: [], network })
    expect(room.study([at(600), at(1_800), at(2_400)], 15).candidates()).toEqual([])
  })

  it('tries no more places than it says, however many streets there are', () => {
    const long = street(4_001, 50)
    const far = [{ code: west, centre: at(100_000) }]
    const centres = Array.from({ length: 110 }, (_, place) => ({
      code: `${411281001100 + place}`,
      centre: at(place * 1_800),
    }))
    const candidates = studyRoom({ communities: [...far, ...centres], residences: [], network: long })
      .study([], 10)
      .candidates()
    expect(candidates.length).toBeLessThanOrEqual(MOST_TRIED)
    expect(candidates.length).toBeGreaterThan(MOST_TRIED / 3)
  })
})

describe('what a study counts in', () => {
  const home = (community: string, metres: number, households: number) => ({
    community,
    position: at(metres),
    households,
  })

  it('is households where those of every community are known', () => {
    const residences = [home(west, 300, 40), home(west, 900, 10), home(east, 2_500, 90)]
    const study = studyRoom({ communities, residences, network: street(61, 50) }).study([at(300)], 5)
    expect(study).toMatchObject({ unit: 'households', whole: 140, reached: 40 })
    expect(study.gains([at(2_500)])).toEqual([{ community: east, before: 0, after: 1, gained: 90 }])
  })

  it('is communities where some are known by households and some by streets, each counting alike', () => {
    const residences = [home(west, 300, 40), home(west, 900, 10)]
    const study = studyRoom({ communities, residences, network: street(61, 50) }).study([at(300)], 5)
    expect(study).toMatchObject({ unit: 'communities' })
    expect(study.whole).toBeCloseTo(2, 9)
    expect(study.reached).toBeCloseTo(0.8, 9)
  })

  it('is communities where there are no streets, by estimate from their centres', () => {
    const study = studyRoom({ communities, residences: [], network: null }).study([at(500)], 10)
    expect(study).toMatchObject({ unit: 'communities', whole: 2, reached: 1 })
    expect(study.candidates()).toEqual([])
    expect(study.gains([at(2_400)])).toEqual([{ community: east, before: 0, after: 1, gained: 1 }])
  })
})

describe('the streets that lead to a centre', () => {
  it('are divided between the centres, as far as fifteen minutes', () => {
    const network = street(61, 50)
    const [own = [], other = []] = streetsOf(network, [at(600), at(2_350)], 900)
    const metresOf = (lines: readonly Position[][]) =>
      lines.reduce((sum, [from, to]) => sum + (from && to ? Math.abs(to[0] - from[0]) * DEGREE : 0), 0)
    expect(metresOf(own)).toBeCloseTo(1_475, 0)
    expect(metresOf(other)).toBeCloseTo(1_525, 0)
    expect(own.length + other.length).toBeGreaterThanOrEqual(edgeCount(network))
  })

  it('are none of a centre that nobody knows', () => {
    const [none, all = []] = streetsOf(street(11, 50), [null, at(200)], 900)
    expect(none).toEqual([])
    expect(all).toHaveLength(10)
  })
})
