/**
 * The hand-drawn part of the sample town: what a planner would sketch on one sheet before drawing streets. Metres
 * east and north of the city's centre. The lie of the land (a strip in a valley, a railway and a river from west to
 * east) is that of the real town; every line and name here is invented.
 */

import { bend } from './bend.ts'
import { curve, type Point } from './plane.ts'

/** main road, street, lane, footpath, steps: in the order in which they matter */
export const streetClasses = ['main', 'street', 'lane', 'path', 'steps'] as const
export type StreetClass = (typeof streetClasses)[number]

/** How a neighbourhood grew, which decides its blocks, lanes and buildings. */
export type Style = 'old' | 'danwei' | 'new' | 'village' | 'works'

export interface Road {
  name: string
  nameEn: string
  class: StreetClass
  line: readonly Point[]
}

/** The river's middle, with half its width in metres. */
const riverSheet: readonly (readonly [x: number, y: number, halfWidth: number])[] = [
  [-9700, -1250, 15],
  [-7200, -1020, 16],
  [-5400, -1180, 18],
  [-3800, -900, 22],
  [-2500, -980, 27],
  [-1300, -830, 36],
  [-300, -870, 46],
  [700, -900, 42],
  [1600, -790, 32],
  [2500, -930, 26],
  [3500, -870, 24],
  [5200, -1150, 20],
  [7400, -1000, 18],
  [9700, -1300, 18],
]
export const river: readonly Point[] = bent(riverSheet.map(([x, y]) => [x, y]))
export const riverWidths: readonly { at: Point; halfWidth: number }[] = riverSheet.map(
  ([x, y, halfWidth]) => ({
    at: bend([x, y]),
    halfWidth,
  }),
)

/** A stream from the northern hills; it parts the eastern quarters from the centre. */
export const stream: readonly Point[] = bent([
  [3550, 5200],
  [3100, 3900],
  [3250, 2900],
  [2720, 1850],
  [2560, 760],
  [2470, 100],
  [2380, -460],
  [2420, -960],
])
export const streamHalfWidth = 7

export const railway: readonly Point[] = bent([
  [-9700, 420],
  [-6500, 560],
  [-4200, 720],
  [-2400, 690],
  [-800, 740],
  [400, 760],
  [1800, 800],
  [3300, 720],
  [5500, 840],
  [7500, 900],
  [9700, 760],
])
export const railwayHalfWidth = 17

/** To the mine in the north-west; goods only. */
export const branchLine: readonly Point[] = bent([
  [-1320, 740],
  [-1750, 800],
  [-2150, 960],
  [-2750, 1450],
  [-3060, 2100],
  [-3080, 2700],
])
export const branchHalfWidth = 9

export const station: Point = bend([80, 728])

