/** The answers that are kept, and how a page is told how old they are. */

import { BroadcastUpdatePlugin } from 'workbox-broadcast-update'
import type { WorkboxPlugin } from 'workbox-core/types'
import { ExpirationPlugin } from 'workbox-expiration'
import { CacheFirst, NetworkFirst, StaleWhileRevalidate, type Strategy } from 'workbox-strategies'
import { keepingOf, PATIENCE, warmed } from '../offline/keeping.ts'
import { addressOf, FETCHED_AT, KEPT_AT, type Unreachable } from '../offline/messages.ts'
import { dataCaches, fetchedAt, keptWhole } from './kept-caches.ts'
import { fromWhole } from './whole.ts'

declare const self: ServiceWorkerGlobalScope

const DAY = 86_400

/** The same answer with one more header. */
export function withHeader(response: Response, name: string, value: number): Response {
  const headers = new Headers(response.headers)
  headers.set(name, String(value))
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers })
}

/** Keeps what the worker has said, and nothing that came from somewhere on the way: a hotel's login page, an error. */
const stamped: WorkboxPlugin = {
  cacheWillUpdate: async ({ response }) => {
    const type = response.headers.get('Content-Type') ?? 'text/'
    return response.status === 200 && !type.startsWith('text/')
      ? withHeader(response, FETCHED_AT, Date.now())
      : null
  },
}

/** What the network did not give says how old it is. */
const aged: WorkboxPlugin = {
  handlerWillRespond: async ({ response }) =>
    response.headers.has(FETCHED_AT) ? withHeader(response, KEPT_AT, fetchedAt(response)) : response,
}

/** Tells the page that was answered at once that nothing newer can be had. */
const toldUnreachable: WorkboxPlugin = {
  fetchDidFail: async ({ request, event }) => {
    const kept = await keptWhole(request.url)
    if (!kept || !(event instanceof FetchEvent)) return
    const message: Unreachable = {
      kind: 'unreachable',
      address: addressOf(request.url),
      at: fetchedAt(kept),
    }
    const client = await self.clients.get(event.clientId)
    client?.postMessage(message)
  },
}

const limited = (maxEntries: number, days: number) =>
  new ExpirationPlugin({ maxEntries, maxAgeSeconds: days * DAY, purgeOnQuotaError: true })

const atOnce = new StaleWhileRevalidate({
  cacheName: dataCaches.whole,
  plugins: [
    stamped,
    toldUnreachable,
    new BroadcastUpdatePlugin({ headersToCheck: ['ETag'] }),
    limited(40, 90),
  ],
})
const wholeFirst = new NetworkFirst({
  cacheName: dataCaches.whole,
  networkTimeoutSeconds: PATIENCE,
  plugins: [stamped, aged, limited(40, 90)],
})
const seenFirst = new NetworkFirst({
  cacheName: dataCaches.seen,
  networkTimeoutSeconds: PATIENCE,
  plugins: [stamped, aged, limited(150, 30)],
})
const forGood = new CacheFirst({
  cacheName: dataCaches.bytes,
  plugins: [stamped, limited(60, 90)],
})

/** How a request is answered; null when it is none of ours. */
export function strategyFor(url: URL, request: Pick<Request, 'method' | 'cache'>): Strategy | null {
  const keeping = keepingOf({ url, method: request.method, cache: request.cache })
  if (keeping === 'at-once') return atOnce
  if (keeping === 'for-good') return forGood
  if (keeping === null) return null
  // What is shown at once elsewhere stands in the same place, also when somebody asks past it.
  return warmed.includes(url.pathname + url.search) || url.pathname.startsWith('/map/')
    ? wholeFirst
    : seenFirst
}

/** Answers a request. What was never looked at is taken out of what is kept of the whole city. */
export async function answerTo(
  strategy: Strategy,
  request: Request,
  event: ExtendableEvent,
): Promise<Response> {
  const own = await strategy.handle({ request, event }).catch(() => null)
  if (own && !own.headers.has(KEPT_AT)) return own
  const part = await fromWhole(new URL(request.url).pathname)
  if (part && (!own || part.at > fetchedAt(own))) {
    return new Response(JSON.stringify(part.body), {
      headers: { 'Content-Type': 'application/json', [KEPT_AT]: `${part.at}` },
    })
  }
  return own ?? Response.error()
}
