/**
 * Random sequences of acts by all roles, over HTTP, with time passing in between: what is stored is what the events tell,
 * the chain holds, and whatever is altered, removed or reordered in the database afterwards is found.
 */

import { createScheduledController } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { CaseAct } from '../../schema/contract/complaint.ts'
import { type Verdict, verifyComplaints } from '../../schema/rules/complaints/verify.ts'
import { complaintWay } from '../../schema/rules/complaints/way.ts'
import { keptIn } from '../../worker/complaints/verify-store.ts'
import worker from '../../worker/index.ts'
import { Browser, makeAccount, rows } from './accounts.ts'
import { act, atDesk, type Follower, file, sendAct } from './complainants.ts'
import { communities, loadTown, outlets } from './town.ts'

const staff: Browser[] = []
const merchant = new Browser()

/** Lets time pass, in which whoever is signed in stays so. */
async function pass(hours: number): Promise<void> {
  vi.setSystemTime(Date.now() + hours * 3_600_000)
  await env.DB.prepare("UPDATE session SET created_at = ?1, seen_at = ?1, until = '2099-01-01T00:00:00.000Z'")
    .bind(new Date(Date.now()).toISOString())
    .run()
}

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-02T04:00:00Z') })
  await loadTown(env.DB)
  await makeAccount('minan', 'community')
  await makeAccount('qianqiu', 'subdistrict')
  await makeAccount('office', 'city')
  await makeAccount('laojie-yaofang', 'merchant', { outlets: [outlets.pharmacy.id] })
  staff.push(new Browser(), new Browser(), new Browser())
  for (const [at, handle] of ['minan', 'qianqiu', 'office'].entries()) await staff[at]?.signIn(handle)
  await merchant.signIn('laojie-yaofang')
})
afterAll(() => {
  vi.useRealTimers()
})

const verify = (): Promise<Verdict> =>
  verifyComplaints(
    keptIn(async ({ sql, params }) => {
      const { results } = await env.DB.prepare(sql)
        .bind(...params)
        .all()
      return results
    }),
  )

interface Known {
  case: string
  follower: Follower
}

const words = '话 '.repeat(3)
const staffActs = (others: readonly Known[]): CaseAct[] => [
  { act: 'accept', unit: communities.minan },
  { act: 'assign', unit: 'market' },
  { act: 'answer', text: words },
  { act: 'extend', reason: '要检测' },
  { act: 'resolve', text: words },
  { act: 'reject', reason: '不属实', abuse: false },
  { act: 'reject', reason: '辱骂', abuse: true },
  { act: 'transfer', to: '12345', department: null, reason: '不归这里管' },
  { act: 'publish', text: true, photos: [] },
  ...others.slice(0, 1).map((other) => ({ act: 'merge' as const, into: other.case })),
]

const move = fc.record({
  case: fc.nat(),
  what: fc.constantFrom('staff', 'staff', 'staff', 'add', 'confirm', 'reopen', 'respond', 'clock', 'file'),
  which: fc.nat(),
  level: fc.constantFrom(0, 1, 2, 2),
  /** of staff: something that the stage allows */
  fits: fc.constantFrom(true, true, false),
  hours: fc.constantFrom(0, 0, 0, 1, 30, 100),
})

type Move = typeof move extends fc.Arbitrary<infer Value> ? Value : never

