/**
 * Reads the OpenStreetMap `opening_hours` grammar as real data uses it into a {@link Schedule}.
 *
 * Left out on purpose, and told as the reason: times by the sun, Easter, day offsets, points in time and intervals.
 * `SH` (school holidays) is read but never matches: China publishes no calendar of them for a whole city.
 */

import { daysInMonth } from './days.ts'

/** any, so that a date without a year may be 29 February */
const LEAP_YEAR = 2024
/** OpenStreetMap's own limit is 255 characters */
const LONGEST = 1_000

export type RuleState = 'open' | 'closed' | 'unknown'

/** Minutes after midnight; `to` may pass 1440. */
export interface TimeSpan {
  from: number
  to: number
  /** the end is not stated (`18:00+`), or only the earliest end is (`18:00-22:00+`) */
  openEnd: boolean
}

/** A month and day, with a year where one is given. `day` null is the whole month. */
interface MonthDay {
  year: number | null
  month: number
  day: number | null
}

export interface DateRange {
  from: MonthDay
  to: MonthDay
}

export interface WeekdayRange {
  /** 1 Monday … 7 Sunday; `to` below `from` goes over the weekend */
  from: number
  to: number
  /** which ones of the month: 1…5 from its start, -1…-5 from its end; empty is every one */
  nth: readonly number[]
}

/** Empty lists match every day; the lists are all to match at once. */
export interface DaySelector {
  years: readonly { from: number; to: number }[]
  dates: readonly DateRange[]
  weeks: readonly { from: number; to: number; step: number }[]
  weekdays: readonly WeekdayRange[]
  holidays: readonly ('PH' | 'SH')[]
  /** `PH Mo-Fr`: a holiday that is also such a weekday; without it (`PH,Mo-Fr`) either is enough */
  holidayAndWeekday: boolean
}

export interface Rule {
  /** `;` replaces the days it names, `,` adds to them, `||` speaks only where nothing else does */
  join: 'normal' | 'additional' | 'fallback'
  /** null is every day */
  days: DaySelector | null
  /** empty is the whole day */
  spans: readonly TimeSpan[]
  state: RuleState
  comment: string | null
}

export interface Schedule {
  rules: readonly Rule[]
  /** whether any rule names public holidays, so that the calendar matters */
  namesHolidays: boolean
}

export type ParsedHours = { ok: true; schedule: Schedule } | { ok: false; reason: string; at: number }

type TokenKind = 'comment' | 'time' | 'number' | 'word' | 'mark' | 'end'
interface Token {
  kind: TokenKind
  text: string
  at: number
}

class Unreadable extends Error {
  readonly at: number
  constructor(reason: string, at: number) {
    super(reason)
    this.at = at
  }
}

const weekdayNames = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su']
const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const weekdayWord =
  /^(mo(n(day)?)?|tu(e(s(day)?)?)?|we(d(nesday)?)?|th(u(r(s(day)?)?)?)?|fr(i(day)?)?|sa(t(urday)?)?|su(n(day)?)?)$/
const monthWord =
  /^(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?)$/
const stateWords = new Map<string, RuleState>([
  ['off', 'closed'],
  ['closed', 'closed'],
  ['open', 'open'],
  ['unknown', 'unknown'],
])
const sunWords = new Set(['sunrise', 'sunset', 'dawn', 'dusk'])
const tokenPattern = /(?:"([^"]*)")|(\d{1,2}:\d{2})|(\d+)|([a-z]+)\.?|(\|\||[-,;:+/[\]])/giy

/** Dashes and full-width marks that real data has where the grammar wants plain ones. */
function plain(text: string): string {
  return text
    .replace(/[–—−~～]/g, '-')
    .replace(/：/g, ':')
    .replace(/；/g, ';')
    .replace(/[，、]/g, ',')
    .replace(/\u00a0|\u3000/g, ' ')
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    if (/\s/.test(text.charAt(at))) {
      at += 1
      continue
    }
    tokenPattern.lastIndex = at
    const match = tokenPattern.exec(text)
    if (!match) throw new Unreadable(`"${text.charAt(at)}" is not part of the grammar`, at)
    const [whole, comment, time, number, word, mark] = match
    if (comment !== undefined) tokens.push({ kind: 'comment', text: comment, at })
    else if (time !== undefined) tokens.push({ kind: 'time', text: time, at })
    else if (number !== undefined) tokens.push({ kind: 'number', text: number, at })
    else if (word !== undefined) tokens.push({ kind: 'word', text: word.toLowerCase(), at })
    else tokens.push({ kind: 'mark', text: mark ?? '', at })
    at += whole.length
  }
  tokens.push({ kind: 'end', text: '', at: text.length })
  return tokens
}

