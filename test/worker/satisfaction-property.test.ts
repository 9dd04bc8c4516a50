import { env } from 'cloudflare:workers'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { verdictOf, wilsonInterval } from '../../schema/rules/satisfaction.ts'
import { runBatch } from '../../worker/guard/database.ts'
import { clearVoices, dropVoices, type StaffAct } from '../../worker/satisfaction/review-store.ts'
import { measure, Resident } from './residents.ts'
import { communities, loadTown, outlets } from './town.ts'
import { type Happening, happenings, replay, type Subject, tallyOf } from './voice-sequences.ts'

const urban = '411281001'
const subjects: Subject[] = [
  { kind: 'outlet', id: outlets.pharmacy.id, community: communities.minan, subdistrict: urban },
  { kind: 'outlet', id: outlets.cobbler.id, community: communities.minan, subdistrict: urban },
  { kind: 'outlet', id: outlets.chainPharmacy.id, community: communities.xingyuan, subdistrict: urban },
  { kind: 'circle', id: communities.minan, community: communities.minan, subdistrict: urban },
  { kind: 'circle', id: communities.village, community: communities.village, subdistrict: '411281006' },
]
const RESIDENTS = 4
const DAY = 86_400_000
const epoch = Date.parse('2026-01-15T04:00:00Z')

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: epoch })
  await loadTown(env.DB)
})
afterAll(() => {
  vi.useRealTimers()
})

const idOf = async (resident: Resident, { kind, id }: Subject) => {
  const own = await env.DB.prepare(
    'SELECT id, kind, subject, resident FROM voice WHERE kind = ?1 AND subject = ?2',
  )
    .bind(kind, id)
    .all<{ id: string; resident: string }>()
  const known = owners.get(resident)
  return own.results.find((row) => row.resident === known)?.id
}
/** Which hash a resident has, learnt from the first voice that nobody had before. */
const owners = new Map<Resident, string>()

async function learn(resident: Resident): Promise<void> {
  if (owners.has(resident)) return
  const rows = await env.DB.prepare('SELECT DISTINCT resident FROM voice').all<{ resident: string }>()
  const known = new Set(owners.values())
  const fresh = rows.results.find((row) => !known.has(row.resident))
  if (fresh) owners.set(resident, fresh.resident)
}

async function happen(happening: Happening, residents: readonly Resident[]): Promise<void> {
  if (happening.act === 'wait') {
    vi.setSystemTime(Date.now() + happening.days * DAY)
    return
  }
  // a minute between two acts, and far fewer acts than the limits allow
  vi.setSystemTime(Date.now() + 1_000)
  const resident = residents[happening.who]
  const subject = subjects[happening.on]
  if (!resident || !subject) throw new Error('no such resident or subject')
  const { kind, id } = subject
  switch (happening.act) {
    case 'rate': {
      const request = await resident.request({
        subject: { kind, id },
        grade: happening.grade,
        via: happening.via,
      })
      const sent = [resident.fetch('/api/ratings', request)]
      if (happening.twice) sent.push(resident.fetch('/api/ratings', request))
      for (const response of await Promise.all(sent)) {
        expect(response.status, await response.text()).toBe(201)
      }
      return learn(resident)
    }
    case 'withdraw': {
      await resident.withdraw(kind, id)
      if (happening.twice) await resident.withdraw(kind, id)
      return
    }
    default: {
      const voice = await idOf(resident, subject)
      if (voice === undefined) return
      const act: StaffAct = { actor: 'staff', at: new Date().toISOString() }
      if (happening.act === 'clear') await runBatch(env.DB, clearVoices(act, [voice], 'looked at it'))
      else if (happening.act === 'drop') await runBatch(env.DB, dropVoices(act, [voice], 'one person'))
      else {
        await env.DB.prepare(
          "UPDATE voice SET review = 'held', reason = 'subject_burst', changed_at = ?1, changed_by = 'system' WHERE id = ?2 AND withdrawn = 0 AND review IN ('none', 'cleared')",
        )
          .bind(act.at, voice)
          .run()
      }
    }
  }
}

const iso = (day: number) => new Date(epoch + day * DAY).toISOString().slice(0, 10)
const quarter = (date: string) => `${date.slice(0, 4)}Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`

async function expectBruteForce(history: readonly Happening[]): Promise<void> {
  const { voices, today } = replay(history, subjects)
  const periods: [string, (day: number) => boolean][] = [['365d', (day) => day > today - 365]]
  for (const date of new Set(voices.flatMap(({ day }) => [iso(day).slice(0, 7), quarter(iso(day))]))) {
    periods.push([date, (day) => iso(day).startsWith(date) || quarter(iso(day)) === date])
  }
  const scopes: [string, (subject: Subject) => boolean][] = [
    ['scope=city', () => true],
    ...[urban, '411281006'].map((code): [string, (subject: Subject) => boolean] => [
      `scope=subdistrict&id=${code}`,
      (subject) => subject.subdistrict === code,
    ]),
    ...Object.values(communities).map((code): [string, (subject: Subject) => boolean] => [
      `scope=community&id=${code}`,
      (subject) => subject.community === code,
    ]),
    ...subjects
      .filter(({ kind }) => kind === 'outlet')
      .map(({ id }): [string, (subject: Subject) => boolean] => [
        `scope=outlet&id=${id}`,
        (subject) => subject.id === id,
      ]),
  ]
  for (const [scope, within] of scopes) {
    for (const [period, holds] of periods) {
      const { distribution, residents, held, poster } = tallyOf(
        voices,
        ({ subject, day }) => within(subject) && holds(day),
      )
      const all = distribution.reduce((sum, n) => sum + n, 0)
      const satisfied = distribution[2] + distribution[3] + distribution[4]
      const rate = all === 0 ? null : satisfied / all
      const interval = rate === null ? null : wilsonInterval(rate, residents)
      expect(await measure(`?${scope}&period=${period}`), `${scope} ${period}`).toMatchObject({
        rate,
        strictRate: all === 0 ? null : (distribution[3] + distribution[4]) / all,
        voices: all,
        residents,
        distribution: scope.startsWith('scope=outlet') && residents < 5 ? null : [...distribution],
        interval: interval && [...interval],
        verdict: verdictOf(interval, residents),
        heldBack: held,
        byPoster: poster - (poster % 5),
        weighting: 'pooled',
      })
    }
  }
}

it('after any sequence of acts every scope and period is what brute force over the history gives', async () => {
  await fc.assert(
    fc.asyncProperty(happenings(RESIDENTS, subjects.length), async (history) => {
      vi.setSystemTime(epoch)
      owners.clear()
      await env.DB.prepare('DELETE FROM voice').run()
      const residents = Array.from({ length: RESIDENTS }, () => new Resident())
      for (const happening of history) await happen(happening, residents)
      await expectBruteForce(history)
      // and nothing is left of it when the voices go
      await env.DB.prepare('DELETE FROM voice').run()
      expect(
        await env.DB.prepare(
          'SELECT total(g1 + g2 + g3 + g4 + g5 + held + residents + poster) AS n FROM tally',
        ).first(),
      ).toEqual({ n: 0 })
    }),
    { numRuns: 25 },
  )
}, 120_000)
