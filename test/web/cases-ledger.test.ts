import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { afterEach, describe, expect, test, vi } from 'vitest'
import CaseCount from '../../web/complaints/CaseCount.vue'
import CaseLedgerPage from '../../web/complaints/CaseLedgerPage.vue'
import { caseFiltersOf, caseQueryOf, monthsUntil, noCaseFilters } from '../../web/complaints/case-filters.ts'
import { aCase, ledger, publicPage, rates } from './cases-stage.ts'
import { show } from './places-stage.ts'
import { tell } from './satisfaction-stage.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const first = aCase()
const second = aCase({
  id: 'c5Hq8TzP2m',
  subject: { kind: 'circle', id: '411281001005', name: '银杏社区' },
  kind: 'facility',
  stage: 'closed',
  unit: '411281001005',
  next: null,
  outcome: 'confirmed',
  grade: 5,
  reopened: 1,
  late: 2,
  level: 'subdistrict',
})
const given = {
  '/api/complaints': (address: URL): unknown =>
    address.searchParams.has('before') ? ledger([second]) : ledger([first], '317'),
  '/api/complaints/on-time': rates([
    { unit: 'market', month: '2026-11', limit: 'accept', onTime: 31, n: 33 },
    { unit: '411281001005', month: '2026-10', limit: 'accept', onTime: 2, n: 3 },
    { unit: 'market', month: '2026-10', limit: 'resolve', onTime: 6, n: 12 },
  ]),
}
type Given = Parameters<typeof tell>[0]
const open = (at = '/complaints', more: Given = {}, options = {}) =>
  publicPage(CaseLedgerPage, 'complaints', at, { ...given, ...more }, options)
const rowsOf = (view: VueWrapper) =>
  view.findAll('article.case').map((row) => row.text().replace(/\s+/g, ' '))
const press = async (view: VueWrapper, text: string) => {
  const button = view.findAll('button').find((one) => one.text().includes(text))
  if (!button) throw new Error(`no button ${text}`)
  await button.trigger('click')
  await flushPromises()
}
const ledgerAsked = (asked: readonly string[]) => asked.filter((one) => /^\/api\/complaints(\?|$)/.test(one))

describe('filters in the address', () => {
  test('are read and written the same', () => {
    const query = { kind: 'price', unit: '411281001', late: 'yes', month: '2026-11', subject: '7hK2mQ9xTz' }
    expect(caseQueryOf(caseFiltersOf(query))).toEqual(query)
    expect(caseFiltersOf({})).toEqual(noCaseFilters)
  })

  test.each([
    ['kind', 'nonsense'],
    ['unit', '12'],
    ['late', 'no'],
    ['month', '2026-13'],
    ['community', '411281'],
    ['subject', '../../x'],
    ['stage', ['filed', 'closed']],
  ])('that cannot be meant are left out: %s %s', (name, value) => {
    expect(caseFiltersOf({ [name]: value })).toEqual(noCaseFilters)
  })

  test('months go back over the year', () => {
    expect(monthsUntil('2026-02-14', 3)).toEqual(['2026-02', '2026-01', '2025-12'])
  })
})

