/** What other programs subscribe to: the news of a circle, and when a mobile outlet is at its stops. */

import { Hono } from 'hono'
import { CircleParams } from '../../schema/contract/circle.ts'
import { FeedQuery, feedLanguages } from '../../schema/contract/feed.ts'
import { OutletParams } from '../../schema/contract/outlet.ts'
import { holidayCalendar } from '../../schema/rules/calendar.ts'
import { params, query } from '../guard/input.ts'
import { ProblemError } from '../guard/problem.ts'
import { publicText } from '../guard/public-read.ts'
import { dayAt } from '../guard/time.ts'
import { atomDocument, atomType } from '../open/atom.ts'
import { cityAt, currentRevision } from './memory.ts'
import { newsFeed } from './news-feed.ts'
import { readNews } from './news-store.ts'
import { calendarType, stopsCalendar } from './stops-calendar.ts'
import { readOutlet } from './store.ts'

/** Rows of the history that are looked through for entries: the first import of a large circle, and then some. */
const ROWS = 1_000

export const feeds = new Hono<{ Bindings: Env }>()
  .get('/circles/:code/changes.atom', params(CircleParams), query(FeedQuery), async (c) => {
    const { DB } = c.env
    const { code } = c.req.valid('param')
    const { lang: language = feedLanguages[0] } = c.req.valid('query')
    const { origin } = new URL(c.req.url)
    return publicText(c, await currentRevision(DB), atomType, async () => {
      const { rows, ...head } = await readNews(DB, code, ROWS)
      const { community, revision } = head
      if (!community) throw new ProblemError('not_found', { detail: 'No community has this code.' })
      return { revision, text: atomDocument(newsFeed({ origin, code, language }, head, community, rows)) }
    })
  })
  .get('/outlets/:id/stops.ics', params(OutletParams), query(FeedQuery), async (c) => {
    const { DB } = c.env
    const { id } = c.req.valid('param')
    const { lang: language = feedLanguages[0] } = c.req.valid('query')
    const { origin } = new URL(c.req.url)
    const now = Date.now()
    const revision = await currentRevision(DB)
    const make = async () => {
      const [outlet, city] = await Promise.all([readOutlet(DB, id), cityAt(DB, revision)])
      if (!outlet) throw new ProblemError('not_found', { detail: 'No outlet has this identifier.' })
      if (outlet.stops.length === 0)
        throw new ProblemError('not_found', { detail: 'This outlet has no stops.' })
      const holidays = holidayCalendar(city.holidayYears, city.holidays)
      return { revision: outlet.revision, text: stopsCalendar(outlet, holidays, { origin, language, now }) }
    }
    // another day looks further ahead
    return publicText(c, revision, calendarType, make, dayAt(now))
  })
