/** What a file says, what is stored, and what the file said last time: which of them an import believes. */

import fc from 'fast-check'
import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  OutletImport,
  type OutletImportInput,
  type OutletImportRow,
} from '../../schema/contract/outlet-import.ts'
import { readCity } from '../../schema/import/city.ts'
import {
  allFields,
  compareOutlets,
  type Disagreement,
  randomId,
  runCounts,
  runDisagreements,
  runLoad,
} from '../../schema/import/load.ts'
import { disagreementLines } from '../../schema/import/report.ts'
import { type Statement, statement } from '../../schema/statement.ts'
import { type TemporaryDatabase, temporaryDatabase } from './import-database.ts'

const first = '2026-02-01T04:00:00.000Z'
const communities = ['411281001001', '411281001002'] as const

let db: TemporaryDatabase
beforeAll(async () => {
  db = await temporaryDatabase()
  await runLoad(db, { at: first, city: { city: await readCity('yima'), centres: {}, sample: false } })
})
afterAll(async () => {
  await db.close()
})

type Facts = Partial<OutletImportInput>
type Carried = keyof OutletImportRow

const rowOf = (sourceId: string, facts: Facts = {}): OutletImportRow =>
  v.parse(OutletImport, {
    source: 'ledger',
    sourceId,
    name: '惠民药店',
    type: 'pharmacy',
    position: [111.87, 34.745],
    circle: communities[0],
    ...facts,
  })

/** Imports a file. */
async function takeAll(rows: readonly OutletImportRow[], carries: ReadonlySet<Carried>, at: string) {
  const run = { id: randomId(), file: 'ledger.csv', sha256: '0'.repeat(64), refused: 0 }
  await runLoad(db, { at, outlets: { rows, carries, newId: randomId }, run })
  return { ...(await runCounts(db, run.id)), told: await runDisagreements(db, run.id) }
}

/** Imports one row. */
const take = (sourceId: string, facts: Facts) => takeAll([rowOf(sourceId, facts)], allFields, first)

/** What an account does to an outlet, as the worker writes it. */
function editStatements(
  sourceId: string,
  field: string,
  after: unknown,
  columns: Record<string, string | number | null>,
): Statement[] {
  const sets = Object.keys(columns).map((name, place) => `${name} = ?${place + 2}`)
  return [
    statement(
      `UPDATE outlet SET ${sets.join(', ')} WHERE source_id = ?1`,
      sourceId,
      ...Object.values(columns),
    ),
    statement(
      `INSERT INTO change (at, actor, subject_kind, subject, before, after)
        SELECT ?2, 'AccMerchant', 'outlet', id, '{}', ?3 FROM outlet WHERE source_id = ?1`,
      sourceId,
      first,
      JSON.stringify({ [field]: after }),
    ),
  ]
}
const edit = (...what: Parameters<typeof editStatements>) => db.batch(editStatements(...what))

const stored = async (sourceId: string) =>
  (await db.rows('SELECT * FROM outlet WHERE source_id = ?1', sourceId))[0]

let shops = 0
const newShop = () => `shop-${++shops}`

describe('a merchant has changed the phone', () => {
  async function shop(): Promise<string> {
    const id = newShop()
    await take(id, { phone: '0398-5800001', credit: 'B' })
    await edit(id, 'phone', '0398-5800099', { phone: '0398-5800099' })
    return id
  }

  it('and the file says what it said before: nothing happens', async () => {
    const id = await shop()
    expect(await take(id, { phone: '0398-5800001', credit: 'B' })).toEqual({ added: 0, changed: 0, told: [] })
    expect(await stored(id)).toMatchObject({ phone: '0398-5800099' })
  })

  it('and the file says something new: theirs stays, and that is told once', async () => {
    const id = await shop()
    const { told, changed } = await take(id, { phone: '0398-5800002', credit: 'B' })
    expect(changed).toBe(0)
    expect(told).toMatchObject([{ kept: true, fields: ['phone'], name: '惠民药店' }])
    expect(await take(id, { phone: '0398-5800002', credit: 'B' })).toMatchObject({ changed: 0, told: [] })
    expect(await stored(id)).toMatchObject({ phone: '0398-5800099' })
  })

  it('and the file agrees with them by now: there is nothing to tell', async () => {
    const id = await shop()
    expect((await take(id, { phone: '0398-5800099', credit: 'B' })).told).toEqual([])
  })

  it('and the file has news of other fields: those are taken', async () => {
    const id = await shop()
    expect(await take(id, { phone: '0398-5800001', credit: 'C' })).toMatchObject({ changed: 1, told: [] })
    expect(await stored(id)).toMatchObject({ phone: '0398-5800099', credit: 'C' })
  })

  it('and a dry run says as much', async () => {
    const id = await shop()
    const rows = [rowOf(id, { phone: '0398-5800002', credit: 'B' })]
    expect(await compareOutlets(db, { rows, carries: allFields, newId: randomId })).toEqual({
      added: 0,
      changed: 0,
      unchanged: 1,
    })
  })
})

