import { env } from 'cloudflare:workers'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { CLOSURES_MAX, LISTING_BODY_MAX, PRICES_MAX } from '../../schema/contract/limits.ts'
import { OutletCollection } from '../../schema/contract/outlet.ts'
import { OutletImport } from '../../schema/contract/outlet-import.ts'
import { loadStatements, randomId } from '../../schema/import/load.ts'
import { runBatch } from '../../worker/guard/database.ts'
import { rows } from './accounts.ts'
import { letRevisionExpire, send } from './api.ts'
import { keeper, newOutlet, shown, townWithKeepers } from './keepers.ts'
import { communities } from './town.ts'

const { merchant, other, community, neighbour, subdistrict, city, auditor } = await townWithKeepers()

const changes = (outlet: string) =>
  rows(
    "SELECT actor, before, after FROM change WHERE subject_kind = 'outlet' AND subject = ?1 ORDER BY id",
    outlet,
  )

/** Everything that is stored about an outlet, to see that nothing of it moved. */
const stored = async (outlet: string) => ({
  outlet: await rows('SELECT * FROM outlet WHERE id = ?1', outlet),
  services: await rows('SELECT * FROM outlet_service WHERE outlet = ?1', outlet),
  closures: await rows('SELECT * FROM outlet_closure WHERE outlet = ?1', outlet),
  prices: await rows('SELECT * FROM outlet_price WHERE outlet = ?1', outlet),
  proposals: await rows('SELECT * FROM proposal WHERE outlet = ?1', outlet),
  changes: await changes(outlet),
})

const price = { item: '量血压', fen: 0, fenTo: null, unit: '次' }
const springFestival = { from: '2027-02-05', to: '2027-02-08', reason: '春节' }

