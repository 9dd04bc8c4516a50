import { env } from 'cloudflare:workers'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { satisfactionRule } from '../../schema/catalog/satisfaction.ts'
import { CommunityMeasures, TrendPublic } from '../../schema/contract/satisfaction.ts'
import { wilsonInterval } from '../../schema/rules/satisfaction.ts'
import { readAs, send } from './api.ts'
import { measure, ofOutlet, Resident } from './residents.ts'
import { communities, loadTown, outlets } from './town.ts'

const { pharmacy, chainPharmacy, cobbler } = outlets

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-24T12:00:00Z') })
  await loadTown(env.DB)
})
beforeEach(async () => {
  vi.setSystemTime(new Date('2026-11-24T12:00:00Z'))
  await env.DB.prepare('DELETE FROM voice').run()
})
afterAll(() => {
  vi.useRealTimers()
})

describe('a rating', () => {
  it('is answered as it is stored, and is in the measure at once', async () => {
    const resident = new Resident()
    const rating = await resident.rate('outlet', pharmacy.id, 4, {
      tags: ['attitude', 'price'],
      comment: '  夜里\t也有人值班。\r\n',
    })
    expect(rating).toEqual({
      subject: { kind: 'outlet', id: pharmacy.id },
      grade: 4,
      tags: ['attitude', 'price'],
      comment: '夜里 也有人值班。',
      commentState: 'waiting',
      state: 'counted',
      holdReason: null,
      dropReason: null,
      at: '2026-11-24T12:00:00.000Z',
    })
    expect(await resident.mine()).toEqual([rating])
    for (const scope of [
      '',
      `?scope=subdistrict&id=411281001`,
      `?scope=community&id=${communities.minan}`,
      ofOutlet(pharmacy.id),
    ]) {
      expect(await measure(scope), scope).toMatchObject({ rate: 1, strictRate: 1, voices: 1, residents: 1 })
    }
    expect(await measure(ofOutlet(chainPharmacy.id))).toMatchObject({ rate: null, voices: 0 })
  })

  it('replaces the one before', async () => {
    const resident = new Resident()
    await resident.rate('outlet', pharmacy.id, 5)
    await resident.rate('outlet', pharmacy.id, 1)
    expect(await resident.mine()).toHaveLength(1)
    expect(await measure()).toMatchObject({ rate: 0, voices: 1, residents: 1, distribution: [1, 0, 0, 0, 0] })
  })

  it('on several subjects is one resident with several voices', async () => {
    const resident = new Resident()
    await resident.rate('outlet', pharmacy.id, 5)
    await resident.rate('outlet', cobbler.id, 2)
    await resident.rate('circle', communities.minan, 3)
    const community = await measure(`?scope=community&id=${communities.minan}`)
    expect(community).toMatchObject({ voices: 3, residents: 1, distribution: [0, 1, 1, 0, 1] })
    expect(community.rate).toBeCloseTo(2 / 3, 12)
    expect(community.strictRate).toBeCloseTo(1 / 3, 12)
    expect(community.interval).toEqual([...wilsonInterval(2 / 3, 1)])
  })

  it('is taken back for good, as often as one says so', async () => {
    const resident = new Resident()
    await resident.rate('outlet', pharmacy.id, 5, { comment: '好' })
    expect((await resident.withdraw('outlet', pharmacy.id)).status).toBe(204)
    expect((await resident.withdraw('outlet', pharmacy.id)).status).toBe(204)
    expect(await resident.mine()).toEqual([])
    expect(await measure()).toMatchObject({ voices: 0, residents: 0, rate: null, interval: null })
    const [row] = (await env.DB.prepare('SELECT comment, comment_state FROM voice').all()).results
    expect(row).toEqual({ comment: null, comment_state: 'none' })
    expect((await resident.withdraw('outlet', cobbler.id)).status).toBe(404)
    expect((await new Resident().withdraw('outlet', pharmacy.id)).status).toBe(404)
  })

  it('sent twice with the same key is one, and answered the same, also after it was changed', async () => {
    const resident = new Resident()
    await resident.challenge()
    const request = await resident.request({ subject: { kind: 'outlet', id: pharmacy.id }, grade: 5 })
    const [first, twin] = await Promise.all([
      resident.fetch('/api/ratings', request),
      resident.fetch('/api/ratings', request),
    ])
    expect([first.status, twin.status]).toEqual([201, 201])
    const text = await first.text()
    expect(await twin.text()).toBe(text)
    await resident.rate('outlet', pharmacy.id, 2)
    const late = await resident.fetch('/api/ratings', request)
    expect(late.status).toBe(201)
    expect(await late.text()).toBe(text)
    expect(await measure()).toMatchObject({ voices: 1, distribution: [0, 1, 0, 0, 0] })
  })

  it('keeps a history of who, when, before and after that nobody can change', async () => {
    const resident = new Resident()
    await resident.rate('outlet', cobbler.id, 5)
    await resident.rate('outlet', cobbler.id, 3)
    await resident.withdraw('outlet', cobbler.id)
    const events = await env.DB.prepare(
      'SELECT actor, grade, withdrawn FROM voice_event WHERE voice = (SELECT id FROM voice) ORDER BY id',
    ).all()
    expect(events.results).toEqual([
      { actor: 'resident', grade: 5, withdrawn: 0 },
      { actor: 'resident', grade: 3, withdrawn: 0 },
      { actor: 'resident', grade: 3, withdrawn: 1 },
    ])
    await expect(env.DB.prepare('UPDATE voice_event SET grade = 5').run()).rejects.toThrow('append-only')
    await expect(env.DB.prepare('DELETE FROM voice_event').run()).rejects.toThrow('append-only')
  })
})

