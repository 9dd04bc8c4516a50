/** The operations of the open data: made of its dictionary, with an example of every row. */

import type { complaintFields, needFields } from '../catalog/open-data/cases.ts'
import type { RowOf } from '../catalog/open-data/fields.ts'
import type {
  assessmentFields,
  circleFields,
  outletFields,
  priceFields,
  stopFields,
} from '../catalog/open-data/places.ts'
import type { residentFields } from '../catalog/open-data/voices.ts'
import {
  type DataFormat,
  type Dataset,
  type DatasetId,
  dataPath,
  datasets,
  ownLicence,
} from '../catalog/open-data.ts'
import { featureOf, headLine, type Row, rowLines } from '../import/open-data-file.ts'
import { type Catalog, DataCatalog, type OpenTallies, shapeOf } from './open-data.ts'
import type { Operation } from './operation.ts'

const frame = {
  sample: true,
  revision: 1841,
  licence: ownLicence,
  attribution: '义马市一刻钟便民生活圈开放数据（CC BY 4.0）',
} as const

const community = '411281001001'
const outlet: RowOf<typeof outletFields> = {
  id: 'Fr6Y5gFBBx',
  name: '满意药店',
  type: 'pharmacy',
  services: ['night_delivery'],
  address: '人民路 171 号',
  longitude: 111.85595,
  latitude: 34.74992,
  community,
  hours: '07:30-21:00; PH 09:00-18:00',
  phone: null,
  cash: null,
  bankCard: false,
  mobilePay: true,
  stepFree: null,
  seat: true,
  hearingAid: null,
  sightAid: null,
  elderCounter: true,
  nightDelivery: null,
  instantDelivery: null,
  chain: false,
  credit: null,
  honest: false,
  status: 'open',
  source: 'sample',
  confirmedAt: '2026-11-02',
  confirmedBy: 'merchant',
  updatedAt: '2026-11-02T03:12:00.000Z',
}
const stop: RowOf<typeof stopFields> = {
  outlet: 'lsjne3J2H3',
  stop: 'iTFWuh8QCn',
  name: '春风街 18 号',
  longitude: 111.85845,
  latitude: 34.74807,
  hours: 'Tu,Th,Sa 09:30-11:00',
}
const price: RowOf<typeof priceFields> = {
  outlet: '5bC6nM1qWe',
  item: '换鞋底',
  price: 1500,
  priceTo: 2500,
  per: '双',
  publishedOn: '2026-10-08',
}
const circle: RowOf<typeof circleFields> = {
  community,
  name: '民安社区',
  nameEn: "Min'an",
  subdistrict: '411281001',
  urban: true,
  pilot: true,
  longitude: 111.874,
  latitude: 34.747,
  outlets: 61,
  types: 19,
  level: 'basic',
  missing: ['laundry', 'housekeeping'],
  wanting: 2,
  within15: 138,
  weighted: 'nodes',
  estimated: false,
}
const assessment: RowOf<typeof assessmentFields> = {
  community,
  type: 'pharmacy',
  count: 2,
  nearest: outlet.id,
  metres: 214,
  minutes: 4,
  reached: 0.97,
  limit: 10,
  met: true,
}
const residents: RowOf<typeof residentFields> = { scope: 'city', code: '411281', residents: 412 }
const complaint: RowOf<typeof complaintFields> = {
  id: '4tR8yU2iOp',
  subjectKind: 'outlet',
  subject: outlet.id,
  subjectName: outlet.name,
  community,
  kind: 'price',
  stage: 'closed',
  level: 'community',
  unit: community,
  filedOn: '2026-11-02',
  acceptBy: '2026-11-03T16:00:00.000Z',
  answerBy: '2026-11-05T16:00:00.000Z',
  resolveBy: '2026-11-11T16:00:00.000Z',
  provisional: false,
  acceptedAt: '2026-11-03T02:10:00.000Z',
  answeredAt: '2026-11-04T08:30:00.000Z',
  resolvedAt: '2026-11-09T07:00:00.000Z',
  missed: [],
  late: 0,
  reopened: 0,
  complexReason: null,
  outcome: 'confirmed',
  grade: 4,
  endedReason: null,
  transferredTo: null,
  mergedInto: null,
}
const need: RowOf<typeof needFields> = {
  id: '7wS2mQ9xTz',
  community,
  want: 'laundry',
  since: '2026-10-08',
  supporters: 46,
  has: 0,
  minutes: 13,
  lacks: true,
  project: 'planned',
  projectUnit: 'commerce',
  projectBy: '2027-03-31',
  projectResult: null,
  projectReason: null,
  projectChangedAt: '2026-11-24T12:38:00.000Z',
}
const tally: OpenTallies['rows'][number] = {
  kind: 'counted',
  area: 0,
  communities: [community],
  unplaced: false,
  weight: null,
  from: '2026-10-01',
  to: '2026-11-26',
  gradeFrom: 1,
  gradeTo: 2,
  voices: 7,
}
const tallies: OpenTallies = {
  ...frame,
  asOf: '2026-11-26T12:38:00.000Z',
  from: '2025-11-27',
  to: '2026-11-26',
  satisfiedFrom: 3,
  strictFrom: 4,
  weighting: 'pooled',
  residents: 412,
  withheld: [],
  othersWeight: null,
  othersRate: null,
  othersStrictRate: null,
  rows: [tally],
}

