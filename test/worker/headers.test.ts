import { env } from 'cloudflare:workers'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
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
  expect(response.headers.get('Cross-Origin-Resource-Policy')).toBe('same-origin')
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
    expect(response.headers.get('Content-Type')).toBe('text/html')
    expectSecured(response)
  })

  it.each([
    ['/', true],
    ['/outlets/pharmacy01', true],
    ['/circles', false],
    ['/about', false],
  ])('preload the outlets on %s: %s', async (path, preloads) => {
    const page = async () => new Response('<!doctype html>', { headers: { 'Content-Type': 'text/html' } })
    const response = await app.request(path, {}, { ...env, ASSETS: { ...env.ASSETS, fetch: page } })
    expect(response.headers.has('Link')).toBe(preloads)
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
  it('may read the API', async () => {
    for (const path of ['/api/outlets', '/api/outlets?colour=red', '/api/nothing']) {
      const response = await send(path, { headers: { Origin: 'https://elsewhere.test' } })
      expect(response.headers.get('Access-Control-Allow-Origin'), path).toBe('*')
      expect(response.headers.get('Access-Control-Allow-Credentials'), path).toBeNull()
    }
  })

  it('may ask whether something has changed', async () => {
    const response = await send('/api/outlets', {
      method: 'OPTIONS',
      headers: {
        Origin: 'https://elsewhere.test',
        'Access-Control-Request-Method': 'GET',
        'Access-Control-Request-Headers': 'if-none-match',
      },
    })
    expect(response.status).toBe(204)
    expect(response.headers.get('Access-Control-Allow-Methods')).toBe('GET,HEAD')
    expect(response.headers.get('Access-Control-Allow-Headers')).toBe('If-None-Match')
  })

  it('may read the ETag', async () => {
    const response = await send('/api/outlets', { headers: { Origin: 'https://elsewhere.test' } })
    expect(response.headers.get('Access-Control-Expose-Headers')).toBe('ETag')
  })
})
