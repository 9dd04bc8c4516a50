/** The dictionary of outlets and circles. */

import type { Confirmer, CreditGrade, OutletStatus } from '../marks.ts'
import { outletTypes } from '../outlet-types.ts'
import { outletServices } from '../services.ts'
import type { Source } from '../sources.ts'
import type { CircleLevel, Weighting } from '../standard.ts'
import { type Field, named, saying } from './fields.ts'

const types = named(outletTypes)
const community = {
  zh: '所在社区的区划代码；不在任何生活圈内为空',
  en: 'division code of its community; empty outside every circle',
}
const longitude = { name: 'longitude', type: 'number', unit: 'degrees', zh: '经度', en: 'longitude' } as const
const latitude = { name: 'latitude', type: 'number', unit: 'degrees', zh: '纬度', en: 'latitude' } as const
const known = <const Name extends string>(name: Name, zh: string, en: string) =>
  ({
    name,
    type: 'boolean',
    nullable: true,
    zh: `${zh}；空为未知`,
    en: `${en}; empty where not known`,
  }) as const
const hours = {
  name: 'hours',
  type: 'text',
  nullable: true,
  zh: '营业时间（OpenStreetMap opening_hours 语法）；空为未知，不等于关门',
  en: 'opening hours (OpenStreetMap opening_hours); empty where unknown, which does not mean closed',
} as const

const statuses = saying<OutletStatus>({
  open: ['营业', 'open'],
  paused: ['暂停营业', 'closed for now'],
  closed: ['已停业', 'closed for good'],
})
const confirmers = saying<Confirmer>({
  merchant: ['商户', 'merchant'],
  staff: ['工作人员', 'staff'],
  residents: ['居民', 'residents'],
})
const credits = saying<CreditGrade>({
  A: ['A 级', 'A'],
  B: ['B 级', 'B'],
  C: ['C 级', 'C'],
  D: ['D 级', 'D'],
})
const origins = saying<Source>({
  sample: ['虚构示例', 'made up'],
  ledger: ['网点台账', 'ledger of the city'],
  amap: ['高德地图', 'Amap'],
  osm: ['OpenStreetMap', 'OpenStreetMap'],
  geojson: ['GeoJSON 文件', 'GeoJSON file'],
})
const levels = saying<CircleLevel>({
  none: ['未达到基础保障类', 'not basic yet'],
  basic: ['基础保障类', 'basic'],
  exemplary: ['提升示范类', 'exemplary'],
})
const weightings = saying<Weighting>({
  residences: ['按居住点户数', 'households of residential points'],
  nodes: ['按街道路口', 'street nodes'],
  centre: ['只按服务中心', 'service centre alone'],
})

export const outletFields = [
  { name: 'id', type: 'text', zh: '网点编号', en: 'identifier of the outlet' },
  { name: 'name', type: 'text', zh: '名称', en: 'name' },
  { name: 'type', type: 'code', zh: '业态', en: 'type', values: types },
  {
    name: 'services',
    type: 'list',
    zh: '一店多能：还提供的服务',
    en: 'further services',
    values: named(outletServices),
  },
  { name: 'address', type: 'text', nullable: true, zh: '地址', en: 'address' },
  longitude,
  latitude,
  { name: 'community', type: 'code', nullable: true, ...community },
  hours,
  { name: 'phone', type: 'text', nullable: true, zh: '网点电话', en: 'phone of the outlet' },
  known('cash', '收现金', 'takes cash'),
  known('bankCard', '收银行卡', 'takes bank cards'),
  known('mobilePay', '收移动支付', 'takes mobile payment'),
  known('stepFree', '门口无台阶', 'step-free'),
  known('seat', '有座位', 'has a seat'),
  known('hearingAid', '有助听服务', 'hearing aid'),
  known('sightAid', '有助视服务', 'sight aid'),
  known('elderCounter', '有老年人窗口', 'counter for elders'),
  known('nightDelivery', '夜间配送', 'delivers at night'),
  known('instantDelivery', '15–30 分钟送达', 'delivers within 15–30 minutes'),
  known('chain', '连锁', 'belongs to a chain'),
  {
    name: 'credit',
    type: 'code',
    nullable: true,
    zh: '信用等级，工作人员评定',
    en: 'credit grade, set by staff',
    values: credits,
  },
  { name: 'honest', type: 'boolean', zh: '诚信商店', en: 'carries the 诚信商店 mark' },
  { name: 'status', type: 'code', zh: '营业状态', en: 'whether it is open at all', values: statuses },
  {
    name: 'source',
    type: 'code',
    zh: '数据来源，决定许可',
    en: 'where it comes from, on which the licence depends',
    values: origins,
  },
  {
    name: 'confirmedAt',
    type: 'date',
    nullable: true,
    zh: '最近一次核实的日期',
    en: 'day on which it was last said to be right',
  },
  { name: 'confirmedBy', type: 'code', nullable: true, zh: '由谁核实', en: 'by whom', values: confirmers },
  { name: 'updatedAt', type: 'instant', zh: '最近一次改动', en: 'when it was last changed' },
] as const satisfies readonly Field[]

