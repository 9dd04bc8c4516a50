import { type Grade, satisfactionRule } from '../../schema/catalog/satisfaction.ts'
import { dayOf, dayOfIso, isoOf } from '../../schema/rules/hours/days.ts'
import { type Interval, rollingPeriod } from '../../schema/rules/satisfaction.ts'
import { useWords } from '../shell/words.ts'
import { gradeName as nameOfGrade, sentences as together } from './rating-words.ts'

/** 87.7%; always one decimal, so that numbers under each other line up */
export function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`
}

/** 85%, 97.5%: a share that was set, not measured */
export function roundPercent(share: number): string {
  return `${Number((share * 100).toFixed(1))}%`
}

/** Decimals up to which a bound is told apart from the target. */
const MOST_DECIMALS = 4

/**
 * A bound of an interval. One that only rounding would put on the target gets the decimals that show on which side of it
 * it is.
 */
export function bound(share: number, target: number): string {
  const told = (decimals: number) => (share * 100).toFixed(decimals)
  const onTarget = (decimals: number) => told(decimals) === (target * 100).toFixed(decimals)
  let decimals = 1
  while (share !== target && onTarget(decimals) && decimals < MOST_DECIMALS) decimals += 1
  if (share === target || !onTarget(decimals)) return `${told(decimals)}%`
  const next = 10 ** -MOST_DECIMALS
  return `${(target * 100 + (share < target ? -next : next)).toFixed(MOST_DECIMALS)}%`
}

/** Numbers, dates and names of the measure in the language that shows. */
export function useMeasureWords() {
  const { t, pick, language } = useWords()

  const dates = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language.value === 'en' ? 'en-GB' : language.value, {
      timeZone: 'UTC',
      ...options,
    })

  /** 2026年11月24日 */
  const day = (date: string) =>
    dates({ year: 'numeric', month: 'short', day: 'numeric' }).format(Date.parse(date))

  const monthOf = (name: string, options: Intl.DateTimeFormatOptions) =>
    dates({ month: 'short', ...options }).format(Date.parse(`${name}-01`))

  /** 2026年11月 */
  const month = (name: string) => monthOf(name, { year: 'numeric' })

  /** 11月, or with its year as short as it can be read: 25年12月, Dec 2025 */
  const shortMonth = (name: string, withYear: boolean) =>
    monthOf(name, withYear ? { year: language.value === 'en' ? 'numeric' : '2-digit' } : {})

  /** 1,284 */
  const count = (n: number) => new Intl.NumberFormat(language.value).format(n)

  /** 85.8% – 89.4% */
  const range = ([low, high]: Interval, target: number) =>
    t('satisfaction.between', { low: bound(low, target), high: bound(high, target) })

  const gradeName = (grade: Grade) => nameOfGrade(grade, pick)

  /** A period by its name: 过去 365 天, 2026年第3季度, 2026年11月 */
  function periodName(name: string): string {
    if (name === rollingPeriod) return t('satisfaction.period.rolling', { days: satisfactionRule.windowDays })
    const [year = '', quarter] = name.split('Q')
    return quarter ? t('satisfaction.period.quarter', { year, quarter }) : month(name)
  }

  /** A period with its days, and whether it is not over. */
  function periodDays(given: { period: string; from: string; to: string; asOf: string }): string {
    const period = periodName(given.period)
    if (given.period === rollingPeriod) return t('satisfaction.period.until', { period, to: day(given.to) })
    const running = dayOf(Date.parse(given.asOf)) < dayOfIso(given.to)
    return t(running ? 'satisfaction.period.running' : 'satisfaction.period.within', {
      period,
      from: day(given.from),
      to: day(given.to),
    })
  }

  const sentences = (...all: string[]) => together(language.value, all)

  return {
    t,
    pick,
    language,
    sentences,
    day,
    month,
    shortMonth,
    count,
    range,
    gradeName,
    periodName,
    periodDays,
  }
}

/** The ISO date in Asia/Shanghai at an instant. */
export function dateOf(instant: number): string {
  return isoOf(dayOf(instant))
}
