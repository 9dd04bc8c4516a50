/** Starts the built site for the end-to-end tests: its own port, its own database, removed afterwards. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { buildWhenStale } from '../../.dev/build.ts'
import { prepareDatabase } from '../../.dev/database.ts'
import { serve } from '../../.dev/server.ts'
import { inviteCity } from './accounts-seed.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** where the site under test answers, without a final slash */
    site: string
    /** opens the first account of the city office, once */
    cityCode: string
  }
}

export default async function startSite(project: TestProject): Promise<() => Promise<void>> {
  await buildWhenStale()
  const state = mkdtempSync(join(tmpdir(), 'yikezhong-e2e-'))
  await prepareDatabase(state)
  project.provide('cityCode', await inviteCity(state))
  const site = await serve(0, state)
  project.provide('site', site.origin)
  return async () => {
    await site.close()
    rmSync(state, { recursive: true, force: true })
  }
}
