/** Where the made-up city's people live: estates in the blocks between streets, and villages, with their households. */

import type { Position } from '../../catalog/divisions.ts'
import { seededRandom } from '../random.ts'
import type { Style } from '../town/layout.ts'
import { centroid, distance, type Point, signedArea, toDegrees, toMetres } from '../town/plane.ts'
import type { Block, Town } from '../town/town.ts'

/** Square metres of ground a household: towers stand closer than yards. */
const groundOfHousehold: Readonly<Record<Style, number>> = {
  old: 520,
  danwei: 270,
  new: 180,
  village: 900,
  works: 1_500,
}
/** Square metres below which a block is no place of its own, in town and in villages. */
const leastGround = { town: 9_000, village: 2_500 }
/**
 * Metres from the service centre beyond which nobody is said to live in a community. The made-up shops stand around the
 * centres: homes on the town's edge would lack everything, and hide what the sample lacks on purpose.
 */
const farthest = { town: 450, village: 1_500 }

/** Places where somebody lives; blocks of sheds and shops are none. */
const isLivedIn = ({ use, style, ring }: Block) =>
  use === 'built' &&
  style !== 'works' &&
  Math.abs(signedArea(ring)) >= leastGround[style === 'village' ? 'village' : 'town']

/** Longitude and latitude in degrees, and households. */
export type SampleResidence = [lng: number, lat: number, households: number]

/**
 * Lays down where people live.
 * @param centres service centres by community code, WGS-84
 * @returns the places of each community, by its code
 */
export function settle(
  town: Town,
  centres: Readonly<Record<string, { position: Position }>>,
): Record<string, SampleResidence[]> {
  const random = seededRandom(60_911)
  const heads = Object.entries(centres).map(([code, { position }]) => [code, toMetres(position)] as const)
  function nearest(point: Point, limit: number): string | undefined {
    const [first] = heads
      .map(([code, head]) => ({ code, metres: distance(head, point) }))
      .filter(({ metres }) => metres <= limit)
      .toSorted((a, b) => a.metres - b.metres)
    return first?.code
  }
  const placesOf: Record<string, SampleResidence[]> = Object.fromEntries(heads.map(([code]) => [code, []]))
  for (const { ring, style } of town.blocks.filter(isLivedIn)) {
    const middle = centroid(ring)
    const ground = Math.abs(signedArea(ring))
    const households = Math.round((ground / groundOfHousehold[style]) * random.between(0.7, 1.1))
    const community = nearest(middle, farthest[style === 'village' ? 'village' : 'town'])
    if (community !== undefined) placesOf[community]?.push([...toDegrees(middle), households])
  }
  return placesOf
}
