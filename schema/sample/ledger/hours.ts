/** Opening hours as shops of each type keep them, drawn from few patterns as in a real town. */

import type { Random } from '../random.ts'

type Pattern = readonly [expression: string, weight: number]

const patterns: Record<string, readonly Pattern[]> = {
  convenience: [
    ['07:00-22:00', 9],
    ['06:30-23:00', 7],
    ['24/7', 5],
    ['07:30-21:30', 5],
    ['06:00-24:00', 3],
    ['08:00-02:00', 2],
    ['Mo-Fr 06:30-22:30; Sa,Su 07:30-22:30', 2],
  ],
  supermarket: [
    ['08:00-21:30', 7],
    ['07:30-21:00', 6],
    ['08:30-22:00; PH 09:00-21:00', 3],
    ['Mo-Th 08:00-21:30; Fr-Su,PH 08:00-22:00', 3],
    ['Apr-Oct 07:30-22:00; Nov-Mar 08:00-21:00', 2],
  ],
  market: [
    ['05:30-19:00', 4],
    ['Apr-Oct 05:00-19:30; Nov-Mar 06:00-18:30', 4],
    ['05:30-12:00,15:00-19:00', 3],
    ['Mo,We,Fr 06:00-11:00', 2],
    ['Su[1,3] 06:00-13:00', 1],
  ],
  fresh: [
    ['07:00-21:00', 8],
    ['06:30-20:30', 7],
    ['07:00-13:00,15:30-21:00', 4],
    ['Mo-Fr 07:00-20:30; Sa,Su 06:30-21:30', 3],
    ['06:00-20:00; Mo[1] off', 1],
  ],
  breakfast: [
    ['05:30-10:00', 9],
    ['06:00-10:30', 8],
    ['05:00-13:00', 4],
    ['05:30-10:30,17:00-20:30', 3],
    ['Mo-Sa 05:30-10:00', 3],
    ['06:00-11:00; PH off', 2],
    ['04:30-09:30+', 1],
  ],
  hair: [
    ['09:00-21:00', 8],
    ['09:30-21:30; We off', 4],
    ['10:00-22:00', 4],
    ['Tu-Su 09:00-20:30', 4],
    ['08:30-12:00,14:00-20:00', 3],
    ['09:00-20:00+', 1],
  ],
  laundry: [
    ['08:00-20:00', 5],
    ['08:30-12:00,13:30-19:30', 3],
    ['Mo-Sa 08:30-19:30; Su 09:00-18:00; PH off', 3],
    ['week 1-53/2 Mo-Su 08:30-20:00; week 2-52/2 Mo-Sa 08:30-20:00', 1],
  ],
  pharmacy: [
    ['07:30-21:30', 8],
    ['08:00-22:00', 7],
    ['24/7', 3],
    ['07:30-21:00; PH 09:00-18:00', 4],
    ['Mo-Fr 07:30-21:00; Sa,Su 08:00-20:30', 3],
  ],
  photo_print: [
    ['08:30-19:00', 5],
    ['Mo-Sa 08:30-18:30; Su 09:30-17:00', 4],
    ['09:00-20:00; PH off', 3],
    ['Mo-Fr 08:30-12:00,14:00-18:30; Sa 09:00-17:00', 2],
  ],
  repair: [
    ['08:30-18:30', 6],
    ['08:00-12:00,14:00-18:30', 5],
    ['Mo-Sa 08:30-18:00', 4],
    ['08:00-18:00; PH off', 3],
    ['09:00-17:00 "下雨不出摊"', 2],
    ['Apr-Oct 08:00-19:00; Nov-Mar 08:30-17:30', 2],
  ],
  parcel: [
    ['08:00-21:00', 8],
    ['08:30-20:30', 6],
    ['09:00-13:00,14:30-20:30', 3],
    ['24/7', 3],
    ['Mo-Sa 08:00-20:30; Su 09:00-18:00', 3],
  ],
  housekeeping: [
    ['Mo-Fr 08:30-18:00; Sa 09:00-17:00', 4],
    ['08:00-18:30', 4],
    ['Mo-Fr 08:30-12:00,14:00-18:00; PH off', 2],
    ['08:00-20:00 "上门请提前一天约"', 1],
  ],
  restaurant: [
    ['10:30-14:00,17:00-21:00', 9],
    ['10:00-21:30', 6],
    ['09:30-22:00', 4],
    ['17:00-02:00', 4],
    ['11:00-14:30,17:00-22:30', 4],
    ['06:00-14:00', 3],
    ['Su-Th 10:30-21:30; Fr,Sa 10:30-23:30', 3],
    ['18:00-03:00', 2],
    ['10:30-20:30; Tu off', 2],
    ['Apr-Oct 17:00-01:30; Nov-Mar 17:00-23:00', 2],
    ['16:30-23:00+', 1],
  ],
  sports: [
    ['09:00-22:00', 4],
    ['Mo-Fr 14:00-21:30; Sa,Su,PH 08:30-21:30', 4],
    ['06:30-21:30', 3],
    ['May-Sep 08:00-21:30; Oct-Apr 09:00-20:30', 2],
  ],
  education: [
    ['Mo-Fr 17:00-20:30; Sa,Su 08:30-18:00', 6],
    ['Sa,Su 08:30-17:30; PH off', 4],
    ['We-Su 09:00-18:00; PH off', 3],
    ['Mo-Fr 16:30-20:00; PH off', 2],
  ],
  leisure: [
    ['10:00-24:00', 5],
    ['13:00-01:00', 4],
    ['09:00-22:00', 4],
    ['24/7', 2],
    ['Mo-Th 14:00-24:00; Fr-Su 12:00-02:00', 3],
    ['19:00-04:00', 2],
  ],
  elder_health: [
    ['Mo-Sa 08:00-17:30', 5],
    ['08:00-12:00,14:00-18:00', 4],
    ['Mo-Fr 08:30-17:30; PH off', 3],
  ],
  childcare: [
    ['Mo-Fr 07:30-18:30; PH off', 8],
    ['Mo-Sa 07:30-18:00; PH off', 3],
    ['Mo-Fr 11:30-14:00,16:30-20:00; PH off', 3],
  ],
  culture: [
    ['Tu-Su 09:00-12:00,14:00-17:30', 5],
    ['Mo-Fr 08:30-17:30; Sa,Su 09:00-17:00', 4],
    ['Tu-Su 08:30-17:30; PH 10:00-16:00', 4],
    ['May-Sep 09:00-20:00; Oct-Apr 09:00-17:30', 2],
  ],
  clinic: [
    ['08:00-12:00,14:00-18:00', 6],
    ['Mo-Sa 08:00-12:00,14:30-18:00; PH 10:00-16:00', 4],
    ['08:00-20:00', 4],
    ['24/7', 2],
    ['Mo-Fr 08:00-17:30; Sa,Su,PH 09:00-12:00', 3],
  ],
  elder_care: [
    ['08:00-18:00', 5],
    ['24/7', 2],
    ['Mo-Sa 07:30-18:30', 3],
    ['Mo-Fr 08:00-17:30; Sa,Su,PH 09:00-16:00', 2],
  ],
  community_centre: [
    ['Mo-Fr 08:30-12:00,14:30-18:00; PH off', 6],
    ['Mo-Fr 08:30-12:00,14:30-18:00; Sa 09:00-12:00; PH off', 5],
    ['Mo-Fr 08:30-18:00; Sa,Su 09:00-16:00; PH 10:00-16:00', 3],
    ['Jun-Aug Mo-Fr 08:00-12:00,15:00-18:30; Sep-May Mo-Fr 08:30-12:00,14:30-18:00; PH off', 2],
  ],
  legal_aid: [
    ['Mo-Fr 09:00-12:00,14:30-17:30; PH off', 5],
    ['We 14:30-17:30; PH off', 3],
    ['Tu,Th 09:00-11:30 "其他时间打电话约"; PH off', 2],
    ['Mo[1],Mo[3] 09:00-12:00; PH off', 2],
  ],
  vending: [
    ['24/7', 10],
    ['06:00-23:00', 3],
  ],
}

