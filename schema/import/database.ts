/** The databases that an import can go to: the local D1, a deployed one, or a file of SQL. */

import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Database, SqlRow } from './load.ts'
import { sqlText } from './statements.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const configPath = join(root, 'wrangler.toml')
const databaseName = 'yikezhong'

interface LocalStatement {
  bind(...values: readonly (string | number | null)[]): LocalStatement
}

/** The part of a D1 binding that is used here. */
interface LocalD1 {
  prepare(sql: string): LocalStatement
  batch(statements: readonly LocalStatement[]): Promise<{ results: SqlRow[] }[]>
}

/** A database that must be closed, so that its process ends. */
export interface OpenDatabase extends Database {
  close(): Promise<void>
}

/** A D1 binding as a {@link Database}. */
export function d1Database(d1: LocalD1): Database {
  return {
    async batch(statements) {
      const results = await d1.batch(statements.map(({ sql, params }) => d1.prepare(sql).bind(...params)))
      return results.map((result) => result.results)
    },
  }
}

/**
 * The local D1, the one that `npm start` serves.
 * @param state folder of local state, as wrangler's `--persist-to` has it
 */
export async function openLocal(state = join(root, '.wrangler/state')): Promise<OpenDatabase> {
  process.env['CLOUDFLARE_CF_FETCH_ENABLED'] ??= 'false'
  process.env['WRANGLER_SEND_METRICS'] ??= 'false'
  // Wrangler is a development dependency and slow to load: only who loads locally waits for it.
  const { getPlatformProxy } = await import('wrangler')
  const proxy = await getPlatformProxy<{ DB: LocalD1 }>({
    configPath,
    persist: { path: join(resolve(state), 'v3') },
  })
  return { ...d1Database(proxy.env.DB), close: () => proxy.dispose() }
}

function wrangler(args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [join(root, 'node_modules/wrangler/bin/wrangler.js'), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const output: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
  return new Promise((done, fail) => {
    child.once('error', fail)
    child.once('close', (code) => {
      const text = Buffer.concat(output).toString()
      if (code === 0) done(text)
      else fail(new Error(`wrangler ended with ${code}: ${text.trim()}`))
    })
  })
}

/**
 * The D1 of the deployed site, through `wrangler d1 execute`. A file of SQL is executed whole or not at all, and
 * gives no rows back; single questions go as commands and do.
 */
export function openRemote(): OpenDatabase {
  const execute = ['d1', 'execute', databaseName, '--remote', '--config', configPath, '--yes']
  return {
    async batch(statements) {
      const [only] = statements
      if (statements.length === 1 && only) {
        const answer: unknown = JSON.parse(
          await wrangler([...execute, '--json', '--command', sqlText([only])]),
        )
        return [rowsOf(answer)]
      }
      const folder = await mkdtemp(join(tmpdir(), 'yikezhong-import-'))
      try {
        const file = join(folder, 'load.sql')
        await writeFile(file, sqlText(statements))
        await wrangler([...execute, '--file', file])
        return []
      } finally {
        await rm(folder, { recursive: true })
      }
    },
    close: async () => {},
  }
}

function rowsOf(answer: unknown): SqlRow[] {
  const first: unknown = Array.isArray(answer) ? answer[0] : null
  if (first && typeof first === 'object' && 'results' in first && Array.isArray(first.results))
    return first.results
  throw new Error('wrangler gave an answer that is not understood')
}
