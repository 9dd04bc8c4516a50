import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Position } from '../../schema/catalog/divisions.ts'
import { crsNames, fromWgs84, inChina, toWgs84 } from '../../schema/rules/coordinates.ts'
import { metresBetween } from '../../schema/rules/distance.ts'

const yima: Position = [111.874, 34.747]
const degrees = (min: number, max: number) => fc.double({ min, max, noNaN: true, noDefaultInfinity: true })
const inside = fc.tuple(degrees(73.1, 135.9), degrees(3.1, 53.9))
const anywhere = fc.tuple(degrees(-180, 180), degrees(-90, 90))

describe('coordinate systems', () => {
  it.each([
    ['gcj02', 564],
    ['bd09', 1255],
  ] as const)('puts %s about %i m off at Yima', (crs, metres) => {
    expect(metresBetween(yima, fromWgs84(yima, crs))).toBeCloseTo(metres, -1)
  })

  it.each(crsNames)('gives a position back within a metre after %s and back', (crs) => {
    fc.assert(
      fc.property(inside, (position) => {
        expect(metresBetween(toWgs84(fromWgs84(position, crs), crs), position)).toBeLessThan(1)
        expect(metresBetween(fromWgs84(toWgs84(position, crs), crs), position)).toBeLessThan(1)
      }),
      { numRuns: 2000 },
    )
  })

  it.each(crsNames)('leaves %s outside China as it is', (crs) => {
    fc.assert(
      fc.property(
        anywhere.filter((position) => !inChina(position)),
        (position) => {
          expect(toWgs84(position, crs)).toEqual(position)
          expect(fromWgs84(position, crs)).toEqual(position)
        },
      ),
    )
  })

  it('ends for every position, the edge of the rectangle included', () => {
    const edge = fc.oneof(
      fc.tuple(fc.constantFrom(72.004, 73, 136, 137.8347), degrees(0.8, 56)),
      fc.tuple(degrees(72, 138), fc.constantFrom(0.8293, 3, 54, 55.8271)),
    )
    fc.assert(
      fc.property(edge, ([lng, lat]) => {
        for (const crs of crsNames) expect(toWgs84([lng, lat], crs).every(Number.isFinite)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  it('never changes the position it was given', () => {
    const position = Object.freeze([111.874, 34.747] as const)
    expect(toWgs84(position, 'bd09')).not.toBe(position)
    expect(position).toEqual([111.874, 34.747])
  })
})

describe('metresBetween', () => {
  it('is zero in place and the same both ways', () => {
    fc.assert(
      fc.property(anywhere, anywhere, (a, b) => {
        expect(metresBetween(a, a)).toBe(0)
        expect(metresBetween(a, b)).toBeCloseTo(metresBetween(b, a), 6)
      }),
    )
  })

  // lengths of a degree on WGS-84 at 34.747° N: 110,936 m of latitude, 91,566 m of longitude
  it.each([
    ['north', [111.874, 34.757], 1109.4],
    ['east', [111.884, 34.747], 915.7],
  ] as const)('is within 0.25 %% of the ellipsoid going %s', (_, to, metres) => {
    expect(Math.abs(metresBetween(yima, to) / metres - 1)).toBeLessThan(0.0025)
  })
})
