/** Where staff may put an outlet: where the city is, and in a community of their own area. */

import type { Fields } from '../../schema/contract/listing.ts'
import { isInside } from '../../schema/rules/bounds.ts'
import { requirePlace } from '../guard/access.ts'
import { wrongField } from '../guard/problem.ts'
import type { Who } from '../guard/session.ts'
import { readGround } from './store.ts'

/**
 * Lets pass where somebody of the staff may put an outlet.
 * @param place the position and the community that are set; what stays as it is, is left out
 * @throws ProblemError `invalid_request` outside the city or for a community that it does not have, `forbidden` outside
 * the area
 */
export async function requireGround(
  db: D1Database,
  who: Who,
  { position, circle }: Partial<Pick<Fields, 'position' | 'circle'>>,
): Promise<void> {
  if (position === undefined && circle === undefined) return
  const { bounds, subdistrict } = await readGround(db, circle ?? null)
  const { west, south, east, north } = bounds
  if (position && !isInside([west, south, east, north], position)) {
    throw wrongField('position', 'lies outside the city')
  }
  if (circle === undefined) return
  if (circle !== null && subdistrict === null) throw wrongField('circle', 'there is no such community')
  requirePlace(who, { community: circle, subdistrict })
}
