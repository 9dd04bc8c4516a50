import { env } from 'cloudflare:workers'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { BulkAnswer, LedgerPage } from '../../schema/contract/ledger.ts'
import { LEDGER_A_PAGE, LEDGER_BULK_MAX } from '../../schema/contract/limits.ts'
import { readLedger } from '../../worker/listings/ledger-store.ts'
import { rows } from './accounts.ts'
import { type Keeper, newOutlet, shown, townWithKeepers } from './keepers.ts'
import { communities } from './town.ts'

const { merchant, community, subdistrict, city, auditor } = await townWithKeepers()

const path = '/api/desk/outlets'

async function ledgerOf(who: Keeper) {
  const page = v.parse(LedgerPage, await who.do('GET', path))
  expect(page.total).toBe(page.rows.length)
  return new Map(page.rows.map((row) => [row.id, row]))
}

async function bulk(who: Keeper, act: unknown, key: string = crypto.randomUUID()) {
  const response = await who.fetch('POST', `${path}/bulk`, act, { 'Idempotency-Key': key })
  const text = await response.text()
  expect(response.status, text).toBe(200)
  return v.parse(BulkAnswer, JSON.parse(text)).rows
}
const refused = (who: Keeper, act: unknown) =>
  who.problem('POST', `${path}/bulk`, act, { 'Idempotency-Key': crypto.randomUUID() })

const changes = (outlet: string) =>
  rows(
    `SELECT actor, json(before) AS before, json(after) AS after FROM change
      WHERE subject_kind = 'outlet' AND subject = ?1 ORDER BY id`,
    outlet,
  )
const versionOf = async (who: Keeper, outlet: string) => (await who.listing(outlet)).version

describe('the table', () => {
  it('has everything that staff need of an outlet, also of one that is closed', async () => {
    const id = await newOutlet(merchant)
    await merchant.edit(id, { name: '惠民大药房（新店）' })
    await city.edit(id, { status: 'closed', position: [111.8765432, 34.747] })
    await city.dispute(id, true)
    const row = (await ledgerOf(city)).get(id)
    const { fields, version } = await city.listing(id)
    const { closures, prices, photoText, ...told } = fields
    expect(row).toEqual({
      id,
      version,
      source: 'ledger',
      fields: { ...told, hoursText: '早8点到晚9点', position: [111.8765432, 34.747] },
      confirmedAt: '2026-09-01',
      confirmedBy: 'staff',
      disputed: true,
      holder: 'huimin',
      waiting: 1,
    })
    expect(closures.length + prices.length).toBe(1)
    expect(photoText).toBeNull()
  })

  it('holds the outlets of the reader’s area', async () => {
    const [inside, beside, outside, nowhere] = await Promise.all(
      [communities.minan, communities.xingyuan, communities.village, null].map((place) =>
        newOutlet(null, place),
      ),
    )
    for (const [who, sees] of [
      [community, [inside]],
      [subdistrict, [inside, beside]],
      [city, [inside, beside, outside, nowhere]],
      [auditor, [inside, beside, outside, nowhere]],
    ] as const) {
      const ledger = await ledgerOf(who)
      const seen = [inside, beside, outside, nowhere].filter((id) => id && ledger.has(id))
      expect(seen).toEqual(sees)
    }
  })

  it('comes in pages, each outlet once', async () => {
    const made = await Promise.all(Array.from({ length: 7 }, () => newOutlet()))
    const account = { role: 'city', area: '411281' } as const
    const who = {
      ...account,
      account: '',
      handle: '',
      sample: false,
      session: '',
      stage: 'full',
      fresh: true,
    } as const
    const seen: string[] = []
    let after: string | null = null
    do {
      const page = await readLedger(env.DB, who, after, 3)
      expect(page.rows.length).toBeLessThanOrEqual(3)
      expect(page.total === null).toBe(after !== null)
      seen.push(...page.rows.map(({ id }) => id))
      after = page.next
    } while (after !== null)
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen).toEqual(expect.arrayContaining(made))
    expect(seen.length).toBeLessThan(LEDGER_A_PAGE)
    const last = v.parse(LedgerPage, await city.do('GET', `${path}?after=${seen.at(-1)}`))
    expect(last).toEqual({ rows: [], next: null, total: null })
  })
})

