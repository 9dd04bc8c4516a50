/** The public reads of places. All of them change only with the revision. */

import { Hono } from 'hono'
import * as v from 'valibot'
import { OutletQuery } from '../../schema/contract/outlet.ts'
import { OutletIdShape } from '../../schema/contract/values.ts'
import { assessedCommunity, besideOf, standingOf } from '../assessment/read.ts'
import { noQuery, query } from '../guard/input.ts'
import { ProblemError } from '../guard/problem.ts'
import { publicRead } from '../guard/public-read.ts'
import { basemapOf } from './basemap.ts'
import { readCircleOutlets } from './circle-store.ts'
import { circleList, circleOf } from './circles.ts'
import { publicCity } from './city.ts'
import { cityAt, currentRevision, remembered } from './memory.ts'
import { searchCollection } from './search.ts'
import { readOutlet, readOutlets } from './store.ts'
import { wholeCity } from './whole.ts'

const outletsAt = remembered(readOutlets)

/** Both, read at the same time; see `revisionOf` for what happens when something changes meanwhile. */
async function cityAndOutletsAt(db: D1Database, revision: number) {
  const [city, outlets] = await Promise.all([cityAt(db, revision), outletsAt(db, revision)])
  return { city, outlets }
}

export const places = new Hono<{ Bindings: Env }>()
  .get('/city', noQuery, async (c) => {
    const { DB } = c.env
    const revision = await currentRevision(DB)
    const basemap = basemapOf(c.env)
    const make = async () => publicCity(await cityAt(DB, revision), basemap)
    return publicRead(c, revision, make, JSON.stringify(basemap))
  })
  .get('/whole', noQuery, async (c) => {
    const { DB } = c.env
    const [revision, standing] = await Promise.all([currentRevision(DB), standingOf(c)])
    const make = async () => wholeCity(DB, await cityAndOutletsAt(DB, revision), standing)
    return publicRead(c, revision, make, besideOf(standing))
  })
  .get('/circles', noQuery, async (c) => {
    const { DB } = c.env
    const revision = await currentRevision(DB)
    return publicRead(c, revision, async () => {
      const { city, outlets } = await cityAndOutletsAt(DB, revision)
      return circleList(city, outlets)
    })
  })
  .get('/circles/:code', noQuery, async (c) => {
    const { DB } = c.env
    const code = c.req.param('code')
    const [revision, standing] = await Promise.all([currentRevision(DB), standingOf(c)])
    const make = async () => {
      const [{ city, outlets }, assessed] = await Promise.all([
        cityAndOutletsAt(DB, revision),
        assessedCommunity(DB, standing, code),
      ])
      const circle = circleOf(city, outlets, code, assessed)
      if (!circle) throw new ProblemError('not_found', { detail: 'No community has this code.' })
      return circle
    }
    return publicRead(c, revision, make, besideOf(standing))
  })
  .get('/circles/:code/outlets', noQuery, async (c) => {
    const { DB } = c.env
    const code = c.req.param('code')
    const revision = await currentRevision(DB)
    return publicRead(c, revision, async () => {
      const city = await cityAt(DB, revision)
      if (!city.communities.some((community) => community.code === code)) {
        throw new ProblemError('not_found', { detail: 'No community has this code.' })
      }
      return readCircleOutlets(DB, code)
    })
  })
  .get('/outlets', query(OutletQuery), async (c) => {
    const { DB } = c.env
    const search = c.req.valid('query')
    const revision = await currentRevision(DB)
    return publicRead(c, revision, async () => {
      if (Object.keys(search).length === 0) return outletsAt(DB, revision)
      const { city, outlets } = await cityAndOutletsAt(DB, revision)
      return searchCollection(outlets, city, search)
    })
  })
  .get('/outlets/:id', noQuery, async (c) => {
    const { DB } = c.env
    const id = c.req.param('id')
    const revision = await currentRevision(DB)
    return publicRead(c, revision, async () => {
      const outlet = v.is(OutletIdShape, id) ? await readOutlet(DB, id) : null
      if (!outlet) throw new ProblemError('not_found', { detail: 'No outlet has this identifier.' })
      return outlet
    })
  })
