import { createScheduledController } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import * as v from 'valibot'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { applicationRule } from '../../schema/catalog/application-rule.ts'
import {
  type Application,
  type ApplicationDraft,
  ApplicationList,
  ApplicationTaken,
} from '../../schema/contract/application.ts'
import { type MadeOutlet, NewOutletMade } from '../../schema/contract/ledger.ts'
import { OutletPublic } from '../../schema/contract/outlet.ts'
import { Problem } from '../../schema/contract/problem.ts'
import worker from '../../worker/index.ts'
import { Browser, makeAccount, rows } from './accounts.ts'
import { letRevisionExpire, readAs } from './api.ts'
import { Resident } from './residents.ts'
import { centre, communities, loadTown } from './town.ts'

const start = new Date('2026-11-24T12:00:00Z')
const shop: ApplicationDraft = {
  name: '千秋路豆腐脑',
  type: 'breakfast',
  address: '千秋路 9 号，小学对面',
  community: communities.minan,
  hours: '早上6点到10点，周日休息',
  phone: '0398-0001299',
  note: '门口有两级台阶',
}
/** What staff have seen on the spot. */
const seen = {
  name: '千秋路老豆腐脑',
  type: 'breakfast',
  address: '千秋路 9 号',
  position: [...centre],
  circle: communities.minan,
  hours: 'Mo-Sa 06:00-10:00',
  phone: '0398-0001299',
}

const staff = new Browser()
const neighbour = new Browser()
const auditor = new Browser()

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: start })
  await loadTown(env.DB)
  await makeAccount('minan', 'community')
  await makeAccount('xingyuan', 'community', { area: communities.xingyuan })
  await makeAccount('auditor', 'auditor')
})
beforeEach(async () => {
  vi.setSystemTime(start)
  await env.DB.prepare('DELETE FROM application').run()
  for (const [browser, handle] of [
    [staff, 'minan'],
    [neighbour, 'xingyuan'],
    [auditor, 'auditor'],
  ] as const) {
    if ((await browser.session()).stage === null) await browser.signIn(handle)
  }
})
afterAll(() => {
  vi.useRealTimers()
})

const post = async (resident: Resident, body: unknown, headers: Record<string, string> = {}) =>
  resident.fetch('/api/applications', await resident.request(body, headers))

async function apply(given: Partial<ApplicationDraft> = {}, resident = new Resident()): Promise<Application> {
  const response = await post(resident, { ...shop, ...given })
  const text = await response.text()
  expect(response.status, text).toBe(201)
  return v.parse(ApplicationTaken, JSON.parse(text))
}

async function refusal(response: Response) {
  const { code, fields = [] } = v.parse(Problem, await response.json())
  return { code, fields: fields.map(({ field }) => field) }
}

const listed = async (who: Browser) =>
  v.parse(ApplicationList, await who.do('GET', '/api/desk/applications')).applications

const accept = (who: Browser, id: string, given: object = {}, key: string = crypto.randomUUID()) =>
  who.fetch(
    'POST',
    `/api/desk/applications/${id}/acceptance`,
    { ...seen, ...given },
    {
      'Idempotency-Key': key,
    },
  )

async function accepted(response: Response): Promise<MadeOutlet> {
  const text = await response.text()
  expect(response.status, text).toBe(201)
  return v.parse(NewOutletMade, JSON.parse(text))
}

const outletsNamed = (name: string) => rows('SELECT id FROM outlet WHERE name = ?1', name)

describe('somebody names a new shop', () => {
  it('and the staff of the area see it, and nobody else', async () => {
    const { id, at } = await apply()
    expect(at).toBe(start.toISOString())
    expect(await listed(staff)).toEqual([{ id, ...shop, at, state: 'open', reason: null, outlet: null }])
    expect(await listed(neighbour)).toEqual([])
    expect(await listed(auditor)).toHaveLength(1)
  })

  it('once, however often it is sent', async () => {
    const resident = new Resident()
    const request = await resident.request(shop)
    const [one, twin] = await Promise.all([
      resident.fetch('/api/applications', request),
      resident.fetch('/api/applications', request),
    ])
    expect([one.status, twin.status]).toEqual([201, 201])
    const text = await one.text()
    expect(await twin.text()).toBe(text)
    expect(await (await resident.fetch('/api/applications', request)).text()).toBe(text)
    expect(await listed(staff)).toHaveLength(1)
  })

  it.each([
    ['no name', { name: ' ' }, 'name'],
    ['no type', { type: 'casino' }, 'type'],
    ['no address', { address: null }, 'address'],
    ['a community that there is not', { community: '411281001999' }, 'community'],
    ['too much of hours', { hours: '早'.repeat(applicationRule.hours + 1) }, 'hours'],
    ['too long a note', { note: '字'.repeat(applicationRule.note + 1) }, 'note'],
    ['a position', { position: [...centre] }, 'position'],
  ])('and is told which field is wrong: %s', async (_, given, field) => {
    expect(await refusal(await post(new Resident(), { ...shop, ...given }))).toEqual({
      code: 'invalid_request',
      fields: [field],
    })
    expect(await listed(staff)).toEqual([])
  })

  it('from this site, with a task solved', async () => {
    const resident = new Resident()
    const foreign = await post(resident, shop, { Origin: 'https://elsewhere.example' })
    expect((await refusal(foreign)).code).toBe('cross_site')
    expect((await refusal(await post(resident, shop, { Altcha: btoa('{}') }))).code).toBe('work_wrong')
    expect(await listed(staff)).toEqual([])
  })

  it('so often and no more, and is told when there is room again', async () => {
    const { byResident, inCommunity } = applicationRule
    const resident = new Resident()
    for (let n = 0; n < byResident.most; n++) await apply({}, resident)
    const over = await post(resident, { ...shop, community: communities.village })
    expect(over.headers.get('Retry-After')).toBe(String(byResident.seconds))
    expect((await refusal(over)).code).toBe('too_many')
    for (let n = byResident.most; n < inCommunity.most; n++) await apply()
    const crowded = await post(new Resident(), shop)
    expect(crowded.headers.get('Retry-After')).toBe(String(inCommunity.seconds))
    await crowded.body?.cancel()
    await apply({ community: communities.xingyuan })
  })

  it('and after a day nothing tells which came from the same person', async () => {
    await apply()
    const later = async (seconds: number) => {
      const time = start.getTime() + seconds * 1_000
      await worker.scheduled(createScheduledController({ scheduledTime: time, cron: '5 * * * *' }), env)
      return rows('SELECT resident IS NULL AS forgotten FROM application')
    }
    expect(await later(applicationRule.residentFor - 1)).toEqual([{ forgotten: 0 }])
    expect(await later(applicationRule.residentFor)).toEqual([{ forgotten: 1 }])
  })
})

