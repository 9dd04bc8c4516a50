import { getTableColumns, getTableName, is, SQL } from 'drizzle-orm'
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core'
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
  type Load,
  loadStatements,
  randomId,
  runCounts,
  runLoad,
} from '../../schema/import/load.ts'
import { holdsSample, sampleLoad } from '../../schema/import/load-sample.ts'
import { jsonChunks, sqlText } from '../../schema/import/statements.ts'
import { sampleCity } from '../../schema/sample/sample.ts'
import { statement } from '../../schema/statement.ts'
import * as tables from '../../schema/tables.ts'
import { type TemporaryDatabase, temporaryDatabase } from './import-database.ts'

const at = '2026-01-31T04:00:00.000Z'
const later = '2026-02-01T04:00:00.000Z'
const yima = await readCity('yima')
const community = '411281001001'

let db: TemporaryDatabase
beforeAll(async () => {
  db = await temporaryDatabase()
})
afterAll(async () => {
  await db.close()
})

const revision = async () => Number((await db.rows('SELECT revision FROM city'))[0]?.['revision'])
const count = async (table: string) => Number((await db.rows(`SELECT count(*) AS n FROM ${table}`))[0]?.['n'])

const outlet = (sourceId: string, facts: Partial<OutletImportInput> = {}): OutletImportRow =>
  v.parse(OutletImport, {
    source: 'ledger',
    sourceId,
    name: `店${sourceId}`,
    type: 'pharmacy',
    position: [111.87, 34.745],
    circle: community,
    ...facts,
  })

function loadOf(
  rows: readonly OutletImportRow[],
  more: Partial<Load> = {},
): Load & { run: NonNullable<Load['run']> } {
  return {
    at: later,
    outlets: { rows, carries: allFields, newId: randomId },
    run: { id: randomId(), file: 'ledger.csv', sha256: '0'.repeat(64), refused: 0 },
    ...more,
  }
}

async function load(rows: readonly OutletImportRow[], more: Partial<Load> = {}) {
  const plan = loadOf(rows, more)
  await runLoad(db, plan)
  return runCounts(db, plan.run.id)
}

describe('the sample city', () => {
  it('is loaded whole, with one row of history', async () => {
    await runLoad(db, await sampleLoad(at))
    const { outlets } = sampleCity()
    expect(await count('outlet')).toBe(outlets.length)
    expect(await count('community')).toBe(35)
    expect(await count('holiday')).toBeGreaterThan(50)
    expect(await count('change')).toBe(1)
    expect(await db.rows('SELECT sample FROM city')).toEqual([{ sample: 1 }])
    const [stored] = await db.rows(
      `SELECT count(*) AS stops, (SELECT count(*) FROM outlet_service) AS services,
        (SELECT count(*) FROM outlet_price) AS prices, (SELECT count(*) FROM outlet_closure) AS closures
        FROM outlet_stop`,
    )
    const sum = (list: 'stops' | 'services' | 'prices' | 'closures') =>
      outlets.reduce((total, row) => total + row[list].length, 0)
    expect(stored).toEqual({
      stops: sum('stops'),
      services: sum('services'),
      prices: sum('prices'),
      closures: sum('closures'),
    })
  })

  it('has its wishes, each with its supporters, and projects with their history', async () => {
    const { wishes } = sampleCity()
    const stored = await db.rows(
      `SELECT id, supporters, (SELECT count(*) FROM wish_support WHERE wish = w.id) AS supports,
        (SELECT count(*) FROM project_event WHERE wish = w.id) AS steps FROM wish AS w ORDER BY id`,
    )
    const told = wishes.map(({ id, supports: { length }, project }) => ({
      id,
      supporters: length,
      supports: length,
      steps: project.length,
    }))
    expect(stored).toEqual(told.toSorted((one, other) => (one.id < other.id ? -1 : 1)))
  })

  it('changes nothing when it is loaded again', async () => {
    const before = await revision()
    await runLoad(db, await sampleLoad(later))
    expect(await revision()).toBe(before)
    expect(await count('change')).toBe(1)
    expect(await count('import_run')).toBe(1)
  })

  it('is brought back to what it is, and known from an older one', async () => {
    const sample = await sampleLoad(later)
    const [gone] = sample.outlets.rows
    await runLoad(db, {
      ...sample,
      outlets: { ...sample.outlets, rows: sample.outlets.rows.slice(1) },
      sample: { ...sample.sample, sha256: 'older' },
    })
    expect(await count('outlet')).toBe(sampleCity().outlets.length - 1)
    expect(await holdsSample(db, sample)).toBe(false)
    await runLoad(db, sample)
    expect(await db.rows('SELECT name FROM outlet WHERE id = ?1', gone?.id ?? '')).toEqual([
      { name: gone?.name },
    ])
    expect(await holdsSample(db, sample)).toBe(true)
  })

  it('gives way to a real city when that is asked for', async () => {
    await runLoad(db, { at: later, replaceSample: true, city: { city: yima, centres: {}, sample: false } })
    expect(await count('outlet')).toBe(0)
    expect(await count('voice')).toBe(0)
    expect(await count('survey')).toBe(0)
    expect(await count('wish')).toBe(0)
    expect(await count('project_event')).toBe(0)
    expect(await db.rows('SELECT total(g1 + g2 + g3 + g4 + g5 + held + residents) AS n FROM tally')).toEqual([
      { n: 0 },
    ])
    expect(await db.rows('SELECT sample FROM city')).toEqual([{ sample: 0 }])
    expect(await db.rows('SELECT count(*) AS n FROM circle WHERE lng IS NOT NULL')).toEqual([{ n: 0 }])
    expect(
      await db.rows(
        "SELECT before ->> 'sample' AS b, after ->> 'sample' AS a FROM change ORDER BY id DESC LIMIT 1",
      ),
    ).toEqual([{ b: 1, a: 0 }])
  })
})