describe('many at once', () => {
  it('sets credit and state, each row with its history and reason, and takes it back', async () => {
    const [one, two] = [await newOutlet(), await newOutlet()]
    const version = await versionOf(community, one)
    const told = await bulk(community, {
      act: 'set',
      rows: [
        { id: one, version, edit: { credit: 'C', honest: false } },
        { id: two, version: await versionOf(community, two), edit: { credit: 'B' } },
      ],
      reason: '两次抽检不合格',
    })
    expect(told.map(({ id, outcome }) => [id, outcome])).toEqual([
      [one, 'done'],
      [two, 'same'],
    ])
    expect(told[0]?.version).toBe(await versionOf(community, one))
    expect(told[1]?.version).toBe(version)
    expect(await changes(one)).toEqual([
      {
        actor: community.account,
        before: '{"credit":"B"}',
        after: '{"credit":"C","reason":"两次抽检不合格"}',
      },
    ])
    expect(await changes(two)).toEqual([])
    expect((await shown(one)).credit).toBe('C')
    const [entry] = await community.history(one)
    expect(entry?.restorable).toBe(true)
    const back = await bulk(community, {
      act: 'set',
      rows: [{ id: one, version: told[0]?.version, edit: { credit: 'B' } }],
      reason: null,
    })
    expect(back[0]?.outcome).toBe('done')
    expect((await shown(one)).credit).toBe('B')
  })

  it('tells of the rows that somebody else has changed, that lie elsewhere, or that are not there', async () => {
    const [stale, elsewhere, fine] = [
      await newOutlet(),
      await newOutlet(null, communities.xingyuan),
      await newOutlet(),
    ]
    const version = await versionOf(community, stale)
    await city.edit(stale, { phone: '0398-0001299' })
    const edit = { honest: true }
    const told = await bulk(community, {
      act: 'set',
      rows: [
        { id: stale, version, edit },
        { id: elsewhere, version, edit },
        { id: 'nothere000', version, edit },
        { id: fine, version, edit },
      ],
      reason: null,
    })
    expect(told.map(({ outcome }) => outcome)).toEqual([
      'changed_meanwhile',
      'forbidden',
      'not_found',
      'done',
    ])
    expect(told[0]?.version).toBe(await versionOf(community, stale))
    expect((await shown(stale)).honest).toBe(false)
    expect((await shown(elsewhere)).honest).toBe(false)
    expect((await shown(fine)).honest).toBe(true)
  })

  it('wants a reason where something falls, and stores nothing without one', async () => {
    const [falling, rising] = [await newOutlet(), await newOutlet()]
    const version = await versionOf(city, falling)
    for (const edit of [{ credit: 'C' }, { status: 'closed' }, { status: 'paused', credit: 'A' }]) {
      const { code, fields } = await refused(city, {
        act: 'set',
        rows: [
          { id: rising, version, edit: { credit: 'A' } },
          { id: falling, version, edit },
        ],
        reason: null,
      })
      expect([code, fields?.[0]?.field]).toEqual(['invalid_request', 'reason'])
    }
    expect(await changes(rising)).toEqual([])
    expect(await changes(falling)).toEqual([])
  })

  it('puts outlets into communities of the area, and only the city office into none', async () => {
    const id = await newOutlet()
    const act = async (circle: string | null) => ({
      act: 'set',
      rows: [{ id, version: await versionOf(city, id), edit: { circle } }],
      reason: null,
    })
    expect((await refused(community, await act(communities.xingyuan))).code).toBe('forbidden')
    expect((await refused(subdistrict, await act(null))).code).toBe('forbidden')
    expect((await refused(city, await act('411281999999'))).code).toBe('invalid_request')
    expect((await bulk(subdistrict, await act(communities.xingyuan)))[0]?.outcome).toBe('done')
    expect((await bulk(city, await act(null)))[0]?.outcome).toBe('done')
    expect((await shown(id)).circle).toBeNull()
  })

  it('says that many are right, and takes that back, but not what somebody else has said', async () => {
    const [one, two] = [await newOutlet(), await newOutlet()]
    const named = [{ id: one }, { id: two }]
    await city.do('POST', `/api/listings/${two}/confirmation`)
    const told = await bulk(community, { act: 'confirm', rows: named })
    expect(told.map(({ outcome, confirmedAt }) => [outcome, confirmedAt])).toEqual([
      ['done', '2026-11-24'],
      ['same', '2026-11-24'],
    ])
    expect(await changes(one)).toHaveLength(1)
    expect(told[0]?.version).toBe(await versionOf(community, one))
    const back = await bulk(community, { act: 'unconfirm', rows: named })
    expect(back.map(({ outcome, confirmedAt, confirmedBy }) => [outcome, confirmedAt, confirmedBy])).toEqual([
      ['done', '2026-09-01', 'staff'],
      ['same', '2026-11-24', 'staff'],
    ])
    expect((await shown(one)).confirmedAt).toBe('2026-09-01')
    expect(await changes(one)).toHaveLength(2)
  })

  it('is done once, however often it is sent', async () => {
    const id = await newOutlet()
    const act = {
      act: 'set',
      rows: [{ id, version: await versionOf(city, id), edit: { honest: true } }],
      reason: null,
    }
    const key = crypto.randomUUID()
    const answers = await Promise.all([bulk(city, act, key), bulk(city, act, key)])
    expect(answers[0]).toEqual(answers[1])
    expect(await bulk(city, act, key)).toEqual(answers[0])
    expect(await changes(id)).toHaveLength(1)
  })

  it.each([
    ['none', []],
    ['one twice', [{ id: 'kept000001' }, { id: 'kept000001' }]],
    [
      'too many',
      Array.from({ length: LEDGER_BULK_MAX + 1 }, (_, n) => ({ id: `kept${String(n).padStart(6, '0')}` })),
    ],
  ])('refuses %s', async (_, named) => {
    expect((await refused(city, { act: 'confirm', rows: named })).code).toBe('invalid_request')
  })

  it('takes as many as are allowed', async () => {
    const ids = await Promise.all(Array.from({ length: LEDGER_BULK_MAX }, () => newOutlet()))
    const version = await versionOf(city, ids.at(-1) ?? '')
    const told = await bulk(city, {
      act: 'set',
      rows: ids.map((id) => ({
        id,
        version,
        edit: { credit: 'D', status: 'paused', honest: true, circle: communities.xingyuan },
      })),
      reason: '市场整体停业改造'.repeat(20),
    })
    expect(told.every(({ outcome }) => outcome === 'done')).toBe(true)
  })
})
