import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ALIKE_FROM, alike, likeness } from '../../schema/rules/likeness.ts'

describe('two names', () => {
  it.each([
    ['惠民大药房', '惠民大药房', true],
    ['惠民 大药房', '惠民大药房（银杏路店）', true],
    ['惠民药店', '惠民大药房', true],
    ['老王修鞋', '老王修鞋铺', true],
    ['张姐早餐店', '张姐包子', true],
    ['Lao Wang 修鞋', 'LAOWANG修鞋', true],
    ['惠民大药房', '康泰大药房', false],
    ['王记早餐店', '张记早餐店', false],
    ['小明理发', '小红理发', false],
    ['早餐店', '早餐店', true],
    ['', '惠民大药房', false],
    ['·', '·', false],
  ])('%s and %s may be one shop: %s', (one, other, same) => {
    expect(likeness(one, other) >= ALIKE_FROM).toBe(same)
  })

  it('are as alike one way as the other, from 0 to 1', () => {
    const name = fc.string({ unit: fc.constantFrom(...'惠民康泰大药房早餐店王记（）· aB1'), maxLength: 10 })
    fc.assert(
      fc.property(name, name, (one, other) => {
        const score = likeness(one, other)
        expect(score).toBe(likeness(other, one))
        expect(score).toBeGreaterThanOrEqual(0)
        expect(score).toBeLessThanOrEqual(1)
      }),
      { examples: [['惠惠民', '惠惠惠']] },
    )
  })
})

describe('the names like a given one', () => {
  it('are the likeliest first, and no more than asked for', () => {
    const names = ['康泰大药房', '惠民药店', '惠民大药房', '老街惠民', '惠民大药房东门店']
    expect(alike('惠民大药房', names, (name) => name, 3)[0]).toBe('惠民大药房')
    expect(alike('惠民大药房', names, (name) => name, 3)).toHaveLength(3)
    expect(alike('惠民大药房', names, (name) => name, 9)).not.toContain('康泰大药房')
  })
})
