/** A worker that takes ratings, and the page on which one gives them. */

import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { disposePinia } from 'pinia'
import { expect, vi } from 'vitest'
import type { Component } from 'vue'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'
import type { SubjectKind } from '../../schema/catalog/satisfaction.ts'
import type { ProblemDetails } from '../../schema/contract/problem.ts'
import type { Rating, RatingDraft, Voices } from '../../schema/contract/rating.ts'
import type { MeasureAnswer } from '../../schema/contract/satisfaction.ts'
import type { Language } from '../../web/shell/preferences.ts'
import { emptyDatabase } from './database.ts'
import { city, collection, feature, type Shown, show, wholeOutlet } from './places-stage.ts'
import { footerPages } from './shell-stage.ts'

export const shop = { kind: 'outlet', id: 'kangning01' } as const
export const circle = { kind: 'circle', id: '411281001005' } as const
const pharmacy = feature(shop.id, { name: '康宁大药房' })

/** A voice as the worker has stored it. */
export function voice(part: Partial<Rating> = {}): Rating {
  return {
    subject: shop,
    grade: 4,
    tags: ['attitude'],
    comment: null,
    commentState: 'none',
    state: 'counted',
    holdReason: null,
    dropReason: null,
    at: '2026-11-24T12:38:00.000Z',
    ...part,
  }
}

/** The measure of a subject. */
export function measure(part: Partial<MeasureAnswer> = {}): MeasureAnswer {
  return {
    sample: true,
    revision: 1,
    period: '365d',
    from: '2025-11-25',
    to: '2026-11-24',
    definition: { satisfiedFrom: 3, target: 0.85, confidence: 0.95, verdictFrom: 30 },
    asOf: '2026-11-24T12:38:00.000Z',
    scope: 'outlet',
    id: shop.id,
    rate: 0.9149,
    strictRate: 0.766,
    voices: 47,
    residents: 47,
    interval: [0.8007, 0.9664],
    verdict: 'undecided',
    heldBack: 0,
    distribution: [1, 3, 7, 20, 16],
    byPoster: 10,
    weighting: 'pooled',
    ...part,
  }
}

export const nobody = measure({
  rate: null,
  strictRate: null,
  voices: 0,
  residents: 0,
  interval: null,
  verdict: 'too_few',
  distribution: null,
})

/** What everyone may read of a subject. */
export function said(part: Partial<Voices> = {}): Voices {
  return { sample: true, revision: 1, tags: [], comments: [], next: null, ...part }
}

interface Request {
  method: string
  path: string
  key: string | null
  proof: string | null
  body: RatingDraft | null
  cache: RequestCache | undefined
}

/** The worker, as far as ratings go. */
export interface Town {
  /** nothing gets through while it is set */
  offline: boolean
  /** what the next requests that change something are answered with instead */
  refusals: { problem: Partial<ProblemDetails>; headers?: Record<string, string> }[]
  voices: Rating[]
  /** how the next rating is stored */
  stored: Partial<Rating>
  measure: MeasureAnswer
  said: (query: URLSearchParams) => Voices
  requests: Request[]
  /** the requests that changed something, in order */
  changes: () => Request[]
  outlet: 'open' | 'closed' | 'missing'
}

const same = (one: { kind: string; id: string }) => (other: Rating) =>
  other.subject.kind === one.kind && other.subject.id === one.id

/** Puts such a worker in the network's place, and an empty browser before it. */
export function openTown(): Town {
  const town: Town = {
    offline: false,
    refusals: [],
    voices: [],
    stored: {},
    measure: nobody,
    said: () => said(),
    requests: [],
    changes: () => town.requests.filter(({ method }) => method !== 'GET'),
    outlet: 'open',
  }
  emptyDatabase()
  vi.stubGlobal('fetch', async (input: RequestInfo | URL, init: RequestInit = {}) => {
    if (town.offline) throw new TypeError('Failed to fetch')
    const address = new URL(String(input), 'https://yikezhong.example')
    const headers = new Headers(init.headers)
    const request: Request = {
      method: init.method ?? 'GET',
      path: address.pathname,
      key: headers.get('Idempotency-Key'),
      proof: headers.get('Altcha'),
      body: typeof init.body === 'string' ? JSON.parse(init.body) : null,
      cache: init.cache,
    }
    town.requests.push(request)
    return answer(town, request, address.searchParams)
  })
  return town
}

