import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { firstStandard } from '../../schema/catalog/standard.ts'
import type { OneCircleAssessment } from '../../schema/contract/assessment.ts'
import type { Circle } from '../../schema/contract/circle.ts'
import { nextAsks, progressOf } from '../../web/assessment/level-progress.ts'
import CirclePage from '../../web/places/CirclePage.vue'
import { assessed, circleAssessment, yinxing } from './goals-stage.ts'
import { city, serve, show } from './places-stage.ts'

// A part of another capability, with tests of its own.
vi.mock('../../web/satisfaction/SubjectVoices.vue', async () => ({
  __esModule: true,
  default: (await import('./places-stage.ts')).Residents,
}))

const [community] = city.communities
if (!community) throw new Error('the test city has communities')
const circle: Circle = {
  sample: true,
  revision: 7,
  ...community,
  subdistrictName: '千秋路街道',
  subdistrictNameEn: 'Qianqiu Road Subdistrict',
  centreName: null,
  centreAddress: null,
  within15: 128,
  estimated: false,
  types: [],
}

async function open(assessment: OneCircleAssessment): Promise<VueWrapper> {
  serve({ [`/api/circles/${yinxing}`]: circle, [`/api/circles/${yinxing}/assessment`]: assessment })
  const { view } = await show(CirclePage, { city, props: { code: yinxing } })
  await flushPromises()
  await flushPromises()
  return view
}
const section = (view: VueWrapper, title: string) => {
  const found = view.findAll('.sec').find((one) => one.get('h2').text() === title)
  if (!found) throw new Error(`there is no section ${title}`)
  return found
}
const typesIn = (view: VueWrapper, title: string) =>
  section(view, title)
    .findAll('.type')
    .map((one) => one.text().replace(/\s+/g, ' '))

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('a circle that is basic', () => {
  const basic = circleAssessment(assessed(yinxing, { laundry: 0.4, photo_print: 0 }))

  test('says so, how far it is from exemplary, and what that asks for', async () => {
    const view = await open(basic)
    const levels = view.get('.levels').text()
    expect(levels).toContain('基础保障类，已达到')
    expect(levels).toContain('提升示范类，还差 2 类')
    expect(levels).toContain('标准要 20 类，已有 18 类')
    expect(levels).toContain('还要有：洗衣、照相文印')
    expect(view.get('.levels a').attributes('href')).toBe('/goals')
  })

  test('lists what it lacks and what it has, with who reaches it', async () => {
    const view = await open(basic)
    expect(typesIn(view, '缺什么')).toEqual(['洗衣社区里没有只有 40% 走得到', '照相文印一家也没有没人走得到'])
    expect(section(view, '缺什么').text()).toContain('不到 80% 的居民')
    expect(typesIn(view, '有什么')[0]).toBe('便利店社区里 2 家96% 走得到')
    expect(section(view, '有什么').get('td.end').text()).toBe('4 分')
    expect(section(view, '有什么').text()).toMatch(/百分数是 .+ 分钟内走得到的居民/)
    // hidden with the dots and bands themselves
    expect(section(view, '有什么').get('.drawn').text()).not.toContain('百分数')
  })

  test('says how shares and minutes were counted', async () => {
    const view = await open(basic)
    expect(view.get('.note').text()).toContain('按登记的住处和户数算')
    expect(view.get('.note').text()).toContain('沿街道走，每分钟 60 米')
  })
})

test('a circle that is not basic says how many of which would do', async () => {
  const lacking = { laundry: 0.2, repair: 0, pharmacy: 0, hair: 0.5 }
  const view = await open(circleAssessment(assessed(yinxing, lacking)))
  expect(view.get('.levels').text()).toContain('基础保障类，还差 2 类')
  // what exemplary asks for by itself is not all that is still to do
  expect(view.get('.levels').text()).toContain('提升示范类，要先达到基础保障类')
  expect(view.get('.levels').text()).toContain('从这些里补 2 类：理发、洗衣、药店、维修')
})

test('an exemplary circle lacks nothing', async () => {
  const view = await open(circleAssessment(assessed(yinxing)))
  expect(view.get('.levels').text()).toContain('提升示范类，已达到')
  expect(section(view, '缺什么').text()).toContain('标准要的都有了')
})

