import { describe, expect, it } from 'vitest'
import { makePinyinTable } from '../../schema/catalog/make-pinyin.ts'
import { pinyinTable } from '../../schema/catalog/pinyin.ts'
import { table } from '../../schema/catalog/pinyin-table.ts'

describe('pinyin table', () => {
  const readings = pinyinTable()

  it('is the one that make-pinyin.ts makes', () => {
    expect(table === makePinyinTable(), 'run `npm exec -- node schema/catalog/make-pinyin.ts`').toBe(true)
  })

  it.each([
    ['银', ['yin']],
    ['长', ['chang', 'zhang']],
    ['绿', ['lu', 'lv']],
    ['略', ['lue', 'lve']],
    ['犇', ['ben']],
  ])('reads %s as %j', (character, expected) => {
    expect(readings.get(character)).toEqual(expected)
  })

  it('holds GB 2312 and more, each reading in plain letters', () => {
    expect(readings.size).toBeGreaterThan(6763)
    for (const [character, list] of readings) {
      expect([...character]).toHaveLength(1)
      for (const reading of list) expect(reading).toMatch(/^[a-z]{1,6}$/)
    }
  })
})
