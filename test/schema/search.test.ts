import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { outletTypes } from '../../schema/catalog/outlet-types.ts'
import { pinyinTable } from '../../schema/catalog/pinyin.ts'
import { outletServices } from '../../schema/catalog/services.ts'
import {
  matchRanks,
  normalise,
  type Searchable,
  searchIndex,
  searchRanks,
  type Vocabulary,
  withPinyin,
} from '../../schema/rules/search.ts'
import { referenceRanks } from './search-reference.ts'

const vocabulary: Vocabulary = {
  types: outletTypes,
  services: outletServices,
  communities: [
    { code: '1', name: '银杏社区', nameEn: 'Yinxing Community' },
    { code: '2', name: '长乐社区', nameEn: 'Changle Community' },
  ],
}
const pinyin = pinyinTable()
const entry = (name: string, rest: Partial<Searchable> = {}): Searchable => ({
  name,
  phone: null,
  type: 'convenience',
  services: [],
  circle: null,
  ...rest,
})

const entries = [
  entry('银杏社区卫生服务站', { type: 'clinic', circle: '1' }),
  entry('老王鞋铺', { type: 'repair', circle: '1' }),
  entry('长乐大药房', { type: 'pharmacy', circle: '2', phone: '0398-5551234、13800001111' }),
  entry('重阳KTV（千秋路店）', { type: 'leisure' }),
  entry('7-11 便利店', { services: ['bill_payment'] }),
  entry('绿源蔬果', { type: 'fresh', circle: '2' }),
  entry('佳佳副食 · 银杏路口'),
  entry('𠮷野家'),
]
const plain = searchIndex(entries, vocabulary)
const index = withPinyin(plain, pinyin)

/** names and ranks of what is found */
function found(query: string, from = index) {
  const ranks = searchRanks(from, query) ?? []
  return entries.flatMap(({ name }, i): [string, number][] => {
    const rank = ranks[i] ?? matchRanks.none
    return rank === matchRanks.none ? [] : [[name, rank]]
  })
}

describe('normalise', () => {
  it.each([
    ['ＫＴＶ', 'ktv'],
    ['7-11 便利店（旗舰）', '711便利店旗舰'],
    ['yín xìng', 'yinxing'],
    ['lǜ', 'lv'],
    ['！，。', ''],
  ])('%s → %s', (text, expected) => {
    expect(normalise(text)).toBe(expected)
  })
})

