import { env } from 'cloudflare:workers'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { rows } from './accounts.ts'
import { type Keeper, keeper, newOutlet, shown, start, stopClock } from './keepers.ts'
import { loadTown } from './town.ts'

let merchant: Keeper
let community: Keeper

beforeAll(async () => {
  stopClock()
  await loadTown(env.DB)
  merchant = await keeper('huimin', 'merchant')
  community = await keeper('minan', 'community')
})
afterAll(() => {
  vi.useRealTimers()
})

/** The identifier of the latest change of an outlet. */
async function latest(outlet: string, who = merchant): Promise<number> {
  const [entry] = await who.history(outlet)
  if (!entry) throw new Error('there is no history')
  return entry.id
}

describe('restoring', () => {
  it('puts back what was before a change, and is a change itself that can be restored', async () => {
    const outlet = await newOutlet(merchant)
    const before = await shown(outlet)
    await merchant.edit(outlet, {
      hours: '24/7',
      phone: '110',
      services: [],
      closures: [{ from: '2027-02-05', to: '2027-02-08', reason: null }],
      prices: [],
    })
    const first = await latest(outlet)
    const after = await shown(outlet)
    const { hours, hoursText, phone, services, closures, prices } = before
    expect((await merchant.restore(outlet, first)).shown.sort()).toEqual(
      ['hours', 'phone', 'services', 'closures', 'prices'].sort(),
    )
    expect(await shown(outlet)).toMatchObject({ hours, hoursText, phone, services, closures, prices })
    await merchant.restore(outlet, await latest(outlet))
    const { pricesAt, ...rest } = after
    expect(await shown(outlet)).toMatchObject({
      ...rest,
      revision: expect.any(Number),
      updatedAt: expect.any(String),
    })
    expect(pricesAt).toBeNull()
    expect(await merchant.history(outlet)).toHaveLength(3)
  })

  it('puts back an earlier state over later ones, and touches no other field', async () => {
    const outlet = await newOutlet(merchant)
    await merchant.edit(outlet, { phone: '0398-1110001' })
    const first = await latest(outlet)
    await merchant.edit(outlet, { phone: '0398-1110002', hours: '24/7' })
    await community.edit(outlet, { credit: 'A' })
    await merchant.restore(outlet, first)
    expect(await shown(outlet)).toMatchObject({ phone: '0398-0001288', hours: '24/7', credit: 'A' })
  })

  it('brings the words back from which hours could not be read', async () => {
    const outlet = await newOutlet(merchant)
    await env.DB.prepare("UPDATE outlet SET hours = NULL, hours_text = '看天气' WHERE id = ?1")
      .bind(outlet)
      .run()
    await merchant.edit(outlet, { hours: '24/7' })
    const first = await latest(outlet)
    await merchant.edit(outlet, { hours: null })
    expect(await shown(outlet)).toMatchObject({ hours: null, hoursText: null })
    await merchant.restore(outlet, first)
    expect(await shown(outlet)).toMatchObject({ hours: null, hoursText: '看天气' })
  })

  it('of a checked field by a merchant waits for staff', async () => {
    const outlet = await newOutlet(merchant)
    await community.edit(outlet, { name: '甲', phone: '110' })
    expect(await merchant.restore(outlet, await latest(outlet))).toMatchObject({
      shown: ['phone'],
      waiting: ['name'],
    })
    expect(await shown(outlet)).toMatchObject({ name: '甲', phone: '0398-0001288' })
    expect(await merchant.waiting(outlet)).toMatchObject({ value: '惠民大药房', state: 'waiting' })
  })

  it('of a merchant’s change by staff shows at once', async () => {
    const outlet = await newOutlet(merchant)
    await merchant.edit(outlet, { phone: '110' })
    await community.restore(outlet, await latest(outlet, community))
    expect(await shown(outlet)).toMatchObject({ phone: '0398-0001288', confirmedBy: 'staff' })
  })

  it('is the same when it is sent again', async () => {
    const outlet = await newOutlet(merchant)
    await merchant.edit(outlet, { phone: '110' })
    const sent = { key: crypto.randomUUID(), version: (await merchant.listing(outlet)).version }
    const change = await latest(outlet)
    const first = await merchant.restore(outlet, change, sent)
    expect(await merchant.restore(outlet, change, sent)).toEqual(first)
    expect(await merchant.history(outlet)).toHaveLength(2)
  })

  it('is refused for what a merchant may not set, for acts that are no changes, and for what is not there', async () => {
    const outlet = await newOutlet(merchant)
    const elsewhere = await newOutlet(merchant)
    await community.edit(outlet, { credit: 'A', phone: '110' })
    expect((await merchant.history(outlet))[0]).toMatchObject({ restorable: false })
    expect(await merchant.refusedRestore(outlet, await latest(outlet))).toBe('not_found')
    expect(await merchant.refusedRestore(elsewhere, await latest(outlet))).toBe('not_found')
    expect(await merchant.refusedRestore(outlet, 999_999)).toBe('not_found')
    expect((await community.history(outlet))[0]).toMatchObject({ restorable: true })
    for (const act of [
      () => merchant.do('POST', `/api/listings/${outlet}/confirmation`),
      () => merchant.edit(outlet, { name: '甲' }),
      () => community.dispute(outlet, true),
    ]) {
      await act()
      expect((await community.history(outlet))[0]).toMatchObject({ restorable: false })
      expect(await community.refusedRestore(outlet, await latest(outlet, community))).toBe('not_found')
    }
  })

  it('reaches further back than the list', async () => {
    const outlet = await newOutlet(merchant)
    await merchant.edit(outlet, { phone: '110' })
    const first = await latest(outlet)
    await env.DB.prepare(
      `INSERT INTO change (at, actor, subject_kind, subject, before, after)
        SELECT at, actor, subject_kind, subject, '{"seat":1}', '{"seat":2}' FROM change AS c, json_each(?2) WHERE c.id = ?1`,
    )
      .bind(first, JSON.stringify(Array(200).fill(0)))
      .run()
    const list = await merchant.history(outlet)
    expect(list).toHaveLength(200)
    expect(list.some(({ id }) => id === first)).toBe(false)
    await merchant.restore(outlet, first)
    expect(await shown(outlet)).toMatchObject({ phone: '0398-0001288' })
  })
})

