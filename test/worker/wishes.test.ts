import { createScheduledController } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import * as v from 'valibot'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { wishRule } from '../../schema/catalog/wishes.ts'
import { Problem } from '../../schema/contract/problem.ts'
import {
  DeskWishes,
  type Need,
  NeedList,
  type ProjectDraft,
  ProjectMade,
  type Wish,
  type WishDraft,
  WishesMine,
  WishPublic,
  WishTaken,
} from '../../schema/contract/wish.ts'
import worker from '../../worker/index.ts'
import { Browser, makeAccount, rows } from './accounts.ts'
import { problemOf, readAs, send } from './api.ts'
import { settled } from './assessments.ts'
import { Resident } from './residents.ts'
import { communities, loadTown, outlets } from './town.ts'

const start = new Date('2026-11-24T12:00:00Z')
const laundry: WishDraft = { community: communities.minan, want: 'laundry', why: '洗大衣要坐三站车' }
const planned: ProjectDraft = {
  state: 'planned',
  unit: 'commerce',
  by: '2027-03-31',
  result: null,
  reason: null,
}

const staff = new Browser()
const neighbour = new Browser()

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: start })
  await loadTown(env.DB)
  await makeAccount('minan', 'community')
  await makeAccount('xingyuan', 'community', { area: communities.xingyuan })
})
beforeEach(async () => {
  vi.setSystemTime(start)
  await env.DB.prepare('DELETE FROM wish').run()
  for (const [browser, handle] of [
    [staff, 'minan'],
    [neighbour, 'xingyuan'],
  ] as const) {
    if ((await browser.session()).stage === null) await browser.signIn(handle)
  }
})
afterAll(() => {
  vi.useRealTimers()
})

const later = (seconds: number) => vi.setSystemTime(start.getTime() + seconds * 1_000)

async function taken(response: Response): Promise<Wish> {
  const text = await response.text()
  expect(response.status, text).toBe(201)
  return v.parse(WishTaken, JSON.parse(text))
}

const post = async (resident: Resident, body: object, path = '/api/wishes') =>
  resident.fetch(path, await resident.request(body))
const wish = async (given: Partial<WishDraft> = {}, resident = new Resident()) =>
  taken(await post(resident, { ...laundry, ...given }))
const support = async (id: string, resident = new Resident(), why: string | null = null) =>
  taken(await post(resident, { why }, `/api/wishes/${id}/support`))
const withdraw = (id: string, resident: Resident) =>
  resident.fetch(`/api/wishes/${id}/support`, { method: 'DELETE' })

const listed = async (query = '') => (await readAs(NeedList, `/api/wishes${query}`)).needs
const page = (id: string) => readAs(WishPublic, `/api/wishes/${id}`)
const mine = async (resident: Resident) =>
  v.parse(WishesMine, await (await resident.fetch('/api/wishes/mine')).json()).wishes
const desk = async (who: Browser) => v.parse(DeskWishes, await who.do('GET', '/api/desk/wishes'))
const needOf = async (want: string, community: string = communities.minan): Promise<Need> => {
  const found = (await listed()).find((need) => need.want === want && need.community === community)
  if (!found) throw new Error(`${want} is not listed`)
  return found
}

async function refusal(response: Response) {
  const { code, fields = [] } = v.parse(Problem, await response.json())
  return { code, fields: fields.map(({ field }) => field) }
}

