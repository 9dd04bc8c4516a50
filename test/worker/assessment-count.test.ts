/** When what circles have and lack is counted, and of what. */

import { createScheduledController } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { firstStandard } from '../../schema/catalog/standard.ts'
import { AssessmentPublic, CircleAssessmentPublic, GoalsPublic } from '../../schema/contract/assessment.ts'
import { CirclePublic } from '../../schema/contract/circle.ts'
import { removeSampleStatements } from '../../schema/import/city-statements.ts'
import { networkFileOf, sampleNetworkStatements } from '../../schema/import/network-statements.ts'
import { countAnew } from '../../worker/assessment/count.ts'
import { runBatch } from '../../worker/guard/database.ts'
import worker from '../../worker/index.ts'
import { rows } from './accounts.ts'
import { letRevisionExpire, readAs, send } from './api.ts'
import { assessment, settled } from './assessments.ts'
import { stopClock } from './keepers.ts'
import { street } from './networks.ts'
import { communities, loadTown, outlets } from './town.ts'

beforeAll(async () => {
  stopClock()
  await loadTown(env.DB)
})
afterAll(() => {
  vi.useRealTimers()
})
beforeEach(async () => {
  vi.setSystemTime(Date.now() + 3_600_000)
  await rows('UPDATE assessment SET counting = NULL, counting_until = NULL')
  await settled()
})

async function ofType(type: string, community = communities.minan) {
  const path = `/api/circles/${community}/assessment`
  const { community: read } = await readAs(CircleAssessmentPublic, path)
  return read.types.find((one) => one.type === type)
}

const stored = async () => (await rows('SELECT * FROM assessment'))[0]
const closePharmacy = (status: string) =>
  rows('UPDATE outlet SET status = ?1 WHERE id = ?2', status, outlets.pharmacy.id)

describe('what is outdated', () => {
  it('is still answered, said to be so, and counted anew', async () => {
    await closePharmacy('closed')
    const outdated = await assessment()
    expect(outdated.current).toBe(false)
    expect(outdated.communities[0]?.types.find(({ type }) => type === 'pharmacy')).toMatchObject({ count: 1 })

    const fresh = await settled()
    expect(fresh.revision).toBeGreaterThan(outdated.revision)
    expect(await ofType('pharmacy')).toMatchObject({
      count: 0,
      nearest: { id: outlets.chainPharmacy.id },
      minutes: 12,
      reached: 0,
      met: false,
    })
    // the circle says the same
    const circle = await readAs(CirclePublic, `/api/circles/${communities.minan}`)
    expect(circle.types.find(({ type }) => type === 'pharmacy')).toMatchObject({
      count: 0,
      nearest: { id: outlets.chainPharmacy.id, minutes: 12 },
    })
    await closePharmacy('open')
    await settled()
    expect(await ofType('pharmacy')).toMatchObject({ count: 1, met: true })
  })

  it('has another tag, so that nobody keeps it', async () => {
    const tag = async () => {
      letRevisionExpire()
      const response = await send('/api/assessment')
      await response.arrayBuffer()
      return response.headers.get('ETag') ?? ''
    }
    const before = await tag()
    expect((await send('/api/assessment', { headers: { 'If-None-Match': before } })).status).toBe(304)
    await closePharmacy('paused')
    const outdated = await tag()
    await settled()
    const after = await tag()
    expect(new Set([before, outdated, after]).size).toBe(3)
    await closePharmacy('open')
  })

  it('is told with the result of which it is, whenever another one is stored', async () => {
    const countWith = async (status: string) => {
      await closePharmacy(status)
      vi.setSystemTime(Date.now() + 100)
      await countAnew(env.DB, Date.now())
    }
    await countWith('closed')
    letRevisionExpire()
    // now it is known which result is stored, and not yet what it says
    await readAs(GoalsPublic, '/api/goals')
    await countWith('open')
    const read = await readAs(AssessmentPublic, '/api/assessment')
    expect(read.communities[0]?.types.find(({ type }) => type === 'pharmacy')).toMatchObject({ count: 1 })
    const { revision, counted_at: countedAt } = (await stored()) ?? {}
    expect(read).toMatchObject({ revision, countedAt })
  })

  it('is not counted anew for what it does not depend on', async () => {
    const before = await assessment()
    await rows("UPDATE outlet SET phone = '0398-000 1289' WHERE id = ?1", outlets.pharmacy.id)
    const after = await settled()
    expect(after.revision).toBeGreaterThan(before.revision)
    expect(after.countedAt).toBe(before.countedAt)
  })
})