describe('the history', () => {
  it('tells a merchant the role of others, and staff who it was', async () => {
    const outlet = await newOutlet(merchant)
    await merchant.edit(outlet, { phone: '110' })
    await community.edit(outlet, { phone: null })
    const heir = await keeper('jiren', 'merchant')
    await env.DB.prepare('UPDATE holding SET account = ?2 WHERE outlet = ?1').bind(outlet, heir.account).run()
    const seenBy = async (who: Keeper) => (await who.history(outlet)).map(({ by }) => by)
    expect(await seenBy(heir)).toEqual([
      { role: 'community', handle: null },
      { role: 'merchant', handle: null },
    ])
    expect(await seenBy(community)).toEqual([
      { role: 'community', handle: 'minan' },
      { role: 'merchant', handle: 'huimin' },
    ])
  })

  it('cannot be changed', async () => {
    const outlet = await newOutlet(merchant)
    await merchant.edit(outlet, { phone: '110' })
    for (const sql of ['UPDATE change SET actor = ?1', 'DELETE FROM change WHERE ?1 IS NOT NULL']) {
      await expect(env.DB.prepare(sql).bind('nobody').run()).rejects.toThrow('append-only')
    }
  })
})

describe('“still right?”', () => {
  const confirm = (who: Keeper, outlet: string) => who.do('POST', `/api/listings/${outlet}/confirmation`)

  it('is said by staff, too', async () => {
    const outlet = await newOutlet(merchant)
    await confirm(community, outlet)
    expect(await shown(outlet)).toMatchObject({ confirmedBy: 'staff' })
    expect(await rows('SELECT actor FROM change WHERE subject = ?1', outlet)).toEqual([
      { actor: community.account },
    ])
  })

  it('is said once a day, and told in the history', async () => {
    const outlet = await newOutlet(merchant)
    const { version } = await merchant.listing(outlet)
    await Promise.all([confirm(merchant, outlet), confirm(merchant, outlet)])
    await confirm(merchant, outlet)
    expect(await shown(outlet)).toMatchObject({ confirmedAt: '2026-11-24', confirmedBy: 'merchant' })
    expect(await merchant.history(outlet)).toMatchObject([
      {
        before: { confirmedAt: '2026-09-01', confirmedBy: 'staff' },
        after: { confirmedAt: '2026-11-24', confirmedBy: 'merchant' },
      },
    ])
    // somebody who is editing meanwhile is not in the way
    await merchant.edit(outlet, { phone: '110' }, { version })
    // 24 November goes on until 16:00 UTC
    vi.setSystemTime(start.getTime() + 13 * 3_600_000)
    await confirm(merchant, outlet)
    expect(await merchant.history(outlet)).toHaveLength(2)
    vi.setSystemTime(start.getTime() + 15 * 3_600_000)
    await confirm(merchant, outlet)
    expect(await shown(outlet)).toMatchObject({ confirmedAt: '2026-11-25' })
    expect(await merchant.history(outlet)).toHaveLength(3)
  })
})