describe('what shows at once', () => {
  it.each([
    [
      'hours',
      'Mo-Sa 08:00-20:00; PH off',
      { hours: 'Mo-Su 08:00-21:00', hoursText: '早8点到晚9点' },
      { hoursText: null },
    ],
    ['closures', [springFestival], { closures: [] }, {}],
    ['phone', null, { phone: '0398-0001288' }, {}],
    ['services', ['night_delivery', 'printing'], { services: ['health_advice'] }, {}],
    [
      'prices',
      [price, { item: '代煎中药', fen: 400, fenTo: 600, unit: null }],
      { prices: [{ item: '代煎中药', fen: 300, fenTo: 500, unit: '剂' }] },
      {},
    ],
    [
      'payment',
      { cash: true, bank_card: false, mobile_pay: true },
      { payment: { cash: true, bank_card: null, mobile_pay: null } },
      {},
    ],
    [
      'accessibility',
      { step_free: false, seat: true, hearing_aid: null, sight_aid: null, elder_counter: true },
      {
        accessibility: {
          step_free: true,
          seat: false,
          hearing_aid: null,
          sight_aid: null,
          elder_counter: null,
        },
      },
      {},
    ],
    [
      'delivery',
      { night_delivery: true, instant_delivery: false },
      { delivery: { night_delivery: null, instant_delivery: null } },
      {},
    ],
  ])('%s of a merchant, confirmed and told in the history', async (field, value, before, more) => {
    const outlet = await newOutlet(merchant)
    const answer = await merchant.edit(outlet, { [field]: value })
    expect(answer).toMatchObject({ shown: [field], waiting: [] })
    expect(await shown(outlet)).toMatchObject({
      [field]: value,
      ...more,
      confirmedAt: '2026-11-24',
      confirmedBy: 'merchant',
      updatedAt: answer.version,
    })
    expect(await merchant.listing(outlet)).toMatchObject({
      version: answer.version,
      fields: { [field]: value },
    })
    const [entry, ...none] = await merchant.history(outlet)
    expect(none).toEqual([])
    expect(entry).toMatchObject({ by: { role: 'merchant', handle: 'huimin' }, restorable: true })
    expect(entry?.before).toEqual(before)
    expect(entry?.after).toEqual({ [field]: value, ...more })
  })

  it('raises the revision and is in the list a moment later', async () => {
    const outlet = await newOutlet(merchant)
    letRevisionExpire()
    const before = await send('/api/outlets')
    const { revision } = v.parse(OutletCollection, await before.json())
    await merchant.edit(outlet, { closures: [springFestival] })
    letRevisionExpire()
    const after = await send('/api/outlets')
    expect(after.headers.get('ETag')).not.toBe(before.headers.get('ETag'))
    const list = v.parse(OutletCollection, await after.json())
    expect(list.revision).toBeGreaterThan(revision)
    expect(list.features.find(({ id }) => id === outlet)?.properties).toMatchObject({
      closures: [springFestival],
      confirmedBy: 'merchant',
    })
  })

  it('is the fields that differ, and nothing when none does', async () => {
    const outlet = await newOutlet(merchant)
    const { fields, version } = await merchant.listing(outlet)
    const before = await stored(outlet)
    expect(
      await merchant.edit(outlet, { hours: fields.hours, services: fields.services, name: fields.name }),
    ).toEqual({
      version,
      shown: [],
      waiting: [],
    })
    expect(await stored(outlet)).toEqual(before)
    await merchant.edit(outlet, { hours: fields.hours, prices: fields.prices, phone: '110' })
    expect((await merchant.history(outlet)).map(({ after }) => after)).toEqual([{ phone: '110' }])
    expect(await shown(outlet)).toMatchObject({ pricesAt: '2026-08-20', hoursText: '早8点到晚9点' })
  })

  it('tells when prices were published', async () => {
    const outlet = await newOutlet(merchant)
    await merchant.edit(outlet, { prices: [price] })
    expect(await shown(outlet)).toMatchObject({ pricesAt: '2026-11-24' })
    await merchant.edit(outlet, { prices: [] })
    expect(await shown(outlet)).toMatchObject({ prices: [], pricesAt: null })
  })

  it('is tidied', async () => {
    const outlet = await newOutlet(merchant)
    await merchant.edit(outlet, { hours: '  Mo-Fr\t09:00-18:00 ', phone: ' 0398-111  2222 ' })
    expect(await shown(outlet)).toMatchObject({ hours: 'Mo-Fr 09:00-18:00', phone: '0398-111 2222' })
  })

  it('also what staff set, checked fields and their own', async () => {
    const outlet = await newOutlet()
    const edit = {
      name: '惠民药房',
      type: 'clinic',
      address: null,
      chain: true,
      position: [111.88, 34.75],
      circle: communities.xingyuan,
      credit: 'A',
      honest: true,
      status: 'paused',
    }
    expect(await subdistrict.edit(outlet, edit)).toMatchObject({ waiting: [] })
    // A grade or a name says nothing of the hours: the listing is as old as it was.
    expect(await shown(outlet)).toMatchObject({ ...edit, confirmedAt: '2026-09-01', confirmedBy: 'staff' })
    await subdistrict.edit(outlet, { phone: null })
    expect(await shown(outlet)).toMatchObject({ confirmedAt: '2026-11-24', confirmedBy: 'staff' })
  })

  it('has room for every price that may be published', async () => {
    const outlet = await newOutlet(merchant)
    const prices = Array.from({ length: PRICES_MAX }, (_, n) => ({
      item: `${'药'.repeat(37)}${String(n).padStart(3, '0')}`,
      fen: 100_000 + n,
      fenTo: 200_000,
      unit: '每公斤装一大袋以上起',
    }))
    await merchant.edit(outlet, { prices })
    expect((await shown(outlet)).prices).toEqual(prices)
    const note = 'x'.repeat(LISTING_BODY_MAX)
    expect(await merchant.refusedEdit(outlet, { phone: note })).toMatchObject({ code: 'too_large' })
  })
})

