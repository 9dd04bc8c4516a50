/**
 * The SQL that brings outlets into D1: rows are staged in a table that lives only within the batch, compared there
 * with what is stored and with what their source said last, and only differences are written, so that loading the same
 * rows again changes nothing. Comparing in SQL and not here makes one atomic batch of it, and lets the same statements
 * run from the command line, at the desk, and from a file.
 */

import type { OutletImportRow } from '../contract/outlet-import.ts'
import { type Statement, statement } from '../statement.ts'
import {
  columns,
  documentWith,
  type Facet,
  type Field,
  facetNames,
  facets,
  given,
  inDocument,
  isIn,
  isOpen,
  listNames,
  lists,
  maskOf,
  namesIn,
  outletDocument,
  stored,
  versionAfter,
} from './outlet-facets.ts'
import { jsonChunks } from './statements.ts'

export interface OutletLoad {
  rows: readonly OutletImportRow[]
  /**
   * The fields that the source speaks of. The others are left as they are in outlets that exist: an import does not
   * take away what staff or a merchant have entered and the file knows nothing about.
   */
  carries: ReadonlySet<Field>
  /** an identifier that is not in use yet */
  newId: () => string
  /** the rows are how it shall be, whatever anybody has changed: the sample city */
  overrules?: boolean
}

/** What a load takes over: fields, and whether it asks what was changed here. */
export type Carried = Pick<OutletLoad, 'carries' | 'overrules'>

/** Column of `outlet` by field of a row; a position is two columns, lists are staged by their own names. */
const fieldColumns: readonly (readonly [Field, string])[] = [
  ...facets.flatMap(({ field, columns: [column, ...others], list }): (readonly [Field, string])[] =>
    column && others.length === 0 && !list ? [[field, column]] : [],
  ),
  ['hours', 'hours'],
  ['hoursText', 'hours_text'],
  ['pricesAt', 'prices_at'],
  ['confirmedAt', 'confirmed_at'],
  ['confirmedBy', 'confirmed_by'],
]

/** The fields that every row has, whatever its source. */
const always: readonly Field[] = ['name', 'type', 'position', 'circle']

const carriedFacets = (carries: ReadonlySet<Field>): readonly Facet[] =>
  facets.filter(({ field }) => always.includes(field) || carries.has(field))

/** A row as it is staged: columns of `outlet` with what is known, and its lists. */
function stagedRow(row: OutletImportRow, place: number, newId: () => string): Record<string, unknown> {
  const staged: Record<string, unknown> = {
    place,
    id: row.id ?? newId(),
    source: row.source,
    source_id: row.sourceId,
    lng: row.position[0],
    lat: row.position[1],
  }
  for (const [field, column] of fieldColumns) {
    if (row[field] !== null) staged[column] = row[field]
  }
  for (const name of listNames) if (row[name].length > 0) staged[name] = row[name]
  if (row.stops.length > 0) staged['stop_ids'] = row.stops.map((stop) => stop.id ?? newId())
  return staged
}

const fromRow = (column: string) =>
  column === 'lng' || column === 'lat' ? `CAST(r.value ->> '${column}' AS REAL)` : `r.value ->> '${column}'`

/**
 * Stages rows in `import_row`. Of each it says in `state` whether it is `new`, `changed` or `same`; in `differs` which
 * facets are not as they are stored, in `keep` which of them stay so all the same, and in `clash` where both the file
 * and somebody here have changed something. Drop the table with {@link unstageStatements} in the same batch.
 */
export function stageStatements({ rows, newId, ...carried }: OutletLoad): Statement[] {
  return [
    statement(`CREATE TABLE import_row (place INTEGER, source TEXT, source_id TEXT, outlet TEXT, state TEXT DEFAULT 'new',
      refusal TEXT, before TEXT, said TEXT, edited TEXT, says TEXT, differs INTEGER DEFAULT 0, keep INTEGER DEFAULT 0,
      clash INTEGER DEFAULT 0, ${columns.join(', ')}, ${listNames.join(', ')}, stop_ids, PRIMARY KEY (source, source_id))`),
    ...jsonChunks(rows.map((row, place) => stagedRow(row, place, newId))).map((chunk) =>
      statement(
        `INSERT INTO import_row (place, outlet, source, source_id, ${columns.join(', ')}, ${listNames.join(', ')}, stop_ids)
          SELECT r.value ->> 'place', r.value ->> 'id', r.value ->> 'source', r.value ->> 'source_id',
            ${columns.map(fromRow).join(', ')}, ${listNames.map((name) => lists[name].given).join(', ')},
            r.value ->> 'stop_ids'
          FROM json_each(?1) AS r`,
        chunk,
      ),
    ),
    matchStatement(),
    ...weighStatements(carried),
  ]
}

