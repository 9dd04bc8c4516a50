/**
 * Short addresses of posters: `/q/` and the identifier of an outlet or the code of a circle. Every character of an address
 * makes its QR code finer: `https://yikezhong.example/q/7hK2mQ9xTz` has 38, and fits into version 4 (33 × 33 modules)
 * with a quarter of them lost; from 47 on it would take version 5.
 */

import type { SubjectKind } from '../catalog/satisfaction.ts'
import { identifierForm } from './base62.ts'

/** What somebody rates who has scanned a poster. */
interface Rated {
  kind: SubjectKind
  id: string
}

/** Official codes have twelve digits; outlets are given ten digits and letters. */
const circleCode = /^\d{12}$/

/**
 * What the poster of something leads to, below the site's origin.
 * @param id of the outlet, or code of the circle
 */
export function shortPath({ id }: Pick<Rated, 'id'>): string {
  return `/q/${id}`
}

/**
 * What a short address is of.
 * @param id what stands behind `/q/`
 * @returns null for what can be neither an outlet nor a circle
 */
export function ratedBy(id: string): Rated | null {
  if (circleCode.test(id)) return { kind: 'circle', id }
  return identifierForm.test(id) ? { kind: 'outlet', id } : null
}

/** The page on which a voice is given that came by a poster, below the site's origin. */
export function posterRating({ kind, id }: Rated): string {
  return `/rate/${kind}/${id}?via=poster`
}
