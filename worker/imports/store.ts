/** The SQL of importing at the desk: runs, their parts, and what they would change. */

import * as v from 'valibot'
import { type ImportField, importRefusals } from '../../schema/catalog/import-states.ts'
import {
  ImportDetail,
  type ImportGiven,
  ImportNote,
  type ImportRowGiven,
  ImportRun,
} from '../../schema/contract/import.ts'
import type { OutletImportRow } from '../../schema/contract/outlet-import.ts'
import { documentWith, facets, namesOf, valueIn } from '../../schema/import/outlet-facets.ts'
import {
  applyStatements,
  historyStatements,
  stageStatements,
  unstageStatements,
} from '../../schema/import/outlet-statements.ts'
import { type Statement, statement } from '../../schema/statement.ts'
import { type Place, placeOf, withinSql } from '../guard/access.ts'
import { rowsAs, runBatch } from '../guard/database.ts'
import { noteAct } from '../guard/history.ts'
import { randomId } from '../guard/secret.ts'
import type { Who } from '../guard/session.ts'
import { instant } from '../guard/time.ts'

/* ── runs ── */

/** Opens a run, with its row in the history. */
export function openRun(id: string, who: Who, given: ImportGiven, now: number): Statement[] {
  const { file, sha256, source, carries, total, leftOut } = given
  return [
    statement(
      `INSERT INTO import_run (id, at, file, sha256, added, changed, refused, by, area, source, carries, total, state)
        VALUES (?1, ?2, ?3, ?4, 0, 0, ?5, ?6, ?7, ?8, ?9, ?10, 'open')`,
      id,
      instant(now),
      file,
      sha256,
      leftOut,
      who.account,
      who.area,
      source,
      JSON.stringify(carries),
      total,
    ),
    noteAct(who.account, now, { kind: 'import', id }, null, { file, sha256, total, leftOut, state: 'open' }),
  ]
}

/** Ends a run that is open, with its row in the history; one that is over stays as it is. */
export function endRun(id: string, who: Who, state: 'done' | 'cancelled', now: number): Statement[] {
  return [
    statement(
      `INSERT INTO change (at, actor, subject_kind, subject, before, after)
        SELECT ?2, ?3, 'import', id, json_object('state', state),
          json_object('state', ?4, 'added', added, 'changed', changed, 'refused', refused)
        FROM import_run WHERE id = ?1 AND state = 'open'`,
      id,
      instant(now),
      who.account,
      state,
    ),
    statement("UPDATE import_run SET state = ?2 WHERE id = ?1 AND state = 'open'", id, state),
  ]
}

const runJson = `json_object('id', r.id, 'at', r.at, 'file', r.file, 'by', a.handle, 'state', r.state, 'total', r.total,
  'added', r.added, 'changed', r.changed, 'refused', r.refused)`

/** The last hundred runs of accounts in the reader's area, the latest first; of the command line, for the city office. */
export async function readRuns(db: D1Database, who: Who) {
  const [rows] = await runBatch(db, [
    statement(
      `SELECT ${runJson} AS json FROM import_run AS r LEFT JOIN account AS a ON a.id = r.by
        WHERE r.file <> 'schema/sample' AND (${withinSql(who, 'r.area', 1)} OR r.area = ?1)
        ORDER BY r.at DESC, r.rowid DESC LIMIT 100`,
      who.area,
    ),
  ])
  return rowsAs(ImportRun, rows)
}

/** A run with what is to be said of its outlets; null when there is none. */
export async function readRun(db: D1Database, id: string) {
  const [runs, notes] = await runBatch(db, [
    statement(
      `SELECT json_set(${runJson}, '$.parts', (SELECT count(*) FROM import_part WHERE run = r.id)) AS json
        FROM import_run AS r LEFT JOIN account AS a ON a.id = r.by WHERE r.id = ?1`,
      id,
    ),
    statement(
      `SELECT json_object('kind', n.kind, 'outlet', n.outlet, 'name', o.name, 'fields', json(n.fields)) AS json
        FROM import_note AS n LEFT JOIN outlet AS o ON o.id = n.outlet WHERE n.run = ?1 ORDER BY n.kind, n.outlet LIMIT 200`,
      id,
    ),
  ])
  const [run] = rowsAs(v.omit(ImportDetail, ['notes']), runs)
  return run ? { ...run, notes: rowsAs(ImportNote, notes) } : null
}

/** What must be known of a run before something is done to it; null when there is none. */
export async function readRunHead(db: D1Database, id: string) {
  const [rows] = await runBatch(db, [
    statement(
      `SELECT state, source, carries, CASE length(area) WHEN 12 THEN area END AS community,
          CASE length(area) WHEN 12 THEN (SELECT subdistrict FROM community WHERE code = area) WHEN 9 THEN area END AS subdistrict
        FROM import_run WHERE id = ?1`,
      id,
    ),
  ])
  const [row] = rows ?? []
  if (!row) return null
  const place: Place = placeOf(row)
  return { state: row['state'], source: row['source'], carries: row['carries'], place }
}

/* ── rows ── */

/** What a file says. */
export interface Given {
  source: OutletImportRow['source']
  carries: readonly ImportField[]
  rows: readonly ImportRowGiven[]
}

const unsaid = {
  confirmedAt: null,
  confirmedBy: null,
  closures: [],
  prices: [],
  pricesAt: null,
  stops: [],
} satisfies Partial<OutletImportRow>

/**
 * Stages rows, and refuses those that this account may not load, by reason. A file may name an outlet by its own
 * identifier and by ours: the first row counts, so that taking the run back finds what was there before it.
 * @param run in which an earlier part may have had the outlet; null for comparing
 */
