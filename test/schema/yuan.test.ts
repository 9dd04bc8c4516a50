import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fenOf, yuanField, yuanText } from '../../schema/rules/yuan.ts'

const fen = fc.integer({ min: 0, max: 100_000_000 })

describe('yuan and fen', () => {
  test('what a field shows is read as what it was, for every price', () => {
    fc.assert(fc.property(fen, (price) => fenOf(yuanField(price)) === price))
  })

  test.each([
    [500, '5'],
    [550, '5.5'],
    [505, '5.05'],
    [0, '0'],
    [123_456, '1234.56'],
  ])('%i fen are read as %s yuan', (price, text) => {
    expect(yuanText(price)).toBe(text)
  })

  test('a field always shows two decimals', () => {
    fc.assert(fc.property(fen, (price) => /^\d+\.\d\d$/.test(yuanField(price))))
  })

  test('yuan and fen that are typed apart are put together exactly', () => {
    fc.assert(
      fc.property(fc.nat(999_999), fc.nat(99), (yuan, part) => {
        const typed = `${yuan}.${String(part).padStart(2, '0')}`
        return fenOf(typed) === yuan * 100 + part && fenOf(`${yuan}`) === yuan * 100
      }),
    )
  })

  test('grouped and full-width digits mean the same', () => {
    const wide = (text: string) =>
      text.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)))
    fc.assert(
      fc.property(fen, (price) => {
        const text = yuanField(price)
        const [whole = '', part = ''] = text.split('.')
        const grouped = `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${part}`
        return fenOf(grouped) === price && fenOf(wide(text)) === price
      }),
    )
  })

  test.each([
    ['12', 1200],
    ['12.5', 1250],
    ['0.29', 29],
    ['1.1', 110],
    ['.5', 50],
    ['5.', 500],
    ['0', 0],
    [' ¥3 ', 300],
    ['￥3.20元', 320],
    ['１２。５', 1250],
  ])('%j is %i fen', (text, price) => {
    expect(fenOf(text)).toBe(price)
  })

  test.each(['', '.', '-1', '1.234', '12,5', '1,20', '三', '1e3', '1.2.3', '3-5', '99999999'])(
    '%j is no amount',
    (text) => {
      expect(fenOf(text)).toBeNull()
    },
  )
})
