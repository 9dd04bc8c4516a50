/** The worker as far as complaints go, and a browser that keeps things, for the tests of the complainant's side. */

import type { VueWrapper } from '@vue/test-utils'
import { vi } from 'vitest'
import type { Component } from 'vue'
import type { CaseOfMine } from '../../schema/contract/complaint.ts'
import { caseMineExample, takenExample } from '../../schema/contract/examples-complaints.ts'
import type { ProblemDetails } from '../../schema/contract/problem.ts'
import type { Subject } from '../../schema/contract/rating.ts'
import { closeKept } from '../../web/complaints/kept-database.ts'
import { useOutbox } from '../../web/shell/outbox.ts'
import type { Language } from '../../web/shell/preferences.ts'
import { emptyDatabase } from './database.ts'
import { city, collection, feature, type Shown, show, wholeOutlet } from './places-stage.ts'
import { settle } from './rating-stage.ts'

export const shop = { kind: 'outlet', id: 'kangning01' } as const
export const circle = { kind: 'circle', id: '411281001005' } as const
export const receipt = takenExample.receipt
const pharmacy = feature(shop.id, { name: '康宁大药房' })

/** One's own case, otherwise than the example. */
export function mineWith(part: Partial<CaseOfMine['case']>, rest: Partial<CaseOfMine> = {}): CaseOfMine {
  return { ...caseMineExample, ...rest, case: { ...caseMineExample.case, ...part } }
}

interface Sent {
  path: string
  key: string | null
  proof: string | null
  receipt: string | null
  /** the JSON of the body, or of its part */
  words: Record<string, unknown> | null
  /** bytes of the photos beside it */
  photos: number[][]
}

export interface Town {
  offline: boolean
  /** what the next requests that change something are answered with instead; `lost` is taken, and its answer gets lost */
  refusals: (Partial<ProblemDetails> | 'lost')[]
  /** how asking with a receipt is refused */
  reading: { problem: Partial<ProblemDetails>; headers?: Record<string, string> } | null
  mine: CaseOfMine
  /** every request's address */
  addresses: string[]
  sent: Sent[]
}

/** Puts such a worker in the network's place, and an empty browser before it. */
export function openTown(): Town {
  const town: Town = {
    offline: false,
    refusals: [],
    reading: null,
    mine: caseMineExample,
    addresses: [],
    sent: [],
  }
  emptyDatabase()
  vi.stubGlobal('fetch', async (input: RequestInfo | URL, init: RequestInit = {}) => {
    if (town.offline) throw new TypeError('Failed to fetch')
    const { pathname, href } = new URL(String(input), 'https://yikezhong.example')
    town.addresses.push(href)
    if ((init.method ?? 'GET') === 'GET') return read(town, pathname)
    town.sent.push(await sentIn(pathname, init))
    const refusal = town.refusals.shift()
    if (refusal === 'lost') throw new TypeError('Failed to fetch')
    if (refusal) return refuse(refusal)
    return pathname === '/api/complaints'
      ? Response.json(takenExample, { status: 201 })
      : Response.json(town.mine)
  })
  return town
}

function refuse(part: Partial<ProblemDetails>, headers: Record<string, string> = {}): Response {
  const told = { type: 'about:blank', code: 'not_found', title: 'no', status: 404, ...part }
  return Response.json(told, { status: told.status, headers })
}

function read(town: Town, path: string): Response {
  switch (path) {
    case '/api/city':
      return Response.json(city)
    case '/api/outlets':
      return Response.json(collection([pharmacy]))
    case `/api/outlets/${shop.id}`:
      return Response.json(wholeOutlet(pharmacy))
    case '/api/complaints/mine':
      return town.reading ? refuse(town.reading.problem, town.reading.headers) : Response.json(town.mine)
    default:
      return path.startsWith('/api/complaints/mine/photos/') ? new Response('webp') : refuse({})
  }
}

async function sentIn(path: string, { headers: given, body }: RequestInit): Promise<Sent> {
  const headers = new Headers(given)
  const form = body instanceof FormData ? body : null
  const [json] = form ? [form.get('complaint') ?? form.get('message')] : [body]
  const files = form?.getAll('photo') ?? []
  return {
    path,
    key: headers.get('Idempotency-Key'),
    proof: headers.get('Altcha'),
    receipt: headers.get('Receipt'),
    words: typeof json === 'string' ? JSON.parse(json) : null,
    photos: await Promise.all(
      files.map(async (file) =>
        typeof file === 'string' ? [] : [...new Uint8Array(await file.arrayBuffer())],
      ),
    ),
  }
}

/** Opens a page of complaints. */
export async function visit(
  component: Component,
  options: { subject?: Subject; at?: string; language?: Language } = {},
): Promise<Shown> {
  const { subject, language = 'zh-CN' } = options
  const at = options.at ?? (subject ? `/complain/${subject.kind}/${subject.id}` : '/complaints/mine')
  const shown = await show(component, { at, language, props: { ...subject } })
  await settle()
  return shown
}

/** Closes the page, as when the tab is closed: what is in memory goes. */
export async function close({ view, pinia }: Shown): Promise<void> {
  view.unmount()
  useOutbox(pinia).$dispose()
  await settle()
  await closeKept()
}

/** Waits until the page says something. */
export async function says(view: VueWrapper, words: string): Promise<void> {
  await vi.waitFor(() => {
    if (!view.text().includes(words)) throw new Error(`“${words}” is not in: ${view.text()}`)
  })
}
