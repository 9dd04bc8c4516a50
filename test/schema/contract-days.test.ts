import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { ListingEdit } from '../../schema/contract/listing.ts'
import { DayInput } from '../../schema/contract/values.ts'

describe('a day as people send it', () => {
  it.each(['2026-02-28', '2028-02-29', '2026-12-31'])('%s is one', (date) => {
    expect(v.is(DayInput, date)).toBe(true)
  })

  it.each([
    '',
    'tomorrow',
    '2026-02-30',
    '2026-02-29',
    '2026-13-01',
    '2026-2-3',
    '2026-02-03T00:00',
    20260203,
  ])('%s is none, and nothing breaks over it', (date) => {
    expect(v.is(DayInput, date)).toBe(false)
    expect(v.is(ListingEdit, { closures: [{ from: date, to: date, reason: null }] })).toBe(false)
  })
})
