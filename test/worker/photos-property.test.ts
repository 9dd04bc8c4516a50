import { env } from 'cloudflare:workers'
import fc from 'fast-check'
import * as v from 'valibot'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { photoKept } from '../../schema/catalog/photo-rule.ts'
import { PhotoTaken } from '../../schema/contract/photo.ts'
import { sweepPhotos } from '../../worker/photos/sweep.ts'
import { photo } from '../schema/webp-files.ts'
import { rows } from './accounts.ts'
import { type Keeper, keeper, newOutlet, shown, start, stopClock } from './keepers.ts'
import { fold, type Row } from './listing-sequences.ts'
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

type Happening =
  | { act: 'send'; who: 'merchant' | 'staff'; text: string; twice: boolean }
  | { act: 'judge'; verdict: 'approve' | 'refuse' | 'undo'; which: number; twice: boolean }
  | { act: 'remove' | 'restore'; who: 'merchant' | 'staff'; which: number }
  | { act: 'say'; text: string | null }
  | { act: 'dispute'; disputed: boolean }
  | { act: 'sweep' }

const who = fc.constantFrom('merchant' as const, 'staff' as const)
const which = fc.nat(6)
const happenings: fc.Arbitrary<Happening[]> = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        act: fc.constant('send' as const),
        who,
        text: fc.constantFrom('', '甲', '乙'),
        twice: fc.boolean(),
      }),
    },
    {
      weight: 6,
      arbitrary: fc.record({
        act: fc.constant('judge' as const),
        verdict: fc.constantFrom('approve' as const, 'refuse' as const, 'undo' as const),
        which,
        twice: fc.boolean(),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({ act: fc.constantFrom('remove' as const, 'restore' as const), who, which }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ act: fc.constant('say' as const), text: fc.constantFrom('丙', null) }),
    },
    { weight: 1, arbitrary: fc.record({ act: fc.constant('dispute' as const), disputed: fc.boolean() }) },
    { weight: 1, arbitrary: fc.constant({ act: 'sweep' as const }) },
  ),
  { minLength: 8, maxLength: 18 },
)

/** Does an act; gives the statuses of what was asked. */
async function happen(happening: Happening, outlet: string, sent: string[]): Promise<number[]> {
  const of = (name: 'merchant' | 'staff') => (name === 'merchant' ? merchant : staff)
  const path = `/api/listings/${outlet}`
  const picked = (n: number) => sent[n % Math.max(sent.length, 1)] ?? 'nothing123'
  const ask = async (times: number, request: () => Promise<Response>) =>
    Promise.all(Array.from({ length: times }, request))
  const statuses = async (answers: readonly Response[]) => {
    await Promise.all(answers.map((answer) => answer.body?.cancel()))
    return answers.map(({ status }) => status)
  }
  switch (happening.act) {
    case 'send': {
      const headers = { 'Content-Type': 'image/webp', 'Idempotency-Key': crypto.randomUUID() }
      const query = happening.text ? `?text=${encodeURIComponent(happening.text)}` : ''
      const file = photo(200, 150)
      const answers = await ask(happening.twice ? 2 : 1, () =>
        of(happening.who).fetch('POST', `${path}/photos${query}`, file, headers),
      )
      const ids = await Promise.all(
        answers.map(async (answer) => (answer.ok ? v.parse(PhotoTaken, await answer.json()).id : null)),
      )
      expect(new Set(ids).size).toBe(1)
      if (ids[0]) sent.unshift(ids[0])
      return answers.map(({ status }) => status)
    }
    case 'judge': {
      const { verdict, which: n } = happening
      const body = verdict === 'refuse' ? { verdict, reason: '看不清' } : { verdict }
      const judge = () => staff.fetch('POST', `/api/desk/photos/${picked(n)}`, body)
      return statuses(await ask(happening.twice ? 2 : 1, judge))
    }
    case 'remove':
      return statuses([await of(happening.who).fetch('DELETE', `${path}/photos/${picked(happening.which)}`)])
    case 'restore':
      return statuses([
        await of(happening.who).fetch('POST', `${path}/photos/${picked(happening.which)}/restoration`),
      ])
    case 'say':
      return statuses([await merchant.send(outlet, { photoText: happening.text })])
    case 'dispute':
      await staff.dispute(outlet, happening.disputed)
      return []
    case 'sweep':
      await sweepPhotos(env, Date.now() + photoKept.ended * 1_000)
      return []
  }
}

const historyOf = async (outlet: string): Promise<Row[]> =>
  (
    await rows(
      "SELECT before, after FROM change WHERE subject_kind = 'outlet' AND subject = ?1 ORDER BY id",
      outlet,
    )
  ).map(({ before, after }) => ({
    before: before === null ? null : JSON.parse(String(before)),
    after: after === null ? null : JSON.parse(String(after)),
  }))

/** The third one taken back has to be told once, whatever was taken back before. */
const takenBackThrice: Happening[] = [1, 2, 3].flatMap(() => [
  { act: 'send', who: 'staff', text: '甲', twice: false },
  { act: 'remove', who: 'merchant', which: 0 },
])

/** Refusals that a sequence may run into; everything else is a fault. */
const refusals = [404, 409, 412, 429]

it('after any sequence of acts what shows is what was approved last, with its own text, and no object is lost or left', async () => {
  await fc.assert(
    fc.asyncProperty(happenings, async (sequence) => {
      vi.setSystemTime(start)
      const outlet = await newOutlet(merchant)
      const sent: string[] = []
      for (const happening of sequence) {
        vi.setSystemTime(Date.now() + 1_000)
        for (const status of await happen(happening, outlet, sent)) {
          expect(status < 300 || refusals.includes(status), `${JSON.stringify(happening)}: ${status}`).toBe(
            true,
          )
        }
        const kept = await rows('SELECT * FROM photo WHERE outlet = ?1', outlet)
        const inState = (state: string) => kept.filter((one) => one['state'] === state)
        expect(inState('arriving')).toEqual([])
        expect(inState('waiting').length).toBeLessThanOrEqual(1)
        const [approved, ...more] = inState('approved')
        expect(more).toEqual([])
        const seen = await shown(outlet)
        expect(seen.photo?.key ?? null).toBe(approved?.['key'] ?? null)
        if (approved) expect(seen.photoText).toBe(approved['text'])
        // the history explains the text, whoever changed it and by whichever way
        expect(fold({ photoText: null }, await historyOf(outlet))).toEqual({ photoText: seen.photoText })
        const objects = new Set((await env.PHOTOS.list()).objects.map(({ key }) => key))
        for (const one of kept)
          expect(objects.has(String(one['key'])), String(one['state'])).toBe(one['swept'] === 0)
      }
      const known = (await rows('SELECT key FROM photo WHERE swept = 0')).map(({ key }) => key)
      const all = (await env.PHOTOS.list()).objects.map(({ key }) => key)
      expect(all.toSorted()).toEqual(known.toSorted())
    }),
    { numRuns: 12, examples: [[takenBackThrice]] },
  )
}, 120_000)
