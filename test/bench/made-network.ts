/** A network as large as a city's, the same at every call: crooked streets between junctions, some of them missing. */

import { largestPart } from '../../schema/import/network/largest.ts'
import type { WalkingNetwork } from '../../schema/rules/walking/network.ts'
import { onGrid } from '../../schema/rules/walking/network-file.ts'
import { seededRandom } from '../../schema/sample/random.ts'

/** Points of a street between two junctions: OpenStreetMap's have about as many. */
const BENDS = 5
/** Degrees between two junctions, some 110 m. */
const BLOCK = 0.0011
/** Of the streets that a chessboard would have. */
const SHARE_BUILT = 0.8

/**
 * @param nodes about how many it shall have
 * @returns flags are those of a town: most ways paved, some rough, a few of steps
 */
export function madeNetwork(nodes: number): WalkingNetwork {
  const random = seededRandom(15)
  const side = Math.round(Math.sqrt(nodes / (1 + 2 * SHARE_BUILT * BENDS)))
  const longitudes: number[] = []
  const latitudes: number[] = []
  const ends: number[] = []
  const flags: number[] = []
  const addPoint = (column: number, row: number) => {
    const shift = () => random.between(-0.1, 0.1)
    longitudes.push(onGrid(111.7 + (column + shift()) * BLOCK))
    return latitudes.push(onGrid(34.6 + (row + shift()) * BLOCK)) - 1
  }
  const junctions = Array.from({ length: side * side }, (_, place) =>
    addPoint(place % side, Math.floor(place / side)),
  )
  const build = (column: number, row: number, east: number, north: number) => {
    if (column + east >= side || row + north >= side || !random.chance(SHARE_BUILT)) return
    const sum = random.weighted([
      [4, 80],
      [0, 12],
      [2, 6],
      [1, 2],
    ])
    let before = junctions[row * side + column] ?? 0
    for (let bend = 1; bend <= BENDS + 1; bend++) {
      const part = bend / (BENDS + 1)
      const last = junctions[(row + north) * side + column + east] ?? 0
      const point = bend > BENDS ? last : addPoint(column + east * part, row + north * part)
      ends.push(before, point)
      flags.push(sum)
      before = point
    }
  }
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      build(column, row, 1, 0)
      build(column, row, 0, 1)
    }
  }
  const { network } = largestPart(
    {
      longitudes: Float64Array.from(longitudes),
      latitudes: Float64Array.from(latitudes),
      ends: Uint32Array.from(ends),
      flags: Uint8Array.from(flags),
    },
    { attribution: 'made for measuring', licence: 'MIT', date: null, sample: true },
  )
  if (!network) throw new Error('nothing was built')
  return network
}
