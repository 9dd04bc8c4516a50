/** How a pin moves by the keyboard. */

import type { Position } from '../../schema/catalog/divisions.ts'

/** Metres of a degree of latitude; at this scale the Earth is a ball. */
const METRES_A_DEGREE = 111_195

/** Metres a press of an arrow key, and with Shift. */
export interface PinSteps {
  fine: number
  coarse: number
}

/** Of the pin of an outlet: a shop front. */
export const pinSteps: PinSteps = { fine: 1, coarse: 10 }
/** Of the pin from which one walks: a few houses, a block. */
export const originSteps: PinSteps = { fine: 25, coarse: 100 }

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
 * @param steps how far
 * @returns null for a key that does not move it
 */
export function movedByKey(
  [lng, lat]: Position,
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
  steps: PinSteps = pinSteps,
): Position | null {
  const direction = directions[key]
  if (!direction) return null
  const degrees = (shiftKey ? steps.coarse : steps.fine) / METRES_A_DEGREE
  const [east, north] = direction
  return pinAt([lng + (east * degrees) / Math.cos((lat * Math.PI) / 180), lat + north * degrees])
}
