/** Where people live, as the city office loads it. */

import { Hono } from 'hono'
import { RESIDENCES_BODY_MAX } from '../../schema/contract/limits.ts'
import {
  type ResidencesCounted,
  type ResidencesGiven,
  ResidencesInput,
} from '../../schema/contract/residence.ts'
import { residencesStatements } from '../../schema/import/residence-statements.ts'
import { allow, whoOf } from '../guard/access.ts'
import { done, unstored } from '../guard/answers.ts'
import { runBatch } from '../guard/database.ts'
import { body, noQuery } from '../guard/input.ts'
import { jsonUpTo } from '../guard/own-pages.ts'
import { wrongField } from '../guard/problem.ts'
import { randomId } from '../guard/secret.ts'
import { instant } from '../guard/time.ts'
import { readCommunityCodes } from '../satisfaction/review-store.ts'
import { countResidences } from './residence-store.ts'

/** @throws ProblemError `invalid_request` naming a community that there is not */
async function requireCommunities(db: D1Database, { residences }: ResidencesGiven): Promise<void> {
  const [rows] = await runBatch(db, [readCommunityCodes()])
  const known = new Set(rows?.map((row) => row['code']))
  const strange = residences.findIndex(({ community }) => !known.has(community))
  if (strange >= 0) throw wrongField(`residences.${strange}.community`, 'there is no such community')
}

export const residences = new Hono<{ Bindings: Env }>()
  .get('/', allow('getResidences'), noQuery, async (c) => {
    return c.json<ResidencesCounted>(await countResidences(c.env.DB), 200, unstored)
  })
  .put(
    '/',
    allow('setResidences'),
    ...jsonUpTo(RESIDENCES_BODY_MAX),
    noQuery,
    body(ResidencesInput),
    async (c) => {
      const { DB } = c.env
      const given = c.req.valid('json')
      await requireCommunities(DB, given)
      const at = instant(Date.now())
      await runBatch(DB, residencesStatements(given.residences, randomId, at, whoOf(c).account))
      return done(c)
    },
  )
