import { env } from 'cloudflare:workers'
import * as v from 'valibot'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ImportField } from '../../schema/catalog/import-states.ts'
import {
  type ComparedRow,
  ImportCompared,
  ImportDetail,
  ImportOpened,
  ImportPartLoaded,
  type ImportRowInput,
  ImportRunList,
  ImportUndone,
  type PartLoaded,
  type RunDetail,
} from '../../schema/contract/import.ts'
import { IMPORT_PART_ROWS } from '../../schema/contract/limits.ts'
import { rows } from './accounts.ts'
import { type Keeper, keeper, newOutlet, shown, start, stopClock } from './keepers.ts'
import { communities, loadTown } from './town.ts'

stopClock()
let city: Keeper
let minan: Keeper
let xingyuan: Keeper
let merchant: Keeper
beforeAll(async () => {
  await loadTown(env.DB)
  city = await keeper('shangwuju', 'city')
  minan = await keeper('minan', 'community')
  xingyuan = await keeper('xingyuan', 'community', { area: communities.xingyuan })
  merchant = await keeper('laojie-yaofang', 'merchant')
})
beforeEach(() => {
  vi.setSystemTime(start)
})
afterAll(() => {
  vi.useRealTimers()
})

const minute = () => vi.setSystemTime(Date.now() + 60_000)

let shops = 0
/** A row about a shop that no other test knows. */
const row = (facts: Partial<ImportRowInput> = {}): ImportRowInput => ({
  sourceId: `shop-${++shops}`,
  name: '惠民药店',
  type: 'pharmacy',
  position: [111.875, 34.747],
  circle: communities.minan,
  ...facts,
})

const carries: readonly ImportField[] = [
  'circle',
  'phone',
  'hours',
  'hoursText',
  'credit',
  'services',
  'address',
]

async function open(who: Keeper, key: string = crypto.randomUUID()): Promise<string> {
  const body = { file: '台账.xlsx', sha256: 'a'.repeat(64), source: 'ledger', carries, total: 2, leftOut: 1 }
  const answer = await who.fetch('POST', '/api/desk/imports', body, { 'Idempotency-Key': key })
  expect(answer.status).toBe(201)
  return v.parse(ImportOpened, await answer.json()).id
}

const part = async (who: Keeper, run: string, number: number, given: readonly ImportRowInput[]) =>
  v.parse(ImportPartLoaded, await who.do('PUT', `/api/desk/imports/${run}/parts/${number}`, { rows: given }))

const end = (who: Keeper, run: string, state: 'done' | 'cancelled' = 'done') =>
  who.do('POST', `/api/desk/imports/${run}/end`, { state })

/** Opens a run, loads rows, and ends it. */
async function load(who: Keeper, ...given: ImportRowInput[]): Promise<{ run: string; loaded: PartLoaded }> {
  const run = await open(who)
  const loaded = await part(who, run, 0, given)
  await end(who, run)
  return { run, loaded }
}

const compare = async (who: Keeper, ...given: ImportRowInput[]): Promise<ComparedRow[]> =>
  v.parse(
    ImportCompared,
    await who.do('POST', '/api/desk/imports/comparison', { source: 'ledger', carries, rows: given }),
  ).rows

const detail = async (who: Keeper, run: string): Promise<RunDetail> =>
  v.parse(ImportDetail, await who.do('GET', `/api/desk/imports/${run}`))

/** Takes a run back to the end; gives how many steps it took. */
async function undo(who: Keeper, run: string): Promise<number> {
  for (let steps = 1; ; steps += 1) {
    const { remaining } = v.parse(ImportUndone, await who.do('POST', `/api/desk/imports/${run}/undo`))
    if (remaining === 0) return steps
  }
}

async function outletOf({ sourceId }: ImportRowInput): Promise<string> {
  const [found] = await rows("SELECT id FROM outlet WHERE source = 'ledger' AND source_id = ?1", sourceId)
  return String(found?.['id'] ?? '')
}
const outletsNamed = async (...given: ImportRowInput[]) =>
  (
    await rows(
      'SELECT count(*) AS n FROM outlet WHERE source_id IN (SELECT value FROM json_each(?1))',
      JSON.stringify(given.map(({ sourceId }) => sourceId)),
    )
  )[0]?.['n']

const count = async (table: 'change' | 'outlet' | 'import_run') =>
  Number((await rows(`SELECT count(*) AS n FROM ${table}`))[0]?.['n'])