describe('what staff set', () => {
  it('stays until the file says something new, which is then taken and told', async () => {
    const id = newShop()
    await take(id, { credit: 'A' })
    await edit(id, 'credit', 'D', { credit: 'D' })
    expect(await take(id, { credit: 'A' })).toEqual({ added: 0, changed: 0, told: [] })
    const { changed, told } = await take(id, { credit: 'B' })
    expect({ changed, told }).toMatchObject({ changed: 1, told: [{ kept: false, fields: ['credit'] }] })
    expect(await stored(id)).toMatchObject({ credit: 'B' })
  })
})

describe('hours', () => {
  it('go with the text that they were read from: other words for the same are no reason to touch a merchant’s', async () => {
    const id = newShop()
    await take(id, { hours: '08:00-20:00', hoursText: '8:00-20:00' })
    await edit(id, 'hours', '09:00-18:00', { hours: '09:00-18:00', hours_text: null })
    const { told } = await take(id, { hours: '08:00-20:00', hoursText: '早8点到晚8点' })
    expect(told).toMatchObject([{ kept: true, fields: ['hours'] }])
    expect(await stored(id)).toMatchObject({ hours: '09:00-18:00', hours_text: null })
  })
})

describe('outlets from before there was a memory', () => {
  async function older(): Promise<string> {
    const id = newShop()
    await take(id, { phone: '0398-5800001', credit: 'B' })
    await db.batch([statement('DELETE FROM outlet_source')])
    return id
  }

  it('are brought to what the file says where nobody ever changed them', async () => {
    const id = await older()
    expect(await take(id, { phone: '0398-5800002', credit: 'B' })).toMatchObject({ changed: 1, told: [] })
  })

  it('keep what an account has set, whoever set it, and that is told', async () => {
    const id = await older()
    await edit(id, 'phone', '0398-5800099', { phone: '0398-5800099' })
    await edit(id, 'credit', 'D', { credit: 'D' })
    const { told } = await take(id, { phone: '0398-5800002', credit: 'B', address: '千秋路 1 号' })
    expect(told).toMatchObject([{ kept: true, fields: ['phone', 'credit'] }])
    expect(await stored(id)).toMatchObject({ phone: '0398-5800099', credit: 'D', address: '千秋路 1 号' })
  })
})

describe('who confirmed it when', () => {
  it.each([
    ['2026-01-10', '2026-01-20', '2026-01-20'],
    ['2026-01-20', '2026-01-10', '2026-01-20'],
    ['2026-01-20', null, '2026-01-20'],
    [null, '2026-01-10', '2026-01-10'],
  ])('is %s, the file says %s: %s', async (had, says, after) => {
    const id = newShop()
    await take(id, { confirmedAt: had, confirmedBy: had ? 'merchant' : null })
    await take(id, { confirmedAt: says, confirmedBy: says ? 'staff' : null })
    expect(await stored(id)).toMatchObject({
      confirmed_at: after,
      confirmed_by: after === had ? 'merchant' : 'staff',
    })
  })
})

/* ── any sequence of files and edits, against a model that knows nothing of SQL ── */

const phones = ['0398-5800001', '0398-5800002', null]
const hours = ['08:00-20:00', '09:00-18:00', null]
const services = [[], ['printing'], ['meals', 'printing']] as const
const one = <T>(list: readonly T[]) => fc.constantFrom(...list)

