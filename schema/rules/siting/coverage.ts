/**
 * Where new outlets would serve most people: the maximal covering location problem (Church and ReVelle, 1974). Of the
 * candidates, at most so many are chosen that together newly reach the greatest weight of demand.
 *
 * A greedy choice comes first. It reaches at least 1 − (1 − 1/k)^k of the best (Nemhauser, Wolsey and Fisher, 1978;
 * 63 % for many, 75 % for two), and mostly far more: what the candidates still add at any moment bounds what any choice
 * can reach. Branch and bound then looks for a better choice, and proves the best where it comes to an end.
 */

/**
 * How many points branch and bound looks at before it gives up: about a second in a browser. Two places among some
 * hundred candidates, and five among some dozens, are mostly proved within it.
 */
export const exactLooks = 150_000_000

/** What {@link bestPlaces} is asked. */
export interface CoverageQuestion {
  /** what each point of demand counts, more than 0 */
  weights: ArrayLike<number>
  /** of each candidate: the points that it would newly reach, each once */
  candidates: readonly ArrayLike<number>[]
  /** how many places may be chosen, at least 1 */
  count: number
  /** how many points may be looked at to prove the best; without it {@link exactLooks}, 0 for the greedy choice */
  looks?: number
}

/** A place that was chosen. */
export interface ChosenPlace {
  /** number of the candidate */
  candidate: number
  /** the points that it adds to those of the places before it */
  points: number[]
  /** what they weigh */
  gained: number
}

export interface BestPlaces {
  /** whoever adds most first; fewer than were asked for where no more add anything */
  chosen: ChosenPlace[]
  /** weight that they reach together */
  gained: number
  /** no choice of so many of the candidates reaches more than this */
  bound: number
  /** whether it is proved that no choice reaches more than `gained` */
  exact: boolean
}

/**
 * Chooses places.
 * @example bestPlaces({ weights: [3, 2, 2], candidates: [[0], [0, 1], [1, 2]], count: 2 })
 * // chosen: 1, then 2; gained 7; exact
 */
export function bestPlaces({ weights, candidates, count, looks = exactLooks }: CoverageQuestion): BestPlaces {
  const coverage = new Coverage(weights, candidates)
  const greedy = greedyPlaces(coverage, count)
  const search = { best: greedy.candidates, gained: greedy.gained, looks }
  const isProved = greedy.gained >= greedy.bound || branch(coverage, allOf(candidates), [], count, search)
  const chosen = inOrder(coverage, search.best)
  const gained = chosen.reduce((sum, place) => sum + place.gained, 0)
  return { chosen, gained, bound: isProved ? gained : Math.max(gained, greedy.bound), exact: isProved }
}

/** What is reached by a choice that grows and shrinks. */
class Coverage {
  /** of each point: how many of the chosen reach it */
  private readonly reachedBy: Uint16Array
  private readonly weights: ArrayLike<number>
  private readonly candidates: readonly ArrayLike<number>[]
  /** weight of what is reached */
  gained = 0

  constructor(weights: ArrayLike<number>, candidates: readonly ArrayLike<number>[]) {
    this.weights = weights
    this.candidates = candidates
    this.reachedBy = new Uint16Array(weights.length)
  }

  get size(): number {
    return this.candidates.length
  }

  pointsOf(candidate: number): ArrayLike<number> {
    return this.candidates[candidate] ?? []
  }

  /** Weight that a candidate would add. */
  marginOf(candidate: number): number {
    const points = this.pointsOf(candidate)
    let margin = 0
    for (let at = 0; at < points.length; at += 1) {
      const point = points[at] ?? 0
      if (this.reachedBy[point] === 0) margin += this.weights[point] ?? 0
    }
    return margin
  }

  /** Chooses a candidate; gives the points that it adds. */
  add(candidate: number): number[] {
    const points = this.pointsOf(candidate)
    const added: number[] = []
    for (let at = 0; at < points.length; at += 1) {
      const point = points[at] ?? 0
      const times = this.reachedBy[point] ?? 0
      this.reachedBy[point] = times + 1
      if (times > 0) continue
      this.gained += this.weights[point] ?? 0
      added.push(point)
    }
    return added
  }

