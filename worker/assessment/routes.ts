/** What circles have and lack, the city's way to its goals, and the standard by which that is told. */

import { Hono } from 'hono'
import { circleGoals } from '../../schema/catalog/standard.ts'
import type { CityStandard, Goals, OneCircleAssessment } from '../../schema/contract/assessment.ts'
import { noQuery } from '../guard/input.ts'
import { ProblemError } from '../guard/problem.ts'
import { publicRead } from '../guard/public-read.ts'
import { dayAt } from '../guard/time.ts'
import { currentRevision } from '../places/memory.ts'
import { assessedCommunity, besideOf, publicAssessment, standingOf } from './read.ts'
import { readPublicStandard } from './standard-store.ts'
import { readGoalDays } from './store.ts'

export const assessment = new Hono<{ Bindings: Env }>()
  .get('/assessment', noQuery, async (c) => {
    const standing = await standingOf(c)
    const make = () => publicAssessment(c.env.DB, standing)
    return publicRead(c, standing.counted.revision, make, besideOf(standing))
  })
  .get('/circles/:code/assessment', noQuery, async (c) => {
    const code = c.req.param('code')
    const standing = await standingOf(c)
    const make = async (): Promise<OneCircleAssessment> => {
      const [{ communities: _, ...counted }, community] = await Promise.all([
        publicAssessment(c.env.DB, standing),
        assessedCommunity(c.env.DB, standing, code),
      ])
      if (!community) throw new ProblemError('not_found', { detail: 'No community has this code.' })
      return { ...counted, community }
    }
    return publicRead(c, standing.counted.revision, make, besideOf(standing))
  })
  .get('/goals', noQuery, async (c) => {
    const standing = await standingOf(c)
    const { sample, counted } = standing
    const make = async (): Promise<Goals> => ({
      sample,
      revision: counted.revision,
      goals: { ...circleGoals },
      days: await readGoalDays(c.env.DB),
    })
    return publicRead(c, counted.revision, make, besideOf(standing))
  })
  .get('/standard', noQuery, async (c) => {
    const { DB } = c.env
    const today = dayAt(Date.now())
    const revision = await currentRevision(DB)
    return publicRead(c, revision, (): Promise<CityStandard> => readPublicStandard(DB, today), today)
  })
