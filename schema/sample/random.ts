/** Chance that comes out the same every time: the sample city must be the same on every machine. */

export interface Random {
  /** a number from 0 to below 1 */
  next(): number
  /** a number from `low` to below `high` */
  between(low: number, high: number): number
  /** a whole number from `low` to `high`, both included */
  whole(low: number, high: number): number
  /** true with this probability */
  chance(probability: number): boolean
  /** one of the list; throws RangeError on an empty one */
  pick<T>(list: readonly T[]): T
  /** one of the list, each as likely as its weight; throws RangeError on an empty one */
  weighted<T>(list: readonly (readonly [T, number])[]): T
  /** the list in another order; the list itself stays as it is */
  shuffled<T>(list: readonly T[]): T[]
}

/**
 * Mulberry32, a public-domain generator of 32 bits of state.
 * @param seed any whole number; parts of the city each take a seed of their own, so that a change to one part
 * leaves the others as they are
 */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const at = <T>(list: readonly T[], index: number): T => {
    const value = list[index]
    if (value === undefined) throw new RangeError('There is nothing to pick from.')
    return value
  }
  const whole = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    between: (low, high) => low + next() * (high - low),
    whole,
    chance: (probability) => next() < probability,
    pick: (list) => at(list, Math.floor(next() * list.length)),
    weighted(list) {
      let rest = next() * list.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [value, weight] of list) {
        rest -= weight
        if (rest < 0) return value
      }
      return at(list, list.length - 1)[0]
    },
    shuffled(list) {
      const copy = [...list]
      for (let last = copy.length - 1; last > 0; last--) {
        const other = whole(0, last)
        const kept = at(copy, last)
        copy[last] = at(copy, other)
        copy[other] = kept
      }
      return copy
    },
  }
}
