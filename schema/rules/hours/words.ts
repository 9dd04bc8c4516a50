/** Opening hours in words, Chinese and English, as people say them. */

import { civilOf, dayOf, minuteOf, weekdayOf } from './days.ts'
import type { DateRange, DaySelector, Rule, Schedule, TimeSpan, WeekdayRange } from './grammar.ts'
import type { HoursState } from './model.ts'

export type HoursLanguage = 'zh' | 'en'

const weekdays = {
  zh: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
} as const
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const
const ordinals = { zh: ['一', '二', '三', '四', '五'], en: ['1st', '2nd', '3rd', '4th', '5th'] } as const

/** The short name of a weekday, 1 Monday … 7 Sunday. */
export function weekdayName(weekday: number, language: HoursLanguage): string {
  return weekdays[language][weekday - 1] ?? ''
}

/** A time of day from minutes after midnight: `8:00`, and `26:00` as `2:00`; the very end of a day is `24:00`. */
export function timeName(minute: number): string {
  const within = minute > 1440 ? minute - 1440 : minute
  return `${Math.floor(within / 60)}:${String(Math.floor(within % 60)).padStart(2, '0')}`
}

/** A span: `8:00–20:00`, with `次日` where it ends the next day, and `起` where its end is open. */
export function spanName(span: TimeSpan, language: HoursLanguage): string {
  const from = timeName(span.from)
  if (span.openEnd) return language === 'zh' ? `${from} 起` : `from ${from}`
  const next = span.to > 1440 ? (language === 'zh' ? '次日' : 'next day ') : ''
  return span.from === 0 && span.to === 1440
    ? language === 'zh'
      ? '24 小时'
      : '24 hours'
    : `${from}–${next}${timeName(span.to)}`
}

/** From here on the small hours of the next day are still "tonight" (凌晨) to whoever is up. */
const EVENING = 18 * 60
const DAWN = 5 * 60

/** `明早 7:00`, `周三 8:30`, `2月18日 8:00`: an instant as seen from another. */
export function momentName(instant: number, at: number, language: HoursLanguage): string {
  const day = dayOf(instant)
  const days = day - dayOf(at)
  const minute = minuteOf(instant)
  const time = timeName(minute)
  if (days === 0) return time
  if (days === 1) return `${tomorrowName(minute, minuteOf(at) >= EVENING, language)} ${time}`
  return `${days < 7 ? weekdayName(weekdayOf(day), language) : dateName(day, language)} ${time}`
}

function tomorrowName(minute: number, evening: boolean, language: HoursLanguage): string {
  if (language === 'en') return 'tomorrow'
  if (minute < DAWN) return evening ? '凌晨' : '明天凌晨'
  if (minute < 12 * 60) return '明早'
  return minute < EVENING ? '明天' : '明晚'
}

/** `2月18日`, `18 Feb`; the day counts from 1970-01-01. */
export function dateName(day: number, language: HoursLanguage): string {
  const civil = civilOf(day)
  return monthDayName(civil.month, civil.day, language)
}

function monthDayName(month: number, day: number | null, language: HoursLanguage): string {
  if (language === 'zh') return day === null ? `${month}月` : `${month}月${day}日`
  const name = months[month - 1] ?? ''
  return day === null ? name : `${day} ${name}`
}

/** A state as a mark's label, and what follows it; the detail may be empty. */
export interface StateWords {
  label: string
  detail: string
}

const labels = {
  zh: {
    open: '营业中',
    closing: '即将关门',
    closed: '已关门',
    away: '暂停营业',
    gone: '已停业',
    unknown: '营业时间待核实',
  },
  en: {
    open: 'Open',
    closing: 'Closing soon',
    closed: 'Closed',
    away: 'Closed for now',
    gone: 'Closed for good',
    unknown: 'Hours not confirmed',
  },
} as const

/**
 * A state in words: `营业中 · 21:30 关门`, `已关门 · 明早 7:00 开门`.
 * @param at the instant for which the state holds, epoch milliseconds
 */
export function stateWords(state: HoursState, at: number, language: HoursLanguage): StateWords {
  const words = labels[language]
  const zh = language === 'zh'
  if (state.kind === 'unknown') return { label: words.unknown, detail: state.comment ?? '' }
  if (state.kind === 'closed') {
    const label =
      state.because === 'closed_for_good' ? words.gone : state.because === 'hours' ? words.closed : words.away
    if (state.opens === null) return { label, detail: state.comment ?? '' }
    const when = momentName(state.opens, at, language)
    return { label, detail: zh ? `${when} 开门` : `opens ${when}` }
  }
  const label = words[state.kind]
  if (state.openEnd) return { label, detail: zh ? '关门时间不定' : 'closing time varies' }
  if (state.until === null) return { label, detail: zh ? '24 小时' : '24 hours' }
  // Midnight belongs to the evening before it, as people say it.
  const midnight = minuteOf(state.until) === 0 && dayOf(state.until) === dayOf(at) + 1
  const when = midnight ? '24:00' : momentName(state.until, at, language)
  return { label, detail: zh ? `${when} 关门` : `until ${when}` }
}

