/**
 * The one door through which a city and its outlets enter D1. A load is one atomic batch: when it fails or is
 * interrupted, the city is as it was.
 */

import { randomInt } from 'node:crypto'
import * as v from 'valibot'
import { holidayDays, holidayYears } from '../catalog/holidays.ts'
import { OutletImport, type OutletImportRow } from '../contract/outlet-import.ts'
import type { Residence } from '../contract/residence.ts'
import { base62 } from '../rules/base62.ts'
import type { HolidayCalendar } from '../rules/calendar.ts'
import type { PlayedHistory } from '../sample/case-history.ts'
import type { SampleGoals } from '../sample/ledger/goals.ts'
import type { SampleVoice } from '../sample/ledger/voices.ts'
import type { SampleWish } from '../sample/ledger/wishes.ts'
import type { SampleLogin } from '../sample/logins.ts'
import { type Statement, statement } from '../statement.ts'
import { sampleGoalsStatements } from './assessment-statements.ts'
import { sampleCasesStatements } from './case-statements.ts'
import {
  type CityLoad,
  calendarStatements,
  cityDocument,
  cityStatements,
  removeSampleStatements,
} from './city-statements.ts'
import { sampleLoginsStatements } from './login-statements.ts'
import { type NetworkFile, sampleNetworkStatements } from './network-statements.ts'
import {
  applyStatements,
  countStatement,
  historyStatements,
  type OutletLoad,
  removeMissingStatement,
  stageStatements,
  unstageStatements,
} from './outlet-statements.ts'
import { sampleResidencesStatements } from './residence-statements.ts'
import { sampleVoicesStatements } from './voice-statements.ts'
import { sampleWishesStatements } from './wish-statements.ts'

export type SqlRow = Readonly<Record<string, unknown>>

/** A database that runs all statements or none, and gives back the rows of each. */
export interface Database {
  batch(statements: readonly Statement[]): Promise<readonly (readonly SqlRow[])[]>
}

export interface Load {
  /** instant of the load, ISO 8601 UTC */
  at: string
  /** also (re)define the city itself */
  city?: CityLoad
  /** first take away what is made up */
  replaceSample?: boolean
  outlets?: OutletLoad
  /** the file that the outlets come from; without it no history is written for each outlet */
  run?: { id: string; file: string; sha256: string; refused: number }
  /** `outlets` are the whole sample city: made-up ones that are not among them go; and what tells its versions apart */
  sample?: {
    sha256: string
    voices: readonly SampleVoice[]
    wishes: readonly SampleWish[]
    /** what has happened to made-up complaints, and the calendar by which it did */
    cases: { history: PlayedHistory; calendar: HolidayCalendar }
    logins: readonly SampleLogin[]
    network: NetworkFile
    residences: readonly Residence[]
    /** the city's way to its goals before the load */
    goals: readonly SampleGoals[]
  }
}

export interface LoadCounts {
  added: number
  changed: number
  unchanged: number
}

/** A random identifier: 10 characters of base 62, about 59 bits. */
export function randomId(): string {
  return Array.from({ length: 10 }, () => base62[randomInt(base62.length)]).join('')
}

/** Every field of a row: for sources that know all there is to know about an outlet. */
export const allFields: ReadonlySet<keyof OutletImportRow> = new Set(v.keyof(OutletImport).options)

/**
 * The statements of a load, to run as one batch. They leave alone whatever is already as it should be, so that the
 * revision rises only for a change.
 */
export function loadStatements(load: Load): Statement[] {
  const { at, city, outlets, run } = load
  const statements: Statement[] = []
  const definesCity = city !== undefined || load.replaceSample === true
  if (definesCity) {
    statements.push(
      statement(`CREATE TABLE import_start AS SELECT revision, ${cityDocument} AS document FROM city`),
    )
  }
  if (load.replaceSample) statements.push(...removeSampleStatements())
  if (city) statements.push(...cityStatements(city), ...calendarStatements(holidayYears, holidayDays))
  if (outlets) {
    statements.push(...stageStatements(outlets))
    if (load.sample) statements.push(removeMissingStatement('sample'))
    statements.push(...applyStatements(outlets, at))
    if (run) statements.push(...runStatements(run, at))
    if (load.sample) {
      statements.push(
        ...sampleVoicesStatements(load.sample.voices, at),
        ...sampleWishesStatements(load.sample.wishes, at),
        ...sampleNetworkStatements(load.sample.network, at),
        ...sampleResidencesStatements(load.sample.residences),
        ...sampleGoalsStatements(load.sample.goals, at),
        ...sampleCasesStatements(load.sample.cases.history, load.sample.cases.calendar),
        ...(load.sample.logins.length > 0 ? sampleLoginsStatements(load.sample.logins, at) : []),
        sampleRunStatement(load.sample.sha256, at),
      )
    }
    statements.push(...unstageStatements())
  }
  if (definesCity) {
    // Outlets of a file have a history of their own; made-up ones are told of by the city's single row.
    const differs = run
      ? `${cityDocument} IS NOT (SELECT document FROM import_start)`
      : 'revision IS NOT (SELECT revision FROM import_start)'
    statements.push(
      statement(
        `INSERT INTO change (at, actor, subject_kind, subject, before, after)
          SELECT ?1, 'import', 'city', code, (SELECT document FROM import_start), ${cityDocument}
          FROM city WHERE ${differs}`,
        at,
      ),
      statement('DROP TABLE import_start'),
    )
  }
  return statements
}

