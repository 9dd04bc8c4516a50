/** What Open311 speaks of: the city, its communities, and its outlets. */

import { currentRevision, remembered } from '../places/memory.ts'
import { readCity, type StoredCity } from '../places/store.ts'
import { type NamedOutlet, readNamedOutlets } from '../places/subject-store.ts'

export interface Ground {
  city: StoredCity
  /** by identifier */
  outlets: ReadonlyMap<string, NamedOutlet>
}

const cityAt = remembered(readCity)
const outletsAt = remembered(readNamedOutlets)

/** @throws ProblemError `not_loaded` when there is no city */
export async function readGround(db: D1Database): Promise<Ground> {
  const revision = await currentRevision(db)
  const [city, { outlets }] = await Promise.all([cityAt(db, revision), outletsAt(db, revision)])
  return { city, outlets }
}
