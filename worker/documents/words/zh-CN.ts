/** What documents say before the site’s script is there, in Chinese. */

import type { Accessibility, Confirmer, Payment } from '../../../schema/catalog/marks.ts'
import type { TextPage } from '../../../schema/catalog/pages.ts'

interface Named {
  name: string
  nameEn: string
}

const day = (date: string) => {
  const [year, month, dayOfMonth] = date.split('-').map(Number)
  return `${year}年${month}月${dayOfMonth}日`
}

export const words = {
  locale: 'zh_CN',
  pick: ({ name }: Named): string => name,
  site: '一刻钟',
  siteOf: (city: Named | null) => `一刻钟${city?.name ?? ''}`,
  and: '，',
  sentences: (parts: readonly string[]) =>
    parts.map((part) => (part.endsWith('。') ? part : `${part}。`)).join(''),
  labelled: (label: string, text: string) => `${label}：${text}`,
  day,
  days: (from: string, to: string) => (from === to ? day(from) : `${day(from)}至${day(to)}`),
  sample: '示例数据：网点、街道和人物都是虚构的。',
  ownName: '中文',
  boot: { opening: '正在打开…', again: '一直打不开？再试一次' },
  plain: '这是简版。找附近、看地图、评价和投诉要用完整版，需要浏览器支持 JavaScript。',
  full: '再试一次',
  sections: '栏目',
  footer: '页脚',
  calls: { 12345: '市民热线 12345', 12315: '消费投诉 12315' },
  home: {
    title: '一刻钟便民生活圈',
    description: (city: Named) =>
      `${city.name}一刻钟便民生活圈：走路一刻钟，哪家店开着，电话多少，收不收现金，有没有台阶。`,
    circles: '按社区看网点',
  },
  circles: {
    title: '生活圈',
    lead: (count: number) => `${count} 个社区，每个社区一个 15 分钟便民生活圈`,
    description: (city: Named, count: number) =>
      `${city.name} ${count} 个社区的便民生活圈：每个圈里有哪些店、几点开门、电话多少。`,
  },
  circle: {
    title: (community: Named) => `${community.name}生活圈`,
    description: (community: Named, outlets: number, types: number) =>
      `${community.name}一刻钟便民生活圈：${outlets} 家网点，${types} 类。营业时间、电话、地址。`,
    lead: (subdistrict: string, outlets: number, types: number) =>
      `${subdistrict} · ${outlets} 家，${types} 类`,
    none: '还没有登记网点。',
    centre: '服务中心',
    changes: '网点变化（订阅）',
    all: '全部社区',
  },
  outlet: {
    hours: '营业时间',
    closures: '停业',
    closedDays: (days: string, reason: string | null) => `${days}不营业${reason ? `（${reason}）` : ''}`,
    paused: '暂停营业',
    gone: '已停业',
    goneLead: '这家店已经停业，不再营业。',
    hoursUnknown: '还没有人登记，去之前最好先打电话问',
    hoursAsGiven: (text: string) => `${text}（原文，没有核实）`,
    phone: '电话',
    call: (number: string) => `打电话 ${number}`,
    noPhone: '没有登记',
    address: '地址',
    stops: '停靠站',
    payment: '付款',
    access: '无障碍',
    services: '能办什么',
    prices: '价格公示',
    free: '免费',
    price: (from: string, to: string | null, unit: string | null) =>
      `${to === null ? from : `${from}–${to}`} 元${unit ? ` / ${unit}` : ''}`,
    confirmed: (who: Confirmer, date: string) =>
      `${{ merchant: '商户', staff: '工作人员', residents: '居民' }[who]}${day(date)}确认过`,
    unconfirmed: '还没有人确认过这些内容',
    circle: '生活圈',
    photo: (name: string) => `${name}的照片`,
  },
  paymentKnown: {
    cash: ['收现金', '不收现金'],
    bank_card: ['能刷银行卡', '不能刷卡'],
    mobile_pay: ['能手机支付', '不能手机支付'],
  } satisfies Record<Payment, readonly [yes: string, no: string]>,
  paymentNames: { cash: '现金', bank_card: '银行卡', mobile_pay: '手机支付' } satisfies Record<
    Payment,
    string
  >,
  accessKnown: {
    step_free: ['门口没有台阶', '门口有台阶'],
    seat: ['有座位', '没有座位'],
    hearing_aid: ['有助听设备', '没有助听设备'],
    sight_aid: ['有助视设备', '没有助视设备'],
    elder_counter: ['有老年人柜台', '没有老年人柜台'],
  } satisfies Record<Accessibility, readonly [yes: string, no: string]>,
  missing: {
    title: '没有这一页',
    lead: '地址可能写错了，也可能网点已经撤下。',
    home: '回首页找网点',
  },
  pages: {
    satisfaction: {
      title: '满意度',
      description: '居民对便民生活圈满不满意：算法、人数、误差范围都写清楚，人太少就说太少。',
    },
    goals: {
      title: '三个目标',
      description: '便民生活圈的三个目标：示范圈占 60 %、基础保障圈占 90 %、满意度 85 %，现在到哪一步。',
    },
    complaints: {
      title: '投诉公示',
      description: '每一件投诉由谁办、到了哪一步、按时还是超时，大家都看得到。',
    },
    'complaint-chain': {
      title: '核对投诉记录',
      description: '投诉的每一步都记在一条链上，谁都可以核对有没有少、有没有改。',
    },
    wishes: { title: '需求清单', description: '社区缺什么，多少人想要，哪些已经立项、开工、建成。' },
    'new-shop': { title: '新店申报', description: '开了新店，告诉我们，核实以后就会出现在地图和列表里。' },
    data: { title: '开放数据', description: '网点、生活圈、满意度和投诉的开放数据：字段说明、许可、下载。' },
    method: { title: '怎么算的', description: '满意度怎么算，在您自己的浏览器里用开放数据重算一遍。' },
    about: { title: '关于', description: '一刻钟是什么，数据从哪里来，哪里不对怎么说。' },
    privacy: { title: '隐私', description: '不用注册，不留姓名、电话和位置。' },
    accessibility: { title: '无障碍', description: '长辈版、读屏、键盘、高对比度：这个网站为每个人做。' },
  } satisfies Record<TextPage, { title: string; description: string }>,
}

export type Words = typeof words
