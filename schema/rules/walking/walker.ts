/** Somebody who walks a network from one place after another to the same places, as while a pin is dragged. */

import type { Position } from '../../catalog/divisions.ts'
import { reachMinutes } from '../../catalog/paces.ts'
import { areas } from './areas.ts'
import type { WalkingNetwork } from './network.ts'
import { ReachBuffer, reach, secondsTo } from './reach.ts'
import { route } from './route.ts'
import { snapper } from './snap.ts'
import type { Manner, Route, Snap, WalkingArea } from './walk.ts'

/** What is reached from a place. */
export interface Walks {
  /**
   * seconds to each of the places that were aimed at: NaN where no street is near, so that they can only be estimated;
   * Infinity where there is no way for this manner. To who must not meet a step no estimate is given, only Infinity
   */
  seconds: Float32Array<ArrayBuffer>
  /** within {@link reachMinutes}; empty when they were not wanted */
  areas: WalkingArea[]
}

/** A way to one place: `none` where the walks to all places say Infinity, null where it can only be estimated. */
export type WayFound = Route | 'none' | null

export interface Walker {
  /** Chooses the places: WGS-84 degrees, in the order in which {@link Walks} tells of them. */
  aimAt: (longitudes: Float64Array, latitudes: Float64Array) => void
  /** Walks to all places; null where no street is near `from`. */
  walk: (from: Position, manner: Manner, wantsAreas: boolean) => Walks | null
  way: (from: Position, to: Position, manner: Manner) => WayFound
}

const anyManner: Manner = { pace: 'standard', stepFree: false }

/**
 * A walker of a network. It keeps where the places lie on the streets, and the memory of its search: from the second
 * walk on nothing of the size of the network is allocated.
 */
export function walkerOf(network: WalkingNetwork): Walker {
  const snap = snapper(network)
  const buffer = new ReachBuffer(network)
  let targets: Position[] = []
  /** where the places lie on streets that are free of steps, and on any */
  let snaps: { any: (Snap | null)[]; stepFree: (Snap | null)[] | null } = { any: [], stepFree: [] }

  function snapsFor({ stepFree }: Manner): readonly (Snap | null)[] {
    if (!stepFree) return snaps.any
    snaps.stepFree ??= targets.map((target) => snap(target, { pace: 'standard', stepFree }))
    return snaps.stepFree
  }

  /** Where only streets with steps are near, it is known that there is no way. */
  const knowsNothing = (from: Position, { stepFree }: Manner) => !stepFree || snap(from, anyManner) === null

  return {
    aimAt(longitudes, latitudes) {
      targets = Array.from(longitudes, (lng, i): Position => [lng, latitudes[i] ?? 0])
      snaps = { any: targets.map((target) => snap(target, anyManner)), stepFree: null }
    },

    walk(from, manner, wantsAreas) {
      const start = snap(from, manner)
      if (!start && knowsNothing(from, manner)) return null
      const unknown = manner.stepFree ? Number.POSITIVE_INFINITY : Number.NaN
      if (!start) return { seconds: new Float32Array(targets.length).fill(unknown), areas: [] }
      const reached = reach(network, [start], manner, Number.POSITIVE_INFINITY, buffer)
      const seconds = Float32Array.from(snapsFor(manner), (target) =>
        target ? secondsTo(network, reached, target, manner) : unknown,
      )
      return { seconds, areas: wantsAreas ? areas(network, reached, reachMinutes, manner) : [] }
    },

    way(from, to, manner) {
      const [start, end] = [snap(from, manner), snap(to, manner)]
      if (start && end) return route(network, start, end, manner, [from, to]) ?? 'none'
      if (!start && knowsNothing(from, manner)) return null
      return manner.stepFree ? 'none' : null
    },
  }
}
