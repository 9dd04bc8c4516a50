import { describe, expect, it } from 'vitest'
import { holidayDays, holidayYears } from '../../schema/catalog/holidays.ts'
import { holidayCalendar } from '../../schema/rules/calendar.ts'
import { hoursState } from '../../schema/rules/hours/evaluate.ts'
import { parseHours } from '../../schema/rules/hours/grammar.ts'
import { describe as describeHours, stateWords } from '../../schema/rules/hours/words.ts'

const calendar = holidayCalendar(holidayYears, holidayDays)
const instant = (local: string) => Date.parse(`${local.replace(' ', 'T')}:00+08:00`)

describe('a state in words', () => {
  // 17 March 2026 is a Tuesday
  it.each([
    ['08:00-21:30', '2026-03-17 12:00', '营业中 · 21:30 关门', 'Open · until 21:30'],
    ['08:00-21:00', '2026-03-17 20:36', '即将关门 · 21:00 关门', 'Closing soon · until 21:00'],
    ['08:00-24:00', '2026-03-17 12:00', '营业中 · 24:00 关门', 'Open · until 24:00'],
    ['22:00-02:00', '2026-03-17 23:00', '营业中 · 凌晨 2:00 关门', 'Open · until tomorrow 2:00'],
    ['22:00-02:00', '2026-03-18 01:00', '营业中 · 2:00 关门', 'Open · until 2:00'],
    ['08:00-02:00', '2026-03-17 09:00', '营业中 · 明天凌晨 2:00 关门', 'Open · until tomorrow 2:00'],
    ['04:30-10:00', '2026-03-17 22:00', '已关门 · 凌晨 4:30 开门', 'Closed · opens tomorrow 4:30'],
    ['04:30-10:00', '2026-03-17 11:00', '已关门 · 明天凌晨 4:30 开门', 'Closed · opens tomorrow 4:30'],
    ['04:30-10:00', '2026-03-18 04:10', '已关门 · 4:30 开门', 'Closed · opens 4:30'],
    ['07:00-20:00', '2026-03-17 21:00', '已关门 · 明早 7:00 开门', 'Closed · opens tomorrow 7:00'],
    ['08:00-12:00,14:00-18:00', '2026-03-17 13:00', '已关门 · 14:00 开门', 'Closed · opens 14:00'],
    ['18:30-22:00', '2026-03-17 23:00', '已关门 · 明晚 18:30 开门', 'Closed · opens tomorrow 18:30'],
    ['Th 08:30-18:00', '2026-03-17 23:00', '已关门 · 周四 8:30 开门', 'Closed · opens Thu 8:30'],
    ['Apr 08:00-10:00', '2026-03-17 23:00', '已关门 · 4月1日 8:00 开门', 'Closed · opens 1 Apr 8:00'],
    ['24/7', '2026-03-17 12:00', '营业中 · 24 小时', 'Open · 24 hours'],
    ['18:00+', '2026-03-17 19:00', '营业中 · 关门时间不定', 'Open · closing time varies'],
    [null, '2026-03-17 12:00', '营业时间待核实', 'Hours not confirmed'],
    ['off "搬家"', '2026-03-17 12:00', '已关门 · 搬家', 'Closed · 搬家'],
  ])('%s at %s', (hours, local, zh, en) => {
    const at = instant(local)
    const state = hoursState(hours, at, { calendar })
    const said = (language: 'zh' | 'en') => {
      const { label, detail } = stateWords(state, at, language)
      return [label, detail].filter(Boolean).join(' · ')
    }
    expect([said('zh'), said('en')]).toEqual([zh, en])
  })
})

describe('a whole schedule in words', () => {
  it.each([
    ['24/7', '每天 24 小时', 'daily 24 hours'],
    ['06:30-23:00', '每天 6:30–23:00', 'daily 6:30–23:00'],
    ['Mo-Su 06:30-23:00', '每天 6:30–23:00', 'daily 6:30–23:00'],
    ['08:00-20:00; We off', '每天 8:00–20:00；周三 休息', 'daily 8:00–20:00; Wed closed'],
    [
      'Mo-Fr 08:00-20:00; Sa-Su 09:00-18:00',
      '周一至周五 8:00–20:00；周末 9:00–18:00',
      'Mon–Fri 8:00–20:00; weekends 9:00–18:00',
    ],
    ['Sa,Su 09:00-18:00', '周末 9:00–18:00', 'weekends 9:00–18:00'],
    ['18:00-02:00', '每天 18:00–次日2:00', 'daily 18:00–next day 2:00'],
    ['Mo,We[1] 10:00-12:00', '周一、每月第一个周三 10:00–12:00', 'Mon, 1st Wed of the month 10:00–12:00'],
    ['Fr[-1] 10:00-12:00', '每月最后一个周五 10:00–12:00', 'last Fri of the month 10:00–12:00'],
    ['Apr-Oct 08:00-20:00', '4月至10月 8:00–20:00', 'Apr–Oct 8:00–20:00'],
    ['2026 Feb 10-2026 Feb 18 off', '2026年2月10日至2026年2月18日 休息', '10 Feb 2026–18 Feb 2026 closed'],
    [
      'Mo-Fr 09:00-11:00 || "来电"',
      '周一至周五 9:00–11:00；其他时间 不确定（来电）',
      'Mon–Fri 9:00–11:00; otherwise not certain (来电)',
    ],
  ])('%s', (hours, zh, en) => {
    const parsed = parseHours(hours)
    if (!parsed.ok) throw new Error(parsed.reason)
    expect([describeHours(parsed.schedule, 'zh'), describeHours(parsed.schedule, 'en')]).toEqual([zh, en])
  })
})
