/** The databases that an import can go to: the local D1, a deployed one, or a file of SQL. */

import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { Database, SqlRow } from './load.ts'
import { sqlText } from './statements.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const configPath = join(root, 'wrangler.toml')
const databaseName = 'yikezhong'

/** What is read of wrangler.toml. */
interface Config {
  compatibility_date: string
  d1_databases: readonly { database_name: string; database_id: string }[]
}

/** A database that must be closed, so that its process ends. */
export interface OpenDatabase extends Database {
  close(): Promise<void>
}

/**
 * The local D1, the one that `npm start` serves.
 * @param state folder of local state, as wrangler's `--persist-to` has it
 */
export async function openLocal(state = join(root, '.wrangler/state')): Promise<OpenDatabase> {
  process.env['CLOUDFLARE_CF_FETCH_ENABLED'] ??= 'false'
  process.env['WRANGLER_SEND_METRICS'] ??= 'false'
  // Wrangler is a development dependency and slow to load: only who loads locally waits for it.
  const { unstable_readConfig: readConfig, unstable_startWorker: startWorker } = await import('wrangler')
  const config: Config = readConfig({ config: configPath }, { hideWarnings: true })
  const d1 = config.d1_databases.find(({ database_name }) => database_name === databaseName)
  if (!d1) throw new Error(`wrangler.toml has no D1 called ${databaseName}`)
  // Pages that are open in a browser meanwhile may find the port, but not the key.
  const key = randomUUID()
  const worker = await startWorker({
    config: fileURLToPath(new URL('./local-d1.toml', import.meta.url)),
    compatibilityDate: config.compatibility_date,
    bindings: { DB: { type: 'd1', ...d1 }, KEY: { type: 'plain_text', value: key } },
    dev: {
      persist: resolve(state),
      server: { hostname: '127.0.0.1', port: 0 },
      inspector: false,
      watch: false,
      logLevel: 'error',
    },
  })
  const url = await worker.url
  return {
    async batch(statements) {
      const { status, body } = await post(url, key, JSON.stringify(statements))
      if (status !== 200) throw new Error(body)
      const rows: SqlRow[][] = JSON.parse(body)
      return rows
    },
    close: () => worker.dispose(),
  }
}

/** Each on a connection of its own: one that is kept may have been closed while thousands of rows were checked. */
function post(url: URL, key: string, body: string): Promise<{ status: number; body: string }> {
  return new Promise((done, fail) => {
    const asked = request(
      url,
      { method: 'POST', agent: false, headers: { Authorization: key } },
      (answer) => {
        text(answer).then((told) => done({ status: answer.statusCode ?? 0, body: told }), fail)
      },
    )
    asked.once('error', fail)
    asked.end(body)
  })
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
      const told = Buffer.concat(output).toString()
      if (code === 0) done(told)
      else fail(new Error(`wrangler ended with ${code}: ${told.trim()}`))
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
