/** Photos: taken only as what they should be, kept in R2 under keys that nobody can guess, and served as nothing but pictures. */

import type { Context } from 'hono'
import { photoKeyForm, photoRule } from '../../schema/catalog/photo-rule.ts'
import { readWebp, type WebpProblem } from '../../schema/rules/webp.ts'
import { readAtMost, tooLarge } from './bytes.ts'
import { ProblemError } from './problem.ts'
import { randomToken } from './secret.ts'

type PhotoContext = Context<{ Bindings: Env }>
type Bucket = Pick<Env, 'PHOTOS'>

/** A photo that has been checked, and is not kept yet. */
export interface Photo {
  bytes: Uint8Array<ArrayBuffer>
  width: number
  height: number
  /** SHA-256 of the bytes, 64 hexadecimal digits: tells whether two are the same */
  sha256: string
}

/**
 * Reads the body of a request as a photo. What it is is told from its content; its type and its length are only asked
 * first, so that others need not be read.
 * @throws ProblemError `unsupported_media_type`, `too_large`, `photo_wrong` or `photo_metadata`
 */
export async function readPhoto(c: Context): Promise<Photo> {
  const [type = ''] = (c.req.header('Content-Type') ?? '').split(';')
  if (type.trim().toLowerCase() !== photoRule.type) {
    throw new ProblemError('unsupported_media_type', { detail: `Send ${photoRule.type}.` })
  }
  return checkPhoto(await readAtMost(c.req.raw, photoRule.bytes))
}

/**
 * Takes bytes for a photo when they are one.
 * @throws ProblemError `too_large`, `photo_wrong` or `photo_metadata`
 */
export async function checkPhoto(bytes: Uint8Array<ArrayBuffer>): Promise<Photo> {
  if (bytes.length > photoRule.bytes) throw tooLarge(photoRule.bytes)
  const { width, height } = checkedSize(bytes)
  return { bytes, width, height, sha256: hex(await crypto.subtle.digest('SHA-256', bytes)) }
}

const wrong: Record<Exclude<WebpProblem, 'metadata'>, string> = {
  not_webp: 'This is no WebP file.',
  truncated: 'The file ends too early.',
  trailing: 'There is something behind the end of the file.',
  animated: 'The picture is animated.',
  broken: 'The parts of the file contradict each other.',
}

function checkedSize(bytes: Uint8Array): { width: number; height: number } {
  const reading = readWebp(bytes)
  if (!('problem' in reading)) {
    refuseSize(reading)
    return reading
  }
  if (reading.problem !== 'metadata')
    throw new ProblemError('photo_wrong', { detail: wrong[reading.problem] })
  const printable = reading.chunks.filter((code) => /^[\w ]{4}$/.test(code)).map((code) => code.trim())
  throw new ProblemError('photo_metadata', {
    detail: `Take out: ${printable.join(', ') || 'unknown chunks'}.`,
  })
}

function refuseSize({ width, height }: { width: number; height: number }): void {
  const { longest, shortest } = photoRule
  if (Math.max(width, height) > longest || Math.min(width, height) < shortest) {
    throw new ProblemError('photo_wrong', {
      detail: `It has ${width} × ${height} pixels; each side may have ${shortest} to ${longest}.`,
    })
  }
}

const hex = (bytes: ArrayBuffer) =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')

/** A key for a photo: 43 characters that are safe in an address and that nobody can guess. */
export function newPhotoKey(): string {
  return randomToken()
}

/**
 * Keeps a photo. R2 and the database know no common transaction: keep the photo first, then write the row that names
 * it, and delete the photo again when that fails. A worker that dies in between leaves an object that nobody knows of,
 * unless a row has named its key before (`worker/photos/take.ts`).
 * @returns its key
 */
export async function storePhoto(
  { PHOTOS }: Bucket,
  { bytes, sha256 }: Photo,
  key = newPhotoKey(),
): Promise<string> {
  await PHOTOS.put(key, bytes, { sha256, httpMetadata: { contentType: photoRule.type } })
  return key
}

/** Deletes a photo; one that is not there is deleted already. */
export async function deletePhoto({ PHOTOS }: Bucket, key: string): Promise<void> {
  await PHOTOS.delete(key)
}

const servedHeaders = {
  'Content-Type': photoRule.type,
  'X-Content-Type-Options': 'nosniff',
  // Opened by itself, it is a picture and can do nothing.
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
}

const cacheControl = {
  everyone: 'public, max-age=31536000, immutable',
  revocable: 'public, no-cache',
  asker: 'private, no-store',
} as const

/**
 * Answers with a photo, or with 304 when the client has it. Whether who asks may see it is for the route to know.
 * @param audience `revocable` for a photo that may stop being public: it is asked for each time. `asker` for one
 * that is not public: nothing on the way or in the browser keeps it
 * @throws ProblemError `not_found`, also for what cannot be a key
 */
export async function servePhoto(
  c: PhotoContext,
  key: string,
  audience: keyof typeof cacheControl = 'everyone',
): Promise<Response> {
  const found = photoKeyForm.test(key) ? await fetchPhoto(c, key) : null
  if (found === null) throw new ProblemError('not_found', { detail: 'There is no such photo.' })
  const headers = {
    ...servedHeaders,
    ETag: found.httpEtag,
    'Cache-Control': cacheControl[audience],
  }
  if (isBody(found)) return new Response(found.body, { headers })
  return new Response(null, { status: c.req.method === 'HEAD' ? 200 : 304, headers })
}

/** Without its body when that is not wanted: by HEAD, or because the client has it. */
function fetchPhoto(c: PhotoContext, key: string): Promise<R2Object | R2ObjectBody | null> {
  const { PHOTOS } = c.env
  if (c.req.method === 'HEAD') return PHOTOS.head(key)
  const known = c.req.header('If-None-Match')
  return PHOTOS.get(key, known === undefined ? {} : { onlyIf: new Headers({ 'If-None-Match': known }) })
}

const isBody = (object: R2Object | R2ObjectBody): object is R2ObjectBody => 'body' in object
