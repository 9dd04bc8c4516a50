import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readChineseHours } from '../../schema/rules/hours/freetext.ts'
import { parseHours } from '../../schema/rules/hours/grammar.ts'

describe('Chinese free text', () => {
  it.each([
    ['周一至周五 8:00-20:00；周末9点到18点', 'Mo-Fr 08:00-20:00; Sa,Su 09:00-18:00'],
    ['早7点—晚9点', '07:00-21:00'],
    ['早上6点半到晚上9点半', '06:30-21:30'],
    ['24小时', '24/7'],
    ['全天', '24/7'],
    ['每天 0:00-24:00', '24/7'],
    ['上午8点半至12点，下午2点到6点', '08:30-12:00,14:00-18:00'],
    ['上午9:00-下午5:00', '09:00-17:00'],
    ['中午11点到2点', '11:00-14:00'],
    ['下午2点到晚上12点', '14:00-24:00'],
    ['8:05——21：30', '08:05-21:30'],
    ['9：30-18：00', '09:30-18:00'],
    ['周三至周日8:45-16:45', 'We-Su 08:45-16:45'],
    ['周五至周一 9:00-18:00', 'Mo,Fr-Su 09:00-18:00'],
    ['周一三五 8:00-12:00', 'Mo,We,Fr 08:00-12:00'],
    ['星期六、星期天 9点—17点', 'Sa,Su 09:00-17:00'],
    ['8:30-17:00；周三关闭', '08:30-17:00; We off'],
    ['10:00-14:00,17:00-21:00(周一休息)', '10:00-14:00,17:00-21:00; Mo off'],
    ['周一至周五：8:00~12:00 14:00~18:00', 'Mo-Fr 08:00-12:00,14:00-18:00'],
    ['周一至周五 07:30-17:00；周六 07:30-11:30；周日 全天关闭', 'Mo-Fr 07:30-17:00; Sa 07:30-11:30; Su off'],
    ['工作日 8:00-18:00，节假日休息', 'Mo-Fr 08:00-18:00; PH off'],
    ['营业时间：8:00-22:00（节假日除外）', '08:00-22:00; PH off'],
    ['晚上10点至凌晨2点', '22:00-02:00'],
    ['8点到次日凌晨2点', '08:00-02:00'],
    [
      '11/1-3/15 08:00-17:30开放；3/16-10/31 08:00-19:00开放',
      'Nov 01-Mar 15 08:00-17:30; Mar 16-Oct 31 08:00-19:00',
    ],
    ['2月至9月 周一 全天关闭；周二至周日 09:00-16:30', 'unknown; Feb-Sep Mo off; Feb-Sep Tu-Su 09:00-16:30'],
    ['8:00-18:00；2026年2月10日至2026年2月18日休息', '08:00-18:00; 2026 Feb 10-2026 Feb 18 off'],
  ])('%s is %s', (text, expression) => {
    expect(readChineseHours(text)).toMatchObject({ ok: true, expression })
  })

  it('notes what it left out of the expression', () => {
    expect(readChineseHours('8:00-20:00 节假日照常营业')).toEqual({
      ok: true,
      expression: '08:00-20:00',
      notes: ['holidays as on other days'],
    })
  })

  it.each(['Mo-Fr 08:00-18:00; PH off', '24/7', '7-23', '10:30-14:00,17:00-21:00'])(
    'lets an expression pass: %s',
    (expression) => {
      expect(readChineseHours(expression)).toMatchObject({ ok: true, expression })
    },
  )

  it.each([
    ['周三休息', 'says only when it is shut'],
    ['节假日照常营业', 'says no hours'],
    ['周二闭馆，节假日除外', 'does not say what holds on holidays'],
    ['营业时间待定', 'is not settled'],
    ['08:75-18:00', 'has no such time'],
    ['7:30/19:30', 'may be a range or a choice'],
    ['夏季8:00-20:00，冬季9:00-18:00', 'does not say when summer begins'],
    ['08:00-17:00 08:00-17:30', 'says two things'],
    ['9点到6点', 'may mean six in the evening'],
    ['9:00-6:00', 'may mean six in the evening'],
    ['8:00-18:00；2月30日休息', 'names no day'],
    ['早8晚10', 'has no hours in so many words'],
    ['每周三、五 上午', 'has no hours'],
    ['农历初一 8:00-12:00', 'follows the lunar calendar'],
    ['8:00-20:00 以门店为准', 'takes it back'],
    ['周一全天关闭；其他时间电话咨询', 'says to ask'],
    ['8:00-20:00 周日下午休息', 'does not say until when'],
    ['暂停营业', 'is no hours'],
    ['[(h8){h20}]', 'is not a language'],
    ['-', 'says nothing'],
    ['', 'says nothing'],
  ])('refuses "%s", which %s', (text) => {
    const read = readChineseHours(text)
    expect(read.ok).toBe(false)
    if (!read.ok) expect(read.reason).toMatch(/[a-z]/)
  })

  it('gives only expressions that can be read, whatever it is given', () => {
    const words = fc.constantFrom(
      '周一',
      '周五',
      '至',
      '到',
      '周末',
      '节假日',
      '休息',
      '8:00',
      '12:00',
      '-',
      '20:00',
      '；',
      '，',
      '上午',
      '下午',
      '晚上',
      '9点',
      '半',
      '次日',
      '凌晨',
      '2点',
      '全天',
      '24小时',
      '1月',
      '9月',
      '3月15日',
      '除外',
      '照常营业',
      ' ',
      'Mo',
    )
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), (parts) => {
        const read = readChineseHours(parts.join(''))
        if (read.ok) expect(parseHours(read.expression).ok, read.expression).toBe(true)
      }),
      { numRuns: 5000 },
    )
  })
})
