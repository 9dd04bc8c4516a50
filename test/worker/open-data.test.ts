import { env } from 'cloudflare:workers'
import fc from 'fast-check'
import Papa from 'papaparse'
import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Field } from '../../schema/catalog/open-data/fields.ts'
import { type DataFormat, type Dataset, dataPath, datasets } from '../../schema/catalog/open-data.ts'
import { CASES_A_PART } from '../../schema/contract/limits.ts'
import { DataCatalog, shapeOf, TalliesPublic } from '../../schema/contract/open-data.ts'
import { MeasurePublic } from '../../schema/contract/satisfaction.ts'
import { recompute } from '../../schema/rules/tallies/recompute.ts'
import { givenBy } from '../../schema/rules/tallies/rows.ts'
import { casesJson, firstCases } from '../../worker/open/data-cases.ts'
import { letRevisionExpire, readAs, send } from './api.ts'
import { file } from './complainants.ts'
import { Resident } from './residents.ts'
import { communities, loadTown, outlets } from './town.ts'

const start = Date.parse('2026-11-24T12:00:00Z')
const DAY = 86_400_000

/** Communities beside those of the town, so that there are some to put together. */
const more = Array.from({ length: 7 }, (_, at) => `4112810060${at + 10}`)

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: start })
  await loadTown(env.DB)
  await env.DB.batch([
    ...more.map((code) =>
      env.DB.prepare(
        "INSERT INTO community (code, name, name_en, subdistrict, urban, pilot) VALUES (?1, ?1, ?1, '411281006', 1, 0)",
      ).bind(code),
    ),
    env.DB.prepare(
      'UPDATE outlet SET name = \'=HYPERLINK("http://x.test")\', address = \'东街, "老"院\' WHERE id = ?1',
    ).bind(outlets.clinic.id),
  ])
  const resident = new Resident()
  for (const [community, want] of [
    [communities.minan, 'laundry'],
    [communities.village, 'pharmacy'],
  ]) {
    const request = await resident.request({ community, want, why: null })
    expect((await resident.fetch('/api/wishes', request)).status).toBe(201)
  }
  await file({}, { photos: 0 })
  await file({ kind: 'hygiene' }, { photos: 0 })
})
afterAll(() => {
  vi.useRealTimers()
})

/* ── the files ── */

const files = datasets.flatMap((dataset: Dataset & { id: (typeof datasets)[number]['id'] }) =>
  dataset.formats.map((format) => ({ dataset, format, path: dataPath(dataset.id, format) })),
)

const typeOf: Record<DataFormat, string> = {
  csv: 'text/csv; charset=utf-8; header=present',
  json: 'application/json',
  geojson: 'application/geo+json',
}

/** The rows of a CSV file as texts, by the names in its first line. */
function rowsIn(csv: string): Record<string, string>[] {
  const { data, errors } = Papa.parse<Record<string, string>>(csv.replace(/^\uFEFF/, ''), {
    header: true,
    skipEmptyLines: 'greedy',
    newline: '\r\n',
  })
  expect(errors).toEqual([])
  return data
}

/** Whether a text of a CSV file is a value of the field. */
function fits({ type, nullable, values }: Field, text: string): boolean {
  if (text === '') return nullable === true || type === 'list'
  const allowed = (code: string) => values?.some(({ value }) => value === code) ?? true
  switch (type) {
    case 'integer':
      return /^-?\d+$/.test(text)
    case 'number':
      return Number.isFinite(Number(text))
    case 'boolean':
      return text === 'true' || text === 'false'
    case 'date':
      return /^\d{4}-\d\d-\d\d$/.test(text)
    case 'instant':
      return new Date(text).toISOString() === text
    case 'list':
      return text.split(' ').every(allowed)
    default:
      return allowed(text)
  }
}

const Rows = v.looseObject({ rows: v.array(v.looseObject({})) })