describe('staff accept', () => {
  it('what they have seen on the spot: an outlet, its history and the verdict in one', async () => {
    const { id } = await apply()
    const made = await accepted(await accept(staff, id))
    letRevisionExpire()
    const outlet = await readAs(OutletPublic, `/api/outlets/${made.id}`)
    expect(outlet).toMatchObject({
      name: seen.name,
      position: seen.position,
      circle: communities.minan,
      hours: seen.hours,
      confirmedBy: 'staff',
    })
    expect(await listed(staff)).toMatchObject([{ id, state: 'accepted', outlet: made.id }])
    const told = await rows(
      `SELECT subject_kind AS kind, subject, after ->> 'state' AS state, after ->> 'name' AS name FROM change
        WHERE subject IN (?1, ?2) ORDER BY id`,
      id,
      made.id,
    )
    expect(told).toEqual([
      { kind: 'outlet', subject: made.id, state: null, name: seen.name },
      { kind: 'application', subject: id, state: 'accepted', name: null },
    ])
  })

  it('once, also when two do so at once', async () => {
    const name = '只登记一次'
    const { id } = await apply()
    const key = crypto.randomUUID()
    const [one, twin] = await Promise.all([
      accept(staff, id, { name }, key),
      accept(staff, id, { name }, key),
    ])
    expect(await accepted(twin)).toEqual(await accepted(one))
    const other = await accept(staff, id, { name })
    expect((await refusal(other)).code).toBe('changed_meanwhile')
    expect(await outletsNamed(name)).toHaveLength(1)
  })

  it('in their area, within the city, with hours that can be read; otherwise nothing is stored', async () => {
    const name = '不该有的店'
    const { id } = await apply()
    const tries = [
      [neighbour, {}, 'forbidden'],
      [auditor, {}, 'forbidden'],
      [staff, { circle: communities.xingyuan }, 'forbidden'],
      [staff, { circle: null }, 'forbidden'],
      [staff, { position: [116.4, 39.9] }, 'invalid_request'],
      [staff, { hours: '早上六点' }, 'invalid_request'],
    ] as const
    for (const [who, given, code] of tries) {
      expect((await refusal(await accept(who, id, { name, ...given }))).code).toBe(code)
    }
    expect((await refusal(await accept(staff, 'nothing123', { name }))).code).toBe('not_found')
    expect(await outletsNamed(name)).toEqual([])
    expect(await listed(staff)).toMatchObject([{ id, state: 'open' }])
  })
})

describe('staff refuse', () => {
  const judge = (id: string, verdict: object) => staff.do('POST', `/api/desk/applications/${id}`, verdict)
  const reason = '到现场看过，没有这家店'

  it('with a reason, and take it back; what is refused cannot be accepted until then', async () => {
    const { id } = await apply()
    await judge(id, { verdict: 'refused', reason })
    expect(await listed(staff)).toMatchObject([{ id, state: 'refused', reason }])
    expect((await refusal(await accept(staff, id, { name: '退回的店' }))).code).toBe('changed_meanwhile')
    expect(await outletsNamed('退回的店')).toEqual([])
    await judge(id, { verdict: 'undo' })
    expect(await listed(staff)).toMatchObject([{ id, state: 'open', reason: null }])
    const told = await rows(
      "SELECT before ->> 'state' AS before, after ->> 'state' AS after FROM change WHERE subject = ?1 ORDER BY id",
      id,
    )
    expect(told).toEqual([
      { before: 'open', after: 'refused' },
      { before: 'refused', after: 'open' },
    ])
  })

  it('and are told when it is not theirs, when a reason is missing, and when somebody was quicker', async () => {
    const { id } = await apply()
    const path = `/api/desk/applications/${id}`
    expect(await neighbour.refusal('POST', path, { verdict: 'refused', reason })).toBe('forbidden')
    expect(await staff.refusal('POST', path, { verdict: 'refused' })).toBe('invalid_request')
    expect(await staff.refusal('POST', path, { verdict: 'undo' })).toBe('changed_meanwhile')
    await judge(id, { verdict: 'refused', reason })
    expect(await staff.refusal('POST', path, { verdict: 'refused', reason })).toBe('changed_meanwhile')
    expect(await rows('SELECT 1 FROM change WHERE subject = ?1', id)).toHaveLength(1)
  })

  it('what was decided leaves the desk after a while', async () => {
    const { id } = await apply()
    await judge(id, { verdict: 'refused', reason })
    await env.DB.prepare('UPDATE application SET judged_at = ?2 WHERE id = ?1')
      .bind(id, new Date(start.getTime() - applicationRule.keptAtDesk * 86_400_000).toISOString())
      .run()
    expect(await listed(staff)).toEqual([])
  })
})
