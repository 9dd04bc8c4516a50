import { env } from 'cloudflare:workers'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { DatabaseHealthPublic, HealthPublic } from '../../schema/contract/health.ts'
import { app } from '../../worker/index.ts'
import { problemOf, readAs, send } from './api.ts'
import { loadTown } from './town.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

describe('before a city is loaded', () => {
  it('is alive', async () => {
    expect(await readAs(HealthPublic, '/api/health')).toEqual({ status: 'ok' })
    expect((await send('/api/health')).headers.get('Cache-Control')).toBe('no-store')
  })

  it.each([
    '/api/city',
    '/api/circles',
    '/api/circles/411281001001',
    '/api/outlets',
    '/api/outlets?near=111.874,34.747',
    '/api/outlets/pharmacy01',
    '/api/assessment',
    '/api/circles/411281001001/assessment',
    '/api/goals',
    '/api/standard',
    '/api/health/database',
  ])('%s says what to do', async (path) => {
    expect(await problemOf(path)).toMatchObject({
      code: 'not_loaded',
      status: 503,
      detail: expect.stringContaining('npm run import'),
    })
  })
})

describe('once a city is loaded', () => {
  it('tells which', async () => {
    await loadTown(env.DB)
    expect(await readAs(DatabaseHealthPublic, '/api/health/database')).toMatchObject({ city: '411281' })
  })

  it('touches no database to be alive', async () => {
    const touched = vi.spyOn(env.DB, 'withSession')
    expect((await app.request('/api/health', {}, env)).status).toBe(200)
    expect(touched).not.toHaveBeenCalled()
  })
})

describe('when the database fails', () => {
  const failing = () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const down = () => {
      throw new Error('D1 is down')
    }
    vi.spyOn(env.DB, 'withSession').mockImplementation(down)
    vi.spyOn(env.DB, 'batch').mockImplementation(down)
  }

  it('says so', async () => {
    failing()
    const response = await app.request('/api/health/database', {}, env)
    expect(response.status).toBe(503)
    expect(await response.json()).toMatchObject({ code: 'unavailable' })
  })

  it.each(['/api/outlets', '/api/assessment'])('goes on answering %s with what it knows', async (path) => {
    vi.useFakeTimers({ toFake: ['Date'] })
    expect((await app.request(path, {}, env)).status).toBe(200)
    failing()
    vi.setSystemTime(Date.now() + 60_000)
    expect((await app.request(path, {}, env)).status).toBe(200)
    vi.useRealTimers()
  })
})