function answer(town: Town, { method, path, body }: Request, query: URLSearchParams): Response {
  const refuse = (part: Partial<ProblemDetails>, headers: Record<string, string> = {}) => {
    const told = { type: 'about:blank', code: 'not_found', title: 'no', status: 404, ...part }
    return Response.json(told, { status: told.status, headers })
  }
  const refusal = method === 'GET' ? undefined : town.refusals.shift()
  if (refusal) return refuse(refusal.problem, refusal.headers)
  if (path === '/api/applications') {
    const taken = { id: '6pA2mQ9xTz', community: '411281001005', at: '2026-11-24T12:38:00.000Z' }
    return Response.json(taken, { status: 201 })
  }
  if (path === '/api/reports') {
    const taken = { id: '4fH2mQ9xTz', outlet: shop.id, fact: 'hours', at: '2026-11-24T12:38:00.000Z' }
    return Response.json(taken, { status: 201 })
  }
  if (method === 'POST' && body) {
    const { subject, grade, tags = [], comment = null } = body
    const commentState = comment ? 'waiting' : 'none'
    const rating = voice({ subject, grade, tags, comment, commentState, ...town.stored })
    town.voices = [...town.voices.filter((other) => !same(subject)(other)), rating]
    return Response.json(rating, { status: 201 })
  }
  if (method === 'DELETE') {
    const [, , , kind = '', id = ''] = path.split('/')
    const before = town.voices.length
    town.voices = town.voices.filter((other) => !same({ kind, id })(other))
    return before === town.voices.length ? refuse({}) : new Response(null, { status: 204 })
  }
  if (path === '/api/city') return Response.json(city)
  if (path === '/api/outlets') return Response.json(collection([pharmacy]))
  if (path === '/api/ratings/mine') return Response.json({ ratings: town.voices })
  if (path === '/api/ratings') return Response.json(town.said(query))
  if (path === '/api/satisfaction') return Response.json(town.measure)
  if (path === `/api/outlets/${shop.id}` && town.outlet !== 'missing') {
    return Response.json(wholeOutlet(pharmacy, { status: town.outlet }))
  }
  return refuse({})
}

const empty = { render: () => null }
function pages(): Router {
  return createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', name: 'home', component: empty },
      { path: '/outlets/:id', name: 'outlet', component: empty },
      { path: '/circles', name: 'circles', component: empty },
      { path: '/circles/:code', name: 'circle', component: empty },
      { path: '/rate/:kind/:id', name: 'rate', component: empty },
      { path: '/complain', name: 'complain-about', component: empty },
      { path: '/complain/:kind/:id', name: 'complain', component: empty },
      { path: '/complaints/mine', name: 'my-complaints', component: empty },
      { path: '/report/:id', name: 'report', component: empty },
      { path: '/satisfaction', name: 'satisfaction', component: empty },
      { path: '/wishes', name: 'wishes', component: empty },
      ...footerPages(empty),
    ],
  })
}

/** Long enough for IndexedDB, which takes turns of its own. */
export async function settle(): Promise<void> {
  for (let turns = 0; turns < 12; turns += 1) {
    await flushPromises()
    await new Promise((resolve) => setTimeout(resolve))
  }
}

/** Opens a page or a part on a subject. */
export async function visit(
  component: Component,
  subject: { kind: SubjectKind; id: string } = shop,
  options: { language?: Language; props?: Record<string, unknown>; search?: string } = {},
): Promise<Shown> {
  const { language = 'zh-CN', props = {}, search = '' } = options
  const at = `/rate/${subject.kind}/${subject.id}${search}`
  const shown = await show(component, { at, router: pages(), language, props: { ...subject, ...props } })
  await settle()
  return shown
}

/** Closes the page, as when the tab is closed: what is in memory goes. */
export function close({ view, pinia }: Shown): void {
  view.unmount()
  disposePinia(pinia)
}

/** The grade with such a name. */
export function grade(view: VueWrapper, name: string) {
  const label = view.findAll('.grade label').find((candidate) => candidate.text().startsWith(name))
  const found = view
    .findAll<HTMLInputElement>('.grade input')
    .find((input) => input.attributes('id') === label?.attributes('for'))
  if (!found) throw new Error(`no grade ${name}`)
  return found
}

/** The button with such a text. */
export function button(view: VueWrapper, text: string) {
  const found = view.findAll('button').find((candidate) => candidate.text() === text)
  if (!found) throw new Error(`no button ${text} among ${view.findAll('button').map((one) => one.text())}`)
  return found
}

/** The words while something is on its way. */
const sending = /正在发送/

/** Presses a button, and waits for what comes of it. */
export async function press(view: VueWrapper, text: string): Promise<void> {
  await button(view, text).trigger('click')
  await settle()
  await vi.waitFor(() => expect(view.text()).not.toMatch(sending))
}

/** Sends the form. */
export async function send(view: VueWrapper): Promise<void> {
  await view.get('form').trigger('submit')
  await settle()
}
