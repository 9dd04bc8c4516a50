/** What walking takes: seconds of a metre, of an edge, and of the way from a position to the street. */

import { type Pace, paces, stepsFactor } from '../../catalog/paces.ts'
import { edgeFlags, type WalkingNetwork } from './network.ts'
import type { Manner, Snap } from './walk.ts'

const FLAG_SUMS = 256

/** Seconds of a level metre. */
export const secondsAMetre = (pace: Pace): number => 60 / paces[pace]

function makePrices({ pace, stepFree }: Manner): Float64Array {
  const level = secondsAMetre(pace)
  return Float64Array.from({ length: FLAG_SUMS }, (_, flags) => {
    const steps = (flags & edgeFlags.steps) !== 0
    if (stepFree && (steps || (flags & edgeFlags.rough) !== 0)) return Number.POSITIVE_INFINITY
    return steps ? level * stepsFactor[pace] : level
  })
}

// Made once: a pin that is dragged asks for them at every move.
const prices = {
  standard: {
    any: makePrices({ pace: 'standard', stepFree: false }),
    stepFree: makePrices({ pace: 'standard', stepFree: true }),
  },
  elder: {
    any: makePrices({ pace: 'elder', stepFree: false }),
    stepFree: makePrices({ pace: 'elder', stepFree: true }),
  },
} as const satisfies Record<Pace, Record<'any' | 'stepFree', Float64Array>>

/**
 * Seconds that a metre takes, by the sum of an edge's flags; Infinity where this manner of walking cannot go. The same
 * array at every call: not to be written to.
 */
export function pricesOf({ pace, stepFree }: Manner): Float64Array {
  return stepFree ? prices[pace].stepFree : prices[pace].any
}

/** Seconds from one end of an edge to the other; Infinity when it cannot be walked at these prices. */
export function edgeSeconds(network: WalkingNetwork, prices: Float64Array, edge: number): number {
  const price = prices[network.flags[edge] ?? 0] ?? Number.POSITIVE_INFINITY
  return price === Number.POSITIVE_INFINITY ? price : (network.lengths[edge] ?? 0) * price
}

/** Seconds from a position to where it meets the network: straight, on the level. */
export const secondsOff = (snap: Snap, { pace }: Manner): number => snap.metres * secondsAMetre(pace)