export const mainRoads: readonly Road[] = [
  road('千秋路', 'Qianqiu Road', [
    [-3720, -185],
    [-2900, -60],
    [-2000, 60],
    [-1100, 0],
    [-300, 50],
    [500, 0],
    [1300, 70],
    [2200, 10],
    [3100, 70],
    [3820, -60],
  ]),
  road('人民路', 'Renmin Road', [
    [-2640, 320],
    [-1800, 390],
    [-900, 350],
    [0, 410],
    [900, 370],
    [1800, 440],
    [2700, 390],
    [3540, 350],
  ]),
  road('文化路', 'Wenhua Road', [
    [-2670, -430],
    [-1800, -380],
    [-900, -450],
    [0, -390],
    [900, -440],
    [1700, -360],
    [2080, -400],
  ]),
  road('北环路', 'North Ring Road', [
    [-2530, 1230],
    [-1400, 1440],
    [-200, 1570],
    [1000, 1560],
    [2200, 1470],
    [3350, 1180],
  ]),
  road('韶山路', 'Shaoshan Road', [
    [640, 10],
    [900, 190],
    [1330, 420],
    [1680, 620],
    [1982, 726],
  ]),
  road('建设路', 'Jianshe Road', [
    [-2600, 990],
    [-2000, 1060],
    [-1000, 1090],
    [200, 1140],
    [1400, 1130],
    [2500, 1080],
    [2920, 1040],
  ]),
  road('南山路', 'Nanshan Road', [
    [-1930, -1370],
    [-900, -1430],
    [200, -1500],
    [1200, -1420],
    [2200, -1490],
    [2790, -1400],
  ]),
  road('新义街', 'Xinyi Street', [
    [-2510, 1270],
    [-2640, 690],
    [-2560, 0],
    [-2690, -500],
    [-2620, -896],
  ]),
  road('跃进路', 'Yuejin Road', [
    [-1830, 420],
    [-1740, 0],
    [-1850, -420],
    [-1870, -940],
    [-1930, -1400],
  ]),
  road('银杏路', 'Yinxing Road', [
    [-170, 1590],
    [-260, 1100],
    [-350, 740],
    [-270, 0],
    [-330, -400],
    [-220, -860],
    [-120, -1510],
  ]),
  road('朝阳路', 'Chaoyang Road', [
    [640, 1580],
    [570, 1150],
    [480, 760],
    [560, 0],
    [510, -420],
    [565, -806],
  ]),
  road('泰山路', 'Taishan Road', [
    [1240, 420],
    [1290, 0],
    [1210, -420],
    [1320, -830],
    [1420, -1460],
  ]),
  road('常村路', 'Changcun Road', [
    [2100, 1500],
    [2060, 1120],
    [1990, 790],
    [2090, 0],
    [2010, -420],
    [2045, -795],
  ]),
  road('光明路', 'Guangming Road', [
    [2960, 1310],
    [2900, 1030],
    [2990, 730],
    [2890, 0],
    [2960, -420],
    [2870, -870],
    [2770, -1430],
  ]),
  road('东环路', 'East Ring Road', [
    [3330, 1210],
    [3490, 740],
    [3520, 350],
    [3660, -20],
    [3560, -480],
    [3330, -810],
  ]),
  road('西环路', 'West Ring Road', [
    [-3390, -842],
    [-3420, -130],
    [-3360, 660],
    [-3480, 1150],
    [-3500, 1900],
  ]),
]

/** Roads along the river: metres from its middle line, north positive, between two points of the town's length. */
export const riverRoads = [
  {
    name: '滨河路',
    nameEn: 'Binhe Road',
    class: 'main',
    fromX: -3500,
    toX: 3420,
    offset: 62,
  },
  {
    name: '河南路',
    nameEn: 'Henan Bank Road',
    class: 'street',
    fromX: -2030,
    toX: 2960,
    offset: -66,
  },
] as const

/** Streets that no chance should leave out: the station front, the market street, links across barriers. */
export const fixedStreets: readonly Road[] = [
  street('站前街', 'Zhanqian Street', [
    [-1040, 652],
    [-820, 655],
    [-340, 660],
    [80, 672],
    [490, 690],
    [1060, 712],
  ]),
  street('民安街', "Min'an Street", [
    [-1010, 672],
    [-960, 350],
    [-1060, 0],
    [-980, -440],
    [-1020, -742],
  ]),
  street('矿工路', 'Kuanggong Road', [
    [-2620, 640],
    [-2300, 560],
    [-1950, 260],
    [-1500, 60],
    [-1260, -180],
    [-1010, -440],
  ]),
  street('鸿庆街', 'Hongqing Street', [
    [60, 690],
    [120, 390],
    [150, 0],
    [100, -400],
    [170, -792],
  ]),
  {
    name: '站南地道',
    nameEn: 'Station Underpass',
    class: 'steps',
    line: bent([
      [60, 690],
      [70, 760],
      [90, 850],
      [120, 1125],
    ]),
  },
  {
    name: '涧河北岸步道',
    nameEn: 'North Bank Promenade',
    class: 'path',
    line: bent([
      [-3385, -835],
      [-3392, -900],
    ]),
  },
  {
    name: '柳岸步行桥',
    nameEn: "Liu'an Footbridge",
    class: 'path',
    line: bent([
      [-1030, -770],
      [-1000, -860],
      [-960, -930],
    ]),
  },
]