interface Values {
  name: string
  circle: string
  phone: string | null
  hours: string | null
  cash: boolean | null
  credit: 'A' | 'B' | null
  services: readonly ('meals' | 'printing')[]
}
type Name = keyof Values
const names: readonly Name[] = ['name', 'circle', 'hours', 'phone', 'cash', 'credit', 'services']
const openNames: readonly Name[] = ['phone', 'hours', 'cash', 'services']

const anyValues: fc.Arbitrary<Values> = fc.record({
  name: one(['惠民药店', '民安药店']),
  circle: one(communities),
  phone: one(phones),
  hours: one(hours),
  cash: one([true, false, null]),
  credit: one(['A', 'B', null] as const),
  services: one(services),
})

/** Rows of a file: each has a history of its own, and a file costs the same with one row or eight. */
const ROWS = 8
const ofEachRow = <T>(of: fc.Arbitrary<T>) => fc.array(of, { minLength: ROWS, maxLength: ROWS })

type Act =
  | { kind: 'import'; rows: readonly Values[]; carries: readonly Name[]; minute: number }
  | { kind: 'edit'; edits: readonly ({ values: Values; field: Name } | null)[] }

const anyAct: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    kind: fc.constant('import' as const),
    rows: ofEachRow(anyValues),
    carries: fc.subarray(names.filter((name) => name !== 'name')),
    minute: fc.integer({ min: 0, max: 2 }),
  }),
  fc.record({
    kind: fc.constant('edit' as const),
    edits: ofEachRow(fc.option(fc.record({ values: anyValues, field: one(names) }))),
  }),
)

const factsOf = ({ services: own, ...facts }: Values): Facts => ({ ...facts, services: [...own] })
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/** What should be stored, in plain words. */
class Model {
  stored: Values
  readonly lastSaid: Partial<Values> = {}
  readonly touched = new Set<Name>()

  constructor(values: Values, carries: readonly Name[]) {
    this.stored = values
    for (const name of carries) this.remember(name, values)
  }

  private remember(name: Name, values: Values) {
    Object.assign(this.lastSaid, { [name]: values[name] })
  }

  edit(name: Name, values: Values) {
    this.stored = { ...this.stored, [name]: values[name] }
    this.touched.add(name)
  }

  /** @returns the fields about which both sides disagree */
  import(values: Values, carries: readonly Name[]): { kept: Name[]; overruled: Name[] } {
    const told: { kept: Name[]; overruled: Name[] } = { kept: [], overruled: [] }
    const before = this.stored
    for (const name of carries) {
      const known = name in this.lastSaid
      const fileMoved = !same(values[name], this.lastSaid[name])
      const weMoved = known ? !same(before[name], this.lastSaid[name]) : this.touched.has(name)
      const news = known ? fileMoved : true
      const ours = weMoved && (!known || openNames.includes(name))
      const disagree = news && weMoved && !same(values[name], before[name])
      if (news && !ours) this.stored = { ...this.stored, [name]: values[name] }
      if (disagree) told[ours ? 'kept' : 'overruled'].push(name)
      this.remember(name, values)
    }
    return told
  }
}

const columnsOf = (field: Name, values: Values): Record<string, string | number | null> => {
  const value = values[field]
  if (field === 'cash') return { cash: value === null ? null : Number(value) }
  return { [field]: typeof value === 'string' ? value : null }
}

/** An edit of one of the model's fields. */
function fieldStatements(id: string, field: Name, values: Values): Statement[] {
  const told = field === 'cash' ? 'payment' : field
  if (field !== 'services') return editStatements(id, told, values[field], columnsOf(field, values))
  return [
    ...editStatements(id, told, values[field], { source_id: id }),
    statement('DELETE FROM outlet_service WHERE outlet = (SELECT id FROM outlet WHERE source_id = ?1)', id),
    statement(
      'INSERT INTO outlet_service SELECT outlet.id, value FROM outlet, json_each(?2) WHERE source_id = ?1',
      id,
      JSON.stringify(values.services),
    ),
  ]
}

interface ReadBack {
  outlet: string
  values: unknown
  version: string
}

