/** Starts the built site for the end-to-end tests: its own port, its own database, removed afterwards. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { preview } from 'vite'
import type { TestProject } from 'vitest/node'
import { buildWhenStale } from '../../.dev/build.ts'
import { prepareDatabase } from '../../.dev/database.ts'
import { root } from '../../.dev/run.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** where the site under test answers, without a final slash */
    site: string
  }
}

export default async function startSite(project: TestProject): Promise<() => Promise<void>> {
  await buildWhenStale()
  const state = mkdtempSync(join(tmpdir(), 'yikezhong-e2e-'))
  await prepareDatabase(state)
  process.env['YIKEZHONG_STATE'] = state
  const server = await preview({
    configFile: `${root}web/vite.config.ts`,
    logLevel: 'error',
    preview: { host: '127.0.0.1', port: 0 },
  })
  const address = server.httpServer.address()
  if (address === null || typeof address === 'string') throw new Error('the site has no port')
  project.provide('site', `http://127.0.0.1:${address.port}`)
  return async () => {
    await server.close()
    rmSync(state, { recursive: true, force: true })
  }
}
