import { createScheduledController } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { createChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2'
import * as v from 'valibot'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { keptFor, proofOfWork, voiceLimits } from '../../schema/catalog/voice-limits.ts'
import { BODY_MAX, COMMENT_MAX } from '../../schema/contract/limits.ts'
import { Problem, type ProblemCode } from '../../schema/contract/problem.ts'
import { networkPart } from '../../worker/guard/network.ts'
import worker, { app } from '../../worker/index.ts'
import { send } from './api.ts'
import { measure, ofOutlet, Resident, solve } from './residents.ts'
import { communities, loadTown, outlets } from './town.ts'

const { pharmacy, chainPharmacy, cobbler } = outlets
const start = new Date('2026-11-24T12:00:00Z')
const good = { subject: { kind: 'outlet', id: pharmacy.id }, grade: 5 }

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: start })
  await loadTown(env.DB)
})
beforeEach(async () => {
  vi.setSystemTime(start)
  await env.DB.batch(
    ['DELETE FROM voice', 'DELETE FROM answered', 'DELETE FROM challenge_used'].map((sql) =>
      env.DB.prepare(sql),
    ),
  )
})
afterEach(() => {
  vi.restoreAllMocks()
})
afterAll(() => {
  vi.useRealTimers()
})

/** Expects a refusal by its code, which leaves no trace of a voice; gives the problem back. */
async function expectRefused(response: Response, code: ProblemCode) {
  const text = await response.text()
  expect(response.headers.get('Content-Type'), text).toBe('application/problem+json')
  const problem = v.parse(Problem, JSON.parse(text))
  expect(problem, text).toMatchObject({ code, status: response.status })
  return problem
}

async function expectNoTrace(): Promise<void> {
  expect(await env.DB.prepare('SELECT count(*) AS n FROM voice').first()).toEqual({ n: 0 })
  expect(await measure()).toMatchObject({ voices: 0, residents: 0, heldBack: 0 })
}

interface Payload {
  challenge: { parameters: object; signature: string }
  solution: object
}

const corrupted = (header: string, change: (payload: Payload) => Payload) =>
  btoa(JSON.stringify(change(JSON.parse(atob(header)))))