/** The run and the history of each outlet; a run that changed nothing and met nobody leaves neither. */
function runStatements(run: NonNullable<Load['run']>, at: string): Statement[] {
  return [
    statement(
      `INSERT INTO import_run (id, at, file, sha256, added, changed, refused, total)
        SELECT ?1, ?2, ?3, ?4, total(state = 'new'), total(state = 'changed'), ?5, count(*) FROM import_row
        HAVING total(state <> 'same' OR clash <> 0) > 0`,
      run.id,
      at,
      run.file,
      run.sha256,
      run.refused,
    ),
    ...historyStatements(at, run.id, 'import'),
  ]
}

/** As the file of a run: no file that somebody imports is called so, because those have no folder. */
const SAMPLE_FILE = 'schema/sample'

/** The run that remembers which sample is loaded, by what it is and not by what it changed. */
function sampleRunStatement(sha256: string, at: string): Statement {
  return statement(
    `INSERT INTO import_run (id, at, file, sha256, added, changed, refused)
      SELECT ?1, ?2, ?3, ?4, total(state = 'new'), total(state = 'changed'), 0 FROM import_row
      HAVING ?4 IS NOT (${lastSample('?3')})`,
    randomId(),
    at,
    SAMPLE_FILE,
    sha256,
  )
}

const lastSample = (file: string) =>
  `SELECT sha256 FROM import_run WHERE file = ${file} ORDER BY rowid DESC LIMIT 1`

/** Which sample was loaded last; null when none ever was. */
export async function loadedSample(db: Database): Promise<string | null> {
  const [[row] = []] = await db.batch([statement(lastSample('?1'), SAMPLE_FILE)])
  return row ? String(row['sha256']) : null
}

/**
 * Runs a load.
 * @throws what the database throws; nothing is loaded then
 */
export async function runLoad(db: Database, load: Load): Promise<void> {
  await db.batch(loadStatements(load))
}

/** What a run did, as the database has it; a run that changed nothing is not there. */
export async function runCounts(db: Database, run: string): Promise<Pick<LoadCounts, 'added' | 'changed'>> {
  const [[row] = []] = await db.batch([statement('SELECT added, changed FROM import_run WHERE id = ?1', run)])
  return { added: Number(row?.['added'] ?? 0), changed: Number(row?.['changed'] ?? 0) }
}

/** Fields that both a run's file and somebody here had changed, of one outlet. */
export interface Disagreement {
  outlet: string
  name: string
  /** what was set here stays; otherwise the file's value was taken */
  kept: boolean
  /** fields of a row */
  fields: readonly string[]
}

/** Where a run's file disagreed with what merchants and staff have set. */
export async function runDisagreements(db: Database, run: string): Promise<Disagreement[]> {
  const [rows = []] = await db.batch([
    statement(
      `SELECT outlet.id, outlet.name, kind, group_concat(value) AS fields
        FROM import_note JOIN outlet ON outlet.id = outlet, json_each(fields)
        WHERE run = ?1 AND kind IN ('kept', 'overruled') GROUP BY kind, outlet.id ORDER BY kind, outlet.name`,
      run,
    ),
  ])
  return rows.map((row) => ({
    outlet: String(row['id']),
    name: String(row['name']),
    kept: row['kind'] === 'kept',
    fields: String(row['fields']).split(','),
  }))
}

/** What {@link runLoad} would do to the outlets, found out without changing any. */
export async function compareOutlets(db: Database, outlets: OutletLoad): Promise<LoadCounts> {
  const stage = stageStatements(outlets)
  const results = await db.batch([...stage, countStatement(), ...unstageStatements()])
  const rows = results[stage.length] ?? []
  const count = (state: string) => Number(rows.find((row) => row['state'] === state)?.['rows'] ?? 0)
  return { added: count('new'), changed: count('changed'), unchanged: count('same') }
}
