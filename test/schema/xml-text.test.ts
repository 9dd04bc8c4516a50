import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { xmlCharacters } from '../../schema/rules/xml-text.ts'

/** The production Char of XML 1.0, written from its text. */
const isCharacter = (code: number) =>
  [0x9, 0xa, 0xd].includes(code) ||
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  (code >= 0x10000 && code <= 0x10ffff)

describe('text for XML', () => {
  it('keeps exactly the characters that XML 1.0 has, in their order', () => {
    const anything = fc.string({
      unit: fc.oneof(fc.nat(0xffff), fc.constantFrom(0x1f600)).map(String.fromCodePoint),
    })
    fc.assert(
      fc.property(anything, (text) => {
        const kept = [...text].filter((character) => isCharacter(character.codePointAt(0) ?? 0))
        expect(xmlCharacters(text)).toBe(kept.join(''))
      }),
    )
  })

  it.each([
    ['a\u0000\ud800b\u0008\uffff', 'ab'],
    ['一\t二\r\n三 😀', '一\t二\r\n三 😀'],
    ['\udc00\ud83d', ''],
  ])('makes of %j %j', (text, written) => {
    expect(xmlCharacters(text)).toBe(written)
  })
})
