import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { describe, expect, test, vi } from 'vitest'
import { noticeRule } from '../../schema/catalog/notices.ts'
import type { NoticeListed } from '../../schema/contract/notice.ts'
import NoticesPage from '../../web/staff/NoticesPage.vue'
import { emptyNotice, faultsOf, type NoticeFields, readBegun } from '../../web/staff/notice-form.ts'
import { area, atDesk, problem, signedIn } from './desk-stage.ts'
import { tuesdayEvening } from './places-stage.ts'

const pages = [{ path: 'notices', name: 'desk-notices', component: NoticesPage }]

const notice = (id: string, part: Partial<NoticeListed> = {}): NoticeListed => ({
  id,
  area,
  kind: 'culture',
  title: '文化惠民巡演',
  text: '豫剧《花木兰》',
  place: null,
  from: '2026-11-24',
  fromTime: null,
  to: '2026-11-24',
  toTime: null,
  version: '2026-11-20T00:00:00.000Z',
  withdrawn: false,
  by: 'qql-02',
  ...part,
})
const tour = notice('notice0001')
const list = [
  tour,
  notice('notice0002', { title: '便民服务日', from: '2026-12-01', to: '2026-12-01' }),
  notice('notice0003', { title: '停水', from: '2026-11-20', to: '2026-11-20' }),
  notice('notice0004', { title: '写错的', withdrawn: true }),
]
const given = { 'GET /api/desk/notices': { notices: list } }

async function open(at = '/desk/notices', more: Parameters<typeof atDesk>[1] = {}) {
  return atDesk(at, { pages, ...more, given: { ...given, ...more.given } })
}

const field = (view: VueWrapper, name: string) => view.get(`#notice-${name}`)
async function fill(view: VueWrapper, values: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(values)) await field(view, name).setValue(value)
}
async function send(view: VueWrapper): Promise<void> {
  await view.get('form').trigger('submit')
  for (let turn = 0; turn < 6; turn++) await flushPromises()
}
const named = (view: VueWrapper, label: string) => view.get(`button[aria-label="${label}"]`)
/** The key of every request that makes something, in order. */
function keys(): (string | null)[] {
  const seen: (string | null)[] = []
  const inner = globalThis.fetch
  vi.stubGlobal('fetch', (input: RequestInfo | URL, init?: RequestInit) => {
    if (init?.method === 'POST') seen.push(new Headers(init.headers).get('Idempotency-Key'))
    return inner(input, init)
  })
  return seen
}

const words = { title: '便民服务日', from: '2026-11-28', fromTime: '09:00', toTime: '11:00', area: area.code }
const draft = {
  area: area.code,
  kind: 'service_day',
  title: '便民服务日',
  text: '',
  place: null,
  from: '2026-11-28',
  fromTime: '09:00',
  to: '2026-11-28',
  toTime: '11:00',
}

describe('what a notice must have', () => {
  const whole: NoticeFields = { ...emptyNotice(), area: area.code, title: '停水', from: '2026-11-28' }
  test.each<[Partial<NoticeFields>, string[]]>([
    [{}, []],
    [emptyNotice(), ['area', 'title', 'from']],
    [{ title: '字'.repeat(noticeRule.title + 1) }, ['title']],
    [{ to: '2026-11-27' }, ['to']],
    [{ fromTime: '10:00', toTime: '09:00' }, ['to']],
    [{ from: '2026-11-23' }, ['to']],
    [{ to: '2027-06-01' }, ['to']],
    [{ text: '字'.repeat(noticeRule.text + 1), place: '字'.repeat(noticeRule.place + 1) }, ['place', 'text']],
  ])('%j lacks %j', (part, faults) => {
    expect(faultsOf({ ...whole, ...part }, tuesdayEvening).map((fault) => fault.field)).toEqual(faults)
  })
})

describe('the notices of one’s area', () => {
  test('stand under how they are now', async () => {
    const { view } = await open()
    const groups = view.findAll('.desk-page section').map((section) => [
      section.get('h2').text(),
      section
        .findAll('h3')
        .map((title) => title.text())
        .join(),
    ])
    expect(groups).toEqual([
      ['正在显示 1', '文化惠民巡演'],
      ['还没到 1', '便民服务日'],
      ['已经撤下 1', '写错的'],
      ['已经过去 1', '停水'],
    ])
    expect(view.find('button[aria-label="撤下“停水”"]').exists()).toBe(false)
  })

  test('one is withdrawn, and that is undone', async () => {
    const { view, told } = await open()
    await named(view, '撤下“文化惠民巡演”').trigger('click')
    await vi.waitFor(() => expect(view.get('.told').text()).toContain('已撤下'))
    await view.get('.told button').trigger('click')
    await vi.waitFor(() => expect(view.get('.told').text()).toContain('已恢复'))
    const path = '/api/desk/notices/notice0001/withdrawal'
    expect(told).toEqual([
      { method: 'PUT', path, body: { withdrawn: true } },
      { method: 'PUT', path, body: { withdrawn: false } },
    ])
  })

  test('an auditor reads them and has nothing to act with', async () => {
    const { view } = await open('/desk/notices?edit=new', {
      session: signedIn({ role: 'auditor', area: null }),
    })
    expect(view.findAll('.desk-page button')).toEqual([])
    expect(view.find('form').exists()).toBe(false)
  })

  test('cannot be had without network, and are asked for again', async () => {
    const { view } = await open('/desk/notices', { given: { 'GET /api/desk/notices': 'offline' } })
    expect(view.get('[role=alert]').text()).toContain('没有网络')
  })
})