/** Walks the tokens of one expression; each method reads one part of the grammar. */
class Reader {
  private readonly tokens: readonly Token[]
  private place = 0

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens
  }

  rules(): Rule[] {
    const rules: Rule[] = []
    let join: Rule['join'] = 'normal'
    while (this.accept(';'));
    while (this.peek().kind !== 'end') {
      rules.push(this.rule(join))
      if (this.peek().kind === 'end') break
      if (this.accept(';')) {
        join = 'normal'
        while (this.accept(';'));
      } else if (this.accept('||')) join = 'fallback'
      else if (this.accept(',')) join = 'additional'
      else throw this.expected('";", "," or "||" after a rule')
    }
    if (rules.length === 0) throw new Unreadable('there are no hours in it', 0)
    return rules
  }

  private peek(ahead = 0): Token {
    return this.tokens[this.place + ahead] ?? { kind: 'end', text: '', at: 0 }
  }

  private next(): Token {
    const token = this.peek()
    this.place += 1
    return token
  }

  private is(text: string, ahead = 0): boolean {
    const token = this.peek(ahead)
    return token.kind === 'mark' && token.text === text
  }

  private accept(text: string): boolean {
    if (!this.is(text)) return false
    this.place += 1
    return true
  }

  private expected(what: string): Unreadable {
    const { kind, text } = this.peek()
    return this.refused(`expected ${what}, found ${kind === 'end' ? 'the end' : `"${text}"`}`)
  }

  private refused(reason: string): Unreadable {
    return new Unreadable(reason, this.peek().at)
  }

  private rule(join: Rule['join']): Rule {
    const start = this.place
    const everything = this.always()
    const days = everything ? null : this.days()
    if (days) this.accept(':')
    const spans = everything ? [] : this.times()
    const word = this.peek()
    const stated = word.kind === 'word' ? stateWords.get(word.text) : undefined
    if (stated) this.next()
    const comment = this.peek().kind === 'comment' ? this.next().text.trim() || null : null
    if (this.place === start) throw this.expected('days or times')
    // the specification: a comment without a word of state leaves it unknown
    return { join, days, spans, state: stated ?? (comment === null ? 'open' : 'unknown'), comment }
  }

  /** `24/7` */
  private always(): boolean {
    const isIt = this.peek().text === '24' && this.is('/', 1) && this.peek(2).text === '7'
    if (isIt) this.place += 3
    return isIt
  }

  private days(): DaySelector | null {
    const found = {
      years: [] as { from: number; to: number }[],
      dates: [] as DateRange[],
      weeks: [] as { from: number; to: number; step: number }[],
      weekdays: [] as WeekdayRange[],
      holidays: [] as ('PH' | 'SH')[],
      holidayAndWeekday: false,
    }
    let any = false
    for (;;) {
      const token = this.peek()
      if (token.kind === 'word' && token.text === 'week') this.weeks(found.weeks)
      else if (this.isMonth(0) || this.isYear(0)) this.dates(found.years, found.dates)
      else if (this.isDay()) this.weekdays(found)
      else break
      any = true
    }
    return any ? found : null
  }

  private isMonth(ahead: number): boolean {
    const token = this.peek(ahead)
    return token.kind === 'word' && monthWord.test(token.text)
  }

  private isYear(ahead: number): boolean {
    const token = this.peek(ahead)
    return token.kind === 'number' && /^(19|20)\d\d$/.test(token.text)
  }

  private isDay(ahead = 0): boolean {
    const token = this.peek(ahead)
    return (
      token.kind === 'word' && (weekdayWord.test(token.text) || token.text === 'ph' || token.text === 'sh')
    )
  }

  private weeks(weeks: { from: number; to: number; step: number }[]): void {
    this.next()
    do {
      const from = this.number(1, 53, 'a week')
      const to = this.accept('-') ? this.number(from, 53, 'a later week') : from
      weeks.push({ from, to, step: this.accept('/') ? this.number(1, 53, 'a step') : 1 })
    } while (this.is(',') && this.peek(1).kind === 'number' && this.accept(','))
  }

  private dates(years: { from: number; to: number }[], dates: DateRange[]): void {
    do {
      if (this.isYear(0) && !this.isMonth(1)) {
        const from = this.number(1900, 2099, 'a year')
        const to = this.accept('-') ? this.number(from, 2099, 'a later year') : this.accept('+') ? 9999 : from
        years.push({ from, to })
      } else this.dateRange(dates)
    } while (this.is(',') && (this.isMonth(1) || this.isYear(1)) && this.accept(','))
  }

  /** `Jan`, `Jan-Mar`, `Oct 1`, `Jan 1-15`, `Jan 1,3`, `Dec 24-Jan 2`, `2026 Feb 10-2026 Feb 18` */
  private dateRange(dates: DateRange[]): void {
    const from = this.monthDay()
    let to = from
    if (this.is('-')) {
      this.next()
      if (this.isMonth(0) || this.isYear(0)) to = this.monthDay()
      else to = { ...from, day: this.number(1, 31, 'a day of the month') }
      if ((to.day === null) !== (from.day === null))
        throw this.refused('only one end of the range of dates names a day')
      if (from.year !== null && to.year !== null && this.order(to) < this.order(from))
        throw this.refused('the range of dates runs backwards')
      if (from.year !== null && to.year === null)
        to = { ...to, year: from.year + (this.before(to, from) ? 1 : 0) }
    }
    dates.push({ from, to })
    while (from.day !== null && this.is(',') && this.peek(1).kind === 'number' && !this.isYear(1)) {
      if (this.is('-', 2) && this.peek(3).kind === 'time') return
      this.next()
      const day = this.number(1, 31, 'a day of the month')
      const last =
        this.is('-') && this.peek(1).kind === 'number' && this.accept('-') ? this.number(1, 31, 'a day') : day
      dates.push({ from: { ...to, day }, to: { ...to, day: last } })
    }
  }

  private order({ year, month, day }: MonthDay): number {
    return (year ?? 0) * 10_000 + month * 100 + (day ?? 0)
  }

  private before(a: MonthDay, b: MonthDay): boolean {
    return a.month * 100 + (a.day ?? 0) < b.month * 100 + (b.day ?? 0)
  }

  private monthDay(): MonthDay {
    const year = this.isYear(0) ? this.number(1900, 2099, 'a year') : null
    if (!this.isMonth(0)) throw this.expected('a month')
    const month = monthNames.indexOf(this.next().text.slice(0, 3)) + 1
    const isDay = this.peek().kind === 'number' && !this.isYear(0)
    return {
      year,
      month,
      day: isDay ? this.number(1, daysInMonth(year ?? LEAP_YEAR, month), 'a day of the month') : null,
    }
  }

  private weekdays(found: {
    weekdays: WeekdayRange[]
    holidays: ('PH' | 'SH')[]
    holidayAndWeekday: boolean
  }): void {
    // A second list without a comma before it narrows the first: `PH Mo-Fr`.
    if (found.weekdays.length > 0 || found.holidays.length > 0) found.holidayAndWeekday = true
    do {
      const word = this.next().text
      if (word === 'ph' || word === 'sh') {
        found.holidays.push(word === 'ph' ? 'PH' : 'SH')
        if (this.is('+') || (this.is('-') && this.peek(1).kind === 'number')) {
          throw this.refused('days counted from a holiday are not supported')
        }
        continue
      }
      const from = weekdayNames.indexOf(word.slice(0, 2)) + 1
      let to = from
      if (this.is('-') && this.isDay(1)) {
        this.next()
        const last = this.next().text
        if (last === 'ph' || last === 'sh') throw this.refused('a range of weekdays cannot end in a holiday')
        to = weekdayNames.indexOf(last.slice(0, 2)) + 1
      }
      found.weekdays.push({ from, to, nth: this.accept('[') ? this.nth() : [] })
    } while (this.is(',') && this.isDay(1) && this.accept(','))
  }

  /** `[1]`, `[1,3]`, `[-1]`, `[1-2]` */
  private nth(): number[] {
    const nth: number[] = []
    do {
      const sign = this.accept('-') ? -1 : 1
      const from = this.number(1, 5, 'a count')
      const to = sign > 0 && this.accept('-') ? this.number(from, 5, 'a count') : from
      for (let n = from; n <= to; n += 1) nth.push(sign * n)
    } while (this.accept(','))
    if (!this.accept(']')) throw this.expected('"]"')
    if (this.is('+') || (this.is('-') && this.peek(1).kind === 'number')) {
      throw this.refused('days counted from a weekday are not supported')
    }
    return nth
  }

  private times(): TimeSpan[] {
    const spans: TimeSpan[] = []
    while (this.isTime(0)) {
      spans.push(this.span())
      if (!this.is(',') || !this.isTime(1)) break
      this.next()
    }
    this.refuseUnsupported()
    return spans
  }

  private refuseUnsupported(): void {
    const { kind, text } = this.peek()
    if (kind !== 'word') return
    if (sunWords.has(text)) throw this.refused('times by the sun are not supported')
    if (text === 'easter') throw this.refused('Easter is not supported')
  }

  /** `8:00`, or the bare hour of `8-24` */
  private isTime(ahead: number): boolean {
    const token = this.peek(ahead)
    if (token.kind === 'time') return true
    if (token.kind !== 'number' || token.text.length > 2) return false
    const end = this.peek(ahead + 2)
    return this.is('-', ahead + 1) && (end.kind === 'time' || (end.kind === 'number' && end.text.length <= 2))
  }

  private span(): TimeSpan {
    const from = this.timeOfDay(24)
    if (this.accept('+')) return { from, to: guessedEnd(from), openEnd: true }
    if (!this.accept('-')) throw this.expected('the end of the time span ("-" or "+")')
    const end = this.timeOfDay(48)
    const to = end <= from ? end + 1440 : end
    if (this.is('/')) throw this.refused('intervals are not supported')
    return { from, to, openEnd: this.accept('+') }
  }

  private timeOfDay(lastHour: number): number {
    const token = this.peek()
    this.refuseUnsupported()
    if (token.kind !== 'time' && token.kind !== 'number') throw this.expected('a time')
    const [hours = 0, minutes = 0] = token.text.split(':').map(Number)
    if (hours * 60 + minutes > lastHour * 60 || minutes > 59)
      throw this.refused(`there is no time ${token.text}`)
    this.next()
    return hours * 60 + minutes
  }

  private number(low: number, high: number, what: string): number {
    const token = this.peek()
    const value = Number(token.text)
    if (token.kind !== 'number' || value < low || value > high)
      throw this.expected(`${what} from ${low} to ${high}`)
    this.next()
    return value
  }
}

/** How long a place with an open end is taken to be open: the package's guess, so that both agree. */
function guessedEnd(from: number): number {
  if (from >= 22 * 60) return from + 8 * 60
  return from >= 17 * 60 ? from + 10 * 60 : 1440
}

/**
 * Reads an expression.
 * @param expression OpenStreetMap `opening_hours`, such as `Mo-Fr 08:00-18:00; PH off`
 * @returns the schedule, or what could not be read (English) and at which character
 */
export function parseHours(expression: string): ParsedHours {
  if (expression.length > LONGEST)
    return { ok: false, reason: `longer than ${LONGEST} characters`, at: LONGEST }
  try {
    const rules = new Reader(tokensOf(plain(expression))).rules()
    return {
      ok: true,
      schedule: { rules, namesHolidays: rules.some((rule) => rule.days?.holidays.includes('PH')) },
    }
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, reason: error.message, at: error.at }
    throw error
  }
}