describe('the ledger', () => {
  test('tells of a case without a word of what was written', async () => {
    const { view } = await open()
    const [row = ''] = rowsOf(view)
    expect(row).toContain(first.subject.name)
    expect(row).toContain('已答复')
    expect(row).toContain('价格')
    expect(row).toContain('市场监督管理局')
    expect(row).toContain('11月24日提交')
    expect(row).toContain('办结：还剩 7 个工作日')
    expect(view.get('article.case .name').attributes('href')).toBe(`/outlets/${first.subject.id}`)
    expect(view.get('article.case .open').attributes('href')).toBe(`/complaints/case/${first.id}`)
  })

  test('marks what is late, and not by colour alone', async () => {
    const late = aCase({
      next: { limit: 'answer', until: '2026-11-20T16:00:00.000Z' },
      missed: ['answer'],
      late: 1,
    })
    const { view } = await open('/complaints', { '/api/complaints': ledger([late]) })
    expect(view.get('.standing.bad').text()).toBe('首次答复：超时 4 天')
    expect(view.find('.standing.bad svg').exists()).toBe(true)
    expect(rowsOf(view)[0]).toContain('超时 1 次')
  })

  test('speaks to everybody, also of what is searched for', async () => {
    const { view } = await open()
    expect(view.get('option[value=resolved]').text()).toBe('已办结，等确认')
  })

  test('one that has ended waits for nobody', async () => {
    const rejected = aCase({
      stage: 'rejected',
      unit: null,
      next: null,
      replyUntil: '2026-12-01T16:00:00.000Z',
      ended: { reason: '不是本市网点', to: null },
    })
    const { view } = await open('/complaints', { '/api/complaints': ledger([rejected]) })
    expect(view.get('article.case .badge').text()).toBe('不予受理')
    expect(view.find('.standing').exists()).toBe(false)
    expect(rowsOf(view)[0]).not.toContain('还没有交给谁办')
  })

  test('goes on by pages, and the focus with it', async () => {
    const { view, asked } = await open()
    expect(view.get('.told').text()).toContain('1 件以上')
    await press(view, '更多')
    expect(ledgerAsked(asked)).toEqual(['/api/complaints', '/api/complaints?before=317'])
    const [, row = ''] = rowsOf(view)
    expect(row).toContain('银杏社区便民生活圈')
    expect(row).toContain('已升到街道')
    expect(row).toContain('重办 1 次')
    expect(row).toContain('投诉人评：非常满意')
    expect(document.activeElement?.textContent).toContain('银杏社区便民生活圈')
    expect(view.get('.told').text()).toContain('2 件')
    expect(view.findAll('button.more')).toHaveLength(0)
  })

  test('is filtered at once, in the address, by what the address may hold', async () => {
    const { view, router, asked } = await open('/complaints?lang=zh-CN&stage=filed')
    expect(ledgerAsked(asked)).toEqual(['/api/complaints?stage=filed'])
    const selects = view.findAll('form.filters select')
    await selects[0]?.setValue('hygiene')
    await flushPromises()
    expect(ledgerAsked(asked).at(-1)).toBe('/api/complaints?kind=hygiene&stage=filed')
    await press(view, '只看超时过的')
    expect(router.currentRoute.value.query).toMatchObject({ kind: 'hygiene', stage: 'filed', late: 'yes' })
    expect(view.get('.toggle').text()).toBe('筛选（已选 3 项）')
    await press(view, '清除筛选')
    expect(ledgerAsked(asked).at(-1)).toBe('/api/complaints')
  })

  test('of one subject names it, and shows all again', async () => {
    const { view, asked } = await open(`/complaints?subject=${first.subject.id}`)
    expect(ledgerAsked(asked)).toEqual([`/api/complaints?subject=${first.subject.id}`])
    expect(view.get('.only').text()).toContain(`只看：${first.subject.name}`)
    await press(view, '看全部')
    expect(view.find('.only').exists()).toBe(false)
  })

  test('an answer to a search that has been left is not looked at', async () => {
    let release: (body: unknown) => void = () => {}
    const slow = new Promise((resolve) => {
      release = resolve
    })
    const { view } = await open('/complaints', {})
    vi.stubGlobal('fetch', async (input: RequestInfo | URL) => {
      const body = String(input).includes('kind=price') ? await slow : ledger([second])
      return Response.json(body)
    })
    const [kind] = view.findAll('form.filters select')
    await kind?.setValue('price')
    await kind?.setValue('facility')
    await flushPromises()
    release(ledger([first]))
    await flushPromises()
    expect(rowsOf(view)).toHaveLength(1)
    expect(rowsOf(view)[0]).toContain('银杏社区便民生活圈')
  })

  test('empty, it says so, and what to do', async () => {
    const none = { '/api/complaints': ledger([]) }
    const { view } = await open('/complaints?kind=price', none)
    expect(view.text()).toContain('没有这样的投诉。')
    await press(view, '清除筛选')
    expect(view.text()).toContain('还没有人投诉。')
  })

  test('offline, it says so, keeps the search, and tries again', async () => {
    const { view } = await open('/complaints?kind=price', { '/api/complaints': 'offline' })
    expect(view.get('.list [role="alert"]').text()).toContain('没有网络')
    const asked = tell(given)
    await press(view, '再试一次')
    expect(ledgerAsked(asked)).toEqual(['/api/complaints?kind=price'])
    expect(rowsOf(view)).toHaveLength(1)
  })

  test('when a further page does not come, the first stays', async () => {
    const { view } = await open()
    tell({ ...given, '/api/complaints': 'failed' })
    await press(view, '更多')
    expect(rowsOf(view)).toHaveLength(1)
    const asked = tell(given)
    await press(view, '再试一次')
    expect(ledgerAsked(asked)).toEqual(['/api/complaints?before=317'])
    expect(rowsOf(view)).toHaveLength(2)
  })

  test('in English', async () => {
    const { view } = await open('/complaints', {}, { language: 'en' })
    expect(view.get('h1').text()).toBe('Complaints in public')
    expect(view.get('.standing').text()).toBe('Resolved: 7 working days left')
    expect(view.text()).not.toMatch(/cases\.\w|countdown\.\w|\{\w+\}/)
  })
})

