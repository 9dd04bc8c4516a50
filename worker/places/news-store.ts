/** The SQL of what has become of the outlets of a circle. */

import * as v from 'valibot'
import { outletStatuses } from '../../schema/catalog/marks.ts'
import { InstantShape, PositionShape } from '../../schema/contract/values.ts'
import { statement } from '../../schema/statement.ts'
import { rowsAs, runBatch } from '../guard/database.ts'
import { notLoaded } from './store.ts'

const DatesShape = v.object({ from: v.string(), to: v.string() })
const ToldShape = v.object({
  name: v.nullable(v.string()),
  status: v.nullable(v.picklist(outletStatuses)),
  address: v.nullable(v.string()),
  position: v.nullable(PositionShape),
  closures: v.nullable(v.array(DatesShape)),
})
const NewsRow = v.object({
  at: InstantShape,
  outlet: v.string(),
  /** what it is called now */
  name: v.string(),
  type: v.string(),
  /** it came with others in one import */
  imported: v.boolean(),
  before: v.nullable(ToldShape),
  after: v.nullable(ToldShape),
})
const NewsHead = v.object({
  revision: v.number(),
  sample: v.boolean(),
  city: v.object({ name: v.string(), nameEn: v.string() }),
  community: v.nullable(v.object({ name: v.string(), nameEn: v.string() })),
  /** when anything was written of an outlet in the circle */
  touched: v.nullable(InstantShape),
})

/** A row of an outlet's history, as far as it may be news. */
export type NewsRow = v.InferOutput<typeof NewsRow>
export type NewsHead = v.InferOutput<typeof NewsHead>

/** The public fields that may be news, as one side of a row tells of them; nothing else leaves the database. */
const told = (side: string) => `json_object('name', ${side} ->> '$.name', 'status', ${side} ->> '$.status',
  'address', ${side} ->> '$.address', 'closures', json(${side} -> '$.closures'),
  'position', coalesce(json(${side} -> '$.position'), iif(${side} ->> '$.lng' IS NULL, NULL,
    json_array(${side} ->> '$.lng', ${side} ->> '$.lat'))))`

/**
 * What the history has of the outlets that are in a circle now, the latest first, and what they are of.
 * @param code of the community; `community` is null when the city has none with it
 * @param most how many rows
 * @throws ProblemError `not_loaded` when there is no city
 */
export async function readNews(
  db: D1Database,
  code: string,
  most: number,
): Promise<NewsHead & { rows: NewsRow[] }> {
  const [heads, rows] = await runBatch(db, [
    statement(
      `SELECT json_object('revision', revision, 'sample', json(iif(sample, 'true', 'false')),
          'city', json_object('name', name, 'nameEn', name_en),
          'community', (SELECT json_object('name', name, 'nameEn', name_en) FROM community WHERE code = ?1),
          'touched', (SELECT max(updated_at) FROM outlet WHERE circle = ?1)) AS json FROM city`,
      code,
    ),
    statement(
      `SELECT json_object('at', h.at, 'outlet', o.id, 'name', o.name, 'type', o.type,
          'imported', json(iif(h.import_run IS NULL, 'false', 'true')),
          'before', iif(h.before IS NULL, NULL, json(${told('h.before')})),
          'after', iif(h.after IS NULL, NULL, json(${told('h.after')}))) AS json
        FROM outlet AS o JOIN change AS h ON h.subject_kind = 'outlet' AND h.subject = o.id
        WHERE o.circle = ?1 AND ${told('h.before')} IS NOT ${told('h.after')}
        ORDER BY h.id DESC LIMIT ?2`,
      code,
      most,
    ),
  ])
  const [head] = rowsAs(NewsHead, heads)
  if (!head) throw notLoaded()
  return { ...head, rows: rowsAs(NewsRow, rows) }
}