/** Hours of the stops of a mobile outlet: it is at one of them at a time. */
const rounds: Record<'vegetable_van' | 'morning' | 'evening', readonly string[]> = {
  vegetable_van: [
    'Mo,We,Fr 07:00-09:00',
    'Tu,Th,Sa 07:00-09:00',
    'Mo,We,Fr 09:30-11:00',
    'Tu,Th,Sa 09:30-11:00',
    'Tu,Th,Sa 16:00-18:00',
    'Su 07:30-10:30',
  ],
  morning: ['Mo-Fr 06:00-09:00', 'Sa,Su 06:30-10:00', 'Mo-Fr 16:30-18:30'],
  evening: ['Mo-Th 17:00-22:00', 'Fr-Su 18:00-01:00', 'Sa,Su 10:00-16:00'],
}

const readable: Record<string, readonly string[]> = {
  '24/7': ['24小时', '全天营业'],
  '07:00-22:00': ['早7点—晚10点', '7:00-22:00'],
  '09:00-21:00': ['9:00至21:00', '上午9点到晚上9点'],
  '07:30-21:30': ['7：30—21：30', '早7点半到晚9点半'],
  '08:00-22:00': ['8:00-22:00', '早8点—晚10点'],
  '10:00-21:30': ['10:00-21:30'],
  '05:30-10:00': ['早上5点半到10点'],
  '08:00-21:00': ['8点—21点', '8:00-21:00'],
  '10:30-14:00,17:00-21:00': ['10:30-14:00，17:00-21:00', '中午10:30-14:00 晚上17:00-21:00'],
  '08:00-12:00,14:00-18:00': ['上午8:00-12:00，下午14:00-18:00'],
  'Mo-Sa 08:30-18:00': ['周一至周六8:30-18:00'],
  '10:30-20:30; Tu off': ['10:30-20:30，周二休息'],
  '09:30-21:30; We off': ['9:30-21:30，周三休息'],
}