describe('what is refused, by field', () => {
  it.each<[string, unknown, string]>([
    ['hours that nobody can read', { hours: '早8点到晚9点' }, 'hours'],
    ['hours that are empty', { hours: ' ' }, 'hours'],
    ['hours that are too long', { hours: Array(60).fill('Mo 08:00').join('; ') }, 'hours'],
    [
      'a closure that ends before it begins',
      { closures: [{ ...springFestival, to: '2027-02-04' }] },
      'closures.0',
    ],
    ['a closure on no day', { closures: [{ ...springFestival, to: '2027-02-30' }] }, 'closures.0.to'],
    ['two closures from the same day', { closures: [springFestival, springFestival] }, 'closures'],
    [
      'too many closures',
      {
        closures: Array.from({ length: CLOSURES_MAX + 1 }, (_, n) => ({
          from: `20${30 + n}-01-01`,
          to: `20${30 + n}-01-02`,
          reason: null,
        })),
      },
      'closures',
    ],
    ['a price range upside down', { prices: [{ ...price, fen: 500, fenTo: 300 }] }, 'prices.0'],
    ['a price range of nothing', { prices: [{ ...price, fen: 500, fenTo: 500 }] }, 'prices.0'],
    ['a price below nothing', { prices: [{ ...price, fen: -1 }] }, 'prices.0.fen'],
    ['half a fen', { prices: [{ ...price, fen: 0.5 }] }, 'prices.0.fen'],
    ['a price of nothing named', { prices: [{ ...price, item: '' }] }, 'prices.0.item'],
    ['too many prices', { prices: Array(PRICES_MAX + 1).fill(price) }, 'prices'],
    ['a phone that is too long', { phone: '1'.repeat(61) }, 'phone'],
    ['a name that is too long', { name: '药'.repeat(61) }, 'name'],
    ['a name of nothing', { name: null }, 'name'],
    ['a name that nobody sees', { name: '\u200b\u200b' }, 'name'],
    ['a name that the database would cut', { name: '药\u0000房' }, 'name'],
    ['half a character', { address: '\ud83d' }, 'address'],
    ['an unknown type', { type: 'casino' }, 'type'],
    ['an unknown service', { services: ['printing', 'gambling'] }, 'services.1'],
    ['a service twice', { services: ['printing', 'printing'] }, 'services'],
    [
      'a fact that is neither',
      { payment: { cash: 'yes', bank_card: null, mobile_pay: null } },
      'payment.cash',
    ],
    ['facts that are not all', { delivery: { night_delivery: true } }, 'delivery.instant_delivery'],
    ['an unknown field', { photo: 'x' }, 'photo'],
    ['no field at all', {}, ''],
  ])('%s', async (_, edit, field) => {
    const outlet = await newOutlet(merchant)
    const before = await stored(outlet)
    const whole = { phone: '0398-1112222', ...Object(edit) }
    const { code, fields } = await merchant.refusedEdit(
      outlet,
      Object.keys(Object(edit)).length ? whole : edit,
    )
    expect(code).toBe('invalid_request')
    expect(fields?.map((one) => one.field)).toEqual([field])
    expect(await stored(outlet)).toEqual(before)
  })

  it('more than one at once', async () => {
    const outlet = await newOutlet(merchant)
    const { fields } = await merchant.refusedEdit(outlet, { type: 'casino', hours: 'never', phone: '' })
    expect(fields?.map(({ field }) => field).sort()).toEqual(['hours', 'phone', 'type'])
  })

  it.each([
    ['position', [111.88, 34.75]],
    ['circle', communities.xingyuan],
    ['credit', 'A'],
    ['honest', true],
    ['status', 'closed'],
  ])('%s, which only staff set, by a merchant', async (field, value) => {
    const outlet = await newOutlet(merchant)
    const before = await stored(outlet)
    const problem = await merchant.refusedEdit(outlet, { phone: '110', [field]: value })
    expect(problem).toMatchObject({
      code: 'invalid_request',
      fields: [{ field, reason: 'only staff set this' }],
    })
    expect(await stored(outlet)).toEqual(before)
  })

  it('places that the city does not have, and those outside the area', async () => {
    const outlet = await newOutlet()
    const before = await stored(outlet)
    expect(await city.refusedEdit(outlet, { position: [116.4, 39.9] })).toMatchObject({
      code: 'invalid_request',
      fields: [{ field: 'position' }],
    })
    expect(await city.refusedEdit(outlet, { circle: '411281009009' })).toMatchObject({
      code: 'invalid_request',
      fields: [{ field: 'circle' }],
    })
    for (const circle of [communities.xingyuan, null]) {
      expect((await community.refusedEdit(outlet, { circle })).code).toBe('forbidden')
    }
    expect((await subdistrict.refusedEdit(outlet, { circle: communities.village })).code).toBe('forbidden')
    expect(await stored(outlet)).toEqual(before)
    await city.edit(outlet, { circle: null })
    expect(await shown(outlet)).toMatchObject({ circle: null })
  })

  it('an edit that does not say from what it starts, or by what it is known', async () => {
    const outlet = await newOutlet(merchant)
    const edit = (headers: Record<string, string>) =>
      merchant.problem('PATCH', `/api/listings/${outlet}`, { phone: null }, headers)
    expect((await edit({})).fields?.map(({ field }) => field)).toEqual(['If-Match', 'Idempotency-Key'])
    const key = { 'Idempotency-Key': crypto.randomUUID() }
    expect((await edit({ ...key, 'If-Match': '*' })).fields?.map(({ field }) => field)).toEqual(['If-Match'])
  })
})