describe.each(files)('$path', ({ dataset, format, path }) => {
  it('has what the dictionary says of it, and nothing else', async () => {
    const response = await send(path)
    expect(response.status).toBe(200)
    expect(response.headers.get('Content-Type')).toBe(typeOf[format])
    const bytes = await response.arrayBuffer()
    // the decoder would take the mark away
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    if (format !== 'csv') return v.assert(shapeOf(dataset.id, format), JSON.parse(text))
    expect(text.startsWith('\uFEFF')).toBe(true)
    expect(text.split('\r\n')[0]?.slice(1).split(',')).toEqual(dataset.fields.map(({ name }) => name))
    const rows = rowsIn(text)
    if (dataset.id !== 'residents') expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) {
      const wrong = dataset.fields.filter((field) => !fits(field, row[field.name] ?? 'missing'))
      expect(wrong.map(({ name }) => `${name}: ${row[name]}`)).toEqual([])
    }
  })

  it('may be read by any site, has a name, and is not sent twice', async () => {
    const response = await send(path, { headers: { Origin: 'https://elsewhere.test' } })
    await response.arrayBuffer()
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*')
    if (path !== '/api/data/tallies.json') {
      expect(response.headers.get('Content-Disposition')).toBe(
        `attachment; filename="yikezhong-411281-${dataset.id}-2026-11-24.${format}"`,
      )
    }
    const again = await send(path, { headers: { 'If-None-Match': response.headers.get('ETag') ?? '' } })
    expect(again.status).toBe(304)
  })

  it('takes no query', async () => {
    expect((await send(`${path}?page=2`)).status).toBe(400)
  })
})

