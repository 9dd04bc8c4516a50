/** The API's description of itself: for programs, and to read. */

import { Hono } from 'hono'
import type { OpenApiDocument } from '../../schema/openapi.ts'
import { noQuery } from '../guard/input.ts'
import { publicConstant } from '../guard/public-read.ts'
import { docsPage } from './docs.ts'
import openapi from './openapi.json'
import { docsStyle } from './style.ts'

const description: OpenApiDocument = openapi
const cached = { 'Cache-Control': 'public, max-age=300, stale-while-revalidate=86400' }

export const open = new Hono<{ Bindings: Env }>()
  .get('/openapi.json', noQuery, (c) => publicConstant(c, description))
  .get('/docs', (c) => c.html(docsPage(description, new URL(c.req.url).origin), 200, cached))
  .get('/docs.css', (c) => c.body(docsStyle, 200, { ...cached, 'Content-Type': 'text/css; charset=utf-8' }))
