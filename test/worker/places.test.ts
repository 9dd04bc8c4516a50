import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'
import { outletTypes } from '../../schema/catalog/outlet-types.ts'
import { CircleCollection, CircleOutletsPublic, CirclePublic } from '../../schema/contract/circle.ts'
import { CityPublic } from '../../schema/contract/city.ts'
import { OutletCollection, OutletPublic } from '../../schema/contract/outlet.ts'
import { WholeCity } from '../../schema/contract/whole.ts'
import { find, problemOf, readAs } from './api.ts'
import { centre, communities, loadTown, outlets } from './town.ts'

beforeAll(() => loadTown(env.DB))

describe('GET /api/city', () => {
  it('tells the city, its divisions, the catalog and the settings', async () => {
    const city = await readAs(CityPublic, '/api/city')
    expect(city).toMatchObject({
      code: '411281',
      name: '义马',
      sample: true,
      centre: [111.874, 34.747],
      bounds: [111.76, 34.68, 111.97, 34.81],
      calendar: { years: [2026], days: [{ date: '2026-10-01', kind: 'holiday' }, { kind: 'workday' }] },
      walking: { estimated: true, paces: { standard: 60, elder: 48 }, network: null },
      basemap: { kind: 'embedded', url: null },
      attribution: [],
    })
    expect(city.subdistricts.map(({ code }) => code)).toEqual(['411281001', '411281006'])
    expect(city.types).toHaveLength(outletTypes.length)
    expect(
      city.communities.map(({ code, urban, pilot, centre }) => ({ code, urban, pilot, centre })),
    ).toEqual([
      { code: communities.minan, urban: true, pilot: true, centre: [...centre] },
      { code: communities.xingyuan, urban: true, pilot: false, centre: null },
      { code: communities.village, urban: false, pilot: false, centre: [111.92, 34.77] },
    ])
  })
})

describe('GET /api/circles', () => {
  it('counts outlets and types, not those closed for good', async () => {
    const { circles, sample } = await readAs(CircleCollection, '/api/circles')
    expect(sample).toBe(true)
    expect(circles.map(({ name, outlets, types }) => [name, outlets, types])).toEqual([
      ['民安社区', 5, 5],
      ['兴苑社区', 2, 2],
      ['石佛社区', 0, 0],
    ])
  })

  it('tells one circle: what it has and the nearest of every type, in whichever circle', async () => {
    const circle = await readAs(CirclePublic, `/api/circles/${communities.minan}`)
    expect(circle).toMatchObject({
      name: '民安社区',
      subdistrictName: '千秋路街道',
      centreName: '民安社区党群服务中心',
      centreAddress: '千秋路 12 号',
      within15: 8,
    })
    const of = (type: string) => circle.types.find((candidate) => candidate.type === type)
    expect(of('pharmacy')).toMatchObject({
      count: 1,
      limit: 10,
      nearest: { id: outlets.pharmacy.id, minutes: 2 },
    })
    expect(of('restaurant')).toMatchObject({ count: 0, nearest: { id: outlets.grill.id } })
    expect(of('convenience')).toEqual({ type: 'convenience', count: 0, nearest: null, limit: 10 })
  })

  it('tells all circles and outlets in one piece, each as its own address does', async () => {
    const whole = await readAs(WholeCity, '/api/whole')
    expect(whole.circles).toHaveLength(3)
    for (const told of whole.circles) {
      const {
        sample: _sample,
        revision: _revision,
        ...own
      } = await readAs(CirclePublic, `/api/circles/${told.code}`)
      expect(told).toEqual(own)
    }
    const listed = await readAs(OutletCollection, '/api/outlets')
    expect(whole.outlets.map(({ id }) => id).sort()).toEqual(listed.features.map(({ id }) => id).sort())
    for (const told of whole.outlets) {
      const {
        sample: _sample,
        revision: _revision,
        ...own
      } = await readAs(OutletPublic, `/api/outlets/${told.id}`)
      expect(told).toEqual(own)
    }
  })

  it('measures to the nearest stop of a mobile outlet', async () => {
    const { types, within15 } = await readAs(CirclePublic, `/api/circles/${communities.village}`)
    expect(types.find(({ type }) => type === 'vegetable_van')?.nearest).toMatchObject({
      id: outlets.van.id,
      minutes: 1,
    })
    expect(within15).toBe(1)
  })

  it('leaves distances out where the centre is not known', async () => {
    const circle = await readAs(CirclePublic, `/api/circles/${communities.xingyuan}`)
    expect(circle.centre).toBeNull()
    expect(circle.within15).toBeNull()
    expect(circle.types.every(({ nearest }) => nearest === null)).toBe(true)
  })

  it.each(['411281001999', 'nonsense', '%00'])('knows no circle %s', async (code) => {
    expect(await problemOf(`/api/circles/${code}`)).toMatchObject({ code: 'not_found', status: 404 })
  })
})

