/** New shops: anybody names one, staff look at the place and make an outlet of it, or refuse. */

import { Hono } from 'hono'
import { applicationRule } from '../../schema/catalog/application-rule.ts'
import {
  type Application,
  type ApplicationGiven,
  ApplicationInput,
  ApplicationJudgement,
  type ApplicationListed,
  ApplicationParams,
} from '../../schema/contract/application.ts'
import { type MadeOutlet, NewOutletInput } from '../../schema/contract/ledger.ts'
import { allow, requirePlace, whoOf } from '../guard/access.ts'
import { actOnce } from '../guard/act-once.ts'
import { keyOf } from '../guard/answered.ts'
import { done, unstored } from '../guard/answers.ts'
import type { Site } from '../guard/cookie.ts'
import { runBatch } from '../guard/database.ts'
import { body, noQuery, params } from '../guard/input.ts'
import { refuseAbove, takeOnce, waitOf } from '../guard/once.ts'
import { jsonOnly, ownPages } from '../guard/own-pages.ts'
import { ProblemError, wrongField } from '../guard/problem.ts'
import { requireResident } from '../guard/resident.ts'
import { randomId } from '../guard/secret.ts'
import type { Who } from '../guard/session.ts'
import { instant } from '../guard/time.ts'
import { addOutletStatements } from '../listings/add.ts'
import { requireGround } from '../listings/ground.ts'
import {
  acceptApplication,
  addApplication,
  isJudged,
  judgeApplication,
  readApplicationPlace,
  readApplications,
  readBefore,
} from './store.ts'

/**
 * Takes an application.
 * @throws ProblemError no_resident, invalid_request for a community that there is not, too_many, or what `takeOnce`
 * throws; nothing is stored then
 */
async function takeApplication(c: Site, given: ApplicationGiven, key: string): Promise<Application> {
  const now = Date.now()
  const resident = await requireResident(c)
  const taken: Application = { id: randomId(), community: given.community, at: instant(now) }
  const answer = await takeOnce(
    c,
    { resident, key, given, now },
    readBefore(resident, given, now),
    ([community, byResident, inCommunity]) => {
      if (!community?.[0]) throw wrongField('community', 'there is no such community')
      refuseAbove(
        Math.max(
          waitOf(byResident, applicationRule.byResident, now),
          waitOf(inCommunity, applicationRule.inCommunity, now),
        ),
      )
      return {
        writes: [addApplication(taken.id, resident, given, now)],
        answer: { sql: 'SELECT ?5 AS answer', params: [JSON.stringify(taken)] },
      }
    },
  )
  return JSON.parse(answer)
}

/** @throws ProblemError `not_found`, or `forbidden` outside the area */
async function requireApplication(db: D1Database, who: Who, id: string): Promise<void> {
  const place = await readApplicationPlace(db, id)
  if (!place) throw new ProblemError('not_found', { detail: 'There is no such application.' })
  requirePlace(who, place)
}

/** @throws ProblemError `changed_meanwhile` when others were quicker */
function tellJudged(error: unknown): never {
  if (!isJudged(error)) throw error
  throw new ProblemError('changed_meanwhile', { detail: 'Somebody else has seen to it by now.' })
}

const desk = new Hono<{ Bindings: Env }>()
  .get('/', allow('listApplications'), noQuery, async (c) => {
    const applications = await readApplications(c.env.DB, whoOf(c), Date.now())
    return c.json<{ applications: ApplicationListed[] }>({ applications }, 200, unstored)
  })
  .post(
    '/:id/acceptance',
    allow('acceptApplication'),
    ...jsonOnly,
    noQuery,
    params(ApplicationParams),
    body(NewOutletInput),
    async (c) => {
      const [who, { id }, given] = [whoOf(c), c.req.valid('param'), c.req.valid('json')]
      const now = Date.now()
      await requireApplication(c.env.DB, who, id)
      const made = await actOnce<MadeOutlet>(
        c,
        who,
        { given: { application: id, given }, key: keyOf(c), now },
        async () => {
          await requireGround(c.env.DB, who, given)
          const outlet = randomId()
          return {
            writes: [
              ...addOutletStatements(outlet, given, who.account, now),
              ...acceptApplication(id, outlet, who.account, now),
            ],
            answer: { id: outlet, version: instant(now) },
          }
        },
      ).catch(tellJudged)
      return c.json<MadeOutlet>(made, 201, unstored)
    },
  )
  .post(
    '/:id',
    allow('judgeApplication'),
    ...jsonOnly,
    noQuery,
    params(ApplicationParams),
    body(ApplicationJudgement),
    async (c) => {
      const [who, { id }, given] = [whoOf(c), c.req.valid('param'), c.req.valid('json')]
      await requireApplication(c.env.DB, who, id)
      await runBatch(c.env.DB, judgeApplication(id, given, who.account, Date.now())).catch(tellJudged)
      return done(c)
    },
  )

export const applications = new Hono<{ Bindings: Env }>()
  .post('/applications', ownPages, ...jsonOnly, noQuery, body(ApplicationInput), async (c) => {
    return c.json<Application>(await takeApplication(c, c.req.valid('json'), keyOf(c)), 201, unstored)
  })
  .route('/desk/applications', desk)