describe('rates on time', () => {
  const table = (view: VueWrapper) =>
    view
      .findAll('.rates-side tbody tr')
      .map((row) => [row.get('th').text(), ...row.findAll('td').map((cell) => cell.get('.sr').text())])

  test('by unit, with n, and none of too few', async () => {
    const { view } = await open()
    expect(table(view)).toEqual([
      ['合计', '92%，36 次里按时 33 次', '没有', '50%，12 次里按时 6 次'],
      ['市场监督管理局', '94%，33 次里按时 31 次', '没有', '50%，12 次里按时 6 次'],
      ['银杏社区', '太少，3 次里按时 2 次', '没有', '没有'],
    ])
    expect(view.findAll('.rates-side tbody svg')).toHaveLength(4)
  })

  test('of one month, and by month of one unit', async () => {
    const { view } = await open()
    await view.get('.which select').setValue('2026-10')
    expect(table(view).map(([name]) => name)).toEqual(['合计', '市场监督管理局', '银杏社区'])
    expect(table(view)[0]?.[1]).toBe('太少，3 次里按时 2 次')
    await press(view, '按月份')
    expect(table(view).map(([name]) => name)).toEqual(['合计', '2026年11月', '2026年10月'])
    await view.get('.which select').setValue('411281001005')
    expect(table(view).map(([name]) => name)).toEqual(['合计', '2026年10月'])
  })

  test('do not take the ledger along when they do not come', async () => {
    const { view } = await open('/complaints', { '/api/complaints/on-time': 'failed' })
    expect(rowsOf(view)).toHaveLength(1)
    expect(view.get('.rates-side [role="alert"]').text()).toContain('这一部分没有取到')
    tell(given)
    await press(view, '再试一次')
    expect(table(view)).toHaveLength(3)
  })
})

describe('how many there are about an outlet', () => {
  const count = async (answer: unknown) => {
    tell({ '/api/complaints': answer })
    const { view } = await show(CaseCount, { props: { kind: 'outlet', id: first.subject.id } })
    await flushPromises()
    return view
  }
  test.each([
    [ledger([first, second]), '这家的投诉 2 件'],
    [ledger([first], '9'), '这家的投诉 1 件以上'],
  ])('is told, with the way to them', async (answer, words) => {
    const view = await count(answer)
    expect(view.get('a').text()).toBe(words)
    expect(view.get('a').attributes('href')).toBe(`/complaints?subject=${first.subject.id}`)
  })
  test.each([
    ['none', ledger([])],
    ['offline', 'offline'],
  ])('%s: nothing is said', async (_name, answer) => {
    expect((await count(answer)).find('a').exists()).toBe(false)
  })
})
