import { env } from 'cloudflare:workers'
import * as v from 'valibot'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { CityPublic } from '../../schema/contract/city.ts'
import { MeasurePublic, SurveyList } from '../../schema/contract/satisfaction.ts'
import { type Holiday, type Settings, SettingsPublic, SurveyAdded } from '../../schema/contract/settings.ts'
import { calendarStatements } from '../../schema/import/city-statements.ts'
import { runBatch } from '../../worker/guard/database.ts'
import { rows } from './accounts.ts'
import { letRevisionExpire, readAs } from './api.ts'
import { type Keeper, keeper, stopClock } from './keepers.ts'
import { Resident } from './residents.ts'
import { communities, loadTown, outlets } from './town.ts'

let city: Keeper
let community: Keeper
beforeAll(async () => {
  stopClock()
  await loadTown(env.DB)
  city = await keeper('office', 'city')
  community = await keeper('minan', 'community')
})
beforeEach(async () => {
  vi.setSystemTime(Date.now() + 1_000)
  for (const sql of [
    "DELETE FROM holiday WHERE date >= '2027'",
    'DELETE FROM holiday_year WHERE year >= 2027',
    'DELETE FROM population',
    'DELETE FROM survey',
    'DELETE FROM voice',
    'UPDATE satisfaction SET satisfied_from = 3',
  ]) {
    await rows(sql)
  }
})
afterAll(() => {
  vi.useRealTimers()
})

const path = '/api/desk/settings'
const read = async (): Promise<Settings> => v.parse(SettingsPublic, await city.do('GET', path))
const lastChange = async (kind: string) =>
  (
    await rows(
      'SELECT subject, actor, before, after FROM change WHERE subject_kind = ?1 ORDER BY id DESC LIMIT 1',
      kind,
    )
  )[0]

describe('holidays', () => {
  const day = (date: string, kind: Holiday['kind'] = 'holiday', name = '元旦'): Holiday => ({
    date,
    kind,
    name,
  })
  const days = [day('2027-01-01'), day('2027-01-02'), day('2027-01-03'), day('2027-01-09', 'workday')]
  const calendar = `${path}/calendar`
  const yearOf = async (year: number) =>
    (await read()).calendar.years.find((one) => one.year === year)?.days ?? null
  const publicYears = async () => {
    letRevisionExpire()
    return (await readAs(CityPublic, '/api/city')).calendar
  }

  it('of a year are entered, in any order, and the public calendar follows', async () => {
    expect((await publicYears()).years).not.toContain(2027)
    await city.do('PUT', calendar, { year: 2027, read: null, days: days.toReversed() })
    expect(await yearOf(2027)).toEqual(days)
    const after = await publicYears()
    expect(after.years).toContain(2027)
    expect(after.days).toEqual(expect.arrayContaining(days))
    expect(await lastChange('calendar')).toEqual({
      subject: '2027',
      actor: city.account,
      before: null,
      after: JSON.stringify({ days }),
    })
  })

  it('are changed, and a year is taken back', async () => {
    await city.do('PUT', calendar, { year: 2027, read: null, days })
    const fewer = days.slice(0, 2)
    await city.do('PUT', calendar, { year: 2027, read: days, days: fewer })
    expect(await yearOf(2027)).toEqual(fewer)
    await city.do('PUT', calendar, { year: 2027, read: fewer, days: null })
    expect(await yearOf(2027)).toBe(null)
    expect((await publicYears()).days.filter(({ date }) => date > '2027')).toEqual([])
  })

  it('that somebody else has changed meanwhile are left alone', async () => {
    await city.do('PUT', calendar, { year: 2027, read: null, days })
    const before = await rows('SELECT count(*) AS n FROM change')
    for (const stale of [null, days.slice(1), [...days.slice(0, 3), day('2027-01-10', 'workday')]]) {
      expect(await city.refusal('PUT', calendar, { year: 2027, read: stale, days: days.slice(0, 1) })).toBe(
        'changed_meanwhile',
      )
    }
    expect(await yearOf(2027)).toEqual(days)
    expect(await rows('SELECT count(*) AS n FROM change')).toEqual(before)
  })

  it.each([
    ['of another year', [day('2026-12-31')]],
    ['that is there twice', [day('2027-01-01'), day('2027-01-01', 'workday')]],
    ['that does not exist', [day('2027-02-30')]],
    ['that is none', [day('tomorrow')]],
    ['worked on a weekday', [day('2027-01-01'), day('2027-01-04', 'workday')]],
    ['without a name', [day('2027-01-01', 'holiday', ' ')]],
    ['that is only worked', [day('2027-01-09', 'workday')]],
    ['too few', []],
  ])('refuse a day %s', async (_, wrong) => {
    const { code, fields } = await city.problem('PUT', calendar, { year: 2027, read: null, days: wrong })
    expect(code).toBe('invalid_request')
    expect(fields?.[0]?.field).toMatch(/^days/)
    expect(await yearOf(2027)).toBe(null)
  })

  it('that change nothing leave no row', async () => {
    await city.do('PUT', calendar, { year: 2027, read: null, days })
    const before = await rows('SELECT count(*) AS n FROM change')
    await city.do('PUT', calendar, { year: 2027, read: days, days })
    expect(await rows('SELECT count(*) AS n FROM change')).toEqual(before)
  })

  it('that the city has entered outlast a load; those of the catalog come and go with it', async () => {
    const published = [day('2031-05-01', 'holiday', '劳动节')]
    const entered = [day('2031-01-01')]
    const load = (years: number[]) =>
      runBatch(env.DB, calendarStatements(years, years.includes(2031) ? published : []))
    await load([2026, 2031])
    expect(await yearOf(2031)).toEqual(published)
    await load([2026])
    expect(await yearOf(2031)).toBe(null)

    await city.do('PUT', calendar, { year: 2031, read: null, days: entered })
    await load([2026])
    expect(await yearOf(2031)).toEqual(entered)
    await load([2026, 2031])
    expect(await yearOf(2031)).toEqual(entered)

    // what the city has taken back is the catalog's again
    await city.do('PUT', calendar, { year: 2031, read: entered, days: null })
    await load([2026, 2031])
    expect(await yearOf(2031)).toEqual(published)
  })

  it('concern so many outlets', async () => {
    expect((await read()).calendar.outlets).toBe(2)
  })
})

