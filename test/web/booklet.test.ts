import { flushPromises, type VueWrapper } from '@vue/test-utils'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { outletClasses, outletType, outletTypes } from '../../schema/catalog/outlet-types.ts'
import BookletPage from '../../web/paper/BookletPage.vue'
import { bookletOf, placesOf } from '../../web/paper/booklet.ts'
import { isFresh } from '../../web/paper/booklet-words.ts'
import { fileName } from '../../web/paper/printing.ts'
import type { Language } from '../../web/shell/preferences.ts'
import { answersOf, circleOf, outletOf, outlets, yinxing } from './booklet-stage.ts'
import { city, serve, show, tuesdayEvening } from './places-stage.ts'

const text = (view: VueWrapper, selector: string) =>
  view.findAll(selector).map((one) => one.text().replace(/\s+/g, ' '))

async function open(
  options: { at?: string; language?: Language; answers?: Record<string, unknown> } = {},
): Promise<VueWrapper> {
  const { at = '/', language = 'zh-CN', answers = answersOf(yinxing, outlets) } = options
  serve(answers)
  const { view } = await show(BookletPage, { city, props: { code: yinxing }, at, language })
  for (let turn = 0; turn < 6; turn++) await flushPromises()
  return view
}
const entry = (view: VueWrapper, name: string) => {
  const found = view.findAll('.entry').find((one) => one.get('.name').text() === name)
  if (!found) throw new Error(`there is no entry of ${name}`)
  return found.text().replace(/\s+/g, ' ')
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: tuesdayEvening })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('what is in a booklet', () => {
  const types = fc.constantFrom(...outletTypes.map(({ code }) => code))
  const some = fc.array(
    fc.record({
      type: types,
      status: fc.constantFrom('open' as const, 'paused' as const, 'closed' as const),
    }),
    { maxLength: 40 },
  )

  test('is every outlet that is not closed for good or left out, once, numbered from 1 in the plan’s order', () => {
    fc.assert(
      fc.property(some, fc.uniqueArray(types, { maxLength: 6 }), (given, without) => {
        const all = given.map((part, i) => outletOf(`outlet${String(i).padStart(4, '0')}`, part))
        const booklet = bookletOf(circleOf(yinxing), all, () => null, new Set(without))
        const entries = booklet.parts.flatMap(({ types: own }) => own.flatMap((one) => one.entries))
        expect(entries.map(({ number }) => number)).toEqual(entries.map((_, i) => i + 1))
        expect(booklet.count).toBe(entries.length)
        const told = all.filter(({ status, type }) => status !== 'closed' && !without.includes(type))
        expect(entries.map(({ outlet }) => outlet.id).sort()).toEqual(told.map(({ id }) => id).sort())
        const classes = entries.map(({ outlet }) => outletType(outlet.type)?.class ?? 'basic')
        const order = classes.map((one) => outletClasses.indexOf(one))
        expect(order).toEqual([...order].sort((a, b) => a - b))
        for (const part of booklet.parts) {
          const numbers = part.types.flatMap((one) => one.entries.map(({ number }) => number))
          expect([numbers[0], numbers.at(-1)]).toEqual([part.from, part.to])
        }
      }),
    )
  })

  test('has the nearest of a type first, and what cannot be walked to last', () => {
    const walks = new Map([
      [111.875, 4],
      [111.88, 9],
    ])
    const walkTo = ([lng]: readonly [number, number]) => {
      const minutes = walks.get(lng)
      return minutes === undefined ? null : { minutes, estimated: false }
    }
    const all = [
      outletOf('nowhere001', {}, {}, 0.02),
      outletOf('far0000001', {}, {}, 0.006),
      outletOf('near000001', {}, {}, 0.001),
    ]
    const [part] = bookletOf(circleOf(yinxing), all, walkTo).parts
    expect(part?.types[0]?.entries.map(({ outlet }) => outlet.id)).toEqual([
      'near000001',
      'far0000001',
      'nowhere001',
    ])
  })

  test('stands on the map at each stop of what drives', () => {
    const booklet = bookletOf(circleOf(yinxing), outlets, () => null)
    const van = placesOf(booklet).filter(({ number }) => number === booklet.count)
    expect(van.map(({ position }) => position[0])).toEqual([111.878, 111.8745])
  })
})

describe('a listing counts as lately confirmed', () => {
  test.each([
    ['2026-11-24', true],
    ['2026-08-27', true],
    ['2026-08-26', false],
    [null, false],
  ])('confirmed on %s: %s, as at the desk and with the merchant', (confirmedAt, fresh) => {
    expect(isFresh({ confirmedAt }, Date.parse('2026-11-24T20:36:00+08:00'))).toBe(fresh)
  })
})

