/** An example of every answer, for the API's description. A test checks them against the contract. */

import type { Circle, CircleList } from './circle.ts'
import type { City } from './city.ts'
import type { Outlet, OutletList } from './outlet.ts'

const id = '7hK2mQ9xTz'
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
  walking: { estimated: true, detourFactor: 1.3, paces: { standard: 60, elder: 48 } },
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
  types: [
    {
      type: 'pharmacy',
      count: 2,
      nearest: { id, name: '惠民大药房', metres: 214, minutes: 4 },
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
      geometry: { type: 'Point', coordinates: [111.85933, 34.74902] },
      properties: {
        id,
        name: '惠民大药房',
        type: 'pharmacy',
        services: ['health_advice', 'night_delivery'],
        hours: 'Mo-Su 08:00-21:00; PH 09:00-18:00',
        closures: [{ from: '2027-02-05', to: '2027-02-08', reason: '春节' }],
        phone: '0398-000 1288',
        marks: ['cash', 'mobile_pay', 'step_free', 'honest'],
        circle: community.code,
        confirmedAt: '2026-10-08',
        confirmedBy: 'merchant',
        status: 'open',
      },
    },
  ],
}

export const outletExample: Outlet = {
  sample: true,
  revision,
  id,
  name: '惠民大药房',
  type: 'pharmacy',
  services: ['health_advice', 'night_delivery'],
  address: '千秋路 18 号',
  position: [111.85933, 34.74902],
  circle: community.code,
  hours: 'Mo-Su 08:00-21:00; PH 09:00-18:00',
  hoursText: '早8点到晚9点，节假日9点到18点',
  closures: [{ from: '2027-02-05', to: '2027-02-08', reason: '春节' }],
  phone: '0398-000 1288',
  payment: { cash: true, bank_card: null, mobile_pay: true },
  accessibility: { step_free: true, seat: false, hearing_aid: null, sight_aid: null, elder_counter: null },
  delivery: { night_delivery: true, instant_delivery: null },
  prices: [{ item: '量血压', fen: 0, fenTo: null, unit: '次' }],
  pricesAt: '2026-09-20',
  chain: false,
  credit: 'A',
  honest: true,
  status: 'open',
  photo: null,
  stops: [],
  source: 'sample',
  confirmedAt: '2026-10-08',
  confirmedBy: 'merchant',
  updatedAt: '2026-10-08T02:11:09.000Z',
}
