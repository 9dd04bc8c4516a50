import { env } from 'cloudflare:workers'
import Papa from 'papaparse'
import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { AuditPublic } from '../../schema/contract/audit.ts'
import { AUDIT_A_PAGE, AUDIT_EXPORT_PART } from '../../schema/contract/limits.ts'
import { Browser, makeAccount } from './accounts.ts'
import { communities, loadTown, outlets } from './town.ts'

const { pharmacy, cobbler } = outlets
const auditor = new Browser()
let merchant = ''

/** Puts a row into the history as the acts of others would. */
const note = (
  at: string,
  actor: string,
  kind: string,
  subject: string,
  before: object | null,
  after: object | null,
) =>
  env.DB.prepare(
    'INSERT INTO change (at, actor, subject_kind, subject, before, after) VALUES (?1, ?2, ?3, ?4, ?5, ?6)',
  ).bind(at, actor, kind, subject, before && JSON.stringify(before), after && JSON.stringify(after))

const search = async (query = '') => v.parse(AuditPublic, await auditor.do('GET', `/api/desk/audit${query}`))

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-24T12:00:00Z') })
  await loadTown(env.DB)
  merchant = await makeAccount('laojie-yaofang', 'merchant', { outlets: [pharmacy.id] })
  await makeAccount('shenji', 'auditor')
  await auditor.signIn('shenji')
  await env.DB.batch([
    note(
      '2026-11-22T15:59:59.999Z',
      merchant,
      'outlet',
      pharmacy.id,
      { phone: null },
      { phone: '0398-000 1' },
    ),
    // midnight in Shanghai
    note(
      '2026-11-22T16:00:00.000Z',
      merchant,
      'outlet',
      pharmacy.id,
      { hours: '24/7' },
      { hours: 'Mo-Su 08:00-21:00' },
    ),
    note('2026-11-23T01:00:00.000Z', 'command', 'population', communities.minan, null, { residents: 4200 }),
    note(
      '2026-11-24T01:00:00.000Z',
      'system',
      'setting',
      'satisfied_from',
      { note: '100%_sure' },
      { note: '=1+1' },
    ),
  ])
})
afterAll(() => {
  vi.useRealTimers()
})

