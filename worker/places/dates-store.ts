/** The SQL of when outlets changed last. */

import { asc } from 'drizzle-orm'
import * as tables from '../../schema/tables.ts'
import { reader } from '../guard/database.ts'
import { isShown, notLoaded } from './store.ts'

const { city, outlet } = tables

/** When an outlet that lists show was changed last (UTC), and when it was last said to be right. */
export interface OutletDates {
  id: string
  circle: string | null
  updatedAt: string
  confirmedAt: string | null
}

/**
 * The dates of all outlets that lists show.
 * @throws ProblemError `not_loaded` when there is no city
 */
export async function readOutletDates(db: D1Database): Promise<{ revision: number; outlets: OutletDates[] }> {
  const read = reader(db)
  const [[row], outlets] = await read.batch([
    read.select({ revision: city.revision }).from(city),
    read
      .select({
        id: outlet.id,
        circle: outlet.circle,
        updatedAt: outlet.updatedAt,
        confirmedAt: outlet.confirmedAt,
      })
      .from(outlet)
      .where(isShown)
      .orderBy(asc(outlet.id)),
  ])
  if (!row) throw notLoaded()
  return { revision: row.revision, outlets }
}
