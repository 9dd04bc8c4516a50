import { env } from 'cloudflare:workers'
import * as v from 'valibot'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { CityPublic } from '../../schema/contract/city.ts'
import { RESIDENCES_MAX } from '../../schema/contract/limits.ts'
import { Problem } from '../../schema/contract/problem.ts'
import { type Residence, ResidencesPublic } from '../../schema/contract/residence.ts'
import { sampleResidencesStatements } from '../../schema/import/residence-statements.ts'
import { runBatch } from '../../worker/guard/database.ts'
import { readResidences } from '../../worker/network/residence-store.ts'
import { rows } from './accounts.ts'
import { letRevisionExpire, readAs } from './api.ts'
import { type Keeper, keeper, stopClock } from './keepers.ts'
import { centre, communities, loadTown } from './town.ts'

const path = '/api/desk/residences'

let city: Keeper
beforeAll(async () => {
  stopClock()
  await loadTown(env.DB)
  city = await keeper('office', 'city')
})
beforeEach(() => rows('DELETE FROM residence'))
afterAll(() => {
  vi.useRealTimers()
})

const place = (households: number, community: string = communities.minan): Residence => ({
  name: '民安小区',
  community,
  position: [...centre],
  households,
})
const put = (residences: readonly unknown[]) => city.fetch('PUT', path, { residences })
const counted = async () => v.parse(ResidencesPublic, await city.do('GET', path))
const history = () =>
  rows("SELECT subject, before, after FROM change WHERE subject_kind = 'residences' ORDER BY id DESC LIMIT 1")
const revision = async () => {
  letRevisionExpire()
  return (await readAs(CityPublic, '/api/city')).revision
}

describe('where people live', () => {
  it('is replaced as a whole, with a row in the history and a new revision', async () => {
    expect((await put([place(120), place(80, communities.village)])).status).toBe(204)
    const before = await revision()
    expect((await put([place(200), place(50), place(7, communities.xingyuan)])).status).toBe(204)
    expect(await counted()).toEqual({
      places: 3,
      households: 257,
      sample: false,
      communities: [
        { code: communities.minan, places: 2, households: 250 },
        { code: communities.xingyuan, places: 1, households: 7 },
      ],
    })
    expect(await history()).toEqual([
      {
        subject: '411281',
        before: '{"places":2,"households":200}',
        after: '{"places":3,"households":257}',
      },
    ])
    expect(await revision()).toBeGreaterThan(before)
    const [first] = await readResidences(env.DB)
    expect(first).toMatchObject({ community: communities.minan, lng: centre[0], lat: centre[1] })
  })

  it('can be as much as a city has, and nothing', async () => {
    const all = Array.from({ length: RESIDENCES_MAX }, (_, at) => place(1 + (at % 900)))
    expect((await put(all)).status).toBe(204)
    expect((await counted()).places).toBe(RESIDENCES_MAX)
    expect((await put([...all, place(1)])).status).toBe(400)
    expect((await put([])).status).toBe(204)
    expect(await counted()).toMatchObject({ places: 0, households: 0, sample: false })
    expect(await history()).toMatchObject([{ after: null }])
  })

  it.each<[what: string, wrong: unknown, field: string]>([
    ['a community that there is not', place(1, '411281009009'), 'residences.1.community'],
    ['no households', place(0), 'residences.1.households'],
    ['a place that is nowhere', { ...place(1), position: [200, 34] }, 'residences.1.position.0'],
    ['a blank name', { ...place(1), name: '  ' }, 'residences.1.name'],
    ['somebody who lives there', { ...place(1), person: '住户' }, 'residences.1.person'],
  ])('is not taken with %s, and what was there stays', async (_, wrong, field) => {
    await put([place(33)])
    const response = await put([place(1), wrong])
    expect(response.status).toBe(400)
    expect(v.parse(Problem, await response.json()).fields?.map((one) => one.field)).toEqual([field])
    expect((await counted()).households).toBe(33)
  })

  it('is made up only until somebody loads it', async () => {
    const sample = async (households: number) =>
      runBatch(env.DB, sampleResidencesStatements([place(households)]))
    await sample(5)
    await sample(6)
    expect(await counted()).toMatchObject({ places: 1, households: 6, sample: true })
    await put([place(44)])
    await sample(7)
    expect(await counted()).toMatchObject({ places: 1, households: 44, sample: false })
  })
})
