/** What the city office sets: holidays, populations, surveys, and which grades are officially satisfied. */

import { Hono } from 'hono'
import { satisfiedFromChoices } from '../../schema/catalog/satisfaction.ts'
import { SETTINGS_BODY_MAX } from '../../schema/contract/limits.ts'
import {
  CalendarYearInput,
  type PopulationsGiven,
  PopulationsInput,
  SatisfiedFromInput,
  type Settings,
  SurveyInput,
  SurveyParams,
  SurveyRemoval,
} from '../../schema/contract/settings.ts'
import { emptyTally, measureOf, rollingPeriod } from '../../schema/rules/satisfaction.ts'
import { allow, whoOf } from '../guard/access.ts'
import { actOnce } from '../guard/act-once.ts'
import { keyOf } from '../guard/answered.ts'
import { done, unstored } from '../guard/answers.ts'
import type { Site } from '../guard/cookie.ts'
import { runBatch } from '../guard/database.ts'
import { runExpecting } from '../guard/expectation.ts'
import { body, noQuery, params } from '../guard/input.ts'
import { jsonOnly, jsonUpTo } from '../guard/own-pages.ts'
import { ProblemError, wrongField } from '../guard/problem.ts'
import { randomId } from '../guard/secret.ts'
import { dayAt, instant } from '../guard/time.ts'
import {
  calendarYears,
  countHolidayHours,
  readCalendarYears,
  setCalendarYear,
} from '../places/calendar-store.ts'
import { readCounted, readSurveys } from './measure-store.ts'
import { surveysAnswer } from './measures.ts'
import {
  readActedOn,
  readCommunityCodes,
  removeSurveys,
  restoreSurvey,
  type StaffAct,
  savePopulations,
  saveSurvey,
  setSatisfiedFrom,
} from './review-store.ts'
import { expectPopulations, expectSatisfiedFrom, populationsOf, readPopulations } from './settings-store.ts'

const actBy = (c: Site, now: number): StaffAct => ({ actor: whoOf(c).account, at: instant(now) })

/** The city's measure by each definition that may be the official one. */
async function readOfficial(db: D1Database, now: number): Promise<Settings['official']> {
  const counted = await readCounted(db, { scope: 'city', id: '' }, [rollingPeriod], now, 'first-primary')
  const tally = counted.tallies.get(rollingPeriod) ?? emptyTally
  const measures = satisfiedFromChoices.map((satisfiedFrom) => ({
    satisfiedFrom,
    measure: measureOf(tally, satisfiedFrom, counted.communities.get(rollingPeriod)),
  }))
  return {
    satisfiedFrom: counted.satisfiedFrom,
    weighting: measures[0]?.measure.weighting ?? 'pooled',
    choices: measures.map(({ satisfiedFrom, measure: { rate, interval, verdict, residents, voices } }) => ({
      satisfiedFrom,
      rate,
      interval: interval && [...interval],
      verdict,
      residents,
      voices,
    })),
  }
}

async function readSettings(db: D1Database, now: number): Promise<Settings> {
  const [[years, outlets, populations], surveys, official] = await Promise.all([
    runBatch(db, [readCalendarYears(), countHolidayHours(), readPopulations()]),
    readSurveys(db, 'first-primary'),
    readOfficial(db, now),
  ])
  return {
    calendar: { years: calendarYears(years), outlets: Number(outlets?.[0]?.['n']) },
    populations: populationsOf(populations),
    surveys: surveysAnswer(surveys).surveys,
    official,
  }
}

/** @throws ProblemError `invalid_request` naming a community that there is not */
async function requireCommunities(
  db: D1Database,
  populations: PopulationsGiven['populations'],
): Promise<void> {
  const [rows] = await runBatch(db, [readCommunityCodes()])
  const known = new Set(rows?.map((row) => row['code']))
  const strange = populations.findIndex(({ community }) => !known.has(community))
  if (strange >= 0) throw wrongField(`populations.${strange}.community`, 'there is no such community')
}

/** Runs an act on a survey, and expects it to have done something. */
async function actOnSurvey(
  c: Site,
  id: string,
  statements: (act: StaffAct) => ReturnType<typeof removeSurveys>,
): Promise<Response> {
  const act = actBy(c, Date.now())
  const results = await runBatch(c.env.DB, [...statements(act), readActedOn(act, 'survey', [id])])
  if (results.at(-1)?.length !== 1) {
    throw new ProblemError('not_found', { detail: 'There is no such survey to act on.' })
  }
  return done(c)
}

export const settings = new Hono<{ Bindings: Env }>()
  .get('/', allow('getSettings'), noQuery, async (c) => {
    return c.json<Settings>(await readSettings(c.env.DB, Date.now()), 200, unstored)
  })
  .put(
    '/calendar',
    allow('setCalendarYear'),
    ...jsonUpTo(SETTINGS_BODY_MAX),
    noQuery,
    body(CalendarYearInput),
    async (c) => {
      const given = c.req.valid('json')
      if (JSON.stringify(given.read) !== JSON.stringify(given.days)) {
        await runExpecting(c.env.DB, setCalendarYear(whoOf(c).account, Date.now(), given))
      }
      return done(c)
    },
  )
  .put(
    '/populations',
    allow('setPopulations'),
    ...jsonUpTo(SETTINGS_BODY_MAX),
    noQuery,
    body(PopulationsInput),
    async (c) => {
      const { read, populations, source } = c.req.valid('json')
      await requireCommunities(c.env.DB, populations)
      const act = actBy(c, Date.now())
      await runExpecting(c.env.DB, [expectPopulations(read), ...savePopulations(act, populations, source)])
      return done(c)
    },
  )
  .put(
    '/satisfied-from',
    allow('setSatisfiedFrom'),
    ...jsonOnly,
    noQuery,
    body(SatisfiedFromInput),
    async (c) => {
      const { read, satisfiedFrom } = c.req.valid('json')
      const act = actBy(c, Date.now())
      await runExpecting(c.env.DB, [expectSatisfiedFrom(read), ...setSatisfiedFrom(act, satisfiedFrom)])
      return done(c)
    },
  )
  .post('/surveys', allow('addSurvey'), ...jsonOnly, noQuery, body(SurveyInput), async (c) => {
    const given = c.req.valid('json')
    const now = Date.now()
    if (given.date > dayAt(now)) throw wrongField('date', 'this day has not been yet')
    const answer = await actOnce(c, whoOf(c), { given, key: keyOf(c), now }, async () => {
      const id = randomId()
      return { writes: saveSurvey(actBy(c, now), { id, ...given }), answer: { id } }
    })
    return c.json(answer, 201, unstored)
  })
  .post(
    '/surveys/:id/removal',
    allow('removeSurvey'),
    ...jsonOnly,
    noQuery,
    params(SurveyParams),
    body(SurveyRemoval),
    async (c) => {
      const { id } = c.req.valid('param')
      const { reason } = c.req.valid('json')
      return actOnSurvey(c, id, (act) => removeSurveys(act, [id], reason))
    },
  )
  .post('/surveys/:id/restoration', allow('restoreSurvey'), noQuery, params(SurveyParams), async (c) => {
    const { id } = c.req.valid('param')
    return actOnSurvey(c, id, (act) => restoreSurvey(act, id))
  })
