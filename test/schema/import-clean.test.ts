import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findCircle } from '../../schema/import/circles.ts'
import { type CleanContext, cleanRow } from '../../schema/import/clean.ts'
import { type Column, columnOf } from '../../schema/import/columns.ts'
import {
  readCredit,
  readFlag,
  readServices,
  readStatus,
  splitStatusFromName,
} from '../../schema/import/facts.ts'
import { readPhones } from '../../schema/import/phone.ts'
import { placeInCity, readPosition } from '../../schema/import/position.ts'
import { isBlank, nameKey, plain } from '../../schema/import/text.ts'
import type { Verdict } from '../../schema/import/types.ts'
import { fromWgs84 } from '../../schema/rules/coordinates.ts'
import { metresBetween } from '../../schema/rules/distance.ts'

const context: CleanContext = {
  source: 'ledger',
  crs: 'wgs84',
  bounds: [111.76, 34.68, 111.97, 34.81],
  communities: [
    { code: '411281001001', name: '民安社区', subdistrict: '千秋路街道', centre: [111.87, 34.745] },
    { code: '411281001002', name: '花园社区', subdistrict: '千秋路街道', centre: null },
    { code: '411281002001', name: '花园社区', subdistrict: '朝阳路街道', centre: [111.9, 34.76] },
  ],
}

type Cells = Partial<Record<Column, string>>

const good: Cells = { name: '甲便利店', type: '便利店', lng: '111.871', lat: '34.746' }

const clean = (cells: Cells, change: Partial<CleanContext> = {}): Verdict =>
  cleanRow({ at: '2', cells: { ...good, ...cells } }, { ...context, ...change })

function accepted(cells: Cells, change: Partial<CleanContext> = {}) {
  const verdict = clean(cells, change)
  if (verdict.kind === 'refused') throw new Error(JSON.stringify(verdict.refusals))
  return { row: verdict.row, notes: verdict.notes.map((note) => note.code) }
}

function refused(cells: Cells, change: Partial<CleanContext> = {}) {
  const verdict = clean(cells, change)
  return verdict.kind === 'refused'
    ? verdict.refusals.map(({ column, code }) => `${column} ${code}`)
    : 'accepted'
}

describe('headers', () => {
  it.each([
    ['商户名称', 'name'],
    ['POI名称', 'name'],
    ['店名*', 'name'],
    ['经度(lon)', 'lng'],
    ['经度（GCJ-02）', 'lng'],
    ['Opening Hours', 'hours'],
    ['opening_hours', 'hours'],
    ['餐饮类型编码', 'typeCode'],
    ['餐饮类型名称', 'type'],
    ['所 属 社 区', 'circle'],
    ['联系电话', 'phone'],
    ['法定代表人', 'personal'],
    ['序号', undefined],
  ])('%s is %s', (header, column) => {
    expect(columnOf(header)).toBe(column)
  })
})

