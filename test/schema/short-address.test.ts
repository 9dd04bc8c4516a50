import fc from 'fast-check'
import { encode } from 'uqr'
import { describe, expect, it } from 'vitest'
import { base62 } from '../../schema/rules/base62.ts'
import { posterRating, ratedBy, shortPath } from '../../schema/rules/short-address.ts'

const outlet = fc
  .string({ unit: fc.constantFrom(...base62), minLength: 8, maxLength: 16 })
  .filter((id) => !/^\d{12}$/.test(id))
  .map((id) => ({ kind: 'outlet' as const, id }))
const circle = fc
  .string({ unit: fc.constantFrom(...'0123456789'), minLength: 12, maxLength: 12 })
  .map((id) => ({ kind: 'circle' as const, id }))
const rated = fc.oneof(outlet, circle)

describe('a short address', () => {
  it('is read as what it was made of, whatever that is', () => {
    fc.assert(
      fc.property(rated, (subject) => {
        const path = shortPath(subject)
        expect(new URL(path, 'https://yikezhong.example').pathname).toBe(path)
        expect(ratedBy(path.slice('/q/'.length))).toEqual(subject)
      }),
    )
  })

  it('leads to the page where that is rated, and says by which way', () => {
    fc.assert(
      fc.property(rated, (subject) => {
        const { pathname, search } = new URL(posterRating(subject), 'https://yikezhong.example')
        expect(pathname).toBe(`/rate/${subject.kind}/${subject.id}`)
        expect(search).toBe('?via=poster')
      }),
    )
  })

  it.each(['', 'short', '411281001005x/', 'pharmacy 1', '../outlets', '店'.repeat(8), 'a'.repeat(17)])(
    'is not one of %j',
    (id) => {
      expect(ratedBy(id)).toBeNull()
    },
  )

  it.each([
    ['an outlet', '7hK2mQ9xTz'],
    ['a circle', '411281001005'],
  ])('of %s makes a code of 33 × 33 modules that a quarter of the ink may be missing from', (_what, id) => {
    const { size, version } = encode(`https://yikezhong.example${shortPath({ id })}`, { ecc: 'Q', border: 0 })
    expect({ size, version }).toEqual({ size: 33, version: 4 })
  })
})
