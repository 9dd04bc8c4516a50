import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { creditGrades, outletStatuses } from '../../schema/catalog/marks.ts'
import { outletTypes } from '../../schema/catalog/outlet-types.ts'
import { pinyinTable } from '../../schema/catalog/pinyin.ts'
import { outletServices } from '../../schema/catalog/services.ts'
import {
  type LedgerEntry,
  type LedgerFilter,
  ledgerOrder,
  ledgerRows,
  ledgerSorts,
  ledgerText,
  noFilter,
  ranking,
} from '../../schema/rules/ledger.ts'
import { edited, falls } from '../../schema/rules/standing.ts'

const today = '2026-11-24'
const names = { type: (code: string) => code, circle: (code: string) => code }
const { compare } = new Intl.Collator('zh-CN')

const entry = (
  fields: Partial<LedgerEntry['fields']> = {},
  part: Partial<LedgerEntry> = {},
): LedgerEntry => ({
  version: '2026-11-20T02:00:00.000Z',
  confirmedAt: '2026-11-20',
  disputed: false,
  holder: 'somebody',
  waiting: 0,
  ...part,
  fields: {
    name: '惠民大药房',
    type: 'pharmacy',
    address: '千秋路 18 号',
    circle: '411281001005',
    hours: '24/7',
    phone: '0398-000 1288',
    services: [],
    chain: null,
    credit: 'B',
    honest: false,
    status: 'open',
    ...fields,
  },
})

const vocabulary = {
  types: outletTypes,
  services: outletServices,
  communities: [{ code: '411281001005', name: '银杏社区', nameEn: 'Yinxing Community' }],
}

/** The names of what a filter leaves, in order. */
function shown(entries: readonly LedgerEntry[], filter: Partial<LedgerFilter>): string[] {
  const order = ledgerOrder(ranking(entries, 'name', names, compare, null), false)
  const text = filter.q ? ledgerText(entries, vocabulary, pinyinTable()) : null
  const rows = ledgerRows(entries, { ...noFilter, ...filter }, text, order, today)
  return rows.map(({ fields }) => fields.name)
}

describe('a filter', () => {
  const plain = entry({ name: '普通' })

  it.each([
    ['types', { types: ['breakfast'] }, entry({ name: '对', type: 'breakfast' })],
    ['circles', { circles: ['411281001003'] }, entry({ name: '对', circle: '411281001003' })],
    ['statuses', { statuses: ['closed', 'paused'] }, entry({ name: '对', status: 'closed' })],
    ['credits', { credits: ['D'] }, entry({ name: '对', credit: 'D' })],
    ['no credit', { credits: ['none'] }, entry({ name: '对', credit: null })],
    ['honest', { honest: true }, entry({ name: '对', honest: true })],
    ['never confirmed', { flags: ['stale'] }, entry({ name: '对' }, { confirmedAt: null })],
    ['confirmed 90 days ago', { flags: ['stale'] }, entry({ name: '对' }, { confirmedAt: '2026-08-26' })],
    ['free', { flags: ['free'] }, entry({ name: '对' }, { holder: null })],
    ['disputed', { flags: ['disputed'] }, entry({ name: '对' }, { disputed: true })],
    ['waiting', { flags: ['waiting'] }, entry({ name: '对' }, { waiting: 2 })],
    ['no hours', { flags: ['noHours'] }, entry({ name: '对', hours: null })],
    ['no community', { flags: ['noCircle'] }, entry({ name: '对', circle: null })],
    ['an address', { q: '银杏路12' }, entry({ name: '对', address: '银杏路 12 号' })],
    ['initials', { q: 'lyss' }, entry({ name: '老严熟食铺' })],
    ['a phone', { q: '1299' }, entry({ name: '对', phone: '0398-000 1299' })],
  ] satisfies [string, Partial<LedgerFilter>, LedgerEntry][])('finds %s', (_, filter, wanted) => {
    expect(shown([plain, wanted], filter)).toEqual([wanted.fields.name])
  })

  it('leaves out what was confirmed 89 days ago, and, as the inbox does, what is not open', () => {
    const fresh = entry({}, { confirmedAt: '2026-08-27' })
    const paused = entry({ status: 'paused' }, { confirmedAt: null })
    const closed = entry({ status: 'closed' }, { confirmedAt: null })
    expect(shown([fresh, paused, closed], { flags: ['stale'] })).toEqual([])
  })

  it('wants all of its criteria', () => {
    const both = entry({ name: '两样', hours: null }, { holder: null })
    expect(
      shown([entry({ hours: null }), entry({}, { holder: null }), both], { flags: ['noHours', 'free'] }),
    ).toEqual(['两样'])
  })
})

const entries = fc.array(
  fc
    .record({
      name: fc.constantFrom('安', '百', '长', '东', '恩', '福', '福'),
      address: fc.option(fc.constantFrom('甲', '乙', '丙')),
      credit: fc.option(fc.constantFrom(...creditGrades)),
      status: fc.constantFrom(...outletStatuses),
      chain: fc.option(fc.boolean()),
    })
    .map((fields) => entry(fields)),
  { maxLength: 40 },
)

describe('an order', () => {
  it('is that of its column in both directions, with what is not known last', () => {
    fc.assert(
      fc.property(entries, fc.constantFrom(...ledgerSorts), fc.boolean(), (list, sort, descending) => {
        const { ranks } = ranking(list, sort, names, compare, null)
        const rows = [...ledgerOrder({ ranks }, descending)]
        expect(rows.toSorted((a, b) => a - b)).toEqual(list.map((_, at) => at))
        const inOrder = rows.map((at) => ranks[at] ?? 0).filter((rank) => rank !== 0xffffffff)
        expect(inOrder).toEqual(inOrder.toSorted((a, b) => (descending ? b - a : a - b)))
        const known = rows.map((at) => ranks[at] !== 0xffffffff)
        expect(known).toEqual(known.toSorted((a, b) => Number(b) - Number(a)))
      }),
    )
  })

  it('is the same however the rows have come', () => {
    fc.assert(
      fc.property(entries, fc.nat(40), (list, cut) => {
        const first = ranking(list.slice(0, cut), 'address', names, compare, null)
        const grown = ranking(list, 'address', names, compare, first)
        const whole = ranking(list, 'address', names, compare, null)
        expect(grown.sorted).toEqual(whole.sorted)
        expect(grown.ranks).toEqual(whole.ranks)
      }),
    )
  })
})

describe('what falls', () => {
  it.each([
    ['a lower grade', { credit: 'A', status: 'open' }, { credit: 'B', status: 'open' }, true],
    ['a higher grade', { credit: 'C', status: 'open' }, { credit: 'A', status: 'open' }, false],
    ['a first grade', { credit: null, status: 'open' }, { credit: 'D', status: 'open' }, false],
    ['a grade taken away', { credit: 'D', status: 'open' }, { credit: null, status: 'open' }, false],
    ['closing for now', { credit: null, status: 'open' }, { credit: null, status: 'paused' }, true],
    ['closing for good', { credit: null, status: 'paused' }, { credit: null, status: 'closed' }, true],
    ['opening', { credit: null, status: 'closed' }, { credit: null, status: 'open' }, false],
  ] as const)('%s', (_, before, after, fallen) => {
    expect(falls(before, after)).toBe(fallen)
  })

  it('is asked of fields with an edit of some of them', () => {
    const before = { circle: '411281001005', credit: 'B', honest: true, status: 'open', name: '店' } as const
    expect(edited(before, { circle: null, credit: undefined })).toEqual({ ...before, circle: null })
  })
})
