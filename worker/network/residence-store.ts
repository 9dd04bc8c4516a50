/** The SQL of where people live. */

import { asc, count, max, sum } from 'drizzle-orm'
import type { ResidencesCounted } from '../../schema/contract/residence.ts'
import { residence } from '../../schema/tables.ts'
import { type Freshness, reader } from '../guard/database.ts'

/** A place where people live, for counting which share of them reaches something. */
export interface StoredResidence {
  /** code of its community */
  community: string
  lng: number
  lat: number
  households: number
}

/** All places where people live, by community; none while none are loaded. */
export async function readResidences(db: D1Database, freshness?: Freshness): Promise<StoredResidence[]> {
  return await reader(db, freshness)
    .select({
      community: residence.community,
      lng: residence.lng,
      lat: residence.lat,
      households: residence.households,
    })
    .from(residence)
    .orderBy(asc(residence.community), asc(residence.id))
}

/** How many there are in each community. */
export async function countResidences(db: D1Database): Promise<ResidencesCounted> {
  const rows = await reader(db, 'first-primary')
    .select({
      code: residence.community,
      places: count(),
      households: sum(residence.households).mapWith(Number),
      sample: max(residence.sample),
    })
    .from(residence)
    .groupBy(residence.community)
    .orderBy(asc(residence.community))
  return {
    places: rows.reduce((total, { places }) => total + places, 0),
    households: rows.reduce((total, { households }) => total + households, 0),
    sample: rows.some(({ sample }) => sample === true),
    communities: rows.map(({ code, places, households }) => ({ code, places, households })),
  }
}
