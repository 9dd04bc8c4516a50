/**
 * Opening hours from Chinese free text, as ledgers and map services have them: "周一至周五 8:00-20:00；周末9点到18点".
 * Only what is certain is read. Everything else is refused with the reason, and the original text is kept by whoever
 * asked, because a wrong "open" sends somebody's grandmother across town.
 */

import { civilOf, dayOfIso } from './days.ts'
import { parseHours, type Schedule } from './grammar.ts'
import { inRange } from './match.ts'

export type ReadHours =
  | { ok: true; expression: string; notes: string[] }
  /** why not, in English */
  | { ok: false; reason: string }

type Token =
  | { kind: 'days'; days: number[]; step: 'day' | 'set' }
  | { kind: 'holiday' }
  | { kind: 'date'; year: number | null; month: number; day: number | null }
  | { kind: 'time'; minute: number; period: Period | null; nextDay: boolean }
  | { kind: 'period'; period: Period }
  | { kind: 'to' | 'and' | 'end' | 'shut' | 'allDay' | 'asUsual' | 'except' | 'fill' }

/** Part of the day by which people place an hour. */
type Period = 'dawn' | 'morning' | 'noon' | 'afternoon' | 'evening'

class Doubt extends Error {}

const weekdayCodes = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su']
const monthCodes = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const everyDay = [1, 2, 3, 4, 5, 6, 7]

/** Words that make a text uncertain however the rest reads. */
const doubtful =
  /待定|不定|未定|为准|预约|电话|致电|咨询|左右|大约|大概|[夏冬春秋]|季|寒暑?假|暑假|农历|初[一二三四五六七八九十]|日出|日落|天黑|其他|其余|视情况|看情况|单日|双日|隔日|单号|双号|每月|月末|月底|逢/

const periodWords: Record<string, Period> = {
  凌晨: 'dawn',
  清晨: 'morning',
  早上: 'morning',
  早晨: 'morning',
  早: 'morning',
  上午: 'morning',
  中午: 'noon',
  午间: 'noon',
  下午: 'afternoon',
  午后: 'afternoon',
  傍晚: 'evening',
  晚上: 'evening',
  晚间: 'evening',
  晚: 'evening',
  夜里: 'evening',
  夜间: 'evening',
  夜晚: 'evening',
}
const periodPattern = '凌晨|清晨|早上|早晨|早|上午|中午|午间|下午|午后|傍晚|晚上|晚间|晚|夜里|夜间|夜晚'
const dayDigits: Record<string, number> = {
  一: 1,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  日: 7,
  天: 7,
  1: 1,
  2: 2,
  3: 3,
  4: 4,
  5: 5,
  6: 6,
  7: 7,
  末: 6,
}

type Reading = (match: RegExpExecArray) => Token