/**
 * A whole schedule as a sentence: `周一至周五 8:00–20:00；周末 9:00–18:00；节假日休息`.
 * @returns one clause a rule, in the order in which they were written
 */
export function describe(schedule: Schedule, language: HoursLanguage): string {
  return schedule.rules.map((rule) => clause(rule, language)).join(language === 'zh' ? '；' : '; ')
}

const clauseWords = {
  zh: {
    and: '，',
    open: '',
    closed: '休息',
    unknown: '不确定',
    allDay: '24 小时',
    daily: '每天',
    otherwise: '其他时间',
  },
  en: {
    and: ', ',
    open: '',
    closed: 'closed',
    unknown: 'not certain',
    allDay: '24 hours',
    daily: 'daily',
    otherwise: 'otherwise',
  },
} as const

function clause(rule: Rule, language: HoursLanguage): string {
  const words = clauseWords[language]
  const state = words[rule.state]
  const spans = rule.spans.map((span) => spanName(span, language)).join(words.and)
  const times = spans || (state ? '' : words.allDay)
  const otherwise = rule.join === 'fallback' ? words.otherwise : ''
  const days = rule.days ? daysName(rule.days, language) : times && !otherwise ? words.daily : ''
  const said = [otherwise, days, times, state].filter(Boolean).join(' ')
  if (!rule.comment) return said
  return language === 'zh' ? `${said}（${rule.comment}）` : `${said} (${rule.comment})`
}

function daysName(days: DaySelector, language: HoursLanguage): string {
  const zh = language === 'zh'
  const list = zh ? '、' : ', '
  const years = days.years.map(({ from, to }) =>
    from === to ? `${from}` : `${from}–${to === 9999 ? '' : to}`,
  )
  const weeks = days.weeks.map(({ from, to, step }) => weeksName(from, to, step, language))
  const holidays = days.holidays.map((kind) =>
    kind === 'PH' ? (zh ? '法定节假日' : 'public holidays') : zh ? '学校假期' : 'school holidays',
  )
  const narrowed = days.holidayAndWeekday
  const weekdayNames = weekdaysName(days.weekdays, language)
  const daily = narrowed
    ? [[...holidays, ...weekdayNames].join(zh ? '的' : ' on ')]
    : [...weekdayNames, ...holidays]
  const dates = days.dates.map((range) => rangeName(range, language))
  return [years, dates, weeks, daily]
    .map((part) => part.join(list))
    .filter(Boolean)
    .join(' ')
}

function weeksName(from: number, to: number, step: number, language: HoursLanguage): string {
  const all = from === 1 && to >= 52
  if (step === 2 && all) return language === 'zh' ? '单周' : 'odd weeks'
  if (step === 2 && from === 2 && to >= 52) return language === 'zh' ? '双周' : 'even weeks'
  const every = step > 1 ? (language === 'zh' ? `每 ${step} 周` : ` every ${step}`) : ''
  const range = from === to ? `${from}` : `${from}–${to}`
  return language === 'zh' ? `第 ${range} 周${every}` : `weeks ${range}${every}`
}

function weekdaysName(ranges: readonly WeekdayRange[], language: HoursLanguage): string[] {
  const zh = language === 'zh'
  const [first, second] = ranges
  const isWeekend =
    ranges.length === 2 && first?.from === 6 && first.to === 6 && second?.from === 7 && second.to === 7
  if (isWeekend && !first.nth.length && !second.nth.length) return [zh ? '周末' : 'weekends']
  return ranges.map(({ from, to, nth }) => {
    if (from === 1 && to === 7 && nth.length === 0) return zh ? '每天' : 'daily'
    if (from === 6 && to === 7 && nth.length === 0) return zh ? '周末' : 'weekends'
    const name = [from, ...(from === to ? [] : [to])]
      .map((day) => weekdayName(day, language))
      .join(zh ? '至' : '–')
    if (nth.length === 0) return name
    const which = nth.map((n) => ordinalName(n, language)).join(zh ? '、' : ' and ')
    return zh ? `每月${which}个${name}` : `${which} ${name} of the month`
  })
}

function ordinalName(n: number, language: HoursLanguage): string {
  const ordinal = ordinals[language][Math.abs(n) - 1] ?? ''
  if (n > 0) return language === 'zh' ? `第${ordinal}` : ordinal
  if (n === -1) return language === 'zh' ? '最后一' : 'last'
  return language === 'zh' ? `倒数第${ordinal}` : `${ordinal} last`
}

function rangeName({ from, to }: DateRange, language: HoursLanguage): string {
  const zh = language === 'zh'
  const name = (end: DateRange['from']) => {
    const date = monthDayName(end.month, end.day, language)
    if (end.year === null) return date
    return zh ? `${end.year}年${date}` : `${date} ${end.year}`
  }
  return name(from) === name(to) ? name(from) : `${name(from)}${zh ? '至' : '–'}${name(to)}`
}
