/** What Open311 says, in Chinese. Numbers come from the rules. */

import {
  type ComplaintKind,
  type ComplaintStage,
  complaintRule as rule,
} from '../../../schema/catalog/complaints.ts'
import type { Open311Attribute, Open311Field } from '../../../schema/contract/open311.ts'

interface Named {
  name: string
  nameEn: string
}

interface ServiceWords {
  description: string
  /** by which else people call it */
  keywords: readonly string[]
  group: string
}

interface AttributeWords {
  description: string
  /** what its value looks like */
  form: string
}

const { accept, answer, resolve } = rule.workingDays
const trade = '消费'
const ground = '环境与设施'

const services: Record<ComplaintKind, ServiceWords> = {
  price: {
    description: '多收钱、不标价、标价和收的不一样。',
    keywords: ['价格', '多收钱', '明码标价'],
    group: trade,
  },
  quality: {
    description: '东西不好、过期、和说的不一样。',
    keywords: ['质量', '过期', '假货'],
    group: trade,
  },
  hygiene: { description: '店里、后厨、摊位不干净。', keywords: ['卫生', '脏', '食品安全'], group: ground },
  street: {
    description: '占道经营、乱停乱放、门口垃圾。',
    keywords: ['占道', '垃圾', '乱停'],
    group: ground,
  },
  nuisance: { description: '噪声、油烟、灯光扰民。', keywords: ['噪声', '油烟', '扰民'], group: ground },
  attitude: {
    description: '被冷待、被骂、被拒绝服务、不收现金。',
    keywords: ['态度', '拒收现金'],
    group: trade,
  },
  dispute: {
    description: '退货退款、预付卡、承诺没有兑现。',
    keywords: ['退款', '预付卡', '消费纠纷'],
    group: trade,
  },
  facility: {
    description: '设施坏了、缺少、没有无障碍。',
    keywords: ['设施', '损坏', '无障碍'],
    group: ground,
  },
  other: { description: '便民生活圈里别的事。', keywords: ['其他'], group: '其他' },
}

const attributes: Record<Open311Attribute, AttributeWords> = {
  outlet: { description: '哪一家店：网点编号，在 /api/outlets 里查。不是店里的事，不填。', form: '网点编号' },
  place: {
    description: '在哪里：不在店里的事，用文字说明。会保存，请不要写自己的住址。',
    form: `2 到 ${rule.placeMax} 个字`,
  },
  merchant_may_see: { description: '店家可以看到内容并回应吗？不选就是不可以。', form: 'yes 或 no' },
  may_publish: { description: '工作人员审核以后，内容可以公开吗？不选就是不可以。', form: 'yes 或 no' },
}

const wrong: Record<Open311Field, string> = {
  service_code: '没有这个 service_code。代码在 services 里。',
  lat: 'lat 要写 WGS-84 纬度，并且和 long 一起给。',
  long: 'long 要写 WGS-84 经度，并且和 lat 一起给。',
  address_string: '位置说明太长了。',
  address_id: '没有这个 address_id。要写网点编号，或者 12 位社区代码。',
  description: `description 里请写出了什么事，2 到 ${rule.textMax} 个字。`,
  attribute: '有一个属性不在服务定义里。',
  outlet: 'attribute[outlet] 不是这里的网点编号。',
  place: `attribute[place] 要写 2 到 ${rule.placeMax} 个字。`,
  merchant_may_see: 'attribute[merchant_may_see] 只能是 yes 或 no。',
  may_publish: 'attribute[may_publish] 只能是 yes 或 no。',
  service_request_id: 'service_request_id 太多了。',
  start_date: 'start_date 要写带时区的日期时间，比如 2026-01-31T00:00:00+08:00，并且不晚于 end_date。',
  end_date: 'end_date 要写带时区的日期时间，比如 2026-01-31T00:00:00+08:00。',
  status: 'status 只能是 open 或 closed。',
}

const stages: Record<ComplaintStage, string> = {
  filed: '待受理。',
  accepted: '已受理，正在办理。',
  answered: '已答复，正在办理。',
  resolved: '已办结，等投诉人确认。',
  reopened: '投诉人要求重新办理。',
  closed: '已结案。',
  rejected: '不予受理。',
  transferred: '已转办。',
}

