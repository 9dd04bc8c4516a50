/**
 * What other people call our outlet types: Amap's type codes, OpenStreetMap's tags, and the words of ledgers.
 * To teach the importer a new word, add it to one of the three tables.
 */

/**
 * Amap's type codes (高德 POI 分类编码), by prefix; the longest prefix that fits decides. A code that no prefix fits
 * is none of the plan's types: hotels, banks, offices, transport.
 */
const amapPrefixes: Readonly<Record<string, string>> = {
  // 餐饮服务
  '0501': 'restaurant',
  '0502': 'restaurant',
  '0503': 'restaurant',
  '0504': 'restaurant',
  '0505': 'leisure', // 咖啡厅
  '0506': 'leisure', // 茶艺馆
  '0507': 'restaurant', // 冷饮店
  '0508': 'restaurant', // 糕饼店
  '0509': 'restaurant', // 甜品店
  '0500': 'restaurant',
  // 购物服务
  '0601': 'supermarket', // 商场
  '0602': 'convenience', // 便民商店/便利店
  '0604': 'supermarket', // 超级市场
  '060700': 'market', // 综合市场
  '060703': 'market', // 农副产品市场
  '060704': 'fresh', // 果品市场
  '060705': 'market', // 蔬菜市场
  '060706': 'fresh', // 水产海鲜市场
  '061205': 'leisure', // 书店
  '061210': 'convenience', // 烟酒专卖店
  '061214': 'fresh', // 土特产专卖店
  // 生活服务
  '0704': 'parcel', // 邮局
  '070500': 'parcel', // 物流速递; 070501 is a warehouse
  '070701': 'legal_aid', // 律师事务所
  '0711': 'hair', // 美容美发店
  '0712': 'repair', // 维修站点
  '0713': 'photo_print', // 摄影冲印店
  '0714': 'leisure', // 洗浴推拿场所
  '0715': 'laundry', // 洗衣店
  '0717': 'housekeeping', // 搬家公司
  '0720': 'childcare', // 婴儿服务场所
  // 汽车维修 is left out: 维修点 of the plan mends what people carry there
  '0401': 'repair', // 摩托车维修
  // 体育休闲服务
  '0801': 'sports',
  '0803': 'leisure',
  '080402': 'elder_health', // 疗养院
  '0805': 'leisure',
  '0806': 'leisure', // 影剧院
  // 医疗保健服务
  '0901': 'clinic', // 综合医院, 卫生院
  '0902': 'clinic', // 专科医院
  '0903': 'clinic', // 诊所
  '090601': 'pharmacy', // 药房
  '090600': 'pharmacy', // 医药保健销售店
  '090602': 'elder_health', // 医疗保健用品
  // 政府机构及社会团体
  '130106': 'community_centre', // 乡镇以下级政府及事业单位, which 社区居委会 are
  '130505': 'legal_aid', // 公证鉴定机构
  // 科教文化服务
  '1405': 'culture', // 图书馆
  '1408': 'culture', // 文化宫
  '141204': 'childcare', // 幼儿园
  '1414': 'education', // 培训机构
  '1415': 'education', // 驾校
}

/**
 * The type that an Amap type code stands for.
 * @param code six digits, or five where a spreadsheet has dropped the leading zero; of several joined by `|`, the
 *   first that is known
 * @returns undefined when it is none of the plan's types
 */
export function typeOfAmap(code: string): string | undefined {
  for (const one of code.split('|')) {
    const full = one.trim().padStart(6, '0')
    for (let length = 6; length >= 4; length--) {
      const type = amapPrefixes[full.slice(0, length)]
      if (type) return type
    }
  }
  return undefined
}

