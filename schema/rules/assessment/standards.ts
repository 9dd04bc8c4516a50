/** Which version of the standard holds on a day. */

import type { StandardState } from '../../catalog/standard.ts'

/** A version as far as it matters when it holds. */
export interface Dated {
  /** counts up with every version */
  version: number
  /** ISO date from which it holds, in Asia/Shanghai; null: from the start */
  from: string | null
  withdrawn: boolean
}

const dayOf = ({ from }: Dated) => from ?? ''

/** Versions in the order in which they come into force; of those for the same day the last one set stands last. */
export function inOrderOfForce<Version extends Dated>(versions: readonly Version[]): Version[] {
  return versions.toSorted(
    (one, other) => dayOf(one).localeCompare(dayOf(other), 'en') || one.version - other.version,
  )
}

/** The version that holds on a day: of those from that day or before, and not withdrawn, the one that began last. */
export function inForceOn<Version extends Dated>(versions: readonly Version[], day: string): Version | null {
  const begun = versions.filter((version) => !version.withdrawn && dayOf(version) <= day)
  return inOrderOfForce(begun).at(-1) ?? null
}

/** What a version is on a day. */
export function stateOn(version: Dated, versions: readonly Dated[], day: string): StandardState {
  if (version.withdrawn) return 'withdrawn'
  const sameDay = versions.filter((other) => !other.withdrawn && other.from === version.from)
  if (sameDay.some((other) => other.version > version.version)) return 'replaced'
  if (dayOf(version) > day) return 'coming'
  return inForceOn(versions, day)?.version === version.version ? 'in_force' : 'over'
}
