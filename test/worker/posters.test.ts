import { env } from 'cloudflare:workers'
import * as v from 'valibot'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { CommentList, HeldList } from '../../schema/contract/desk.ts'
import { app } from '../../worker/index.ts'
import { send } from './api.ts'
import { keeper } from './keepers.ts'
import { measure, ofOutlet, Resident } from './residents.ts'
import { communities, loadTown, outlets } from './town.ts'

const { pharmacy, cobbler } = outlets

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-24T12:00:00Z') })
  await loadTown(env.DB)
})
beforeEach(() => env.DB.prepare('DELETE FROM voice').run())
afterAll(() => {
  vi.useRealTimers()
})

describe('a short address', () => {
  it.each([
    ['an outlet', pharmacy.id, `/rate/outlet/${pharmacy.id}?via=poster`],
    ['a circle', communities.minan, `/rate/circle/${communities.minan}?via=poster`],
  ])('of %s leads to where it is rated', async (_what, id, to) => {
    for (const method of ['GET', 'HEAD']) {
      const response = await send(`/q/${id}`, { method, redirect: 'manual' })
      expect(response.status).toBe(302)
      expect(response.headers.get('Location')).toBe(to)
      expect(response.headers.get('Cache-Control')).toBe('public, max-age=300')
      expect(response.headers.get('Content-Security-Policy')).toContain("default-src 'none'")
      expect(response.headers.has('Access-Control-Allow-Origin')).toBe(false)
    }
  })

  it('leads on when its shop has closed for good, where the page says so', async () => {
    await env.DB.prepare("UPDATE outlet SET status = 'closed' WHERE id = ?1").bind(cobbler.id).run()
    const response = await send(`/q/${cobbler.id}`, { redirect: 'manual' })
    expect(response.headers.get('Location')).toBe(`/rate/outlet/${cobbler.id}?via=poster`)
    await env.DB.prepare("UPDATE outlet SET status = 'open' WHERE id = ?1").bind(cobbler.id).run()
  })

  it.each(['nosuch0001', '999999999999', 'x', '店名'])(
    'of nothing that there is (%s) is the site’s document, and not found',
    async (id) => {
      const shell = '<!doctype html><html lang="zh-CN"><head></head><body><div id="app"></div></body></html>'
      const fetch = vi.fn(async (asked: RequestInfo | URL) => {
        const address = asked instanceof Request ? asked.url : asked
        const found = new URL(address).pathname === '/'
        return new Response(found ? shell : null, { status: found ? 200 : 404 })
      })
      const response = await app.request(
        `/q/${encodeURIComponent(id)}`,
        {},
        { ...env, ASSETS: { ...env.ASSETS, fetch } },
      )
      expect(response.status).toBe(404)
      expect(await response.text()).toContain('<div id="app">')
      expect(response.headers.get('Cache-Control')).toBe('no-store')
      expect(response.headers.get('Content-Security-Policy')).toContain("default-src 'none'")
    },
  )

  it('is only read', async () => {
    const response = await send(`/q/${pharmacy.id}`, { method: 'POST' })
    expect(response.status).toBe(405)
    expect(response.headers.get('Allow')).toContain('GET')
  })
})

describe('a rating that came by a poster', () => {
  const rate = async (resident: Resident, via?: string | null) => {
    const subject = { kind: 'outlet', id: pharmacy.id }
    const response = await resident.post({ subject, grade: 4, ...(via === undefined ? {} : { via }) })
    expect(response.status).toBe(201)
  }
  const stored = async () => (await env.DB.prepare('SELECT via FROM voice').all()).results
  const told = async () =>
    (
      await env.DB.prepare(
        'SELECT via FROM voice_event WHERE voice = (SELECT id FROM voice) ORDER BY id',
      ).all()
    ).results

  it('is marked so; changed in another way it no longer is, and the history knows both', async () => {
    const resident = new Resident()
    await rate(resident, 'poster')
    expect(await stored()).toEqual([{ via: 'poster' }])
    await rate(resident)
    expect(await stored()).toEqual([{ via: null }])
    await resident.withdraw('outlet', pharmacy.id)
    expect(await told()).toEqual([{ via: 'poster' }, { via: null }, { via: null }])
  })

  it('is in no other way told apart: its answer and what everybody reads are the same', async () => {
    const [one, other] = [new Resident(), new Resident()]
    await rate(one, 'poster')
    await rate(other, null)
    expect(Object.keys((await one.mine())[0] ?? {})).not.toContain('via')
    const voices = await (await send(`/api/ratings?kind=outlet&id=${pharmacy.id}`)).text()
    expect(voices).not.toContain('poster')
  })

  it('comes by a way that there is', async () => {
    const subject = { kind: 'outlet', id: pharmacy.id }
    const response = await new Resident().post({ subject, grade: 4, via: 'leaflet' })
    expect(response.status).toBe(400)
    expect(await stored()).toEqual([])
    await rate(new Resident(), 'poster')
    await expect(env.DB.prepare("UPDATE voice SET via = 'leaflet'").run()).rejects.toThrow('CHECK')
  })

  it('is told to the staff who look at what it says, or at why it is held back', async () => {
    const staff = await keeper('minan', 'community')
    const subject = { kind: 'outlet', id: pharmacy.id }
    await new Resident().post({ subject, grade: 4, comment: '夜里也有人', via: 'poster' })
    await new Resident().post({ subject, grade: 2, comment: '等得久' })
    const { comments } = v.parse(CommentList, await staff.do('GET', '/api/desk/comments'))
    expect(comments.map(({ grade, via }) => [grade, via]).toSorted()).toEqual([
      [2, null],
      [4, 'poster'],
    ])
    await env.DB.prepare("UPDATE voice SET review = 'held', reason = 'subject_burst'").run()
    const { held } = v.parse(HeldList, await staff.do('GET', '/api/desk/held'))
    expect(held.map(({ grade, via }) => [grade, via]).toSorted()).toEqual([
      [2, null],
      [4, 'poster'],
    ])
  })

  it('is counted in whole fives, so that nobody can work out a smaller number', async () => {
    const scopes = ['', `?scope=community&id=${communities.minan}`, ofOutlet(pharmacy.id)]
    for (let count = 1; count <= 11; count += 1) {
      await rate(new Resident(), 'poster')
      const least = count < 5 ? 0 : count < 10 ? 5 : 10
      for (const scope of scopes) {
        expect(await measure(scope), `${scope} of ${count}`).toMatchObject({ byPoster: least, voices: count })
      }
    }
  })
})
