/** What residents say, and the measure that comes of it. */

import { type Context, Hono } from 'hono'
import type { MeasureScope } from '../../schema/catalog/satisfaction.ts'
import {
  type Rating,
  RatingInput,
  type RatingList,
  SubjectParams,
  VoicesQuery,
} from '../../schema/contract/rating.ts'
import { CommunitiesQuery, MeasureQuery, TrendQuery } from '../../schema/contract/satisfaction.ts'
import { lastMonths, type Period, periodOf } from '../../schema/rules/satisfaction.ts'
import { keyOf } from '../guard/answered.ts'
import { done, unstored } from '../guard/answers.ts'
import { type Freshness, runBatch } from '../guard/database.ts'
import { body, noQuery, params, query } from '../guard/input.ts'
import { jsonOnly, notOpened, ownPages } from '../guard/own-pages.ts'
import { ProblemError } from '../guard/problem.ts'
import { publicRead } from '../guard/public-read.ts'
import { admitResident, knownResident } from '../guard/resident.ts'
import { dayAt } from '../guard/time.ts'
import { newChallenge } from '../guard/work.ts'
import { tellBound } from './bound-store.ts'
import { readCounted, readSurveys, readVoices, type Scope } from './measure-store.ts'
import { communitiesAnswer, measureAnswer, surveysAnswer, trendAnswer, voicesAnswer } from './measures.ts'
import { readKnown, readMine, withdrawVoice } from './store.ts'
import { takeVoice } from './take-voice.ts'

/** Who has just changed something asks past every cache, and is answered from what was stored last. */
function freshness(c: Context): Freshness {
  return /no-cache|max-age=0/.test(c.req.header('Cache-Control') ?? '')
    ? 'first-primary'
    : 'first-unconstrained'
}

function scopeOf(scope: MeasureScope, id: string | undefined): Scope {
  if (scope === 'city') return { scope, id: '' }
  if (id !== undefined) return { scope, id }
  throw new ProblemError('invalid_request', { fields: [{ field: 'id', reason: `say of which ${scope}` }] })
}

const nothingThere = (what: string) => new ProblemError('not_found', { detail: `No ${what} has this id.` })

function period(name: string, now: number): Period {
  const found = periodOf(name, dayAt(now))
  if (found) return found
  throw new ProblemError('invalid_request', {
    fields: [{ field: 'period', reason: 'there is no such period' }],
  })
}

export const satisfaction = new Hono<{ Bindings: Env }>()
  .get('/challenge', ownPages, notOpened, noQuery, async (c) => {
    // Here and not with the rating: when its answer gets lost, the next try must come from the same resident.
    admitResident(c)
    return c.json(await newChallenge(c.env, Date.now()), 200, unstored)
  })
  .post('/ratings', ownPages, ...jsonOnly, noQuery, body(RatingInput), async (c) => {
    const rating: Rating = await takeVoice(c, c.req.valid('json'), keyOf(c))
    return c.json(rating, 201, unstored)
  })
  .get('/ratings', query(VoicesQuery), async (c) => {
    const { kind, id, before } = c.req.valid('query')
    const [day = '', last = ''] = before?.split('.') ?? []
    const read = await readVoices(c.env.DB, { kind, id }, before ? { day, id: last } : null, freshness(c))
    if (!read.exists) throw nothingThere(kind)
    return publicRead(c, read.revision, () => voicesAnswer(read))
  })
  .get('/ratings/mine', noQuery, async (c) => {
    const known = await knownResident(c)
    const [rows = []] = known === null ? [] : await runBatch(c.env.DB, [readMine(known)])
    return c.json<RatingList>(
      { ratings: rows.map((row): Rating => JSON.parse(String(row['rating']))) },
      200,
      unstored,
    )
  })
  .delete('/ratings/:kind/:id', ownPages, noQuery, params(SubjectParams), async (c) => {
    const subject = c.req.valid('param')
    const known = await knownResident(c)
    const nothing = new ProblemError('not_found', { detail: 'You have said nothing about this.' })
    if (known === null) throw nothing
    const act = { resident: known, subject, now: Date.now() }
    const [, rows] = await runBatch(c.env.DB, [withdrawVoice(act), readKnown(act)]).catch(tellBound)
    if (rows?.[0]?.['known'] !== 1) throw nothing
    return done(c)
  })
  .get('/satisfaction', query(MeasureQuery), async (c) => {
    const search = c.req.valid('query')
    const now = Date.now()
    const scope = scopeOf(search.scope, search.id)
    const asked = period(search.period, now)
    const counted = await readCounted(c.env.DB, scope, [asked.name], now, freshness(c))
    if (!counted.exists) throw nothingThere(scope.scope)
    const make = () => measureAnswer(counted, scope, asked, new Date(now).toISOString())
    return publicRead(c, counted.revision, make, dayAt(now))
  })
  .get('/satisfaction/communities', query(CommunitiesQuery), async (c) => {
    const now = Date.now()
    const asked = period(c.req.valid('query').period, now)
    const counted = await readCounted(c.env.DB, { scope: 'city', id: '' }, [asked.name], now, freshness(c))
    const make = () => communitiesAnswer(counted, asked, new Date(now).toISOString())
    return publicRead(c, counted.revision, make, dayAt(now))
  })
  .get('/satisfaction/trend', query(TrendQuery), async (c) => {
    const search = c.req.valid('query')
    const now = Date.now()
    const scope = scopeOf(search.scope, search.id)
    const months = lastMonths(dayAt(now), search.months)
    const counted = await readCounted(c.env.DB, scope, months, now, freshness(c))
    if (!counted.exists) throw nothingThere(scope.scope)
    const make = () => trendAnswer(counted, scope, months, new Date(now).toISOString())
    return publicRead(c, counted.revision, make, dayAt(now))
  })
  .get('/satisfaction/surveys', noQuery, async (c) => {
    const read = await readSurveys(c.env.DB)
    return publicRead(c, read.revision, () => surveysAnswer(read))
  })
