/** A site that one test file has for itself, because its journeys change the city. */

import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { type Site, serve } from '../../.dev/server.ts'

/**
 * Serves a copy of a city, without the work that a phone does before it may say something.
 * @param options.from the sample city, or the one at whose desk people sit (`desk-seed.ts`)
 * @param options.seed puts more into the database first; it is given the folder of the local D1
 * @returns the site; closing it removes the copy
 */
export async function startOwnSite({
  from = 'sample',
  seed,
}: {
  from?: 'sample' | 'desk'
  seed?: (state: string) => Promise<void>
} = {}): Promise<Site> {
  const state = mkdtempSync(join(tmpdir(), 'yikezhong-own-'))
  cpSync(inject('prepared')[from], state, { recursive: true })
  await seed?.(state)
  const site = await serve(0, state, { WORK_ATTEMPTS: '1' })
  return {
    origin: site.origin,
    async close() {
      await site.close()
      rmSync(state, { recursive: true, force: true })
    },
  }
}
