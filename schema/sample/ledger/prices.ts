/** Published prices, in fen. */

import type { Random } from '../random.ts'

export interface Price {
  item: string
  fen: number
  fenTo: number | null
  unit: string | null
}

type Line = readonly [item: string, low: number, high: number, unit: string | null, range?: boolean]

/** Usual prices in yuan, from low to high; `range` marks what is published as a range. */
const lists: Record<string, readonly Line[]> = {
  breakfast: [
    ['胡辣汤', 5, 8, '碗'],
    ['包子', 1.5, 2.5, '个'],
    ['豆浆', 1.5, 3, '杯'],
    ['油条', 1.5, 2.5, '根'],
    ['茶叶蛋', 1.5, 2, '个'],
  ],
  hair: [
    ['男士剪发', 12, 30, '次'],
    ['女士剪发', 18, 45, '次'],
    ['老人剪发', 5, 12, '次'],
    ['染发', 60, 180, '次', true],
  ],
  laundry: [
    ['衬衫', 8, 15, '件'],
    ['羽绒服', 25, 45, '件'],
    ['洗鞋', 12, 25, '双'],
  ],
  photo_print: [
    ['黑白打印', 0.5, 1, '张'],
    ['彩色打印', 2, 3, '张'],
    ['证件照', 15, 30, '版'],
  ],
  repair: [
    ['配钥匙', 5, 15, '把', true],
    ['修鞋', 5, 20, '双', true],
    ['补胎', 8, 15, '次'],
    ['裤边', 8, 15, '条'],
  ],
  parcel: [['寄件首重', 8, 12, '公斤']],
  housekeeping: [
    ['日常保洁', 35, 50, '小时'],
    ['疏通下水道', 60, 150, '次', true],
  ],
  restaurant: [
    ['招牌面', 10, 18, '碗'],
    ['套餐', 15, 28, '份'],
    ['凉菜', 6, 18, '份', true],
  ],
  sports: [
    ['单次', 10, 30, '次'],
    ['月卡', 120, 260, '月'],
  ],
  clinic: [
    ['量血压', 0, 0, '次'],
    ['普通门诊', 5, 12, '次'],
  ],
  elder_care: [
    ['午餐（60 岁以上）', 6, 10, '份'],
    ['日间照料', 20, 40, '天'],
  ],
  elder_health: [['理疗', 30, 80, '次', true]],
  childcare: [['小饭桌', 15, 22, '天']],
  fresh: [
    ['鸡蛋', 4.2, 5.5, '斤'],
    ['时令青菜', 1.5, 4, '斤', true],
  ],
  leisure: [['茶位', 10, 30, '位']],
  community_centre: [['复印', 0, 0, '张']],
  legal_aid: [['咨询', 0, 0, '次']],
}

/** Some of the prices usual for the type; none for types that publish none. */
export function pricesFor(type: string, random: Random): Price[] {
  return (lists[type] ?? [])
    .filter((_, index) => index === 0 || random.chance(0.65))
    .map(([item, low, high, unit, range]) => {
      const step = high <= 6 ? 10 : 100
      const fen = Math.round((random.between(low, high) * 100) / step) * step
      return { item, fen, fenTo: range ? Math.round((high * 100 * 1.3) / step) * step : null, unit }
    })
}
