import { env } from 'cloudflare:workers'
import { Hono } from 'hono'
import * as v from 'valibot'
import { beforeEach, describe, expect, it } from 'vitest'
import { photoKeyForm, photoRule } from '../../schema/catalog/photo-rule.ts'
import { Problem, type ProblemCode } from '../../schema/contract/problem.ts'
import { secured } from '../../worker/guard/headers.ts'
import { deletePhoto, readPhoto, servePhoto, storePhoto } from '../../worker/guard/photo.ts'
import { onError } from '../../worker/guard/problem.ts'
import { ascii, chunk, join, photo, photoWithPlace, vp8, vp8x, webp } from '../schema/webp-files.ts'

/** Routes as a capability would have them, with nothing but photos. */
const app = new Hono<{ Bindings: Env }>()
app.onError(onError)
app.use(secured)
app.post('/photos', async (c) => {
  const photo = await readPhoto(c)
  const { width, height, sha256 } = photo
  return c.json({ key: await storePhoto(c.env, photo), width, height, sha256 }, 201)
})
app.get('/photos/:key', (c) => servePhoto(c, c.req.param('key')))
app.get('/private/:key', (c) => servePhoto(c, c.req.param('key'), 'asker'))
app.delete('/photos/:key', async (c) => {
  await deletePhoto(c.env, c.req.param('key'))
  return c.body(null, 204)
})

const ask = async (path: string, init?: RequestInit) => await app.request(path, init, env)
const put = (body: BodyInit, headers: Record<string, string> = {}) =>
  ask('/photos', { method: 'POST', body, headers: { 'Content-Type': 'image/webp', ...headers } })

const Kept = v.strictObject({ key: v.string(), width: v.number(), height: v.number(), sha256: v.string() })
async function keep(file: Uint8Array<ArrayBuffer>): Promise<v.InferOutput<typeof Kept>> {
  const response = await put(file)
  expect(response.status).toBe(201)
  return v.parse(Kept, await response.json())
}

function streamOf(parts: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (controller) => {
      for (const part of parts) controller.enqueue(part)
      controller.close()
    },
  })
}

const objects = async () => (await env.PHOTOS.list()).objects
async function expectProblem(response: Response, code: ProblemCode, status: number): Promise<string> {
  const problem = v.parse(Problem, await response.json())
  expect(problem).toMatchObject({ code, status })
  expect(response.status).toBe(status)
  expect(response.headers.get('Content-Type')).toBe('application/problem+json')
  return problem.detail ?? ''
}

beforeEach(async () => {
  for (const { key } of await objects()) await env.PHOTOS.delete(key)
})

describe('a photo that is sent', () => {
  it('is read with its size and its hash', async () => {
    const file = photo(1_600, 900)
    const { key, ...read } = await keep(file)
    expect(key).toMatch(photoKeyForm)
    const sha256 = (await env.PHOTOS.head(key))?.checksums.toJSON().sha256
    expect(read).toEqual({ width: 1_600, height: 900, sha256 })
    expect(sha256).toMatch(/^[0-9a-f]{64}$/)
  })

  it('is kept byte by byte, each time under another key', async () => {
    const file = photo(400, 300, 5_000)
    const [one, other] = [await keep(file), await keep(file)]
    expect(one.key).not.toBe(other.key)
    const kept = await env.PHOTOS.get(one.key)
    expect(new Uint8Array((await kept?.arrayBuffer()) ?? new ArrayBuffer())).toEqual(file)
    expect(kept?.httpMetadata).toEqual({ contentType: 'image/webp' })
    expect(kept?.customMetadata).toEqual({})
  })

  it('may be as large as a photo may be, and no byte larger', async () => {
    const header = photo(1_600, 1_600, 0).length
    expect((await put(photo(1_600, 1_600, photoRule.bytes - header))).status).toBe(201)
    const larger = photo(1_600, 1_600, photoRule.bytes - header + 2)
    await expectProblem(await put(larger), 'too_large', 413)
  })

  it.each([
    ['in one piece', 1],
    ['piece by piece', 100],
  ])('may come %s, without a length', async (_, pieces) => {
    const file = photo(400, 300, 50_000)
    const length = Math.ceil(file.length / pieces)
    const parts = Array.from({ length: pieces }, (_, at) => file.subarray(at * length, (at + 1) * length))
    expect((await put(streamOf(parts))).status).toBe(201)
  })

  it('is not read any further than it may be long', async () => {
    let given = 0
    let isEnded = false
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        given += 65_536
        controller.enqueue(new Uint8Array(65_536))
      },
      cancel: () => {
        isEnded = true
      },
    })
    await expectProblem(await put(endless), 'too_large', 413)
    expect(given).toBeLessThan(photoRule.bytes + 3 * 65_536)
    expect(isEnded).toBe(true)
  })

  it('is not read at all when it says that it is too long', async () => {
    const length = String(photoRule.bytes + 1)
    await expectProblem(await put(photo(400, 300), { 'Content-Length': length }), 'too_large', 413)
  })

  it.each(['application/octet-stream', 'image/jpeg', 'application/json', 'multipart/form-data', ''])(
    'is called what it is, not %j',
    async (type) => {
      const response = await put(photo(400, 300), { 'Content-Type': type })
      const detail = await expectProblem(response, 'unsupported_media_type', 415)
      expect(detail).toContain('image/webp')
    },
  )

  const frame = chunk('VP8 ', vp8({ width: 400, height: 300 }))
  const note = ascii('note')
  it.each<[string, Uint8Array<ArrayBuffer>, string]>([
    ['nothing', new Uint8Array(), 'no WebP'],
    ['a page', ascii('<!doctype html><script>alert(1)</script>'), 'no WebP'],
    ['a JPEG', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70, 0), 'no WebP'],
    ['half a photo', photo(400, 300, 500).slice(0, 300), 'too early'],
    ['a photo with something behind it', join(photo(400, 300), note), 'behind the end'],
    ['an animation', webp(vp8x(400, 300, 2), chunk('ANIM', note), frame), 'animated'],
    ['another canvas than picture', webp(vp8x(401, 300), frame), 'contradict'],
    ['too wide', photo(1_601, 900), '1601 × 900'],
    ['too high', photo(900, 1_601), '900 × 1601'],
    ['too small', photo(1_600, 99), '1600 × 99'],
  ])('is told what is wrong with it: %s', async (_, file, words) => {
    expect(await expectProblem(await put(file), 'photo_wrong', 422)).toContain(words)
    expect(await objects()).toEqual([])
  })

  it.each<[string, Uint8Array<ArrayBuffer>, string]>([
    ['where it was taken', photoWithPlace(400, 300), 'Take out: EXIF.'],
    ['what a program noted', webp(frame, chunk('XMP ', note)), 'Take out: XMP.'],
    ['a profile of a screen', webp(chunk('ICCP', note), frame), 'Take out: ICCP.'],
    ['what nobody knows', webp(frame, chunk('\u0001<">', note)), 'Take out: unknown chunks.'],
  ])('may not carry %s', async (_, file, words) => {
    expect(await expectProblem(await put(file), 'photo_metadata', 422)).toBe(words)
    expect(await objects()).toEqual([])
  })
})

