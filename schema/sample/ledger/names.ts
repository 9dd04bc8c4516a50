/** Invented names of outlets, chains among them. No real brand, and nobody's name. */

import type { Random } from '../random.ts'

export interface NameContext {
  /** 银杏社区 */
  community: string
  /** 银杏 */
  place: string
  /** 银杏路, or empty */
  street: string
}

export interface GivenName {
  name: string
  chain: boolean
}

/** Chains of the town; a branch adds its street or quarter. */
const chains: Record<string, readonly string[]> = {
  convenience: ['邻里鲜便利店', '豆点便利', '半步便利', '夜光便利店'],
  supermarket: ['万惠邻生活超市', '崤函优选超市', '千家汇超市'],
  fresh: ['一扁担生鲜', '菜园子鲜生', '地头鲜果蔬'],
  breakfast: ['小渡口早餐', '热灶头包子铺', '晨碗豆浆'],
  hair: ['青丝里美发', '剪艺坊快剪'],
  laundry: ['净衣坊洗衣', '白云洗衣'],
  pharmacy: ['康宁大药房', '崤仁堂药房', '百草春大药房'],
  photo_print: ['青禾图文', '光影里照相馆'],
  parcel: ['邻取驿站', '义递驿站', '小门房代收点'],
  restaurant: ['石桥烩面馆', '涧河人家', '老灶台砂锅', '一口鲜米线'],
  sports: ['跃动健身'],
  education: ['小书童托管', '墨香书法'],
  childcare: ['小芽托育'],
  elder_health: ['松鹤康护'],
  leisure: ['半日闲茶社'],
}

const lucky =
  '鑫源 顺发 惠民 百姓 金穗 康乐 东升 福满 家家乐 吉祥 永盛 宏达 万兴 兴隆 昌盛 鸿运 四季 五味 家常 老街 小巷 邻家 晨光里 阳光 绿野 聚福 和顺 福临 如意 春来 丰收 福源 鑫鑫 隆盛 同兴 恒泰 天天 满意 便民 诚信 利民 乐万家 佳佳 好再来 一品 金色 喜洋洋 新世纪 育红 巧手 祥和 悦来 众惠 源泉 石榴 柿子树 老槐树 桥头 河边 坡上 站前 拐角'.split(
    ' ',
  )

const cores: Record<string, readonly string[]> = {
  convenience: ['便利店', '小超市', '副食店', '烟酒副食', '商店', '百货', '小卖部', '生活便利店'],
  supermarket: ['超市', '购物广场', '生活超市', '量贩'],
  market: ['农贸市场', '菜市场', '便民菜市场'],
  fresh: ['蔬菜水果', '生鲜超市', '鲜肉店', '果蔬店', '水果店', '豆制品店', '水产店', '鲜菜坊', '土特产店'],
  breakfast: [
    '胡辣汤',
    '包子铺',
    '豆浆油条',
    '早餐店',
    '牛肉汤',
    '粥铺',
    '水煎包',
    '豆腐脑',
    '羊肉汤馆',
    '鸡蛋灌饼',
    '豆沫油馍头',
  ],
  hair: ['理发店', '美发', '发艺', '造型', '美容美发', '美甲美容', '发廊', '剪发屋'],
  laundry: ['干洗店', '洗衣店', '洗衣洗鞋'],
  pharmacy: ['大药房', '药店', '药房', '医药超市'],
  photo_print: ['图文打印', '照相馆', '打印复印', '广告图文'],
  repair: [
    '修鞋配钥匙',
    '家电维修',
    '手机维修',
    '电动车维修',
    '裁缝铺',
    '修表刻章',
    '自行车修理',
    '开锁换锁',
    '改衣缝补',
    '水电维修',
  ],
  parcel: ['快递驿站', '快递代收点', '快件柜', '快递服务点'],
  housekeeping: ['家政服务部', '保洁服务', '搬家家政', '管道疏通', '月嫂家政'],
  restaurant: [
    '烩面馆',
    '饺子馆',
    '刀削面',
    '砂锅',
    '火锅店',
    '烧烤',
    '小炒',
    '家常菜',
    '卤肉馆',
    '炸鸡汉堡',
    '麻辣烫',
    '农家院',
    '凉皮肉夹馍',
    '浆面条',
    '大盘鸡',
    '酸汤水饺',
    '川味小馆',
    '鱼庄',
    '烙馍村',
    '夜市大排档',
  ],
  sports: ['健身房', '乒乓球馆', '台球俱乐部', '瑜伽馆', '羽毛球馆', '游泳馆'],
  education: ['课后托管', '书法教室', '美术培训', '舞蹈学校', '琴行', '英语培训', '驾校报名处', '围棋教室'],
  leisure: ['茶馆', '棋牌室', '网吧', '书吧', '足疗馆', '洗浴中心', 'KTV', '咖啡馆', '老电影茶座'],
  elder_health: ['康复理疗馆', '助听器验配', '老年护理站', '辅具适老化用品店'],
  childcare: ['托育园', '幼儿园', '小饭桌', '早教中心'],
  clinic: ['诊所', '中医诊所', '口腔诊所', '综合门诊部'],
}