describe('a resident wishes', () => {
  it('and it counts at once, while the words wait', async () => {
    const { id } = await wish()
    expect(await needOf('laundry')).toEqual({
      id,
      community: communities.minan,
      want: 'laundry',
      since: '2026-11-24',
      supporters: 1,
      whys: 0,
      has: 0,
      minutes: null,
      lacks: true,
      project: null,
    })
    expect((await page(id)).whys).toEqual([])
  })

  it('for what is wished already: that is one wish, with the words of both', async () => {
    const [one, other] = [new Resident(), new Resident()]
    const { id } = await wish({}, one)
    later(1)
    expect((await wish({ why: '床单没地方洗' }, other)).id).toBe(id)
    expect((await needOf('laundry')).supporters).toBe(2)
    expect((await desk(staff)).whys.map(({ why }) => why)).toEqual([laundry.why, '床单没地方洗'])
    expect(await wish({ community: communities.xingyuan })).not.toMatchObject({ id })
  })

  it('once, however often it is sent, and at whatever moment', async () => {
    const resident = new Resident()
    const request = await resident.request(laundry)
    const answers = await Promise.all([1, 2, 3].map(() => resident.fetch('/api/wishes', request)))
    const [first, ...others] = await Promise.all(answers.map(taken))
    for (const other of others) expect(other).toEqual(first)
    expect((await needOf('laundry')).supporters).toBe(1)
  })

  it('for a service, too, and is told how many have it', async () => {
    await wish({ want: 'meals' })
    await wish({ want: 'night_delivery' })
    await wish({ want: 'cash' })
    expect(await needOf('meals')).toMatchObject({ has: 0, lacks: false })
    expect(await needOf('night_delivery')).toMatchObject({ has: 1 })
    expect(await needOf('cash')).toMatchObject({ has: 2 })
  })

  it.each([
    ['a community that there is not', { community: '411281001999' }, 'community'],
    ['what the catalog does not hold', { want: 'casino' }, 'want'],
    ['too many words', { why: '字'.repeat(wishRule.why + 1) }, 'why'],
    ['a name', { name: '某人' }, 'name'],
  ])('and is told which field is wrong: %s', async (_, given, field) => {
    expect(await refusal(await post(new Resident(), { ...laundry, ...given }))).toEqual({
      code: 'invalid_request',
      fields: [field],
    })
    expect(await rows('SELECT 1 FROM wish')).toEqual([])
  })

  it('from this site, with a task solved', async () => {
    const resident = new Resident()
    const tries = [
      [{ Origin: 'https://elsewhere.example' }, 'cross_site'],
      [{ Altcha: btoa('{}') }, 'work_wrong'],
    ] as const
    for (const [headers, code] of tries) {
      const response = await resident.fetch('/api/wishes', await resident.request(laundry, headers))
      expect((await refusal(response)).code).toBe(code)
    }
    expect(await rows('SELECT 1 FROM wish')).toEqual([])
  })
})

describe('others support it', () => {
  it('each once, however many at once', async () => {
    const { id } = await wish()
    const resident = new Resident()
    const requests = await Promise.all([1, 2, 3, 4].map(() => resident.request({ why: null })))
    const answers = await Promise.all(
      requests.map((request) => resident.fetch(`/api/wishes/${id}/support`, request)),
    )
    for (const answer of answers) await taken(answer)
    await Promise.all([1, 2, 3].map(() => support(id)))
    expect((await page(id)).need.supporters).toBe(5)
    expect(await rows('SELECT supporters FROM wish')).toEqual([{ supporters: 5 }])
  })

  it('with words that stay until they say others', async () => {
    const { id } = await wish()
    const resident = new Resident()
    await support(id, resident, '老人走不远')
    await support(id, resident)
    expect(await mine(resident)).toEqual([
      {
        id,
        community: communities.minan,
        want: 'laundry',
        why: '老人走不远',
        whyState: 'waiting',
        reason: null,
      },
    ])
    await support(id, resident, '带着孩子走不远')
    expect(await mine(resident)).toMatchObject([{ why: '带着孩子走不远' }])
    expect((await page(id)).need.supporters).toBe(2)
  })

  it('and take it back, with the words: nothing of it is left', async () => {
    const { id } = await wish({ want: 'cash', why: null })
    const resident = new Resident()
    await support(id, resident, '只有我一个人说过的话')
    expect((await withdraw(id, resident)).status).toBe(204)
    expect(await mine(resident)).toEqual([])
    expect((await refusal(await withdraw(id, resident))).code).toBe('not_found')
    expect((await page(id)).need.supporters).toBe(1)
    const tables = await rows(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'",
    )
    for (const { name } of tables) {
      const found = JSON.stringify(await rows(`SELECT * FROM "${name}"`))
      expect(found.includes('只有我一个人'), String(name)).toBe(false)
    }
  })

  it('what everybody has taken back is listed no more, unless it is lacking', async () => {
    const resident = new Resident()
    const cash = await wish({ want: 'cash' }, resident)
    const lacking = await wish({}, resident)
    await withdraw(cash.id, resident)
    await withdraw(lacking.id, resident)
    expect((await listed()).some(({ want }) => want === 'cash')).toBe(false)
    expect(await needOf('laundry')).toMatchObject({ id: lacking.id, supporters: 0, lacks: true })
    expect((await page(cash.id)).need.supporters).toBe(0)
  })

  it('so often and no more', async () => {
    const resident = new Resident()
    const wants = ['laundry', 'meals', 'bathing', 'cash']
    await wish({ want: 'laundry' }, resident)
    await env.DB.prepare(
      `INSERT INTO wish (id, community, want, at) SELECT 'many' || value, ?1, 'w' || value, ?2
        FROM json_each(?3)`,
    )
      .bind(
        communities.village,
        start.toISOString(),
        JSON.stringify([...Array(wishRule.byResident.most - 1).keys()]),
      )
      .run()
    await env.DB.prepare(
      `INSERT INTO wish_support (id, wish, resident, at, said_at) SELECT 's' || w.id, w.id, s.resident, s.at, s.at
        FROM wish AS w, (SELECT resident, at FROM wish_support LIMIT 1) AS s WHERE w.id LIKE 'many%'`,
    ).run()
    const over = await post(resident, { ...laundry, want: wants[1] })
    expect(over.headers.get('Retry-After')).toBe(String(wishRule.byResident.seconds))
    expect((await refusal(over)).code).toBe('too_many')
    later(wishRule.byResident.seconds)
    await wish({ want: wants[1] ?? '' }, resident)
  })

  it('from one network so many for one wish, whoever they are', async () => {
    const { id } = await wish({}, new Resident('203.0.113.9'))
    await env.DB.prepare(
      'INSERT INTO wish_mark (network, wish, at, key) SELECT m.network, m.wish, m.at, m.key FROM wish_mark AS m, json_each(?1)',
    )
      .bind(JSON.stringify([...Array(wishRule.byNetworkOnWish.most - 1).keys()]))
      .run()
    const over = await post(new Resident('203.0.113.9'), { why: null }, `/api/wishes/${id}/support`)
    expect((await refusal(over)).code).toBe('too_many')
    await wish({ want: 'meals' }, new Resident('203.0.113.9'))
    await support(id, new Resident('203.0.113.10'))
    later(wishRule.byNetworkOnWish.seconds)
    await worker.scheduled(createScheduledController({ scheduledTime: Date.now(), cron: '5 * * * *' }), env)
    expect(await rows('SELECT 1 FROM wish_mark')).toEqual([])
  })

  it('of a wish that there is', async () => {
    const response = await post(new Resident(), { why: null }, '/api/wishes/nothing123/support')
    expect((await refusal(response)).code).toBe('not_found')
    expect(await problemOf('/api/wishes/nothing123')).toMatchObject({ code: 'not_found' })
  })
})

