import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accessibilities, deliveries, payments } from '../../schema/catalog/marks.ts'
import { outletTypes } from '../../schema/catalog/outlet-types.ts'
import { pinyinTable } from '../../schema/catalog/pinyin.ts'
import { outletServices } from '../../schema/catalog/services.ts'
import {
  type Findable,
  type FindQuery,
  findPlaces,
  learnPinyin,
  placeIndex,
} from '../../schema/rules/finder.ts'
import { isOpen } from '../../schema/rules/hours/evaluate.ts'
import { calendar, centre, makeOutlets, noon, vocabulary } from '../bench/outlets.ts'
import { referenceFind } from './finder-reference.ts'

const context = { at: noon, calendar }

function outlet(id: string, properties: Partial<Findable['properties']> = {}, east = 0): Findable {
  return {
    geometry: { coordinates: [centre[0] + east, centre[1]] },
    properties: {
      id,
      name: id,
      type: 'pharmacy',
      services: [],
      marks: [],
      circle: null,
      phone: null,
      hours: '08:00-20:00',
      closures: [],
      status: 'open',
      ...properties,
    },
  }
}

function find(outlets: readonly Findable[], query: FindQuery) {
  const places = findPlaces(placeIndex(outlets, vocabulary), query, context)
  return { names: places.map(({ name }) => name), places }
}