describe('a load of outlets', () => {
  const rich = outlet('rich', {
    hours: 'Mo-Fr 08:00-20:00',
    hoursText: '周一至周五"8点"到\'20点\'',
    cash: true,
    chain: false,
    services: ['printing', 'meals'],
    closures: [{ from: '2026-02-15', to: '2026-02-20', reason: '春节' }],
    prices: [
      { item: '剪发', fen: 1500, fenTo: null, unit: '次' },
      { item: '染发', fen: 8000, fenTo: 20_000, unit: null },
    ],
    pricesAt: '2026-01-02',
    stops: [
      { name: '东门', position: [111.87, 34.74], hours: 'Sa 08:00-12:00' },
      { name: '西门', position: [111, 34.7] },
    ],
  })

  it('adds what is new, with an identifier of its own and a row of history', async () => {
    expect(await load([rich, outlet('plain')])).toEqual({ added: 2, changed: 0 })
    const [stored] = await db.rows("SELECT * FROM outlet WHERE source_id = 'rich'")
    expect(stored).toMatchObject({
      hours: 'Mo-Fr 08:00-20:00',
      hours_text: rich.hoursText,
      cash: 1,
      chain: 0,
      seat: null,
    })
    expect(stored?.['id']).toMatch(/^[0-9A-Za-z]{10}$/)
    const [change] = await db.rows('SELECT * FROM change WHERE subject = ?1', String(stored?.['id']))
    expect(change).toMatchObject({ at: later, actor: 'import', subject_kind: 'outlet', before: null })
    expect(JSON.parse(String(change?.['after']))).toMatchObject({
      name: '店rich',
      services: ['meals', 'printing'],
      prices: [{ item: '剪发' }, { item: '染发', fenTo: 20_000 }],
      stops: [{ name: '东门' }, { name: '西门' }],
    })
  })

  it('changes nothing when the same rows come again, in any order', async () => {
    const before = await revision()
    const changes = await count('change')
    const runs = await count('import_run')
    expect(await load([outlet('plain'), rich])).toEqual({ added: 0, changed: 0 })
    expect(await revision()).toBe(before)
    expect(await count('change')).toBe(changes)
    expect(await count('import_run')).toBe(runs)
    expect(await count('outlet_stop')).toBe(2)
  })

  it.each<[string, Partial<OutletImportInput>]>([
    ['a fact', { seat: true }],
    ['the hours', { hours: null, hoursText: '看天' }],
    ['the position', { position: [111.8, 35] }],
    ['a service', { services: ['printing'] }],
    ['a closure', { closures: [{ from: '2026-02-15', to: '2026-02-21', reason: null }] }],
    ['a price', { prices: [{ item: '剪发', fen: 1600, fenTo: null, unit: '次' }] }],
    ['a stop', { stops: [{ name: '南门', position: [111.87, 34.74] }] }],
  ])('updates %s, keeping the identifier and what was before', async (_, facts) => {
    await load([rich])
    const [before] = await db.rows("SELECT id, created_at FROM outlet WHERE source_id = 'rich'")
    expect(await load([v.parse(OutletImport, { ...rich, ...facts })])).toEqual({ added: 0, changed: 1 })
    const [after] = await db.rows("SELECT id, created_at FROM outlet WHERE source_id = 'rich'")
    expect(after).toEqual(before)
    const [change] = await db.rows('SELECT before, after, import_run FROM change ORDER BY id DESC LIMIT 1')
    expect(change?.['before']).not.toBe(change?.['after'])
    expect(JSON.parse(String(change?.['before']))).toMatchObject({ name: '店rich' })
    expect(change?.['import_run']).toBeTruthy()
  })

  it('leaves alone what the source says nothing of', async () => {
    await load([rich])
    const known = {
      rows: [outlet('rich', { phone: '110' })],
      carries: new Set(['phone'] as const),
      newId: randomId,
    }
    expect(await compareOutlets(db, known)).toEqual({ added: 0, changed: 1, unchanged: 0 })
    expect(await load([], { outlets: known })).toEqual({ added: 0, changed: 1 })
    const [stored] = await db.rows("SELECT phone, hours, cash FROM outlet WHERE source_id = 'rich'")
    expect(stored).toEqual({ phone: '110', hours: 'Mo-Fr 08:00-20:00', cash: 1 })
    expect(await count('outlet_price')).toBe(2)
  })

  it('puts an outlet into the nearest circle only where none is known', async () => {
    const rows = [outlet('rich', { phone: '110', circle: '411281001002' }), outlet('plain', { circle: null })]
    const nearest = { rows, carries: new Set(['phone'] as const), newId: randomId }
    expect(await compareOutlets(db, nearest)).toEqual({ added: 0, changed: 0, unchanged: 2 })
    expect(await compareOutlets(db, { ...nearest, carries: new Set(['phone', 'circle'] as const) })).toEqual({
      added: 0,
      changed: 2,
      unchanged: 0,
    })
  })

  it('can be tried out without a trace', async () => {
    const before = await revision()
    const rows = [rich, outlet('plain'), outlet('another')]
    expect(await compareOutlets(db, { rows, carries: allFields, newId: randomId })).toEqual({
      added: 1,
      changed: 1,
      unchanged: 1,
    })
    expect(await revision()).toBe(before)
    expect(await db.rows("SELECT name FROM sqlite_schema WHERE name LIKE 'import_r%' ORDER BY name")).toEqual(
      [{ name: 'import_run' }],
    )
  })

  it('was confirmed on the day that it was in Shanghai', async () => {
    await load([outlet('dusk', { confirmedAt: '2026-01-31T18:00:00Z', confirmedBy: 'staff' })])
    expect(await db.rows("SELECT confirmed_at FROM outlet WHERE source_id = 'dusk'")).toEqual([
      { confirmed_at: '2026-02-01' },
    ])
  })

  it('is nothing at all when one row does not fit', async () => {
    const before = await revision()
    const outlets = await count('outlet')
    await expect(load([outlet('fits'), outlet('stray', { circle: '999999999999' })])).rejects.toThrow()
    expect(await revision()).toBe(before)
    expect(await count('outlet')).toBe(outlets)
    expect(await load([outlet('fits')])).toEqual({ added: 1, changed: 0 })
  })

  it('holds many rows in statements below the limits of D1', async () => {
    const rows = Array.from({ length: 3000 }, (_, index) =>
      outlet(`many-${index}`, { address: `${"'千秋路'".repeat(9)}${index}` }),
    )
    const statements = loadStatements(loadOf(rows))
    expect(Math.max(...statements.map((one) => Buffer.byteLength(sqlText([one]))))).toBeLessThan(100_000)
    expect(Math.max(...statements.map((one) => one.params.length))).toBeLessThanOrEqual(100)
    expect(await load(rows)).toEqual({ added: 3000, changed: 0 })
  })

  it('writes the same as a file of SQL', async () => {
    const other = await temporaryDatabase()
    try {
      const plan = loadOf([rich], { city: { city: yima, centres: {}, sample: false } })
      const texts = loadStatements(plan).map((one) => sqlText([one]).trim().replace(/;$/, ''))
      await other.batch(texts.map((sql) => statement(sql)))
      expect(await other.rows('SELECT name, hours_text FROM outlet')).toEqual([
        { name: '店rich', hours_text: rich.hoursText },
      ])
    } finally {
      await other.close()
    }
  })
})

