/** Whom a community's shares are about, and what share of them reaches something. */

import type { Position } from '../../catalog/divisions.ts'
import { reachMinutes } from '../../catalog/paces.ts'
import type { Weighting } from '../../catalog/standard.ts'
import { isWithin, type Spot, type StreetGround, type Walks, type WalksTo } from './walks.ts'

/** A community as it is assessed. */
export interface AssessedCommunity {
  /** official code */
  code: string
  /** its service centre, WGS-84; null where nobody has placed it */
  centre: Position | null
}

/** A residential point: a building, an estate, a village. */
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
  share(to: WalksTo, minutes: number): number | null
}

/** Minutes on foot from its centre that a community's streets go at most. */
export const groundMinutes = Math.max(...reachMinutes)

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
  const streets = walks.grounds(centres, groundMinutes * 60)
  const homes = byCommunity(residences)
  return communities.map(({ code }, at) => {
    const centre = centres[at] ?? null
    const own = homes.get(code)
    if (own) return ofResidences(centre, own, walks)
    const street = streets[at]
    return street ? ofStreets(centre, street) : ofCentre(centre)
  })
}

function byCommunity(residences: readonly Residence[]): ReadonlyMap<string, readonly Residence[]> {
  const groups = new Map<string, Residence[]>()
  for (const residence of residences) {
    if (residence.households <= 0) continue
    const group = groups.get(residence.community)
    if (group) group.push(residence)
    else groups.set(residence.community, [residence])
  }
  return groups
}

/** Whether a spot's walks are estimated. */
const isOffStreets = (spot: Spot | null) => !spot?.snap

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

function ofResidences(centre: Spot | null, residences: readonly Residence[], walks: Walks): Ground {
  const homes = residences.map(({ position, households }) => ({ spot: walks.spotOf(position), households }))
  const all = sum(homes.map(({ households }) => households))
  return {
    centre,
    weighted: 'residences',
    estimated: homes.every(({ spot }) => isOffStreets(spot)),
    share: (to, minutes) => {
      const reaching = homes.filter(({ spot }) => isWithin(to.seconds(spot), minutes))
      return sum(reaching.map(({ households }) => households)) / all
    },
  }
}

function ofStreets(centre: Spot | null, { nodes, metres }: StreetGround): Ground {
  const all = sum(metres)
  return {
    centre,
    weighted: 'nodes',
    estimated: false,
    share: (to, minutes) => {
      const reached = nodes.map((node, at) =>
        isWithin(to.secondsFromNode(node), minutes) ? (metres[at] ?? 0) : 0,
      )
      return sum(reached) / all
    },
  }
}

function ofCentre(centre: Spot | null): Ground {
  return {
    centre,
    weighted: centre && 'centre',
    estimated: isOffStreets(centre),
    share: (to, minutes) => centre && Number(isWithin(to.seconds(centre), minutes)),
  }
}
