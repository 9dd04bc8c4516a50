/** A worker that keeps listings, and a merchant who is signed in. */

import { flushPromises, type VueWrapper } from '@vue/test-utils'
import * as v from 'valibot'
import { vi } from 'vitest'
import type { Component } from 'vue'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'
import { type CheckedField, checkedFields } from '../../schema/catalog/listing-fields.ts'
import type { Session } from '../../schema/contract/account.ts'
import {
  type Edit,
  type Held,
  type History,
  type Listing,
  ListingFields,
} from '../../schema/contract/listing.ts'
import type { KeptPhoto } from '../../schema/contract/photo.ts'
import type { ProblemDetails } from '../../schema/contract/problem.ts'
import type { Voices } from '../../schema/contract/rating.ts'
import type { KeptReply } from '../../schema/contract/reply.ts'
import type { ReportListed } from '../../schema/contract/report.ts'
import type { Language } from '../../web/shell/preferences.ts'
import { city, feature, type Shown, show, wholeOutlet } from './places-stage.ts'
import { measure, said } from './rating-stage.ts'
import { footerPages } from './shell-stage.ts'

export const shop = 'chenguang1'

/** A listing as its keepers see it. */
export function listing(part: Partial<Listing['fields']> = {}, rest: Partial<Listing> = {}): Listing {
  return {
    id: shop,
    version: '2026-11-01T00:00:00.000Z',
    fields: {
      hours: 'Mo-Sa 05:30-20:30',
      closures: [],
      phone: '0398-000 0188',
      services: ['printing'],
      prices: [
        { item: '胡辣汤', fen: 800, fenTo: null, unit: '碗' },
        { item: '包子', fen: 150, fenTo: 250, unit: '个' },
      ],
      payment: { cash: true, bank_card: false, mobile_pay: null },
      accessibility: { step_free: null, seat: true, hearing_aid: null, sight_aid: null, elder_counter: null },
      delivery: { night_delivery: null, instant_delivery: null },
      photoText: null,
      name: '晨光早餐店',
      type: 'breakfast',
      address: '银杏路 88 号',
      chain: false,
      position: [111.874, 34.747],
      circle: '411281001005',
      credit: null,
      honest: false,
      status: 'open',
      ...part,
    },
    waiting: [],
    disputed: false,
    confirmedAt: '2026-08-24',
    confirmedBy: 'merchant',
    hoursText: null,
    pricesAt: null,
    ...rest,
  }
}

/** A photo of the shop as its keepers see it. */
export function keptPhoto(part: Partial<KeptPhoto> = {}): KeptPhoto {
  return {
    id: 'Photo00001',
    text: null,
    width: 1_200,
    height: 900,
    at: '2026-11-24T10:00:00.000Z',
    state: 'waiting',
    reason: null,
    until: null,
    ...part,
  }
}

/** A reply as its keepers see it. */
export function keptReply(part: Partial<KeptReply> = {}): KeptReply {
  return {
    id: 'Reply00001',
    voice: 'Voice00001',
    text: '谢谢。',
    at: '2026-11-24T10:00:00.000Z',
    state: 'waiting',
    reason: null,
    ...part,
  }
}

export const merchant: Session = {
  stage: 'full',
  fresh: true,
  account: {
    handle: 'chenguang',
    role: 'merchant',
    area: null,
    outlets: [{ id: shop, name: '晨光早餐店' }],
    sample: false,
  },
}

export const staff: Session = {
  stage: 'full',
  fresh: true,
  account: {
    handle: 'yinxing',
    role: 'community',
    area: { code: '411281001005', name: '银杏社区', nameEn: 'Yinxing Community' },
    outlets: [],
    sample: false,
  },
}

interface Request {
  method: string
  path: string
  key: string | null
  version: string | null
  body: unknown
}

/** The worker, as far as keeping listings goes. */
export interface Town {
  offline: boolean
  /** the next answer gets lost on its way back */
  lost: boolean
  /** what the next requests that change something are answered with instead */
  refusals: Partial<ProblemDetails>[]
  session: Session
  listing: Listing
  held: Held[]
  history: History[]
  reports: ReportListed[]
  photos: KeptPhoto[]
  /** what residents wrote, as everybody can read it */
  comments: Voices['comments']
  replies: KeptReply[]
  requests: Request[]
  /** the requests that changed something, in order */
  changes: () => Request[]
  /** somebody else changes the listing */
  meanwhile: (edit: Edit) => void
}

