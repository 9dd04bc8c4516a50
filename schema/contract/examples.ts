/** An example of every answer, for the API's description. A test checks them against the contract. */

import type { Circle, CircleList, CircleOutlets } from './circle.ts'
import type { City } from './city.ts'
import type { CityNetwork } from './network.ts'
import type { Outlet, OutletList } from './outlet.ts'
import type { Challenge, Rating, RatingDraft, Voices } from './rating.ts'
import type {
  CommunityMeasureList,
  MeasureAnswer,
  MeasureDefinition,
  SurveyAnswer,
  Trend,
} from './satisfaction.ts'
import type { Whole } from './whole.ts'

const id = 'Fr6Y5gFBBx'
const revision = 1841
const community: City['communities'][number] = {
  code: '411281001001',
  name: '民安社区',
  nameEn: "Min'an Community",
  subdistrict: '411281001',
  urban: true,
  pilot: true,
  centre: [111.85811, 34.74836],
}

export const networkExample: CityNetwork = {
  version: 3,
  url: '/api/network/3?sha256=9f86d081884c',
  bytes: 412_650,
  nodes: 48_120,
  edges: 52_306,
  attribution: '© OpenStreetMap contributors',
  licence: 'ODbL 1.0',
  date: '2026-11-20',
  sample: false,
}

/** One of each list; the real answer has them all. */
export const cityExample: City = {
  code: '411281',
  name: '义马',
  nameEn: 'Yima',
  sample: true,
  revision,
  centre: [111.874, 34.747],
  bounds: [111.76, 34.68, 111.97, 34.81],
  subdistricts: [{ code: '411281001', name: '千秋路街道', nameEn: 'Qianqiu Road Subdistrict' }],
  communities: [community],
  types: [
    {
      code: 'pharmacy',
      name: '药店',
      nameEn: 'Pharmacy',
      short: '药店',
      shortEn: 'Pharmacy',
      class: 'basic',
      limit: 10,
      icon: 'pharmacy',
      synonyms: ['买药', '药房'],
    },
  ],
  services: [
    { code: 'night_delivery', name: '夜间配送', nameEn: 'Night delivery', item: 16, synonyms: ['夜里送'] },
  ],
  calendar: {
    years: [2026],
    days: [{ date: '2026-10-01', kind: 'holiday', name: '国庆节' }],
  },
  walking: {
    estimated: false,
    detourFactor: 1.3,
    paces: { standard: 60, elder: 48 },
    network: networkExample,
  },
  basemap: { kind: 'embedded', url: null, approval: null, attribution: '' },
  attribution: [],
}

export const circlesExample: CircleList = {
  sample: true,
  revision,
  circles: [{ ...community, outlets: 46, types: 21 }],
}

export const circleExample: Circle = {
  sample: true,
  revision,
  ...community,
  subdistrictName: '千秋路街道',
  subdistrictNameEn: 'Qianqiu Road Subdistrict',
  centreName: '民安社区党群服务中心',
  centreAddress: '千秋路 12 号',
  within15: 138,
  estimated: false,
  types: [
    {
      type: 'pharmacy',
      count: 2,
      nearest: { id, name: '满意药店', metres: 214, minutes: 4 },
      limit: 10,
    },
    { type: 'laundry', count: 0, nearest: null, limit: 10 },
  ],
}

export const outletsExample: OutletList = {
  type: 'FeatureCollection',
  sample: true,
  revision,
  features: [
    {
      type: 'Feature',
      id,
      geometry: { type: 'Point', coordinates: [111.85595, 34.74992] },
      properties: {
        id,
        name: '满意药店',
        type: 'pharmacy',
        services: ['night_delivery'],
        hours: '07:30-21:00; PH 09:00-18:00',
        closures: [{ from: '2027-02-05', to: '2027-02-08', reason: '春节' }],
        phone: '0398-000 1288',
        marks: ['mobile_pay', 'seat', 'elder_counter', 'honest'],
        circle: community.code,
        confirmedAt: '2026-10-15',
        confirmedBy: 'merchant',
        status: 'open',
      },
    },
  ],
}

/**
 * An outlet of the made-up city, so that its address can be tried; as it may be once its merchant has added a phone
 * number, closures, prices and a photo, and staff a grade.
 */