describe('searchRanks', () => {
  it.each([
    ['the beginning of a name', '银杏社区', '银杏社区卫生服务站', matchRanks.namePrefix],
    ['a piece of a name', '药房', '长乐大药房', matchRanks.name],
    ['the name of a stop', '银杏路口', '佳佳副食 · 银杏路口', matchRanks.name],
    ['initials', 'yxsq', '银杏社区卫生服务站', matchRanks.initials],
    ['initials with zh, ch, sh', 'yxshq', '银杏社区卫生服务站', matchRanks.initials],
    ['whole pinyin', 'yinxing', '银杏社区卫生服务站', matchRanks.pinyin],
    ['pinyin with tones and spaces', 'yín xìng', '银杏社区卫生服务站', matchRanks.pinyin],
    ['pinyin begun', 'yinx', '银杏社区卫生服务站', matchRanks.pinyin],
    ['pinyin begun in the middle', 'yinxin', '银杏社区卫生服务站', matchRanks.pinyin],
    ['another reading of a character', 'zhangle', '长乐大药房', matchRanks.pinyin],
    ['ü typed v', 'lvyuan', '绿源蔬果', matchRanks.pinyin],
    ['Chinese and pinyin mixed', '银xing', '银杏社区卫生服务站', matchRanks.pinyin],
    ['Latin letters in a name', 'ktv', '重阳KTV（千秋路店）', matchRanks.name],
    ['pinyin around Latin letters', 'chongyangktv', '重阳KTV（千秋路店）', matchRanks.pinyin],
    ['pinyin after a rare character', '𠮷yejia', '𠮷野家', matchRanks.pinyin],
    ['digits in a name', '711', '7-11 便利店', matchRanks.namePrefix],
    ['digits of the phone', '5551234', '长乐大药房', matchRanks.phone],
    ['the second phone', '1380000', '长乐大药房', matchRanks.phone],
    ['its community', '银杏社区', '老王鞋铺', matchRanks.circle],
    ['its community by initials', 'yxsq', '老王鞋铺', matchRanks.circle],
    ['what people come for', '修鞋', '老王鞋铺', matchRanks.kind],
    ['what people come for, in pinyin', 'maiyao', '长乐大药房', matchRanks.kind],
    ['a service', '交电费', '7-11 便利店', matchRanks.kind],
    ['its type in English', 'pharmacy', '长乐大药房', matchRanks.kind],
    ['a word inside its English type', 'store', '7-11 便利店', matchRanks.kind],
    ['community and type together', '银杏社区 修鞋', '老王鞋铺', matchRanks.kind],
    ['a sentence with what is wanted', '我想买药', '长乐大药房', matchRanks.contained],
    ['a sentence with a place', '银杏社区附近哪里修鞋', '老王鞋铺', matchRanks.contained],
  ])('finds by %s: %s', (_, query, name, rank) => {
    expect(found(query)).toContainEqual([name, rank])
  })

  it.each([
    ['part of every community', '社区', '老王鞋铺'],
    ['a phone by two digits', '55', '长乐大药房'],
    ['digits across two phones', '3413', '长乐大药房'],
    ['letters in the middle of a reading', 'ing', '银杏社区卫生服务站'],
    ['letters across two names', 'wpcl', '老王鞋铺'],
    ['a type in a community that the query does not name', '银杏社区附近哪里买药', '长乐大药房'],
    ['a service centre for the word 社区 in a name', '长乐社区附近哪里修鞋', '银杏社区卫生服务站'],
  ])('does not find by %s: %s', (_, query, name) => {
    expect(found(query).map(([found]) => found)).not.toContain(name)
  })

  it('without pinyin finds Latin names and Chinese, but no initials', () => {
    expect(found('ktv', plain)).toHaveLength(1)
    expect(found('银杏', plain)).toHaveLength(3)
    expect(found('yxsq', plain)).toEqual([])
  })

  it('asks for nothing without a letter or digit', () => {
    expect(searchRanks(index, ' ！？ ')).toBeNull()
  })

  it('is not slowed by names that can be split in very many ways', () => {
    const crafted = withPinyin(
      searchIndex([entry('南安啊'.repeat(20)), entry('都'.repeat(60))], vocabulary),
      pinyin,
    )
    const start = performance.now()
    searchRanks(crafted, `${'nana'.repeat(9)}nx`)
    searchRanks(crafted, `${'d'.repeat(39)}x`)
    expect(performance.now() - start).toBeLessThan(200)
  })

  it('agrees with trying everything', () => {
    const piece = fc.constantFrom(...'银杏社区长乐重药店都大中啊安7aK·（）', '修鞋', 'KTV', '银杏社区')
    const text = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(''))
    const typed = fc.constantFrom(
      ...'yxsqcdnazh71',
      ...'银杏社区药店',
      ...[
        'yin',
        'xing',
        'she',
        'chang',
        'zhong',
        'du',
        'an',
        'sh',
        'zh',
        'zho',
        'ya',
        'xin',
        'lao',
        'die',
        'yao',
        'dian',
        ' ',
        '0398',
        '555',
      ],
      ...['修鞋', '银杏社区', '买药', 'repair', '的', 'yinxing', '打印', 'shequ'],
    )
    const searchable: fc.Arbitrary<Searchable> = fc.record({
      name: text,
      phone: fc.constantFrom(null, '0398-5551234', '0398-1/555 71'),
      type: fc.constantFrom('pharmacy', 'repair', 'community_centre', 'photo_print'),
      services: fc.subarray(['printing', 'cash', 'meals']),
      circle: fc.constantFrom(null, '1', '2'),
    })
    const query = fc.array(typed, { minLength: 1, maxLength: 5 }).map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(
        fc.array(searchable, { minLength: 1, maxLength: 8 }),
        query,
        fc.boolean(),
        (list, q, latin) => {
          const made = searchIndex(list, vocabulary)
          const ranks = searchRanks(latin ? withPinyin(made, pinyin) : made, q)
          expect(ranks && [...ranks]).toEqual(referenceRanks(list, vocabulary, latin ? pinyin : null, q))
        },
      ),
      { numRuns: 1500 },
    )
  })
})
