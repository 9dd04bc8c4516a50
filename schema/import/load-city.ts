/** Loads what needs no file of outlets: the sample city, or a city's definition alone. */

import { writeFile } from 'node:fs/promises'
import { cityFor, importCity, loadedCity, readCity } from './city.ts'
import { type Database, type Load, loadStatements, runLoad } from './load.ts'
import { type Options, UsageError } from './options.ts'
import { sqlText } from './statements.ts'
import type { ExitCode, Surroundings } from './surroundings.ts'

async function execute(db: Database | null, load: Load, { dryRun, sql }: Options): Promise<void> {
  if (dryRun) return
  if (db) await runLoad(db, load)
  else await writeFile(sql ?? '', sqlText(loadStatements(load)))
}

/**
 * Defines the city that `--city` names.
 * @param db null when the statements go into a file
 * @throws UsageError, UnreadableFile, or what the database throws; nothing has been loaded then
 */
export async function loadDefinition(
  db: Database | null,
  options: Options,
  city: string,
  { now, out }: Surroundings,
): Promise<ExitCode> {
  const definition = await readCity(city)
  cityFor(db ? await loadedCity(db) : null, importCity(definition), options.replaceSample)
  const load: Load = {
    at: now().toISOString(),
    replaceSample: options.replaceSample,
    city: { city: definition, centres: {}, sample: false },
  }
  await execute(db, load, options)
  out.write(`城市已载入 city loaded: ${definition.name} (${definition.code})\n`)
  return 0
}

/**
 * Loads the sample city; with `--unless-real` only into a database that is empty or holds an older sample, so that
 * what somebody tries out on the sample survives until the sample itself changes.
 * @param db null when the statements go into a file
 * @throws UsageError when a real city is loaded, or what the database throws
 */
export async function loadSampleCity(
  db: Database | null,
  options: Options,
  { now, out }: Surroundings,
): Promise<ExitCode> {
  const loaded = db ? await loadedCity(db) : null
  if (loaded && !loaded.sample) {
    if (!options.unlessReal) {
      throw new UsageError(
        `数据库里是真实城市${loaded.name}，不能载入示例。 A real city is loaded; the sample stays out.`,
      )
    }
    out.write(`已有真实城市，未改动 a real city is loaded and left alone: ${loaded.name}\n`)
    return 0
  }
  // The sample city is large and needed nowhere else.
  const { holdsSample, sampleLoad } = await import('./load-sample.ts')
  const load = await sampleLoad(now().toISOString(), db !== null && !options.remote)
  if (options.unlessReal && db && loaded && (await holdsSample(db, load))) {
    out.write('示例城市已是最新 the sample city is up to date\n')
    return 0
  }
  await execute(db, load, options)
  out.write('示例城市已载入 the sample city is loaded\n')
  return 0
}