describe('the sheets', () => {
  test('begin with whose booklet it is, of which day, and that all of it is made up', async () => {
    const cover = (await open()).get('.cover').text()
    for (const words of ['银杏社区', '义马', '一刻钟便民生活圈', '信息截至 2026年11月24日', '虚构']) {
      expect(cover).toContain(words)
    }
  })

  test('list types in the plan’s order, and leave out what is closed for good', async () => {
    const view = await open()
    expect(text(view, '.part > h3')).toEqual(['便民基础', '品质提升', '流动网点', '社区里没有的'])
    expect(text(view, '.entry .name')).toEqual([
      '康宁大药房',
      '远处药店',
      '老王修鞋',
      '歇着的书吧',
      '蔬菜直通车',
    ])
    expect(text(view, '.entry .number')).toEqual(['1', '2', '3', '4', '5'])
  })

  test('say what is known of an outlet in words', async () => {
    const words = entry(await open(), '康宁大药房')
    for (const said of [
      '约走 2 分钟',
      '银杏路 88 号',
      '每天 7:30–21:30',
      '12月20日到12月22日休息（盘点）',
      '0398-000 1288',
      '0398-000 1289',
      '收现金',
      '门口没台阶',
    ]) {
      expect(words).toContain(said)
    }
  })

  test('say what is not known', async () => {
    const words = entry(await open(), '老王修鞋')
    for (const said of [
      '地址没有登记',
      '营业时间待核实（登记时写的是“看天气”）',
      '没有登记电话',
      '收不收现金不清楚',
      '有没有台阶不清楚',
    ]) {
      expect(words).toContain(said)
    }
  })

  test('say what is closed for now, and tell each stop of what drives, the nearest first', async () => {
    const view = await open()
    expect(entry(view, '歇着的书吧')).toContain('暂停营业')
    expect(text(view, '.stops li')).toEqual([
      '西边 营业时间待核实 · 约走 1 分钟',
      '东边 周六 7:00–9:00 · 约走 8 分钟',
    ])
  })

  test('name the nearest of what the circle lacks, and whom to call', async () => {
    const view = await open()
    expect(text(view, '.part dl > div')).toEqual(['洗染店清清洗衣，走 15 分钟'])
    expect(text(view, '.phones dt')).toEqual(['市民热线 12345', '消费投诉 12315', '社区服务中心'])
    expect(view.find('.site svg title').text()).toContain('银杏社区')
  })

  test('have every number on the map or beside it', async () => {
    const view = await open()
    expect(text(view, '.figure').join(' ').split(' ').sort()).toEqual(['1', '2', '3', '4', '5', '5'])
    expect(view.get('.sketch title').text()).toBe('银杏社区示意图，标了 5 个号码')
  })

  test('speak English', async () => {
    const view = await open({ language: 'en' })
    expect(entry(view, '康宁大药房')).toContain('about 2 min on foot')
    expect(view.get('.cover').text()).toContain('As of 24 Nov 2026')
  })

  test('leave out the types that the address names, and are of the paper that it names', async () => {
    const view = await open({ at: '/?without=pharmacy,repair&paper=a5&print=extra' })
    expect(text(view, '.entry .name')).toEqual(['歇着的书吧', '蔬菜直通车'])
    expect(view.get('.booklet').classes()).toEqual(expect.arrayContaining(['on-a5', 'in-extra']))
  })

  test('are not printed when nothing is left of them', async () => {
    const view = await open({ at: '/?without=pharmacy,repair,leisure,vegetable_van' })
    expect(view.get('[role=alert]').text()).toBe('这样一家也不剩，请至少留一类')
    expect(view.get('.act button').attributes('disabled')).toBeDefined()
  })

  test('of a circle of which nothing is listed are telephone numbers and explanations', async () => {
    const view = await open({ answers: answersOf(yinxing, [], { centre: null }) })
    expect(view.text()).toContain('社区里还没有登记网点')
    expect(view.find('.sketch').exists()).toBe(false)
    expect(text(view, '.phones dt b')).toEqual(['12345', '12315'])
  })
})

describe('the page of a booklet', () => {
  test('lends the document’s title to the file, and takes it back', async () => {
    const view = await open()
    const print = vi.fn()
    vi.stubGlobal('print', print)
    const before = document.title
    await view.get('.act button').trigger('click')
    await flushPromises()
    expect(print).toHaveBeenCalledOnce()
    expect(document.title).toBe('一刻钟-银杏社区-A4-2026-11-24')
    window.dispatchEvent(new Event('afterprint'))
    expect(document.title).toBe(before)
  })

  test('says that there is no such circle', async () => {
    expect((await open({ answers: {} })).get('h1').text()).toBe('没有这个社区')
  })

  test('says that the network failed, and tries again', async () => {
    const view = await open({ answers: { [`/api/circles/${yinxing}`]: 'offline' } })
    serve(answersOf(yinxing, outlets))
    await view.get('[role=alert] button').trigger('click')
    for (let turn = 0; turn < 6; turn++) await flushPromises()
    expect(text(view, '.entry .name')).toHaveLength(5)
  })
})

test.each([
  [['一刻钟', '千秋路社区', 'A4', '2026-11-26'], '一刻钟-千秋路社区-A4-2026-11-26'],
  [['a/b', '', ' c:d '], 'a b-c d'],
])('parts %j are the name %s', (parts, name) => {
  expect(fileName(parts)).toBe(name)
})
