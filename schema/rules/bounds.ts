/** Whether a position lies within bounds. */

import type { Position } from '../catalog/divisions.ts'

/**
 * True inside the rectangle and on its edge.
 * @param bounds degrees: west, south, east, north
 */
export function isInside(
  [west = 0, south = 0, east = 0, north = 0]: readonly number[],
  [lng, lat]: Position,
): boolean {
  return lng >= west && lng <= east && lat >= south && lat <= north
}
