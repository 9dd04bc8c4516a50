/** What communities need: what residents wish for, and the basic types that a community has none of. */

import { outletTypes } from '../../schema/catalog/outlet-types.ts'
import type { Need } from '../../schema/contract/wish.ts'
import { inOrderOfNeed } from '../../schema/rules/wishes.ts'
import { countKey, type OutletCounts } from '../places/count-store.ts'
import type { StoredWish } from './store.ts'

const basic = outletTypes.filter((type) => type.class === 'basic').map(({ code }) => code)

/**
 * All needs, what presses most first. Where no outlet of a community is in the ledger nothing is known of what it
 * lacks, and only what is wished for is listed.
 */
export function needsOf(counts: OutletCounts, wishes: readonly StoredWish[]): Need[] {
  const known = new Map(wishes.map((wish) => [countKey(wish.community, wish.want), wish]))
  const gaps = [...counts.communities.keys()].flatMap((community) =>
    basic
      .filter((want) => !known.has(countKey(community, want)))
      .map((want): StoredWish => ({ ...nobodys, community, want }))
      .map((gap) => needOf(counts, gap))
      .filter(({ lacks }) => lacks),
  )
  return inOrderOfNeed([...wishes.map((wish) => needOf(counts, wish)), ...gaps])
}

/** Whether a need is to be listed; a wish that everybody has taken back is none. */
export function isListed({ supporters, project, lacks }: Need): boolean {
  return supporters > 0 || project !== null || lacks
}

const nobodys = { id: null, since: null, supporters: 0, whys: 0, project: null }

function needOf({ communities, counts }: OutletCounts, wish: StoredWish): Need {
  const { community, want } = wish
  const isKnown = (communities.get(community) ?? 0) > 0
  const has = isKnown ? (counts.get(countKey(community, want)) ?? 0) : null
  return { ...wish, has, lacks: has === 0 && basic.includes(want) }
}