/**
 * Finds the outlets that are there already, with what their source said last and what accounts have changed. A ledger
 * that was taken out of here names them as they are called here, wherever they came from; it does not speak for that
 * source, which is remembered as it was.
 */
function matchStatement(): Statement {
  return statement(`UPDATE import_row AS i SET outlet = o.id, state = 'same', before = ${outletDocument},
      said = (SELECT document FROM outlet_source WHERE outlet = o.id AND o.source = i.source),
      edited = (SELECT json_group_object(e.key, 1) FROM change AS h, json_each(h.after) AS e
        WHERE h.subject_kind = 'outlet' AND h.subject = o.id AND h.import_run IS NULL AND h.actor <> 'import')
    FROM outlet AS o WHERE (o.source = i.source AND o.source_id = i.source_id)
      OR (i.source IN ('ledger', 'geojson') AND o.id = i.source_id)`)
}

const said = inDocument('i.said')
const differ = (one: string, other: string) => `${one} IS NOT ${other}`
const isRemembered = ({ columns: [column], list }: Facet) =>
  `json_type(i.said, '$.${column ?? list}') IS NOT NULL`

/**
 * Whether what is stored stays. A file counts where it says something else than last time; against what somebody here
 * has changed since, only in fields that are not the merchant's to set. Where nothing is remembered, whatever an
 * account has ever set stays.
 */
function keeps(facet: Facet): string {
  const unsaid = `NOT (${differ(given(facet), said(facet))})`
  const theirs = isOpen(facet) ? ` OR ${differ(stored(facet), said(facet))}` : ''
  return `CASE WHEN ${isRemembered(facet)} THEN ${unsaid}${theirs} ELSE ${isEdited(facet)} END`
}

/** Whether both sides have changed it since the source was last heard. */
function clashes(facet: Facet): string {
  const both = `${differ(given(facet), said(facet))} AND ${differ(stored(facet), said(facet))}`
  return `CASE WHEN ${isRemembered(facet)} THEN ${both} ELSE ${isEdited(facet)} END`
}

const isEdited = ({ told }: Facet) => `json_type(i.edited, '$.${told}') IS NOT NULL`

/** Decides facet by facet what becomes of the rows of outlets that exist, and puts together what was said. */
function weighStatements({ carries, overrules = false }: Carried): Statement[] {
  const carried = carriedFacets(carries)
  const heard = carried.filter(({ field }) => field !== 'circle' || carries.has(field))
  const rule: (facet: Facet) => string = (facet) =>
    // A circle that the file does not say is only the nearest one: it fills a gap and overrules nobody.
    heard.includes(facet) ? (overrules ? '0' : keeps(facet)) : 'o.circle IS NOT NULL'
  const confirms = carries.has('confirmedAt')
  const confirmed = overrules
    ? differ('(i.confirmed_at, i.confirmed_by)', '(o.confirmed_at, o.confirmed_by)')
    : "i.confirmed_at > coalesce(o.confirmed_at, '')"
  return [
    statement(`UPDATE import_row AS i SET differs = ${maskOf(carried, (facet) => differ(given(facet), stored(facet)))},
        keep = ${maskOf(carried, rule)}, clash = ${overrules ? '0' : maskOf(heard, clashes)}
      FROM outlet AS o WHERE i.state = 'same' AND o.id = i.outlet`),
    ...(overrules
      ? []
      : [statement(`UPDATE import_row AS i SET says = ${documentWith("coalesce(i.said, '{}')", heard)}`)]),
    statement(`UPDATE import_row AS i SET clash = i.clash & i.differs,
        state = iif(i.differs & ~i.keep${confirms ? ` OR ${confirmed}` : ''}, 'changed', 'same')
        ${carried.flatMap((facet) => restore(facet)).join('')}
        ${confirms ? ['confirmed_at', 'confirmed_by'].map((name) => `, ${name} = iif(${confirmed}, i.${name}, o.${name})`).join('') : ''}
      FROM outlet AS o WHERE i.state = 'same' AND o.id = i.outlet`),
  ]
}

/** What stays takes its place in the staged row. */
function restore(facet: Facet): string[] {
  const kept = isIn('i.keep', facet)
  return [
    ...facet.columns.map((name) => `, ${name} = iif(${kept}, o.${name}, i.${name})`),
    ...(facet.list ? [`, ${facet.list} = iif(${kept}, ${lists[facet.list].stored}, i.${facet.list})`] : []),
  ]
}

