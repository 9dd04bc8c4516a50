/** Some cases, and a server that knows them, for the tests of what everybody sees of complaints. */

import { flushPromises } from '@vue/test-utils'
import { vi } from 'vitest'
import type { Component } from 'vue'
import type { Case } from '../../schema/contract/complaint.ts'
import type { Chain, OnTime } from '../../schema/contract/complaint-lists.ts'
import { caseExample } from '../../schema/contract/examples-complaints.ts'
import { CHAIN_START, type ChainEvent, eventHash } from '../../schema/rules/complaints/chain.ts'
import type { Language } from '../../web/shell/preferences.ts'
import { city, type Shown, show, tuesdayEvening } from './places-stage.ts'
import { tell } from './satisfaction-stage.ts'
import { emptyPages } from './shell-stage.ts'

/** An open case, answered, with a day left for its resolution. */
export const aCase = (part: Partial<Case> = {}): Case => ({
  ...caseExample,
  community: { code: '411281001005', name: '银杏社区' },
  ...part,
})

/** A page of the ledger. */
export const ledger = (cases: Case[], next: string | null = null) => ({
  sample: true,
  revision: 1,
  cases,
  next,
})

export const rates = (rows: OnTime['rows']): OnTime => ({ sample: true, revision: 1, rows })

/** A chain of so many events, each of a case of its own. */
export async function chainOf(length: number): Promise<ChainEvent[]> {
  const events: ChainEvent[] = []
  for (let seq = 1; seq <= length; seq++) {
    const event = {
      seq,
      case: `case${String(seq).padStart(6, '0')}`,
      at: '2026-11-24T03:00:00.000Z',
      by: 'complainant',
      act: 'file',
      facts: '{"subject":"outlet:abcdefgh","kind":"price","community":null,"level":"city"}',
      words: null,
      before: events.at(-1)?.hash ?? CHAIN_START,
    }
    events.push({ ...event, hash: await eventHash(event) })
  }
  return events
}

/** A server that gives a chain in pieces. */
export const inPieces = (events: readonly ChainEvent[], piece: number) => (address: URL) => {
  const after = Number(address.searchParams.get('after') ?? 0)
  const given = events.filter(({ seq }) => seq > after).slice(0, piece)
  const last = events.at(-1)
  return {
    head: last ? { seq: last.seq, hash: last.hash } : { seq: 0, hash: CHAIN_START },
    events: given,
    next: given.at(-1) === last ? null : (given.at(-1)?.seq ?? null),
  } satisfies Omit<Chain, 'events'> & { events: ChainEvent[] }
}

/**
 * A page at an address, on Tuesday evening, with everything that has come.
 * @param given as `tell` takes it
 */
export async function publicPage(
  page: Component,
  name: 'complaints' | 'complaint' | 'complaint-chain',
  at: string,
  given: Parameters<typeof tell>[0],
  options: { language?: Language; props?: Record<string, unknown> } = {},
): Promise<Shown & { asked: string[] }> {
  vi.useFakeTimers({ toFake: ['Date'], now: tuesdayEvening })
  const asked = tell(given)
  const router = emptyPages()
  const path = {
    complaints: '/complaints',
    complaint: '/complaints/case/:id',
    'complaint-chain': '/complaints/chain',
  }
  router.removeRoute(name)
  router.addRoute({ path: path[name], name, component: page, props: true })
  const shown = await show(page, { at, city, router, ...options })
  await flushPromises()
  return { ...shown, asked }
}