describe('the list of needs', () => {
  it('says what each community lacks for its next level, and nothing of one that is not in the ledger', async () => {
    const needs = await listed()
    const lacking = (community: string) =>
      needs.filter((need) => need.community === community && need.lacks).map(({ want }) => want)
    expect(lacking(communities.minan)).toContain('laundry')
    expect(lacking(communities.minan)).not.toContain(outlets.pharmacy.type)
    // the shop that has closed for good is none
    expect(lacking(communities.minan)).toContain(outlets.gone.type)
    expect(lacking(communities.village)).toEqual([])
    await wish({ community: communities.village })
    expect(await needOf('laundry', communities.village)).toMatchObject({ has: null, lacks: false })
  })

  it('begins with what most want, then with what is lacking; what is settled stands last', async () => {
    const { id } = await wish({ want: 'pharmacy' })
    await support(id)
    await wish({ want: 'meals' })
    await wish({ want: 'laundry' })
    const order = (await listed(`?community=${communities.minan}`)).map(({ want }) => want)
    expect(order.slice(0, 3)).toEqual(['pharmacy', 'laundry', 'meals'])
    const settled = { ...planned, state: 'done', result: '开了' } as const
    await begin({ want: 'pharmacy', project: settled })
    expect((await listed(`?community=${communities.minan}`)).at(-1)).toMatchObject({ want: 'pharmacy' })
  })

  it('is of one community where that is asked', async () => {
    await wish()
    await wish({ community: communities.xingyuan })
    const needs = await listed(`?community=${communities.xingyuan}`)
    expect(new Set(needs.map(({ community }) => community))).toEqual(new Set([communities.xingyuan]))
    expect(await problemOf('/api/wishes?community=411281001999')).toMatchObject({ code: 'not_found' })
  })

  it('comes again only when something has changed: a support, a project, an outlet', async () => {
    const tagOf = async () => (await send('/api/wishes')).headers.get('ETag') ?? ''
    const first = await tagOf()
    const same = await send('/api/wishes', { headers: { 'If-None-Match': first } })
    expect(same.status).toBe(304)
    const { id } = await wish()
    const second = await tagOf()
    await env.DB.prepare("UPDATE outlet SET status = 'closed' WHERE id = ?1").bind(outlets.cobbler.id).run()
    const third = await tagOf()
    await begin({ project: planned })
    const fourth = await tagOf()
    expect(new Set([first, second, third, fourth]).size).toBe(4)
    await settled()
    expect(await needOf('repair')).toMatchObject({ lacks: true })
    expect(await needOf('laundry')).toMatchObject({ id, project: { state: 'planned' } })
    await env.DB.prepare("UPDATE outlet SET status = 'open' WHERE id = ?1").bind(outlets.cobbler.id).run()
    await settled()
  })

  it('may be read by any site; what is one’s own may not', async () => {
    const foreign = { headers: { Origin: 'https://elsewhere.example' } }
    expect((await send('/api/wishes', foreign)).headers.get('Access-Control-Allow-Origin')).toBe('*')
    expect((await send('/api/wishes/mine', foreign)).headers.get('Access-Control-Allow-Origin')).toBeNull()
  })
})

