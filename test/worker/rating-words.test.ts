import { env } from 'cloudflare:workers'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { VoicesPublic } from '../../schema/contract/rating.ts'
import { runBatch } from '../../worker/guard/database.ts'
import { judgeComments, readWaitingComments, type StaffAct } from '../../worker/satisfaction/review-store.ts'
import { readAs } from './api.ts'
import { measure, Resident } from './residents.ts'
import { loadTown, outlets } from './town.ts'

const { pharmacy } = outlets
const words = '店员一直很耐心'
const start = new Date('2026-11-24T12:00:00Z')

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: start })
  await loadTown(env.DB)
})
beforeEach(async () => {
  vi.setSystemTime(start)
  await env.DB.batch(['DELETE FROM voice', 'DELETE FROM answered'].map((sql) => env.DB.prepare(sql)))
})
afterAll(() => {
  vi.useRealTimers()
})

/** The tables of the database, whichever there are, that hold a text anywhere. */
async function tablesWith(text: string): Promise<string[]> {
  const { results: tables } = await env.DB.prepare(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB '_cf*'",
  ).all<{ name: string }>()
  const found: string[] = []
  for (const { name } of tables) {
    const { results } = await env.DB.prepare(`SELECT * FROM "${name}"`).all()
    if (JSON.stringify(results).includes(text)) found.push(name)
  }
  return found
}

const act = (): StaffAct => ({ actor: 'staff', at: new Date(Date.now()).toISOString() })

/** What staff see of the comments that wait, by which they judge them. */
async function waiting(): Promise<{ id: string; at: string }[]> {
  const [rows = []] = await runBatch(env.DB, [readWaitingComments()])
  return rows.map((row) => ({ id: String(row['id']), at: String(row['at']) }))
}

const published = async () =>
  (await readAs(VoicesPublic, `/api/ratings?kind=outlet&id=${pharmacy.id}`)).comments.map(
    ({ comment }) => comment,
  )

/** Says the words, and lets time pass. */
async function say(resident: Resident, comment = words): Promise<void> {
  await resident.rate('outlet', pharmacy.id, 5, { comment })
  vi.setSystemTime(Date.now() + 1_000)
}

describe.each([
  ['wait', null],
  ['were approved', 'approved'],
  ['were refused', 'refused'],
] as const)('words that %s', (_, judged) => {
  let resident: Resident
  beforeEach(async () => {
    resident = new Resident()
    await say(resident)
    if (judged) await runBatch(env.DB, judgeComments(act(), await waiting(), judged))
    const row = await env.DB.prepare('SELECT comment_state FROM voice').first()
    expect(row).toEqual({ comment_state: judged ?? 'waiting' })
    vi.setSystemTime(Date.now() + 1_000)
  })

  it('are kept with the voice, and nowhere else', async () => {
    expect(await tablesWith(words)).toEqual(['voice'])
  })

  it('are gone when they are taken back', async () => {
    await resident.withdraw('outlet', pharmacy.id)
    expect(await tablesWith(words)).toEqual([])
  })

  it.each([undefined, '换了一句'])('are gone when something else is said: %s', async (comment) => {
    await resident.rate('outlet', pharmacy.id, 4, comment === undefined ? {} : { comment })
    expect(await tablesWith(words)).toEqual([])
  })
})

it('a request that comes again after its words were taken back is answered the same, and brings nothing back', async () => {
  const resident = new Resident()
  const request = await resident.request({
    subject: { kind: 'outlet', id: pharmacy.id },
    grade: 5,
    comment: ` ${words}\r\n`,
  })
  const first = await resident.fetch('/api/ratings', request)
  expect(first.status).toBe(201)
  const text = await first.text()
  expect(text).toContain(`"${words}"`)
  await resident.withdraw('outlet', pharmacy.id)

  const again = await resident.fetch('/api/ratings', request)
  expect(again.status).toBe(201)
  expect(await again.text()).toBe(text)
  expect(await resident.mine()).toEqual([])
  expect(await measure()).toMatchObject({ voices: 0 })
  expect(await tablesWith(words)).toEqual([])
})

describe('staff make public', () => {
  const history = async () =>
    (
      await env.DB.prepare(
        "SELECT subject, before, after FROM change WHERE subject_kind = 'voice' AND at >= ?1 ORDER BY id",
      )
        .bind(act().at)
        .all()
    ).results

  it('what they have read; the history says which, and not the words', async () => {
    const resident = new Resident()
    vi.setSystemTime(new Date('2026-11-25T12:00:00Z'))
    await say(resident)
    const [read] = await waiting()
    await runBatch(env.DB, judgeComments(act(), await waiting(), 'approved'))
    expect(await published()).toEqual([words])
    expect(await history()).toEqual([
      {
        subject: read?.id,
        before: '{"state":"waiting"}',
        after: '{"state":"approved","said":"2026-11-25T12:00:00.000Z"}',
      },
    ])
  })

  it('nothing that was said since they looked', async () => {
    const resident = new Resident()
    vi.setSystemTime(new Date('2026-11-26T12:00:00Z'))
    await say(resident)
    const read = await waiting()
    await say(resident, '加微信领红包')
    await runBatch(env.DB, judgeComments(act(), read, 'approved'))
    expect(await published()).toEqual([])
    expect(await history()).toEqual([])
    const [now] = await resident.mine()
    expect(now?.commentState).toBe('waiting')

    // the words come back as they were: it is another saying, and is read anew
    await say(resident)
    await runBatch(env.DB, judgeComments(act(), read, 'approved'))
    expect(await published()).toEqual([])
    await runBatch(env.DB, judgeComments(act(), await waiting(), 'approved'))
    expect(await published()).toEqual([words])
  })
})
