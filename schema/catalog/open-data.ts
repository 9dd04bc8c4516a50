/**
 * The open data: which datasets there are, what their fields mean, and under which licence. `GET /api/data`, the page
 * `/data`, the files and the OpenAPI document are all made of it, and rows are typed by it.
 */

import { complaintFields, needFields } from './open-data/cases.ts'
import type { Field } from './open-data/fields.ts'
import { assessmentFields, circleFields, outletFields, priceFields, stopFields } from './open-data/places.ts'
import { residentFields, tallyFields, tallyHeadFields } from './open-data/voices.ts'
import type { Source } from './sources.ts'

/** The forms in which data are given, with their media types. */
export const dataFormats = {
  csv: 'text/csv',
  json: 'application/json',
  geojson: 'application/geo+json',
} as const
export type DataFormat = keyof typeof dataFormats

export const licences = {
  'CC-BY-4.0': {
    name: 'CC BY 4.0',
    url: 'https://creativecommons.org/licenses/by/4.0/',
    zh: '署名即可自由使用，包括商用',
    en: 'free to use, also commercially, with attribution',
  },
  'ODbL-1.0': {
    name: 'ODbL 1.0',
    url: 'https://opendatacommons.org/licenses/odbl/1-0/',
    zh: '署名；由此改编的数据库要以同样许可公开',
    en: 'attribution; databases made from it are shared alike',
  },
} as const
export type Licence = keyof typeof licences

/** Of what is the city's own. */
export const ownLicence = 'CC-BY-4.0' satisfies Licence

/** Under which licence the outlets of a source are; null: only by what the source itself allows. */
export const sourceLicences: Readonly<Record<Source, Licence | null>> = {
  sample: 'CC-BY-4.0',
  ledger: 'CC-BY-4.0',
  geojson: 'CC-BY-4.0',
  osm: 'ODbL-1.0',
  amap: null,
}

/** How often a dataset follows what it tells of. */
export const frequencies = {
  live: { zh: '随改随新', en: 'with every change' },
  counted: { zh: '改动后重新测算', en: 'counted anew after changes' },
} as const

interface Words {
  zh: string
  en: string
}

export interface Dataset {
  id: string
  title: Words
  description: Words
  /** where its facts come from */
  source: Words
  frequency: keyof typeof frequencies
  formats: readonly DataFormat[]
  /** whether its rows are outlets' and so under the licence of where these come from */
  outlets?: boolean
  fields: readonly Field[]
  /** what its JSON says beside the rows, and beside what every dataset says */
  head?: readonly Field[]
}

const ledger: Words = {
  zh: '网点台账、商户和工作人员的更新、居民的核实',
  en: 'the ledger, changes by merchants and staff, confirmations by residents',
}

export const datasets = [
  {
    id: 'outlets',
    title: { zh: '便民网点', en: 'Outlets' },
    description: {
      zh: '全市未停业的网点：业态、位置、营业时间、电话、付款方式、无障碍。不知道的留空，不猜。',
      en: 'Outlets that are not closed for good: type, position, hours, phone, payment, accessibility. What is not known is left empty.',
    },
    source: ledger,
    frequency: 'live',
    formats: ['geojson', 'csv'],
    outlets: true,
    fields: outletFields,
  },
  {
    id: 'stops',
    title: { zh: '流动网点的停靠点', en: 'Stops of mobile outlets' },
    description: {
      zh: '蔬菜直通车、餐车、自助售卖机停在哪里、什么时候在。',
      en: 'Where vegetable vans, food carts and vending machines stand, and when.',
    },
    source: ledger,
    frequency: 'live',
    formats: ['csv', 'json'],
    outlets: true,
    fields: stopFields,
  },
  {
    id: 'prices',
    title: { zh: '公示价格', en: 'Published prices' },
    description: { zh: '网点公示的价格。', en: 'Prices that outlets have published.' },
    source: { zh: '商户', en: 'merchants' },
    frequency: 'live',
    formats: ['csv', 'json'],
    fields: priceFields,
  },
  {
    id: 'circles',
    title: { zh: '便民生活圈', en: 'Circles' },
    description: {
      zh: '一社区一圈：服务中心、类别、还缺什么。',
      en: 'One a community: its service centre, its level, and what it lacks.',
    },
    source: { zh: '行政区划、网点、步行测算', en: 'divisions, outlets, walking' },
    frequency: 'counted',
    formats: ['csv', 'json'],
    fields: circleFields,
  },
  {
    id: 'assessments',
    title: { zh: '各社区各业态测算', en: 'Assessments by community and type' },
    description: {
      zh: '每个社区的每种业态：有几家、走多远、多大占比走得到、是否达标。',
      en: 'For every community and type: how many, how far on foot, what share reaches one, and whether the standard is met.',
    },
    source: { zh: '网点、街道路网、居住点', en: 'outlets, the street network, residential points' },
    frequency: 'counted',
    formats: ['csv', 'json'],
    fields: assessmentFields,
  },
  {
    id: 'tallies',
    title: { zh: '满意度计数表', en: 'Tallies of satisfaction' },
    description: {
      zh: '近 365 天评价的条数，按社区、月份、档次分格；每格为 0 或不少于 5，太小的与相邻的合并，所以看不出谁说了什么。用它可以重算公布的满意率。',
      en: 'Voices of the last 365 days by community, month and grade. Every cell has none or at least five; what is smaller is put together with its neighbours, so that nobody is told apart. The published rate can be worked out from it.',
    },
    source: { zh: '居民评价', en: 'what residents say' },
    frequency: 'live',
    formats: ['csv', 'json'],
    fields: tallyFields,
    head: tallyHeadFields,
  },
  {
    id: 'residents',
    title: { zh: '评价人数', en: 'Residents with a voice' },
    description: {
      zh: '全市、各街道、各社区评价过的人数。一个人可在几处评价，所以不能相加。某处不足 5 人时，同级都不给。',
      en: 'Distinct residents of the city, its subdistricts and communities. One person may have a voice in several, so that they do not add up. Where one has fewer than five, none beside it is told.',
    },
    source: { zh: '居民评价', en: 'what residents say' },
    frequency: 'live',
    formats: ['csv', 'json'],
    fields: residentFields,
  },
  {
    id: 'complaints',
    title: { zh: '投诉办理台账', en: 'Ledger of complaints' },
    description: {
      zh: '每件投诉：对象、事项、责任单位、时限、是否超时、结果。没有投诉人，也没有原话。',
      en: 'Every case: subject, kind, unit, limits, on time or late, outcome. Nothing of who complained, nor of what was written.',
    },
    source: { zh: '投诉办理记录', en: 'the handling of complaints' },
    frequency: 'live',
    formats: ['csv', 'json'],
    fields: complaintFields,
  },
  {
    id: 'needs',
    title: { zh: '需求与项目清单', en: 'Needs and projects' },
    description: {
      zh: '居民想要的、社区按标准还缺的，以及立项后的进展。',
      en: 'What residents wish for, what communities lack by the standard, and how projects stand.',
    },
    source: { zh: '居民、测算、工作人员', en: 'residents, the assessment, staff' },
    frequency: 'live',
    formats: ['csv', 'json'],
    fields: needFields,
  },
] as const satisfies readonly Dataset[]
export type DatasetId = (typeof datasets)[number]['id']

/** The address of a dataset in a form. */
export const dataPath = (id: string, format: DataFormat): `/api/data/${string}` => `/api/data/${id}.${format}`
