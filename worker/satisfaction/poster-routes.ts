/** `/q/…`: where the QR codes of posters lead. They hang for years, so that these addresses stay as they are. */

import { Hono } from 'hono'
import { posterRating, ratedBy } from '../../schema/rules/short-address.ts'
import { runBatch } from '../guard/database.ts'
import { readStanding } from './store.ts'

/** For how long a browser need not ask again: a poster is scanned once by each. */
const CACHE_CONTROL = 'public, max-age=300'

export const posters = new Hono<{ Bindings: Env }>()
  // What has closed for good is led to all the same: the page says so, and where else one may go.
  .get('/:id', async (c, next) => {
    const rated = ratedBy(c.req.param('id'))
    const [rows] = rated ? await runBatch(c.env.DB, [readStanding(rated)]) : []
    if (!rated || !rows || rows.length === 0) {
      // The site's document, whose script says that the poster is of nothing that there is.
      await next()
      const { body, headers } = c.res
      c.res = new Response(body, { status: 404, headers })
      c.header('Cache-Control', 'no-store')
      return
    }
    c.header('Cache-Control', CACHE_CONTROL)
    return c.redirect(posterRating(rated), 302)
  })