  /** Takes a candidate back, whichever order it was chosen in. */
  remove(candidate: number, gainedWithout: number): void {
    const points = this.pointsOf(candidate)
    for (let at = 0; at < points.length; at += 1) {
      const point = points[at] ?? 0
      this.reachedBy[point] = (this.reachedBy[point] ?? 1) - 1
    }
    this.gained = gainedWithout
  }
}

/** What a candidate would add to a choice. */
interface Margin {
  candidate: number
  margin: number
}

const allOf = (candidates: readonly unknown[]) => candidates.map((_, candidate) => candidate)

/** What each would add, the most first; those that add nothing are left out. */
function marginsOf(coverage: Coverage, among: readonly number[]): Margin[] {
  return among
    .map((candidate) => ({ candidate, margin: coverage.marginOf(candidate) }))
    .filter(({ margin }) => margin > 0)
    .sort((one, other) => other.margin - one.margin || one.candidate - other.candidate)
}

/** What so many of them, from one on, would add at most: what they share is counted for each. */
function mostOf(margins: readonly Margin[], from: number, count: number): number {
  let most = 0
  for (let at = from; at < Math.min(margins.length, from + count); at += 1) most += margins[at]?.margin ?? 0
  return most
}

/** Whoever adds most, again and again; and the least that was told on the way of what any choice reaches at most. */
function greedyPlaces(
  coverage: Coverage,
  count: number,
): { candidates: number[]; gained: number; bound: number } {
  const candidates: number[] = []
  let bound = Number.POSITIVE_INFINITY
  let among = Array.from({ length: coverage.size }, (_, candidate) => candidate)
  for (;;) {
    // Whatever is chosen adds to this choice at most what the best of the rest add, each by itself.
    const margins = marginsOf(coverage, among)
    bound = Math.min(bound, coverage.gained + mostOf(margins, 0, count))
    const [best] = margins
    if (!best || candidates.length === count) break
    coverage.add(best.candidate)
    candidates.push(best.candidate)
    among = margins.map(({ candidate }) => candidate)
  }
  const { gained } = coverage
  for (const candidate of candidates) coverage.remove(candidate, 0)
  return { candidates, gained, bound: Math.min(bound, gained / greedyShare(count)) }
}

/** The share of the best that a greedy choice of so many reaches at least. */
export function greedyShare(count: number): number {
  return 1 - (1 - 1 / count) ** count
}

/** The best choice that was found, and how much may still be looked at. */
interface Search {
  best: readonly number[]
  gained: number
  looks: number
}

/**
 * Tries everything that may still be better: each candidate with those that add less than it. A choice is left as soon
 * as what the next ones add, each by itself, cannot make it better than the best.
 * @param among candidates that may be added to what is chosen
 * @param room how many may
 * @returns false when it had to give up
 */
function branch(
  coverage: Coverage,
  among: readonly number[],
  chosen: readonly number[],
  room: number,
  search: Search,
): boolean {
  for (const candidate of among) search.looks -= coverage.pointsOf(candidate).length
  if (search.looks < 0) return false
  const margins = marginsOf(coverage, among)
  const before = coverage.gained
  for (const [at, { candidate, margin }] of margins.entries()) {
    if (before + mostOf(margins, at, room) <= search.gained) return true
    if (before + margin > search.gained) {
      search.gained = before + margin
      search.best = [...chosen, candidate]
    }
    if (room === 1) return true
    coverage.add(candidate)
    const rest = margins.slice(at + 1).map((one) => one.candidate)
    const isDone = branch(coverage, rest, [...chosen, candidate], room - 1, search)
    coverage.remove(candidate, before)
    if (!isDone) return false
  }
  return true
}

/** A choice with whoever adds most first. */
function inOrder(coverage: Coverage, choice: readonly number[]): ChosenPlace[] {
  const chosen: ChosenPlace[] = []
  let among = choice
  for (;;) {
    const [best, ...rest] = marginsOf(coverage, among)
    if (!best) break
    chosen.push({ candidate: best.candidate, points: coverage.add(best.candidate), gained: best.margin })
    among = rest.map(({ candidate }) => candidate)
  }
  for (const { candidate } of chosen) coverage.remove(candidate, 0)
  return chosen
}
