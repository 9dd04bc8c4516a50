/** What is written on the made-up cases of the sample city, by what they are about. */

import type { ComplaintKind, Department } from '../../catalog/complaints.ts'

/** Of one kind of complaint. */
export interface CaseWording {
  /** who mostly sees to it; `own` is the community itself */
  unit: Department | 'own'
  filed: readonly string[]
  answers: readonly string[]
  resolutions: readonly string[]
}

export const caseWordings: Record<ComplaintKind, CaseWording> = {
  price: {
    unit: 'market',
    filed: [
      '标价 3 元，结账收了 5 元，问了也不退。',
      '会员价写得很大，结账才说要充值才有。',
      '好几样东西没有标价，问一样说一样。',
    ],
    answers: ['已和店家核对小票，多收的当天退。', '已要求店家把价签补齐，三天内复查。'],
    resolutions: ['多收的钱已退，价签已更正，复查合格。', '价签已补齐，店家写了说明贴在门口。'],
  },
  quality: {
    unit: 'market',
    filed: [
      '买回来的鸡蛋有三个是坏的。',
      '修过的水龙头第二天又漏了。',
      '面包离到期只剩一天，货架上没分开放。',
    ],
    answers: ['已到店查看，同批货已下架。', '已约店家上门重修。'],
    resolutions: ['店家退了钱，临期货已单独放并标明。', '已重修，三天内没有再漏。'],
  },
  hygiene: {
    unit: 'health',
    filed: [
      '操作间的门一直开着，地上有积水。',
      '理发用的毛巾没有换，直接给下一位用。',
      '碗碟没洗净，端上来有油。',
    ],
    answers: ['已现场检查，要求当天整改。', '已查看消毒记录，缺两天的，要求补做。'],
    resolutions: ['复查合格，消毒记录每天贴出来。', '整改完成，操作间加了门帘和地漏。'],
  },
  street: {
    unit: 'urban',
    filed: [
      '货架摆到人行道上，轮椅过不去。',
      '门口的纸箱堆了一个星期，挡着盲道。',
      '送货的三轮车天天停在小区出入口。',
    ],
    answers: ['已到现场，要求当天收回店内。', '已和店家约好卸货时间，不停在出入口。'],
    resolutions: ['货架已收回，门口画了通道线。', '纸箱已清走，盲道通了。'],
  },
  nuisance: {
    unit: 'ecology',
    filed: ['油烟口对着二楼窗户，一炒菜就呛。', '夜里十一点还在放喇叭。', '冷库的风机整夜响，睡不着。'],
    answers: ['已测过噪声，超过夜间标准，要求整改。', '已要求店家清洗净化器，改排口方向。'],
    resolutions: ['净化器已清洗，排口改到背街一面。', '喇叭晚八点以后不再放，风机加了隔音罩。'],
  },
  attitude: {
    unit: 'own',
    filed: ['老人问了两遍价钱，被说“不买别问”。', '排队半小时，窗口说下班了，没有一句解释。'],
    answers: ['已和负责人谈过，会当面道歉。', '已了解情况，窗口要提前放出停止取号的牌子。'],
    resolutions: ['已当面道歉，店里重新做了培训。', '窗口已加放提示牌，排到的当天办完。'],
  },
  dispute: {
    unit: 'market',
    filed: ['办的洗衣卡，店换了老板就不认了。', '课没上满，退费一直拖着。'],
    answers: ['已约双方来调解。', '已调取合同，正在核对余额。'],
    resolutions: ['调解成了，新店主认卡，余额照用。', '余额已按合同退回。'],
  },
  facility: {
    unit: 'own',
    filed: ['无障碍坡道被铁链锁住了。', '快递柜的扫码口坏了一个多星期。', '公共座椅断了一条腿。'],
    answers: ['已联系产权单位，正在修。', '配件已订，到货就装。'],
    resolutions: ['已修好，试过了能用。', '铁链已取掉，坡道白天一直开着。'],
  },
  other: {
    unit: 'own',
    filed: ['流动菜车换了时间，没有通知。', '路灯坏了两盏，晚上看不清台阶。'],
    answers: ['已联系经营者，新的时间会贴出来。', '已报修。'],
    resolutions: ['时间表已贴在站点和社区门口。', '两盏灯都亮了。'],
  },
}

export const caseReasons = {
  complex: '要改排烟管道，需要和楼上住户一起定方案。',
  rejected: '反映的是网上购买的商品，不是本市网点，请向平台反映。',
  abuse: '同一内容重复提交多次，经核实没有这件事。',
  transferred: '预付卡余额纠纷，要由消费者投诉平台立案调解。',
  department: '涉及楼体外墙，由房屋主管部门处理。',
  reopened: '贴出来的只有一天，第二天又和原来一样。',
  added: '今天去看，还没有改。',
} as const
