import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ProblemCode, ProblemDetails } from '../../schema/contract/problem.ts'
import OutboxPage from '../../web/outbox/OutboxPage.vue'
import OutboxSign from '../../web/outbox/OutboxSign.vue'
import { ApiFailure } from '../../web/shell/api.ts'
import { useOutbox } from '../../web/shell/outbox.ts'
import { openShelf } from '../../web/shell/outbox-database.ts'
import type { Act, Entry, EntryKind } from '../../web/shell/outbox-entry.ts'
import { rememberedSince, setRemembers } from '../../web/shell/outbox-sent.ts'
import { fetchWords } from '../../web/shell/words.ts'
import { emptyDatabase } from './database.ts'
import { feature, type Shown, show } from './places-stage.ts'
import { emptyPages } from './shell-stage.ts'

/** Everything that can be sent, one of each. */
const outlet = 'kangning01'
const keeper = { listing: 'chenguang1', name: '晨光早餐店', by: 'chenguang' }
const acts = {
  rating: { kind: 'rating', topic: 't-rating', body: { subject: { kind: 'outlet', id: outlet }, grade: 2 } },
  withdrawal: { kind: 'withdrawal', topic: 't-withdrawal', body: { kind: 'circle', id: '411281001005' } },
  report: { kind: 'report', topic: 't-report', body: { outlet, fact: 'hours', right: '周日不开' } },
  application: {
    kind: 'application',
    topic: 't-application',
    body: {
      name: '新开的面馆',
      type: 'breakfast',
      address: '银杏路 1 号',
      community: '411281001005',
      hours: '',
      phone: null,
      note: '',
    },
  },
  complaint: {
    kind: 'complaint',
    topic: 't-complaint',
    body: {
      complaint: {
        subject: { kind: 'outlet', id: outlet },
        kind: 'price',
        place: null,
        text: '多收了钱',
        merchantMaySee: false,
        mayPublish: false,
      },
      photos: [],
      name: '康宁大药房',
    },
  },
  wish: { kind: 'wish', topic: 't-wish', body: { community: '411281001005', want: 'pharmacy', why: null } },
  support: { kind: 'support', topic: 't-support', body: { wish: 'wish000001', why: null } },
  change: {
    kind: 'change',
    topic: 't-change',
    body: {
      ...keeper,
      field: 'phone',
      edit: { phone: '0398-000 0199' },
      forms: { phone: '0398-000 0199' },
      version: '2026-11-01T00:00:00.000Z',
      bases: [],
    },
  },
  confirmation: { kind: 'confirmation', topic: 't-confirmation', body: keeper },
  reply: {
    kind: 'reply',
    topic: 't-reply',
    body: { ...keeper, voice: 'Voice00001', to: '滑', text: '谢谢' },
  },
  response: { kind: 'response', topic: 't-response', body: { ...keeper, case: 'case000001', text: '退了' } },
} as const satisfies { [Kind in EntryKind]: Extract<Act, { kind: Kind }> }

const titles: Record<EntryKind, string> = {
  rating: '评价：康宁大药房',
  withdrawal: '撤回评价：银杏社区',
  report: '反映信息有误：康宁大药房',
  application: '新店申报：新开的面馆',
  complaint: '投诉：康宁大药房',
  wish: '心愿：银杏社区 · 药店',
  support: '支持心愿：银杏社区 · 药店',
  change: '改信息：晨光早餐店 · 电话',
  confirmation: '确认信息都准确：晨光早餐店',
  reply: '回复评价：晨光早餐店',
  response: '回应投诉：晨光早餐店',
}

/** Where each is looked at and changed. */
const pages: Record<EntryKind, string> = {
  rating: `/rate/outlet/${outlet}`,
  withdrawal: '/rate/circle/411281001005',
  report: `/report/${outlet}`,
  application: '/new-shop',
  complaint: `/complain/outlet/${outlet}`,
  wish: '/wishes/new?community=411281001005&type=pharmacy',
  support: '/wishes/wish000001',
  change: '/merchant/chenguang1',
  confirmation: '/merchant/chenguang1',
  reply: '/merchant/chenguang1',
  response: '/merchant/chenguang1',
}