/** Puts such a worker in the network's place. */
export function openTown(part: Partial<Town> = {}): Town {
  let clock = Date.parse('2026-11-24T12:36:00.000Z')
  const given = new Map<string, unknown>()
  const town: Town = {
    offline: false,
    lost: false,
    refusals: [],
    session: merchant,
    listing: listing(),
    held: [
      {
        id: shop,
        name: '晨光早餐店',
        type: 'breakfast',
        status: 'open',
        confirmedAt: '2026-08-24',
        confirmDue: true,
        waiting: 1,
      },
    ],
    history: [],
    reports: [],
    photos: [],
    comments: [],
    replies: [],
    requests: [],
    changes: () => town.requests.filter(({ method }) => method !== 'GET'),
    meanwhile: (edit) => {
      clock += 1_000
      const version = new Date(clock).toISOString()
      const fields = v.parse(ListingFields, { ...town.listing.fields, ...edit })
      town.listing = { ...town.listing, version, fields }
    },
    ...part,
  }

  const problem = (told: Partial<ProblemDetails>) => {
    const whole = { type: 'about:blank', code: 'internal', title: 'no', status: 500, ...told }
    return Response.json(whole, { status: whole.status })
  }

  function edit({ key, version, body }: Request): Response {
    const known = given.get(key ?? '')
    if (known) return Response.json(known)
    if (version !== `"${town.listing.version}"`) return problem({ code: 'changed_meanwhile', status: 412 })
    const wanted: Edit = typeof body === 'object' && body ? body : {}
    const names = Object.keys(wanted)
    const checks = town.session.account?.role === 'merchant'
    const isChecked = (name: string): name is CheckedField =>
      checks && checkedFields.some((field) => field === name)
    const waiting = names.filter(isChecked)
    const shown = Object.fromEntries(Object.entries(wanted).filter(([name]) => !isChecked(name)))
    if (Object.keys(shown).length > 0) town.meanwhile(shown)
    const at = new Date(clock).toISOString()
    town.listing = {
      ...town.listing,
      waiting: [
        ...town.listing.waiting.filter(({ field }) => !waiting.includes(field)),
        ...waiting.map((field) => ({
          id: `p-${field}-1`,
          field,
          value: wanted[field],
          at,
          state: 'waiting' as const,
          reason: null,
        })),
      ],
    }
    const answered = { version: town.listing.version, shown: Object.keys(shown), waiting }
    given.set(key ?? '', answered)
    return Response.json(answered)
  }

  /** A photo arrives once for each key. */
  function photos({ method, key }: Request): Response {
    if (method === 'GET') return Response.json({ photos: town.photos })
    const known = given.get(key ?? '')
    if (known) return Response.json(known, { status: 201 })
    const merchant = town.session.account?.role === 'merchant'
    const stored = keptPhoto({ id: `Photo${given.size}`, state: merchant ? 'waiting' : 'approved' })
    town.photos = [stored, ...town.photos.filter(({ state }) => state !== stored.state)]
    given.set(key ?? '', { id: stored.id, state: stored.state })
    return Response.json({ id: stored.id, state: stored.state }, { status: 201 })
  }

  /** What is done about one photo or one reply. */
  function storefront({ method, path, body }: Request): Response {
    const [, kind, id = '', act] = /\/(photos|replies|comments)\/(\w+)(?:\/(\w+))?$/.exec(path) ?? []
    if (kind === 'comments') {
      const { text = '' } = v.parse(v.object({ text: v.optional(v.string()) }), body)
      const reply = keptReply({ id: `Reply${town.replies.length}`, voice: id, text })
      town.replies = [reply, ...town.replies.filter(({ state }) => state === 'approved')]
      return Response.json(reply)
    }
    if (kind === 'replies') town.replies = town.replies.filter((reply) => reply.id !== id)
    const become = (photo: KeptPhoto): KeptPhoto[] => {
      if (photo.id !== id) return [photo]
      if (act === 'restoration') return [{ ...photo, state: 'approved', until: null }]
      if (photo.state === 'waiting') return []
      return [{ ...photo, state: 'withdrawn', until: '2026-12-24T12:36:00.000Z' }]
    }
    if (kind === 'photos' && method !== 'GET') town.photos = town.photos.flatMap(become)
    return new Response(null, { status: 204 })
  }

  function answer(request: Request): Response {
    const { method, path } = request
    const refusal = method === 'GET' ? undefined : town.refusals.shift()
    if (refusal) return problem(refusal)
    if (path === '/api/session') return Response.json(town.session)
    if (path === '/api/city') return Response.json(city)
    if (path === '/api/ratings') return Response.json(said({ comments: town.comments }))
    if (path === '/api/satisfaction') return Response.json(measure({ id: shop }))
    if (path === `/api/outlets/${shop}`)
      return Response.json(wholeOutlet(feature(shop, { name: town.listing.fields.name, type: 'breakfast' })))
    if (town.session.stage !== 'full') return problem({ code: 'not_signed_in', status: 401 })
    if (path === '/api/merchant/outlets') return Response.json({ outlets: town.held })
    if (path === `/api/listings/${shop}`)
      return method === 'PATCH' ? edit(request) : Response.json(town.listing)
    if (path === `/api/listings/${shop}/reports`) return Response.json({ reports: town.reports })
    if (path === `/api/listings/${shop}/photos`) return photos(request)
    if (path === `/api/listings/${shop}/replies`) return Response.json({ replies: town.replies })
    if (/\/(photos|replies|comments)\//.test(path)) return storefront(request)
    if (path === `/api/listings/${shop}/history`) return Response.json({ history: town.history })
    if (path === `/api/listings/${shop}/confirmation`) {
      town.meanwhile({})
      town.listing = { ...town.listing, confirmedAt: '2026-11-24' }
      return new Response(null, { status: 204 })
    }
    if (path === `/api/listings/${shop}/restoration`) {
      town.meanwhile({ phone: '0398-000 0100' })
      return Response.json({ version: town.listing.version, shown: ['phone'], waiting: [] })
    }
    if (path.startsWith(`/api/listings/${shop}/proposals/`)) {
      town.listing = { ...town.listing, waiting: [] }
      return new Response(null, { status: 204 })
    }
    return problem({ code: 'not_found', status: 404 })
  }

  vi.stubGlobal('fetch', async (input: RequestInfo | URL, init: RequestInit = {}) => {
    if (town.offline) throw new TypeError('Failed to fetch')
    const { pathname: path } = new URL(String(input), 'https://yikezhong.example')
    const headers = new Headers(init.headers)
    const request: Request = {
      method: init.method ?? 'GET',
      path,
      key: headers.get('Idempotency-Key'),
      version: headers.get('If-Match'),
      body: typeof init.body === 'string' ? JSON.parse(init.body) : null,
    }
    town.requests.push(request)
    const answered = answer(request)
    if (town.lost && request.method !== 'GET') {
      town.lost = false
      throw new TypeError('Failed to fetch')
    }
    return answered
  })
  return town
}

const empty = { render: () => null }
function pages(): Router {
  return createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', name: 'home', component: empty },
      ...footerPages(empty),
      ...['merchant', 'account', 'join', 'satisfaction', 'wishes'].map((name) => ({
        path: `/${name}`,
        name,
        component: empty,
      })),
      { path: '/merchant/:id', name: 'listing', component: empty },
      { path: '/merchant/:id/poster', name: 'merchant-poster', component: empty },
      { path: '/outlets/:id', name: 'outlet', component: empty },
    ],
  })
}