describe('the files', () => {
  it('say the same in every form', async () => {
    for (const { id, formats, fields } of datasets) {
      const [first, second] = formats
      if (!first || !second) continue
      const other = v.parse(
        v.union([
          Rows,
          v.pipe(
            v.looseObject({ features: v.array(v.looseObject({ properties: v.looseObject({}) })) }),
            v.transform(({ features }) => ({ rows: features.map(({ properties }) => properties) })),
          ),
        ]),
        await (await send(dataPath(id, formats.find((format) => format !== 'csv') ?? first))).json(),
      )
      const csv = rowsIn(await (await send(dataPath(id, 'csv'))).text())
      expect(csv).toHaveLength(other.rows.length)
      for (const [at, row] of other.rows.entries()) {
        for (const { name } of fields) {
          if (!(name in row)) continue
          const value: unknown = Reflect.get(row, name)
          const text = Array.isArray(value) ? value.join(' ') : value === null ? '' : String(value)
          expect(csv[at]?.[name]?.replace(/^'(?=[=+\-@])/, '')).toBe(text)
        }
      }
    }
  })

  it('have no cell that begins like a formula, and keep commas and quotes in theirs', async () => {
    const csv = await (await send('/api/data/outlets.csv')).text()
    expect(csv).toContain(`"'=HYPERLINK(""http://x.test"")"`)
    const clinic = rowsIn(csv).find(({ id }) => id === outlets.clinic.id)
    expect(clinic?.['address']).toBe('东街, "老"院')
  })

  it('change with what they tell of', async () => {
    const tag = async () => (await send('/api/data/outlets.csv')).headers.get('ETag')
    const before = await tag()
    await env.DB.prepare("UPDATE outlet SET phone = '0398-0001289' WHERE id = ?1")
      .bind(outlets.pharmacy.id)
      .run()
    letRevisionExpire()
    expect(await tag()).not.toBe(before)
    expect(await (await send('/api/data/outlets.csv')).text()).toContain('0398-0001289')
  })

  it('of complaints are sent part by part, whole however many there are', async () => {
    const first = await firstCases(env.DB)
    const [newest] = first.cases
    if (!newest) throw new Error('no case was filed')
    const parts: string[] = []
    const frame = { sample: true, revision: 1, licence: 'CC-BY-4.0', attribution: '' }
    // as if the part were full and the next one began behind its newest case
    const full = { ...first, cases: Array.from({ length: CASES_A_PART }, () => newest), next: '2' }
    for await (const part of casesJson(env.DB, full, frame)) parts.push(part)
    expect(v.parse(Rows, JSON.parse(parts.join(''))).rows).toHaveLength(CASES_A_PART + 1)
  })

  it('hold nothing of what complainants wrote', async () => {
    for (const path of ['/api/data/complaints.csv', '/api/data/complaints.json']) {
      expect(await (await send(path)).text()).not.toContain('标价')
    }
  })
})

describe('GET /api/data', () => {
  it('is the dictionary of exactly what is served', async () => {
    const catalog = await readAs(DataCatalog, '/api/data')
    expect(catalog).toMatchObject({
      license: { id: 'CC-BY-4.0' },
      attribution: expect.stringContaining('义马'),
    })
    expect(
      catalog.dataset.flatMap(({ distribution }) => distribution.map(({ downloadURL }) => downloadURL)),
    ).toEqual(files.map(({ path }) => path))
    for (const { identifier, fields, head } of catalog.dataset) {
      const told = datasets.find(({ id }) => id === identifier)
      expect(fields.map(({ name }) => name)).toEqual(told?.fields.map(({ name }) => name))
      for (const { meaning } of [...fields, ...head]) {
        expect(meaning.zh).toMatch(/\p{Script=Han}/u)
        expect(meaning.en).not.toMatch(/\p{Script=Han}{5}/u)
      }
    }
  })

  it('names the licence of what others have lent, once it is loaded', async () => {
    const licencesNow = async () => {
      letRevisionExpire()
      const { dataset, thirdParties } = await readAs(DataCatalog, '/api/data')
      return [dataset.find(({ identifier }) => identifier === 'outlets')?.otherLicenses, thirdParties]
    }
    expect(await licencesNow()).toEqual([[], []])
    await env.DB.prepare("UPDATE outlet SET source = 'osm' WHERE id = ?1").bind(outlets.grill.id).run()
    expect(await licencesNow()).toEqual([['ODbL-1.0'], ['© OpenStreetMap contributors (ODbL)']])
  })
})

/* ── the tallies ── */

const subjects = [
  ...[...Object.values(communities), ...more].map((code) => ({ kind: 'circle', id: code, community: code })),
  { kind: 'outlet', id: outlets.pharmacy.id, community: communities.minan },
  { kind: 'outlet', id: outlets.grill.id, community: null },
]

const populations = [...Object.values(communities), ...more].map((community, at) => ({
  community,
  residents: 700 + 379 * at,
}))

const voice = fc.record({
  resident: fc.integer({ min: 0, max: 60 }),
  subject: fc.nat(subjects.length - 1),
  grade: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(4, 5) }, fc.integer({ min: 1, max: 5 })),
  ago: fc.oneof(fc.integer({ min: 0, max: 80 }), fc.integer({ min: 0, max: 500 })),
  held: fc.integer({ min: 0, max: 12 }),
})
const city = fc.record({
  voices: fc.oneof(
    fc.array(voice, { maxLength: 40 }),
    fc.array(voice, { minLength: 150, maxLength: 500, size: 'max' }),
  ),
  peopled: fc.boolean(),
  satisfiedFrom: fc.constantFrom(3, 4),
})
type City = typeof city extends fc.Arbitrary<infer Given> ? Given : never

/** Columns of a voice that differ from one to the next. */
const columns = [
  'id',
  'kind',
  'subject',
  'resident',
  'grade',
  'community',
  'subdistrict',
  'day',
  'at',
  'changed_at',
  'review',
]