describe('a row', () => {
  it('is accepted as it is when nothing is wrong with it', () => {
    expect(accepted({ circle: '民安社区', phone: '13812345678' })).toEqual({
      row: expect.objectContaining({
        source: 'ledger',
        name: '甲便利店',
        type: 'convenience',
        position: [111.871, 34.746],
        circle: '411281001001',
        phone: '13812345678',
        hours: null,
        cash: null,
        status: 'open',
      }),
      notes: [],
    })
  })

  it.each<[string, Cells, string[]]>([
    ['without a name', { name: '' }, ['name name_missing']],
    ['whose name is a dash', { name: '-' }, ['name name_missing']],
    ['whose name is too long', { name: '长'.repeat(61) }, ['name name_too_long']],
    ['without a type', { type: '' }, ['type type_missing']],
    ['of a type outside the plan', { type: '加油站' }, ['type type_unknown']],
    ['without a position', { lng: '', lat: '' }, ['lng position_missing']],
    ['at nought, nought', { lng: '0', lat: '0' }, ['lng position_missing']],
    ['with half a position', { lat: '' }, ['lng position_unreadable']],
    ['with words for a position', { lng: '东边', lat: '桥头' }, ['lng position_unreadable']],
    ['outside the city', { lng: '116.4', lat: '39.9' }, ['lng outside_city']],
    [
      'with several faults',
      { name: '', type: '加油站', lng: '1' },
      ['name name_missing', 'type type_unknown', 'lng outside_city'],
    ],
  ])('is refused %s', (_, cells, reasons) => {
    expect(refused(cells)).toEqual(reasons)
  })

  it('keeps hours that cannot be read as text, and does not refuse it', () => {
    const { row, notes } = accepted({ hours: '看天气，下雨不出摊' })
    expect(row).toMatchObject({ hours: null, hoursText: '看天气，下雨不出摊' })
    expect(notes).toEqual(['hours_unreadable'])
  })

  it.each([
    ['8:17——22：00', '08:17-22:00'],
    ['周一至周五 8:00-20:00；周六9点到18点', 'Mo-Fr 08:00-20:00; Sa 09:00-18:00'],
    ['24小时', '24/7'],
    ['Mo-Sa 08:00-20:00', 'Mo-Sa 08:00-20:00'],
  ])('reads the hours %s', (text, expression) => {
    expect(accepted({ hours: text }).row).toMatchObject({ hours: expression, hoursText: text })
  })

  it('has its coordinates put back in order when only the other order lies in the city', () => {
    const { row, notes } = accepted({ lng: '34.746', lat: '111.871' })
    expect(row.position).toEqual([111.871, 34.746])
    expect(notes).toEqual(['position_swapped'])
  })

  it.each(['gcj02', 'bd09'] as const)('is converted from %s', (crs) => {
    const [lng, lat] = fromWgs84([111.871, 34.746], crs)
    const { row } = accepted({ lng: String(lng), lat: String(lat) }, { crs })
    expect(metresBetween(row.position, [111.871, 34.746])).toBeLessThan(1)
  })

  it.each([
    ['甲店（暂停营业）', '甲店', 'paused'],
    ['甲店(装修中)', '甲店', 'paused'],
    ['甲店【已关闭】', '甲店', 'closed'],
    ['甲店(御景湾店)(暂停营业)', '甲店(御景湾店)', 'paused'],
  ])('has the state taken out of the name %s', (given, name, status) => {
    const { row, notes } = accepted({ name: given })
    expect(row).toMatchObject({ name, status })
    expect(notes).toContain('status_from_name')
  })

  it('keeps a remark in the name that says nothing about its state', () => {
    expect(accepted({ name: '甲店（东区店）' }).row).toMatchObject({ name: '甲店（东区店）', status: 'open' })
  })

  it.each<[string, Cells, string, string[]]>([
    ['its own name', { type: '农贸市场（菜市场）' }, 'market', []],
    ['a code of the catalog', { type: 'laundry' }, 'laundry', []],
    ['an English name', { type: 'Food market' }, 'market', []],
    ["a ledger's word", { type: '理发店' }, 'hair', []],
    ['a longer text', { type: '个体理发店铺' }, 'hair', ['type_guessed']],
    ["Amap's words, finest first", { type: '生活服务;洗衣店;洗衣店' }, 'laundry', []],
    ["Amap's code", { type: '', typeCode: '090601' }, 'pharmacy', []],
    ["Amap's code without its zero", { type: '', typeCode: '50118' }, 'restaurant', []],
    ['one of two codes', { type: '', typeCode: '150700|060200' }, 'convenience', []],
  ])('has its type by %s', (_, cells, type, codes) => {
    const { row, notes } = accepted(cells)
    expect(row.type).toBe(type)
    expect(notes).toEqual(codes)
  })

  it('has its type by its name where the map has none for it, but not in a ledger', () => {
    const cells = { name: '老马胡辣汤', type: '餐饮' }
    expect(accepted(cells, { source: 'amap' })).toMatchObject({
      row: { type: 'breakfast' },
      notes: ['type_from_name'],
    })
    expect(accepted(cells).row.type).toBe('restaurant')
  })

  it('has its facts from lists and from columns of their own', () => {
    const { row, notes } = accepted({
      payment: '现金、微信，支付宝',
      bankCard: '否',
      access: '有坡道；老花镜',
      nightDelivery: '是',
      chain: '也许',
      services: '代收代发、打印、看手相',
      credit: 'a级',
      honest: '√',
    })
    expect(row).toMatchObject({
      cash: true,
      mobilePay: true,
      bankCard: false,
      stepFree: true,
      sightAid: true,
      seat: null,
      nightDelivery: true,
      chain: null,
      services: ['parcel_proxy', 'printing'],
      credit: 'A',
      honest: true,
    })
    expect(notes.sort()).toEqual(['fact_unreadable', 'service_unknown'])
  })

  it('is found again by its identifier, or else by its name and address', () => {
    expect(accepted({ id: 'B0FF' }).row.sourceId).toBe('B0FF')
    const first = accepted({ address: '千秋路 12 号', hours: '24小时' }).row.sourceId
    expect(accepted({ name: '甲便利店 ', address: '千秋路12号' }).row.sourceId).toBe(first)
    expect(accepted({ address: '千秋路13号' }).row.sourceId).not.toBe(first)
  })
})

