/** The standard at the desk: set from a day on, withdrawn before it, and never changed. */

import { env } from 'cloudflare:workers'
import * as v from 'valibot'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { firstStandard } from '../../schema/catalog/standard.ts'
import {
  StandardHistory,
  type StandardListed,
  StandardMade,
  StandardPublic,
  standardFaults,
} from '../../schema/contract/assessment.ts'
import { rows } from './accounts.ts'
import { letRevisionExpire, readAs } from './api.ts'
import { type Keeper, keeper, start, stopClock } from './keepers.ts'
import { loadTown } from './town.ts'

const desk = '/api/desk/standard'
const reason = '商务局会议纪要'
const today = '2026-11-24'

let city: Keeper
beforeAll(async () => {
  stopClock()
  await loadTown(env.DB)
  city = await keeper('office', 'city')
})
beforeEach(async () => {
  await rows('DROP TRIGGER standard_is_not_deleted')
  await rows('DELETE FROM standard')
  await rows(
    `CREATE TRIGGER standard_is_not_deleted BEFORE DELETE ON standard
      BEGIN SELECT raise(ABORT, 'a version of the standard is never deleted'); END`,
  )
  vi.setSystemTime(start)
  letRevisionExpire()
})
afterAll(() => {
  vi.useRealTimers()
})

const strict = { ...firstStandard, share: 0.9 }
const input = (given: object) => ({ read: 0, from: '2027-01-01', reason, standard: strict, ...given })
const keyed = (key: string = crypto.randomUUID()) => ({ 'Idempotency-Key': key })

async function set(given: object = {}, headers = keyed()): Promise<number> {
  const response = await city.fetch('POST', desk, input(given), headers)
  const answer: unknown = await response.json()
  expect(response.status, JSON.stringify(answer)).toBe(201)
  return v.parse(StandardMade, answer).version
}
const history = async (): Promise<StandardListed[]> =>
  v.parse(StandardHistory, await city.do('GET', desk)).versions
const states = async () => (await history()).map(({ version, state }) => `${version} ${state}`)
async function shown() {
  letRevisionExpire()
  return readAs(StandardPublic, '/api/standard')
}
const withdraw = (version: number | string) =>
  city.fetch('POST', `${desk}/${version}/withdrawal`, { reason: '推迟' })
const fault = async (given: object) => {
  const { code, fields } = await city.problem('POST', desk, input(given), keyed())
  expect(code).toBe('invalid_request')
  return fields?.map(({ field, reason: told }) => [field, told])
}

describe('a standard that is set', () => {
  it('is announced until its day, and in force from then on', async () => {
    expect(await states()).toEqual(['0 in_force'])
    expect(await set()).toBe(1)
    expect(await states()).toEqual(['1 coming', '0 in_force'])
    expect(await shown()).toMatchObject({
      current: { version: 0, from: null, share: 0.8 },
      coming: [{ version: 1, from: '2027-01-01', ...strict }],
    })
    const [entry] = await history()
    expect(entry).toMatchObject({ set: { by: 'office', reason }, withdrawn: null })

    // what is read is read a second later: in the last second of the year in Shanghai, and in the first of the next
    vi.setSystemTime(new Date('2026-12-31T15:59:58Z'))
    expect((await shown()).current.version).toBe(0)
    vi.setSystemTime(new Date('2026-12-31T15:59:59Z'))
    expect(await shown()).toMatchObject({ current: { version: 1, share: 0.9 }, coming: [] })
  })

  it('may hold from today', async () => {
    await set({ from: today })
    expect(await states()).toEqual(['1 in_force', '0 over'])
  })

  it('takes the place of one of the same day', async () => {
    await set()
    await set({ read: 1, standard: firstStandard })
    expect(await states()).toEqual(['2 coming', '1 replaced', '0 in_force'])
  })

  it('is in the history, with what would have been in force on its day', async () => {
    await set({ from: '2027-01-01' })
    await set({ read: 1, from: '2027-02-01', standard: firstStandard })
    const [change] = await rows(
      "SELECT actor, subject, before, after FROM change WHERE subject_kind = 'standard' ORDER BY id DESC LIMIT 1",
    )
    expect(change).toMatchObject({ actor: city.account, subject: '2' })
    expect(JSON.parse(String(change?.['before']))).toEqual(strict)
    expect(JSON.parse(String(change?.['after']))).toEqual({ from: '2027-02-01', reason, ...firstStandard })
  })

  it('is set once, however often it is sent', async () => {
    const key = crypto.randomUUID()
    expect(await set({}, keyed(key))).toBe(1)
    expect(await set({}, keyed(key))).toBe(1)
    expect(await states()).toHaveLength(2)
    expect(await city.refusal('POST', desk, input({ from: '2028-01-01' }), keyed(key))).toBe('key_reused')
  })

  it('is refused to who has not read the last one, and one of two at once is', async () => {
    await set()
    expect(await city.refusal('POST', desk, input({}), keyed())).toBe('changed_meanwhile')
    const both = await Promise.all(
      ['2027-03-01', '2027-04-01'].map((from) => city.fetch('POST', desk, input({ read: 1, from }), keyed())),
    )
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 412])
    expect(await states()).toHaveLength(3)
  })
})