const need = {
  id: 'wish000001',
  community: '411281001005',
  want: 'pharmacy',
  supporters: 3,
  has: null,
  minutes: null,
  lacks: false,
  since: '2026-11-01',
  whys: [],
  project: null,
}

let offline: boolean
beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-24T20:36:00+08:00'), toFake: ['Date'] })
  emptyDatabase()
  offline = true
  vi.stubGlobal('fetch', async (input: RequestInfo | URL) => {
    const { pathname } = new URL(String(input), 'https://yikezhong.example')
    if (pathname === '/api/outlets') {
      const features = [feature(outlet, { name: '康宁大药房', type: 'pharmacy' })]
      return Response.json({ type: 'FeatureCollection', features })
    }
    if (pathname === '/api/wishes') return Response.json({ needs: [need] })
    throw new TypeError('Failed to fetch')
  })
})
afterEach(() => {
  setRemembers(true)
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

let clock = 0
/** Puts an entry where the site has left it the last time. */
async function left(act: Act, part: Partial<Entry> = {}): Promise<void> {
  clock += 1
  const fresh = { id: `entry-${clock}`, createdAt: Date.now() - 3_600_000 + clock, attempts: 0 }
  const entry = { ...act, ...fresh, state: 'waiting', problem: null, notBefore: 0, ...part }
  await (await openShelf()).replace(Object.assign(entry))
}

const problem = (code: ProblemCode, part: Partial<ProblemDetails> = {}): ProblemDetails => ({
  type: 'about:blank',
  code,
  title: code,
  status: 400,
  ...part,
})

async function settle(): Promise<void> {
  for (let turns = 0; turns < 20; turns += 1) {
    await flushPromises()
    await new Promise((resolve) => setTimeout(resolve))
  }
}

/** The page; whatever it sends finds no network until the test says otherwise. */
async function page(language: 'zh-CN' | 'en' = 'zh-CN'): Promise<Shown & { sent: string[] }> {
  await fetchWords('outbox', language)
  const shown = await show(OutboxPage, { at: '/outbox', router: emptyPages(), language })
  const sent: string[] = []
  const outbox = useOutbox(shown.pinia)
  const send = (kind: EntryKind) => async () => {
    if (offline) throw new ApiFailure('offline', null)
    sent.push(kind)
    return null
  }
  await settle()
  for (const kind of Object.keys(acts)) if (isKind(kind)) outbox.register({ [kind]: send(kind) })
  return { ...shown, sent }
}
const isKind = (kind: string): kind is EntryKind => kind in acts

const names = (view: VueWrapper, section: string) =>
  view.findAll(`section[aria-labelledby=outbox-${section}] h3`).map((title) => title.text())
const status = (view: VueWrapper) => view.get('[role=status]').text()

async function press(view: VueWrapper, name: string): Promise<void> {
  const found = view
    .findAll('button')
    .find((one) => (one.attributes('aria-label') ?? one.text()).trim() === name)
  if (!found) throw new Error(`no button ${name}`)
  await found.trigger('click')
  await settle()
}

test('each kind has a line with the name of what it is about, and leads to where it is changed', async () => {
  for (const act of Object.values(acts)) await left(act)
  const { view } = await page()
  expect(names(view, 'waiting')).toEqual(Object.values(titles))
  expect(view.text()).not.toMatch(/kangning01|411281001005|wish000001|chenguang1/)
  const links = view
    .findAll('section[aria-labelledby=outbox-waiting] a')
    .map((link) => link.attributes('href'))
  expect(links).toEqual(Object.values(pages))
})

test('is whole in English', async () => {
  for (const act of Object.values(acts)) await left(act)
  const { view } = await page('en')
  expect(view.text()).not.toMatch(/outbox\.\w+|\{\w+\}/)
  expect(names(view, 'waiting')).toContain('Change: 晨光早餐店, phone')
})

describe('says why it waits', () => {
  const soon = Date.parse('2026-11-24T21:00:00+08:00')
  test.each<[string, Partial<Entry>, string]>([
    ['no network', { attempts: 3 }, '现在没有网络。'],
    [
      'too much today',
      { problem: problem('too_many', { status: 429 }), notBefore: soon },
      '寄得太勤了，今天 21:00以后自动再寄',
    ],
    ['a server in trouble', { problem: problem('internal', { status: 500 }), notBefore: soon }, '不是您的错'],
    ['an answer of somebody else’s', { notBefore: soon }, '服务器一时收不下'],
  ])('%s', async (_name, part, words) => {
    await left(acts.rating, part)
    const { view } = await page()
    expect(view.get('li').text()).toContain(words)
    expect(view.get('li').text()).toContain('今天 19:36 写的')
    // looking at the page tries once more
    if (part.attempts) expect(view.get('li').text()).toContain('试过 4 次')
  })

  test('an account, and leads to signing in', async () => {
    const since = Date.now() + 60_000
    await left(acts.change, { problem: problem('not_signed_in', { status: 401 }), notBefore: since })
    const { view } = await page()
    expect(view.get('li').text()).toContain('要先用账号 chenguang 登录')
    expect(view.get('li a').attributes('href')).toBe('/sign-in?next=/outbox&why=over')
  })

  test('another one of the same listing that goes first', async () => {
    await left(acts.change)
    await left(acts.confirmation)
    const { view } = await page()
    expect(view.findAll('li').at(1)?.text()).toContain('前面还有一样等着')
  })
})

test('all are sent now, and it says so', async () => {
  await left(acts.rating, { notBefore: Date.now() + 60_000 })
  await left(acts.complaint)
  const { view, sent } = await page()
  await press(view, '现在都寄')
  expect(sent).toEqual([])
  expect(status(view)).toBe('还没寄成，仍然存着。')
  offline = false
  await press(view, '现在都寄')
  expect(sent).toEqual(['rating', 'complaint'])
  expect(status(view)).toBe('寄出了：投诉：康宁大药房')
  expect(view.text()).toContain('没有等着寄的')
  expect(document.activeElement?.textContent).toBe('待寄出')
})

test('a database that has gone does not leave the buttons dead', async () => {
  await left(acts.rating)
  const { view, pinia } = await page()
  vi.spyOn(useOutbox(pinia), 'wake').mockRejectedValueOnce(new DOMException('gone', 'InvalidStateError'))
  await press(view, `现在寄：${titles.rating}`)
  expect(status(view)).toContain('还没')
  expect(view.get('.head button').attributes('aria-disabled')).toBe('false')
})

test('one is sent alone', async () => {
  await left(acts.rating, { notBefore: Date.now() + 60_000 })
  await left(acts.report, { notBefore: Date.now() + 60_000 })
  offline = false
  const { view, sent } = await page()
  await press(view, '现在寄：反映信息有误：康宁大药房')
  expect(sent).toEqual(['report'])
  expect(names(view, 'waiting')).toEqual(['评价：康宁大药房'])
})

describe('what was refused', () => {
  test.each<[ProblemCode, Partial<ProblemDetails>, string]>([
    [
      'invalid_request',
      {
        fields: [
          { field: 'prices.1.item', reason: 'no' },
          { field: 'prices.2.item', reason: 'no' },
          { field: 'phone', reason: 'no' },
        ],
      },
      '有的地方填得不对。改好再寄。要改一改的：价格，电话。',
    ],
    ['not_found', { status: 404 }, '已经不在了'],
    ['changed_meanwhile', { status: 412 }, '别人也改了同一处'],
    ['complaint_open', { status: 409 }, '没办完的投诉'],
    ['forbidden', { status: 403 }, '这个账号不能改这里'],
    ['unsupported_media_type', { status: 415 }, '网页可能太旧了'],
  ])('says why: %s', async (code, part, words) => {
    await left(acts.change, { state: 'refused', problem: problem(code, part) })
    const { view } = await page()
    expect(view.get('section[aria-labelledby=outbox-refused] li').text()).toContain(words)
  })

  test('is tried again, and is told when it is refused once more', async () => {
    await left(acts.rating, { state: 'refused', problem: problem('not_found', { status: 404 }) })
    const { view, sent } = await page()
    offline = false
    await press(view, '再寄一次：评价：康宁大药房')
    expect(sent).toEqual(['rating'])
    expect(status(view)).toContain('寄出了')
  })

  test('is deleted after asking, and kept when one changes one’s mind', async () => {
    await left(acts.rating, { state: 'refused', attempts: 1, problem: problem('not_found', { status: 404 }) })
    const { view } = await page()
    await press(view, '删掉：评价：康宁大药房')
    expect(view.get('fieldset').text()).toContain('它可能已经寄到')
    expect(document.activeElement?.tagName).toBe('LEGEND')
    await view.get('fieldset').trigger('keydown', { key: 'Escape' })
    await settle()
    expect(document.activeElement?.getAttribute('aria-label')).toBe('删掉：评价：康宁大药房')
    await press(view, '删掉：评价：康宁大药房')
    await press(view, '确定删掉')
    expect(view.findAll('h3')).toEqual([])
    expect(status(view)).toBe('删掉了：评价：康宁大药房')
    expect(await (await openShelf()).all()).toEqual([])
  })
})

describe('what was sent', () => {
  const sent = async (kind: EntryKind, trace: { kind: 'outlet' | 'circle' | 'wish'; id: string } | null) => {
    clock += 1
    const id = `sent-${clock}`
    await (await openShelf()).finish(id, { id, kind, at: Date.now() - 60_000 - clock, trace })
  }
  const lines = (view: VueWrapper) =>
    view
      .findAll('section[aria-labelledby=outbox-sent] li')
      .map((line) => [
        line.get('p').text(),
        line.find('a').exists() ? line.get('a').attributes('href') : null,
      ])

  test('is told with the time and a way to see what came of it; of complaints not whom they were about', async () => {
    await sent('rating', { kind: 'outlet', id: outlet })
    await sent('complaint', null)
    await sent('report', null)
    await sent('support', { kind: 'wish', id: 'wish000001' })
    await sent('change', { kind: 'outlet', id: outlet })
    const { view } = await page()
    expect(lines(view)).toEqual([
      [expect.stringMatching(/^评价：康宁大药房\s*今天 20:34 寄出$/), `/outlets/${outlet}`],
      [expect.stringMatching(/^投诉\s*今天/), '/complaints/mine'],
      [expect.stringMatching(/^反映信息有误\s*今天/), null],
      [expect.stringMatching(/^支持心愿：银杏社区 · 药店/), '/wishes/wish000001'],
      [expect.stringMatching(/^改信息：康宁大药房/), `/merchant/${outlet}`],
    ])
    expect(view.text()).toContain('这台设备只记 7 天')
  })

  test('is cleared', async () => {
    await sent('complaint', null)
    const { view } = await page()
    await press(view, '清空')
    expect(lines(view)).toEqual([])
    expect(status(view)).toBe('已经寄出的记录清空了。')
    expect(await (await openShelf()).sent(rememberedSince(Date.now()))).toEqual([])
  })

  test('is neither remembered nor kept by whoever does not want it', async () => {
    await sent('complaint', null)
    await left(acts.rating)
    const { view } = await page()
    await view.get('input[type=checkbox]').setValue(false)
    await settle()
    expect(lines(view)).toEqual([])
    expect(view.text()).toContain('现在不记')
    offline = false
    await press(view, '现在都寄')
    expect(lines(view)).toEqual([])
    expect(await (await openShelf()).sent(rememberedSince(Date.now()))).toEqual([])
  })
})

test('nothing waits: it says so', async () => {
  const { view } = await page()
  expect(view.text()).toContain('没有等着寄的')
  expect(await indexedDB.databases()).toEqual([])
})

describe('the sign in the header', () => {
  test('is there while something waits or was refused, and tells how much in words', async () => {
    await left(acts.rating)
    await left(acts.complaint, { state: 'refused', problem: problem('not_found', { status: 404 }) })
    await fetchWords('outbox', 'zh-CN')
    const { view, pinia } = await show(OutboxSign, { router: emptyPages() })
    expect(view.find('a').exists()).toBe(false)
    const outbox = useOutbox(pinia)
    await outbox.load()
    await settle()
    expect(view.get('a').attributes('href')).toBe('/outbox')
    expect(view.get('a').attributes('aria-label')).toBe('2 件待寄出，其中 1 件没有收')
    for (const { id } of outbox.entries) await outbox.remove(id)
    await settle()
    expect(view.find('a').exists()).toBe(false)
  })
})