describe('the proof of work', () => {
  it('is a task that expires, signed, and never the same', async () => {
    const resident = new Resident()
    const [one, other] = [await resident.challenge(), await resident.challenge()]
    expect(one.parameters).toMatchObject({
      algorithm: proofOfWork.algorithm,
      cost: proofOfWork.iterations,
      expiresAt: start.getTime() / 1000 + proofOfWork.validFor,
    })
    expect(one.parameters.nonce).not.toBe(other.parameters.nonce)
    const response = await send('/api/challenge')
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    await response.body?.cancel()
  })

  it('is refused when it is missing', async () => {
    const resident = new Resident()
    const { headers, ...request } = await resident.request(good)
    const without = new Headers(headers)
    without.delete('Altcha')
    await expectRefused(
      await resident.fetch('/api/ratings', { ...request, headers: without }),
      'work_missing',
    )
    await expectNoTrace()
  })

  it.each([
    ['is no base64', () => '~~~'],
    ['is no JSON', () => btoa('{')],
    ['is something else', () => btoa('{"number":1}')],
    [
      'has another solution',
      (header: string) =>
        corrupted(header, (all) => ({ ...all, solution: { counter: 9, derivedKey: 'ab'.repeat(32) } })),
    ],
    [
      'has a solution that is no solution',
      (header: string) =>
        corrupted(header, (all) => ({ ...all, solution: { counter: -1.5, derivedKey: 'zz' } })),
    ],
    [
      'has its task made easier',
      (header: string) =>
        corrupted(header, ({ challenge: { parameters, signature }, ...all }) => ({
          ...all,
          challenge: { parameters: { ...parameters, cost: 1 }, signature },
        })),
    ],
    [
      'has its end put off',
      (header: string) =>
        corrupted(header, ({ challenge: { parameters, signature }, ...all }) => ({
          ...all,
          challenge: { parameters: { ...parameters, expiresAt: 4_000_000_000 }, signature },
        })),
    ],
  ])('is refused when it %s', async (_, change) => {
    const resident = new Resident()
    const Altcha = change(await solve(await resident.challenge()))
    await expectRefused(await resident.post(good, { Altcha }), 'work_wrong')
    await expectNoTrace()
  })

  it('is refused when somebody else has signed the task', async () => {
    const forged = await createChallenge({
      algorithm: proofOfWork.algorithm,
      cost: 1,
      counter: 0,
      deriveKey,
      expiresAt: start.getTime() / 1000 + 60,
      hmacSignatureSecret: 'mine',
      hmacKeySignatureSecret: 'mine, too',
    })
    const resident = new Resident()
    const Altcha = await solve(JSON.parse(JSON.stringify(forged)))
    await expectRefused(await resident.post(good, { Altcha }), 'work_wrong')
    await expectNoTrace()
  })

  it('is refused when it is too old', async () => {
    const resident = new Resident()
    const Altcha = await solve(await resident.challenge())
    vi.setSystemTime(start.getTime() + (proofOfWork.validFor + 1) * 1000)
    await expectRefused(await resident.post(good, { Altcha }), 'work_expired')
    await expectNoTrace()
  })

  it('counts once, for whomever', async () => {
    const resident = new Resident()
    const Altcha = await solve(await resident.challenge())
    expect((await resident.post(good, { Altcha })).status).toBe(201)
    await expectRefused(await resident.post({ ...good, grade: 1 }, { Altcha }), 'work_used')
    await expectRefused(await new Resident().post(good, { Altcha }), 'work_used')
    expect(await measure()).toMatchObject({ voices: 1, rate: 1 })
  })

  it('takes as much as the city has set against an attack', async () => {
    const response = await app.request('/api/challenge', {}, { ...env, WORK_ATTEMPTS: '' })
    expect(response.status).toBe(200)
    await response.body?.cancel()
  })

  it('is not opened like a page, so that a link from elsewhere makes nobody a stranger', async () => {
    for (const headers of [
      { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate' },
      { 'Sec-Fetch-Site': 'none', 'Sec-Fetch-Mode': 'navigate' },
      { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors' },
      { Origin: 'https://elsewhere.example' },
      { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' },
    ]) {
      const response = await send('/api/challenge', { headers })
      expect(response.headers.getSetCookie()).toEqual([])
      await expectRefused(response, 'cross_site')
    }
  })

  it('is not to be had while the site has no secret', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const response = await app.request('/api/challenge', {}, { ...env, SITE_SECRET: '' })
    await expectRefused(response, 'unavailable')
  })
})

describe('a request that is not right', () => {
  it.each([
    ['no grade', { subject: good.subject }, 'grade'],
    ['grade 0', { ...good, grade: 0 }, 'grade'],
    ['grade 6', { ...good, grade: 6 }, 'grade'],
    ['grade 3.5', { ...good, grade: 3.5 }, 'grade'],
    ['a grade in quotes', { ...good, grade: '5' }, 'grade'],
    ['no subject', { grade: 5 }, 'subject'],
    ['a subject of another kind', { ...good, subject: { kind: 'city', id: '411281' } }, 'subject.kind'],
    ['an identifier that is none', { ...good, subject: { kind: 'outlet', id: "'; --" } }, 'subject.id'],
    ['an unknown tag', { ...good, tags: ['colour'] }, 'tags.0'],
    ['a tag twice', { ...good, tags: ['price', 'price'] }, 'tags'],
    ['a comment too long', { ...good, comment: '好'.repeat(COMMENT_MAX + 1) }, 'comment'],
    ['a comment with control characters', { ...good, comment: 'a\u0000b' }, 'comment'],
    ['a field that is none', { ...good, resident: 'somebody' }, 'resident'],
    ['a state of its own', { ...good, state: 'counted' }, 'state'],
  ])('is told which field and why: %s', async (_, body, field) => {
    const problem = await expectRefused(await new Resident().post(body), 'invalid_request')
    expect(problem.fields?.map((one) => one.field)).toContain(field)
    for (const { reason } of problem.fields ?? []) expect(reason.length).toBeGreaterThan(5)
    await expectNoTrace()
  })

  it.each([
    ['no JSON', '{'],
    ['a list', '[]'],
    ['nothing', ''],
    ['a number', '5'],
  ])('is refused: %s', async (_, body) => {
    await expectRefused(await new Resident().post(body), 'invalid_request')
    await expectNoTrace()
  })

  it.each([undefined, '', 'short', 'with blank space', 'ü'.repeat(10), 'x'.repeat(65)])(
    'is refused without a good Idempotency-Key: %s',
    async (key) => {
      const resident = new Resident()
      const request = await resident.request(good)
      const headers = new Headers(request.headers)
      headers.delete('Idempotency-Key')
      if (key !== undefined && !/ü/.test(key)) headers.set('Idempotency-Key', key)
      const problem = await expectRefused(
        await resident.fetch('/api/ratings', { ...request, headers }),
        'invalid_request',
      )
      expect(problem.fields?.[0]?.field).toBe('Idempotency-Key')
      await expectNoTrace()
    },
  )

  it('is refused without the cookie, because it could not be told from another resident’s when sent again', async () => {
    const resident = new Resident()
    const { method = 'POST', headers, body = null } = await resident.request(good)
    const without = { method, headers: new Headers(headers), body }
    for (let times = 0; times < 2; times++) {
      const response = await send('/api/ratings', without)
      expect(response.headers.getSetCookie()).toEqual([])
      await expectRefused(response, 'no_resident')
    }
    await expectNoTrace()
  })

  it('is refused when a key is used for something else', async () => {
    const resident = new Resident()
    const headers = { 'Idempotency-Key': 'the-same-key' }
    expect((await resident.post(good, headers)).status).toBe(201)
    await expectRefused(await resident.post({ ...good, grade: 1 }, headers), 'key_reused')
    expect(await measure()).toMatchObject({ voices: 1, rate: 1 })
    // another resident’s key is another key
    expect((await new Resident().post(good, headers)).status).toBe(201)
  })

  it('is refused when it is too large', async () => {
    const response = await new Resident().post({ ...good, comment: 'x'.repeat(BODY_MAX) })
    await expectRefused(response, 'too_large')
    await expectNoTrace()
  })

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''])(
    'is refused when it is not JSON: %s',
    async (type) => {
      await expectRefused(await new Resident().post(good, { 'Content-Type': type }), 'unsupported_media_type')
      await expectNoTrace()
    },
  )

  it.each([
    [{ kind: 'outlet', id: 'nothing0001' }],
    [{ kind: 'circle', id: '411281009999' }],
    [{ kind: 'circle', id: pharmacy.id }],
    [{ kind: 'outlet', id: communities.minan }],
  ])('is refused for what there is not: %j', async (subject) => {
    await expectRefused(await new Resident().post({ subject, grade: 5 }), 'not_found')
    await expectNoTrace()
  })

  it('is refused for an outlet that has closed for good', async () => {
    await env.DB.prepare("UPDATE outlet SET status = 'closed' WHERE id = ?1").bind(cobbler.id).run()
    const response = await new Resident().post({ subject: { kind: 'outlet', id: cobbler.id }, grade: 5 })
    await expectRefused(response, 'not_found')
    await env.DB.prepare("UPDATE outlet SET status = 'open' WHERE id = ?1").bind(cobbler.id).run()
    await expectNoTrace()
  })
})