/** What the text is made of, tried in this order; the third says what must stand before it. (Safari 15 cannot look back.) */
const vocabulary: readonly (readonly [RegExp, Reading, RegExp?])[] = [
  [/(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?/y, (m) => date(m[1], m[2], m[3])],
  [/(\d{1,2})月(\d{1,2})[日号]?/y, (m) => date(undefined, m[1], m[2])],
  [/(\d{1,2})月份?/y, (m) => date(undefined, m[1], undefined)],
  [/(\d{1,2})\/(\d{1,2})(?=\s*(?:-|至|到)\s*\d{1,2}\/\d{1,2}(?!\d|:))/y, (m) => date(undefined, m[1], m[2])],
  [/(\d{1,2})\/(\d{1,2})(?!\d|:)/y, (m) => date(undefined, m[1], m[2]), /\d\/\d{1,2}\s*(?:-|至|到)\s*$/],
  [/(\d{2})-(\d{2})(?=\s*[至到]\s*\d{2}-\d{2}(?!\d|:))/y, (m) => date(undefined, m[1], m[2])],
  [/(\d{2})-(\d{2})(?!\d|:)/y, (m) => date(undefined, m[1], m[2]), /\d{2}-\d{2}\s*[至到]\s*$/],
  [/全?(?:天|日|年|时)?候?\s*24\s*(?:小时|h)(?:全天)?/iy, () => ({ kind: 'allDay' })],
  [/全天候?|全日|昼夜|通宵/y, () => ({ kind: 'allDay' })],
  [/(?:法定)?(?:节假日|节日|假日|假期|公众假期)/y, () => ({ kind: 'holiday' })],
  [/工作日|平日|平时/y, () => set([1, 2, 3, 4, 5])],
  [/周末|双休日|礼拜天和礼拜六/y, () => set([6, 7])],
  [/每天|每日|天天|日常|一周七天|全周|全年无休|全年|无休/y, () => set(everyDay)],
  [
    /(?:周|星期|礼拜)([一二三四五六日天1-7](?:[、,]?[一二三四五六日天](?![点时\d]))*)/y,
    (m) => weekdaysIn(m[1] ?? ''),
  ],
  [
    new RegExp(
      `(次日|第二天|翌日|隔天)?\\s*(${periodPattern})?\\s*(\\d{1,2})\\s*[:：]\\s*(\\d{2})(?!\\d)`,
      'y',
    ),
    (m) => time(m[1], m[2], m[3], m[4]),
  ],
  [
    new RegExp(
      `(次日|第二天|翌日|隔天)?\\s*(${periodPattern})?\\s*(\\d{1,2})\\s*[点时](?:(半|一刻|三刻)|(\\d{1,2})分?)?(?:整|钟)?`,
      'y',
    ),
    (m) => time(m[1], m[2], m[3], m[5] ?? quarters[m[4] ?? ''] ?? '0'),
  ],
  [new RegExp(periodPattern, 'y'), (m) => ({ kind: 'period', period: periodWords[m[0]] ?? 'morning' })],
  [/-+|至|到/y, () => ({ kind: 'to' })],
  [/除外/y, () => ({ kind: 'except' })],
  [/休息|关闭|闭馆|闭店|关门|停业|不营业|不开放?|歇业|公休|店休|休/y, () => ({ kind: 'shut' })],
  [/照常(?:营业|开放)?|正常(?:营业|开放)?|不休息?|也?营业(?=$|[;。)])/y, () => ({ kind: 'asUsual' })],
  [/[、,和及与&]/y, () => ({ kind: 'and' })],
  [/[;。\n|]/y, () => ({ kind: 'end' })],
  [/营业时间|开放时间|服务时间|营业|开放|开门|上班|时间|时段|为|是|:|\s+|[()]/y, () => ({ kind: 'fill' })],
]

const quarters: Record<string, string> = { 半: '30', 一刻: '15', 三刻: '45' }

function set(days: number[]): Token {
  return { kind: 'days', days, step: 'set' }
}

function weekdaysIn(text: string): Token {
  const days = [...text].flatMap((sign) => dayDigits[sign] ?? [])
  return { kind: 'days', days, step: days.length === 1 ? 'day' : 'set' }
}

function date(year: string | undefined, month: string | undefined, day: string | undefined): Token {
  const [m, d] = [Number(month), day === undefined ? null : Number(day)]
  if (m < 1 || m > 12 || (d !== null && (d < 1 || d > 31))) throw new Doubt('there is no such date')
  return { kind: 'date', year: year === undefined ? null : Number(year), month: m, day: d }
}

function time(
  next: string | undefined,
  word: string | undefined,
  hours: string | undefined,
  minutes: string | undefined,
): Token {
  const [h, m] = [Number(hours), Number(minutes)]
  if (h > 24 || m > 59 || h * 60 + m > 1440) throw new Doubt('there is no such time')
  const period = word === undefined ? null : (periodWords[word] ?? null)
  return { kind: 'time', minute: h * 60 + m, period, nextDay: next !== undefined }
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  reading: while (at < text.length) {
    for (const [pattern, read, before] of vocabulary) {
      pattern.lastIndex = at
      const match = pattern.exec(text)
      if (!match || before?.test(text.slice(0, at)) === false) continue
      const token = read(match)
      if (token.kind !== 'fill') tokens.push(token)
      at += match[0].length
      continue reading
    }
    throw new Doubt(`"${text.slice(at, at + 8)}" is not understood`)
  }
  return tokens
}

