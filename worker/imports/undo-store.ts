/**
 * The SQL of taking an import back, some outlets at a time and each time in one batch. The history tells what the run
 * did to each: a field goes back to what it was only where it still has the value that the run gave it.
 */

import { IMPORT_PART_ROWS } from '../../schema/contract/limits.ts'
import {
  columns,
  type Facet,
  facetNames,
  facets,
  inDocument,
  isIn,
  maskOf,
  namesIn,
  outletDocument,
  stored,
  versionAfter,
} from '../../schema/import/outlet-facets.ts'
import { type Statement, statement } from '../../schema/statement.ts'
import { withinSql } from '../guard/access.ts'
import type { Who } from '../guard/session.ts'
import { instant } from '../guard/time.ts'

/** What files change of outlets that exist; stops, closures and prices come from no file. */
const undoable = facets.filter(({ list }) => list === undefined || list === 'services')

/** What hangs on an outlet that a run has added, so that it is closed and not removed. */
const hanging = [
  "SELECT 1 FROM voice WHERE kind = 'outlet' AND subject = u.outlet",
  'SELECT 1 FROM holding WHERE outlet = u.outlet',
  'SELECT 1 FROM report WHERE outlet = u.outlet',
  "SELECT 1 FROM complaint WHERE subject_kind = 'outlet' AND subject = u.outlet",
  'SELECT 1 FROM proposal WHERE outlet = u.outlet',
  'SELECT 1 FROM photo WHERE outlet = u.outlet',
  'SELECT 1 FROM invitation_outlet WHERE outlet = u.outlet',
  // later changes, but not those of runs that have been taken back themselves
  `SELECT 1 FROM change AS h WHERE h.subject_kind = 'outlet' AND h.subject = u.outlet AND h.id > u.id
    AND h.import_run IS NOT ?1 AND coalesce(h.import_run, '') NOT IN (SELECT id FROM import_run WHERE state = 'undone')`,
].map((query) => `EXISTS (${query})`)

const before = inDocument('u.before')
const after = inDocument('u.after')

/** What is to be done with each outlet: `gone`, `outside`, `close`, `remove` or `restore`, and which facets go back. */
function plan(run: string, who: Who): Statement[] {
  // A community may have gone since.
  const valid = (facet: Facet) =>
    facet.field === 'circle'
      ? " AND (u.before ->> '$.circle' IS NULL OR EXISTS (SELECT 1 FROM community WHERE code = u.before ->> '$.circle'))"
      : ''
  const ran = (facet: Facet) => `${before(facet)} IS NOT ${after(facet)}`
  return [
    statement(
      `CREATE TABLE import_undo (id INTEGER PRIMARY KEY, outlet TEXT, before TEXT, after TEXT, now TEXT,
        act TEXT DEFAULT 'gone', back INTEGER DEFAULT 0, stays INTEGER DEFAULT 0)`,
    ),
    statement(
      `INSERT INTO import_undo (id, outlet, before, after) SELECT id, subject, before, after FROM change
        WHERE import_run = ?1 AND subject_kind = 'outlet' AND id < (SELECT undo_to FROM import_run WHERE id = ?1)
        ORDER BY id DESC LIMIT ?2`,
      run,
      IMPORT_PART_ROWS,
    ),
    statement(
      `UPDATE import_undo AS u SET now = ${outletDocument},
          back = ${maskOf(undoable, (facet) => `${ran(facet)} AND ${stored(facet)} IS ${after(facet)}${valid(facet)}`)},
          stays = ${maskOf(undoable, (facet) => `${ran(facet)} AND ${stored(facet)} IS NOT ${before(facet)}`)},
          act = CASE WHEN NOT coalesce(${withinSql(who, 'o.circle', 2)}, 0) THEN 'outside'
            WHEN u.before IS NOT NULL THEN 'restore' WHEN ${hanging.join(' OR ')} THEN 'close' ELSE 'remove' END
        FROM outlet AS o WHERE o.id = u.outlet`,
      run,
      who.area,
    ),
    statement('UPDATE import_undo SET stays = stays & ~back'),
  ]
}

function notes(run: string): Statement[] {
  return [
    statement(
      `INSERT INTO import_note (run, outlet, kind, fields)
        SELECT ?1, outlet, CASE act WHEN 'restore' THEN 'changed_since' WHEN 'close' THEN 'closed' ELSE 'outside' END,
          ${namesIn("iif(act = 'restore', stays, 0)", '?2')}
        FROM import_undo WHERE act IN ('outside', 'close') OR (act = 'restore' AND stays <> 0)
        ON CONFLICT DO NOTHING`,
      run,
      facetNames,
    ),
  ]
}