describe('GET /api/circles/:code/outlets', () => {
  it('tells of each outlet of the circle what its own address tells, except what is closed for good', async () => {
    const { outlets: own, ...rest } = await readAs(
      CircleOutletsPublic,
      `/api/circles/${communities.minan}/outlets`,
    )
    expect(own.map(({ name }) => name)).toEqual([
      '张姐早餐',
      '民安卫生服务站',
      '惠民大药房',
      '老王修鞋铺',
      '蔬菜直通车',
    ])
    for (const outlet of own) {
      const alone = await readAs(OutletPublic, `/api/outlets/${outlet.id}`)
      expect({ ...outlet, sample: rest.sample, revision: alone.revision }).toEqual(alone)
    }
    const van = own.find(({ id }) => id === outlets.van.id)
    expect(van?.stops.length).toBeGreaterThan(1)
  })

  it('tells what is closed for now, and nothing of a circle without outlets', async () => {
    const of = async (code: string) =>
      (await readAs(CircleOutletsPublic, `/api/circles/${code}/outlets`)).outlets
    expect(await of(communities.xingyuan)).toContainEqual(
      expect.objectContaining({ id: outlets.barber.id, status: 'paused' }),
    )
    expect(await of(communities.village)).toEqual([])
  })

  it.each(['411281001999', 'nonsense', '%00'])('knows no circle %s', async (code) => {
    expect(await problemOf(`/api/circles/${code}/outlets`)).toMatchObject({ code: 'not_found', status: 404 })
  })
})

describe('GET /api/outlets', () => {
  it('is GeoJSON of everything but what is closed for good', async () => {
    const collection = await readAs(OutletCollection, '/api/outlets')
    expect(collection.type).toBe('FeatureCollection')
    expect(collection.sample).toBe(true)
    const { gone, ...shown } = outlets
    expect(new Set(collection.features.map(({ id }) => id))).toEqual(
      new Set(Object.values(shown).map(({ id }) => id)),
    )
    expect(gone.status).toBe('closed')
    expect(collection.features.find(({ id }) => id === outlets.pharmacy.id)).toEqual({
      type: 'Feature',
      id: outlets.pharmacy.id,
      geometry: { type: 'Point', coordinates: [111.875, 34.747] },
      properties: {
        id: outlets.pharmacy.id,
        name: '惠民大药房',
        type: 'pharmacy',
        services: ['health_advice', 'night_delivery'],
        hours: 'Mo-Su 08:00-21:00; PH 09:00-12:00',
        closures: [],
        phone: '0398-000 1288',
        marks: ['cash', 'step_free', 'honest'],
        circle: communities.minan,
        confirmedAt: '2026-09-01',
        confirmedBy: 'merchant',
        status: 'open',
      },
    })
  })

  it('has the stops of mobile outlets in the order of their round', async () => {
    const { features } = await readAs(OutletCollection, '/api/outlets?type=vegetable_van')
    expect(features[0]?.properties.stops?.map(({ name }) => name)).toEqual(['民安社区门口', '石佛村口'])
  })

  it.each([
    ['type=pharmacy', ['惠民大药房', '康泰药店']],
    ['type=pharmacy,repair', ['惠民大药房', '康泰药店', '老王修鞋铺']],
    ['class=public', ['民安卫生服务站']],
    [`circle=${communities.xingyuan}`, ['康泰药店', '小明理发']],
    ['service=night_delivery', ['惠民大药房']],
    ['service=medical_help,health_advice', ['惠民大药房', '民安卫生服务站']],
    ['payment=cash', ['惠民大药房', '老王修鞋铺']],
    ['payment=bank_card', []],
    ['accessible=step_free', ['惠民大药房', '民安卫生服务站']],
    ['accessible=true', ['惠民大药房', '民安卫生服务站']],
    ['accessible=elder_counter,seat', ['民安卫生服务站']],
    ['delivery=instant_delivery', ['银杏烧烤']],
    ['type=pharmacy&payment=cash&accessible=step_free&open_at=2026-09-08T10:00:00%2B08:00', ['惠民大药房']],
    [`class=basic&circle=${communities.minan}&payment=mobile_pay`, ['张姐早餐']],
  ])('%s', async (search, names) => {
    expect((await find(search)).toSorted()).toEqual(names.toSorted())
  })

  it.each([
    ['a piece of the name', '修鞋', ['老王修鞋铺']],
    ['initials', 'yxsk', ['银杏烧烤']],
    ['pinyin', 'huimin', ['惠民大药房']],
    ['a synonym of the type', '打针', ['民安卫生服务站']],
    ['digits of the phone', '1288', ['惠民大药房']],
  ])('finds by %s', async (_, q, names) => {
    expect(await find(`q=${encodeURIComponent(q)}`)).toEqual(names)
  })

  it('lists the nearest first and tells the walk, and that it is an estimate', async () => {
    const { features } = await readAs(OutletCollection, `/api/outlets?near=${centre.join(',')}&limit=3`)
    expect(features.map(({ properties }) => [properties.name, properties.walk])).toEqual([
      ['蔬菜直通车', { metres: 19, minutes: 1, estimated: true }],
      ['小明理发', { metres: 37, minutes: 1, estimated: true }],
      ['老王修鞋铺', { metres: 59, minutes: 1, estimated: true }],
    ])
  })

  it('keeps to the minutes that one wants to walk', async () => {
    expect(await find(`type=pharmacy&near=${centre.join(',')}&within=5`)).toEqual(['惠民大药房'])
    expect(await find(`type=pharmacy&near=${centre.join(',')}&within=15`)).toEqual(['惠民大药房', '康泰药店'])
  })

  it('goes to the stop that is near', async () => {
    const search = '/api/outlets?near=111.92,34.77&within=5'
    const { features } = await readAs(OutletCollection, search)
    expect(features.map(({ properties }) => properties.name)).toEqual(['蔬菜直通车'])
    expect(features[0]?.properties.walk?.minutes).toBe(1)
  })

  it.each([
    [
      'a Tuesday morning',
      '2026-09-08T09:30:00%2B08:00',
      ['张姐早餐', '康泰药店', '惠民大药房', '民安卫生服务站'],
    ],
    [
      'the same instant in UTC',
      '2026-09-08T01:30:00Z',
      ['张姐早餐', '康泰药店', '惠民大药房', '民安卫生服务站'],
    ],
    ['past midnight', '2026-09-09T01:00:00%2B08:00', ['康泰药店', '银杏烧烤']],
    ['the morning of a public holiday', '2026-10-01T09:30:00%2B08:00', ['康泰药店', '惠民大药房']],
    ['its afternoon', '2026-10-01T15:00:00%2B08:00', ['康泰药店']],
    ['a market day', '2026-09-12T08:00:00%2B08:00', ['张姐早餐', '康泰药店', '惠民大药房', '蔬菜直通车']],
  ])('knows what is open on %s', async (_, instant, names) => {
    expect((await find(`open_at=${instant}`)).toSorted()).toEqual(names.toSorted())
  })

  it('reopens the day after a closure', async () => {
    expect(await find('type=breakfast&open_at=2026-10-07T07:00:00%2B08:00')).toEqual([])
    expect(await find('type=breakfast&open_at=2026-10-08T07:00:00%2B08:00')).toEqual(['张姐早餐'])
    // as people paste it
    expect(await find('type=breakfast&open_at=2026-10-08T07:00:00+08:00')).toEqual(['张姐早餐'])
  })

  it('limits how many it lists', async () => {
    expect(await find('limit=2')).toHaveLength(2)
  })
})

