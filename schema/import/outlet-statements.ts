/**
 * The SQL that brings outlets into D1: rows are staged in a table that lives only within the batch, compared there
 * with what is stored, and only differences are written, so that loading the same rows again changes nothing.
 * Comparing in SQL and not here makes one atomic batch of it, and lets the same statements run from a file.
 */

import type { OutletImportRow } from '../contract/outlet-import.ts'
import { type Statement, statement } from '../statement.ts'
import { jsonChunks } from './statements.ts'

type Field = keyof OutletImportRow

/** Column of `outlet` by field of a row. `position` is written to two columns, lists to tables of their own. */
const fieldColumns = [
  ['name', 'name'],
  ['type', 'type'],
  ['address', 'address'],
  ['circle', 'circle'],
  ['hours', 'hours'],
  ['hoursText', 'hours_text'],
  ['phone', 'phone'],
  ['cash', 'cash'],
  ['bankCard', 'bank_card'],
  ['mobilePay', 'mobile_pay'],
  ['stepFree', 'step_free'],
  ['seat', 'seat'],
  ['hearingAid', 'hearing_aid'],
  ['sightAid', 'sight_aid'],
  ['elderCounter', 'elder_counter'],
  ['nightDelivery', 'night_delivery'],
  ['instantDelivery', 'instant_delivery'],
  ['chain', 'chain'],
  ['credit', 'credit'],
  ['honest', 'honest'],
  ['status', 'status'],
  ['pricesAt', 'prices_at'],
  ['confirmedAt', 'confirmed_at'],
  ['confirmedBy', 'confirmed_by'],
] as const satisfies readonly (readonly [Field, string])[]

const columns: readonly string[] = ['lng', 'lat', ...fieldColumns.map(([, column]) => column)]

/** A list that an outlet has: how it reads back from its table, and from a staged row, in one and the same form. */
interface ListTable {
  table: string
  /** JSON of the stored list of outlet `o` */
  stored: string
  /** JSON of the list in a staged row `r.value` */
  given: string
  /** inserts the list of staged row `i` for its outlet */
  insert: string
}

const lists = {
  services: {
    table: 'outlet_service',
    stored: `(SELECT json_group_array(service) FROM
      (SELECT service FROM outlet_service WHERE outlet = o.id ORDER BY service))`,
    given: `(SELECT json_group_array(value) FROM
      (SELECT DISTINCT value FROM json_each(r.value, '$.services') ORDER BY value))`,
    insert: 'outlet_service (outlet, service) SELECT i.outlet, e.value',
  },
  closures: {
    table: 'outlet_closure',
    stored: `(SELECT json_group_array(json_object('from', from_date, 'to', to_date, 'reason', reason)) FROM
      (SELECT * FROM outlet_closure WHERE outlet = o.id ORDER BY from_date))`,
    given: `(SELECT json_group_array(json_object('from', value ->> 'from', 'to', value ->> 'to', 'reason', value ->> 'reason'))
      FROM (SELECT value FROM json_each(r.value, '$.closures') ORDER BY value ->> 'from'))`,
    insert: `outlet_closure (outlet, from_date, to_date, reason)
      SELECT i.outlet, e.value ->> 'from', e.value ->> 'to', e.value ->> 'reason'`,
  },
  prices: {
    table: 'outlet_price',
    stored: `(SELECT json_group_array(json_object('item', item, 'fen', fen, 'fenTo', fen_to, 'unit', unit)) FROM
      (SELECT * FROM outlet_price WHERE outlet = o.id ORDER BY place))`,
    given: `(SELECT json_group_array(json_object('item', value ->> 'item', 'fen', value ->> 'fen',
      'fenTo', value ->> 'fenTo', 'unit', value ->> 'unit')) FROM json_each(r.value, '$.prices'))`,
    insert: `outlet_price (outlet, place, item, fen, fen_to, unit)
      SELECT i.outlet, e.key, e.value ->> 'item', e.value ->> 'fen', e.value ->> 'fenTo', e.value ->> 'unit'`,
  },
  stops: {
    table: 'outlet_stop',
    stored: `(SELECT json_group_array(json_object('name', name, 'lng', lng, 'lat', lat, 'hours', hours,
      'hoursText', hours_text)) FROM (SELECT * FROM outlet_stop WHERE outlet = o.id ORDER BY place))`,
    given: `(SELECT json_group_array(json_object('name', value ->> 'name',
      'lng', CAST(value ->> '$.position[0]' AS REAL), 'lat', CAST(value ->> '$.position[1]' AS REAL),
      'hours', value ->> 'hours', 'hoursText', value ->> 'hoursText')) FROM json_each(r.value, '$.stops'))`,
    insert: `outlet_stop (outlet, place, id, name, lng, lat, hours, hours_text)
      SELECT i.outlet, e.key, i.stop_ids ->> e.key, e.value ->> 'name', e.value ->> 'lng', e.value ->> 'lat',
        e.value ->> 'hours', e.value ->> 'hoursText'`,
  },
} as const satisfies Partial<Record<Field, ListTable>>

type ListName = keyof typeof lists
const listNames: readonly ListName[] = ['services', 'closures', 'prices', 'stops']

