import { describe, expect, it } from 'vitest'
import { MOVED_METRES, type News, newsOf, type Told } from '../../schema/rules/listing-news.ts'

const at = Date.parse('2026-11-24T12:38:00+08:00')
const nothing: Told = { name: null, status: null, address: null, position: null, closures: null }
const spring = { from: '2027-02-05', to: '2027-02-08' }
const past = { from: '2026-10-01', to: '2026-10-03' }
const today = { from: '2026-11-24', to: '2026-11-24' }
const here = [111.85933, 34.74902] as const
/** so many metres to the north */
const north = (metres: number) => [here[0], here[1] + metres / 111_195] as const

const rows: [string, Partial<Told> | null, Partial<Told> | null, News[]][] = [
  ['a first row', null, { name: '惠民大药房' }, [{ kind: 'listed' }]],
  ['a first row that is no outlet', null, {}, []],
  ['a removal', { name: '惠民大药房' }, null, []],
  ['nothing that anybody lives by', {}, {}, []],
  ['another name', { name: '甲' }, { name: '乙' }, [{ kind: 'renamed', from: '甲', to: '乙' }]],
  ['the same name', { name: '甲' }, { name: '甲' }, []],
  ['a pause', { status: 'open' }, { status: 'paused' }, [{ kind: 'paused', dates: [] }]],
  [
    'a pause with dates',
    { status: 'open', closures: [past] },
    { status: 'paused', closures: [past, spring] },
    [{ kind: 'paused', dates: [spring] }],
  ],
  [
    'its end',
    { status: 'paused', closures: [spring] },
    { status: 'open', closures: [] },
    [{ kind: 'reopened' }],
  ],
  ['a close', { status: 'paused' }, { status: 'closed' }, [{ kind: 'closed' }]],
  ['a mistake mended', { status: 'closed' }, { status: 'open' }, [{ kind: 'reopened' }]],
  ['a status out of nothing', {}, { status: 'open' }, []],
  [
    'a closure',
    { closures: [] },
    { closures: [spring] },
    [{ kind: 'closing', dates: [spring], calledOff: [] }],
  ],
  [
    'a closure of today',
    { closures: [] },
    { closures: [today] },
    [{ kind: 'closing', dates: [today], calledOff: [] }],
  ],
  ['a closure that was over', { closures: [] }, { closures: [past] }, []],
  ['an old closure tidied away', { closures: [past] }, { closures: [] }, []],
  [
    'a closure called off',
    { closures: [spring] },
    { closures: [] },
    [{ kind: 'called_off', dates: [spring] }],
  ],
  [
    'a closure put off',
    { closures: [spring] },
    { closures: [today] },
    [{ kind: 'closing', dates: [today], calledOff: [spring] }],
  ],
  [
    'another address',
    { address: '千秋路 18 号' },
    { address: '银杏路 2 号' },
    [{ kind: 'moved', address: '银杏路 2 号' }],
  ],
  ['an address written otherwise', { address: '千秋路 18 号' }, { address: '千秋路18号' }, []],
  ['a first address', {}, { address: '千秋路 18 号' }, []],
  ['a position mended', { position: here }, { position: north(MOVED_METRES - 1) }, []],
  [
    'a position far off',
    { position: here },
    { position: north(MOVED_METRES + 1) },
    [{ kind: 'moved', address: null }],
  ],
  [
    'a move under another name',
    { name: '甲', address: '千秋路 18 号', position: here },
    { name: '乙', address: '银杏路 2 号', position: north(400) },
    [
      { kind: 'renamed', from: '甲', to: '乙' },
      { kind: 'moved', address: '银杏路 2 号' },
    ],
  ],
]

describe('news of an outlet', () => {
  it.each(rows)('of %s', (_, before, after, expected) => {
    const told = (side: Partial<Told> | null) => (side === null ? null : { ...nothing, ...side })
    expect(newsOf(at, told(before), told(after))).toEqual(expected)
  })
})
