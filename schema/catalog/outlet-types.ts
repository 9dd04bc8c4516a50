/**
 * Outlet types (业态) of the plan 义政办〔2023〕9号, items 6–11, 13, 15 and 16, and of the ministry's guide
 * 商流通函〔2021〕247号 (家政服务点). To add one: one entry here, its icon in `web/ui/icons.ts`, and the words by
 * which ledgers and maps know it in `source-types.ts`.
 */

export const outletClasses = ['basic', 'quality', 'public', 'mobile'] as const
/** 基础保障, 品质提升, 公共服务, 流动网点 */
export type OutletClass = (typeof outletClasses)[number]

export interface OutletType {
  code: string
  name: string
  nameEn: string
  /** what fits on a chip */
  short: string
  shortEn: string
  class: OutletClass
  /** minutes on foot within which the plan wants one (items 6 and 4) */
  limit: 10 | 15
  /** name in `web/ui/icons.ts` */
  icon: string
  /** what people call it or come for, in any language; used by search */
  synonyms: readonly string[]
}

type Entry = readonly [
  code: string,
  name: string,
  nameEn: string,
  short: string,
  shortEn: string,
  icon: string,
  synonyms: string,
]

/** Basic types are to be within 5–10 minutes (item 6), all others within 15 (item 4). */
function typesOf(outletClass: OutletClass, limit: 10 | 15, entries: readonly Entry[]): OutletType[] {
  return entries.map(([code, name, nameEn, short, shortEn, icon, synonyms]) => ({
    code,
    name,
    nameEn,
    short,
    shortEn,
    class: outletClass,
    limit,
    icon,
    synonyms: synonyms.split(' '),
  }))
}

