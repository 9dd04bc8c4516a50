/** The ledger at the desk with a few outlets, for its tests. The table has a size, so that its rows are there. */

import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, vi } from 'vitest'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'
import type { Session } from '../../schema/contract/account.ts'
import type { LedgerLine } from '../../schema/contract/ledger.ts'
import App from '../../web/App.vue'
import { fetchWords } from '../../web/shell/words.ts'
import DeskPage from '../../web/staff/DeskPage.vue'
import { deskSections } from '../../web/staff/desk-sections.ts'
import LedgerPage from '../../web/staff/LedgerPage.vue'
// Here rather than when they open: a test does not wait for files.
import '../../web/staff/LedgerAdd.vue'
import '../../web/staff/LedgerBulk.vue'
import '../../web/staff/LedgerExport.vue'
import '../../web/staff/LedgerPanel.vue'
import '../../web/map/PinMap.vue'
import { area, press, signedIn } from './desk-stage.ts'
import { city, show, tuesdayEvening } from './places-stage.ts'
import { emptyPages } from './shell-stage.ts'

export const version = '2026-11-20T02:00:00.000Z'

/** An outlet of the ledger. */
export function line(
  id: string,
  fields: Partial<LedgerLine['fields']> = {},
  part: Partial<LedgerLine> = {},
): LedgerLine {
  return {
    id,
    version,
    source: 'ledger',
    confirmedAt: '2026-11-20',
    confirmedBy: 'merchant',
    disputed: false,
    holder: null,
    waiting: 0,
    ...part,
    fields: {
      name: id,
      type: 'pharmacy',
      address: '千秋路 18 号',
      position: [111.874, 34.747],
      circle: '411281001005',
      hours: 'Mo-Su 08:00-20:00',
      hoursText: null,
      phone: '0398-000 1288',
      services: [],
      payment: { cash: null, bank_card: null, mobile_pay: null },
      accessibility: { step_free: null, seat: null, hearing_aid: null, sight_aid: null, elder_counter: null },
      delivery: { night_delivery: null, instant_delivery: null },
      chain: null,
      credit: 'B',
      honest: false,
      status: 'open',
      ...fields,
    },
  }
}

/** In the order of their names. */
export const lines = [
  line('anmin00001', { name: '安民药房' }),
  line('baixing001', { name: '百姓超市', type: 'supermarket', credit: 'A', address: '银杏路 3 号' }),
  line('changle001', { name: '常乐早餐', type: 'breakfast', credit: null, hours: null }),
  line('dongmen001', { name: '东门修鞋', type: 'repair', status: 'closed' }, { disputed: true }),
]

/** A listing as the worker tells it, of a line. */
export function listingOf({ id, fields, confirmedAt, confirmedBy, disputed }: LedgerLine, newer: string) {
  const { hoursText, ...own } = fields
  return {
    id,
    version: newer,
    fields: { ...own, closures: [], prices: [], photoText: null },
    waiting: [],
    disputed,
    confirmedAt,
    confirmedBy,
    hoursText,
    pricesAt: null,
  }
}

export interface Sent {
  method: string
  path: string
  body: unknown
  version: string | null
  /** its `Idempotency-Key` */
  key: string | null
}
type Answer = (sent: Sent) => Response | Promise<Response>

/** A worker that has the lines, and answers what changes something as a test says. */
function worker(session: Session, all: readonly LedgerLine[], given: Record<string, Answer>): Sent[] {
  const told: Sent[] = []
  vi.stubGlobal('fetch', async (input: RequestInfo | URL, init?: RequestInit) => {
    const { pathname: path, searchParams } = new URL(String(input), 'https://yikezhong.example')
    const method = init?.method ?? 'GET'
    const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined
    const headers = new Headers(init?.headers)
    const [version, key] = [headers.get('If-Match'), headers.get('Idempotency-Key')]
    const sent = { method, path, body, version, key }
    if (method !== 'GET') told.push(sent)
    const answer = given[`${method} ${path}`]
    if (answer) return answer(sent)
    if (path === '/api/session') return Response.json(session)
    if (path === '/api/desk/inbox') {
      return Response.json({
        proposals: 0,
        comments: 0,
        held: 0,
        reports: 0,
        stale: 0,
        photos: 0,
        replies: 0,
      })
    }
    if (path === '/api/desk/outlets') {
      const after = searchParams.get('after')
      const from = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1
      const rows = all.slice(from, from + 2)
      const next = from + 2 < all.length ? (rows.at(-1)?.id ?? null) : null
      return Response.json({ rows, next, total: after === null ? all.length : null })
    }
    return Response.json(
      { type: 'about:blank', code: 'not_found', title: 'no', status: 404 },
      { status: 404 },
    )
  })
  return told
}

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600)
})

let open: VueWrapper | null = null
afterEach(() => {
  open?.unmount()
  open = null
  localStorage.clear()
  vi.restoreAllMocks()
})

/** The ledger at an address, with all of its pages there. */
export async function atLedger(
  options: {
    at?: string
    session?: Session
    all?: readonly LedgerLine[]
    given?: Record<string, Answer>
    /** pixels that the table has; little room makes cards of it */
    width?: number
  } = {},
): Promise<{ view: VueWrapper; router: Router; told: Sent[] }> {
  const { at = '/desk/ledger', session = signedIn(), all = lines, given = {}, width = 1200 } = options
  vi.useFakeTimers({ toFake: ['Date'], now: tuesdayEvening })
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(width)
  await Promise.all((['desk', 'accounts', 'ledger', 'pin'] as const).map((part) => fetchWords(part, 'zh-CN')))
  open?.unmount()
  const told = worker(session, all, given)
  const { options: pages } = emptyPages()
  const router = createRouter({ history: createMemoryHistory(), routes: pages.routes })
  const empty = { template: '<main />' }
  router.addRoute({
    path: '/desk',
    component: DeskPage,
    children: [
      { path: 'ledger', name: 'desk-ledger', component: LedgerPage },
      // what the navigation leads to
      ...deskSections
        .flatMap(({ pages: own }) => own.map(String))
        .filter((name) => name !== 'desk-ledger')
        .map((name) => ({ path: name, name, component: empty })),
    ],
  })
  const { view } = await show(App, { at, city, router })
  open = view
  await settle()
  return { view, router, told }
}

/** Waits until pages, dialogs and answers have come. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) await flushPromises()
}

/** The names of the rows that show, in order. */
export const names = (view: VueWrapper) =>
  view.findAll('.body .ledger-row .name').map((cell) => {
    const words = cell.find('.words')
    return words.exists() ? words.text() : cell.text()
  })

/** The cell of a row by its column. */
export const cell = (view: VueWrapper, id: string, column: string) =>
  view.get<HTMLElement>(`[data-id="${id}"] .cell.${column}`)

/** Opens a cell's editor by the keyboard and gives its field. */
export async function edit(
  view: VueWrapper,
  id: string,
  column: string,
): Promise<HTMLInputElement | HTMLSelectElement> {
  const target = cell(view, id, column)
  target.element.focus()
  await target.trigger('focusin')
  await press('F2')
  await settle()
  const field = view.get<HTMLInputElement | HTMLSelectElement>('.editor .field').element
  field.focus()
  return field
}

export async function type(field: HTMLInputElement | HTMLSelectElement, text: string): Promise<void> {
  field.value = text
  field.dispatchEvent(new Event(field instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }))
  await settle()
}

export { area, press, signedIn }
