/** A desk, somebody at it, and a worker that remembers what it was told, for the tests of the desk. */

import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { afterEach, vi } from 'vitest'
import type { Component } from 'vue'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'
import type { AccountListed, InvitationListed, Session } from '../../schema/contract/account.ts'
import type { CommentWaiting, HeldVoice, Stale } from '../../schema/contract/desk.ts'
import type { Proposal } from '../../schema/contract/listing.ts'
import App from '../../web/App.vue'
import type { Language } from '../../web/shell/preferences.ts'
// Here rather than when they open: a test does not wait for files.
import '../../web/staff/AccountDialog.vue'
import AccountsPage from '../../web/staff/AccountsPage.vue'
import DeskPage from '../../web/staff/DeskPage.vue'
import InboxPage from '../../web/staff/InboxPage.vue'
import InvitePage from '../../web/staff/InvitePage.vue'
import '../../web/staff/KeysDialog.vue'
import { deskSections } from '../../web/staff/desk-sections.ts'
import LetterPage from '../../web/staff/LetterPage.vue'
import { city, collection, feature, show, tuesdayEvening } from './places-stage.ts'
import { emptyPages } from './shell-stage.ts'

export const area = { code: '411281001', name: '千秋路街道', nameEn: 'Qianqiu Road Subdistrict' }

export function signedIn(part: Partial<NonNullable<Session['account']>> = {}, fresh = true): Session {
  return {
    stage: 'full',
    account: { handle: 'qql-02', role: 'subdistrict', area, outlets: [], sample: false, ...part },
    fresh,
  }
}

export const proposals: Proposal[] = [
  {
    id: 'proposal1',
    field: 'name',
    value: '老街便民维修',
    at: '2026-11-24T08:05:00.000Z',
    state: 'waiting',
    reason: null,
    outlet: 'laojie0001',
    name: '老街修鞋配钥匙',
    current: '老街修鞋配钥匙',
    position: [111.87, 34.74],
    community: '银杏社区',
    by: 'laojie',
  },
  {
    id: 'proposal2',
    field: 'chain',
    value: true,
    at: '2026-11-24T08:06:00.000Z',
    state: 'waiting',
    reason: null,
    outlet: 'wanjia0001',
    name: '万家福',
    current: null,
    position: [111.87, 34.74],
    community: null,
    by: null,
  },
]

export const comments: CommentWaiting[] = [
  {
    id: 'comment001',
    subject: { kind: 'outlet', id: 'laojie0001', name: '老街修鞋配钥匙' },
    grade: 4,
    tags: ['price'],
    via: 'poster',
    at: '2026-11-24T01:00:00.000Z',
    comment: '修得快，价钱公道。',
  },
]

const voice = (id: string, subject: string, grade: HeldVoice['grade']): HeldVoice => ({
  id,
  subject: { kind: 'outlet', id: `${subject}0001`, name: subject },
  grade,
  tags: [],
  via: null,
  at: '2026-11-24T04:00:00.000Z',
  reason: 'network_on_subject',
})
export const held: HeldVoice[] = [
  voice('voice00001', 'hongyun', 5),
  voice('voice00002', 'hongyun', 5),
  voice('voice00003', 'dongmen', 1),
  voice('voice00004', 'hongyun', 4),
]

export const stale: Stale[] = [
  {
    id: 'hongyun001',
    version: '2026-03-01T00:00:00.000Z',
    name: '鸿运饭店',
    type: 'restaurant',
    community: '银杏社区',
    address: '千秋路 18 号',
    phone: '0398-000 1288、0398-000 1289',
    hours: 'Mo-Su 10:00-21:00',
    hoursText: '早10点到晚9点',
    stops: [],
    confirmedAt: '2026-03-01',
    confirmedBy: 'merchant',
    holder: 'hongyun',
  },
  {
    id: 'nobody0001',
    version: '2026-01-01T00:00:00.000Z',
    name: '街口缝补',
    type: 'repair',
    community: null,
    address: null,
    phone: null,
    hours: null,
    hoursText: null,
    stops: [],
    confirmedAt: null,
    confirmedBy: null,
    holder: null,
  },
]

export const accounts: AccountListed[] = [
  {
    id: 'account0001',
    handle: 'laojie',
    role: 'merchant',
    area: null,
    outlets: [{ id: 'laojie0001', name: '老街修鞋配钥匙' }],
    suspended: false,
    sample: false,
    seenAt: '2026-11-24T08:05:00.000Z',
  },
  {
    id: 'account0002',
    handle: 'yinxing-01',
    role: 'community',
    area: { code: '411281001005', name: '银杏社区', nameEn: 'Yinxing Community' },
    outlets: [],
    suspended: true,
    sample: false,
    seenAt: null,
  },
  {
    id: 'account0003',
    handle: 'wanjia',
    role: 'merchant',
    area: null,
    outlets: [],
    suspended: false,
    sample: false,
    seenAt: null,
  },
  {
    id: 'account0004',
    handle: 'qql-02',
    role: 'subdistrict',
    area,
    outlets: [],
    suspended: false,
    sample: false,
    seenAt: null,
  },
]

