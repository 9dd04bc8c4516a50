/**
 * Answers that are the same for everyone and change only with the revision: entity tags, 304, caching, compression.
 */

import type { Context, TypedResponse } from 'hono'
import openapi from '../open/openapi.json'
import { streamOf } from './stream.ts'

/**
 * For how long browsers and caches take an answer for good, and how much longer they may show it while they ask
 * again: a merchant's change is seen within half a minute, and a weak network does not hold up the list.
 */
const CACHE_CONTROL = 'public, max-age=30, stale-while-revalidate=600'

/** Bytes below which compressing gains nothing. */
const COMPRESS_FROM = 1_000

/** Tells the builds apart: another build may answer otherwise from the same data. */
export const build = openapi.info.version.split('+').at(-1) ?? ''

interface Packed {
  plain: Uint8Array
  gzip: Uint8Array | null
}

// A value that is kept is packed once; one made for a single request goes with it.
const packs = new WeakMap<object, Packed>()

async function pack(value: object, textOf = () => JSON.stringify(value)): Promise<Packed> {
  const known = packs.get(value)
  if (known) return known
  const plain = new TextEncoder().encode(textOf())
  const packed = { plain, gzip: plain.length < COMPRESS_FROM ? null : await gzip(plain) }
  packs.set(value, packed)
  return packed
}

async function gzip(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

/** FNV-1a, 32 bits: spreads addresses over the tags of one revision; nothing secret rests on it. */
function hash(text: string): string {
  let state = 0x811c9dc5
  for (let at = 0; at < text.length; at++) state = Math.imul(state ^ text.charCodeAt(at), 0x01000193)
  return (state >>> 0).toString(36)
}

/**
 * The entity tag of this request's address at a revision. Weak, because the compressed and the plain form share it.
 * @param beside what the answer depends on besides address, revision and build
 */
function entityTag(c: Context, revision: number, beside: string): string {
  const { url } = c.req
  return `W/"${revision}-${build}-${hash(url.slice(url.indexOf('/', 8)) + beside)}"`
}

/** Weak comparison (RFC 9110, 13.1.2). `*` asks about writes and is not looked at. */
function isAmong(tags: string | undefined, tag: string): boolean {
  return tags?.split(',').some((other) => other.trim().replace(/^(?!W\/)/, 'W/') === tag) ?? false
}

/** Whether the client takes gzip (RFC 9110, 12.5.3). */
export function takesGzip(acceptEncoding: string | undefined): boolean {
  const weights = new Map<string, number>()
  for (const element of acceptEncoding?.toLowerCase().split(',') ?? []) {
    const [coding = '', ...parameters] = element.split(';').map((part) => part.trim())
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
    weights.set(coding, weight === undefined ? 1 : Number(weight))
  }
  return (weights.get('gzip') ?? weights.get('*') ?? 0) > 0
}

/** What the client itself takes; Cloudflare's edge puts another header in its place. */
function acceptedEncodings(c: Context): string | undefined {
  const original = c.req.raw.cf?.['clientAcceptEncoding']
  return typeof original === 'string' ? original : c.req.header('Accept-Encoding')
}

/**
 * Answers with JSON that belongs to a revision, or with 304 when the client has it already.
 * @param current the revision as far as this isolate knows
 * @param make the value; what it says of its own revision counts, since it may have been read a moment later
 * @param beside what the answer depends on besides address, revision and build
 */
export async function publicRead<T extends { revision: number }>(
  c: Context,
  current: number,
  make: () => T | Promise<T>,
  beside?: string,
  // The type parameters of the answer exist only for the RPC client.
): Promise<Response & TypedResponse<T, 200, 'json'>>
export async function publicRead(
  c: Context,
  current: number,
  make: () => { revision: number } | Promise<{ revision: number }>,
  beside = '',
): Promise<Response> {
  const known = c.req.header('If-None-Match')
  if (known !== undefined) {
    const tag = entityTag(c, current, beside)
    if (isAmong(known, tag)) return new Response(null, { status: 304, headers: cacheHeaders(tag) })
  }
  const value = await make()
  return jsonResponse(c, value, entityTag(c, value.revision, beside))
}

/** The same for JSON that changes only with the build. */
export async function publicConstant<T extends object>(
  c: Context,
  value: T,
): Promise<Response & TypedResponse<T, 200, 'json'>>
export async function publicConstant(c: Context, value: object): Promise<Response> {
  const tag = entityTag(c, 0, '')
  if (isAmong(c.req.header('If-None-Match'), tag)) {
    return new Response(null, { status: 304, headers: cacheHeaders(tag) })
  }
  return jsonResponse(c, value, tag)
}

/**
 * The same for text that is not JSON: a feed, a calendar, a file for spreadsheets.
 * @param current the revision as far as this isolate knows
 * @param contentType with its charset
 * @param make the text, and the revision that it was made from; what is kept and given again is packed once
 * @param beside what the text depends on besides address, revision and build
 */
export async function publicText(
  c: Context,
  current: number,
  contentType: string,
  make: () => Promise<{ revision: number; text: string }>,
  beside = '',
): Promise<Response> {
  const known = c.req.header('If-None-Match')
  const tag = entityTag(c, current, beside)
  if (isAmong(known, tag)) return new Response(null, { status: 304, headers: cacheHeaders(tag) })
  const made = await make()
  const headers = { ...cacheHeaders(entityTag(c, made.revision, beside)), 'Content-Type': contentType }
  return packedResponse(c, await pack(made, () => made.text), headers)
}

/**
 * The same for text that is too much to be kept: it is made while it is sent, and compressed on the way.
 * @param revision of its beginning
 * @param parts of the text; when one fails, the answer breaks off, so that nobody takes it for whole
 */
export function publicStream(
  c: Context,
  revision: number,
  contentType: string,
  parts: AsyncGenerator<string>,
): Response {
  const tag = entityTag(c, revision, '')
  if (isAmong(c.req.header('If-None-Match'), tag)) {
    return new Response(null, { status: 304, headers: cacheHeaders(tag) })
  }
  const headers = { ...cacheHeaders(tag), 'Content-Type': contentType }
  const plain = streamOf(parts)
  if (!takesGzip(acceptedEncodings(c))) return new Response(plain, { headers })
  return new Response(plain.pipeThrough(new CompressionStream('gzip')), {
    headers: { ...headers, 'Content-Encoding': 'gzip' },
    encodeBody: 'manual',
  })
}

function cacheHeaders(tag: string): Record<string, string> {
  return { ETag: tag, 'Cache-Control': CACHE_CONTROL, Vary: 'Accept-Encoding' }
}

async function jsonResponse(c: Context, value: object, tag: string): Promise<Response> {
  return packedResponse(c, await pack(value, () => JSON.stringify(value)), {
    ...cacheHeaders(tag),
    'Content-Type': 'application/json',
  })
}

function packedResponse(c: Context, { plain, gzip }: Packed, headers: Record<string, string>): Response {
  if (gzip === null || !takesGzip(acceptedEncodings(c))) return new Response(plain, { headers })
  // `manual`: the body is compressed already
  return new Response(gzip, { headers: { ...headers, 'Content-Encoding': 'gzip' }, encodeBody: 'manual' })
}