/** What one part of the text says: days, and their spans or that they are shut. */
interface Clause {
  dates: string[]
  days: Set<number>
  holiday: boolean
  spans: { from: number; to: number }[]
  shut: boolean
  asUsual: boolean
}

function newClause(): Clause {
  return { dates: [], days: new Set(), holiday: false, spans: [], shut: false, asUsual: false }
}

const says = (clause: Clause) => clause.spans.length > 0 || clause.shut || clause.asUsual
const names = (clause: Clause) => clause.days.size > 0 || clause.holiday || clause.dates.length > 0

const isLate = (period: Period | null) => period === 'afternoon' || period === 'evening'

/** Puts an hour where its part of the day says: `下午2点` is 14:00, `晚12点` is 24:00. */
function placed({ minute, period, nextDay }: Extract<Token, { kind: 'time' }>): number {
  const midnight = period === 'evening' && minute >= 720 && minute < 780
  const late = isLate(period) || (period === 'noon' && minute < 3 * 60)
  const shifted = midnight || (late && minute < 720) ? minute + 720 : minute
  return nextDay ? shifted + 1440 : shifted
}

/** The end of a span without a part of the day of its own keeps that of the beginning (`下午2点到6点`, `中午11点到2点`). */
function placedEnd(end: Extract<Token, { kind: 'time' }>, period: Period | null, from: number): number {
  const late = isLate(period) || (period === 'noon' && end.minute <= from)
  const keeps = end.period === null && !end.nextDay && late && end.minute < 720
  return keeps && end.minute + 720 > from ? end.minute + 720 : placed(end)
}

const BACKWARDS = 'the end is before the beginning'

/** Longer than this over midnight is more likely an afternoon written without saying so ("9点到6点"). */
const LONGEST_NIGHT = 15 * 60

