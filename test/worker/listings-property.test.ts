import { env } from 'cloudflare:workers'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { Outlet } from '../../schema/contract/outlet.ts'
import { rows } from './accounts.ts'
import { type Keeper, keeper, newOutlet, shown, start, stopClock } from './keepers.ts'
import { fold, type Keeping, keepings, type Row } from './listing-sequences.ts'
import { loadTown } from './town.ts'

let merchant: Keeper
let staff: Keeper

beforeAll(async () => {
  stopClock()
  await loadTown(env.DB)
  merchant = await keeper('huimin', 'merchant')
  staff = await keeper('minan', 'community')
})
afterAll(() => {
  vi.useRealTimers()
})

const historyOf = async (outlet: string): Promise<Row[]> =>
  (
    await env.DB.prepare(
      "SELECT before, after FROM change WHERE subject_kind = 'outlet' AND subject = ?1 ORDER BY id",
    )
      .bind(outlet)
      .all<{ before: string | null; after: string | null }>()
  ).results.map(({ before, after }) => ({
    before: before === null ? null : JSON.parse(before),
    after: after === null ? null : JSON.parse(after),
  }))

/** What the history keeps of an outlet: what is not here is not a listing's. */
function kept(outlet: Outlet): Record<string, unknown> {
  const {
    sample,
    revision,
    id,
    updatedAt,
    photo,
    stops,
    source,
    pricesAt,
    confirmedAt,
    confirmedBy,
    ...fields
  } = outlet
  return fields
}

/** Refusals that a sequence may run into; everything else is a fault. */
const refusals = [404, 409, 412]

/** Does an act; gives the statuses of what was asked. */
async function happen(happening: Keeping, outlet: string, versions: string[]): Promise<number[]> {
  const of = (who: 'merchant' | 'staff') => (who === 'merchant' ? merchant : staff)
  const path = `/api/listings/${outlet}`
  const headers = () => ({
    'If-Match': `"${versions.at(-1)}"`,
    'Idempotency-Key': crypto.randomUUID(),
  })
  const statuses = async (...asked: Promise<Response>[]) => {
    const answers = await Promise.all(asked)
    await Promise.all(answers.map((answer) => answer.body?.cancel()))
    return answers.map(({ status }) => status)
  }
  switch (happening.act) {
    case 'edit': {
      const version = happening.stale ? versions.at(0) : versions.at(-1)
      const sent = { ...headers(), 'If-Match': `"${version}"` }
      const ask = (who: 'merchant' | 'staff', more = sent) =>
        of(who).fetch('PATCH', path, happening.edit, more)
      // the same again, or the other of them from the same state
      if (!happening.twice) return statuses(ask(happening.who))
      return statuses(
        ask(happening.who),
        ask(happening.who),
        ask('staff', { ...headers(), 'If-Match': sent['If-Match'] }),
      )
    }
    case 'judge': {
      const proposals = await rows('SELECT id FROM proposal WHERE outlet = ?1 ORDER BY rowid DESC', outlet)
      const proposal = proposals[happening.which % Math.max(proposals.length, 1)]
      if (!proposal) return []
      const { verdict } = happening
      const body = verdict === 'refuse' ? { verdict, reason: '不符' } : { verdict }
      const ask = () => staff.fetch('POST', `/api/desk/proposals/${String(proposal['id'])}`, body)
      return happening.twice ? statuses(ask(), ask()) : statuses(ask())
    }
    case 'withdraw':
      return statuses(merchant.fetch('DELETE', `${path}/proposals/${happening.field}`))
    case 'restore': {
      const history = await of(happening.who).history(outlet)
      const change = history[happening.which % Math.max(history.length, 1)]?.id ?? 0
      return statuses(of(happening.who).fetch('POST', `${path}/restoration`, { change }, headers()))
    }
    case 'dispute':
      return statuses(
        staff.fetch('POST', `${path}/dispute`, { disputed: happening.disputed, reason: '归属不清' }),
      )
    case 'confirm':
      return statuses(of(happening.who).fetch('POST', `${path}/confirmation`))
  }
}

it('after any sequence of acts a listing is what its history says, and nothing of it is lost', async () => {
  await fc.assert(
    fc.asyncProperty(keepings, async (sequence) => {
      vi.setSystemTime(start)
      const outlet = await newOutlet(merchant)
      const first = kept(await shown(outlet))
      const versions = [(await merchant.listing(outlet)).version]
      let known: Row[] = []
      for (const happening of sequence) {
        vi.setSystemTime(Date.now() + 10)
        for (const status of await happen(happening, outlet, versions)) {
          expect(status < 300 || refusals.includes(status), `${JSON.stringify(happening)}: ${status}`).toBe(
            true,
          )
        }
        const history = await historyOf(outlet)
        expect(history.slice(0, known.length)).toEqual(known)
        known = history
        const { fields, version } = await merchant.listing(outlet)
        const told = fold(first, history)
        expect(told).toMatchObject(fields)
        if (version !== versions.at(-1)) versions.push(version)
        const waiting = await rows(
          `SELECT field, count(*) AS n FROM proposal WHERE outlet = ?1 AND state = 'waiting' GROUP BY field`,
          outlet,
        )
        expect(waiting.every(({ n }) => n === 1)).toBe(true)
      }
      expect(kept(await shown(outlet))).toEqual(fold(first, known))
    }),
    { numRuns: 12 },
  )
}, 120_000)
