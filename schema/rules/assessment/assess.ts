/**
 * What every circle has and lacks (product.md, "Assessing a circle"): for each community and type how many outlets, how
 * far on foot, what share of the community reaches one within the limit, and the level that this makes.
 *
 * - An outlet counts for its main type only. Services that it carries beside (一店多能) make it no outlet of another type:
 *   the plan wants them on top (item 15), and a shop that takes parcels in is no parcel point.
 * - An outlet that is closed for good does not count. One that is closed for now does, whether or not the day is known on
 *   which it opens again: what a circle has is not to change with every Spring Festival.
 * - Wherever an outlet stands, it serves whoever reaches it; only `count` asks to which community it belongs.
 * - A mobile outlet is where its stops are.
 */

import type { Position } from '../../catalog/divisions.ts'
import type { OutletStatus } from '../../catalog/marks.ts'
import { outletTypes } from '../../catalog/outlet-types.ts'
import type { CircleStandard, Weighting } from '../../catalog/standard.ts'
import { minutesOf } from '../walking/estimate.ts'
import type { WalkingNetwork } from '../walking/network.ts'
import {
  type AssessedCommunity,
  type Ground,
  groundMinutes,
  groundsOf,
  type Residence,
  shareWithin,
} from './ground.ts'
import { isMet, type LevelReached, levelOf } from './level.ts'
import { streetWalks } from './street-walks.ts'
import { estimatedWalks, type Spot, type WalksTo } from './walks.ts'

/** An outlet as far as an assessment looks at it. */
export interface AssessedOutlet {
  id: string
  name: string
  type: string
  status: OutletStatus
  /** code of the community that it belongs to */
  community: string | null
  /** where it is, WGS-84: one position, or every stop of a mobile one */
  positions: readonly Position[]
}

export interface AssessmentInput {
  communities: readonly AssessedCommunity[]
  outlets: readonly AssessedOutlet[]
  residences: readonly Residence[]
  /** null: walks are estimated */
  network: WalkingNetwork | null
  standard: CircleStandard
}

/** One type in one community. */
export interface TypeAssessed {
  type: string
  /** outlets of the type that belong to the community */
  count: number
  /** the nearest one to the service centre, wherever it belongs, with the whole metres that one walks to it */
  nearest: { id: string; name: string; metres: number } | null
  /** whole minutes to it at the standard pace */
  minutes: number | null
  /** share of the community that reaches one within the limit, 0–1; null where nothing can be told */
  reached: number | null
  /** minutes of the standard */
  limit: number
  met: boolean
}

export interface CommunityAssessed extends LevelReached {
  code: string
  /** null where the community has neither a centre nor residential points: nothing can be told of it */
  weighted: Weighting | null
  /** true where no streets were walked */
  estimated: boolean
  /** outlets of any type within 15 minutes of the service centre; null without one */
  within15: number | null
  /** every type of the catalog, in its order */
  types: TypeAssessed[]
}

/** Assesses every community, in their order. */
export function assess({
  communities,
  outlets,
  residences,
  network,
  standard,
}: AssessmentInput): CommunityAssessed[] {
  const walks = network ? streetWalks(network) : estimatedWalks
  const standing = outlets.filter(({ status }) => status !== 'closed')
  const stops = standing.flatMap((outlet) =>
    outlet.positions.map((position): Stop => ({ ...walks.spotOf(position), outlet })),
  )
  const grounds = groundsOf(communities, residences, walks)
  const columns = outletTypes.map(({ code: type }) => {
    const ofType = stops.filter(({ outlet }) => outlet.type === type)
    return assessType(type, { communities, grounds, standard, stops: ofType, to: walks.toNearest(ofType) })
  })
  return communities.map(({ code }, at): CommunityAssessed => {
    const { centre = null, weighted = null, estimated = true } = grounds[at] ?? {}
    const types = columns.flatMap((column) => column[at] ?? [])
    const level = weighted === null ? untold : levelOf(types, standard)
    const within15 = centre && countWithin(walks.areWithin(centre, stops, groundMinutes), stops)
    return { code, ...level, weighted, estimated, within15, types }
  })
}

/** Of what nothing is known, nothing is said to be missing. */
const untold: LevelReached = { level: 'none', missing: [], wanting: 0 }

/** A place where an outlet is. */
interface Stop extends Spot {
  outlet: AssessedOutlet
}

/** All that is asked about one type. */
interface OfType {
  communities: readonly AssessedCommunity[]
  grounds: readonly Ground[]
  standard: CircleStandard
  /** where its outlets are, and the walks to them */
  stops: readonly Stop[]
  to: WalksTo
}

/** One type in every community, in their order. */
function assessType(type: string, { communities, grounds, standard, stops, to }: OfType): TypeAssessed[] {
  const limit = standard.limits[type] ?? 0
  const outlets = [...new Set(stops.map(({ outlet }) => outlet))]
  return communities.map(({ code }, at): TypeAssessed => {
    const ground = grounds[at]
    const walk = ground?.centre ? to.nearest(ground.centre) : null
    const nearest = walk && stops[walk.to]?.outlet
    const reached = ground ? shareWithin(ground, to, limit) : null
    return {
      type,
      count: outlets.filter(({ community }) => community === code).length,
      nearest: nearest ? { id: nearest.id, name: nearest.name, metres: walk.metres } : null,
      minutes: walk && minutesOf(walk.seconds),
      reached,
      limit,
      met: isMet(reached, standard),
    }
  })
}

/** How many outlets are at one of their stops at least. */
function countWithin(areWithin: readonly boolean[], stops: readonly Stop[]): number {
  return new Set(stops.filter((_, at) => areWithin[at]).map(({ outlet }) => outlet)).size
}