class Clauses {
  private readonly tokens: readonly Token[]
  private place = 0
  private readonly clauses: Clause[] = []
  private current = newClause()
  readonly notes: string[] = []

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens
  }

  read(): Clause[] {
    for (;;) {
      const token = this.tokens[this.place]
      if (!token) break
      this.place += 1
      this.take(token)
    }
    this.close()
    return this.clauses
  }

  private take(token: Token): void {
    switch (token.kind) {
      case 'days':
        if (says(this.current)) this.close()
        this.days(token)
        break
      case 'holiday':
        if (says(this.current)) this.close()
        this.current.holiday = true
        break
      case 'date':
        if (says(this.current) || this.current.days.size > 0) this.close()
        this.dates(token)
        break
      case 'time':
        this.span(token, null)
        break
      case 'period':
        this.period(token.period)
        break
      case 'allDay':
        this.allDay()
        break
      case 'shut':
        if (this.current.spans.length > 0) throw new Doubt('it says open and shut of the same days')
        this.current.shut = true
        break
      case 'asUsual':
        this.current.asUsual = true
        break
      case 'except':
        this.except()
        break
      case 'end':
        this.close()
        break
      case 'and':
        break
      default:
        throw new Doubt('a range has no beginning')
    }
  }

  private peek(): Token | undefined {
    return this.tokens[this.place]
  }

  private days(token: Extract<Token, { kind: 'days' }>): void {
    const to = this.peek()
    const last = this.tokens[this.place + 1]
    if (to?.kind === 'to' && last?.kind === 'days') {
      const from = token.days.at(-1)
      const [until] = last.days
      if (token.step !== 'day' || last.step !== 'day' || from === undefined || until === undefined) {
        throw new Doubt('the range of days is not clear')
      }
      this.place += 2
      for (let day = from; ; day = (day % 7) + 1) {
        this.current.days.add(day)
        if (day === until) break
      }
      return
    }
    for (const day of token.days) this.current.days.add(day)
  }

  private dates(token: Extract<Token, { kind: 'date' }>): void {
    const last = this.tokens[this.place + 1]
    const from = dateCode(token)
    if (this.peek()?.kind !== 'to' || last?.kind !== 'date') {
      this.current.dates.push(from)
      return
    }
    if ((token.day === null) !== (last.day === null)) throw new Doubt('the range of dates is not clear')
    this.place += 2
    this.current.dates.push(`${from}-${dateCode(last)}`)
  }

  private span(token: Extract<Token, { kind: 'time' }>, period: Period | null): void {
    const start = { ...token, period: token.period ?? period }
    const end = this.tokens[this.place + 1]
    if (this.peek()?.kind !== 'to' || end?.kind !== 'time') throw new Doubt('a time has no end')
    this.place += 2
    if (this.current.shut) throw new Doubt('it says when it is shut, hour by hour')
    const from = placed(start)
    let to = placedEnd(end, start.period, from)
    if (to <= from) {
      to += 1440
      const said = end.nextDay || end.period === 'dawn' || (end.period === 'evening' && end.minute === 0)
      if (!said && to - from > LONGEST_NIGHT) throw new Doubt(BACKWARDS)
    }
    if (from >= 1440 || to > 2880) throw new Doubt('there is no such time')
    if (this.current.spans.some((other) => from < other.to && to > other.from)) {
      throw new Doubt('it gives two different times for the same days')
    }
    this.current.spans.push({ from, to })
  }

  /** `上午8点到12点` gives the hour its place; `下午休息` says nothing that the hours do not. */
  private period(period: Period): void {
    const next = this.peek()
    if (next?.kind === 'shut' && this.current.spans.length > 0) {
      this.place += 1
      return
    }
    if (next?.kind !== 'time') throw new Doubt('a part of the day has no hours')
    this.place += 1
    this.span(next, period)
  }

  private allDay(): void {
    if (this.peek()?.kind === 'shut') return
    if (this.current.spans.length > 0) throw new Doubt('it gives two different times for the same days')
    this.current.spans.push({ from: 0, to: 1440 })
  }

  /** `（节假日除外）` after hours closes the holidays; after a day off it is not clear what it means. */
  private except(): void {
    const before = this.clauses.at(-1)
    const clear =
      before !== undefined && before.spans.length > 0 && this.current.holiday && this.current.days.size === 0
    if (!clear) throw new Doubt('an exception is not clear')
    this.current.shut = true
  }

  private close(): void {
    const { current } = this
    this.current = newClause()
    if (!says(current)) {
      if (names(current)) throw new Doubt('days have no hours')
      return
    }
    if (current.asUsual && current.spans.length === 0) {
      this.notes.push('holidays as on other days')
      return
    }
    // `1月至9月 周一休息；周二至周日 9:00-16:30`: the months hold until others are named.
    const before = this.clauses.at(-1)
    if (current.dates.length === 0 && before && names(current)) current.dates = before.dates
    this.clauses.push(current)
  }
}

function dateCode({ year, month, day }: Extract<Token, { kind: 'date' }>): string {
  const code = monthCodes[month - 1] ?? ''
  return [year ?? '', code, day === null ? '' : String(day).padStart(2, '0')]
    .filter((part) => part !== '')
    .join(' ')
}

function daysCode(days: ReadonlySet<number>): string {
  if (days.size === 0 || days.size === 7) return ''
  const ranges: string[] = []
  for (let day = 1; day <= 7; day += 1) {
    if (!days.has(day) || (day > 1 && days.has(day - 1))) continue
    let last = day
    while (days.has(last + 1)) last += 1
    const [from, to] = [weekdayCodes[day - 1], weekdayCodes[last - 1]]
    ranges.push(last === day ? `${from}` : last === day + 1 ? `${from},${to}` : `${from}-${to}`)
  }
  return ranges.join(',')
}

