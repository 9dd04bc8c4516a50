/** One file into one database: read, check, tell, load. */

import { createHash } from 'node:crypto'
import { readFile as readBytes, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { statement } from '../statement.ts'
import { type CheckedFile, checkFile, fieldsOf } from './check.ts'
import { cityFor, importCity, loadedCity, readCity } from './city.ts'
import { type Named, nearDuplicates } from './duplicates.ts'
import {
  compareOutlets,
  type Database,
  type Load,
  loadStatements,
  randomId,
  runCounts,
  runDisagreements,
  runLoad,
} from './load.ts'
import type { Options } from './options.ts'
import { progress } from './progress.ts'
import { readFile } from './read.ts'
import { disagreementLines, type Findings, findingLines, reportCsv } from './report.ts'
import { sqlText } from './statements.ts'
import type { ExitCode, Surroundings } from './surroundings.ts'
import { type Reading, UnreadableFile } from './types.ts'

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return await readBytes(file)
  } catch (error) {
    throw new UnreadableFile(
      `读不到文件。 The file cannot be read: ${error instanceof Error ? error.message : error}`,
    )
  }
}

/** The outlets already there that are not among the rows, for finding duplicates. */
async function listedOutlets(db: Database, checked: CheckedFile): Promise<Named[]> {
  const own = new Set(checked.rows.map(({ row }) => `${row.source} ${row.sourceId}`))
  // A ledger that was taken out of here names outlets as they are called here.
  const named = new Set(checked.rows.map(({ row }) => row.sourceId))
  const [outlets = []] = await db.batch([
    statement(
      "SELECT id, source, source_id, name, lng, lat FROM outlet WHERE source <> 'sample' AND status <> 'closed'",
    ),
  ])
  return outlets
    .filter(
      ({ id, source, source_id: sourceId }) => !own.has(`${source} ${sourceId}`) && !named.has(String(id)),
    )
    .map((outlet) => ({
      at: String(outlet['id']),
      name: String(outlet['name']),
      position: [Number(outlet['lng']), Number(outlet['lat'])],
    }))
}

const named = ({ rows }: CheckedFile): Named[] =>
  rows.map(({ at, row }) => ({ at, name: row.name, position: row.position }))

function withCrs(reading: Reading, given: Options['crs']): Reading {
  const selfDescribing = reading.source === 'osm' || reading.source === 'geojson'
  if (given) return { ...reading, crs: given }
  if (selfDescribing) return reading
  return { ...reading, notes: [...reading.notes, { column: null, code: 'crs_assumed', value: reading.crs }] }
}

function totals(checked: CheckedFile): string {
  const { total, rows, corrected, refusedRows } = checked
  return (
    `${total} 行 rows: 接受 accepted ${total - refusedRows} (更正 corrected ${corrected}), ` +
    `拒绝 refused ${refusedRows}; 网点 outlets ${rows.length}`
  )
}

/**
 * Imports a file as the options say.
 * @param db null when the statements go into a file
 * @returns the exit code; 1 when rows were refused and therefore nothing was loaded
 * @throws UsageError, UnreadableFile, or what the database throws; nothing has been loaded then
 */
export async function importFile(
  db: Database | null,
  options: Options,
  file: string,
  around: Surroundings,
): Promise<ExitCode> {
  const started = around.now().getTime()
  const say = (line: string) => around.out.write(`${line}\n`)
  const bytes = await bytesOf(file)
  const reading = withCrs(await readFile(bytes), options.crs)
  const definition = options.city === undefined ? null : await readCity(options.city)
  const loaded = db ? await loadedCity(db) : null
  const city = cityFor(loaded, definition ? importCity(definition) : null, options.replaceSample)
  say(`${basename(file)} → ${city.name} (${city.code}), ${reading.source}, ${reading.crs}`)

  const meter = progress(around.out, reading.total)
  const context = { ...reading, bounds: city.bounds, communities: city.communities }
  const checked = await checkFile(reading, context, meter.row)
  meter.end()
  const findings: Findings = {
    reading,
    checked,
    duplicates: nearDuplicates(db ? await listedOutlets(db, checked) : [], named(checked)),
  }
  for (const line of findingLines(findings)) say(line)
  if (options.report) await writeFile(options.report, reportCsv(findings))
  say(`\n${totals(checked)}`)

  const seconds = () => `${((around.now().getTime() - started) / 1000).toFixed(1)} s`
  if (checked.refusedRows > 0 && !options.skipBad) {
    say(
      `没有导入任何数据；改正后重试，或加 --skip-bad。 Nothing was loaded: correct the rows, or give --skip-bad. ${seconds()}`,
    )
    return 1
  }
  const outlets = {
    rows: checked.rows.map(({ row }) => row),
    carries: fieldsOf(reading, checked),
    newId: randomId,
  }
  if (options.dryRun) {
    if (db && !options.remote) {
      const { added, changed, unchanged } = await compareOutlets(db, outlets)
      say(
        `试运行 dry run: 将新增 to add ${added}, 将更改 to change ${changed}, 不变 unchanged ${unchanged}, ${seconds()}`,
      )
    } else say(`试运行，未写入 dry run, nothing loaded, ${seconds()}`)
    return 0
  }
  const run = {
    id: randomId(),
    file: basename(file),
    sha256: createHash('sha256').update(bytes).digest('hex'),
    refused: checked.refusedRows,
  }
  const load: Load = {
    at: around.now().toISOString(),
    replaceSample: options.replaceSample,
    outlets,
    run,
    ...(definition ? { city: { city: definition, centres: {}, sample: false } } : {}),
  }
  if (!db) {
    await writeFile(options.sql ?? '', sqlText(loadStatements(load)))
    say(`已写入 written: ${options.sql}, ${seconds()}`)
    return 0
  }
  await runLoad(db, load)
  const { added, changed } = await runCounts(db, run.id)
  for (const line of disagreementLines(await runDisagreements(db, run.id))) say(line)
  const unchanged = outlets.rows.length - added - changed
  say(`新增 added ${added}, 更改 changed ${changed}, 不变 unchanged ${unchanged}, ${seconds()}`)
  return 0
}
