/** A worker that knows one account and one invitation, and the pages about them. */

import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { vi } from 'vitest'
import type { Component } from 'vue'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'
import type { Account, Offer, Session } from '../../schema/contract/account.ts'
import type { ProblemCode } from '../../schema/contract/problem.ts'
import type { Language } from '../../web/shell/preferences.ts'
import { type Shown, show } from './places-stage.ts'
import { footerPages } from './shell-stage.ts'

export const merchant = {
  handle: '康宁药房',
  role: 'merchant',
  area: null,
  outlets: [{ id: 'kangning01', name: '康宁大药房' }],
  sample: false,
} as const satisfies Omit<
  Account,
  'password' | 'totp' | 'secondFactorNeeded' | 'passkeys' | 'sessions' | 'outlets'
> & {
  outlets: unknown
}

const mutable = <T>(list: readonly T[]): T[] => [...list]
const at = '2026-11-24T12:30:00.000Z'

/** Who is signed in. */
export function session(part: Partial<Session> = {}): Session {
  return {
    stage: 'full',
    fresh: true,
    account: { ...merchant, outlets: mutable(merchant.outlets) },
    ...part,
  }
}

export const nobody: Session = { stage: null, account: null, fresh: false }

/** Everything about the account. */
export function account(part: Partial<Account> = {}): Account {
  return {
    ...merchant,
    outlets: mutable(merchant.outlets),
    password: true,
    totp: false,
    secondFactorNeeded: false,
    passkeys: [],
    sessions: [{ id: 'session001', current: true, createdAt: at, seenAt: at, device: 'Chrome · Android' }],
    ...part,
  }
}

/** What an invitation offers. */
export function offer(part: Partial<Offer> = {}): Offer {
  return {
    kind: 'outlets',
    role: 'merchant',
    area: null,
    outlets: mutable(merchant.outlets),
    handle: null,
    until: '2026-12-24T12:30:00.000Z',
    ...part,
  }
}

interface Refusal {
  code: ProblemCode
  status?: number
  fields?: string[]
  retryAfter?: number
}

interface Call {
  act: string
  body: unknown
}

/** The worker, as far as accounts go. */
export interface Office {
  offline: boolean
  session: Session
  account: Account
  offer: Offer
  /** what an act (`POST /api/session`) is answered with instead, the next time */
  refusals: Map<string, Refusal>
  /** what an act that is taken changes */
  effects: Map<string, () => void>
  calls: Call[]
  /** the bodies with which an act was asked for */
  bodies: (act: string) => unknown[]
}

export const secret = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Puts such a worker in the network's place. */
export function openOffice(part: Partial<Pick<Office, 'session' | 'account' | 'offer'>> = {}): Office {
  const office: Office = {
    offline: false,
    session: session(),
    account: account(),
    offer: offer(),
    refusals: new Map(),
    effects: new Map(),
    calls: [],
    bodies: (wanted) => office.calls.flatMap(({ act, body }) => (act === wanted ? [body] : [])),
    ...part,
  }
  vi.stubGlobal('fetch', async (input: RequestInfo | URL, init: RequestInit = {}) => {
    if (office.offline) throw new TypeError('Failed to fetch')
    const { pathname } = new URL(String(input), 'https://yikezhong.example')
    const act = `${init.method ?? 'GET'} ${pathname}`
    office.calls.push({ act, body: typeof init.body === 'string' ? JSON.parse(init.body) : null })
    return respond(office, act)
  })
  return office
}

function respond(office: Office, act: string): Response {
  const refusal = office.refusals.get(act)
  office.refusals.delete(act)
  if (refusal) {
    const { code, status = 403, fields = [], retryAfter } = refusal
    return Response.json(
      {
        type: 'about:blank',
        code,
        title: 'no',
        status,
        fields: fields.map((field) => ({ field, reason: 'no' })),
      },
      { status, headers: retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) } },
    )
  }
  if (act === 'GET /api/session') return Response.json(office.session)
  if (act === 'GET /api/account') return Response.json(office.account)
  if (act === 'POST /api/invitation') return Response.json(office.offer)
  if (act === 'POST /api/account/totp/offer') {
    return Response.json({ secret, uri: `otpauth://totp/x?secret=${secret}` })
  }
  if (act.endsWith('/options')) return Response.json({ options: { challenge: 'abc', user: {} } })
  office.effects.get(act)?.()
  return new Response(null, { status: 204 })
}

const empty = { render: () => null }

/** The site's addresses, with empty pages. */
export function pages(more: string[] = []): Router {
  return createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', name: 'home', component: empty },
      ...footerPages(empty),
      ...['account', 'join', 'wishes', ...more].map((name) => ({
        path: `/${name}`,
        name,
        component: empty,
      })),
      { path: '/:rest(.*)*', name: 'missing', component: empty },
    ],
  })
}

/** Long enough for a handful of answers, one after the other. */
export async function settle(): Promise<void> {
  for (let turns = 0; turns < 8; turns += 1) await flushPromises()
}

/** Opens a page at an address. */
export async function visit(
  component: Component,
  path: string,
  options: { router?: Router; language?: Language } = {},
): Promise<Shown> {
  const shown = await show(component, { at: path, router: options.router ?? pages(), ...options })
  await settle()
  return shown
}

/** Fills a field in. */
export async function fill(view: VueWrapper, id: string, text: string): Promise<void> {
  await view.get<HTMLInputElement>(`#${id}`).setValue(text)
}

/** Sends the form of the page. */
export async function submit(view: VueWrapper): Promise<void> {
  await view.get('form').trigger('submit')
  await settle()
}

/** Presses the button with such a text. */
export async function press(view: VueWrapper, text: string): Promise<void> {
  const found = view.findAll('button').find((candidate) => candidate.text() === text)
  if (!found) throw new Error(`no button ${text} among ${view.findAll('button').map((one) => one.text())}`)
  await found.trigger('click')
  await settle()
}

/** What is said to be wrong with a field, next to it and for ears. */
export function errorOf(view: VueWrapper, id: string): string | null {
  const field = view.get(`#${id}`)
  if (field.attributes('aria-invalid') !== 'true') return null
  const ids = (field.attributes('aria-describedby') ?? '').split(' ')
  return ids.includes(`${id}-error`) ? view.get(`#${id}-error`).text() : null
}

export const focused = () => document.activeElement?.id
