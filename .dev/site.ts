/** `npm start`: builds what changed, migrates the local D1, loads the sample city once, and serves the site. */

import { preview } from 'vite'
import { buildWhenStale } from './build.ts'
import { prepareDatabase } from './database.ts'
import { root } from './run.ts'

process.chdir(root)
const port = Number(process.env['PORT'] ?? 8787)
if (!Number.isInteger(port) || port < 1 || port > 65_535) {
  console.error(`PORT must be a number from 1 to 65535, not ${process.env['PORT']}`)
  process.exit(1)
}

try {
  await buildWhenStale()
  await prepareDatabase()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

process.env['CLOUDFLARE_CF_FETCH_ENABLED'] ??= 'false'
const server = await preview({
  configFile: `${root}web/vite.config.ts`,
  logLevel: 'warn',
  preview: { host: '127.0.0.1', port, strictPort: true },
})
console.log(`一刻钟  http://127.0.0.1:${port}/`)
console.log(`  API   http://127.0.0.1:${port}/api/docs`)
console.log('  Stop with Ctrl+C.')

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close().finally(() => process.exit(0))
  })
}
