/** Which communities gain by a planned outlet: the what-if of the desk. */

import { type Demand, wholeWeights } from './demand.ts'

/** What a community gains of a type. */
export interface CommunityGain {
  /** code of the community */
  community: string
  /** share of it that reaches one within the limit, 0–1 */
  before: number
  after: number
  /** weight of those who newly do, in the unit of the demand's weights; more than 0 */
  gained: number
}

/** What {@link gains} is asked. */
export interface GainQuestion {
  demand: Demand
  /** seconds from each point to the nearest outlet of the type that there is; Infinity for none */
  before: ArrayLike<number>
  /** of each planned outlet: seconds from each point to it */
  planned: readonly ArrayLike<number>[]
  /** seconds within which one is to be, included */
  limit: number
}

/**
 * The communities that gain by planned outlets of one type together.
 * @returns those alone that gain, whose most people gain first
 */
export function gains({ demand, before, planned, limit }: GainQuestion): CommunityGain[] {
  const reached = new Float64Array(demand.communities.length)
  const gained = new Float64Array(demand.communities.length)
  for (let point = 0; point < demand.weights.length; point += 1) {
    const community = demand.communityOf[point] ?? 0
    const weight = demand.weights[point] ?? 0
    if (isWithin(before, point, limit)) reached[community] = (reached[community] ?? 0) + weight
    else if (planned.some((seconds) => isWithin(seconds, point, limit))) {
      gained[community] = (gained[community] ?? 0) + weight
    }
  }
  return gainsOf(demand, reached, gained)
}

/**
 * Gains as shares.
 * @param reached weight of each community that reaches one already
 * @param gained weight of each community that newly does
 */
export function gainsOf(
  demand: Demand,
  reached: ArrayLike<number>,
  gained: ArrayLike<number>,
): CommunityGain[] {
  const whole = wholeWeights(demand)
  return demand.communities
    .flatMap((community, at): CommunityGain[] => {
      const more = gained[at] ?? 0
      const all = whole[at] ?? 0
      if (more <= 0 || all <= 0) return []
      const had = reached[at] ?? 0
      return [{ community, before: had / all, after: Math.min(1, (had + more) / all), gained: more }]
    })
    .sort((one, other) => other.gained - one.gained || (one.community < other.community ? -1 : 1))
}

/** Whether somebody at a point is there in time. */
function isWithin(seconds: ArrayLike<number>, point: number, limit: number): boolean {
  return (seconds[point] ?? Number.POSITIVE_INFINITY) <= limit
}