describe('the measure', () => {
  it('hides the distribution of an outlet below five residents, and has no verdict below thirty', async () => {
    for (let n = 0; n < 4; n++) await new Resident().rate('outlet', pharmacy.id, 5)
    expect(await measure(ofOutlet(pharmacy.id))).toMatchObject({
      distribution: null,
      verdict: 'too_few',
      voices: 4,
    })
    await new Resident().rate('outlet', pharmacy.id, 5)
    expect((await measure(ofOutlet(pharmacy.id))).distribution).toEqual([0, 0, 0, 0, 5])
    for (let n = 5; n < 29; n++) await new Resident().rate('outlet', pharmacy.id, 5)
    expect((await measure(ofOutlet(pharmacy.id))).verdict).toBe('too_few')
    await new Resident().rate('outlet', pharmacy.id, 5)
    expect((await measure(ofOutlet(pharmacy.id))).verdict).toBe('met')
  })

  it('leaves voices behind after 365 days, whoever looks first, and keeps them in their quarter', async () => {
    await new Resident().rate('outlet', pharmacy.id, 1)
    vi.setSystemTime(new Date('2027-11-23T15:59:59Z'))
    expect((await measure()).voices).toBe(1)
    vi.setSystemTime(new Date('2027-11-23T16:00:00Z')) // midnight in Shanghai
    expect(await measure()).toMatchObject({ voices: 0, residents: 0, from: '2026-11-25', to: '2027-11-24' })
    expect(await measure('?period=2026Q4')).toMatchObject({
      voices: 1,
      residents: 1,
      from: '2026-10-01',
      to: '2026-12-31',
    })
    expect((await measure('?period=2026-11')).voices).toBe(1)
    expect((await measure('?period=2026-12')).voices).toBe(0)
  })

  it('counts a day by Asia/Shanghai', async () => {
    vi.setSystemTime(new Date('2026-11-30T16:30:00Z'))
    await new Resident().rate('outlet', pharmacy.id, 5)
    expect((await measure('?period=2026-11')).voices).toBe(0)
    expect((await measure('?period=2026-12')).voices).toBe(1)
  })

  it('tells month by month', async () => {
    vi.setSystemTime(new Date('2026-09-10T00:00:00Z'))
    const early = new Resident()
    await early.rate('outlet', pharmacy.id, 1)
    await early.rate('outlet', cobbler.id, 5)
    vi.setSystemTime(new Date('2026-11-24T12:00:00Z'))
    await new Resident().rate('outlet', pharmacy.id, 4)
    const { months } = await readAs(TrendPublic, '/api/satisfaction/trend?months=3')
    expect(months.map(({ month, voices, residents, rate }) => [month, voices, residents, rate])).toEqual([
      ['2026-09', 2, 1, 0.5],
      ['2026-10', 0, 0, null],
      ['2026-11', 1, 1, 1],
    ])
  })

  it('weighs communities by population where every one has it, and says so', async () => {
    await new Resident().rate('outlet', pharmacy.id, 5)
    await new Resident().rate('outlet', pharmacy.id, 5)
    await new Resident().rate('outlet', chainPharmacy.id, 1)
    expect(await measure()).toMatchObject({ weighting: 'pooled', rate: 2 / 3 })
    const set = (code: string, residents: number) =>
      env.DB.prepare("INSERT INTO population (community, residents, source) VALUES (?1, ?2, 'test')").bind(
        code,
        residents,
      )
    await env.DB.batch([set(communities.minan, 3000), set(communities.xingyuan, 1000)])
    expect((await measure()).weighting).toBe('pooled') // the village has none
    await set(communities.village, 500).run()
    expect(await measure()).toMatchObject({ weighting: 'population', rate: 0.75, voices: 3, residents: 3 })
    expect(await measure(`?scope=community&id=${communities.minan}`)).toMatchObject({
      weighting: 'pooled',
      rate: 1,
    })
    // everybody can work it out again
    const told = await readAs(CommunityMeasures, '/api/satisfaction/communities')
    expect(told.weighting).toBe('population')
    expect(told.communities.map((one) => [one.population, one.populationSource, one.weight])).toEqual([
      [3000, 'test', 3000],
      [1000, 'test', 1000],
      [500, 'test', 500],
    ])
    const heard = told.communities.filter(({ voices }) => voices > 0)
    const sum = (of: (one: (typeof heard)[number]) => number) => heard.reduce((all, one) => all + of(one), 0)
    expect(sum(({ weight, rate }) => (weight ?? 0) * (rate ?? 0)) / sum(({ weight }) => weight ?? 0)).toBe(
      0.75,
    )
    await env.DB.prepare('DELETE FROM population').run()
  })

  it('is another answer once there is another community', async () => {
    const path = '/api/satisfaction/communities'
    const etag = async () => {
      const response = await send(path)
      await response.body?.cancel()
      return response.headers.get('ETag')
    }
    const before = await etag()
    expect(await etag()).toBe(before)
    await env.DB.prepare(
      `INSERT INTO community (code, name, name_en, subdistrict, urban, pilot)
        SELECT '411281006099', '新社区', 'New', subdistrict, urban, pilot FROM community LIMIT 1`,
    ).run()
    expect(await etag()).not.toBe(before)
    await env.DB.prepare("DELETE FROM community WHERE code = '411281006099'").run()
  })

  it('counts by the stricter definition when that is official', async () => {
    await new Resident().rate('outlet', pharmacy.id, 3)
    const { satisfiedFrom } = satisfactionRule
    expect(await measure()).toMatchObject({ rate: 1, strictRate: 0, definition: { satisfiedFrom } })
    await env.DB.prepare('UPDATE satisfaction SET satisfied_from = 4').run()
    expect(await measure()).toMatchObject({ rate: 0, strictRate: 0, definition: { satisfiedFrom: 4 } })
    await env.DB.prepare('UPDATE satisfaction SET satisfied_from = 3').run()
  })

  it('follows an outlet that moves to another community', async () => {
    await new Resident().rate('outlet', pharmacy.id, 5)
    await env.DB.prepare('UPDATE outlet SET circle = ?1 WHERE id = ?2')
      .bind(communities.village, pharmacy.id)
      .run()
    expect((await measure(`?scope=community&id=${communities.minan}`)).voices).toBe(0)
    expect((await measure(`?scope=community&id=${communities.village}`)).voices).toBe(1)
    expect((await measure('?scope=subdistrict&id=411281006')).residents).toBe(1)
    await env.DB.prepare('UPDATE outlet SET circle = ?1 WHERE id = ?2')
      .bind(communities.minan, pharmacy.id)
      .run()
  })

  it('leaves the revision of places alone, so that a rating costs nobody the outlets again', async () => {
    const revision = async () => (await env.DB.prepare('SELECT revision FROM city').first())?.['revision']
    const before = await revision()
    await new Resident().rate('outlet', pharmacy.id, 5)
    expect(await revision()).toBe(before)
  })
})