/** Country roads: to the villages, over hills and along valleys. */
export const countryRoads: readonly Road[] = [
  country('崤陵路', 'Xiaoling Road', [
    [-3700, -180],
    [-4300, -130],
    [-5300, -400],
    [-6100, -330],
    [-7000, -560],
    [-8300, -470],
    [-9500, -640],
  ]),
  country('郭庄路', 'Guozhuang Road', [
    [-2520, 1240],
    [-2820, 1640],
    [-3500, 1900],
    [-4050, 1800],
    [-4700, 1500],
    [-5150, 800],
    [-5300, -390],
  ]),
  country('梁沟路', 'Lianggou Road', [
    [-3500, 1890],
    [-4300, 2500],
    [-5000, 2480],
    [-5800, 2750],
    [-6700, 3300],
  ]),
  country('马岭路', 'Maling Road', [
    [-1100, 1490],
    [-1260, 1900],
    [-1100, 2450],
    [-1700, 2900],
    [-2500, 3350],
    [-3300, 3700],
  ]),
  country('程村路', 'Chengcun Road', [
    [2150, 1480],
    [2120, 2000],
    [2500, 2550],
    [2350, 3200],
    [2600, 4000],
  ]),
  country('苗元路', 'Miaoyuan Road', [
    [3340, 1190],
    [4250, 1650],
    [5300, 1600],
    [6500, 1950],
    [6550, 1250],
    [5900, 480],
  ]),
  country('义昌路', 'Yichang Road', [
    [3800, -60],
    [4600, 190],
    [5300, 280],
    [5900, 470],
    [7200, 250],
    [8300, 420],
    [9500, 300],
  ]),
  country('河口路', 'Hekou Road', [
    [2780, -1410],
    [3300, -1330],
    [3950, -1520],
    [4800, -1480],
    [5650, -1800],
    [6500, -1500],
    [7250, -750],
    [7150, -100],
    [7200, 260],
  ]),
  country('南河路', 'Nanhe Road', [
    [950, -1430],
    [820, -1800],
    [950, -2200],
    [1600, -2350],
    [2350, -2650],
    [3300, -2300],
    [3950, -1510],
  ]),
  country('南岭路', 'Nanling Road', [
    [-120, -1490],
    [-260, -1950],
    [200, -2300],
    [930, -2210],
  ]),
  country('裴村路', 'Peicun Road', [
    [-1930, -1370],
    [-2700, -1650],
    [-3700, -1850],
    [-4300, -1400],
    [-4450, -800],
    [-4290, -140],
  ]),
]

/** Green places; `trails` are paths on foot inside them. */
export const parks: readonly {
  name: string
  nameEn: string
  kind: 'park' | 'wood'
  edge: readonly Point[]
  pond?: readonly Point[]
  trails?: readonly (readonly Point[])[]
  steps?: readonly (readonly Point[])[]
}[] = [
  {
    name: '北山公园',
    nameEn: 'Beishan Hill Park',
    kind: 'wood',
    edge: bent([
      [-420, 1620],
      [250, 1655],
      [820, 1640],
      [1080, 1900],
      [860, 2240],
      [300, 2330],
      [-260, 2200],
      [-560, 1930],
    ]),
    trails: [
      bent([
        [-90, 1570],
        [-210, 1760],
        [-80, 1960],
        [150, 2060],
        [420, 2050],
        [700, 1960],
        [760, 1780],
        [650, 1560],
      ]),
      bent([
        [420, 2050],
        [330, 2190],
        [60, 2200],
        [-180, 2090],
        [-80, 1960],
      ]),
    ],
    steps: [
      bent([
        [250, 1570],
        [270, 1700],
        [240, 1830],
        [290, 1950],
        [290, 2062],
      ]),
    ],
  },
  {
    name: '南岭森林公园',
    nameEn: 'Nanling Forest Park',
    kind: 'wood',
    edge: bent([
      [-1700, -1560],
      [-900, -1600],
      [-330, -1650],
      [-420, -2050],
      [-760, -2500],
      [-1400, -2620],
      [-2050, -2330],
      [-2200, -1850],
    ]),
    trails: [
      bent([
        [-1000, -1425],
        [-1080, -1700],
        [-1300, -1950],
        [-1080, -2200],
        [-760, -2120],
        [-640, -1850],
        [-260, -1950],
      ]),
    ],
    steps: [
      bent([
        [-1300, -1950],
        [-1480, -2100],
        [-1500, -2260],
      ]),
    ],
  },
]

