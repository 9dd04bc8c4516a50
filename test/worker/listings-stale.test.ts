import { env } from 'cloudflare:workers'
import * as v from 'valibot'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { InboxPublic, type Stale, StaleList } from '../../schema/contract/desk.ts'
import { rows } from './accounts.ts'
import { letRevisionExpire } from './api.ts'
import { type Keeper, keeper, newOutlet, shown, start, stopClock } from './keepers.ts'
import { communities, loadTown } from './town.ts'

let merchant: Keeper
let community: Keeper
let elsewhere: Keeper
let city: Keeper

beforeAll(async () => {
  stopClock()
  await loadTown(env.DB)
  merchant = await keeper('huimin', 'merchant')
  community = await keeper('minan', 'community')
  city = await keeper('office', 'city')
  elsewhere = await keeper('xingyuan', 'community')
  await rows('UPDATE account SET area = ?1 WHERE id = ?2', communities.xingyuan, elsewhere.account)
})
beforeEach(async () => {
  vi.setSystemTime(start)
  await rows("UPDATE outlet SET status = 'closed'")
})
afterAll(() => {
  vi.useRealTimers()
})

const lastYear = '2025-11-24'

/** An outlet that was said to be right on a day. */
async function confirmedOn(day: string | null, by: 'merchant' | 'staff' = 'merchant'): Promise<string> {
  const id = await newOutlet(merchant)
  await rows(
    'UPDATE outlet SET confirmed_at = ?2, confirmed_by = ?3 WHERE id = ?1',
    id,
    day,
    day === null ? null : by,
  )
  return id
}

const stale = async (who: Keeper): Promise<Stale[]> =>
  v.parse(StaleList, await who.do('GET', '/api/desk/stale')).stale
const counted = async (who: Keeper): Promise<number> =>
  v.parse(InboxPublic, await who.do('GET', '/api/desk/inbox')).stale
const versionOf = async (id: string) => (await merchant.listing(id)).version
const pathOf = (id: string) => `/api/desk/stale/${id}`
const right = async (id: string) =>
  community.do('POST', pathOf(id), { verdict: 'right', version: await versionOf(id) })
const reason = '到店看过，没开门'
const wrong = async (id: string) =>
  community.do('POST', pathOf(id), { verdict: 'wrong', version: await versionOf(id), reason })
const undo = { verdict: 'undo' }
const changes = async (id: string) =>
  (await rows('SELECT before, after FROM change WHERE subject = ?1 ORDER BY id', id)).map(
    ({ before, after }) => [JSON.parse(String(before)), JSON.parse(String(after))],
  )

async function seen(id: string) {
  letRevisionExpire()
  const { status, confirmedAt, confirmedBy } = await shown(id)
  return { status, confirmedAt, confirmedBy }
}

describe('what nobody has looked at for long', () => {
  it('is given the longest first, with what must be checked', async () => {
    const [never, old, due] = [
      await confirmedOn(null),
      await confirmedOn(lastYear),
      await confirmedOn('2026-08-26'),
    ]
    await confirmedOn('2026-08-27')
    expect((await stale(community)).map(({ id }) => id)).toEqual([never, old, due])
    expect((await stale(community))[1]).toMatchObject({
      community: '民安社区',
      address: '千秋路 18 号',
      phone: '0398-0001288',
      confirmedAt: lastYear,
      confirmedBy: 'merchant',
      holder: 'huimin',
      stops: [],
    })
    expect(await counted(community)).toBe(3)
  })

  it('is neither what is shut for now or for good, nor what lies in another area', async () => {
    const [paused, closed] = [await confirmedOn(null), await confirmedOn(null)]
    await rows("UPDATE outlet SET status = 'paused' WHERE id = ?1", paused)
    await rows("UPDATE outlet SET status = 'closed' WHERE id = ?1", closed)
    const one = await confirmedOn(null)
    expect((await stale(city)).map(({ id }) => id)).toEqual([one])
    expect(await stale(elsewhere)).toEqual([])
    expect(await counted(elsewhere)).toBe(0)
  })

  it('is given as 500 at most, and counted whole', async () => {
    await rows(
      `WITH RECURSIVE many (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < 501)
        INSERT INTO outlet (id, source, source_id, name, type, lng, lat, circle, created_at, updated_at)
          SELECT printf('many%06d', n), 'ledger', printf('many%06d', n), '店', 'repair', 111.87, 34.74, ?1, ?2, ?2 FROM many`,
      communities.minan,
      start.toISOString(),
    )
    expect(await stale(community)).toHaveLength(500)
    expect(await counted(community)).toBe(501)
    await rows("DELETE FROM outlet WHERE id GLOB 'many*'")
  })
})