/** Does one thing, which may be refused; only a failure of the service itself is none that may be. */
async function make({ case: at, what, which, level, fits, hours }: Move, known: Known[]): Promise<void> {
  if (hours > 0) await pass(hours)
  if (what === 'file' || known.length === 0) {
    known.push(await file({ mayPublish: which % 2 === 0, merchantMaySee: which % 3 > 0 }))
    return
  }
  const one = known[at % known.length]
  const browser = staff[level]
  if (!one || !browser) throw new Error('there is one')
  const others = known.filter((other) => other !== one)
  const [stored] = await rows('SELECT stage FROM complaint WHERE id = ?1', one.case)
  const all = staffActs(others)
  const fitting = all.filter((tried) =>
    complaintWay[tried.act].from.some((stage) => stage === stored?.['stage']),
  )
  const acts = fits ? fitting : all
  const send = {
    staff: () => sendAct(browser, one.case, acts[which % acts.length] ?? {}),
    add: () => one.follower.fetch('POST', '/messages', { text: words }),
    confirm: () => one.follower.fetch('POST', '/confirm', { grade: 1 + (which % 5) }),
    reopen: () => one.follower.fetch('POST', '/reopen', { text: words }),
    respond: () =>
      merchant.fetch(
        'POST',
        `/api/listings/${outlets.pharmacy.id}/complaints/${one.case}`,
        { text: words },
        { 'Idempotency-Key': crypto.randomUUID() },
      ),
    clock: async () => {
      await worker.scheduled(createScheduledController({ scheduledTime: new Date(Date.now()) }), env)
      return new Response()
    },
  }[what]
  const response = await send()
  const text = await response.text()
  expect(response.status, `${what}: ${text}`).toBeLessThan(500)
  expect(response.status, `${what}: ${text}`).not.toBe(401)
}

describe('whatever anybody does', () => {
  it('leaves every case as its events tell, and the chain whole; voices are bound as long as cases are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(move, { minLength: 12, maxLength: 30 }), async (moves) => {
        const known: Known[] = []
        for (const one of moves) await make(one, known)
        expect(await verify()).toMatchObject({ holds: true })
        expect(
          await rows(`SELECT id FROM voice AS v WHERE bound <> (SELECT count(*) FROM complaint WHERE voice = v.id AND bound = 1)
            OR bound > 0 AND (grade <> 2 OR withdrawn = 1)`),
        ).toEqual([])
        expect(await rows('SELECT sum(n < on_time OR on_time < 0) AS wrong FROM complaint_tally')).toEqual([
          { wrong: 0 },
        ])
      }),
      { numRuns: 10 },
    )
    const done = await rows('SELECT DISTINCT act FROM complaint_event')
    // a property that gets nowhere proves nothing
    expect(done.length).toBeGreaterThan(6)
  })
})

/** Runs statements past what guards the tables, checks what is found, and puts everything back. */
async function tampered(...statements: string[]): Promise<Verdict> {
  const tables = ['complaint_event', 'complaint', 'complaint_message', 'complaint_photo']
  const guards = await rows(
    `SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name IN (${tables.map((name) => `'${name}'`).join()})`,
  )
  const run = (list: string[]) => env.DB.batch(list.map((sql) => env.DB.prepare(sql)))
  const columns = async (table: string) =>
    (await rows(`SELECT name FROM pragma_table_xinfo('${table}') WHERE hidden = 0`))
      .map(({ name }) => `"${name}"`)
      .join()
  const lists = await Promise.all(tables.map(async (table) => [table, await columns(table)] as const))
  await run([
    ...guards.map(({ name }) => `DROP TRIGGER ${name}`),
    ...lists.map(([table, list]) => `CREATE TABLE ${table}_kept AS SELECT ${list} FROM ${table}`),
    ...statements,
  ])
  const verdict = await verify()
  await run([
    ...lists.flatMap(([table, list]) => [
      `DELETE FROM ${table}`,
      `INSERT INTO ${table} (${list}) SELECT ${list} FROM ${table}_kept`,
      `DROP TABLE ${table}_kept`,
    ]),
    ...guards.map(({ sql }) => String(sql)),
  ])
  expect(await verify()).toMatchObject({ holds: true })
  return verdict
}

