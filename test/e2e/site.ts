/**
 * Starts the built site for the end-to-end tests, once for each test file that may run at a time: its own port, its own
 * database, removed afterwards. Files that follow each other share one.
 */

import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { buildWhenStale } from '../../.dev/build.ts'
import { prepareDatabase } from '../../.dev/database.ts'
import { serve } from '../../.dev/server.ts'
import { inviteCity } from './accounts-seed.ts'
import { seedDesk } from './desk-seed.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** where the sites under test answer, without a final slash (`site-of-file.ts` tells which is whose) */
    sites: string[]
    /** folders with a city in a local D1, to copy (`own-site.ts`): the sample, and the sample with people at the desk */
    prepared: { sample: string; desk: string }
    /** opens the first account of the city office of each site, once */
    cityCode: string
  }
}

export default async function startSites(project: TestProject): Promise<() => Promise<void>> {
  await buildWhenStale()
  const state = mkdtempSync(join(tmpdir(), 'yikezhong-e2e-'))
  const [sample, desk] = [join(state, 'sample'), join(state, 'desk')]
  await prepareDatabase(sample)
  project.provide('cityCode', await inviteCity(sample))
  cpSync(sample, desk, { recursive: true })
  await seedDesk(desk)
  project.provide('prepared', { sample, desk })
  const states = Array.from({ length: project.vitest.config.maxWorkers }, (_, at) => join(state, `${at}`))
  for (const own of states) cpSync(sample, own, { recursive: true })
  const sites = await Promise.all(states.map((own) => serve(0, own)))
  project.provide(
    'sites',
    sites.map(({ origin }) => origin),
  )
  return async () => {
    await Promise.all(sites.map((site) => site.close()))
    rmSync(state, { recursive: true, force: true })
  }
}