describe('of what it is counted', () => {
  it('is the streets in use', async () => {
    expect(await settled()).toMatchObject({ network: null })
    const at = new Date().toISOString()
    // 900 m of street to the east, past both pharmacies
    await runBatch(env.DB, sampleNetworkStatements(await networkFileOf(street(10)), at))
    const { network, communities: all } = await settled()
    expect(network).toBeGreaterThan(0)
    expect(all[0]).toMatchObject({ weighted: 'nodes', estimated: false })
    expect(await ofType('pharmacy')).toMatchObject({ nearest: { metres: 91 }, minutes: 2, reached: 1 })
    expect(await readAs(CirclePublic, `/api/circles/${communities.minan}`)).toMatchObject({
      estimated: false,
    })

    await rows('UPDATE walking_network SET in_use = 0')
    const without = await settled()
    expect(without.network).toBeNull()
    expect(without.communities[0]).toMatchObject({ weighted: 'centre', estimated: true })
  })

  it('is where people live', async () => {
    const insert = (id: string, lng: number, households: number) =>
      rows(
        'INSERT INTO residence (id, community, lng, lat, households) VALUES (?1, ?2, ?3, 34.747, ?4)',
        id,
        communities.minan,
        lng,
        households,
      )
    await insert('near', 111.876, 30)
    await insert('far', 111.9, 10)
    const { communities: all } = await settled()
    expect(all[0]).toMatchObject({ weighted: 'residences' })
    expect(await ofType('pharmacy')).toMatchObject({ reached: 0.75, met: false })
    await rows('DELETE FROM residence')
  })

  it('is the standard in force on the day', async () => {
    const strict = { ...firstStandard, limits: { ...firstStandard.limits, pharmacy: 1 } }
    const tomorrow = new Date(Date.now() + 32 * 3_600_000).toISOString().slice(0, 10)
    await rows(
      "INSERT INTO standard (version, from_date, standard, reason, by, at) VALUES (1, ?1, ?2, '从严', 'command', ?1)",
      tomorrow,
      JSON.stringify(strict),
    )
    expect((await settled()).standard.version).toBe(0)
    expect(await ofType('pharmacy')).toMatchObject({ limit: 10, met: true })
    vi.setSystemTime(Date.now() + 24 * 3_600_000)
    expect((await assessment()).current).toBe(false)
    expect((await settled()).standard).toEqual({ version: 1, from: tomorrow, ...strict })
    expect(await ofType('pharmacy')).toMatchObject({ limit: 1, minutes: 2, met: false })
    expect(
      (await readAs(CirclePublic, `/api/circles/${communities.minan}`)).types.find(
        ({ type }) => type === 'pharmacy',
      ),
    ).toMatchObject({ limit: 1 })
  })
})