describe('populations', () => {
  const { minan, xingyuan } = communities
  const given = { populations: [{ community: minan, residents: 4210 }], source: '第七次人口普查' }
  const unknown = { community: minan, residents: null, source: null }
  const put = `${path}/populations`

  it('are entered, and communities that are not named keep what they have', async () => {
    await city.do('PUT', put, { read: [unknown], ...given })
    const of = (code: string, all: Settings) => all.populations.find(({ community: c }) => c === code)
    const all = await read()
    expect(of(minan, all)).toEqual({ community: minan, residents: 4210, source: '第七次人口普查' })
    expect(of(xingyuan, all)).toMatchObject({ residents: null })
    expect(all.official.weighting).toBe('pooled')
    expect(await lastChange('population')).toMatchObject({ subject: minan, before: null })
  })

  it('weigh the measure once all are known', async () => {
    const { populations } = await read()
    await city.do('PUT', put, {
      read: populations,
      populations: populations.map(({ community: code }, at) => ({ community: code, residents: 1_000 + at })),
      source: '民政台账',
    })
    expect((await read()).official.weighting).toBe('population')
    expect((await readAs(MeasurePublic, '/api/satisfaction')).weighting).toBe('population')
  })

  it('that somebody else has changed meanwhile are left alone', async () => {
    await city.do('PUT', put, { read: [unknown], ...given })
    const again = { ...given, populations: [{ community: minan, residents: 1 }] }
    expect(await city.refusal('PUT', put, { read: [unknown], ...again })).toBe('changed_meanwhile')
    const other = { community: minan, residents: 4210, source: '别的' }
    expect(await city.refusal('PUT', put, { read: [other], ...again })).toBe('changed_meanwhile')
  })

  it.each([
    ['nobody', [{ community: minan, residents: 0 }]],
    ['half a person', [{ community: minan, residents: 1.5 }]],
    ['a community twice', [given.populations[0], given.populations[0]]],
    ['an unknown community', [{ community: '411281999999', residents: 5 }]],
    ['a community that was not read', [{ community: xingyuan, residents: 5 }]],
    ['nothing', []],
  ])('refuse %s', async (_, populations) => {
    const strange = { community: '411281999999', residents: null, source: null }
    expect(await city.refusal('PUT', put, { read: [unknown, strange], populations, source: '普查' })).toBe(
      'invalid_request',
    )
  })
})