describe('another site', () => {
  it.each([
    ['says where it is', { Origin: 'https://elsewhere.test' }],
    ['is of the same family', { 'Sec-Fetch-Site': 'same-site' }],
    ['is told by the browser', { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://yikezhong.test' }],
    ['has no name', { Origin: 'null' }],
  ])('may neither rate nor withdraw when it %s', async (_, headers: Record<string, string>) => {
    const resident = new Resident()
    await expectRefused(await resident.post(good, headers), 'cross_site')
    await expectNoTrace()
    await resident.rate('outlet', pharmacy.id, 5)
    const deletion = { method: 'DELETE', headers }
    await expectRefused(await resident.fetch(`/api/ratings/outlet/${pharmacy.id}`, deletion), 'cross_site')
    expect(await measure()).toMatchObject({ voices: 1 })
  })

  it('may not read what is a resident’s own, nor ask to write', async () => {
    const headers = { Origin: 'https://elsewhere.test' }
    for (const path of ['/api/ratings/mine', '/api/challenge']) {
      const response = await send(path, { headers })
      expect(response.headers.get('Access-Control-Allow-Origin'), path).toBeNull()
      await response.body?.cancel()
    }
    const asked = await send('/api/ratings', {
      method: 'OPTIONS',
      headers: { ...headers, 'Access-Control-Request-Method': 'POST' },
    })
    expect(asked.headers.get('Access-Control-Allow-Methods')).toBeNull()
  })

  it('may read the measure and the voices', async () => {
    for (const path of ['/api/satisfaction', `/api/ratings?kind=outlet&id=${pharmacy.id}`]) {
      const response = await send(path, { headers: { Origin: 'https://elsewhere.test' } })
      expect(response.headers.get('Access-Control-Allow-Origin'), path).toBe('*')
      await response.body?.cancel()
    }
  })

  it('own pages and programs may write', async () => {
    const own = { Origin: 'https://yikezhong.test', 'Sec-Fetch-Site': 'same-origin' }
    expect((await new Resident().post(good, own)).status).toBe(201)
    expect((await new Resident().post(good)).status).toBe(201)
  })
})

describe('the cookie', () => {
  it('is HttpOnly, Strict, for this host only, and long-lived', async () => {
    const response = await send('/api/challenge')
    await response.body?.cancel()
    const [cookie = ''] = response.headers.getSetCookie()
    expect(cookie).toMatch(
      /^__Host-resident=[\w-]{43}; Max-Age=34560000; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    )
  })

  it('is not asked for or given where one only reads', async () => {
    for (const path of [
      '/api/satisfaction',
      '/api/outlets',
      '/api/ratings/mine',
      `/api/ratings?kind=outlet&id=${pharmacy.id}`,
    ]) {
      const response = await send(path)
      expect(response.headers.getSetCookie(), path).toEqual([])
      await response.body?.cancel()
    }
  })

  it('that is none makes nobody a resident', async () => {
    const forged = new Resident()
    forged.cookie = '__Host-resident=me'
    expect(await forged.mine()).toEqual([])
  })

  it('is stored nowhere, and neither is an address', async () => {
    const resident = new Resident('198.51.100.77')
    await resident.rate('outlet', pharmacy.id, 5, { comment: '好' })
    const token = resident.cookie.split('=')[1] ?? ''
    expect(token).toHaveLength(43)
    const { results: names } = await env.DB.prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT GLOB '_cf*' AND name NOT LIKE 'd1_%'",
    ).all<{ name: string }>()
    for (const { name } of names) {
      const { results } = await env.DB.prepare(`SELECT * FROM ${name}`).all()
      const text = JSON.stringify(results)
      expect(text.includes(token), name).toBe(false)
      expect(text.includes('198.51.100'), name).toBe(false)
    }
  })
})

describe('networks', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:0DB8:0001:0002::1', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
  ])('are told by %s as %s', (address, part) => {
    expect(networkPart(address)).toBe(part)
  })

  it('are forgotten after a day, when no limit looks back as far', async () => {
    await new Resident('203.0.113.9').rate('outlet', pharmacy.id, 5)
    const left = async (seconds: number) => {
      vi.setSystemTime(start.getTime() + seconds * 1000)
      await worker.scheduled(createScheduledController({ scheduledTime: Date.now(), cron: '5 * * * *' }), env)
      return env.DB.prepare('SELECT count(*) AS n FROM network_mark').first()
    }
    expect(await left(keptFor.networkMark - 1)).toEqual({ n: 1 })
    expect(await left(keptFor.networkMark)).toEqual({ n: 0 })
    const looksBack = [voiceLimits.network, voiceLimits.networkFlood, ...voiceLimits.networkOnSubject]
    expect(Math.max(...looksBack.map(({ seconds }) => seconds))).toBe(keptFor.networkMark)
  })

  it('are hashed under a key that is thrown away after seven days, with every hash', async () => {
    await new Resident('203.0.113.9').rate('outlet', pharmacy.id, 5)
    const marks = async () =>
      (await env.DB.prepare('SELECT network FROM network_mark').all<{ network: string }>()).results
    const [before] = await marks()
    expect(before?.network).toMatch(/^[\w-]{43}$/)
    vi.setSystemTime(start.getTime() + keptFor.networkKey * 1000)
    const controller = createScheduledController({ scheduledTime: new Date(Date.now()), cron: '5 * * * *' })
    await worker.scheduled(controller, env)
    expect(await marks()).toEqual([])
    expect(await env.DB.prepare('SELECT count(*) AS n FROM network_key').first()).toEqual({ n: 0 })
    await new Resident('203.0.113.9').rate('outlet', pharmacy.id, 5)
    const [after] = await marks()
    expect(after?.network).not.toBe(before?.network)
  })
})

