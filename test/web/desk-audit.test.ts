import { flushPromises, type VueWrapper } from '@vue/test-utils'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import type { Audited } from '../../schema/contract/audit.ts'
import AuditPage from '../../web/staff/AuditPage.vue'
import { differences } from '../../web/staff/audit-diff.ts'
import { atDesk, signedIn } from './desk-stage.ts'

const pages = [{ path: 'audit', name: 'desk-audit', component: AuditPage }]
const merchant = { actor: 'account0001', handle: 'laojie', role: 'merchant' }

const entry = (id: number, part: Partial<Audited> = {}): Audited => ({
  id,
  at: '2026-11-24T08:05:00.000Z',
  by: merchant,
  kind: 'outlet',
  subject: 'laojie0001',
  name: '老街修鞋配钥匙',
  before: { hours: 'Mo-Su 08:00-21:00', phone: null },
  after: { hours: 'Mo-Su 08:00-22:00', phone: '0398-0001288' },
  ...part,
})
const entries = [
  entry(9),
  entry(8, {
    kind: 'notice',
    subject: 'notice0001',
    name: '便民服务日',
    by: { actor: 'account0004', handle: 'qql-02', role: 'subdistrict' },
    before: { kind: 'culture', withdrawn: false, area: '411281001005' },
    after: { kind: 'service_day', withdrawn: true, area: '411281001' },
  }),
  entry(7, {
    kind: 'population',
    subject: '411281001005',
    name: '银杏社区',
    by: { actor: 'command', handle: null, role: null },
    before: null,
    after: { residents: 4200 },
  }),
]
const answered = (list: readonly unknown[], next: number | null = null) => ({
  'GET /api/desk/audit': { entries: list, next },
})
const session = signedIn({ role: 'city', area: null })

/** The addresses that are asked for, in order. */
function asked(): string[] {
  const seen: string[] = []
  const inner = globalThis.fetch
  vi.stubGlobal('fetch', (input: RequestInfo | URL, init?: RequestInit) => {
    seen.push(String(input))
    return inner(input, init)
  })
  return seen
}

async function open(at = '/desk/audit', more: Parameters<typeof atDesk>[1] = {}) {
  const stage = await atDesk(at, { pages, session, given: answered(entries), ...more })
  await flushPromises()
  return stage
}
const changesOf = (view: VueWrapper, at: number) =>
  view
    .findAll('article')
    .at(at)
    ?.findAll('tbody tr')
    .map((row) => [
      row.get('th').text(),
      ...row.findAll('del, ins').map((side) =>
        side
          .findAll('span')
          .map((line) => line.text())
          .join('|'),
      ),
    ])
const button = (view: VueWrapper, text: string) => {
  const found = view.findAll('.desk-page button').find((one) => one.text().startsWith(text))
  if (!found) throw new Error(`no button ${text}`)
  return found
}

describe('the differences of two states', () => {
  const state = fc.dictionary(fc.constantFrom('name', 'hours', 'phone', 'prices'), fc.jsonValue(), {
    maxKeys: 4,
  })

  test('are the fields that differ, and no others', () => {
    fc.assert(
      fc.property(state, state, (before, after) => {
        const found = differences(before, after)
        expect(new Set(found.map(({ field }) => field)).size).toBe(found.length)
        const named = { ...Object.fromEntries(found.map(({ field, after: value }) => [field, value])) }
        // applied to what was, they give what is
        const applied = Object.fromEntries(
          Object.entries({ ...before, ...named }).filter(([, value]) => value !== undefined),
        )
        expect(JSON.parse(JSON.stringify(applied))).toEqual(JSON.parse(JSON.stringify(after)))
      }),
    )
  })

  test('of nothing and something are all of it', () => {
    expect(differences(null, { a: 1 })).toEqual([{ field: 'a', before: undefined, after: 1 }])
    expect(differences({ a: 1 }, null)).toEqual([{ field: 'a', before: 1, after: undefined }])
    expect(differences(null, null)).toEqual([])
  })
})