const publicNames: Record<string, readonly string[]> = {
  market: ['农贸市场', '便民菜市场'],
  culture: ['文化站', '综合文化服务站', '图书室'],
  clinic: ['卫生服务站'],
  elder_care: ['日间照料中心', '养老服务中心', '长者食堂'],
  community_centre: ['党群服务中心'],
  legal_aid: ['法律援助工作站'],
  vegetable_van: ['蔬菜直通车'],
}

const vendingKinds = ['自助饮料机', '自助售水机', '无人零售柜', '自助售货机']
const truckKinds = ['煎饼餐车', '早餐车', '烤红薯餐车', '炸串餐车', '夜宵餐车', '糖葫芦小车']

/**
 * Gives names to outlets, each one once: the returned function takes the type, how many of it the community has
 * already (the first public one is the community's own), and where it stands.
 * @param reserved names that are given otherwise
 */
export function namer(random: Random, reserved: Iterable<string>) {
  const used = new Set<string>(reserved)
  const branch = ({ street, place }: NameContext) => (street !== '' && random.chance(0.65) ? street : place)

  function proposal(type: string, nth: number, context: NameContext): GivenName {
    const own = publicNames[type]
    if (own && nth < own.length)
      return { name: `${context.community}${nth === 0 ? own[0] : own[nth]}`, chain: false }
    if (type === 'vending')
      return { name: `${context.place}${random.pick(vendingKinds)}`, chain: random.chance(0.5) }
    if (type === 'food_truck')
      return { name: `${random.pick(lucky)}${random.pick(truckKinds)}`, chain: false }
    const family = chains[type]
    if (family && random.chance(type === 'restaurant' ? 0.14 : 0.32))
      return { name: `${random.pick(family)}（${branch(context)}店）`, chain: true }
    const core = random.pick(cores[type] ?? ['服务点'])
    const head = random.weighted([
      [random.pick(lucky), 7],
      [context.place, 1.6],
      [context.street.replace(/[路街巷]$/u, ''), context.street === '' ? 0 : 1],
    ])
    return { name: `${head}${core}`, chain: false }
  }

  return (type: string, nth: number, context: NameContext): GivenName => {
    for (let attempt = 0; attempt < 30; attempt++) {
      const given = proposal(type, nth, context)
      if (used.has(given.name)) continue
      used.add(given.name)
      return given
    }
    const { name, chain } = proposal(type, 99, context)
    for (let number = 2; ; number++) {
      const numbered = `${name}（${context.place}${number}号店）`
      if (used.has(numbered)) continue
      used.add(numbered)
      return { name: numbered, chain }
    }
  }
}