test('what nobody asks for and nobody has is told in a line', async () => {
  const view = await open(circleAssessment(assessed(yinxing, { vending: 0 })))
  expect(view.get('.note').text()).toContain('标准没有要求，附近也没有：售卖机')
  expect(typesIn(view, '有什么').some((type) => type.startsWith('售卖机'))).toBe(false)
})

test('minutes without streets are said to be an estimate, and shares of the centre alone are not told', async () => {
  const part = { weighted: 'centre', estimated: true } as const
  const view = await open(circleAssessment(assessed(yinxing, {}, part), { network: null }))
  expect(section(view, '有什么').get('td.end').text()).toBe('约 4 分')
  expect(typesIn(view, '有什么')[0]).toBe('便利店社区里 2 家')
  expect(section(view, '有什么').text()).not.toContain('百分数')
  expect(view.get('.note').text()).toContain('分钟数是估算')
})

test('a circle of which nothing is known has no level', async () => {
  const part = { weighted: null, level: 'none', within15: null, wanting: 0 } as const
  const known = assessed(yinxing, { laundry: null })
  const types = known.types.map((type) => ({
    ...type,
    nearest: null,
    minutes: null,
    reached: null,
    met: false,
  }))
  const view = await open(circleAssessment({ ...known, ...part, types, missing: [] }))
  expect(view.get('.levels').text()).toContain('算不出等级')
  expect(view.findAll('.sec h2').map((title) => title.text())).toEqual(['有什么'])
  expect(typesIn(view, '有什么')[0]).toBe('便利店社区里 2 家')
  expect(section(view, '有什么').text()).not.toContain('缺')
})

test('where homes are known and the centre is not, minutes are not told, and nothing that is reached is missing', async () => {
  const known = assessed(yinxing, { laundry: 0.4, photo_print: 0 }, { within15: null })
  const types = known.types.map((type) => ({
    ...type,
    count: type.type === 'market' ? 0 : type.count,
    nearest: null,
    minutes: null,
  }))
  const view = await open(circleAssessment({ ...known, types }))
  expect(typesIn(view, '缺什么')).toEqual(['洗衣社区里没有只有 40% 走得到', '照相文印一家也没有没人走得到'])
  const lacks = section(view, '缺什么').findAll('tbody tr')
  expect(lacks.map((row) => row.get('td').text())).toEqual(['—', '缺'])
  expect(section(view, '有什么').text()).not.toContain('缺')
  expect(view.get('.note').text()).not.toContain('从便民服务中心出发')
})

test('where no outlet is listed, what is missing may only not be listed', async () => {
  const view = await open(circleAssessment(assessed(yinxing)))
  expect(view.get('.top').text()).toContain('还没有登记网点')
})

test('says when it is being counted again', async () => {
  const view = await open(circleAssessment(assessed(yinxing), { current: false }))
  expect(view.get('.levels [role=status]').text()).toContain('正在重新计算')
})

describe('the way to a level', () => {
  const met =
    (...codes: string[]) =>
    (type: string) => ({ type, met: codes.includes(type) })
  const rule = { types: { a: 'required', b: 'counted', c: 'counted', d: 'ignored' }, atLeast: 1 } as const

  test.each([
    [[], { need: 2, have: 0, wanting: 2 }],
    [['a'], { need: 2, have: 1, wanting: 1 }],
    [['b', 'c'], { need: 2, have: 1, wanting: 1 }],
    [['a', 'c'], { need: 2, have: 2, wanting: 0 }],
    [['a', 'b', 'c', 'd'], { need: 2, have: 2, wanting: 0 }],
  ])('with %j', (codes, progress) => {
    expect(progressOf(['a', 'b', 'c', 'd'].map(met(...codes)), rule)).toEqual(progress)
  })

  test('tells what must be there from what there is a choice of', () => {
    const community = assessed(yinxing, { laundry: 0, sports: 0, edu: 0 })
    const asks = nextAsks({ community, standard: { version: 0, from: null, ...firstStandard } })
    expect(asks).toEqual({ required: ['laundry'], choice: [], some: 0 })
  })
})
