import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DUPLICATE_METRES, type Named, nearDuplicates } from '../../schema/import/duplicates.ts'
import { metresBetween } from '../../schema/rules/distance.ts'

const outlet = (at: string, name: string, lng: number, lat: number): Named => ({
  at,
  name,
  position: [lng, lat],
})

describe('near-duplicates', () => {
  it('are one name within 60 m, however it is written', () => {
    const [found] = nearDuplicates(
      [outlet('a', '民安便利店（东区店）', 111.87, 34.74)],
      [
        outlet('2', '民安便利店(东区 店)', 111.8705, 34.74),
        outlet('3', '民安便利店', 111.87, 34.74),
        outlet('4', '民安便利店(东区店)', 111.8715, 34.74),
      ],
    )
    expect(found).toMatchObject({ at: '2', other: 'a' })
    expect(found?.metres).toBeCloseTo(46, 0)
  })

  it('are found as comparing every pair would find them', () => {
    const near = fc.record({
      name: fc.constantFrom('甲', '乙'),
      lng: fc.double({ min: 111.87, max: 111.876, noNaN: true }),
      lat: fc.double({ min: 34.74, max: 34.745, noNaN: true }),
    })
    fc.assert(
      fc.property(fc.array(near, { maxLength: 60 }), (places) => {
        const outlets = places.map(({ name, lng, lat }, index) => outlet(String(index), name, lng, lat))
        const expected = outlets.filter((one, index) =>
          outlets
            .slice(0, index)
            .some(
              (other) =>
                other.name === one.name && metresBetween(other.position, one.position) <= DUPLICATE_METRES,
            ),
        )
        expect(nearDuplicates([], outlets).map((duplicate) => duplicate.at)).toEqual(
          expected.map((one) => one.at),
        )
      }),
    )
  })

  it('compares 20,000 outlets without comparing every pair', () => {
    const outlets = Array.from({ length: 20_000 }, (_, index) =>
      outlet(
        String(index),
        `店${index % 500}`,
        111.8 + (index % 200) * 0.0008,
        34.7 + Math.floor(index / 200) * 0.0008,
      ),
    )
    const start = performance.now()
    nearDuplicates([], outlets)
    expect(performance.now() - start).toBeLessThan(2000)
  })
})