describe('an import', () => {
  it('adds what is new, and everybody sees it', async () => {
    const shop = row({ phone: '0398-5800001', hours: 'Mo-Su 08:00-20:00', services: ['printing'] })
    const { run, loaded } = await load(minan, shop)
    expect(loaded).toEqual({ added: 1, changed: 0, same: 0, refused: [], kept: 0, overruled: 0 })
    expect(await shown(await outletOf(shop))).toMatchObject({
      name: '惠民药店',
      phone: '0398-5800001',
      hours: 'Mo-Su 08:00-20:00',
      services: ['printing'],
    })
    expect(await detail(minan, run)).toMatchObject({
      state: 'done',
      by: 'minan',
      added: 1,
      refused: 1,
      parts: 1,
      notes: [],
    })
    const [history] = await rows(
      'SELECT actor, import_run FROM change WHERE subject = ?1',
      await outletOf(shop),
    )
    expect(history).toEqual({ actor: minan.account, import_run: run })
  })

  it('of what was loaded before changes nothing', async () => {
    const shop = row({ phone: '0398-5800001' })
    await load(minan, shop)
    const [before] = await rows('SELECT revision FROM city')
    expect((await load(minan, shop)).loaded).toMatchObject({ added: 0, changed: 0, same: 1 })
    expect(await rows('SELECT revision FROM city')).toEqual([before])
  })

  it('is opened once, however often it is asked for', async () => {
    const key = crypto.randomUUID()
    expect(await open(minan, key)).toBe(await open(minan, key))
  })

  it('takes a part once, however often it is sent, and no other rows under its number', async () => {
    const [shop, other] = [row(), row()]
    const run = await open(minan)
    const first = await part(minan, run, 0, [shop])
    const changes = await count('change')
    expect(await part(minan, run, 0, [shop])).toEqual(first)
    expect(await count('change')).toBe(changes)
    expect(await minan.refusal('PUT', `/api/desk/imports/${run}/parts/0`, { rows: [other] })).toBe(
      'key_reused',
    )
    expect(await detail(minan, run)).toMatchObject({ added: 1, parts: 1, state: 'open' })
  })

  it('takes the same part twice at once as one', async () => {
    const shop = row()
    const run = await open(minan)
    const answers = await Promise.all([part(minan, run, 0, [shop]), part(minan, run, 0, [shop])])
    expect(answers[0]).toEqual(answers[1])
    expect(await detail(minan, run)).toMatchObject({ added: 1, parts: 1 })
  })

  it('that is broken off takes no more, keeps what is in, and says so', async () => {
    const [shop, late] = [row(), row()]
    const run = await open(minan)
    await part(minan, run, 0, [shop])
    await end(minan, run, 'cancelled')
    expect(await minan.refusal('PUT', `/api/desk/imports/${run}/parts/1`, { rows: [late] })).toBe(
      'changed_meanwhile',
    )
    // an answer that got lost can still be had
    expect(await part(minan, run, 0, [shop])).toMatchObject({ added: 1 })
    expect(await outletsNamed(shop, late)).toBe(1)
    await end(minan, run, 'done')
    expect(await detail(minan, run)).toMatchObject({ state: 'cancelled' })
  })

  it.each<[string, unknown]>([
    ['no row', []],
    ['two rows of one shop', [row({ sourceId: 'twice' }), row({ sourceId: 'twice' })]],
    ['hours that are none', [row({ hours: '看天' })]],
    ['an identifier of its own choice', [{ ...row(), id: 'chosen00001' }]],
    ['a day of confirmation', [{ ...row(), confirmedAt: '2026-01-01' }]],
    ['a name that is none', [row({ name: ' ' })]],
    ['more than go into a part', Array.from({ length: IMPORT_PART_ROWS + 1 }, () => row())],
  ])('with %s is not valid', async (_, given) => {
    const run = await open(minan)
    expect(await minan.refusal('PUT', `/api/desk/imports/${run}/parts/0`, { rows: given })).toBe(
      'invalid_request',
    )
  })

  it('of the command line is for looking at, and takes no part', async () => {
    await env.DB.prepare(
      "INSERT INTO import_run (id, at, file, sha256, added, changed, refused) VALUES ('commandRun', ?1, 'x.csv', '0', 0, 0, 0)",
    )
      .bind(start.toISOString())
      .run()
    expect(await city.refusal('PUT', '/api/desk/imports/commandRun/parts/0', { rows: [row()] })).toBe(
      'changed_meanwhile',
    )
    expect(await minan.refusal('GET', '/api/desk/imports/commandRun')).toBe('forbidden')
  })
})