/** Quarters with a centre; `style` decides how they were built. Codes are those of the city definition. */
export const quarters: readonly { code: string; at: Point; style: Style; reach?: number }[] = [
  quarter('411281001001', [-1400, 190], 'danwei'),
  quarter('411281001002', [-640, -215], 'danwei'),
  quarter('411281001003', [-650, 190], 'old'),
  quarter('411281001004', [330, 215], 'old'),
  quarter('411281001005', [-90, -190], 'old'),
  quarter('411281001006', [-1380, -230], 'danwei'),
  quarter('411281002001', [1300, 1300], 'danwei'),
  quarter('411281002002', [150, 1290], 'new'),
  quarter('411281003001', [-2150, 190], 'danwei'),
  quarter('411281003002', [-2220, -640], 'village'),
  quarter('411281003003', [-2980, 180], 'works'),
  quarter('411281004001', [1680, 190], 'danwei'),
  quarter('411281004002', [3200, 170], 'new'),
  quarter('411281005001', [910, -640], 'village'),
  quarter('411281005002', [420, -1200], 'new'),
  village('411281006001', [-3470, 1180], 190),
  village('411281006002', [-1120, 2420], 200),
  village('411281006003', [-4330, -140], 230),
  village('411281006004', [-5300, -390], 240),
  village('411281006005', [-7000, -555], 230),
  village('411281006006', [-3560, 1960], 180),
  village('411281006007', [-4700, 1490], 210),
  village('411281006008', [-5720, 2720], 170),
  village('411281006009', [-2480, 3340], 170),
  village('411281006010', [-3700, -1840], 270),
  village('411281007001', [4250, 1640], 220),
  village('411281007002', [4600, 190], 280),
  village('411281007003', [3900, -1500], 220),
  village('411281007004', [930, -2190], 210),
  village('411281007005', [5900, 470], 210),
  village('411281007006', [5650, -1790], 200),
  village('411281007007', [7230, -720], 180),
  village('411281007008', [2480, 2530], 200),
  village('411281007009', [6480, 1940], 180),
  village('411281007010', [2350, -2640], 210),
]

/** How built-up land without a community centre of its own looks. */
export const outskirts: readonly { at: Point; style: Style }[] = [
  { at: bend([-1500, 1020]), style: 'works' },
  { at: bend([-2400, 1000]), style: 'works' },
  { at: bend([-1000, 1300]), style: 'danwei' },
  { at: bend([2500, 1000]), style: 'new' },
  { at: bend([2500, -640]), style: 'new' },
  { at: bend([-1000, -1180]), style: 'works' },
  { at: bend([1900, -1180]), style: 'new' },
  { at: bend([3300, -450]), style: 'works' },
  { at: bend([-2980, -500]), style: 'works' },
  { at: bend([-2200, -120]), style: 'danwei' },
  { at: bend([1650, -640]), style: 'danwei' },
  { at: bend([-650, 560]), style: 'old' },
  { at: bend([900, 560]), style: 'danwei' },
]

/** The edge of the built-up town; faces beyond it stay open country. */
export const townEdge: readonly Point[] = bent([
  [-3500, -960],
  [-3460, 720],
  [-2700, 720],
  [-2570, 1300],
  [-1400, 1490],
  [-200, 1620],
  [1000, 1610],
  [2200, 1520],
  [3400, 1230],
  [3570, 740],
  [3610, 350],
  [3750, -20],
  [3620, -500],
  [3390, -880],
  [2920, -910],
  [2830, -1460],
  [1200, -1490],
  [200, -1570],
  [-1000, -1490],
  [-1970, -1430],
  [-1920, -980],
])