/** OpenStreetMap tags. `*` is any value; where several tags fit, the first row does. */
const osmTags: readonly (readonly [key: string, values: string, type: string])[] = [
  ['amenity', 'vending_machine', 'vending'],
  ['street_vendor', 'yes', 'food_truck'],
  ['shop', 'convenience kiosk tobacco alcohol wine beverages newsagent', 'convenience'],
  ['shop', 'supermarket department_store mall general wholesale variety_store', 'supermarket'],
  ['amenity', 'marketplace', 'market'],
  ['shop', 'greengrocer butcher seafood farm dairy cheese frozen_food tofu', 'fresh'],
  ['shop', 'hairdresser beauty nails', 'hair'],
  ['shop', 'laundry dry_cleaning', 'laundry'],
  ['amenity', 'pharmacy', 'pharmacy'],
  ['healthcare', 'pharmacy', 'pharmacy'],
  ['shop', 'chemist herbalist', 'pharmacy'],
  ['shop', 'copyshop photo photo_studio photographer printing', 'photo_print'],
  ['craft', 'photographer photographic_laboratory printer', 'photo_print'],
  ['shop', 'repair shoe_repair locksmith tailor bicycle sewing', 'repair'],
  [
    'craft',
    'shoemaker shoe_repair key_cutter locksmith tailor dressmaker watchmaker electronics_repair clockmaker bicycle',
    'repair',
  ],
  ['amenity', 'post_office parcel_locker post_depot', 'parcel'],
  ['shop', 'outpost', 'parcel'],
  ['craft', 'cleaning', 'housekeeping'],
  ['office', 'moving_company', 'housekeeping'],
  ['cuisine', 'breakfast', 'breakfast'],
  ['amenity', 'restaurant fast_food food_court ice_cream', 'restaurant'],
  ['shop', 'bakery pastry confectionery deli', 'restaurant'],
  ['leisure', 'fitness_centre sports_centre sports_hall swimming_pool fitness_station dance', 'sports'],
  ['amenity', 'language_school driving_school music_school training prep_school dancing_school', 'education'],
  ['office', 'tutoring educational_institution', 'education'],
  [
    'amenity',
    'cafe bar pub biergarten cinema theatre internet_cafe karaoke_box nightclub public_bath gambling',
    'leisure',
  ],
  ['leisure', 'amusement_arcade bowling_alley adult_gaming_centre hackerspace sauna', 'leisure'],
  ['shop', 'books massage', 'leisure'],
  ['shop', 'medical_supply hearing_aids', 'elder_health'],
  ['healthcare', 'rehabilitation physiotherapist occupational_therapist', 'elder_health'],
  ['amenity', 'kindergarten childcare', 'childcare'],
  ['amenity', 'library community_centre arts_centre', 'culture'],
  ['amenity', 'clinic doctors dentist hospital health_post', 'clinic'],
  ['healthcare', 'clinic centre doctor dentist hospital', 'clinic'],
  ['amenity', 'social_facility nursing_home', 'elder_care'],
  ['amenity', 'townhall', 'community_centre'],
  ['office', 'lawyer notary', 'legal_aid'],
]

const typeByTag = new Map(
  osmTags.flatMap(([key, values, type], rank) =>
    values.split(' ').map((value) => [`${key}=${value}`, { type, rank }] as const),
  ),
)

/** Keys whose presence makes an element an outlet of some kind, whether or not the plan has a type for it. */
export const osmOutletKeys = ['shop', 'amenity', 'healthcare', 'craft', 'office', 'leisure'] as const

/**
 * The type that an element's tags stand for. `social_facility` counts only when it is for the old.
 * @returns undefined when it is none of the plan's types
 */
export function typeOfOsm(tags: Readonly<Record<string, string>>): string | undefined {
  let best: { type: string; rank: number } | undefined
  for (const [key, values] of Object.entries(tags)) {
    for (const value of values.split(';')) {
      const found = typeByTag.get(`${key}=${value.trim()}`)
      if (found && (!best || found.rank < best.rank)) best = found
    }
  }
  // Machines for tickets and the like stand for no outlet of the plan.
  if (
    best?.type === 'vending' &&
    /ticket|excrement|fuel|toll|admission|cigarettes/.test(tags['vending'] ?? '')
  ) {
    return undefined
  }
  if (tags['amenity'] === 'social_facility' && best?.type === 'elder_care') {
    return /senior|elder/.test(`${tags['social_facility:for'] ?? ''}${tags['social_facility'] ?? ''}`)
      ? best.type
      : undefined
  }
  return best?.type
}

