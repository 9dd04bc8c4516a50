import { env } from 'cloudflare:workers'
import * as v from 'valibot'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { noticeRule } from '../../schema/catalog/notices.ts'
import {
  type MadeNotice,
  NoticeCollection,
  type NoticeDraft,
  NoticeList,
  NoticeMade,
} from '../../schema/contract/notice.ts'
import { Browser, makeAccount, rows } from './accounts.ts'
import { letRevisionExpire, problemOf, readAs, send } from './api.ts'
import { communities, loadTown } from './town.ts'

const start = new Date('2026-11-24T12:00:00Z')
const tour: NoticeDraft = {
  area: communities.minan,
  kind: 'culture',
  title: '文化惠民巡演',
  text: '豫剧《花木兰》，免票。\n自带小板凳。',
  place: '社区文化广场',
  from: '2026-11-24',
  fromTime: '14:00',
  to: '2026-11-24',
  toTime: '22:00',
}

const staff = new Browser()
const street = new Browser()
const office = new Browser()
const auditor = new Browser()

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: start })
  await loadTown(env.DB)
  await makeAccount('minan', 'community')
  await makeAccount('qianqiu', 'subdistrict')
  await makeAccount('office', 'city')
  await makeAccount('auditor', 'auditor')
  await staff.signIn('minan')
  await street.signIn('qianqiu')
  await office.signIn('office')
  await auditor.signIn('auditor')
})
beforeEach(async () => {
  vi.setSystemTime(Math.max(Date.now(), start.getTime()) + 1_000)
  await env.DB.prepare('DELETE FROM notice').run()
  letRevisionExpire()
})
afterAll(() => {
  vi.useRealTimers()
})

async function add(
  who: Browser,
  given: Partial<NoticeDraft> = {},
  key: string = crypto.randomUUID(),
): Promise<MadeNotice> {
  const response = await who.fetch(
    'POST',
    '/api/desk/notices',
    { ...tour, ...given },
    {
      'Idempotency-Key': key,
    },
  )
  const text = await response.text()
  expect(response.status, text).toBe(201)
  return v.parse(NoticeMade, JSON.parse(text))
}

const refusedAdd = (who: Browser, given: object) =>
  who.problem('POST', '/api/desk/notices', { ...tour, ...given }, { 'Idempotency-Key': crypto.randomUUID() })

const change = (who: Browser, { id, version }: MadeNotice, given: Partial<NoticeDraft>) =>
  who.fetch('PUT', `/api/desk/notices/${id}`, { ...tour, ...given }, { 'If-Match': `"${version}"` })

async function shown(circle?: string): Promise<string[]> {
  letRevisionExpire()
  const path = circle === undefined ? '/api/notices' : `/api/notices?circle=${circle}`
  return (await readAs(NoticeCollection, path)).notices.map(({ title }) => title)
}

const own = async (who: Browser) => v.parse(NoticeList, await who.do('GET', '/api/desk/notices')).notices

describe('residents see', () => {
  it('what is for their community, its subdistrict and the city, and nothing else', async () => {
    await add(staff, { title: '本社区' })
    await add(street, { area: '411281001', title: '本街道' })
    await add(office, { area: '411281', title: '全市' })
    await add(office, { area: communities.village, title: '别的社区' })
    await add(office, { area: '411281006', title: '别的街道' })
    expect((await shown(communities.minan)).toSorted()).toEqual(['全市', '本社区', '本街道'].toSorted())
    expect((await shown(communities.xingyuan)).toSorted()).toEqual(['全市', '本街道'].toSorted())
    expect(await shown()).toHaveLength(5)
    const { notices } = await readAs(NoticeCollection, `/api/notices?circle=${communities.minan}`)
    expect(notices.map(({ area }) => area.name).toSorted()).toEqual(
      ['义马', '千秋路街道', '民安社区'].toSorted(),
    )
    expect((await problemOf('/api/notices?circle=411281009999')).code).toBe('not_found')
    expect((await problemOf('/api/notices?circle=x')).code).toBe('invalid_request')
  })

  it('what is coming and what is current; what is over goes by itself, also for who has it by its tag', async () => {
    await add(staff, { title: '今天', toTime: '20:30' })
    await add(staff, { title: '明天', from: '2026-11-25', to: '2026-11-25', fromTime: null, toTime: null })
    expect(await shown()).toEqual(['今天', '明天'])
    const tag = (await send('/api/notices')).headers.get('ETag') ?? ''
    const again = () => send('/api/notices', { headers: { 'If-None-Match': tag } })
    expect((await again()).status).toBe(304)
    const before = await rows('SELECT revision FROM city')
    vi.setSystemTime(Date.parse('2026-11-24T20:30:00+08:00'))
    expect((await again()).status).toBe(200)
    expect(await shown()).toEqual(['明天'])
    expect(await rows('SELECT revision FROM city')).toEqual(before)
  })

  it('a new one, a changed one and a withdrawn one: each raises the revision', async () => {
    const tag = async () => {
      letRevisionExpire()
      return (await send('/api/notices')).headers.get('ETag')
    }
    const tags = [await tag()]
    const made = await add(staff)
    tags.push(await tag())
    expect((await change(staff, made, { place: '小学操场' })).status).toBe(200)
    tags.push(await tag())
    await staff.do('PUT', `/api/desk/notices/${made.id}/withdrawal`, { withdrawn: true })
    tags.push(await tag())
    expect(new Set(tags).size).toBe(tags.length)
    expect(await shown()).toEqual([])
  })
})

