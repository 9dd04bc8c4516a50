/** Reading needs: put together once a revision, however many ask. */

import type { Need, Needs } from '../../schema/contract/wish.ts'
import { publicAssessment, type Standing, standingOf } from '../assessment/read.ts'
import type { Site } from '../guard/cookie.ts'
import { ProblemError } from '../guard/problem.ts'
import { readOutletCounts } from '../places/count-store.ts'
import { remembered } from '../places/memory.ts'
import { isListed, needsOf } from './needs.ts'
import { readRevisions, readWishes } from './store.ts'

/** The revisions that needs are made of, and the result of the assessment. */
export interface NeedsState {
  city: number
  wishes: number
  standing: Standing
}

/** What needs are made of now. */
export async function needsState(c: Site): Promise<NeedsState> {
  const [revisions, standing] = await Promise.all([readRevisions(c.env.DB), standingOf(c)])
  return { ...revisions, standing }
}

/** All of them only rise, so that their sum tells two states apart. */
export const sumOf = ({ city, wishes, standing }: NeedsState) => city + wishes + standing.serial

const countsAt = remembered(readOutletCounts)
const wishesAt = remembered(readWishes)

/** All needs, and as everybody is given them: one object a revision, so that it is packed once. */
let kept: { all: readonly Need[]; listed: Needs } | null = null

async function madeAt(db: D1Database, { city, wishes, standing }: NeedsState) {
  const [counts, stored, assessed] = await Promise.all([
    countsAt(db, city),
    wishesAt(db, wishes),
    publicAssessment(db, standing),
  ])
  const revision = sumOf({ city: counts.revision, wishes: stored.revision, standing })
  if (kept?.listed.revision === revision) return kept
  const all = needsOf(counts, stored.wishes, assessed.communities)
  kept = { all, listed: { sample: counts.sample, revision, needs: all.filter(isListed) } }
  return kept
}

/**
 * The needs that are listed.
 * @param community only this one, where it is given
 * @throws ProblemError `not_found` for a community that the city does not have, `not_loaded` without a city
 */
export async function listedNeeds(db: D1Database, state: NeedsState, community?: string): Promise<Needs> {
  const { listed } = await madeAt(db, state)
  if (community === undefined) return listed
  const { communities } = await countsAt(db, state.city)
  if (!communities.has(community)) {
    throw new ProblemError('not_found', { detail: 'No community has this code.' })
  }
  return { ...listed, needs: listed.needs.filter((need) => need.community === community) }
}

/** The need that a wish is, listed or not; undefined when there is no such wish. */
export async function needOfWish(db: D1Database, state: NeedsState, id: string) {
  const { all, listed } = await madeAt(db, state)
  return { sample: listed.sample, revision: listed.revision, need: all.find((need) => need.id === id) }
}
