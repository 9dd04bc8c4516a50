/**
 * Wishes of the sample city: made up, for what communities lack and for a little more, some of them projects in every
 * state. Days are told from the day of loading.
 */

import type { ProjectState } from '../../catalog/wishes.ts'
import { base62 } from '../../rules/base62.ts'
import { type Random, seededRandom } from '../random.ts'

/** What a project became so many days before the day of loading. */
export interface SampleStep {
  daysAgo: number
  state: ProjectState
  unit: string | null
  /** the day it is planned for, in days from the day of loading */
  byIn: number | null
  result: string | null
  reason: string | null
}

export interface SampleWish {
  /** as random identifiers look; the same every time */
  id: string
  community: string
  want: string
  /** days before the day of loading on which each supporter spoke, the first first */
  supports: { id: string; daysAgo: number; why: string | null; approved: boolean }[]
  /** the first first; none where staff have not taken it up */
  project: SampleStep[]
}

/** How many want what in which community, and why; words after the first so many wait for staff. */
interface Wanted {
  community: string
  want: string
  supporters: number
  whys: readonly string[]
  approved: number
  project?: readonly Partial<SampleStep>[]
}

const wanted: readonly Wanted[] = [
  {
    community: '411281001001',
    want: 'laundry',
    supporters: 41,
    whys: [
      '洗一件大衣要坐三站车，来回一个上午。',
      '家里老人的被子洗不动，想就近有个地方洗。',
      '以前巷口有一家，拆了以后再没有。',
      '干洗店都在市中心，周末排长队。',
    ],
    approved: 3,
    project: [
      { daysAgo: 75, state: 'proposed' },
      { daysAgo: 40, state: 'planned', unit: 'commerce', byIn: 60 },
      { daysAgo: 12, state: 'under_way', unit: 'commerce', byIn: 60, result: '已选定店面，正在装修。' },
    ],
  },
  {
    community: '411281003003',
    want: 'market',
    supporters: 87,
    whys: [
      '菜市场拆了以后一直没补上，买菜要过铁路。',
      '早上的菜车来得晚，上班前买不到。',
      '老人拎着菜走二十多分钟，冬天路滑。',
      '哪怕一周有三天的早市也好。',
    ],
    approved: 4,
    project: [
      { daysAgo: 90, state: 'proposed' },
      { daysAgo: 55, state: 'planned', unit: '411281003', byIn: 150 },
    ],
  },
  {
    community: '411281002001',
    want: 'elder_care',
    supporters: 58,
    whys: [
      '我上班，白天家里老人没人看。',
      '想有个地方能让老人吃顿热饭、说说话。',
      '坡上的老人多，下去一趟不容易。',
    ],
    approved: 2,
    project: [{ daysAgo: 20, state: 'proposed', unit: 'civil' }],
  },
  {
    community: '411281002002',
    want: 'repair',
    supporters: 33,
    whys: ['配把钥匙要去别的社区。', '拉链坏了没地方换，扔了可惜。'],
    approved: 2,
    project: [
      { daysAgo: 120, state: 'planned', unit: '411281002002', byIn: -30 },
      {
        daysAgo: 28,
        state: 'done',
        unit: '411281002002',
        byIn: -30,
        result: '社区服务中心门口设了维修角，每周二、五上午有师傅。',
      },
    ],
  },
  {
    community: '411281004002',
    want: 'food_truck',
    supporters: 6,
    whys: ['夜里下班想吃口热的。'],
    approved: 1,
    project: [
      {
        daysAgo: 15,
        state: 'declined',
        reason: '主路窄，停餐车会堵消防通道；夜间餐饮点在百米外的市场东门。',
      },
    ],
  },
  {
    community: '411281004002',
    want: 'market',
    supporters: 49,
    whys: ['就近买不到新鲜菜，超市的贵。', '想有个能讨价还价的地方。'],
    approved: 1,
  },
  {
    community: '411281003002',
    want: 'housekeeping',
    supporters: 12,
    whys: ['找人擦油烟机，不知道找谁。'],
    approved: 0,
  },
  {
    community: '411281003001',
    want: 'childcare',
    supporters: 37,
    whys: ['放学到下班中间两个小时没人接。', '想有个正规的地方，按小时算。'],
    approved: 2,
  },
  { community: '411281001002', want: 'photo_print', supporters: 9, whys: [], approved: 0 },
  {
    community: '411281001003',
    want: 'meals',
    supporters: 24,
    whys: ['一个人做饭吃剩的多，想中午能订一份。', '送到楼下就行，腿脚不好。'],
    approved: 1,
  },
  {
    community: '411281005002',
    want: 'elder_care',
    supporters: 21,
    whys: ['社区里七十岁以上的不少。'],
    approved: 1,
  },
  { community: '411281005001', want: 'laundry', supporters: 14, whys: [], approved: 0 },
  {
    community: '411281001006',
    want: 'vegetable_van',
    supporters: 11,
    whys: ['车一周来两次就够。'],
    approved: 1,
  },
  {
    community: '411281006001',
    want: 'supermarket',
    supporters: 8,
    whys: ['米面油都得去城里拉。'],
    approved: 1,
  },
  { community: '411281007001', want: 'pharmacy', supporters: 19, whys: ['夜里发烧没处买药。'], approved: 1 },
  { community: '411281006002', want: 'convenience', supporters: 5, whys: [], approved: 0 },
]

/** The wishes began when the site had been there for a while. */
const FIRST_DAY = 160

const idOf = (random: Random) => Array.from({ length: 10 }, () => random.pick([...base62])).join('')
const blank: SampleStep = {
  daysAgo: 0,
  state: 'proposed',
  unit: null,
  byIn: null,
  result: null,
  reason: null,
}

/** All wishes. */
export function sampleWishes(): SampleWish[] {
  const random = seededRandom(7200)
  return wanted.map(({ community, want, supporters, whys, approved, project = [] }) => {
    const earliest = Math.max(30, ...project.map(({ daysAgo = 0 }) => daysAgo + 5))
    const days = Array.from({ length: supporters }, () => Math.floor(FIRST_DAY * random.next() ** 1.4))
    // what has been approved was said first, what waits has come last
    const wordsAt = (at: number) => {
      const late = at - (supporters - whys.length)
      const approves = at < approved
      return { why: (approves ? whys[at] : late >= approved ? whys[late] : null) ?? null, approved: approves }
    }
    days[0] = Math.min(FIRST_DAY, earliest + random.whole(5, 20))
    return {
      id: idOf(random),
      community,
      want,
      supports: days
        .toSorted((one, other) => other - one)
        .map((daysAgo, at) => ({ id: idOf(random), daysAgo, ...wordsAt(at) })),
      project: project.map((step) => ({ ...blank, ...step })),
    }
  })
}