/** The outlet `o` as the history shows it: all that is known. In three parts, because D1 allows 32 arguments. */
const outletDocument = [columns.slice(0, 14), columns.slice(14)]
  .map((part) => `json_object(${part.map((column) => `'${column}', o.${column}`).join(', ')})`)
  .concat(`json_object(${listNames.map((name) => `'${name}', json(${lists[name].stored})`).join(', ')})`)
  .reduce((document, part) => `json_patch(${document}, ${part})`, "'{}'")

export interface OutletLoad {
  rows: readonly OutletImportRow[]
  /**
   * The fields that the source speaks of. The others are left as they are in outlets that exist: an import does not
   * take away what staff or a merchant have entered and the file knows nothing about.
   */
  carries: ReadonlySet<Field>
  /** an identifier that is not in use yet */
  newId: () => string
}

/** The fields that every row has, whatever its source. */
const always: readonly Field[] = ['name', 'type', 'circle']

/** A row as it is staged: columns of `outlet` with what is known, and its lists. */
function stagedRow(row: OutletImportRow, newId: () => string): Record<string, unknown> {
  const staged: Record<string, unknown> = {
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

const isReal = (column: string) => column === 'lng' || column === 'lat'
const fromRow = (column: string) =>
  isReal(column) ? `CAST(r.value ->> '${column}' AS REAL)` : `r.value ->> '${column}'`

/**
 * Stages rows in `import_row` and says of each in `state` whether it is new, changed or same. Drop the table with
 * {@link unstageStatements} in the same batch.
 */
export function stageStatements({ rows, carries, newId }: OutletLoad): Statement[] {
  const compared = columns.filter((column) => isReal(column) || carriedColumns(carries).includes(column))
  // A circle that the file does not say is only the nearest one: it fills a gap and overrules nobody.
  const circle = carries.has('circle') ? 'i.circle' : 'coalesce(o.circle, i.circle)'
  const given = compared.map((column) => (column === 'circle' ? circle : `i.${column}`))
  const comparedLists = listNames.filter((name) => carries.has(name))
  return [
    statement(`CREATE TABLE import_row (source TEXT, source_id TEXT, outlet TEXT, state TEXT DEFAULT 'new', before TEXT,
      ${columns.join(', ')}, ${listNames.join(', ')}, stop_ids, PRIMARY KEY (source, source_id))`),
    ...jsonChunks(rows.map((row) => stagedRow(row, newId))).map((chunk) =>
      statement(
        `INSERT INTO import_row (outlet, source, source_id, ${columns.join(', ')}, ${listNames.join(', ')}, stop_ids)
          SELECT r.value ->> 'id', r.value ->> 'source', r.value ->> 'source_id', ${columns.map(fromRow).join(', ')},
            ${listNames.map((name) => lists[name].given).join(', ')}, r.value ->> 'stop_ids'
          FROM json_each(?1) AS r`,
        chunk,
      ),
    ),
    statement(`UPDATE import_row AS i SET outlet = o.id, circle = ${circle}, before = ${outletDocument}, state = CASE WHEN
        (${given.join(', ')}) IS NOT (${compared.map((column) => `o.${column}`).join(', ')})
        ${comparedLists.map((name) => `OR i.${name} IS NOT ${lists[name].stored}`).join(' ')}
        THEN 'changed' ELSE 'same' END
      FROM outlet AS o WHERE o.source = i.source AND o.source_id = i.source_id`),
  ]
}

function carriedColumns(carries: ReadonlySet<Field>): string[] {
  return fieldColumns
    .filter(([field]) => always.includes(field) || carries.has(field))
    .map(([, column]) => column)
}

/** How many staged rows are new, changed and same, as rows of `state` and `rows`. */
export function countStatement(): Statement {
  return statement('SELECT state, count(*) AS rows FROM import_row GROUP BY state')
}

/** Writes what is new and changed of the staged rows into the outlets' tables. */
export function applyStatements(carries: ReadonlySet<Field>, at: string): Statement[] {
  const updated = ['lng', 'lat', ...carriedColumns(carries)]
  return [
    statement(
      `UPDATE outlet SET (${updated.join(', ')}, updated_at) = (${updated.map((column) => `i.${column}`).join(', ')}, ?1)
        FROM import_row AS i WHERE i.state = 'changed' AND outlet.id = i.outlet`,
      at,
    ),
    statement(
      `INSERT INTO outlet (id, source, source_id, ${columns.join(', ')}, created_at, updated_at)
        SELECT outlet, source, source_id, ${columns.join(', ')}, ?1, ?1 FROM import_row WHERE state = 'new'`,
      at,
    ),
    ...listNames.flatMap((name) => {
      const { table, stored, insert } = lists[name]
      // Rows whose list is as stored are left alone. A new outlet has none stored, and its lists always come along.
      const differs = `i.${name} IS NOT (SELECT ${stored} FROM outlet AS o WHERE o.id = i.outlet)
        AND ${carries.has(name) ? "i.state <> 'same'" : "i.state = 'new'"}`
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
  ]
}

/** Writes one row of history for each outlet that was added or changed. */
export function historyStatement(at: string, run: string): Statement {
  return statement(
    `INSERT INTO change (at, actor, subject_kind, subject, import_run, before, after)
      SELECT ?1, 'import', 'outlet', o.id, ?2, i.before, ${outletDocument}
      FROM import_row AS i JOIN outlet AS o ON o.id = i.outlet WHERE i.state <> 'same'`,
    at,
    run,
  )
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
