/**
 * What pages of other sites may read from the browser: addresses of operations that the contract calls open, and
 * nothing else. An operation that does not say so, and an address that nobody knows, stay closed.
 */

import type { MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'
import { TrieRouter } from 'hono/router/trie-router'
import type { OpenApiDocument } from '../../schema/openapi-document.ts'
import openapi from '../open/openapi.json'

const { paths }: OpenApiDocument = openapi

/** For each operation, whether it is open. Two may share an address in part: `mine` also fits where `{id}` stands. */
const operations = new TrieRouter<boolean>()
for (const [path, methods] of Object.entries(paths)) {
  const route = path.replace(/\{(\w+)\}/g, ':$1')
  for (const [method, operation] of Object.entries(methods)) {
    operations.add(method.toUpperCase(), route, operation['x-open'] === true)
  }
}

/**
 * Whether whatever may answer a request is open to pages of other sites.
 * @param method as the request says it; a HEAD is what GET is
 * @param path of the address, without its query
 */
export function isOpenToAll(method: string, path: string): boolean {
  const [answering] = operations.match(method === 'HEAD' ? 'GET' : method, path)
  return answering.length > 0 && answering.every(([open]) => open)
}

const allow = cors({
  allowMethods: ['GET', 'HEAD'],
  allowHeaders: ['If-None-Match'],
  exposeHeaders: ['ETag'],
  maxAge: 86_400,
})

/** Where a page names a picture, its browser asks by this, and not by CORS. */
const embedding = 'Cross-Origin-Resource-Policy'

/** Lets pages of any site read what is open, and show its photos. Nothing there knows who asks. */
export const openToAll: MiddlewareHandler = (c, next) => {
  const { method, path } = c.req
  // before another site's page sends what is not a plain read, its browser asks whether it may
  const asked = method === 'OPTIONS' ? (c.req.header('Access-Control-Request-Method') ?? 'GET') : method
  if (!isOpenToAll(asked, path)) return next()
  c.res.headers.set(embedding, 'cross-origin')
  return allow(c, next)
}