const ofOutlet = { name: 'outlet', type: 'text', zh: '网点编号', en: 'identifier of the outlet' } as const

export const stopFields = [
  ofOutlet,
  { name: 'stop', type: 'text', zh: '停靠点编号', en: 'identifier of the stop' },
  { name: 'name', type: 'text', zh: '停靠点名称', en: 'name of the stop' },
  longitude,
  latitude,
  hours,
] as const satisfies readonly Field[]

export const priceFields = [
  ofOutlet,
  { name: 'item', type: 'text', zh: '项目', en: 'what is sold or done' },
  { name: 'price', type: 'integer', unit: 'fen', zh: '价格；0 为免费', en: 'price; 0 is free of charge' },
  {
    name: 'priceTo',
    type: 'integer',
    unit: 'fen',
    nullable: true,
    zh: '价格上限，只在是区间时有',
    en: 'upper end where it is a range',
  },
  {
    name: 'per',
    type: 'text',
    nullable: true,
    zh: '计价单位，如“次”“斤”',
    en: 'what one pays for, such as 次 or 斤',
  },
  {
    name: 'publishedOn',
    type: 'date',
    nullable: true,
    zh: '公示日期',
    en: 'day on which prices were published',
  },
] as const satisfies readonly Field[]

const code = {
  name: 'community',
  type: 'code',
  zh: '社区的区划代码（12 位）',
  en: 'division code of the community, 12 digits',
} as const

export const circleFields = [
  code,
  { name: 'name', type: 'text', zh: '社区名称', en: 'name of the community' },
  { name: 'nameEn', type: 'text', zh: '社区英文名称', en: 'its name in English' },
  {
    name: 'subdistrict',
    type: 'code',
    zh: '街道办事处的区划代码（9 位）',
    en: 'division code of the subdistrict, 9 digits',
  },
  { name: 'urban', type: 'boolean', zh: '主城区；否为涉农', en: 'main urban area; else agricultural' },
  { name: 'pilot', type: 'boolean', zh: '首批试点社区', en: 'one of the first pilots' },
  { ...longitude, nullable: true, zh: '服务中心经度', en: 'longitude of the service centre' },
  { ...latitude, nullable: true, zh: '服务中心纬度', en: 'latitude of the service centre' },
  { name: 'outlets', type: 'integer', zh: '未停业的网点数', en: 'outlets that are not closed for good' },
  { name: 'types', type: 'integer', zh: '其中有几种业态', en: 'how many types are among them' },
  {
    name: 'level',
    type: 'code',
    nullable: true,
    zh: '生活圈类别；还没有测算为空',
    en: 'level of the circle; empty until it is assessed',
    values: levels,
  },
  {
    name: 'missing',
    type: 'list',
    zh: '还缺的业态',
    en: 'types that it lacks for the next level',
    values: types,
  },
  {
    name: 'wanting',
    type: 'integer',
    nullable: true,
    zh: '再补几种可升一类',
    en: 'how many of these must be added for the next level',
  },
  {
    name: 'within15',
    type: 'integer',
    nullable: true,
    zh: '服务中心步行 15 分钟内的网点数',
    en: 'outlets within 15 minutes on foot of the service centre',
  },
  {
    name: 'weighted',
    type: 'code',
    nullable: true,
    zh: '占比按什么计算；空为无法测算',
    en: 'by what shares are counted; empty where nothing can be told',
    values: weightings,
  },
  {
    name: 'estimated',
    type: 'boolean',
    nullable: true,
    zh: '步行时间为估算，不是沿街道走出来的',
    en: 'minutes are estimated, not walked along streets',
  },
] as const satisfies readonly Field[]

export const assessmentFields = [
  code,
  { name: 'type', type: 'code', zh: '业态', en: 'type', values: types },
  {
    name: 'count',
    type: 'integer',
    zh: '社区内未停业的网点数',
    en: 'outlets of the type in the community that are not closed for good',
  },
  {
    name: 'nearest',
    type: 'text',
    nullable: true,
    zh: '离服务中心最近的网点',
    en: 'the nearest outlet to the service centre',
  },
  {
    name: 'metres',
    type: 'number',
    unit: 'metres',
    nullable: true,
    zh: '走到那里的距离',
    en: 'how far it is on foot',
  },
  {
    name: 'minutes',
    type: 'integer',
    unit: 'minutes',
    nullable: true,
    zh: '走到那里的时间',
    en: 'how long it takes',
  },
  {
    name: 'reached',
    type: 'number',
    unit: 'share',
    nullable: true,
    zh: '时限内走得到一家的社区占比；空为无法测算',
    en: 'share of the community that reaches one within the limit; empty where it cannot be told',
  },
  { name: 'limit', type: 'integer', unit: 'minutes', zh: '标准规定的时限', en: 'limit of the standard' },
  { name: 'met', type: 'boolean', zh: '是否达标', en: 'whether the standard is met' },
] as const satisfies readonly Field[]
