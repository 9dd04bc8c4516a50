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
import { reachMinutes } from '../../catalog/paces.ts'
import type { CircleStandard, Weighting } from '../../catalog/standard.ts'
import { walkMinutes } from '../walking/estimate.ts'
import type { WalkingNetwork } from '../walking/network.ts'
import { type AssessedCommunity, type Ground, groundsOf, type Residence } from './ground.ts'
import { type LevelReached, levelOf } from './level.ts'
import { estimatedWalks, type Goal, type Walks } from './walks.ts'

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

const farthestSeconds = Math.max(...reachMinutes) * 60

/** Assesses every community, in their order. */
export function assess(input: AssessmentInput): CommunityAssessed[] {
  const { communities, residences, standard } = input
  const walks = estimatedWalks
  const standing = input.outlets.filter(({ status }) => status !== 'closed')
  const goals = standing.flatMap(({ positions }, owner) =>
    positions.map((position): Goal => ({ ...walks.spotOf(position), owner })),
  )
  const grounds = groundsOf(communities, residences, walks)
  const columns = outletTypes.map(({ code }) => assessType(code, { walks, standing, goals, grounds, input }))
  return communities.map(({ code }, at): CommunityAssessed => {
    const types = columns.flatMap((column) => column[at] ?? [])
    const { centre = null, weighted = null, estimated = true } = grounds[at] ?? {}
    return {
      code,
      ...(weighted === null ? untold : levelOf(types, standard)),
      weighted,
      estimated,
      within15: centre && walks.countWithin(centre, goals, farthestSeconds),
      types,
    }
  })
}

/** Of what nothing is known, nothing is said to be missing. */
const untold: LevelReached = { level: 'none', missing: [], wanting: 0 }

interface Whole {
  walks: Walks
  /** outlets that count; `owner` of a goal is a place in them */
  standing: readonly AssessedOutlet[]
  goals: readonly Goal[]
  grounds: readonly Ground[]
  input: AssessmentInput
}

/** One type in every community, in their order. */
function assessType(type: string, { walks, standing, goals, grounds, input }: Whole): TypeAssessed[] {
  const { communities, standard } = input
  const limit = standard.limits[type] ?? 0
  const counts = new Map<string | null, number>()
  for (const outlet of standing) {
    if (outlet.type === type) counts.set(outlet.community, (counts.get(outlet.community) ?? 0) + 1)
  }
  const to = walks.to(goals.filter(({ owner }) => standing[owner]?.type === type))
  return communities.map(({ code }, at): TypeAssessed => {
    const ground = grounds[at]
    const nearest = ground?.centre ? to.from(ground.centre) : null
    const outlet = nearest && standing[nearest.owner]
    const reached = ground?.share(to, limit * 60) ?? null
    return {
      type,
      count: counts.get(code) ?? 0,
      nearest: outlet ? { id: outlet.id, name: outlet.name, metres: Math.round(nearest.seconds) } : null,
      minutes: nearest && walkMinutes(nearest.seconds, 'standard'),
      reached,
      limit,
      met: reached !== null && reached >= standard.share,
    }
  })
}