export const invitations: InvitationListed[] = [
  {
    id: 'invite0001',
    kind: 'outlets',
    role: 'merchant',
    area: null,
    outlets: [{ id: 'kangning01', name: '康宁大药房' }],
    handle: null,
    by: 'qql-02',
    createdAt: '2026-11-20T08:00:00.000Z',
    until: '2026-12-20T08:00:00.000Z',
    state: 'open',
  },
  {
    id: 'invite0002',
    kind: 'account',
    role: 'community',
    area: { code: '411281001005', name: '银杏社区', nameEn: 'Yinxing Community' },
    outlets: [],
    handle: null,
    by: null,
    createdAt: '2026-11-19T08:00:00.000Z',
    until: '2026-11-22T08:00:00.000Z',
    state: 'used',
  },
]

/** A problem, as the worker tells it. */
export const problem = (status: number, code: string) => () =>
  Response.json({ type: 'about:blank', code, title: 'no', status }, { status })

export interface Told {
  method: string
  path: string
  body: unknown
}

/** A page of the desk. */
interface DeskChild {
  path: string
  name: string
  component: Component
}

type Answer = unknown | ((body: unknown) => Response | Promise<Response>)

const answers: Record<string, Answer> = {
  'GET /api/desk/inbox': { proposals: 2, comments: 1, held: 4, reports: 0, photos: 0, replies: 0, stale: 23 },
  'GET /api/desk/proposals': { proposals },
  'GET /api/desk/comments': { comments },
  'GET /api/desk/reports': { reports: [] },
  'GET /api/desk/photos': { photos: [] },
  'GET /api/desk/replies': { replies: [] },
  'GET /api/desk/held': { held },
  'GET /api/desk/stale': { stale },
  'GET /api/desk/accounts': { accounts },
  'GET /api/desk/invitations': { invitations },
  'GET /api/outlets': collection([
    feature('kangning01', { name: '康宁大药房' }),
    feature('laojie0001', { name: '老街修鞋配钥匙' }),
    feature('faraway001', { name: '康宁大药房（远处店）', circle: '411281007001' }),
  ]),
}

/**
 * Puts a worker in the network's place. What changes something is taken with 204, unless an answer is given.
 * @param given answers by method and path; 'offline' for a network that fails
 * @returns every request that changes something, in order
 */
export function worker(given: Record<string, Answer>): Told[] {
  const told: Told[] = []
  vi.stubGlobal('fetch', async (input: RequestInfo | URL, init?: RequestInit) => {
    const { pathname: path } = new URL(String(input), 'https://yikezhong.example')
    const method = init?.method ?? 'GET'
    const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined
    if (method !== 'GET') told.push({ method, path, body })
    const all: Record<string, Answer> = { ...answers, ...given }
    const answer = all[`${method} ${path}`]
    if (answer === 'offline') throw new TypeError('Failed to fetch')
    if (typeof answer === 'function') return answer(body)
    if (answer !== undefined) return Response.json(answer)
    return method === 'GET' ? problem(404, 'not_found')() : new Response(null, { status: 204 })
  })
  return told
}

/** The desk's addresses: the pages that are here, those that a test brings along, and empty ones for every other section. */
function deskPages(more: readonly DeskChild[]): Router {
  const { options } = emptyPages()
  const router = createRouter({ history: createMemoryHistory(), routes: options.routes })
  const pages: DeskChild[] = [
    { path: '', name: 'desk', component: InboxPage },
    { path: 'accounts', name: 'desk-accounts', component: AccountsPage },
    { path: 'invite', name: 'desk-invite', component: InvitePage },
    { path: 'letter', name: 'desk-letter', component: LetterPage },
    ...more,
  ]
  const others = deskSections
    .map(({ to }) => to.name)
    .filter((name) => pages.every((page) => page.name !== name))
    .map((name) => ({ path: name, name, component: { render: () => null } }))
  router.addRoute({ path: '/desk', component: DeskPage, children: [...pages, ...others] })
  return router
}

/** The site at an address of the desk, with everything that has come. */
export async function atDesk(
  at = '/desk',
  options: {
    session?: Session
    given?: Record<string, Answer>
    language?: Language
    pages?: readonly DeskChild[]
  } = {},
): Promise<{ view: VueWrapper; router: Router; told: Told[] }> {
  vi.useFakeTimers({ toFake: ['Date'], now: tuesdayEvening })
  const { session = signedIn(), given = {}, language = 'zh-CN', pages = [] } = options
  open?.unmount()
  const told = worker({ 'GET /api/session': session, ...given })
  const { view, router } = await show(App, { at, city, router: deskPages(pages), language })
  await flushPromises()
  await flushPromises()
  open = view
  return { view, router, told }
}

let open: VueWrapper | null = null
// A dialog hangs at the body, and must be away before the document is emptied.
afterEach(() => {
  open?.unmount()
  open = null
})

/** Presses a key where the keyboard is. */
export async function press(key: string, init: KeyboardEventInit = {}): Promise<void> {
  const target = document.activeElement ?? document.body
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }))
  await flushPromises()
  await flushPromises()
}
