/** Finds the circle that an outlet belongs to. */

import type { Position } from '../catalog/divisions.ts'
import { metresBetween } from '../rules/distance.ts'

/** How far the centre of a circle may be from an outlet whose community the file does not say, in metres. */
const NEAREST_MAX = 1500

/** What a file says of an outlet that lies in no community: an empty cell only says nothing. */
export const noCommunity = '无社区'

export interface KnownCommunity {
  code: string
  name: string
  /** name of its subdistrict */
  subdistrict: string
  centre: Position | null
}

export type CircleFound =
  | { code: string; how: 'named' | 'nearest' }
  | { code: null; how: 'named' | 'none' | 'ambiguous' }

/** `民安社区居委会` → `民安`. */
const bare = (name: string) =>
  name.replace(/(?:社区|村)?(?:居民委员会|居委会|村民委员会|村委会|社区|村|便民生活圈|生活圈)$/, '')

/**
 * The community that cells name.
 * @param text name or code of a community, possibly with the subdistrict before it
 * @param subdistrict cell of the subdistrict, to tell two communities of one name apart
 */
function namedCommunities(
  communities: readonly KnownCommunity[],
  text: string,
  subdistrict: string | undefined,
): KnownCommunity[] {
  const byCode = communities.filter((community) => community.code === text)
  if (byCode.length > 0) return byCode
  const name = bare(text.replace(/\s/g, ''))
  let found = communities.filter((community) => bare(community.name) === name)
  if (found.length === 0) {
    found = communities.filter(
      (community) => bare(community.name).length > 1 && name.endsWith(bare(community.name)),
    )
  }
  const place = `${subdistrict ?? ''}${text}`
  const within = found.filter((community) =>
    place.includes(community.subdistrict.replace(/(?:街道|镇|乡)$/, '')),
  )
  return found.length > 1 && within.length > 0 ? within : found
}

/**
 * The circle of an outlet: the community that the file names, or the one whose centre is nearest within
 * {@link NEAREST_MAX}.
 */
export function findCircle(
  communities: readonly KnownCommunity[],
  position: Position,
  cells: { circle?: string; subdistrict?: string },
): CircleFound {
  if (cells.circle === noCommunity) return { code: null, how: 'named' }
  if (cells.circle) {
    const named = namedCommunities(communities, cells.circle, cells.subdistrict)
    const [only] = named
    if (named.length === 1 && only) return { code: only.code, how: 'named' }
    if (named.length > 1) return { code: null, how: 'ambiguous' }
  }
  let nearest: { code: string; metres: number } | undefined
  for (const { code, centre } of communities) {
    if (!centre) continue
    const metres = metresBetween(position, centre)
    if (metres <= NEAREST_MAX && (!nearest || metres < nearest.metres)) nearest = { code, metres }
  }
  return nearest ? { code: nearest.code, how: 'nearest' } : { code: null, how: 'none' }
}