describe('findPlaces', () => {
  it('lists nearest first, with metres and minutes on foot', () => {
    const { places } = find([outlet('far', {}, 0.01), outlet('near', {}, 0.001)], { near: centre })
    expect(places.map(({ name, metres, minutes }) => [name, metres, minutes])).toEqual([
      ['near', 119, 2],
      ['far', 1188, 20],
    ])
  })

  it('keeps what is within some minutes at the pace of who walks', () => {
    // 900 m on foot: just 15 minutes, 19 for an elder
    const outlets = [outlet('far', {}, 0.00758), outlet('near', {}, 0.001)]
    expect(find(outlets, { near: centre, within: 15 }).names).toEqual(['near', 'far'])
    expect(find(outlets, { near: centre, within: 14 }).names).toEqual(['near'])
    expect(find(outlets, { near: centre, within: 18, pace: 'elder' }).names).toEqual(['near'])
    expect(find(outlets, { near: centre, within: 19, pace: 'elder' }).names).toEqual(['near', 'far'])
  })

  describe('along streets', () => {
    // of the three the nearest as the crow flies is the second on foot: a river lies between
    const outlets = [outlet('beyond the bridge', {}, 0.001), outlet('at the corner', {}, 0.002)]
    const island = outlet('on the island', {}, 0.0005)
    const index = placeIndex([...outlets, island], vocabulary)
    const walks = (seconds: Record<string, number>) =>
      Float32Array.from(index.places, ({ name }) => seconds[name] ?? Number.NaN)
    const known = { 'beyond the bridge': 900.004, 'at the corner': 180.2, 'on the island': Infinity }
    const listed = (query: FindQuery) =>
      findPlaces(index, { near: centre, ...query }, context).map(({ name, metres, minutes, estimated }) => [
        name,
        metres,
        minutes,
        estimated,
      ])

    it('counts the minutes walked, and puts what has no way last, without minutes', () => {
      expect(listed({ walks: walks(known) })).toEqual([
        ['at the corner', null, 4, false],
        ['beyond the bridge', null, 15, false],
        ['on the island', null, null, false],
      ])
      expect(listed({ walks: walks(known), within: 15 }).map(([name]) => name)).toEqual([
        'at the corner',
        'beyond the bridge',
      ])
      expect(listed({ walks: walks(known), within: 14 }).map(([name]) => name)).toEqual(['at the corner'])
    })

    it('estimates only where no street was followed', () => {
      expect(listed({ walks: walks({ 'at the corner': 30 }) })).toEqual([
        ['at the corner', null, 1, false],
        ['on the island', 59, 1, true],
        ['beyond the bridge', 119, 2, true],
      ])
    })
  })

  it('lists by name in Chinese order where nothing else decides', () => {
    const outlets = ['中心', '银杏', '安民'].map((name, i) => outlet(String(i), { name }))
    expect(find(outlets, {}).names).toEqual(['安民', '银杏', '中心'])
  })

  it('lists the same whatever order the outlets came in', () => {
    const outlets = ['b', 'c', 'a'].map((id) => outlet(id, { name: '药店' }))
    const ids = (list: Findable[]) =>
      find(list, { near: centre }).places.map((place) => place.outlet.properties.id)
    expect(ids(outlets)).toEqual(['a', 'b', 'c'])
    expect(ids([...outlets].reverse())).toEqual(['a', 'b', 'c'])
  })

  it('puts the best match first when it is not told where one is', () => {
    const outlets = ['大药店', '药店', '一家'].map((name, i) => outlet(String(i), { name }))
    expect(find(outlets, { q: '药店' }).names).toEqual(['药店', '大药店', '一家'])
  })

  it('lists the nearest first without telling how far, where nobody walks from there', () => {
    const outlets = [1, 2, 3].map((n) => outlet(String(n), {}, 0.001 * (4 - n)))
    const { names, places } = find(outlets, { near: centre, walked: false })
    expect(names).toEqual(find(outlets, { near: centre }).names)
    expect(names).toEqual(['3', '2', '1'])
    expect(places).toMatchObject(places.map(() => ({ metres: null, minutes: null, estimated: false })))
  })

  it('lists the open ones when asked', () => {
    const outlets = [outlet('a'), outlet('b', { hours: '20:00-22:00' }), outlet('c', { hours: null })]
    expect(find(outlets, {})).toMatchObject({ names: ['a', 'b', 'c'] })
    expect(find(outlets, { openAt: noon })).toMatchObject({ names: ['a'] })
    expect(find(outlets, { openAt: noon + 9 * 3_600_000 }).names).toEqual(['b'])
    expect(find(outlets, { limit: 2 })).toMatchObject({ names: ['a', 'b'] })
  })

  it('says unknown where the hours are not known', () => {
    expect(find([outlet('c', { hours: null })], {}).places[0]?.state).toMatchObject({ kind: 'unknown' })
  })

  it('leaves out what is closed for good unless asked', () => {
    const outlets = [outlet('gone', { status: 'closed' }), outlet('paused', { status: 'paused' })]
    expect(find(outlets, {}).names).toEqual(['paused'])
    expect(find(outlets, { closedForGood: true }).names).toEqual(['gone', 'paused'])
  })

  it('means any value of one criterion and all criteria together', () => {
    const outlets = [
      outlet('a', { marks: ['cash', 'step_free'] }),
      outlet('b', { marks: ['bank_card'] }),
      outlet('c', { marks: ['step_free'] }),
    ]
    expect(find(outlets, { payments: ['cash', 'bank_card'] }).names).toEqual(['a', 'b'])
    expect(find(outlets, { payments: ['cash', 'bank_card'], accessibilities: ['step_free'] }).names).toEqual([
      'a',
    ])
    expect(find(outlets, { payments: [] }).names).toHaveLength(3)
    expect(find(outlets, { classes: ['basic'] }).names).toHaveLength(3)
    expect(find(outlets, { classes: ['public', 'quality'] }).names).toHaveLength(0)
  })

  describe('of mobile outlets', () => {
    const van = outlet('van', {
      name: '蔬菜车',
      type: 'vegetable_van',
      hours: '24/7',
      stops: [
        { name: '西口', position: [centre[0] - 0.001, centre[1]], hours: '06:00-09:00' },
        { name: '东口', position: [centre[0] + 0.002, centre[1]], hours: '11:00-13:00' },
        { name: '南口', position: [centre[0], centre[1] - 0.01], hours: null },
      ],
    })

    it('lists each stop with its own position and hours', () => {
      const { places } = find([van], { near: centre })
      expect(places.map(({ name, state, stop }) => [name, state.kind, stop?.name])).toEqual([
        ['蔬菜车 · 西口', 'closed', '西口'],
        ['蔬菜车 · 东口', 'open', '东口'],
        ['蔬菜车 · 南口', 'unknown', '南口'],
      ])
    })

    it('lists the outlet once, with the nearest stop that matches', () => {
      expect(find([van], { near: centre, each: 'outlet' })).toMatchObject({
        names: ['蔬菜车 · 西口'],
      })
      expect(find([van], { near: centre, each: 'outlet', openAt: noon }).names).toEqual(['蔬菜车 · 东口'])
      expect(find([van], { each: 'outlet', q: '南口' })).toMatchObject({ names: ['蔬菜车 · 南口'] })
    })
  })

  it('agrees with the reference', () => {
    const pinyin = pinyinTable()
    // each criterion is seldom asked, so that something is found
    const seldom = <T>(value: fc.Arbitrary<T>) =>
      fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value })
    const some = (values: readonly string[]) =>
      seldom(fc.subarray([...values], { maxLength: Math.min(3, values.length) }))
    const query: fc.Arbitrary<FindQuery> = fc.record({
      types: some(outletTypes.map(({ code }) => code)),
      classes: some(['basic', 'quality', 'public', 'mobile']),
      circles: some(vocabulary.communities.map(({ code }) => code)),
      services: some(outletServices.map(({ code }) => code)),
      payments: some(payments),
      accessibilities: some(accessibilities),
      deliveries: some(deliveries),
      q: seldom(
        fc.constantFrom(
          '银杏',
          'yx',
          '药店',
          'qianqiu',
          '修鞋',
          '银杏社区 买药',
          '我想买药',
          '路口',
          '501',
          '！',
        ),
      ),
      openAt: seldom(fc.integer({ min: -259_200, max: 259_200 }).map((seconds) => noon + seconds * 1000)),
      near: fc.option(
        fc.tuple(
          fc.double({ min: 111.8, max: 111.95, noNaN: true }),
          fc.double({ min: 34.7, max: 34.8, noNaN: true }),
        ),
        { nil: undefined, freq: 2 },
      ),
      within: seldom(fc.integer({ min: 10, max: 60 })),
      pace: fc.constantFrom('standard', 'elder', undefined),
      limit: seldom(fc.integer({ min: 1, max: 50 })),
      closedForGood: fc.boolean(),
      each: fc.constantFrom('place', 'outlet', undefined),
    })
    const cities = [1, 2, 3].map((seed) => {
      const outlets = makeOutlets(150, seed)
      return { outlets, index: learnPinyin(placeIndex(outlets, vocabulary), pinyin) }
    })
    /** what is known of the streets to each place: nothing, no way, or seconds */
    const streets = fc.option(
      fc.array(
        fc.oneof(fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY), {
          weight: 3,
          arbitrary: fc.float({ min: 0, max: 7_200, noNaN: true }),
        }),
        { minLength: 40, maxLength: 40 },
      ),
      { freq: 2 },
    )
    fc.assert(
      fc.property(fc.constantFrom(...cities), query, streets, ({ outlets, index }, query, known) => {
        // two stops of one outlet may have the same name: what is known goes by the name, not by the number
        const seconds = (id: string, name: string) =>
          known?.[[...id, ...name].reduce((sum, sign) => sum + sign.charCodeAt(0), 0) % known.length] ??
          Number.NaN
        const walks = known
          ? Float32Array.from(index.places, ({ outlet: { properties }, name }) =>
              seconds(properties.id, name),
            )
          : undefined
        const asked = { ...query, walks }
        const places = findPlaces(index, asked, context)
        const expected = referenceFind(outlets, vocabulary, pinyin, asked, context, seconds)
        expect(
          places.map(({ outlet: { properties }, name, state, metres, minutes, estimated }) => ({
            id: properties.id,
            name,
            state,
            metres,
            minutes,
            estimated,
          })),
        ).toEqual(expected)
        expect(places.map(({ open }) => open)).toEqual(places.map(({ state }) => isOpen(state)))
      }),
      { numRuns: 600 },
    )
  })
})