describe('circles', () => {
  it.each([
    ['民安社区', undefined, '411281001001', 'named'],
    ['民安', undefined, '411281001001', 'named'],
    ['民安社区居委会', undefined, '411281001001', 'named'],
    ['千秋路街道民安社区', undefined, '411281001001', 'named'],
    ['411281002001', undefined, '411281002001', 'named'],
    ['花园社区', '朝阳路街道办事处', '411281002001', 'named'],
    ['千秋路花园社区', undefined, '411281001002', 'named'],
    ['花园社区', undefined, null, 'ambiguous'],
    ['不在册社区', undefined, '411281001001', 'nearest'],
    [undefined, undefined, '411281001001', 'nearest'],
  ])('%s in %s is %s (%s)', (circle, subdistrict, code, how) => {
    const cells = { ...(circle ? { circle } : {}), ...(subdistrict ? { subdistrict } : {}) }
    expect(findCircle(context.communities, [111.871, 34.746], cells)).toEqual({ code, how })
  })

  it('leaves an outlet without one beyond 1,500 m of every centre', () => {
    expect(findCircle(context.communities, [111.8, 34.7], {})).toEqual({ code: null, how: 'none' })
  })
})

describe('phones', () => {
  it.each([
    ['15852601815', '15852601815'],
    ['0371-90830166', '0371-90830166'],
    ['037190830166', '0371-90830166'],
    ['(0398) 583 1234', '0398-5831234'],
    ['0398-583 1234', '0398-583 1234'],
    ['+86 398-5831234', null],
    ['+86 0398-5831234', '0398-5831234'],
    ['+8613812345678', '13812345678'],
    ['13812345678.0', '13812345678'],
    ['010-12345678', '010-12345678'],
    ['4001234567', '400-123-4567'],
    ['5831234', '5831234'],
    ['0398-5831234转802', '0398-5831234转802'],
    ['0371-08246281;18694821993', '0371-08246281;18694821993'],
    ['13812345678、13912345678', '13812345678;13912345678'],
    ['13812345678 0398-5831234', '13812345678;0398-5831234'],
    ['13812345678/13812345678', '13812345678'],
    ['电话：13812345678', '13812345678'],
    ['12345', '12345'],
    ['+423 232 48 18', '+4232324818'],
    ['1.38E+10', null],
    ['无', null],
  ])('%s is %s', (cell, phone) => {
    expect(readPhones(cell).phone).toBe(phone)
  })

  it('keeps its own form', () => {
    const number = fc.oneof(
      fc.stringMatching(/^1[3-9]\d{9}$/),
      fc.stringMatching(/^0398-[2-8]\d{6}$/),
      fc.stringMatching(/^400-\d{3}-\d{4}$/),
    )
    fc.assert(
      fc.property(fc.uniqueArray(number, { minLength: 1, maxLength: 4 }), (numbers) => {
        expect(readPhones(numbers.join(' ; '))).toEqual({ phone: numbers.join(';'), dropped: [] })
        expect(readPhones(numbers.join(';')).phone).toBe(numbers.join(';'))
      }),
    )
  })

  it('keeps what fits and names the rest', () => {
    const numbers = Array.from({ length: 6 }, (_, index) => `1381234567${index}`)
    const { phone, dropped } = readPhones(numbers.join(';'))
    expect(phone).toHaveLength(59)
    expect(dropped).toEqual(['13812345675'])
  })
})

