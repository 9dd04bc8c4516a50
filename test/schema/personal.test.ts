import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blanked, blankPersonal, findPersonal, type PersonalKind } from '../../schema/rules/personal.ts'

const found = (text: string) => findPersonal(text).map(({ kind, text: words }) => [kind, words])

describe('what is personal is found', () => {
  test.each<[string, PersonalKind, string]>([
    ['打我电话13839812345，谢谢', 'mobile', '13839812345'],
    ['138 3981 2345', 'mobile', '138 3981 2345'],
    ['138-3981-2345 找我', 'mobile', '138-3981-2345'],
    ['+86 13839812345', 'mobile', '+86 13839812345'],
    ['１３８３９８１２３４５', 'mobile', '１３８３９８１２３４５'],
    ['电话一三八三九八一二三四五', 'mobile', '一三八三九八一二三四五'],
    ['幺三八三九八一二三四五', 'mobile', '幺三八三九八一二三四五'],
    ['身份证11010519491231002X', 'identity', '11010519491231002X'],
    ['身份证 110105 19491231 002x。', 'identity', '110105 19491231 002x'],
    ['440524188001010014 不是，440524198001010013 是', 'identity', '440524198001010013'],
    ['退到卡 6222 0212 3456 7890 128', 'card', '6222 0212 3456 7890 128'],
    ['卡号4111111111111111', 'card', '4111111111111111'],
    ['加我微信 zhao_88', 'account', 'zhao_88'],
    ['微信号：yinxinghao', 'account', 'yinxinghao'],
    ['vx: abcd1234', 'account', 'abcd1234'],
    ['QQ12345678', 'account', '12345678'],
    ['写信到 someone@example.com 行', 'account', 'someone@example.com'],
    ['我叫张伟，住三楼', 'name', '张伟'],
    ['我叫欧阳晓明。', 'name', '欧阳晓明'],
    ['我是李小明，电话没人接', 'name', '李小明'],
    ['联系人：王芳', 'name', '王芳'],
    ['联系人刘建国 138', 'name', '刘建国'],
    ['店里那个叫陈的我不认识，老板叫赵铁柱的最凶', 'name', '赵铁柱'],
    ['姓名:周杰', 'name', '周杰'],
    ['本人孙丽丽，上周去的', 'name', '孙丽丽'],
  ])('%s', (text, kind, words) => {
    expect(found(text)).toEqual([[kind, words]])
  })

  test('several of them, in the order of the text', () => {
    expect(found('我叫张伟，电话 138-3981-2345，微信 zhang_wei1')).toEqual([
      ['name', '张伟'],
      ['mobile', '138-3981-2345'],
      ['account', 'zhang_wei1'],
    ])
  })
})

describe('what is not personal is left alone', () => {
  test.each([
    '店里电话 0398-5831234 没人接',
    '打了 12345 和 12315 都说等',
    '400-810-1234 一直占线',
    '5831234',
    '订单 1008611223344556677889900',
    '订单号 440524198001010014',
    '小票 20261112 19:20，标价 3 元收了 5 元',
    '统一社会信用代码 91411281MA3X1K2L3N',
    '11 点到 13 点，35 度',
    '用微信付的，wechat payment 也不行',
    '加微信才给退',
    '我是常客，每周都来',
    '我是顾客，不是来吵架的',
    '我是周六去的',
    '我是周日，下午去的',
    '我是高中生',
    '我是江苏人，',
    '我是程序员，白天上班',
    '我是金牌会员。',
    '我是单身，',
    '我叫外卖，四十分钟没到',
    '我叫车来的',
    '我叫老板出来，他不理',
    '他叫我等着',
    '联系人没有写',
    '本人多次投诉无果',
    '王记包子铺门口占道',
    '朝阳路和银杏路口，张贴的小广告',
    '',
  ])('%s', (text) => {
    expect(found(text)).toEqual([])
  })
})

describe('blanking', () => {
  test('takes what was found away, and nothing else', () => {
    const text = '我叫张伟，电话 138-3981-2345。'
    expect(blankPersonal(text, findPersonal(text))).toBe(`我叫${blanked}，电话 ${blanked}。`)
    const [name] = findPersonal(text)
    expect(name && blankPersonal(text, [name])).toBe(`我叫${blanked}，电话 138-3981-2345。`)
  })

  const piece = fc.oneof(
    fc.constantFrom(
      '我叫张伟，',
      '13839812345',
      ' 138 3981 2345 ',
      '11010519491231002X',
      '微信号ab_1234 ',
      '。',
      '1',
      '-',
    ),
    fc.string({ maxLength: 4 }),
  )
  test('leaves nothing to be found, wherever it stands', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.join('')
        const findings = findPersonal(text)
        for (const [at, { start, end, text: words }] of findings.entries()) {
          expect(text.slice(start, end)).toBe(words)
          expect(start).toBeGreaterThanOrEqual(findings[at - 1]?.end ?? 0)
        }
        expect(findPersonal(blankPersonal(text, findings))).toEqual([])
      }),
    )
  })
})
