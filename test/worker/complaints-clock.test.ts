import { createScheduledController } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import * as v from 'valibot'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ComplaintLevel } from '../../schema/catalog/complaints.ts'
import { CasesPage, DeskCases, OnTimePublic } from '../../schema/contract/complaint-lists.ts'
import { readGroup, turnOf, turnStatements } from '../../worker/complaints/turn.ts'
import { runBatch } from '../../worker/guard/database.ts'
import worker from '../../worker/index.ts'
import { Browser, makeAccount, rows } from './accounts.ts'
import { readAs, send } from './api.ts'
import { act, atDesk, file, refusal, shownCase } from './complainants.ts'
import { communities, loadTown, outlets } from './town.ts'

const accept = { act: 'accept', unit: communities.minan }
const resolve = { act: 'resolve', text: '已经退款。' }

const community = new Browser()
const subdistrict = new Browser()
const city = new Browser()

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-24T04:00:00Z') })
  await loadTown(env.DB)
  await makeAccount('minan', 'community')
  await makeAccount('qianqiu', 'subdistrict')
  await makeAccount('office', 'city')
})
afterAll(() => {
  vi.useRealTimers()
})

const hourly = () => worker.scheduled(createScheduledController({ scheduledTime: new Date(Date.now()) }), env)
/** Later than whatever was before: time only goes on. Whoever had signed in signs in again. */
async function begin(at: string): Promise<void> {
  goTo(at)
  await community.signIn('minan')
  await subdistrict.signIn('qianqiu')
  await city.signIn('office')
}
const goTo = (at: string) => vi.setSystemTime(new Date(at))

/** What is counted, as `on time/all` by unit, month and limit. */
async function tallies(): Promise<Map<string, [onTime: number, n: number]>> {
  const { rows: counted } = await readAs(OnTimePublic, '/api/complaints/on-time')
  return new Map(
    counted.map(({ unit, month, limit, onTime, n }) => [`${unit} ${month} ${limit}`, [onTime, n]]),
  )
}

/** What has been counted since. */
async function countedSince(before: Awaited<ReturnType<typeof tallies>>): Promise<string[]> {
  return [...(await tallies())]
    .map(([name, [onTime, n]]) => ({
      name,
      onTime: onTime - (before.get(name)?.[0] ?? 0),
      n: n - (before.get(name)?.[1] ?? 0),
    }))
    .filter(({ n }) => n > 0)
    .map(({ name, onTime, n }) => `${name} ${onTime}/${n}`)
}

describe('a limit that is missed', () => {
  it('lifts the case a level by itself, is counted and marked, each once', async () => {
    await begin('2026-11-24T04:00:00Z')
    const before = await tallies()
    const { case: id } = await file({ subject: { kind: 'outlet', id: outlets.clinic.id } })
    goTo('2026-11-25T15:59:59.999Z')
    await hourly()
    expect((await shownCase(id)).case).toMatchObject({ level: 'community', late: 0 })
    goTo('2026-11-25T16:00:00Z')
    await hourly()
    await hourly()
    expect((await shownCase(id)).case).toMatchObject({
      level: 'subdistrict',
      late: 1,
      missed: ['accept'],
      next: { limit: 'accept' },
    })
    const [missed] = (await shownCase(id)).events.slice(-1)
    expect(missed).toMatchObject({ by: 'clock', act: 'escalate' })
    expect(JSON.parse(missed?.facts ?? '')).toEqual({ limit: 'accept', until: '2026-11-25T16:00:00.000Z' })
    goTo('2026-12-03T16:00:00Z')
    await hourly()
    expect((await shownCase(id)).case).toMatchObject({ level: 'city', late: 3 })
    expect(await countedSince(before)).toEqual([
      '411281 2026-12 resolve 0/1',
      '411281001 2026-12 answer 0/1',
      '411281001001 2026-11 accept 0/1',
    ])
  })

  it('overwrites nothing that was done since the case was read', async () => {
    await begin('2026-12-04T04:00:00Z')
    const { case: id } = await file()
    const group = await readGroup(env.DB, id)
    await act(community, id, accept)
    // As where the calendar has moved the deadline meanwhile: time does nothing, and no event guards the writing.
    await runBatch(env.DB, await turnStatements([turnOf(group.row)], group, Date.now()))
    expect((await shownCase(id)).case).toMatchObject({ stage: 'accepted', unit: communities.minan })
    expect((await atDesk(community, id)).version).toBe(2)
  })

  it('does so before anything else, whether or not the clock has run', async () => {
    await begin('2026-12-08T04:00:00Z')
    const { case: id } = await file()
    await begin('2026-12-09T16:00:00Z')
    // Whoever had the page open before is told that something has happened, and sees what.
    expect(await refusal(community, id, accept, { version: 1 })).toBe('changed_meanwhile')
    expect(await refusal(community, id, accept, { version: 2 })).toBe('forbidden')
    expect((await atDesk(community, id)).case).toMatchObject({ level: 'subdistrict', late: 1 })
    await act(subdistrict, id, { act: 'accept', unit: '411281001' })
    expect((await shownCase(id)).case).toMatchObject({ stage: 'accepted', missed: ['accept'], late: 1 })
  })
})

