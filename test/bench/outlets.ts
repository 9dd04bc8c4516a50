/**
 * A made-up city for measurements: any number of outlets, the same ones at every run. Uses nothing of Node, so that
 * a browser can make it too.
 */

import yima from '../../schema/catalog/cities/yima.json' with { type: 'json' }
import type { Position } from '../../schema/catalog/divisions.ts'
import { marks } from '../../schema/catalog/marks.ts'
import { outletTypes } from '../../schema/catalog/outlet-types.ts'
import { outletServices } from '../../schema/catalog/services.ts'
import { holidayCalendar } from '../../schema/rules/calendar.ts'
import type { Findable, FindableStop, FinderVocabulary, FindQuery } from '../../schema/rules/finder.ts'

/** The words and settings that the city would answer with. */
export const vocabulary: FinderVocabulary = {
  types: outletTypes,
  services: outletServices,
  communities: yima.communities,
}

/** A Tuesday at noon in Asia/Shanghai, in epoch milliseconds. */
export const noon = Date.parse('2026-03-17T12:00:00+08:00')

/** Calendar of a year that has two holidays and a make-up day. */
export const calendar = holidayCalendar(
  [2025, 2026, 2027],
  [
    { date: '2026-05-01', kind: 'holiday', name: '劳动节' },
    { date: '2026-10-01', kind: 'holiday', name: '国庆节' },
    { date: '2026-05-09', kind: 'workday', name: '劳动节' },
  ],
)

/** The middle of the city. */
export const centre: Position = [111.874, 34.747]

const owners =
  '银杏 千秋 朝阳 泰山 新义 常村 民安 兴苑 花园 鸿庆 老王 李记 张姐 刘嫂 阿强 顺发 便民 惠民 诚信 天天 佳佳 长乐 重阳'.split(
    ' ',
  )
const streets = '千秋路 朝阳路 银杏路 人民路 建设街 鸿庆路 珠江路 毛沟 常村 火车站'.split(' ')
const signs: Readonly<Record<string, readonly string[]>> = {
  convenience: ['便利店', '烟酒副食', '24小时便利'],
  pharmacy: ['大药房', '药店', '医药超市'],
  breakfast: ['早餐', '胡辣汤', '包子铺'],
  restaurant: ['烩面馆', '小吃', '饺子馆', 'KTV主题餐厅'],
  hair: ['理发店', '美发', '造型'],
  repair: ['修鞋铺', '开锁', '家电维修'],
}

/** A stream of whole numbers below a bound, the same for the same seed (Park–Miller). */
function dice(seed: number): (bound: number) => number {
  let state = seed
  return (bound) => {
    state = (state * 48_271) % 2_147_483_647
    return state % bound
  }
}

/** About 300 different expressions, of the kinds that ledgers hold. */
function expressions(): string[] {
  const time = (halfHours: number) =>
    `${String(halfHours >> 1).padStart(2, '0')}:${halfHours & 1 ? '30' : '00'}`
  const list = ['24/7']
  for (let from = 10; from <= 19; from++) {
    for (let to = 34; to <= 43; to++) {
      const span = `${time(from)}-${time(to)}`
      list.push(span, `Mo-Sa ${span}; PH off`, `Mo-Fr ${span}; Sa,Su 09:00-17:00`)
    }
  }
  return list
}

/** @param count how many outlets; about one in fifty is mobile and has stops */
export function makeOutlets(count: number, seed = 20_260_317): Findable[] {
  const roll = dice(seed)
  const pick = <T>(list: readonly T[], otherwise: T): T => list[roll(list.length)] ?? otherwise
  const hours = expressions()
  const position = (): Position => [
    centre[0] + (roll(1200) + roll(1200) - 1200) / 12_000,
    centre[1] + (roll(1200) + roll(1200) - 1200) / 18_000,
  ]
  return Array.from({ length: count }, (_, number): Findable => {
    const type = outletTypes[roll(outletTypes.length)] ?? outletTypes[0]
    const code = type?.code ?? 'convenience'
    const stop = (): FindableStop => ({
      name: `${pick(streets, '')}口`,
      position: position(),
      hours: roll(5) === 0 ? null : pick(hours, '24/7'),
    })
    const branch = roll(3) === 0 ? `（${pick(streets, '')}店）` : ''
    return {
      geometry: { coordinates: position() },
      properties: {
        id: `bench${String(number).padStart(6, '0')}`,
        name: `${pick(owners, '')}${pick(owners, '')}${pick(signs[code] ?? [], type?.short ?? '')}${branch}`,
        type: code,
        services: outletServices.filter(() => roll(16) === 0).map((service) => service.code),
        marks: marks.filter(() => roll(3) === 0),
        circle: roll(20) === 0 ? null : (pick(yima.communities, yima.communities[0])?.code ?? null),
        phone: roll(4) === 0 ? null : `0398-${5_000_000 + roll(999_999)}`,
        hours: roll(10) === 0 ? null : pick(hours, '24/7'),
        closures: roll(200) === 0 ? [{ from: '2026-03-16', to: '2026-03-20', reason: '装修' }] : [],
        status: roll(50) === 0 ? 'closed' : roll(50) === 0 ? 'paused' : 'open',
        ...(type?.class === 'mobile' && roll(6) === 0
          ? { stops: Array.from({ length: 2 + roll(3) }, stop) }
          : {}),
      },
    }
  })
}

/** What is asked of them, by name. */
export const finderQueries: Readonly<Record<string, FindQuery>> = {
  'everything, nearest first': { near: centre },
  'open pharmacies within 15 minutes': { types: ['pharmacy'], openAt: noon, near: centre, within: 15 },
  'cash and step-free, open, nearest first': {
    payments: ['cash'],
    accessibilities: ['step_free'],
    openAt: noon,
    near: centre,
  },
  'text 银杏, open, nearest first': { q: '银杏', openAt: noon, near: centre },
  'initials yxsq, open, nearest first': { q: 'yxsq', openAt: noon, near: centre },
  'pinyin yinx, by rank': { q: 'yinx' },
  'synonym 修鞋, open, nearest first': { q: '修鞋', openAt: noon, near: centre },
}