/** Words of ledgers. A type cell that is one of them, or else contains one, is of that type; longer words win. */
const words: Readonly<Record<string, string>> = {
  convenience:
    '便利店 便民店 便民商店 小卖部 小卖店 烟酒店 烟酒 烟酒副食 副食店 副食 食杂店 杂货店 士多 百货店 小超市 便民超市 社区超市 零食店',
  supermarket: '综合超市 超市 超级市场 商超 大型超市 卖场 购物中心 购物广场 商场 百货商场 百货 连锁超市',
  market: '农贸市场 菜市场 集贸市场 农产品市场 综合市场 菜场 蔬菜市场 农副产品市场',
  fresh:
    '生鲜超市 生鲜 生鲜店 蔬菜店 果蔬 果蔬店 水果店 水果 鲜果店 肉店 鲜肉店 肉铺 水产 海鲜店 粮油 粮油店 豆制品 蔬果 土特产',
  breakfast: '早餐店 早餐 早点 早点店 早餐工程 包子铺',
  hair: '美容美发店 美容美发 美发 理发 理发店 美容 美容院 美甲 发廊 造型',
  laundry: '洗染店 洗染 洗衣店 洗衣 干洗店 干洗 洗鞋 洗护',
  pharmacy: '药店 药房 大药房 医药 医药零售 药品零售 中药房 医药保健销售店',
  photo_print:
    '照相文印店 照相文印 照相馆 照相 摄影 摄影冲印店 影楼 文印 文印店 打印 打印店 复印 打印复印 图文 图文快印 广告图文',
  repair:
    '维修点 维修 维修站 维修站点 家电维修 手机维修 电动车维修 自行车维修 修鞋 配钥匙 开锁 修锁 修车 裁缝 缝纫 改衣 修表 钟表维修',
  parcel:
    '快递服务点 快递 快递点 快递驿站 驿站 快递柜 快件箱 快递末端 菜鸟驿站 邮局 邮政 邮政所 物流速递 代收点',
  housekeeping: '家政服务点 家政 家政服务 保洁 保洁服务 月嫂 搬家 搬家公司 管道疏通 再生资源回收 废品回收',
  restaurant:
    '特色餐饮 餐饮 餐饮服务 餐饮店 饭店 餐馆 餐厅 酒楼 酒店餐饮 小吃 小吃店 快餐 快餐店 快餐厅 中餐 中餐厅 火锅 火锅店 面馆 烧烤 烩面 饮品 饮品店 奶茶 冷饮店 糕点 糕饼店 蛋糕店 面包店 烘焙 甜品店 外国餐厅 西餐 清真菜馆 美食',
  sports: '运动健身 健身 健身房 健身中心 体育 运动 运动场馆 体育场馆 游泳馆 台球 瑜伽 羽毛球 乒乓球',
  education: '教育培训 培训 培训机构 培训学校 教育 辅导 辅导班 艺术培训 琴行 驾校 舞蹈',
  leisure:
    '休闲娱乐 休闲 娱乐 茶馆 茶楼 茶艺馆 咖啡 咖啡厅 咖啡馆 棋牌 棋牌室 电影院 影院 影剧院 KTV 网吧 酒吧 洗浴 洗浴推拿场所 足疗 足浴 按摩 书店 游戏厅',
  elder_health: '老年康护 康护 康复 康养 理疗 护理 医疗器械 辅具 助听器',
  childcare: '幼儿托管 托管 托育 托幼 托儿所 幼儿园 早教 托班 小饭桌 母婴护理',
  culture:
    '社区文化站 文化站 文化活动室 文化活动中心 图书馆 图书室 阅览室 农家书屋 文化服务中心 文化馆 文化宫',
  clinic:
    '卫生服务站 诊所 卫生服务站（诊所） 社区卫生服务站 社区卫生服务中心 卫生室 卫生院 门诊 门诊部 口腔诊所 中医诊所 医疗机构 村卫生室 口腔',
  elder_care:
    '养老服务中心 日间照料中心 养老 养老院 养老机构 敬老院 幸福院 老年食堂 居家养老 托老所 养老服务站',
  community_centre:
    '社区服务中心 党群服务中心 便民服务中心 居委会 社区居委会 社区服务站 便民服务站 村委会 街道办事处 政务服务',
  legal_aid: '法律援助 法律服务 法律服务所 律师事务所 司法所 公证处 调解委员会 人民调解',
  vending: '自助售卖机 自动售货机 自动售卖机 无人售货 售水机 售货机',
  vegetable_van: '蔬菜直通车 流动菜车 蔬菜车 便民菜车',
  food_truck: '移动餐饮售卖车 餐车 早餐车 流动餐车 移动餐车 小吃车',
}

const typeByWord = new Map(
  Object.entries(words).flatMap(([type, list]) => list.split(' ').map((word) => [word, type] as const)),
)
const wordsByLength = [...typeByWord.keys()].sort((a, b) => b.length - a.length)

/**
 * The type that a ledger's or Amap's words stand for: `便利店`, `生活服务;洗衣店;洗衣店` (the last part that is
 * known counts), `餐饮/早餐店`.
 * @returns `exact` is false when the words only contain a known one; undefined when there is none
 */
export function typeOfWords(text: string): { type: string; exact: boolean } | undefined {
  const parts = [text, ...text.split(/[;；|/／、,，>]/).reverse()].map((part) => part.trim())
  for (const part of parts) {
    const type = typeByWord.get(part)
    if (type) return { type, exact: true }
  }
  for (const part of parts) {
    const word = wordsByLength.find((known) => part.includes(known))
    const type = word && typeByWord.get(word)
    if (type) return { type, exact: false }
  }
  return undefined
}

/**
 * Names that say more than the type they are filed under: Amap has no type for breakfast shops, for day care of the
 * old, or for fresh food, and files them under restaurants, offices and shops.
 */
const nameHints: readonly (readonly [from: readonly string[], name: RegExp, type: string])[] = [
  [['restaurant'], /早餐|早点|包子|油条|豆浆|胡辣汤|豆腐脑|豆沫|煎饼果子/, 'breakfast'],
  [['community_centre', 'elder_health', 'culture'], /养老|敬老院|日间照料|幸福院|托老/, 'elder_care'],
  [['supermarket', 'convenience'], /生鲜|果蔬|水果|鲜果|蔬菜/, 'fresh'],
  [['community_centre'], /司法所|法律援助|法律服务|人民调解/, 'legal_aid'],
  [['community_centre'], /文化站|文化活动|图书|书屋|文化服务/, 'culture'],
  [['culture'], /居委会|党群|便民服务|社区服务中心/, 'community_centre'],
  [['supermarket'], /便利店|小卖部|烟酒|副食/, 'convenience'],
]

/** The type that a name tells within the type that a map has filed it under, or undefined where it tells no other. */
export function typeOfName(name: string, filedUnder: string): string | undefined {
  return nameHints.find(([from, pattern]) => from.includes(filedUnder) && pattern.test(name))?.[2]
}
