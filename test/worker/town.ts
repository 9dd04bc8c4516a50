/** A small town for the tests of the worker: a few outlets, each there for a reason. */

import { drizzle } from 'drizzle-orm/d1'
import * as tables from '../../schema/tables.ts'

/** Its communities: two urban ones, and a village without outlets whose centre is far from them. */
export const communities = { minan: '411281001001', xingyuan: '411281001002', village: '411281006001' }

/** The centre of 民安社区; 0.001° of longitude is about two minutes of walking here. */
export const centre = [111.874, 34.747] as const

type NewOutlet = Omit<typeof tables.outlet.$inferInsert, 'source' | 'sourceId' | 'createdAt' | 'updatedAt'>

/** What is known about each outlet, by name of the constant that tests say. */
export const outlets = {
  /** takes cash, no step, shorter hours on public holidays */
  pharmacy: {
    id: 'pharmacy01',
    name: '惠民大药房',
    type: 'pharmacy',
    lng: 111.875,
    lat: 34.747,
    circle: communities.minan,
    address: '千秋路 18 号',
    hours: 'Mo-Su 08:00-21:00; PH 09:00-12:00',
    hoursText: '早8点到晚9点，节假日上午',
    phone: '0398-000 1288',
    cash: true,
    stepFree: true,
    seat: false,
    credit: 'A',
    honest: true,
    confirmedAt: '2026-09-01',
    confirmedBy: 'merchant',
    pricesAt: '2026-08-20',
  },
  /** always open, of a chain, ten minutes further */
  chainPharmacy: {
    id: 'pharmacy02',
    name: '康泰药店',
    type: 'pharmacy',
    lng: 111.88,
    lat: 34.747,
    circle: communities.xingyuan,
    hours: '24/7',
    cash: false,
    mobilePay: true,
    chain: true,
  },
  /** nobody knows when it is open */
  cobbler: {
    id: 'repair0001',
    name: '老王修鞋铺',
    type: 'repair',
    lng: 111.8745,
    lat: 34.747,
    circle: communities.minan,
    cash: true,
  },
  /** shut during the first week of October */
  breakfast: {
    id: 'breakfast1',
    name: '张姐早餐',
    type: 'breakfast',
    lng: 111.874,
    lat: 34.748,
    circle: communities.minan,
    hours: '05:30-10:00',
    mobilePay: true,
  },
  /** weekdays only */
  clinic: {
    id: 'clinic0001',
    name: '民安卫生服务站',
    type: 'clinic',
    lng: 111.873,
    lat: 34.747,
    circle: communities.minan,
    hours: 'Mo-Fr 08:00-12:00,14:00-18:00; PH off',
    stepFree: true,
    elderCounter: true,
  },
  /** past midnight, delivers at night; belongs to no circle */
  grill: {
    id: 'grill00001',
    name: '银杏烧烤',
    type: 'restaurant',
    lng: 111.876,
    lat: 34.749,
    hours: '17:00-02:00',
    nightDelivery: true,
    instantDelivery: true,
  },
  /** comes to the town on Saturdays and to the village on Sundays */
  van: {
    id: 'vegetable1',
    name: '蔬菜直通车',
    type: 'vegetable_van',
    lng: 111.8741,
    lat: 34.7471,
    circle: communities.minan,
  },
  /** closed for now */
  barber: {
    id: 'barber0001',
    name: '小明理发',
    type: 'hair',
    lng: 111.8742,
    lat: 34.7472,
    circle: communities.xingyuan,
    hours: '09:00-20:00',
    status: 'paused',
  },
  /** closed for good */
  gone: {
    id: 'gone000001',
    name: '旧杂货铺',
    type: 'convenience',
    lng: 111.8743,
    lat: 34.7473,
    circle: communities.minan,
    hours: '24/7',
    status: 'closed',
  },
} as const satisfies Record<string, NewOutlet>

/** Loads the town into an empty database. */
export async function loadTown(binding: D1Database): Promise<void> {
  const db = drizzle(binding)
  const at = '2026-09-01T00:00:00.000Z'
  await db.batch([
    db.insert(tables.city).values({
      id: 1,
      code: '411281',
      name: '义马',
      nameEn: 'Yima',
      sample: true,
      lng: 111.874,
      lat: 34.747,
      west: 111.76,
      south: 34.68,
      east: 111.97,
      north: 34.81,
    }),
    db.insert(tables.subdistrict).values([
      { code: '411281001', name: '千秋路街道', nameEn: 'Qianqiu Road Subdistrict' },
      { code: '411281006', name: '新区街道', nameEn: 'Xinqu Subdistrict' },
    ]),
    db.insert(tables.community).values([
      {
        code: communities.minan,
        name: '民安社区',
        nameEn: "Min'an Community",
        subdistrict: '411281001',
        urban: true,
        pilot: true,
      },
      {
        code: communities.xingyuan,
        name: '兴苑社区',
        nameEn: 'Xingyuan Community',
        subdistrict: '411281001',
        urban: true,
        pilot: false,
      },
      {
        code: communities.village,
        name: '石佛社区',
        nameEn: 'Shifo Community',
        subdistrict: '411281006',
        urban: false,
        pilot: false,
      },
    ]),
    db.insert(tables.circle).values([
      {
        community: communities.minan,
        lng: centre[0],
        lat: centre[1],
        centreName: '民安社区党群服务中心',
        centreAddress: '千秋路 12 号',
      },
      { community: communities.xingyuan },
      { community: communities.village, lng: 111.92, lat: 34.77, centreName: '石佛社区服务中心' },
    ]),
    db.insert(tables.holidayYear).values({ year: 2026 }),
    db.insert(tables.holiday).values([
      { date: '2026-10-01', kind: 'holiday', name: '国庆节' },
      { date: '2026-10-10', kind: 'workday', name: '国庆节' },
    ]),
    // one statement each: D1 takes 100 parameters a statement
    ...Object.values<NewOutlet>(outlets).map((outlet) =>
      db
        .insert(tables.outlet)
        .values({ ...outlet, source: 'sample', sourceId: outlet.id, createdAt: at, updatedAt: at }),
    ),
    db.insert(tables.outletService).values([
      { outlet: outlets.pharmacy.id, service: 'night_delivery' },
      { outlet: outlets.pharmacy.id, service: 'health_advice' },
      { outlet: outlets.clinic.id, service: 'medical_help' },
    ]),
    db.insert(tables.outletClosure).values({
      outlet: outlets.breakfast.id,
      fromDate: '2026-10-01',
      toDate: '2026-10-07',
      reason: '回老家',
    }),
    db.insert(tables.outletPrice).values([
      { outlet: outlets.pharmacy.id, place: 0, item: '量血压', fen: 0, unit: '次' },
      { outlet: outlets.pharmacy.id, place: 1, item: '代煎中药', fen: 300, fenTo: 500, unit: '剂' },
    ]),
    db.insert(tables.outletStop).values([
      {
        id: 'stopTown01',
        outlet: outlets.van.id,
        place: 0,
        name: '民安社区门口',
        lng: 111.8741,
        lat: 34.7471,
        hours: 'Sa 07:00-09:00',
      },
      {
        id: 'stopVillage',
        outlet: outlets.van.id,
        place: 1,
        name: '石佛村口',
        lng: 111.92,
        lat: 34.7701,
        hours: 'Su 07:00-09:00',
      },
    ]),
  ])
}
