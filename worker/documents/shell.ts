/** The document of every page as the build made it, without anything about one page in it. */

import { type Context, Hono } from 'hono'

type Site = Context<{ Bindings: Env }>

/** The document itself. */
export function shellOf(c: Site): Promise<Response> {
  return c.env.ASSETS.fetch(new URL('/', c.req.url))
}

/** Answers with it alone: it says nothing before the script has come, and is not to be found. */
export async function bareShell(c: Site): Promise<Response> {
  const asset = await shellOf(c)
  const response = new Response(asset.body, asset)
  response.headers.set('X-Robots-Tag', 'noindex')
  return response
}

/** `GET /shell`: the service worker keeps it and opens every page with it; nobody else has any use for it. */
export const shell = new Hono<{ Bindings: Env }>().get('/', bareShell)