describe('GET /api/outlets/:id', () => {
  it('tells everything public', async () => {
    const outlet = await readAs(OutletPublic, `/api/outlets/${outlets.pharmacy.id}`)
    expect(outlet).toEqual({
      sample: true,
      revision: outlet.revision,
      id: outlets.pharmacy.id,
      name: '惠民大药房',
      type: 'pharmacy',
      services: ['health_advice', 'night_delivery'],
      address: '千秋路 18 号',
      position: [111.875, 34.747],
      circle: communities.minan,
      hours: 'Mo-Su 08:00-21:00; PH 09:00-12:00',
      hoursText: '早8点到晚9点，节假日上午',
      closures: [],
      phone: '0398-000 1288',
      payment: { cash: true, bank_card: null, mobile_pay: null },
      accessibility: {
        step_free: true,
        seat: false,
        hearing_aid: null,
        sight_aid: null,
        elder_counter: null,
      },
      delivery: { night_delivery: null, instant_delivery: null },
      prices: [
        { item: '量血压', fen: 0, fenTo: null, unit: '次' },
        { item: '代煎中药', fen: 300, fenTo: 500, unit: '剂' },
      ],
      pricesAt: '2026-08-20',
      chain: null,
      credit: 'A',
      honest: true,
      status: 'open',
      photo: null,
      photoText: null,
      stops: [],
      source: 'sample',
      confirmedAt: '2026-09-01',
      confirmedBy: 'merchant',
      updatedAt: '2026-09-01T00:00:00.000Z',
    })
  })

  it('still answers for what is closed for good', async () => {
    expect(await readAs(OutletPublic, `/api/outlets/${outlets.gone.id}`)).toMatchObject({ status: 'closed' })
  })

  it.each(['nothing0001', 'x', '%27%20OR%201=1', '..%2Fcity'])('knows no outlet %s', async (id) => {
    expect(await problemOf(`/api/outlets/${id}`)).toMatchObject({ code: 'not_found', status: 404 })
  })
})
