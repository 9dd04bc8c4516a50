import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'
import { problemOf, send } from './api.ts'
import { communities, loadTown } from './town.ts'

beforeAll(() => loadTown(env.DB))

describe('a query that is not allowed', () => {
  it.each([
    ['an unknown parameter', '?colour=red', 'colour', 'there is no such parameter here', 'near'],
    ['an unknown type', '?type=palace', 'type', '"palace" is not one of the allowed values', 'pharmacy'],
    ['one bad value of several', '?type=pharmacy,palace', 'type', '"palace" is not one', 'pharmacy'],
    ['an empty value', '?class=', 'class', '"" is not one', 'basic'],
    ['an unknown service', '?service=sing', 'service', '"sing" is not one', 'printing'],
    ['an unknown payment', '?payment=gold', 'payment', '"gold" is not one', 'cash'],
    ['an unknown ease', '?accessible=yes', 'accessible', '"yes" is not one', 'step_free'],
    ['an unknown delivery', '?delivery=drone', 'delivery', '"drone" is not one', 'night_delivery'],
    ['what is no code of a circle', '?circle=minan', 'circle', 'not a community', communities.minan],
    ['a circle of another city', '?circle=110101001001', 'circle', 'not a community', communities.minan],
  ])('is refused with what is allowed: %s', async (_, query, field, reason, allowed) => {
    const problem = await problemOf(`/api/outlets${query}`)
    expect(problem).toMatchObject({ code: 'invalid_request', status: 400, instance: '/api/outlets' })
    expect(problem.fields).toHaveLength(1)
    expect(problem.fields?.[0]?.field).toBe(field)
    expect(problem.fields?.[0]?.reason).toContain(reason)
    expect(problem.fields?.[0]?.allowed).toContain(allowed)
  })

  it.each([
    ['open_at', 'now', 'ISO 8601'],
    ['open_at', '2026-10-01T20:30:00', 'offset'],
    ['open_at', '2026-10-01', 'ISO 8601'],
    ['open_at', '2026-13-01T20:30:00Z', 'no such date'],
    ['open_at', '2026-02-30T20:00:00Z', 'no such date'],
    ['near', 'here', 'longitude,latitude'],
    ['near', '34.747', 'longitude,latitude'],
    ['near', '191.874,34.747', 'longitude,latitude'],
    ['near', '111.874,94.747', 'longitude,latitude'],
    ['q', '', 'at least one'],
    ['q', '%20', 'at least one'],
    ['q', 'x'.repeat(41), 'at most 40'],
    ['limit', '0', 'from 1 to 20000'],
    ['limit', '-1', 'whole number'],
    ['limit', '1e3', 'whole number'],
    ['limit', '99999', 'from 1 to 20000'],
  ])('is refused with the reason: %s=%s', async (field, value, reason) => {
    const { fields } = await problemOf(`/api/outlets?${field}=${value}`)
    expect(fields?.map((problem) => problem.field)).toEqual([field])
    expect(fields?.[0]?.reason).toContain(reason)
  })

  it('names every field at fault at once', async () => {
    const { fields } = await problemOf('/api/outlets?type=palace&limit=0&colour=red')
    expect(fields?.map(({ field }) => field).toSorted()).toEqual(['colour', 'limit', 'type'])
  })

  it('needs a place to be near to', async () => {
    const { fields } = await problemOf('/api/outlets?within=10')
    expect(fields).toEqual([{ field: 'within', reason: 'means nothing without near' }])
  })

  it('gives a parameter once', async () => {
    const { fields } = await problemOf('/api/outlets?type=pharmacy&type=repair')
    expect(fields?.[0]).toMatchObject({ field: 'type', reason: expect.stringContaining('more than once') })
  })

  it.each(['/api/city', '/api/circles', `/api/circles/${communities.minan}`, '/api/health'])(
    'has no parameters at %s',
    async (path) => {
      const { fields } = await problemOf(`${path}?lang=en`)
      expect(fields).toEqual([{ field: 'lang', reason: 'there is no such parameter here', allowed: [] }])
    },
  )
})

describe('an address', () => {
  it.each(['/api', '/api/', '/api/cities', '/api/outlets/', '/api/city/411281'])(
    '%s: not found',
    async (path) => {
      expect(await problemOf(path)).toMatchObject({ code: 'not_found', status: 404 })
      expect(await problemOf(path, { method: 'POST' })).toMatchObject({ code: 'not_found', status: 404 })
    },
  )

  it.each(['/api/outlets', '/api/outlets/pharmacy01', '/api/city', '/api/health'])(
    '%s takes no other method',
    async (path) => {
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
        expect(await problemOf(path, { method })).toMatchObject({ code: 'method_not_allowed', status: 405 })
        expect((await send(path, { method })).headers.get('Allow')).toBe('GET, HEAD')
      }
    },
  )

  it('answers HEAD without a body', async () => {
    const response = await send('/api/outlets', { method: 'HEAD' })
    expect(response.status).toBe(200)
    expect(response.headers.get('ETag')).toBeTruthy()
    expect(await response.text()).toBe('')
  })
})
