/** What `npm run import` does with its arguments, apart from the process that it runs in. */

import { importFile } from './import-file.ts'
import { loadDefinition, loadSampleCity } from './load-city.ts'
import { help, type Options, parseOptions, UsageError } from './options.ts'
import type { ExitCode, Surroundings } from './surroundings.ts'
import { UnreadableFile } from './types.ts'

async function run(options: Options, around: Surroundings): Promise<ExitCode> {
  const { file, sample, city } = options
  const db = await around.open(options)
  try {
    if (file !== undefined) return await importFile(db, options, file, around)
    if (sample || city === undefined) return await loadSampleCity(db, options, around)
    return await loadDefinition(db, options, city, around)
  } finally {
    await db?.close()
  }
}

const noTables =
  '数据库还没有建表，请先运行 npm start 一次，或：\nThe database has no tables yet; run npm start once, or:\n' +
  '  npx wrangler d1 migrations apply yikezhong --local   (--remote)'

/**
 * What to tell the person who gave a command; null for a fault of ours.
 * @param script its name in `package.json`
 */
export function messageOf(error: unknown, script: string): string | null {
  if (error instanceof UsageError) return `${error.message}\n  npm run ${script} -- --help`
  if (error instanceof UnreadableFile) return error.message
  return error instanceof Error && /no such table/.test(error.message) ? noTables : null
}

/**
 * Does what the arguments say, and tells about it.
 * @param args the arguments after the script's name
 * @throws what nobody foresaw; nothing has been loaded then
 */
export async function runCommand(args: readonly string[], around: Surroundings): Promise<ExitCode> {
  try {
    const options = parseOptions(args)
    if (options) return await run(options, around)
    around.out.write(help)
    return 0
  } catch (error) {
    const message = messageOf(error, 'import')
    if (message === null) throw error
    around.err.write(`${message}\n`)
    return 2
  }
}
