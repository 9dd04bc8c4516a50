import { createScheduledController } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import * as v from 'valibot'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { reportRule } from '../../schema/catalog/report-facts.ts'
import { Problem, type ProblemCode } from '../../schema/contract/problem.ts'
import { type Report, ReportList, ReportTaken } from '../../schema/contract/report.ts'
import worker from '../../worker/index.ts'
import { Browser, makeAccount, rows } from './accounts.ts'
import { Resident } from './residents.ts'
import { communities, loadTown, outlets } from './town.ts'

const { pharmacy, chainPharmacy, cobbler } = outlets
const start = new Date('2026-11-24T12:00:00Z')
const wrong = { outlet: pharmacy.id, fact: 'hours', right: '周日下午不开门' }

const merchant = new Browser()
const staff = new Browser()
const neighbour = new Browser()

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: start })
  await loadTown(env.DB)
  await makeAccount('laojie-yaofang', 'merchant', { outlets: [pharmacy.id] })
  await makeAccount('minan', 'community')
  await makeAccount('xingyuan', 'community', { area: communities.xingyuan })
  await merchant.signIn('laojie-yaofang')
  await staff.signIn('minan')
  await neighbour.signIn('xingyuan')
})
beforeEach(async () => {
  vi.setSystemTime(start)
  await env.DB.prepare('DELETE FROM report').run()
})
afterAll(() => {
  vi.useRealTimers()
})

const post = async (resident: Resident, body: unknown, headers: Record<string, string> = {}) =>
  resident.fetch('/api/reports', await resident.request(body, headers))

async function say(
  resident: Resident,
  body: unknown = wrong,
  headers: Record<string, string> = {},
): Promise<Report> {
  const response = await post(resident, body, headers)
  const text = await response.text()
  expect(response.status, text).toBe(201)
  return v.parse(ReportTaken, JSON.parse(text))
}

async function refusal(response: Response): Promise<{ code: ProblemCode; fields: string[] }> {
  const { code, fields = [] } = v.parse(Problem, await response.json())
  return { code, fields: fields.map(({ field }) => field) }
}

const waiting = async (browser: Browser) =>
  v.parse(ReportList, await browser.do('GET', '/api/desk/reports')).reports

