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
import { type LevelReached, levelOf } from './level.ts'
import { streetWalks } from './street-walks.ts'
import { estimatedWalks, isWithin, type Spot, type Walks, type WalksFrom } from './walks.ts'

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
  const shares = sharesOf(grounds, stops, { walks, standard })
  return communities.map(({ code }, at): CommunityAssessed => {
    const { centre = null, weighted = null, estimated = true } = grounds[at] ?? {}
    const own = standing.filter(({ community }) => community === code)
    const near = centre && nearestOfTypes(walks.from(centre, stops), stops)
    const types = outletTypes.map(({ code: type }): TypeAssessed => {
      const reached = shares.get(type)?.[at] ?? null
      const { nearest = null, minutes = null } = near?.types.get(type) ?? {}
      return {
        type,
        count: own.filter((outlet) => outlet.type === type).length,
        nearest,
        minutes,
        reached,
        limit: standard.limits[type] ?? 0,
        met: reached !== null && reached >= standard.share,
      }
    })
    const level = weighted === null ? untold : levelOf(types, standard)
    return { code, ...level, weighted, estimated, within15: near?.within15 ?? null, types }
  })
}

/** Of what nothing is known, nothing is said to be missing. */
const untold: LevelReached = { level: 'none', missing: [], wanting: 0 }

/** A place where an outlet is. */
interface Stop extends Spot {
  outlet: AssessedOutlet
}

/** What share of each ground reaches each type, by the type's code, in the order of the grounds. */
function sharesOf(
  grounds: readonly Ground[],
  stops: readonly Stop[],
  { walks, standard }: { walks: Walks; standard: CircleStandard },
): ReadonlyMap<string, readonly (number | null)[]> {
  return new Map(
    outletTypes.map(({ code }) => {
      const to = walks.toNearest(stops.filter(({ outlet }) => outlet.type === code))
      return [code, grounds.map((ground) => shareWithin(ground, to, standard.limits[code] ?? 0))]
    }),
  )
}

interface Near {
  /** the nearest outlet of each type that there is, and the minutes to it */
  types: ReadonlyMap<string, Pick<TypeAssessed, 'nearest' | 'minutes'>>
  /** outlets of any type */
  within15: number
}

function nearestOfTypes({ seconds, metres }: WalksFrom, stops: readonly Stop[]): Near {
  const best = new Map<string, number>()
  const within = new Set<AssessedOutlet>()
  stops.forEach(({ outlet }, at) => {
    const own = seconds[at] ?? Number.POSITIVE_INFINITY
    if (isWithin(own, groundMinutes)) within.add(outlet)
    const known = best.get(outlet.type)
    if (known === undefined || own < (seconds[known] ?? Number.POSITIVE_INFINITY)) best.set(outlet.type, at)
  })
  const types = [...best].flatMap(([type, at]) => {
    const outlet = stops[at]?.outlet
    const told = outlet && {
      nearest: { id: outlet.id, name: outlet.name, metres: metres(at) },
      minutes: minutesOf(seconds[at] ?? Number.POSITIVE_INFINITY),
    }
    return told ? [[type, told] as const] : []
  })
  return { types: new Map(types), within15: within.size }
}
