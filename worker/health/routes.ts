/** For whoever watches over the site: does it answer, and does it have a city to answer with. */

import { Hono } from 'hono'
import type { DatabaseHealth, Health } from '../../schema/contract/health.ts'
import { unstored } from '../guard/answers.ts'
import { noQuery } from '../guard/input.ts'
import { ProblemError } from '../guard/problem.ts'
import { readRevision } from '../places/store.ts'

export const health = new Hono<{ Bindings: Env }>()
  .get('/health', noQuery, (c) => c.json<Health>({ status: 'ok' }, 200, unstored))
  .get('/health/database', noQuery, async (c) => {
    const { code: city, revision } = await readRevision(c.env.DB).catch((error: unknown) => {
      if (error instanceof ProblemError) throw error
      console.error(error)
      throw new ProblemError('unavailable', { detail: 'The database does not answer.' })
    })
    return c.json<DatabaseHealth>({ status: 'ok', city, revision }, 200, unstored)
  })
