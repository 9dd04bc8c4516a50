/**
 * Open311 GeoReport v2 at `/open311/v2`: complaints for tools that know nothing of us. Any page of any site may use it,
 * and nobody's cookie is read or set here, so that no page can act for its visitor.
 */

import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { cors } from 'hono/cors'
import { etag, RETAINED_304_HEADERS } from 'hono/etag'
import { type ComplaintKind, complaintKindCodes } from '../../schema/catalog/complaints.ts'
import { OPEN311_BODY_MAX, OPEN311_REQUESTS_MAX } from '../../schema/contract/limits.ts'
import { open311Formats, type ServiceRequestTaken } from '../../schema/contract/open311.ts'
import { groupedReceipt } from '../../schema/rules/complaints/receipt.ts'
import { readCasesHeardOf } from '../complaints/span-store.ts'
import { unstored } from '../guard/answers.ts'
import type { Site } from '../guard/cookie.ts'
import { ProblemError } from '../guard/problem.ts'
import { complaintOf, readForm, readSearch, refuseElsewhere } from './asked.ts'
import { discoveryOf } from './discovery.ts'
import { lastDay, requestOf, type Telling } from './follow.ts'
import { answerWith } from './format.ts'
import { readGround } from './ground.ts'
import { missing, noAddress, refuse } from './refusal.ts'
import { definitionOf, servicesIn } from './services.ts'
import { subjectOf } from './subject.ts'
import { takeRequest } from './take.ts'
import { wordsFor } from './words/language.ts'

/** For so long clients may go on with what they have; then they ask whether it is the same. */
const cached = { headers: { 'Cache-Control': 'public, max-age=30, stale-while-revalidate=600' } }

/**
 * What everything is told by, once it is sure that it is asked of this city.
 * @param jurisdiction as a form names it; else that of the address
 */
async function tellingFor(c: Site, jurisdiction = c.req.query('jurisdiction_id')): Promise<Telling> {
  const ground = await readGround(c.env.DB)
  refuseElsewhere(c, jurisdiction, ground)
  return { ground, words: wordsFor(c), origin: new URL(c.req.url).origin }
}

const isKind = (code: string): code is ComplaintKind => complaintKindCodes.some((one) => one === code)

/** A name in an address without the format at its end. */
const plain = (name: string) => name.replace(/\.(json|xml)$/, '')

async function definition(c: Site, code: string): Promise<Response> {
  const { words } = await tellingFor(c)
  if (!isKind(code)) throw missing(({ wrong }) => wrong.service_code)
  return answerWith(c, 'service_definition', definitionOf(code, words), cached)
}

async function requests(c: Site): Promise<Response> {
  const telling = await tellingFor(c)
  const cases = await readCasesHeardOf(c.env.DB, readSearch(c, Date.now()), OPEN311_REQUESTS_MAX)
  const told = cases.map((one) => requestOf(one, telling))
  return answerWith(c, 'service_requests', told, cached)
}

async function request(c: Site, id: string): Promise<Response> {
  const telling = await tellingFor(c)
  const [found] = await readCasesHeardOf(c.env.DB, { ids: [id] }, 1)
  if (!found) throw missing(({ refused }) => refused.request)
  return answerWith(c, 'service_requests', [requestOf(found, telling)], cached)
}

/** Files a request. Its receipt is told here and never again. */
async function file(c: Site): Promise<Response> {
  const { given, jurisdiction, dropped } = await readForm(c)
  const { ground, words, origin } = await tellingFor(c, jurisdiction || c.req.query('jurisdiction_id'))
  const taken = await takeRequest(c, complaintOf(given, subjectOf(given, ground)), given)
  const { accept, answer, resolve } = taken.deadlines
  const code = groupedReceipt(taken.receipt)
  const notice = [
    words.taken.filed(taken.case),
    words.taken.due({ accept: lastDay(accept), answer: lastDay(answer), resolve: lastDay(resolve) }),
    ...(dropped.length > 0 ? [words.taken.dropped(dropped.join(words.comma))] : []),
    // The address comes last: no full stop may become a part of it.
    words.taken.receipt(code, `${origin}/complaints/mine#${taken.receipt}`),
  ]
  const told: ServiceRequestTaken = [
    { service_request_id: taken.case, service_notice: notice.join(words.gap), account_id: null },
  ]
  return answerWith(c, 'service_requests', told, { headers: unstored })
}

/** Tokens are for servers that cannot tell an identifier at once; none is ever given here. */
async function token(c: Site): Promise<Response> {
  await tellingFor(c)
  throw missing(({ refused }) => refused.token)
}

const allow = cors({
  allowMethods: ['GET', 'HEAD', 'POST'],
  allowHeaders: ['Content-Type', 'If-None-Match'],
  exposeHeaders: ['ETag', 'Retry-After'],
  maxAge: 86_400,
})

const upTo = bodyLimit({
  maxSize: OPEN311_BODY_MAX,
  onError: () => {
    throw new ProblemError('too_large')
  },
})

export const open311 = new Hono<{ Bindings: Env }>()
open311.onError(refuse)
open311.use(allow)
open311.use(etag({ retainedHeaders: [...RETAINED_304_HEADERS, 'Access-Control-Allow-Origin'] }))
for (const format of open311Formats) {
  open311
    .get(`/discovery.${format}`, async (c) =>
      answerWith(c, 'discovery', discoveryOf(await tellingFor(c)), cached),
    )
    .get(`/services.${format}`, async (c) => {
      const { words } = await tellingFor(c)
      return answerWith(c, 'services', servicesIn(words), cached)
    })
    .get(`/services/:code{[^/]+\\.${format}}`, (c) => definition(c, plain(c.req.param('code'))))
    .get(`/requests.${format}`, requests)
    .post(`/requests.${format}`, upTo, file)
    .get(`/requests/:id{[^/]+\\.${format}}`, (c) => request(c, plain(c.req.param('id'))))
    .get(`/tokens/:id{[^/]+\\.${format}}`, token)
}
open311.all('*', noAddress)
