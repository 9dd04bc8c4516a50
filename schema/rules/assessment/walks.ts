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

/** One walk to each of some spots. */
export interface WalksFrom {
  /** in the order of the spots */
  seconds: ArrayLike<number>
  /** whole metres of the walk to a spot, by its place in that order */
  metres(at: number): number
}

/** Walks to the nearest of some spots. Those along streets are valid until others are asked for. */
export interface WalksTo {
  /** seconds; Infinity where there is no spot to walk to */
  seconds(from: Spot): number
  /** the same from a node of the network */
  secondsFromNode(node: number): number
}

/** The streets of a community: nodes of the network, and metres of street that each stands for. */
export interface StreetGround {
  nodes: readonly number[]
  metres: readonly number[]
}

/** All that an assessment asks of how people walk. */
export interface Walks {
  spotOf(position: Position): Spot
  from(start: Spot, spots: readonly Spot[]): WalksFrom
  toNearest(spots: readonly Spot[]): WalksTo
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

/** Seconds of an estimated walk to the nearest of some spots; Infinity when there are none. */
export function nearestByEstimate(from: Position, spots: readonly Spot[]): number {
  return spots.reduce(
    (least, { position }) => Math.min(least, estimatedSeconds(from, position)),
    Number.POSITIVE_INFINITY,
  )
}

/** Walks where no network of streets is loaded. */
export const estimatedWalks: Walks = {
  spotOf: (position) => ({ position, snap: null }),
  from: (start, spots) => ({
    seconds: spots.map(({ position }) => estimatedSeconds(start.position, position)),
    metres: (at) => {
      const spot = spots[at]
      return spot ? estimateMetres(start.position, spot.position) : 0
    },
  }),
  toNearest: (spots) => ({
    seconds: ({ position }) => nearestByEstimate(position, spots),
    secondsFromNode: () => Number.POSITIVE_INFINITY,
  }),
  grounds: (centres) => centres.map(() => null),
}