describe('the audit log', () => {
  test('says who did what to what, and each field before and after in words', async () => {
    const { view } = await open()
    const heads = view.findAll('.head').map((head) => head.text().replace(/\s+/g, ' '))
    expect(heads[0]).toMatch(/^今天 16:05 ?laojie ?商户 ?网点 ?老街修鞋配钥匙/)
    expect(heads[1]).toMatch(/qql-02 ?街道 ?通知 ?便民服务日/)
    expect(heads[2]).toMatch(/命令行 ?人口 ?银杏社区/)
    expect(changesOf(view, 0)).toEqual([
      ['营业时间', '每天 8:00–21:00', '每天 8:00–22:00'],
      ['电话', '没有登记', '0398-0001288'],
    ])
    expect(changesOf(view, 1)).toEqual([
      ['类别', '文化惠民活动', '便民服务日'],
      ['已撤下', '否', '是'],
      ['范围', '银杏社区', '千秋路街道'],
    ])
    // what was not there before is told once
    expect(view.findAll('article').at(2)?.get('dl').text()).toBe('居住人数4200')
  })

  test('leads to where it is kept: the listing for the city office, the public page for an auditor', async () => {
    const { view } = await open()
    expect(view.get('.head a').attributes('href')).toBe('/merchant/laojie0001')
    const auditor = await open('/desk/audit', { session: signedIn({ role: 'auditor', area: null }) })
    expect(auditor.view.get('.head a').attributes('href')).toBe('/outlets/laojie0001')
  })

  test('shows what this page has no words for as it is stored', async () => {
    const strange = {
      ...entry(3),
      kind: 'parade',
      subject: 'x1',
      name: null,
      by: { actor: 'robot', handle: null, role: 'wizard' },
      before: null,
      after: { float: { colour: 'red' }, bands: ['one', 2, null] },
    }
    const { view } = await open('/desk/audit', { given: answered([strange]) })
    expect(view.get('.head').text()).toMatch(/robot.*parade.*x1/)
    expect(view.findAll('dl > div').map((one) => one.text())).toEqual(['floatcolour：red', 'bandsone2空'])
    expect(view.get('pre').text()).toContain('"colour": "red"')
  })

  test('is searched by what stands in the address, and put there by the form', async () => {
    const { view, router } = await open('/desk/audit?kind=outlet&from=2026-11-01')
    const seen = asked()
    expect(view.get<HTMLSelectElement>('select').element.value).toBe('outlet')
    await view.get('#audit-q').setValue(' 药店 ')
    await view.get('form').trigger('submit')
    await flushPromises()
    expect(router.currentRoute.value.query).toEqual({ kind: 'outlet', from: '2026-11-01', q: '药店' })
    const search = new URLSearchParams(seen.at(-1)?.split('?')[1])
    expect(Object.fromEntries(search)).toEqual({ q: '药店', kind: 'outlet', from: '2026-11-01' })
    expect(decodeURIComponent(view.get('a[download]').attributes('href') ?? '')).toBe(
      '/api/desk/audit/export?q=药店&kind=outlet&from=2026-11-01',
    )
    await button(view, '清除条件').trigger('click')
    await flushPromises()
    expect(router.currentRoute.value.query).toEqual({})
  })

  test('is not searched backwards', async () => {
    const { view, router } = await open()
    await view.get('#audit-from').setValue('2026-11-30')
    await view.get('#audit-to').setValue('2026-11-01')
    await view.get('form').trigger('submit')
    expect(view.get('#audit-to-error').text()).toContain('在开始日期之前')
    expect(router.currentRoute.value.query).toEqual({})
  })

  test('goes on with one thing only', async () => {
    const { view, router } = await open()
    await button(view, '只看这一个').trigger('click')
    await flushPromises()
    expect(router.currentRoute.value.query).toEqual({ subject: 'laojie0001' })
    expect(view.get('.only').text()).toContain('只看这一个：老街修鞋配钥匙')
  })

  test('goes further back, and tries again where the network failed', async () => {
    let page = 0
    const pagesOf = [
      () => Response.json({ entries: [entry(9)], next: 9 }),
      () => {
        throw new TypeError('Failed to fetch')
      },
      () => Response.json({ entries: [entry(8, { subject: 'other00001' })], next: null }),
    ]
    const { view } = await open('/desk/audit', {
      given: { 'GET /api/desk/audit': () => pagesOf[page++]?.() ?? Response.error() },
    })
    await button(view, '再往前').trigger('click')
    await flushPromises()
    expect(view.findAll('article')).toHaveLength(1)
    expect(view.get('[role=alert]').text()).toContain('没有网络')
    await button(view, '再试一次').trigger('click')
    await flushPromises()
    expect(view.findAll('article')).toHaveLength(2)
    expect(view.text()).not.toContain('再往前')
  })

  test('says so when nothing is found', async () => {
    const { view } = await open('/desk/audit?q=x', { given: answered([]) })
    expect(view.get('.notice').text()).toBe('没有符合条件的记录。')
  })

  test('is in the navigation of those who may read it', async () => {
    const own = await open()
    expect(own.view.get('.side nav').text()).toContain('操作日志')
    const staff = await atDesk('/desk', { pages })
    expect(staff.view.get('.side nav').text()).not.toContain('操作日志')
  })
})