describe("a city's definition", () => {
  it('changes nothing when it is loaded again, and keeps the centres that staff have placed', async () => {
    await db.batch([statement('UPDATE circle SET lng = 111.87, lat = 34.74 WHERE community = ?1', community)])
    const before = await revision()
    await runLoad(db, { at: later, city: { city: yima, centres: {}, sample: false } })
    expect(await revision()).toBe(before)
    expect(await db.rows('SELECT lng FROM circle WHERE community = ?1', community)).toEqual([{ lng: 111.87 }])
  })

  it('replaces the divisions; outlets of one that is gone lose their circle', async () => {
    const city = { ...yima, communities: yima.communities.filter(({ code }) => code !== community) }
    await runLoad(db, { at: later, city: { city, centres: {}, sample: false } })
    expect(await count('community')).toBe(34)
    expect(await db.rows("SELECT circle FROM outlet WHERE source_id = 'rich'")).toEqual([{ circle: null }])
  })
})

describe('chunks', () => {
  it('stay below the limit in bytes and lose nothing', () => {
    const rows = Array.from({ length: 500 }, (_, index) => ({ name: "店'".repeat(index % 40), index }))
    const chunks = jsonChunks(rows, 2000)
    expect(chunks.flatMap((chunk): unknown[] => JSON.parse(chunk))).toEqual(rows)
    for (const chunk of chunks)
      expect(Buffer.byteLength(chunk.replaceAll("'", "''"))).toBeLessThanOrEqual(2000)
  })

  it('refuse a row that no statement could hold', () => {
    expect(() => jsonChunks(['x'.repeat(3000)], 2000)).toThrow(RangeError)
  })
})

