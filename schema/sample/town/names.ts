/** Invented names of streets and lanes, with their English forms. */

import type { Random } from '../random.ts'
import { countryRoads, fixedStreets, mainRoads, riverRoads, type StreetClass, type Style } from './layout.ts'
import type { Point } from './plane.ts'

/** English names of the streets drawn by hand. */
export const englishNames = new Map(
  [...mainRoads, ...riverRoads, ...fixedStreets, ...countryRoads].map((road) => [road.name, road.nameEn]),
)
englishNames.set('涧河北岸步道', 'North Bank Promenade')
englishNames.set('涧河南岸步道', 'South Bank Promenade')

/** Stems and how they sound; streets take 街 or 路, lanes 巷. */
const stems = `
文昌 Wenchang|和平 Heping|迎宾 Yingbin|育才 Yucai|幸福 Xingfu|团结 Tuanjie|友谊 Youyi|胜利 Shengli|新华 Xinhua|
振兴 Zhenxing|工农 Gongnong|矿工 Kuanggong|青年 Qingnian|健康 Jiankang|富民 Fumin|兴业 Xingye|永安 Yong'an|
安康 Ankang|长乐 Changle|吉庆 Jiqing|瑞祥 Ruixiang|春晖 Chunhui|秋实 Qiushi|桃园 Taoyuan|梨园 Liyuan|
杏花 Xinghua|桂花 Guihua|槐荫 Huaiyin|柳林 Liulin|松坡 Songpo|竹园 Zhuyuan|兰亭 Lanting|菊香 Juxiang|
清泉 Qingquan|甘泉 Ganquan|石桥 Shiqiao|东岭 Dongling|西岭 Xiling|北坡 Beipo|南坡 Nanpo|龙泉 Longquan|
凤翔 Fengxiang|金谷 Jingu|银河 Yinhe|明德 Mingde|崇文 Chongwen|尚义 Shangyi|思源 Siyuan|致远 Zhiyuan|
惠民 Huimin|怡园 Yiyuan|锦绣 Jinxiu|景明 Jingming|春风 Chunfeng|晨曦 Chenxi|晚霞 Wanxia|望河 Wanghe|
临河 Linhe|涧滨 Jianbin|涧西 Jianxi|涧东 Jiandong|韶山 Shaoshan|崤山 Xiaoshan|函谷 Hangu|鹿鸣 Luming|
云峰 Yunfeng|翠屏 Cuiping|丹霞 Danxia|百合 Baihe|海棠 Haitang|丁香 Dingxiang|石榴 Shiliu|葡萄 Putao
`
const laneStems = `
井台 Jingtai|城隍庙 Chenghuangmiao|油坊 Youfang|豆腐 Doufu|铁匠 Tiejiang|磨坊 Mofang|染坊 Ranfang|
钟楼 Zhonglou|老槐 Laohuai|皂角 Zaojiao|双井 Shuangjing|水门 Shuimen|戏楼 Xilou|书院 Shuyuan|药王 Yaowang|
粮市 Liangshi|盐店 Yandian|布市 Bushi|柴市 Chaishi|骡马 Luoma|窑洞 Yaodong|仓门 Cangmen|更楼 Genglou|
竹竿 Zhugan|灯笼 Denglong|扁担 Biandan|酱园 Jiangyuan|糖坊 Tangfang|纸坊 Zhifang|柿树 Shishu|枣树 Zaoshu|
核桃 Hetao|花椒 Huajiao|菜园 Caiyuan|磨盘 Mopan|月牙 Yueya|丁字 Dingzi|三道 Sandao|半截 Banjie|小南门 Xiaonanmen|
小北门 Xiaobeimen|后坡 Houpo|前街 Qianjie|大井 Dajing|石榴 Shiliu|碾盘 Nianpan|荷塘 Hetang|瓦房 Wafang
`

/** First words of the streets drawn by hand, which chance must not give again. */
const drawn = new Set([...englishNames.keys()].map((name) => name.slice(0, -1)))

const parse = (text: string) =>
  text
    .replaceAll('\n', '')
    .split('|')
    .filter((entry) => entry !== '' && !drawn.has(entry.split(' ')[0] ?? ''))
    .map((entry) => {
      const [name = '', sound = ''] = entry.split(' ')
      return { name, sound }
    })

/** Hands out each name once; when the names are used up, further ways have none. */
export function streetNames(random: Random) {
  const streets = random.shuffled(parse(stems))
  const lanes = random.shuffled(parse(laneStems))
  const english = new Map<string, string>()
  return {
    next(kind: StreetClass, style: Style, [x, y]: Point): string {
      const central = x * x + y * y < 6_000_000
      if (kind === 'street') {
        const stem = streets.pop()
        if (!stem) return ''
        const [word, wordEn] = random.chance(0.6) ? ['街', 'Street'] : ['路', 'Road']
        english.set(stem.name + word, `${stem.sound} ${wordEn}`)
        return stem.name + word
      }
      if (kind === 'lane' && central && (style === 'old' || random.chance(0.25))) {
        const stem = lanes.pop()
        if (!stem) return ''
        english.set(`${stem.name}巷`, `${stem.sound} Lane`)
        return `${stem.name}巷`
      }
      return ''
    },
    english: (name: string) => english.get(name) ?? '',
  }
}