describe('counting', () => {
  it('is done by one at a time', async () => {
    const before = await stored()
    await closePharmacy('paused')
    await Promise.all([1, 2, 3, 4].map(() => countAnew(env.DB, Date.now())))
    expect(Number((await stored())?.['serial']) - Number(before?.['serial'])).toBe(1)
    await closePharmacy('open')
  })

  it('is left to who does it, and taken over once they must have failed', async () => {
    await closePharmacy('closed')
    const until = new Date(Date.now() + 60_000).toISOString()
    await rows("UPDATE assessment SET counting = 'somebody', counting_until = ?1", until)
    await countAnew(env.DB, Date.now())
    expect((await assessment()).current).toBe(false)
    vi.setSystemTime(Date.now() + 60_000)
    await countAnew(env.DB, Date.now())
    expect((await assessment()).current).toBe(true)
    await closePharmacy('open')
  })

  it('stores nothing when it took so long that somebody else has begun', async () => {
    await closePharmacy('closed')
    const before = await stored()
    await rows(
      `CREATE TRIGGER another_begins AFTER UPDATE OF counting ON assessment WHEN NEW.counting IS NOT NULL
        BEGIN UPDATE assessment SET counting = 'another'; END`,
    )
    await expect(countAnew(env.DB, Date.now())).rejects.toThrow('it is no longer as it was read')
    await rows('DROP TRIGGER another_begins')
    expect((await stored())?.['serial']).toBe(before?.['serial'])
    await closePharmacy('open')
  })

  it('is done every hour, too', async () => {
    await closePharmacy('closed')
    await worker.scheduled(createScheduledController({ scheduledTime: Date.now(), cron: '5 * * * *' }), env)
    expect((await assessment()).current).toBe(true)
    await closePharmacy('open')
  })

  it('is waited for by everybody who comes while nothing was ever counted', async () => {
    await rows('DELETE FROM assessment_community')
    await rows('UPDATE assessment SET revision = NULL, standard = NULL, print = NULL, counted_at = NULL')
    const serial = Number((await stored())?.['serial'])
    letRevisionExpire()
    const [one, other, goals] = await Promise.all([
      readAs(AssessmentPublic, '/api/assessment'),
      readAs(AssessmentPublic, '/api/assessment'),
      readAs(GoalsPublic, '/api/goals'),
    ])
    expect(one.communities).toHaveLength(3)
    expect(other).toEqual(one)
    expect(goals.days.length).toBeGreaterThan(0)
    expect(Number((await stored())?.['serial'])).toBe(serial + 1)
  })
})

describe('the way to the goals', () => {
  const days = async () => {
    await settled()
    return (await readAs(GoalsPublic, '/api/goals')).days
  }
  const nextDay = () => vi.setSystemTime(Date.now() + 24 * 3_600_000)

  it('has a row for each day on which something changed, as it was last on that day', async () => {
    await rows('DELETE FROM goal_day')
    const demand = (met: number) => ({
      ...firstStandard,
      basic: { ...firstStandard.basic, atLeast: met },
    })
    const set = async (atLeast: number) => {
      const version = Number((await rows('SELECT max(version) AS last FROM standard'))[0]?.['last'] ?? 0) + 1
      await rows(
        "INSERT INTO standard (version, from_date, standard, reason, by, at) VALUES (?1, ?2, ?3, '试', 'command', ?2)",
        version,
        new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10),
        JSON.stringify(demand(atLeast)),
      )
      await settled()
    }
    await set(12)
    const [first] = await days()
    expect(first).toMatchObject({ urban: 2, basic: 0, exemplary: 0 })
    nextDay()
    // nothing else than yesterday
    await set(11)
    expect(await days()).toHaveLength(1)
    await set(1)
    expect((await days()).map(({ basic }) => basic)).toEqual([0, 1])
    nextDay()
    await set(1)
    expect(await days()).toHaveLength(2)
    await set(12)
    await set(1)
    // it was otherwise for a while, and is again what it was: the day is told as it ended
    expect((await days()).map(({ basic }) => basic)).toEqual([0, 1, 1])
  })

  it('forgets a made-up city', async () => {
    await days()
    await runBatch(env.DB, removeSampleStatements())
    expect(await rows('SELECT * FROM goal_day')).toEqual([])
    expect(await rows('SELECT * FROM assessment_community')).toEqual([])
    // and counts the real one before it answers
    expect(await assessment()).toMatchObject({ sample: false, current: true })
  })
})