describe('a listing that is right', () => {
  it('is confirmed by staff today; its version stays', async () => {
    const id = await confirmedOn(lastYear)
    const version = await versionOf(id)
    await right(id)
    expect(await seen(id)).toEqual({ status: 'open', confirmedAt: '2026-11-24', confirmedBy: 'staff' })
    expect(await versionOf(id)).toBe(version)
    expect(await stale(community)).toEqual([])
    expect((await changes(id)).at(-1)).toEqual([
      { confirmedAt: lastYear, confirmedBy: 'merchant' },
      { confirmedAt: '2026-11-24', confirmedBy: 'staff' },
    ])
  })

  it.each([lastYear, null])('is as it was when that is taken back: %s', async (day) => {
    const id = await confirmedOn(day)
    const before = await seen(id)
    await right(id)
    await community.do('POST', pathOf(id), undo)
    expect(await seen(id)).toEqual(before)
    expect((await stale(community)).map((one) => one.id)).toEqual([id])
    expect(await changes(id)).toHaveLength(2)
    await right(id)
    expect(await seen(id)).toMatchObject({ confirmedBy: 'staff' })
  })
})

describe('a listing that is not as listed', () => {
  it('is paused, and the history and the merchant know why', async () => {
    const id = await confirmedOn(lastYear)
    const version = await versionOf(id)
    await wrong(id)
    expect(await seen(id)).toEqual({ status: 'paused', confirmedAt: lastYear, confirmedBy: 'merchant' })
    expect(await versionOf(id)).not.toBe(version)
    expect((await changes(id)).at(-1)).toEqual([{ status: 'open' }, { status: 'paused', reason }])
    expect((await merchant.history(id))[0]?.after).toMatchObject({ reason })
    expect(await counted(community)).toBe(0)
  })

  it('is open again when that is taken back', async () => {
    const id = await confirmedOn(lastYear)
    await wrong(id)
    await community.do('POST', pathOf(id), undo)
    expect(await seen(id)).toEqual({ status: 'open', confirmedAt: lastYear, confirmedBy: 'merchant' })
    expect((await stale(community)).map((one) => one.id)).toEqual([id])
  })

  it('needs a reason', async () => {
    const id = await confirmedOn(null)
    const version = await versionOf(id)
    for (const body of [
      { verdict: 'wrong', version },
      { verdict: 'wrong', version, reason: ' ' },
    ]) {
      expect(await community.refusal('POST', pathOf(id), body)).toBe('invalid_request')
    }
    expect(await seen(id)).toMatchObject({ status: 'open' })
  })
})

describe('when somebody was quicker', () => {
  it('nothing is said of a listing that is not as it was read', async () => {
    const id = await confirmedOn(lastYear)
    const version = await versionOf(id)
    await merchant.edit(id, { prices: [] })
    await city.edit(id, { credit: 'C' })
    for (const body of [
      { verdict: 'right', version },
      { verdict: 'wrong', version, reason },
    ]) {
      expect(await community.refusal('POST', pathOf(id), body)).toBe('changed_meanwhile')
    }
  })

  it('nothing is said of one that the merchant has confirmed', async () => {
    const id = await confirmedOn(lastYear)
    const version = await versionOf(id)
    await merchant.do('POST', `/api/listings/${id}/confirmation`)
    expect(await community.refusal('POST', pathOf(id), { verdict: 'wrong', version, reason })).toBe(
      'changed_meanwhile',
    )
    expect(await seen(id)).toEqual({ status: 'open', confirmedAt: '2026-11-24', confirmedBy: 'merchant' })
  })

  it.each([
    ['right', right],
    ['wrong', wrong],
  ])('nothing is taken back after another act: %s', async (_, say) => {
    const id = await confirmedOn(lastYear)
    await say(id)
    await city.edit(id, { credit: 'C' })
    const before = await seen(id)
    expect(await community.refusal('POST', pathOf(id), undo)).toBe('changed_meanwhile')
    expect(await seen(id)).toEqual(before)
  })

  it.each([
    ['nothing has been said', async () => {}],
    [
      'it has been taken back already',
      async (id: string) => {
        await right(id)
        await community.do('POST', pathOf(id), undo)
      },
    ],
    [
      'staff have set the hours, which confirms, too',
      async (id: string) => {
        await community.edit(id, { hours: '09:00-18:00' })
      },
    ],
  ])('there is nothing to take back: %s', async (_, prepare) => {
    const id = await confirmedOn(lastYear)
    await prepare(id)
    expect(await community.refusal('POST', pathOf(id), undo)).toBe('changed_meanwhile')
  })
})

it('outside the area nothing is done', async () => {
  const id = await confirmedOn(lastYear)
  const version = await versionOf(id)
  expect(await elsewhere.refusal('POST', pathOf(id), { verdict: 'right', version })).toBe('forbidden')
  expect(await city.refusal('POST', pathOf('nosuch0001'), { verdict: 'right', version })).toBe('not_found')
})
