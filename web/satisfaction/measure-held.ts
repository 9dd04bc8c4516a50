import type { SatisfiedFrom } from '../../schema/catalog/satisfaction.ts'
import { type Distribution, shareFrom } from '../../schema/rules/satisfaction.ts'

/**
 * What the pooled rate would be with the held-back voices in it: all of them of the lowest grade, and all of the highest.
 * @param distribution what is counted now
 * @returns null where nothing is held back, or nothing is counted yet
 */
export function heldExtremes(
  distribution: Distribution,
  satisfiedFrom: SatisfiedFrom,
  held: number,
): { low: number; high: number } | null {
  const [worst, two, three, four, best] = distribution
  if (held === 0 || shareFrom(distribution, satisfiedFrom) === null) return null
  const low = shareFrom([worst + held, two, three, four, best], satisfiedFrom)
  const high = shareFrom([worst, two, three, four, best + held], satisfiedFrom)
  return low === null || high === null ? null : { low, high }
}