describe('whose outlet it is', () => {
  it.each([
    ['another merchant', () => other],
    ['the auditor', () => auditor],
    ['staff of another community', () => neighbour],
    ['staff of another subdistrict', () => keeper('xinqu', 'subdistrict', { area: '411281006' })],
  ])('is not %s’s', async (_, who) => {
    const outlet = await newOutlet(merchant)
    const { version } = await merchant.listing(outlet)
    const stranger = await who()
    const before = await stored(outlet)
    const path = `/api/listings/${outlet}`
    expect((await stranger.refusedEdit(outlet, { phone: null }, { version })).code).toBe('forbidden')
    expect(await stranger.refusal('GET', path)).toBe('forbidden')
    expect(await stranger.refusal('GET', `${path}/history`)).toBe('forbidden')
    expect(await stranger.refusal('POST', `${path}/confirmation`)).toBe('forbidden')
    expect(await stranger.refusal('DELETE', `${path}/proposals/name`)).toBe('forbidden')
    expect(await stranger.refusal('POST', `${path}/dispute`, { disputed: true, reason: '不是他的' })).toBe(
      'forbidden',
    )
    expect(await stored(outlet)).toEqual(before)
  })

  it('is not a merchant’s any more once it is in other hands', async () => {
    const outlet = await newOutlet(merchant)
    const { version } = await merchant.listing(outlet)
    await env.DB.prepare('UPDATE holding SET account = ?2 WHERE outlet = ?1')
      .bind(outlet, other.account)
      .run()
    expect((await merchant.refusedEdit(outlet, { phone: null }, { version })).code).toBe('forbidden')
    await other.edit(outlet, { phone: null })
  })

  it('is told by the merchant’s own list', async () => {
    const own = await keeper('liebiao', 'merchant')
    const outlet = await newOutlet(own)
    await own.edit(outlet, { name: '新名字' })
    expect(await own.do('GET', '/api/merchant/outlets')).toEqual({
      outlets: [
        {
          id: outlet,
          name: '惠民大药房',
          type: 'pharmacy',
          status: 'open',
          confirmedAt: '2026-09-01',
          confirmDue: false,
          waiting: 1,
        },
      ],
    })
    await env.DB.prepare("UPDATE outlet SET confirmed_at = '2026-08-26' WHERE id = ?1").bind(outlet).run()
    expect(await own.do('GET', '/api/merchant/outlets')).toMatchObject({ outlets: [{ confirmDue: true }] })
  })
})

