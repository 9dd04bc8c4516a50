/**
 * What the service worker may keep of the site's answers, and how. Whatever is not named here goes through untouched and
 * is never kept: what is somebody's own, what accounts get, whatever is sent.
 */

import { satisfactionRule } from '../../../schema/catalog/satisfaction.ts'

/** How an address is answered. */
export type Keeping =
  /** what is kept at once, asked for again behind it; whoever shows it is told when there is something newer */
  | 'at-once'
  /** the network first, with {@link PATIENCE}; what is kept where it fails */
  | 'network-first'
  /** what is kept, if anything is: under such an address nothing ever changes */
  | 'for-good'

/** Seconds that the network has to answer before what is kept is shown. */
export const PATIENCE = 4

const id = '[\\w-]+'
const ways: readonly (readonly [address: RegExp, keeping: Keeping])[] = [
  [/^\/api\/city$/, 'at-once'],
  [/^\/api\/outlets$/, 'at-once'],
  [/^\/map\/\d+\.json$/, 'at-once'],
  [new RegExp(`^/api/network/${id}$`), 'for-good'],
  [new RegExp(`^/api/photos/${id}$`), 'for-good'],
  [/^\/api\/whole$/, 'network-first'],
  [new RegExp(`^/api/outlets/${id}$`), 'network-first'],
  [new RegExp(`^/api/circles(?:/${id}(?:/assessment|/outlets)?)?$`), 'network-first'],
  [/^\/api\/satisfaction(?:\/communities|\/trend|\/surveys)?$/, 'network-first'],
  [/^\/api\/(?:assessment|goals|standard|notices|ratings|wishes)$/, 'network-first'],
  [new RegExp(`^/api/wishes/(?!mine$)${id}$`), 'network-first'],
  [/^\/api\/complaints(?:\/on-time)?$/, 'network-first'],
  [new RegExp(`^/api/complaints/(?!mine$|chain$|on-time$)${id}$`), 'network-first'],
  [/^\/api\/data(?:\/tallies\.json)?$/, 'network-first'],
]

/** Searches of the whole collection are for programs; the site has no use for keeping them. */
const plainOnly = new Set(['/api/city', '/api/outlets', '/api/whole'])

/**
 * How a request is answered.
 * @param request.cache how its maker wants it: who asks past the browser's cache gets nothing that was kept, unless
 * nothing else can be had, and `no-store` keeps nothing
 * @returns null when it is none of the service worker's business
 */
export function keepingOf({
  url,
  method,
  cache,
}: {
  url: URL
  method: string
  cache: string
}): Keeping | null {
  if (method !== 'GET' || cache === 'no-store') return null
  if (url.search !== '' && plainOnly.has(url.pathname)) return null
  const keeping = ways.find(([address]) => address.test(url.pathname))?.[1] ?? null
  return keeping === 'at-once' && cache !== 'default' ? 'network-first' : keeping
}

/** Documents that are not the site's own pages, although a browser may navigate to them. */
const notPages = [/^\/api\//, /^\/open311\//, /^\/sitemap/, /\.[a-z0-9]+$/]

/** Short addresses, which the worker leads on to pages; without network the page itself can do that. */
const ledOn = /^\/q\//

/** How a document is answered: by the shell of the site, by the network with the shell behind it, or not by us. */
export function documentWay(pathname: string): 'shell' | 'network-then-shell' | null {
  if (notPages.some((address) => address.test(pathname))) return null
  return ledOn.test(pathname) ? 'network-then-shell' : 'shell'
}

/**
 * What is fetched beforehand, so that pages work that were never opened. Each address is to the letter what a page asks
 * for; outlets and circles that were never looked at are taken from `/api/whole` and `/api/assessment`.
 */
const year = `${satisfactionRule.windowDays}d`
export const warmed: readonly string[] = [
  '/api/city',
  '/api/outlets',
  '/api/whole',
  '/api/circles',
  '/api/assessment',
  '/api/goals',
  `/api/satisfaction?scope=city&period=${year}`,
  `/api/satisfaction/communities?period=${year}`,
  '/api/satisfaction/trend?scope=city&months=12',
  '/api/satisfaction/surveys',
  '/api/wishes',
  '/api/complaints',
  '/api/complaints/on-time',
]

/** Milliseconds after which what was fetched beforehand is fetched again. */
export const WARM_FOR = 6 * 3_600_000