describe('the audit log', () => {
  it('tells who did what, before and after, the latest first', async () => {
    const { entries } = await search('?from=2026-11-22')
    expect(entries.map(({ kind }) => kind)).toEqual(['setting', 'population', 'outlet', 'outlet'])
    expect(entries[2]).toMatchObject({
      at: '2026-11-22T16:00:00.000Z',
      by: { actor: merchant, handle: 'laojie-yaofang', role: 'merchant' },
      name: pharmacy.name,
      before: { hours: '24/7' },
      after: { hours: 'Mo-Su 08:00-21:00' },
    })
    expect(entries[1]?.by).toEqual({ actor: 'command', handle: null, role: null })
  })

  it.each([
    ['a handle', 'q=laojie', 2],
    ['a name', `q=${encodeURIComponent('惠民')}`, 2],
    ['a value', 'q=4200', 1],
    ['a sign that means anything in a pattern', `q=${encodeURIComponent('100%_')}`, 1],
    ['such a sign alone', `q=${encodeURIComponent('%_%_%_')}`, 0],
    ['a kind', 'kind=population', 1],
    ['a subject', `subject=${pharmacy.id}`, 2],
    ['a day in Shanghai', 'from=2026-11-23&to=2026-11-23', 2],
    ['a name in capitals', 'q=LAOJIE', 2],
    ['a long text', `q=${encodeURIComponent('药'.repeat(60))}`, 0],
    ['several', `kind=outlet&from=2026-11-23&q=${encodeURIComponent('惠民')}`, 1],
    ['nothing that there is', 'q=nobody', 0],
  ])('is searched by %s', async (_, query, count) => {
    expect((await search(`?${query}`)).entries).toHaveLength(count)
  })

  it('comes page by page, without a gap or a double', async () => {
    const many = AUDIT_A_PAGE * 2 + 3
    await env.DB.batch(
      Array.from({ length: many }, (_, n) =>
        note('2026-11-01T00:00:00.000Z', 'system', 'setting', 'pages', null, { n }),
      ),
    )
    const seen: unknown[] = []
    let next: number | null = null
    do {
      const page: v.InferOutput<typeof AuditPublic> = await search(
        `?subject=pages${next === null ? '' : `&before=${next}`}`,
      )
      seen.push(...page.entries.map(({ after }) => after?.['n']))
      next = page.next
    } while (next !== null)
    expect(seen).toEqual(Array.from({ length: many }, (_, n) => many - 1 - n))
  })

  it('names notices and new shops, and the outlet that an act on something else was about', async () => {
    const at = '2026-10-01T00:00:00.000Z'
    await env.DB.batch([
      env.DB.prepare(
        `INSERT INTO notice (id, kind, title, text, from_date, to_date, ends_at, by, version)
          VALUES ('notice0001', 'other', '停水通知', '', '2026-10-01', '2026-10-01', ?1, 'system', ?1)`,
      ).bind(at),
      env.DB.prepare(
        `INSERT INTO application (id, name, type, address, community, hours, note, at)
          VALUES ('shop000001', '没有的店', 'pharmacy', '千秋路', ?1, '', '', ?2)`,
      ).bind(communities.minan, at),
      note(at, 'system', 'notice', 'notice0001', null, { withdrawn: true }),
      note(at, 'system', 'application', 'shop000001', { state: 'open' }, { state: 'refused' }),
      note(at, 'system', 'report', 'report0001', { state: 'open' }, { state: 'mended', outlet: cobbler.id }),
    ])
    const { entries } = await search('?to=2026-10-31')
    expect(entries.map(({ kind, name }) => [kind, name])).toEqual([
      ['report', cobbler.name],
      ['application', '没有的店'],
      ['notice', '停水通知'],
    ])
    expect((await search(`?to=2026-10-31&q=${encodeURIComponent('停水')}`)).entries).toHaveLength(1)
  })

  it('is taken along as a file in which no cell is a formula', async () => {
    const response = await auditor.fetch('GET', '/api/desk/audit/export?from=2026-11-22')
    expect(response.headers.get('Content-Type')).toBe('text/csv; charset=utf-8')
    expect(response.headers.get('Content-Disposition')).toContain('attachment')
    expect([...new Uint8Array(await response.clone().arrayBuffer()).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const { data } = Papa.parse<Record<string, string>>((await response.text()).trim(), { header: true })
    expect(data).toHaveLength(4)
    expect(data.map(({ actor }) => actor)).toEqual(['system', 'command', 'laojie-yaofang', 'laojie-yaofang'])
    expect(data.flatMap((row) => Object.values(row)).filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([])
  })

  it('is taken along whole, however many parts it is read in', async () => {
    const many = AUDIT_EXPORT_PART + 3
    await env.DB.batch(
      Array.from({ length: many }, (_, n) =>
        note('2026-09-01T00:00:00.000Z', 'system', 'setting', 'parts', null, { n }),
      ),
    )
    const file = await (await auditor.fetch('GET', '/api/desk/audit/export?subject=parts')).text()
    const { data } = Papa.parse<Record<string, string>>(file.trim(), { header: true })
    expect(data.map(({ after }) => after)).toEqual(
      Array.from({ length: many }, (_, n) => JSON.stringify({ n: many - 1 - n })),
    )
  })

  it('has its headers where nothing is found', async () => {
    const file = await (await auditor.fetch('GET', '/api/desk/audit/export?subject=nothing')).text()
    expect(file.trim()).toBe('id,at,actor,role,kind,subject,name,before,after')
  })

  it.each([
    ['kind=weather', 'kind'],
    ['from=yesterday', 'from'],
    ['before=-1', 'before'],
    ['subject=%27%20OR%201', 'subject'],
    ['colour=red', 'colour'],
  ])('refuses %s by name', async (query, field) => {
    const problem = await auditor.problem('GET', `/api/desk/audit?${query}`)
    expect(problem.code).toBe('invalid_request')
    expect(problem.fields?.map((one) => one.field)).toEqual([field])
  })
})