describe('an area', () => {
  it('refuses row by row what lies outside, and takes the rest', async () => {
    const mine = row()
    const theirs = row({ circle: communities.xingyuan })
    const nowhere = row({ circle: null })
    const unknown = row({ circle: '411281009009' })
    const away = row({ position: [113.6, 34.7] })
    const { run, loaded } = await load(minan, mine, theirs, nowhere, unknown, away)
    expect(loaded).toMatchObject({
      added: 1,
      refused: [
        { row: 1, reason: 'outside_area' },
        { row: 2, reason: 'outside_area' },
        { row: 3, reason: 'no_community' },
        { row: 4, reason: 'outside_city' },
      ],
    })
    expect(await outletsNamed(mine, theirs, nowhere, unknown, away)).toBe(1)
    expect(await detail(minan, run)).toMatchObject({ added: 1, refused: 5 })
  })

  it('does not let staff pull a neighbour’s outlet over, nor tell them of it', async () => {
    const shop = row({ circle: communities.xingyuan, phone: '0398-5800001' })
    await load(xingyuan, shop)
    const pulled = { ...shop, circle: communities.minan, phone: '0398-5800002' }
    expect((await load(minan, pulled)).loaded).toMatchObject({
      changed: 0,
      refused: [{ row: 0, reason: 'outside_area' }],
    })
    expect(await compare(minan, pulled)).toEqual([
      { state: 'refused', refusal: 'outside_area', outlet: null, changes: [], kept: [], overruled: [] },
    ])
    expect(await shown(await outletOf(shop))).toMatchObject({ circle: communities.xingyuan })
  })

  it.each([
    ['in one part', 1],
    ['in several', 2],
  ])('takes an outlet once, however its rows call it, %s', async (_, parts) => {
    const shop = row({ services: ['printing'], phone: '0398-5800001' })
    await load(minan, shop)
    const id = await outletOf(shop)
    minute()
    const first = { ...shop, services: ['meals' as const], phone: '0398-5800002' }
    const second = { ...shop, sourceId: id, services: ['bathing' as const], phone: '0398-5800003' }
    const run = await open(minan)
    const given = parts === 1 ? [[first, second]] : [[first], [second]]
    const loaded: PartLoaded[] = []
    for (const [number, rowsOfPart] of given.entries())
      loaded.push(await part(minan, run, number, rowsOfPart))
    expect(loaded.flatMap(({ refused }) => refused)).toEqual([{ row: 2 - parts, reason: 'same_outlet' }])
    expect(await shown(id)).toMatchObject({ phone: '0398-5800002', services: ['meals'] })
    await undo(minan, run)
    expect(await shown(id)).toMatchObject({ phone: '0398-5800001', services: ['printing'] })
  })

  it('shows the runs of those in it', async () => {
    const { run } = await load(minan, row())
    const seen = async (who: Keeper) =>
      v.parse(ImportRunList, await who.do('GET', '/api/desk/imports')).runs.some(({ id }) => id === run)
    expect([await seen(minan), await seen(city), await seen(xingyuan)]).toEqual([true, true, false])
  })
})

