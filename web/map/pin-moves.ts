/** How a pin moves by the keyboard. */

import type { Position } from '../../schema/catalog/divisions.ts'

/** Metres of a degree of latitude; at this scale the Earth is a ball. */
const METRES_A_DEGREE = 111_195

/** Metres a press of an arrow key, and with Shift. */
export const pinSteps = { fine: 1, coarse: 10 } as const

const directions: Readonly<Record<string, readonly [east: number, north: number]>> = {
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
}

/** A tenth of a metre; more digits than that say nothing about a shop. */
const rounded = (degrees: number) => Math.round(degrees * 1e6) / 1e6

/** A position as it is stored: to a tenth of a metre. */
export function pinAt([lng, lat]: Position): Position {
  return [rounded(lng), rounded(lat)]
}

/**
 * Where a key takes a pin.
 * @returns null for a key that does not move it
 */
export function movedByKey(
  [lng, lat]: Position,
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
): Position | null {
  const direction = directions[key]
  if (!direction) return null
  const degrees = (shiftKey ? pinSteps.coarse : pinSteps.fine) / METRES_A_DEGREE
  const [east, north] = direction
  return pinAt([lng + (east * degrees) / Math.cos((lat * Math.PI) / 180), lat + north * degrees])
}