describe('what is kept in time', () => {
  it('is counted for who had the case, and a limit once for each round', async () => {
    await begin('2026-12-15T04:00:00Z')
    const before = await tallies()
    const { case: id, follower } = await file()
    await act(community, id, accept)
    await act(community, id, { act: 'assign', unit: 'market' })
    await act(community, id, resolve)
    await follower.reopen()
    await act(subdistrict, id, { act: 'accept', unit: 'market' })
    await act(subdistrict, id, { act: 'answer', text: '再去看一次。' })
    await act(subdistrict, id, { act: 'answer', text: '看过了。' })
    expect(await countedSince(before)).toEqual([
      '411281001 2026-12 accept 1/1',
      '411281001001 2026-12 accept 1/1',
      'market 2026-12 answer 2/2',
      'market 2026-12 resolve 1/1',
    ])
  })
})

describe('a resolution that nobody confirms', () => {
  it('closes the case after seven days, without a grade, and its voice stays and is free', async () => {
    await begin('2026-12-15T04:00:00Z')
    const { case: id, follower, by } = await file({ subject: { kind: 'outlet', id: outlets.van.id } })
    const spoken = await file()
    for (const one of [id, spoken.case]) {
      await act(community, one, accept)
      await act(community, one, resolve)
    }
    expect((await shownCase(id)).case.replyUntil).toBe('2026-12-22T16:00:00.000Z')
    // Who says something is not silent: the seven days begin anew.
    goTo('2026-12-18T04:00:00Z')
    expect((await spoken.follower.add('钱还没有退，等店里回话')).case).toMatchObject({
      stage: 'resolved',
      replyUntil: '2026-12-25T16:00:00.000Z',
      done: { resolve: '2026-12-15T04:00:00.000Z' },
    })
    goTo('2026-12-22T15:59:00Z')
    await hourly()
    expect((await follower.look()).may).toMatchObject({ confirm: true, reopen: true })
    goTo('2026-12-22T16:00:00Z')
    expect(await follower.refusal('POST', '/confirm', { grade: 5 })).toBe('not_now')
    await hourly()
    expect((await shownCase(id)).case).toMatchObject({ stage: 'closed', outcome: 'no_reply', grade: null })
    expect(await follower.refusal('POST', '/reopen', { text: '没解决' })).toBe('not_now')
    await by.rate('outlet', outlets.van.id, 4)
    expect((await spoken.follower.look()).may).toMatchObject({ confirm: true, reopen: true })
    goTo('2026-12-25T16:00:00Z')
    await hourly()
    expect((await shownCase(spoken.case)).case).toMatchObject({ stage: 'closed', outcome: 'no_reply' })
  })
})

describe('a calendar that is published later', () => {
  it('moves deadlines that rested on it, and what is due by them', async () => {
    goTo('2026-12-30T04:00:00Z')
    const { case: id } = await file()
    const before = (await shownCase(id)).case
    expect(before).toMatchObject({ provisional: true, deadlines: { answer: '2027-01-04T16:00:00.000Z' } })
    await env.DB.batch([
      env.DB.prepare('INSERT INTO holiday_year (year) VALUES (2027)'),
      env.DB.prepare("INSERT INTO holiday (date, kind, name) VALUES ('2027-01-01', 'holiday', '元旦')"),
    ])
    const after = (await shownCase(id)).case
    expect(after).toMatchObject({ provisional: false, deadlines: { answer: '2027-01-05T16:00:00.000Z' } })
    await hourly()
    expect(await rows('SELECT next_until, clock_at FROM complaint WHERE id = ?1', id)).toEqual([
      { next_until: '2026-12-31T16:00:00.000Z', clock_at: '2026-12-31T16:00:00.000Z' },
    ])
    expect(
      await rows(
        'SELECT id FROM complaint WHERE open = 1 AND calendar < (SELECT calendar FROM complaint_ledger)',
      ),
    ).toEqual([])
  })
})