describe('a resident says what is wrong', () => {
  it('and the merchant and the staff of the area see it, and nobody else', async () => {
    const taken = await say(new Resident())
    expect(taken).toMatchObject({ outlet: pharmacy.id, fact: 'hours', at: start.toISOString() })
    const [seen] = await waiting(staff)
    expect(seen).toEqual({
      ...taken,
      name: pharmacy.name,
      community: expect.any(String),
      right: wrong.right,
      state: 'open',
      reason: null,
    })
    expect(await waiting(neighbour)).toEqual([])
    const own = v.parse(ReportList, await merchant.do('GET', `/api/listings/${pharmacy.id}/reports`))
    expect(own.reports).toEqual([seen])
    expect(await merchant.refusal('GET', `/api/listings/${chainPharmacy.id}/reports`)).toBe('forbidden')
  })

  it('once, however often it is sent', async () => {
    const resident = new Resident()
    const request = await resident.request(wrong)
    const [one, twin] = await Promise.all([
      resident.fetch('/api/reports', request),
      resident.fetch('/api/reports', request),
    ])
    expect([one.status, twin.status]).toEqual([201, 201])
    const text = await one.text()
    expect(await twin.text()).toBe(text)
    const late = await resident.fetch('/api/reports', request)
    expect(await late.text()).toBe(text)
    expect(await waiting(staff)).toHaveLength(1)
  })

  it.each([
    ['no outlet', { ...wrong, outlet: undefined }, 'outlet'],
    ['an unknown fact', { ...wrong, fact: 'colour' }, 'fact'],
    ['too much', { ...wrong, right: '字'.repeat(reportRule.most + 1) }, 'right'],
    ['control characters', { ...wrong, right: 'a\u0000b' }, 'right'],
    ['a field that is none', { ...wrong, name: 'me' }, 'name'],
  ])('and is told which field is wrong: %s', async (_, body, field) => {
    expect(await refusal(await post(new Resident(), body))).toEqual({
      code: 'invalid_request',
      fields: [field],
    })
    expect(await waiting(staff)).toEqual([])
  })

  it('about an outlet that there is', async () => {
    const response = await post(new Resident(), { ...wrong, outlet: 'nothing123' })
    expect((await refusal(response)).code).toBe('not_found')
  })

  it('from this site, with a task solved', async () => {
    const resident = new Resident()
    const foreign = await post(resident, wrong, { Origin: 'https://elsewhere.example' })
    expect((await refusal(foreign)).code).toBe('cross_site')
    expect((await refusal(await post(resident, wrong, { Altcha: btoa('{}') }))).code).toBe('work_wrong')
    expect(await waiting(staff)).toEqual([])
  })

  it('so often and no more, and is told when there is room again', async () => {
    const resident = new Resident()
    const { byResident, onOutlet } = reportRule
    for (let n = 0; n < byResident.most; n++) {
      await say(resident, { ...wrong, outlet: n % 2 ? cobbler.id : pharmacy.id })
    }
    const over = await post(resident, { ...wrong, outlet: chainPharmacy.id })
    expect(over.headers.get('Retry-After')).toBe(String(byResident.seconds))
    expect((await refusal(over)).code).toBe('too_many')
    for (let n = byResident.most / 2; n < onOutlet.most; n++) await say(new Resident())
    const crowded = await post(new Resident(), wrong)
    expect(crowded.headers.get('Retry-After')).toBe(String(onOutlet.seconds))
    await crowded.body?.cancel()
    vi.setSystemTime(start.getTime() + onOutlet.seconds * 1_000)
    await say(new Resident())
  })

  it('and after a day nothing tells which reports came from the same person', async () => {
    await say(new Resident())
    const later = async (seconds: number) => {
      const time = start.getTime() + seconds * 1_000
      vi.setSystemTime(time)
      await worker.scheduled(createScheduledController({ scheduledTime: time, cron: '5 * * * *' }), env)
      return rows('SELECT resident IS NULL AS forgotten FROM report')
    }
    expect(await later(reportRule.residentFor - 1)).toEqual([{ forgotten: 0 }])
    expect(await later(reportRule.residentFor)).toEqual([{ forgotten: 1 }])
  })
})

describe('staff', () => {
  // a day has passed for those above
  beforeAll(async () => {
    vi.setSystemTime(start)
    await merchant.signIn('laojie-yaofang')
    await staff.signIn('minan')
    await neighbour.signIn('xingyuan')
  })

  it('see to it, refuse with a reason, take either back, and the history tells', async () => {
    const { id } = await say(new Resident())
    const judge = (verdict: object) => staff.do('POST', `/api/desk/reports/${id}`, verdict)
    await judge({ verdict: 'mended' })
    expect(await waiting(staff)).toEqual([])
    await judge({ verdict: 'undo' })
    expect(await waiting(staff)).toHaveLength(1)
    await judge({ verdict: 'refused', reason: '问过店里，时间没变' })
    const [seen] = v.parse(
      ReportList,
      await merchant.do('GET', `/api/listings/${pharmacy.id}/reports`),
    ).reports
    expect(seen).toMatchObject({ state: 'refused', reason: '问过店里，时间没变' })
    const told = await rows(
      "SELECT after ->> 'state' AS state FROM change WHERE subject_kind = 'report' ORDER BY id",
    )
    expect(told.map(({ state }) => state)).toEqual(['mended', 'open', 'refused'])
  })

  it('are told when somebody else was quicker, when it lies elsewhere, and when a reason is missing', async () => {
    const { id } = await say(new Resident())
    const path = `/api/desk/reports/${id}`
    expect(await neighbour.refusal('POST', path, { verdict: 'mended' })).toBe('forbidden')
    expect(await merchant.refusal('POST', path, { verdict: 'mended' })).toBe('forbidden')
    expect(await staff.refusal('POST', path, { verdict: 'refused' })).toBe('invalid_request')
    expect(await staff.refusal('POST', path, { verdict: 'undo' })).toBe('changed_meanwhile')
    await staff.do('POST', path, { verdict: 'mended' })
    expect(await staff.refusal('POST', path, { verdict: 'mended' })).toBe('changed_meanwhile')
    expect(await staff.refusal('POST', '/api/desk/reports/nothing123', { verdict: 'mended' })).toBe(
      'not_found',
    )
  })
})
