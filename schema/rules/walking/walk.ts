/** What is asked of a walk and what is answered; {@link WalkingNetwork} says what it goes along. */

import type { Position } from '../../catalog/divisions.ts'
import type { Pace } from '../../catalog/paces.ts'

/** How somebody walks. */
export interface Manner {
  pace: Pace
  /** without stairs or rough ways: wheelchair, pram */
  stepFree: boolean
}

/** The point of a network that is nearest to a position. */
export interface Snap {
  /** edge on which it lies */
  edge: number
  /** how far along the edge, 0 at its first end, 1 at its second */
  along: number
  /** metres from the position to it, straight */
  metres: number
}

/** The way to a place along the streets. */
export interface Route {
  /** WGS-84, from the start to the place */
  line: Position[]
  /** metres walked */
  metres: number
  /** seconds walked, stairs and the ends off the network included */
  seconds: number
  /** metres of stairs on it */
  stepsMetres: number
}

/** What can be reached within so many minutes: rings as GeoJSON's MultiPolygon has them, outer ring first, then holes. */
export interface WalkingArea {
  minutes: number
  polygons: Position[][][]
}
