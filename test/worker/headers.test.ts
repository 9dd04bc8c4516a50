import { env } from 'cloudflare:workers'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { ruleOf } from '../../schema/contract/access.ts'
import { operations } from '../../schema/contract/operations.ts'
import { isOpenToAll } from '../../worker/guard/open-to-all.ts'
import { app } from '../../worker/index.ts'
import { send } from './api.ts'
import { loadTown, outlets } from './town.ts'

beforeAll(() => loadTown(env.DB))
afterEach(() => {
  vi.restoreAllMocks()
})

const strict =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; font-src 'self'; manifest-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"

function expectSecured(response: Response): void {
  expect(response.headers.get('Content-Security-Policy')).toBe(strict)
  expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff')
  expect(response.headers.get('Referrer-Policy')).toBe('strict-origin-when-cross-origin')
  expect(response.headers.get('Permissions-Policy')).toContain('geolocation=(self)')
  expect(response.headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin')
  // A picture in a page of another site is not asked for by CORS: this alone lets it be seen.
  const open = response.headers.get('Access-Control-Allow-Origin') === '*'
  expect(response.headers.get('Cross-Origin-Resource-Policy')).toBe(open ? 'cross-origin' : 'same-origin')
  expect(response.headers.get('Strict-Transport-Security')).toMatch(/^max-age=\d{8}/)
}

describe('security headers', () => {
  it.each([
    ['200', '/api/city', {}],
    ['200 plain', '/api/outlets', { headers: { 'Accept-Encoding': 'identity' } }],
    ['200 of a page', '/api/docs', {}],
    ['204', '/api/outlets', { method: 'OPTIONS' }],
    ['400', '/api/outlets?colour=red', {}],
    ['404', '/api/nothing', {}],
    ['405', '/api/city', { method: 'DELETE' }],
  ])('are on a %s', async (status, path, init) => {
    const response = await send(path, init)
    expect(response.status).toBe(Number.parseInt(status, 10))
    expectSecured(response)
  })

  it('are on a 304', async () => {
    const tag = (await send('/api/outlets')).headers.get('ETag') ?? ''
    const response = await send('/api/outlets', { headers: { 'If-None-Match': tag } })
    expect(response.status).toBe(304)
    expectSecured(response)
  })

  it('are on a 500, which tells nothing of what happened', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {})
    vi.spyOn(env.DB, 'withSession').mockImplementation(() => {
      throw new Error('secret particulars')
    })
    const response = await app.request(`/api/outlets/${outlets.pharmacy.id}`, {}, env)
    expect(response.status).toBe(500)
    expectSecured(response)
    const body = await response.text()
    expect(body).not.toContain('secret')
    expect(JSON.parse(body)).toMatchObject({ code: 'internal', status: 500 })
    expect(logged).toHaveBeenCalled()
  })

  it('are on documents, which the site sends for every address of its own', async () => {
    const page = new Response('<!doctype html>', { headers: { 'Content-Type': 'text/html' } })
    const ASSETS = { ...env.ASSETS, fetch: vi.fn(async () => page) }
    const response = await app.request('/outlets/pharmacy01', {}, { ...env, ASSETS })
    expect(response.status).toBe(200)
    expect(response.headers.get('Content-Type')).toBe('text/html; charset=utf-8')
    expectSecured(response)
  })

  it('answer HEAD for documents too, as monitors ask', async () => {
    const page = async () => new Response(null, { headers: { 'Content-Type': 'text/html' } })
    const ASSETS = { ...env.ASSETS, fetch: page }
    const response = await app.request('/', { method: 'HEAD' }, { ...env, ASSETS })
    expect(response.status).toBe(200)
    expectSecured(response)
  })

  it('are on what the site refuses', async () => {
    const response = await send('/outlets/pharmacy01', { method: 'POST' })
    expect(response.status).toBe(405)
    expect(response.headers.get('Allow')).toBe('GET, HEAD')
    expectSecured(response)
  })
})

describe('other sites', () => {
  const foreign = { Origin: 'https://elsewhere.test' }
  const opened = (response: Response) => response.headers.get('Access-Control-Allow-Origin')

  /** The address of an operation, with something in the place of its parameters. */
  const addressOf = (path: string) => path.replace(/\{\w+\}/g, '7hK2mQ9xTz')

  it.each(operations)('may read $id only where it says that it is open', async ({ method, path, open }) => {
    const address = addressOf(path)
    const asked = method.toUpperCase()
    const answer = await send(address, { method: asked, headers: foreign })
    await answer.body?.cancel()
    expect(opened(answer)).toBe(open ? '*' : null)
    expectSecured(answer)
    expect(answer.headers.get('Access-Control-Allow-Credentials')).toBeNull()
    expect(answer.headers.has('Set-Cookie') && open).toBeFalsy()

    const preflight = await send(address, {
      method: 'OPTIONS',
      headers: {
        ...foreign,
        'Access-Control-Request-Method': asked,
        'Access-Control-Request-Headers': 'if-none-match',
      },
    })
    await preflight.body?.cancel()
    expect(preflight.ok).toBe(open === true)
    expect(opened(preflight)).toBe(open ? '*' : null)
    expect(preflight.headers.get('Access-Control-Allow-Methods')).toBe(open ? 'GET,HEAD' : null)
    expect(preflight.headers.get('Access-Control-Allow-Headers')).toBe(open ? 'If-None-Match' : null)
  })

  it('find nothing open that is guarded, changes anything, or asks who one is', () => {
    const wrong = operations.filter(
      ({ id, open, method, headers, body }) => open && (ruleOf(id) || method !== 'get' || headers || body),
    )
    expect(wrong.map(({ id }) => id)).toEqual([])
  })

  it('may not read what stands where an open address has a parameter', () => {
    expect(isOpenToAll('GET', '/api/complaints/c4Hq8TzP2m')).toBe(true)
    expect(isOpenToAll('GET', '/api/complaints/mine')).toBe(false)
    expect(isOpenToAll('GET', '/api/wishes/7hK2mQ9xTz')).toBe(true)
    expect(isOpenToAll('GET', '/api/wishes/mine')).toBe(false)
  })

  it('may read nothing at addresses that no operation has', async () => {
    for (const path of ['/api/nothing', '/api/outlets/one/two', '/api/city/', '/api/desk']) {
      const answer = await send(path, { headers: foreign })
      await answer.body?.cancel()
      expect(opened(answer), path).toBeNull()
    }
  })

  it('are told what is wrong with what they ask of the open part', async () => {
    const answer = await send('/api/outlets?colour=red', { headers: foreign })
    expect(answer.status).toBe(400)
    expect(opened(answer)).toBe('*')
  })

  it('may ask with HEAD, and may read the ETag', async () => {
    const answer = await send('/api/outlets', { method: 'HEAD', headers: foreign })
    expect(opened(answer)).toBe('*')
    expect(answer.headers.get('Access-Control-Expose-Headers')).toBe('ETag')
  })
})
