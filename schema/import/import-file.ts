/** One file into one database: read, check, tell, load. */

import { createHash } from 'node:crypto'
import { readFile as readBytes, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { type CheckedFile, checkFile, fieldsOf } from './check.ts'
import { type ImportCity, importCity, loadedCity, readCity } from './city.ts'
import { openLocal, openRemote } from './database.ts'
import { type Named, nearDuplicates } from './duplicates.ts'
import {
  compareOutlets,
  type Database,
  type Load,
  loadStatements,
  randomId,
  runCounts,
  runLoad,
} from './load.ts'
import { type Options, UsageError } from './options.ts'
import { progress } from './progress.ts'
import { readFile } from './read.ts'
import { type Findings, findingLines, reportCsv } from './report.ts'
import { sqlText, statement } from './statements.ts'
import { type Reading, UnreadableFile } from './types.ts'

/** What a command ends with. */
export type ExitCode = 0 | 1 | 2

interface Surroundings {
  now: () => Date
  out: NodeJS.WriteStream
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return await readBytes(file)
  } catch (error) {
    throw new UnreadableFile(
      `读不到文件。 The file cannot be read: ${error instanceof Error ? error.message : error}`,
    )
  }
}

/**
 * The city to check against, once it is certain that the file may go into this database.
 * @throws UsageError when there is no city yet, another one, or made-up data in the way
 */
function cityFor(loaded: ImportCity | null, defined: ImportCity | null, replaceSample: boolean): ImportCity {
  if (loaded?.sample && !replaceSample) {
    throw new UsageError(
      '数据库里是示例城市，真实数据不能与虚构数据混在一起；请加 --replace-sample。 ' +
        'The database holds the made-up sample city; --replace-sample removes it first.',
    )
  }
  const city = defined ?? loaded
  if (!city) {
    throw new UsageError(
      '数据库里还没有城市；请用 --city 指定。 The database holds no city yet: give one with --city.',
    )
  }
  if (loaded && !loaded.sample && loaded.code !== city.code) {
    throw new UsageError(
      `数据库里是${loaded.name}（${loaded.code}），不是${city.name}（${city.code}）。 The database holds another city.`,
    )
  }
  // Centres of the sample are made up; those of a real city are what staff have placed.
  const placed = new Map(loaded?.sample ? [] : loaded?.communities.map(({ code, centre }) => [code, centre]))
  const communities = city === loaded && loaded.sample ? withoutCentres(city.communities) : city.communities
  return {
    ...city,
    communities: communities.map((community) => ({
      ...community,
      centre: community.centre ?? placed.get(community.code) ?? null,
    })),
  }
}

const withoutCentres = (communities: ImportCity['communities']): ImportCity['communities'] =>
  communities.map((community) => ({ ...community, centre: null }))

/** The outlets already there that are not among the rows, for finding duplicates. */
async function listedOutlets(db: Database, checked: CheckedFile): Promise<Named[]> {
  const own = new Set(checked.rows.map(({ row }) => `${row.source} ${row.sourceId}`))
  const [outlets = []] = await db.batch([
    statement(
      "SELECT id, source, source_id, name, lng, lat FROM outlet WHERE source <> 'sample' AND status <> 'closed'",
    ),
  ])
  return outlets
    .filter((outlet) => !own.has(`${outlet['source']} ${outlet['source_id']}`))
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

async function importInto(
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
  const unchanged = outlets.rows.length - added - changed
  say(`新增 added ${added}, 更改 changed ${changed}, 不变 unchanged ${unchanged}, ${seconds()}`)
  return 0
}

/** The sample city, or a city's definition alone. */
async function loadWithoutFile(
  db: Database | null,
  options: Options,
  around: Surroundings,
): Promise<ExitCode> {
  const at = around.now().toISOString()
  const say = (line: string) => around.out.write(`${line}\n`)
  const loaded = db ? await loadedCity(db) : null
  if (options.ifEmpty && loaded) {
    say(`已有城市，未改动 a city is loaded already: ${loaded.name}`)
    return 0
  }
  if (options.city !== undefined) {
    const definition = await readCity(options.city)
    cityFor(loaded, importCity(definition), options.replaceSample)
    const load: Load = {
      at,
      replaceSample: options.replaceSample,
      city: { city: definition, centres: {}, sample: false },
    }
    if (options.dryRun) return 0
    if (db) await runLoad(db, load)
    else await writeFile(options.sql ?? '', sqlText(loadStatements(load)))
    say(`城市已载入 city loaded: ${definition.name} (${definition.code})`)
    return 0
  }
  if (loaded && !loaded.sample) {
    throw new UsageError(
      `数据库里是真实城市${loaded.name}，不能载入示例。 A real city is loaded; the sample stays out.`,
    )
  }
  if (options.dryRun) return 0
  // The sample city is large and needed nowhere else.
  const { loadSample, sampleLoad } = await import('./load-sample.ts')
  if (db) await loadSample(db, at)
  else await writeFile(options.sql ?? '', sqlText(loadStatements(sampleLoad(at))))
  say('示例城市已载入 the sample city is loaded')
  return 0
}

/**
 * Does what the command line says.
 * @returns the exit code; 1 when rows were refused and therefore nothing was loaded
 * @throws UsageError, UnreadableFile, or what the database throws; nothing has been loaded then
 */
export async function runImport(options: Options, around: Surroundings): Promise<ExitCode> {
  const db = options.sql ? null : options.remote ? openRemote() : await openLocal(options.state)
  try {
    return options.file
      ? await importInto(db, options, options.file, around)
      : await loadWithoutFile(db, options, around)
  } finally {
    await db?.close()
  }
}