describe('comparing', () => {
  it('tells what would change, before and after, and changes nothing', async () => {
    const [known, same] = [row({ phone: '0398-5800001', credit: 'B' }), row()]
    await load(minan, known, same)
    const before = [await count('change'), await count('outlet'), await count('import_run')]
    const compared = await compare(
      minan,
      { ...known, phone: '0398-5800002', position: [111.876, 34.747], services: ['meals'] },
      same,
      row(),
    )
    expect(compared).toEqual([
      {
        state: 'changed',
        refusal: null,
        outlet: await outletOf(known),
        changes: [
          { field: 'position', before: [111.875, 34.747], after: [111.876, 34.747] },
          { field: 'phone', before: '0398-5800001', after: '0398-5800002' },
          { field: 'services', before: [], after: ['meals'] },
        ],
        kept: [],
        overruled: [],
      },
      { state: 'same', refusal: null, outlet: await outletOf(same), changes: [], kept: [], overruled: [] },
      { state: 'new', refusal: null, outlet: null, changes: [], kept: [], overruled: [] },
    ])
    expect([await count('change'), await count('outlet'), await count('import_run')]).toEqual(before)
  })

  it('tells where a merchant has changed what the file has changed, too; theirs stays', async () => {
    const shop = row({ phone: '0398-5800001', credit: 'B' })
    await load(minan, shop)
    const id = await outletOf(shop)
    await env.DB.prepare('INSERT INTO holding (outlet, account, since) VALUES (?1, ?2, ?3)')
      .bind(id, merchant.account, start.toISOString())
      .run()
    await merchant.edit(id, { phone: '0398-5800099' })
    const version = (await merchant.listing(id)).version
    const news = { ...shop, phone: '0398-5800002', credit: 'A' as const }
    expect(await compare(minan, news)).toMatchObject([
      { state: 'changed', kept: ['phone'], overruled: [], changes: [{ field: 'credit' }] },
    ])
    const { run, loaded } = await load(minan, news)
    expect(loaded).toMatchObject({ changed: 1, kept: 1 })
    expect(await detail(minan, run)).toMatchObject({
      notes: [{ kind: 'kept', outlet: id, name: '惠民药店', fields: ['phone'] }],
    })
    const listing = await merchant.listing(id)
    expect(listing.fields).toMatchObject({ phone: '0398-5800099', credit: 'A' })
    // in the same millisecond, and yet another version: an edit that was under way is told
    expect(listing.version > version).toBe(true)
    // the history tells it as an import, whoever sat at the desk
    expect((await merchant.history(id))[0]?.by.role).toBe('import')
    expect(await merchant.refusedEdit(id, { phone: '0398-5800003' }, { version })).toMatchObject({
      code: 'changed_meanwhile',
    })
  })
})