describe('two at once', () => {
  it('are one that is applied, and one that is told and leaves nothing', async () => {
    const outlet = await newOutlet(merchant)
    const { version } = await merchant.listing(outlet)
    const edits = [
      { who: merchant, edit: { phone: '0398-1110001', hours: '24/7', name: '甲' } },
      { who: community, edit: { phone: '0398-1110002', services: ['printing'], credit: 'C' } },
    ] as const
    const answers = await Promise.all(edits.map(({ who, edit }) => who.send(outlet, edit, { version })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412])
    const won = answers[0]?.status === 200 ? 0 : 1
    expect(await answers[1 - won]?.json()).toMatchObject({ code: 'changed_meanwhile' })
    const [entry, ...none] = (await merchant.history(outlet)).filter(
      ({ before }) => !before || 'phone' in before,
    )
    expect(none.filter(({ after }) => after && 'phone' in after)).toEqual([])
    expect(entry?.after).toMatchObject({ phone: edits[won]?.edit.phone })
    const { fields, waiting } = await merchant.listing(outlet)
    expect(fields).toMatchObject(
      won === 0
        ? { phone: '0398-1110001', hours: '24/7', services: ['health_advice'], credit: 'B' }
        : { phone: '0398-1110002', hours: 'Mo-Su 08:00-21:00', services: ['printing'], credit: 'C' },
    )
    expect(waiting).toHaveLength(won === 0 ? 1 : 0)
    // who was told reads it again, and nothing is lost
    const late = edits[1 - won]
    await late?.who.edit(outlet, late.edit)
    expect((await shown(outlet)).phone).toBe(late?.edit.phone)
  })

  it('within the same millisecond are two versions', async () => {
    const outlet = await newOutlet(merchant)
    const first = await merchant.edit(outlet, { phone: '0398-1110001' })
    const second = await merchant.edit(outlet, { phone: '0398-1110002' })
    expect(Date.parse(second.version)).toBeGreaterThan(Date.parse(first.version))
    const late = await community.refusedEdit(outlet, { phone: null }, { version: first.version })
    expect(late.code).toBe('changed_meanwhile')
  })

  it('one of them being an import', async () => {
    const outlet = await newOutlet(merchant)
    const { version } = await merchant.listing(outlet)
    const row = v.parse(OutletImport, {
      source: 'ledger',
      sourceId: outlet,
      name: '惠民大药房',
      type: 'pharmacy',
      position: [111.875, 34.747],
      phone: '0398-7778888',
    })
    const load = {
      at: new Date().toISOString(),
      outlets: { rows: [row], carries: new Set(['phone'] as const), newId: randomId },
      run: { id: randomId(), file: 'ledger.xlsx', sha256: 'x', refused: 0 },
    }
    await runBatch(env.DB, loadStatements(load))
    const before = await stored(outlet)
    const late = await merchant.refusedEdit(outlet, { phone: '0398-1110001', name: '甲' }, { version })
    expect(late.code).toBe('changed_meanwhile')
    expect(await stored(outlet)).toEqual(before)
    expect(await shown(outlet)).toMatchObject({ phone: '0398-7778888' })
    // what an import changed is in the history, but is the importer's to take back
    const [entry] = await merchant.history(outlet)
    expect(entry).toMatchObject({ by: { role: 'import', handle: null }, restorable: false })
    expect(await merchant.refusedRestore(outlet, entry?.id ?? 0)).toBe('not_found')
  })
})

describe('the same request again', () => {
  it('is answered the same, and done once', async () => {
    const outlet = await newOutlet(merchant)
    const sent = { key: crypto.randomUUID(), version: (await merchant.listing(outlet)).version }
    const edit = { phone: '0398-1110001', name: '甲' }
    const first = await merchant.edit(outlet, edit, sent)
    const before = await stored(outlet)
    expect(await merchant.edit(outlet, edit, sent)).toEqual(first)
    expect(await stored(outlet)).toEqual(before)
    expect((await merchant.refusedEdit(outlet, { phone: null }, sent)).code).toBe('key_reused')
    expect(await stored(outlet)).toEqual(before)
    // the key of somebody else is another key
    await community.edit(outlet, { phone: null }, { key: sent.key })
  })

  it.each([
    ['what shows', { phone: '0398-1110001' }],
    ['what waits', { name: '甲' }],
    ['what changes nothing', { type: 'pharmacy' }],
  ])('at the same time is done once: %s', async (_, edit) => {
    const outlet = await newOutlet(merchant)
    const sent = { key: crypto.randomUUID(), version: (await merchant.listing(outlet)).version }
    const [one, two, three] = await Promise.all([1, 2, 3].map(() => merchant.edit(outlet, edit, sent)))
    expect(two).toEqual(one)
    expect(three).toEqual(one)
    expect((await changes(outlet)).length).toBe('type' in edit ? 0 : 1)
  })
})
