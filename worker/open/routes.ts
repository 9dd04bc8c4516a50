/** The API's description of itself: for programs, and to read. */

import { Hono } from 'hono'
import { apiChanges } from '../../schema/contract/api-changes.ts'
import { FeedQuery, feedLanguages } from '../../schema/contract/feed.ts'
import type { OpenApiDocument } from '../../schema/openapi-document.ts'
import { noQuery, query } from '../guard/input.ts'
import { publicConstant, publicText } from '../guard/public-read.ts'
import { atomDocument, atomType } from './atom.ts'
import { changesFeed } from './changes.ts'
import { docsPage } from './docs.ts'
import openapi from './openapi.json'
import { docsStyle } from './style.ts'

const description: OpenApiDocument = openapi
const cached = { 'Cache-Control': 'public, max-age=300, stale-while-revalidate=86400' }

/** The page as it was made last: it is long, and another only where the site has another name. */
let page: { origin: string; made: { revision: number; text: string } } | null = null

async function pageFor(origin: string): Promise<{ revision: number; text: string }> {
  if (page?.origin === origin) return page.made
  const made = { revision: 0, text: String(await docsPage(description, origin)) }
  page = { origin, made }
  return made
}

export const open = new Hono<{ Bindings: Env }>()
  .get('/openapi.json', noQuery, (c) => publicConstant(c, description))
  .get('/changes', noQuery, (c) => publicConstant(c, apiChanges))
  .get('/changes.atom', query(FeedQuery), (c) => {
    const { lang = feedLanguages[0] } = c.req.valid('query')
    const make = async () => ({
      revision: 0,
      text: atomDocument(changesFeed(new URL(c.req.url).origin, lang)),
    })
    return publicText(c, 0, atomType, make)
  })
  .get('/docs', noQuery, (c) =>
    publicText(c, 0, 'text/html; charset=UTF-8', () => pageFor(new URL(c.req.url).origin)),
  )
  .get('/docs.css', (c) => c.body(docsStyle, 200, { ...cached, 'Content-Type': 'text/css; charset=utf-8' }))