/** Big grounds that take the block under their point. */
export const grounds: readonly {
  at: Point
  use: 'park' | 'square' | 'school' | 'hospital' | 'stadium' | 'works' | 'market' | 'civic'
  name: string
  nameEn: string
}[] = [
  { at: bend([-120, 215]), use: 'park', name: '银杏公园', nameEn: 'Ginkgo Park' },
  { at: bend([820, -200]), use: 'park', name: '鸿庆园', nameEn: 'Hongqing Garden' },
  { at: bend([-1560, -640]), use: 'park', name: '涧水公园', nameEn: 'Jianshui Park' },
  { at: bend([1680, 960]), use: 'park', name: '红土坡公园', nameEn: 'Hongtupo Park' },
  { at: bend([3230, 560]), use: 'park', name: '东湖公园', nameEn: 'East Lake Park' },
  { at: bend([700, -1200]), use: 'park', name: '南岸公园', nameEn: 'South Bank Park' },
  { at: bend([-400, -1200]), use: 'stadium', name: '体育中心', nameEn: 'Sports Centre' },
  { at: bend([30, 600]), use: 'square', name: '站前广场', nameEn: 'Station Square' },
  { at: bend([300, -150]), use: 'square', name: '千秋广场', nameEn: 'Qianqiu Square' },
  { at: bend([-1250, 520]), use: 'school', name: '市第一中学', nameEn: 'No. 1 High School' },
  { at: bend([900, 200]), use: 'school', name: '实验小学', nameEn: 'Experimental Primary School' },
  { at: bend([-700, -620]), use: 'school', name: '文化路小学', nameEn: 'Wenhua Road Primary School' },
  { at: bend([1650, -180]), use: 'school', name: '常村路中学', nameEn: 'Changcun Road Middle School' },
  { at: bend([1000, 1350]), use: 'school', name: '朝阳中学', nameEn: 'Chaoyang Middle School' },
  { at: bend([-2150, -200]), use: 'school', name: '跃进小学', nameEn: 'Yuejin Primary School' },
  { at: bend([3150, -150]), use: 'school', name: '光明小学', nameEn: 'Guangming Primary School' },
  { at: bend([1900, -1200]), use: 'school', name: '南岸实验学校', nameEn: 'South Bank School' },
  { at: bend([1000, 520]), use: 'hospital', name: '市人民医院', nameEn: "People's Hospital" },
  { at: bend([-1500, -60]), use: 'hospital', name: '中医院', nameEn: 'Hospital of Chinese Medicine' },
  { at: bend([-420, 1300]), use: 'civic', name: '市民中心', nameEn: 'Citizen Centre' },
  { at: bend([-2000, 1160]), use: 'works', name: '千秋机械厂', nameEn: 'Qianqiu Machine Works' },
  { at: bend([-3000, -300]), use: 'works', name: '崤函化工园', nameEn: 'Xiaohan Chemical Park' },
  { at: bend([-3030, 450]), use: 'works', name: '物流园', nameEn: 'Logistics Park' },
]

function road(name: string, nameEn: string, through: readonly Point[]): Road {
  return { name, nameEn, class: 'main', line: bent(through) }
}
function street(name: string, nameEn: string, through: readonly Point[]): Road {
  return { name, nameEn, class: 'street', line: bent(through) }
}
function country(name: string, nameEn: string, through: readonly Point[]): Road {
  return { name, nameEn, class: 'street', line: bent(through) }
}
function quarter(code: string, at: Point, style: Style) {
  return { code, at: bend(at), style }
}
function village(code: string, at: Point, reach: number) {
  return { code, at: bend(at), style: 'village' as const, reach }
}
/** The curve through points of the sheet, laid on the ground. */
function bent(through: readonly Point[]): Point[] {
  return curve(through).map(bend)
}
