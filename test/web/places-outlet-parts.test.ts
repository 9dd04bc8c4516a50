import { describe, expect, test } from 'vitest'
import type { WeekDay } from '../../schema/rules/hours/model.ts'
import { firstNumber, numbersOf, telLink } from '../../schema/rules/phone.ts'
import FactList from '../../web/places/FactList.vue'
import { priceWords } from '../../web/places/prices.ts'
import WeekTable from '../../web/places/WeekTable.vue'
import { axisOf, barStyle } from '../../web/places/week.ts'
import { fill } from '../../web/shell/fill.ts'
import { messages as en } from '../../web/shell/locales/en/messages.ts'
import { messages as zh } from '../../web/shell/locales/zh-CN/messages.ts'
import { show, tuesdayEvening } from './places-stage.ts'

const span = (from: number, to: number) => ({ from, to, openEnd: false, comment: null })

/** The week of Monday 2026-11-23. */
function week(change: (day: WeekDay, i: number) => Partial<WeekDay> = () => ({})): WeekDay[] {
  return Array.from({ length: 7 }, (_, i): WeekDay => {
    const day: WeekDay = {
      date: `2026-11-${23 + i}`,
      weekday: i + 1,
      spans: [span(450, 1260)],
      state: 'hours',
      holiday: null,
      closure: null,
    }
    return { ...day, ...change(day, i) }
  })
}

describe('the week table', () => {
  test('marks today and says every day in words', async () => {
    const { view } = await show(WeekTable, { props: { days: week(), now: tuesdayEvening } })
    const today = view.get('[aria-current="date"]')
    expect(today.get('th').text()).toBe('周二今天')
    expect(today.get('.times').text()).toBe('7:30–21:00')
    expect(view.findAll('tr th')).toHaveLength(7)
    expect(view.get('caption').text()).toContain('20:36')
  })

  test('tells holidays, make-up days, closures, days off and days nobody knows', async () => {
    const days = week((_day, i) => {
      if (i === 0) return { holiday: { kind: 'holiday', name: '元旦' } }
      if (i === 2) return { state: 'closed', spans: [] }
      if (i === 3) return { closure: { from: '2026-11-26', to: '2026-11-26' }, spans: [], state: 'closed' }
      if (i === 4) return { state: 'unknown', spans: [] }
      if (i === 5) return { holiday: { kind: 'workday', name: '元旦' }, spans: [span(0, 1440)] }
      if (i === 6) return { spans: [span(540, 720), span(1080, 1560)] }
      return {}
    })
    const { view } = await show(WeekTable, { props: { days, now: tuesdayEvening } })
    expect(view.findAll('tr:not(.axis)').map((line) => line.text().replace(/\s+/g, ' '))).toEqual([
      expect.stringContaining('元旦'),
      expect.stringContaining('7:30–21:00'),
      expect.stringContaining('不营业'),
      expect.stringContaining('暂停营业'),
      expect.stringContaining('不清楚'),
      expect.stringMatching(/调休上班.*24 小时/),
      expect.stringMatching(/9:00–12:00.*18:00–次日2:00/),
    ])
    const { view: english } = await show(WeekTable, { props: { days, now: tuesdayEvening }, language: 'en' })
    expect(english.text()).toContain('next day 2:00')
  })

  test('the line begins at six unless some day begins earlier or ends after midnight', () => {
    expect(axisOf(week()).from).toBe(360)
    expect(axisOf(week((_day, i) => (i === 3 ? { spans: [span(330, 600)] } : {}))).from).toBe(0)
    expect(axisOf(week((_day, i) => (i === 3 ? { spans: [span(1080, 1560)] } : {}))).from).toBe(0)
  })

  test('a bar lies where its hours are', () => {
    const axis = axisOf(week())
    expect(barStyle(span(360, 1440), axis)).toEqual({ left: '0%', width: '100%' })
    expect(barStyle(span(900, 1170), axis)).toEqual({ left: '50%', width: '25%' })
  })
})

describe('prices', () => {
  const say = (language: 'zh-CN' | 'en') => (key: string, values?: Record<string, string | number>) => {
    const { outlet } = language === 'en' ? en.places : zh.places
    const texts: Record<string, unknown> = outlet
    const text = texts[key.replace('places.outlet.', '')]
    return fill(typeof text === 'string' ? text : key, values, language)
  }
  test.each([
    [{ fen: 500, fenTo: null, unit: null }, '5 元', '¥5'],
    [{ fen: 300, fenTo: 500, unit: '剂' }, '3–5 元 / 剂', '¥3–5 / 剂'],
    [{ fen: 0, fenTo: null, unit: null }, '免费', 'free'],
    [{ fen: 0, fenTo: 500, unit: null }, '0–5 元', '¥0–5'],
    [{ fen: 800, fenTo: 800, unit: '次' }, '8 元 / 次', '¥8 / 次'],
  ])('%o', (price, chinese, english) => {
    expect(priceWords({ item: '理发', ...price }, say('zh-CN'))).toBe(chinese)
    expect(priceWords({ item: '理发', ...price }, say('en'))).toBe(english)
  })
})

describe('facts', () => {
  test('yes, no and not known differ in words', async () => {
    const { view } = await show(FactList, {
      props: {
        facts: [
          { mark: 'cash', value: true },
          { mark: 'step_free', value: false },
          { mark: 'seat', value: null },
          { mark: 'hearing_aid', value: null },
        ],
      },
    })
    expect(view.findAll('li').map((fact) => fact.text())).toEqual([
      '收现金',
      '门口有台阶',
      '还不清楚：座位、助听设备',
    ])
  })
})

describe('phone numbers', () => {
  test('several in one field', () => {
    expect(numbersOf('0398-5832 111、13800000000；')).toEqual(['0398-5832 111', '13800000000'])
    expect(firstNumber(null)).toBeNull()
    expect(firstNumber('无')).toBeNull()
    expect(telLink('+86 398-5832 111')).toBe('tel:+863985832111')
  })
})