describe('taking an import back', () => {
  it('removes what it added and puts back what it changed, each with a row of history; twice does nothing', async () => {
    const known = row({ phone: '0398-5800001', services: ['printing'] })
    await load(minan, known)
    const id = await outletOf(known)
    minute()
    const added = row()
    const { run } = await load(minan, { ...known, phone: '0398-5800002', services: ['meals'] }, added)
    const gone = await outletOf(added)
    minute()
    expect(await undo(minan, run)).toBe(1)
    expect(await outletsNamed(added)).toBe(0)
    expect(await shown(id)).toMatchObject({ phone: '0398-5800001', services: ['printing'] })
    expect(await detail(minan, run)).toMatchObject({ state: 'undone', notes: [] })
    const [last] = await rows(
      'SELECT actor, before, after FROM change WHERE subject = ?1 ORDER BY id DESC',
      gone,
    )
    expect(last).toMatchObject({ actor: minan.account, after: null })
    expect(String(last?.['before'])).toContain('惠民药店')

    const changes = await count('change')
    expect(await undo(minan, run)).toBe(1)
    expect(await count('change')).toBe(changes)
    // the same file can be loaded again
    expect(
      (await load(minan, { ...known, phone: '0398-5800002', services: ['meals'] }, added)).loaded,
    ).toMatchObject({
      added: 1,
      changed: 1,
    })
  })

  it('leaves what somebody has changed since, and tells of it', async () => {
    const shop = row({ phone: '0398-5800001', address: '千秋路 1 号' })
    await load(minan, shop)
    const id = await outletOf(shop)
    minute()
    const { run } = await load(minan, { ...shop, phone: '0398-5800002', address: '千秋路 2 号' })
    minute()
    await minan.edit(id, { phone: '0398-5800099' })
    await undo(minan, run)
    expect(await shown(id)).toMatchObject({ phone: '0398-5800099', address: '千秋路 1 号' })
    expect((await detail(minan, run)).notes).toEqual([
      { kind: 'changed_since', outlet: id, name: '惠民药店', fields: ['phone'] },
    ])
  })

  it('has nothing to tell of what somebody has put back themselves', async () => {
    const shop = row({ phone: '0398-5800001' })
    await load(minan, shop)
    const id = await outletOf(shop)
    const { run } = await load(minan, { ...shop, phone: '0398-5800002' })
    await minan.edit(id, { phone: '0398-5800001' })
    await undo(minan, run)
    expect(await detail(minan, run)).toMatchObject({ state: 'undone', notes: [] })
  })

  it.each<[string, (outlet: string) => Promise<unknown>]>([
    [
      'a voice',
      (outlet) =>
        env.DB.prepare(
          `INSERT INTO voice (id, kind, subject, resident, grade, tags, day, recent, at, changed_at, changed_by)
            VALUES (?1, 'outlet', ?1, 'r', 4, '[]', '2026-11-01', 1, ?2, ?2, 'resident')`,
        )
          .bind(outlet, start.toISOString())
          .run(),
    ],
    [
      'a merchant',
      (outlet) =>
        env.DB.prepare('INSERT INTO holding (outlet, account, since) VALUES (?1, ?2, ?3)')
          .bind(outlet, merchant.account, start.toISOString())
          .run(),
    ],
    [
      'a report',
      (outlet) =>
        env.DB.prepare("INSERT INTO report (id, outlet, fact, right, at) VALUES (?1, ?1, 'hours', '', ?2)")
          .bind(outlet, start.toISOString())
          .run(),
    ],
    [
      'a complaint',
      (outlet) =>
        env.DB.prepare(
          `INSERT INTO complaint (id, receipt, voice, subject_kind, subject, subject_name, kind, merchant_may_see,
              may_publish, filed_at, filed_on, version, stage, level, began_at, calendar)
            VALUES (?1, ?1, ?1, 'outlet', ?1, '惠民药店', 'other', 0, 0, ?2, '2026-11-24', 1, 'rejected', 'community', ?2, 1)`,
        )
          .bind(outlet, start.toISOString())
          .run(),
    ],
    ['a later change', (outlet) => minan.edit(outlet, { phone: '0398-5800099' })],
    [
      'a later import',
      async (outlet) => {
        const [found] = await rows('SELECT source_id FROM outlet WHERE id = ?1', outlet)
        await load(minan, row({ sourceId: String(found?.['source_id']), phone: '0398-5800007' }))
      },
    ],
  ])('closes what it added when %s hangs on it, and names it', async (_, hang) => {
    const shop = row()
    const { run } = await load(minan, shop)
    const id = await outletOf(shop)
    minute()
    await hang(id)
    await undo(minan, run)
    expect(await rows('SELECT status FROM outlet WHERE id = ?1', id)).toEqual([{ status: 'closed' }])
    expect((await detail(minan, run)).notes).toMatchObject([{ kind: 'closed', outlet: id }])
  })

  it('removes what a later import has touched that was itself taken back', async () => {
    const shop = row({ phone: '0398-5800001' })
    const first = await load(minan, shop)
    const second = await load(minan, { ...shop, phone: '0398-5800002' })
    await undo(minan, second.run)
    await undo(minan, first.run)
    expect(await outletsNamed(shop)).toBe(0)
  })

  it('leaves alone what lies outside the area by now, and names it', async () => {
    const shop = row()
    const { run } = await load(minan, shop)
    const id = await outletOf(shop)
    await city.edit(id, { circle: communities.xingyuan })
    await undo(minan, run)
    expect(await rows('SELECT status FROM outlet WHERE id = ?1', id)).toEqual([{ status: 'open' }])
    expect((await detail(minan, run)).notes).toMatchObject([{ kind: 'outside', outlet: id }])
  })

  it('of one that is still open ends it', async () => {
    const shop = row()
    const run = await open(minan)
    await part(minan, run, 0, [shop])
    await undo(minan, run)
    expect(await outletsNamed(shop)).toBe(0)
    expect(await minan.refusal('PUT', `/api/desk/imports/${run}/parts/1`, { rows: [row()] })).toBe(
      'changed_meanwhile',
    )
  })

  it('goes step by step through a large one', async () => {
    const given = Array.from({ length: IMPORT_PART_ROWS + 20 }, () => row())
    const run = await open(minan)
    await part(minan, run, 0, given.slice(0, IMPORT_PART_ROWS))
    await part(minan, run, 1, given.slice(IMPORT_PART_ROWS))
    await end(minan, run)
    expect(await outletsNamed(...given)).toBe(given.length)
    expect(await undo(minan, run)).toBe(2)
    expect(await outletsNamed(...given)).toBe(0)
    expect(await detail(minan, run)).toMatchObject({ state: 'undone', notes: [] })
  })

  it('does not touch what was there before and had not been imported', async () => {
    const older = await newOutlet()
    const [found] = await rows('SELECT source_id FROM outlet WHERE id = ?1', older)
    const { run } = await load(
      minan,
      row({ sourceId: String(found?.['source_id']), name: '新名字药店', phone: '0398-5800007' }),
    )
    expect(await shown(older)).toMatchObject({ name: '新名字药店', phone: '0398-5800007' })
    await undo(minan, run)
    expect(await shown(older)).toMatchObject({
      name: '惠民大药房',
      phone: '0398-0001288',
      hours: 'Mo-Su 08:00-21:00',
      hoursText: '早8点到晚9点',
      credit: 'B',
      services: ['health_advice'],
    })
  })
})