describe('the lists', () => {
  beforeEach(() => begin('2026-12-30T04:00:00Z'))

  const found = async (query: string) =>
    (await readAs(CasesPage, `/api/complaints?${query}`)).cases.map(({ id }) => id)

  it('are found by each filter, the latest first, page by page', async () => {
    const seen: string[] = []
    for (let next: string | null = ''; next !== null; ) {
      const page: v.InferOutput<typeof CasesPage> = await readAs(
        CasesPage,
        `/api/complaints${next && `?before=${next}`}`,
      )
      seen.push(...page.cases.map(({ id }) => id))
      next = page.next
    }
    const all = await rows('SELECT id FROM complaint ORDER BY seq DESC')
    expect(seen).toEqual(all.map(({ id }) => id))
    for (const [query, where] of [
      [`subject=${outlets.clinic.id}`, `subject = '${outlets.clinic.id}'`],
      [`community=${communities.minan}`, `community = '${communities.minan}'`],
      ['kind=price', "kind = 'price'"],
      ['kind=dispute', "kind = 'dispute'"],
      ['stage=closed', "stage = 'closed'"],
      ['unit=market', "unit = 'market'"],
      ['late=yes', 'late > 0'],
      ['month=2026-12', "month = '2026-12'"],
      ['month=2026-11&late=yes&stage=filed', "month = '2026-11' AND late > 0 AND stage = 'filed'"],
    ]) {
      const wanted = await rows(`SELECT id FROM complaint WHERE ${where} ORDER BY seq DESC`)
      expect(await found(query ?? ''), query).toEqual(wanted.map(({ id }) => id))
    }
  })

  it('tell whoever has them already that nothing has changed, until something has', async () => {
    const first = await send('/api/complaints')
    const tag = first.headers.get('ETag') ?? ''
    await first.arrayBuffer()
    expect((await send('/api/complaints', { headers: { 'If-None-Match': tag } })).status).toBe(304)
    await file()
    const after = await send('/api/complaints', { headers: { 'If-None-Match': tag } })
    expect(after.status).toBe(200)
    await after.arrayBuffer()
  })

  it.each<[ComplaintLevel, Browser]>([
    ['community', community],
    ['subdistrict', subdistrict],
    ['city', city],
  ])('of the desk are by deadline, at one’s own level: %s', async (level, browser) => {
    await env.DB.prepare(
      `INSERT INTO complaint (id, receipt, voice, subject_kind, subject, subject_name, community, subdistrict, kind,
          merchant_may_see, may_publish, filed_at, filed_on, version, stage, level, began_at, next_limit, next_until, calendar)
        SELECT 'many' || substr(?1, 1, 2) || value, ?1 || value, '', 'circle', ?2, '', ?2, '411281001', 'other', 0, 0,
          '2026-11-24T04:00:00.000Z', '2026-11-24', 1, 'filed', ?1, '2026-11-24T04:00:00.000Z', 'accept',
          '2027-02-0' || (1 + value % 3) || 'T16:00:00.000Z', 999
        FROM json_each('[${Array.from({ length: 120 }, (_, at) => at + 1000).join()}]')`,
    )
      .bind(level, communities.minan)
      .run()
    const seen: { id: string; level: string; until: string }[] = []
    for (let after = ''; ; ) {
      const page = v.parse(
        DeskCases,
        await browser.do('GET', `/api/desk/complaints?view=mine${after && `&after=${after}`}`),
      )
      seen.push(...page.cases.map(({ id, next, level: at }) => ({ id, level: at, until: next?.until ?? '' })))
      if (page.next === null) break
      after = encodeURIComponent(page.next)
    }
    const wanted = await rows(
      'SELECT id FROM complaint WHERE open = 1 AND level = ?1 ORDER BY next_until, seq',
      level,
    )
    expect(seen.map(({ id }) => id)).toEqual(wanted.map(({ id }) => id))
    expect(seen.length).toBeGreaterThanOrEqual(120)
    const counts = await browser.do('GET', '/api/desk/complaints/count')
    expect(counts).toMatchObject({ mine: seen.length })
  })
})
