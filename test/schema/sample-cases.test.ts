import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { complaintOutcomes, complaintRule, complaintStageCodes } from '../../schema/catalog/complaints.ts'
import { holidayDays, holidayYears } from '../../schema/catalog/holidays.ts'
import { readCity } from '../../schema/import/city.ts'
import { runLoad } from '../../schema/import/load.ts'
import { sampleLoad } from '../../schema/import/load-sample.ts'
import { holidayCalendar } from '../../schema/rules/calendar.ts'
import { followChain } from '../../schema/rules/complaints/chain.ts'
import { onTimeRates } from '../../schema/rules/complaints/on-time.ts'
import { differences, type Replayed, replayEvent } from '../../schema/rules/complaints/replay.ts'
import { dayOf } from '../../schema/rules/hours/days.ts'
import { playCases } from '../../schema/sample/case-history.ts'
import { sampleCity } from '../../schema/sample/sample.ts'
import { type TemporaryDatabase, temporaryDatabase } from './import-database.ts'

const { cases, outlets, city } = sampleCity()
const calendar = holidayCalendar(holidayYears, holidayDays)

/** Loaded on whatever day: weekends, within a long holiday, after it, and in a year without a list. */
const days = [
  '2026-02-19T01:00:00.000Z',
  '2026-10-05T15:30:00.000Z',
  '2026-10-12T04:00:00.000Z',
  '2026-11-22T00:10:00.000Z',
  '2026-11-24T12:36:00.000Z',
  '2027-03-01T09:00:00.000Z',
]

describe('the sample’s cases', () => {
  it('are about what there is, and the same every time', () => {
    const ids = new Set(outlets.map(({ id }) => id))
    const codes = new Set(city.communities.map(({ code }) => code))
    for (const { subject, community } of cases) {
      expect((subject.kind === 'outlet' ? ids : codes).has(subject.id), subject.id).toBe(true)
      expect(codes.has(community), community).toBe(true)
    }
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length)
    expect(sampleCity().cases).toEqual(cases)
  })

  it.each(days)('loaded at %s, stand in every stage, and make rates', async (at) => {
    const { cases: played, tallies } = await playCases(cases, Date.parse(at), calendar)
    expect(new Set(played.map(({ state }) => state.stage))).toEqual(new Set(complaintStageCodes))
    const outcomes = new Set(played.flatMap(({ state }) => state.outcome ?? []))
    expect(outcomes).toEqual(new Set(complaintOutcomes))
    expect(played.some(({ state }) => state.late > 0 && state.stage === 'filed')).toBe(true)
    expect(played.some(({ state }) => state.reopened > 0)).toBe(true)
    expect(played.some(({ beside }) => beside.published)).toBe(true)
    expect(played.every(({ sample, beside }) => sample.mayPublish || !beside.published)).toBe(true)
    const rates = onTimeRates(tallies)
    for (const { n, onTime, rate } of Object.values(rates)) {
      expect(n).toBeGreaterThan(complaintRule.ratesFrom)
      expect(rate).toBeGreaterThan(0.5)
      expect(onTime).toBeLessThan(n)
    }
  })

  it.each(days)('loaded at %s, are one chain, which tells how each stands', async (at) => {
    const history = await playCases(cases, Date.parse(at), calendar)
    const { events, cases: played } = history
    const head = events.at(-1)
    expect(await followChain(events)).toEqual({ holds: true, events: events.length, head: head?.hash })
    expect(events.every((event) => event.at <= at)).toBe(true)
    const told = events.map((event) => dayOf(Date.parse(event.at)))
    expect(told).toEqual(told.toSorted((one, other) => one - other))
    const replayed = new Map<string, Replayed>()
    for (const event of events) {
      const next = replayEvent(replayed.get(event.case) ?? null, event)
      if (!next) throw new Error(`event ${event.seq} is not allowed`)
      replayed.set(event.case, next)
    }
    for (const { sample, state, beside, version } of played) {
      const told = replayed.get(sample.id)
      if (!told) throw new Error(`${sample.id} has no events`)
      const { unit, mergedInto, grade, published } = beside
      const { kind, community } = sample
      const subject = `${sample.subject.kind}:${sample.subject.id}`
      const { done, missed, ...stands } = state
      const stored = {
        ...{ subject, kind, community, version, unit, mergedInto, grade, published },
        ...{ ...stands, ...done, missed: missed.join() },
      }
      expect(differences(told, stored), sample.id).toEqual([])
    }
  })
})

describe('in the database', () => {
  const at = '2026-11-24T12:36:00.000Z'
  let db: TemporaryDatabase
  beforeAll(async () => {
    db = await temporaryDatabase()
    await runLoad(db, await sampleLoad(at))
  }, 60_000)
  afterAll(() => db.close())

  const eventsThere = () =>
    db.rows(`SELECT json_object('seq', seq, 'case', complaint, 'at', at, 'by', by, 'act', act, 'facts', facts,
      'words', words, 'before', before, 'hash', hash) AS json FROM complaint_event ORDER BY seq`)
  const count = async (table: string) =>
    Number((await db.rows(`SELECT count(*) AS n FROM ${table}`))[0]?.['n'])
  const triggers = () =>
    db.rows(
      `SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'complaint_event' ORDER BY name`,
    )

  it('the chain holds, and every case is there with its words', async () => {
    const { events, messages } = await playCases(cases, Date.parse(at), calendar)
    const stored = (await eventsThere()).map(({ json }) => JSON.parse(String(json)))
    expect(stored).toEqual(events)
    expect(await count('complaint')).toBe(cases.length)
    expect(await count('complaint_message')).toBe(messages.length)
    expect(await count('complaint_tally')).toBeGreaterThan(20)
  })

  it('another load leaves a chain that has begun as it is', async () => {
    const before = await eventsThere()
    await runLoad(db, await sampleLoad('2026-12-01T03:00:00.000Z'))
    expect(await eventsThere()).toEqual(before)
    expect(await count('complaint')).toBe(cases.length)
  })

  it('they are nobody’s voices, and not in the measure', async () => {
    expect(await db.rows('SELECT id FROM voice WHERE id IN (SELECT voice FROM complaint)')).toEqual([])
  })

  it('a real city’s chain begins anew, and is kept as before', async () => {
    const before = await triggers()
    const yima = await readCity('yima')
    const real = { city: yima, centres: {}, sample: false }
    await runLoad(db, { at: '2026-12-02T03:00:00.000Z', replaceSample: true, city: real })
    for (const table of ['complaint_event', 'complaint', 'complaint_message', 'complaint_tally']) {
      expect(await count(table), table).toBe(0)
    }
    expect(await triggers()).toEqual(before)
  })

  it('a real city’s cases are not taken away by loading it once more', async () => {
    const [event] = (await playCases(cases, Date.parse(at), calendar)).events
    const { seq, case: complaint, at: told, by, act, facts, words, before, hash } = event ?? {}
    await db.rows(
      `INSERT INTO complaint_event (seq, complaint, at, by, act, facts, words, before, hash)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)`,
      ...[seq, complaint, told, by, act, facts, words, before, hash].map((value) => value ?? null),
    )
    const yima = await readCity('yima')
    const real = { city: yima, centres: {}, sample: false }
    await runLoad(db, { at: '2026-12-03T03:00:00.000Z', replaceSample: true, city: real })
    expect(await count('complaint_event')).toBe(1)
  })
})