/** Waits for what a press or a page asks for: kept in the outbox first, then sent, then read again. */
export async function settle(): Promise<void> {
  for (let turns = 0; turns < 20; turns += 1) {
    await flushPromises()
    await new Promise((resolve) => setTimeout(resolve))
  }
}

/** Opens a page of the merchant's. */
export async function visit(
  component: Component,
  options: { at?: string; props?: Record<string, unknown>; language?: Language } = {},
): Promise<Shown> {
  const { at = `/merchant/${shop}`, ...rest } = options
  const shown = await show(component, { at, router: pages(), ...rest })
  await settle()
  return shown
}

/** The button with such a text or name. */
export function button(view: VueWrapper, text: string) {
  const found = view
    .findAll('button')
    .find((one) => one.text() === text || one.attributes('aria-label') === text)
  if (!found) throw new Error(`no button ${text} among ${view.findAll('button').map((one) => one.text())}`)
  return found
}

/** Presses a button, and waits for what comes of it. */
export async function press(view: VueWrapper, text: string): Promise<void> {
  await button(view, text).trigger('click')
  await settle()
}

/** Opens the row of a field. */
export async function openRow(view: VueWrapper, field: string): Promise<void> {
  await view.get(`#listing-${field}-row`).trigger('click')
  await settle()
}

/** Saves the form that is open. */
export async function save(view: VueWrapper): Promise<void> {
  // the one for a new photo is always there
  await view.get('form:not(.new)').trigger('submit')
  await settle()
}