function staged(who: Who, { source, carries, rows }: Given, run: string | null): Statement[] {
  const isWithin = (community: string) => `coalesce(${withinSql(who, community, 1)}, 0)`
  return [
    ...stageStatements({
      rows: rows.map((row) => ({ ...unsaid, ...row, source })),
      carries: new Set<keyof OutletImportRow>(carries),
      newId: randomId,
    }),
    statement(
      `UPDATE import_row AS i SET refusal = CASE
          WHEN i.circle IS NOT NULL AND NOT EXISTS (SELECT 1 FROM community WHERE code = i.circle) THEN 'no_community'
          WHEN NOT EXISTS (SELECT 1 FROM city WHERE i.lng BETWEEN west AND east AND i.lat BETWEEN south AND north)
            THEN 'outside_city'
          WHEN NOT ${isWithin('i.circle')}
            OR EXISTS (SELECT 1 FROM outlet AS o WHERE o.id = i.outlet AND NOT ${isWithin('o.circle')}) THEN 'outside_area'
          WHEN i.place NOT IN (SELECT min(place) FROM import_row GROUP BY outlet)
            OR EXISTS (SELECT 1 FROM change AS h
              WHERE h.subject_kind = 'outlet' AND h.subject = i.outlet AND h.import_run = ?2) THEN 'same_outlet'
        END`,
      who.area,
      run,
    ),
    statement("UPDATE import_row SET state = 'refused' WHERE refusal IS NOT NULL"),
  ]
}

const ComparedShape = v.object({
  state: v.picklist(['new', 'changed', 'same', 'refused']),
  refusal: v.nullable(v.picklist(importRefusals)),
  outlet: v.nullable(v.string()),
  before: v.nullable(v.record(v.string(), v.unknown())),
  after: v.record(v.string(), v.unknown()),
  takes: v.number(),
  kept: v.number(),
  overruled: v.number(),
})

/**
 * What rows would do, found out without doing it. Of a row that is refused, nothing of what is stored is told.
 */
export async function compareRows(db: D1Database, who: Who, given: Given) {
  const stage = staged(who, given, null)
  const results = await runBatch(db, [
    ...stage,
    statement(
      `SELECT json_object('state', i.state, 'refusal', i.refusal, 'outlet', iif(i.state IN ('changed', 'same'), i.outlet, NULL),
          'before', json(iif(i.state = 'changed', i.before, NULL)), 'after', json(${documentWith("'{}'", facets)}),
          'takes', i.differs & ~i.keep, 'kept', i.clash & i.keep, 'overruled', i.clash & ~i.keep) AS json
        FROM import_row AS i ORDER BY i.place`,
    ),
    ...unstageStatements(),
  ])
  return rowsAs(ComparedShape, results[stage.length]).map((row) => {
    const isOpen = row.state !== 'refused'
    const names = isOpen ? namesOf(row.takes) : []
    const { before, after } = row
    return {
      state: row.state,
      refusal: row.refusal,
      outlet: row.outlet,
      changes: before
        ? facets
            .filter(({ field }) => names.includes(field))
            .map((facet) => ({
              field: facet.field,
              before: valueIn(facet, before),
              after: valueIn(facet, after),
            }))
        : [],
      kept: isOpen ? namesOf(row.kept) : [],
      overruled: isOpen ? namesOf(row.overruled) : [],
    }
  })
}

/** A part of a run, by its number and what it says. */
export interface Part {
  run: string
  part: number
  fingerprint: string
}

/**
 * Loads a part of a run in one batch. The last statement but one gives `answer` back; the batch fails when the run is
 * over ({@link isOver}) or the part has been loaded (`UNIQUE import_part.run`).
 */
export function loadPart(who: Who, { run, part, fingerprint }: Part, given: Given, now: number): Statement[] {
  const load = { carries: new Set<keyof OutletImportRow>(given.carries) }
  const at = instant(now)
  return [
    ...staged(who, given, run),
    ...applyStatements(load, at),
    ...historyStatements(at, run, who.account),
    statement(
      `UPDATE import_run SET added = added + (SELECT total(state = 'new') FROM import_row),
          changed = changed + (SELECT total(state = 'changed') FROM import_row),
          refused = refused + (SELECT total(state = 'refused') FROM import_row) WHERE id = ?1`,
      run,
    ),
    statement(
      `INSERT INTO import_part (run, part, fingerprint, answer)
        SELECT ?1, ?2, ?3, json_object('added', CAST(total(state = 'new') AS INTEGER),
          'changed', CAST(total(state = 'changed') AS INTEGER), 'same', CAST(total(state = 'same') AS INTEGER),
          'kept', CAST(total(refusal IS NULL AND clash & keep) AS INTEGER),
          'overruled', CAST(total(refusal IS NULL AND clash & ~keep) AS INTEGER),
          'refused', json((SELECT json_group_array(json_object('row', place, 'reason', refusal)) FROM
            (SELECT place, refusal FROM import_row WHERE refusal IS NOT NULL ORDER BY place)))) FROM import_row
        RETURNING answer`,
      run,
      part,
      fingerprint,
    ),
    ...unstageStatements(),
  ]
}

/** What a part was answered; {@link Part.fingerprint} tells whether it said the same. */
export async function readPart(db: D1Database, { run, part }: Part) {
  const [rows] = await runBatch(db, [
    statement('SELECT fingerprint, answer FROM import_part WHERE run = ?1 AND part = ?2', run, part),
  ])
  const [row] = rows ?? []
  return row ? { fingerprint: String(row['fingerprint']), answer: String(row['answer']) } : null
}

/** Whether an error is that of a part for a run that is not open. */
export function isOver(error: unknown): boolean {
  return error instanceof Error && error.message.includes('the import is over')
}
