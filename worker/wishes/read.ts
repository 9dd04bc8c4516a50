/** Reading needs: put together once a revision, however many ask. */

import type { Need, Needs } from '../../schema/contract/wish.ts'
import { ProblemError } from '../guard/problem.ts'
import { readOutletCounts } from '../places/count-store.ts'
import { remembered } from '../places/memory.ts'
import { isListed, needsOf } from './needs.ts'
import { readWishes } from './store.ts'

/** The revisions that needs are made of. */
export interface Revisions {
  city: number
  wishes: number
}

/** Both only rise, so that their sum tells two states apart. */
export const sumOf = ({ city, wishes }: Revisions) => city + wishes

const countsAt = remembered(readOutletCounts)
const wishesAt = remembered(readWishes)

/** All needs, and as everybody is given them: one object a revision, so that it is packed once. */
let kept: { all: readonly Need[]; listed: Needs } | null = null

async function madeAt(db: D1Database, { city, wishes }: Revisions) {
  const [counts, stored] = await Promise.all([countsAt(db, city), wishesAt(db, wishes)])
  const revision = sumOf({ city: counts.revision, wishes: stored.revision })
  if (kept?.listed.revision === revision) return kept
  const all = needsOf(counts, stored.wishes)
  kept = { all, listed: { sample: counts.sample, revision, needs: all.filter(isListed) } }
  return kept
}

/**
 * The needs that are listed.
 * @param community only this one, where it is given
 * @throws ProblemError `not_found` for a community that the city does not have, `not_loaded` without a city
 */
export async function listedNeeds(db: D1Database, revisions: Revisions, community?: string): Promise<Needs> {
  const { listed } = await madeAt(db, revisions)
  if (community === undefined) return listed
  const { communities } = await countsAt(db, revisions.city)
  if (!communities.has(community)) {
    throw new ProblemError('not_found', { detail: 'No community has this code.' })
  }
  return { ...listed, needs: listed.needs.filter((need) => need.community === community) }
}

/** The need that a wish is, listed or not; undefined when there is no such wish. */
export async function needOfWish(db: D1Database, revisions: Revisions, id: string) {
  const { all, listed } = await madeAt(db, revisions)
  return { sample: listed.sample, revision: listed.revision, need: all.find((need) => need.id === id) }
}
