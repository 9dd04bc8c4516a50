/** The SQL of how many outlets a community has of each type, and with each service. */

import * as v from 'valibot'
import { statement } from '../../schema/statement.ts'
import { runBatch } from '../guard/database.ts'
import { notLoaded } from './store.ts'

const CitySeen = v.object({ revision: v.number(), sample: v.number() })
const Community = v.object({ code: v.string(), outlets: v.number() })
const Count = v.object({ community: v.string(), want: v.string(), count: v.number() })

/** What stands in each community and is not closed for good, of one revision. */
export interface OutletCounts {
  revision: number
  sample: boolean
  /** outlets of every community, in the order of the codes */
  communities: ReadonlyMap<string, number>
  /** outlets by code of the community and of the type or service; none where there is no entry */
  counts: ReadonlyMap<string, number>
}

/** The key of a count. */
export const countKey = (community: string, want: string) => `${community} ${want}`

/**
 * Counts the outlets. A fact of a listing that is also a service counts as that: cash, delivery.
 * @throws ProblemError `not_loaded` when there is no city
 */
export async function readOutletCounts(db: D1Database): Promise<OutletCounts> {
  const [cities, communities, counts] = await runBatch(db, [
    statement('SELECT revision, sample FROM city'),
    statement(
      `SELECT c.code, count(o.id) AS outlets FROM community AS c
        LEFT JOIN outlet AS o ON o.circle = c.code AND o.status <> 'closed' GROUP BY c.code ORDER BY c.code`,
    ),
    statement(
      `SELECT o.circle AS community, w.want, count(*) AS count FROM outlet AS o JOIN (
          SELECT id, type AS want FROM outlet
          UNION SELECT outlet, service FROM outlet_service
          UNION SELECT id, 'cash' FROM outlet WHERE cash = 1
          UNION SELECT id, 'night_delivery' FROM outlet WHERE night_delivery = 1
          UNION SELECT id, 'instant_retail' FROM outlet WHERE instant_delivery = 1
        ) AS w ON w.id = o.id
        WHERE o.status <> 'closed' AND o.circle IS NOT NULL GROUP BY o.circle, w.want`,
    ),
  ])
  const [city] = cities ?? []
  if (!city) throw notLoaded()
  const { revision, sample } = v.parse(CitySeen, city)
  return {
    revision,
    sample: sample === 1,
    communities: new Map(
      v.parse(v.array(Community), communities).map(({ code, outlets }) => [code, outlets]),
    ),
    counts: new Map(
      v.parse(v.array(Count), counts).map(({ community, want, count }) => [countKey(community, want), count]),
    ),
  }
}