function timeCode(minute: number): string {
  const within = minute > 1440 ? minute - 1440 : minute
  return `${String(Math.floor(within / 60)).padStart(2, '0')}:${String(within % 60).padStart(2, '0')}`
}

function ruleOf(clause: Clause): string {
  const days = [daysCode(clause.days), clause.holiday ? 'PH' : ''].filter(Boolean).join(',')
  const spans = [...clause.spans].sort((a, b) => a.from - b.from)
  const times = spans.map(({ from, to }) => `${timeCode(from)}-${timeCode(to)}`).join(',')
  return [clause.dates.join(','), days, clause.shut ? 'off' : times].filter(Boolean).join(' ')
}

/** Later clauses may narrow earlier ones, but not contradict them. */
function check(clauses: readonly Clause[]): void {
  if (!clauses.some((clause) => clause.spans.length > 0)) throw new Doubt('it says only when it is shut')
  clauses.forEach((clause, index) => {
    if (index > 0 && !names(clause)) throw new Doubt('it is not clear for which days the hours are')
    for (const earlier of clauses.slice(0, index)) {
      if (clause.dates.length > 0 || earlier.dates.length > 0 || clause.holiday || earlier.holiday) continue
      const all = earlier.days.size === 0 ? new Set(everyDay) : earlier.days
      const shared = [...clause.days].filter((day) => all.has(day)).length
      const narrower = shared === clause.days.size && clause.days.size < all.size
      if (shared > 0 && !narrower) throw new Doubt('it gives two different times for the same days')
    }
  })
}

/** Whether the seasons that it names make a whole year; `1月至9月 …` leaves the winter unknown, not shut. */
function speaksOfEveryDay(schedule: Schedule): boolean {
  const first = dayOfIso('2024-01-01')
  const days = Array.from({ length: 366 }, (_, index) => civilOf(first + index))
  return days.every((day) =>
    schedule.rules.some(
      ({ days: selector }) =>
        selector === null ||
        selector.dates.length === 0 ||
        selector.dates.some((range) => inRange(range, day)),
    ),
  )
}

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[–—―−~～〜]+/g, '-')
    .replace(/，/g, ',')
    .replace(/；/g, ';')
    .replace(/[【[]|[\]】]/g, ' ')
    .trim()
}

/**
 * Reads Chinese free text, or an expression that is one already.
 * @returns the OpenStreetMap expression with notes on what was read into it, or why it is not certain
 */
export function readChineseHours(text: string): ReadHours {
  const wanted = plain(text)
  if (!/[\d一-鿿]/.test(wanted)) return { ok: false, reason: 'it says nothing' }
  const doubt = doubtful.exec(wanted)
  if (doubt) return { ok: false, reason: `"${doubt[0]}" makes it uncertain` }
  const read = readClauses(wanted)
  // "9:00-6:00" is a valid expression of 21 hours, but no shopkeeper means them
  if (read.ok || read.reason === BACKWARDS) return read
  if (/[一-鿿]/.test(wanted) || !parseHours(wanted).ok) return read
  return { ok: true, expression: wanted, notes: [] }
}

function readClauses(wanted: string): ReadHours {
  try {
    const reader = new Clauses(tokensOf(wanted))
    const clauses = reader.read()
    check(clauses)
    const rules = [...new Set(clauses.map(ruleOf))]
    const expression = rules.length === 1 && rules[0] === '00:00-24:00' ? '24/7' : rules.join('; ')
    const parsed = parseHours(expression)
    if (!parsed.ok) throw new Doubt('what was read makes no sense')
    if (speaksOfEveryDay(parsed.schedule)) return { ok: true, expression, notes: reader.notes }
    const notes = [...reader.notes, 'it says nothing of the rest of the year']
    return { ok: true, expression: `unknown; ${expression}`, notes }
  } catch (error) {
    if (error instanceof Doubt) return { ok: false, reason: error.message }
    throw error
  }
}