/** Does what is planned; each outlet that it touches gets a row in the history. */
function carryOut(run: string, who: Who, now: number): Statement[] {
  const at = instant(now)
  const own = columns.filter((name) => undoable.some((facet) => facet.columns.includes(name)))
  const restored = own.map((name) => {
    const [facet] = undoable.filter((one) => one.columns.includes(name))
    return facet ? `${name} = iif(${isIn('u.back', facet)}, u.before ->> '$.${name}', outlet.${name})` : ''
  })
  const withServices = undoable
    .filter(({ list }) => list === 'services')
    .map((facet) => isIn('u.back', facet))
    .join()
  const note = (document: string, which: string) =>
    statement(
      `INSERT INTO change (at, actor, subject_kind, subject, import_run, before, after)
        SELECT ?2, ?3, 'outlet', u.outlet, ?1, u.now, ${document} FROM import_undo AS u
        LEFT JOIN outlet AS o ON o.id = u.outlet WHERE ${which}`,
      run,
      at,
      who.account,
    )
  const touched = "(u.act = 'close' OR (u.act = 'restore' AND u.back <> 0))"
  return [
    note('NULL', "u.act = 'remove'"),
    statement("DELETE FROM outlet WHERE id IN (SELECT outlet FROM import_undo WHERE act = 'remove')"),
    statement(
      `UPDATE outlet SET ${restored.join(', ')}, updated_at = ${versionAfter('outlet.updated_at', '?1')}
        FROM import_undo AS u WHERE outlet.id = u.outlet AND u.act = 'restore' AND u.back <> 0`,
      at,
    ),
    statement(`DELETE FROM outlet_service WHERE outlet IN
      (SELECT u.outlet FROM import_undo AS u WHERE u.act = 'restore' AND ${withServices})`),
    statement(`INSERT INTO outlet_service (outlet, service) SELECT u.outlet, e.value
      FROM import_undo AS u, json_each(u.before, '$.services') AS e WHERE u.act = 'restore' AND ${withServices}`),
    statement(
      `UPDATE outlet SET status = 'closed', updated_at = ${versionAfter('outlet.updated_at', '?1')}
        FROM import_undo AS u WHERE outlet.id = u.outlet AND u.act = 'close'`,
      at,
    ),
    note(outletDocument, touched),
  ]
}

/** Once no outlet is left: what the sources had said before, unless a later file has said something since. */
function end(run: string, who: Who, now: number): Statement[] {
  const isDone = "EXISTS (SELECT 1 FROM import_run WHERE id = ?1 AND state = 'undoing' AND undo_to = 0)"
  const mine = `FROM import_memory AS m WHERE m.run = ?1 AND m.outlet = outlet_source.outlet
    AND NOT EXISTS (SELECT 1 FROM import_memory AS later WHERE later.outlet = m.outlet AND later.id > m.id
      AND later.run NOT IN (SELECT id FROM import_run WHERE state = 'undone'))`
  return [
    statement(
      `DELETE FROM outlet_source WHERE ${isDone} AND EXISTS (SELECT 1 ${mine} AND m.document IS NULL)`,
      run,
    ),
    statement(
      `UPDATE outlet_source SET document = (SELECT m.document ${mine})
        WHERE ${isDone} AND EXISTS (SELECT 1 ${mine} AND m.document IS NOT NULL)`,
      run,
    ),
    statement(
      `INSERT INTO change (at, actor, subject_kind, subject, before, after)
        SELECT ?2, ?3, 'import', ?1, '{"state":"undoing"}', '{"state":"undone"}' WHERE ${isDone}`,
      run,
      instant(now),
      who.account,
    ),
    statement(`UPDATE import_run SET state = 'undone' WHERE id = ?1 AND ${isDone}`, run),
  ]
}

/**
 * Begins to take a run back, or goes on with it; what has been taken back stays so. The last statement gives `remaining`
 * back: how many outlets are still to be looked at.
 */
export function undoStep(run: string, who: Who, now: number): Statement[] {
  const begins = "id = ?1 AND state IN ('open', 'done', 'cancelled')"
  return [
    statement(
      `INSERT INTO change (at, actor, subject_kind, subject, before, after)
        SELECT ?2, ?3, 'import', id, json_object('state', state), json_object('state', 'undoing')
        FROM import_run WHERE ${begins}`,
      run,
      instant(now),
      who.account,
    ),
    statement(
      `UPDATE import_run SET state = 'undoing',
          undo_to = (SELECT coalesce(max(id), 0) + 1 FROM change WHERE import_run = ?1) WHERE ${begins}`,
      run,
    ),
    ...plan(run, who),
    ...notes(run),
    ...carryOut(run, who, now),
    statement(
      `UPDATE import_run SET undo_to = iif((SELECT count(*) FROM import_undo) = ?2, (SELECT min(id) FROM import_undo), 0)
        WHERE id = ?1 AND state = 'undoing'`,
      run,
      IMPORT_PART_ROWS,
    ),
    statement('DROP TABLE import_undo'),
    ...end(run, who, now),
    statement(
      `SELECT count(*) AS remaining FROM change WHERE import_run = ?1 AND subject_kind = 'outlet'
        AND id < (SELECT undo_to FROM import_run WHERE id = ?1 AND state = 'undoing')`,
      run,
    ),
  ]
}
