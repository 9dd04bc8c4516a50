/** Those who keep listings, for the tests: a merchant and staff, each a browser that is signed in, and outlets to keep. */

import { env } from 'cloudflare:workers'
import * as v from 'valibot'
import { afterAll, expect, vi } from 'vitest'
import type { Role } from '../../schema/catalog/roles.ts'
import {
  EditAnswer,
  type EditResult,
  type History,
  type Judgement,
  type Listing,
  ListingHistory,
  ListingPublic,
  type Proposal,
  ProposalList,
} from '../../schema/contract/listing.ts'
import { type Outlet, OutletPublic } from '../../schema/contract/outlet.ts'
import { Browser, makeAccount } from './accounts.ts'
import { letRevisionExpire, readAs } from './api.ts'
import { communities, loadTown } from './town.ts'

export const start = new Date('2026-11-24T02:00:00Z')

/** With which version and key an edit is sent; those of a new edit of the present state unless something else is said. */
interface Sent {
  version?: string
  key?: string
}

export class Keeper extends Browser {
  /** the account's identifier */
  account = ''

  async listing(outlet: string): Promise<Listing> {
    return v.parse(ListingPublic, await this.do('GET', `/api/listings/${outlet}`))
  }

  async history(outlet: string): Promise<History[]> {
    return v.parse(ListingHistory, await this.do('GET', `/api/listings/${outlet}/history`)).history
  }

  async proposals(): Promise<Proposal[]> {
    return v.parse(ProposalList, await this.do('GET', '/api/desk/proposals')).proposals
  }

  /** What waits of a field, as the merchant sees it. */
  async waiting(outlet: string, field = 'name') {
    return (await this.listing(outlet)).waiting.find((one) => one.field === field) ?? null
  }

  private async sentWith(outlet: string, { version, key = crypto.randomUUID() }: Sent) {
    return {
      'If-Match': `"${version ?? (await this.listing(outlet)).version}"`,
      'Idempotency-Key': key,
    }
  }

  /** Sends an edit, whatever becomes of it. */
  async send(outlet: string, edit: unknown, sent: Sent = {}): Promise<Response> {
    return this.fetch('PATCH', `/api/listings/${outlet}`, edit, await this.sentWith(outlet, sent))
  }

  /** Edits, and expects it to be taken. */
  async edit(outlet: string, edit: unknown, sent: Sent = {}): Promise<EditResult> {
    return taken(await this.send(outlet, edit, sent))
  }

  /** The problem that an edit ends in. */
  async refusedEdit(outlet: string, edit: unknown, sent: Sent = {}) {
    return this.problem('PATCH', `/api/listings/${outlet}`, edit, await this.sentWith(outlet, sent))
  }

  async restore(outlet: string, change: number, sent: Sent = {}): Promise<EditResult> {
    const path = `/api/listings/${outlet}/restoration`
    return taken(await this.fetch('POST', path, { change }, await this.sentWith(outlet, sent)))
  }

  async refusedRestore(outlet: string, change: number): Promise<string> {
    const headers = await this.sentWith(outlet, {})
    return this.refusal('POST', `/api/listings/${outlet}/restoration`, { change }, headers)
  }

  judge(proposal: string, judgement: Judgement): Promise<unknown> {
    return this.do('POST', `/api/desk/proposals/${proposal}`, judgement)
  }

  refusedJudgement(proposal: string, judgement: unknown): Promise<string> {
    return this.refusal('POST', `/api/desk/proposals/${proposal}`, judgement)
  }

  dispute(outlet: string, disputed: boolean): Promise<unknown> {
    return this.do('POST', `/api/listings/${outlet}/dispute`, { disputed, reason: '两人都称是店主' })
  }
}

async function taken(response: Response): Promise<EditResult> {
  const text = await response.text()
  expect(response.status, text).toBe(200)
  return v.parse(EditAnswer, JSON.parse(text))
}

/** Somebody who has signed in. */
export async function keeper(handle: string, role: Role, seed: { area?: string } = {}): Promise<Keeper> {
  const account = await makeAccount(handle, role, { ...seed, totp: role === 'city' })
  const browser = await new Keeper().signIn(handle)
  browser.account = account
  return browser
}

let outlets = 0

/** A new outlet like the pharmacy of the town, in the hands of a merchant. */
export async function newOutlet(
  holder: Keeper | null = null,
  circle: string | null = communities.minan,
): Promise<string> {
  const id = `kept${String(++outlets).padStart(6, '0')}`
  const at = new Date(Date.now() - 86_400_000).toISOString()
  const statements = [
    env.DB.prepare(
      `INSERT INTO outlet (id, source, source_id, name, type, address, lng, lat, circle, hours, hours_text, phone, cash,
          step_free, seat, chain, credit, honest, prices_at, confirmed_at, confirmed_by, created_at, updated_at)
        VALUES (?1, 'ledger', ?1, '惠民大药房', 'pharmacy', '千秋路 18 号', 111.875, 34.747, ?2, 'Mo-Su 08:00-21:00',
          '早8点到晚9点', '0398-0001288', 1, 1, 0, NULL, 'B', 0, '2026-08-20', '2026-09-01', 'staff', ?3, ?3)`,
    ).bind(id, circle, at),
    env.DB.prepare("INSERT INTO outlet_service (outlet, service) VALUES (?1, 'health_advice')").bind(id),
    env.DB.prepare(
      "INSERT INTO outlet_price (outlet, place, item, fen, fen_to, unit) VALUES (?1, 0, '代煎中药', 300, 500, '剂')",
    ).bind(id),
  ]
  if (holder) {
    const holding = env.DB.prepare('INSERT INTO holding (outlet, account, since) VALUES (?1, ?2, ?3)')
    statements.push(holding.bind(id, holder.account, at))
  }
  await env.DB.batch(statements)
  return id
}

/** What everybody sees of an outlet now. */
export async function shown(outlet: string): Promise<Outlet> {
  letRevisionExpire()
  return readAs(OutletPublic, `/api/outlets/${outlet}`)
}

/** The clock stands still until somebody moves it; use it before everything else. */
export function stopClock(): void {
  vi.useFakeTimers({ toFake: ['Date'], now: start })
}

/**
 * The town with everybody who keeps listings in it, signed in, while the clock stands still; a test file begins with it.
 * @returns two merchants, staff of 民安社区 and of its neighbour, of their subdistrict and of the city, and an auditor
 */
export async function townWithKeepers() {
  stopClock()
  afterAll(() => {
    vi.useRealTimers()
  })
  await loadTown(env.DB)
  return {
    merchant: await keeper('huimin', 'merchant'),
    other: await keeper('chenji', 'merchant'),
    community: await keeper('minan', 'community'),
    neighbour: await keeper('xingyuan', 'community', { area: communities.xingyuan }),
    subdistrict: await keeper('qianqiu', 'subdistrict'),
    city: await keeper('office', 'city'),
    auditor: await keeper('auditor', 'auditor'),
  }
}
