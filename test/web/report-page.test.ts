import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { reportRule } from '../../schema/catalog/report-facts.ts'
import ReportPage from '../../web/reports/ReportPage.vue'
import { faultOf } from '../../web/reports/report.ts'
import type { Shown } from './places-stage.ts'
import { close, openTown, press, send, settle, shop, type Town, visit } from './rating-stage.ts'

vi.mock('../../web/shell/proof.ts', () => ({
  beginProof: vi.fn(),
  takeProof: vi.fn(async () => `proof-${Math.random()}`),
}))

let town: Town
let shown: Shown | null = null

async function open(language: 'zh-CN' | 'en' = 'zh-CN'): Promise<Shown['view']> {
  shown = await visit(ReportPage, shop, { language })
  return shown.view
}

async function choose(view: Shown['view'], name: string): Promise<void> {
  const label = view.findAll('label.fact').find((candidate) => candidate.text() === name)
  await label?.get('input').setValue()
}

beforeEach(() => {
  town = openTown()
})
afterEach(() => {
  if (shown) close(shown)
  shown = null
  vi.unstubAllGlobals()
})

describe('what a report must have', () => {
  test.each([
    [null, '', 'fact'],
    ['hours', '', 'right'],
    ['hours', '   ', 'right'],
    ['hours', '周日不开', null],
    ['closed', '', null],
    ['other', '字'.repeat(reportRule.most), null],
    ['other', '字'.repeat(reportRule.most + 1), 'long'],
  ] as const)('%s with %j lacks %s', (fact, right, fault) => {
    expect(faultOf({ fact, right })).toBe(fault)
  })
})

describe('saying what is wrong', () => {
  test('is sent once, with a proof and a key, and thanked for', async () => {
    const view = await open()
    await choose(view, '营业时间')
    await view.get('textarea').setValue('  周日下午不开门\t ')
    await send(view)
    await vi.waitFor(() => expect(view.get('h1').text()).toBe('谢谢，已经收到'))
    expect(town.changes()).toHaveLength(1)
    const [request] = town.changes()
    expect(request).toMatchObject({
      path: '/api/reports',
      body: { outlet: shop.id, fact: 'hours', right: '周日下午不开门' },
    })
    expect(request?.proof).toMatch(/^proof-/)
    expect(request?.key).toMatch(/^[\w-]{36}$/)
    await press(view, '还有别的不对')
    expect(view.findAll<HTMLInputElement>('.fact input').some(({ element }) => element.checked)).toBe(false)
  })

  test('says beside the field what is missing, and sends nothing', async () => {
    const view = await open()
    await send(view)
    expect(view.get('#report-fact-error').text()).toContain('先选一个')
    await choose(view, '电话')
    await send(view)
    expect(view.get('#report-right-error').text()).toContain('应该是什么')
    expect(view.get('textarea').attributes('aria-describedby')).toContain('report-right-error')
    expect(town.changes()).toEqual([])
  })

  test('waits without network, and goes out once when it is back', async () => {
    const view = await open()
    await choose(view, '已经关门不干了')
    town.offline = true
    await send(view)
    await vi.waitFor(() => expect(view.get('h1').text()).toBe('还没发出去，已经存好'))
    town.offline = false
    window.dispatchEvent(new Event('online'))
    await settle()
    await vi.waitFor(() => expect(view.get('h1').text()).toBe('谢谢，已经收到'))
    expect(town.changes()).toHaveLength(1)
  })

  test('refused for good, it can be mended and sent again', async () => {
    town.refusals = [{ problem: { code: 'not_found', status: 404 } }]
    const view = await open()
    await choose(view, '地址')
    await view.get('textarea').setValue('搬到银杏路 9 号')
    await send(view)
    await vi.waitFor(() => expect(view.get('[role=alert]').text()).toContain('没有这家网点'))
    expect(view.get<HTMLTextAreaElement>('textarea').element.value).toBe('搬到银杏路 9 号')
    await send(view)
    await vi.waitFor(() => expect(view.get('h1').text()).toBe('谢谢，已经收到'))
  })

  test('what was mended after a refusal is there when the page is opened anew', async () => {
    town.refusals = [{ problem: { code: 'not_found', status: 404 } }]
    const view = await open()
    await choose(view, '地址')
    await view.get('textarea').setValue('搬到银杏路 9 号')
    await send(view)
    await vi.waitFor(() => expect(view.find('[role=alert]').exists()).toBe(true))
    await view.get('textarea').setValue('搬到银杏路 11 号')
    if (shown) close(shown)
    const again = await open()
    await vi.waitFor(() => expect(again.find('[role=alert]').exists()).toBe(true))
    expect(again.get<HTMLTextAreaElement>('textarea').element.value).toBe('搬到银杏路 11 号')
  })

  test('where nothing outlives the page but what is in its tab, what waits is there again', async () => {
    vi.stubGlobal('indexedDB', undefined)
    town.offline = true
    const view = await open()
    await choose(view, '地址')
    await view.get('textarea').setValue('搬到银杏路 9 号')
    await send(view)
    if (shown) close(shown)
    const again = await open()
    expect(again.get<HTMLTextAreaElement>('textarea').element.value).toBe('搬到银杏路 9 号')
    town.offline = false
    await send(again)
    await vi.waitFor(() => expect(again.get('h1').text()).toBe('谢谢，已经收到'))
    if (shown) close(shown)
    const later = await open()
    expect(later.get<HTMLTextAreaElement>('textarea').element.value).toBe('')
  })

  test('in English', async () => {
    const view = await open('en')
    expect(view.get('h1').text()).toBe('What is wrong?')
    expect(view.findAll('.fact').map((label) => label.text())).toContain('Opening hours')
  })
})