/** What is stored of some shops, in the order of their identifiers in the files. */
async function readBack(ids: readonly string[]): Promise<ReadBack[]> {
  const read = await db.rows(
    `SELECT o.*, (SELECT json_group_array(service) FROM
        (SELECT service FROM outlet_service WHERE outlet = o.id ORDER BY service)) AS services
      FROM json_each(?1) AS asked JOIN outlet AS o ON o.source_id = asked.value ORDER BY asked.key`,
    JSON.stringify(ids),
  )
  return read.map(({ id, name, circle, phone, hours: open, cash, credit, services: own, updated_at }) => ({
    outlet: String(id),
    values: {
      name,
      circle,
      phone,
      hours: open,
      cash: cash === null ? null : cash === 1,
      credit,
      services: JSON.parse(String(own)),
    },
    version: String(updated_at),
  }))
}

const fieldsTold = (told: readonly Disagreement[], of: string, kept: boolean) =>
  told.filter((entry) => entry.outlet === of && entry.kept === kept).flatMap(({ fields }) => fields)

/** One row of the files, and what should be stored of it. */
interface Shop {
  id: string
  model: Model
}

/** Imports a file, and holds what it did to each shop against the shop's model. */
async function importAndCompare(all: readonly Shop[], { rows, carries, minute }: Act & { kind: 'import' }) {
  const carried = names.filter((name) => name === 'name' || carries.includes(name))
  const ids = all.map(({ id }) => id)
  const befores = await readBack(ids)
  const file = rows.map((values, at) => rowOf(ids[at] ?? '', factsOf(values)))
  const { told, changed } = await takeAll(file, new Set(carried), `2026-02-01T04:0${minute}:00.000Z`)
  const afters = await readBack(ids)
  let moved = 0
  for (const [at, { model }] of all.entries()) {
    const [before, after, values] = [befores[at], afters[at], rows[at]]
    if (!before || !after || !values) throw new Error('every shop has a row')
    const expected = model.import(values, carried)
    expect(after.values).toEqual(model.stored)
    expect(fieldsTold(told, after.outlet, true)).toEqual(expected.kept)
    expect(fieldsTold(told, after.outlet, false)).toEqual(expected.overruled)
    if (same(before.values, after.values)) expect(after.version).toBe(before.version)
    else {
      moved += 1
      expect(after.version > before.version).toBe(true)
    }
  }
  expect(changed).toBe(moved)
}

describe('any sequence of files and edits', () => {
  it('leaves what a model of three ways leaves, tells the same, and every change has a version above the last', async () => {
    await fc.assert(
      fc.asyncProperty(
        ofEachRow(anyValues),
        fc.subarray([...names]),
        fc.array(anyAct, { minLength: 1, maxLength: 6 }),
        async (starts, with_, acts) => {
          const carried = [...new Set<Name>(['name', ...with_])]
          const all = starts.map((start) => ({ id: newShop(), model: new Model(start, carried) }))
          const file = all.map(({ id, model }) => rowOf(id, factsOf(model.stored)))
          await takeAll(file, new Set(carried), first)
          for (const act of acts) {
            if (act.kind === 'import') await importAndCompare(all, act)
            else {
              const edits = act.edits.flatMap((made, at) => {
                const shop = all[at]
                if (!shop || !made) return []
                shop.model.edit(made.field, made.values)
                return fieldStatements(shop.id, made.field, made.values)
              })
              if (edits.length > 0) await db.batch(edits)
            }
          }
        },
      ),
      { numRuns: 8 },
    )
  })
})

describe('what the command line tells of it', () => {
  const told = (kept: boolean, name: string): Disagreement => ({
    outlet: 'outlet0001',
    name,
    kept,
    fields: ['phone', 'hours'],
  })

  it('names the outlets and the fields, apart for what was kept and what was overruled', () => {
    expect(disagreementLines([told(true, '惠民药店'), told(false, '民安药店')])).toEqual([
      '',
      '本站已有人修改，保留未改 Changed here as well, left as it is',
      '      惠民药店 (outlet0001): phone, hours',
      '',
      '本站已有人修改，以文件为准 Changed here as well, the file was taken',
      '      民安药店 (outlet0001): phone, hours',
    ])
  })

  it('is nothing where nobody disagrees', () => {
    expect(disagreementLines([])).toEqual([])
  })
})
