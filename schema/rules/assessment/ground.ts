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

/** Where some of a community's people are: a spot, or a node of the network. */
export interface GroundPoint {
  at: Spot | number
  /** households, metres of street, or 1 for the centre alone; more than 0 */
  weight: number
}

/** Where a community's people are. */
export interface Ground {
  centre: Spot | null
  /** null where neither a centre nor residential points are known, so that nothing can be told */
  weighted: Weighting | null
  /** true where walks do not follow streets */
  estimated: boolean
  /** none where nothing can be told */
  points: readonly GroundPoint[]
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

/** Seconds from a point of a ground to the nearest of what is walked to. */
export function secondsFrom(to: WalksTo, at: GroundPoint['at']): number {
  return typeof at === 'number' ? to.secondsFromNode(at) : to.seconds(at)
}

/**
 * The share of a community that reaches something within so many minutes.
 * @returns 0–1; null where nothing can be told
 */
export function shareWithin({ points }: Ground, to: WalksTo, minutes: number): number | null {
  if (points.length === 0) return null
  let [whole, reaching] = [0, 0]
  for (const { at, weight } of points) {
    whole += weight
    if (isWithin(secondsFrom(to, at), minutes)) reaching += weight
  }
  return reaching / whole
}

/** Whether a spot's walks are estimated. */
const isOffStreets = (spot: Spot | null) => !spot?.snap

function ofResidences(centre: Spot | null, residences: readonly Residence[], walks: Walks): Ground {
  const homes = residences.map(({ position, households }) => ({ spot: walks.spotOf(position), households }))
  return {
    centre,
    weighted: 'residences',
    estimated: homes.every(({ spot }) => isOffStreets(spot)),
    points: homes.map(({ spot, households }) => ({ at: spot, weight: households })),
  }
}

function ofStreets(centre: Spot | null, { nodes, metres }: StreetGround): Ground {
  const points = nodes.map((node, at) => ({ at: node, weight: metres[at] ?? 0 }))
  return {
    centre,
    weighted: 'nodes',
    estimated: false,
    points: points.filter(({ weight }) => weight > 0),
  }
}

function ofCentre(centre: Spot | null): Ground {
  return {
    centre,
    weighted: centre && 'centre',
    estimated: isOffStreets(centre),
    points: centre ? [{ at: centre, weight: 1 }] : [],
  }
}