describe('what is no standard', () => {
  const { pharmacy: _, ...withoutPharmacy } = firstStandard.limits
  const demandsOf = (basic: object) => ({ ...firstStandard, basic: { ...firstStandard.basic, ...basic } })

  it.each([
    ['a day that has been', { from: '2026-11-23' }, 'from', 'what was said of past days stays as it was'],
    ['no day', { from: '2027-02-29' }, 'from', 'there is no such day'],
    [
      'a type without a limit',
      { standard: { ...strict, limits: withoutPharmacy } },
      'standard.limits',
      standardFaults.types,
    ],
    [
      'a type that there is not',
      { standard: { ...strict, limits: { ...firstStandard.limits, palace: 5 } } },
      'standard.limits',
      standardFaults.types,
    ],
    [
      'a type of which a level says nothing',
      { standard: demandsOf({ types: { pharmacy: 'required' }, atLeast: 0 }) },
      'standard.basic.types',
      standardFaults.types,
    ],
    [
      'more than are counted',
      { standard: demandsOf({ atLeast: 13 }) },
      'standard.basic.atLeast',
      standardFaults.atLeast,
    ],
  ])('is %s', async (_what, given, field, told) => {
    expect(await fault(given)).toEqual([[field, told]])
    expect(await states()).toEqual(['0 in_force'])
  })

  const pharmacyWithin = (minutes: number) => ({
    standard: { ...strict, limits: { ...firstStandard.limits, pharmacy: minutes } },
  })

  it.each([
    ['more than everybody', { standard: { ...strict, share: 1.1 } }],
    ['met by whoever reaches nothing', { standard: { ...strict, share: 0 } }],
    ['a share that cannot be told in per cent', { standard: { ...strict, share: 0.805 } }],
    ['in the place of half a version', { read: 0.5 }],
    ['in the place of less than none', { read: -1 }],
    ['no time at all', pharmacyWithin(0)],
    ['more than an hour', pharmacyWithin(61)],
    ['half a minute', pharmacyWithin(7.5)],
    ['fewer than none', { standard: demandsOf({ atLeast: -1 }) }],
    ['without a reason', { reason: '' }],
  ])('is %s', async (_what, given) => {
    expect(await fault(given)).toHaveLength(1)
  })
})

describe('a standard that is withdrawn', () => {
  it('never comes into force', async () => {
    const version = await set()
    expect((await withdraw(version)).status).toBe(204)
    expect(await states()).toEqual(['1 withdrawn', '0 in_force'])
    expect(await shown()).toMatchObject({ coming: [] })
    const [entry] = await history()
    expect(entry?.withdrawn).toMatchObject({ by: 'office', reason: '推迟' })
    const [change] = await rows(
      "SELECT after FROM change WHERE subject_kind = 'standard' ORDER BY id DESC LIMIT 1",
    )
    expect(JSON.parse(String(change?.['after']))).toEqual({ withdrawn: true, reason: '推迟' })
    expect((await withdraw(version)).status).toBe(412)
    // its number is not given again
    expect(await set({ read: 1 })).toBe(2)
  })

  it('is never one that is in force, or that there is not', async () => {
    const version = await set({ from: today })
    expect((await withdraw(version)).status).toBe(412)
    for (const none of [0, 7, 'x', '1x']) expect((await withdraw(none)).status).toBe(404)
    expect(await states()).toEqual(['1 in_force', '0 over'])
  })
})

it('has the minutes of the plan for a type that is newer than it', async () => {
  const { pharmacy: _, ...limits } = firstStandard.limits
  await rows(
    `INSERT INTO standard (version, from_date, standard, reason, by, at) VALUES (1, ?1, ?2, '从前', 'command', ?1)`,
    today,
    JSON.stringify({ ...firstStandard, limits }),
  )
  expect((await shown()).current).toMatchObject({ version: 1, limits: firstStandard.limits })
})

it('is never changed or deleted in the database', async () => {
  await set()
  await expect(rows("UPDATE standard SET from_date = '2026-01-01'")).rejects.toThrow('never changed')
  await expect(rows('DELETE FROM standard')).rejects.toThrow('never deleted')
})
