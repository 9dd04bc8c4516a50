/** Places on the streets of a network where an outlet could stand, few enough to walk from each. */

import type { Position } from '../../catalog/divisions.ts'
import { nodeCount, nodePosition, type WalkingNetwork } from '../walking/network.ts'

/** The most places that are tried. */
export const MOST_TRIED = 400
/** Metres between places that are tried at least: nearer ones serve nearly the same people. */
const LEAST_APART = 80
/** How much coarser the next grid is where one has too many places. */
const COARSER = 1.25
/** Metres of a degree of latitude, near enough for a grid. */
const DEGREE = 111_195

/** Names the square of a grid in which a position lies, and those around it. */
function gridOf(metres: number) {
  const size = metres / DEGREE
  const cellOf = ([lng, lat]: Position): [number, number] => {
    const row = Math.floor(lat / size)
    return [row, Math.floor((lng * Math.cos((row * size * Math.PI) / 180)) / size)]
  }
  return {
    square: (position: Position) => cellOf(position).join(' '),
    around: (position: Position) => {
      const [row, column] = cellOf(position)
      // Rows have columns of their own width: two to each side are surely enough.
      return [-1, 0, 1].flatMap((up) => [-2, -1, 0, 1, 2].map((on) => `${row + up} ${column + on}`))
    },
  }
}

/**
 * Places all over the streets near some positions, at most {@link MOST_TRIED}: one in each square of a grid that is as
 * fine as that allows. A crossing is taken before the middle of a street, because more ways lead there.
 * @param metres as far from the positions as places may be of use
 */
export function placesAround(
  network: WalkingNetwork,
  positions: readonly Position[],
  metres: number,
): Position[] {
  const wide = gridOf(metres)
  const wanted = new Set(positions.flatMap(wide.around))
  const nodes: number[] = []
  for (let node = 0; node < nodeCount(network); node += 1) {
    if (wanted.has(wide.square(nodePosition(network, node)))) nodes.push(node)
  }
  for (let apart = LEAST_APART; ; apart *= COARSER) {
    const places = oneInEach(network, nodes, apart)
    if (places.length <= MOST_TRIED) return places
  }
}

function oneInEach(network: WalkingNetwork, nodes: readonly number[], metres: number): Position[] {
  const { square } = gridOf(metres)
  const ways = (node: number) => (network.firstOf[node + 1] ?? 0) - (network.firstOf[node] ?? 0)
  const best = new Map<string, number>()
  for (const node of nodes) {
    const name = square(nodePosition(network, node))
    const known = best.get(name)
    if (known === undefined || ways(node) > ways(known)) best.set(name, node)
  }
  return [...best.values()].map((node) => nodePosition(network, node))
}
