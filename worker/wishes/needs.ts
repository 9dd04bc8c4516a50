/** What communities need: what residents wish for, and what a community lacks for its next level. */

import { outletType } from '../../schema/catalog/outlet-types.ts'
import type { CircleAssessment } from '../../schema/contract/assessment.ts'
import type { Need } from '../../schema/contract/wish.ts'
import { inOrderOfNeed } from '../../schema/rules/wishes.ts'
import { countKey, type OutletCounts } from '../places/count-store.ts'
import type { StoredWish } from './store.ts'

/**
 * All needs, what presses most first. Where no outlet of a community is in the ledger nothing is known of what it
 * lacks, and only what is wished for is listed.
 * @param assessed what is stored of each community
 */
export function needsOf(
  counts: OutletCounts,
  wishes: readonly StoredWish[],
  assessed: readonly CircleAssessment[],
): Need[] {
  const known = new Set(wishes.map((wish) => countKey(wish.community, wish.want)))
  const circles = new Map(assessed.map((circle) => [circle.code, circle]))
  const needOf = (wish: StoredWish) => toNeed(counts, wish, circles.get(wish.community))
  const gaps = assessed.flatMap(({ code: community, missing }) =>
    missing
      .filter((want) => !known.has(countKey(community, want)))
      .map((want) => needOf({ ...nobodys, community, want }))
      .filter(({ lacks }) => lacks),
  )
  return inOrderOfNeed([...wishes.map(needOf), ...gaps])
}

/** Whether a need is to be listed; a wish that everybody has taken back is none. */
export function isListed({ supporters, project, lacks }: Need): boolean {
  return supporters > 0 || project !== null || lacks
}

const nobodys = { id: null, since: null, supporters: 0, whys: 0, project: null }

function toNeed(
  { communities, counts }: OutletCounts,
  wish: StoredWish,
  circle: CircleAssessment | undefined,
): Need {
  const { community, want } = wish
  const isKnown = (communities.get(community) ?? 0) > 0
  const type = outletType(want) && circle?.types.find((own) => own.type === want)
  return {
    ...wish,
    has: isKnown ? (counts.get(countKey(community, want)) ?? 0) : null,
    minutes: (isKnown && type?.minutes) || null,
    lacks: isKnown && (circle?.missing.includes(want) ?? false),
  }
}
