/** How far people walk to the nearest of some places: what an assessment asks, of streets or of estimates. */

import type { Position } from '../../catalog/divisions.ts'
import { paces } from '../../catalog/paces.ts'
import { estimateMetres } from '../walking/estimate.ts'
import type { Snap } from '../walking/walk.ts'

/** Where somebody starts or wants to go. */
export interface Spot {
  position: Position
  /** where it lies on the streets; null off them, and where there are none: its walks are estimated */
  snap: Snap | null
}

/** A place to walk to. */
export interface Goal extends Spot {
  /** number by which the caller knows it; several spots may be one owner's */
  owner: number
}

/** The walk to the nearest of some goals. */
export interface Nearest {
  owner: number
  /** at the standard pace */
  seconds: number
}

/** The streets of a community: nodes of the network and how much each weighs, in metres of street. */
export interface StreetGround {
  nodes: readonly number[]
  weights: readonly number[]
}

/** Walks to the nearest of some goals. */
export interface WalksTo {
  /** the nearest one on foot; of those equally far any; null where none can be reached */
  from(spot: Spot): Nearest | null
  /** seconds from a node of the network; Infinity where none can be reached */
  fromNode(node: number): number
}

/** All that an assessment asks of how people walk. */
export interface Walks {
  spotOf(position: Position): Spot
  to(goals: readonly Goal[]): WalksTo
  /**
   * The streets that are nearest on foot to each centre, and within so many seconds of it.
   * @param centres null where a community has none
   * @returns in their order; null where there are no streets
   */
  grounds(centres: readonly (Spot | null)[], limitSeconds: number): (StreetGround | null)[]
  /** How many owners of goals are within so many seconds of a spot. */
  countWithin(from: Spot, goals: readonly Goal[], limitSeconds: number): number
}

/** Seconds of an estimated walk at the standard pace. */
export function estimatedSeconds(from: Position, to: Position): number {
  return (estimateMetres(from, to) / paces.standard) * 60
}

/** The nearest of some goals by estimate; null when there are none. */
export function nearestByEstimate(from: Position, goals: readonly Goal[]): Nearest | null {
  let nearest: Nearest | null = null
  for (const { position, owner } of goals) {
    const seconds = estimatedSeconds(from, position)
    if (nearest === null || seconds < nearest.seconds) nearest = { owner, seconds }
  }
  return nearest
}

/** Owners of goals within so many seconds by a measure of the way to each. */
export function ownersWithin(
  goals: readonly Goal[],
  secondsTo: (goal: Goal) => number,
  limitSeconds: number,
): number {
  return new Set(goals.filter((goal) => secondsTo(goal) <= limitSeconds).map(({ owner }) => owner)).size
}

/** Walks where no network of streets is loaded. */
export const estimatedWalks: Walks = {
  spotOf: (position) => ({ position, snap: null }),
  to: (goals) => ({
    from: ({ position }) => nearestByEstimate(position, goals),
    fromNode: () => Number.POSITIVE_INFINITY,
  }),
  grounds: (centres) => centres.map(() => null),
  countWithin: ({ position }, goals, limitSeconds) =>
    ownersWithin(goals, (goal) => estimatedSeconds(position, goal.position), limitSeconds),
}