describe('positions', () => {
  it.each([
    [{ lng: '111.87', lat: '34.7' }, [111.87, 34.7]],
    [{ lng: '东经111.87°', lat: '北纬34.7°' }, [111.87, 34.7]],
    [{ lng: '111°52′12″', lat: '34°42′' }, [111.87, 34.7]],
    [{ location: '111.87,34.7' }, [111.87, 34.7]],
    [{ location: '111.87，34.7' }, [111.87, 34.7]],
    [{ location: 'POINT (111.87 34.7)' }, [111.87, 34.7]],
    [{ location: '[111.87, 34.7]' }, [111.87, 34.7]],
    [{}, 'missing'],
    [{ location: '111.87' }, undefined],
    [{ location: '111.87,34.7,5' }, undefined],
    [{ lng: '1e2', lat: '34' }, undefined],
  ])('%j is %j', (cells, position) => {
    const read = readPosition(cells)
    if (Array.isArray(position) && Array.isArray(read)) {
      expect(read[0]).toBeCloseTo(Number(position[0]), 9)
      expect(read[1]).toBeCloseTo(Number(position[1]), 9)
    } else expect(read).toEqual(position)
  })

  it('says how far outside the city one is', () => {
    const placed = placeInCity([111.97, 34.9], 'wgs84', context.bounds)
    expect('km' in placed && placed.km).toBeCloseTo(10, 0)
  })
})

describe('words', () => {
  it.each([
    ['是', true],
    ['√', true],
    ['YES', true],
    ['否', false],
    ['没有', false],
    ['看情况', undefined],
  ])('%s is %s', (cell, flag) => {
    expect(readFlag(cell)).toBe(flag)
  })

  it.each([
    ['正常营业', 'open'],
    ['在营', 'open'],
    ['停业', 'paused'],
    ['暂停营业', 'paused'],
    ['暂时关闭', 'paused'],
    ['停业整顿', 'paused'],
    ['已注销', 'closed'],
    ['永久关闭', 'closed'],
    ['其他', undefined],
  ])('the state %s is %s', (cell, status) => {
    expect(readStatus(cell)).toBe(status)
  })

  it('knows services by code, name and what people call them', () => {
    expect(readServices('printing，代收代发;交电费 助餐服务')).toEqual({
      services: ['printing', 'parcel_proxy', 'bill_payment', 'meals'],
      unread: [],
    })
  })

  it('knows grades', () => {
    expect([readCredit('B 级'), readCredit('d'), readCredit('优')]).toEqual(['B', 'D', undefined])
  })

  it('never takes a whole name for a remark', () => {
    expect(splitStatusFromName('（暂停营业）')).toEqual({
      name: '（暂停营业）',
      status: undefined,
      remark: '',
    })
  })

  it('makes text plain once and for all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(plain(plain(text))).toBe(plain(text))
        expect(nameKey(nameKey(text))).toBe(nameKey(text))
      }),
    )
    expect(nameKey('甲店（东区·店）')).toBe(nameKey('甲店(东区店) '))
  })

  it.each(['', '-', '——', '无', '暂无', 'NULL', 'n/a', '[]'])('%j says nothing', (cell) => {
    expect(isBlank(cell)).toBe(true)
  })
})

describe('whatever the cells say', () => {
  it('a row gets a verdict, and an accepted one lies in the city', () => {
    const columns: Column[] = [
      'id',
      'name',
      'type',
      'typeCode',
      'address',
      'location',
      'phone',
      'hours',
      'circle',
      'payment',
      'access',
      'status',
    ]
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.constantFrom(
        '便利店',
        '111.87,34.74',
        '34.74,111.87',
        '8:00-20:00',
        '周一休息',
        '现金',
        '13812345678',
      ),
    )
    const cells = fc.dictionary(fc.constantFrom(...columns), cell)
    fc.assert(
      fc.property(
        cells,
        fc.constantFrom('ledger' as const, 'amap' as const, 'osm' as const),
        (given, source) => {
          const verdict = cleanRow({ at: '1', cells: given }, { ...context, source })
          if (verdict.kind === 'refused') expect(verdict.refusals.length).toBeGreaterThan(0)
          else {
            const [lng, lat] = verdict.row.position
            expect(lng > 111 && lng < 112 && lat > 34 && lat < 35).toBe(true)
          }
        },
      ),
      { numRuns: 500 },
    )
  })
})