export const outletExample: Outlet = {
  sample: true,
  revision,
  id,
  name: '满意药店',
  type: 'pharmacy',
  services: ['night_delivery'],
  address: '人民路 171 号',
  position: [111.85595, 34.74992],
  circle: community.code,
  hours: '07:30-21:00; PH 09:00-18:00',
  hoursText: null,
  closures: [{ from: '2027-02-05', to: '2027-02-08', reason: '春节' }],
  phone: '0398-000 1288',
  payment: { cash: null, bank_card: false, mobile_pay: true },
  accessibility: { step_free: null, seat: true, hearing_aid: null, sight_aid: null, elder_counter: true },
  delivery: { night_delivery: null, instant_delivery: null },
  prices: [{ item: '量血压', fen: 0, fenTo: null, unit: '次' }],
  pricesAt: '2026-09-20',
  chain: false,
  credit: 'A',
  honest: true,
  status: 'open',
  photo: { key: '5vXn0cH1tQm8sZk2LwYb7RfJ4dGpE9aUoTiC6eNq3Dg', width: 1200, height: 900 },
  photoText: '店门口，招牌下有一把长椅',
  stops: [],
  source: 'sample',
  confirmedAt: '2026-10-15',
  confirmedBy: 'merchant',
  updatedAt: '2026-10-15T02:11:09.000Z',
}

const { sample: _sample, revision: _revision, ...ofCircle } = outletExample
export const circleOutletsExample: CircleOutlets = { sample: true, revision, outlets: [ofCircle] }

const { sample: _made, revision: _of, ...ofCity } = circleExample
export const wholeExample: Whole = { sample: true, revision, outlets: [ofCircle], circles: [ofCity] }

export const ratingInputExample: RatingDraft = {
  subject: { kind: 'outlet', id },
  grade: 4,
  tags: ['attitude', 'marked_prices'],
  comment: '夜里也有人值班，找药很耐心。',
}

export const ratingExample: Rating = {
  subject: { kind: 'outlet', id },
  grade: 4,
  tags: ['attitude', 'marked_prices'],
  comment: '夜里也有人值班，找药很耐心。',
  commentState: 'waiting',
  state: 'counted',
  holdReason: null,
  dropReason: null,
  at: '2026-11-24T12:38:00.000Z',
}

export const voicesExample: Voices = {
  sample: true,
  revision: 512,
  tags: [{ tag: 'marked_prices', satisfied: 18, dissatisfied: 2 }],
  comments: [
    {
      id: '4fH2mQ9xTz',
      grade: 5,
      tags: ['attitude'],
      comment: '夜里也有人值班，找药很耐心。',
      on: '2026-11-12',
      reply: { text: '谢谢您。夜里按门铃就有人来。', on: '2026-11-13' },
    },
  ],
  next: null,
}

export const challengeExample: Challenge = {
  parameters: {
    algorithm: 'PBKDF2/SHA-256',
    cost: 2_000,
    expiresAt: 1_795_525_080,
    keyLength: 32,
    keyPrefix: 'b3c2f0a4d9e81726354a5b6c7d8e9f00',
    keySignature: '5a0f…',
    nonce: 'c1b7d2f08e6a4953b2c8d7e6f5a40312',
    salt: '9e8d7c6b5a49382716050f1e2d3c4b5a',
  },
  signature: '7be1…',
}

const definition: MeasureDefinition = {
  satisfiedFrom: 3,
  target: 0.85,
  confidence: 0.95,
  verdictFrom: 30,
}
const yearlyFrame = {
  sample: true,
  revision: 512,
  period: '365d',
  from: '2025-11-25',
  to: '2026-11-24',
  definition,
  asOf: '2026-11-24T12:38:00.000Z',
}
const yearlyNumbers: Pick<
  MeasureAnswer,
  'rate' | 'strictRate' | 'voices' | 'residents' | 'interval' | 'verdict' | 'heldBack'
> = {
  rate: 0.91,
  strictRate: 0.74,
  voices: 300,
  residents: 214,
  interval: [0.8641, 0.9414],
  verdict: 'met',
  heldBack: 3,
}

export const measureExample: MeasureAnswer = {
  ...yearlyFrame,
  scope: 'city',
  id: null,
  ...yearlyNumbers,
  distribution: [9, 18, 51, 90, 132],
  byPoster: 45,
  weighting: 'pooled',
}

export const communityMeasuresExample: CommunityMeasureList = {
  ...yearlyFrame,
  weighting: 'pooled',
  communities: [
    { code: community.code, ...yearlyNumbers, population: 4200, populationSource: '统计年鉴', weight: null },
  ],
}

export const trendExample: Trend = {
  sample: true,
  revision: 512,
  scope: 'city',
  id: null,
  definition,
  asOf: '2026-11-24T12:38:00.000Z',
  weighting: 'pooled',
  months: [{ month: '2026-11', ...yearlyNumbers }],
}

export const surveysExample: SurveyAnswer = {
  sample: true,
  revision: 512,
  definition,
  surveys: [
    {
      id: '9dK3mQ7xTz',
      date: '2026-09-20',
      method: '分层随机抽取 600 户，入户面访',
      residents: 600,
      distribution: [24, 58, 120, 178, 220],
      rate: 0.8633,
      strictRate: 0.6633,
      interval: [0.8336, 0.8886],
      verdict: 'undecided',
    },
  ],
}