describe('whoever has the database', () => {
  let seq = 0
  let id = ''
  beforeAll(async () => {
    const filed = await file({}, { photos: 1 })
    id = filed.case
    seq = filed.seal.seq
    const [community] = staff
    if (!community) throw new Error('there is one')
    await act(community, id, { act: 'accept', unit: communities.minan })
    await act(community, id, { act: 'resolve', text: '已经退款。' })
    expect((await atDesk(community, id)).version).toBe(3)
  })

  it('cannot change or remove an event, as long as the triggers stand', async () => {
    const guarded = /the history is append-only/
    await expect(env.DB.prepare("UPDATE complaint_event SET facts = '{}'").run()).rejects.toThrow(guarded)
    await expect(env.DB.prepare('DELETE FROM complaint_event').run()).rejects.toThrow(guarded)
    await expect(
      env.DB.prepare(
        "INSERT INTO complaint_event SELECT seq + 5, complaint, at, by, act, facts, words, before, hash || '' FROM complaint_event WHERE seq = 1",
      ).run(),
    ).rejects.toThrow(/the chain has gone on/)
  })

  it('alters an event, and it is found', async () => {
    expect(
      await tampered(`UPDATE complaint_event SET facts = '{"reason":"x"}' WHERE seq = ${seq + 1}`),
    ).toEqual({
      holds: false,
      what: 'event',
      seq: seq + 1,
      why: 'altered',
    })
  })

  it('removes one, and it is found; also the last, with which a case goes back', async () => {
    expect(await tampered(`DELETE FROM complaint_event WHERE seq = ${seq + 1}`)).toMatchObject({
      seq: seq + 1,
      why: 'missing',
    })
    expect(await tampered(`DELETE FROM complaint_event WHERE seq = ${seq + 2}`)).toMatchObject({
      what: 'case',
      case: id,
      why: 'altered',
    })
  })

  it('reorders two, and it is found', async () => {
    expect(
      await tampered(
        `UPDATE complaint_event SET seq = 1000000 WHERE seq = ${seq}`,
        `UPDATE complaint_event SET seq = ${seq} WHERE seq = ${seq + 1}`,
        `UPDATE complaint_event SET seq = ${seq + 1} WHERE seq = 1000000`,
      ),
    ).toMatchObject({ what: 'event', seq, why: 'altered' })
  })

  it.each([
    ['stage', "stage = 'accepted'"],
    ['level', "level = 'city'"],
    ['late', 'late = 3'],
    ['unit', "unit = 'police'"],
    ['reopened', 'reopened = 1'],
    ['resolve', "resolved_at = '2026-11-02T04:00:00.000Z'"],
    ['kind', "kind = 'other'"],
  ])('alters what is stored of a case, and it is found: %s', async (field, set) => {
    const verdict = await tampered(`UPDATE complaint SET ${set} WHERE id = '${id}'`)
    expect(verdict).toMatchObject({
      what: 'case',
      case: id,
      why: 'altered',
      fields: expect.arrayContaining([field]),
    })
  })

  it('removes a case, or adds one, and it is found', async () => {
    expect(await tampered(`DELETE FROM complaint WHERE id = '${id}'`)).toMatchObject({
      case: id,
      why: 'missing',
    })
    expect(await tampered(`UPDATE complaint SET id = 'another123' WHERE id = '${id}'`)).toMatchObject({
      what: 'case',
      why: 'missing',
      case: id,
    })
  })

  it('alters words, a photo, or takes them out, and it is found', async () => {
    const found = { what: 'event', seq, why: 'words' }
    expect(await tampered(`UPDATE complaint_message SET text = '别的话' WHERE seq = ${seq}`)).toMatchObject(
      found,
    )
    expect(await tampered(`DELETE FROM complaint_message WHERE seq = ${seq}`)).toMatchObject(found)
    expect(
      await tampered(`UPDATE complaint_photo SET sha256 = '${'0'.repeat(64)}' WHERE complaint = '${id}'`),
    ).toMatchObject(found)
    expect(await tampered(`DELETE FROM complaint_photo WHERE complaint = '${id}'`)).toMatchObject(found)
  })
})
