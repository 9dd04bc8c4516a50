/** Wrong facts: residents say what is wrong, the merchant sees it, staff see to it. */

import { Hono } from 'hono'
import { reportRule } from '../../schema/catalog/report-facts.ts'
import { ListingParams } from '../../schema/contract/listing.ts'
import {
  type Report,
  type ReportGiven,
  ReportInput,
  ReportJudgement,
  type ReportListed,
  ReportParams,
} from '../../schema/contract/report.ts'
import { allow, requireOutlet, requirePlace, whoOf } from '../guard/access.ts'
import { keyOf } from '../guard/answered.ts'
import { done, unstored } from '../guard/answers.ts'
import type { Site } from '../guard/cookie.ts'
import { runBatch } from '../guard/database.ts'
import { body, noQuery, params } from '../guard/input.ts'
import { refuseAbove, takeOnce, waitOf } from '../guard/once.ts'
import { jsonOnly, ownPages } from '../guard/own-pages.ts'
import { ProblemError } from '../guard/problem.ts'
import { requireResident } from '../guard/resident.ts'
import { randomId } from '../guard/secret.ts'
import {
  addReport,
  judgeReport,
  readBefore,
  readOpenReports,
  readReportPlace,
  readReportsOn,
} from './store.ts'

/**
 * Takes a report.
 * @throws ProblemError no_resident, not_found, too_many, or what `takeOnce` throws; nothing is stored then
 */
async function takeReport(c: Site, given: ReportGiven, key: string): Promise<Report> {
  const now = Date.now()
  const resident = await requireResident(c)
  const { outlet, fact } = given
  const taken: Report = { id: randomId(), outlet, fact, at: new Date(now).toISOString() }
  const answer = await takeOnce(
    c,
    { resident, key, given, now },
    readBefore(resident, given, now),
    ([place, byResident, onOutlet]) => {
      if (!place?.[0]) throw new ProblemError('not_found', { detail: 'There is no such outlet.' })
      refuseAbove(
        Math.max(waitOf(byResident, reportRule.byResident, now), waitOf(onOutlet, reportRule.onOutlet, now)),
      )
      return {
        writes: [addReport(taken.id, resident, given, now)],
        answer: { sql: 'SELECT ?5 AS answer', params: [JSON.stringify(taken)] },
      }
    },
  )
  return JSON.parse(answer)
}

export const reports = new Hono<{ Bindings: Env }>()
  .post('/reports', ownPages, ...jsonOnly, noQuery, body(ReportInput), async (c) => {
    return c.json<Report>(await takeReport(c, c.req.valid('json'), keyOf(c)), 201, unstored)
  })
  .get('/listings/:id/reports', allow('listReportsOn'), noQuery, params(ListingParams), async (c) => {
    const { id } = c.req.valid('param')
    await requireOutlet(c.env.DB, whoOf(c), id)
    return c.json<{ reports: ReportListed[] }>({ reports: await readReportsOn(c.env.DB, id) }, 200, unstored)
  })
  .get('/desk/reports', allow('listReports'), noQuery, async (c) => {
    return c.json<{ reports: ReportListed[] }>(
      { reports: await readOpenReports(c.env.DB, whoOf(c)) },
      200,
      unstored,
    )
  })
  .post(
    '/desk/reports/:id',
    allow('judgeReport'),
    ...jsonOnly,
    noQuery,
    params(ReportParams),
    body(ReportJudgement),
    async (c) => {
      const { id } = c.req.valid('param')
      const place = await readReportPlace(c.env.DB, id)
      if (!place) throw new ProblemError('not_found', { detail: 'There is no such report.' })
      requirePlace(whoOf(c), place)
      const results = await runBatch(c.env.DB, judgeReport(id, whoOf(c), c.req.valid('json'), Date.now()))
      if (results.at(-1)?.length !== 1) {
        throw new ProblemError('changed_meanwhile', { detail: 'Somebody else has seen to it by now.' })
      }
      return done(c)
    },
  )
