/** The columns of a ledger and the headers by which people write them. */

import type { OutletImportRow } from '../contract/outlet-import.ts'
import type { Crs } from '../rules/coordinates.ts'

/**
 * Headers by column, as {@link headerKey} makes them: lower case, without brackets and what is in them, without
 * blanks and marks.
 */
const headers = {
  id: 'id 网点编号 商户编号 poiid uid 唯一标识',
  name: '名称 店名 店铺名称 商户名称 商家名称 网点名称 企业名称 门店名称 单位名称 字号 招牌 poi名称 name title shopname',
  type: '业态 类别 类型 主营业态 网点类型 网点类别 商户类型 行业 行业类别 经营类型 经营类别 餐饮类型名称 分类 poi类型 type category kind 业态类型',
  typeCode: '类型编码 分类编码 餐饮类型编码 poi类型编码 typecode 类型代码',
  address: '地址 详细地址 经营地址 店铺地址 商户地址 门店地址 所在地址 位置描述 address addr',
  lng: '经度 lng lon long longitude x x坐标 东经 经度lon 经度lng',
  lat: '纬度 lat latitude y y坐标 北纬 纬度lat',
  location: '坐标 经纬度 位置 定位 location lnglat coordinates 地理坐标',
  phone:
    '电话 联系电话 固定电话 座机 店铺电话 手机 手机号 手机号码 联系方式 电话号码 phone tel telephone contact',
  hours:
    '营业时间 营业时段 开放时间 服务时间 经营时间 工作时间 hours openinghours opening_hours opentime businesshours opentimeweek',
  hoursText: '营业时间原文 hourstext',
  circle: '所属社区 社区 社区名称 所在社区 村社区 便民生活圈 生活圈 community circle',
  subdistrict: '所属街道 街道 街道办 街道办事处 所在街道 乡镇街道 镇街 subdistrict street township',
  services: '服务 一店多能 叠加服务 附加服务 便民服务 服务内容 服务项目 services',
  payment: '支付方式 付款方式 收款方式 支付 payment',
  cash: '现金 收现金 现金支付 是否收现金 cash',
  bankCard: '银行卡 刷卡 bankcard',
  mobilePay: '移动支付 扫码支付 手机支付 mobilepay',
  access: '无障碍 无障碍设施 适老化 适老设施 无障碍环境 accessibility wheelchair',
  stepFree: '无台阶 坡道 轮椅坡道 stepfree',
  seat: '座椅 休息座椅 seat',
  hearingAid: '助听 助听设备 hearingaid',
  sightAid: '助视 盲文 语音提示 sightaid',
  elderCounter: '老年人窗口 爱心窗口 长者窗口 人工窗口 eldercounter',
  nightDelivery: '夜间配送 nightdelivery',
  instantDelivery: '即时配送 即时零售 外卖 送货上门 instantdelivery',
  chain: '连锁 是否连锁 连锁店 连锁经营 品牌连锁 chain',
  credit: '信用等级 信用 信用评级 credit',
  honest: '诚信商店 诚信经营 诚信示范 honest',
  status: '状态 营业状态 经营状态 status',
  /** recognised only in order to be left alone */
  personal:
    '经营者 经营者姓名 业主 业主姓名 店主 老板 法人 法人代表 法定代表人 负责人 负责人姓名 联系人 联系人姓名 姓名 身份证 身份证号 身份证号码 owner contactperson legalrepresentative',
} as const

export type Column = keyof typeof headers

const columnByHeader = new Map<string, Column>()
for (const column of Object.keys(headers)) {
  if (isColumn(column))
    for (const header of headers[column].split(' ')) columnByHeader.set(headerKey(header), column)
}

/** True of the name of a column. */
export function isColumn(text: string): text is Column {
  return Object.hasOwn(headers, text)
}

/** A header as it is compared: `经度 (lon)` → `经度`, `Opening_Hours` → `openinghours`. */
export function headerKey(header: string): string {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[([【{][^)\]】}]*[)\]】}]/g, '')
    .replace(/[\s_\-:*#.'"“”/、]/g, '')
}

/** The column that a header stands for, or undefined for one that the importer knows nothing of. */
export function columnOf(header: string): Column | undefined {
  return columnByHeader.get(headerKey(header))
}

/** The coordinate system that a header names: `经度(GCJ02)`, `百度经度`, `WGS84_lng`. */
export function crsOfHeader(header: string): Crs | undefined {
  const text = header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]/g, '')
  if (/gcj02|火星|高德|腾讯/.test(text)) return 'gcj02'
  if (/bd09|百度/.test(text)) return 'bd09'
  if (/wgs84|cgcs2000|gps/.test(text)) return 'wgs84'
  return undefined
}

/** The headers that stand for a column, for messages. */
export function headersOf(column: Column): string {
  return headers[column].split(' ').slice(0, 5).join(' / ')
}

const fieldsOf: Readonly<Partial<Record<Column, readonly (keyof OutletImportRow)[]>>> = {
  address: ['address'],
  phone: ['phone'],
  hours: ['hours', 'hoursText'],
  hoursText: ['hours', 'hoursText'],
  services: ['services'],
  payment: ['cash', 'bankCard', 'mobilePay'],
  cash: ['cash'],
  bankCard: ['bankCard'],
  mobilePay: ['mobilePay'],
  access: ['stepFree', 'seat', 'hearingAid', 'sightAid', 'elderCounter'],
  stepFree: ['stepFree'],
  seat: ['seat'],
  hearingAid: ['hearingAid'],
  sightAid: ['sightAid'],
  elderCounter: ['elderCounter'],
  nightDelivery: ['nightDelivery'],
  instantDelivery: ['instantDelivery'],
  chain: ['chain'],
  credit: ['credit'],
  honest: ['honest'],
  status: ['status'],
  circle: ['circle'],
}

/** The fields of an outlet that a file with these columns speaks of, beside those that every row has. */
export function fieldsCarried(columns: ReadonlySet<Column>): Set<keyof OutletImportRow> {
  return new Set([...columns].flatMap((column) => fieldsOf[column] ?? []))
}