function carriedColumns(carries: ReadonlySet<Field>): string[] {
  return [
    ...carriedFacets(carries).flatMap((facet) => facet.columns),
    ...(carries.has('confirmedAt') ? ['confirmed_at', 'confirmed_by'] : []),
  ]
}

/** How many staged rows are new, changed and same, as rows of `state` and `rows`. */
export function countStatement(): Statement {
  return statement('SELECT state, count(*) AS rows FROM import_row GROUP BY state')
}

/** Writes what is new and changed of the staged rows into the outlets' tables, and what their source has said. */
export function applyStatements({ carries, overrules = false }: Carried, at: string): Statement[] {
  const updated = carriedColumns(carries)
  return [
    statement(
      `UPDATE outlet SET (${updated.join(', ')}, updated_at)
          = (${updated.map((column) => `i.${column}`).join(', ')}, ${versionAfter('outlet.updated_at', '?1')})
        FROM import_row AS i WHERE i.state = 'changed' AND outlet.id = i.outlet`,
      at,
    ),
    statement(
      `INSERT INTO outlet (id, source, source_id, ${columns.join(', ')}, created_at, updated_at)
        SELECT outlet, source, source_id, ${columns.join(', ')}, ?1, ?1 FROM import_row WHERE state = 'new'`,
      at,
    ),
    ...listNames.flatMap((name) => {
      const { table, stored: storedList, insert } = lists[name]
      // Rows whose list is as stored are left alone. A new outlet has none stored, and its lists always come along.
      const differs = `i.${name} IS NOT (SELECT ${storedList} FROM outlet AS o WHERE o.id = i.outlet)
        AND ${carries.has(name) ? "i.state IN ('new', 'changed')" : "i.state = 'new'"}`
      return [
        statement(`UPDATE import_row AS i SET ${name} = NULL WHERE NOT (${differs})`),
        statement(
          `DELETE FROM ${table} WHERE outlet IN (SELECT outlet FROM import_row WHERE ${name} IS NOT NULL)`,
        ),
        statement(
          `INSERT INTO ${insert} FROM import_row AS i, json_each(i.${name}) AS e WHERE i.${name} IS NOT NULL`,
        ),
      ]
    }),
    ...(overrules
      ? []
      : [
          statement(`INSERT INTO outlet_source (outlet, document)
            SELECT i.outlet, says FROM import_row AS i JOIN outlet AS o ON o.id = i.outlet AND o.source = i.source
            WHERE refusal IS NULL AND says IS NOT said
            ON CONFLICT (outlet) DO UPDATE SET document = excluded.document`),
        ]),
  ]
}

/**
 * Writes one row of history for each outlet that was added or changed, what its source had said before, and where the
 * file and somebody here disagree. The run must be there.
 * @param actor an account, or `import`
 */
export function historyStatements(at: string, run: string, actor: string): Statement[] {
  const note = (kind: 'kept' | 'overruled', mask: string) =>
    statement(
      `INSERT INTO import_note (run, outlet, kind, fields)
        SELECT ?1, i.outlet, '${kind}', ${namesIn(mask, '?2')} FROM import_row AS i WHERE refusal IS NULL AND ${mask}
        ON CONFLICT DO NOTHING`,
      run,
      facetNames,
    )
  return [
    statement(
      `INSERT INTO change (at, actor, subject_kind, subject, import_run, before, after)
        SELECT ?1, ?3, 'outlet', o.id, ?2, i.before, ${outletDocument}
        FROM import_row AS i JOIN outlet AS o ON o.id = i.outlet WHERE i.state IN ('new', 'changed')`,
      at,
      run,
      actor,
    ),
    statement(
      `INSERT INTO import_memory (run, outlet, document) SELECT r.id, i.outlet, i.said
        FROM import_row AS i JOIN import_run AS r ON r.id = ?1 JOIN outlet AS o ON o.id = i.outlet AND o.source = i.source
        WHERE i.state <> 'new' AND refusal IS NULL AND says IS NOT said`,
      run,
    ),
    note('kept', '(i.clash & i.keep)'),
    note('overruled', '(i.clash & ~i.keep)'),
  ]
}

/** Removes the outlets of a source that are not among the staged rows. */
export function removeMissingStatement(source: OutletImportRow['source']): Statement {
  return statement(
    'DELETE FROM outlet WHERE source = ?1 AND source_id NOT IN (SELECT source_id FROM import_row WHERE source = ?1)',
    source,
  )
}

/** Ends what {@link stageStatements} began. */
export function unstageStatements(): Statement[] {
  return [statement('DROP TABLE import_row')]
}
