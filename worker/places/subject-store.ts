/** The SQL of where everything is that somebody may speak of: outlets by name and address, also those that have closed. */

import * as v from 'valibot'
import { statement } from '../../schema/statement.ts'
import { runBatch } from '../guard/database.ts'
import { notLoaded } from './store.ts'

const OutletRow = v.object({
  id: v.string(),
  name: v.string(),
  address: v.nullable(v.string()),
  lng: v.number(),
  lat: v.number(),
  circle: v.nullable(v.string()),
  closed: v.pipe(
    v.number(),
    v.transform((flag) => flag === 1),
  ),
})
/** An outlet as people speak of it; `closed` is one that has closed for good. */
export type NamedOutlet = v.InferOutput<typeof OutletRow>

/** Outlets by identifier, of one revision. */
export interface NamedOutlets {
  revision: number
  outlets: ReadonlyMap<string, NamedOutlet>
}

/**
 * Every outlet that there is or was.
 * @throws ProblemError `not_loaded` when there is no city
 */
export async function readNamedOutlets(db: D1Database): Promise<NamedOutlets> {
  const [cities, outlets] = await runBatch(db, [
    statement('SELECT revision FROM city'),
    statement(
      "SELECT id, name, address, lng, lat, circle, status = 'closed' AS closed FROM outlet ORDER BY id",
    ),
  ])
  const revision = cities?.[0]?.['revision']
  if (typeof revision !== 'number') throw notLoaded()
  return {
    revision,
    outlets: new Map(v.parse(v.array(OutletRow), outlets).map((outlet) => [outlet.id, outlet])),
  }
}
