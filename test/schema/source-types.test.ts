import { describe, expect, it } from 'vitest'
import { outletTypes } from '../../schema/catalog/outlet-types.ts'
import { typeOfAmap, typeOfName, typeOfOsm, typeOfWords } from '../../schema/catalog/source-types.ts'

const codes = new Set(outletTypes.map((type) => type.code))

describe("Amap's type codes", () => {
  it('stand for types of the catalog, whichever code it is', () => {
    for (let code = 0; code < 200_000; code++) {
      const type = typeOfAmap(String(code))
      if (type !== undefined) expect(codes).toContain(type)
    }
  })

  it.each([
    ['050100', 'restaurant'],
    ['50121', 'restaurant'],
    ['050600', 'leisure'],
    ['060201', 'convenience'],
    ['060705', 'market'],
    ['060701', undefined],
    ['070500', 'parcel'],
    ['070501', undefined],
    ['071100', 'hair'],
    ['090601', 'pharmacy'],
    ['090700', undefined],
    ['100000', undefined],
    ['150700|060200', 'convenience'],
    ['', undefined],
    ['abc', undefined],
  ])('%s is %s', (code, type) => {
    expect(typeOfAmap(code)).toBe(type)
  })
})

describe("OpenStreetMap's tags", () => {
  it.each([
    [{ shop: 'convenience' }, 'convenience'],
    [{ shop: 'car' }, undefined],
    [{ shop: 'car;bicycle' }, 'repair'],
    [{ amenity: 'pharmacy', healthcare: 'pharmacy' }, 'pharmacy'],
    [{ amenity: 'restaurant', cuisine: 'breakfast' }, 'breakfast'],
    [{ amenity: 'fast_food', street_vendor: 'yes' }, 'food_truck'],
    [{ amenity: 'vending_machine', vending: 'drinks' }, 'vending'],
    [{ amenity: 'vending_machine', vending: 'parking_tickets' }, undefined],
    [{ amenity: 'social_facility', 'social_facility:for': 'senior' }, 'elder_care'],
    [{ amenity: 'social_facility', 'social_facility:for': 'homeless' }, undefined],
    [{ office: 'lawyer' }, 'legal_aid'],
    [{ highway: 'residential' }, undefined],
  ])('%j is %s', (tags, type) => {
    expect(typeOfOsm(tags)).toBe(type)
  })
})

describe('words of ledgers', () => {
  it.each(outletTypes.map((type) => [type.name, type.code]))('%s is %s', (name, code) => {
    expect(typeOfWords(name)?.type).toBe(code)
  })

  it.each([
    ['生鲜超市', 'fresh', true],
    ['连锁超市', 'supermarket', true],
    ['生活服务;洗衣店;洗衣店', 'laundry', true],
    ['餐饮/早餐店', 'breakfast', true],
    ['街边早餐小摊', 'breakfast', false],
    ['老百姓大药房连锁', 'pharmacy', false],
  ])('%s is %s', (text, type, exact) => {
    expect(typeOfWords(text)).toEqual({ type, exact })
  })

  it.each(['加油站', '银行', '宾馆', ''])('%j is none of the plan', (text) => {
    expect(typeOfWords(text)).toBeUndefined()
  })
})

describe('names', () => {
  it.each([
    ['老马胡辣汤', 'restaurant', 'breakfast'],
    ['川味火锅', 'restaurant', undefined],
    ['民安社区日间照料中心', 'community_centre', 'elder_care'],
    ['鲜丰水果', 'supermarket', 'fresh'],
    ['胡辣汤药房', 'pharmacy', undefined],
  ])('%s filed under %s is %s', (name, filed, type) => {
    expect(typeOfName(name, filed)).toBe(type)
  })
})
