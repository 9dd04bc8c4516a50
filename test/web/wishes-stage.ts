/** A worker that takes wishes, for the tests of their pages. */

import { vi } from 'vitest'
import type { Component } from 'vue'
import type { ProblemDetails } from '../../schema/contract/problem.ts'
import type { Need, OwnWish, Project, ProjectChange } from '../../schema/contract/wish.ts'
import type { Language } from '../../web/shell/preferences.ts'
import { emptyDatabase } from './database.ts'
import { city, type Shown, show } from './places-stage.ts'
import { settle } from './rating-stage.ts'

export const here = '411281001005'
export const nextDoor = '411281001003'

export const planned: Project = {
  state: 'planned',
  unit: 'commerce',
  by: '2027-03-31',
  result: null,
  reason: null,
  version: '2026-11-20T04:00:00.000Z',
}

export const need = (part: Partial<Need> = {}): Need => ({
  id: 'laundry001',
  community: here,
  want: 'laundry',
  since: '2026-10-08',
  supporters: 41,
  whys: 1,
  has: 0,
  minutes: null,
  lacks: true,
  project: null,
  ...part,
})

interface Sent {
  method: string
  path: string
  key: string | null
  proof: string | null
  body: unknown
}

/** The worker, as far as wishes go. */
export interface WishTown {
  /** nothing gets through while it is set */
  offline: boolean
  /** what the next requests that change something are answered with instead */
  refusals: Partial<ProblemDetails>[]
  needs: Need[]
  history: ProjectChange[]
  mine: OwnWish[]
  /** the requests that change something, in order */
  sent: Sent[]
  /** paths that were asked for */
  asked: string[]
}

/** Puts such a worker in the network's place, and an empty browser before it. */
export function openTown(needs: Need[] = [need()]): WishTown {
  const town: WishTown = {
    offline: false,
    refusals: [],
    needs,
    history: [],
    mine: [],
    sent: [],
    asked: [],
  }
  localStorage.clear()
  emptyDatabase()
  vi.stubGlobal('fetch', async (input: RequestInfo | URL, init: RequestInit = {}) => {
    if (town.offline) throw new TypeError('Failed to fetch')
    const { pathname: path } = new URL(String(input), 'https://yikezhong.example')
    const headers = new Headers(init.headers)
    const method = init.method ?? 'GET'
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : null
    if (method === 'GET') town.asked.push(path)
    else {
      town.sent.push({
        method,
        path,
        key: headers.get('Idempotency-Key'),
        proof: headers.get('Altcha'),
        body,
      })
    }
    return answer(town, method, path, body)
  })
  return town
}

const wordsOf = (body: unknown) =>
  typeof body === 'object' && body !== null && 'why' in body && typeof body.why === 'string' ? body.why : null

function answer(town: WishTown, method: string, path: string, body: unknown): Response {
  const refuse = (part: Partial<ProblemDetails>) => {
    const told = { type: 'about:blank', code: 'not_found', title: 'no', status: 404, ...part }
    return Response.json(told, { status: told.status })
  }
  const refusal = method === 'GET' ? undefined : town.refusals.shift()
  if (refusal) return refuse(refusal)
  const frame = { sample: true, revision: 1 }
  if (path === '/api/city') return Response.json(city)
  if (path === '/api/wishes/mine') return Response.json({ wishes: town.mine })
  if (path === '/api/wishes')
    return method === 'GET' ? Response.json({ ...frame, needs: town.needs }) : take()
  const [, id, support] = path.match(/^\/api\/wishes\/(\w+)(\/support)?$/) ?? []
  const found = town.needs.find((one) => one.id === id)
  if (!found) return refuse({})
  if (support && method === 'POST') return join(found)
  if (support) {
    if (!town.mine.some((own) => own.id === id)) return refuse({})
    town.mine = town.mine.filter((own) => own.id !== id)
    found.supporters -= 1
    return new Response(null, { status: 204 })
  }
  const whys = [{ on: '2026-11-02', text: '洗大衣要坐三站车。' }]
  return Response.json({ ...frame, need: found, whys, history: town.history })

  function take(): Response {
    const { community, want } = Object.assign({ community: '', want: '' }, body)
    const known = town.needs.find((one) => one.community === community && one.want === want)
    const wish = known ?? need({ community, want, supporters: 0, whys: 0 })
    wish.id ??= 'newwish001'
    if (!known) town.needs.push(Object.assign(wish, { id: 'newwish001' }))
    return join(wish)
  }
  function join(wish: Need): Response {
    const { community, want } = wish
    const own = wish.id ?? ''
    const before = town.mine.find((one) => one.id === own)
    if (!before) wish.supporters += 1
    const why = wordsOf(body) ?? before?.why ?? null
    const taken: OwnWish = {
      id: own,
      community,
      want,
      why,
      whyState: why === null ? 'none' : 'waiting',
      reason: null,
    }
    town.mine = [taken, ...town.mine.filter((one) => one.id !== own)]
    return Response.json({ id: own, community, want }, { status: 201 })
  }
}

/** Opens a page at an address. */
export async function visit(
  component: Component,
  at: string,
  options: { language?: Language; elder?: boolean; props?: Record<string, unknown> } = {},
): Promise<Shown> {
  const shown = await show(component, { at, ...options })
  await settle()
  return shown
}
