import { normalise } from '../../schema/rules/search.ts'

/** Whether a community is meant by a typed text: a piece of its Chinese or English name. Empty means all. */
export function communityMatches(community: { name: string; nameEn: string }, text: string): boolean {
  const wanted = normalise(text)
  return (
    wanted === '' ||
    normalise(community.name).includes(wanted) ||
    normalise(community.nameEn).includes(wanted)
  )
}
