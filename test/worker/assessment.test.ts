import { env } from 'cloudflare:workers'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { outletTypes } from '../../schema/catalog/outlet-types.ts'
import { firstStandard } from '../../schema/catalog/standard.ts'
import {
  AssessmentPublic,
  CircleAssessmentPublic,
  GoalsPublic,
  StandardPublic,
} from '../../schema/contract/assessment.ts'
import { letRevisionExpire, problemOf, readAs } from './api.ts'
import { communities, loadTown, outlets } from './town.ts'

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-24T02:00:00Z') })
  await loadTown(env.DB)
})
afterAll(() => {
  vi.useRealTimers()
})
beforeEach(letRevisionExpire)

const assessment = () => readAs(AssessmentPublic, '/api/assessment')
const ofCommunity = (code: string) => readAs(CircleAssessmentPublic, `/api/circles/${code}/assessment`)

describe('GET /api/assessment', () => {
  it('says of every community and type what there is', async () => {
    const { communities: all, network, current, standard, sample } = await assessment()
    expect({ network, current, sample }).toEqual({ network: null, current: true, sample: true })
    expect(standard).toEqual({ version: 0, from: null, ...firstStandard })
    expect(all.map(({ code }) => code)).toEqual(Object.values(communities))
    for (const { types } of all)
      expect(types.map(({ type }) => type)).toEqual(outletTypes.map(({ code }) => code))
  })

  it('estimates from the service centre where nothing else is known', async () => {
    const { community } = await ofCommunity(communities.minan)
    expect(community).toMatchObject({ weighted: 'centre', estimated: true, within15: 8, level: 'none' })
    const ofType = (code: string) => community.types.find(({ type }) => type === code)
    expect(ofType('pharmacy')).toEqual({
      type: 'pharmacy',
      count: 1,
      nearest: { id: outlets.pharmacy.id, name: outlets.pharmacy.name, metres: 119 },
      minutes: 2,
      reached: 1,
      limit: 10,
      met: true,
    })
    // closed for good
    expect(ofType('convenience')).toMatchObject({
      count: 0,
      nearest: null,
      minutes: null,
      reached: 0,
      met: false,
    })
    // closed for now, and next door’s
    expect(ofType('hair')).toMatchObject({ count: 0, nearest: { id: outlets.barber.id }, met: true })
  })

  it('says nothing of a community that nobody has placed', async () => {
    const { community } = await ofCommunity(communities.xingyuan)
    expect(community).toMatchObject({
      level: 'none',
      missing: [],
      wanting: 0,
      weighted: null,
      within15: null,
    })
    for (const { nearest, reached, met } of community.types) {
      expect({ nearest, reached, met }).toEqual({ nearest: null, reached: null, met: false })
    }
  })

  it('knows no other community', async () => {
    expect((await problemOf('/api/circles/411281009009/assessment')).code).toBe('not_found')
  })
})

describe('GET /api/goals and GET /api/standard', () => {
  it('tells where the city stands today', async () => {
    const { goals, days } = await readAs(GoalsPublic, '/api/goals')
    expect(goals).toEqual({ basic: 0.9, exemplary: 0.6 })
    expect(days).toEqual([{ date: '2026-11-24', urban: 2, basic: 0, exemplary: 0 }])
  })

  it('tells by what that is said', async () => {
    const { current, coming } = await readAs(StandardPublic, '/api/standard')
    expect(current).toEqual({ version: 0, from: null, ...firstStandard })
    expect(coming).toEqual([])
  })
})