describe('staff', () => {
  it('write for their area and not beyond it', async () => {
    expect((await refusedAdd(staff, { area: communities.xingyuan })).code).toBe('forbidden')
    expect((await refusedAdd(staff, { area: '411281001' })).code).toBe('forbidden')
    expect((await refusedAdd(street, { area: '411281' })).code).toBe('forbidden')
    expect((await refusedAdd(street, { area: communities.village })).code).toBe('forbidden')
    expect((await refusedAdd(auditor, {})).code).toBe('forbidden')
    const made = await add(street, { area: '411281001' })
    expect((await change(staff, made, {})).status).toBe(403)
    // nor is a notice of theirs moved out of it
    const theirs = await add(staff)
    expect((await change(staff, theirs, { area: '411281001' })).status).toBe(403)
    expect((await own(staff)).map(({ id }) => id)).toEqual([theirs.id])
    expect(await own(street)).toHaveLength(2)
    expect(await own(auditor)).toHaveLength(2)
  })

  it.each([
    ['a division that there is not', { area: '411281009' }, 'area'],
    ['no title', { title: '  ' }, 'title'],
    ['too much text', { text: '字'.repeat(noticeRule.text + 1) }, 'text'],
    ['no such day', { from: '2026-02-30' }, 'from'],
    ['no such time', { fromTime: '25:00' }, 'fromTime'],
    ['an end before the beginning', { toTime: '13:00' }, 'to'],
    ['too long', { to: '2027-03-01' }, 'to'],
    ['an unknown kind', { kind: 'gossip' }, 'kind'],
  ])('are told which field is wrong: %s', async (_, given, field) => {
    const { code, fields } = await refusedAdd(office, given)
    expect({ code, fields: fields?.map((one) => one.field) }).toEqual({
      code: 'invalid_request',
      fields: [field],
    })
    expect(await own(office)).toEqual([])
  })

  it('add once, however often it is sent', async () => {
    const key = crypto.randomUUID()
    const [one, twin] = await Promise.all([add(staff, {}, key), add(staff, {}, key)])
    expect(twin).toEqual(one)
    expect(await add(staff, {}, key)).toEqual(one)
    expect(await own(staff)).toHaveLength(1)
    const other = await staff.fetch(
      'POST',
      '/api/desk/notices',
      { ...tour, title: '别的' },
      { 'Idempotency-Key': key },
    )
    expect(other.status).toBe(409)
  })

  it('change from the state they have seen, and are told when somebody was quicker', async () => {
    const made = await add(staff)
    const response = await change(staff, made, { title: '改到明天', from: '2026-11-25', to: '2026-11-25' })
    const changed = v.parse(NoticeMade, await response.json())
    expect(changed.version > made.version).toBe(true)
    expect((await change(street, made, { title: '改到后天' })).status).toBe(412)
    expect(await own(staff)).toMatchObject([{ title: '改到明天', version: changed.version, by: 'minan' }])
    const missing = await staff.problem('PUT', `/api/desk/notices/${made.id}`, tour)
    expect(missing.fields).toMatchObject([{ field: 'If-Match' }])
    expect(await staff.refusal('PUT', '/api/desk/notices/nothing123', tour)).toBe('not_found')
  })

  it('withdraw and put back, and the history tells of everything once', async () => {
    const before = Number((await rows('SELECT max(id) AS id FROM change'))[0]?.['id'] ?? 0)
    const made = await add(staff)
    await change(staff, made, { place: null })
    const withdraw = (withdrawn: boolean) =>
      staff.do('PUT', `/api/desk/notices/${made.id}/withdrawal`, { withdrawn })
    await withdraw(true)
    await withdraw(true)
    expect(await shown()).toEqual([])
    await withdraw(false)
    expect(await shown()).toEqual([tour.title])
    const told = await rows(
      `SELECT subject_kind AS kind, before ->> 'place' AS place, after ->> 'title' AS title,
          json_extract(after, '$.withdrawn') AS withdrawn FROM change WHERE id > ?1 ORDER BY id`,
      before,
    )
    expect(told).toEqual([
      { kind: 'notice', place: null, title: tour.title, withdrawn: null },
      { kind: 'notice', place: tour.place, title: tour.title, withdrawn: null },
      { kind: 'notice', place: null, title: null, withdrawn: 1 },
      { kind: 'notice', place: null, title: null, withdrawn: 0 },
    ])
  })
})
