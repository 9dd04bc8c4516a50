/** What is needed most, and which wishes are like one that somebody is about to make. */

import type { Position } from '../catalog/divisions.ts'
import { endedStates, type ProjectState, wantCodes, wantOf, wishRule } from '../catalog/wishes.ts'
import { metresBetween } from './distance.ts'

/** What the rules look at of a need. */
export interface Weighed {
  /** code of the community */
  community: string
  /** code of an outlet type or a service */
  want: string
  supporters: number
  /** a type that the community lacks for its next level */
  lacks: boolean
  project: { state: ProjectState } | null
}

/** A community as far as it matters who its neighbours are. */
export interface Neighbourhood {
  code: string
  subdistrict: string
  centre: Position | null
}

const isEnded = ({ project }: Weighed) => project !== null && endedStates.includes(project.state)
const placeOf = new Map(wantCodes.map((code, place) => [code, place]))

/**
 * Needs in the order in which they press: what is still to be done first, then by how many want it; where as many do,
 * what the community lacks altogether comes first.
 */
export function inOrderOfNeed<Need extends Weighed>(needs: readonly Need[]): Need[] {
  return needs.toSorted(
    (one, other) =>
      Number(isEnded(one)) - Number(isEnded(other)) ||
      other.supporters - one.supporters ||
      Number(other.lacks) - Number(one.lacks) ||
      one.community.localeCompare(other.community, 'en') ||
      (placeOf.get(one.want) ?? 0) - (placeOf.get(other.want) ?? 0),
  )
}

/** Whether two communities are neighbours: one subdistrict's, or with centres that are a walk apart. */
export function areNeighbours(one: Neighbourhood, other: Neighbourhood): boolean {
  if (one.code === other.code) return false
  if (one.subdistrict === other.subdistrict) return true
  if (!one.centre || !other.centre) return false
  return metresBetween(one.centre, other.centre) <= wishRule.neighbourMetres
}

/** What wants are compared by: the class of a type; services are all of one. */
function classOf(want: string): string {
  const found = wantOf(want)
  return found?.kind === 'type' ? found.type.class : 'service'
}

/**
 * Needs like one that somebody is about to tell, for which somebody speaks or staff do something: the same next door,
 * and of the same class here. The same here is no likeness but the wish itself, and is not among them.
 * @param needs in the order of need
 */
export function needsLike<Need extends Weighed>(
  { community, want }: Pick<Weighed, 'community' | 'want'>,
  needs: readonly Need[],
  communities: readonly Neighbourhood[],
): Need[] {
  const here = communities.find(({ code }) => code === community)
  const near = new Set(
    here ? communities.filter((one) => areNeighbours(here, one)).map(({ code }) => code) : [],
  )
  const spoken = needs.filter(({ supporters, project }) => supporters > 0 || project !== null)
  const nextDoor = spoken.filter((need) => need.want === want && near.has(need.community))
  const ofClass = spoken.filter(
    (need) => need.community === community && need.want !== want && classOf(need.want) === classOf(want),
  )
  return [...nextDoor, ...ofClass].slice(0, wishRule.alike)
}