describe('schema/tables.ts', () => {
  const drizzleTables = Object.values(tables).filter((table) => is(table, SQLiteTable))

  it('names every table of the migrations', async () => {
    const stored = await db.rows(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT GLOB '_cf*' ORDER BY name",
    )
    expect(drizzleTables.map(getTableName).sort()).toEqual(stored.map((row) => row['name']))
  })

  it.each(drizzleTables.map((table) => [getTableName(table), table] as const))(
    'has the columns of %s',
    async (name, table) => {
      const stored = await db.rows(
        'SELECT name, type, "notnull", pk, dflt_value FROM pragma_table_info(?1)',
        name,
      )
      const composite = new Set(
        getTableConfig(table).primaryKeys.flatMap((key) => key.columns.map((column) => column.name)),
      )
      const columns = Object.values(getTableColumns(table)).map((column) => ({
        name: column.name,
        type: column.getSQLType().toUpperCase(),
        key: column.primary || composite.has(column.name),
        required: column.notNull,
        fallback: column.default !== undefined && !is(column.default, SQL),
      }))
      expect(columns).toEqual(
        stored.map((row) => ({
          name: row['name'],
          type: row['type'],
          key: Number(row['pk']) > 0,
          required: row['notnull'] === 1 || Number(row['pk']) > 0,
          fallback: row['dflt_value'] !== null,
        })),
      )
    },
  )
})