const begin = async (
  given: { community?: string; want?: string; project: ProjectDraft },
  who = staff,
  key: string = crypto.randomUUID(),
) => {
  const body = { community: communities.minan, want: 'laundry', ...given }
  const response = await who.fetch('POST', '/api/desk/wishes/projects', body, { 'Idempotency-Key': key })
  const text = await response.text()
  expect(response.status, text).toBe(201)
  return v.parse(ProjectMade, JSON.parse(text))
}

describe('words', () => {
  const judge = (id: string, at: string, verdict: object, who = staff) =>
    who.fetch('POST', `/api/desk/wishes/whys/${id}`, { at, ...verdict })
  const reason = '写了个人信息'
  async function waiting() {
    const [why] = (await desk(staff)).whys
    if (!why) throw new Error('nothing waits')
    return why
  }

  it('are public once staff approve them, and no longer when that is taken back', async () => {
    const { id } = await wish()
    const why = await waiting()
    expect((await judge(why.id, why.at, { verdict: 'approve' })).status).toBe(204)
    expect((await page(id)).whys).toEqual([{ on: '2026-11-24', text: laundry.why }])
    expect((await page(id)).need.whys).toBe(1)
    expect((await desk(staff)).whys).toEqual([])
    expect((await judge(why.id, why.at, { verdict: 'undo' })).status).toBe(204)
    expect((await page(id)).whys).toEqual([])
    const told = await rows("SELECT before, after FROM change WHERE subject_kind = 'wish' ORDER BY id")
    expect(told.map(({ after }) => JSON.parse(String(after)).state)).toEqual(['approved', 'waiting'])
    expect(JSON.stringify(told)).not.toContain(laundry.why)
  })

  it('that are refused are told to whoever wrote them, and erased after a while', async () => {
    const resident = new Resident()
    await wish({}, resident)
    const why = await waiting()
    await judge(why.id, why.at, { verdict: 'refuse', reason })
    expect(await mine(resident)).toMatchObject([{ why: laundry.why, whyState: 'refused', reason }])
    const refusedFor = async (seconds: number) => {
      const judgedAt = new Date(start.getTime() - seconds * 1_000).toISOString()
      await env.DB.prepare('UPDATE wish_support SET judged_at = ?1').bind(judgedAt).run()
      await worker.scheduled(
        createScheduledController({ scheduledTime: start.getTime(), cron: '5 * * * *' }),
        env,
      )
      return (await mine(resident))[0]?.why
    }
    expect(await refusedFor(wishRule.refusedFor * 86_400 - 1)).toBe(laundry.why)
    expect(await refusedFor(wishRule.refusedFor * 86_400)).toBeNull()
    expect((await needOf('laundry')).supporters).toBe(1)
    expect((await refusal(await judge(why.id, why.at, { verdict: 'undo' }))).code).toBe('changed_meanwhile')
  })

  it('are judged as they were read, and in one’s area', async () => {
    const resident = new Resident()
    const { id } = await wish({}, resident)
    const why = await waiting()
    later(60)
    await support(id, resident, '换了一句话')
    expect((await refusal(await judge(why.id, why.at, { verdict: 'approve' }))).code).toBe(
      'changed_meanwhile',
    )
    expect((await refusal(await judge(why.id, why.at, { verdict: 'approve' }, neighbour))).code).toBe(
      'forbidden',
    )
    expect((await page(id)).whys).toEqual([])
    expect((await desk(neighbour)).whys).toEqual([])
    const now = await waiting()
    await judge(now.id, now.at, { verdict: 'approve' })
    expect((await page(id)).whys.map(({ text }) => text)).toEqual(['换了一句话'])
  })
})