const examples: Readonly<Record<DatasetId, Row>> = {
  outlets: outlet,
  stops: stop,
  prices: price,
  circles: circle,
  assessments: assessment,
  tallies: tally,
  residents,
  complaints: complaint,
  needs: need,
}

const catalog: Catalog = {
  sample: true,
  revision: 1841,
  title: { zh: '义马市一刻钟便民生活圈开放数据', en: 'Open data of the 15-minute circles of Yima' },
  publisher: { zh: '义马市一刻钟便民生活圈', en: '15-minute circles of Yima' },
  license: { id: ownLicence, url: 'https://creativecommons.org/licenses/by/4.0/' },
  attribution: frame.attribution,
  thirdParties: [],
  dataset: [],
}

const read = { method: 'get', cached: true, open: true } as const
const fails = ['invalid_request', 'method_not_allowed', 'not_loaded', 'internal', 'unavailable'] as const

function answerOf(dataset: Dataset & { id: DatasetId }, format: DataFormat): Operation['answer'] {
  const row = examples[dataset.id]
  switch (format) {
    case 'csv':
      return { contentType: 'text/csv', example: headLine(dataset.fields) + rowLines(dataset.fields, [row]) }
    case 'geojson':
      return {
        contentType: 'application/geo+json',
        schema: shapeOf(dataset.id, format),
        example: { type: 'FeatureCollection', ...frame, features: [featureOf(row)] },
      }
    case 'json':
      return {
        contentType: 'application/json',
        schema: shapeOf(dataset.id, format),
        example: dataset.id === 'tallies' ? tallies : { ...frame, rows: [row] },
      }
  }
}

const capitalized = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)

export const dataOperations: readonly Operation[] = [
  {
    ...read,
    id: 'getDataCatalog',
    path: '/api/data',
    summary: 'The open data: datasets, the dictionary of their fields, licences',
    summaryZh: '开放数据目录：数据集、字段说明与许可',
    description: 'In the words of DCAT. The same for people: /data.',
    answer: { contentType: 'application/json', schema: DataCatalog, example: catalog },
    problems: fails,
  },
  ...datasets.flatMap((dataset) =>
    dataset.formats.map(
      (format): Operation => ({
        ...read,
        id: `get${capitalized(dataset.id)}As${capitalized(format)}`,
        path: dataPath(dataset.id, format),
        summary: `${dataset.title.en}, as ${format === 'geojson' ? 'GeoJSON' : format.toUpperCase()}`,
        summaryZh: `${dataset.title.zh}（${format === 'geojson' ? 'GeoJSON' : format.toUpperCase()}）`,
        description: dataset.description.en,
        answer: answerOf(dataset, format),
        problems: fails,
      }),
    ),
  ),
]
