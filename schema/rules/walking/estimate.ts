/**
 * Minutes on foot where no street network is loaded: straight distance times a detour factor (product.md,
 * "On foot"). Whoever shows such a number says that it is an estimate.
 */

import type { Position } from '../../catalog/divisions.ts'
import { detourFactor, type Pace, paces } from '../../catalog/paces.ts'
import { metresBetween } from '../distance.ts'

export interface Walk {
  /** whole metres of walking */
  metres: number
  /** whole minutes, rounded up, at least 1 */
  minutes: number
  /** true when no street was followed */
  estimated: boolean
}

/** Whole metres that walking between two WGS-84 positions probably takes: straight distance × detour factor. */
export function estimateMetres(from: Position, to: Position): number {
  return Math.round(metresBetween(from, to) * detourFactor)
}

/**
 * Minutes as they are shown, of a walk that was followed along streets and of one that was estimated.
 * @param seconds to a tenth: less is noise of the computation, and must not make it a minute more
 * @returns whole minutes, rounded up so that nobody is promised too much, at least 1
 */
export function minutesOf(seconds: number): number {
  return Math.max(1, Math.ceil(Math.round(seconds * 10) / 600))
}

/** Minutes that a way of `metres` takes, as {@link minutesOf} tells them. */
export function walkMinutes(metres: number, pace: Pace): number {
  return minutesOf((metres / paces[pace]) * 60)
}

/**
 * The walk between two WGS-84 positions, estimated.
 * @example estimateWalk([111.874, 34.747], [111.879, 34.747], 'elder') // 594 m, 13 minutes
 */
export function estimateWalk(from: Position, to: Position, pace: Pace): Walk {
  const metres = estimateMetres(from, to)
  return { metres, minutes: walkMinutes(metres, pace), estimated: true }
}
