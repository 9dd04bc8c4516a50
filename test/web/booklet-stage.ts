/** A circle with a few outlets, each there for something that a booklet must say. */

import type { Circle, CircleOutlet } from '../../schema/contract/circle.ts'
import type { OutletListProperties } from '../../schema/contract/outlet.ts'
import { city, feature, wholeOutlet } from './places-stage.ts'

export const [yinxing, huayuan] = ['411281001005', '411281001003'] as const

/** @param east degrees of longitude from the service centre; 0.001 is two minutes on foot */
export function outletOf(
  id: string,
  part: Partial<OutletListProperties> = {},
  more: Partial<CircleOutlet> = {},
  east = 0.001,
): CircleOutlet {
  const { sample: _sample, revision: _revision, ...outlet } = wholeOutlet(feature(id, part, east))
  return { ...outlet, ...more }
}

export const outlets = [
  outletOf('far0000001', { name: '远处药店' }, {}, 0.006),
  outletOf(
    'kangning01',
    { name: '康宁大药房', phone: '0398-000 1288；0398-000 1289', marks: ['cash'] },
    { closures: [{ from: '2026-12-20', to: '2026-12-22', reason: '盘点' }] },
  ),
  outletOf(
    'laowang001',
    { name: '老王修鞋', type: 'repair', hours: null },
    {
      address: null,
      hoursText: '看天气',
      payment: { cash: null, bank_card: null, mobile_pay: null },
      accessibility: {
        step_free: null,
        seat: null,
        hearing_aid: null,
        sight_aid: null,
        elder_counter: null,
      },
    },
  ),
  outletOf('gone000001', { name: '没了的店', status: 'closed' }),
  outletOf('paused0001', { name: '歇着的书吧', type: 'leisure', status: 'paused' }),
  outletOf(
    'van0000001',
    { name: '蔬菜直通车', type: 'vegetable_van', hours: null },
    {
      stops: [
        { id: 'stop000002', name: '东边', position: [111.878, 34.747], hours: 'Sa 07:00-09:00' },
        { id: 'stop000001', name: '西边', position: [111.8745, 34.747], hours: null },
      ],
    },
  ),
]

export function circleOf(code: string, part: Partial<Circle> = {}): Circle {
  const community = city.communities.find((one) => one.code === code)
  if (!community) throw new Error(`the test city has no ${code}`)
  return {
    sample: true,
    revision: 7,
    ...community,
    subdistrictName: '千秋路街道',
    subdistrictNameEn: 'Qianqiu Road Subdistrict',
    centreName: null,
    centreAddress: null,
    within15: 6,
    estimated: true,
    types: [
      { type: 'pharmacy', count: 2, nearest: null, limit: 10 },
      {
        type: 'laundry',
        count: 0,
        nearest: { id: 'wash000001', name: '清清洗衣', metres: 900, minutes: 15 },
        limit: 10,
      },
    ],
    ...part,
  }
}

/** What the worker answers about a circle. */
export const answersOf = (code: string, own: readonly CircleOutlet[], part: Partial<Circle> = {}) => ({
  [`/api/circles/${code}`]: circleOf(code, part),
  [`/api/circles/${code}/outlets`]: { sample: true, revision: 7, outlets: own },
})