describe('a photo that is asked for', () => {
  it('is a picture for good, and nothing else', async () => {
    const file = photo(400, 300, 5_000)
    const { key } = await keep(file)
    const response = await ask(`/photos/${key}`)
    expect(response.status).toBe(200)
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(file)
    const { headers } = response
    expect(headers.get('Content-Type')).toBe('image/webp')
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(headers.get('Content-Security-Policy')).toBe("default-src 'none'; frame-ancestors 'none'; sandbox")
    expect(headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable')
    expect(headers.get('ETag')).toMatch(/^"\w+"$/)
    expect(headers.get('Set-Cookie')).toBeNull()
    expect(headers.get('Strict-Transport-Security')).toBeTruthy()
  })

  it('is kept by nobody when it is not public', async () => {
    const { key } = await keep(photo(400, 300))
    const response = await ask(`/private/${key}`)
    expect(response.headers.get('Cache-Control')).toBe('private, no-store')
    await response.arrayBuffer()
  })

  it('is not sent again to who has it', async () => {
    const { key } = await keep(photo(400, 300))
    const first = await ask(`/photos/${key}`)
    await first.arrayBuffer()
    const tag = first.headers.get('ETag') ?? ''
    for (const known of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
      const again = await ask(`/photos/${key}`, { headers: { 'If-None-Match': known } })
      expect(again.status, known).toBe(304)
      expect(again.headers.get('ETag')).toBe(tag)
      expect(again.headers.get('Cache-Control')).toContain('immutable')
      expect(await again.text()).toBe('')
    }
    const other = await ask(`/photos/${key}`, { headers: { 'If-None-Match': '"other"' } })
    expect(other.status).toBe(200)
    await other.arrayBuffer()
  })

  it('answers HEAD without a body', async () => {
    const { key } = await keep(photo(400, 300))
    const response = await ask(`/photos/${key}`, { method: 'HEAD' })
    expect(response.status).toBe(200)
    expect(response.headers.get('ETag')).toBeTruthy()
    expect(await response.text()).toBe('')
  })

  it.each([
    ['one that is not there', 'A'.repeat(43)],
    ['one too short', 'A'.repeat(42)],
    ['one too long', 'A'.repeat(44)],
    ['a path', `..%2F${'A'.repeat(38)}`],
    ['a line break', `${'A'.repeat(43)}%0A`],
  ])('is not found under %s', async (_, key) => {
    const response = await ask(`/photos/${key}`)
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    await expectProblem(response, 'not_found', 404)
  })

  it('is only looked for where a photo can be', async () => {
    await env.PHOTOS.put('backup.sql', 'secret')
    await expectProblem(await ask('/photos/backup.sql'), 'not_found', 404)
  })

  it('is gone once it is deleted, also for who has it', async () => {
    const { key } = await keep(photo(400, 300))
    const first = await ask(`/photos/${key}`)
    await first.arrayBuffer()
    const known = { headers: { 'If-None-Match': first.headers.get('ETag') ?? '' } }
    for (const _ of ['once', 'again']) {
      expect((await ask(`/photos/${key}`, { method: 'DELETE' })).status).toBe(204)
      await expectProblem(await ask(`/photos/${key}`, known), 'not_found', 404)
    }
    expect(await objects()).toEqual([])
  })
})
