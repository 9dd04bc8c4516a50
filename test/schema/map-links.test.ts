import { describe, expect, it } from 'vitest'
import { fromWgs84 } from '../../schema/rules/coordinates.ts'
import { mapServices, walkLinks } from '../../schema/rules/map-links.ts'

const position = [111.874, 34.747] as const
const links = walkLinks({ name: '银杏大药房', position }, '义马')
const [lng, lat] = fromWgs84(position, 'gcj02').map((degrees) => degrees.toFixed(6))

describe('walkLinks', () => {
  it('sends Amap longitude first, with the name', () => {
    const query = new URL(links.amap).searchParams
    expect(query.get('to')).toBe(`${lng},${lat},银杏大药房`)
    expect(query.get('mode')).toBe('walk')
  })

  it('sends Baidu latitude first in GCJ-02, with name and city', () => {
    const query = new URL(links.baidu).searchParams
    expect(query.get('destination')).toBe(`latlng:${lat},${lng}|name:银杏大药房`)
    expect(query.get('coord_type')).toBe('gcj02')
    expect(query.get('mode')).toBe('walking')
    expect(query.get('region')).toBe('义马')
  })

  it('sends Tencent latitude first', () => {
    const query = new URL(links.tencent).searchParams
    expect(query.get('tocoord')).toBe(`${lat},${lng}`)
    expect(query.get('to')).toBe('银杏大药房')
    expect(query.get('type')).toBe('walk')
  })

  it('sends Apple Maps the GCJ-02 position on foot', () => {
    const query = new URL(links.apple).searchParams
    expect(query.get('daddr')).toBe(`${lat},${lng}`)
    expect(query.get('dirflg')).toBe('w')
  })

  it('keeps a name from breaking out of its field', () => {
    const odd = walkLinks({ name: 'A&B, 店|mode=drive:#1 100%', position }, '义马')
    for (const service of mapServices) {
      const url = new URL(odd[service])
      expect(url.hash).toBe('')
      expect(url.searchParams.getAll('mode').length).toBeLessThanOrEqual(1)
    }
    expect(new URL(odd.amap).searchParams.get('to')?.split(',')).toEqual([
      lng,
      lat,
      'A&B  店 mode=drive #1 100%',
    ])
    expect(new URL(odd.baidu).searchParams.get('destination')?.split('|')).toHaveLength(2)
    expect(new URL(odd.tencent).searchParams.get('to')).toBe('A&B  店 mode=drive #1 100%')
  })

  it('is a valid address without characters that need escaping', () => {
    for (const service of mapServices) expect(links[service]).toMatch(/^https:\/\/[\w.~!*'();:@&=+$,/?%-]+$/)
  })
})