/** Makes the city's voices these; triggers keep the counts. A resident's second voice on a subject is left out. */
async function become({ voices, peopled, satisfiedFrom }: City): Promise<void> {
  const rows = voices.map(({ resident, subject, grade, ago, held }, at) => {
    const { id = '', kind, community = null } = subjects[subject] ?? {}
    const instant = new Date(start - ago * DAY).toISOString()
    return {
      id: `voice${at}`,
      kind,
      subject: id,
      resident: `resident${resident}`,
      grade,
      community,
      subdistrict: community?.slice(0, 9) ?? null,
      // noon in UTC is the evening of the same day in Shanghai
      day: instant.slice(0, 10),
      at: instant,
      changed_at: instant,
      review: held === 0 ? 'held' : 'none',
    }
  })
  await env.DB.batch([
    env.DB.prepare('DELETE FROM voice'),
    env.DB.prepare(
      `INSERT OR IGNORE INTO voice (${columns.join(', ')}, recent, sample, changed_by, reason)
        SELECT ${columns.map((column) => `r.value ->> '${column}'`).join(', ')}, 1, 1, 'system', 'subject_burst'
        FROM json_each(?1) AS r`,
    ).bind(JSON.stringify(rows)),
    env.DB.prepare('DELETE FROM population'),
    ...(peopled ? populations : []).map(({ community, residents }) =>
      env.DB.prepare("INSERT INTO population (community, residents, source) VALUES (?1, ?2, 'test')").bind(
        community,
        residents,
      ),
    ),
    env.DB.prepare('UPDATE satisfaction SET satisfied_from = ?1').bind(satisfiedFrom),
  ])
}

const small = (count: number | null) => count !== null && count > 0 && count < 5
const far = (one: number | null, other: number | null) =>
  one === null || other === null ? one !== other : Math.abs(one - other) > 1e-12

describe('the tallies', () => {
  it('give the published measure, and no small number', async () => {
    await fc.assert(
      fc.asyncProperty(city, async (given) => {
        await become(given)
        const [tallies, published] = await Promise.all([
          readAs(TalliesPublic, '/api/data/tallies.json'),
          readAs(MeasurePublic, '/api/satisfaction'),
        ])
        expect(tallies).toMatchObject({
          revision: published.revision,
          from: published.from,
          to: published.to,
          weighting: published.weighting,
          satisfiedFrom: published.definition.satisfiedFrom,
        })
        expect([tallies.residents, ...tallies.rows.map(({ voices }) => voices)].filter(small)).toEqual([])
        const days = tallies.rows.map(
          ({ from, to }) => from >= published.from && to <= published.to && from <= to,
        )
        expect(days).not.toContain(false)
        const ours = recompute(givenBy(tallies, tallies.rows), tallies.satisfiedFrom)
        if (ours === null) {
          expect(small(published.voices)).toBe(true)
          return
        }
        const few = small(published.residents)
        expect(ours).toMatchObject({
          voices: published.voices,
          residents: few ? null : published.residents,
          verdict: published.verdict,
          heldBack: small(published.heldBack) ? null : published.heldBack,
        })
        expect(far(ours.rate, published.rate)).toBe(false)
        expect(far(ours.strictRate, published.strictRate)).toBe(false)
        for (const at of [0, 1] as const) {
          if (!few) expect(far(ours.interval?.[at] ?? null, published.interval?.[at] ?? null)).toBe(false)
        }
      }),
      { numRuns: 25 },
    )
  }, 120_000)

  it('tell how many residents spoke, all beside each other or none', async () => {
    const crowd = (subject: number, from: number, count: number) =>
      Array.from({ length: count }, (_, at) => ({ resident: from + at, subject, grade: 5, ago: 3, held: 1 }))
    const told = async (...voices: ReturnType<typeof crowd>[]) => {
      await become({ voices: voices.flat(), peopled: false, satisfiedFrom: 3 })
      return rowsIn(await (await send('/api/data/residents.csv')).text()).map(
        ({ code, residents }) => `${code} ${residents}`,
      )
    }
    expect(await told(crowd(0, 0, 9), crowd(1, 20, 8), crowd(2, 40, 7))).toEqual([
      '411281 24',
      '411281001 17',
      '411281001001 9',
      '411281001002 8',
      '411281006 7',
      '411281006001 7',
      ...more.map((code) => `${code} 0`),
    ])
    expect(await told(crowd(0, 0, 9), crowd(1, 20, 3), crowd(2, 40, 7))).toEqual([
      '411281 19',
      '411281001 12',
      '411281006 7',
      '411281006001 7',
      ...more.map((code) => `${code} 0`),
    ])
    expect(await told(crowd(0, 0, 3))).toEqual([])
  })
})
