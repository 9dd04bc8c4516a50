/** Whom a community's shares are about, and what share of them reaches something. */

import type { Position } from '../../catalog/divisions.ts'
import { reachMinutes } from '../../catalog/paces.ts'
import type { Weighting } from '../../catalog/standard.ts'
import type { Spot, StreetGround, Walks, WalksTo } from './walks.ts'

/** A community as it is assessed. */
export interface AssessedCommunity {
  /** official code */
  code: string
  /** its service centre, WGS-84; null where nobody has placed it */
  centre: Position | null
}

/** A residential point: a building, or the gate of a compound. */
export interface Residence {
  /** code of its community */
  community: string
  position: Position
  /** who live there; a point of none weighs nothing */
  households: number
}

/** Where a community's people are. */
export interface Ground {
  centre: Spot | null
  /** null where neither a centre nor residential points are known, so that nothing can be told */
  weighted: Weighting | null
  /** true where walks do not follow streets */
  estimated: boolean
  /** @returns 0–1; null where nothing can be told */
  share(to: WalksTo, limitSeconds: number): number | null
}

const farthestSeconds = Math.max(...reachMinutes) * 60

/**
 * The ground of every community, in their order.
 *
 * Where residential points of a community are loaded, they are its ground, each weighing its households. Else it is the
 * streets: no official boundaries are to be had, so those are a community's that are nearer on foot to its service
 * centre than to any other one, and within 15 minutes of it. A node weighs half the length of its streets, because what
 * lives along a street grows with its length and not with the points by which it was drawn. Else it is the centre alone.
 */
export function groundsOf(
  communities: readonly AssessedCommunity[],
  residences: readonly Residence[],
  walks: Walks,
): Ground[] {
  const centres = communities.map(({ centre }) => centre && walks.spotOf(centre))
  const streets = walks.grounds(centres, farthestSeconds)
  const homes = Map.groupBy(
    residences.filter(({ households }) => households > 0),
    ({ community }) => community,
  )
  return communities.map(({ code }, at) => {
    const centre = centres[at] ?? null
    const own = homes.get(code)
    if (own) return ofResidences(centre, own, walks)
    const street = streets[at] ?? null
    if (street && street.nodes.length > 0) return ofStreets(centre, street)
    return ofCentre(centre)
  })
}

const isOnStreets = (spot: Spot | null) => spot !== null && spot.snap !== null

function ofResidences(centre: Spot | null, residences: readonly Residence[], walks: Walks): Ground {
  const homes = residences.map(({ position, households }) => ({ spot: walks.spotOf(position), households }))
  const all = homes.reduce((sum, { households }) => sum + households, 0)
  return {
    centre,
    weighted: 'residences',
    estimated: !homes.some(({ spot }) => isOnStreets(spot)),
    share: (to, limitSeconds) => {
      const reaching = homes.filter(({ spot }) => (to.from(spot)?.seconds ?? Infinity) <= limitSeconds)
      return reaching.reduce((sum, { households }) => sum + households, 0) / all
    },
  }
}

function ofStreets(centre: Spot | null, { nodes, weights }: StreetGround): Ground {
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  return {
    centre,
    weighted: 'nodes',
    estimated: false,
    share: (to, limitSeconds) => {
      let reached = 0
      nodes.forEach((node, at) => {
        if (to.fromNode(node) <= limitSeconds) reached += weights[at] ?? 0
      })
      // the same sum in another order may be the least bit above the whole
      return Math.min(1, reached / all)
    },
  }
}

function ofCentre(centre: Spot | null): Ground {
  return {
    centre,
    weighted: centre && 'centre',
    estimated: !isOnStreets(centre),
    share: (to, limitSeconds) =>
      centre && Number((to.from(centre)?.seconds ?? Number.POSITIVE_INFINITY) <= limitSeconds),
  }
}
