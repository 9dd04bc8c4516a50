/** What planned outlets of a type would change: shares, who newly has the type, and levels. */

import type { CircleLevel } from '../../schema/catalog/standard.ts'
import type { CircleAssessment, CityAssessment } from '../../schema/contract/assessment.ts'
import { isMet, levelOf } from '../../schema/rules/assessment/level.ts'
import type { CommunityGain } from '../../schema/rules/siting/gains.ts'
import { typeIn } from '../assessment/community-rows.ts'

export interface CommunityEffect extends CommunityGain {
  /** whether the community has the type, before and after */
  met: { before: boolean; after: boolean }
  level: { before: CircleLevel; after: CircleLevel }
}

/** What gains of a type do, community by community, in the order of the gains. */
export function effectsOf(
  gains: readonly CommunityGain[],
  type: string,
  { communities, standard }: Pick<CityAssessment, 'communities' | 'standard'>,
): CommunityEffect[] {
  const known = new Map(communities.map((one) => [one.code, one]))
  return gains.flatMap((gain): CommunityEffect[] => {
    const community = known.get(gain.community)
    const now = community && typeIn(community, type)
    if (!community || !now) return []
    const after = now.met || isMet(gain.after, standard)
    const types = community.types.map((one) => ({ type: one.type, met: one.type === type ? after : one.met }))
    return [
      {
        ...gain,
        met: { before: now.met, after },
        level: { before: community.level, after: levelOf(types, standard).level },
      },
    ]
  })
}

/**
 * Communities in the order of need for a type: those without it first, whoever reaches it least before others, and of
 * equals those whose residents want it most.
 */
export function byNeed(
  communities: readonly CircleAssessment[],
  type: string,
  supportersOf: (community: string, type: string) => number | null,
): CircleAssessment[] {
  const shareOf = (one: CircleAssessment) => typeIn(one, type)?.reached ?? 2
  const wishes = (one: CircleAssessment) => supportersOf(one.code, type) ?? 0
  const hasIt = (one: CircleAssessment) => Number(typeIn(one, type)?.met ?? false)
  return communities.toSorted(
    (one, other) =>
      hasIt(one) - hasIt(other) ||
      shareOf(one) - shareOf(other) ||
      wishes(other) - wishes(one) ||
      one.code.localeCompare(other.code),
  )
}