const publicHours = new Set(['culture', 'clinic', 'elder_care', 'community_centre', 'legal_aid'])

/** Words from which nobody can tell when it is open. */
const unreadable = {
  office: ['以门口公示为准', '值班时间不定，来前打电话', '看通知'],
  shop: [
    '时间不定，来前打电话',
    '看天气，早上出摊',
    '农忙时可能不开',
    '有人就开门',
    '下午多半在，晚上看情况',
    '赶集日开',
    '以店门口告示为准',
    '早上到卖完为止',
  ],
}

export interface GivenHours {
  hours: string | null
  hoursText: string | null
}

/** Names that say when a shop is open better than its type does. */
const byName: readonly (readonly [RegExp, readonly Pattern[]])[] = [
  [
    /烧烤|大排档|夜市|KTV/u,
    [
      ['17:00-02:00', 6],
      ['16:30-01:00', 3],
      ['18:00-03:00', 2],
      ['Apr-Oct 17:00-01:30; Nov-Mar 17:00-23:00', 3],
      ['16:30-23:00+', 1],
    ],
  ],
  [
    /茶|书吧|咖啡|棋牌/u,
    [
      ['09:00-22:00', 5],
      ['10:00-24:00', 4],
      ['13:00-23:00', 3],
      ['Mo-Fr 13:00-22:00; Sa,Su,PH 09:30-22:30', 2],
    ],
  ],
  [
    /副食|小卖部|商店|百货/u,
    [
      ['07:00-22:00', 6],
      ['06:30-21:30', 4],
      ['07:30-21:30', 3],
      ['07:00-12:30,14:30-21:30', 1],
    ],
  ],
  [/快件柜|网吧/u, [['24/7', 1]]],
  [/幼儿园/u, [['Mo-Fr 07:30-17:30; PH off', 1]]],
]

/**
 * Hours for an outlet of this type and name. About one in ten is unknown, of these some with a text that says nothing
 * certain; about one in twelve carries the words of the old ledger beside what they mean.
 */
export function hoursFor(type: string, name: string, random: Random, unknownShare: number): GivenHours {
  const list = byName.find(([words]) => words.test(name))?.[1] ?? patterns[type]
  if (!list || random.chance(unknownShare))
    return {
      hours: null,
      hoursText: random.chance(0.4)
        ? random.pick(unreadable[publicHours.has(type) ? 'office' : 'shop'])
        : null,
    }
  const hours = random.weighted(list)
  const texts = readable[hours]
  return { hours, hoursText: texts && random.chance(0.3) ? random.pick(texts) : null }
}

/** Hours of a mobile outlet's stops, in turn; about one in ten is unknown. */
export function stopHours(
  type: 'vegetable_van' | 'food_truck',
  name: string,
  random: Random,
): (string | null)[] {
  const round = type === 'vegetable_van' ? type : /早餐|煎饼/u.test(name) ? 'morning' : 'evening'
  return random.shuffled(rounds[round]).map((hours) => (random.chance(0.1) ? null : hours))
}
