/** How far people walk to the nearest of some places: what an assessment asks, of streets or of estimates. */

import type { Position } from '../../catalog/divisions.ts'
import { paces } from '../../catalog/paces.ts'
import { estimateMetres, minutesOf } from '../walking/estimate.ts'
import type { Manner, Snap } from '../walking/walk.ts'

/** As everybody is assessed: at the standard pace, and up stairs where there are some. */
export const assessedManner: Manner = { pace: 'standard', stepFree: false }

/** Where somebody starts or wants to go. */
export interface Spot {
  position: Position
  /** where it lies on the streets; null off them, and where there are none: its walks are estimated */
  snap: Snap | null
}

/** A walk to one of some spots. */
export interface Walk {
  /** the spot's place in their order */
  to: number
  seconds: number
  /** whole metres */
  metres: number
}

/** Walks to the nearest of some spots. Those along streets are valid until others are asked for. */
export interface WalksTo {
  /** seconds; Infinity where there is no spot to walk to */
  seconds(from: Spot): number
  /** the same from a node of the network */
  secondsFromNode(node: number): number
  /** the walk itself, to the first of those equally near; null where there is no spot to walk to */
  nearest(from: Spot): Walk | null
}

/** The streets of a community: nodes of the network, and metres of street that each stands for. */
export interface StreetGround {
  nodes: readonly number[]
  metres: readonly number[]
}

/** All that an assessment asks of how people walk. */
export interface Walks {
  spotOf(position: Position): Spot
  toNearest(spots: readonly Spot[]): WalksTo
  /** Of each of some spots, whether it is within so many minutes of a start. */
  areWithin(start: Spot, spots: readonly Spot[], minutes: number): boolean[]
  /**
   * The streets that are nearer on foot to each centre than to any other, and within so many seconds of it.
   * @param centres null where a community has none
   * @returns in their order; null where no streets are
   */
  grounds(centres: readonly (Spot | null)[], limitSeconds: number): (StreetGround | null)[]
}

/** Whether a walk is done within so many minutes, as minutes are told. */
export function isWithin(seconds: number, minutes: number): boolean {
  return minutesOf(seconds) <= minutes
}

/** Seconds of an estimated walk. */
export function estimatedSeconds(from: Position, to: Position): number {
  return (estimateMetres(from, to) / paces[assessedManner.pace]) * 60
}

/** An estimated walk to the nearest of some spots; null when there are none. */
export function nearestByEstimate(from: Position, spots: readonly Spot[]): Walk | null {
  let nearest: Walk | null = null
  for (const [to, { position }] of spots.entries()) {
    const metres = estimateMetres(from, position)
    if (nearest === null || metres < nearest.metres) {
      nearest = { to, metres, seconds: estimatedSeconds(from, position) }
    }
  }
  return nearest
}

/** Seconds of {@link nearestByEstimate}; Infinity when there are none. */
export function secondsByEstimate(from: Position, spots: readonly Spot[]): number {
  return nearestByEstimate(from, spots)?.seconds ?? Number.POSITIVE_INFINITY
}

/** Walks where no network of streets is loaded. */
export const estimatedWalks: Walks = {
  spotOf: (position) => ({ position, snap: null }),
  toNearest: (spots) => ({
    seconds: ({ position }) => secondsByEstimate(position, spots),
    secondsFromNode: () => Number.POSITIVE_INFINITY,
    nearest: ({ position }) => nearestByEstimate(position, spots),
  }),
  areWithin: (start, spots, minutes) =>
    spots.map(({ position }) => isWithin(estimatedSeconds(start.position, position), minutes)),
  grounds: (centres) => centres.map(() => null),
}