describe('too much', () => {
  /** Makes acts of the one resident there is without sending each: the history is what limits are read from. */
  const pretend = (n: number, minutesAgo: number) =>
    env.DB.batch(
      Array.from({ length: n }, () =>
        env.DB.prepare(
          `INSERT INTO voice_event (at, actor, voice, resident, kind, subject, day, grade, tags, comment_state, withdrawn, review)
            SELECT ?1, 'resident', id, resident, kind, subject, day, grade, tags, comment_state, 0, 'none' FROM voice`,
        ).bind(new Date(Date.now() - minutesAgo * 60_000).toISOString()),
      ),
    )

  it('of one resident is refused, with the time to wait, and nothing is stored', async () => {
    const [{ most }] = voiceLimits.resident
    const resident = new Resident()
    await resident.rate('outlet', pharmacy.id, 5)
    await pretend(most - 2, 50)
    expect((await resident.post({ ...good, grade: 4 })).status).toBe(201)
    const refused = await resident.post({ ...good, grade: 1 })
    expect(refused.headers.get('Retry-After')).toBe('600')
    await expectRefused(refused, 'too_many')
    expect(await measure()).toMatchObject({ voices: 1, strictRate: 1 })
    // taking back is never refused
    expect((await resident.withdraw('outlet', pharmacy.id)).status).toBe(204)
    vi.setSystemTime(Date.now() + 11 * 60_000)
    expect((await resident.post(good)).status).toBe(201)
  })

  it('from one network on one subject is held back, all of it, counted and told', async () => {
    const [{ most }] = voiceLimits.networkOnSubject
    const address = '203.0.113.50'
    for (let n = 0; n < most; n++) await new Resident(address).rate('outlet', pharmacy.id, 5)
    await new Resident().rate('outlet', pharmacy.id, 1)
    expect(await measure()).toMatchObject({ voices: most + 1, heldBack: 0 })
    const last = new Resident(address)
    expect(await last.rate('outlet', pharmacy.id, 5)).toMatchObject({
      state: 'held',
      holdReason: 'network_on_subject',
    })
    // the neighbour from another network counts as before
    expect(await measure(ofOutlet(pharmacy.id))).toMatchObject({
      voices: 1,
      residents: 1,
      rate: 0,
      heldBack: most + 1,
    })
    expect(await measure()).toMatchObject({ voices: 1, heldBack: most + 1 })

    // nobody gets out of it by rating again, or by taking back and rating again
    expect(await last.rate('outlet', pharmacy.id, 4)).toMatchObject({ state: 'held' })
    await last.withdraw('outlet', pharmacy.id)
    expect(await measure()).toMatchObject({ voices: 1, heldBack: most })
    vi.setSystemTime(start.getTime() + 2 * 3_600_000)
    expect(await last.rate('outlet', pharmacy.id, 3)).toMatchObject({ state: 'held' })
    // what the network says elsewhere, and an hour later, is another matter
    expect(await last.rate('outlet', chainPharmacy.id, 3)).toMatchObject({ state: 'counted' })
  })

  it('dripping from one network on one subject all day is held back, too', async () => {
    const [hourly, daily] = voiceLimits.networkOnSubject
    const address = '203.0.113.52'
    for (let n = 0; n < daily.most; n++) {
      if (n % (hourly.most - 1) === 0) vi.setSystemTime(Date.now() + 3_600_000)
      await new Resident(address).rate('outlet', pharmacy.id, 5)
    }
    expect(await measure()).toMatchObject({ voices: daily.most, heldBack: 0 })
    expect(await new Resident(address).rate('outlet', pharmacy.id, 5)).toMatchObject({ state: 'held' })
    expect(await measure()).toMatchObject({ voices: 0, heldBack: daily.most + 1 })
  })

  it('the same resident again and again is no flood', async () => {
    const resident = new Resident('203.0.113.51')
    for (let n = 0; n < voiceLimits.networkOnSubject[0].most; n++) {
      vi.setSystemTime(Date.now() + 61_000)
      expect(await resident.rate('outlet', pharmacy.id, 5)).toMatchObject({ state: 'counted' })
    }
  })
})
