/** Who is to reach an outlet: points on the street network where people live or set out from, and how many. */

/** Points with their communities; everything is aligned by the points' numbers. */
export interface Demand {
  /** codes of the communities that the points belong to */
  communities: readonly string[]
  /** of each point: which of `communities` it belongs to */
  communityOf: ArrayLike<number>
  /** of each point: what it counts, such as households; more than 0 */
  weights: ArrayLike<number>
}

/** What each community's points weigh together, in the order of `demand.communities`. */
export function wholeWeights({ communities, communityOf, weights }: Demand): Float64Array {
  const whole = new Float64Array(communities.length)
  for (let point = 0; point < weights.length; point += 1) {
    const community = communityOf[point] ?? 0
    whole[community] = (whole[community] ?? 0) + (weights[point] ?? 0)
  }
  return whole
}

/**
 * The points that a place would newly reach.
 * @param before seconds from each point to the nearest outlet that there is; beyond the limit, or Infinity, for none
 * @param seconds from each point to the place
 * @param limit in seconds, included
 * @returns numbers of the points, ascending
 */
export function newlyReached(
  before: ArrayLike<number>,
  seconds: ArrayLike<number>,
  limit: number,
): Uint32Array {
  const points: number[] = []
  for (let point = 0; point < seconds.length; point += 1) {
    const isNear = (seconds[point] ?? Number.POSITIVE_INFINITY) <= limit
    if (isNear && !((before[point] ?? Number.POSITIVE_INFINITY) <= limit)) points.push(point)
  }
  return Uint32Array.from(points)
}