export const zhCN = {
  language: 'zh-CN',
  /** between sentences */
  gap: '',
  /** between parts of an address */
  comma: '，',
  nameOf: ({ name }: Named): string => name,
  services,
  definition: {
    about: {
      description: `出了什么事写在 description 里（2 到 ${rule.textMax} 个字）。不需要姓名、电话和邮箱，给了也不保存，正文里也请不要写。关于一家店，用 attribute[outlet]、address_id 或写明店名的 address_string 指明；只给 lat 和 long，就是关于那里的社区，不会指到任何一家店，坐标也不保存。`,
      form: '只是说明，不用填',
    },
    attributes,
    yes: '可以',
    no: '不可以',
  },
  discovery: {
    contact: (city: string, docs: string) =>
      `${city}一刻钟便民生活圈。电话 12345（政务服务便民热线）。接口说明：${docs}`,
    keys: '不需要密钥。带上 api_key 也没有关系，不会读它。',
  },
  /** what is done about every complaint */
  notice: `按“13710”办理：${accept} 个工作日内受理，${answer} 个工作日内首次答复，${resolve} 个工作日内办结，复杂的 ${rule.complexMonths} 个月；投诉人确认才结案。`,
  taken: {
    filed: (id: string) => `已收到，编号 ${id}。`,
    receipt: (code: string, link: string) =>
      `回执码 ${code}，只在这里告诉您一次，请记下来，不要给别人。凭它看答复、补充、评价、要求重办：${link}`,
    due: (days: { accept: string; answer: string; resolve: string }) =>
      `最晚 ${days.accept} 受理，${days.answer} 首次答复，${days.resolve} 办结。`,
    dropped: (fields: string) => `这些没有保存：${fields}。`,
  },
  request: {
    description: (subject: string, kind: string) => `关于“${subject}”的投诉（${kind}）。内容没有公开。`,
    circle: (name: string) => `${name}便民生活圈`,
    due: (limit: string, day: string) => `${limit}最晚 ${day}。`,
    late: (times: number) => `超时 ${times} 次。`,
    reopened: (times: number) => `重办 ${times} 次。`,
    complex: (reason: string) => `复杂，期限 ${rule.complexMonths} 个月：${reason}。`,
    provisional: '期限按还没有公布放假安排的年份推算，可能会变。',
    replyUntil: (day: string) => `投诉人最晚 ${day} 可以确认或要求重办。`,
    reopenUntil: (day: string) => `投诉人最晚 ${day} 可以要求重办。`,
    confirmed: (grade: string) => `投诉人确认，评价：${grade}。`,
    noReply: '投诉人没有回复，自动结案，不计评价。',
    rejected: (reason: string) => `原因：${reason}。`,
    transferred: (to: string, reason: string) => `转给${to}：${reason}。`,
    merged: (id: string) => `和 ${id} 一起办理。`,
  },
  stages,
  wrong,
  refused: {
    jurisdiction: (allowed: string) => `这里不管这个 jurisdiction_id，只管 ${allowed}。也可以不给。`,
    serviceMissing: '没有给 service_code。代码在 services 里。',
    request: '没有这个 service_request_id。',
    token: '没有这个 token。这里提交后直接给 service_request_id，不用 token。',
    location: '请给出位置：lat 和 long，或者 address_string，或者 address_id。',
    outside: '这个位置附近没有本市的社区。',
    addressUnknown:
      '这个位置说明里没有认出本市的店或社区。请写店名和地址，或者用 address_id，或者给 lat 和 long。',
    addressSeveral: (names: string) => `有几家店都符合，请用 address_id 指明：${names}。`,
    span: (days: number) => `start_date 到 end_date 不能超过 ${days} 天。`,
    form: '请用 application/x-www-form-urlencoded 提交。',
    tooLarge: (most: number) => `内容太大，最多 ${most} 字节。`,
    tooMany: (seconds: number) => `这样提交的太多了，请 ${seconds} 秒后再试，或在网站上投诉。这次没有保存。`,
    method: (allowed: string) => `这个地址只接受 ${allowed}。`,
    address: '没有这个地址。地址以 .json 或 .xml 结尾，从 discovery.xml 开始。',
    notLoaded: '还没有载入城市数据。',
    failed: '服务出错了，请稍后再试，或拨打 12345。',
  },
}

export type Words = typeof zhCN