export const outletTypes: readonly OutletType[] = [
  ...typesOf('basic', 10, [
    [
      'convenience',
      '便利店',
      'Convenience store',
      '便利店',
      'Convenience',
      'store',
      '小卖部 小超市 烟酒 零食 饮料 士多 副食',
    ],
    [
      'supermarket',
      '综合超市',
      'Supermarket',
      '超市',
      'Supermarket',
      'basket',
      '大超市 商超 日用品 购物 卖场 百货',
    ],
    [
      'market',
      '农贸市场（菜市场）',
      'Food market',
      '菜市场',
      'Market',
      'market',
      '买菜 集贸市场 菜场 赶集 集市 农贸',
    ],
    [
      'fresh',
      '生鲜超市',
      'Fresh food store',
      '生鲜',
      'Fresh food',
      'fresh',
      '买菜 蔬菜 水果 肉 鱼 菜店 果蔬 水果店 肉店',
    ],
    [
      'breakfast',
      '早餐店',
      'Breakfast',
      '早餐',
      'Breakfast',
      'breakfast',
      '早点 包子 油条 豆浆 胡辣汤 粥 豆腐脑 吃早饭',
    ],
    [
      'hair',
      '美容美发店',
      'Hair and beauty',
      '理发',
      'Hair',
      'hair',
      '剪发 剪头发 理发店 发廊 美容 烫发 染发 美甲',
    ],
    ['laundry', '洗染店', 'Laundry', '洗衣', 'Laundry', 'wash', '洗衣店 干洗 洗鞋 改衣 熨烫'],
    [
      'pharmacy',
      '药店',
      'Pharmacy',
      '药店',
      'Pharmacy',
      'pharmacy',
      '买药 药房 大药房 医药 口罩 中药 感冒药',
    ],
    [
      'photo_print',
      '照相文印店',
      'Photo and print',
      '照相文印',
      'Photo & print',
      'print',
      '打印 复印 证件照 照相 图文 拍照 冲印 传真',
    ],
    [
      'repair',
      '维修点',
      'Repairs',
      '维修',
      'Repairs',
      'repair',
      '修鞋 修车 配钥匙 开锁 修手机 家电维修 修表 修伞 裁缝 缝补 换锁',
    ],
    [
      'parcel',
      '快递服务点（快件箱）',
      'Parcel point',
      '快递',
      'Parcels',
      'parcel',
      '取快递 寄快递 驿站 快递柜 菜鸟 快件箱 丰巢 邮政 代收点',
    ],
    [
      'housekeeping',
      '家政服务点',
      'Home services',
      '家政',
      'Home help',
      'home',
      '保姆 钟点工 保洁 月嫂 搬家 疏通下水道 开荒',
    ],
  ]),
  ...typesOf('quality', 15, [
    [
      'restaurant',
      '特色餐饮',
      'Restaurants',
      '餐饮',
      'Food',
      'bowl',
      '吃饭 饭店 餐馆 烩面 面馆 火锅 小吃 烧烤 饺子 快餐 外卖',
    ],
    [
      'sports',
      '运动健身',
      'Sports and fitness',
      '健身',
      'Sports',
      'sport',
      '健身房 乒乓球 羽毛球 游泳 瑜伽 篮球 台球 运动',
    ],
    [
      'education',
      '教育培训',
      'Courses',
      '培训',
      'Courses',
      'edu',
      '补习 辅导 书法 美术 舞蹈 琴行 托管班 学车 驾校',
    ],
    [
      'leisure',
      '休闲娱乐',
      'Leisure',
      '休闲',
      'Leisure',
      'lantern',
      '茶馆 棋牌 电影院 KTV 网吧 洗浴 足疗 书店 咖啡',
    ],
    [
      'elder_health',
      '老年康护',
      'Elder health care',
      '老年康护',
      'Elder health',
      'heart',
      '康复 理疗 护理 辅具 轮椅 助听器 老花镜',
    ],
    [
      'childcare',
      '幼儿托管',
      'Childcare',
      '托幼',
      'Childcare',
      'kids',
      '托儿所 幼儿园 早教 看孩子 托育 小饭桌',
    ],
  ]),
  ...typesOf('public', 15, [
    [
      'culture',
      '社区文化站',
      'Community culture room',
      '文化站',
      'Culture',
      'book',
      '图书室 阅览室 活动室 看书 农家书屋 文化中心 图书馆',
    ],
    [
      'clinic',
      '卫生服务站（诊所）',
      'Clinic',
      '卫生站',
      'Clinic',
      'clinic',
      '看病 诊所 打针 输液 疫苗 量血压 医生 卫生室 门诊 医院',
    ],
    [
      'elder_care',
      '养老服务中心（日间照料中心）',
      'Elder day care',
      '养老',
      'Elder care',
      'elder',
      '日间照料 老年食堂 养老院 助餐 托老所 幸福院',
    ],
    [
      'community_centre',
      '社区服务中心',
      'Community service centre',
      '社区中心',
      'Centre',
      'centre',
      '社区 居委会 党群 办事 社保 医保 开证明 街道 便民大厅',
    ],
    [
      'legal_aid',
      '法律援助',
      'Legal aid',
      '法律援助',
      'Legal aid',
      'law',
      '律师 打官司 法律咨询 调解 司法所',
    ],
  ]),
  ...typesOf('mobile', 15, [
    [
      'vending',
      '自助售卖机',
      'Vending machine',
      '售卖机',
      'Vending',
      'vend',
      '自动售货机 饮料机 无人售货 售水机 打水',
    ],
    [
      'vegetable_van',
      '蔬菜直通车',
      'Vegetable van',
      '蔬菜车',
      'Veg van',
      'truck',
      '买菜 菜车 流动菜摊 直通车',
    ],
    [
      'food_truck',
      '移动餐饮售卖车',
      'Food truck',
      '餐车',
      'Food truck',
      'cart',
      '早餐车 小吃车 流动餐车 煎饼 夜市',
    ],
  ]),
]

const typesByCode = new Map(outletTypes.map((type) => [type.code, type]))

/**
 * The type with this code.
 * @returns undefined for a code the catalog does not hold
 */
export function outletType(code: string): OutletType | undefined {
  return typesByCode.get(code)
}
