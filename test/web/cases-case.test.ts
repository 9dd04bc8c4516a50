import type { VueWrapper } from '@vue/test-utils'
import { flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Case } from '../../schema/contract/complaint.ts'
import type { CaseWithEvents } from '../../schema/contract/complaint-lists.ts'
import CasePage from '../../web/complaints/CasePage.vue'
import { aCase, publicPage } from './cases-stage.ts'
import { tell } from './satisfaction-stage.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

type Event = CaseWithEvents['events'][number]

const { id } = aCase()
const hash = 'a'.repeat(64)
const event = (seq: number, part: Partial<Event>): Event => ({
  seq,
  case: id,
  at: '2026-11-24T03:12:00.000Z',
  by: 'staff',
  act: 'answer',
  facts: '{}',
  words: null,
  before: hash,
  hash,
  ...part,
})
const shown = (part: Partial<Case> = {}, events: Event[] = []): CaseWithEvents => ({
  sample: true,
  revision: 1,
  case: aCase(part),
  events,
})
const at = `/complaints/case/${id}`
const open = (body: unknown, options = {}) =>
  publicPage(CasePage, 'complaint', at, { [`/api/complaints/${id}`]: body }, { props: { id }, ...options })
const stepsOf = (view: VueWrapper) =>
  view
    .findAll('.limits li')
    .map((step) => [
      step.get('.digit').text(),
      step.get('b').text(),
      step.get('.note').text().replace(/\s+/g, ' '),
    ])

describe('13710', () => {
  test('of a case that is answered', async () => {
    const { view } = await open(shown())
    expect(view.get('h1').text()).toContain('：价格')
    expect(stepsOf(view)).toEqual([
      ['1', '受理', '按时 11月25日'],
      ['3', '首次答复', '按时 11月26日'],
      ['7', '办结', '正在办 到 12月3日'],
      ['1', '复杂延期', '未用到'],
      ['0', '投诉人确认', '还没到'],
    ])
  })

  test('of one that was late, is complex, and nobody has taken up', async () => {
    const late = shown({
      stage: 'filed',
      unit: null,
      done: { accept: null, answer: null, resolve: null },
      missed: ['accept'],
      complexReason: '要改排烟管道',
    })
    const { view } = await open(late)
    expect(stepsOf(view)[0]).toEqual(['1', '受理', '超时'])
    expect(stepsOf(view)[3]).toEqual(['1', '复杂延期', '已延期'])
    expect(view.text()).toContain('复杂，限 1 个月：要改排烟管道')
    expect(view.text()).toContain('还没有交给谁办')
  })

  test.each<[string, Partial<Case>, string]>([
    ['confirmed', { stage: 'closed', outcome: 'confirmed', grade: 4 }, '满意'],
    ['closed without a word', { stage: 'closed', outcome: 'no_reply' }, '没有回复'],
    ['resolved', { stage: 'resolved', replyUntil: '2026-12-01T16:00:00.000Z' }, '正在办 到 12月1日'],
  ])('of one that is %s', async (_name, part, note) => {
    const done = {
      accept: '2026-11-24T03:00:00.000Z',
      answer: '2026-11-24T03:00:00.000Z',
      resolve: '2026-11-24T05:00:00.000Z',
    }
    const { view } = await open(shown({ next: null, done, ...part }))
    expect(stepsOf(view)[4]?.[2]).toBe(note)
  })

  test('one that was transferred needs neither answer nor resolution, and says where it went', async () => {
    const when = '2026-11-24T05:00:00.000Z'
    const { view } = await open(
      shown({
        stage: 'transferred',
        next: null,
        done: { accept: when, answer: when, resolve: when },
        ended: { reason: '要立案调解', to: '12315' },
      }),
    )
    expect(stepsOf(view).map(([, , note]) => note)).toEqual([
      '按时 11月24日',
      '不用了',
      '不用了',
      '未用到',
      '不用了',
    ])
    expect(view.text()).toContain('已转到12315 消费者投诉举报：要立案调解')
  })
})

describe('what was written', () => {
  test('is private, and the page says so', async () => {
    const { view } = await open(shown())
    expect(view.text()).toContain('写了什么没有公开')
    expect(view.find('img').exists()).toBe(false)
  })

  test('is there where it has been published; a photo that does not come is told of', async () => {
    const published = { text: '货架摆到人行道上。', photos: ['photoKey0001'], summary: '货架已收回。' }
    const { view } = await open(shown({ published }))
    expect(view.text()).toContain('货架摆到人行道上。')
    expect(view.text()).toContain('货架已收回。')
    const photo = view.get('.photos img')
    expect(photo.attributes()).toMatchObject({
      src: '/api/complaints/photos/photoKey0001',
      alt: '投诉人拍的照片，第 1 张',
    })
    await photo.trigger('error')
    expect(view.get('.photos').text()).toBe('照片没有取到')
  })
})

describe('events', () => {
  test.each<[Partial<Event>, string, string]>([
    [{ by: 'complainant', act: 'file' }, '投诉人', '提交投诉'],
    [{ act: 'accept', facts: '{"level":"community","unit":"market"}' }, '社区', '受理，交给市场监督管理局'],
    [{ act: 'reject', facts: '{"level":"city","abuse":true}' }, '市专班', '不予受理（恶意）'],
    [{ act: 'publish', facts: '{"level":"city","text":false,"photos":0}' }, '市专班', '不再公开内容'],
    [{ by: 'complainant', act: 'confirm', facts: '{"grade":5}' }, '投诉人', '确认办结，评“非常满意”'],
    [{ by: 'clock', act: 'escalate', facts: '{"limit":"accept"}' }, '系统按时限', '“受理”超时，升一级'],
    [{ by: 'clock', act: 'lapse' }, '系统按时限', '7 天没有回复，结案'],
    [{ act: 'answer', facts: 'not JSON' }, '工作人员', '答复'],
    [{ act: 'sing' }, '工作人员', '其他（sing）'],
  ])('%o', async (part, who, what) => {
    const { view } = await open(shown({}, [event(7, part)]))
    const told = view.get('section:last-of-type ol li')
    expect(told.get('b').text()).toBe(who)
    expect(told.findAll('p')[1]?.text()).toBe(what)
    // When the complainant was there is nobody else's to know.
    expect(told.get('time').text()).toBe(part.by === 'complainant' ? '11月24日' : '11月24日 11:12')
    expect(told.get('code').text()).toBe(hash)
  })
})

describe('when it does not come', () => {
  test('there is no such case', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const { view } = await open('never')
    vi.stubGlobal('fetch', () =>
      Promise.resolve(Response.json({ code: 'not_found', status: 404, title: 'no' }, { status: 404 })),
    )
    await view.setProps({ id: 'nosuchcase' })
    await flushPromises()
    expect(view.get('h1').text()).toBe('没有这一件')
  })

  test('offline, and again', async () => {
    const { view } = await open('offline')
    expect(view.get('[role="alert"]').text()).toContain('没有网络')
    tell({ [`/api/complaints/${id}`]: shown() })
    await view.get('[role="alert"] button').trigger('click')
    await flushPromises()
    expect(view.get('h1').text()).toContain('：价格')
  })
})

test('in English', async () => {
  const { view } = await open(shown({}, [event(1, { act: 'extend' })]), { language: 'en' })
  expect(view.text()).toContain('Marked complex: a month')
  expect(view.text()).not.toMatch(/cases\.\w|countdown\.\w|\{\w+\}/)
})