describe('writing a notice', () => {
  test('shows it as residents will see it, and publishes it', async () => {
    const { view, told, router } = await open('/desk/notices?edit=new', {
      given: { 'POST /api/desk/notices': { id: 'notice0009', version: '2026-11-24T12:36:00.000Z' } },
    })
    await fill(view, words)
    expect(view.get('.preview .notice-card').text()).toMatch(
      /便民服务日.*11月28日 周六 09:00–11:00.*千秋路街道发布/,
    )
    await send(view)
    expect(told).toEqual([{ method: 'POST', path: '/api/desk/notices', body: draft }])
    expect(view.get('.told').text()).toBe('“便民服务日”已发布。')
    expect(router.currentRoute.value.query).toEqual({})
    expect(readBegun()).toBeNull()
  })

  test('says what is missing and goes there', async () => {
    const { view, told } = await open('/desk/notices?edit=new')
    await send(view)
    expect(view.get('#notice-title-error').text()).toContain('写一个标题')
    await field(view, 'title').setValue('停水')
    await send(view)
    expect(document.activeElement?.id).toBe('notice-area')
    expect(told).toEqual([])
  })

  test('keeps what was typed when the network fails, and sends it again with the same key', async () => {
    const answers: Record<string, unknown> = { 'POST /api/desk/notices': 'offline' }
    const { view } = await open('/desk/notices?edit=new', { given: answers })
    const sent = keys()
    await fill(view, words)
    await send(view)
    expect(view.get('form [role=alert]').text()).toContain('已经存在这台电脑上')
    await send(view)
    await field(view, 'title').setValue('便民服务日改期')
    await send(view)
    expect(sent).toHaveLength(3)
    expect(sent[1]).toBe(sent[0])
    expect(sent[2]).not.toBe(sent[0])
  })

  test('goes on where it was left when the page was closed, or begins anew', async () => {
    const first = await open('/desk/notices?edit=new')
    await fill(first.view, { title: '写到一半' })
    const { view } = await open('/desk/notices?edit=new')
    expect(view.get<HTMLInputElement>('#notice-title').element.value).toBe('写到一半')
    expect(view.text()).toContain('接着写')
    await view.get('.desk-told button').trigger('click')
    expect(view.get<HTMLInputElement>('#notice-title').element.value).toBe('')
  })

  test('a community’s staff need not choose whom it is for', async () => {
    const own = { code: '411281001005', name: '银杏社区', nameEn: 'Yinxing Community' }
    const { view } = await open('/desk/notices?edit=new', {
      session: signedIn({ role: 'community', area: own }),
    })
    expect(view.get<HTMLSelectElement>('#notice-area').element.value).toBe(own.code)
  })
})

describe('changing a notice', () => {
  test('starts from what it says', async () => {
    const { view, told } = await open('/desk/notices?edit=notice0001', {
      given: {
        'PUT /api/desk/notices/notice0001': { id: 'notice0001', version: '2026-11-24T12:36:00.000Z' },
      },
    })
    await field(view, 'place').setValue('小学操场')
    await send(view)
    const { id: _, area: whose, version: __, withdrawn: ___, by: ____, ...said } = tour
    expect(told).toEqual([
      {
        method: 'PUT',
        path: '/api/desk/notices/notice0001',
        body: { ...said, area: whose.code, place: '小学操场' },
      },
    ])
    expect(view.get('.told').text()).toBe('“文化惠民巡演”已修改。')
  })

  test('that somebody else has changed meanwhile is said, and saved when pressed again', async () => {
    const { view } = await open('/desk/notices?edit=notice0001', {
      given: { 'PUT /api/desk/notices/notice0001': problem(412, 'changed_meanwhile') },
    })
    await field(view, 'place').setValue('小学操场')
    await send(view)
    expect(view.get('form [role=alert]').text()).toContain('刚被别人改过')
    expect(view.get<HTMLInputElement>('#notice-place').element.value).toBe('小学操场')
  })
})
