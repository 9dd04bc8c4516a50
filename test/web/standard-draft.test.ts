import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { firstStandard } from '../../schema/catalog/standard.ts'
import { StandardInput } from '../../schema/contract/assessment.ts'
import {
  changesBetween,
  draftOf,
  effectOf,
  faultsOf,
  type StandardDraft,
  standardIn,
} from '../../web/staff/standard-draft.ts'
import { byNeed, effectsOf } from '../../web/staff/what-if-effects.ts'
import { assessed, cityAssessment, huayuan, yinxing } from './goals-stage.ts'

const today = '2026-11-24'
const draft = (part: Partial<StandardDraft> = {}): StandardDraft => ({
  ...draftOf(firstStandard, 0, today),
  reason: '按调研结果调整',
  ...part,
})

describe('a draft of the standard', () => {
  test('that nobody has touched is the standard it began from', () => {
    expect(standardIn(draft())).toEqual(firstStandard)
    expect(changesBetween(firstStandard, standardIn(draft()))).toEqual([])
  })

  test.each<[string, Partial<StandardDraft>, object]>([
    [
      'minutes that are no number',
      { limits: { ...draft().limits, pharmacy: '十' } },
      { field: 'limit', type: 'pharmacy' },
    ],
    [
      'minutes beyond an hour',
      { limits: { ...draft().limits, pharmacy: '61' } },
      { field: 'limit', type: 'pharmacy' },
    ],
    ['a share of nobody', { share: '0' }, { field: 'share' }],
    ['half a share', { share: '80.5' }, { field: 'share' }],
    [
      'more types than are counted',
      { atLeast: { basic: '13', exemplary: '8' } },
      { field: 'atLeast', level: 'basic', most: 12 },
    ],
    ['a day that is past', { from: '2026-11-23' }, { field: 'from' }],
    ['no day', { from: '' }, { field: 'from' }],
    ['no reason', { reason: ' 好 ' }, { field: 'reason' }],
  ])('cannot be sent with %s', (_what, part, fault) => {
    expect(faultsOf(draft(part), today)).toEqual([fault])
  })

  test('without faults is what the worker takes', () => {
    const given = draft({ share: '75', limits: { ...draft().limits, pharmacy: ' 15 ' } })
    expect(faultsOf(given, today)).toEqual([])
    const { read, from, reason } = given
    expect(v.is(StandardInput, { read, from, reason, standard: standardIn(given) })).toBe(true)
  })
})

describe('the effect of a standard', () => {
  const urban = new Set([yinxing])

  test('is counted from the shares that are stored', () => {
    const next = standardIn(draft({ share: '40' }))
    // at 40 per cent 银杏 has its laundry, and 花园 has its barber and with it ten of twelve
    const communities = [
      assessed(yinxing, { laundry: 0.4 }),
      assessed(huayuan, { laundry: 0.2, repair: 0, hair: 0.5 }),
    ]
    const effect = effectOf(communities, firstStandard, next, urban)
    expect(effect.before).toEqual({ urban: 1, basic: 1, exemplary: 0 })
    expect(effect.after).toEqual({ urban: 1, basic: 1, exemplary: 1 })
    expect(effect.up).toEqual([yinxing, huayuan])
    expect(effect.down).toEqual([])
    expect(effect.uncertain).toEqual([])
  })

  test('says which types must be counted anew, and leaves them as they are', () => {
    const next = standardIn(draft({ limits: { ...draft().limits, laundry: '20' } }))
    const effect = effectOf(cityAssessment.communities, firstStandard, next, urban)
    expect(effect.uncertain).toEqual(['laundry'])
    expect([...effect.up, ...effect.down]).toEqual([])
  })

  test('takes levels away, too', () => {
    const { demands } = draft()
    const strict = standardIn(
      draft({ demands: { ...demands, basic: { ...demands.basic, laundry: 'required' } } }),
    )
    const effect = effectOf([assessed(yinxing, { laundry: 0.4 })], firstStandard, strict, urban)
    expect(effect.down).toEqual([yinxing])
    expect(effect.after.basic).toBe(0)
  })
})

test('changes between two standards are told one by one', () => {
  const { demands, limits } = draft()
  const next = standardIn(
    draft({
      share: '75',
      limits: { ...limits, pharmacy: '15' },
      demands: { ...demands, basic: { ...demands.basic, laundry: 'ignored' } },
      atLeast: { basic: '9', exemplary: '8' },
    }),
  )
  expect(changesBetween(firstStandard, next)).toEqual([
    { kind: 'share', before: 0.8, after: 0.75 },
    { kind: 'atLeast', level: 'basic', before: 10, after: 9 },
    { kind: 'demand', level: 'basic', type: 'laundry', before: 'counted', after: 'ignored' },
    { kind: 'limit', type: 'pharmacy', before: 10, after: 15 },
  ])
})

describe('what a planned outlet changes', () => {
  const gain = (community: string, before: number, after: number) => ({
    community,
    before,
    after,
    gained: 10,
  })

  test('is a type that is newly there, and a level with it', () => {
    const communities = [assessed(yinxing, { laundry: 0.4 })]
    const [effect] = effectsOf([gain(yinxing, 0.4, 0.85)], 'laundry', { ...cityAssessment, communities })
    expect(effect).toMatchObject({
      met: { before: false, after: true },
      level: { before: 'basic', after: 'exemplary' },
    })
  })

  test('may not be enough', () => {
    const [effect] = effectsOf([gain(yinxing, 0.4, 0.79)], 'laundry', cityAssessment)
    expect(effect).toMatchObject({
      met: { before: false, after: false },
      level: { before: 'basic', after: 'basic' },
    })
  })

  test('is enough where only the last digits of a sum say otherwise', () => {
    const [effect] = effectsOf([gain(yinxing, 0.4, 0.1 + 0.7)], 'laundry', cityAssessment)
    expect(0.1 + 0.7).toBeLessThan(0.8)
    expect(effect?.met.after).toBe(true)
  })

  test('is nothing in a community that nobody has counted', () => {
    expect(effectsOf([gain('411281999999', 0, 1)], 'laundry', cityAssessment)).toEqual([])
  })
})

test('communities are in the order of need: without the type first, whoever reaches it least, or wants it most, before others', () => {
  const communities = [
    assessed('411281001001', {}),
    assessed(yinxing, { laundry: 0.4 }),
    assessed('411281001004', { laundry: 0.2 }),
    assessed(huayuan, { laundry: 0.2 }),
    assessed('411281001006', { laundry: 0.2 }),
    assessed('411281001002', { laundry: null }, { weighted: null }),
  ]
  const wishes = (code: string) => (code === '411281001004' ? 12 : null)
  expect(byNeed(communities, 'laundry', wishes).map(({ code }) => code)).toEqual([
    '411281001004',
    huayuan,
    '411281001006',
    yinxing,
    '411281001002',
    '411281001001',
  ])
})
