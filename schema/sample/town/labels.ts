/** Names on the map: communities, green places, water, the station, schools. */

import { grounds, parks, quarters, station } from './layout.ts'
import { centroid, type Point } from './plane.ts'
import type { Town } from './town.ts'

export interface PlaceName {
  code: string
  name: string
  nameEn: string
}

export interface MapLabel {
  at: Point
  kind: string
  name: string
  nameEn: string
  /** 1 shows first; the higher the later */
  rank: number
}

/** Where along the river its name stands, as shares of its length. */
const riverLabels = [0.28, 0.41, 0.515, 0.6, 0.78] as const
const groundKinds: Record<string, [kind: string, rank: number]> = {
  park: ['park', 2],
  square: ['square', 3],
  school: ['school', 4],
  hospital: ['hospital', 3],
  stadium: ['stadium', 3],
  civic: ['civic', 3],
  works: ['works', 5],
  market: ['market', 4],
}

/** Every label of the map; `communities` gives the names of the quarters. */
export function labelsOf(town: Town, communities: readonly PlaceName[]): MapLabel[] {
  const labels: MapLabel[] = []
  for (const quarter of quarters) {
    const community = communities.find(({ code }) => code === quarter.code)
    if (!community) continue
    const rural = quarter.reach !== undefined
    labels.push({
      at: quarter.at,
      kind: rural ? 'village' : 'community',
      name: rural ? community.name.replace('社区', '') : community.name,
      nameEn: rural ? community.nameEn.replace(' Community', '') : community.nameEn,
      rank: rural ? 2 : 1,
    })
  }
  labels.push({ at: station, kind: 'station', name: '义马站', nameEn: 'Yima Railway Station', rank: 1 })
  for (const share of riverLabels)
    labels.push({
      at: town.river.line[Math.floor(share * town.river.line.length)] ?? station,
      kind: 'river',
      name: '涧河',
      nameEn: 'Jian River',
      rank: 2,
    })
  labels.push({
    at: town.stream.line[Math.floor(0.55 * town.stream.line.length)] ?? station,
    kind: 'river',
    name: '石河',
    nameEn: 'Shi Stream',
    rank: 4,
  })
  for (const park of parks)
    labels.push({
      at: centroid(park.edge),
      kind: 'park',
      name: park.name,
      nameEn: park.nameEn,
      rank: 2,
    })
  for (const ground of grounds) {
    const rings = town.blocks.filter(({ name }) => name === ground.name)
    const [kind, rank] = groundKinds[ground.use] ?? ['place', 5]
    if (rings.length === 0 && ground.use !== 'park') continue
    const [first] = rings
    labels.push({
      at: rings.length === 1 && first ? centroid(first.ring) : ground.at,
      kind,
      name: ground.name,
      nameEn: ground.nameEn,
      rank,
    })
  }
  return labels
}