describe('staff make a project of it', () => {
  const change = (id: string, version: string, project: object, who = staff) =>
    who.fetch('PUT', `/api/desk/wishes/${id}/project`, project, { 'If-Match': `"${version}"` })

  it('and everybody sees how it stands, and how it came to that', async () => {
    const { id } = await wish()
    const made = await begin({ project: planned })
    expect(made).toEqual({ id, version: start.toISOString() })
    later(60)
    const done = { ...planned, state: 'done', result: '洗衣店十二月一日开门' }
    const { version } = v.parse(ProjectMade, await (await change(id, made.version, done)).json())
    const { need, history } = await page(id)
    expect(need.project).toEqual({ ...done, version })
    expect(history).toEqual([
      { ...done, at: version },
      { ...planned, at: made.version },
    ])
    const told = await rows(
      "SELECT before ->> 'state' AS before, after ->> 'state' AS after FROM change WHERE subject = ?1 ORDER BY id",
      id,
    )
    expect(told).toEqual([
      { before: null, after: 'planned' },
      { before: 'planned', after: 'done' },
    ])
  })

  it('also of what nobody has wished for, which can be supported then', async () => {
    const { id } = await begin({
      want: 'photo_print',
      project: { ...planned, state: 'proposed', unit: null, by: null },
    })
    expect(await needOf('photo_print')).toMatchObject({ id, supporters: 0, project: { state: 'proposed' } })
    await support(id)
    expect((await page(id)).need.supporters).toBe(1)
  })

  it('once: sent again it is the same, and somebody else is told', async () => {
    const key = crypto.randomUUID()
    const [one, twin] = await Promise.all([
      begin({ project: planned }, staff, key),
      begin({ project: planned }, staff, key),
    ])
    expect(twin).toEqual(one)
    const body = { community: communities.minan, want: 'laundry', project: planned }
    const headers = { 'Idempotency-Key': crypto.randomUUID() }
    expect((await refusal(await staff.fetch('POST', '/api/desk/wishes/projects', body, headers))).code).toBe(
      'changed_meanwhile',
    )
    const stale = await change(one.id, '2026-01-01T00:00:00.000Z', planned)
    expect((await refusal(stale)).code).toBe('changed_meanwhile')
    expect((await page(one.id)).history).toHaveLength(1)
  })

  it.each([
    ['planned without a unit', { ...planned, unit: null }, 'unit'],
    ['planned for no day', { ...planned, by: null }, 'by'],
    ['done without a result', { ...planned, state: 'done' }, 'result'],
    ['declined without a reason', { ...planned, state: 'declined' }, 'reason'],
    ['planned with a reason', { ...planned, reason: '没有场地' }, 'reason'],
    ['for a day that there is not', { ...planned, by: '2027-02-30' }, 'by'],
    ['by another subdistrict', { ...planned, unit: '411281006' }, 'unit'],
    ['by another community', { ...planned, unit: communities.xingyuan }, 'unit'],
  ])('with what its state needs: %s is refused', async (_, project, field) => {
    const { id, version } = await begin({ project: planned })
    expect(await refusal(await change(id, version, project))).toEqual({
      code: 'invalid_request',
      fields: [field],
    })
    expect((await page(id)).history).toHaveLength(1)
  })

  it('by who is above the community, or a department', async () => {
    let { id, version } = await begin({ project: planned })
    for (const unit of [communities.minan, '411281001', '411281', 'civil']) {
      ;({ version } = v.parse(ProjectMade, await (await change(id, version, { ...planned, unit })).json()))
      expect((await page(id)).need.project?.unit).toBe(unit)
    }
  })

  it('in their area; the history can be altered by nobody', async () => {
    const { id, version } = await begin({ project: planned })
    expect((await refusal(await change(id, version, planned, neighbour))).code).toBe('forbidden')
    expect((await desk(neighbour)).needs.some(({ community }) => community === communities.minan)).toBe(false)
    await expect(env.DB.prepare("UPDATE project_event SET state = 'done'").run()).rejects.toThrow(
      /append-only/,
    )
    await expect(env.DB.prepare('DELETE FROM project_event').run()).rejects.toThrow(/append-only/)
  })
})
