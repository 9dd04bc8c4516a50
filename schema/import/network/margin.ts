/** How far beyond a city its streets are kept. */

import type { Bounds } from '../position.ts'

/** Degrees, some two kilometres: people walk out and in again. */
const MARGIN = 0.02

/** The bounds within which streets are taken for a city. */
export const aroundCity = ([west, south, east, north]: Bounds): Bounds => [
  west - MARGIN,
  south - MARGIN,
  east + MARGIN,
  north + MARGIN,
]