describe('surveys', () => {
  const given = {
    date: '2026-09-20',
    method: '分层随机抽取 600 户，入户面访',
    distribution: [24, 58, 120, 178, 220],
  }
  const post = `${path}/surveys`
  const shown = async () => (await readAs(SurveyList, '/api/satisfaction/surveys')).surveys
  async function added(key = crypto.randomUUID()): Promise<string> {
    const response = await city.fetch('POST', post, given, { 'Idempotency-Key': key })
    expect(response.status).toBe(201)
    vi.setSystemTime(Date.now() + 1_000)
    return v.parse(SurveyAdded, await response.json()).id
  }

  it('are entered once, however often they are sent, and are public', async () => {
    const key = crypto.randomUUID()
    const id = await added(key)
    expect(await added(key)).toBe(id)
    expect(await shown()).toMatchObject([{ id, residents: 600, rate: 518 / 600 }])
    expect((await read()).surveys).toEqual(await shown())
  })

  it('are removed with a reason, and come back as they were', async () => {
    const id = await added()
    const before = await shown()
    expect(await city.refusal('POST', `${post}/${id}/removal`, { reason: '' })).toBe('invalid_request')
    await city.do('POST', `${post}/${id}/removal`, { reason: '录错了' })
    expect(await shown()).toEqual([])
    expect(await lastChange('survey')).toMatchObject({ subject: id, after: '{"reason":"录错了"}' })
    vi.setSystemTime(Date.now() + 1_000)
    expect(await city.refusal('POST', `${post}/${id}/removal`, { reason: '录错了' })).toBe('not_found')
    await city.do('POST', `${post}/${id}/restoration`)
    expect(await shown()).toEqual(before)
    vi.setSystemTime(Date.now() + 1_000)
    expect(await city.refusal('POST', `${post}/${id}/restoration`)).toBe('not_found')
    await city.do('POST', `${post}/${id}/removal`, { reason: '还是错的' })
    expect(await shown()).toEqual([])
  })

  it('of the sample stay the sample’s when they come back', async () => {
    const id = await added()
    await rows('UPDATE survey SET sample = 1 WHERE id = ?1', id)
    await city.do('POST', `${post}/${id}/removal`, { reason: '录错了' })
    vi.setSystemTime(Date.now() + 1_000)
    await city.do('POST', `${post}/${id}/restoration`)
    expect(await rows('SELECT sample FROM survey WHERE id = ?1', id)).toEqual([{ sample: 1 }])
  })

  it.each([
    ['a day that has not been', { date: '2026-11-25' }],
    ['a day that does not exist', { date: '2026-02-30' }],
    ['what is no day', { date: 'yesterday' }],
    ['no method', { method: ' ' }],
    ['nobody', { distribution: [0, 0, 0, 0, 0] }],
    ['half a person', { distribution: [0, 0, 0.5, 0, 1] }],
    ['four grades', { distribution: [1, 2, 3, 4] }],
  ])('refuse %s', async (_, wrong) => {
    const headers = { 'Idempotency-Key': crypto.randomUUID() }
    expect(await city.refusal('POST', post, { ...given, ...wrong }, headers)).toBe('invalid_request')
    expect(await shown()).toEqual([])
  })
})

describe('the official definition', () => {
  const put = `${path}/satisfied-from`

  it('is told with the city’s number by each', async () => {
    for (const grade of [2, 3, 4, 5] as const) await new Resident().rate('outlet', outlets.pharmacy.id, grade)
    const { official } = await read()
    expect(official).toMatchObject({
      satisfiedFrom: 3,
      choices: [
        { satisfiedFrom: 3, rate: 0.75, residents: 4, verdict: 'too_few' },
        { satisfiedFrom: 4, rate: 0.5, residents: 4 },
      ],
    })
    await city.do('PUT', put, { read: 3, satisfiedFrom: 4 })
    const measure = await readAs(MeasurePublic, '/api/satisfaction')
    expect(measure).toMatchObject({ rate: 0.5, definition: { satisfiedFrom: 4 } })
    expect(await lastChange('setting')).toMatchObject({
      before: '{"satisfied_from":3}',
      after: '{"satisfied_from":4}',
    })
  })

  it('that somebody else has changed meanwhile is left alone', async () => {
    expect(await city.refusal('PUT', put, { read: 4, satisfiedFrom: 3 })).toBe('changed_meanwhile')
    expect(await city.refusal('PUT', put, { read: 3, satisfiedFrom: 5 })).toBe('invalid_request')
  })
})

it('everybody at the desk reads them, and only the city office sets them', async () => {
  await community.do('GET', path)
  expect(await community.refusal('PUT', `${path}/satisfied-from`, { read: 3, satisfiedFrom: 4 })).toBe(
    'forbidden',
  )
})
