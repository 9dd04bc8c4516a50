/** The standard at the desk: the city office sets it, and everybody there reads who set which and why. */

import { Hono } from 'hono'
import type * as v from 'valibot'
import {
  StandardInput,
  type StandardMade,
  StandardParams,
  type StandardsAtDesk,
  StandardWithdrawal,
} from '../../schema/contract/assessment.ts'
import { STANDARD_BODY_MAX } from '../../schema/contract/limits.ts'
import { allow, whoOf } from '../guard/access.ts'
import { actOnce } from '../guard/act-once.ts'
import { keyOf } from '../guard/answered.ts'
import { done, unstored } from '../guard/answers.ts'
import { runExpecting, tellChanged } from '../guard/expectation.ts'
import { body, noQuery, params } from '../guard/input.ts'
import { jsonOnly, jsonUpTo } from '../guard/own-pages.ts'
import { ProblemError, wrongField } from '../guard/problem.ts'
import { dayAt } from '../guard/time.ts'
import {
  readAllStandards,
  readStandard,
  readStandardHistory,
  setStandard,
  standardOn,
  withdrawStandard,
} from './standard-store.ts'

export const desk = new Hono<{ Bindings: Env }>()
  .get('/', allow('listStandards'), noQuery, async (c) => {
    const history = await readStandardHistory(c.env.DB, dayAt(Date.now()))
    return c.json<StandardsAtDesk>(history, 200, unstored)
  })
  .post(
    '/',
    allow('setStandard'),
    ...jsonUpTo(STANDARD_BODY_MAX),
    noQuery,
    body(StandardInput),
    async (c) => {
      const [given, now, who] = [c.req.valid('json'), Date.now(), whoOf(c)]
      if (given.from < dayAt(now)) throw wrongField('from', 'what was said of past days stays as it was')
      const answer = await actOnce(c, who, { given, key: keyOf(c), now }, async () => {
        const before = standardOn(await readAllStandards(c.env.DB), given.from)
        return {
          writes: setStandard(given, before, who.account, now),
          answer: { version: given.read + 1 },
        }
      }).catch(tellChanged)
      return c.json<v.InferOutput<typeof StandardMade>>(answer, 201, unstored)
    },
  )
  .post(
    '/:version/withdrawal',
    allow('withdrawStandard'),
    ...jsonOnly,
    noQuery,
    params(StandardParams),
    body(StandardWithdrawal),
    async (c) => {
      const { version } = c.req.valid('param')
      const { reason } = c.req.valid('json')
      const known = await readStandard(c.env.DB, version)
      if (!known) throw new ProblemError('not_found', { detail: 'The city has set no such version.' })
      await runExpecting(c.env.DB, withdrawStandard(known, reason, whoOf(c).account, Date.now()))
      return done(c)
    },
  )
