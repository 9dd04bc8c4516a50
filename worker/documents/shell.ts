/**
 * `GET /shell`: the document of every page as the build made it, without anything about one page in it. The service
 * worker keeps it and opens every page with it; nobody else has any use for it.
 */

import { Hono } from 'hono'

export const shell = new Hono<{ Bindings: Env }>().get('/', async (c) => {
  const asset = await c.env.ASSETS.fetch(new URL('/', c.req.url))
  const response = new Response(asset.body, asset)
  response.headers.set('X-Robots-Tag', 'noindex')
  return response
})
