/** The SQL of the standard by which circles are assessed. */

import * as v from 'valibot'
import { type CircleStandard, firstStandard } from '../../schema/catalog/standard.ts'
import {
  type StandardGiven,
  type StandardListed,
  StandardShape,
  type StandardsAtDesk,
  StandardVersion,
  type VersionOfStandard,
} from '../../schema/contract/assessment.ts'
import { type Dated, inForceOn, inOrderOfForce, stateOn } from '../../schema/rules/assessment/standards.ts'
import { type Statement, statement } from '../../schema/statement.ts'
import { type Rows, rowsAs, runBatch } from '../guard/database.ts'
import { expectThat } from '../guard/expectation.ts'
import { noteAct } from '../guard/history.ts'
import { dayAt, instant } from '../guard/time.ts'

/** A version as it is stored. */
export interface StoredStandard extends Dated {
  standard: CircleStandard
}

/** The one that holds until the city sets its own. */
const first: StoredStandard = { version: 0, from: null, withdrawn: false, standard: firstStandard }

const Stored = v.object({
  version: v.number(),
  from: v.string(),
  withdrawn: v.number(),
  standard: StandardShape,
})

/** Every version that the city has set; {@link standardsOf} reads its rows. */
export function readStandards(): Statement {
  return statement(
    `SELECT json_object('version', version, 'from', from_date, 'withdrawn', withdrawn_at IS NOT NULL,
        'standard', json(standard)) AS json FROM standard ORDER BY version`,
  )
}

/** A stored standard with the plan's minutes for types that the catalog has had since; no level asks for those. */
function completed(standard: CircleStandard): CircleStandard {
  return { ...standard, limits: { ...firstStandard.limits, ...standard.limits } }
}

/** Every version with the one that came with the site, which is the first. */
export function standardsOf(rows: Rows | undefined): StoredStandard[] {
  return [
    first,
    ...rowsAs(Stored, rows).map(({ withdrawn, standard, ...version }) => ({
      ...version,
      withdrawn: withdrawn === 1,
      standard: completed(standard),
    })),
  ]
}

/** The version that holds on a day, ISO in Asia/Shanghai. */
export function standardOn(versions: readonly StoredStandard[], day: string): StoredStandard {
  return inForceOn(versions, day) ?? first
}

/** A version as everybody sees it. */
export function publicStandard({ version, from, standard }: StoredStandard): VersionOfStandard {
  return { version, from, ...standard }
}

/** The standard of today, and those that will be. */
export async function readPublicStandard(db: D1Database, today: string) {
  const [cities, rows] = await runBatch(db, [statement('SELECT revision, sample FROM city'), readStandards()])
  const versions = standardsOf(rows)
  const coming = versions.filter((version) => stateOn(version, versions, today) === 'coming')
  return {
    revision: Number(cities?.[0]?.['revision']),
    sample: cities?.[0]?.['sample'] === 1,
    current: publicStandard(standardOn(versions, today)),
    coming: inOrderOfForce(coming).map(publicStandard),
  }
}

const ActShape = v.object({ by: v.nullable(v.string()), at: v.string(), reason: v.string() })
const Told = v.object({ ...Stored.entries, set: ActShape, withdrawal: v.nullable(ActShape) })

/** Every version with who set it and why, the newest first. */
export async function readStandardHistory(db: D1Database, today: string): Promise<StandardsAtDesk> {
  const [rows] = await runBatch(db, [
    statement(
      `SELECT json_object('version', s.version, 'from', s.from_date, 'withdrawn', s.withdrawn_at IS NOT NULL,
          'standard', json(s.standard), 'set', json_object('by', a.handle, 'at', s.at, 'reason', s.reason),
          'withdrawal', iif(s.withdrawn_at IS NULL, NULL,
            json_object('by', w.handle, 'at', s.withdrawn_at, 'reason', s.withdrawn_reason))) AS json
        FROM standard AS s LEFT JOIN account AS a ON a.id = s.by LEFT JOIN account AS w ON w.id = s.withdrawn_by
        ORDER BY s.version DESC`,
    ),
  ])
  const told = rowsAs(Told, rows).map(({ withdrawn, standard, ...version }) => ({
    ...version,
    withdrawn: withdrawn === 1,
    standard: completed(standard),
  }))
  const versions: Dated[] = [...told, first]
  const entries = told.map(
    (version): StandardListed => ({
      ...publicStandard(version),
      state: stateOn(version, versions, today),
      set: version.set,
      withdrawn: version.withdrawal,
    }),
  )
  const origin = {
    ...publicStandard(first),
    state: stateOn(first, versions, today),
    set: null,
    withdrawn: null,
  }
  return { versions: [...entries, origin] }
}

/** Makes a new version, as long as the highest one is the one that was read. */
export function setStandard(
  { read, from, reason, standard }: StandardGiven,
  before: StoredStandard,
  actor: string,
  now: number,
): Statement[] {
  const version = read + 1
  return [
    expectThat('(SELECT coalesce(max(version), 0) FROM standard) = CAST(?1 AS INTEGER)', read),
    statement(
      `INSERT INTO standard (version, from_date, standard, reason, by, at)
        VALUES (CAST(?1 AS INTEGER), ?2, ?3, ?4, ?5, ?6)`,
      version,
      from,
      JSON.stringify(standard),
      reason,
      actor,
      instant(now),
    ),
    noteAct(actor, now, { kind: 'standard', id: String(version) }, before.standard, {
      from,
      reason,
      ...standard,
    }),
  ]
}

/** Withdraws a version, as long as it is not in force yet and nobody has withdrawn it. */
export function withdrawStandard(
  version: VersionOfStandard,
  reason: string,
  actor: string,
  now: number,
): Statement[] {
  const { version: number, ...before } = version
  return [
    expectThat(
      `EXISTS (SELECT 1 FROM standard WHERE version = CAST(?1 AS INTEGER) AND withdrawn_at IS NULL AND from_date > ?2)`,
      number,
      dayAt(now),
    ),
    statement(
      `UPDATE standard SET withdrawn_reason = ?2, withdrawn_by = ?3, withdrawn_at = ?4
        WHERE version = CAST(?1 AS INTEGER)`,
      number,
      reason,
      actor,
      instant(now),
    ),
    noteAct(actor, now, { kind: 'standard', id: String(number) }, before, { withdrawn: true, reason }),
  ]
}

/** One version that the city has set; null when there is none. */
export async function readStandard(db: D1Database, version: number): Promise<VersionOfStandard | null> {
  const [rows] = await runBatch(db, [readStandards()])
  const found = standardsOf(rows).find((one) => one.version === version && version > 0)
  return found ? v.parse(StandardVersion, publicStandard(found)) : null
}

/** All versions as they are stored now. */
export async function readAllStandards(db: D1Database): Promise<StoredStandard[]> {
  const [rows] = await runBatch(db, [readStandards()])
  return standardsOf(rows)
}
