import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LocationQuery } from 'vue-router'
import { outletTypes } from '../../schema/catalog/outlet-types.ts'
import {
  emptySearch,
  formatSearch,
  parseSearch,
  type Search,
  shanghaiInstant,
  shanghaiLocal,
} from '../../web/places/search-address.ts'

/** What the router makes of an address's query. */
function inAddress(search: Search): LocationQuery {
  return Object.fromEntries(
    Object.entries(formatSearch(search)).map(([name, value]) => [name, String(value)]),
  )
}

const searches = fc.record<Search>({
  q: fc.string({ maxLength: 40, unit: 'grapheme' }).map((text) => [...text].slice(0, 40).join('').trim()),
  types: fc.uniqueArray(fc.constantFrom(...outletTypes.map((type) => type.code)), { maxLength: 4 }),
  from: fc.option(fc.stringMatching(/^\d{12}$/)),
  at: fc.option(
    fc
      .integer({ min: Date.parse('2020-01-01'), max: Date.parse('2040-01-01') })
      .map((instant) => shanghaiLocal(instant)),
  ),
  open: fc.boolean(),
  cash: fc.boolean(),
  stepFree: fc.boolean(),
  night: fc.boolean(),
  instant: fc.boolean(),
  pace: fc.constantFrom(null, 'standard', 'elder'),
  wheels: fc.boolean(),
})

describe('the search in the address', () => {
  test('reads back what it wrote', () => {
    fc.assert(
      fc.property(searches, (search) => {
        expect(parseSearch(inAddress(search))).toEqual(search)
      }),
    )
  })

  test('what is not asked for takes no room', () => {
    expect(formatSearch(emptySearch)).toEqual({})
  })

  test('looks as a person would write it', () => {
    const search = {
      ...emptySearch,
      q: '修鞋',
      types: ['market', 'fresh'],
      from: '411281001005',
      stepFree: true,
    }
    expect(formatSearch({ ...search, at: '2026-11-24T21:00' })).toEqual({
      q: '修鞋',
      type: 'market,fresh',
      from: '411281001005',
      at: '2026-11-24T21:00',
      step_free: '1',
    })
  })

  test('any junk is read without a complaint', () => {
    const junk = fc.dictionary(
      fc.constantFrom(
        'q',
        'type',
        'from',
        'at',
        'open',
        'cash',
        'step_free',
        'night',
        'pace',
        'wheels',
        'other',
      ),
      fc.oneof(fc.string(), fc.constant(null), fc.array(fc.oneof(fc.string(), fc.constant(null)))),
    )
    fc.assert(
      fc.property(junk, (query) => {
        const search = parseSearch(query)
        expect(parseSearch(inAddress(search))).toEqual(search)
      }),
    )
  })

  test.each([
    ['a type that there is not', { type: 'pharmacy,casino' }, { types: ['pharmacy'] }],
    ['a type named twice', { type: 'pharmacy,pharmacy' }, { types: ['pharmacy'] }],
    ['a time that there is not', { at: '2026-02-30T09:00' }, { at: null }],
    ['a community that is no code', { from: '银杏社区' }, { from: null }],
    ['a filter that is off', { cash: '0' }, { cash: false }],
    ['the same parameter twice', { q: ['药店', '超市'] }, { q: '药店' }],
    ['a text that is too long', { q: '药'.repeat(60) }, { q: '药'.repeat(40) }],
  ])('%s', (_what, query, part) => {
    expect(parseSearch(query)).toEqual({ ...emptySearch, ...part })
  })

  test('a time is local time in Shanghai', () => {
    expect(shanghaiInstant('2026-11-24T21:00')).toBe(Date.parse('2026-11-24T13:00:00Z'))
    expect(shanghaiLocal(Date.parse('2026-11-24T16:30:00Z'))).toBe('2026-11-25T00:30')
    expect(shanghaiInstant('tomorrow')).toBeNull()
  })
})
