import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sizeWithin } from '../../web/ui/photo.ts'

describe('the size of a photo', () => {
  test.each([
    [4_000, 3_000, 1_600, 1_200],
    [3_000, 4_000, 1_200, 1_600],
    [1_600, 1_600, 1_600, 1_600],
    [1_601, 900, 1_600, 899],
    [640, 480, 640, 480],
    [12_000, 300, 1_600, 40],
  ])('%i × %i becomes %i × %i', (width, height, wide, high) => {
    expect(sizeWithin(width, height, 1_600)).toEqual({ width: wide, height: high })
  })

  test('never grows, never passes the limit, and keeps its shape', () => {
    const side = fc.integer({ min: 1, max: 20_000 })
    fc.assert(
      fc.property(side, side, (width, height) => {
        const size = sizeWithin(width, height, 1_600)
        expect(Math.max(size.width, size.height)).toBeLessThanOrEqual(1_600)
        expect(size.width).toBeLessThanOrEqual(width)
        expect(size.height).toBeLessThanOrEqual(height)
        const scale = Math.max(size.width, size.height) / Math.max(width, height)
        expect(Math.abs(size.width - width * scale)).toBeLessThanOrEqual(0.5)
        expect(Math.abs(size.height - height * scale)).toBeLessThanOrEqual(0.5)
      }),
    )
  })
})
