/** The build: derived files, the site and the worker, the headers of static files, the size limits. */

import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { assetHeaders, serviceWorkerHeaders } from '../worker/guard/headers.ts'
import { root, run } from './run.ts'

/**
 * Makes what is derived and therefore not committed: the worker's types, the OpenAPI document, and a secret for this
 * machine. Wrangler reads it from `.dev.vars`; a deployed site has its own (README, "Deploy to Cloudflare").
 */
export async function generate(): Promise<void> {
  if (!existsSync(`${root}.dev.vars`)) {
    writeFileSync(`${root}.dev.vars`, `SITE_SECRET="${randomBytes(32).toString('base64url')}"\n`, {
      mode: 0o600,
    })
  }
  await run('wrangler', ['types', 'worker/env.d.ts'], { quiet: true })
  await run('node', ['schema/openapi.ts'])
}

/** Builds everything into `dist`. Throws when a step fails or the result is too large. */
export async function build(): Promise<void> {
  // A test runner that builds says NODE_ENV=test, which would build Vue's development version.
  const env = { NODE_ENV: 'production' }
  await run('vite', ['build', '--config', 'web/vite.config.ts', '--logLevel', 'warn'], { env })
  await run('node', ['.dev/service-worker.ts'], { env })
  writeFileSync(`${root}dist/client/_headers`, headersFile())
  await run('node', ['.dev/sizes.ts'])
  writeFileSync(stampFile, sourceHash())
}

/** Builds unless `dist` was made from exactly these sources. */
export async function buildWhenStale(): Promise<void> {
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === sourceHash()) return
  console.log('Building …')
  await generate()
  await build()
}

/** `_headers`, by which Cloudflare serves the files that do not pass through the worker. */
function headersFile(): string {
  const block = (path: string, headers: Record<string, string>) =>
    [path, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)].join('\n')
  return `${[
    block('/assets/*', { ...assetHeaders, 'Cache-Control': 'public, max-age=31536000, immutable' }),
    block('/map/*', {
      ...assetHeaders,
      'Cache-Control': 'public, max-age=86400, stale-while-revalidate=604800',
    }),
    // Asked for at every visit: a new version is to be heard of.
    block('/sw.js', { ...serviceWorkerHeaders, 'Cache-Control': 'no-cache' }),
  ].join('\n\n')}\n`
}

const stampFile = `${root}dist/.built`
const sources = ['web', 'worker', 'schema', 'public', '.dev', 'package-lock.json', 'wrangler.toml']
const derived = new Set(['worker/env.d.ts', 'worker/open/openapi.json'])

function* filesUnder(path: string): Generator<string> {
  if (!statSync(path).isDirectory()) return yield path
  for (const name of readdirSync(path).sort()) yield* filesUnder(join(path, name))
}

function sourceHash(): string {
  const hash = createHash('sha256')
  for (const source of sources) {
    for (const file of filesUnder(`${root}${source}`)) {
      const name = relative(root, file)
      if (!derived.has(name)) hash.update(name).update(readFileSync(file))
    }
  }
  return hash.digest('hex')
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await generate()
  await build()
}
