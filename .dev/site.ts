/** `npm start`: builds what changed, migrates the local D1, loads the sample city once, and serves the site. */

import { createServer } from 'node:net'
import { sampleLoginLines, samplePassword } from '../schema/sample/logins.ts'
import { buildWhenStale } from './build.ts'
import { defaultState, prepareDatabase } from './database.ts'
import { root } from './run.ts'
import { serve } from './server.ts'

/** Whether the port can be had; asked first, because building for a minute and then failing is unkind. */
function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}

/** Whether the site shows the made-up city, whose logins are there to try it. */
async function holdsSample(origin: string): Promise<boolean> {
  const city: unknown = await (await fetch(`${origin}/api/city`)).json()
  return typeof city === 'object' && city !== null && 'sample' in city && city.sample === true
}

/** Says what is wrong and ends. */
function stop(reason: string): never {
  console.error(reason)
  process.exit(1)
}

process.chdir(root)
const port = Number(process.env['PORT'] ?? 8787)
if (!Number.isInteger(port) || port < 1 || port > 65_535) {
  stop(`PORT must be a number from 1 to 65535, not ${process.env['PORT']}`)
}
if (!(await isFree(port))) stop(`Port ${port} is taken. Choose another: PORT=3000 npm start`)

try {
  await buildWhenStale()
  await prepareDatabase(defaultState)
  const site = await serve(port, defaultState)
  console.log(`一刻钟  ${site.origin}/`)
  console.log(`  API   ${site.origin}/api/docs`)
  if (await holdsSample(site.origin)) {
    console.log(
      `  示例账号，密码均为 sample logins, all with the password ${samplePassword}  ${site.origin}/sign-in`,
    )
    for (const line of sampleLoginLines()) console.log(`    ${line}`)
  }
  console.log('  Stop with Ctrl+C.')
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      site.close().finally(() => process.exit(0))
    })
  }
} catch (error) {
  stop(error instanceof Error ? error.message : String(error))
}
